"""Which words of a text are lit, by the page's address: `?lit=120-154`, several times if need be."""

from __future__ import annotations

from typing import Annotated

import msgspec

from crossbearing.records import Record, Span
from crossbearing.web import english
from crossbearing.web.addresses import to
from crossbearing.web.asked import Query, Refused
from crossbearing.write.catalogue import anchor

Range = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$")]


MOST = 100


class Lit(Query, frozen=True):
    """Words to be lit."""

    lit: tuple[Range, ...] = ()
    """start-end, in code points of the report's text, half open."""


class Citation(Record, frozen=True):
    """Words, and the address at which a page opens at them."""

    span: Span
    words: str
    address: str
    """Path, query and fragment, after the room's own address."""


def spans(report: str, text: str, query: Lit) -> tuple[Span, ...]:
    """The spans in the order of the text. Raises Refused (400) for one that has no words there."""
    if len(query.lit) > MOST:
        raise Refused(400, english.too_many_lit(MOST))
    found = {Span(report, int(start), int(end)) for start, end in (each.split("-") for each in query.lit)}
    for span in found:
        words = text[span.start : span.end]
        if span.end > len(text) or not words or words[0] == "\n" or words[-1] == "\n":
            raise Refused(400, english.no_words(span.start, span.end, len(text)))
    return tuple(sorted(found))


def citation(span: Span, text: str) -> Citation:
    """Words with their permanent address."""
    return Citation(span, text[span.start : span.end], to(anchor(span)))
