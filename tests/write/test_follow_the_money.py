"""FollowTheMoney, read and validated by `followthemoney` itself. It needs ICU: `pip install .[interop]`; where it is
missing, as in CI, only what needs no library is checked."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from crossbearing.write.exports import by_name
from crossbearing.write.follow_the_money import NAME
from tests.write.linked_story import WORDS, the_case


@cache
def document() -> bytes:
    return b"".join(by_name("ftm").make(the_case()))


@cache
def entities() -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in document().split(b"\n")[:-1]]
    found = {line["id"]: line for line in lines}
    assert len(found) == len(lines)
    return found


def test_every_entity_is_valid_and_kept_as_it_is() -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed: pip install .[interop]")
    for entity in entities().values():
        ftm.model.get(entity["schema"]).validate(entity)
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        assert {key: proxy.to_dict()[key] for key in ("id", "schema", "properties")} == entity
    broken = {"id": "x", "schema": "Person", "properties": {"name": ["x" * (NAME + 1)]}}
    with pytest.raises(ftm.exc.InvalidData):
        ftm.model.get("Person").validate(broken)


def test_every_tie_leads_to_an_entity() -> None:
    for entity in entities().values():
        for role in ("document", "resolved", "entity", "proof"):
            assert all(other in entities() for other in entity["properties"].get(role, ()))


def test_reports_and_actors() -> None:
    schemata = {name: entity["schema"] for name, entity in entities().items() if name[:2] in ("i-", "re")}
    assert {name: schema for name, schema in schemata.items() if not name.startswith("i-r-")} == {
        **{f"report-{name}": "Article" for name in ("gazette", "harm", "post", "radio", "times", "wire")},
        "i-guard": "Organization",
        "i-marr": "Person",
        "i-mixed": "LegalEntity",
    }, "no place, group or office, and nobody without a name"
    assert entities()["i-guard"]["properties"] == {"name": ["Coast Guard"], "alias": ["CG"]}
    wire = entities()["report-wire"]["properties"]
    assert wire["publisher"] == ["Coast Wire"]
    assert (wire["retrievedAt"], wire["language"], wire["mimeType"]) == (
        ["2041-05-04T10:00:00"],
        ["eng"],
        ["text/html"],
    )
    assert "sourceUrl" not in entities()["report-harm"]["properties"]


def test_who_gives_a_report_its_word_is_told_from_who_is_named() -> None:
    ties = [each["properties"] for each in entities().values() if each["schema"] == "Documentation"]
    roles = {(tie["entity"][0], tie["document"][0]): tie["role"] for tie in ties}
    assert roles["i-guard", "report-wire"] == ["source"]
    assert roles["i-guard", "report-gazette"] == ["mentioned"]
    mentions = [each["properties"] for each in entities().values() if each["schema"] == "Mention"]
    assert {"document": ["report-wire"], "resolved": ["i-guard"], "name": ["Coast Guard"]} in mentions


def test_hostile_words_stay_words() -> None:
    named = {name: entity for name, entity in entities().items() if name.startswith("i-r-")}
    assert 40 <= len(named) < len(WORDS), "without a capital, of control characters or of 2,000 letters it is no name"
    for entity in entities().values():
        for values in entity["properties"].values():
            assert all(value and value.isprintable() for value in values)
    assert all(
        url.startswith("https://")
        for entity in entities().values()
        for url in entity["properties"].get("sourceUrl", ())
    )
