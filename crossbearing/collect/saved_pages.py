"""When a browser saved a page as one file (MHTML): the Date of its head."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

_HEAD = 8_192
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_DATE = re.compile(rb"^date[ \t]*:[ \t]*([^\r\n]{1,100})", re.IGNORECASE | re.MULTILINE)


def saved_at(body: bytes) -> str | None:
    """UTC, ISO 8601: when the page was saved; None where the file does not say it with its time zone."""
    head = _BLANK_LINE.split(body[:_HEAD], maxsplit=1)[0]
    found = _DATE.search(head)
    try:
        saved = parsedate_to_datetime(found[1].decode("ascii")) if found is not None else None
        if saved is None or saved.tzinfo is None:
            return None
        return saved.astimezone(datetime.UTC).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
