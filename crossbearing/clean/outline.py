"""Where a page's own report is in its markup: its heading, its element, and what around it belongs to other things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from itertools import islice
from typing import Literal

from lxml import html

from crossbearing.clean.elements import words_of
from crossbearing.outlets import letters

_OUTSIDE = re.compile(
    r"(?<![a-z])(?:comments?|disqus|discussion|replies|related|recommend(?:ed|ations?)?|teasers?|sidebar|popular|"
    r"trending|most-?(?:read|viewed)|newsletter|promos?|widgets?|breadcrumbs?|more-(?:news|stories|on|from)|"
    r"read-?(?:more|next|also)|also-?read|latest|ticker|carousel|footer|masthead|current-?date|today|"
    r"site-?header|top-?bar|weather|live-?(?:post|update|entry)|other-(?:news|stories))(?![a-z])",
    re.IGNORECASE,
)
_NEVER = frozenset({"nav", "footer", "aside", "script", "style", "noscript", "template", "head", "form", "iframe"})
_LONG_PARAGRAPH = 120
"""Code points: the report's text has begun; what names itself no date after it is none."""
_MOST_ELEMENTS = 20_000
_LONGEST_TITLE = 400
_MOST_HEADINGS = 10


Where = Literal["above", "head", "below"]
"""above: before the heading; head: between it and the first long paragraph; below: after that began."""


class Outline:
    """A page's headline, its article element and the elements of both; others' stories and comments are left out."""

    def __init__(self, tree: html.HtmlElement, titles: tuple[str, ...]) -> None:
        self._tree = tree
        self._titles = [letters(title) for title in titles if len(letters(title)) > 5]
        self.heading = self._heading()
        self._above = set(self.heading.iterancestors()) if self.heading is not None else set()
        articles = [each for each in tree.iter("article") if not _is_others(each)]
        own = [each for each in articles if each in self._above]
        self.article = own[-1] if own else max(articles, key=_size, default=None)
        self._kin = set() if self.article is None else {self.article, *self.article.iterancestors()}

    def is_title(self, words: object) -> bool:
        """Whether `words` are the page's title, or it is they with more to it."""
        own = letters(words) if isinstance(words, str) else ""
        return len(own) > 5 and any(own.startswith(title) or title.startswith(own) for title in self._titles)

    @cached_property
    def elements(self) -> tuple[tuple[html.HtmlElement, Where], ...]:
        """The elements of the body that may be about the report, in order, and on which side of heading and text."""
        return tuple(self._elements())

    def _elements(self) -> Iterator[tuple[html.HtmlElement, Where]]:
        body = self._tree.find("body")
        waiting = [body if body is not None else self._tree]
        where: Where = "above"
        seen = 0
        while waiting and seen < _MOST_ELEMENTS:
            element, seen = waiting.pop(), seen + 1
            if not isinstance(element.tag, str) or self._is_outside(element):
                continue
            if element.tag == "p" and len(words_of(element, _LONG_PARAGRAPH)) >= _LONG_PARAGRAPH:
                where = "below"
            elif element is self.heading and where == "above":
                where = "head"
            yield element, where
            waiting.extend(reversed(element))

    def own_copy(self) -> html.HtmlElement:
        """A copy of the page without the elements that are not about the report."""
        copied = deepcopy(self._tree)
        pairs = zip(self._tree.iter(), copied.iter(), strict=True)
        others = [
            twin for one, twin in pairs if isinstance(one.tag, str) and one.tag != "head" and self._is_outside(one)
        ]
        for element in others:
            if element.getparent() is not None:
                element.drop_tree()
        return copied

    def _heading(self) -> html.HtmlElement | None:
        headings = [each for each in islice(self._tree.iter("h1"), _MOST_HEADINGS) if words_of(each, _LONG_PARAGRAPH)]
        titled = next((each for each in headings if self.is_title(words_of(each, _LONGEST_TITLE))), None)
        return titled if titled is not None else next(iter(headings), None)

    def _is_outside(self, element: html.HtmlElement) -> bool:
        if element in self._above or element in self._kin:
            return False
        if element.tag in _NEVER or (element.tag == "article" and self.article is not None):
            return True
        if element.tag == "header" and element.getparent() is not None and element.getparent().tag == "body":
            return True
        return _outside(element) is not None


def _is_others(article: html.HtmlElement) -> bool:
    return any(each.tag in _NEVER or _outside(each) for each in (article, *article.iterancestors()))


def _outside(element: html.HtmlElement) -> re.Match[str] | None:
    if element.tag in ("html", "body", "main"):
        return None
    named = " ".join(filter(None, (element.get(name) for name in ("class", "id", "itemtype", "role"))))
    return _OUTSIDE.search(named.replace("Comment", " comment"))


def _size(element: html.HtmlElement) -> int:
    return len("".join(element.itertext()))
