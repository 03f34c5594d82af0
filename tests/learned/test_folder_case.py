"""Models from folders in a whole case: a setting chooses them, and a change reads anew what depends on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from crossbearing import Case, ModelError, Settings
from crossbearing.cli import crossbearing, main
from crossbearing.outcomes import Built

TINY = Path(__file__).parent / "tiny"
GAUGE = """Gauge of Orle under water

ORLE, May 4, 2031 - Nine barges had sunk within an hour of the storm, said Ada Wenn, the harbour master of Orle.

The harbour office said the lock would stay shut until Thursday.
"""
BELL = """Bell rings at Orle

ORLE, May 4, 2031 - Eight barges had sunk, the mayor told Orle Radio. "We had no warning," he said.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "gauge.txt").write_text(GAUGE)
    (folder / "bell.txt").write_text(BELL)
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "models"))


def build(reports: Path, out: Path, *, reader: Path = TINY / "reader", encoder: Path = TINY / "encoder") -> Built:
    with Case.open(out / "case.db", settings=Settings(reader=str(reader), encoder=str(encoder))) as case:
        case.replace(reports)
        built = case.build()
        case.write(out)
        assert case.verify(out).problems == ()
    assert built.failures == ()
    return built


def made(built: Built) -> dict[str, int]:
    """Reports that were worked on at the stages that have models."""
    return {count.stage: count.made for count in built.stages if count.stage in ("read", "embed")}


def written(out: Path) -> bytes:
    return (out / "dossier.json").read_bytes()


def test_a_case_is_read_by_the_models_of_its_folders_and_a_second_build_does_no_work(
    reports: Path, models: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert made(build(reports, out)) == {"read": 2, "embed": 2}
    first = written(out)
    # Models are what they are, wherever they stand.
    again = build(reports, out, reader=models / "reader", encoder=models / "encoder")
    assert made(again) == {"read": 0, "embed": 0}
    assert written(out) == first
    build(reports, tmp_path / "other", reader=models / "reader", encoder=models / "encoder")
    assert written(tmp_path / "other") == first


def _append(name: str, some: bytes = b"\n") -> Callable[[Path], None]:
    def append(models: Path) -> None:
        with (models / name).open("ab") as file:
            file.write(some)

    return append


COMMENT = b"2\x01a"
"""A graph's description, as it is serialised."""


def _fewer_pieces(models: Path) -> None:
    path = models / "reader" / "catalogue.toml"
    path.write_text(path.read_text().replace("max_pieces = 40", "max_pieces = 30"))


CHANGES: tuple[tuple[Callable[[Path], None], dict[str, int]], ...] = (
    (_append("encoder/model.onnx", COMMENT), {"read": 0, "embed": 2}),
    (_append("encoder/tokenizer.json"), {"read": 0, "embed": 2}),
    (_append("encoder/config.json"), {"read": 0, "embed": 2}),
    (_append("encoder/crossbearing.toml"), {"read": 0, "embed": 2}),
    (_fewer_pieces, {"read": 2}),
    (_append("reader/unused.txt"), {"read": 0, "embed": 0}),
)
"""What is changed, and how many of two reports are then read and embedded anew."""


def test_what_depends_on_a_model_is_made_anew_when_it_changes(reports: Path, models: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(reports, out, reader=models / "reader", encoder=models / "encoder")
    for change, expected in CHANGES:
        change(models)
        changed = made(build(reports, out, reader=models / "reader", encoder=models / "encoder"))
        assert {stage: changed[stage] for stage in expected} == expected


def test_a_classifier_takes_part_beside_the_shipped_reader(reports: Path, tmp_path: Path) -> None:
    """By the command line, as the guide has it; without the option, all is as it was without it."""
    dossiers = []
    for number, options in enumerate(([], ["--reader", str(TINY / "said")], ["--reader", str(TINY / "names")], [])):
        out = tmp_path / ("out" if number in (0, 3) else f"out-{number}")
        result = CliRunner().invoke(
            crossbearing, ["build", str(reports), "--out", str(out), "--encoder", str(TINY / "encoder"), *options]
        )
        assert result.exit_code == 0, result.output
        dossiers.append(json.loads(written(out)))
    without, said, names, again = dossiers
    assert without == again
    assert said["claims"] != without["claims"]
    assert names != without


@pytest.mark.parametrize("setting", ["reader", "encoder"])
@pytest.mark.parametrize("place", ["nowhere", "reports", "reports/gauge.txt"])
def test_a_folder_without_a_model_is_refused_before_anything_is_read(
    reports: Path, tmp_path: Path, setting: str, place: str
) -> None:
    with pytest.raises(ModelError, match="holds no"):
        Case.open(tmp_path / "case.db", settings=msgspec.convert({setting: str(reports.parent / place)}, Settings))
    assert not (tmp_path / "case.db").exists()


def test_the_command_says_in_one_sentence_what_is_wrong_with_a_model(
    reports: Path, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (models / "encoder" / "model.onnx").write_bytes(b"not a graph")
    arguments = ["build", str(reports), "--out", str(tmp_path / "out"), "--encoder", str(models / "encoder")]
    monkeypatch.setattr("sys.argv", ["crossbearing", *arguments, "--reader", str(TINY / "reader")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    errors = capsys.readouterr().err.splitlines()
    assert f"{models / 'encoder' / 'model.onnx'}: the model cannot be loaded" in errors[-1]
    assert not any("Traceback" in line for line in errors)
