"""What speaks for and against two claims of one story saying one thing: a row of numbers for each pair.

Nothing is decided here; `compare.judge` weighs the numbers. What is read from a claim (figures, days, cues, sources,
actors) comes from the reading, what is near from `compare.near`.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare import pending
from crossbearing.compare.near import Near, near
from crossbearing.compare.overview import Overview
from crossbearing.compare.values import compare
from crossbearing.records import Claim, Span

SIGNS = (
    "meaning", "words", "contained", "closeness", "lead", "same figure", "other figure", "one has a figure", "same day",
    "other day", "one is negated", "one denies", "one is pending", "one is unsure", "same source", "other source",
    "one has a source", "shared actors", "least actors shared", "other actors", "same quote", "copied", "lengths",
    "short", "places in the text",
)  # fmt: skip
"""The columns of `Evidence.table`; all are symmetric in the pair."""
_SHARE_OF_COMPANY = 0.3
_UNSURE = frozenset({"possible", "alleged", "conditional", "opinion"})
_NEGATING = frozenset("no not never nobody none nothing neither nor without cannot".split())
_ONLY = frozenset({"only", "just", "merely", "least"})
"""Words after which "not" negates nothing: "not only"."""
_MARKS = ".,;:!?()“”\"'‘’"
_QUOTE_SHARED = 0.6
"""Of the shorter quote's words, weighted by rarity, that two quotes of one utterance share at least."""


class Evidence:
    """The pairs of a story's claims that are near each other, and what is known of each pair."""

    def __init__(self, overview: Overview) -> None:
        self.overview = overview
        self.near: Near = near(overview)
        self.pairs = self.near.pairs

    @cached_property
    def table(self) -> NDArray[np.float32]:
        """One row a pair of `pairs`, one column a sign of `SIGNS`."""
        rows = [self._row(int(i), int(j)) for i, j in self.pairs]
        table = np.array(rows, dtype=np.float32).reshape(-1, len(SIGNS))
        table[:, SIGNS.index("lead")] = self.near.lead
        return table

    def of(self, i: int, j: int) -> NDArray[np.float32] | None:
        """The signs of a pair, in whichever order; None where it is not near."""
        at = self.number.get((min(i, j), max(i, j)))
        return None if at is None else self.table[at]

    @cached_property
    def number(self) -> dict[tuple[int, int], int]:
        """Pair (i < j) → its row in the table."""
        return {(int(i), int(j)): at for at, (i, j) in enumerate(self.pairs)}

    def _row(self, i: int, j: int) -> list[float]:
        overview = self.overview
        a, b = overview.claims[i], overview.claims[j]
        meaning = float(overview.vectors[i] @ overview.vectors[j])
        words, contained = overview.shared_words(i, j)
        company = float(self.near.company[i] + self.near.company[j])
        lengths = sorted(math.log(1 + len(overview.words[at])) for at in (i, j))
        return [
            meaning,
            words,
            contained,
            (meaning + words) / 2 - _SHARE_OF_COMPANY * company,
            0.0,  # the lead, which `near` knows
            *_figures(a, b),
            *_days(a, b),
            float(self.negates[i] != self.negates[j]),
            float((a.stance == "denies") != (b.stance == "denies")),
            float((self.pending[i] is None) != (self.pending[j] is None)),
            float((a.status in _UNSURE) != (b.status in _UNSURE)),
            *self._sources(i, j),
            *self._actors(i, j),
            self._quoted(i, j),
            self._copied(a, b),
            lengths[1] - lengths[0],
            lengths[0],
            abs(self._depth[i] - self._depth[j]),
        ]

    @cached_property
    def negates(self) -> list[bool]:
        """Whether each claim says "not" anywhere: of its own verb, or of who did it ("nobody", "not a single gate")."""
        return [claim.negated or _negates(self.overview.text(claim.content)) for claim in self.overview.claims]

    @cached_property
    def pending(self) -> list[str | None]:
        """How each claim tells of what is not yet so: planned, awaited, not known; None for what is told as so."""
        return [pending.why(claim, self.overview.text(claim.content)) for claim in self.overview.claims]

    # ── by whom ───────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _said_by(self) -> list[frozenset[str]]:
        known_as = self.overview.known_as
        return [
            frozenset(known_as(source) for source in (*claim.sources[:1], *claim.co_sources))
            for claim in self.overview.claims
        ]

    def _sources(self, i: int, j: int) -> tuple[float, float, float]:
        ours, theirs = self._said_by[i], self._said_by[j]
        both, same = bool(ours and theirs), bool(ours & theirs)
        return float(same), float(both and not same), float(bool(ours) != bool(theirs))

    # ── about whom ────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _about(self) -> list[frozenset[str]]:
        return [self.overview.identities_in(claim) for claim in self.overview.claims]

    @cached_property
    def _telling(self) -> dict[str, float]:
        """How much it tells that a claim names an identity, in nats."""
        counts = Counter(identity for about in self._about for identity in about)
        return {identity: math.log((len(self._about) + 1) / (count + 0.5)) for identity, count in counts.items()}

    def _weight(self, identities: frozenset[str]) -> float:
        return math.fsum(self._telling[identity] for identity in identities)

    def _actors(self, i: int, j: int) -> tuple[float, float, float]:
        ours, theirs = self._about[i], self._about[j]
        if not ours or not theirs:
            return 0.0, 0.0, 0.0
        shared = self._weight(ours & theirs)
        every, least = self._weight(ours | theirs), min(self._weight(ours), self._weight(theirs))
        return (shared / every if every else 0.0), (shared / least if least else 0.0), float(not ours & theirs)

    # ── in which words ────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _quotes(self) -> list[tuple[frozenset[str], ...]]:
        """For each claim the stems of each quote in it, as far as they stand in the claim."""
        overview = self.overview
        by_id = {quote.id: quote for reading in overview.material.readings for quote in reading.quotes}
        return [
            tuple(overview.stems(_common(by_id[quote].span, claim.content)) for quote in claim.quotes)
            for claim in overview.claims
        ]

    def _quoted(self, i: int, j: int) -> float:
        """1 where both hold a quote of the same words, whoever said them."""
        return float(any(self._one_quote(ours, theirs) for ours in self._quotes[i] for theirs in self._quotes[j]))

    def _one_quote(self, ours: frozenset[str], theirs: frozenset[str]) -> bool:
        rarity = self.overview.rarity
        least = min(math.fsum(rarity.get(stem, 0.0) for stem in side) for side in (ours, theirs))
        shared = math.fsum(rarity.get(stem, 0.0) for stem in ours & theirs)
        return len(ours & theirs) > 1 and shared >= _QUOTE_SHARED * least

    @cached_property
    def _passages(self) -> dict[tuple[str, str], list[tuple[Span, Span]]]:
        found: dict[tuple[str, str], list[tuple[Span, Span]]] = {}
        for copying in self.overview.material.copying:
            for passage in copying.passages:
                found.setdefault((passage.a.report, passage.b.report), []).append((passage.a, passage.b))
                found.setdefault((passage.b.report, passage.a.report), []).append((passage.b, passage.a))
        return found

    def _copied(self, a: Claim, b: Claim) -> float:
        """The part of both claims that stands in one copied passage, at the same place of it."""
        passages = self._passages.get((a.content.report, b.content.report), ())
        return max(
            (_parallel(a.content, x) * _parallel(b.content, y) for x, y in passages if _at_one(a, x, b, y)), default=0
        )

    @cached_property
    def _depth(self) -> list[float]:
        """How far down its report each claim stands, 0 to 1."""
        overview = self.overview
        return [claim.sentence / max(1, len(overview.reading(claim).sentences)) for claim in overview.claims]


