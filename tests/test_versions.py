"""A page that is captured again, from the files to the page: over the real stages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from crossbearing import Case
from evaluation import versions
from tests.reports import BEACON, LANTERN, write_reports

FLOORS = {"withdrawn_precision": 0.9, "withdrawn_recall": 0.8, "withdrawn_told_rightly": 0.95}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case to which a changed page was added; not to be changed."""
    folder = tmp_path_factory.mktemp("versions")
    reports = write_reports(folder / "reports")
    with Case.open(folder / "out" / "case.db") as case:
        case.add(reports)
        case.build()
        (reports / "lantern.txt").write_text(LANTERN.replace("Nine", "Six").replace("nine", "six"), encoding="utf-8")
        case.add(reports)
        built = case.build()
        assert built.failures == ()
        again = case.build()
        assert [count.stage for count in again.stages if count.made] == []
        case.write(folder / "out")
    return folder / "out"


def test_a_page_added_again_with_another_figure_is_one_report_that_withdrew_a_claim(built: Path) -> None:
    with Case.open(built, readonly=True) as case:
        (dossier,) = [each for each in case.dossiers() if each.versions]
    assert sorted(report.name for report in dossier.reports) == ["beacon", "lantern", "weir"]
    (lantern,) = [report for report in dossier.reports if report.name == "lantern"]
    (version,) = dossier.versions
    assert (version.of, version.number) == (lantern.id, 1)
    text = version.report.text
    withdrawn = {text[each.span.start : each.span.end]: each for each in dossier.withdrawn}
    (sank,) = [each for words, each in withdrawn.items() if "Nine barges sank off the harbour" in words]
    assert (sank.kind, sank.silent, sank.notice) == ("changed", True, None)
    assert sank.instead is not None
    assert "Six barges sank" in lantern.text[sank.instead.start : sank.instead.end]
    readings = {claim.id: claim for reading in dossier.readings for claim in reading.claims}
    beacon = next(report for report in dossier.reports if report.name == "beacon")
    assert {readings[claim].span.report for claim in sank.still} == {beacon.id}
    assert "Nine barges sank" in BEACON
    assert set(sank.findings) <= {finding.id for finding in dossier.findings}
    assert not {each.claim for each in dossier.withdrawn}.intersection(
        claim for finding in dossier.findings for claim in finding.claims
    )
    assert not any("Two crew members" in words for words in withdrawn)


def test_the_export_tells_what_changed_and_re_reads(built: Path) -> None:
    exported = json.loads((built / "dossier.json").read_bytes())
    (version,) = exported["versions"]
    texts = {report["id"]: report["text"] for report in exported["reports"]} | {version["id"]: version["text"]}
    assert (version["number"], version["of"], version["next"]) == (1, 2, version["report"])
    assert {edit["kind"] for edit in version["changes"]} == {"changed"}
    lost = {texts[span["report"]][span["start"] : span["end"]] for edit in version["changes"] for span in edit["lost"]}
    assert {"Nine", "nine"} <= lost
    for each in exported["withdrawn"]:
        assert texts[each["version"]][each["start"] : each["end"]] == each["text"]
    assert all(report["captures"][0]["media_type"] == "text/plain" for report in exported["reports"])
    assert all(len(report["captures"]) == 1 for report in exported["reports"])
    with Case.open(built, readonly=True) as case:
        assert case.verify(built).problems == ()


def test_a_tampered_version_is_found(built: Path, tmp_path: Path) -> None:
    for file in built.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    exported = json.loads((tmp_path / "dossier.json").read_bytes())
    exported["withdrawn"][0]["end"] += 1
    exported["versions"][0]["text"] = "It rained."
    (tmp_path / "dossier.json").write_text(json.dumps(exported, ensure_ascii=False))
    with Case.open(tmp_path, readonly=True) as case:
        problems = case.verify(tmp_path).problems
    assert any("does not re-read" in problem for problem in problems)
    assert any("the text of version" in problem for problem in problems)


def test_the_page_shows_both_versions_and_the_withdrawn_claim_first(built: Path) -> None:
    (page,) = [path for path in built.glob("story-*.html") if 'id="versions"' in path.read_text(encoding="utf-8")]
    root = html.document_fromstring(page.read_text(encoding="utf-8"))
    (part,) = root.xpath("//section[@id='versions']")
    assert [each.text_content() for each in part.xpath(".//h3")] == ["Withdrawn", "unknown outlet (lantern)"]
    assert any("Nine" in each.text_content() for each in part.xpath(".//article//del"))
    assert any("Six" in each.text_content() for each in part.xpath(".//article//ins"))
    assert "1 other outlet still says it" in " ".join(part.text_content().split())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = {link[1:] for link in root.xpath("//@href") if link.startswith("#")}
    assert links <= set(ids)
    old = part.xpath(".//details[@class='old']")
    assert [each.xpath("string(summary)") for each in old] == ["The text of lantern, version 1 of 2"]


def test_withdrawn_claims_are_found_as_well_as_before() -> None:
    for score in versions.measured():
        assert score.value is not None
        assert score.value >= FLOORS[score.name], "\n".join((f"{score.name} {score.value}", *score.misses))
