"""What matches a pattern and what does not, in sentences as the shipped reader reads them."""

from __future__ import annotations

import msgspec
import pytest

from crossbearing import watching
from crossbearing.records import (
    Claim,
    Commission,
    Dossier,
    Evidentiary,
    Finding,
    Mandate,
    Match,
    Matter,
    Origin,
    Pattern,
    Relation,
    Requirement,
    SourceKind,
    Span,
    Subject,
)
from crossbearing.watch import mandate_file
from crossbearing.watch.matching import matches, misses
from tests.watch.dossiers import a_dossier, a_report

SUBJECTS = (
    Subject("kestria", ("North Kestria", "North Kestrian", "Ada Wenn")),
    Subject("south", ("South Kestria", "South Kestrian")),
    Subject("norland", ("Norland", "Norlander", "Bo Lind")),
    Subject("tarn", ("Tarn",)),
)
GIVES = Pattern(
    "gives", acts=("send", "supply", "shipment"), what=("shell", "arms"), by=("kestria",), to=("norland",),
    without=("arms race", "egg shell", "film"),
)  # fmt: skip
TRADES = Pattern("trades", acts=("deal", "trade"), what=("arms",), by=("kestria",), partner=("norland",))
WORKS = Pattern("works", acts=("work", "send home"), what=("worker",), named=("kestria",), where=("norland", "abroad"))
PAYS = Pattern("pays", acts=("build", "develop"), what=("payment system",), named=("kestria",), partner=("norland",))


def a_mandate(*patterns: Pattern) -> Mandate:
    matter = Matter("arms", "Arms", "Arms", patterns)
    return Mandate("m", "M", Commission("us"), SUBJECTS, (matter,), Evidentiary((Requirement(1),)))


def told(text: str) -> Dossier:
    """A dossier with a finding for each claim."""
    dossier = a_dossier(a_report(text))
    found = tuple(_finding(claim) for reading in dossier.readings for claim in reading.claims)
    return msgspec.structs.replace(dossier, findings=found)


def _finding(claim: Claim) -> Finding:
    origin = Origin("Harbour Standard", "outlet", True, (claim.id,), ())
    return Finding(
        id=f"f-{claim.id}", story="s", claims=(claim.id,), wording=claim.span, outlets=(), origins=(origin,),
        independent=1, stance=claim.stance, status=claim.status, first=None, last=None, reasons=(),
    )  # fmt: skip


def found(text: str, *patterns: Pattern) -> list[Match]:
    return list(matches(a_mandate(*(patterns or (GIVES, TRADES, WORKS, PAYS))), told(text)))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("North Kestria sent two thousand shells to Norland in May.", "asserts"),
        ("Norland has been supplied with shells by North Kestria.", "asserts"),
        ("North Kestria denied that it had sent shells to Norland.", "denies"),
        ("North Kestria has never sent arms to Norland, the port office said.", "denies"),
        ("North Kestria did not rule out a shipment of arms to Norland.", "asserts"),
        ("North Kestria and Norland have denied any trade in arms.", "denies"),
        ("Norland rejected reports that North Kestria is supplying shells to Norland.", "denies"),
        ("Ada Wenn may send shells to Norland, the harbour master said.", "asserts"),
        ("North Kestrian workers still work in Norland.", "asserts"),
        ("North Kestrian workers work abroad for years.", "asserts"),
        ("Norland has not sent home the North Kestrian workers.", "asserts"),
        ("Bo Lind spoke in North Kestria. “We will develop a payment system,” Bo Lind said.", "asserts"),
    ],
)
def test_what_bears_on_a_matter(text: str, stance: str) -> None:
    assert stance in [match.stance for match in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "South Kestria sent shells to Norland.",
        "Norland sent shells to North Kestria.",
        "North Kestria sent flowers to Norland.",
        "North Kestria sent egg shells to Norland.",
        "The arms race between North Kestria and Norland cost much to supply.",
        "North Kestria sent Norland a film about shells.",
        "Norland would answer if Tarn sent arms, its envoy said after talks with North Kestria.",
        "North Kestria fired shells at Norland.",
        "Workers in Norland work long hours.",
        "Tarn will build a payment system of its own.",
    ],
)
def test_what_is_near_a_matter_and_does_not_bear_on_it(text: str) -> None:
    assert found(text) == []


