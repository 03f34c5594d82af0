"""One report, or an earlier version of one: its text with marks, where it comes from, and how it stands to others."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.records import Claim, Quote, Reading, Record, Report, Span
from crossbearing.web import english
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.readers import Known
from crossbearing.web.story.finding import Bearing, decisions
from crossbearing.web.story.head import Ref, catalogue, ref
from crossbearing.web.story.lit import Citation, citation, spans
from crossbearing.web.story.parts import versions
from crossbearing.web.story.whereabouts import of_report
from crossbearing.write.catalogue import Catalogue, web_address
from crossbearing.write.changed import StepView, VersionView, report_view
from crossbearing.write.days import spoken
from crossbearing.write.marks import Mark, Token, marked
from crossbearing.write.texts import Left, Texts, dated, headings


class ReportPage(Record, frozen=True):
    """One report in full."""

    story: Ref
    report: Report
    outlet: str
    day: str
    address: str | None
    """Its URL, where a reader may follow it."""
    dated: str
    """Why this day, and what else was found; "" where all places agree."""
    updated: str | None
    """Day of the last change, spoken."""
    kind: str
    """What its outlet is, where that is known."""
    words: int
    captures: tuple[Capture, ...]
    """That which it was read from first."""
    marks: tuple[Mark, ...]
    """What is marked in the text: claims ("claim", and "several" where other outlets have it), "quote", "shared" words,
    "withdrawn" claims, and what the address has "lit". The note of a claim says which finding it is in."""
    lit: tuple[Citation, ...]
    claims: tuple[ClaimLine, ...]
    """Every claim of the report, in the order of the text, with its permanent address."""
    quotes: tuple[Quote, ...]
    carried: int
    """Findings of several outlets that it has."""
    left: tuple[Left, ...]
    """Those of several outlets that its outlet leaves out: the first, those with most origins."""
    left_out: int
    """How many."""
    shares: tuple[Shares, ...]
    versions: tuple[VersionLine, ...]
    """All versions, oldest first, the report itself last; none where there is one only."""
    version: VersionView | None
    """Which of them this is; null: it is the report as it stands now."""
    of: str
    """Id of the report as it stands now."""
    steps: tuple[StepView, ...]
    """What changed from version to version; of an earlier version, from it to the next."""
    why: tuple[str, ...]
    """Why they are versions of one page, and by what they are ordered."""
    decisions: tuple[Bearing, ...]
    """On claims of the report."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text as it is drawn."""
        tokens = marked(self.report.text, self.marks)
        bounds = _starts(tokens)
        kinds = [
            next((part.kind for part in self.report.parts if part.span.start <= at < part.span.end), "")
            for at in bounds
        ]
        return tuple(Paragraph(*each) for each in zip(tokens, headings(self.report), kinds, strict=True))


class Paragraph(Record, frozen=True):
    """A paragraph as it is drawn."""

    tokens: tuple[Token, ...]
    heading: bool
    kind: str


class Capture(Record, frozen=True):
    """Bytes that have this text; more is at /captures/{id}."""

    id: str
    sha256: str
    media_type: str
    seen: tuple[str, ...]
    """UTC, ISO 8601: first and last time at which the page was seen so on the web."""
    sightings: int
    address: str | None


class ClaimLine(Record, frozen=True):
    """One claim, and where to find it."""

    claim: Claim
    citation: Citation
    number: int | None
    """Of its finding; null: it is of an earlier version, and in no finding."""
    finding: str | None


class Shares(Record, frozen=True):
    """Another report that has the same words."""

    pair: str
    """The page of the two is /stories/{story}/copies/{pair}."""
    report: str
    outlet: str
    day: str
    percent: int
    """Of the shorter report's words."""
    direction: str
    """"took": this report took it from the other; "gave": the other from this; "" where no text tells."""
    origin: str | None


class VersionLine(Record, frozen=True):
    """One version."""

    view: VersionView
    report: str
    current: bool
    """It is the page's own."""


