"""Findings × reports: who carried what, how, and who left it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crossbearing.messages import gettext as _
from crossbearing.records import Claim, Finding, Record, Report
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import spoken
from crossbearing.write.views import voice

MOST_ROWS = 150
"""A table of more rows is none that anybody reads at a glance; the rest stands in the list below it."""
TITLE = 160

State = Literal["own", "attributed", "planned", "doubts", "denies"]
STATES: tuple[tuple[State, str], ...] = (
    ("own", _("says it in its own voice")),
    ("attributed", _("gives it as somebody’s word")),
    ("planned", _("has it as planned, possible or on a condition")),
    ("doubts", _("doubts it, or has it doubted")),
    ("denies", _("has it denied")),
)


class Column(Record, frozen=True):
    """One report; `shares` is the letter of the reports that it shares text with."""

    report: str
    outlet: str
    day: str
    shares: str
    carried: int
    """How many of the rows it has."""


class Cell(Record, frozen=True):
    """What one report does with one finding; None in a row: it leaves it out."""

    state: State
    label: str
    anchor: str
    claims: int


class Row(Record, frozen=True):
    """One finding over all reports."""

    finding: str
    number: int
    words: str
    language: str
    independent: int
    cells: tuple[Cell | None, ...]


class Matrix(Record, frozen=True):
    """The table; `more` findings of two or more reports stand below it only."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    more: int
    shared: tuple[str, ...]
    """Letters that columns have."""


def matrix(catalogue: Catalogue) -> Matrix:
    """Reports by day and outlet, findings of two or more reports in the dossier's order, hidden ones left out."""
    carried = several(catalogue)
    shown = carried[:MOST_ROWS]
    return part(catalogue, shown, catalogue.reports, len(carried) - len(shown))


def several(catalogue: Catalogue) -> tuple[Finding, ...]:
    """Findings of two or more reports, in the dossier's order, hidden ones left out."""
    return tuple(finding for finding in catalogue.shown if len(_reports(catalogue, finding)) > 1)


def part(catalogue: Catalogue, findings: Sequence[Finding], reports: Sequence[Report], more: int) -> Matrix:
    """The table of these findings and reports; `more` findings stand elsewhere."""
    rows = tuple(_row(catalogue, finding, reports) for finding in findings)
    letters = sharing(catalogue)
    columns = tuple(
        Column(
            report=report.id,
            outlet=catalogue.outlet(report.id),
            day=spoken(report.published.value),
            shares=letters.get(report.id, ""),
            carried=sum(row.cells[place] is not None for row in rows),
        )
        for place, report in enumerate(reports)
    )
    return Matrix(columns, rows, more, tuple(sorted(set(letters.values()))))


def sharing(catalogue: Catalogue) -> dict[str, str]:
    """Report → the letter of those among which text was copied; reports that share nothing have none."""
    group: dict[str, set[str]] = {}
    for pair in catalogue.dossier.copying:
        joined = group.get(pair.a, {pair.a}) | group.get(pair.b, {pair.b})
        group |= dict.fromkeys(joined, joined)
    letters: dict[str, str] = {}
    for report in catalogue.reports:
        if report.id in group and report.id not in letters:
            letter = _letter(len(set(letters.values())))
            letters |= dict.fromkeys(sorted(group[report.id]), letter)
    return letters


def _letter(place: int) -> str:
    """A … Z, AA, AB …"""
    name = ""
    while place >= 0:
        name, place = chr(ord("A") + place % 26) + name, place // 26 - 1
    return name


def _reports(catalogue: Catalogue, finding: Finding) -> set[str]:
    return {catalogue.claims[claim].span.report for claim in finding.claims}


def _row(catalogue: Catalogue, finding: Finding, reports: Sequence[Report]) -> Row:
    claims: dict[str, list[Claim]] = {}
    for claim in sorted((catalogue.claims[each] for each in finding.claims), key=lambda each: each.span):
        claims.setdefault(claim.span.report, []).append(claim)
    return Row(
        finding=finding.id,
        number=catalogue.number[finding.id],
        words=catalogue.words(finding.wording),
        language=catalogue.report(finding.wording.report).language,
        independent=finding.independent,
        cells=tuple(_cell(catalogue, claims.get(report.id, [])) for report in reports),
    )


def _cell(catalogue: Catalogue, claims: list[Claim]) -> Cell | None:
    """The strongest of what a report says of it: a denial, then its own voice, then somebody's word."""
    if not claims:
        return None
    strongest = min(claims, key=lambda claim: _STRENGTH.index(_state(claim)))
    state = _state(strongest)
    words = catalogue.words(strongest.span)
    words = words if len(words) <= TITLE else words[:TITLE] + "…"
    said = {"outlet": catalogue.outlet(strongest.span.report), "says": dict(STATES)[state], "words": words}
    if strongest.sources:
        # NOTE: the outlet gives it as somebody’s word, on the word of …: …
        label = _("%(outlet)s %(says)s, %(voice)s: %(words)s", voice=voice(strongest), **said)
    else:
        # NOTE: the outlet has it denied: …
        label = _("%(outlet)s %(says)s: %(words)s", **said)
    return Cell(state, label, catalogue.place(strongest.span), len(claims))


_STRENGTH: tuple[State, ...] = ("denies", "doubts", "own", "attributed", "planned")


def _state(claim: Claim) -> State:
    if claim.stance == "denies":
        return "denies"
    if claim.stance == "doubts":
        return "doubts"
    if claim.status in ("planned", "possible", "conditional"):
        return "planned"
    return "attributed" if claim.sources else "own"
