"""A report's own address: the canonical one where its page gives one on the same site, without what tracks readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urljoin

from lxml import html

from crossbearing.addresses import cleaned, split

_HOST_FORMS = re.compile(r"^(?:(?:www\d?|m|mobile|amp|edition|en|eng|english)\.)+")
_LONGEST = 2000


def canonical(tree: html.HtmlElement, stated: str | None) -> str | None:
    """The page's address: that of rel=canonical, else og:url, where it is on the stated site; else the stated one.

    Without a stated address, the first of them that is a web address. A link to the front page is no report's address.
    """
    own = split(stated) if stated else None
    for given in _given(tree):
        found = split(_joined(stated or "", given))
        if found is None or (found.path in ("", "/") and not found.query):
            continue
        if own is None and stated is None:
            return cleaned(found)
        if own is not None and _site(own) == _site(found):
            return cleaned(found)
    return cleaned(own) if own is not None else stated


def addresses(tree: html.HtmlElement, stated: str | None) -> tuple[str, ...]:
    """All addresses that may hold a day: the stated one, and those that the page gives itself."""
    return tuple(dict.fromkeys(each[:_LONGEST] for each in (stated or "", *_given(tree)) if each))


def _given(tree: html.HtmlElement) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (href := (link.get("href") or "").strip()):
            yield href[:_LONGEST]
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:url" and meta.get("content"):
            yield meta.get("content").strip()[:_LONGEST]


def _joined(base: str, given: str) -> str:
    try:
        return urljoin(base, given)
    except ValueError:
        return given


def _site(parts: SplitResult) -> str:
    return _HOST_FORMS.sub("", parts.hostname or "")
