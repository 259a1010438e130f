"""The catalogue for data portals: true to what is served, and whole without any other document."""

from typing import Any

from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app


def iri(node: Any) -> str:
    """The address that a node is, or refers to."""
    return str(node["@id"])


def registry(client: TestClient) -> dict[str, Any]:
    """The catalogue, asked for as portals do."""
    answer = client.get("/catalog.jsonld")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/ld+json"
    found: dict[str, Any] = answer.json()
    return found


def test_it_tells_of_the_release_what_the_entrance_does(client: TestClient) -> None:
    overview, dataset = client.get("/v1").json(), registry(client)["dcat:dataset"]
    assert dataset["dcat:version"] == overview["release"]["id"]
    assert dataset["dct:title"]["@value"] == overview["title"]
    assert iri(dataset["dct:license"]) == overview["license_url"]
    countries = [iri(it).rsplit("/", maxsplit=1)[1] for it in dataset["dct:spatial"]]
    assert countries == ["BLR"]
    period = dataset["dct:temporal"]
    assert period["dcat:startDate"]["@value"] == "2013-01-01"
    assert period["dcat:endDate"]["@value"] == "2013-12-31"


def test_every_file_is_offered_with_its_size_and_checksum(client: TestClient) -> None:
    offered = {
        iri(it["dcat:downloadURL"]): (
            int(it["dcat:byteSize"]["@value"]),
            it["spdx:checksum"]["spdx:checksumValue"]["@value"],
        )
        for it in registry(client)["dcat:dataset"]["dcat:distribution"]
        if "dcat:downloadURL" in it
    }
    listed = client.get("/v1/downloads").json()["items"]
    assert offered == {it["links"]["self"]: (it["bytes"], it["sha256"]) for it in listed}


def test_every_address_of_ours_answers(client: TestClient) -> None:
    whole = registry(client)
    dataset, service = whole["dcat:dataset"], whole["dcat:service"]
    nodes = [whole["foaf:homepage"], dataset, dataset["dcat:landingPage"]]
    nodes += [it["dcat:accessURL"] for it in dataset["dcat:distribution"]]
    nodes += [service["dcat:endpointURL"], service["dcat:endpointDescription"]]
    for node in nodes:
        assert client.get(iri(node)).status_code == 200, node


def test_it_needs_no_context_of_others(client: TestClient) -> None:
    whole = registry(client)
    prefixes = whole["@context"]

    def names(node: Any) -> set[str]:
        if isinstance(node, list):
            return {name for it in node for name in names(it)}
        if not isinstance(node, dict):
            return set()
        return {*node, *(name for it in node.values() for name in names(it))}

    assert {it for it in names(whole["dcat:dataset"]) if it[0] != "@"} > {"dct:title"}
    for name in names({key: value for key, value in whole.items() if key != "@context"}):
        assert name.startswith("@") or name.split(":")[0] in prefixes, name


def test_addresses_are_absolute_where_the_public_one_is_known(loaded_settings: Settings) -> None:
    public = "https://facts.example/api"
    settings = loaded_settings.model_copy(update={"public_url": public})
    with TestClient(create_app(settings)) as client:
        whole = registry(client)
    ours = [iri(whole), iri(whole["dcat:dataset"]), iri(whole["dcat:service"])]
    ours += [iri(it["dcat:accessURL"]) for it in whole["dcat:dataset"]["dcat:distribution"]]
    assert [it for it in ours if not it.startswith(f"{public}/")] == []
