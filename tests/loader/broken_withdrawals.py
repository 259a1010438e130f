"""Mistakes in `withdrawn.csv`: rows that are not whole, stand twice, or speak of what stands."""

from tests.loader.broken_seeds import (
    COUNTRIES,
    MEMBERSHIPS,
    ORGANIZATIONS,
    PEOPLE,
    REVIEW,
    SENTENCES,
    TOPICS,
    TYPES,
    Mistake,
)

_HEADER = "record,id,value,reason\n"
_PLACES = "entities/places.yaml"


def _row(name: str, rows: str, message: str) -> Mistake:
    """Return the mistake of a row, the last of those that are added."""
    *_, last = rows.splitlines()
    return Mistake(name, "withdrawn.csv", _HEADER, f"{_HEADER}{rows}\n", message, at=last)


_DAYS = "or say the days of the one that is gone, as cis (1993-12-09/2009-08-18)"

WITHDRAWALS = (
    _row("unknown record", "nam,minsk,Mensk,x", "unknown record 'nam': did you mean name?"),
    _row("no word for a record", "xyz,minsk,,x", "unknown record 'xyz': write one of entity, name"),
    _row("no record", ",minsk,,x", "'record' is missing"),
    _row("no reason", "name,minsk,Mensk,", "'reason' is missing"),
    _row("no id", "entity,,,x", "'id' is missing"),
    _row("name without the name", "name,minsk,,x", "'value' is empty: of a name, write the name"),
    _row("entity with a value", "entity,wilno,Wilno,x", "'value' is 'Wilno': leave it empty"),
    _row("days that are none", "membership,GB,cis (2001-02-30/..),x", "ends with no days: write"),
    _row("row twice", "entity,ab,,x\nentity,ab,,y", "it stands in withdrawn.csv:2 already"),
    _row("entity", "entity,minsk,,x", f"stands in {_PLACES}:3: take one of the two out"),
    _row(
        "country", "entity,TR,,x", f"entity 'TR' is listed as withdrawn, and stands in {COUNTRIES}"
    ),
    _row("name", "name,minsk,Minsk,x", "'minsk' 'Minsk' is listed as withdrawn, and stands in"),
    _row("alias", "name,yuri-fedotov,Mr Fedotov,x", f"stands in {PEOPLE}:6"),
    _row("former name", "former-name,TR,Turkey (en),x", "stands in entities/former_names.csv:"),
    _row("membership", "membership,TR,nato,x", f"stands in {MEMBERSHIPS}:"),
    _row("membership of these days", "membership,KZ,cis (2001-01-01/..),x", _DAYS),
    _row("country of a region", "membership,ID,asia-pacific,x", "stands in entities/regions.csv:"),
    _row("office", "office,yuri-fedotov,Executive Director of UNODC,x", f"stands in {PEOPLE}:9"),
    _row("topic", "topic,sport,,x", f"stands in {TOPICS}:"),
    _row("type", "type,visit,,x", f"stands in {TYPES}:"),
    _row("measure", "measure,funding,,x", "stands in vocabulary/measures.yaml:"),
    _row("section", "section,kz-2014,plans,x", f"stands in {REVIEW}:"),
    _row("sentence", "sentence,kz-2014,p01s2,x", f"stands in {SENTENCES}:3"),
    _row("organization", "entity,cis,,x", f"stands in {ORGANIZATIONS}:"),
)
