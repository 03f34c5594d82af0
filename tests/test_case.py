"""The Python API, over the real stages."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zlib import compress, decompress

import pytest

from crossbearing import Case, CaseError, InputError
from crossbearing.publishing import MARK
from tests.reports import BEACON, LANTERN, WEIR, write_reports


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case that was built from the four reports; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    reports = write_reports(folder / "reports")
    (reports / "broken.bin").write_bytes(bytes(range(256)) * 9)
    with Case.open(folder / "out" / "case.db") as case:
        case.add(reports)
        case.build()
        case.write(folder / "out")
    return folder / "out"


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to be tampered with."""
    for file in built.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_a_case_in_ten_lines(tmp_path: Path) -> None:
    with Case.open(tmp_path / "case.db") as case:
        added = case.add(write_reports(tmp_path / "reports"))
        built = case.build()
        case.write(tmp_path / "out")
        stories = case.stories()
        dossiers = case.dossiers()
        assert case.dossier(stories[0].id) == dossiers[0]
        with pytest.raises(InputError, match="story-none"):
            case.dossier("story-none")
    assert added.reports == ("beacon", "lantern", "orchestra", "weir")
    assert added.failures == built.failures == ()
    assert built.stages[0].stage == "clean"
    assert sum(len(dossier.reports) for dossier in dossiers) == 4
    assert all(dossier.findings for dossier in dossiers)
    written = json.loads((tmp_path / "out" / "dossier.json").read_bytes())
    assert [story["id"] for story in written["stories"]] == [story.id for story in stories]


def test_a_folder_stands_for_its_case(built: Path) -> None:
    with Case.open(built, readonly=True) as case:
        assert {failure.unit for failure in case.failures()} == {"reports/broken.bin"}
        assert case.stories()


def test_what_is_written_names_no_path_and_no_moment(built: Path) -> None:
    written = (built / "dossier.json").read_text()
    assert os.fspath(built.parent) not in written
    assert "taken_at" not in written


