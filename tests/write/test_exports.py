from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import msgspec
import pytest

from crossbearing.errors import InputError
from crossbearing.records import Dossier, Failure
from crossbearing.write import sections
from crossbearing.write.dossier import dossier
from crossbearing.write.exports import FORMATS, by_name, by_suffix
from crossbearing.write.formats import export, to_json
from tests.write.handed_on import exported, handed_on
from tests.write.stories import FINDINGS, RELATIONS, UTTERANCES, a_material

FAILURES = (Failure("clean", "b.html", "no article"), Failure("clean", "a.html", "no\narticle"))


def a_dossier(number: int = 0) -> Dossier:
    """A dossier whose ids are all its own: `number` stands in each."""
    made = dossier(a_material(), FINDINGS, RELATIONS, UTTERANCES)
    body = msgspec.json.encode(made)
    for word in (b"report-lantern", b"report-weir", b"story-barges"):
        body = body.replace(word, b"%s-%d" % (word, number))
    return msgspec.json.decode(body, type=Dossier)


DOSSIERS = tuple(a_dossier(number) for number in (2, 0, 1))


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_the_same_dossiers_give_the_same_bytes(name: str) -> None:
    assert exported(name, *DOSSIERS) == exported(name, *reversed(DOSSIERS)) != b""


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_of_no_dossier_an_empty_file_is_made(name: str) -> None:
    assert isinstance(exported(name), bytes)


def test_names_are_no_twins() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert all(each.suffix == each.suffix.lower() and each.suffix.startswith(".") for each in FORMATS)


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.jsonl", "jsonl"), ("A.CSV", "csv"), ("a.b.md", "markdown"), ("a.docx", "docx"), ("dossier.zip", "zip")],
)
def test_a_files_name_says_its_format(file: str, name: str) -> None:
    assert by_suffix(file).name == name == by_name(name).name


@pytest.mark.parametrize("file", ["a", "a.txt", "case.db", "json lines", ""])
def test_a_name_that_says_no_format_is_refused_with_the_list(file: str) -> None:
    with pytest.raises(InputError, match=r"docx \(\.docx\)"):
        by_suffix(file)
    with pytest.raises(InputError, match=r"docx \(\.docx\)"):
        by_name(file or "docx ")


@pytest.mark.parametrize("most", [0, 1_000_000], ids=["in a file", "in memory"])
def test_dossier_json_piece_by_piece_has_the_bytes_of_the_whole(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "_IN_MEMORY", most)
    whole = to_json(export(DOSSIERS, FAILURES))
    for order in permutations(DOSSIERS):
        with sections.Sections() as made:
            for each in order:
                made.add(each)
            assert b"".join(made.pieces(FAILURES)) == whole
    with sections.Sections() as made:
        assert b"".join(made.pieces(())) == to_json(export((), ()))


def test_json_lines_have_what_dossier_json_has() -> None:
    given = handed_on(*DOSSIERS, failures=FAILURES)
    lines: list[dict[str, Any]] = [json.loads(line) for line in b"".join(by_name("jsonl").make(given)).splitlines()]
    whole = json.loads(to_json(export(DOSSIERS, FAILURES)))
    assert lines[0] == {"type": "format", "format": whole["format"]}
    names = {report["id"]: report["name"] for report in whole["reports"]}
    for section, kind in sections.SINGULAR.items():
        found = [{key: each[key] for key in each if key != "type"} for each in lines if each["type"] == kind]
        if section in ("reports", "claims", "quotes", "places"):
            found.sort(key=lambda each: (names[each.get("report", each["id"])], each.get("report", each["id"])))
        assert found == whole[section], section
    assert {each["type"] for each in lines} <= {"format", "relation", *sections.SINGULAR.values()}


def test_each_relation_is_a_line_with_both_its_ends() -> None:
    lines = [json.loads(line) for line in exported("jsonl", a_dossier()).splitlines()]
    assert [(each["from"], each["kind"], each["to"]) for each in lines if each["type"] == "relation"] == [
        ("finding-nine", "contradicts", "finding-seven"),
        ("finding-denied", "denies", "finding-nine"),
    ]
