"""The table of near pairs: the same whatever was taken over, and whatever order the reports came in."""

from __future__ import annotations

from itertools import permutations

import msgspec
import numpy as np
import pytest

from crossbearing.compare.evidence import OF_TWO, SIGNS, Evidence, table_in
from crossbearing.compare.overview import Overview
from crossbearing.errors import IntegrityError
from crossbearing.records import Material, PairSigns
from tests.compare.builders import Says, material, near_pairs, report

GATE = "The lower gate of the dam gave way at dawn"
REPORTS = [
    report("a", "A", "2031-05-02", [Says(f"{GATE}, killing 3.", count=(3, "", "dead")), Says("Schools stay shut.")]),
    report("b", "B", "2031-05-02", [Says("The strait is forty kilometres wide."), Says(f"{GATE}.", day="2031-05-02")]),
    report(
        "c", "C", "2031-05-03", [Says(f"{GATE}, killing 7.", count=(7, "", "dead")), Says(f"{GATE}.", day="2031-05")]
    ),
]


def story(*numbers: int) -> Material:
    return material(*(REPORTS[at] for at in numbers))


def marked(known: PairSigns) -> PairSigns:
    """The same with signs that nothing gives: where they turn up, they were taken over."""
    return msgspec.structs.replace(known, signs=np.full_like(table_in(known), 9).tobytes())


def taken_over(given: Material, *last: PairSigns) -> set[tuple[str, str]]:
    """Names of the reports of the pairs whose own signs were taken over, after a look that only those were."""
    known = near_pairs(given, [marked(each) for each in last])
    evidence = Evidence(Overview(given), known)
    own = evidence.table[:, [SIGNS.index(sign) for sign in OF_TWO]]
    of_story = evidence.table[:, [at for at, sign in enumerate(SIGNS) if sign not in OF_TWO]]
    assert not (of_story == 9).any()
    rows = np.flatnonzero((own == 9).all(axis=1))
    assert not (own[np.setdiff1d(np.arange(len(own)), rows)] == 9).any()
    claims = evidence.overview.claims
    return {(claims[i].span.report, claims[j].span.report) for i, j in evidence.pairs[rows].tolist()}


def test_the_order_of_the_reports_is_of_no_matter() -> None:
    assert len({near_pairs(story(*order)) for order in permutations(range(3))}) == 1


@pytest.mark.parametrize("before", [(), (0,), (0, 1), (1, 2), (0, 2), (0, 1, 2)])
def test_the_result_is_the_same_with_and_without_what_was_made_before(before: tuple[int, ...]) -> None:
    last = [near_pairs(story(*before))] if before else []
    assert near_pairs(story(0, 1, 2), last) == near_pairs(story(0, 1, 2))
    assert near_pairs(story(1, 2), [near_pairs(story(0, 1, 2))]) == near_pairs(story(1, 2))


def test_what_two_claims_have_by_themselves_is_taken_over() -> None:
    assert taken_over(story(0, 1, 2), near_pairs(story(0, 2))) == {("r-a", "r-c")}
    assert taken_over(story(0, 1, 2), near_pairs(story(0, 1)), near_pairs(story(1, 2))) == {
        ("r-a", "r-b"),
        ("r-b", "r-c"),
    }
    assert taken_over(story(0, 1)) == set()


def test_nothing_is_taken_over_of_a_report_that_is_read_otherwise_now() -> None:
    before = near_pairs(story(0, 1, 2))
    made, reading = REPORTS[2]
    told = tuple(msgspec.structs.replace(claim, status="alleged") for claim in reading.claims)
    now = material(*REPORTS[:2], (made, msgspec.structs.replace(reading, claims=told)))
    assert taken_over(now, before) == {("r-a", "r-b")}
    assert near_pairs(now, [before]) == near_pairs(now)


def test_a_story_without_claims_has_no_pairs() -> None:
    given = material(report("a", "A", None, []))
    assert near_pairs(given, [near_pairs(story(0, 1))]) == PairSigns((), b"", b"", b"")
    assert Evidence(Overview(given), near_pairs(given)).table.shape == (0, len(SIGNS))


def test_a_story_of_one_report_has_claims_and_no_pairs() -> None:
    known = near_pairs(story(0))
    assert (len(known.claims), known.pairs, known.signs) == (2, b"", b"")


def test_pairs_of_other_claims_are_refused() -> None:
    with pytest.raises(IntegrityError, match="s-test"):
        Evidence(Overview(story(0, 1)), near_pairs(story(0, 2)))
