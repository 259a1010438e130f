"""All style sheets take their colours from one file."""

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
    """Return each block of colours of a file; `#fff` becomes `#ffffff`."""
    text = (files(f"policyfacts.{room}") / "static" / name).read_text(encoding="utf-8")
    blocks = [COLOUR.findall(block) for block in re.split('[{}"]', text)]
    return [{colour: long_form(value) for colour, value in block} for block in blocks if block]


def long_form(colour: str) -> str:
    return colour if len(colour) > len("#fff") else "#" + "".join(2 * digit for digit in colour[1:])


def test_both_dark_palettes_are_equal_and_have_all_colours_of_the_light_one() -> None:
    light, dark_of_system, dark_of_page = palettes("charts", "colours.css")
    assert dark_of_system == dark_of_page
    assert light.keys() == dark_of_page.keys()
    assert all(light[colour] != dark_of_page[colour] for colour in light)


def test_other_style_sheets_define_no_common_colour() -> None:
    common = palettes("charts", "colours.css")[0].keys()
    for room, name in SHEETS:
        assert not [key for colours in palettes(room, name) for key in colours if key in common], (
            name
        )


def test_the_stand_alone_element_has_the_same_colours() -> None:
    light, dark, _ = palettes("charts", "colours.css")
    own_dark, own_light = palettes("cards", "policy-facts.js")
    assert own_dark.items() <= dark.items()
    assert own_light.items() <= light.items()
    assert own_dark.keys() == own_light.keys()
