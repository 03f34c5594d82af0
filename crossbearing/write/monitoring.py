"""A monitoring report as a document, before it is HTML, Word or Markdown: numbered paragraphs, notes, annexes.

Everything that is a passage of a report is a run of kind "words"; where it has a note, the note leads to the passage in
annex F, in the same file. Paragraphs and notes are numbered as they are made, from 1, through the whole report; words
that are cited again keep their note. So all is made in the order in which it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from crossbearing.messages import AND, COMMA
from crossbearing.messages import gettext as _
from crossbearing.records import CitedReport, MonitoringReport, Record, Span
from crossbearing.write.catalogue import anchor, around, head, tail, web_address
from crossbearing.write.days import spoken
from crossbearing.write.marks import Mark, Token, marked

RunKind = Literal["said", "strong", "soft", "name", "strong name", "soft name", "words", "kept"]
"""said, strong, soft: our own text; name: from outside, as from a mandate; words: a passage of a report; kept: words as
an alert has kept them, of a report that may be another by now."""


class Run(Record, frozen=True):
    """A stretch of a paragraph."""

    text: str
    kind: RunKind = "said"
    language: str = "en"
    before: str = ""
    """Of a passage, what stands before it in its sentence."""
    after: str = ""
    note: int = 0
    """Number of the note that is called behind it; 0: none."""
    again: bool = False
    """Whether that note was called before."""
    to: int = 0
    """Number of the paragraph that it leads to; 0: none."""
    address: str = ""
    """An address on the web that it leads to, see `web_address`."""


Runs = tuple[Run, ...]
Role = Literal["", "claim", "denied", "unheard", "aside", "dissent"]


class Para(Record, frozen=True):
    """A numbered paragraph with the items under it. `role`: which part of what is told of a match it is; denied and
    unheard: of right of reply, with a denial and without."""

    number: int
    runs: Runs
    items: tuple[Runs, ...] = ()
    role: Role = ""


class Part(Record, frozen=True):
    """Paragraphs under one heading; those of one match stand together."""

    id: str
    title: str
    groups: tuple[tuple[Para, ...], ...]
    ours: bool = False
    """Whether the title is our own, and not the mandate's."""


class Change(Record, frozen=True):
    """What is new of one finding: where it is told, and what is new, line by line."""

    head: Runs
    lines: tuple[Runs, ...]


class ChangesOf(Record, frozen=True):
    """What is new in one matter."""

    title: str
    changes: tuple[Change, ...]


class FirstPage(Record, frozen=True):
    """Title, who set the mandate and who keeps it, the period, numbers, and what changed."""

    title: str
    period: str
    facts: tuple[tuple[str, Runs], ...]
    numbers: tuple[tuple[int, str], ...]
    changed: str
    """The heading over what changed."""
    lead: tuple[Runs, ...]
    changes: tuple[ChangesOf, ...]


