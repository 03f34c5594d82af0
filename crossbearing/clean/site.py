"""Whose page it is, where it says so in no field made for it: what its title, its rights line, its logo, the link to
its front page and its address call it. Two of them must agree; a title alone will do where the rest of it is the
headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from crossbearing.clean.lines import SECTIONS
from crossbearing.clean.paragraphs import fold
from crossbearing.outlets import letters

_PARTED = re.compile(r"(?<!\s)\s+[|–—·•»:-]{1,2}\s+")
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)[\s©(c)]{0,6}(?:(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?)?,? ?(?:by )?([^.|•·©]{3,60})",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r",? (?:all rights.*|inc|ltd|limited|llc|plc|corp(?:oration)?|group|trust|media|press|publish(?:ing|ers?)|company"
    r"|co)$",
    re.IGNORECASE,
)
_LOGO = re.compile(r"\b(?:site |the )?(?:logo|masthead|home(?: ?page)?)\b", re.IGNORECASE)
_FRONT = re.compile(r"(?:https?://[^/]{1,200})?/?(?:index\.\w{2,5}|home)?/?", re.IGNORECASE)
_LONGEST = 60
_MOST_WORDS = 6
_LEAST_LETTERS = 4
_MOST_SEEN = 200
"""Elements of one kind looked at: a page's names for itself stand at its head and foot."""


def own_name(tree: html.HtmlElement, domain: str, byline: str | None) -> str | None:
    """The name of the outlet whose page `tree` is, in its title's words where it stands there; None when in doubt."""
    logos, rights = ([name for name in found if _is_name(name)] for found in (_logos(tree), _rights(tree)))
    title = fold(tree.findtext(".//title") or "")
    rest = _besides_headline(title, _headlines(tree))
    for part in rest:
        if _is_name(part) and any(_agree(part, each) for each in (*logos, *rights, domain, byline or "")):
            return part
    if len(rest) == 1 and _is_name(rest[0]) and len(_PARTED.split(title)) > 1:
        return rest[0]
    return next((name for name in logos if any(_agree(name, each) for each in rights)), None)


def _headlines(tree: html.HtmlElement) -> list[str]:
    given = [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:title"]
    return [letters(text) for text in (*given, *(_text(heading) for heading in _first(tree, "h1"))) if letters(text)]


def _besides_headline(title: str, headlines: list[str]) -> list[str]:
    """The parts of a page's title that are not its headline, the last first; none when the headline is not in it."""
    ends = [(found.start(), found.end()) for found in _PARTED.finditer(title)][:10]
    for before, after in reversed(ends):
        if letters(title[:before]) in headlines:
            return _PARTED.split(title[after:])[::-1]
    for before, after in ends:
        if letters(title[after:]) in headlines:
            return _PARTED.split(title[:before])[::-1]
    return []


def _logos(tree: html.HtmlElement) -> Iterator[str]:
    """What the logo is labelled with, and the words of the link to the front page."""
    for image in _first(tree, "img"):
        about = " ".join(image.get(name) or "" for name in ("class", "id", "src", "alt"))
        if _LOGO.search(about):
            yield fold(_LOGO.sub("", image.get("alt") or ""))
    for link in _first(tree, "a"):
        if _FRONT.fullmatch((link.get("href") or "#")[:300]):
            yield fold(_LOGO.sub("", _text(link) or link.get("title") or ""))


def _rights(tree: html.HtmlElement) -> Iterator[str]:
    for text in tree.itertext():
        if len(text) <= 400 and (found := _RIGHTS.search(text)) is not None:
            yield _COMPANY.sub("", fold(found[1]).rstrip(" ,;"))


def _first(tree: html.HtmlElement, tag: str) -> Iterator[html.HtmlElement]:
    for number, element in enumerate(tree.iter(tag)):
        if number >= _MOST_SEEN:
            return
        yield element


def _text(element: html.HtmlElement) -> str:
    return fold("".join(element.itertext())[:1000])


def _is_name(words: str) -> bool:
    short = len(words) <= _LONGEST and 0 < len(words.split()) <= _MOST_WORDS
    return short and len(letters(words)) >= 2 and words.casefold() not in SECTIONS


def _agree(a: str, b: str) -> bool:
    """Whether two names are one, or one is the other with more words to it; letters alone count."""
    short, long = sorted((letters(a), letters(b)), key=len)
    return short == long != "" or (len(short) >= _LEAST_LETTERS and short in long)
