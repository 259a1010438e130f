"""The sheet as one page of HTML, which needs nothing beside it and can be printed."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from policyfacts.loader.seed.records import FactRecord, FigureRecord
from policyfacts.loader.sheets.sheet import Sheet
from policyfacts.wording.dates_and_figures import say_count, say_date, say_figure

_TEMPLATES = Environment(
    loader=PackageLoader("policyfacts.loader.sheets"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_sheet(sheet: Sheet) -> str:
    """Return the page."""
    return _TEMPLATES.get_template("sheet.html").render(
        sheet=sheet,
        name_of=lambda id_: sheet.names.get(id_, id_),
        figure_in_words=_figure_in_words,
        times=_times,
        say_count=say_count,
    )


def _figure_in_words(figure: FigureRecord) -> str:
    return say_figure(figure.model_dump())


def _times(fact: FactRecord, year: int) -> list[tuple[str, str]]:
    """List what a fact says of time, each as it is written and in words."""
    date = (fact.date, say_date(fact.date)) if fact.date else ("", f"none stated: {year}")
    times = [("date", " = ".join(filter(None, date)))]
    if fact.term:
        times.append(("term", f"{fact.term} = {say_date(fact.term)}"))
    if fact.times:
        times.append(("times", str(fact.times)))
    if fact.trend:
        times.append(("trend", fact.trend))
    return times
