"""Standards: which origins a match rests on, whether that is enough, and what is missing, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from crossbearing.records import (
    Claim,
    Evidence,
    EvidenceClass,
    Evidentiary,
    Finding,
    MatchedClaim,
    NoOrigin,
    Origin,
    Reason,
    Requirement,
    Rulings,
    Span,
    Stance,
)
from crossbearing.watch.match_origins import Resting, resting
from crossbearing.watch.standards import judged
from crossbearing.watch.vouching import AUTHOR, SEEN

TWO = Requirement(2)
PAPER = Requirement(1, ("document", "imagery"))
HEARD = Requirement(1, ("official statement",), reply=True)


def rests(*, heard: bool = False, stance: Stance = "asserts", **origins: EvidenceClass) -> Resting:
    return Resting({name: frozenset({kind}) for name, kind in origins.items()}, (), heard, stance)


ADA = "it rests on Ada (official statement); missing: "


@pytest.mark.parametrize(
    ("ways", "resting", "by", "says"),
    [
        (
            (TWO,),
            rests(Ada="other report", Bo="other report"),
            TWO,
            "it rests on Ada (other report) and Bo (other report)",
        ),
        (
            (TWO,),
            rests(Ada="document", Bo="document"),
            TWO,
            "; enough: 2 independent origins; no report says beside it",
        ),
        ((TWO, PAPER), rests(Ada="document"), PAPER, "enough: 1 independent origin (document or imagery)"),
        (
            (PAPER, TWO),
            rests(Ada="document", Bo="imagery"),
            PAPER,
            "enough: 1 independent origin (document or imagery)",
        ),
        (
            (TWO, PAPER),
            rests(Ada="official statement"),
            None,
            f"{ADA}1 more independent origin, or 1 independent origin (",
        ),
        ((TWO,), rests(), None, "it rests on nobody whose words meet the pattern; missing: 2 independent origins"),
        ((HEARD,), rests(Ada="official statement"), None, f"{ADA}that those concerned were asked"),
        ((HEARD,), rests(heard=True, Ada="official statement"), HEARD, "(official statement), those concerned asked"),
        ((HEARD,), rests(), None, "1 independent origin (official statement) and that those concerned were asked"),
        ((TWO, HEARD), rests(heard=True, Ada="unnamed official", Bo="other report"), TWO, "enough: 2 independent"),
        ((TWO,), rests(stance="denies", Ada="document", Bo="document"), None, "it denies what the matter is about"),
        ((TWO,), rests(stance="doubts", Ada="document", Bo="document"), None, "it doubts what the matter is about"),
        ((), rests(Ada="document"), None, "no standard"),
        ((TWO,), Resting({}, ("officials",)), None, "it rests on officials alone, not counted as independent"),
    ],
)
def test_a_match_is_held_against_its_standard(
    ways: tuple[Requirement, ...], resting: Resting, by: Requirement | None, says: str
) -> None:
    found = judged(Evidentiary(ways), resting)
    assert (found.met, found.by) == (by is not None, by)
    assert says in found.detail


def test_that_nobody_was_asked_is_said_of_what_is_met_and_not_of_what_somebody_denies() -> None:
    assert "were asked" not in judged(Evidentiary((TWO,)), rests(heard=True, Ada="document", Bo="document")).detail


# ── which origins count ───────────────────────────────────────────────────────────────────────────────────────────────

HERE = Span("r", 0, 4)


def a_claim(name: str) -> Claim:
    return Claim(name, HERE, HERE, 0, (), "asserts", "happened", negated=False)


def matched(name: str, kind: EvidenceClass = "other report", *, context: bool = False) -> MatchedClaim:
    return MatchedClaim(name, "r", HERE, "The Weir", (), Evidence(kind, ()), context)


def a_finding(**origins: tuple[bool, str]) -> Finding:
    made = tuple(
        Origin(name, "person" if counted else "unnamed", counted, tuple(ids), ())
        for name, (counted, ids) in origins.items()
    )
    claims = tuple(sorted({claim for _, ids in origins.values() for claim in ids}))
    return Finding(
        "f", "s", claims, HERE, ("The Weir",), made, len(made), "asserts", "happened", None, None, ()
    )  # fmt: skip


READ: Mapping[str, Claim] = {name: a_claim(name) for name in "abcd"}
ALL = tuple(matched(name) for name in "abcd")
FINDING = a_finding(Ada=(True, "ab"), Bo=(True, "c"), officials=(False, "d"))


def test_each_counted_origin_has_the_classes_of_its_claims() -> None:
    found = resting(FINDING, (matched("a", "document"), *ALL[1:]), READ, Rulings())
    both = frozenset[EvidenceClass]({"document", "other report"})
    assert found == Resting({"Ada": both, "Bo": frozenset({"other report"})}, ("officials",))


@pytest.mark.parametrize(
    ("claims", "read", "finding", "rulings"),
    [
        ((*ALL[:2], matched("c", context=True), ALL[3]), READ, FINDING, Rulings()),
        (ALL, {**READ, "c": replace(READ["c"], stance="denies")}, FINDING, Rulings()),
        (ALL, {**READ, "c": replace(READ["c"], stance="doubts")}, FINDING, Rulings()),
        (ALL, READ, replace(FINDING, doubtful=("c",)), Rulings()),
        (ALL, READ, FINDING, Rulings(hidden=("c",))),
        (ALL[:2] + ALL[3:], READ, FINDING, Rulings()),
    ],
    ids=["does not meet the pattern", "denies it", "doubts it", "is doubtful", "is hidden", "is not matched"],
)
def test_an_origin_whose_only_claim_does_not_count_is_none(
    claims: tuple[MatchedClaim, ...], read: Mapping[str, Claim], finding: Finding, rulings: Rulings
) -> None:
    assert list(resting(finding, claims, read, rulings).origins) == ["Ada"]


def test_an_origin_that_a_reader_ruled_out_is_shown_and_does_not_count() -> None:
    ruled = a_finding(Ada=(True, "ab"), Bo=(False, "c"))
    assert (list(resting(ruled, ALL, READ, Rulings()).origins), resting(ruled, ALL, READ, Rulings()).unnamed) == (
        ["Ada"],
        ("Bo",),
    )


def a_paper(name: str, **vouched: str) -> MatchedClaim:
    reasons = (Reason("evidence", "document: so"), *(Reason(NAMES[key], who) for key, who in vouched.items()))
    return MatchedClaim(name, "r", HERE, "The Weir", (), Evidence("document", reasons))


NAMES = {"author": AUTHOR, "seen": SEEN}
PAPERS = a_finding(Ada=(True, "a"), memo=(False, "b"), letter=(False, "c"))


@pytest.mark.parametrize(
    ("memo", "letter", "origins", "unnamed"),
    [
        ({}, {}, ["Ada"], ("memo", "letter")),
        ({"seen": "The Weir"}, {}, ["Ada", "memo"], ("letter",)),
        ({"author": "customs office"}, {}, ["Ada", "memo"], ("letter",)),
        ({"author": "Ada"}, {}, ["Ada"], ("memo", "letter")),
        ({"author": "customs office"}, {"author": "customs office", "seen": "The Weir"}, ["Ada", "memo"], ("letter",)),
        ({"author": "customs office"}, {"author": "bank"}, ["Ada", "memo", "letter"], ()),
        ({"seen": "The Weir"}, {"seen": "The Star"}, ["Ada", "memo"], ("letter",)),
    ],
    ids=["nobody", "seen", "author", "author is an origin", "one author", "two authors", "may be one document"],
)
def test_a_document_counts_where_somebody_answers_for_it(
    memo: dict[str, str], letter: dict[str, str], origins: list[str], unnamed: tuple[str, ...]
) -> None:
    found = resting(PAPERS, (ALL[0], a_paper("b", **memo), a_paper("c", **letter)), READ, Rulings())
    assert (list(found.origins), found.unnamed) == (origins, unnamed)
    assert any("document" in kinds for kinds in found.origins.values()) == bool(memo)


def test_a_document_that_a_reader_ruled_out_does_not_count() -> None:
    rulings = Rulings(no_origins=(NoOrigin("d", "memo", ("b",)),))
    found = resting(PAPERS, (ALL[0], a_paper("b", seen="The Weir")), READ, rulings)
    assert (list(found.origins), found.unnamed) == (["Ada"], ("memo",))


def test_a_finding_that_denies_is_told_as_such() -> None:
    denies = {name: replace(claim, stance="denies") for name, claim in READ.items()} | {"c": READ["c"]}
    found = resting(replace(FINDING, stance="denies"), ALL, denies, Rulings())
    assert (found.stance, list(found.origins)) == ("denies", ["Ada"])
