"""An alert on a terminal."""

from __future__ import annotations

import pytest

from crossbearing.tell.line import block
from tests.tell.told import a_message, an_alert


def test_what_is_shown() -> None:
    assert block(a_message()).splitlines() == [
        "2033-05-18 03:33 UTC  Barges that are lost  (Barges in the north)",
        "  another independent origin: pilot 1",
        "  “Nine barges sank off Orle”",
        "  2 independent origins, 3 outlets; story st-1, finding fi-1",
    ]


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("\x1b]0;owned\x07barges", r"\x1b]0;owned\x07barges"),
        ("nine\n\nbarges\r  \x1b[2J sank", r"nine barges \x1b[2J sank"),
        ("nine \u202eknas\u2066 barges", r"nine \u202eknas\u2066 barges"),
        ("\x9b31mnine", r"\x9b31mnine"),
        ("b" * 400, "b" * 299 + "…"),
    ],
)
def test_no_character_commands_the_terminal(wording: str, shown: str) -> None:
    lines = block(a_message(an_alert(wording=wording))).split("\n")
    assert lines[2] == f"  “{shown}”"
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)
