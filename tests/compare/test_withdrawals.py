"""What sets a later claim apart from an earlier one, and which claims no longer stand."""

from __future__ import annotations

import msgspec
import pytest

from crossbearing.compare.apart import Side, apart
from crossbearing.compare.revisions import revisions
from crossbearing.records import Finding, History, Material, Provenance, Revisions, Version
from tests.compare.builders import Says, SharesWords, material, report

NINE = Says("9 barges sank off Orle in a storm", count=(9, "barge", ""))
SEVEN = Says("7 barges sank off Orle in a storm", count=(7, "barge", ""))
NINE_DENIED = Says("the master denied that 9 barges sank off Orle", stance="denies", count=(9, "barge", ""))
DEAD = Says("12 people died in the flood", count=(12, "person", "dead"))
QUOTED = Says("we had one doctor for the whole valley", by="Marek Dahl")


def side(says: Says) -> Side:
    made, reading = report("one", "The Weir", "2031-05-04", [says])
    return Side(reading.claims[0], says.words, made.text, heading=False)


@pytest.mark.parametrize(
    ("earlier", "later", "rule"),
    [
        (NINE, NINE, None),
        (NINE, SEVEN, "figure"),
        (DEAD, Says("19 people died in the flood", count=(19, "person", "dead")), None),
        (DEAD, Says("3 people died in the flood", count=(3, "person", "dead")), "figure"),
        (NINE, msgspec.structs.replace(NINE, stance="denies"), "stance"),
        (NINE, msgspec.structs.replace(NINE, status="alleged"), "status"),
        (msgspec.structs.replace(NINE, status="planned"), NINE, None),
        (NINE, msgspec.structs.replace(NINE, negated=True), "negation"),
        (QUOTED, msgspec.structs.replace(QUOTED, by="Petra Lind"), "source"),
        (QUOTED, msgspec.structs.replace(QUOTED, by="Dr Dahl"), None),
        (QUOTED, msgspec.structs.replace(QUOTED, by="the board", kind="organisation"), None),
        (Says("the mill is run by Norvolt alone"), Says("the mill is run by Estrel alone"), "name"),
        (Says("the mill is run by Norvolt alone"), Says("the mill is run by Norvold alone"), None),
        (Says("they meet in the hall on 12 March"), Says("they meet in the hall on 21 March"), "number"),
        (Says("they meet in the hall", day="2031-03-12"), Says("they meet in the hall", day="2031-03-21"), "day"),
        (Says("KELL, March 3 - the old bridge was shut"), Says("KELL, March 4 - the old bridge was shut"), None),
    ],
)
def test_apart(earlier: Says, later: Says, rule: str | None) -> None:
    found = apart(side(earlier), side(later))
    assert (found.name if found else None) == rule


def revised(*versions: list[Says], other: list[Says] | None = None) -> tuple[Material, Revisions]:
    """What the stage says of one page in its versions, beside another outlet's report."""
    every = [report(f"v{number}", "The Weir", "2031-05-04", says) for number, says in enumerate(versions, 1)]
    beside = [report("other", "The Beacon", "2031-05-04", other)] if other else []
    whole = material(*every, *beside)
    last = len(every) - 1
    head = whole.reports[last].id
    history = History(
        captures=tuple(Provenance(one.id, one.name, "page", "", "text/plain") for one in whole.reports),
        versions=tuple(
            Version(head, number, one, reading)
            for number, (one, reading) in enumerate(zip(whole.reports[:last], whole.readings[:last], strict=True), 1)
        ),
        vectors=whole.vectors[:last],
    )
    now = msgspec.structs.replace(
        whole,
        reports=whole.reports[last:],
        readings=whole.readings[last:],
        vectors=whole.vectors[last:],
        history=history,
    )
    findings = tuple(
        Finding(
            id=f"f-{claim.id}", story="s", claims=(claim.id,), wording=claim.span, outlets=(), origins=(),
            independent=0, stance="asserts", status="happened", first=None, last=None, reasons=(),
        )
        for reading in now.readings
        for claim in reading.claims
    )  # fmt: skip
    return now, revisions(now, findings, SharesWords())


OTHERS = [Says("The harbour stays closed until Thursday."), Says("Fishermen wait for calmer weather in the bay.")]


@pytest.mark.parametrize(
    ("versions", "kinds"),
    [
        ([[NINE, *OTHERS], [NINE, *OTHERS]], []),
        ([[NINE, *OTHERS], [*OTHERS, NINE]], []),
        ([[NINE, *OTHERS], [SEVEN, *OTHERS]], ["changed"]),
        ([[NINE, *OTHERS], OTHERS], ["cut"]),
        # its denial stood beside it before, so it has not taken its place
        ([[NINE, NINE_DENIED, *OTHERS], [NINE_DENIED, *OTHERS]], ["cut"]),
        ([[NINE, *OTHERS], [NINE_DENIED, *OTHERS]], ["changed"]),
        # it is away for one version and comes back; it is away for good, and missed once
        ([[NINE, *OTHERS], OTHERS, [NINE, *OTHERS]], []),
        ([[NINE, *OTHERS], OTHERS, [*OTHERS, Says("A tug arrived from Kell at dawn.")]], ["cut"]),
        # another text altogether stands at the place
        ([[NINE, *OTHERS], [Says("Orchestra elects Tamsin Roe conductor.")]], []),
    ],
)
def test_withdrawn(versions: list[list[Says]], kinds: list[str]) -> None:
    _, found = revised(*versions)
    assert [each.kind for each in found.withdrawn] == kinds
    assert all(each.silent for each in found.withdrawn)
    assert len(found.revisions) == len(versions) - 1


def test_a_text_that_another_replaced_withdraws_nothing_and_says_so() -> None:
    _, found = revised([NINE, *OTHERS], [Says("Orchestra elects Tamsin Roe conductor.")])
    assert [step.replaced for step in found.revisions] == [True]


def test_who_still_says_it_is_named_with_his_finding() -> None:
    now, found = revised([NINE, *OTHERS], [SEVEN, *OTHERS], other=[NINE])
    (gone,) = found.withdrawn
    (still,) = gone.still
    assert still in {claim.id for claim in now.readings[1].claims}
    assert gone.findings == (f"f-{still}",)
    assert "said elsewhere" in {reason.name for reason in gone.reasons}


@pytest.mark.parametrize(
    ("note", "silent", "noticed"),
    [
        ("Correction: An earlier version of this article said that 9 barges sank.", False, True),
        ("This story has been updated.", True, True),
        ("The wind will drop on Friday.", True, False),
    ],
)
def test_a_notice_must_speak_of_the_claim(note: str, silent: bool, noticed: bool) -> None:
    _, found = revised([NINE, *OTHERS], [SEVEN, *OTHERS, Says(note)])
    (gone,) = found.withdrawn
    assert (gone.silent, gone.notice is not None) == (silent, noticed)
