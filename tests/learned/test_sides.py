"""What the judge of pairs is shown of a claim fits its window, whatever the text."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from crossbearing.learned.sides import BEGIN, CLAIM, CONTEXT, END, MEANT, MOST_PIECES, SOURCE, Side, pieces

TOKENIZER = Tokenizer.from_buffer(files("crossbearing.learned").joinpath("weights", "tokenizer.json").read_bytes())
TOKENIZER.no_padding()
TOKENIZER.no_truncation()
LONG = "the gates of the upper lock were shut by hand in the dark while the water rose " * 6


def words(ids: list[int]) -> str:
    return str(TOKENIZER.decode(ids, skip_special_tokens=False))


def test_every_piece_says_what_it_is_to_the_claim() -> None:
    shown = pieces(Side("Ilva Tarn", "Orrin", "Before noon,", "he shut the gate", "by hand"), TOKENIZER)
    parts = {sign: [i for i, s in zip(shown.ids, shown.signs, strict=True) if s == sign] for sign in range(4)}
    assert words(parts[SOURCE]) == "ilva tarn"
    assert words(parts[MEANT]) == "orrin"
    assert words(parts[CLAIM]) == "he shut the gate"
    assert words(parts[CONTEXT]) == "[CLS] before noon, by hand [SEP]"


@pytest.mark.parametrize(
    ("side", "kept"),
    [
        (Side("", "", LONG, "he shut it", ""), "he shut it"),
        (Side("", "", "", "he shut it", LONG), "he shut it"),
        (Side("", "", LONG, "he shut it", LONG), "he shut it"),
        (Side(LONG, LONG, LONG, "he shut it", LONG), "he shut it"),
    ],
    ids=["before", "behind", "around", "many names"],
)
def test_a_claim_stays_whole_among_long_surroundings(side: Side, kept: str) -> None:
    shown = pieces(side, TOKENIZER)
    assert len(shown.ids) == MOST_PIECES
    assert words([i for i, s in zip(shown.ids, shown.signs, strict=True) if s == CLAIM]) == kept


def test_what_stands_next_to_the_claim_is_kept_of_its_sentence() -> None:
    shown = pieces(Side("", "", LONG + "at last", "he shut it", "then slept " + LONG), TOKENIZER)
    at = shown.signs.index(CLAIM)
    assert words(shown.ids[at - 2 : at]) == "at last"
    assert words(shown.ids[at + 3 : at + 5]) == "then slept"


@given(st.builds(Side, *[st.text(max_size=300)] * 5))
def test_any_text_fits(side: Side) -> None:
    shown = pieces(side, TOKENIZER)
    assert len(shown.ids) == len(shown.signs) <= MOST_PIECES
    assert (shown.ids[0], shown.ids[-1]) == (BEGIN, END)
