"""The API request behind a page, as an address and as programs to copy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from policyfacts.routers.addresses import Addresses
from policyfacts.vocabulary import Format

_FACTS = "/v1/facts"
_NOT_CITED = frozenset(("sort", "sample", "seed", "limit"))
# Where `policyfacts serve` answers, if nothing else is said.
UNKNOWN_ORIGIN = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Snippet:
    """A program that asks the same."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class ApiRequest:
    """What a page asks of the API: filters and order of facts."""

    addresses: Addresses
    parameters: Mapping[str, Any]

    @property
    def path(self) -> str:
        """The request as it stands on one line."""
        return self.addresses.of(_FACTS, self.parameters)

    def form(self, wanted: Format) -> str:
        """The same facts in another form."""
        return self.addresses.of(_FACTS, {**self.parameters, "format": wanted})

    @property
    def citation(self) -> str:
        """How the facts are cited; their order makes no difference."""
        asked = {it: self.parameters[it] for it in self.parameters if it not in _NOT_CITED}
        return self.addresses.of(f"{_FACTS}/citation", asked)

    @property
    def snippets(self) -> list[Snippet]:
        """The request in the languages in which it is mostly made."""
        return [
            Snippet("sh", "curl", f"curl '{self.origin}{self.path}'"),
            Snippet("python", "Python", self._python()),
            Snippet("js", "JavaScript", self._javascript()),
        ]

    @property
    def origin(self) -> str:
        """What stands in the programs for an address of the service that it does not know."""
        return "" if urlsplit(self.addresses.base).scheme else UNKNOWN_ORIGIN

    def _python(self) -> str:
        base = self.origin + self.addresses.base
        filters = ", ".join(f"{name}={_plain(it)!r}" for name, it in self.parameters.items())
        return (
            "from policyfacts.client import FactsClient\n"
            "\n"
            f"with FactsClient({base!r}) as client:\n"
            f"    for fact in client.iter_facts({filters}):\n"
            "        print(fact.id, fact.statement)"
        )

    def _javascript(self) -> str:
        address = json.dumps(self.origin + self.path)
        return (
            f"const answer = await fetch({address});\n"
            "const { items, page } = await answer.json();\n"
            "console.log(page.total, items.map((fact) => fact.statement));"
        )


def _plain(value: object) -> object:
    """One value alone, several as a list; words of closed lists as plain text."""
    if isinstance(value, list):
        plain = [_plain(it) for it in value]
        return plain[0] if len(plain) == 1 else plain
    return str(value) if isinstance(value, str) else value
