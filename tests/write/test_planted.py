"""Nothing that a stranger writes is more than text in the page: the page of a story full of attacks has the elements
and attributes of the same story without them."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from lxml import html

from crossbearing.records import Failure
from crossbearing.write.page import index, page
from tests.write.planted import ATTACKS, HARMLESS, story

_EVIL, _GOOD = story(ATTACKS), story(HARMLESS)
_FAILURES = tuple(Failure("clean", each, each) for each in ATTACKS)
_NO_HARM = tuple(Failure("clean", each, each) for each in HARMLESS)
PAGES = (
    (page(_EVIL), page(_GOOD)),
    (index([_EVIL], _FAILURES), index([_GOOD], _NO_HARM)),
)


class Shape(HTMLParser):
    """Elements with the names of their attributes, counted as a parser other than lxml sees them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: Counter[tuple[str, ...]] = Counter()
        self.odd: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag, *(name for name, _ in attrs)] += 1

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)


def shape(text: str) -> Counter[tuple[str, ...]]:
    """The same as lxml sees it."""
    return Counter((str(each.tag), *each.keys()) for each in html.document_fromstring(text).iter())


def test_there_are_many_attacks_and_each_is_in_the_page() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 150
    shown = html.document_fromstring(PAGES[0][0]).text_content()
    assert [each for each in ATTACKS if "\x00" not in each and "\x1b" not in each and each not in shown] == []


def test_attacks_change_no_element_and_no_attribute() -> None:
    for evil, good in PAGES:
        assert shape(evil) == shape(good)
        assert Shape(evil).seen == Shape(good).seen
        assert Shape(evil).odd == []


def test_links_lead_to_the_web_alone_and_by_no_disguise() -> None:
    for evil, _ in PAGES:
        for link in html.document_fromstring(evil).xpath("//@href | //@*[name() = 'xlink:href']"):
            outward = not link.startswith("#") and not link.endswith((".html", ".json"))
            assert not outward or link.startswith("https://quay.example/"), link


def test_style_and_script_are_ours_to_the_letter() -> None:
    for evil, good in PAGES:
        for path in ("//style", "//script", "//meta"):
            ours = [html.tostring(each) for each in html.document_fromstring(good).xpath(path)]
            assert [html.tostring(each) for each in html.document_fromstring(evil).xpath(path)] == ours
