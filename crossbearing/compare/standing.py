"""Whether a text still makes a claim that an earlier version of it made, or what it says in its place.

Precision goes first. A claim that moved, was reworded, split or joined still stands: its words stand together anywhere
in the later text, with its figures and names, or the judge of pairs takes a claim there for the same. It is changed
where its counterpart gives another figure, day, name or source, denies it or puts it in doubt (`compare.apart`); cut
where nothing like it is left. Where neither is sure it is said to stand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from crossbearing.compare.apart import Apart, Side, apart
from crossbearing.compare.counts import GROWING
from crossbearing.compare.edits import plain
from crossbearing.compare.overview import Overview
from crossbearing.compare.shown import sides
from crossbearing.compare.values import agree
from crossbearing.learned.pairs import JudgesPairs
from crossbearing.records import Claim, Edit, Figure, Material, Reading, Report, Span, Story, Vectors

HELD = 8
"""With how many of the later claims that are nearest a claim is held."""
MOST = 500
"""So many claims of a version, from its beginning, are looked for where their sentence is gone; a text in which more
are gone is another text, and each costs several judgements."""
_LIKELY = 60
"""Of so many that are nearest in meaning, the words are looked at."""
SAME, NOT_SAME = 0.0, -1.0
"""Log-odds, by the judge of pairs, from which two claims are one, and up to which they are not."""
ALL_OF_IT, LITTLE_OF_IT = 0.8, 0.65
"""Share of a claim's words, weighed by rarity, that stand together in the later text: it is there; it is not."""
COUNTERPART = 0.5
"""The same of what stands in its place, what sets the two apart aside."""
NEAR = 0.57
"""Cosine of a claim with a later sentence or claim from which it may be its rewording: not to be called cut."""
_A_TENTH = 0.1
_LEAST_WORDS = 2
"""Stems of a claim that can be missed: "he said" is none."""
_TYPO, _TYPO_LETTERS = 0.8, 5
"""Likeness of two words of so many letters that are one, mistyped."""


class Read(NamedTuple):
    """One version with all that was read of it."""

    report: Report
    reading: Reading
    vectors: Vectors


class Fate(NamedTuple):
    """What became of a claim that no longer stands."""

    kind: Literal["cut", "changed"]
    instead: Span | None
    """The sentence that stands in its place."""
    why: str
    detail: str
    score: float | None
    spans: tuple[Span, ...]


class _Held(NamedTuple):
    """A later claim beside an earlier one."""

    side: Side
    odds: float
    """By the judge, that they say one thing."""
    other: float
    """By the judge, that they say one thing with another value, or one denies the other; the greater."""
    share: float
    """Of the earlier one's words, what the later one has."""
    back: float
    """Of the later one's words, what the earlier one has."""


