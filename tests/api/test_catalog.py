"""The DCAT catalogue: equal to the data that is served, and complete without other documents."""

from typing import Any

from starlette.testclient import TestClient


def iri(node: Any) -> str:
    """Return the IRI of a node or reference."""
    return str(node["@id"])


def get_catalog(client: TestClient) -> dict[str, Any]:
    """Return the catalogue as portals request it."""
    response = client.get("/catalog.jsonld")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/ld+json"
    catalog: dict[str, Any] = response.json()
    return catalog


def test_catalog_describes_the_release_as_the_overview_does(client: TestClient) -> None:
    overview, dataset = client.get("/v1").json(), get_catalog(client)["dcat:dataset"]
    assert dataset["dcat:version"] == overview["release"]["id"]
    assert dataset["dct:title"]["@value"] == overview["title"]
    assert iri(dataset["dct:license"]) == overview["license_url"]
    countries = [iri(country).rsplit("/", maxsplit=1)[1] for country in dataset["dct:spatial"]]
    assert countries == ["BLR"]
    period = dataset["dct:temporal"]
    assert period["dcat:startDate"]["@value"] == "2013-01-01"
    assert period["dcat:endDate"]["@value"] == "2013-12-31"


def test_every_file_has_its_size_and_checksum(client: TestClient) -> None:
    files = {
        iri(file["dcat:downloadURL"]): (
            int(file["dcat:byteSize"]["@value"]),
            file["spdx:checksum"]["spdx:checksumValue"]["@value"],
        )
        for file in get_catalog(client)["dcat:dataset"]["dcat:distribution"]
        if "dcat:downloadURL" in file
    }
    listed = client.get("/v1/downloads").json()["items"]
    assert files == {file["links"]["self"]: (file["bytes"], file["sha256"]) for file in listed}


def test_every_url_of_the_service_answers(client: TestClient) -> None:
    catalog = get_catalog(client)
    dataset, service = catalog["dcat:dataset"], catalog["dcat:service"]
    nodes = [catalog["foaf:homepage"], dataset, dataset["dcat:landingPage"]]
    nodes += [file["dcat:accessURL"] for file in dataset["dcat:distribution"]]
    nodes += [service["dcat:endpointURL"], service["dcat:endpointDescription"]]
    for node in nodes:
        assert client.get(iri(node)).status_code == 200, node


def test_catalog_needs_no_external_context(client: TestClient) -> None:
    catalog = get_catalog(client)
    prefixes = catalog["@context"]

    def names(node: Any) -> set[str]:
        if isinstance(node, list):
            return {name for item in node for name in names(item)}
        if not isinstance(node, dict):
            return set()
        return {*node, *(name for item in node.values() for name in names(item))}

    assert {name for name in names(catalog["dcat:dataset"]) if name[0] != "@"} > {"dct:title"}
    for name in names({key: value for key, value in catalog.items() if key != "@context"}):
        assert name.startswith("@") or name.split(":")[0] in prefixes, name
