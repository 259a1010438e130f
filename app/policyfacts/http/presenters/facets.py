"""Facets as responses have them; one may have thousands of values."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote_plus

from policyfacts.http.urls import UrlBuilder
from policyfacts.search.results.facets import FacetCount

FacetRow: TypeAlias = dict[str, str | int | None]

# Stands for the values of a facet in a URL; no other parameter may hold it.
_VALUES = "\x00"


class ToggleUrls:
    """URLs of a query with a value of a facet added, or taken away."""

    def __init__(
        self, urls: UrlBuilder, path: str, name: str, parameters: Mapping[str, Any]
    ) -> None:
        self._selected = [str(value) for value in parameters.get(name, ())]
        url = urls.url(path, {**parameters, name: _VALUES})
        self._before, _, self._after = url.partition(quote_plus(_VALUES))
        others = {key: value for key, value in parameters.items() if key != name}
        self._without = urls.url(path, others)

    def url(self, value: FacetCount) -> str:
        """Return the URL that adds a value, or takes it away where it is selected."""
        if not value.selected:
            values = [*self._selected, value.value]
        else:
            values = [selected for selected in self._selected if selected != value.value]
        if not values:
            return self._without
        return f"{self._before}{quote_plus(','.join(values), safe=',:')}{self._after}"


def present_facet(values: Sequence[FacetCount], toggles: ToggleUrls | None) -> list[FacetRow]:
    """Return rows as `FacetValue` describes them; without URLs where the query is a body."""
    return [
        {
            "value": value.value,
            "label": value.label,
            "count": value.count,
            "selected": value.selected,
            "toggle_url": toggles.url(value) if toggles is not None else None,
        }
        for value in values
    ]
