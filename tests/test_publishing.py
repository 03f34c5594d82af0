"""What lies in a folder already and says what it should is not made again; all else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crossbearing import Case, publishing
from crossbearing.records import Dossier
from crossbearing.write import page as pages
from tests.reports import a_case_of_two_stories


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_case_of_two_stories(tmp_path_factory.mktemp("published"))


def damaged(folder: Path) -> None:
    next(folder.glob("story-*.html")).write_text("nothing")


def without_mark(folder: Path) -> None:
    (folder / publishing.MARK).unlink()


def with_a_strange_mark(folder: Path) -> None:
    (folder / publishing.MARK).write_text('{"whole": 7}')


def with_a_page_too_many(folder: Path) -> None:
    (folder / "story-0123456789abcdef.html").write_text("of a story that is no more")


@pytest.mark.parametrize(
    ("change", "made"),
    [
        (lambda folder: None, 0),
        (damaged, 1),
        (lambda folder: (folder / "dossier.json").write_text("{}"), 0),
        (lambda folder: (folder / "index.html").unlink(), 0),
        (without_mark, 2),
        (with_a_strange_mark, 2),
        (with_a_page_too_many, 0),
    ],
)
def test_only_what_is_missing_is_made(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], made: int
) -> None:
    with Case.open(built, readonly=True) as case:
        paths = case.write(tmp_path)
        wanted = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert {path.name for path in paths} | {publishing.MARK} == set(wanted)
        change(tmp_path)
        asked: list[str] = []

        def page(dossier: Dossier) -> str:
            asked.append(dossier.story.id)
            return whole(dossier)

        whole = pages.page
        monkeypatch.setattr(pages, "page", page)
        assert case.write(tmp_path) == paths
        assert len(asked) == made
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == wanted


def test_another_version_of_the_program_makes_pages_anew(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(built, readonly=True) as case:
        case.write(tmp_path)
        before = (tmp_path / publishing.MARK).read_bytes()
        monkeypatch.setattr(publishing, "_code", lambda: "another")
        case.write(tmp_path)
        assert (tmp_path / publishing.MARK).read_bytes() != before
