"""Every door of the service: its paths and parameters, as its routes say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from fastapi.routing import iter_route_contexts

from policyfacts.settings import Settings
from policyfacts.web import create_app

_IDS = {
    "countries": "TR",
    "regions": "asia",
    "organizations": "un",
    "entities": "minsk",
    "topics": "visas",
    "years": "2013",
    "facts": "by-2013-visa-free-travel-turkey",
    "reviews": "by-2013",
    "downloads": "facts.ndjson",
}
_STATIC = ("/static/pages.css", "/static/favicon.svg", "/static/nothing.js")


@dataclass(frozen=True)
class Door:
    """A method of a path, with the names of its parameters."""

    method: str
    path: str
    parameters: tuple[str, ...] = ()

    @property
    def valid_path(self) -> str:
        """The path with ids that exist."""
        parent = self.path.split("/{")[0].rpartition("/")[2]
        return re.sub(r"\{\w+\}", _IDS.get(parent, "none"), self.path)

    def path_with(self, word: str) -> str:
        """Return the path with this in place of its id, or after it where it has none."""
        filled = re.sub(r"\{\w+\}", lambda _: word, self.path)
        return filled if filled != self.path else f"{self.path.rstrip('/')}/{word}"


def all_doors() -> list[Door]:
    """List the doors in the order of their paths."""
    app = create_app(Settings(database_url="sqlite:///none.db"))
    doors = [*_routes(app), *(Door("GET", path) for path in _STATIC)]
    return sorted(doors, key=lambda door: (door.path, door.method))


def _routes(app: object) -> Iterator[Door]:
    for route in iter_route_contexts(app.routes):  # type: ignore[attr-defined]
        if route.path:
            names = tuple(_parameters(getattr(route.original_route, "dependant", None)))
            for method in sorted(route.methods or ()):
                yield Door(method, route.path, names)


def _parameters(dependant: object) -> Iterator[str]:
    for parameter in getattr(dependant, "query_params", ()):
        yield from getattr(parameter.field_info.annotation, "model_fields", {})


def choose(doors: list[Door], random: Random, method: str = "GET") -> Door:
    """Return any door of a method."""
    return random.choice([door for door in doors if door.method == method])
