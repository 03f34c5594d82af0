"""What speaks for and against two claims of one story saying one thing: a row of numbers for each near pair.

Nothing is decided here; `compare.judge` weighs the numbers. What is read from a claim (figures, days, cues, sources,
actors) comes from the reading, what is near from `compare.near`. A story of hundreds of reports has tens of thousands
of near pairs: numbers are taken for all of them at once, and what must be gone through in detail (sets of names, lists
of figures) is gone through once for each two that differ.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.evidence import JUDGED, OF_TWO, SIGNS
from crossbearing.compare.near import Near
from crossbearing.compare.overview import Overview
from crossbearing.compare.products import products
from crossbearing.compare.values import compare
from crossbearing.learned.pairs import JudgesPairs
from crossbearing.learned.sides import Side
from crossbearing.records import Figure, Span

_SHARE_OF_COMPANY = 0.3
_UNSURE = frozenset({"possible", "alleged", "conditional", "opinion"})
_QUOTE_SHARED = 0.6
"""Of the shorter quote's words, weighted by rarity, that two quotes of one utterance share at least."""
_OUT_OF_STEP = 0.15
"""How far apart two claims may begin in a passage, as a part of it, to be the same words of it."""

Pairs = NDArray[np.int64]
Column = NDArray[np.float64]
Columns = Mapping[str, Column]