def report(asked: Asked) -> ReportPage:
    """A report, or an earlier version of one. Raises Refused (404, or 400 for words that are not there)."""
    known = of_report(asked)
    here, old = known.worked(catalogue), known.worked(versions)
    given, reading, head = _subject(known, asked.path["report"])
    name, version = given.id, old.version(given.id)
    lit = spans(name, given.text, asked.query)
    texts, earlier = known.worked(_texts), old.before(head)
    if version is None:
        marks = texts.marks(name, dict.fromkeys(lit, "lit"))
    else:
        marks = _of_version(known, reading.quotes, lit, name)
    shown, revised = texts.text(here.report(head), ()), report_view(here, old, head)
    return ReportPage(
        story=ref(known),
        report=given,
        outlet=here.outlet(head),
        day=spoken(given.published.value),
        address=web_address(given.url),
        dated=dated(given),
        updated=None if given.updated is None else spoken(given.updated.value),
        kind=shown.kind,
        words=len(given.text.split()),
        captures=_captures(known, name),
        marks=marks,
        lit=tuple(citation(span, given.text) for span in lit),
        claims=tuple(_claim(here, claim, given.text) for claim in reading.claims),
        quotes=reading.quotes,
        carried=shown.carried,
        left=shown.left,
        left_out=shown.left_out,
        shares=_shares(here, head),
        versions=tuple(
            VersionLine(old.view(each), each, each == name)
            for each in (*(version.report.id for version in earlier), head)
            if earlier
        ),
        version=None if version is None else old.view(name),
        of=head,
        steps=tuple(step for step in revised.steps if version is None or step.earlier.anchor == name),
        why=revised.why,
        decisions=decisions(known.dossier, {claim.id for claim in reading.claims}),
    )


def _subject(known: Known, name: str) -> tuple[Report, Reading, str]:
    """A report or version with what was read of it, and the id of the report that it became."""
    for given, reading in zip(known.dossier.reports, known.dossier.readings, strict=True):
        if given.id == name:
            return given, reading, name
    version = known.worked(versions).version(name)
    if version is None:
        raise Refused(404, english.NO_REPORT)
    return version.report, version.reading, version.of


def _texts(known: Known) -> Texts:
    return Texts(known.worked(catalogue), known.worked(versions))


def _of_version(known: Known, quotes: Sequence[Quote], lit: Sequence[Span], name: str) -> tuple[Mark, ...]:
    """Marks of an earlier version, whose claims are in no finding."""
    kinds: dict[Span, list[str]] = {}
    for kind, every in (
        ("withdrawn", [each.span for each in known.dossier.withdrawn if each.last == name]),
        ("quote", [quote.span for quote in quotes]),
        ("lit", list(lit)),
    ):
        for span in every:
            kinds.setdefault(span, []).append(kind)
    return tuple(Mark(span, tuple(given)) for span, given in sorted(kinds.items()))


def _captures(known: Known, report_id: str) -> tuple[Capture, ...]:
    return tuple(
        Capture(came.capture, came.sha256, came.media_type, came.seen, came.sightings, web_address(came.source))
        for came in known.dossier.captures
        if came.report == report_id
    )


def _claim(here: Catalogue, claim: Claim, text: str) -> ClaimLine:
    finding = here.finding_of.get(claim.id)
    number = None if finding is None else here.number[finding]
    return ClaimLine(claim, citation(claim.span, text), number, finding)


def _shares(here: Catalogue, name: str) -> tuple[Shares, ...]:
    made = []
    for pair in here.dossier.copying:
        if name not in (pair.a, pair.b):
            continue
        other = here.report(pair.b if pair.a == name else pair.a)
        direction = "" if pair.taker is None else ("took" if pair.taker == name else "gave")
        day = spoken(other.published.value)
        percent = round(pair.likeness * 100)
        made.append(Shares(pair.id, other.id, here.outlet(other.id), day, percent, direction, pair.origin))
    return tuple(sorted(made, key=lambda each: (-each.percent, each.outlet, each.report)))


def _starts(tokens: Sequence[Sequence[Token]]) -> list[int]:
    """Where each paragraph begins; one blank line parts them."""
    starts, at = [], 0
    for paragraph in tokens:
        starts.append(at)
        at += sum(len(token.words) for token in paragraph) + 2
    return starts
