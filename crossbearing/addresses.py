"""Addresses of web pages: without what tracks readers, and when two of them are of one page.

Both are about http and https alone. What may be fetched, and from where, is for `collect.addresses`; which address a
page gives for itself, for `clean.address`.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = (
    r"utm_\w+|gclid|fbclid|msclkid|dclid|yclid|twclid|ttclid|igshid|mc_[ce]id|ocid|cmpid|cmp|smid|xtor|ns_\w+|"
    r"at_(?:medium|campaign|link\w*|format|bbc\w*|custom\d)|ref_src|guccounter|guce_\w+|_ga|taid|traffic_source"
)
_ONE_PAGE = (
    r"_gl|at_\w+|ref|referr?er|ito|share|source|src|smtyp|partner|ncid|s_cid|ftag|spm|outputtype|amp|guce_referrer\w*"
)
_TRACKS = re.compile(_TRACKING, re.IGNORECASE)
"""Parameters that tell how a reader came to a page, and nothing else."""
_NO_OTHER_PAGE = re.compile(f"{_TRACKING}|{_ONE_PAGE}", re.IGNORECASE)
"""Those, and parameters that may choose how a page is shown: no other report, but they stay in a report's address."""
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:)", re.IGNORECASE)
_HOST_ALIAS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_FILE = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cms)$", re.IGNORECASE)
_FRONT = re.compile(r"(?:index|default|home|main|section|category|tag|topics?|live)?", re.IGNORECASE)
_LONGEST = 2000
_MOST_FIELDS = 100
_LEAST_WORDS, _LEAST_DIGITS = 3, 4
"""Words of a slug, digits of a number, from which on a path is one article's."""


def split(url: str) -> SplitResult | None:
    """The parts of a web address; None for what is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return parts if known and not any(ch.isspace() or not ch.isprintable() for ch in url) else None


def tidy(url: str | None) -> str | None:
    """An address without its fragment and what tracks readers; what is none stays as it is."""
    parts = split(url) if url else None
    return cleaned(parts) if parts is not None else url


def cleaned(parts: SplitResult) -> str:
    """The address without its fragment and the parameters that track readers."""
    try:
        given = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than any page's address has
        return urlunsplit(parts._replace(fragment=""))
    kept = [(name, value) for name, value in given if not _TRACKS.fullmatch(name)]
    query = parts.query if len(kept) == len(given) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


def page_key(url: str | None) -> str | None:
    """What all addresses of one article's page have in common; None where it is no article's.

    Scheme, "www." and its like, a web archive's prefix, a trailing slash, the fragment and how a reader came make no
    difference, nor does the order of parameters. A path without a slug of several words or a number is a front page's
    or a section's: what it shows changes by the hour and is no version of what it showed before.
    """
    parts = split(_ARCHIVED.sub("", url.strip())) if url and len(url) <= _LONGEST else None
    if parts is None:
        return None
    try:
        port = parts.port
        given = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    asked = sorted(pair for pair in given if not _NO_OTHER_PAGE.fullmatch(pair[0]))
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    if not _is_of_an_article(path, asked):
        return None
    host = _HOST_ALIAS.sub("", (parts.hostname or "").rstrip("."))
    at = f":{port}" if port not in (None, 80, 443) else ""
    return f"{host}{at}{path}?{urlencode(asked)}".rstrip("?")


def _is_of_an_article(path: str, asked: list[tuple[str, str]]) -> bool:
    if any(len(re.findall(r"\d", value or name)) >= _LEAST_DIGITS for name, value in asked):
        return True
    last = _FILE.sub("", path.rsplit("/", 1)[-1])
    if _FRONT.fullmatch(last):
        return False
    words = [word for word in re.split(r"[-_+.]|%20", last) if len(word) > 1]
    return len(words) >= _LEAST_WORDS or len(re.findall(r"\d", path)) >= _LEAST_DIGITS
