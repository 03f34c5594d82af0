"""What could not be collected is told without the machine's folders, and no longer when its file was mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing import Case
from crossbearing.collect.telling import Inputs
from crossbearing.records import Failure


@pytest.mark.parametrize(
    ("unit", "sources", "outdated"),
    [
        ("a.json", [], True),
        ("a.json line 3", ["/x/day/a.json line 1"], True),
        ("a.json line 3", ["/x/other/a.json line 1"], False),
        ("a.json line 3", ["/x/other/a.jsonl line 1", "/x/a.json.d/b"], True),
        ("a.jsonl line 3", [], False),
        ("b/a.json", [], False),
    ],
)
def test_outdated(unit: str, sources: list[str], outdated: bool) -> None:
    before = [Failure("collect", unit, "no JSON object")]
    assert Inputs(["/x/day/a.json"]).outdated(before, sources) == ((unit,) if outdated else ())


def test_a_mended_file_is_no_failure_any_more(tmp_path: Path) -> None:
    good, folder = '{"text": "Nine barges sank off Orle."}', tmp_path / "day"
    folder.mkdir()
    (folder / "a.jsonl").write_text(f"{good}\n[]\n")
    (folder / "b.txt").write_text("")
    (tmp_path / "a.jsonl").write_text(f"{good.replace('Nine', 'Two')}\n[]\n")
    with Case.open(tmp_path / "case.db") as case:
        assert [each.unit for each in case.add(folder).failures] == ["day/a.jsonl line 2", "day/b.txt"]
        case.add(tmp_path / "a.jsonl")
        assert [each.unit for each in case.failures()] == ["a.jsonl line 2", "day/a.jsonl line 2", "day/b.txt"]
        (folder / "a.jsonl").write_text(f"{good}\n")
        case.add(folder)
        assert [each.unit for each in case.failures()] == ["a.jsonl line 2", "day/b.txt"]
        assert not any(str(tmp_path) in f"{each.unit} {each.reason}" for each in case.failures())
