"""A passage cut to what a reader is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.store.snippets import SHOWN, snippet
from crossbearing.store.terms import APART, LIT, UNLIT

LONG = "The water rose and rose and the harbour office said nothing of it. " * 12


def lit(words: str) -> str:
    return words.replace("[", LIT).replace("]", UNLIT).replace("|", APART)


@pytest.mark.parametrize(
    ("marked", "shown", "places"),
    [
        ("Nine [barges] sank", "Nine [barges] sank", ((105, 111),)),
        ("[Nine barges] [sank]", "[Nine barges] [sank]", ((100, 111), (112, 116))),
        ("東|[京|都]|、", "東[京都]、", ((101, 103),)),
        ("nothing lit", "nothing lit", ()),
        ("", "", ()),
        ("[all]", "[all]", ((100, 103),)),
    ],
)
def test_short_passages_are_shown_whole(marked: str, shown: str, places: tuple[tuple[int, int], ...]) -> None:
    made = snippet(lit(marked), 100)
    assert "".join(f"[{piece.text}]" if piece.lit else piece.text for piece in made.pieces) == shown
    assert made.lit == places
    assert snippet(lit(marked), None).lit == ()


def test_a_long_passage_is_cut_between_words_around_the_first_that_was_asked_for() -> None:
    made = snippet(LONG + lit("[barges]") + " " + LONG, 0)
    text = "".join(piece.text for piece in made.pieces)
    assert text.startswith("…") and text.endswith("…")
    assert len(text) <= SHOWN + 2
    assert [piece.text for piece in made.pieces if piece.lit] == ["barges"]
    assert text.strip("…") in LONG + "barges " + LONG
    assert made.lit == ((len(LONG), len(LONG) + 6),)
    assert made.length == 2 * len(LONG) + 7


@given(st.lists(st.tuples(st.text(alphabet="ab 水\n", max_size=300), st.booleans())))
def test_what_is_shown_stands_in_the_passage(parts: list[tuple[str, bool]]) -> None:
    marked = "".join(f"{LIT}{text}{UNLIT}" if is_lit else text for text, is_lit in parts)
    whole = "".join(text for text, _ in parts)
    made = snippet(marked, 0)
    assert "".join(piece.text for piece in made.pieces).strip("…") in whole
    assert made.length == len(whole)
    assert [whole[a:b] for a, b in made.lit] == [text for text, is_lit in parts if is_lit and text]
