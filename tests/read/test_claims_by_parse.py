"""Claims cut by trees: where they lie whatever the tree says, whose word they are, how long a long sentence takes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.learned.reader import Read
from crossbearing.learned.words import words
from crossbearing.read import read
from crossbearing.read.claims import claims
from crossbearing.read.syntax import Syntax
from crossbearing.records import Claim, Reading, Span
from tests.read.parsed import parsed
from tests.read.test_claims import attribution
from tests.read.test_quotes import report

RELATIONS = ("nsubj", "obj", "ccomp", "advcl", "acl:relcl", "conj", "parataxis", "xcomp", "mark", "punct", "advmod")
VERBS = frozenset({"failed", "said", "told", "will", "flooded", "denied", "open"})
PHRASES = (
    "the gate failed", "Ana Brel said", "said Ana Brel", "told the Vell Herald", "that the river flooded two towns",
    "according to the army", "denied that it failed", "“we will open it", "no gate failed”", "if the rain goes on",
    "which will not open", "citing port officials", "and", ",", ";", "on Sunday",
)  # fmt: skip
Head = Callable[[int], int]


def tagged(text: str, head: Head, relation: Callable[[int], str], factual: float = 1.0) -> Read:
    """The text with each word hung where `head` says; -1 at the first is the root."""
    cut = words(text, [(0, len(text))])
    forms = [text[start:end] for start, end in zip(cut.starts, cut.ends, strict=True)]
    upos = ["VERB" if form in VERBS else "NOUN" if form[0].isalnum() else "PUNCT" for form in forms]
    numbers = range(len(forms))
    heads, relations = tuple(map(head, numbers)), tuple("root" if not n else relation(n) for n in numbers)
    return Read(cut, tuple(upos), heads, relations, (factual,) * len(forms), (), ())


# ── what a claim says, and of whom ────────────────────────────────────────────────────────────────────────────────────

DENIED = (
    "The/DET/det>1 board/NOUN/nsubj>2 denied/VERB/root>-1~1.1 any/DET/det>4 part/NOUN/obj>2 in/ADP/case>7 "
    "the/DET/det>7 theft/NOUN/nmod>4 ./PUNCT/punct>2"
)
DENIER = (
    "The/DET/det>1 clerk/NOUN/nsubj>6 who/PRON/nsubj>3 denied/VERB/acl:relcl>1~0.9 the/DET/det>5 theft/NOUN/obj>3 "
    "resigned/VERB/root>-1~1.3 on/ADP/case>8 Sunday/PROPN/obl>6 ./PUNCT/punct>6"
)
KEPT_OUT = (
    "The/DET/det>1 crews/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 denied/VERB/root>-1~1.0 access/NOUN/obj>3 "
    "to/ADP/case>7 the/DET/det>7 dam/NOUN/nmod>4 ./PUNCT/punct>3"
)
LEFT_SHUT = (
    "The/DET/det>1 gate/NOUN/nsubj>4 did/AUX/aux>4 not/PART/advmod>4 open/VERB/root>-1~0.9 on/ADP/case>6 "
    "Sunday/PROPN/obl>4 ./PUNCT/punct>4"
)


@pytest.mark.parametrize(
    ("tree", "stance", "negated"),
    [
        (DENIED, "denies", False),
        (DENIER, "asserts", False),
        (KEPT_OUT, "asserts", False),
        (LEFT_SHUT, "asserts", True),
    ],
    ids=["denied", "denied further in", "denied access", "negated"],
)
def test_a_denial_is_the_claims_own_or_none(tree: str, stance: str, negated: bool) -> None:
    text, seen = parsed(tree)
    made = report(text)
    (claim,) = claims(made, msgspec.structs.replace(read(made), attributions=()), Syntax(text, seen))
    assert (claim.stance, claim.status, claim.negated) == (stance, "happened", negated)
    assert all(text[s.start : s.end] == reason.detail for reason in claim.because for s in reason.spans)


def test_each_clause_of_what_is_said_is_a_claim_under_its_source() -> None:
    text, seen = parsed(
        "The/DET/det>1 army/NOUN/nsubj>2 said/VERB/root>-1~1.1 the/DET/det>4 bridge/NOUN/nsubj>5 fell/VERB/ccomp>2~0.9 "
        "at/ADP/case>7 noon/NOUN/obl>5 and/CCONJ/cc>12 the/DET/det>10 road/NOUN/nsubj>12 will/AUX/aux>12 "
        "stay/VERB/conj>5~-1.0 shut/ADJ/xcomp>12 ./PUNCT/punct>2"
    )
    made = report(text)
    said = attribution(text, "army", "said", "the bridge fell at noon and the road will stay shut")
    bare = msgspec.structs.replace(read(made), attributions=(said,))
    found = claims(made, bare, Syntax(text, seen))
    assert [(words_of(text, claim.content), claim.status) for claim in found] == [
        ("the bridge fell at noon", "happened"),
        ("and the road will stay shut", "planned"),
    ]
    assert [[source.name for source in claim.sources] for claim in found] == [["army"], ["army"]]


def words_of(text: str, span: Span) -> str:
    return text[span.start : span.end].rstrip(" .")


# ── where claims lie ──────────────────────────────────────────────────────────────────────────────────────────────────


def _apart(spans: Iterable[Span]) -> bool:
    return all(before.end <= after.start for before, after in pairwise(spans))


def _left_out(text: str, sentence: Span, found: list[Claim]) -> list[tuple[int, int]]:
    """Stretches of the sentence that hold words and that no claim's content holds."""
    edges = [sentence.start, *(at for each in found for at in (each.content.start, each.content.end)), sentence.end]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in gaps if re.search(r"\w", text[start:end])]


