"""The command that searches a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossbearing.cli import crossbearing
from crossbearing.store.base import Output
from crossbearing.store.sqlite import SqliteStore
from tests.indexed import a_text, an_indexed_story


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    store = SqliteStore(path)
    output = Output("write", "storm", "storm", "k", b"{}")
    text = "Nine barges sank.\n\nThe \x1b harbour\u202e office said [bold]nothing[/bold] of barges."
    told = an_indexed_story("storm", a_text(text), a_text("Seven barges.", "lantern", None, title="Barges lost"))
    store.put([output])
    store.index_story(told)
    store.close()
    return path


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("nine",), ["The Weir, 2031-05-04, paragraph", "Nine barges sank.", "weir, from 0", "1 passage"]),
        (("barges", "-nine", "-harbour"), ["The Lantern, day unknown, paragraph", "lantern, headline", "2 passages"]),
        (('"barges sank"',), ["weir, from 5", "1 passage"]),
        (("harbour", "--limit", "5"), ["[bold]nothing[/bold]", "\\u202e", "1 passage"]),
        (("barges", "--limit", "1"), ["4 passages, the first is shown"]),
        (("🙂",), ["no passages", "1 of what was typed could not be looked for"]),
        (("NEAR(", "*", '"'), ["no passages"]),
    ],
)
def test_what_is_found(case: Path, words: tuple[str, ...], shown: list[str]) -> None:
    ran = CliRunner().invoke(crossbearing, ["search", str(case), *words])
    assert ran.exit_code == 0, ran.output
    assert all(each in ran.output for each in shown), ran.output
    assert "\x1b" not in ran.output and "\u202e" not in ran.output


def test_json(case: Path) -> None:
    ran = CliRunner().invoke(crossbearing, ["search", str(case), "nine", "--json"])
    made = json.loads(ran.output)
    assert (made["total"], made["hits"][0]["lit"], made["hits"][0]["name"]) == (1, [[0, 4]], "weir")


def test_no_case(tmp_path: Path) -> None:
    ran = CliRunner().invoke(crossbearing, ["search", str(tmp_path / "none.db"), "x"])
    assert ran.exit_code
    assert not (tmp_path / "none.db").exists()