class Standing:
    """Two versions side by side. What stands in `aside` (notices) is no word of the later one's own."""

    def __init__(self, earlier: Read, later: Read, judge: JudgesPairs, aside: Sequence[Span] = ()) -> None:
        reports = (earlier, later)
        story = Story("", tuple(each.report.id for each in reports), Span(earlier.report.id, 0, 0), None, None)
        parts = [tuple(each[at] for each in reports) for at in range(3)]
        self._overview = Overview(Material(story, *parts))  # type: ignore[arg-type]
        self._shown = sides(self._overview)
        self._judge = judge
        self._earlier, self._later = earlier, later
        texts = [(s.span, s.heading) for s in later.reading.sentences if not _inside(s.span, aside)]
        self._sentences = [span for span, _ in texts]
        words = [plain(later.report.text[span.start : span.end]) for span in self._sentences]
        self._unchanged = set(words)
        self._stems = [self._overview.stems(span) for span in self._sentences]
        self._claims = [c for c in later.reading.claims if not _inside(c.content, aside)]
        self._figures = [f for f in later.reading.figures if not _inside(f.span, aside)]
        self._rows = _rows(later, aside)

    def gone(self, claims: Sequence[Claim], edits: Sequence[Edit]) -> dict[str, Fate]:
        """Of the earlier version's claims those that no longer stand, by id. `edits` lead from it to the later one."""
        open_ones = [claim for claim in claims if not self._is_there(claim)][:MOST]
        held = self._held(open_ones)
        found = ((claim, self._fate(claim, held[claim.id], edits)) for claim in open_ones)
        return {claim.id: fate for claim, fate in found if fate is not None}

    def made_again(self, claims: Sequence[Claim]) -> set[str]:
        """Ids of those that surely stand: not those of which it is not sure that they do not."""
        held = self._held(claims)
        there = {claim.id for claim in claims if self._is_there(claim)}
        return there | {claim.id for claim in claims if self._says_it(claim, held[claim.id])}

    def same(self, claim: Claim, least: float) -> Claim | None:
        """The later claim that the judge is surest says the same, with log-odds of `least` or more, and nothing sets
        apart."""
        ours = self._side(claim, self._earlier)
        sure = [each for each in self._held([claim])[claim.id] if each.odds >= least and not apart(ours, each.side)]
        return max(sure, key=lambda each: (each.odds, each.share)).side.claim if sure else None

    # ── by words ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _is_there(self, claim: Claim) -> bool:
        """Whether the claim's sentence stands unchanged somewhere, or there is too little of it to be missed."""
        sentence = self._earlier.reading.sentences[claim.sentence].span
        words = plain(self._earlier.report.text[sentence.start : sentence.end])
        return words in self._unchanged or len(self._overview.stems(claim.content)) < _LEAST_WORDS

    def _share(self, wanted: frozenset[str], there: frozenset[str]) -> float:
        """Of some stems, weighed by rarity, what stands among others; a mistyped word counts as the right one."""
        rarity = self._overview.rarity
        total = math.fsum(rarity.get(stem, 0.0) for stem in wanted)
        common = [stem for stem in wanted if stem in there or _mistyped(stem, there)]
        return math.fsum(rarity.get(stem, 0.0) for stem in common) / total if total else 0.0

    def _together(self, claim: Claim) -> float:
        """The greatest share of the claim's words in one sentence or two that follow one another, where its figures
        stand with them."""
        wanted = self._overview.stems(claim.content)
        best = 0.0
        for at, stems in enumerate(self._stems):
            for last in (at, at + 1):
                if last >= len(self._stems):
                    continue
                there = stems if last == at else stems | self._stems[last]
                if len(wanted & there) * 2 >= len(wanted):
                    share = self._share(wanted, there)
                    if share > best and self._has_figures(claim, self._sentences[at].start, self._sentences[last].end):
                        best = share
        return best

    def _has_figures(self, claim: Claim, start: int, end: int) -> bool:
        there = [f for f in self._later.reading.figures if start <= f.span.start < end]
        return all(any(f.value == g.value or (f.unit == g.unit and agree(f, g)) for g in there) for f in claim.figures)

    def _lost_figure(self, claim: Claim) -> Apart | None:
        """A figure of the claim that the later version does not give, not even about; a count that grew is no loss."""
        for figure in claim.figures:
            if figure.value != 1 and not any(_gives(other, figure) for other in self._figures):
                return Apart(
                    "figure", f"{figure.value:,g} {figure.unit or figure.of or ''}".strip() + " then, not given now"
                )
        return None

    def _meaning(self, claim: Claim) -> float:
        """Cosine with what in the later version is nearest in meaning."""
        at = next(place for place, each in enumerate(self._earlier.reading.claims) if each.id == claim.id)
        row = np.frombuffer(self._earlier.vectors.claims, "<f4").reshape(-1, self._earlier.vectors.dim)[at]
        return float((self._rows @ row).max(initial=0))

    # ── claim by claim ────────────────────────────────────────────────────────────────────────────────────────────────

    def _held(self, claims: Sequence[Claim]) -> dict[str, list[_Held]]:
        """For each claim the later ones that are nearest, with what the judge says of each two."""
        overview, number = self._overview, self._overview.number
        later = [number[claim.id] for claim in self._claims]
        pairs: list[tuple[int, int]] = []
        for claim in claims if later else ():
            at = number[claim.id]
            near = np.round(overview.vectors[later] @ overview.vectors[at], 4)
            likely = np.argsort(-near, kind="stable")[:_LIKELY].tolist()
            alike = [
                (-near[place] - self._share(overview.words[at], overview.words[later[place]]), place)
                for place in likely
            ]
            pairs += [(at, later[place]) for _, place in sorted(alike)[:HELD]]
        odds = self._judge.judge(self._shown, np.array(pairs, dtype=np.int64).reshape(-1, 2))
        held: dict[str, list[_Held]] = {claim.id: [] for claim in claims}
        for (at, other), (same, *else_) in zip(pairs, odds.tolist(), strict=True):
            ours, theirs = overview.claims[at], overview.claims[other]
            share = self._share(overview.words[at], overview.words[other])
            back = self._share(overview.words[other], overview.words[at])
            held[ours.id].append(_Held(self._side(theirs, self._later), same, max(else_), share, back))
        return held

    def _side(self, claim: Claim, of: Read) -> Side:
        sentence = of.reading.sentences[claim.sentence]
        text = of.report.text
        return Side(
            claim=claim,
            words=text[claim.content.start : claim.content.end],
            sentence=text[sentence.span.start : sentence.span.end],
            heading=sentence.heading,
        )

    def _fate(self, claim: Claim, held: Sequence[_Held], edits: Sequence[Edit]) -> Fate | None:
        nearest = self._nearest(claim, held)
        if nearest is not None:
            each, found = nearest
            if found is None:
                return None
            if self._stood(each):
                detail = "what comes nearest to it stood beside it before"
                return Fate("cut", None, "cut", detail, round(each.share, 3), (claim.content,))
            place = self._later.reading.sentences[each.side.claim.sentence].span
            spans = (claim.content, each.side.claim.content)
            return Fate("changed", place, found.name, found.detail, round(each.share, 3), spans)
        together = self._together(claim)
        if together >= LITTLE_OF_IT or any(each.odds > NOT_SAME for each in held):
            return None
        detail = f"no sentence has more than {max((together, *(each.share for each in held))):.0%} of its words"
        instead = _in_its_place(claim, edits)
        if instead is not None:
            return Fate("changed", instead.after, "reads otherwise", detail, None, (claim.content, *instead.won))
        meaning = self._meaning(claim)
        return None if meaning >= NEAR else Fate("cut", None, "cut", detail, round(meaning, 3), (claim.content,))

    def _says_it(self, claim: Claim, held: Sequence[_Held]) -> bool:
        nearest = self._nearest(claim, held)
        return nearest is not None and nearest[1] is None

    def _nearest(self, claim: Claim, held: Sequence[_Held]) -> tuple[_Held, Apart | None] | None:
        """The later claim that is the earlier one or stands in its place, and what sets the two apart, if anything."""
        ours, lost = self._side(claim, self._earlier), self._lost_figure(claim)
        what = [(each, apart(ours, each.side) or lost) for each in held]
        for each, found in what:
            if each.share >= ALL_OF_IT and found is None:
                return each, None
        denials = [pair for pair in what if _newly_denied(ours, pair[0])]
        related = denials or [pair for pair in what if self._is_counterpart(ours, *pair)]
        new = [pair for pair in related if pair[1] is None or not self._stood(pair[0])]
        return max(new or related, key=lambda pair: pair[0].share + 0.1 * pair[0].odds, default=None)

    def _stood(self, each: _Held) -> bool:
        """Whether the later claim's sentence is in the earlier version, word for word: so it took nobody's place."""
        return each.side.sentence in self._earlier.report.text

    def _is_counterpart(self, ours: Side, each: _Held, found: Apart | None) -> bool:
        """Whether a later claim says the same, or would but for what sets the two apart. A headline tells too little to
        stand for what the text said."""
        if each.side.heading and not ours.heading and each.share < COUNTERPART:
            return False
        return each.odds >= SAME or (found is not None and (each.other >= SAME or each.share >= COUNTERPART))


