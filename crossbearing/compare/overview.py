"""A story laid out for comparing: every claim with its report, words, numbers and actors, in one fixed order."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare import pending
from crossbearing.compare.negation import negates
from crossbearing.records import Actor, Claim, Identity, Material, Reading, Report, Source, Span

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_STOPWORDS = frozenset(
    "a an the of to in on at for from by with and or but as is are was were be been being has have had it its his her"
    " their they he she that this which who whom will would said says say after before while also not".split()
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A crude common form for the inflections of one word ("attacks", "attacked" → "attack"), in lower case."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def terms(text: str) -> list[str]:
    """Stems of the words of a text, without the commonest."""
    return [stem(m[0]) for m in _WORD.finditer(text) if m[0].lower() not in _STOPWORDS]


_PRIOR_CLAIMS = 20
"""A story's mean is shrunk as by so many more claims of mean zero: two claims have no mean to speak of."""


class Place(NamedTuple):
    """Where a claim stands: number of its report within the story, and of the claim within its reading."""

    report: int
    claim: int


class Postings(NamedTuple):
    """The claims' stems as numbers, in the order of claims and stems."""

    stems: tuple[str, ...]
    weights: NDArray[np.float64]
    """Rarity of each stem."""
    begins: NDArray[np.int64]
    """Where each claim's stems begin in `keys`, and where the last's end."""
    keys: NDArray[np.int64]
    """claim · number of stems + stem"""
    norms: NDArray[np.float64]
    """For each claim the length of its words' vector, and their sum, both in nats of rarity."""
    sums: NDArray[np.float64]


