"""Words: each character in exactly one, cut as treebanks cut English, with the signs that the network is told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crossbearing.learned.words import OPENINGS, QUOTATION, SHAPES, quotation, shape, words

HOSTILE = (
    "\ud800 lone \udc00 halves\udfff",
    "a\u0301\u0301\u0301 combining \u0301 alone",
    "zero\u200bwidth\u200d \ufeff \u2060",
    "👩‍👩‍👧‍👦 🇺🇦 👍🏽 emoji",
    "قال الوزير: «غرقت ثلاث سفن» \u200fيوم الأحد\u200e",
    "\u202eright to left\u202c n't",
    "n't'n't’s's''ll",
    "1.1.1.1.1,1:1a 1st2nd 3.",
    "a.b.c.d.e.f.g.h.i.j. U.S.A.F.",
    "@@a@b.c.d.e.f.g @.@ a@b",
    "https://example.org/?q=“x”<y> www. http://",
    "...---___…",
)
text_of_any_kind = st.text(st.characters(), max_size=200) | st.text(
    st.sampled_from("aA1.,'’n't-_@:/“\" \n\u0301\u200d")
)


def parts(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    """The text as sentences that end at the cuts."""
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut <= len(text))})
    return list(pairwise(bounds))


@given(text_of_any_kind, st.lists(st.integers(0, 200), max_size=4))
@example("".join(HOSTILE), [])
def test_every_character_that_is_no_space_is_in_exactly_one_word(text: str, cuts: list[int]) -> None:
    sentences = parts(text, cuts)
    found = words(text, sentences)
    inside = [at for start, end in zip(found.starts, found.ends, strict=True) for at in range(start, end)]
    assert inside == [at for at, character in enumerate(text) if not character.isspace()]
    for start, end, number in zip(found.starts, found.ends, found.sentence, strict=True):
        assert sentences[number][0] <= start < end <= sentences[number][1]
    for sign in found.signs:
        assert all(0 <= value < count for value, count in zip(sign, (SHAPES, QUOTATION, OPENINGS), strict=True))
    assert len(found.signs) == len(found.starts)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_sentence_is_cut_the_same_wherever_it_stands(text: str) -> None:
    alone = words(text, [(0, len(text))])
    later = words(f"Before. {text} And then.", [(8, 8 + len(text))])
    assert [start - 8 for start in later.starts] == list(alone.starts)
    assert [end - 8 for end in later.ends] == list(alone.ends)
    assert later.signs == alone.signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We can't, won’t and cannot.", "We ca n't , wo n’t and cannot ."),
        ("the mayor's sons' barge", "the mayor 's sons ' barge"),
        ("They'll say we're late", "They 'll say we 're late"),
        ("a 71-year-old", "a 71 - year - old"),
        ("$1,200.50 at 10:30", "$ 1,200.50 at 10:30"),
        ("the 2nd of the 1990s", "the 2nd of the 1990s"),
        ("Mr. Belek, of the U.S. office.", "Mr. Belek , of the U.S. office ."),
        ("on Sept. 4", "on Sept. 4"),
        ("“No,” she said.", "“ No , ” she said ."),
        ("see https://orle.example/a?b=c, or write to a.b@orle.example now",
         "see https://orle.example/a?b=c, or write to a.b@orle.example now"),
        ("wait... no -- yes", "wait ... no -- yes"),
        ("B2B and 4x4", "B2B and 4 x4"),
        ("", ""),
        (" \u2003\t", ""),
    ],
)  # fmt: skip
def test_words_are_cut_as_treebanks_cut_them(text: str, expected: str) -> None:
    found = words(text, [(0, len(text))])
    assert " ".join(text[start:end] for start, end in zip(found.starts, found.ends, strict=True)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("barge", 0), ("Barge", 1), ("ORLE", 2), ("A", 3), ("McRae", 4), ("1990", 5), ("4x4", 6), ("“", 7), ("👍", 7)],
)
def test_a_shape_is_one_of_eight(word: str, expected: int) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“ No , ” she said", "2 1 1 2 0 0"),
        ('" No , " she said', "2 1 1 2 0 0"),
        ("no , ” she said", "0 0 2 0 0"),
        ("« A “ b » c", "2 1 2 1 2 0"),
    ],
)
def test_words_between_marks_are_quoted(line: str, expected: str) -> None:
    assert " ".join(str(number) for number in quotation(line.split())) == expected


def test_a_quotation_ends_with_its_paragraph_and_openings_are_told() -> None:
    text = "“We left.\n\nShe said so. He did not."
    found = words(text, [(0, 9), (11, 23), (24, len(text))])
    assert [sign[1] for sign in found.signs] == [2, 1, 1, 1, *[0] * 8]
    assert [sign[2] for sign in found.signs] == [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]
