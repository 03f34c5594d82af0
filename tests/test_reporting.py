"""The monitoring report of a case, through Python and the command: over nothing, offline, the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from crossbearing import Case
from crossbearing.cli import crossbearing as command
from crossbearing.errors import CaseError, InputError
from crossbearing.watch import matching
from tests.reports import write_reports

MANDATE = """
id: barges
title: Barges lost
standing: {set_by: The harbour council of Orle, since: 2031-01-01}
subjects:
  - {id: orle, names: [Orle]}
standard: {any: [{origins: 2}]}
matters:
  - id: lost
    title: Lost barges
    what: Barges that sank
    instruments: [{name: Harbour Act, paragraph: "4", says: A barge that sinks is told to the council}]
    patterns: [{id: sank, acts: [sink], counts: [barge]}]
  - id: oil
    title: Oil
    what: Oil in the harbour
    patterns: [{id: spill, acts: [spill]}]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reported")
    (place / "barges.yaml").write_text(MANDATE, encoding="utf-8")
    with Case.open(place / "case.db") as case:
        case.add(write_reports(place / "reports"))
        case.mandate(place / "barges.yaml")
        case.build()
    return place


def ran(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(each) for each in arguments])
    return result.exit_code, f"{result.output}{result.exception or ''}"


@pytest.mark.parametrize("suffix", [".html", ".docx", ".md"])
def test_by_python_and_by_command_it_is_the_same(built: Path, tmp_path: Path, suffix: str) -> None:
    form = {".md": "markdown"}.get(suffix, suffix[1:])
    with Case.open(built / "case.db", readonly=True) as case:
        body = case.report("barges", format=form)
        assert case.report_file(tmp_path / f"python{suffix}", "barges") == len(body)
    out = tmp_path / f"command{suffix}"
    status, said = ran("report", built / "case.db", "barges", "--out", out)
    opens = [f"open {out} in a browser"] if suffix == ".html" else []
    assert (status, said.splitlines()) == (0, [f"{out}: {len(body):,} bytes", *opens])
    assert out.read_bytes() == (tmp_path / f"python{suffix}").read_bytes() == body
    status, said = ran("report", built / "case.db", "barges", "--out", out)
    assert status == 1
    assert "something is there already" in said
    assert out.read_bytes() == body


def test_every_quotation_is_the_words_of_its_span(built: Path) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        root = html.document_fromstring(case.report("barges").decode())
        texts = {report.id: report.text for dossier in case.dossiers() for report in dossier.reports}
        matches = case.matches("barges")
    quoted = root.xpath("//*[@data-span]")
    assert len(quoted) >= 2 * len(matches) > 0
    for each in quoted:
        report, start, end = each.get("data-span").rsplit("-", 2)
        assert "".join(each.itertext()) == texts[report][int(start) : int(end)]
        assert root.get_element_by_id(each.get("data-span")) is not None
    said = "".join(root.itertext())
    assert "It would bear on Harbour Act, paragraph 4, if it were so." in said
    assert re.search(r"taken into the case 20\d\d-\d\d-\d\d \d\d:\d\d UTC", said)
    assert "Nothing in the 2 stories that the case holds would bear on this matter." in said


def test_nothing_is_new_since_tomorrow(built: Path) -> None:
    with Case.open(built / "case.db", readonly=True) as case:
        text = case.report("barges", since="9999-12-31", format="markdown").decode()
    assert "What changed since 31 December 9999" in text
    assert "The watch saw nothing new." in text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("a.html", "rafts", None), "no mandate of this name is in force; there are: barges"),
        (("a.html", "barges", "May 2031"), "May 2031: no day"),
        (("a.html", "barges", "2031-02-30"), "2031-02-30: no day"),
        (("a.html", "barges", "20310504"), "20310504: no day"),
        (("a.pdf", "barges", None), "There are html"),
        (("case.db", "barges", None), "There are html"),
    ],
)
def test_what_cannot_be_asked_is_said(
    built: Path, tmp_path: Path, asked: tuple[str, str, str | None], says: str
) -> None:
    name, mandate, since = asked
    with Case.open(built / "case.db", readonly=True) as case, pytest.raises(InputError, match=re.escape(says)):
        case.report_file(tmp_path / name, mandate, since)
    assert not (tmp_path / name).exists()


def test_what_an_earlier_version_matched_makes_no_report(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "VERSION", matching.VERSION + 1)
    with Case.open(built / "case.db", readonly=True) as case, pytest.raises(CaseError, match="build it first"):
        case.report("barges")


def test_a_report_makes_no_case(tmp_path: Path) -> None:
    assert "no case is there" in ran("report", tmp_path / "none.db", "barges", "--out", tmp_path / "a.md")[1]
    assert not list(tmp_path.iterdir())


def test_no_report_of_what_is_to_come_or_was_never_built(built: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "case.db", tmp_path / "a.md"
    assert (
        "2999-01-01: that day is still to come"
        in ran("report", built / "case.db", "barges", "--since", "2999-01-01", "--out", out)[1]
    )
    with Case.open(path) as case:
        case.add(built / "reports")
        case.mandate(built / "barges.yaml")
        with pytest.raises(CaseError, match="nothing yet to put barges to: build the case first"):
            case.report("barges")
    assert not out.exists()
