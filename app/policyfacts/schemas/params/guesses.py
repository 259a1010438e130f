"""Names of parameters that people and assistants guess, and the parameters that they mean.

One table for the API, pages, bodies of searches and the tools of assistants. Of a guess only those
parameters are named that there are where it was made.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from policyfacts.suggestions import close_matches

_CUTOFF = 0.7
_MAX_COMPARED = 100


@dataclass(frozen=True)
class Guess:
    """The parameters that a name probably means, and a sentence on what to write; either may lack.

    The sentence is for places that have one of the parameters, or for all if it is general.
    """

    parameters: tuple[str, ...]
    advice: str = ""
    is_general: bool = False

    @property
    def sentence(self) -> str:
        """The advice after a space; empty where there is none."""
        return f" {self.advice}" if self.advice else ""


_NONE = Guess(())
# Parameters that advice writes as examples.
_WRITTEN = re.compile(r"\b([a-z_]+)=")
_PAGES = "A list goes on at `page.next` of the answer before, which has the cursor."
_IN_PATH = "An id stands in the path, after a slash, as in /v1/countries/CN."
_DAY = "One day is date_from=2013-01-15 and date_to=2013-01-15, a month date_from=2013-01."
_TABLE: tuple[tuple[str, Guess], ...] = (
    ("date day month period time when datetime", Guess(("date_from", "date_to"), _DAY)),
    (
        "from since start after begin start_date from_date date_start date_begin begin_date"
        " date_after since_date min_date date_since after_date startdate fromdate",
        Guess(("date_from", "since"), "Write date_from=2013-01-15, 2013-01 or 2013."),
    ),
    (
        "to until till end before end_date to_date date_end until_date max_date date_until"
        " date_before before_date enddate todate",
        Guess(("date_to",), "Write date_to=2013-01-15, 2013-01 or 2013."),
    ),
    ("years yr", Guess(("year",), "Several are joined by commas: year=2013,2014.")),
    ("start_year from_year year_start min_year year_since", Guess(("year_from",))),
    ("end_year to_year year_end max_year year_until", Guess(("year_to",))),
    (
        "page offset skip page_number pageno p page_token after_id start_at next_cursor next",
        Guess(("cursor",), _PAGES),
    ),
    (
        "per_page perpage page_size pagesize size count max_results maxresults rows n top first num"
        " max results items results_per_page take limit_to max_rows nrows",
        Guess(("limit",), "Write how many items a page has: limit=50."),
    ),
    ("limit max_nodes node_count top_n", Guess(("nodes", "limit"))),
    (
        "query search text keyword keywords words term terms fulltext contains string search_term"
        " searchtext lookup match title statement description content s",
        Guess(("q",)),
    ),
    (
        "sort_by sortby order order_by orderby ordering order_dir sort_order sort_dir direction dir"
        " desc asc reverse sorting rank rank_by",
        Guess(("sort",), "Newest first is sort=-date, oldest first sort=date."),
    ),
    (
        "nation nations state states iso iso2 iso3 iso_code country_code country_name countrycode"
        " country_id countries alpha2 alpha3 partner_country counterpart with",
        Guess(("country",)),
    ),
    ("partner partners", Guess(("country", "party"))),
    ("area areas continent world_region subregion zone", Guess(("region",))),
    (
        "org orgs organisation organisations institution institutions body igo bloc",
        Guess(("organization",)),
    ),
    (
        "theme themes category categories subject subjects tag tags issue issues field_of_policy"
        " area_of_policy policy_area domain sector",
        Guess(("topic",)),
    ),
    ("person people place places city cities project instrument agreement", Guess(("entity",))),
    ("name names label", Guess(("q", "entity"))),
    (
        "host visitor actor actors participant participants role roles",
        Guess(("party",), "A role stands after a colon: party=BY:host."),
    ),
    ("event_type fact_type kind_of_fact types action", Guess(("type",))),
    ("fact facts fact_id facts_id", Guess(("id",))),
    ("source sources document report publication dataset", Guess(("review",))),
    ("chapter part heading", Guess(("section",))),
    ("min_value minvalue amount_min min_amount minimum value_gte", Guess(("value_min",))),
    ("max_value maxvalue amount_max max_amount maximum value_lte", Guess(("value_max",))),
    ("amount value values figure", Guess(("value_min", "value_max"))),
    ("currency units", Guess(("unit",))),
    ("indicator metric variable series", Guess(("measure",))),
    ("is_named unnamed named_only only_named meant implied", Guess(("named",))),
    ("figures with_figures numbers", Guess(("has_figures",))),
    ("group groupby grouping by breakdown aggregate aggregation dimension dimensions",
     Guess(("group_by", "facet"))),
    ("facets aggs count_by", Guess(("facet", "group_by"))),
    ("random shuffle", Guess(("sample",))),
    ("random_seed", Guess(("seed",))),
    ("select columns column cols include only field props properties", Guess(("fields",))),
    ("output output_format out fmt f mime media_type filetype ext response_format accept wt",
     Guess(("format",))),
    ("exclude excluding", Guess(("country_not", "topic_not"))),
    ("width max_width", Guess(("maxwidth",))),
    ("height max_height", Guess(("maxheight",))),
    ("color_scheme colors colours mode style", Guess(("theme",))),
    ("link page_url href uri address", Guess(("url",))),
    ("lang language locale hl translate", Guess((), "Names are found in every language held.")),
    (
        "id ids key_id uuid slug",
        Guess(("id",), _IN_PATH, is_general=True),
    ),
    (
        "api_key apikey key token access_token auth authorization user client_id app_id",
        Guess((), "Nobody needs a key here: leave it out."),
    ),
    ("pretty indent prettyprint pretty_print", Guess((), "JSON comes in one form: leave it out.")),
    (
        "filter filters where conditions",
        Guess((), "Each filter is a parameter of its own, as country=TR&topic=visas."),
    ),
)  # fmt: skip
_GUESSES = {name: guess for names, guess in _TABLE for name in names.split()}
_PREFIXES = ("amp_", "filter_", "filters_", "where_", "query_", "params_", "q_")
# What others write behind a name: bounds, and words that say how values are compared.
_FIRST = frozenset("gte gt ge min from since after start begin".split())
_LAST = frozenset("lte lt le max to until before end".split())
_SAME = frozenset("in eq is like ilike contains icontains exact iexact any equals 0 1 2".split())
_NOT = frozenset("ne neq not nin exclude".split())
_BOUNDS = {
    **dict.fromkeys(("date", "day", "time"), ("date_from", "date_to")),
    **dict.fromkeys(("year", "years"), ("year_from", "year_to")),
    **dict.fromkeys(("value", "amount", "figure"), ("value_min", "value_max")),
}
_CAPITAL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile("[^a-z0-9]+")


def guess_parameters(name: str, names: Collection[str]) -> Guess:
    """Return which of these parameters a name probably means, best first, and what to write."""
    snake = _snake_case(name[:_MAX_COMPARED])
    for spelling in _spellings(snake):
        if spelling in names:
            return Guess((spelling,))
        guess = _within(_GUESSES.get(spelling, _NONE), names)
        if guess != _NONE:
            return guess
    near = close_matches(name.lower(), names, cutoff=_CUTOFF)
    return Guess(near or close_matches(snake, names, cutoff=_CUTOFF))


def _within(guess: Guess, names: Collection[str]) -> Guess:
    """Return what of a guess holds where only these parameters are known."""
    parameters = tuple(each for each in guess.parameters if each in names)
    is_fit = bool(parameters or not guess.parameters or guess.is_general)
    is_fit = is_fit and set(_WRITTEN.findall(guess.advice)) <= set(names)
    return Guess(parameters, guess.advice if is_fit else "")


def _snake_case(name: str) -> str:
    """Write `pageSize`, `page-size`, `$pageSize` and `page[size]` as `page_size`."""
    return _SEPARATORS.sub("_", _CAPITAL.sub("_", name).lower()).strip("_")


def _spellings(snake: str) -> list[str]:
    """List what a name may be short for: `filter_year_gte` is `year_from`."""
    spellings = [snake]
    spellings += [snake.removeprefix(each) for each in _PREFIXES if snake.startswith(each)]
    base, _, operator = spellings[-1].rpartition("_")
    if base and operator in _SAME:
        spellings.append(base)
    if base and operator in _NOT:
        spellings += [f"{base}_not", base]
    if base in _BOUNDS and operator in _FIRST | _LAST:
        spellings.append(_BOUNDS[base][operator in _LAST])
    return [*spellings, *(each.removesuffix("s") for each in spellings if each.endswith("s"))]
