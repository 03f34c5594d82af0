"""Web Annotations, against a JSON Schema of our own that holds what the Web Annotation Data Model demands (its MUSTs
for what is used here; written after the Recommendation, which has no official schema), rdflib and PyLD."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import rdflib
from rdflib import RDF

from crossbearing.write.exports import by_name
from tests.write.ferry import TEXTS
from tests.write.linked_contexts import ANNO_CONTEXT, expanded, expanded_values, local, triples, values
from tests.write.linked_story import CLAIM_SPANS, DECISIONS, SHA, WORDS, the_case

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
_IRI = {"type": "string", "pattern": '^(https?|urn):[^\\s<>"{}|\\\\^`]+$'}
_TIME = {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"}
_QUOTE = {
    "required": ["type", "exact", "prefix", "suffix"],
    "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}},
}
_POSITION = {
    "required": ["type", "start", "end", "ofText"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
        "ofText": {"type": "string", "pattern": "^urn:sha256:[0-9a-f]{64}$"},
    },
}
_SPECIFIC = {
    "type": "object",
    "required": ["type", "source", "selector"],
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": _IRI,
        "selector": {"type": "array", "prefixItems": [_QUOTE, _POSITION], "minItems": 2, "maxItems": 2},
        "state": {
            "required": ["type", "cached"],
            "properties": {
                "type": {"const": "TimeState"},
                "cached": _IRI,
                "sourceDate": {"type": "array", "items": _TIME, "minItems": 1},
            },
        },
    },
}
_BODY = {
    "oneOf": [
        {
            "required": ["type", "value", "format", "purpose"],
            "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}},
        },
        {"required": ["type"], "properties": {"type": {"type": "array", "contains": {"const": "Dataset"}}}},
        {"allOf": [_SPECIFIC, {"required": ["purpose"]}]},
    ]
}
_MOTIVATIONS = [term for term, iri in ANNO_CONTEXT.items() if iri == f"oa:{term}" and term.endswith("ing")]
_ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "target", "body", "creator"],
    "properties": {
        "id": _IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": _MOTIVATIONS},
        "created": _TIME,
        "body": {"type": "array", "minItems": 1, "items": _BODY},
        "target": {"anyOf": [_SPECIFIC, {"type": "array", "minItems": 1, "items": {"anyOf": [_SPECIFIC, _IRI]}}]},
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"type": "array", "prefixItems": [{"const": "http://www.w3.org/ns/anno.jsonld"}]},
        "id": _IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "required": ["id", "type", "partOf", "items", "startIndex"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "partOf": _IRI,
                "items": {"type": "array", "items": _ANNOTATION},
            },
        },
    },
}


@cache
def document() -> bytes:
    return b"".join(by_name("annotations").make(the_case()))


@cache
def made() -> dict[str, dict[str, Any]]:
    items = json.loads(document())["first"]["items"]
    found = {each["id"].removeprefix("urn:crossbearing:annotation."): each for each in items}
    assert len(found) == len(items) == json.loads(document())["total"]
    return found


def test_it_is_as_the_model_demands() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert [error.message[:200] for error in validator.iter_errors(json.loads(document()))] == []
    broken = json.loads(document())
    del broken["first"]["items"][0]["target"]["selector"][0]["exact"]
    assert not validator.is_valid(broken)


def test_no_key_and_no_value_is_lost_when_it_is_expanded() -> None:
    assert expanded_values(expanded(document())) == values(local(document()))


def test_rdflib_finds_every_annotation_with_its_words() -> None:
    graph = triples(document())
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == len(made())
    for claim, span in CLAIM_SPANS.items():
        node = rdflib.URIRef(f"urn:crossbearing:annotation.{claim}")
        (target,) = graph.objects(node, OA.hasTarget)
        exact = {str(word) for at in graph.objects(target, OA.hasSelector) for word in graph.objects(at, OA.exact)}
        assert exact == {TEXTS[span.report][span.start : span.end]}
        assert (node, OA.motivatedBy, OA.describing) in graph


def test_positions_are_code_points_of_the_text_that_is_named() -> None:
    harm = made()["c-h2"]["target"]
    quote, position = harm["selector"]
    text = TEXTS["report-harm"]
    assert any(ord(ch) > 0xFFFF for ch in text)
    assert text[position["start"] : position["end"]] == quote["exact"]
    around = text[position["start"] - 32 : position["start"]], text[position["end"] : position["end"] + 32]
    assert (quote["prefix"], quote["suffix"]) == around


def test_the_state_is_the_capture_and_when_the_page_was_so() -> None:
    seen = made()["c-w1"]["target"]
    assert seen["source"] == "https://wire.example/grebe?a=1&b=%22"
    assert seen["state"] == {
        "type": "TimeState",
        "sourceDate": ["2041-05-04T10:00:00Z", "2041-05-05T10:30:00Z"],
        "cached": f"urn:sha256:{SHA['report-wire']}",
    }
    assert "sourceDate" not in made()["c-r1"]["target"]["state"]
    assert made()["c-h1"]["target"]["source"] == "https://harm.example/grebe", "javascript: is no source"


def test_bodies_say_what_was_read() -> None:
    words, claim = made()["c-w1"]["body"]
    assert words["value"] == "asserts, happened; source: coast guard; independent origins of the finding: 2"
    assert claim["finding"] == {"id": "urn:crossbearing:f-w1", "independentOrigins": 2}
    assert claim["sources"] == [{"name": "coast guard", "kind": "organisation"}]
    assert made()["c-r1"]["body"][1]["stance"] == "denies"
    assert made()["c-w1.date.1"]["body"][0]["value"] == "2041-05-04"
    assert [made()[f"c-w1.date.{n}"]["body"][1]["role"] for n in (1, 2)] == ["event", "said"]
    assert made()["c-t1.figure.1"]["body"][0]["value"] == "260 people"
    assert made()["q-q1"]["body"][1]["sources"] == [{"name": "Ida Marr", "kind": "person"}]
    denial = made()["f-r1.denies.f-p2"]
    assert denial["motivation"] == "linking"
    assert denial["body"][2]["selector"][0]["exact"] == "The Grebe carried too many, dockers said"
    withdrawn = [each for each in made().values() if "Withdrawal" in each["body"][1]["type"]]
    assert len(withdrawn) == len(WORDS)
    assert withdrawn[0]["body"][0]["value"] == "changed in a later version, without a notice"


def test_each_decision_is_its_reader_s() -> None:
    of_kind = {decision.kind: made()[decision.id] for decision in DECISIONS}
    assert {kind: each["motivation"] for kind, each in of_kind.items()} == {
        "same": "assessing", "apart": "assessing", "speaker": "editing", "date": "editing", "published": "editing",
        "figure": "editing", "origin": "assessing", "hide": "moderating", "note": "commenting", "undo": "moderating",
    }  # fmt: skip
    assert all(each["created"] == "2041-05-09T08:00:00Z" for each in of_kind.values())
    assert of_kind["note"]["creator"]["name"] == DECISIONS[-2].by
    assert of_kind["note"]["body"][0]["value"] == "<b>{\\@} look here (seen)"
    assert of_kind["speaker"]["body"][0]["value"] == "speaker: Ida Marr (seen)"
    assert [target["side"] for target in of_kind["apart"]["target"]] == [0, 1]
    assert of_kind["same"]["target"][0]["source"] == "https://wire.example/grebe?a=1&b=%22"
    assert of_kind["undo"]["target"] == ["urn:crossbearing:annotation.d-hide"]
    assert of_kind["undo"]["body"][1]["replaces"] == "urn:crossbearing:d-hide"
