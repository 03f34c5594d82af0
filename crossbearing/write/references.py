"""The sources as references: one for each report, and as CSL-JSON (input data of the Citation Style Language 1.0.2)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from crossbearing.records import Record, Report
from crossbearing.write.bylines import PersonName, parted, persons
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.linked import Node, Read, address, by_pieces, language, utc, without_nothing

_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_KEY_NAME = 24
_TITLE = 120
"""Code points of a report's first words, where it has no title."""


class Reference(Record, frozen=True):
    """A report as literature cites it."""

    key: str
    """Letters a to z, digits and "-": outlet, year and a hash of the report's id. It depends on the report alone."""
    title: str
    persons: tuple[PersonName, ...]
    outlet: str | None
    day: str | None
    """YYYY[-MM[-DD]]"""
    url: str | None
    accessed: str | None
    """Day (UTC) on which the page was last seen so."""
    language: str | None
    sha256: str | None
    """Of the capture."""


def references(given: Dossiers) -> Iterator[Reference]:
    """One for each report, in the order of the dossiers."""
    for dossier in given.each():
        read = Read(dossier)
        for report in dossier.reports:
            yield _reference(report, read)


def csl_json(given: Dossiers) -> Iterator[bytes]:
    """The array of items."""
    return by_pieces(b"[", (_item(each) for each in references(given)), lambda _: b"\n]\n")


def _reference(report: Report, read: Read) -> Reference:
    came = read.capture(report.id)
    day = report.published.value if _DAY.fullmatch(report.published.value or "") else None
    last = utc(came.seen[-1]) if came is not None and came.seen else None
    return Reference(
        key=_key(report, day),
        title=_plain(report.title or "") or _opening(report.text),
        persons=tuple(parted(name) for name in persons(report.byline)),
        outlet=_plain(report.outlet or "") or None,
        day=day,
        url=address(report.url),
        accessed=None if last is None else last[:10],
        language=language(report.language),
        sha256=None if came is None else came.sha256,
    )


def _key(report: Report, day: str | None) -> str:
    letters = unicodedata.normalize("NFKD", report.outlet or "").casefold()
    outlet = _NOT_IN_KEYS.sub("", letters)[:_KEY_NAME] or "report"
    digest = hashlib.sha256(report.id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{outlet}{day[:4] if day else ''}-{digest}"


def _opening(text: str) -> str:
    """The first words of a report without a title."""
    first = _plain(text.split("\n", 1)[0])
    return first if len(first) <= _TITLE else first[: _TITLE - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """On one line, without control characters and lone surrogates."""
    return " ".join("".join(" " if unicodedata.category(ch) in ("Cc", "Cs") else ch for ch in text).split())


def _item(reference: Reference) -> Node:
    return without_nothing(
        id=reference.key,
        type="article-newspaper",
        title=reference.title,
        author=[_name(each) for each in reference.persons],
        issued=_date(reference.day),
        accessed=_date(reference.accessed),
        URL=reference.url,
        language=reference.language,
        note=f"SHA-256: {reference.sha256}" if reference.sha256 is not None else None,
        **{"container-title": reference.outlet},
    )


def _name(name: PersonName) -> Node:
    parts = {"given": name.given, "non-dropping-particle": name.particle, "family": name.family}
    return {part: words for part, words in parts.items() if words}


def _date(day: str | None) -> Node | None:
    return None if day is None else {"date-parts": [[int(part) for part in day.split("-")]]}
