from __future__ import annotations

from typing import Literal

import msgspec
import pytest

from crossbearing.compare.origins import findings
from crossbearing.records import (
    Copying,
    Decision,
    Finding,
    Group,
    Material,
    NoOrigin,
    Part,
    Rulings,
    SharedPassage,
)
from tests.compare.builders import Says, material, report

GATE = "The lower gate gave way at dawn."


def finding(given: Material, *copying: Copying) -> Finding:
    """The one finding that joins all claims of all reports."""
    claims = tuple(claim.id for reading in given.readings for claim in reading.claims)
    (made,) = findings(msgspec.structs.replace(given, copying=copying), [Group(claims, claims[0], ())])
    return made


def origins(made: Finding) -> dict[str, bool]:
    return {origin.name: origin.counted for origin in made.origins}


def test_outlets_in_their_own_voice_are_origins() -> None:
    made = finding(
        material(report("a", "Ferry Post", "2031-05-02", [Says(GATE)]), report("b", "Delta Sun", None, [Says(GATE)]))
    )
    assert made.independent == 2
    assert made.outlets == ("Delta Sun", "Ferry Post")
    assert (made.first, made.last) == ("2031-05-02", "2031-05-02")


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        # One official, quoted by two outlets, is one origin.
        ([Says(GATE, by="Ada Brand"), Says(GATE, by="Ada Brand")], {"Ada Brand": True}),
        ([Says(GATE, by="Ada Brand"), Says(GATE, by="Ola Venn")], {"Ada Brand": True, "Ola Venn": True}),
        # What an official told an agency is the official's word.
        ([Says(GATE, by="Ada Brand", via="Coastwire"), Says(GATE, by="Ada Brand")], {"Ada Brand": True}),
        ([Says(GATE, by="Orle", kind="place", also_by="Vesk")], {"Orle": True, "Vesk": True}),
        # Fail closed: the unnamed add nothing where anybody is named, and count once where nobody is.
        (
            [Says(GATE, by="Ada Brand"), Says(GATE, by="two officials", kind="unnamed")],
            {"Ada Brand": True, "two officials": False},
        ),
        (
            [Says(GATE, by="a diplomat", kind="unnamed"), Says(GATE, by="two officials", kind="unnamed")],
            {"a diplomat": True, "two officials": False},
        ),
        # A spokeswoman and the body that she speaks for are one.
        (
            [
                Says(GATE, by="Ada Brand", role="Water Board spokeswoman"),
                Says(GATE, by="Water Board", kind="organisation"),
            ],
            {"Water Board": True},
        ),
    ],
)
def test_counts_whose_word_it_is(says: list[Says], expected: dict[str, bool]) -> None:
    given = material(*(report(f"r{at}", f"Outlet {at}", None, [said]) for at, said in enumerate(says)))
    made = finding(given)
    assert origins(made) == expected
    assert made.independent == sum(expected.values())
    assert all(origin.reasons and origin.claims for origin in made.origins)


def copy_of(given: Material, a: int, b: int, origin: str | None) -> Copying:
    one, other = given.readings[a].claims[0].span, given.readings[b].claims[0].span
    return Copying(f"k-{a}{b}", one.report, other.report, (SharedPassage(one, other),), 0.5, origin, None, ())


def test_a_shared_passage_is_the_agencys() -> None:
    given = material(report("a", "Ferry Post", None, [Says(GATE)]), report("b", "Delta Sun", None, [Says(GATE)]))
    assert origins(finding(given, copy_of(given, 0, 1, "Coastwire"))) == {"Coastwire": True}


def test_texts_of_unknown_owner_that_share_an_outlet_are_one_origin() -> None:
    given = material(*(report(name, name.upper(), None, [Says(GATE)]) for name in "abc"))
    made = finding(given, copy_of(given, 0, 1, None), copy_of(given, 1, 2, None))
    assert origins(made) == {"one text in A and B and C": True}


