"""What scripts add to the explorer: it changes in place, suggests, and answers to keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.page_reader import Reader

NewReader = Callable[..., Reader]
# Set by us, lost with the document.
MARK, MARKED = "window.mark = true", "window.mark === true"


def link(page: Page, part: str, name: str) -> None:
    page.locator(part).get_by_role("link", name=name, exact=True).click()


def test_the_page_changes_in_place_and_says_how_many_facts_there_are(reader: Reader) -> None:
    reader.open("/?country=KZ")
    reader.page.evaluate(MARK)
    link(reader.page, "#by-topic", "Economy")
    reader.wait_for("/?country=KZ&topic=economy")
    assert reader.page.evaluate(MARKED)
    assert "Economy" in reader.page.title()
    said = reader.page.locator("body > [role=status]")
    expect(said).to_have_text(f"{reader.total} facts")
    assert reader.focused == "Economy"


def test_what_scripts_add_is_there_after_a_change_too(reader: Reader) -> None:
    reader.open()
    link(reader.page, "#by-topic", "Trade")
    reader.wait_for("/?topic=trade")
    assert reader.page.get_by_role("button", name="Copy curl").count() == 1
    assert reader.page.locator("#map a[tabindex='0']").count() == 1
    reader.type("Kazakhst")
    reader.choose("Kazakhstan")
    reader.wait_for("/?topic=trade&country=KZ")


def test_whoever_goes_back_finds_place_and_focus_again(reader: Reader) -> None:
    reader.open()
    link(reader.page, "#facts", "Oldest first")
    reader.wait_for("/?sort=date#facts")
    last = reader.page.get_by_role("link", name="Next facts")
    last.focus()
    place = reader.page.evaluate("scrollY")
    assert place > 1000
    last.press("Enter")
    reader.page.wait_for_url(re.compile("cursor="))
    top = reader.page.locator("#facts").evaluate("it => it.getBoundingClientRect().top")
    assert abs(top) < 100
    reader.page.go_back()
    reader.wait_for("/?sort=date#facts")
    assert reader.focused == "Next facts"
    assert abs(reader.page.evaluate("scrollY") - place) < 5


def test_the_last_of_several_clicks_counts(reader: Reader) -> None:
    """The first answer is held back until the second has come."""
    held: list[Route] = []
    reader.open()
    reader.page.route("**/?topic=economy", lambda route: held.insert(0, route))
    link(reader.page, "#by-topic", "Economy")
    link(reader.page, "#by-topic", "Economy")
    link(reader.page, "#by-topic", "Trade")
    reader.wait_for("/?topic=trade")
    assert len(held) == 1, "the same was asked for once"
    held[0].abort()
    assert reader.chips == ["Topic Trade"]
    assert reader.total == reader.total_of_api()


def test_where_a_page_cannot_be_fetched_the_browser_goes_there(reader: Reader) -> None:
    def fail(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    reader.open()
    reader.page.evaluate(MARK)
    reader.page.route("**/?topic=trade", fail)
    link(reader.page, "#by-topic", "Trade")
    expect(reader.page).to_have_url(f"{reader.origin}/?topic=trade")
    assert not reader.page.evaluate(MARKED)
    assert reader.chips == ["Topic Trade"]
    assert "ERR_FAILED" in reader.watch.complaints.pop()


def test_a_click_for_a_new_tab_opens_one(reader: Reader) -> None:
    reader.open()
    trade = reader.page.locator("#by-topic").get_by_role("link", name="Trade", exact=True)
    with reader.page.context.expect_page() as opened:
        trade.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{reader.origin}/?topic=trade")
    assert reader.address == "/"


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("Китай", "China", "/?country=CN"),
        ("CIS", "Commonwealth of Independent States", "/?organization=cis"),
        ("minsk", "Minsk", "/?entity=minsk"),
        ("Trad", "Trade", "/?topic=trade"),
    ],
)
def test_names_in_any_writing_are_suggested_and_filter(
    reader: Reader, typed: str, name: str, address: str
) -> None:
    reader.open()
    reader.type(typed)
    reader.choose(name)
    reader.wait_for(address)
    assert reader.total == reader.total_of_api() > 0


def test_what_is_chosen_takes_the_place_of_others_of_its_filter(reader: Reader) -> None:
    reader.open("/?topic=trade&country=CN")
    reader.type("Kazakhst")
    reader.choose("Kazakhstan")
    reader.wait_for("/?country=KZ&topic=trade")
    assert reader.chips == ["Country Kazakhstan", "Topic Trade"]


def test_words_that_are_no_name_are_searched_for(reader: Reader) -> None:
    reader.open("/?country=KZ")
    reader.type("space")
    reader.page.keyboard.press("Enter")
    reader.wait_for("/?q=space&country=KZ")
    assert reader.chips == ["Country Kazakhstan", "Words space"]
    assert reader.total == reader.total_of_api()


def test_by_keyboard_alone_one_searches_chooses_and_removes(reader: Reader) -> None:
    keys = reader.page.keyboard
    reader.open()
    for _ in range(20):
        keys.press("Tab")
        if reader.focused == "q":
            break
    keys.type("Kazakh")
    expect(reader.suggestions.first).to_be_visible()
    said = reader.page.locator("body > [role=status]")
    expect(said).to_have_text(re.compile(r"^\d suggestions"))
    keys.press("ArrowDown")
    keys.press("Enter")
    reader.wait_for("/?country=KZ")
    assert reader.focused == "q"
    keys.press("Tab")
    keys.press("Tab")
    assert "Kazakhstan" in reader.focused
    keys.press("Enter")
    reader.wait_for("/")
    assert reader.focused == "main"


def test_suggestions_are_closed_and_opened_by_keys_and_one_is_marked(reader: Reader) -> None:
    keys = reader.page.keyboard
    reader.open()
    reader.type("Kazakh")
    expect(reader.suggestions.first).to_be_visible()
    expect(reader.search).to_have_attribute("aria-expanded", "true")
    keys.press("Escape")
    expect(reader.suggestions.first).to_be_hidden()
    expect(reader.search).to_have_attribute("aria-expanded", "false")
    expect(reader.search).to_have_value("Kazakh")
    keys.press("ArrowDown")
    expect(reader.suggestions.first).to_be_visible()
    keys.press("ArrowDown")
    active = reader.search.get_attribute("aria-activedescendant")
    expect(reader.page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    keys.press("ArrowUp")
    assert reader.search.get_attribute("aria-activedescendant") is None


def test_the_map_is_one_stop_and_arrows_lead_from_country_to_country(reader: Reader) -> None:
    reader.open()
    countries = reader.page.locator("#map a")
    assert countries.count() > 50
    assert reader.page.locator("#map a[tabindex='0']").count() == 1
    reader.page.locator("#map a[aria-label^=Ukraine]").focus()
    places = ["Ukraine"]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        reader.page.keyboard.press(key)
        places.append(reader.focused.split(":")[0])
    assert len(set(places[:3])) == 3
    assert reader.page.locator("#map a[tabindex='0']").count() == 1
    expect(reader.page.locator(".tip")).to_have_text(reader.focused)
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator(".tip")).to_be_hidden()


def test_what_is_pointed_at_is_named_at_once_and_once(reader: Reader) -> None:
    reader.open()
    reader.page.locator("#map a[aria-label^=China] path").hover()
    expect(reader.page.locator(".tip")).to_have_text(re.compile(r"^China: \d+ facts$"))
    assert reader.page.locator("#map a title").count() == 0
    reader.search.hover()
    expect(reader.page.locator(".tip")).to_be_hidden()


def test_whoever_turns_the_page_goes_on_at_its_beginning(reader: Reader) -> None:
    reader.open("/?limit=5")
    reader.page.get_by_role("link", name="Next facts").press("Enter")
    expect(reader.page.locator("#facts-title")).to_have_text("Facts 6 to 10")
    assert reader.focused == "facts-title"


def test_suggestions_beside_filters_say_that_they_count_all(reader: Reader) -> None:
    reader.open("/?topic=visas")
    reader.type("kazakhstan")
    expect(reader.suggestions.first).to_contain_text("facts in all")


def test_the_address_in_a_program_is_named_once_and_what_is_asked_for_stays(reader: Reader) -> None:
    reader.open("/?q=http://127.0.0.1:8000/x")
    program = reader.page.locator("#snippet-python code").inner_text()
    assert f"FactsClient('{reader.origin}')" in program
    assert "q='http://127.0.0.1:8000/x'" in program


def test_a_long_word_fits_a_small_screen(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 320, "height": 700})
    reader.open(f"/?q={'w' * 190}")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320
