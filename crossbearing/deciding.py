"""What readers decide in a case: checked, anchored to words, and kept; what became of it after the last build.

Nothing here needs a model, and nothing waits for a build that goes on.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Literal, get_args

import msgspec

from crossbearing import pipeline
from crossbearing.anchored import GONE
from crossbearing.attempts import decoded
from crossbearing.decide.anchors import anchor
from crossbearing.decide.holding import holding
from crossbearing.decide.places import claim_at, date_at, figure_at, said_at
from crossbearing.decide.terms import in_digits, speaker_of
from crossbearing.decide.wording import line, lines, meant
from crossbearing.decided import identified
from crossbearing.errors import InputError
from crossbearing.records import (
    Anchor,
    Claim,
    Decision,
    DecisionKind,
    Dossier,
    Finding,
    Reading,
    Record,
    Report,
    Rulings,
    Span,
    Standing,
)
from crossbearing.store.base import Store

Passage = Span | tuple[Span, Literal[0, 1]]
"""Words of a report as it stands now; of what is told apart, with the side on which they are."""
MOST_PASSAGES = 500
MOST_WORDS = 20_000
"""Code points of one passage."""
_OF_CLAIMS = ("same", "apart", "origin", "hide")
_OF_ONE = ("speaker", "date", "published", "figure")
_UNTOLD = "its story could not be made; why is among what could not be read"
_BATCH = 64
"""Stories looked through at a time."""


class Asked(Record, frozen=True):
    """A decision as a reader asks for it."""

    kind: DecisionKind
    passages: tuple[Passage, ...]
    by: str
    value: str = ""
    reason: str = ""
    replaces: str | None = None


def decide(store: Store, asked: Asked) -> Decision:
    """Check a decision, anchor it, and keep it. Raises InputError in plain words for what cannot be decided so."""
    if asked.kind not in get_args(DecisionKind) or asked.kind == "undo":
        raise InputError(f"{asked.kind!r} is no kind of decision")
    _require_holding(store, asked.replaces, asked.kind)
    sides = [each if isinstance(each, tuple) else (each, 0) for each in dict.fromkeys(asked.passages)]
    _require_sides(asked.kind, sides)
    sides = [(span, 1 if side else 0) for span, side in sides]  # True and 1.0 are 1, too, and would be kept as they are
    case = _Case(store)
    anchors = tuple(anchor(case.report(span.report, span), span, side) for span, side in sides)
    for span, _ in sides:
        case.require(asked.kind, span)
    if asked.kind == "same" and len({case.claim(span).id for span, _ in sides}) < 2:
        raise InputError("it takes two claims to say the same; these passages are of one")
    if asked.kind == "apart":
        _require_two(*({case.claim(span).id for span, of in sides if of == side} for side in (0, 1)))
    value = meant(asked.kind, asked.value)
    machine = case.said(asked.kind, sides, value)
    return _keep(store, asked, anchors, value, machine)


def undo(store: Store, decision_id: str, by: str, reason: str = "") -> Decision:
    """That a decision holds no longer; of an undo, that what it undid holds again. Raises InputError, as `decide`."""
    _require_holding(store, decision_id)
    return _keep(store, Asked("undo", (), by, reason=reason, replaces=decision_id), (), "", "")


def merge(store: Store, finding_ids: Sequence[str], by: str, reason: str = "") -> Decision:
    """That some findings say one thing: all of their claims are in one."""
    if len(set(finding_ids)) < 2:
        raise InputError("it takes two findings to be made one")
    case = _Case(store)
    claims = [claim for found in dict.fromkeys(finding_ids) for claim in case.finding(found).claims]
    return decide(store, Asked("same", tuple(case.span(claim) for claim in claims), by, reason=reason))


def split(store: Store, finding_id: str, claim_ids: Collection[str], by: str, reason: str = "") -> Decision:
    """That some claims of a finding say another thing than the rest of it."""
    case = _Case(store)
    finding = case.finding(finding_id)
    strangers = sorted(set(claim_ids).difference(finding.claims))
    if strangers:
        raise InputError(f"finding {finding_id} has no claim {', '.join(strangers)}")
    if not claim_ids or len(set(claim_ids)) == len(finding.claims):
        raise InputError("some claims of the finding must be told apart from others; these are none or all of them")
    passages: list[Passage] = [(case.span(claim), 0 if claim in claim_ids else 1) for claim in finding.claims]
    return decide(store, Asked("apart", tuple(passages), by, reason=reason))


def standings(store: Store) -> tuple[Standing, ...]:
    """All decisions, in the order in which they were made, and whether each holds in what was built last."""
    every = store.decisions()
    built = _Built(store, every)
    return tuple(built.standing(decision) for decision in every)


def _keep(store: Store, asked: Asked, anchors: tuple[Anchor, ...], value: str, machine: str) -> Decision:
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
    by, reason = line(asked.by, "the name of who decides"), lines(asked.reason, "the reason")
    if not by:
        raise InputError("who decides must be named")
    made = Decision("", asked.kind, anchors, value, by, at, reason, asked.replaces, machine)
    decision = identified(made)
    store.decide(decision)
    return decision


class _Dossier(msgspec.Struct):
    """Of a dossier, only what became of decisions."""

    rulings: Rulings


class _Built:
    """What became of decisions in the last build."""

    def __init__(self, store: Store, every: Sequence[Decision]) -> None:
        self._store = store
        self._number = {decision.id: number for number, decision in enumerate(every)}
        self._followed = pipeline.followed(store)
        self._held = {decision.id for decision in holding(every)}
        self._places = pipeline.anchored(store) if every else {}
        self._spans: dict[str, dict[int, Span]] = {}
        self._adrift: dict[str, dict[int, str]] = {}
        self._ruled: set[str] = set()
        for body in store.bodies("write", store.made("rulings")).values() if every else ():
            rulings = decoded(body, _Dossier, "a dossier").rulings
            self._ruled |= {decision.id for decision in rulings.decisions}
            for there in rulings.attached:
                self._spans.setdefault(there.decision, {})[there.anchor] = there.span
            for each in rulings.adrift:
                self._adrift.setdefault(each.decision, {})[each.anchor] = each.reason

    def standing(self, decision: Decision) -> Standing:
        """Whether a decision holds."""
        if decision.id not in self._held:
            return Standing(decision, "replaced")
        waits = self._number[decision.id] >= self._followed
        if decision.kind == "undo":
            return Standing(decision, "waiting" if waits else "applied")
        if decision.id in self._ruled:
            adrift = self._adrift.get(decision.id, {})
            spans = self._spans.get(decision.id, {})
            return Standing(
                decision,
                "adrift" if adrift else "applied",
                tuple(dict.fromkeys(adrift[number] for number in sorted(adrift))),
                tuple(spans[number] for number in sorted(spans)),
            )
        units = [unit for unit in self._places[decision.id] if unit is not None]
        if not units:
            return Standing(decision, "adrift", (GONE,))
        if not waits and pipeline.untold(self._store, units):
            return Standing(decision, "adrift", (_UNTOLD,))
        return Standing(decision, "waiting")


# ── what may be decided ───────────────────────────────────────────────────────────────────────────────────────────────


def _require_holding(store: Store, decision_id: str | None, kind: DecisionKind | None = None) -> None:
    """Raise InputError where a decision is to be replaced that is not there, or that holds no longer."""
    if decision_id is None:
        return
    every = store.decisions()
    found = next((each for each in every if each.id == decision_id), None)
    if found is None:
        raise InputError(f"the case has no decision {decision_id}")
    if found not in holding(every):
        raise InputError(f"decision {decision_id} holds no longer: another one took its place")
    if kind is not None and found.kind != kind:
        raise InputError(f"decision {decision_id} is of the kind {found.kind}; one of the kind {kind} is none like it")


def _require_sides(kind: DecisionKind, sides: Sequence[tuple[Span, Literal[0, 1]]]) -> None:
    there = {side for _, side in sides}
    if not sides:
        raise InputError("a decision is about passages of reports; none is given")
    if len(sides) > MOST_PASSAGES:
        raise InputError(f"{len(sides)} passages; a decision has at most {MOST_PASSAGES}")
    if not there <= {0, 1} or (kind != "apart" and there != {0}):
        raise InputError("only what is told apart has sides, 0 and 1")
    if kind == "apart" and there != {0, 1}:
        raise InputError("to tell claims apart, passages of both sides must be given")
    if kind in _OF_ONE and len(sides) > 1:
        raise InputError(f"a decision of the kind {kind} is about one passage; {len(sides)} are given")


def _require_two(ours: set[str], theirs: set[str]) -> None:
    """Raise InputError where a claim is on both sides."""
    if not ours.isdisjoint(theirs):
        raise InputError("a claim cannot be told apart from itself; passages of both sides are of one claim")


class _Case:
    """What the case says now, as far as it is asked for: the last build's dossiers, and the readings behind them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._story_of: dict[str, str] = {}
        for story in pipeline.grouping(store):
            self._story_of |= dict.fromkeys(story.reports, story.id)
        self._dossiers: dict[str, Dossier] = {}

    def report(self, report: str, span: Span) -> Report:
        """The report, in which the passage is words. Raises InputError where either is not so."""
        found = self._of(report)[0]
        if not 0 <= span.start < span.end <= len(found.text) or not found.text[span.start : span.end].strip():
            raise InputError(f"[{span.start}, {span.end}) are no words of {found.name}")
        if span.end - span.start > MOST_WORDS:
            raise InputError(f"a passage of {span.end - span.start} characters; it may have {MOST_WORDS}")
        return found

    def require(self, kind: DecisionKind, span: Span) -> None:
        """Raise InputError where what the decision is about does not stand at the passage."""
        reading = self._of(span.report)[1]
        lacks = {
            "speaker": (said_at(reading, span), "no claim and no quote"),
            "date": (date_at(reading, span), "no date"),
            "figure": (figure_at(reading, span), "no figure"),
        }
        there, what = lacks.get(kind, (True, ""))
        if not there:
            raise InputError(f"{what} was read at [{span.start}, {span.end}) of {span.report}")
        if kind in _OF_CLAIMS:
            self.claim(span)

    def claim(self, span: Span) -> Claim:
        """The claim at a passage. Raises InputError where there is none."""
        found = claim_at(self._of(span.report)[1], span)
        if found is None:
            raise InputError(f"no claim was read at [{span.start}, {span.end}) of {span.report}")
        return found

    def span(self, claim: str) -> Span:
        """The passage of a claim of a story that was asked for."""
        every = (each for dossier in self._dossiers.values() for reading in dossier.readings for each in reading.claims)
        return next(each.span for each in every if each.id == claim)

    def finding(self, finding: str) -> Finding:
        """A finding of any story. Raises InputError where there is none of that id."""
        stories = sorted(set(self._story_of.values()))
        for at in range(0, len(stories), _BATCH):
            for story, body in sorted(self._store.bodies("align", stories[at : at + _BATCH]).items()):
                if finding.encode() in body:
                    there = self._dossier(story)
                    yes = next((each for each in there.findings if each.id == finding), None) if there else None
                    if yes is not None:
                        return yes
        raise InputError(f"the case has no finding {finding}")

    def said(self, kind: DecisionKind, sides: Sequence[tuple[Span, Literal[0, 1]]], value: str) -> str:
        """What the machine says where a reader decides, in the terms of the decision's value."""
        span = sides[0][0]
        report, reading = self._machine(span.report)
        if kind == "published":
            return report.published.value or ""
        if kind in ("same", "apart"):
            return self._together(kind, sides)
        if kind == "origin":
            return value if self._counts(value, [self.claim(each).id for each, _ in sides]) else ""
        if kind == "date":
            when = date_at(reading, span)
            return when.value if when is not None else ""
        if kind == "figure":
            figure = figure_at(reading, span)
            return in_digits(figure.value) if figure is not None else ""
        if kind == "speaker":
            said = said_at(reading, span)
            return speaker_of(said) if said is not None else ""
        return ""

    def _together(self, kind: DecisionKind, sides: Sequence[tuple[Span, Literal[0, 1]]]) -> str:
        of = {claim: each.id for dossier in self._seen() for each in dossier.findings for claim in each.claims}
        found: tuple[set[str], set[str]] = (set(), set())
        for span, side in sides:
            claim = self.claim(span).id
            found[side].add(of.get(claim, claim))
        apart = found[0].isdisjoint(found[1]) if kind == "apart" else len(found[0]) > 1
        return "apart" if apart else "same"

    def _counts(self, name: str, claims: Sequence[str]) -> bool:
        origins = (origin for dossier in self._seen() for each in dossier.findings for origin in each.origins)
        return any(each.counted and each.name == name and not set(claims).isdisjoint(each.claims) for each in origins)

    def _seen(self) -> tuple[Dossier, ...]:
        return tuple(self._dossiers.values())

    def _of(self, report: str) -> tuple[Report, Reading]:
        """The report and its reading as they are shown."""
        dossier = self._dossier(self._story_of.get(report, ""))
        if dossier is None or report not in dossier.story.reports:
            raise InputError(f"no story of the case has a report {report}")
        at = dossier.story.reports.index(report)
        return dossier.reports[at], dossier.readings[at]

    def _machine(self, report: str) -> tuple[Report, Reading]:
        """The same as they are without decisions."""
        unit = self._of(report)[0].capture
        cleaned, read = (self._store.bodies(stage, [unit]).get(unit) for stage in ("clean", "read"))
        if cleaned is None or read is None:
            raise InputError(f"{report} is shown as it was before the build that is going on; decide when it has ended")
        return decoded(cleaned, Report, f"clean of {unit}"), decoded(read, Reading, f"read of {unit}")

    def _dossier(self, story: str) -> Dossier | None:
        if story not in self._dossiers:
            self._dossiers |= {each.story.id: each for each in pipeline.dossiers(self._store, [story])}
        return self._dossiers.get(story)