def test_the_thing_must_stand_in_the_claim_and_not_beside_it() -> None:
    text = "Norland has shells, and North Kestria sent flowers to Norland."
    assert found(text) == []


def test_each_claim_is_held_against_the_pattern_that_it_meets() -> None:
    dossier = told("North Kestria sent shells to Norland.\n\nNorth Kestria and Norland trade in arms.")
    claims = tuple(claim for each in dossier.findings for claim in each.claims)
    one = msgspec.structs.replace(dossier.findings[0], claims=claims)
    match = matches(a_mandate(TRADES, GIVES), msgspec.structs.replace(dossier, findings=(one,)))[0]
    assert [each.context for each in match.claims] == [False] * len(claims)
    assert match.pattern == "trades"


def together(text: str, **more: object) -> Dossier:
    """A dossier with one finding of all claims, whose wording is that of the first."""
    dossier = told(text)
    first, *others = dossier.findings
    kinds: dict[str, SourceKind] = {"the outlet": "outlet"}
    by: dict[str, list[str]] = {}
    for claim in (claim for reading in dossier.readings for claim in reading.claims):
        by.setdefault(claim.sources[0].name if claim.sources else "the outlet", []).append(claim.id)
    origins = tuple(Origin(name, kinds.get(name, "place"), True, tuple(ids), ()) for name, ids in by.items())
    claims = tuple(claim for each in (first, *others) for claim in each.claims)
    one = msgspec.structs.replace(first, claims=claims, origins=origins, **more)
    return msgspec.structs.replace(dossier, findings=(one,))


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("North Kestria sent shells to Norland.\n\nNorth Kestria sent shells to Norland in spring by the old road.",
         "North Kestria sent shells to Norland."),
        ("The harbour was quiet.\n\nNorth Kestria was accused of sending shells to Norland.\n\n"
         "North Kestria sent shells to Norland in May.", "North Kestria sent shells to Norland in May."),
    ],
)  # fmt: skip
def test_a_match_is_told_by_a_claim_that_meets_the_pattern(text: str, wording: str) -> None:
    dossier = together(text)
    (match,) = matches(a_mandate(GIVES), dossier)
    assert text_of(dossier, match.wording) == wording
    assert match.wording in [claim.span for claim in match.claims if not claim.context]


def test_headlines_alone_are_told_as_such_and_a_text_is_told_before_a_headline() -> None:
    text = "North Kestria sent many shells to Norland.\n\nNorth Kestria sent shells to Norland."
    dossier = together("The sea was calm.\n\n" + text)
    (reading,) = dossier.readings
    headlines = tuple(
        msgspec.structs.replace(each, heading="many" in text_of(dossier, each.span)) for each in reading.sentences
    )
    dossier = msgspec.structs.replace(dossier, readings=(msgspec.structs.replace(reading, sentences=headlines),))
    (match,) = matches(a_mandate(GIVES), dossier)
    assert (match.headline, text_of(dossier, match.wording)) == (False, "North Kestria sent shells to Norland.")
    only = msgspec.structs.replace(dossier.findings[0], claims=dossier.findings[0].claims[:-1])
    (match,) = matches(a_mandate(GIVES), msgspec.structs.replace(dossier, findings=(only,)))
    assert match.headline


def text_of(dossier: Dossier, span: Span) -> str:
    return dossier.reports[0].text[span.start : span.end]


