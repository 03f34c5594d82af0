from __future__ import annotations

import pytest
from hypothesis import given

from crossbearing.read.actors import actors
from crossbearing.read.attribution import attributions
from crossbearing.read.cues import cues, inflections
from crossbearing.read.dates import dates
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.records import Attribution
from tests.read.test_quotes import SPOKEN, TEXTS, report


def found(text: str) -> tuple[Attribution, ...]:
    made = report(text)
    lines = sentences(made)
    named = actors(made, lines)
    return attributions(made, lines, named, quotes(made, lines, named), dates(made, lines))


def told(text: str) -> list[tuple[str, str, str]]:
    """Sources (deepest first, parted by " < "), cue and content of each attribution."""
    return [
        (
            " < ".join(source.name for source in a.sources),
            text[a.cue.start : a.cue.end],
            text[a.content.start : a.content.end],
        )
        for a in found(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Officials said that the dam burst.", "Officials", "said", "that the dam burst"),
        ("Officials said on Tuesday the dam burst.", "Officials", "said", "the dam burst"),
        ("Officials said in a statement the dam burst.", "Officials", "said", "the dam burst"),
        ("The dam burst, officials said.", "officials", "said", "The dam burst"),
        ("The dam burst, said Ada Wenn, a diver.", "Ada Wenn", "said", "The dam burst"),
        ("The dam, officials said, burst twice.", "officials", "said", "burst twice"),
        ("According to Ada Wenn, the dam burst.", "Ada Wenn", "According to", "the dam burst"),
        ("The dam burst, according to Ada Wenn.", "Ada Wenn", "according to", "The dam burst"),
        ("Ada Wenn has also claimed the dam burst.", "Ada Wenn", "has also claimed", "the dam burst"),
        ("Ada Wenn believes the dam will burst.", "Ada Wenn", "believes", "the dam will burst"),
        ("Ada Wenn accused Osk Tellin of lying.", "Ada Wenn", "accused", "Osk Tellin of lying"),
        ("Ada Wenn vowed to rebuild the dam.", "Ada Wenn", "vowed", "to rebuild the dam"),
        ("Ada Wenn urged Norland to rebuild the dam.", "Ada Wenn", "urged", "to rebuild the dam"),
        ("There were reports that the dam burst.", "reports", "reports", "that the dam burst"),
        ("The dam is thought to be gone.", "is thought", "is thought", "The dam is thought to be gone"),
        ("It is feared that the dam is gone.", "is feared", "is feared", "that the dam is gone"),
        ("Ada Wenn: dam is gone", "Ada Wenn", ":", "dam is gone"),
        # commas are lost
        ("Tolls rose to 112 a monitoring group said Sunday.", "monitoring group", "said", "Tolls rose to 112"),
        ("Boats are near the port said harbour chief Ada Wenn.", "Ada Wenn", "said", "Boats are near the port"),
        ("Ada Wenn a diver from Vell said it was dark.", "Ada Wenn", "said", "it was dark"),
        ("Three died the ministry said while two were hurt.", "ministry", "said", "Three died"),
    ],
)  # fmt: skip
def test_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in told(text)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The dam burst, Ada Wenn told Reuters.", "Ada Wenn < Reuters"),
        ("Ada Wenn was quoted as saying by Reuters that the dam burst.", "Ada Wenn < Reuters"),
        ("Reuters reported that Ada Wenn said the dam burst.", "Ada Wenn < Reuters"),
        ("The dam burst, Reuters reported, citing rescue workers.", "rescue workers < Reuters"),
        ("The dam burst, a source told Reuters.", "source < Reuters"),
        ("Ada Wenn told reporters the dam burst.", "Ada Wenn"),
    ],
)
def test_chain(text: str, chain: str) -> None:
    assert chain in [sources for sources, _, _ in told(text)]


