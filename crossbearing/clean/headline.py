"""A page's headline, where its heading, its JSON-LD, og:title and title do not say the same.

An og:title is often written for sharing and a title has the site's name at its end; what two of them agree on is the
headline, and of those that agree the heading is what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import html

from crossbearing.clean.elements import words_of
from crossbearing.clean.furniture import without_suffix
from crossbearing.clean.paragraphs import fold
from crossbearing.outlets import letters

_LEAST_LETTERS = 8
_LONGEST = 400
_MOST = 10


class Given(NamedTuple):
    """A title and where it stands: "heading", "json-ld", "og:title", "title"."""

    words: str
    place: str


def headline(tree: html.HtmlElement, linked: Sequence[Mapping[str, object]], outlet: str | None) -> str | None:
    """The headline in the words of the heading where another place agrees with it; None where the page gives none."""
    found = [each for each in _given(tree, linked, outlet) if not _is_name(each.words, outlet)]
    votes = [len({other.place for other in found if _agree(each.words, other.words)}) for each in found]
    agreed = [each for each, count in zip(found, votes, strict=True) if count > 1 and count == max(votes)]
    return next((each.words for each in (agreed or _alone(found))), None)


def given(tree: html.HtmlElement, linked: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """All titles that a page gives, but for its headings."""
    return tuple(each.words for each in _given(tree, linked, None) if each.place != "heading")


def _alone(found: list[Given]) -> list[Given]:
    """Where none agree: what was made to be the headline, before the heading, which may be the section's."""
    order = ("json-ld", "og:title", "heading", "title")
    return sorted(found, key=lambda each: order.index(each.place))


def _given(tree: html.HtmlElement, linked: Sequence[Mapping[str, object]], outlet: str | None) -> Iterator[Given]:
    for heading in islice(tree.iter("h1"), _MOST):
        if next(heading.iterancestors("form", "nav", "footer", "aside"), None) is not None:
            continue
        if words := words_of(heading, _LONGEST)[:_LONGEST]:
            yield Given(words, "heading")
    for node in linked[:1]:
        named = node.get("headline") or node.get("name")
        if isinstance(named, str) and fold(named):
            yield Given(without_suffix(fold(named)[:_LONGEST], outlet)[0], "json-ld")
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name == "og:title" and (words := fold(meta.get("content") or "")):
            yield Given(without_suffix(words[:_LONGEST], outlet)[0], "og:title")
    if words := fold(tree.findtext(".//title") or "")[:_LONGEST]:
        yield Given(without_suffix(words, outlet)[0], "title")


def _agree(a: str, b: str) -> bool:
    """Whether two titles are one, or one is the beginning of the other."""
    short, long = sorted((letters(a), letters(b)), key=len)
    return short == long or (len(short) >= _LEAST_LETTERS and long.startswith(short))


def _is_name(words: str, outlet: str | None) -> bool:
    return outlet is not None and letters(words) == letters(outlet)
