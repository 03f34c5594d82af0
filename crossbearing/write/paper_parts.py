"""The rest of a story as a document: how findings stand to one another, what changed, figures, timeline, reports."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.records import Dossier, Finding, Relation
from crossbearing.write.catalogue import web_address
from crossbearing.write.changed import WithdrawnView, changed
from crossbearing.write.counts import Point, counts
from crossbearing.write.days import spoken
from crossbearing.write.paper import (
    Block,
    Notes,
    Paper,
    Rows,
    Run,
    after,
    head,
    heading,
    item,
    listed,
    marked,
    paragraph,
    said,
)
from crossbearing.write.views import BASIS, badges


def paper(dossier: Dossier) -> Paper:
    """The document of one story."""
    notes = Notes(dossier)
    parts = (head, said, _denied, _disagrees, _updates, _withdrawn, _figures, _timeline, _reports)
    return tuple(block for part in parts for block in part(notes))


def _denied(notes: Notes) -> Paper:
    """Findings that are denied, then the denials that are of nothing else that is said here."""
    found = _of_kind(notes, "denies")
    blocks: list[Block] = [block for each in found for block in _pair(notes, each, "is denied by")]
    denying = {each.from_id for each in found}
    others = [
        finding
        for finding in notes.catalogue.dossier.findings
        if "denies" in badges(finding) and finding.id not in denying
    ]
    blocks += [item(1, Run("denial: "), *_finding(notes, finding)) for finding in others]
    return _part("Denied", blocks, "No denial was read in these reports.")


def _disagrees(notes: Notes) -> Paper:
    found = _of_kind(notes, "contradicts")
    blocks = [block for each in found for block in _pair(notes, each, "disagrees with")]
    return _part("What disagrees", blocks, "No disagreement was read in these reports.")


def _updates(notes: Notes) -> Paper:
    found = _of_kind(notes, "updates")
    blocks = [block for each in found for block in _pair(notes, each, "is updated by")]
    return _part("What changed", blocks, "No change was read in these reports.")


def _part(title: str, blocks: Sequence[Block | Rows], none: str) -> Paper:
    return (heading(2, title), *(blocks or (paragraph(Run(none)),)))


def _of_kind(notes: Notes, kind: str) -> list[Relation]:
    number = notes.catalogue.number
    found = [each for each in notes.catalogue.dossier.relations if each.kind == kind]
    return sorted(found, key=lambda each: (number[each.to_id], number[each.from_id]))


def _pair(notes: Notes, relation: Relation, between: str) -> list[Block]:
    """The finding of which something is said, what that is, and why."""
    findings = notes.catalogue.findings
    one, other = findings[relation.to_id], findings[relation.from_id]
    first = item(1, *_finding(notes, one), Run(f", {between} "), *_finding(notes, other))
    whys = [item(2, Run(f"{each.name}: "), Run(each.detail, "name")) for each in relation.reasons]
    return [first, *whys]


def _finding(notes: Notes, finding: Finding) -> tuple[Run, ...]:
    return (
        Run(f"finding {notes.catalogue.number[finding.id]}, "),
        notes.words(finding.wording),
        Run(" ("),
        *listed(finding.outlets),
        Run(")"),
    )


def _withdrawn(notes: Notes) -> Paper:
    """Claims that a report made and no longer makes; nothing where no report has an earlier version."""
    if not notes.catalogue.dossier.versions:
        return ()
    every = {each.id: each for each in notes.catalogue.dossier.withdrawn}
    blocks: list[Block] = []
    for view in changed(notes.catalogue, notes.versions).withdrawn:
        each = every[view.id]
        blocks.append(item(1, *_told(view), notes.words(each.span)))
        blocks.append(item(2, Run("last in "), Run(view.last.label, "name"), Run(", missing from "), *_missing(view)))
        if each.instead is not None:
            blocks.append(item(2, Run("in its place: "), notes.words(each.instead)))
        if each.notice is not None:
            said_so = "speaks only of some change: " if each.silent else "the report says so: "
            blocks.append(item(2, Run(said_so), notes.words(each.notice)))
        still = listed(outlet for outlet, _ in view.still)
        blocks += [item(2, *after("still said by ", still))] if still else []
    return _part("Withdrawn", blocks, "No report withdrew a claim.")


def _told(view: WithdrawnView) -> tuple[Run, ...]:
    silently = "silently " if view.silent else ""
    return Run(view.outlet, "name"), Run(f", {silently}{view.kind}, "), Run(view.voice, "name"), Run(": ")


def _missing(view: WithdrawnView) -> tuple[Run, ...]:
    return Run(view.missing.label, "name"), Run("; "), Run(view.why, "name")


def _figures(notes: Notes) -> Paper:
    found = counts(notes.catalogue)
    rows = [_point(notes, each.of, point) for each in (*found.several, *found.single) for point in each.points]
    table = Rows(("What is counted", "Outlet", "Day", "Figure", "Whose word", "Finding"), tuple(rows))
    return _part("Figures", [table] if rows else [], "No figures were read in these reports.")


def _point(notes: Notes, of: str, point: Point) -> tuple[tuple[Run, ...], ...]:
    read = Run(point.read_as, "name", note=notes.note(point.passage.span))
    whose = Run(point.voice or "the outlet’s own", "name")
    return (
        (Run(of, "name"),),
        (Run(point.outlet, "name"),),
        (Run(point.day),),
        (read,),
        (whose,),
        (Run(str(point.number)),),
    )


def _timeline(notes: Notes) -> Paper:
    """Every date that a claim gives, with the finding: each finding once at each date."""
    catalogue, blocks = notes.catalogue, list[Block]()
    seen: set[tuple[str, str]] = set()
    for moment in catalogue.dossier.timeline:
        if (moment.when.value, moment.finding) in seen:
            continue
        seen.add((moment.when.value, moment.finding))
        basis = BASIS[moment.when.basis]
        marks = marked((*((basis,) if basis else ()), *badges(catalogue.claims[moment.claim])))
        runs = Run(spoken(moment.when.value), "strong"), Run(f", finding {catalogue.number[moment.finding]}{marks}: ")
        blocks.append(item(1, *runs, notes.words(catalogue.claims[moment.claim].span)))
    return _part("Timeline", blocks, "No dates were read in these reports.")


def _reports(notes: Notes) -> Paper:
    rows = [
        (
            (Run(notes.catalogue.outlet(report.id), "name"),),
            (Run(spoken(report.published.value)),),
            (Run(report.title or report.name, "name", report.language),),
            (Run(web_address(report.url) or "", "name"),),
            (Run(notes.sha256.get(report.id, "")),),
        )
        for report in notes.catalogue.reports
    ]
    return _part("Reports", [Rows(("Outlet", "Day", "Title", "Address", "SHA-256 of the capture"), tuple(rows))], "")
