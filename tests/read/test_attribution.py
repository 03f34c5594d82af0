from __future__ import annotations

import pytest
from hypothesis import example, given

from crossbearing.read import speakers
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
    said = speakers.told(made, lines, actors(made, lines))
    return attributions(made, said, quotes(made, said), dates(made, lines))


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
        ("There were reports that the dam burst.", "unnamed", "reports", "that the dam burst"),
        ("The dam is thought to be gone.", "unnamed", "is thought", "The dam is thought to be gone"),
        ("It is feared that the dam is gone.", "unnamed", "is feared", "that the dam is gone"),
        ("Ada Wenn: dam is gone", "Ada Wenn", ":", "dam is gone"),
        ("Ten boats sank (the Red Cross estimates).", "Red Cross", "estimates", "Ten boats sank"),
        ("Ten boats sank (Ada Wenn said on Friday).", "Ada Wenn", "said", "Ten boats sank"),
        ("Ten boats sank (Ada Wenn told Reuters).", "Ada Wenn < Reuters", "told", "Ten boats sank"),
        ("The pilot, who said he saw it, denied that it sank.", "pilot", "said", "he saw it"),
        ("Vell Rail, which had said it never got it, admitted it did.", "Vell Rail", "had said", "it never got it"),
        ("Vell Rail, which had said it never got it, admitted it did.", "Vell Rail", "admitted", "it did"),
        ("The port’s director, Ada Wenn, said it rained.", "Ada Wenn", "said", "it rained"),
        ("Ada Wenn denied it; her deputy admits that it rained.", "her deputy", "admits", "that it rained"),
        ("Ada Wenn hailed the “brave deed” and the union said it rained.", "union", "said", "it rained"),
        ("Ada Wenn hailed the “brave deed” and the union said it rained.", "Ada Wenn", "hailed", "the “brave deed”"),
        ("Ada Wenn withdrew her claim that it rained.", "Ada Wenn", "claim", "that it rained"),
        ("Officials in Oslo and Bergen say it rained.", "Officials in Oslo and Bergen", "say", "it rained"),
        # commas are lost
        ("Tolls rose to 61 a river watch said Friday.", "river watch", "said", "Tolls rose to 61"),
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
        ("“The dam burst,” Ada Wenn told about 500 people that evening.", "Ada Wenn"),
    ],
)
def test_chain(text: str, chain: str) -> None:
    assert chain in [sources for sources, _, _ in told(text)]


def test_each_of_two_bodies_says_it() -> None:
    text = "Norway and Chile say the dam burst."
    assert [(sources, content) for sources, _, content in told(text)] == [
        ("Norway", "the dam burst"),
        ("Chile", "the dam burst"),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ada Wenn denied that the dam burst.", "denies"),
        ("Ada Wenn has rejected the claims.", "denies"),
        ("Ada Wenn doubts that the dam burst.", "doubts"),
        ("Ada Wenn does not believe the dam burst.", "doubts"),
        ("Ada Wenn confirmed the dam burst.", "asserts"),
        ("Norway on Tuesday rejected as false a report that the dam burst.", "denies"),
        ("Ada Wenn dismissed as baseless the claims of the mayor.", "denies"),
        ("Ada Wenn denounced as a lie the claim that the dam burst.", "denies"),
        ("Ada Wenn called the claim untrue.", "denies"),
        ("Ada Wenn described the reports as fabricated.", "denies"),
        ("Ada Wenn called the dam “a lie”.", "asserts"),
        ("The reports are not true, Ada Wenn said.", "denies"),
        ("Ada Wenn said there was no truth in the report.", "denies"),
        ("“That is a lie,” Ada Wenn said.", "denies"),
        ("“That is true,” Ada Wenn said.", "asserts"),
        ("Ada Wenn said the false reports hurt the town.", "asserts"),
        ("Ada Wenn withdrew her claim that the dam burst.", "denies"),
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
        "Saturdays said that it rained.",
        "Ties with Norway said that it rained.",
        "The minister’s visit said that it rained.",
        "Any involvement said that it rained.",
        "Ada Wenn wanted to see every letter that came.",
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
        ("Vell Hydro denied it. The ministry said it rained. The company said it snowed.", "Vell Hydro"),
        ("Vell Hydro met the Rill Observatory. The company said it snowed.", "Vell Hydro"),
        ("Vell Hydro met the Rill Observatory. The group said it snowed.", "Rill Observatory"),
        ("The Ministry of Trade met Vell Hydro. The ministry said it snowed.", "Ministry of Trade"),
        ("The Ministry of Trade said it rained. The company said it snowed.", "company"),
        ("The city’s tram firm said it rained. The firm said it snowed.", "city’s tram firm"),
    ],
)
def test_carried_source(text: str, name: str) -> None:
    assert [sources for sources, _, content in told(text) if "snowed" in content] == [name]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The dam burst on Sunday, officials said on Tuesday.", "2031-05-06"),
        ("Officials on Tuesday said the dam burst.", "2031-05-06"),
        ("On Tuesday, officials said the dam burst.", "2031-05-06"),
        ("Officials said in a statement on Tuesday that the dam burst.", "2031-05-06"),
        ("Officials told reporters in Bergen on Tuesday that the dam burst.", "2031-05-06"),
        ("Officials, who have watched it since 2030, said the dam burst.", None),
        ("Officials, who have watched it since Tuesday, said the dam burst.", None),
        ("Officials who met on Tuesday to talk of rain said the dam burst.", None),
        ("Officials said in January 2031 that the dam burst.", None),
        ("Officials said on 30 May 2031 that the dam burst.", None),
        ("Officials said the dam burst on Tuesday.", None),
    ],
)
def test_day_of_saying(text: str, day: str | None) -> None:
    (said,) = found(text)
    assert (said.said_on.value if said.said_on else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "“We go.\n\n“We stay.\n\n“We wait,” Ada Wenn said.",
        "Ada Wenn said: “We go.\n\n“We stay.\n\n“We wait.”",
        "Ada Wenn said it rained. “We go.\n\n“We stay.\n\n“We wait.”",
    ],
)
def test_all_of_a_quote_over_paragraphs_is_attributed(text: str) -> None:
    content = next(content for sources, _, content in told(text) if "We stay" in content)
    assert content.startswith("“We go.")
    assert content.rstrip(",.”").endswith("We wait")


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
@example("İ-0")
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
        # The extent stays in one sentence; the content may be a quotation over several paragraphs.
        holds_cue = attribution.extent.start <= attribution.cue.start < attribution.extent.end
        assert holds_cue or attribution.extent == attribution.content
        for source in attribution.sources:
            assert any(character.isalnum() for character in source.name)
            assert source.span is None or text[source.span.start : source.span.end].strip()
