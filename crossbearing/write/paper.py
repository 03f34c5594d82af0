"""A story as a document with footnotes, before it is Markdown or Word: what the parts of the record are, in order.

Everything that is a passage of a report is a run of kind "words" and has a footnote: outlet, day, title, address, where
in which report it stands, the capture's SHA-256, and the very words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from crossbearing.records import Dossier, Record, Span
from crossbearing.write.catalogue import Catalogue, web_address
from crossbearing.write.changed import Versions
from crossbearing.write.days import spoken, stretch
from crossbearing.write.dossier import totals
from crossbearing.write.views import FindingView, findings


class Note(Record, frozen=True):
    """A footnote."""

    outlet: str
    day: str
    title: str
    address: str | None
    """Only one that may be followed, see `web_address`."""
    report: str
    """Name of the report, with its version where it is an earlier one."""
    report_id: str
    start: int
    end: int
    sha256: str
    words: str
    language: str


class Run(Record, frozen=True):
    """A stretch of a paragraph, and the footnote that is called behind it. said: our own text; name: from outside."""

    text: str
    kind: Literal["said", "strong", "name", "words"] = "said"
    language: str = "en"
    note: Note | None = None


class Block(Record, frozen=True):
    """A heading (levels 1 to 4), a paragraph, or an item of a list, which may stand under another."""

    kind: Literal["heading", "paragraph", "item"]
    runs: tuple[Run, ...]
    level: int = 1


class Rows(Record, frozen=True):
    """A table: a head and rows of cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]


Paper = tuple[Block | Rows, ...]


class Notes:
    """Look-ups of one dossier that make runs and their footnotes."""

    def __init__(self, dossier: Dossier) -> None:
        self.catalogue = Catalogue(dossier)
        self.versions = Versions(self.catalogue)
        self._head_of = {version.report.id: version for version in dossier.versions}
        self.sha256 = {came.report: came.sha256 for came in reversed(dossier.captures)}

    def words(self, span: Span) -> Run:
        """The words of a span, with their footnote."""
        note = self.note(span)
        return Run(note.words, "words", note.language, note)

    def note(self, span: Span) -> Note:
        """The footnote of a span of a report, or of an earlier version of one."""
        version = self._head_of.get(span.report)
        report = self.catalogue.report(span.report) if version is None else version.report
        return Note(
            outlet=self.catalogue.outlet(report.id if version is None else version.of),
            day=spoken(report.published.value),
            title=report.title or "",
            address=web_address(report.url),
            report=report.name if version is None else self.versions.view(report.id).label,
            report_id=report.id,
            start=span.start,
            end=span.end,
            sha256=self.sha256.get(report.id, ""),
            words=self.versions.words(span),
            language=report.language,
        )


def heading(level: int, text: str) -> Block:
    """A heading of our own."""
    return Block("heading", (Run(text),), level)


def item(level: int, *runs: Run) -> Block:
    """An item of a list."""
    return Block("item", runs, level)


def paragraph(*runs: Run) -> Block:
    """A paragraph."""
    return Block("paragraph", runs)


def listed(names: Iterable[str]) -> tuple[Run, ...]:
    """Names with commas between them."""
    runs: list[Run] = []
    for name in names:
        runs += [Run(", "), Run(name, "name")] if runs else [Run(name, "name")]
    return tuple(runs)


MEANING = (
    "A finding is one thing that is said. Its independent origins are those on whose word it rests, as the reports "
    "themselves name them; outlets that repeat one source count once. The number is an upper bound of what the texts "
    "show. This record never says whether a thing is true."
)


def head(notes: Notes) -> Paper:
    """Title, days, numbers, and what they mean."""
    dossier = notes.catalogue.dossier
    story, numbers = dossier.story, totals([dossier])
    outlets = {notes.catalogue.outlet(report.id) for report in dossier.reports}
    amounts = (
        (numbers.reports, "reports"),
        (len(outlets), "outlets"),
        (numbers.findings, "findings"),
        (numbers.corroborated, "of them with two or more independent origins"),
        (numbers.denied, "denied"),
        (numbers.contradicted, "contradicted"),
        (numbers.updated, "updated"),
        (numbers.withdrawn, "claims withdrawn"),
    )
    counted = "; ".join(f"{number} {what}" for number, what in amounts)
    return (
        Block("heading", (notes.words(story.title),), 1),
        paragraph(Run(f"Cited record, {stretch(story.first, story.last)}. In numbers: {counted}.")),
        paragraph(Run(MEANING)),
    )


def said(notes: Notes) -> Paper:
    """What is said: findings of several outlets, those of one, and those that a reader hid."""
    hidden = set(notes.catalogue.dossier.hidden)
    views = findings(notes.catalogue)
    several = [view for view in views if len(view.outlets) > 1 and view.id not in hidden]
    single = [view for view in views if len(view.outlets) == 1 and view.id not in hidden]
    parts: tuple[tuple[str, Sequence[FindingView]], ...] = (
        ("By two or more outlets", several),
        ("By one outlet alone", sorted(single, key=lambda view: (view.outlets, view.wording.span, view.number))),
        ("Hidden by a reader", [view for view in views if view.id in hidden]),
    )
    blocks: list[Block | Rows] = [heading(2, "What is said")]
    for title, some in parts:
        blocks += [heading(3, title)] if some else []
        for view in some:
            blocks += _finding(notes, view)
    return tuple(blocks)


def _finding(notes: Notes, view: FindingView) -> list[Block | Rows]:
    origins = f"{view.independent} independent origin{'' if view.independent == 1 else 's'}"
    blocks: list[Block | Rows] = [
        Block("heading", (Run(f"{view.number}. "), notes.words(view.wording.span)), 4),
        item(
            1,
            Run(origins, "strong"),
            *after(": ", listed(each.name for each in view.counted)),
            Run(marked(view.badges)),
        ),
    ]
    if view.uncounted:
        blocks.append(item(1, Run("not counted: "), *listed(each.name for each in view.uncounted)))
    if len(view.outlets) > 1 and view.silent:
        blocks.append(item(1, Run("left out by "), *listed(view.silent)))
    for each in view.standings:
        words = notes.words(notes.catalogue.findings[each.finding].wording)
        blocks.append(item(1, Run(each.label, "strong"), Run(f" finding {each.number}: "), words))
    for claim in view.said:
        details = [(Run(f"; {KINDS[each.kind]} "), Run(each.read_as, "name")) for each in claim.details]
        blocks.append(
            item(
                1,
                Run(claim.passage.outlet, "name"),
                Run(f", {claim.passage.day}, "),
                Run(claim.voice, "name"),
                *(run for pair in details for run in pair),
                Run(marked(claim.badges) + ": "),
                notes.words(claim.passage.span),
            )
        )
    return blocks


KINDS = {"figure": "figure", "date": "day", "said": "said on"}
BADGES = {"conditional": "on a condition", "opinion": "an opinion"}


def marked(badges: Iterable[str]) -> str:
    """What must be said beside words, as the page says it."""
    return "".join(f"; {BADGES.get(each, each)}" for each in badges)


def after(text: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs behind a text; nothing where there are none."""
    return (Run(text), *runs) if runs else ()
