"""Status and polarity by trees that are written out, with the factuality that the reader gives."""

from __future__ import annotations

from typing import get_args

import pytest

from crossbearing.read.modality import modality
from crossbearing.read.syntax import Syntax
from crossbearing.records import Status
from tests.read.parsed import parsed

ROWS = [
    (
        "The/DET/det>1 gate/NOUN/nsubj>2 gave/VERB/root>-1~1.1 way/NOUN/obj>2 at/ADP/case>5 dawn/NOUN/obl>2 "
        "./PUNCT/punct>2",
        "happened",
        False,
        [],
    ),
    (
        "The/DET/det>1 minister/NOUN/nsubj>3 will/AUX/aux>3 visit/VERB/root>-1~-1.2 the/DET/det>5 dam/NOUN/obj>3 "
        "on/ADP/case>7 Sunday/PROPN/obl>3 ./PUNCT/punct>3",
        "planned",
        False,
        ["will"],
    ),
    (
        "The/DET/det>1 minister/NOUN/nsubj:pass>3 is/AUX/aux:pass>3 expected/VERB/root>-1~0.9 in/ADP/case>5 "
        "Orle/PROPN/obl>3 ./PUNCT/punct>3",
        "planned",
        False,
        ["expected"],
    ),
    (
        "The/DET/det>1 minister/NOUN/nsubj>3 is/AUX/cop>3 due/ADJ/root>-1~0.9 in/ADP/case>5 Orle/PROPN/obl>3 "
        "./PUNCT/punct>3",
        "planned",
        False,
        ["due"],
    ),
    (
        "He/PRON/nsubj:pass>4 was/AUX/aux>4 to/PART/mark>4 be/AUX/aux:pass>4 taken/VERB/root>-1~-0.7 "
        "to/ADP/case>7 the/DET/det>7 coast/NOUN/obl>4 on/ADP/case>9 Friday/PROPN/obl>4 ./PUNCT/punct>4",
        "planned",
        False,
        ["was", "to"],
    ),
    (
        "The/DET/det>1 ministers/NOUN/nsubj:pass>3 are/AUX/aux:pass>3 expected/VERB/root>-1~0.9 to/PART/mark>5 "
        "sign/VERB/xcomp>3~-1.0 the/DET/det>7 treaty/NOUN/obj>5 ./PUNCT/punct>3",
        "planned",
        False,
        ["expected", "to"],
    ),
    (
        "Minister/NOUN/root>-1 to/PART/mark>2 visit/VERB/acl>0~-0.8 broken/ADJ/amod>4 dam/PROPN/obj>2",
        "planned",
        False,
        ["visit"],
    ),
    (
        "They/PRON/nsubj>1 agreed/VERB/root>-1~1.2 to/PART/mark>3 close/VERB/xcomp>1~-0.8 the/DET/det>5 "
        "road/NOUN/obj>3 ./PUNCT/punct>1",
        "planned",
        False,
        ["agreed", "to"],
    ),
    (
        "The/DET/det>1 crews/NOUN/nsubj>4 have/AUX/aux>4 been/AUX/aux>4 working/VERB/root>-1~1.5 "
        "there/ADV/advmod>4 since/ADP/case>7 May/PROPN/obl>4 ./PUNCT/punct>4",
        "ongoing",
        False,
        ["have", "working"],
    ),
    (
        "The/DET/det>1 pumps/NOUN/nsubj>4 are/AUX/aux>4 still/ADV/advmod>4 leaking/VERB/root>-1~0.9 ./PUNCT/punct>4",
        "ongoing",
        False,
        ["are", "leaking"],
    ),
    (
        "The/DET/det>1 army/NOUN/nsubj>4 may/AUX/aux>4 have/AUX/aux>4 crossed/VERB/root>-1~0.5 the/DET/det>6 "
        "river/NOUN/obj>4 ./PUNCT/punct>4",
        "possible",
        False,
        ["may"],
    ),
    (
        "Workers/NOUN/nsubj>3 could/AUX/aux>3 not/PART/advmod>3 reach/VERB/root>-1~-0.8 the/DET/det>5 "
        "town/NOUN/obj>3 ./PUNCT/punct>3",
        "happened",
        True,
        ["not"],
    ),
    (
        "The/DET/det>1 board/NOUN/nsubj:pass>3 is/AUX/aux:pass>3 thought/VERB/root>-1~0.9 to/PART/mark>6 "
        "have/AUX/aux>6 known/VERB/xcomp>3 of/ADP/case>9 the/DET/det>9 crack/NOUN/obl>6 ./PUNCT/punct>3",
        "alleged",
        False,
        ["thought"],
    ),
    (
        "He/PRON/nsubj>2 allegedly/ADV/advmod>2 sold/VERB/root>-1~1.1 maps/NOUN/obj>2 to/ADP/case>6 a/DET/det>6 "
        "firm/NOUN/obl>2 that/PRON/nsubj>8 planned/VERB/acl:relcl>6~0.8 to/PART/mark>10 build/VERB/xcomp>8~-0.5 "
        "a/DET/det>12 dam/NOUN/obj>10 ./PUNCT/punct>2",
        "alleged",
        False,
        ["allegedly"],
    ),
    (
        "The/DET/det>2 suspected/ADJ/amod>2 smuggler/NOUN/nsubj:pass>4 was/AUX/aux:pass>4 "
        "arrested/VERB/root>-1~1.2 by/ADP/case>6 men/NOUN/obl:agent>4 who/PRON/nsubj:pass>11 will/AUX/aux>11 "
        "not/PART/advmod>11 be/AUX/aux:pass>11 named/VERB/acl:relcl>6~-0.6 ./PUNCT/punct>4",
        "happened",
        False,
        [],
    ),
    (
        "If/SCONJ/mark>3 the/DET/det>2 rain/NOUN/nsubj>3 goes/VERB/advcl>9~-1.1 on/ADP/advmod>3 ,/PUNCT/punct>3 "
        "the/DET/det>7 dam/NOUN/nsubj>9 will/AUX/aux>9 fail/VERB/root>-1~-1.4 ./PUNCT/punct>9",
        "conditional",
        False,
        ["will", "If"],
    ),
    (
        "The/DET/det>1 town/NOUN/nsubj:pass>6 should/AUX/aux>6 never/ADV/advmod>6 have/AUX/aux>6 "
        "been/AUX/aux:pass>6 left/VERB/root>-1~-0.3 alone/ADJ/advmod>6 ./PUNCT/punct>6",
        "opinion",
        True,
        ["should", "never"],
    ),
    (
        "The/DET/det>1 closure/NOUN/nsubj>5 was/AUX/cop>5 a/DET/det>5 terrible/ADJ/amod>5 mistake/NOUN/root>-1 "
        "./PUNCT/punct>5",
        "opinion",
        False,
        ["mistake", "terrible"],
    ),
    (
        "The/DET/det>1 crew/NOUN/nsubj>2 failed/VERB/root>-1~1.2 to/PART/mark>4 close/VERB/xcomp>2~0.7 "
        "the/DET/det>6 gate/NOUN/obj>4 ./PUNCT/punct>2",
        "happened",
        True,
        ["failed"],
    ),
    (
        "Nobody/PRON/nsubj:pass>2 was/AUX/aux:pass>2 hurt/VERB/root>-1~1.0 in/ADP/case>5 the/DET/det>5 "
        "fall/NOUN/obl>2 ./PUNCT/punct>2",
        "happened",
        True,
        ["Nobody"],
    ),
    (
        "There/PRON/expl>1 was/VERB/root>-1~0.9 no/DET/det>3 word/NOUN/nsubj>1 from/ADP/case>6 the/DET/det>6 "
        "ministry/NOUN/obl>1 ./PUNCT/punct>1",
        "happened",
        True,
        ["no"],
    ),
    (
        "The/DET/det>1 town/NOUN/nsubj>4 not/PART/advmod>4 only/ADV/advmod>4 flooded/VERB/root>-1~1.1 "
        "but/CCONJ/cc>7 also/ADV/advmod>7 burned/VERB/conj>4~1.3 ./PUNCT/punct>4",
        "happened",
        False,
        [],
    ),
    (
        "The/DET/det>1 firm/NOUN/nsubj:pass>9 that/PRON/nsubj>5 did/AUX/aux>5 not/PART/advmod>5 "
        "mend/VERB/acl:relcl>1~0.5 the/DET/det>7 gate/NOUN/obj>5 was/AUX/aux:pass>9 fined/VERB/root>-1~1.2 "
        "./PUNCT/punct>9",
        "happened",
        False,
        [],
    ),
    (
        "A/DET/det>1 vote/NOUN/nsubj:pass>3 is/AUX/aux:pass>3 planned/VERB/root>-1~0.3 ./PUNCT/punct>3",
        "planned",
        False,
        ["planned"],
    ),
]


