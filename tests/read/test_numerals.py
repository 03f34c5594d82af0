from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.numerals import number_at, tokens


@pytest.mark.parametrize(
    ("text", "value", "words", "hedge"),
    [
        ("5mn crates", 5e6, "5mn", ""),
        ("2.5 million crates", 2.5e6, "2.5 million", ""),
        ("1,200,000 crates", 1.2e6, "1,200,000", ""),
        ("1\u202f200 crates", 1200, "1\u202f200", ""),
        ("3m people", 3e6, "3m", ""),
        ("3m high", 3, "3", ""),
        ("two hundred and fifty thousand crates", 250_000, "two hundred and fifty thousand", ""),
        ("twenty-five crates", 25, "twenty-five", ""),
        ("one hundred crates", 100, "one hundred", ""),
        ("a thousand and one lamps", 1001, "a thousand and one", ""),
        ("four and five", 4, "four", ""),
        ("half a million crates", 5e5, "half a million", ""),
        ("a quarter of a million crates", 2.5e5, "a quarter of a million", ""),
        ("two and a half years", 2.5, "two and a half", ""),
        ("two dozen crates", 24, "two dozen", ""),
        ("dozens of crates", 24, "dozens", ">="),
        ("tens of thousands of crates", 20_000, "tens of thousands", ">="),
        ("several hundred crates", 300, "several hundred", ">="),
        ("a couple of crates", 2, "a couple of", "~"),
        ("two-thirds of it", 66.7, "two-thirds", ""),
        ("nine out of ten crates", 90, "nine out of ten", ""),
        ("half the crates", 50, "half", ""),
    ],
)
def test_a_number_in_digits_and_words(text: str, value: float, words: str, hedge: str) -> None:
    line = tokens(text, 0, len(text))
    number = number_at(line, 0)
    assert number is not None
    shown = text[line[number.first].start : line[number.last - 1].end]
    assert (number.value, shown, number.hedge) == (value, words, hedge)


@pytest.mark.parametrize("text", ["several crates", "a crate", "tens", "scores goals", "second", "half-open", "9" * 40])
def test_what_is_no_number(text: str) -> None:
    assert number_at(tokens(text, 0, len(text)), 0) is None


WORDS = "a an half one two three twenty ninety hundred thousand million dozen dozens of and - in 5 m bn".split()


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)))
def test_numbers_are_finite_and_lie_in_the_line(text: str) -> None:
    line = tokens(text, 0, len(text))
    for at in range(len(line)):
        number = number_at(line, at)
        if number is not None:
            assert at == number.first < number.last <= len(line)
            assert math.isfinite(number.value)
            assert number.value >= 0
