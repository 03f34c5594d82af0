"""Dossiers of invented reports, read by the shipped reader: as much of them as a mandate looks at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crossbearing.learned.reader import Reader
from crossbearing.read import read
from crossbearing.records import Credit, Dossier, Identity, Part, Published, Reading, Report, Span, Story
from crossbearing.watch.scope import Scope, scopes


def a_report(
    text: str,
    *,
    name: str = "standard",
    outlet: str | None = "Harbour Standard",
    credits: tuple[Credit, ...] = (),  # noqa: A002 - what a report calls it
    parts: tuple[Part, ...] = (),
) -> Report:
    """A report of that text."""
    return Report(
        id=f"r-{name}", name=name, capture=f"c-{name}", outlet=outlet, url=None, title=None, headline=None, byline=None,
        dateline=None, published=Published("2031-05-07", "test"), language="en", text=text, credits=credits,
        parts=parts,
    )  # fmt: skip


@cache
def reader() -> Reader:
    """The shipped reader, loaded once."""
    return Reader(threads=1)


@cache
def _read(report: Report, *, by_rules: bool) -> Reading:
    return read(report, None if by_rules else reader())


def a_dossier(*reports: Report, together: Sequence[str] = (), by_rules: bool = False) -> Dossier:
    """What is read of reports, with no findings. Mentions of a name of `together` are one person in all of them."""
    readings = tuple(_read(report, by_rules=by_rules) for report in reports)
    mentions = {
        name: tuple(actor.id for reading in readings for actor in reading.actors if actor.name == name)
        for name in together
    }
    return Dossier(
        story=Story("s", tuple(report.id for report in reports), Span(reports[0].id, 0, 1), None, None),
        reports=reports,
        readings=readings,
        findings=(),
        relations=(),
        copying=(),
        identities=tuple(Identity(f"i-{name}", name, "person", (name,), ids) for name, ids in mentions.items()),
        utterances=(),
        timeline=(),
    )


def scope_of(dossier: Dossier, words: str) -> Scope:
    """The shortest claim of the first report whose proposition holds these words."""
    first = dossier.reports[0]
    found = [
        scope
        for scope in scopes(dossier).values()
        if scope.report == first and words in first.text[scope.claim.span.start : scope.claim.span.end]
    ]
    assert found, [first.text[each.span.start : each.span.end] for each in dossier.readings[0].claims]
    return min(found, key=lambda scope: scope.claim.span.end - scope.claim.span.start)