@pytest.mark.parametrize(("tree", "status", "negated", "shown"), ROWS)
def test_status_and_polarity_of_the_own_predicate(tree: str, status: str, negated: bool, shown: list[str]) -> None:
    text, read = parsed(tree)
    found = modality(Syntax(text, read), 0, len(text), reported=False)
    assert (found.status, found.negated) == (status, negated)
    by = [text[read.words.starts[word] : read.words.ends[word]] for word in (*found.status_by, *found.negated_by)]
    assert by == shown


@pytest.mark.parametrize(("reported", "cue", "status"), [(True, "said", "planned"), (False, "", "possible")])
def test_would_is_the_future_in_indirect_speech(reported: bool, cue: str, status: str) -> None:
    text, read = parsed("Boats/NOUN/nsubj:pass>3 would/AUX/aux>3 be/AUX/aux:pass>3 sent/VERB/root>-1~-1.3")
    assert modality(Syntax(text, read), 0, len(text), reported=reported, cue=cue).status == status


def test_what_somebody_feels_is_an_opinion() -> None:
    text, read = parsed("the/DET/det>1 gate/NOUN/nsubj>2 failed/VERB/ccomp>-1~0.9 them/PRON/obj>2")
    assert modality(Syntax(text, read), 0, len(text), reported=True, cue="felt").status == "opinion"
    assert modality(Syntax(text, read), 0, len(text), reported=True, cue="said").status == "happened"


def test_each_status_has_its_row() -> None:
    assert {status for _, status, _, _ in ROWS} == set(get_args(Status))


def test_conjuncts_without_a_subject_share_what_is_planned() -> None:
    """ "will mend the gate, rebuild the road and …": one plan, however long the list."""
    text, read = parsed(
        "They/PRON/nsubj>2 will/AUX/aux>2 mend/VERB/root>-1~-1.1 it/PRON/obj>2 ,/PUNCT/punct>5 paint/VERB/conj>2~-0.4 "
        "it/PRON/obj>5 ,/PUNCT/punct>8 sell/VERB/conj>2~-0.4 it/PRON/obj>8 and/CCONJ/cc>11 leave/VERB/conj>2~-0.4"
    )
    syntax = Syntax(text, read)
    starts = [text.index(word) for word in ("paint", "sell", "leave")]
    found = [modality(syntax, start, start + 5, reported=False) for start in starts]
    assert [each.status for each in found] == ["planned"] * 3
    assert [each.status_by for each in found] == [(5,), (8,), (11,)]