def test_who_denies_is_not_the_outlet_that_tells_of_it() -> None:
    dossier = together("North Kestria denied that it had sent shells to Norland.\n\nIt was a cold spring.")
    (match,) = matches(a_mandate(GIVES), dossier)
    (denial,) = match.denials
    assert denial.said_by == ("North Kestria",)
    assert "cold" not in text_of(dossier, denial.span)


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (("2031-05-04", "2031-05-04"), ["contradicts"]),
        (("2031-05-04", "2031-05-05"), ["updates"]),
        ((None, "2031-05-05"), ["contradicts"]),
    ],
)
def test_another_finding_that_contradicts_and_updates_is_told_once(
    days: tuple[str | None, str], kinds: list[str]
) -> None:
    dossier = told("North Kestria sent two shells to Norland.\n\nThe sea was calm.")
    one, other = (
        msgspec.structs.replace(finding, first=day, last=day)
        for finding, day in zip(dossier.findings, reversed(days), strict=True)
    )
    relations = (
        Relation("contradicts", other.id, one.id, 1.0, ()),
        Relation("updates", one.id, other.id, 1.0, ()),
    )
    (match,) = matches(a_mandate(GIVES), msgspec.structs.replace(dossier, findings=(one, other), relations=relations))
    assert [each.kind for each in match.disagreements] == kinds


def test_a_figure_is_on_the_word_of_those_who_count_where_some_do() -> None:
    dossier = told("North Kestria sent 12 barges with shells to Norland.")
    claim = dossier.findings[0].claims[0]
    names = (Origin("officials", "unnamed", False, (claim,), ()), Origin("Bo Lind", "person", True, (claim,), ()))
    for origins, said_by in ((names, ("Bo Lind",)), (names[:1], ("officials",))):
        one = msgspec.structs.replace(dossier.findings[0], origins=origins)
        (match,) = matches(a_mandate(GIVES), msgspec.structs.replace(dossier, findings=(one,)))
        assert [each.said_by for each in match.figures] == [said_by]


def test_what_is_missed_by_one_part_is_told_with_that_part() -> None:
    (miss,) = misses(a_mandate(GIVES), told("South Kestria sent shells to Norland."))
    assert miss.missing.name == "by"


def test_the_shipped_mandate_reads_the_resolutions_matters() -> None:
    text = watching.shipped()["dprk-sanctions"].read_text(encoding="utf-8")
    mandate = mandate_file.read(text, "dprk-sanctions.yaml")
    assert all(matter.instruments for matter in mandate.matters)
    dossier = told(
        "North Korea shipped artillery shells to Russia, Seoul said.\n\n"
        "Putin gave Kim Jong Un a limousine.\n\n"
        "South Korea sold tanks to Poland.\n\n"
        "North Korea fired two missiles into the sea."
    )
    assert [match.matter for match in matches(mandate, dossier)] == ["arms", "luxury"]


def test_a_hostile_text_is_matched_in_bounded_time() -> None:
    text = "North Kestria sent arms to Norland " * 3_000
    dossier = a_dossier(a_report("North Kestria sent arms to Norland."))
    report = msgspec.structs.replace(dossier.reports[0], text=text)
    claim = dossier.readings[0].claims[0]
    whole = msgspec.structs.replace(claim.content, end=len(text))
    claims = tuple(msgspec.structs.replace(claim, id=f"c{number}", span=whole, content=whole) for number in range(500))
    sentence = msgspec.structs.replace(dossier.readings[0].sentences[0], span=whole)
    reading = msgspec.structs.replace(dossier.readings[0], claims=claims, sentences=(sentence,))
    findings = tuple(_finding(each) for each in claims)
    dossier = msgspec.structs.replace(dossier, reports=(report,), readings=(reading,), findings=findings)
    found = misses(a_mandate(msgspec.structs.replace(GIVES, by=("tarn",))), dossier)
    assert len(found) == 500
    assert max(len(facet.spans) for miss in found for facet in miss.met) <= 200


@pytest.mark.parametrize("counts", ["barge", "barges", "Barges"])
def test_what_is_counted_may_be_given_in_either_number(counts: str) -> None:
    text = "The port authority of Orle said that nine barges sank in May."
    assert found(text, Pattern("lost", acts=("sink",), counts=(counts,)))
    assert not found(text, Pattern("lost", acts=("sink",), counts=("tug",)))
