"""What a reader's judgement would change most: the questions of a story, the one most worth an answer first.

A question's worth is the chance that the machine has it wrong, times what an answer would change: the sampling of
expected model change (Settles, "Active Learning Literature Survey", 2009, section 3.3), with the judge's own log-odds
for the chance. What would change is counted in outlets and origins that come to a finding or leave it, on a scale of
doublings, so that one large finding does not fill the list.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from crossbearing.compare.alignment import weighed
from crossbearing.compare.evidence import Evidence
from crossbearing.compare.overview import Overview
from crossbearing.compare.settled import Settled, of_story
from crossbearing.decided import opening
from crossbearing.records import (
    Claim,
    Decision,
    Dossier,
    Finding,
    Material,
    Origin,
    PairSigns,
    Quote,
    Record,
    Span,
    content_id,
)

QuestionKind = Literal["join", "member", "origin", "speaker", "published"]
"""What is asked, and what the answers are:

    join       two passages of two findings: do they say one thing? "same" or "apart"
    member     a passage of a finding and the one that words it: do they say one thing? "same" or "apart"
    origin     a passage that is an outlet's own word beside named sources: does it add to them? "origin": it does not
    speaker    a quote of whose speaker nothing is known: whose word is it? "speaker", by `names`
    published  a report whose dates differ: when was it published? "published", by `names`
"""
_LEAST_CHANCE = 0.02
"""What the judge is surer of is not asked."""
_NO_SPEAKER = 0.5
"""How often somebody is named after all where no speaker was found; and how often an outlet that says in its own voice
what named sources say has it from them; and how often another of several dates is the day of publication. Guesses,
which only put the kinds of questions in an order."""
_OWN_VOICE = 0.25
_OTHER_DAY = 0.2
_MOST_NAMES = 8


class Effect(Record, frozen=True):
    """What an answer that differs from the machine's would change, in numbers of outlets and counted origins."""

    outlets: int
    """Outlets that come to a finding, leave it, or carry what is asked about."""
    origins: int
    """Counted origins that come or go."""
    before: tuple[int, ...] = ()
    """How many counted origins the findings have that it is about."""


class Question(Record, frozen=True):
    """Something that a reader can judge in a moment."""

    id: str
    """Hash of its kind and passages."""
    kind: QuestionKind
    passages: tuple[Span, ...]
    """One or two, to be shown."""
    findings: tuple[str, ...]
    machine: str
    """What the machine says, in the terms of `Decision.value`; of join and member "apart" and "same"."""
    chance: float
    """How likely it is that the machine has it wrong, 0 to 1."""
    effect: Effect
    worth: float
    names: tuple[str, ...] = ()
    """What may be answered, where that is no yes or no; of an origin, its name."""
    about: tuple[Span, ...] = ()
    """What a decision is about: `passages` but of an origin, whose own they are."""


def questions(dossier: Dossier, pairs: PairSigns | None, decisions: Sequence[Decision]) -> tuple[Question, ...]:
    """All questions of a story, those worth most first.

    `decisions` are those that hold; what they settle, by themselves or together (A is B, B is C), is not asked. `pairs`
    are the near pairs that the findings were made of; without them, or with those of other claims (they are made before
    the findings, and a build may be under way), no question joins findings.
    """
    asking = _Asking(dossier, of_story(dossier, decisions))
    every = [*asking.members(), *asking.origins(), *asking.speakers(), *asking.days()]
    if pairs is not None:
        every += asking.joins(pairs)
    return tuple(sorted(every, key=lambda each: (-each.worth, each.id)))


class _Between(NamedTuple):
    """The pair of claims that is nearest between two findings."""

    odds: float
    i: int
    j: int