def test_each_of_two_bodies_says_it() -> None:
    text = "Norway and Chile say the dam burst."
    assert [(sources, content) for sources, _, content in told(text)] == [
        ("Chile", "the dam burst"),
        ("Norway", "the dam burst"),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ada Wenn denied that the dam burst.", "denies"),
        ("Ada Wenn has rejected the claims.", "denies"),
        ("Ada Wenn doubts that the dam burst.", "doubts"),
        ("Ada Wenn does not believe the dam burst.", "doubts"),
        ("Ada Wenn confirmed the dam burst.", "asserts"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [a.stance for a in found(text)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Wenn did not say whether the dam burst.",
        "Ada Wenn declined to say whether the dam burst.",
        "Ada Wenn should say that the dam burst.",
        "No one said the dam burst.",
        "The reports of the plan are long.",
        "Ada Wenn praised the army.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert found(text) == ()


def test_second_clause_has_its_own_source() -> None:
    text = "Ada Wenn said the dam burst, while Osk Tellin said it held."
    assert [(sources, content) for sources, _, content in told(text)] == [
        ("Ada Wenn", "the dam burst"),
        ("Osk Tellin", "it held"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Wenn said it rained. She added that it snowed.", "Ada Wenn"),
        ("The Rill Observatory said it rained. The group said it snowed.", "Rill Observatory"),
        ("The Rill Observatory said it rained. It warned that it snowed.", "Rill Observatory"),
        ("Villagers said it rained. They said it snowed.", "Villagers"),
        ("Ada Wenn said it rained, adding that it snowed.", "Ada Wenn"),
        ("Ada Wenn said it rained and claimed it snowed.", "Ada Wenn"),
    ],
)
def test_carried_source(text: str, name: str) -> None:
    assert [sources for sources, _, content in told(text) if "snowed" in content] == [name]


def test_day_of_saying() -> None:
    (said,) = found("The dam burst on Sunday, officials said on Tuesday.")
    assert said.said_on is not None
    assert said.said_on.value == "2031-05-06"


def test_quote_that_goes_on_is_attributed() -> None:
    text = "“We go,” Ada Wenn said. “We stay.”"
    assert [(sources, content) for sources, _, content in told(text)] == [
        ("Ada Wenn", "“We go,”"),
        ("Ada Wenn", "“We stay.”"),
    ]


@pytest.mark.parametrize(
    ("lemma", "third", "past", "ing"),
    [
        ("deny", "denies", "denied", "denying"),
        ("say", "says", "sayed", "saying"),
        ("admit", "admits", "admitted", "admitting"),
        ("announce", "announces", "announced", "announcing"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("express", "expresses", "expressed", "expressing"),
    ],
)
def test_inflections(lemma: str, third: str, past: str, ing: str) -> None:
    forms = inflections(lemma)
    assert (forms["s"], forms["past"], forms["ing"]) == (third, past, ing)


def test_lexicon_is_of_one_piece() -> None:
    lexicon = cues()
    lemmas = {verb.lemma for readings in lexicon.verbs.values() for verb in readings}
    assert lexicon.plurals <= lemmas
    assert {lemma for lemma, _ in lexicon.particles} <= lemmas
    assert len(lemmas) > 250


@given(TEXTS)
def test_spans_lie_in_any_text(text: str) -> None:
    check(text)


@given(SPOKEN.map(lambda text: "\n\n".join(part for part in text.split("\n\n") if part.strip())))
def test_spans_lie_in_text_full_of_cues(text: str) -> None:
    check(text)


def check(text: str) -> None:
    for attribution in found(text):
        assert attribution.sources
        for span in (attribution.cue, attribution.content, attribution.extent):
            assert 0 <= span.start < span.end <= len(text)
        assert attribution.extent.start <= min(attribution.cue.start, attribution.content.start) or (
            attribution.extent == attribution.content
        )
        for source in attribution.sources:
            assert source.name
            assert source.span is None or text[source.span.start : source.span.end].strip()
