"""Dates and headlines of pages that contradict themselves (`pages_made`): how many are right, beside others' readers.

    python -m evaluation.pages [--raise]

trafilatura's `extract_metadata` and htmldate are measured in the same run, on the same pages, with a latest date far
enough off for the pages' invented years. htmldate finds one date; for the last change it is asked for the newest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import htmldate
import msgspec
from lxml import html
from trafilatura.metadata import extract_metadata

from crossbearing.clean import clean
from crossbearing.outlets import letters
from crossbearing.records import Capture, Stated
from evaluation import floors
from evaluation.pages_made import ROWS, Row, address, headline, page

_LATEST = "2099-12-31"


class Answer(msgspec.Struct, frozen=True):
    """What a reader makes of one page; `updated` False: it gives none."""

    published: str | None
    updated: str | bool | None
    title: str | None


class Figures(msgspec.Struct, frozen=True):
    """Shares of pages on which a reader is right, and what it missed."""

    published: float
    updated: float | None
    title: float | None
    misses: tuple[str, ...]


def crossbearing_answer(row: Row) -> Answer:
    """What `clean` says of a row's page."""
    capture = Capture(
        id="", name=row.name, source="", media_type="text/html", sha256="", taken_at=row.seen,
        stated=Stated(url=address(row)), body=page(row).encode(), timed=bool(row.seen),
    )  # fmt: skip
    report = clean(capture)
    return Answer(report.published.value, report.updated.value if report.updated else None, report.title)


def trafilatura_answer(row: Row) -> Answer:
    """trafilatura's metadata of a row's page; it knows no last change."""
    config = {"original_date": True, "extensive_search": True, "max_date": _LATEST}
    about = extract_metadata(html.fromstring(page(row)), default_url=address(row), date_config=config)
    return Answer(about.date, False, about.title)


def htmldate_answer(row: Row) -> Answer:
    """htmldate's oldest and newest date of a row's page; the same for both: no change."""
    found = [
        htmldate.find_date(page(row), original_date=original, url=address(row), max_date=_LATEST)
        for original in (True, False)
    ]
    return Answer(found[0], None if found[0] == found[1] else found[1], None)


READERS: dict[str, Callable[[Row], Answer]] = {
    "crossbearing": crossbearing_answer,
    "trafilatura": trafilatura_answer,
    "htmldate": htmldate_answer,
}


def figures(reader: Callable[[Row], Answer]) -> Figures:
    """A reader over all pages."""
    days: list[bool] = []
    changes: list[bool] = []
    titles: list[bool] = []
    misses = []
    for row in ROWS:
        got = reader(row)
        days.append(got.published == row.published)
        changes.append(got.updated == row.updated)
        titles.append(letters(got.title or "") == letters(headline(row)))
        if not (days[-1] and changes[-1] and titles[-1]):
            misses.append(f"{row.name}: {got.published}, {got.updated}, {got.title!r}")
    known = reader is not trafilatura_answer
    named = reader is not htmldate_answer
    return Figures(_share(days), _share(changes) if known else None, _share(titles) if named else None, tuple(misses))


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 3)


def main(*, lift: bool) -> None:
    print(f"{len(ROWS)} pages          published   last change   headline")
    for name, reader in READERS.items():
        got = figures(reader)
        shown = ["    –" if value is None else f"{value:5.3f}" for value in (got.published, got.updated, got.title)]
        print(f"{name:14} {shown[0]:>15} {shown[1]:>13} {shown[2]:>10}")
        if reader is crossbearing_answer:
            print("".join(f"    {miss}\n" for miss in got.misses), end="")
            if lift:
                held = floors.load()
                raised = {"published": got.published, "updated": got.updated or 0.0, "title": got.title or 0.0}
                best = {key: max(value, held.pages.get(key, 0.0)) for key, value in raised.items()}
                floors.save(msgspec.structs.replace(held, pages=best))


if __name__ == "__main__":
    main(lift="--raise" in sys.argv[1:])
