from __future__ import annotations

import msgspec
import pytest

from crossbearing.read.claims import claims
from crossbearing.records import (
    Attribution,
    Claim,
    Figure,
    Published,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
    Stance,
    When,
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span("r", start, start + len(words))


def attribution(  # noqa: PLR0917 - reads as the sentence does
    text: str, source: str, cue: str, content: str, stance: Stance = "asserts", via: str = ""
) -> Attribution:
    chain = tuple(Source(name, "organisation", span(text, name)) for name in (source, via) if name)
    spans = [span(text, part) for part in (source, cue, content)]
    extent = Span("r", min(s.start for s in spans), max(s.end for s in spans))
    return Attribution(chain, spans[1], spans[2], extent, stance)


def read(
    text: str, *said: Attribution, dates: tuple[When, ...] = (), figures: tuple[Figure, ...] = (), heading: bool = False
) -> tuple[Claim, ...]:
    report = Report(
        id="r", name="r", capture="", outlet="Ferry Post", url=None, title=None, headline=None, byline=None,
        dateline=None, published=Published("2031-05-03", "test"), language="en", text=text,
    )  # fmt: skip
    reading = Reading("r", (Sentence(Span("r", 0, len(text)), 0, heading),), (), dates, figures, (), said, ())
    return claims(report, reading)


def words(text: str, found: tuple[Claim, ...]) -> list[str]:
    return [text[claim.content.start : claim.content.end] for claim in found]


def test_an_attribution_is_source_and_stance_not_content() -> None:
    text = "The Water Board said on Friday that the lower gate had failed."
    when = When(span(text, "Friday"), "2031-05-02", "published")
    said = msgspec.structs.replace(attribution(text, "Water Board", "said", "the lower gate had failed"), said_on=when)
    found = read(text, said, dates=(when,))
    assert words(text, found) == ["the lower gate had failed"]
    assert [source.name for source in found[0].sources] == ["Water Board"]
    assert found[0].said_on == when
    assert found[0].dates == ()


def test_a_chain_stands_deepest_first_and_equals_stand_beside() -> None:
    text = "Orle and Vesk told Coastwire the strait would stay open."
    content = "the strait would stay open"
    both = (
        attribution(text, "Orle", "told", content, via="Coastwire"),
        attribution(text, "Vesk", "told", content, via="Coastwire"),
    )
    (claim,) = read(text, *both)
    assert [source.name for source in claim.sources] == ["Orle", "Coastwire"]
    assert [source.name for source in claim.co_sources] == ["Vesk"]


def test_a_denial_is_a_claim_as_a_whole() -> None:
    text = "The Water Board denied that the alarm had been switched off."
    (claim,) = read(text, attribution(text, "Water Board", "denied", "the alarm had been switched off", "denies"))
    assert words(text, (claim,)) == [text]
    assert claim.stance == "denies"
    assert [source.name for source in claim.sources] == ["Water Board"]


def test_what_a_source_calls_untrue_it_denies() -> None:
    text = "The report is untrue, the Water Board said."
    (claim,) = read(text, attribution(text, "Water Board", "said", "The report is untrue", "denies"))
    assert claim.stance == "denies"


def test_figures_in_the_words_that_name_a_source_go_to_the_claim() -> None:
    text = "Three engineers said the gate had been cracked for years."
    figure = Figure(span(text, "Three engineers"), 3, 3, 3, "engineer")
    (claim,) = read(
        text, attribution(text, "Three engineers", "said", "the gate had been cracked for years"), figures=(figure,)
    )
    assert claim.figures == (figure,)


@pytest.mark.parametrize(
    ("text", "status", "negated"),
    [
        ("The lower gate gave way at dawn.", "happened", False),
        ("The minister will visit the dam on Sunday.", "planned", False),
        ("The two ministers are expected to sign the treaty.", "planned", False),
        ("The gate is still leaking.", "ongoing", False),
        ("The water could reach the old town.", "possible", False),
        ("The board is thought to have known of the crack.", "alleged", False),
        ("The alarm did not sound that night.", "happened", True),
        ("There was no immediate word from the ministry.", "happened", True),
        ("He died of his own free will of iron.", "happened", False),
        ("The gate failed on 3 May 2031.", "happened", False),
    ],
)
def test_status_and_polarity_are_read_with_their_cues(text: str, status: str, negated: bool) -> None:
    (claim,) = read(text)
    assert (claim.status, claim.negated, claim.stance) == (status, negated, "asserts")
    assert all(text[s.start : s.end] == reason.detail for reason in claim.because for s in reason.spans)


def test_the_infinitive_is_the_future_in_a_headline_only() -> None:
    text = "Minister to visit broken dam"
    assert read(text, heading=True)[0].status == "planned"
    assert read(text)[0].status == "happened"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Both towns have denied any part in the theft.", "denies"),
        ("The crews were denied access to the dam.", "asserts"),
        ("The ministry rejected the accusation outright.", "denies"),
    ],
)
def test_denials_are_known_without_an_attribution(text: str, stance: str) -> None:
    assert read(text)[0].stance == stance
