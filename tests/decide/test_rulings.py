"""What readers decided of a story's claims: transitive, never contradictory, the later one first, nothing dropped."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.decide.pins import Away, Pin
from crossbearing.decide.rulings import rulings
from crossbearing.records import (
    Anchor,
    Attached,
    Decided,
    Decision,
    DecisionKind,
    NoOrigin,
    Published,
    Reading,
    Report,
    Rulings,
    Span,
)

REPORT = Report("r", "r", "c", None, None, None, None, None, None, Published(None, "x"), "en", "x" * 99)
READING = Reading("r", (), (), (), (), (), (), ())


def a_pin(number: int, kind: DecisionKind, one: str, other: str = "", value: str = "") -> Pin:
    """A decision on claims of one letter each; `other` are those of the other side."""
    anchors = tuple(
        Anchor("c", "r", claim, "", "", 0, 1, "", 1 if at >= len(one) else 0) for at, claim in enumerate(one + other)
    )
    decision = Decision(f"d{number}", kind, anchors, value, f"R{number}", "2031-01-02T03:04:05+00:00")
    return Pin(decision, tuple(range(len(anchors))))


def ruled(*pins: Pin, lost: str = "") -> Rulings:
    attached = tuple(
        Attached(pin.decision.id, number, Span("r", 0, 1), anchor.exact)
        for pin in pins
        for number, anchor in enumerate(pin.decision.anchors)
        if anchor.exact not in lost
    )
    return rulings([Decided(REPORT, READING, attached)], pins)


def told(made: Rulings) -> list[str]:
    """Groups, then pairs that are apart, then what is adrift."""
    adrift = [f"{each.decision}.{each.anchor}" for each in made.adrift]
    return ["".join(each) for each in made.same] + ["|".join(each) for each in made.apart] + adrift


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        ([a_pin(1, "same", "ab")], ["ab"]),
        ([a_pin(1, "same", "ab"), a_pin(2, "same", "bc")], ["abc"]),
        ([a_pin(1, "apart", "ab", "c")], ["a|c", "b|c"]),
        # the later one wins, claim by claim
        ([a_pin(1, "same", "abc"), a_pin(2, "apart", "a", "bc")], ["bc", "a|b", "a|c", "d1.0"]),
        ([a_pin(1, "apart", "a", "bc"), a_pin(2, "same", "ab")], ["ab", "a|c", "d1.0", "d1.1"]),
        ([a_pin(1, "same", "ab"), a_pin(2, "same", "bc"), a_pin(3, "apart", "a", "c")], ["bc", "a|c", "d1.1"]),
        ([a_pin(1, "apart", "a", "b"), a_pin(2, "apart", "b", "c")], ["a|b", "b|c"]),
    ],
)
def test_the_later_one_wins_claim_by_claim(pins: list[Pin], expected: list[str]) -> None:
    assert told(ruled(*pins)) == expected


def test_what_is_lost_is_named_and_the_rest_holds() -> None:
    made = ruled(a_pin(1, "same", "abc"), lost="b")
    assert told(made) == ["ac", "d1.1"]
    assert "could not be brought under decisions" in made.adrift[0].reason
    made = ruled(a_pin(1, "same", "ab"), lost="b")
    assert told(made) == ["d1.0", "d1.1"]


def test_anchors_elsewhere_are_adrift_but_what_is_in_two_stories_is_apart() -> None:
    away = (Away(2, "its report is in another story", lost=False),)
    for kind, adrift in (("same", ["d1.2"]), ("hide", ["d1.2"]), ("apart", [])):
        pin = a_pin(1, kind, "ab", "c" if kind == "apart" else "")  # type: ignore[arg-type]
        made = ruled(Pin(pin.decision, (0, 1), away), lost="c")
        assert [f"{each.decision}.{each.anchor}" for each in made.adrift] == adrift


def test_origins_and_what_is_hidden() -> None:
    made = ruled(a_pin(1, "origin", "ba", value="Orle Wire"), a_pin(2, "hide", "ca"))
    assert made.no_origins == (NoOrigin("d1", "Orle Wire", ("a", "b")),)
    assert made.hidden == ("a", "c")
    assert [decision.id for decision in made.decisions] == ["d1", "d2"]


LETTERS = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=4, unique=True).map("".join)
DECISIONS = st.lists(st.tuples(st.booleans(), LETTERS, LETTERS), max_size=6)


@given(DECISIONS)
def test_rulings_never_contradict_and_every_anchor_is_accounted_for(given_: list[tuple[bool, str, str]]) -> None:
    pins = [
        a_pin(at, "same" if same else "apart", one, "" if same else "".join(ch for ch in other if ch not in one))
        for at, (same, one, other) in enumerate(given_)
    ]
    made = ruled(*pins)
    group = {claim: claims for claims in made.same for claim in claims}
    assert sum(len(claims) for claims in made.same) == len(group)
    assert all(b not in group.get(a, (a,)) for a, b in made.apart)
    adrift = {(each.decision, each.anchor) for each in made.adrift}
    apart = {frozenset(pair) for pair in made.apart}
    for pin in pins:
        anchors = [(n, a) for n, a in enumerate(pin.decision.anchors) if (pin.decision.id, n) not in adrift]
        for (_, a), (_, b) in combinations(anchors, 2):
            if pin.decision.kind == "same":
                assert b.exact in group[a.exact]
            elif a.side != b.side:
                assert frozenset((a.exact, b.exact)) in apart
