from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.judge import judge
from crossbearing.compare.near import NEAREST, near, rows_of
from crossbearing.compare.overview import Overview
from crossbearing.records import Material
from tests.compare.builders import Says, material, near_pairs, report

BACKGROUND = "The strait is forty kilometres wide at its narrowest."
GATE = "The lower gate of the dam gave way at dawn on Monday."


def two(a: Says, b: Says) -> Material:
    return material(
        report("a", "A", "2031-05-02", [a, Says(BACKGROUND)]),
        report("b", "B", "2031-05-02", [b, Says(BACKGROUND)]),
    )


def signs(a: Says, b: Says) -> dict[str, float]:
    """The signs of the two first claims of two reports."""
    given = two(a, b)
    evidence = Evidence(Overview(given), near_pairs(given))
    numbers = [evidence.overview.number[reading.claims[0].id] for reading in given.readings]
    row = evidence.of(*numbers)
    assert row is not None
    return dict(zip(SIGNS, row.tolist(), strict=True))


@pytest.mark.parametrize(
    ("a", "b", "sign", "expected"),
    [
        (Says("It killed 12 people.", count=(12, "people", "dead")),
         Says("It killed 12 people.", count=(12, "people", "dead")), "same figure", 1),
        (Says("It killed 12 people.", count=(12, "people", "dead")),
         Says("It killed 30 people.", count=(30, "people", "dead")), "other figure", 1),
        (Says("It killed 12 people.", count=(12, "people", "dead")), Says("It killed people."), "one has a figure", 1),
        (Says(GATE, day="2031-05-02"), Says(GATE, day="2031-05-02"), "same day", 1),
        (Says(GATE, day="2031-05-02"), Says(GATE, day="2031-05"), "same day", 1),
        (Says(GATE, day="2031-05-02"), Says(GATE, day="2031-05-03"), "other day", 1),
        (Says(GATE, day="2031-05-02"), Says(GATE), "other day", 0),
        (Says(GATE), Says("The lower gate of the dam did not give way at dawn."), "one is negated", 1),
        (Says("Nobody warned the town."), Says("The town was never warned."), "one is negated", 0),
        (Says("Not only the town was flooded."), Says("The town was flooded."), "one is negated", 0),
        (Says(GATE), Says(GATE, stance="denies"), "one denies", 1),
        (Says(GATE, status="planned"), Says(GATE), "one is pending", 1),
        (Says("The crews were waiting to enter the town."), Says("The crews entered the town."), "one is pending", 1),
        (Says("It was not clear whether the gate held."), Says("The gate held."), "one is pending", 1),
        (Says(GATE, status="alleged"), Says(GATE), "one is unsure", 1),
        (Says(GATE, by="Ilva Tarn"), Says(GATE, by="Ilva Tarn"), "same source", 1),
        (Says(GATE, by="Ilva Tarn"), Says(GATE, by="Orle"), "other source", 1),
        (Says(GATE, by="Ilva Tarn"), Says(GATE), "one has a source", 1),
        (Says("He said “nobody upstream cared to warn us”.", quote="nobody upstream cared to warn us"),
         Says("“Nobody upstream cared to warn us.”", quote="Nobody upstream cared to warn us."), "same quote", 1),
    ],
)  # fmt: skip
def test_signs(a: Says, b: Says, sign: str, expected: float) -> None:
    assert signs(a, b)[sign] == expected
    assert signs(b, a)[sign] == expected


def test_the_signs_of_a_pair_are_those_of_the_pair_turned_round() -> None:
    a, b = Says(GATE, by="Orle", status="planned"), Says("At dawn the gate gave way, killing 3.", count=(3, "", "dead"))
    one, other = signs(a, b), signs(b, a)
    assert one == pytest.approx(other, abs=1e-5)


@given(st.integers(1, 5), st.integers(1, 9), st.integers(0, 1000))
def test_near_pairs_are_of_two_reports_in_order_and_few(reports: int, claims: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    words = "gate dam river town boat crew flood bridge night Monday water school road minister".split()
    told = [
        report(
            f"{at}", None, None, [Says(" ".join(random.choice(words, 6)) + f" number {row}.") for row in range(claims)]
        )
        for at in range(reports)
    ]
    overview = Overview(material(*told))
    found = near(overview)
    pairs = [tuple(pair) for pair in found.pairs.tolist()]
    assert pairs == sorted(set(pairs))
    assert all(i < j and overview.report_numbers[i] != overview.report_numbers[j] for i, j in pairs)
    assert max(np.bincount(found.pairs.ravel(), minlength=1), default=0) <= NEAREST
    assert len(found.company) == len(rows_of(overview)) == len(overview.claims)


def test_what_speaks_for_two_claims_raises_the_odds_and_what_speaks_against_lowers_them() -> None:
    shipped = judge()
    usual = np.asarray(shipped.usual, dtype=np.float32)[None]

    def odds(sign: str, value: float) -> float:
        row = usual.copy()
        row[0, SIGNS.index(sign)] = value
        return float(shipped.log_odds(row)[0])

    assert shipped.log_odds(usual)[0] == pytest.approx(shipped.usual_odds, abs=1e-4)
    assert odds("meaning", 0.9) > odds("meaning", 0.1)
    assert odds("words", 0.9) > odds("words", 0.1)
    assert odds("same figure", 1) > odds("same figure", 0)
    assert odds("other figure", 1) < odds("other figure", 0)
    assert odds("other day", 1) < odds("other day", 0)
    assert shipped.log_odds(usual, aside=["other day"])[0] > odds("other day", 1)


def test_the_shares_add_up_to_the_odds() -> None:
    shipped = judge()
    row = np.random.default_rng(7).random(len(SIGNS)).astype(np.float32)
    (shares,) = shipped.shares(row[None], len(SIGNS))
    assert shipped.usual_odds + sum(share for _, share in shares) == pytest.approx(
        float(shipped.log_odds(row[None])[0]), abs=1e-4
    )
    assert [abs(share) for _, share in shares] == sorted((abs(share) for _, share in shares), reverse=True)
