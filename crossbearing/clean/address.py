"""A report's own address: the canonical one where its page gives one on the same site, without what tracks readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml import html

_TRACKING = re.compile(
    r"utm_\w+|gclid|fbclid|msclkid|dclid|yclid|twclid|ttclid|igshid|mc_[ce]id|ocid|cmpid|cmp|smid|xtor|ns_\w+|"
    r"at_(?:medium|campaign|link\w*|format|bbc\w*|custom\d)|ref_src|guccounter|guce_\w+|_ga|taid|traffic_source",
    re.IGNORECASE,
)
_HOST_FORMS = re.compile(r"^(?:(?:www\d?|m|mobile|amp|edition|en|eng|english)\.)+")
_LONGEST = 2000


def canonical(tree: html.HtmlElement, stated: str | None) -> str | None:
    """The page's address: that of rel=canonical, else og:url, where it is on the stated site; else the stated one.

    Without a stated address, the first of them that is a web address. A link to the front page is no report's address.
    """
    own = _split(stated) if stated else None
    for given in _given(tree):
        found = _split(_joined(stated or "", given))
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


def tidy(url: str | None) -> str | None:
    """An address without its fragment and what tracks readers; what is none stays as it is."""
    parts = _split(url) if url else None
    return cleaned(parts) if parts is not None else url


def cleaned(parts: SplitResult) -> str:
    """The address without its fragment and the parameters that track readers."""
    try:
        given = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:  # more fields than any page's address has
        return urlunsplit(parts._replace(fragment=""))
    kept = [(name, value) for name, value in given if not _TRACKING.fullmatch(name)]
    query = parts.query if len(kept) == len(given) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


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


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return parts if known and not any(ch.isspace() or not ch.isprintable() for ch in url) else None


def _site(parts: SplitResult) -> str:
    return _HOST_FORMS.sub("", parts.hostname or "")
