"""Propositions by trees that are written out, as the reader gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.propositions import propositions
from crossbearing.read.syntax import Syntax
from tests.read.parsed import parsed

RELATIONS = ("nsubj", "obj", "ccomp", "advcl", "acl:relcl", "conj", "parataxis", "punct", "mark", "root")


def cut(tree: str) -> list[str]:
    text, read = parsed(tree)
    return [text[start:end] for start, end in propositions(Syntax(text, read), 0, len(text))]


@pytest.mark.parametrize(
    ("tree", "pieces"),
    [
        # What is not known says nothing without what it asks.
        (
            "It/PRON/nsubj>3 was/AUX/cop>3 not/PART/advmod>3 clear/ADJ/root>-1 if/SCONJ/mark>7 buses/NOUN/nsubj>7 "
            "had/AUX/aux>7 left/VERB/advcl>3 the/DET/det>9 depot/NOUN/obj>7 ./PUNCT/punct>3",
            ["It was not clear if buses had left the depot ."],
        ),
        # A stretch without a verb states nothing, however the parser took it.
        (
            "The/DET/det>2 old/ADJ/amod>2 minister/NOUN/root>-1 of/ADP/case>5 the/DET/det>5 port/NOUN/nmod>2 "
            "is/AUX/cop>7 due/ADJ/parataxis>2 home/ADV/advmod>7 on/ADP/case>10 Monday/PROPN/obl>7 ./PUNCT/punct>2",
            ["The old minister of the port is due home on Monday ."],
        ),
        (
            "The/DET/det>2 Venn/PROPN/compound>2 family/NOUN/nsubj>12 ,/PUNCT/punct>5 which/PRON/nsubj>5 "
            "owns/VERB/acl:relcl>2 the/DET/det>8 old/ADJ/amod>8 mill/NOUN/obj>5 at/ADP/case>10 Vell/PROPN/nmod>8 "
            ",/PUNCT/punct>2 moved/VERB/root>-1 its/PRON/nmod:poss>14 money/NOUN/obj>12 to/ADP/case>17 a/DET/det>17 "
            "bank/NOUN/obl>12 in/ADP/case>19 Orle/PROPN/obl>12 ./PUNCT/punct>12",
            ["The Venn family , which owns the old mill at Vell ,", "moved its money to a bank in Orle ."],
        ),
        (
            "The/DET/det>1 gate/NOUN/nsubj>2 gave/VERB/root>-1 way/NOUN/obj>2 at/ADP/case>5 dawn/NOUN/obl>2 "
            ",/PUNCT/punct>7 flooding/VERB/advcl>2 three/NUM/nummod>9 villages/NOUN/obj>7 below/ADP/case>12 "
            "the/DET/det>12 dam/NOUN/nmod>9 ./PUNCT/punct>2",
            ["The gate gave way at dawn ,", "flooding three villages below the dam ."],
        ),
        (
            "The/DET/det>1 lake/NOUN/nsubj>2 froze/VERB/root>-1 over/ADV/compound:prt>2 in/ADP/case>6 the/DET/det>6 "
            "night/NOUN/obl>2 three/NUM/nummod>8 days/NOUN/nmod:unmarked>6 after/SCONJ/mark>12 the/DET/det>11 "
            "river/NOUN/nsubj>12 rose/VERB/advcl>2 over/ADP/case>15 its/PRON/nmod:poss>15 banks/NOUN/obl>12 "
            "./PUNCT/punct>2",
            ["The lake froze over in the night", "three days after the river rose over its banks ."],
        ),
        (
            "The/DET/det>1 lake/NOUN/nsubj>2 froze/VERB/root>-1 three/NUM/nummod>4 days/NOUN/obl:unmarked>2 "
            "after/SCONJ/mark>8 the/DET/det>7 river/NOUN/nsubj>8 did/AUX/advcl>2 ./PUNCT/punct>2",
            ["The lake froze three days after the river did ."],
        ),
        (
            "The/DET/det>1 number/NOUN/nsubj>8 of/ADP/case>4 the/DET/det>4 dead/NOUN/nmod>1 is/AUX/cop>8 "
            "at/ADP/case>7 least/ADJ/nmod>8 70/NUM/root>-1 ,/PUNCT/punct>14 over/ADV/advmod>11 130/NUM/nummod>12 "
            "people/NOUN/nsubj:pass>14 are/AUX/aux:pass>14 hurt/ADJ/parataxis>8 ./PUNCT/punct>8",
            ["The number of the dead is at least 70 ,", "over 130 people are hurt ."],
        ),
        (
            "The/DET/det>1 board/NOUN/nsubj>3 will/AUX/aux>3 mend/VERB/root>-1 the/DET/det>5 gate/NOUN/obj>3 "
            "and/CCONJ/cc>7 rebuild/VERB/conj>3 the/DET/det>9 road/NOUN/obj>7 to/ADP/case>11 Vell/PROPN/obl>7 "
            "./PUNCT/punct>3",
            ["The board will mend the gate", "and rebuild the road to Vell ."],
        ),
        (
            "It/PRON/expl>3 was/AUX/cop>3 not/PART/advmod>3 clear/ADJ/root>-1 whether/SCONJ/mark>8 the/DET/det>6 "
            "gate/NOUN/nsubj>8 had/AUX/aux>8 failed/VERB/csubj>3 at/ADP/case>10 dawn/NOUN/obl>8 ./PUNCT/punct>3",
            ["It was not clear whether the gate had failed at dawn ."],
        ),
        (
            "The/DET/det>1 crews/NOUN/nsubj>2 left/VERB/root>-1 and/CCONJ/cc>5 then/ADV/advmod>5 returned/VERB/conj>2 "
            "./PUNCT/punct>2",
            ["The crews left and then returned ."],
        ),
        (
            "Storm/PROPN/root>-1 over/ADP/case>2 Vell/PROPN/nmod>0 and/CCONJ/cc>5 the/DET/det>5 islands/NOUN/conj>2",
            ["Storm over Vell and the islands"],
        ),
        (
            "The/DET/det>1 minister/NOUN/nsubj>6 ,/PUNCT/punct>4 who/PRON/nsubj>4 resigned/VERB/acl:relcl>1 "
            ",/PUNCT/punct>1 died/VERB/root>-1 on/ADP/case>8 Sunday/PROPN/obl>6 at/ADP/case>10 home/NOUN/obl>6 "
            "./PUNCT/punct>6",
            ["The minister , who resigned , died on Sunday at home ."],
        ),
    ],
)
def test_each_piece_is_one_proposition(tree: str, pieces: list[str]) -> None:
    assert cut(tree) == pieces


@st.composite
def any_tree(draw: st.DrawFn) -> str:
    """Words that hang from any word before them, in several trees."""
    size = draw(st.integers(1, 90))
    rows = []
    for number in range(size):
        form = draw(st.sampled_from(["gate", "failed", ",", "“", "after", "days", "7"]))
        upos = draw(st.sampled_from(["VERB", "NOUN", "AUX", "PUNCT"]))
        relation = draw(st.sampled_from(RELATIONS))
        head = draw(st.integers(-1, number - 1))
        rows.append(f"{form}/{upos}/{relation}>{head}")
    return " ".join(rows)


@given(any_tree(), st.integers(0, 40), st.integers(0, 400))
def test_pieces_tile_the_words_whatever_the_tree(tree: str, start: int, length: int) -> None:
    text, read = parsed(tree)
    end = min(len(text), start + length)
    pieces = propositions(Syntax(text, read), start, end)
    behind = start
    for first, last in pieces:
        assert behind <= first < last <= end
        behind = last
    begun = [at for at in read.words.starts if start <= at < end and text[at].isalnum()]
    assert all(any(first <= at < last for first, last in pieces) for at in begun) or not pieces