class Overview:
    """Read-only look-ups over one `Material`; claims are numbered in the order of (report id, place in the text)."""

    def __init__(self, material: Material) -> None:
        self.material = material
        order = sorted(range(len(material.reports)), key=lambda number: material.reports[number].id)
        self.places = tuple(Place(r, c) for r in order for c in range(len(material.readings[r].claims)))
        self.claims: tuple[Claim, ...] = tuple(material.readings[r].claims[c] for r, c in self.places)
        self.number = {claim.id: at for at, claim in enumerate(self.claims)}
        self._report = {report.id: report for report in material.reports}

    def report(self, claim: Claim) -> Report:
        return self._report[claim.span.report]

    def report_of(self, report: str) -> Report:
        return self._report[report]

    def reading(self, claim: Claim) -> Reading:
        return self.material.readings[self.places[self.number[claim.id]].report]

    def text(self, span: Span) -> str:
        return self._report[span.report].text[span.start : span.end]

    @cached_property
    def report_numbers(self) -> NDArray[np.int64]:
        """For each claim the number of its report."""
        return np.array([place.report for place in self.places], dtype=np.int64)

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """One unit row a claim: the claim and half of its sentence, less the story's mean.

        What all claims of a story share (its actors, its place) says nothing about which of them agree; taking the
        mean away leaves what sets them apart (the first step of Mu & Viswanath, "All-but-the-top", 2018).
        """
        rows = []
        for r, c in self.places:
            given = self.material.vectors[r]
            claims = np.frombuffer(given.claims, "<f4").reshape(-1, given.dim)
            sentences = np.frombuffer(given.sentences, "<f4").reshape(-1, given.dim)
            rows.append(claims[c] + 0.5 * sentences[self.material.readings[r].claims[c].sentence])
        matrix = unit(np.array(rows, dtype=np.float32))
        return unit(matrix - matrix.sum(axis=0) / np.float32(len(matrix) + _PRIOR_CLAIMS))

    @cached_property
    def rarity(self) -> dict[str, float]:
        """Inverse document frequency of each stem, the story's own sentences being the documents."""
        seen: Counter[str] = Counter()
        total = 0
        for report, reading in zip(self.material.reports, self.material.readings, strict=True):
            for sentence in reading.sentences:
                total += 1
                seen.update(set(terms(report.text[sentence.span.start : sentence.span.end])))
        return {word: math.log((total + 1) / (count + 0.5)) for word, count in seen.items()}

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The stems of each claim."""
        return tuple(self.stems(claim.content) for claim in self.claims)

    def stems(self, span: Span) -> frozenset[str]:
        """The stems of a passage."""
        return frozenset(terms(self.text(span)))

    def shared_words(self, pairs: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For pairs of claims (m × 2) the cosine of their words, weighted by rarity; and the part of the lesser claim's
        that both have."""
        postings = self.postings
        width = max(1, len(postings.stems))
        i, j = pairs.T
        lengths = postings.begins[i + 1] - postings.begins[i]
        row = np.repeat(np.arange(len(pairs)), lengths)
        at = np.arange(len(row)) + np.repeat(postings.begins[i] - (np.cumsum(lengths) - lengths), lengths)
        stems = postings.keys[at] % width
        wanted = j[row] * width + stems
        found = np.minimum(np.searchsorted(postings.keys, wanted), max(0, len(postings.keys) - 1))
        both = np.flatnonzero(postings.keys[found] == wanted)
        row, weights = row[both], postings.weights[stems[both]]
        shared, squares = (np.bincount(row, each, len(pairs)) for each in (weights, weights * weights))
        norms, sums = postings.norms[i] * postings.norms[j], np.minimum(postings.sums[i], postings.sums[j])
        return squares / np.where(norms > 0, norms, 1), shared / np.where(sums > 0, sums, 1)

    @cached_property
    def postings(self) -> Postings:
        """Which stems each claim has."""
        stems = sorted({stem for words in self.words for stem in words})
        number = {stem: at for at, stem in enumerate(stems)}
        weights = [self.rarity.get(stem, 0.0) for stem in stems]
        rows = [sorted(number[stem] for stem in words) for words in self.words]
        width = len(stems)
        return Postings(
            stems=tuple(stems),
            weights=np.array(weights),
            begins=np.cumsum([0, *(len(row) for row in rows)]),
            keys=np.array([at * width + stem for at, row in enumerate(rows) for stem in row], dtype=np.int64),
            norms=np.array([math.sqrt(sum(weights[stem] * weights[stem] for stem in row)) for row in rows]),
            sums=np.array([sum(weights[stem] for stem in row) for row in rows]),
        )

    @cached_property
    def negates(self) -> tuple[bool, ...]:
        """Whether each claim says "not" anywhere."""
        return tuple(negates(claim, self.text(claim.content)) for claim in self.claims)

    @cached_property
    def pending(self) -> tuple[str | None, ...]:
        """How each claim tells of what is not yet so: planned, awaited, not known; None for what is told as so."""
        return tuple(pending.why(claim, self.text(claim.content)) for claim in self.claims)

    @cached_property
    def identity_of_actor(self) -> dict[str, Identity]:
        return {mention: identity for identity in self.material.identities for mention in identity.mentions}

    def identities_in(self, claim: Claim) -> frozenset[str]:
        """Ids of those whom a claim names, or means by a pronoun or an office."""
        content, reading = claim.content, self.reading(claim)
        meant = [
            each.actor
            for each in reading.coreferences
            if content.start <= each.span.start and each.span.end <= content.end
        ]
        known = (self.identity_of_actor.get(actor) for actor in (*claim.actors, *meant))
        return frozenset(identity.id for identity in known if identity)

    @cached_property
    def _actors(self) -> dict[str, tuple[Actor, ...]]:
        return {reading.report: reading.actors for reading in self.material.readings}

    @cached_property
    def _identity_by_name(self) -> dict[str, Identity]:
        """Names that one identity alone bears."""
        bearers: dict[str, set[str]] = {}
        by_id = {identity.id: identity for identity in self.material.identities}
        for identity in self.material.identities:
            for name in (identity.name, *identity.names):
                bearers.setdefault(name.casefold(), set()).add(identity.id)
        return {name: by_id[next(iter(ids))] for name, ids in bearers.items() if len(ids) == 1}

    def identity(self, source: Source) -> Identity | None:
        """Who a source is: the actor that its words mention, else whoever alone bears its name."""
        if source.span is not None:
            at = source.span
            actors = self._actors.get(at.report, ())
            inside = [a for a in actors if at.start <= a.span.start and a.span.end <= at.end]
            named = [a for a in inside if a.name == source.name]
            if named:
                return self.identity_of_actor.get(named[0].id)
        return self._identity_by_name.get(source.name.casefold())

    def known_as(self, source: Source) -> str:
        """The story's name for a source."""
        identity = self.identity(source)
        return identity.name if identity else source.name


def unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows, each of length 1; a row of zeros stays."""
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(norms > 0, norms, 1), dtype=np.float32)
