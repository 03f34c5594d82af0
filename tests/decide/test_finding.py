"""An anchor's words, found again in a text that changed around them or in them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from crossbearing.decide.anchors import anchor
from crossbearing.decide.finding import TELLING, Found, find
from crossbearing.decide.folding import folded, spelling
from crossbearing.records import Anchor, Published, Report, Span

TEXT = (
    "Ferry runs aground at Orle\n\n"
    "By Ada Wenn\n\n"
    "The ferry “Kestrel” ran aground off Orle on Tuesday – nine people were hurt, the harbour office said.\n\n"
    "On Tuesday evening all 212 passengers were ashore. Nine of them were taken to a hospital in Dunmere.\n\n"
    "The harbour office said that an inquiry into the grounding would begin on Tuesday."
)


def a_report(text: str) -> Report:
    return Report("r", "ferry", "capture-1", None, None, None, None, None, None, Published(None, "x"), "en", text)


def anchored(text: str, words: str, nth: int = 0) -> Anchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return anchor(a_report(text), Span("r", at, at + len(words)))


def without(text: str, words: str) -> str:
    assert words in text
    return text.replace(words, "", 1)


KESTREL = "The ferry “Kestrel” ran aground off Orle on Tuesday"
SPELLED = TEXT.replace("“", '"').replace("”", '"').replace("–", "-").replace("\n\n", " ")


@pytest.mark.parametrize(
    ("words", "nth", "now", "found", "how"),
    [
        (KESTREL, 0, TEXT, KESTREL, "same"),
        (KESTREL, 0, without(TEXT, "By Ada Wenn\n\n"), KESTREL, "same"),
        ("nine people", 0, "Orle Radio\n\n" + TEXT, "nine people", "same"),
        # of several, the one with the same neighbours
        ("Tuesday", 2, without(TEXT, "By Ada Wenn\n\n"), "Tuesday", "same"),
        (KESTREL, 0, SPELLED, KESTREL.replace("“", '"').replace("”", '"'), "spelled"),
        (
            KESTREL,
            0,
            TEXT.replace("ferry “", "ferry\u00a0\u00ad “"),
            KESTREL.replace("y “", "y\u00a0\u00ad “"),
            "spelled",
        ),
        ("would begin on Tuesday", 0, SPELLED, "would begin on Tuesday", "same"),
        (KESTREL, 0, TEXT.replace(" ran aground off", " ran aground close off"), None, "changed"),
        ("all 212 passengers were ashore", 0, TEXT.replace("were ashore", "were safely ashore"), None, "changed"),
    ],
)
def test_words_are_found_where_they_went(words: str, nth: int, now: str, found: str | None, how: str) -> None:
    there = find(anchored(TEXT, words, nth), now)
    assert isinstance(there, Found), there
    assert there.words == how
    if found is not None:
        assert now[there.start : there.end] == found
    assert now[there.start : there.end].split(maxsplit=1)[0] == words.split(maxsplit=1)[0]
    assert now[there.start : there.end].rsplit(maxsplit=1)[-1].strip(",.") == words.rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize(
    ("words", "nth", "now", "why"),
    [
        # the sentence is gone: "Tuesday" stands elsewhere, beside other words
        ("Tuesday", 2, without(TEXT, TEXT.rsplit("\n\n", maxsplit=1)[-1]), "not beside those"),
        ("Kestrel", 0, TEXT.replace("Kestrel", "Heron"), "no longer"),
        (KESTREL, 0, without(TEXT, TEXT.split("\n\n")[2]), "nor any that are like them"),
        (KESTREL, 0, "", "no longer"),
        # two passages are equally like what was there
        (
            "nine crates of tea were lost at sea that night",
            0,
            "it is told that nine crates of tea were lost at sea this night; "
            "it is told that nine crates of tea were lost at sea last night",
            "several passages",
        ),
    ],
)
def test_what_is_not_there_is_not_found_and_why_is_said(words: str, nth: int, now: str, why: str) -> None:
    text = TEXT if words in TEXT else f"It was said that {words}."
    there = find(anchored(text, words, nth), now)
    assert isinstance(there, str)
    assert why in there


@given(st.text(max_size=300), st.data())
def test_any_words_of_a_text_that_did_not_change_are_found_where_they_stood(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    assume(start < end)
    assert find(anchor(a_report(text), Span("r", start, end)), text) == Found(start, end, "same")


SENTENCES = st.lists(
    st.sampled_from("the gate broke at dawn and nine boats sank near Orle".split()), min_size=1, max_size=9
)


@given(st.lists(SENTENCES, min_size=1, max_size=5), st.lists(SENTENCES, max_size=3), st.lists(SENTENCES, max_size=3))
def test_a_telling_passage_is_found_whatever_is_put_before_and_after(
    inner: list[list[str]], before: list[list[str]], after: list[list[str]]
) -> None:
    text = ". ".join(" ".join(each) for each in inner)
    words = f"{text} as the harbour master of Dunmere told"
    assert len(words) >= TELLING
    now = ". ".join([*(" ".join(each) for each in before), words, *(" ".join(each) for each in after)])
    there = find(anchor(a_report(words), Span("r", 0, len(words))), now)
    assert isinstance(there, Found)
    assert now[there.start : there.end] == words


@given(st.text(max_size=120), st.text(max_size=120), st.data())
def test_any_two_texts_give_a_passage_or_a_reason(then: str, now: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(then)), st.integers(0, len(then)))))
    assume(start < end)
    there = find(anchor(a_report(then), Span("r", start, end)), now)
    if isinstance(there, str):
        assert there
    else:
        assert 0 <= there.start < there.end <= len(now)
        words = then[start:end], now[there.start : there.end]
        assert there.words != "same" or words[0] == words[1]
        assert there.words != "spelled" or spelling(words[0]) == spelling(words[1])


def test_words_are_not_found_within_a_character() -> None:
    assert isinstance(find(anchor(a_report("1"), Span("r", 0, 1)), "¼"), str)
    assert find(anchor(a_report("1/4".replace("/", "⁄")), Span("r", 0, 3)), "¼") == Found(0, 1, "spelled")


@given(st.text(max_size=200))
def test_a_folded_text_knows_the_way_back(text: str) -> None:
    made = folded(text)
    assert len(made.text) == len(made.at)
    assert list(made.at) == sorted(made.at)
    assert all(0 <= at < len(text) for at in made.at)


def test_a_text_of_one_word_a_thousand_times_is_gone_through_quickly() -> None:
    text = "nine " * 20_000
    given_anchor = replace(anchored(text, "nine nine nine nine nine nine"), sha256="0", start=90_000, end=90_029)
    assert isinstance(find(given_anchor, text), Found)