class Signs:
    """One story's claims, while its near pairs are given their signs."""

    def __init__(self, overview: Overview, found: Near, sides: Sequence[Side], judge: JudgesPairs) -> None:
        self._overview = overview
        self._near = found
        self._sides = sides
        self._judge = judge

    def of_two(self, pairs: Pairs) -> NDArray[np.float32]:
        """The signs of `OF_TWO` for any pairs (m × 2): what two claims have by themselves."""
        judged = dict(zip(JUDGED, self._judge.judge(self._sides, pairs).T, strict=True))
        return _side_by_side(OF_TWO, {**self._figures(pairs), **self._days(pairs), **self._cues(pairs), **judged})

    def table(self, of_two: NDArray[np.float32]) -> NDArray[np.float32]:
        """All signs of all near pairs, given those of `OF_TWO`: one row a pair, one column a sign of `SIGNS`."""
        pairs = self._near.pairs
        return _side_by_side(
            SIGNS,
            {
                **{sign: of_two[:, at] for at, sign in enumerate(OF_TWO)},
                **self._likeness(pairs),
                **self._sources(pairs),
                **self._actors(pairs),
                **self._build(pairs),
                "lead": self._near.lead,
                "same quote": self._quoted(pairs),
                "copied": self._copied(pairs),
            },
        )

    # ── of the two alone ──────────────────────────────────────────────────────────────────────────────────────────────

    def _figures(self, pairs: Pairs) -> Columns:
        claims = self._overview.claims

        def differ(i: int, j: int) -> tuple[float, ...]:
            ours, theirs = claims[i].figures, claims[j].figures
            if not ours and not theirs:
                return 0.0, 0.0, 0.0
            agreeing, differing = compare(ours, theirs)
            same = any(x.value == y.value for x, y in agreeing)
            return float(same), float(bool(differing)), float((not ours) != (not theirs))

        signs = ("same figure", "other figure", "one has a figure")
        return _once_each(pairs, [_told(claim.figures) for claim in claims], differ, signs)

    def _days(self, pairs: Pairs) -> Columns:
        """Whether two claims that each give a date give one that may be the same."""
        days = [tuple(when.value for when in claim.dates) for claim in self._overview.claims]

        def differ(i: int, j: int) -> tuple[float, ...]:
            both = [(x, y) for x in days[i] for y in days[j]]
            same = any(x.startswith(y) or y.startswith(x) for x, y in both)
            return float(same), float(bool(both) and not same)

        return _once_each(pairs, days, differ, ("same day", "other day"))

    def _cues(self, pairs: Pairs) -> Columns:
        overview = self._overview
        return {
            "one is negated": _one_alone(pairs, overview.negates),
            "one denies": _one_alone(pairs, [claim.stance == "denies" for claim in overview.claims]),
            "one is pending": _one_alone(pairs, [why is not None for why in overview.pending]),
            "one is unsure": _one_alone(pairs, [claim.status in _UNSURE for claim in overview.claims]),
        }

    # ── how near ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _likeness(self, pairs: Pairs) -> Columns:
        vectors, company = self._overview.vectors, self._near.company
        meaning = products(vectors, pairs[:, 0], pairs[:, 1]).astype(np.float64)
        words, contained = self._overview.shared_words(pairs)
        beside = (company[pairs[:, 0]] + company[pairs[:, 1]]).astype(np.float64)
        closeness = (meaning + words) / 2 - _SHARE_OF_COMPANY * beside
        return {"meaning": meaning, "words": words, "contained": contained, "closeness": closeness}

    # ── by whom ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sources(self, pairs: Pairs) -> Columns:
        known_as, claims = self._overview.known_as, self._overview.claims
        said_by = [
            frozenset(known_as(source) for source in (*claim.sources[:1], *claim.co_sources)) for claim in claims
        ]

        def differ(i: int, j: int) -> tuple[float, ...]:
            ours, theirs = said_by[i], said_by[j]
            both, same = bool(ours and theirs), bool(ours & theirs)
            return float(same), float(both and not same), float(bool(ours) != bool(theirs))

        return _once_each(pairs, said_by, differ, ("same source", "other source", "one has a source"))

    # ── about whom ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _actors(self, pairs: Pairs) -> Columns:
        about = [self._overview.identities_in(claim) for claim in self._overview.claims]
        counts = Counter(identity for each in about for identity in each)
        # how much it tells that a claim names an identity, in nats
        telling = {identity: math.log((len(about) + 1) / (count + 0.5)) for identity, count in counts.items()}

        def weight(identities: Iterable[str]) -> float:
            return math.fsum(telling[identity] for identity in identities)

        def differ(i: int, j: int) -> tuple[float, ...]:
            ours, theirs = about[i], about[j]
            if not ours or not theirs:
                return 0.0, 0.0, 0.0
            shared = weight(ours & theirs)
            every, least = weight(ours | theirs), min(weight(ours), weight(theirs))
            return (shared / every if every else 0.0), (shared / least if least else 0.0), float(not ours & theirs)

        return _once_each(pairs, about, differ, ("shared actors", "least actors shared", "other actors"))

    # ── in which words ────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _quotes(self) -> list[tuple[frozenset[str], ...]]:
        """For each claim the stems of each quote in it, as far as they stand in the claim."""
        overview = self._overview
        by_id = {quote.id: quote for reading in overview.material.readings for quote in reading.quotes}
        return [
            tuple(overview.stems(_common(by_id[quote].span, claim.content)) for quote in claim.quotes)
            for claim in overview.claims
        ]

    def _quoted(self, pairs: Pairs) -> Column:
        """1 where both hold a quote of the same words, whoever said them."""
        quotes = self._quotes

        def one(i: int, j: int) -> tuple[float, ...]:
            return (float(any(self._one_quote(ours, theirs) for ours in quotes[i] for theirs in quotes[j])),)

        return _once_each(pairs, quotes, one, ("same quote",))["same quote"]

    def _one_quote(self, ours: frozenset[str], theirs: frozenset[str]) -> bool:
        rarity = self._overview.rarity
        least = min(math.fsum(rarity.get(stem, 0.0) for stem in side) for side in (ours, theirs))
        shared = math.fsum(rarity.get(stem, 0.0) for stem in ours & theirs)
        return len(ours & theirs) > 1 and shared >= _QUOTE_SHARED * least

    def _copied(self, pairs: Pairs) -> Column:
        """The part of both claims that stands in one copied passage, at the same place of it."""
        overview = self._overview
        number = {report.id: at for at, report in enumerate(overview.material.reports)}
        passages = np.array(
            [
                (number[p.a.report] * len(number) + number[p.b.report], p.a.start, p.a.end, p.b.start, p.b.end)
                for copying in overview.material.copying
                for p in copying.passages
            ],
            dtype=np.int64,
        ).reshape(-1, 5)
        passages = passages[np.argsort(passages[:, 0], kind="stable")]
        reports = overview.report_numbers
        # the lesser number is the lesser report id, as in a passage
        between = reports[pairs[:, 0]] * len(number) + reports[pairs[:, 1]]
        first = np.searchsorted(passages[:, 0], between)
        times = np.searchsorted(passages[:, 0], between, side="right") - first
        row = np.repeat(np.arange(len(pairs)), times)
        passage = passages[np.arange(len(row)) + np.repeat(first - (np.cumsum(times) - times), times)]
        spans = np.array([(claim.content.start, claim.content.end) for claim in overview.claims], dtype=np.int64)
        begins_a, part_a = _lies(spans[pairs[row, 0]], passage[:, 1:3])
        begins_b, part_b = _lies(spans[pairs[row, 1]], passage[:, 3:5])
        copied = np.zeros(len(pairs))
        np.maximum.at(copied, row, np.where(np.abs(begins_a - begins_b) <= _OUT_OF_STEP, part_a * part_b, 0.0))
        return copied

    # ── of what build ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self, pairs: Pairs) -> Columns:
        """How long they are, and how far down their reports they stand (0 to 1)."""
        overview = self._overview
        length = np.array([math.log(1 + len(stems)) for stems in overview.words])[pairs]
        sentences = [len(overview.reading(claim).sentences) for claim in overview.claims]
        depth = np.array([c.sentence / max(1, of) for c, of in zip(overview.claims, sentences, strict=True)])[pairs]
        return {
            "lengths": length.max(axis=1) - length.min(axis=1),
            "short": length.min(axis=1),
            "places in the text": np.abs(depth[:, 0] - depth[:, 1]),
        }


