"""What a report is called by the address of its page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crossbearing.collect.found import printable

_LONGEST = 100
_SUFFIX = re.compile(r"\.\w{1,5}$")
_SAY_NOTHING = frozenset({"index", "default", "home", "article", "story"})
"""Last parts of paths."""


def stem(url: str) -> str:
    """The last part of an address's path that says something, else its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return printable(url[:_LONGEST])
    named = [_SUFFIX.sub("", part) for part in unquote(parts.path, errors="backslashreplace").split("/")]
    last = next((part for part in reversed(named) if part and part.lower() not in _SAY_NOTHING), "")
    return printable(last or parts.netloc or url)[:_LONGEST] or "page"
