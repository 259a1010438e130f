def test_smoke(client):
    r=client.get("/v1/facts?country=TR&topic=visas")
    assert r.status_code==200, r.text
    assert r.json()["page"]["total"]==1