def _side_by_side(signs: Sequence[str], columns: Mapping[str, NDArray[np.floating]]) -> NDArray[np.float32]:
    return np.stack([columns[sign].astype(np.float32) for sign in signs], axis=1)


def _once_each(
    pairs: Pairs, of_each: Sequence[Hashable], differ: Callable[[int, int], tuple[float, ...]], signs: Sequence[str]
) -> Columns:
    """What `differ` says of each pair of claims, asked once for all pairs of which `of_each` holds the same two."""
    kinds: dict[Hashable, int] = {}
    kind = np.array([kinds.setdefault(each, len(kinds)) for each in of_each], dtype=np.int64)
    two = kind[pairs[:, 0]] * len(kinds) + kind[pairs[:, 1]]
    _, first, of = np.unique(two, return_index=True, return_inverse=True)
    told = np.array([differ(i, j) for i, j in pairs[first].tolist()], dtype=np.float64).reshape(-1, len(signs))
    return {sign: told[of, at] for at, sign in enumerate(signs)}


def _one_alone(pairs: Pairs, holds: Sequence[bool]) -> Column:
    each = np.array(holds, dtype=np.float64)
    return np.abs(each[pairs[:, 0]] - each[pairs[:, 1]])


def _told(figures: Sequence[Figure]) -> tuple[tuple[object, ...], ...]:
    """All of a claim's figures that a comparison looks at: of where they stand, only which stand at one place."""
    places = [figure.span for figure in figures]
    return tuple((f.value, f.low, f.high, f.unit, f.of, f.hedge, places.index(f.span)) for f in figures)


def _common(a: Span, b: Span) -> Span:
    start = max(a.start, b.start)
    return Span(a.report, start, max(start, min(a.end, b.end)))


def _lies(claims: NDArray[np.int64], passages: NDArray[np.int64]) -> tuple[Column, Column]:
    """Where in its passage each claim begins, as a part of it; and the part of the claim that stands in it."""
    (start, end), (opens, closes) = claims.T, passages.T
    begins = (np.maximum(start, opens) - opens) / np.maximum(1, closes - opens)
    part = np.maximum(0, np.minimum(end, closes) - np.maximum(start, opens)) / np.maximum(1, end - start)
    return begins, part
