from __future__ import annotations

import msgspec
import pytest

from crossbearing.errors import IntegrityError
from crossbearing.records import Attached, Decision, DecisionKind, Finding, Relation, Rulings, Span, Utterance
from crossbearing.write.dossier import Totals, citations, dossier, totals
from tests.write.stories import DENIED, FINDINGS, NINE, RELATIONS, UTTERANCES, a_finding, a_material

REPLACE = msgspec.structs.replace


def test_findings_stand_by_origins_then_outlets_then_where_they_are_first_said() -> None:
    two = REPLACE(a_finding(NINE, "harbour office", 1), id="finding-two", outlets=("The Lantern", "The Weir"))
    made = dossier(a_material(), (*FINDINGS, two), RELATIONS, UTTERANCES)
    # The Weir's report has no day: what it alone says comes after what the dated one says.
    assert [each.id for each in made.findings] == ["finding-two", "finding-nine", "finding-denied", "finding-seven"]


def test_the_order_in_which_things_come_changes_nothing() -> None:
    made = dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES)
    assert dossier(a_material(), FINDINGS[::-1], RELATIONS[::-1], UTTERANCES[::-1]) == made


def test_the_timeline_holds_each_date_of_a_claim_with_its_finding() -> None:
    timeline = dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES).timeline
    assert [(each.when.value, each.claim, each.finding) for each in timeline] == [
        ("2031-05-03", "claim-nine", "finding-nine"),
        ("2031-05-03", "claim-seven", "finding-seven"),
    ]


UNQUOTED = REPLACE(UTTERANCES[0].variants[0], quote=None)
BEYOND = Span("report-weir", 10, 9000)
ELSEWHERE = Span("report-none", 0, 4)


@pytest.mark.parametrize(
    ("findings", "relations", "utterances", "says"),
    [
        ((REPLACE(FINDINGS[0], claims=()),), (), (), "finding-seven cites no claim"),
        ((REPLACE(FINDINGS[0], claims=("claim-none",)),), (), (), "claim-none"),
        ((REPLACE(FINDINGS[0], claims=(DENIED.id,)),), (), (), "origin The Weir of finding-seven cites a claim"),
        ((REPLACE(FINDINGS[0], wording=BEYOND),), (), (), r"\[10, 9000\) is no passage of report-weir"),
        ((REPLACE(FINDINGS[0], wording=Span("report-weir", 4, 4)),), (), (), "is no passage"),
        ((REPLACE(FINDINGS[0], wording=Span("report-weir", -1, 4)),), (), (), "is no passage"),
        ((REPLACE(FINDINGS[0], wording=ELSEWHERE),), (), (), "report-none, which is no report of the story"),
        (FINDINGS, (REPLACE(RELATIONS[0], to_id="finding-none"),), (), "denies of finding-denied cites a finding"),
        (FINDINGS, (), (REPLACE(UTTERANCES[0], quotes=()),), "utterance-nine cites no quote"),
        (FINDINGS, (), (REPLACE(UTTERANCES[0], quotes=("quote-none",)),), "quote-none"),
        (FINDINGS, (), (REPLACE(UTTERANCES[0], variants=(UNQUOTED,)),), "a variant of utterance-nine cites no claim"),
    ],
)
def test_an_entry_without_its_citation_cannot_be_built(
    findings: tuple[Finding, ...], relations: tuple[Relation, ...], utterances: tuple[Utterance, ...], says: str
) -> None:
    with pytest.raises(IntegrityError, match=says):
        dossier(a_material(), findings, relations, utterances)


def test_an_identity_without_its_mention_cannot_be_built() -> None:
    material = a_material()
    lost = REPLACE(material.identities[0], mentions=("actor-none",))
    with pytest.raises(IntegrityError, match="identity-wenn cites a mention"):
        dossier(REPLACE(material, identities=(lost,)), FINDINGS, RELATIONS, UTTERANCES)


def test_the_numbers() -> None:
    made = dossier(a_material(), (*FINDINGS[:2], REPLACE(FINDINGS[2], independent=2)), RELATIONS, UTTERANCES)
    assert totals([made]) == Totals(
        stories=1, reports=2, findings=3, corroborated=1, denied=1, contradicted=2, updated=0, withdrawn=0
    )
    assert totals([]) == Totals(0, 0, 0, 0, 0, 0, 0, 0)
    # findings and origins 3 + 3, relations 2 × 2, an utterance and its variant 2, identity 1, a copying pair 2,
    # timeline 2
    assert citations(made) == 17


@pytest.mark.parametrize(
    ("kind", "value", "claims", "hidden", "adrift"),
    [
        ("hide", "", ("claim-nine",), ("finding-nine",), ""),
        ("hide", "", ("claim-none",), (), ""),
        ("origin", "The Gull", ("claim-nine",), (), "none of these claims rests on an origin called The Gull"),
        ("note", "x", ("claim-nine",), (), ""),
    ],
)
def test_what_a_reader_hid_is_named_and_counted_no_more_and_what_finds_nothing_is_adrift(
    kind: DecisionKind, value: str, claims: tuple[str, ...], hidden: tuple[str, ...], adrift: str
) -> None:
    decision = Decision("d", kind, (), value, "Ada", "2031-06-01T00:00:00+00:00")
    attached = (Attached("d", 0, NINE.span, NINE.id),) if claims == (NINE.id,) else ()
    rulings = Rulings((decision,), hidden=claims if kind == "hide" else (), attached=attached)
    made = dossier(REPLACE(a_material(), rulings=rulings), FINDINGS, RELATIONS, UTTERANCES)
    assert made.hidden == hidden
    assert [adrift in each.reason for each in made.rulings.adrift] == ([True] if adrift else [])
    assert totals([made]).findings == len(FINDINGS) - len(hidden)
