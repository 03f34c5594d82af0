"""What is worth asking a reader, in which order, and that nobody is asked what is decided."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence

import msgspec
import pytest

from crossbearing.compare.alignment import groups
from crossbearing.compare.identities import identities
from crossbearing.compare.neighbours import neighbours
from crossbearing.compare.origins import findings
from crossbearing.compare.questions import Question, questions
from crossbearing.records import (
    Anchor,
    Attached,
    Claim,
    DateFound,
    Decision,
    DecisionKind,
    Dossier,
    PairSigns,
    Published,
    Relation,
    Rulings,
    Utterance,
)
from tests.compare.builders import Says, material, near_pairs, report

STORY = (
    report("a", "The Lantern", "2031-05-04", [
        Says("Nine barges sank off the harbour of Orle in the storm on Saturday.", by="the harbour office"),
        Says("Two crew members are still missing after the storm."),
        Says("The harbour of Orle stays closed until the wrecks are raised.", by="Ada Wenn"),
    ]),
    report("b", "The Weir", "2031-05-05", [
        Says("Nine barges sank off the harbour of Orle in the storm on Saturday night.", by="the harbour office"),
        Says("Two crew members of the barges are missing."),
    ]),
    report("c", "The Beacon", "2031-05-05", [
        Says("In the storm on Saturday nine barges of Orle sank."),
        Says("The harbour stays closed until every wreck is raised."),
        Says("A choir sang in the northern valleys."),
    ]),
)  # fmt: skip


def _dossier() -> tuple[Dossier, PairSigns]:
    captured = [(msgspec.structs.replace(made, capture=f"capture-{made.name}"), read) for made, read in STORY]
    given = material(*captured)
    given = msgspec.structs.replace(given, identities=identities(given))
    pairs = near_pairs(given)
    found = findings(given, groups(given, pairs))
    made = Dossier(given.story, given.reports, given.readings, found, (), (), given.identities, (), ())
    return made, pairs


def _claims(dossier: Dossier) -> dict[str, Claim]:
    return {claim.id: claim for reading in dossier.readings for claim in reading.claims}


def _decided(dossier: Dossier, kind: DecisionKind, claims: Sequence[Claim], value: str = "") -> Decision:
    """A decision that waits for the next build; of what is apart, the last claim is on the other side."""
    texts = {each.id: each for each in dossier.reports}
    anchors = []
    for at, claim in enumerate(claims):
        of = texts[claim.span.report]
        words = of.text[claim.span.start : claim.span.end]
        digest = hashlib.sha256(of.text.encode()).hexdigest()
        side = 1 if kind == "apart" and at == len(claims) - 1 else 0
        place = (claim.span.start, claim.span.end)
        anchors.append(Anchor(of.capture, of.name, words, "", "", *place, digest, 1 if side else 0))
    return Decision(f"d-{kind}", kind, tuple(anchors), value, "Ada", "2031-06-01T00:00:00Z")


def _of(dossier: Dossier, question: Question) -> list[Claim]:
    at = {claim.span: claim for claim in _claims(dossier).values()}
    return [at[span] for span in question.passages]


def test_order() -> None:
    """Those worth most come first, each once; the same whatever the order of the reports."""
    dossier, pairs = _dossier()
    asked = questions(dossier, pairs, ())
    assert {each.kind for each in asked} >= {"join", "member"}
    assert [each.worth for each in asked] == sorted((each.worth for each in asked), reverse=True)
    assert len({each.id for each in asked}) == len(asked)
    assert all(0 < each.chance < 1 and each.about for each in asked)
    turned = msgspec.structs.replace(dossier, reports=dossier.reports[::-1], readings=dossier.readings[::-1])
    assert [each.id for each in questions(turned, pairs, ())] == [each.id for each in asked]


def test_of_two_findings_the_machine_holds_apart() -> None:
    """A join names two findings and what each weighs; a member one, and what it would lose."""
    dossier, pairs = _dossier()
    found = {each.id: each for each in dossier.findings}
    for each in questions(dossier, pairs, ()):
        if each.kind == "join":
            assert len(set(each.findings)) == 2
            assert sorted(each.effect.before) == sorted(found[name].independent for name in each.findings)
        if each.kind == "member":
            assert len(each.findings) == 1
            assert {claim.id for claim in _of(dossier, each)} <= set(found[each.findings[0]].claims)


@pytest.mark.parametrize("kind", ["same", "apart"])
def test_what_is_decided_is_not_asked(kind: DecisionKind) -> None:
    """Whichever way, waiting or in the record."""
    dossier, pairs = _dossier()
    first = next(each for each in questions(dossier, pairs, ()) if each.kind in ("join", "member"))
    claims = _of(dossier, first)
    decision = _decided(dossier, kind, claims)
    assert first.id not in {each.id for each in questions(dossier, pairs, (decision,))}
    moved = msgspec.structs.replace(
        decision, anchors=tuple(msgspec.structs.replace(each, sha256="0") for each in decision.anchors)
    )
    assert first.id in {each.id for each in questions(dossier, pairs, (moved,))}
    attached = tuple(Attached(decision.id, at, claim.span, claim.id) for at, claim in enumerate(claims))
    ruled = msgspec.structs.replace(dossier, rulings=Rulings((moved,), attached=attached))
    assert first.id not in {each.id for each in questions(ruled, pairs, (moved,))}


def test_what_follows_is_not_asked() -> None:
    """A says what B says, and B what C says: nobody is asked of A and C; nor where B is told apart from C."""
    dossier, pairs = _dossier()
    texts = {each.id: each.text for each in dossier.reports}
    sank = [c for c in _claims(dossier).values() if "barges" in texts[c.span.report][c.span.start : c.span.end]]
    a, b, c = [each for each in sank if "sank" in texts[each.span.report][each.span.start : each.span.end]]
    same = _decided(dossier, "same", (a, b))
    for other in ("same", "apart"):
        second = _decided(dossier, other, (b, c))
        asked = questions(dossier, pairs, (same, msgspec.structs.replace(second, id="d-2")))
        for each in asked:
            if each.kind in ("join", "member"):
                assert {claim.id for claim in _of(dossier, each)} not in [
                    {x.id, y.id} for x, y in itertools.combinations((a, b, c), 2)
                ]


def test_related_findings_are_asked_less() -> None:
    """Two findings of which one surely updates the other are not one."""
    dossier, pairs = _dossier()
    join = next(each for each in questions(dossier, pairs, ()) if each.kind == "join")
    for score, fewer in ((1.0, True), (0.0, False)):
        relation = Relation("updates", join.findings[0], join.findings[1], score, ())
        asked = questions(msgspec.structs.replace(dossier, relations=(relation,)), pairs, ())
        assert (join.id not in {each.id for each in asked}) is fewer


def test_outlets_in_their_own_voice() -> None:
    """Beside named sources; not once it is decided that they add nothing."""
    dossier, pairs = _dossier()
    asked = [each for each in questions(dossier, pairs, ()) if each.kind == "origin"]
    assert asked
    first = asked[0]
    at = {claim.span: claim for claim in _claims(dossier).values()}
    decision = _decided(dossier, "origin", [at[span] for span in first.about], first.names[0])
    assert first.id not in {each.id for each in questions(dossier, pairs, (decision,))}


def test_speakers_and_days() -> None:
    """A quote of nobody's, with who may have said it; a report of two days."""
    days = tuple(DateFound("published", day, None, "meta", day) for day in ("2031-05-04", "2031-05-06"))
    made, reading = report("d", "The Lantern", None, [Says("We lost nine barges in one night.", quote="one night")])
    made = msgspec.structs.replace(made, published=Published("2031-05-04", "meta", candidates=days))
    quote = msgspec.structs.replace(reading.quotes[0], speaker=None)
    reading = msgspec.structs.replace(reading, quotes=(quote,))
    given = material((made, reading))
    said = Utterance("u-1", "Ada Wenn", (quote.id,), (), ())
    dossier = Dossier(given.story, given.reports, given.readings, (), (), (), (), (said,), ())
    asked = {each.kind: each for each in questions(dossier, None, ())}
    assert asked["speaker"].names[0] == "Ada Wenn"
    assert asked["published"].names == ("2031-05-04", "2031-05-06")
    assert asked["published"].machine == "2031-05-04"


def test_pairs_of_other_claims() -> None:
    """While a build is under way, the near pairs may be of other claims: then no question joins findings."""
    dossier, pairs = _dossier()
    other = msgspec.structs.replace(pairs, claims=pairs.claims[:-1])
    assert not [each for each in questions(dossier, other, ()) if each.kind == "join"]


def test_neighbours() -> None:
    """All other findings, those with near claims first, then by shared words."""
    dossier, pairs = _dossier()
    first = dossier.findings[0].id
    near = neighbours(dossier, pairs, first)
    assert {each.id for each, _ in near} == {each.id for each in dossier.findings} - {first}
    chances = [chance for _, chance in near]
    known = [chance for chance in chances if chance is not None]
    assert chances[: len(known)] == sorted(known, reverse=True)
    assert all(chance is None for _, chance in neighbours(dossier, None, first))
