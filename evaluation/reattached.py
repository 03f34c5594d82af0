"""Fifty decisions of a reader, and a cleaner that reads every page otherwise: how many are found again, and how.

    python -m evaluation.reattached [DIR]

DIR holds reports; without it, the packaged example is taken. A case is built from them, fifty decisions of all kinds
are made, the clean stage is taken to be of a later version whose texts have paragraphs dropped, removed, joined and
split, marks in another spelling and words left out or put in, and everything is made anew. Of every character the other
text knows which it was before, so that what is found again is held against where the words really went.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from crossbearing import Case, pipeline
from crossbearing.case import example
from crossbearing.clean import clean
from crossbearing.decide.places import overlap
from crossbearing.engine import Run
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.pairs import PairJudge
from crossbearing.learned.reader import Reader
from crossbearing.records import Anchor, Attached, Capture, Decision, Dossier, Report, Span, content_id
from crossbearing.settings import Settings
from crossbearing.stage import Model, Stage
from crossbearing.store.sqlite import SqliteStore

MANY = 50
READER = "a reader of our own"
SAME = 0.8
"""Of what is found and of where the words went, both must have this part (Jaccard): a word at an end may differ."""
_SPELLED = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", '"': "”", "'": "’", "—": "–", "–": "-"})
_LONG = 400
"""Characters from which a paragraph is split."""


class Char(NamedTuple):
    """A character of the other text, and where it stood before; None: it is new."""

    ch: str
    was: int | None


class Outcome(msgspec.Struct, frozen=True):
    """What became of the decisions, each by the worst of its anchors.

    `astray` are words of anchors found where they did not go, `missed` those not found though most of them stand there.
    """

    decisions: int
    same: int
    spelled: int
    changed: int
    adrift: int
    astray: tuple[str, ...]
    missed: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]
    """Why some are adrift, and how many."""


# ── another cleaner ───────────────────────────────────────────────────────────────────────────────────────────────────


def otherwise(text: str, number: int) -> list[Char]:
    """A text as another cleaner would have it; which of its paragraphs are lost depends on `number`."""
    paragraphs = list(_paragraphs(text))
    if len(paragraphs) > 3:
        del paragraphs[(1, len(paragraphs) // 2, len(paragraphs) - 1)[number % 3]]
    made: list[list[Char]] = []
    for at, paragraph in enumerate(paragraphs):
        spelled = [Char(ch.ch.translate(_SPELLED), ch.was) for ch in paragraph]
        edited = _without_word(spelled, 6) if at % 4 == 2 else _with_mark(spelled, 10) if at % 6 == 3 else spelled
        if len(edited) > _LONG:
            made += _split(edited)
        elif at % 5 == 4 and made:
            made[-1] = [*made[-1], Char(" ", None), *edited]
        else:
            made.append(edited)
    return list(chain.from_iterable([*paragraph, Char("\n", None), Char("\n", None)] for paragraph in made))[:-2]


def cleaned(capture: Capture) -> Report:
    """A report as the other cleaner reads it from a capture."""
    report = clean(capture)
    chars = otherwise(report.text, _number(capture))
    text = "".join(each.ch for each in chars)
    made = content_id("report", capture.id, text)

    def now(span: Span | None) -> Span | None:
        place = None if span is None else went(chars, span.start, span.end)
        return None if place is None else Span(made, *place)

    parts = tuple(replace(part, span=span) for part in report.parts if (span := now(part.span)) is not None)
    return replace(report, id=made, text=text, headline=now(report.headline), parts=parts)


def went(chars: Sequence[Char], start: int, end: int) -> tuple[int, int] | None:
    """Where the words of a passage stand in the other text; None where less than half of them does."""
    places = [at for at, each in enumerate(chars) if each.was is not None and start <= each.was < end]
    return (places[0], places[-1] + 1) if len(places) > (end - start) / 2 else None


def _number(capture: Capture) -> int:
    return hashlib.sha256(capture.name.encode()).digest()[0]


def _paragraphs(text: str) -> Iterator[list[Char]]:
    at = 0
    for paragraph in text.split("\n\n"):
        yield [Char(ch, at + number) for number, ch in enumerate(paragraph)]
        at += len(paragraph) + 2


def _spaces(paragraph: Sequence[Char]) -> list[int]:
    return [at for at, each in enumerate(paragraph) if each.ch == " "]


def _without_word(paragraph: list[Char], number: int) -> list[Char]:
    spaces = _spaces(paragraph)
    return paragraph if len(spaces) <= number else paragraph[: spaces[number - 1]] + paragraph[spaces[number] :]


def _with_mark(paragraph: list[Char], number: int) -> list[Char]:
    spaces = _spaces(paragraph)
    mark = [Char(ch, None) for ch in " [1]"]
    return paragraph if len(spaces) <= number else [*paragraph[: spaces[number]], *mark, *paragraph[spaces[number] :]]


def _split(paragraph: list[Char]) -> list[list[Char]]:
    """A paragraph as two, parted where a sentence ends; as it is where none does."""
    ends = [at for at in _spaces(paragraph) if paragraph[at - 1].ch == "." and _LONG // 4 < at < len(paragraph) - 40]
    return [paragraph[: ends[0]], paragraph[ends[0] + 1 :]] if ends else [paragraph]


# ── fifty decisions ───────────────────────────────────────────────────────────────────────────────────────────────────


def decide(case: Case, many: int = MANY) -> tuple[Decision, ...]:
    """So many decisions of all kinds, spread over the findings and reports of a case."""
    made = (_Deciding(case, dossier).all() for dossier in case.dossiers())
    return tuple(decision for _, decision in zip(range(many), _in_turn(made), strict=False))


def _in_turn(given: Iterator[Iterator[Decision]]) -> Iterator[Decision]:
    for row in zip_longest(*given):
        yield from (each for each in row if each is not None)


class _Deciding:
    """What a reader might decide of one story."""

    def __init__(self, case: Case, dossier: Dossier) -> None:
        self._case, self._dossier = case, dossier
        every = [claim for reading in dossier.readings for claim in reading.claims]
        self._span_of = {claim.id: claim.span for claim in every}
        self._claims = sorted(every, key=lambda claim: hashlib.sha256(claim.id.encode()).digest())
        self._said = [finding for finding in dossier.findings if len(finding.claims) > 1]

    def _spans(self, claims: Sequence[str]) -> list[Span]:
        return [self._span_of[claim] for claim in claims]

    def all(self) -> Iterator[Decision]:
        """One decision of each kind after the other, as long as there is anything to decide of the kind."""
        kinds = (
            self._speakers(),
            self._notes(),
            self._dates(),
            self._figures(),
            self._days(),
            self._origins(),
            self._hidden(),
            self._merged(),
            self._split(),
        )
        return _in_turn(iter(kinds))

    def _speakers(self) -> Iterator[Decision]:
        for claim in self._claims[::3]:
            yield self._case.decide("speaker", [claim.span], by=READER, value="Ada Winter")

    def _notes(self) -> Iterator[Decision]:
        for claim in self._claims[1::3]:
            yield self._case.decide("note", [claim.content], by=READER, value="to be asked about")

    def _dates(self) -> Iterator[Decision]:
        for when in (when for claim in self._claims for when in claim.dates):
            yield self._case.decide("date", [when.span], by=READER, value="2031-05-06", reason="the calendar")

    def _figures(self) -> Iterator[Decision]:
        for figure in (figure for claim in self._claims for figure in claim.figures):
            yield self._case.decide("figure", [figure.span], by=READER, value="77")

    def _origins(self) -> Iterator[Decision]:
        for finding in self._dossier.findings[::4]:
            origin = finding.origins[0]
            yield self._case.decide("origin", self._spans(origin.claims), by=READER, value=origin.name)

    def _hidden(self) -> Iterator[Decision]:
        for finding in self._dossier.findings[2::5]:
            yield self._case.decide("hide", self._spans(finding.claims), by=READER)

    def _days(self) -> Iterator[Decision]:
        for report in self._dossier.reports:
            words = Span(report.id, 0, min(60, len(report.text)))
            day = datetime.date.fromisoformat(f"{report.published.value or 2031}-01-01"[:10])
            yield self._case.decide("published", [words], by=READER, value=str(day + datetime.timedelta(days=1)))

    def _merged(self) -> Iterator[Decision]:
        for one, other in zip(self._said[::3], self._said[1::3], strict=False):
            yield self._case.merge([one.id, other.id], by=READER)

    def _split(self) -> Iterator[Decision]:
        for finding in self._said[2::3]:
            yield self._case.split(finding.id, finding.claims[:1], by=READER)


# ── what becomes of them ──────────────────────────────────────────────────────────────────────────────────────────────


def measured(reports: Path, folder: Path, many: int = MANY) -> Outcome:
    """Build, decide, clean otherwise, build again; `folder` is for the case."""
    file = folder / "case.db"
    with Case.open(file) as case:
        case.add(reports)
        case.build()
        decisions = decide(case, many)
    store = SqliteStore(file)
    store.lock()
    models: dict[str, Model] = {"encoder": Encoder(), "reader": Reader(), "judge": PairJudge()}
    Run(store, stages(), models, Settings()).all()
    captures = {capture.id: capture for capture in store.captures()}
    rulings = [each.rulings for each in pipeline.dossiers(store, [story.id for story in pipeline.grouping(store)])]
    store.close()
    attached = {(each.decision, each.anchor): each for one in rulings for each in one.attached}
    astray, missed = [], []
    for decision in decisions:
        for number, anchor in enumerate(decision.anchors):
            there, place = attached.get((decision.id, number)), _place(anchor, captures[anchor.capture])
            if there is None and place is not None:
                missed.append(f"{decision.kind}: {anchor.exact}")
            elif there is not None and decision.kind != "published" and not _is_at(there, place):
                astray.append(f"{decision.kind}: {anchor.exact}")
    with Case.open(file, readonly=True) as case:
        states = {each.decision.id: each for each in case.decisions()}
    worst: Counter[str] = Counter()
    for decision in decisions:
        found = {attached[decision.id, n].words for n in range(len(decision.anchors)) if (decision.id, n) in attached}
        rank = ("adrift",) if states[decision.id].state != "applied" else ("changed", "spelled", "same")
        worst[next(each for each in rank if each in found or each == "adrift")] += 1
    reasons = Counter(reason for each in states.values() for reason in each.reasons)
    return Outcome(
        len(decisions), worst["same"], worst["spelled"], worst["changed"], worst["adrift"],
        tuple(astray), tuple(missed), tuple(sorted(reasons.items())),
    )  # fmt: skip


def stages() -> tuple[Stage, ...]:
    """The table with the other cleaner in it."""
    later = pipeline.STAGES[0].version + 1
    return tuple(
        replace(stage, function=cleaned, version=later) if stage.name == "clean" else stage for stage in pipeline.STAGES
    )


def _place(anchor: Anchor, capture: Capture) -> tuple[int, int] | None:
    """Where the words of an anchor went."""
    return went(otherwise(clean(capture).text, _number(capture)), anchor.start, anchor.end)


def _is_at(there: Attached, place: tuple[int, int] | None) -> bool:
    return place is not None and overlap(Span(there.span.report, *place), there.span) >= SAME


def table(outcome: Outcome) -> Table:
    """What became of them, a row each."""
    shown = Table("found", "decisions")
    for name in ("same", "spelled", "changed", "adrift"):
        shown.add_row(name, str(getattr(outcome, name)))
    shown.add_row("words found elsewhere", str(len(outcome.astray)))
    shown.add_row("words not found though there", str(len(outcome.missed)))
    return shown


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.reattached", description="Decisions, found again.")
    parser.add_argument("reports", nargs="?", type=Path, metavar="DIR", help="reports; else the packaged example")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True)
    reports = given.reports or example()
    if not reports.is_dir():
        console.print(f"nothing to measure: {reports} is not here", markup=False)
        return 0
    with tempfile.TemporaryDirectory() as folder, console.status("building"):
        outcome = measured(reports, Path(folder))
    console.print(table(outcome))
    for reason, times in outcome.reasons:
        console.print(f"{times} × {reason}", markup=False, highlight=False)
    for words in outcome.astray:
        console.print(f"found elsewhere: {words}", markup=False, highlight=False)
    for words in outcome.missed:
        console.print(f"not found though there: {words}", markup=False, highlight=False)
    return int(bool(outcome.astray))


if __name__ == "__main__":
    sys.exit(main())
