"""What readers decided of the claims of one story: which are in one finding and which are not, and what is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from crossbearing.decide.pins import Pin
from crossbearing.decided import told
from crossbearing.records import Adrift, Attached, Decided, Decision, NoOrigin, Rulings

_NOT_DONE = "its report could not be brought under decisions; why is among what could not be read"

_ONE_CLAIM = "both sides are words of one claim now, and a claim is in one finding"
_ONE_FINDING = "a later decision puts both sides into one finding"


def rulings(decided: Sequence[Decided], pins: Sequence[Pin]) -> Rulings:
    """The rulings of a story: `decided` are its reports with decisions, `pins` those, in the order of being made.

    Where two contradict each other, the later one wins, claim by claim: of a merger, what was told apart later is left
    out. Nothing is dropped without a word: each anchor of every decision is attached, or adrift with the reason.
    """
    made = _Made(decided)
    for pin in reversed(pins):
        made.rule(pin)
    return made.rulings(pins)


class _Made:
    """The rulings so far, of the latest decision first."""

    def __init__(self, decided: Sequence[Decided]) -> None:
        self._attached = {(each.decision, each.anchor): each for one in decided for each in one.attached}
        self._adrift = {(each.decision, each.anchor): each.reason for one in decided for each in one.adrift}
        self._group: dict[str, frozenset[str]] = {}
        """Claim → all claims that are in one finding with it."""
        self._joined: dict[str, Decision] = {}
        """Claim → a decision that put it there."""
        self._foes: dict[str, dict[str, Decision]] = {}
        """Claim → those that are told apart from it, and by which decision."""
        self._no_origins: list[NoOrigin] = []
        self._hidden: set[str] = set()

    def rule(self, pin: Pin) -> None:
        """Follow a decision as far as later ones let it."""
        decision = pin.decision
        for away in pin.away:
            if away.lost or decision.kind != "apart":  # what is in two stories is apart
                self._adrift.setdefault((decision.id, away.anchor), away.reason)
        for number in pin.here:
            if (decision.id, number) not in self._attached:
                self._adrift.setdefault((decision.id, number), _NOT_DONE)
        claims = self._claims(pin)
        if decision.kind == "same":
            self._same(decision, claims)
        elif decision.kind == "apart":
            self._tell_apart(decision, claims)
        elif decision.kind == "origin":
            self._no_origins.append(NoOrigin(decision.id, decision.value, tuple(sorted(set(claims.values())))))
        elif decision.kind == "hide":
            self._hidden |= set(claims.values())

    def rulings(self, pins: Sequence[Pin]) -> Rulings:
        """All of it, in a fixed order."""
        return Rulings(
            decisions=tuple(sorted((pin.decision for pin in pins), key=lambda each: each.id)),
            same=tuple(sorted({tuple(sorted(group)) for group in self._group.values() if len(group) > 1})),
            apart=tuple(sorted((a, b) for a, foes in self._foes.items() for b in foes if a < b)),
            no_origins=tuple(sorted(self._no_origins, key=lambda each: each.decision)),
            hidden=tuple(sorted(self._hidden)),
            attached=tuple(self._attached[key] for key in sorted(self._attached)),
            adrift=tuple(Adrift(*key, reason) for key, reason in sorted(self._adrift.items())),
        )

    def _claims(self, pin: Pin) -> dict[int, str]:
        """Anchor → the claim that is there, of those that can be followed."""
        keys = ((pin.decision.id, number) for number in pin.here)
        there: list[Attached] = [self._attached[key] for key in keys if key in self._attached]
        return {each.anchor: each.claim for each in there if each.claim is not None}

    def _of(self, claim: str) -> frozenset[str]:
        return self._group.get(claim, frozenset({claim}))

    def _same(self, decision: Decision, claims: dict[int, str]) -> None:
        """Join the claims; of those that later decisions tell apart, the most that may be in one finding."""
        if len(claims) == 1:
            (number,) = claims
            self._adrift.setdefault((decision.id, number), "no other claim of this decision is there to be joined with")
        parts: list[_Part] = []
        for number, claim in claims.items():
            part = next((part for part in parts if part.has_room_for(self._of(claim))), None)
            if part is None:
                part = _Part(self._foes)
                parts.append(part)
            part.take(number, self._of(claim))
        most = max(parts, key=lambda part: len(part.anchors), default=_Part(self._foes))
        for number in sorted(claims.keys() - most.anchors):
            group = self._of(claims[number])
            if most.has_room_for(group):
                most.take(number, group)
            else:
                why = next(most.foes[each] for each in sorted(group) if each in most.foes)
                self._adrift.setdefault((decision.id, number), f"a later decision tells it apart: {told(why)}")
        joined = frozenset(most.claims)
        self._group |= dict.fromkeys(joined, joined)
        self._joined = dict.fromkeys(joined, decision) | self._joined

    def _tell_apart(self, decision: Decision, claims: dict[int, str]) -> None:
        """Keep each claim of one side from each of the other, but those that later decisions put into one finding."""
        sides = [[number for number in claims if decision.anchors[number].side == side] for side in (0, 1)]
        for a, b in product(*sides):
            if claims[b] in self._of(claims[a]):
                one = claims[a] == claims[b]
                why = _ONE_CLAIM if one else f"{_ONE_FINDING}: {told(self._joined[claims[a]])}"
                for number in (a, b):
                    self._adrift.setdefault((decision.id, number), why)
            else:
                self._foes.setdefault(claims[a], {}).setdefault(claims[b], decision)
                self._foes.setdefault(claims[b], {}).setdefault(claims[a], decision)


class _Part:
    """Claims that a decision may put into one finding."""

    def __init__(self, foes: Mapping[str, Mapping[str, Decision]]) -> None:
        self._foes = foes
        self.anchors: set[int] = set()
        self.claims: set[str] = set()
        self.foes: dict[str, Decision] = {}
        """What may not be among them, and by which decision."""

    def has_room_for(self, group: frozenset[str]) -> bool:
        return group.isdisjoint(self.foes)

    def take(self, anchor: int, group: frozenset[str]) -> None:
        self.anchors.add(anchor)
        self.claims |= group
        for claim in group:
            self.foes |= self._foes.get(claim, {})
