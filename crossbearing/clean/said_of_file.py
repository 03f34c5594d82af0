"""What a file says of itself in the fields that programs fill in: its title, its author and its date, or nothing."""

from __future__ import annotations

import datetime
import re

from crossbearing.clean.paragraphs import fold
from crossbearing.records import Published

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint) ?-.*|untitled.*|(?:document|dokument|presentation|slide|book|doc)\s?\d*"
    r"|(?:print|scan|layout|press release|news release|statement|title|template|normal)\b.{0,12}"
    r"|[\w.()~ -]{1,120}\.\w{2,5})",
    re.IGNORECASE | re.DOTALL,
)
_PERSON = re.compile(r"[A-ZÀ-ÞŠŽČĆĐŁ][\w.’'-]{0,30}(?: (?:[a-z]{2,3} )?[A-ZÀ-ÞŠŽČĆĐŁ][\w.’'-]{0,30}){1,3}")
_NO_PERSON = frozenset(
    "user admin administrator office owner microsoft windows author default staff press guest pc".split()
)
_LONGEST = 300
_ISO = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")


def title(stated: str | None) -> str | None:
    """The title, where it is one of three words or more and not a file's name, a kind of text or a program's word."""
    text = fold(stated or "")
    return text if len(text.split()) > 2 and len(text) <= _LONGEST and not _NO_TITLE.fullmatch(text) else None


def person(stated: str | None) -> str | None:
    """The author, where it is a name of two words or more and not an account's."""
    text = fold(stated or "")
    words = {word.casefold() for word in text.split()}
    return text if _PERSON.fullmatch(text) and words.isdisjoint(_NO_PERSON) else None


def date(stated: str | None, evidence: str) -> Published | None:
    """The day, and the time where it has its zone, of an ISO 8601 time; None when it names no day that there is."""
    found = _ISO.fullmatch((stated or "").strip())
    if found is None:
        return None
    try:
        whole = datetime.datetime.fromisoformat(found[0])
    except ValueError:
        return None
    time = whole.isoformat() if whole.tzinfo is not None else None
    return Published(value=found[1], evidence=evidence, time=time)
