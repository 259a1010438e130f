"""Facets as answers show them; there may be thousands of values in one answer."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote_plus

from policyfacts.http.urls import UrlBuilder
from policyfacts.search.results.facets import FacetCount

FacetRow: TypeAlias = dict[str, str | int | None]

# Stands for the values of a facet in an address; no other parameter may hold it.
_VALUES = "\x00"


class ToggleUrls:
    """Addresses of the question that has a value of a facet besides, or no longer."""

    def __init__(
        self, urls: UrlBuilder, path: str, name: str, parameters: Mapping[str, Any]
    ) -> None:
        self._asked = [str(value) for value in parameters.get(name, ())]
        written = urls.url(path, {**parameters, name: _VALUES})
        self._before, _, self._after = written.partition(quote_plus(_VALUES))
        others = {key: value for key, value in parameters.items() if key != name}
        self._without = urls.url(path, others)

    def of(self, it: FacetCount) -> str:
        """The address that leads on from a value."""
        if not it.selected:
            values = [*self._asked, it.value]
        else:
            values = [value for value in self._asked if value != it.value]
        if not values:
            return self._without
        return f"{self._before}{quote_plus(','.join(values), safe=',:')}{self._after}"


def present_facet(values: Sequence[FacetCount], toggles: ToggleUrls | None) -> list[FacetRow]:
    """Rows as `FacetValue` describes them; without addresses where the question is a body."""
    return [
        {
            "value": it.value,
            "label": it.label,
            "count": it.count,
            "selected": it.selected,
            "toggle_url": toggles.of(it) if toggles is not None else None,
        }
        for it in values
    ]