def test_a_full_credit_gives_the_report_to_its_agency() -> None:
    made = finding(
        material(
            report("a", "Ferry Post", None, [Says(GATE)], credit="Coastwire"), report("b", "Sun", None, [Says(GATE)])
        )
    )
    assert origins(made) == {"Coastwire": True, "Sun": True}


def test_reports_of_unknown_outlets_stand_for_themselves() -> None:
    made = finding(material(report("a", None, None, [Says(GATE)]), report("b", None, None, [Says(GATE)])))
    assert made.outlets == ("unknown outlet (a)", "unknown outlet (b)")


@pytest.mark.parametrize("kind", ["caption", "post"])
def test_what_stands_beside_a_reports_own_text_adds_no_independence(kind: Literal["caption", "post"]) -> None:
    given = material(*(report(name, name.upper(), None, [Says(GATE)]) for name in "abc"))
    beside = [
        msgspec.structs.replace(each, parts=(Part(kind, reading.claims[0].span),))
        for each, reading in zip(given.reports, given.readings, strict=True)
    ]
    alone = finding(msgspec.structs.replace(given, reports=tuple(beside)))
    assert origins(alone) == {"A": True, "B": False, "C": False}
    with_one = finding(msgspec.structs.replace(given, reports=(*beside[:2], given.reports[2])))
    assert origins(with_one) == {"A": False, "B": False, "C": True}
    assert with_one.outlets == ("A", "B", "C")


def test_a_claim_that_may_say_something_else_adds_no_independence() -> None:
    first, other = Says("The gate gave way at dawn.", by="Ilva Tarn"), Says("The gate was old.", by="Dorn Veck")
    given = material(report("a", "A", None, [first]), report("b", "B", None, [other]))
    one, two = (reading.claims[0].id for reading in given.readings)
    (sure,) = findings(given, [Group((one, two), one, ())])
    (doubtful,) = findings(given, [Group((one, two), one, (), doubtful=(two,))])
    assert sure.independent == 2
    assert doubtful.independent == 1
    assert [(origin.name, origin.counted) for origin in doubtful.origins] == [("Ilva Tarn", True), ("Dorn Veck", False)]
    assert "it may say something else" in doubtful.origins[1].reasons[-1].detail


@pytest.mark.parametrize("named", ["the Pentagon", "US Department of Defense", "U.S. Department of Defense"])
def test_an_authoritys_own_site_is_one_origin_with_those_who_name_it(named: str) -> None:
    made = finding(
        material(
            report("a", "US Department of Defense", "2031-05-02", [Says(GATE)]),
            report("b", "Delta Sun", "2031-05-02", [Says(GATE, by=named, kind="organisation")]),
        )
    )
    assert origins(made) == {"US Department of Defense": True}
    (origin,) = made.origins
    assert origin.kind == "organisation"
    assert "official statement" in {reason.name for reason in origin.reasons}


def test_an_origin_that_a_reader_ruled_out_is_shown_and_adds_nothing() -> None:
    given = material(
        report("a", "Ferry Post", None, [Says(GATE, by="Ada Brand")]), report("b", "Delta Sun", None, [Says(GATE)])
    )
    claims = tuple(claim.id for reading in given.readings for claim in reading.claims)
    decision = Decision("d", "origin", (), "ada brand", "Bo", "2031-06-01T00:00:00+00:00", "she has it from the Sun")
    for about, counted in ((claims[:1], False), (claims[1:], True)):
        rulings = Rulings((decision,), no_origins=(NoOrigin("d", "ada brand", about),))
        made = finding(msgspec.structs.replace(given, rulings=rulings))
        assert origins(made) == {"Ada Brand": counted, "Delta Sun": True}
        assert made.independent == 1 + counted
    made = finding(
        msgspec.structs.replace(given, rulings=Rulings((decision,), no_origins=(NoOrigin("d", "ada brand", claims),)))
    )
    reason = next(origin for origin in made.origins if origin.name == "Ada Brand").reasons[0]
    assert reason.detail == (
        "decided by Bo on 2031-06-01: no origin of its own; why: she has it from the Sun; the machine said: it counts"
    )