class _Asking:
    """One story, while its questions are found."""

    def __init__(self, dossier: Dossier, settled: Settled) -> None:
        self._dossier = dossier
        self._settled = settled
        self._claims = {claim.id: claim for reading in dossier.readings for claim in reading.claims}
        self._outlets = {report.id: report.outlet or report.name for report in dossier.reports}
        self._shown = tuple(each for each in dossier.findings if each.id not in dossier.hidden)

    def joins(self, pairs: PairSigns) -> Iterator[Question]:
        """Of each two findings that have near claims, whether their nearest say one thing."""
        overview = Overview(without_vectors(self._dossier))
        if pairs.claims != tuple(claim.id for claim in overview.claims):
            return
        evidence = Evidence(overview, pairs)
        related = self._related()
        finding_of = {overview.number[claim]: each for each in self._shown for claim in each.claims}
        nearest: dict[tuple[str, str], _Between] = {}
        for (i, j), odds in zip(evidence.pairs.tolist(), weighed(evidence).tolist(), strict=True):
            one, other = finding_of.get(i), finding_of.get(j)
            if one is None or other is None or one.id == other.id:
                continue
            key = (min(one.id, other.id), max(one.id, other.id))
            if key not in nearest or odds > nearest[key].odds:
                nearest[key] = _Between(odds, i, j)
        for key, between in nearest.items():
            a, b = overview.claims[between.i], overview.claims[between.j]
            chance = likely(between.odds) * (1 - related.get(key, 0.0))
            yield from self._pair(a, b, (finding_of[between.i], finding_of[between.j]), chance)

    def _related(self) -> dict[tuple[str, str], float]:
        """Two findings → how sure it is that one denies, contradicts or updates the other: then they are not one."""
        scores: dict[tuple[str, str], float] = {}
        for each in self._dossier.relations:
            key = (min(each.from_id, each.to_id), max(each.from_id, each.to_id))
            scores[key] = max(each.score, scores.get(key, 0.0))
        return scores

    def _pair(self, a: Claim, b: Claim, findings: tuple[Finding, Finding], chance: float) -> Iterator[Question]:
        if chance < _LEAST_CHANCE or self._settled.pair(a.id, b.id):
            return
        lesser, greater = sorted(findings, key=lambda each: (each.independent, len(each.outlets), each.id))
        effect = Effect(len(lesser.outlets), lesser.independent, (greater.independent, lesser.independent))
        yield _question("join", (a.span, b.span), findings, "apart", chance, effect)

    def members(self) -> Iterator[Question]:
        """Of each finding's claims, whether they say what its wording says, by the reasons that the finding gives."""
        at = {claim.span: claim for claim in self._claims.values()}
        for finding in self._shown:
            for reason in finding.reasons:
                if reason.score is None or len(reason.spans) < 2 or not set(reason.spans[:2]) <= at.keys():
                    continue
                wording, claim = (at[span] for span in reason.spans[:2])
                chance = likely(-reason.score)
                if chance < _LEAST_CHANCE or self._settled.pair(wording.id, claim.id):
                    continue
                effect = self._without(finding, claim)
                yield _question("member", (claim.span, wording.span), (finding,), "same", chance, effect)

    def _without(self, finding: Finding, claim: Claim) -> Effect:
        """What a finding loses with one of its claims."""
        rest = [self._claims[each].span.report for each in finding.claims if each != claim.id]
        leaves = self._outlets[claim.span.report] not in {self._outlets[report] for report in rest}
        lost = sum(origin.counted and origin.claims == (claim.id,) for origin in finding.origins)
        return Effect(int(leaves), lost, (finding.independent,))

    def origins(self) -> Iterator[Question]:
        """Of each outlet that says in its own voice what named sources say, whether it adds to their word."""
        for finding in self._shown:
            named = [each for each in finding.origins if each.counted and each.kind != "outlet"]
            own = [each for each in finding.origins if each.counted and each.kind == "outlet"]
            for origin in own if named else ():
                spans = self._spans(origin)
                if not self._settled.origin(origin.name, origin.claims):
                    effect, shown = Effect(0, 1, (finding.independent,)), (spans[0], finding.wording)
                    asked = _question("origin", shown, (finding,), "", _OWN_VOICE, effect, (origin.name,))
                    yield msgspec.structs.replace(asked, about=tuple(spans))

    def speakers(self) -> Iterator[Question]:
        """Of each thing quoted whose speaker was not found in some report, whose word it is."""
        quotes = {quote.id: quote for reading in self._dossier.readings for quote in reading.quotes}
        for utterance in self._dossier.utterances:
            every = [quotes[each] for each in utterance.quotes if each in quotes]
            lost = [each for each in every if each.speaker is None and not self._settled.at("speaker", each.span)]
            if lost:
                carried = len({self._outlets[each.span.report] for each in every})
                names = self._who(utterance.speaker, lost[0])
                effect = Effect(carried, 0)
                yield _question("speaker", (lost[0].span,), (), "", _NO_SPEAKER, effect, names)

    def _who(self, known: str | None, quote: Quote) -> tuple[str, ...]:
        """Who may have said a quote: whoever another report gives, then those named nearest before and after it."""
        reading = next(each for each in self._dossier.readings if each.report == quote.span.report)
        people = [each for each in reading.actors if each.kind in ("person", "organisation")]
        people.sort(key=lambda each: (abs(each.span.start - quote.span.start), each.span))
        return tuple(dict.fromkeys([*([known] if known else ()), *(each.name for each in people)]))[:_MOST_NAMES]

    def days(self) -> Iterator[Question]:
        """Of each report whose page gives several days of publication, which it is."""
        for report in self._dossier.reports:
            found = report.published.candidates
            days = tuple(dict.fromkeys(each.value for each in found if each.kind == "published"))
            if len(days) > 1 and not self._settled.report("published", report.id):
                about = tuple(each for each in self._shown if self._hangs(each, report.id, report.published.value))
                effect = Effect(1, len(about))
                yield _question(
                    "published", (opening(report),), about, report.published.value or "", _OTHER_DAY, effect, days
                )

    def _hangs(self, finding: Finding, report: str, day: str | None) -> bool:
        """Whether a finding's first or last day is that of a report that is in it."""
        return day in (finding.first, finding.last) and any(
            self._claims[claim].span.report == report for claim in finding.claims
        )

    def _spans(self, origin: Origin) -> list[Span]:
        return sorted(self._claims[claim].span for claim in origin.claims)


def _question(  # noqa: PLR0913, PLR0917 - the fields of a question, of which two are worked out here
    kind: QuestionKind,
    passages: tuple[Span, ...],
    findings: Iterable[Finding],
    machine: str,
    chance: float,
    effect: Effect,
    names: tuple[str, ...] = (),
) -> Question:
    key = content_id("q", kind, *(f"{span.report}:{span.start}-{span.end}" for span in passages), *names[:1])
    worth = chance * math.log2(2 + effect.outlets + effect.origins)
    about = tuple(each.id for each in findings)
    return Question(key, kind, passages, about, machine, round(chance, 4), effect, round(worth, 4), names, passages)


def without_vectors(dossier: Dossier) -> Material:
    """What is compared in a story, for all that asks for no vectors."""
    return Material(dossier.story, dossier.reports, dossier.readings, (), dossier.copying, dossier.identities)


def likely(odds: float) -> float:
    """Log-odds (nats) as a chance."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))
