"""When two addresses are of one page: scheme, "www.", tracking parameters and the like make no difference."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:)", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|cmpid?|ns_\w+|at_\w+|ito|ref(?:_?src|errer)?|share|"
    r"source|src|smid|smtyp|partner|ftag|spm|_ga|xtor|outputtype|amp",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cms)$", re.IGNORECASE)
_FRONT = re.compile(r"(?:index|default|home|main|section|category|tag|topics?|live)?", re.IGNORECASE)
_LONGEST = 2000
_LEAST_WORDS, _LEAST_DIGITS = 3, 4
"""Words of a slug, digits of a number, from which on a path is one article's."""


def page_key(url: str | None) -> str | None:
    """What all addresses of one article's page have in common; None where it is no article's.

    A path without a slug of several words or a number is a front page's or a section's: what it shows changes by the
    hour and is no version of what it showed before.
    """
    if not url or len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(_ARCHIVED.sub("", url.strip()))
        host = (parts.hostname or "").removeprefix("www.")
        asked = [pair for pair in parse_qsl(parts.query, max_num_fields=50) if not _TRACKING.fullmatch(pair[0])]
    except ValueError:
        return None
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    if parts.scheme.lower() not in ("http", "https") or not host or not _is_of_an_article(path, asked):
        return None
    return f"{host}{path}?{urlencode(sorted(asked))}".rstrip("?")


def _is_of_an_article(path: str, asked: list[tuple[str, str]]) -> bool:
    last = _FILE.sub("", path.rsplit("/", 1)[-1])
    if any(len(re.findall(r"\d", value)) >= _LEAST_DIGITS for _, value in asked):
        return True
    if _FRONT.fullmatch(last):
        return False
    words = [word for word in re.split(r"[-_+.]|%20", last) if len(word) > 1]
    return len(words) >= _LEAST_WORDS or len(re.findall(r"\d", path)) >= _LEAST_DIGITS
