"""Decisions on the packaged example under another cleaner, and held against the machine, over the real stages."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from crossbearing import Case
from crossbearing.case import example
from crossbearing.cli import crossbearing as command
from crossbearing.records import Decision, Standing
from evaluation import decisions, reattached

REPORTS = 4
"""Of the example's, for a test that is quick enough."""
SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "pyongyang-2024"


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first reports of the packaged example."""
    folder = tmp_path_factory.mktemp("some")
    for path in sorted(path for path in example().rglob("*") if path.suffix in (".html", ".txt", ".md"))[:REPORTS]:
        shutil.copy(path, folder)
    return folder


def test_fifty_decisions_are_found_again_or_listed(some: Path, tmp_path: Path) -> None:
    outcome = reattached.measured(some, tmp_path)
    assert outcome.decisions == reattached.MANY
    assert outcome.same + outcome.spelled + outcome.changed + outcome.adrift == outcome.decisions
    assert outcome.astray == ()
    assert outcome.same + outcome.spelled + outcome.changed >= outcome.decisions // 2
    assert bool(outcome.reasons) == bool(outcome.adrift)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample pyongyang-2024 is not beside this repository")
def test_fifty_decisions_on_a_sample_of_real_reports(tmp_path: Path) -> None:
    outcome = reattached.measured(SAMPLE, tmp_path)
    assert outcome.same + outcome.spelled + outcome.changed + outcome.adrift == outcome.decisions == reattached.MANY
    assert outcome.astray == outcome.missed == ()


def test_decisions_are_shown_exported_verified_and_measured(some: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "case.db", tmp_path / "out"
    with Case.open(file) as case:
        case.add(some)
        case.build()
        dossier = max(case.dossiers(), key=lambda each: len(each.findings))
        hidden, noted, named = dossier.findings[0], dossier.findings[1], dossier.findings[2]
        span = {claim.id: claim.span for reading in dossier.readings for claim in reading.claims}
        case.decide("hide", [span[claim] for claim in hidden.claims], by="Ada", reason="beside the point")
        case.decide("note", [span[noted.claims[0]]], by="Ada", value="ask <b>them</b>")
        case.decide("speaker", [span[named.claims[0]]], by="Ada", value="Cy Marr")
        case.merge([noted.id, named.id], by="Ada")
        assert [each.state for each in case.decisions()] == ["waiting"] * 4
        case.build()
        assert [each.state for each in case.decisions()] == ["applied"] * 4
        assert not any(count.made for count in case.build().stages)
        case.write(out)
        assert case.verify(out).problems == ()
        made = case.dossier(dossier.story.id)
    assert made.hidden == (hidden.id,)
    page = next(path for path in out.glob("story-*.html") if hidden.id in path.read_text()).read_text()
    for words in ("hidden by <bdi>Ada</bdi>", "beside the point", "ask &lt;b&gt;them", "decided by Ada on"):
        assert words in page
    exported = msgspec.json.decode((out / "dossier.json").read_bytes())
    assert [each["id"] for each in exported["findings"] if each["hidden"]] == [hidden.id]
    assert [each["kind"] for each in exported["decisions"]] == ["hide", "note", "speaker", "same"]
    assert all(anchor["span"] for each in exported["decisions"] for anchor in each["anchors"])
    told = CliRunner().invoke(command, ["decisions", str(file), "--json"])
    standings = msgspec.json.decode(told.stdout, type=tuple[Standing, ...])
    assert {each.kind: (each.agreed, each.of) for each in decisions.agreed(standings) if each.of} == {
        "speaker": (0, 1),
        "same": (0, 1),
    }
    listed = CliRunner().invoke(command, ["decisions", str(file)]).stdout
    assert listed.count("applied") == 4
    again, pairs = decisions.of_case(file)
    assert again == standings
    assert (pairs.readers > 0, pairs.both < pairs.readers, pairs.precision) == (True, True, 1.0)
    (tmp_path / "decisions.json").write_text(told.stdout)
    assert decisions.main([str(tmp_path / "decisions.json")]) == 0
    with Case.open(file) as case:
        undone = case.decisions()[1].decision
        case.undo(undone.id, by="Bo", reason="asked & answered")
        case.build()
        by_case = case.decisions()
        (tmp_path / "notes.anno.json").write_bytes(case.export("annotations"))
    handed_on = decisions.of_file(tmp_path / "notes.anno.json")
    assert [each.state for each in handed_on] == [each.state for each in by_case]
    for ours, theirs in zip(by_case, handed_on, strict=True):
        assert _without_places(ours.decision) == _without_places(theirs.decision)
        assert [(each.start, each.end) for each in ours.spans] == [(each.start, each.end) for each in theirs.spans]
    assert decisions.agreed(handed_on) == decisions.agreed(by_case)
    assert decisions.main([str(tmp_path / "notes.anno.json")]) == 0
    (tmp_path / "other.json").write_text('{"first": 1}')
    with pytest.raises(SystemExit):
        decisions.main([str(tmp_path / "other.json")])


def _without_places(decision: Decision) -> Decision:
    """As it is when reports are known by their pages alone, and times to the second."""
    anchors = tuple(replace(each, capture="", name="") for each in decision.anchors)
    return replace(decision, anchors=anchors, at=decision.at[:19])


def test_where_no_reports_are_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert reattached.main(["nowhere"]) == 0
    assert "nothing to measure" in capsys.readouterr().out
