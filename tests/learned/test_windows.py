"""Windows: every word is read once, in a window that is not too long and shows what stands before."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.learned.windows import LONGEST_UNIT, OVERLAP, windows

MOST = 8
"""Pieces of a word, at most."""


@st.composite
def sentences_of_words(draw: st.DrawFn) -> tuple[list[int], list[int], int]:
    """Pieces of each word, its sentence, and the limit of a window."""
    pieces: list[int] = []
    sentence: list[int] = []
    for number in range(draw(st.integers(0, 12))):
        size = draw(st.sampled_from((1, 3, 20, 60, 90, 250)))
        some = draw(st.lists(st.integers(1, MOST), min_size=1, max_size=6))
        pieces += [some[at % len(some)] for at in range(size)]
        sentence += [number] * size
    return pieces, sentence, draw(st.sampled_from((MOST, 10, 47, 48, 49, 96, 97, 254)))


@given(sentences_of_words())
def test_every_word_is_some_windows_own_and_no_window_is_too_long(given: tuple[list[int], list[int], int]) -> None:
    pieces, sentence, most = given
    found = windows(pieces, sentence, most)
    own = [at for window in found for at in range(window.own_first, window.own_last)]
    assert own == list(range(len(pieces)))
    for window in found:
        assert window.first <= window.own_first < window.own_last <= window.last
        assert sum(pieces[window.first : window.last]) <= most
    for before, after in pairwise(found):
        assert before.first < after.first <= before.last < after.last
        assert sum(pieces[after.first : before.last]) <= OVERLAP


@given(sentences_of_words())
def test_a_sentence_that_is_not_long_is_read_in_one_window(given: tuple[list[int], list[int], int]) -> None:
    pieces, sentence, most = given
    for window in windows(pieces, sentence, most):
        for edge in (window.first, window.last, window.own_first, window.own_last):
            if 0 < edge < len(pieces) and sentence[edge] == sentence[edge - 1]:
                whole = sum(count for count, number in zip(pieces, sentence, strict=True) if number == sentence[edge])
                assert whole > min(LONGEST_UNIT, most)


@pytest.mark.parametrize(("words", "most"), [(1, MOST), (1000, MOST), (1000, 254)])
def test_words_that_fill_a_window(words: int, most: int) -> None:
    found = windows([MOST] * words, [0] * words, most)
    assert sum(window.own_last - window.own_first for window in found) == words
    assert max(window.last - window.first for window in found) <= most // MOST


def test_a_short_text_is_one_window() -> None:
    assert windows([1, 2, 3], [0, 0, 1], 254) == [(0, 3, 0, 3)]
    assert windows([], [], 254) == []
