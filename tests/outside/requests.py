"""Requests that together show every kind of endpoint, format, header and error."""

import json
from dataclasses import dataclass, field

JSON_BODY = {"Content-Type": "application/json"}
FORM_BODY = {"Content-Type": "application/x-www-form-urlencoded"}
PREFLIGHT = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
FACT = "/v1/facts/by-2013-state-visit-indonesia"
WITHDRAWN = "by-2013-embassy-qatar"
TURKEY = "/v1/facts?country=TR&topic=visas"
PAGE = "/v1/facts?country=TR&limit=2"


@dataclass(frozen=True)
class Request:
    """One request; `{etag}` and `{cursor}` in it are those of PAGE."""

    method: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def __str__(self) -> str:
        headers = (f"{name}: {value}" for name, value in self.headers.items())
        return " | ".join([f"{self.method} {self.address}", *headers, *self._shown_body])

    @property
    def _shown_body(self) -> list[str]:
        return [self.body if len(self.body) < 80 else f"{len(self.body)} bytes"] * bool(self.body)


def get(*urls: str, **headers: str) -> list[Request]:
    """Make GET requests with the same headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return [Request("GET", address, named) for address in urls]


def post(address: str, sent: object) -> Request:
    """Make a POST request with a JSON body."""
    return Request("POST", address, JSON_BODY, json.dumps(sent))


def call(method: str, **params: object) -> Request:
    """Make a request to `/mcp`, as programs of assistants do."""
    return post("/mcp", {"jsonrpc": "2.0", "id": 1, "method": method, "params": params})


API = [
    *get("/v1", TURKEY, PAGE, f"{PAGE}&cursor={{cursor}}", "/v1/facts?q=visa-free&limit=3"),
    *get(
        "/v1/facts?country=TR&limit=0&facet=country,status,year", "/v1/facts?country=T%C3%BCrkiye"
    ),
    *get(*(f"{TURKEY}&format={form}" for form in ("csv", "ndjson", "jsonld"))),
    *get(TURKEY, Accept="text/csv"),
    *get("/v1/facts?country=CN&limit=1", Accept="text/html"),
    *get(FACT, f"{FACT}?format=jsonld", f"{FACT}/citation", f"{FACT}/citation?format=bibtex"),
    *get("/v1/facts/citation?country=TR", "/v1/facts/citation?country=TR&format=ris"),
    *get("/v1/facts/stats?group_by=kind,status", "/v1/facts/stats?group_by=year&format=csv"),
    *get("/v1/figures?measure=visas-issued", "/v1/figures?format=csv", "/v1/graph?country=TR"),
    *get("/v1/graph?country=CN&format=graphml", "/v1/suggest?q=tur", "/v1/vocabulary"),
    *get(
        "/v1/countries", "/v1/countries?format=csv", "/v1/countries/CN", "/v1/countries/TR/partners"
    ),
    *get("/v1/countries/CN?format=jsonld", "/v1/regions", "/v1/regions/caribbean"),
    *get("/v1/organizations", "/v1/organizations/cis", "/v1/entities?kind=person", "/v1/topics"),
    *get("/v1/entities/minsk", "/v1/topics/visas", "/v1/years", "/v1/years/2013", "/v1/reviews"),
    *get("/v1/reviews/by-2013", "/v1/releases", "/v1/changes?limit=2", "/v1/changes?format=atom"),
    *get("/v1/changes?format=ndjson", "/v1/downloads/facts.ndjson", "/catalog.jsonld"),
    *get("/context.jsonld", "/health/live", "/health/ready"),
    post("/v1/facts/search", {"type": ["visit"], "not": {"level": ["head-of-state"]}, "limit": 2}),
]
BESIDE = [
    *get("/", "/?country=TR&topic=visas", "/?q=visa&sort=relevance", "/about", "/countries"),
    *get("/countries/CN", "/regions/africa", "/organizations/cis", "/entities/minsk", "/topics"),
    *get("/topics/visas", "/years", "/years/2014", "/facts/by-2013-embassy-qatar", "/robots.txt"),
    *get("/sitemap.xml", "/facts?country=TR", "/entities/CN", "/docs", "/openapi.json"),
    *get("/docs.md", "/llms.txt", "/static/swagger-init.js", "/static/pages.css"),
    *get("/static/pages.js", "/static/policy-facts.js", "/static/cards.css", "/static/favicon.svg"),
    *get("/embed/countries/CN", "/embed/countries/CN.svg", "/embed/countries/CN.png"),
    *get("/embed/countries/CN.json", "/embed/facts?country=TR&topic=visas", "/embed/topics/visas"),
    *get("/embed/facts/by-2013-embassy-qatar.svg?theme=dark", "/embed/years/2014.json"),
    *get("/oembed?url=/countries/CN", "/oembed?url=/countries/CN&format=xml"),
    *get("/reconcile", "/reconcile/1.0-draft", "/reconcile/suggest/entity?prefix=tur"),
    *get("/reconcile/suggest/property?prefix=c", "/reconcile/suggest/type?prefix=c"),
    *get("/reconcile/extend/propose?type=country", "/reconcile/preview?id=CN"),
    Request("POST", "/reconcile", FORM_BODY, 'queries={"q0":{"query":"China"}}'),
    post("/reconcile/1.0-draft/match", {"queries": [{"conditions": [
        {"matchType": "name", "propertyValue": "Turkey"}]}]}),
    post("/reconcile/1.0-draft/extend", {"ids": ["CN"], "properties": [{"id": "name"}]}),
    call("tools/list"),
    call("tools/call", name="search_facts", arguments={"country": ["TR"], "topic": ["visas"]}),
    call("tools/call", name="search_facts", arguments={"country": ["Chyna"]}),
    call("no/such/method"),
]  # fmt: skip
PROTOCOL = [
    *(Request("HEAD", address) for address in ("/v1", PAGE, FACT, "/", "/embed/countries/CN.svg")),
    *get(PAGE, FACT, If_None_Match="{etag}"),
    Request("HEAD", PAGE, {"If-None-Match": "{etag}"}),
    *(Request("OPTIONS", address, PREFLIGHT) for address in ("/v1/facts", "/mcp", "/reconcile")),
    Request("OPTIONS", "/v1/facts", {**PREFLIGHT, "Access-Control-Request-Method": "DELETE"}),
    *get(PAGE, "/", Origin="https://elsewhere.example"),
    *(Request("GET", "/v1/countries", {"Accept-Encoding": way}) for way in ("gzip", "br", "zstd")),
    *get("/v1/downloads/facts.ndjson", "/static/pages.css", Range="bytes=0-99"),
    *get("/v1/downloads/facts.ndjson", Range="bytes=99999999-"),
]
ERRORS = [
    *get("/v1/facts?contry=TR", "/v1/facts?country=Turkye", "/v1/facts?limit=501&year=201x"),
    *get("/v1/facts?country=TR&limit=1&limit=2", "/v1/facts?cursor=garbage", "/v1/facts/none"),
    *get(f"{TURKEY}&cursor={{cursor}}", "/v1/none", "/v1/facts/", "/v1/countries/ZZ", "/nothing"),
    *get(
        "/v1/facts?format=pdf", "/v1/figures?unit=USD&sort=value&format=atom", "/embed/facts/none"
    ),
    *get("/v1/facts", "/oembed?url=/countries/CN", Accept="image/png"),
    *get("/countries/ZZ", "/?contry=TR", Accept="text/html"),
    *get("/oembed?url=https://elsewhere.example/", "/embed/countries/CN.gif", "/static/none"),
    *get("/v1/facts/search", "/mcp", "/metrics?name=requests", "/v1/changes?since=2013.1-00000000"),
    *(Request(method, "/v1/facts") for method in ("POST", "DELETE")),
    Request("POST", "/v1/facts/search", JSON_BODY, "{"),
    Request("POST", "/v1/facts/search", JSON_BODY, '"' + "x" * 2**17 + '"'),
    Request("POST", "/v1/facts/search", {"Content-Type": "text/csv"}, "{}"),
    post("/v1/facts/search", {"country": ["Chnia"], "any": [{"not": {"level": ["minster"]}}]}),
    Request("POST", "/mcp", JSON_BODY, "{"),
    Request("POST", "/reconcile", FORM_BODY, "queries={"),
    post("/reconcile/1.0-draft/match", {"queries": [{"conditions": []}]}),
    *get("/failure", "/v1/failure"),
]
# Asked of a service that has loaded a release more, in which a fact was withdrawn.
AFTER_WITHDRAWAL = get(
    f"/v1/facts/{WITHDRAWN}", f"/facts/{WITHDRAWN}", f"/embed/facts/{WITHDRAWN}", "/v1/changes",
    f"{PAGE}&cursor={{cursor}}", "/?country=TR&limit=2&cursor={cursor}", "/v1/releases", "/v1",
    "/v1/facts?country=TR&limit=1", "/", "/countries/CN", "/reconcile", "/robots.txt",
    "/oembed?url=/", "/sitemap.xml", "/oembed?url=/countries/CN", "/embed/countries/CN",
    "/docs", "/catalog.jsonld",
)  # fmt: skip
AFTER_WITHDRAWAL += get(f"/facts/{WITHDRAWN}", "/?limit=2&cursor={cursor}", Accept="text/html")
# Asked of a service in whose database nothing was loaded.
NOTHING_LOADED = get("/", Accept="text/html") + get(
    "/v1/facts", "/", "/health/live", "/health/ready", "/reconcile", "/embed/facts"
)
