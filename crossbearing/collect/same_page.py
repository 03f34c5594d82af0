"""Addresses of pages: which two are of one page, and what a report is called by its address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crossbearing.collect.found import printable

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|cmpid|ocid|smid|ref|ref_src|referrer"
    r"|at_(?:medium|campaign|link\w*|format|ptr\w*|bbc\w*)|guccounter|guce_referrer\w*|partner|ncid|s_cid|xtor",
    re.IGNORECASE,
)
"""Parameters that tell how a reader came to a page, not which page it is."""
_HOST_ALIAS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_ARTICLE = re.compile(r"\d{4,}|(?<![^\W_])(?:[^\W_]++[-_]){2}[^\W_]|\.(?:html?|php|aspx?)$")
"""A number of four digits, three words parted by hyphens, or a file: a front page or a section has none of them."""
_STEM = re.compile(r"\.(?:s?html?|php|aspx?|jsp|pdf|txt|amp)$", re.IGNORECASE)
_LONGEST = 100


def page_key(url: str | None) -> str | None:
    """What is the same for two addresses of one page; None for what is no address of an article.

    Scheme, "www.", a trailing slash, the fragment and tracking parameters make no difference, nor does the order of the
    others. Front pages and sections have no key: what stands there today is no version of what stood there yesterday.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return None
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k))
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    if not _ARTICLE.search(path) and not any(re.search(r"\d{3,}", value) for _, value in query):
        return None
    at = f":{port}" if port not in (None, 80, 443) else ""
    return f"{_HOST_ALIAS.sub('', host)}{at}{path}" + (f"?{urlencode(query)}" if query else "")


def stem(url: str) -> str:
    """What a report is called by its address: the last part of its path that says something, else its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return printable(url[:_LONGEST])
    named = [_STEM.sub("", part) for part in parts.path.split("/") if part]
    last = next((part for part in reversed(named) if part.lower() not in ("index", "default")), "")
    return printable(last or parts.netloc or url)[:_LONGEST] or "page"
