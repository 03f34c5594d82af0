from __future__ import annotations

import pytest
from hypothesis import given

from crossbearing.read.actors import actors
from crossbearing.read.coreference import coreferences, model, resolved
from crossbearing.read.coreference_gender import by_name, by_words
from crossbearing.read.coreference_mentions import scene
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.read.speakers import told
from crossbearing.records import Coreference, Quote, Source, Span
from tests.read.test_quotes import SPOKEN, TEXTS, report


def found(text: str, *, spoken: bool = True) -> tuple[Coreference, ...]:
    made = report(text)
    lines = sentences(made)
    named = actors(made, lines)
    return coreferences(made, lines, named, quotes(made, told(made, lines, named)) if spoken else ())


def linked(text: str, kind: str) -> list[tuple[str, str]]:
    """Words of this kind with the name that they stand for."""
    made = report(text)
    names = {actor.id: actor.name for actor in actors(made, sentences(made))}
    return [(text[c.span.start : c.span.end], names[c.actor]) for c in found(text) if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Ada Tarn said she would resign.", [("she", "Ada Tarn")]),
        ("Pavel Osk said he would resign. He left.", [("he", "Pavel Osk"), ("He", "Pavel Osk")]),
        ("Pavel Osk opened his office.", [("his", "Pavel Osk")]),
        ("Mr Pavel Osk met Ms Ada Tarn in May. She said that the dam had burst.", [("She", "Ada Tarn")]),
        ("Mr Pavel Osk met Ms Ada Tarn in May. He said that the dam had burst.", [("He", "Pavel Osk")]),
        ("The dam burst. He said so.", []),
        ("Residents said that he was lost.", []),
    ],
)  # fmt: skip
def test_pronouns_go_to_the_one_who_can_be_meant(text: str, links: list[tuple[str, str]]) -> None:
    assert linked(text, "pronoun") == links


def test_of_two_who_are_equally_likely_neither_is_taken() -> None:
    text = "Pavel Osk and Ivan Mell met in Orle. A dam was on the table between Osk and Mell. People liked him."
    assert linked(text, "pronoun") == []


@pytest.mark.parametrize(
    ("text", "kind", "link"),
    [
        ("Pavel Osk, 71, won. The 71-year-old smiled.", "description", ("The 71-year-old", "Pavel Osk")),
        ("Pavel Osk, a 71-year-old farmer, won. Then Osk smiled.", "name", ("Osk", "Pavel Osk")),
        ("Norian foreign minister Pavel Osk won. Later the minister smiled.", "title", ("the minister", "Pavel Osk")),
        ("The Orle Harbour Board (OHB) met. OHB said so.", "name", ("OHB", "Orle Harbour Board")),
    ],
)
def test_titles_ages_and_short_names(text: str, kind: str, link: tuple[str, str]) -> None:
    assert link in linked(text, kind)


def test_an_age_that_two_share_says_nothing() -> None:
    said = linked("Pavel Osk, 71, met Ivan Mell, 71. The 71-year-old won.", "description")
    assert "The 71-year-old" not in {words for words, _ in said}


def test_an_office_beside_a_name_is_told_with_its_body() -> None:
    text = "“We wait,” said Ada Tarn, senior fellow for tides at the Orle Institute, on Monday."
    made = report(text)
    named = {actor.id: actor for actor in actors(made, sentences(made))}
    (office,) = [each for each in found(text) if each.kind == "description"]
    assert text[office.span.start : office.span.end] == "senior fellow for tides at the Orle Institute"
    assert named[office.actor].name == "Ada Tarn"
    assert office.of is not None
    assert named[office.of].name == "Orle Institute"


def test_i_inside_a_quote_is_its_speaker() -> None:
    text = "“I saw the dam burst, and my boat sank,” Ada Tarn said."
    assert linked(text, "pronoun") == [("I", "Ada Tarn"), ("my", "Ada Tarn")]
    assert all(each.kind != "pronoun" for each in found(text, spoken=False))


def test_a_speaker_without_an_actor_answers_nothing() -> None:
    made = report("“I saw it,” a sailor said.")
    quote = Quote("q", Span(made.id, 1, 9), Source("sailor", "unnamed"), None, "direct")
    assert coreferences(made, sentences(made), (), (quote,)) == ()


def test_every_answer_says_why_and_is_as_likely_as_it_must_be() -> None:
    for each in found("Ada Tarn said she would resign. The Orle Harbour Board (OHB) met. OHB said so."):
        assert each.reasons
        assert each.reasons[0].spans
        assert model().least <= each.score <= 1 or each.kind != "pronoun"


@pytest.mark.parametrize(
    ("parts", "words", "gender"),
    [
        (("mary", "tarn"), (), "she"),
        (("john", "tarn"), (), "he"),
        (("tarn",), (), ""),
        (("elena", "petrova"), (), "she"),
        ((), ("the", "chairman's", "wife"), "she"),
        ((), ("norian", "spokesman"), "he"),
        ((), ("minister",), ""),
    ],
)
def test_gender(parts: tuple[str, ...], words: tuple[str, ...], gender: str) -> None:
    assert (by_words(words) or by_name(parts)) == gender


@given(TEXTS | SPOKEN)
def test_spans_re_read_and_lie_in_bounds(text: str) -> None:
    made = report(text)
    lines = sentences(made)
    named = actors(made, lines)
    answers = coreferences(made, lines, named, quotes(made, told(made, lines, named)))
    assert list(answers) == sorted(answers, key=lambda each: each.span)
    assert len({each.span for each in answers}) == len(answers)
    ids = {actor.id for actor in named}
    for each in answers:
        assert 0 <= each.span.start < each.span.end <= len(made.text)
        assert each.actor in ids
        assert each.of is None or each.of in ids
    for answer in resolved(scene(made, lines, named), model()):
        assert made.text[answer.anaphor.start : answer.anaphor.end].lower() == answer.anaphor.word