def _negates(text: str) -> bool:
    words = [word.strip(_MARKS) for word in text.lower().replace("’", "'").split()]
    return any(
        (word in _NEGATING or word.endswith("n't")) and after not in _ONLY
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )


def _figures(a: Claim, b: Claim) -> tuple[float, float, float]:
    if not a.figures and not b.figures:
        return 0.0, 0.0, 0.0
    agreeing, differing = compare(a.figures, b.figures)
    same = any(x.value == y.value for x, y in agreeing)
    return float(same), float(bool(differing)), float((not a.figures) != (not b.figures))


def _days(a: Claim, b: Claim) -> tuple[float, float]:
    """Whether two claims that each give a date give one that may be the same."""
    pairs = [(x.value, y.value) for x in a.dates for y in b.dates]
    same = any(x.startswith(y) or y.startswith(x) for x, y in pairs)
    return float(same), float(bool(pairs) and not same)


def _common(a: Span, b: Span) -> Span:
    start = max(a.start, b.start)
    return Span(a.report, start, max(start, min(a.end, b.end)))


def _parallel(claim: Span, passage: Span) -> float:
    return max(0, min(claim.end, passage.end) - max(claim.start, passage.start)) / max(1, claim.end - claim.start)


_OUT_OF_STEP = 0.15
"""How far apart two claims may begin in a passage, as a part of it, to be the same words of it."""


def _at_one(a: Claim, x: Span, b: Claim, y: Span) -> bool:
    def begins(claim: Claim, passage: Span) -> float:
        return (max(claim.content.start, passage.start) - passage.start) / max(1, passage.end - passage.start)

    return abs(begins(a, x) - begins(b, y)) <= _OUT_OF_STEP
