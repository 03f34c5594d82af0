"""A story, its parts, a finding, and the way to the very words: by mouse, telephone, keyboard, without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.hands import READING, WAYS, Visit, Way, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORY = ".stories h3 a"
HEADED = {"Contested": "What is denied, and what disagrees", "Changed": "What changed"}
"""Parts whose heading says more than there is room for in the list of parts."""
IN_SIGHT = """(element) => {
  const bar = document.querySelector(".bar"), stuck = getComputedStyle(bar).position === "sticky";
  const boxes = Array.from(element.getClientRects());
  return boxes.length > 0 && boxes[0].top >= (stuck ? bar.offsetHeight : 0) && boxes.at(-1).bottom <= innerHeight;
}"""


def lit(visit: Visit) -> str:
    """The words that the address is about, which must be before the reader's eyes."""
    place = visit.page.url.partition("#")[2]
    element = visit.page.locator(f'[id="{place}"]')
    element.wait_for()
    assert element.evaluate(IN_SIGHT), visit.page.url
    assert element.evaluate("(element) => element.matches('.lit') || element.querySelector('.lit') !== null")
    return element.text_content() or ""


@pytest.mark.parametrize("way", READING, ids=lambda way: way.name)
def test_from_a_story_to_the_words(browser: Browser, room: str, way: Way) -> None:
    with visiting(browser, room, way) as visit:
        visit.go("/")
        title = visit.words(STORY)
        visit.press(STORY)
        visit.page.wait_for_url(f"{room}/stories/*")
        assert visit.words("h1") == title
        for part in range(visit.page.locator(".parts a").count()):
            link = visit.page.locator(".parts a").nth(part)
            name = (link.inner_text().rsplit(maxsplit=1))[0]
            visit.press(link)
            visit.wait(f".parts [aria-current]:has-text('{name}')")
            assert visit.words("main h1") == HEADED.get(name, name)
        visit.press(".parts a >> nth=1")
        visit.wait(".parts li:nth-child(2) [aria-current]")
        visit.press(".said-best a")
        visit.wait("#passages")
        number = visit.words("#passages .of-outlet:nth-of-type(2) .said mark")
        visit.press("#passages .of-outlet:nth-of-type(2) .said a.to-text")
        visit.page.wait_for_url(re.compile(r"/reports/.*\?lit="))
        words = lit(visit)
        assert " ".join(words.split()) == number
        assert words == visit.find(".lit-words .words").text_content()
        address = visit.page.url
    # the same address, pasted from elsewhere; and one that has lost what stands behind "#" on its way
    with visiting(browser, room, way) as visit:
        visit.go(address.removeprefix(room))
        assert lit(visit) == words
        visit.go(address.removeprefix(room).partition("#")[0])
        visit.press(".lit-words a")
        visit.page.wait_for_url(address)
        assert lit(visit) == words


@pytest.mark.parametrize("way", READING, ids=lambda way: way.name)
def test_search_leads_to_the_words(browser: Browser, room: str, way: Way) -> None:
    with visiting(browser, room, way) as visit:
        visit.go("/search")
        visit.write("#words", '"gate three"')
        if way.script and not way.keyboard:
            visit.wait(".hits mark")  # as it is typed
        else:
            visit.page.keyboard.press("Enter")
        visit.wait(".hits mark")
        visit.page.wait_for_url(re.compile(r"words=%22gate(\+|%20)three%22"))
        every = visit.words("#t-list")
        visit.press(".kinds a:has-text('reports')")
        visit.wait(".kinds a:has-text('reports')[aria-current]")
        some = visit.words("#t-list")
        outlet = visit.words(".hits .whence bdi")
        visit.press("details.filters summary")
        visit.write("#outlet", outlet)
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url(re.compile("outlet="))
        visit.wait(".hits mark")
        fewer = visit.words("#t-list")
        count = [int(each.split()[0]) for each in (every, some, fewer)]
        assert count[0] > count[1] > count[2] > 0
        assert {each.casefold() for each in visit.page.locator(".hits mark").all_inner_texts()} == {"gate three"}
        assert set(visit.page.locator(".hits .whence bdi").all_inner_texts()) == {outlet}
        visit.press(".hits .passage a")
        visit.page.wait_for_url(re.compile(r"/reports/.*\?lit="))
        assert "gate three" in lit(visit).casefold()


def test_what_keys_do(browser: Browser, room: str) -> None:
    way = next(each for each in WAYS if each.keyboard)
    with visiting(browser, room, way) as visit:
        keys = visit.page.keyboard
        visit.go("/")
        keys.press("Tab")
        assert visit.page.evaluate("document.activeElement.matches('.skip')")
        assert visit.find(".skip").is_visible()
        keys.press("?")
        assert visit.find("#help").is_visible()
        for _ in range(3):  # none leaves a dialog but Escape and its button
            keys.press("Tab")
            assert visit.page.evaluate("document.activeElement.matches('body, #help *')")
        keys.press("Escape")
        assert visit.find("#help").is_hidden()
        assert visit.page.evaluate("document.activeElement.matches('.skip')"), "one is where one was"
        keys.press("d")
        assert visit.page.evaluate("getComputedStyle(document.body).colorScheme") == "dark only"
        keys.press("j")
        keys.press("Enter")
        visit.page.wait_for_url(f"{room}/stories/*")
        assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"
        keys.press("/")
        keys.type("dam")
        keys.press("Enter")
        visit.wait(".hits mark")
        keys.press("Escape")
        keys.press("g")
        keys.press("o")
        visit.page.wait_for_url(f"{room}/outlets")