def test_where_how_and_in_which_order_reports_are_given_changes_no_byte(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = write_reports(tmp_path / "elsewhere" / "reports")
    (reports / "broken.bin").write_bytes(bytes(range(256)) * 9)
    monkeypatch.chdir(reports.parent)
    with Case.open(tmp_path / "case.db") as case:
        case.add("reports/weir.txt")
        case.replace(*(f"reports/{name}" for name in ("weir.txt", "orchestra.txt", "broken.bin")))
        case.replace("reports")
        case.build()
        case.write(tmp_path / "out")
    for file in built.iterdir():
        if file.suffix in (".html", ".json"):
            assert (tmp_path / "out" / file.name).read_bytes() == file.read_bytes()


def test_adding_more(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "a" / "reports")
    other = tmp_path / "b" / "weir.txt"
    other.parent.mkdir()
    other.write_text("A second report by another Weir.")
    with Case.open(tmp_path / "case.db") as case:
        case.add(reports)
        assert case.add(reports).failures == ()
        assert case.add(other).reports == ("weir-2",)
        assert case.add(other).reports == ("weir-2",)
        (tmp_path / "b" / "again.txt").write_text(BEACON, encoding="utf-8")
        repeated = case.add(tmp_path / "b" / "again.txt")
        assert (repeated.reports, repeated.failures, repeated.again) == (("beacon",), (), 1)
        (reports / "weir.txt").write_text(WEIR + "\nIt was calm by noon.\n", encoding="utf-8")
        assert "weir" in case.add(reports).reports
        case.build()
        texts = {report.name: report.text for each in case.dossiers() for report in each.reports}
        assert sorted(texts) == ["beacon", "lantern", "orchestra", "weir", "weir-2"]
        assert texts["weir"].endswith("It was calm by noon.")


def test_replacing_reads_only_what_is_given_and_removes_pages_of_stories_that_are_gone(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports")
    out = tmp_path / "out"
    with Case.open(out / "case.db") as case:
        case.replace(reports)
        case.build()
        before = {path.name for path in case.write(out)}
        (out / "story-of-mine.html").write_text("mine")
        case.replace(reports / "orchestra.txt")
        case.build()
        after = {path.name for path in case.write(out)}
        assert [report.name for each in case.dossiers() for report in each.reports] == ["orchestra"]
    assert len(before) > len(after) == 3
    assert {path.name for path in out.iterdir()} == after | {"case.db", "story-of-mine.html", MARK}


def test_nothing_is_made_where_nothing_can_be_read(tmp_path: Path) -> None:
    with Case.open(tmp_path / "out" / "case.db") as case, pytest.raises(InputError, match="no such file"):
        case.add(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_another_process_builds_is_left_alone(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports")
    with Case.open(tmp_path / "case.db") as first, Case.open(tmp_path / "case.db") as second:
        first.add(reports)
        with pytest.raises(CaseError, match="is being built by another process"):
            second.build()
        assert second.failures() == ()


# ── verify ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_that_holds(built: Path) -> None:
    before = sha256((built / "case.db").read_bytes()).digest()
    with Case.open(built, readonly=True) as case:
        verified = case.verify(built)
    assert verified.problems == ()
    assert verified.captures == 4
    assert verified.spans > 100
    assert verified.citations > 10
    assert sha256((built / "case.db").read_bytes()).digest() == before


def plain(body: str | bytes) -> str:
    return body if isinstance(body, str) else decompress(body).decode()


def in_database(*statements: str) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        connection = sqlite3.connect(folder / "case.db")
        connection.create_function("sha256", 1, lambda body: sha256(plain(body).encode()).hexdigest())
        connection.create_function("plain", 1, plain)
        connection.create_function("packed", 1, lambda body: compress(body.encode()))
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
        connection.commit()
        connection.close()

    return tamper


def in_json(change: Callable[[dict[str, list[dict[str, object]]]], object]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        read = json.loads((folder / "dossier.json").read_bytes())
        change(read)
        (folder / "dossier.json").write_text(json.dumps(read, ensure_ascii=False))

    return tamper


def in_file(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        body = (folder / name).read_bytes()
        assert old in body
        (folder / name).write_bytes(body.replace(old, new))

    return tamper


def setting(stage: str, path: str, value: str) -> Callable[[Path], None]:
    """Change a stage's records and hide it: the digest is made to fit."""
    changed = f"json_set(plain(body), '$.{path}', json('{value}'))"
    return in_database(
        f"UPDATE outputs SET body = iif(typeof(body) = 'blob', packed({changed}), {changed}) WHERE stage = '{stage}'",  # noqa: S608
        "UPDATE outputs SET digest = sha256(body) WHERE body IS NOT NULL",
    )


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (
            in_database("DROP TRIGGER captures_unchanged", "UPDATE captures SET body = x'00' WHERE name = 'weir'"),
            "capture weir: its bytes are not those that came in",
        ),
        (
            in_database("UPDATE outputs SET body = replace(body, 'Nine barges', 'Nice barges') WHERE stage = 'clean'"),
            "clean of lantern: it was changed after it was made",
        ),
        (in_database("UPDATE outputs SET body = '{' WHERE stage = 'align'"), "it cannot be read"),
        (setting("read", "claims[0].span.end", "9999"), "9999) is no passage of"),
        (setting("read", "claims[0].span.report", '"report-none"'), "which is no report of this case"),
        (setting("read", "claims[0].sentence", "99"), "it has no sentence"),
        (setting("read", "predicates[0][1]", "9999"), "it or a part of it stands outside of its sentence"),
        (setting("read", "claims", "[]"), "as it was read"),
        (setting("write", "findings[0].independent", "9"), "does not count its origins"),
        (setting("write", "findings[0].claims", '["claim-none"]'), "cites a claim that its story does not have"),
        (setting("write", "story.first", '"2030-01-01"'), "not of the story as it stands"),
        (in_json(lambda read: read["claims"][0].update(start=1)), "does not re-read"),
        (in_json(lambda read: read["claims"][0].update(start=-7)), "does not re-read"),
        (in_json(lambda read: read["reports"][0].update(text="It rained.")), "is not the case's"),
        (in_json(lambda read: read["findings"].pop()), "does not say what the case says"),
        (in_file("index.html", b"</", b" </"), "index.html: it does not say what the case says"),
        (lambda folder: (folder / "dossier.json").unlink(), "dossier.json: No such file"),
        (lambda folder: (folder / "dossier.json").write_text("{}"), "dossier.json: it cannot be read"),
    ],
)
def test_what_was_tampered_with_is_found(copied: Path, tamper: Callable[[Path], None], says: str) -> None:
    tamper(copied)
    with Case.open(copied, readonly=True) as case:
        problems = case.verify(copied).problems
    assert any(says in problem for problem in problems), problems


def test_the_reports_of_the_tests_are_what_they_seem(built: Path) -> None:
    with Case.open(built, readonly=True) as case:
        texts = {report.name: report.text for each in case.dossiers() for report in each.reports}
    assert texts["lantern"].split() == LANTERN.split()
