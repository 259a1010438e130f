"""The colours of all that is looked at have one home."""

import re
from importlib.resources import files

COLOUR = re.compile(r"(--[a-z0-9-]+): ?(#[0-9a-f]+)")
SHEETS = (
    ("cards", "cards.css"),
    ("charts", "drawings.css"),
    ("site", "pages.css"),
    ("reconciliation", "preview.css"),
)


def palettes(room: str, name: str) -> list[dict[str, str]]:
    """Each block of colours of a file; `#fff` is `#ffffff`."""
    text = (files(f"policyfacts.{room}") / "static" / name).read_text(encoding="utf-8")
    blocks = [COLOUR.findall(it) for it in re.split('[{}"]', text)]
    return [{colour: whole(it) for colour, it in block} for block in blocks if block]


def whole(colour: str) -> str:
    return colour if len(colour) > len("#fff") else "#" + "".join(2 * it for it in colour[1:])


def test_dark_is_the_same_whoever_wants_it_and_has_all_that_light_has() -> None:
    light, wanted_by_reader, wanted_by_page = palettes("charts", "colours.css")
    assert wanted_by_reader == wanted_by_page
    assert light.keys() == wanted_by_page.keys()
    assert all(light[it] != wanted_by_page[it] for it in light)


def test_other_style_sheets_take_their_colours_from_there() -> None:
    common = palettes("charts", "colours.css")[0].keys()
    for room, name in SHEETS:
        assert [it for block in palettes(room, name) for it in block if it in common] == [], name


def test_the_element_which_stands_alone_has_the_same() -> None:
    light, dark, _ = palettes("charts", "colours.css")
    own_dark, own_light = palettes("cards", "policy-facts.js")
    assert own_dark.items() <= dark.items()
    assert own_light.items() <= light.items()
    assert own_dark.keys() == own_light.keys()
