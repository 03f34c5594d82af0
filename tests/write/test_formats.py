from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from crossbearing.records import Dossier, Failure
from crossbearing.write.dossier import dossier
from crossbearing.write.export import Export
from crossbearing.write.formats import export, schema, schema_json, shipped_schema, to_json
from tests.write.stories import FINDINGS, RELATIONS, TEXTS, UTTERANCES, a_material

FAILURES = (Failure("clean", "b.html", "no article"), Failure("clean", "a.html", "no article"))


def a_dossier(number: int = 0) -> Dossier:
    made = dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES)
    story = msgspec.structs.replace(made.story, id=f"{made.story.id}{number or ''}")
    return msgspec.structs.replace(made, story=story)


def exported() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(to_json(export([a_dossier()], FAILURES)))
    return read


def test_the_schema_that_ships_is_the_one_of_the_records() -> None:
    assert shipped_schema() == schema_json(), "renew it: crossbearing schema > crossbearing/write/dossier.schema.json"


def test_the_export_fits_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(exported(), schema())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "crossbearing-dossier/0"),
        (("claims", 0, "start"), "0"),
        (("claims", 0, "stance"), "believes"),
        (("reports", 0, "text"), None),
        (("findings", 0, "relations"), {}),
    ],
)
def test_the_schema_refuses_what_is_no_export(path: tuple[Any, ...], value: object) -> None:
    read: Any = exported()
    inner = read
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read, schema())


def test_every_offset_re_reads_from_the_text_in_the_same_file() -> None:
    read = exported()
    texts = {report["id"]: report["text"] for report in read["reports"]}
    assert list(texts.values()) == list(TEXTS.values())
    for item in read["claims"] + read["quotes"]:
        assert texts[item["report"]][item["start"] : item["end"]] == item["text"]
    nine = read["claims"][0]
    assert texts[nine["report"]][nine["figures"][0]["start"] : nine["figures"][0]["end"]] == "Nine barges"
    assert {finding["text"] for finding in read["findings"]} == {
        "Nine barges sank at Orle on 3 May", "Seven barges sank at Orle on 3 May", "nine barges sank",
    }  # fmt: skip
    (pair,) = read["copying"]
    shared = [texts[passage["report"]][passage["start"] : passage["end"]] for passage in pair["spans"]]
    assert shared == ["barges sank at Orle on 3 May"] * 2
    (wenn,) = read["identities"]
    assert [texts[mention["report"]][mention["start"] : mention["end"]] for mention in wenn["mentions"]] == ["Ada Wenn"]


def test_a_claim_tells_its_finding_its_sources_and_the_role_of_each_date() -> None:
    nine, seven, denied = exported()["claims"]
    assert [claim["finding"] for claim in (nine, seven, denied)] == ["finding-nine", "finding-seven", "finding-denied"]
    assert [source["name"] for source in nine["sources"]] == ["harbour office"]
    assert seven["sources"] == []
    assert [(date["value"], date["role"]) for date in seven["dates"]] == [
        ("2031-05-04", "said"),
        ("2031-05-03", "event"),
    ]
    assert denied["stance"] == "denies"


def test_a_finding_carries_its_relations_and_a_quote_its_utterance() -> None:
    read = exported()
    relations = {
        finding["id"]: [(each["kind"], each["to"]) for each in finding["relations"]] for finding in read["findings"]
    }
    assert relations == {
        "finding-denied": [("denies", "finding-nine")],
        "finding-nine": [("contradicts", "finding-seven")],
        "finding-seven": [],
    }
    assert [(quote["speaker"], quote["utterance"]) for quote in read["quotes"]] == [("Ada Wenn", "utterance-nine")]


def test_the_order_of_dossiers_and_failures_changes_no_byte() -> None:
    first, second = a_dossier(1), a_dossier(2)
    assert to_json(export([second, first], FAILURES[::-1])) == to_json(export([first, second], FAILURES))


def test_an_export_reads_back() -> None:
    made = export([a_dossier()], FAILURES)
    assert msgspec.json.decode(to_json(made), type=Export) == made
    assert export([], ()).stories == ()
