from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.clauses import LEAST_WORDS, clauses


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    "pieces",
    [
        ["The lower gate gave way at dawn."],
        ["The gate gave way at dawn,", "flooding three villages below the dam."],
        ["The minister flew to the coast on Monday", "and met the harbour crews there."],
        ["The army closed the road", "because the bridge was not safe."],
        ["After the gate had failed at dawn,", "the villages were cleared by boat."],
        ["The board, which runs the dam,"],
        ["Two engineers were hurt in the fall;", "a third is still missing."],
        # Noun phrases joined by a conjunction stay together, also where a relative clause follows.
        ["Talks between Orle and Vesk will resume in the spring."],
        ["The treaty covers fishing and the ferries that cross the strait."],
        ["The road and the bridge were closed."],
        ["The storm left 31 dead and dozens more wounded."],
        ["The storm left 31 dead", "and dozens more were wounded."],
        # A preposition is no conjunction.
        ["The harbour has been closed since the storm of last week."],
        # Too short to say anything of its own.
        ["The crews left and then returned."],
        # Lost commas.
        ["The convoy was hit near the ford", "as it waited for the ferry to Vesk."],
    ],
)
def test_cuts_where_a_new_proposition_begins(pieces: list[str]) -> None:
    assert cut(" ".join(pieces)) == pieces


@given(st.text(max_size=300))
def test_pieces_are_in_order_inside_the_text_and_lose_no_word(text: str) -> None:
    pieces = clauses(text, 0, len(text))
    ends = [0, *(end for _, end in pieces)]
    for (start, end), before in zip(pieces, ends, strict=False):
        assert before <= start < end <= len(text)
        assert not any(character.isalnum() for character in text[before:start])
    assert not any(character.isalnum() for character in text[ends[-1] :])


@given(
    st.lists(
        st.sampled_from("the gate failed and , but which was closing – because Orle said; after it".split()),
        max_size=60,
    )
)
def test_a_clause_of_several_has_words_enough(words: list[str]) -> None:
    pieces = cut(" ".join(words))
    if len(pieces) > 1:
        assert all(len([word for word in piece.split() if word[0].isalnum()]) >= LEAST_WORDS for piece in pieces)
