"""What a user sees of failures: by their reason, a few of each, and never more than a screen."""

from __future__ import annotations

import pytest

from crossbearing import terminal
from crossbearing.records import Failure


def failed(unit: str, reason: str) -> Failure:
    return Failure(stage="collect", unit=unit, reason=reason)


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ([], []),
        ([("a.png", "an image")], ["collect: a.png: an image"]),
        (
            [(f"{n}.png", "an image") for n in range(5)] + [("b.txt", "empty")],
            ["collect: 0.png, 1.png, 2.png and 2 more: an image", "collect: b.txt: empty"],
        ),
        (
            [(f"line {n}", f"reason {n}") for n in range(32)],
            [*(f"collect: line {n}: reason {n}" for n in range(30)), "and 2 reasons more: the page has all"],
        ),
        ([("[bold]a", "[/b] an odd name")], ["collect: [bold]a: [/b] an odd name"]),
    ],
)
def test_failures(given: list[tuple[str, str]], lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    terminal.failures([failed(*each) for each in given], "the page has all")
    assert capsys.readouterr().out.splitlines() == lines


def test_what_comes_next_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.following("write", "my case.db", "--out", "DIR")
    assert capsys.readouterr().out == "next: crossbearing write 'my case.db' --out DIR\n"