def _newly_denied(ours: Side, each: _Held) -> bool:
    """Whether a later claim denies the earlier one, in most of its words or of its own."""
    return ours.claim.stance == "asserts" != each.side.claim.stance and max(each.share, each.back) >= COUNTERPART


def _gives(there: Figure, figure: Figure) -> bool:
    """Whether a figure stands for another: the same, rounded to a tenth, or a count that has grown since."""
    grown = figure.of in GROWING and figure.of == there.of and there.value > figure.value
    return grown or abs(there.value - figure.value) <= _A_TENTH * abs(figure.value)


def _rows(read: Read, aside: Sequence[Span]) -> NDArray[np.float32]:
    """Unit rows of a version's sentences and claims."""
    spans = [sentence.span for sentence in read.reading.sentences] + [claim.content for claim in read.reading.claims]
    rows = np.frombuffer(read.vectors.sentences + read.vectors.claims, "<f4").reshape(-1, read.vectors.dim)
    return rows[[not _inside(span, aside) for span in spans]]


def _in_its_place(claim: Claim, edits: Sequence[Edit]) -> Edit | None:
    """The change in which the claim's words were lost for others."""
    for edit in edits:
        if edit.kind == "changed" and edit.before is not None and _inside(claim.content, (edit.before,)) and edit.won:
            lost = any(span.start < claim.content.end and claim.content.start < span.end for span in edit.lost)
            return edit if lost else None
    return None


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _mistyped(stem: str, there: frozenset[str]) -> bool:
    if len(stem) < _TYPO_LETTERS or not stem.isalpha():
        return False
    return any(
        len(other) >= _TYPO_LETTERS and other[0] == stem[0] and Indel.normalized_similarity(stem, other) >= _TYPO
        for other in there
    )
