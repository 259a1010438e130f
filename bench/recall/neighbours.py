"""The names of countries: what they find must not grow by other countries of the same sentence."""

from policyfacts.bundled import bundled
from policyfacts.loader.seed.csv_tables import read_csv
from policyfacts.loader.seed.layout import TABLES


def list_country_names() -> list[str]:
    """List names, adjectives and aliases of all countries, in every language, each once."""
    table = TABLES["countries"]
    rows = read_csv(bundled("seed") / table.path, table.path, table.columns).value
    assert isinstance(rows, list)
    names: dict[str, None] = {}
    for row in rows:
        assert isinstance(row, dict)
        for column in ("name", "adjectives", "ru", "be", "fr", "es", "zh", "aliases"):
            names |= dict.fromkeys(str(row.get(column) or "").split("|"))
    return [name for name in names if name]
