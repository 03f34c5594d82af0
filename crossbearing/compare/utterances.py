"""One utterance through truncation, translation and retelling: what several reports make of one speaker's same words.

Quotes are taken longest first. Each hangs on the fuller one that it stands in or rewords, so that two fuller ones are
never joined by a fragment that both hold (as chains of likeness would). Only a quote that is made of stretches of
several shows that these are parts of one utterance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.indirect import Told, tellings
from crossbearing.compare.overview import Overview
from crossbearing.compare.quote_index import Index
from crossbearing.compare.said_words import Said, Weights
from crossbearing.compare.variants import Held, variants
from crossbearing.compare.wordings import Likeness, common, likeness, negated, passage
from crossbearing.records import Material, Quote, Reason, Utterance, content_id

Floats = NDArray[np.float32]

_HELD = 0.85
"""Share of a quote that must stand in a fuller one, word for word, to be a fragment of it."""
_REPEATED = 0.9
"""The same where the speaker is unknown, or one report has both."""
_LEAST, _LEAST_UNKNOWN = 4.0, 8.0
"""Nats that a fragment must tell; where the speaker is unknown."""
_REWORDED, _REWORDED_UNKNOWN = 0.5, 0.8
"""Least likeness, half meaning, half words, of two wordings of one utterance."""
_LEAST_COMMON = 0.2
"""Share of words in common below which two quotes are not looked at more closely."""
_LEAST_MEANING = 0.65
"""Cosine: two wordings of one thing share more meaning than words."""
_LEAST_REWORDED = 8.0
"""Nats that both must tell for likeness to say anything."""
_MOST_OF_A_REPORT = 12
"""Quotes of one report in one utterance; there are hardly ever more than three."""
_STRETCH_NATS, _STRETCH_WORDS, _STRETCH_SHARE = 6.0, 5, 0.25
"""A stretch of a quote that shows where a part of it is from: weight, running words, share of the quote."""


class Link(NamedTuple):
    """Why a quote is a variant of another that was placed before."""

    to: int
    name: str
    score: float
    detail: str
    stretch: tuple[int, int]
    """The words of the quote, by number, that it speaks for."""

    @property
    def fragment(self) -> bool:
        return self.name != "reworded"


def utterances(material: Material) -> tuple[Utterance, ...]:
    """Every quote of the story in exactly one utterance, ordered by speaker, then by the number of variants."""
    overview = Overview(material)
    order = sorted(range(len(material.reports)), key=lambda number: material.reports[number].id)
    quotes = [quote for r in order for quote in material.readings[r].quotes]
    if not quotes:
        return ()
    weights = Weights(
        report.text[sentence.span.start : sentence.span.end]
        for report, reading in zip(material.reports, material.readings, strict=True)
        for sentence in reading.sentences
    )
    said = [weights.said(overview.text(quote.span), quote.span.start) for quote in quotes]
    speakers = [overview.known_as(quote.speaker) if quote.speaker else None for quote in quotes]
    vectors = np.concatenate(
        [np.frombuffer(material.vectors[r].quotes, "<f4").reshape(-1, material.vectors[r].dim) for r in order]
    )
    groups = _Groups(quotes, said, speakers, vectors)
    told = tellings(overview, weights, quotes, groups.spoken(), vectors)
    made = [_utterance(groups, root, members, told.get(root, ())) for root, members in groups.by_root().items()]
    return tuple(sorted(made, key=lambda u: (u.speaker is None, u.speaker or "", -len(u.variants), u.id)))


def _utterance(groups: _Groups, root: int, members: Sequence[int], told: Sequence[Told]) -> Utterance:
    quotes, links = groups.quotes, groups.links
    reasons = [
        Reason(link.name, link.detail, round(link.score, 3), (quotes[link.to].span, quotes[row].span))
        for row in members
        if (link := links.get(row)) is not None
    ]
    reasons += [
        Reason(
            "told", f"likeness {each.score:.2f}", round(each.score, 3), (quotes[each.quote].span, each.claim.content)
        )
        for each in told
    ]
    place = {row: at for at, row in enumerate(members)}
    held = [
        Held(
            quotes[row].span,
            groups.said[row],
            quotes[row].id,
            None,
            place[links[row].to] if row in links else None,
            reworded=row in links and links[row].name == "reworded",
        )
        for row in members
    ]
    held += [Held(each.claim.content, each.said, None, each.claim.id, place[each.quote]) for each in told]
    ids = tuple(quotes[row].id for row in members)
    return Utterance(
        id=content_id("u", *sorted(ids)),
        speaker=groups.speaker_of(root),
        quotes=ids,
        reasons=tuple(reasons),
        variants=variants(held),
    )


class _Groups:
    """The quotes of a story, each hung on another or a root; made once, longest first."""

    def __init__(
        self, quotes: Sequence[Quote], said: Sequence[Said], speakers: Sequence[str | None], vectors: Floats
    ) -> None:
        self.quotes, self.said, self.vectors = quotes, said, vectors
        self.links: dict[int, Link] = {}
        self._speakers = speakers
        self._weight = [each.weight for each in said]
        self._root: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._speaker: dict[int, str | None] = {}
        self._place_all()

    def by_root(self) -> dict[int, list[int]]:
        """Each root with all quotes that hang on it, itself first."""
        return {root: [root, *sorted(set(rows) - {root})] for root, rows in sorted(self._members.items())}

    def speaker_of(self, root: int) -> str | None:
        return self._speaker[root]

    def spoken(self) -> dict[str, list[tuple[int, int, Said]]]:
        """For each known speaker the quotes of his: (root, quote, words)."""
        found: dict[str, list[tuple[int, int, Said]]] = {}
        for root, rows in self.by_root().items():
            if (speaker := self._speaker[root]) is not None:
                found.setdefault(speaker, []).extend((root, row, self.said[row]) for row in rows)
        return found

    def _place_all(self) -> None:
        index = Index(self.said, self._speakers)
        same: dict[tuple[str | None, tuple[str, ...]], int] = {}
        order = sorted(range(len(self.quotes)), key=lambda row: (-self._weight[row], -len(self.said[row]), row))
        for row in order:
            words = self._speakers[row], self.said[row].keys
            twin = same.setdefault(words, row)
            if twin != row and (words[0] is not None or self._weight[row] >= _LEAST_UNKNOWN):
                self._hang(row, Link(twin, "same words", 1.0, "the same words", (0, len(self.said[row]))))
                continue
            self._place(row, index.near(row))
            index.add(row)

    def _place(self, row: int, near: Sequence[int]) -> None:
        links = [link for other in near if (link := self._link(row, other))]
        whole = sorted(
            (link for link in links if link.name != "holds"),
            key=lambda link: (
                not link.fragment,
                -round(link.score, 3),
                link.to in self.links,
                self._weight[link.to],
                link.to,
            ),
        )
        best = next((link for link in whole if self._may(row, link)), None)
        if best is not None and not self._is_open(row, best, whole):
            self._hang(row, best)
            return
        self._members[row] = [row]
        self._root[row] = row
        self._speaker[row] = self._speakers[row]
        if best is None:
            self._bridge(row, [link for link in links if link.name == "holds"])

    def _is_open(self, row: int, best: Link, links: Iterable[Link]) -> bool:
        """Nobody is named for it, and two speakers said the like: whose it is stays open."""
        if self._speakers[row] is not None:
            return False
        return len({self._speaker[self._root[link.to]] for link in links if link.score >= best.score - 0.05}) > 1

    def _hang(self, row: int, link: Link) -> None:
        root = self._root[link.to]
        self._root[row] = root
        self._members[root].append(row)
        self._speaker[root] = self._speaker[root] or self._speakers[row]
        self.links[row] = link

    # ── what ties two quotes ──────────────────────────────────────────────────────────────────────────────────────────

    def _link(self, row: int, other: int) -> Link | None:
        """How a quote hangs on one that tells more; None where it doesn't."""
        ours, theirs = self.said[row], self.said[other]
        known = self._speakers[row] is not None and self._speakers[other] is not None
        if common(ours, theirs) < _LEAST_COMMON:
            return None
        alike = likeness(ours, theirs)
        held, least = (_HELD, _LEAST) if known else (_REPEATED, _LEAST_UNKNOWN)
        if not alike.opposed:
            if alike.held_a >= held and alike.compact and self._weight[row] >= least:
                detail = f"{alike.held_a:.0%} of its words stand in the fuller one, in order"
                return Link(other, "same words", alike.held_a, detail, alike.stretch_a)
            score = self._reworded(row, other, alike)
            if score >= (_REWORDED if known else _REWORDED_UNKNOWN):
                return Link(other, "reworded", score, f"likeness {score:.2f}, half meaning, half words", (0, len(ours)))
        if not known or alike.held_a < _STRETCH_SHARE:
            return None
        shared = passage(ours, theirs, alike)
        if not shared.opposed and _is_stretch(shared):
            return Link(other, "holds", shared.held_a, "it holds a part of both", shared.stretch_a)
        return None

    def _reworded(self, row: int, other: int, alike: Likeness) -> float:
        """Half meaning, half shared words; 0 where one alone negates, or there is little to compare."""
        ours, theirs = self.said[row], self.said[other]
        if min(self._weight[row], self._weight[other]) < _LEAST_REWORDED:
            return 0.0
        if self._weight[row] >= self._weight[other] / 2 and negated(ours.keys) != negated(theirs.keys):
            return 0.0
        hung = self.links.get(other)
        if hung is not None and not hung.fragment:
            return 0.0  # a rewording of a rewording is a step too far
        meaning = float(self.vectors[row] @ self.vectors[other])
        if meaning < _LEAST_MEANING:
            return 0.0
        return 0.5 * meaning + 0.5 * max(common(ours, theirs), alike.held_a)

    def _may(self, row: int, link: Link) -> bool:
        """Whether speakers and reports allow that a quote joins the group of another."""
        root = self._root[link.to]
        ours, theirs = self._speakers[row], self._speaker[root]
        if ours is not None and theirs is not None and ours != theirs:
            return False
        report = self.quotes[row].span.report
        beside = [other for other in self._members[root] if self.quotes[other].span.report == report]
        return len(beside) <= _MOST_OF_A_REPORT and all(
            self._repeats(row, other) or (link.fragment and self._are_parts(other, root)) for other in beside
        )

    def _repeats(self, row: int, other: int) -> bool:
        alike = likeness(self.said[row], self.said[other])
        return alike.held_a >= _REPEATED and alike.compact and not alike.opposed

    def _are_parts(self, other: int, root: int) -> bool:
        """Whether a quote is a fragment of the root, which stands in another report."""
        link = self.links.get(other)
        elsewhere = self.quotes[other].span.report != self.quotes[root].span.report
        return other != root and elsewhere and link is not None and link.fragment

    # ── a quote made of several ───────────────────────────────────────────────────────────────────────────────────────

    def _bridge(self, row: int, links: Iterable[Link]) -> None:
        """Hang on a quote the fuller ones of which it is made, where their stretches are all of it, side by side."""
        taken: list[Link] = []
        for link in sorted(links, key=lambda link: (-link.score, link.to)):
            apart = all(link.stretch[1] <= each.stretch[0] or each.stretch[1] <= link.stretch[0] for each in taken)
            if apart and self._root[link.to] == link.to and self._speaker[link.to] == self._speakers[row]:
                taken.append(link)
        if len(taken) < 2 or sum(link.score for link in taken) < _HELD:
            return
        members = [[*self._members[link.to]] for link in taken]
        reports = [self.quotes[other].span.report for rows in members for other in rows]
        if len(set(reports)) < len(reports) or self.quotes[row].span.report in reports:
            return
        for link, rows in zip(taken, members, strict=True):
            del self._members[link.to]
            for other in rows:
                self._root[other] = row
                self._members[row].append(other)
            self.links[link.to] = Link(row, "holds", link.score, link.detail, link.stretch)


def _is_stretch(alike: Likeness) -> bool:
    return alike.run >= _STRETCH_NATS and alike.run_words >= _STRETCH_WORDS and alike.held_a >= _STRETCH_SHARE
