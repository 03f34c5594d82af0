"""Who does what: by sentences as the shipped reader reads them, and by any tree."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.learned.reader import Read, Reader
from crossbearing.read import read
from crossbearing.read.predicates import predicates
from crossbearing.read.syntax import Syntax
from crossbearing.records import Predicate, Published, Report, Sentence, Span
from tests.read.parsed import parsed

ROWS = [
    (
        "Kestria sent two trains of shells to Norland in March.",
        "sent",
        "agent:Kestria object:two trains of shells to:Norland",
    ),
    (
        "Two trains were sent to Norland by the Kestrian army.",
        "sent",
        "object:Two trains to:Norland agent:the Kestrian army",
    ),
    (
        "Norland received the shells from Kestria on Monday.",
        "received",
        "agent:Norland object:the shells from:Kestria",
    ),
    ("The envoy gave Norland the maps.", "gave", "agent:The envoy to:Norland object:the maps"),
    ("Norland was given the maps by the envoy.", "given", "to:Norland object:the maps agent:the envoy"),
    ("Kestria will launch the ship from Vell in May.", "launch", "agent:Kestria object:the ship from:Vell"),
    ("The army shelled the port near Orle.", "shelled", "agent:The army object:the port at:Orle"),
    ("Norland vetoed the plan.", "vetoed", "agent:Norland object:the plan"),
    ("The crew smuggled coal out of Vell.", "smuggled", "agent:The crew object:coal from:Vell"),
    (
        "Engineers from Tarn trained with the Kestrian navy.",
        "trained",
        "agent:Engineers from Tarn with:the Kestrian navy",
    ),
    ("Norland moved its troops into Orle.", "moved", "agent:Norland object:its troops to:Orle"),
    ("The bank paid for the coal.", "paid", "agent:The bank for:the coal"),
    (
        "Kestria and Norland sent troops to Orle and Vell.",
        "sent",
        "agent:Kestria agent:Norland object:troops to:Orle to:Vell",
    ),
    (
        "Kestria bought coal, oil and iron from Norland.",
        "bought",
        "agent:Kestria object:coal object:oil object:iron from:Norland",
    ),
    ("Kestria loaded the ship and sent it to Norland.", "sent", "agent:Kestria object:it to:Norland"),
    ("The ship was loaded in Vell and sent to Norland.", "sent", "object:The ship to:Norland"),
    ("Norland bought and shipped the missiles.", "shipped", "agent:Norland object:the missiles"),
    ("Kestria agreed to send rockets to Norland.", "send", "agent:Kestria object:rockets to:Norland"),
    (
        "Kestria is believed to have supplied rockets to Norland.",
        "supplied",
        "agent:Kestria object:rockets to:Norland",
    ),
    ("The minister wants to buy grain from Tarn.", "buy", "agent:The minister object:grain from:Tarn"),
    ("Norland asked Kestria to send workers.", "send", "agent:Kestria object:workers"),
    ("Norland was asked to send workers.", "send", "agent:Norland object:workers"),
    ("Kestria promised Norland to send workers.", "send", "agent:Kestria object:workers"),
    ("Norland helped Kestria build a satellite.", "build", "agent:Kestria object:a satellite"),
    (
        "The council accused Kestria of sending missiles to Norland.",
        "sending",
        "agent:Kestria object:missiles to:Norland",
    ),
    ("The firm was fined for selling engines to Kestria.", "selling", "agent:The firm object:engines to:Kestria"),
    ("Kestria is ready to export coal.", "export", "agent:Kestria object:coal"),
    ("Kestria began shipping shells to Norland.", "shipping", "agent:Kestria object:shells to:Norland"),
    ("Norland defended Kestria's decision to test a missile.", "test", "agent:Kestria object:a missile"),
    (
        "Inspectors found the missiles that Kestria sent to Norland.",
        "sent",
        "agent:Kestria object:the missiles to:Norland",
    ),
    ("Inspectors found the missiles Kestria sent.", "sent", "agent:Kestria object:the missiles"),
    ("Shells supplied by Kestria hit the town.", "supplied", "object:Shells agent:Kestria"),
    ("Shells supplied by Kestria hit the town.", "hit", "agent:Shells object:the town"),
    ("A train carrying shells left Vell.", "carrying", "agent:A train object:shells"),
    ("The ship, which sailed from Vell, carried coal.", "sailed", "agent:The ship from:Vell"),
    ("The firm which Kestria sold the engines to was fined.", "sold", "agent:Kestria object:the engines to:The firm"),
    (
        "The port where Norland unloaded the shells is closed.",
        "unloaded",
        "agent:Norland object:the shells at:The port",
    ),
    ("Kestria sent troops, breaking the ban.", "breaking", "agent:Kestria object:the ban"),
    ("Kestria earned money by sending workers abroad.", "sending", "agent:Kestria object:workers"),
    ("The shells, sent by Kestria, were old.", "sent", "object:The shells agent:Kestria"),
    ("Norland's purchase of shells angered the council.", "purchase", "agent:Norland object:shells"),
    (
        "Inspectors saw Kestrian arms shipments to Norland.",
        "shipments",
        "agent:Kestrian object:Kestrian arms to:Norland",
    ),
    (
        "The council debated the delivery of rockets by Kestria to Norland.",
        "delivery",
        "object:rockets agent:Kestria to:Norland",
    ),
    (
        "The council banned weapons transfers between Kestria and Norland.",
        "transfers",
        "object:weapons with:Kestria with:Norland",
    ),
    ("Norland rejects military cooperation with Kestria.", "cooperation", "with:Kestria"),
    ("Norland's veto ended the panel.", "veto", "agent:Norland"),
    ("The envoy's arrest by the police angered Norland.", "arrest", "object:The envoy agent:the police"),
    ("Kestria made a delivery of shells to Norland.", "delivery", "agent:Kestria object:shells to:Norland"),
    ("Pilots received training from Norland.", "training", "to:Pilots agent:Norland"),
    ("The launch of a satellite by Kestria failed.", "launch", "object:a satellite agent:Kestria"),
    ("Payments from the bank to Kestria were stopped.", "Payments", "from:the bank to:Kestria"),
    ("The supply of oil to Kestria exceeded the limit.", "supply", "object:oil to:Kestria"),
    ("Oil exports from Tarn to Norland fell.", "exports", "object:Oil from:Tarn to:Norland"),
    ("Norland denied the import of coal from Kestria.", "import", "object:coal from:Kestria"),
    ("A Kestrian missile test alarmed Tarn.", "test", "agent:Kestrian object:missile"),
    ("Kestria, a Norland ally, sent shells.", "sent", "agent:Kestria object:shells"),
    ("Together with Kestria, Norland built the rocket.", "built", "agent:Norland object:the rocket with:Kestria"),
    ("He said Norland had paid Kestria in gold.", "paid", "agent:Norland object:Kestria at:gold"),
    (
        "The minister said that workers had been brought from Kestria to Orle.",
        "brought",
        "object:workers from:Kestria to:Orle",
    ),
    ("Whether Kestria supplied the engine is not known.", "supplied", "agent:Kestria object:the engine"),
    ("Did Kestria sell the engine to Tarn?", "sell", "agent:Kestria object:the engine to:Tarn"),
    ("According to Tarn, Kestria shipped shells through Vell.", "shipped", "agent:Kestria object:shells"),
]
"""A sentence, an act of it, and all that takes part. Left out are sentences whose trees the reader has wrong."""


def report(text: str) -> Report:
    return Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published("2031-05-04", "test"), language="en", text=text,
    )  # fmt: skip


@cache
def reader() -> Reader:
    return Reader()


def told(text: str, act: Predicate) -> list[str]:
    return [f"{each.role}:{text[each.start : each.end]}" for each in act.arguments]


@pytest.mark.parametrize(("text", "act", "parts"), ROWS, ids=[f"{act}: {text}" for text, act, _ in ROWS])
def test_the_parts_of_an_act_are_those_that_the_grammar_gives(text: str, act: str, parts: str) -> None:
    acts = [each for each in read(report(text), reader()).predicates if text[each.start : each.end] == act]
    assert len(acts) == 1
    wanted = re.split(r" (?=(?:agent|object|to|from|with|for|at):)", parts)
    assert sorted(told(text, acts[0])) == sorted(wanted)


def test_without_a_reader_no_act_is_read() -> None:
    assert read(report("Kestria sent shells to Norland.")).predicates == ()


@pytest.mark.parametrize(
    "noun",
    ["The nation of Kestria", "The government of Kestria", "The ammunition from Kestria", "A supply ship of Tarn"],
)
def test_a_noun_that_only_looks_like_an_act_is_none(noun: str) -> None:
    text = f"{noun} is old."
    assert read(report(text), reader()).predicates == ()


# ── any tree ──────────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = ["shipment", "sent", "by", "to", "Orle", ",", "which", "training", "together", "Monday", "7", "that"]
KINDS = [
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "conj", "acl", "acl:relcl", "xcomp",
    "ccomp", "advcl", "case", "mark", "compound", "amod", "aux:pass", "advmod", "appos", "punct", "root",
]  # fmt: skip


@st.composite
def any_tree(draw: st.DrawFn) -> str:
    """Words that hang from any word, in circles too."""
    size = draw(st.integers(1, 40))
    rows = []
    for _ in range(size):
        form, upos = (
            draw(st.sampled_from(WORDS)),
            draw(st.sampled_from(["VERB", "NOUN", "PROPN", "ADP", "PUNCT", "PRON"])),
        )
        rows.append(f"{form}/{upos}/{draw(st.sampled_from(KINDS))}>{draw(st.integers(-1, size - 1))}")
    return " ".join(rows)


def acts_of(text: str, seen: Read) -> tuple[Predicate, ...]:
    return predicates(report(text), Syntax(text, seen), [Sentence(Span("r", 0, len(text)), 0)], ())


@given(any_tree())
def test_no_tree_raises_and_every_part_holds_its_main_word(tree: str) -> None:
    text, seen = parsed(tree)
    for act in acts_of(text, seen):
        assert 0 <= act.start < act.end <= len(text)
        assert act.arguments
        assert list(act.arguments) == sorted(act.arguments, key=lambda each: each.head_start)
        for each in act.arguments:
            assert 0 <= each.start <= each.head_start < each.head_end <= each.end <= len(text)
            assert (each.head_start, each.head_end) != (act.start, act.end)


@settings(max_examples=25)
@given(st.text(max_size=80) | st.lists(st.sampled_from([*WORDS, ".", "“", "\n\n"]), max_size=40).map(" ".join))
def test_no_text_raises_and_every_part_lies_in_the_sentence_of_its_act(text: str) -> None:
    reading = read(report(text), reader())
    for act in reading.predicates:
        inside = [each.span for each in reading.sentences if each.span.start <= act.start and act.end <= each.span.end]
        assert len(inside) == 1
        assert all(inside[0].start <= each.start < each.end <= inside[0].end for each in act.arguments)


def test_an_enumeration_of_hundreds_gives_each_act_no_more_than_it_can_bear() -> None:
    """Three hundred subjects of three hundred verbs would be ninety thousand parts."""
    subjects = [f"Orle/PROPN/{'conj>0' if at else 'nsubj>300'}" for at in range(300)]
    verbs = [f"sent/VERB/{'conj>300' if at else 'root>-1'}" for at in range(300)]
    text, seen = parsed(" ".join([*subjects, *verbs]))
    acts = acts_of(text, seen)
    assert len(acts) == 300
    assert set(Counter(len(each.arguments) for each in acts)) == {32}