def _checked(text: str, reading: Reading, found: tuple[Claim, ...]) -> None:
    for number, sentence in enumerate(reading.sentences):
        here = [claim for claim in found if claim.sentence == number]
        for claim in here:
            assert sentence.span.start <= claim.span.start <= claim.content.start < claim.content.end
            assert claim.content.end <= claim.span.end <= sentence.span.end
        assert _apart(claim.span for claim in here)
        assert _apart(claim.content for claim in here)
        if not here:
            continue
        for start, end in _left_out(text, sentence.span, here):
            assert any(
                (a.extent.start < end and start < a.extent.end) or start <= a.cue.start < end
                for a in reading.attributions
            ), text[start:end]
        shown = "".join(text[claim.span.start : claim.span.end] for claim in here)
        assert re.findall(r"\w", shown) == re.findall(r"\w", text[sentence.span.start : sentence.span.end])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=16), st.randoms(use_true_random=False))
def test_claims_lie_in_order_and_leave_out_only_who_says_it(phrases: list[str], chance: Random) -> None:
    text = " ".join(phrases) + "."
    made = report(text)
    seen = tagged(text, lambda n: chance.randint(-1, n - 1), lambda _: chance.choice(RELATIONS))
    reading = read(made)
    _checked(text, reading, claims(made, reading, Syntax(text, seen)))


# ── sentences that nobody wrote to be read ────────────────────────────────────────────────────────────────────────────

SAID = "the gate of Vell failed, said Ana Brel at dawn, "
"""Ten words, two commas, one cue."""
LISTED = "open the gate of Vell, "
GROWTH = 4
QUADRATIC = GROWTH * GROWTH


def _spent(phrase: str, size: int, head: Head) -> tuple[float, int]:
    """Seconds of this process to read a sentence of so many words and cut it, and the number of claims."""
    text = (phrase * (size // len(phrase.split()))).rstrip(", ") + "."
    made = report(text)
    begun = time.process_time()
    reading = read(made)
    seen = tagged(text, head, lambda n: "conj" if head(n) == 0 else RELATIONS[n % len(RELATIONS)], -1.0)
    found = claims(made, reading, Syntax(text, seen))
    spent = time.process_time() - begun
    return spent, len(found)


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        (SAID, lambda n: n - 1),
        (LISTED, lambda n: n - n % 6 if n % 6 else min(n, 1) - 1),
    ],
    ids=["one word under another", "all under the first"],
)
def test_time_grows_with_the_words_and_not_with_their_square(phrase: str, head: Head) -> None:
    """50,000 words; with `SAID` 10,000 commas and 5,000 "said". No tree of a long enumeration may cost its square."""
    less, _ = _spent(phrase, 50_000 // GROWTH, head)
    more, found = _spent(phrase, 50_000, head)
    assert found > 1000
    assert more < QUADRATIC * less * 0.6
