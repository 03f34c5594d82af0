"""Exports of a case through Python and the command: one file, complete or not there, over nothing else."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossbearing import Case
from crossbearing.cli import crossbearing as command
from crossbearing.errors import CaseError, InputError
from crossbearing.write.exports import FORMATS, by_name
from tests.reports import TWO_STORIES, a_case_of_two_stories


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("exported")
    with Case.open(a_case_of_two_stories(place)) as case:
        case.write(place / "out")
    return place


def ran(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(each) for each in arguments])
    return result.exit_code, f"{result.output}{result.exception or ''}"


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_each_format_by_python_and_by_command(built: Path, tmp_path: Path, name: str) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        body = case.export(name)
        assert case.export_file(tmp_path / "python", name) == len(body)
    assert (tmp_path / "python").read_bytes() == body == (tmp_path / "python").read_bytes()
    assert ran("export", built / "case.db", tmp_path / "command", "--as", name)[0] == 0
    assert (tmp_path / "command").read_bytes() == body


def test_dossier_json_is_that_of_the_folder(built: Path) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        assert case.export("json") == (built / "out" / "dossier.json").read_bytes()
        assert case.totals().stories == 2


def test_one_story_alone(built: Path, tmp_path: Path) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        story = case.stories()[0]
        text = case.export("markdown", story.id).decode()
        name = case.dossier(story.id).reports[0].name
        with pytest.raises(InputError, match="no dossier of a story s-x"):
            case.export("csv", "s-x")
    assert text.count("\n# ") + text.startswith("# ") == 1
    assert ran("export", built / "case.db", tmp_path / "one.zip", "--story", story.id)[0] == 0
    with zipfile.ZipFile(tmp_path / "one.zip") as file:
        captures = [each for each in file.namelist() if each.startswith("captures/")]
        assert captures == [f"captures/{hashlib.sha256(TWO_STORIES[name].encode()).hexdigest()}.txt"]
    assert Case.verify_bundle(tmp_path / "one.zip").problems == ()


@pytest.mark.parametrize("name", ["case.db", "lantern.txt", "out/dossier.json", "out"])
def test_nothing_is_written_over(built: Path, name: str) -> None:
    there = built / name
    before = there.read_bytes() if there.is_file() else None
    status, told = ran("export", built / "case.db", there, "--as", "jsonl")
    assert status == 1
    assert "something is there already" in told
    assert before is None or there.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("out.txt",), "its name says no format"),
        (("out.txt", "--as", "pdf"), "no format is called that. There are json"),
        (("out.warc.gz", "--story", "s-1"), "leave --story out"),
    ],
)
def test_what_cannot_be_meant_is_told(built: Path, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    status, said = ran("export", built / "case.db", tmp_path / arguments[0], *arguments[1:])
    assert (status, told in said) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_could_not_be_finished_is_not_there(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crossbearing.write.bundle._captures_json", full)
    with Case.open(built / "case.db", readonly=True) as case, pytest.raises(CaseError, match="No space left"):
        case.export_file(tmp_path / "all.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "markdown"])
def test_an_export_is_no_report(built: Path, tmp_path: Path, name: str) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        case.export_file(tmp_path / f"export{by_name(name).suffix}", name)
    with Case.open(tmp_path / "new.db") as case, pytest.raises(InputError, match="written by Crossbearing itself"):
        case.add(tmp_path / f"export{by_name(name).suffix}")


def test_of_a_dossier_in_a_zip_file_the_captures_are_reports(built: Path, tmp_path: Path) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        case.export_file(tmp_path / "export.zip")
    with Case.open(tmp_path / "new.db") as case:
        assert len(case.add(tmp_path / "export.zip").reports) == len(TWO_STORIES)


def test_a_warc_file_is_written_as_before(built: Path, tmp_path: Path) -> None:
    assert ran("export", built / "case.db", tmp_path / "all.warc.gz") == (0, f"{tmp_path / 'all.warc.gz'}: 3 records\n")