class Table(Record, frozen=True):
    """A table: a head and rows of cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


class Annex(Record, frozen=True):
    """One annex: a lead, and tables; where these have no rows, the lead says so."""

    letter: str
    title: str
    lead: str
    tables: tuple[Table, ...]


class Footnote(Record, frozen=True):
    """Where the words stand that are cited, and how their report was captured."""

    number: int
    outlet: str
    day: str
    title: str
    address: str
    report: str
    """Name of the report, with its version where it is an earlier one."""
    start: int
    end: int
    words: str
    language: str
    anchor: str
    """Of the words, in annex F."""
    sha256: str
    captured: str


class Passages(Record, frozen=True):
    """Of one cited report the paragraphs that are cited, the words marked."""

    report: str
    outlet: str
    day: str
    title: str
    language: str
    captured: str
    paragraphs: tuple[tuple[Token, ...], ...]


class MonitoringPaper(Record, frozen=True):
    """The whole document; annex F is `passages`."""

    first: FirstPage
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]
    notes: tuple[Footnote, ...]
    passages: tuple[Passages, ...]


class Numbering:
    """Numbers paragraphs and notes as they are asked for, and knows what was cited."""

    def __init__(self, report: MonitoringReport) -> None:
        self.report = report
        self.paragraphs: dict[tuple[str, str], int] = {}
        """Matter and finding → the paragraph in which it is told."""
        self._cited = {each.report: each for each in report.cited}
        self._notes: dict[Span, int] = {}
        self._last = 0

    def next(self) -> int:
        """The next paragraph's number, which is its from now on."""
        self._last += 1
        return self._last

    def cited(self, span: Span) -> CitedReport:
        """The report in which the words stand."""
        return self._cited[span.report]

    def outlet(self, span: Span) -> str:
        """The outlet whose words they are."""
        return outlet_of(self.cited(span))

    def words(self, span: Span) -> Run:
        """The words, with their note."""
        cited = self.cited(span)
        return self._noted(Run(cited.text[span.start : span.end], "words", cited.language), span)

    def sentence(self, span: Span) -> Run:
        """The same with what stands around them in their sentence."""
        cited = self.cited(span)
        start, end = around(span, cited.sentences, [each.start for each in cited.sentences])
        return replace(
            self.words(span), before=tail(cited.text[start : span.start]), after=head(cited.text[span.end : end])
        )

    def whose(self, span: Span) -> Run:
        """The outlet's name, with the note of the words."""
        return self.noted(self.outlet(span), span)

    def noted(self, name: str, span: Span) -> Run:
        """Something from outside, with the note of the words that show it."""
        return self._noted(Run(name, "name"), span)

    def _noted(self, run: Run, span: Span) -> Run:
        again = span in self._notes
        return replace(run, note=self._notes.setdefault(span, len(self._notes) + 1), again=again)

    def notes(self) -> tuple[Footnote, ...]:
        """All notes, by number. Call it when all that cites has been made."""
        return tuple(self._footnote(span, number) for span, number in self._notes.items())

    def passages(self) -> tuple[Passages, ...]:
        """The paragraphs that are cited, report by report. Likewise."""
        spans: dict[str, list[Span]] = {}
        for span in self._notes:
            spans.setdefault(span.report, []).append(span)
        return tuple(_passages(each, spans[each.report]) for each in self.report.cited if each.report in spans)

    def _footnote(self, span: Span, number: int) -> Footnote:
        cited = self.cited(span)
        return Footnote(
            number=number,
            outlet=outlet_of(cited),
            day=spoken(cited.published),
            title=cited.title or "",
            address=web_address(cited.url) or "",
            report=label(cited),
            start=span.start,
            end=span.end,
            words=cited.text[span.start : span.end],
            language=cited.language,
            anchor=anchor(span),
            sha256=cited.sha256,
            captured=captured(cited),
        )


def _passages(cited: CitedReport, spans: Sequence[Span]) -> Passages:
    every = marked(cited.text, [Mark(span, ("cited-words",)) for span in spans])
    return Passages(
        report=label(cited),
        outlet=outlet_of(cited),
        day=spoken(cited.published),
        title=cited.title or "",
        language=cited.language,
        captured=captured(cited),
        paragraphs=tuple(_anchored(each for each in every if any(token.step == "open" for token in each))),
    )


def _anchored(paragraphs: Iterable[Sequence[Token]]) -> Iterator[tuple[Token, ...]]:
    """Each mark's first piece bears its anchor, also where the mark begins between two paragraphs."""
    known: set[str] = set()
    for tokens in paragraphs:
        made = []
        for token in tokens:
            is_first = token.step == "open" and token.piece not in known
            known.add(token.piece)
            made.append(replace(token, anchor=token.piece) if is_first else token)
        yield tuple(made)


def outlet_of(cited: CitedReport) -> str:
    """The outlet's name; a report of an unknown outlet stands for itself."""
    return cited.outlet or _("unknown outlet (%(name)s)", name=cited.name)


def label(cited: CitedReport) -> str:
    """The report's name, with its version where it is an earlier one."""
    return _("%(name)s, version %(number)s", name=cited.name, number=cited.version) if cited.version else cited.name


def captured(cited: CitedReport) -> str:
    """When it was captured, and how that is known; "" where it is not."""
    if not cited.taken_at:
        return ""
    if cited.timed:
        return _("seen on the web %(when)s", when=minute(cited.taken_at))
    return _("taken into the case %(when)s", when=minute(cited.taken_at))


def minute(time: str) -> str:
    """ "2031-05-04T10:00:00+00:00" → "2031-05-04 10:00 UTC"."""
    return f"{time[:10]} {time[11:16]} UTC"


def joined(every: Iterable[Run | Runs], last: str = COMMA) -> Runs:
    """Runs with commas between them, and `last` before the last one."""
    given = [each if isinstance(each, tuple) else (each,) for each in every]
    made: list[Run] = []
    for place, each in enumerate(given):
        made += [Run(last if place == len(given) - 1 else COMMA)] if place else []
        made += each
    return tuple(made)


def names(every: Iterable[str]) -> Runs:
    """Names from outside: "A, B and C"."""
    return joined((Run(name, "name") for name in every), AND)


def to_paragraphs(numbers: Sequence[int]) -> Runs:
    """ "paragraphs 7, 9 and 12", each a link."""
    said = Run(_("paragraph ") if len(numbers) == 1 else _("paragraphs "))
    return said, *joined((Run(str(number), to=number) for number in numbers), AND)
