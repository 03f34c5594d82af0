"""The section of the outlet in which a report stands, as its page or address names it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote, urlsplit

from lxml import html

from crossbearing.clean.paragraphs import fold

_META = frozenset(
    {"article:section", "og:article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:category"}
)
_WORDS = frozenset(
    "world politics business economy economics sport sports culture science technology tech health opinion opinions "
    "local national international europe asia africa americas middle-east middleeast environment climate society "
    "education travel arts lifestyle entertainment finance markets defence defense security military war law crime "
    "justice us uk us-news uk-news world-news news-analysis analysis editorials comment weather energy diplomacy "
    "regional domestic nation politik wirtschaft ausland inland gesellschaft wissen kultur meinung politique economie "
    "monde société culture sciences politica economia mundo sociedad deportes cultura esteri cronaca politika "
    "ekonomika obshchestvo mir".split()
)
_LONGEST = 60
_MOST_SEGMENTS = 3


def section(tree: html.HtmlElement, linked: Sequence[Mapping[str, object]], url: str | None) -> str | None:
    """What JSON-LD's articleSection or a meta tag says; else the first word of the address that names a section."""
    for node in linked[:1]:
        named = node.get("articleSection")
        first = named[0] if isinstance(named, list) and named else named
        if isinstance(first, str) and _is_name(fold(first)):
            return fold(first)
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _META and _is_name(fold(meta.get("content") or "")):
            return fold(meta.get("content"))
    return of_address(url)


def of_address(url: str | None) -> str | None:
    """ "world" of https://example.org/world/2031/05/04/barges: one of the usual words, among the first segments."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    segments = [unquote(each).lower() for each in path.split("/")[:-1] if each][:_MOST_SEGMENTS]
    return next((each.replace("-", " ") for each in segments if each in _WORDS), None)


def _is_name(words: str) -> bool:
    return 1 < len(words) <= _LONGEST and re.search(r"[^\W\d_]", words) is not None and "://" not in words
