"""What scripts add to the explorer: updates in place, suggestions, keyboard use."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.visitor import Visitor

NewVisitor = Callable[..., Visitor]
# The mark is lost when the browser loads another document.
SET_MARK, IS_MARKED = "window.mark = true", "window.mark === true"


def click_link(page: Page, part: str, name: str) -> None:
    page.locator(part).get_by_role("link", name=name, exact=True).click()


def test_page_updates_in_place_and_announces_the_number_of_facts(visitor: Visitor) -> None:
    visitor.open("/?country=KZ")
    visitor.page.evaluate(SET_MARK)
    click_link(visitor.page, "#by-topic", "Economy")
    visitor.wait_for("/?country=KZ&topic=economy")
    assert visitor.page.evaluate(IS_MARKED)
    assert "Economy" in visitor.page.title()
    status = visitor.page.locator("body > [role=status]")
    expect(status).to_have_text(f"{visitor.total} facts")
    assert visitor.focused == "Economy"


def test_buttons_and_suggestions_work_after_an_update(visitor: Visitor) -> None:
    visitor.open()
    click_link(visitor.page, "#by-topic", "Trade")
    visitor.wait_for("/?topic=trade")
    assert visitor.page.get_by_role("button", name="Copy curl").count() == 1
    assert visitor.page.locator("#map a[tabindex='0']").count() == 1
    visitor.type("Kazakhst")
    visitor.choose("Kazakhstan")
    visitor.wait_for("/?topic=trade&country=KZ")


def test_going_back_restores_scroll_position_and_focus(visitor: Visitor) -> None:
    visitor.open()
    click_link(visitor.page, "#facts", "Oldest first")
    visitor.wait_for("/?sort=date#facts")
    next_link = visitor.page.get_by_role("link", name="Next facts")
    next_link.focus()
    scroll_y = visitor.page.evaluate("scrollY")
    assert scroll_y > 1000
    next_link.press("Enter")
    visitor.page.wait_for_url(re.compile("cursor="))
    top = visitor.page.locator("#facts").evaluate("it => it.getBoundingClientRect().top")
    assert abs(top) < 100
    visitor.page.go_back()
    visitor.wait_for("/?sort=date#facts")
    assert visitor.focused == "Next facts"
    assert abs(visitor.page.evaluate("scrollY") - scroll_y) < 5


def test_last_of_several_clicks_wins(visitor: Visitor) -> None:
    """Hold back the first response until the second has come."""
    routes: list[Route] = []
    visitor.open()
    visitor.page.route("**/?topic=economy", lambda route: routes.insert(0, route))
    click_link(visitor.page, "#by-topic", "Economy")
    click_link(visitor.page, "#by-topic", "Economy")
    click_link(visitor.page, "#by-topic", "Trade")
    visitor.wait_for("/?topic=trade")
    assert len(routes) == 1, "two clicks on one link send one request"
    routes[0].abort()
    assert visitor.chips == ["Topic Trade"]
    assert visitor.total == visitor.total_of_api()


def test_failed_fetch_falls_back_to_navigation(visitor: Visitor) -> None:
    def fail(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    visitor.open()
    visitor.page.evaluate(SET_MARK)
    visitor.page.route("**/?topic=trade", fail)
    click_link(visitor.page, "#by-topic", "Trade")
    expect(visitor.page).to_have_url(f"{visitor.origin}/?topic=trade")
    assert not visitor.page.evaluate(IS_MARKED)
    assert visitor.chips == ["Topic Trade"]
    assert "ERR_FAILED" in visitor.watch.complaints.pop()


def test_click_with_modifier_opens_a_new_tab(visitor: Visitor) -> None:
    visitor.open()
    trade = visitor.page.locator("#by-topic").get_by_role("link", name="Trade", exact=True)
    with visitor.page.context.expect_page() as opened:
        trade.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{visitor.origin}/?topic=trade")
    assert visitor.url == "/"


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        ("Китай", "China", "/?country=CN"),
        ("CIS", "Commonwealth of Independent States", "/?organization=cis"),
        ("minsk", "Minsk", "/?entity=minsk"),
        ("Trad", "Trade", "/?topic=trade"),
    ],
)
def test_names_in_any_script_are_suggested_and_filter(
    visitor: Visitor, text: str, name: str, url: str
) -> None:
    visitor.open()
    visitor.type(text)
    visitor.choose(name)
    visitor.wait_for(url)
    assert visitor.total == visitor.total_of_api() > 0


def test_chosen_suggestion_replaces_the_value_of_its_filter(visitor: Visitor) -> None:
    visitor.open("/?topic=trade&country=CN")
    visitor.type("Kazakhst")
    visitor.choose("Kazakhstan")
    visitor.wait_for("/?country=KZ&topic=trade")
    assert visitor.chips == ["Country Kazakhstan", "Topic Trade"]


def test_words_that_are_no_name_are_searched(visitor: Visitor) -> None:
    visitor.open("/?country=KZ")
    visitor.type("space")
    visitor.page.keyboard.press("Enter")
    visitor.wait_for("/?ask=space&country=KZ")
    assert visitor.chips == ["Country Kazakhstan", "Words space"]
    total = visitor.total
    visitor.open("/?q=space&country=KZ")
    assert visitor.total == total == visitor.total_of_api()


def test_question_is_offered_with_what_was_understood_of_it(visitor: Visitor) -> None:
    visitor.open()
    visitor.type("visits to Belarus")
    visitor.choose("Visit · Belarus as host")
    visitor.wait_for("/?ask=visits+to+Belarus")
    assert visitor.chips == ["to Belarus With Belarus as host", "visits Type Visit"]


def test_search_choice_and_removal_work_by_keyboard(visitor: Visitor) -> None:
    keys = visitor.page.keyboard
    visitor.open()
    for _ in range(20):
        keys.press("Tab")
        if visitor.focused == "q":
            break
    keys.type("Kazakh")
    expect(visitor.suggestions.first).to_be_visible()
    status = visitor.page.locator("body > [role=status]")
    expect(status).to_have_text(re.compile(r"^\d suggestions"))
    keys.press("ArrowDown")
    keys.press("Enter")
    visitor.wait_for("/?country=KZ")
    assert visitor.focused == "q"
    keys.press("Tab")
    keys.press("Tab")
    assert "Kazakhstan" in visitor.focused
    keys.press("Enter")
    visitor.wait_for("/")
    assert visitor.focused == "main"


def test_keys_open_close_and_select_suggestions(visitor: Visitor) -> None:
    keys = visitor.page.keyboard
    visitor.open()
    visitor.type("Kazakh")
    expect(visitor.suggestions.first).to_be_visible()
    expect(visitor.search).to_have_attribute("aria-expanded", "true")
    keys.press("Escape")
    expect(visitor.suggestions.first).to_be_hidden()
    expect(visitor.search).to_have_attribute("aria-expanded", "false")
    expect(visitor.search).to_have_value("Kazakh")
    keys.press("ArrowDown")
    expect(visitor.suggestions.first).to_be_visible()
    keys.press("ArrowDown")
    active = visitor.search.get_attribute("aria-activedescendant")
    expect(visitor.page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    keys.press("ArrowUp")
    assert visitor.search.get_attribute("aria-activedescendant") is None


def test_map_is_one_tab_stop_with_arrow_keys_between_countries(visitor: Visitor) -> None:
    visitor.open()
    countries = visitor.page.locator("#map a")
    assert countries.count() > 50
    assert visitor.page.locator("#map a[tabindex='0']").count() == 1
    visitor.page.locator("#map a[aria-label^=Ukraine]").focus()
    names = ["Ukraine"]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        visitor.page.keyboard.press(key)
        names.append(visitor.focused.split(":")[0])
    assert len(set(names[:3])) == 3
    assert visitor.page.locator("#map a[tabindex='0']").count() == 1
    expect(visitor.page.locator(".tip")).to_have_text(visitor.focused)
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".tip")).to_be_hidden()


def test_hovered_country_is_named_by_one_tooltip(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.locator("#map a[aria-label^=China] path").hover()
    expect(visitor.page.locator(".tip")).to_have_text(re.compile(r"^China: \d+ facts$"))
    assert visitor.page.locator("#map a title").count() == 0
    visitor.search.hover()
    expect(visitor.page.locator(".tip")).to_be_hidden()


def test_next_page_moves_focus_to_its_heading(visitor: Visitor) -> None:
    visitor.open("/?limit=5")
    visitor.page.get_by_role("link", name="Next facts").press("Enter")
    expect(visitor.page.locator("#facts-title")).to_have_text("Facts 6 to 10")
    assert visitor.focused == "facts-title"


def test_suggestions_beside_filters_count_all_facts(visitor: Visitor) -> None:
    visitor.open("/?topic=visas")
    visitor.type("kazakhstan")
    expect(visitor.suggestions.first).to_contain_text("facts in all")


def test_snippet_replaces_the_origin_but_not_the_search_text(visitor: Visitor) -> None:
    visitor.open("/?q=http://127.0.0.1:8000/x")
    program = visitor.page.locator("#snippet-python code").inner_text()
    assert f"FactsClient('{visitor.origin}')" in program
    assert "q='http://127.0.0.1:8000/x'" in program


def test_long_word_fits_a_small_screen(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    visitor.open(f"/?q={'w' * 190}")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320
