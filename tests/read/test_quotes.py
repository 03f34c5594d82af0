from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read import speakers as who_spoke
from crossbearing.read.actors import actors
from crossbearing.read.marks import marked
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.records import Published, Quote, Report


def report(text: str) -> Report:
    return Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published("2031-05-07", "test"), language="en", text=text,
    )  # fmt: skip


def found(text: str) -> tuple[Quote, ...]:
    made = report(text)
    lines = sentences(made)
    return quotes(made, who_spoke.told(made, lines, actors(made, lines)))


def told(text: str) -> list[tuple[str, str | None]]:
    """Words and speaker's name of each quote."""
    return [(text[q.span.start : q.span.end], q.speaker.name if q.speaker else None) for q in found(text)]


def speakers(text: str) -> list[str | None]:
    return [name for _, name in told(text)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we go” and left.", ["we go"]),
        ("He said ‘we go’ and left.", ["we go"]),
        ('He said "we go" and left.', ["we go"]),
        ("He said 'we go' and left.", ["we go"]),
        ("He said «we go» and left.", ["we go"]),
        ("He said »we go« and left.", ["we go"]),
        ("He said „we go“ and left.", ["we go"]),
        ("He said ‹we go› and left.", ["we go"]),
        ("He said ''we go'' and ``stay'' and left.", ["we go", "stay"]),
        ("He said ”we go” and left.", ["we go"]),
        ("The allies’ plan and the dogs' bowl aren’t here, it's said.", []),
        ("The ‘rebels’ plan’ of old.", ["rebels’ plan"]),
        ("The ‘rebels’ left. It was the army’s day.", ["rebels"]),
        ("In the '90s she said 'we go' twice.", ["we go"]),
        ("‘He said “no” to me,’ she said.", ["He said “no” to me,"]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ('A plank 5\'10" long and "so wide" fell.', ["so wide"]),
        ("“One.\n\n“Two.\n\n“Three,” he said. “Four.”", ["One.\n\n“Two.\n\n“Three,", "Four."]),
        ("He said: “we go and", ["we go and"]),
        ("We go,” he said.", []),
        ("It fell “and then\n\nNothing more.", []),
    ],
)
def test_marks(text: str, inside: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in marked(text)] == inside


HARBOUR = "Harbour chief Ada Wenn met the Norland minister Osk Tellin in Vell. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We go,” Wenn said.", "Ada Wenn"),
        ("“We go,” said Wenn, a former diver, on Tuesday.", "Ada Wenn"),
        ("Wenn said on Monday: “We go.”", "Ada Wenn"),
        ("Wenn told reporters the port was “a ruin”.", "Ada Wenn"),
        ("According to Wenn, the port is “a ruin”.", "Ada Wenn"),
        ("The port is “a ruin”, according to Wenn.", "Ada Wenn"),
        ("In a statement, Wenn said the port was “a ruin”.", "Ada Wenn"),
        ("“A ruin,” Wenn wrote in a letter to lawmakers.", "Ada Wenn"),
        ("Wenn, who is ill, called the port “a ruin”.", "Ada Wenn"),
        ("Wenn spoke at length, describing the port as “a ruin”.", "Ada Wenn"),
        ("Wenn dismissed the “ruin” in the north.", "Ada Wenn"),
        ("Wenn wished the crew “fair winds” on the way.", "Ada Wenn"),
        ("Wenn urged Norland to end the “long quarrel” over the port.", "Ada Wenn"),
        ("The meeting amid what Wenn said were “fair winds” went on.", "Ada Wenn"),
        ("The port -- which Wenn called a “ruin” -- is shut.", "Ada Wenn"),
        ("Tellin was late, and Wenn said she saw “a ruin”.", "Ada Wenn"),
        ("Tellin saw “promise”, while Wenn wished him “luck”.", "Ada Wenn"),
        ("The report made the port look bad, prompting Wenn to call for “fair play” there.", "Ada Wenn"),
        ("“We go,” Wenn was quoted as saying by state media.", "Ada Wenn"),
        ("“We go,” Wenn said, “and stay.”", "Ada Wenn"),
        ("“We go,” Wenn said. “We stay.”", "Ada Wenn"),
        ("“We go,” Wenn said.\n\n“We stay.”", "Ada Wenn"),
        ("“We go.” “We stay,” said Wenn.", "Ada Wenn"),
        ("Wenn said the port was shut. She added: “We go.”", "Ada Wenn"),
        ('"We go" Wenn said. "We stay."', "Ada Wenn"),
        ("Said Wenn: “We go.”", "Ada Wenn"),
        ("“We go,” Wenn planned to say on Monday.", "Ada Wenn"),
    ],
)
def test_speaker(text: str, speaker: str) -> None:
    assert speakers(HARBOUR + text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” Ada Wenn said, “and stay.”", ["Ada Wenn", "Ada Wenn"]),
        ("Residents said the road was “gone”.", ["Residents"]),
        ("The Rill Observatory said it was “sure”.", ["Rill Observatory"]),
        ("The port of Vell looked like “a ruin” in the rain.", [None]),
        ("It rained.\n\n“We go.”", [None]),
    ],
)
def test_speakers_of_all(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Her film “The Long Tide” opened.",
        "She spoke to “Harbour at Noon” about it.",
        "Osk “Red Beard” Tellin left.",
        "The so-called “harbour law” passed.",
        "The word “tide” is old.",
    ],
)
def test_titles_nicknames_and_words_as_words_are_none(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will go home,” he said.", "direct"),
        ("He said “several boats will be built” there.", "direct"),
        ("He called it “a ruin”.", "partial"),
        ("He said it “could sink the whole of the fleet”.", "partial"),
        ("He left “because of the long and heavy rain”.", "partial"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [quote.kind for quote in found(text)] == [kind]


def test_cue_is_the_words_that_tie_speaker_and_quote() -> None:
    text = "“We go,” Ada Wenn said. “We stay.”"
    first, second = found(text)
    assert first.cue is not None
    assert text[first.cue.start : first.cue.end] == "said"
    assert second.cue is None


TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("“”\"'’‘«»,. \n")), max_size=120
).map(lambda text: "\n\n".join(line for line in text.split("\n") if line.strip()))
SPOKEN = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "’",
            ", ",
            ". ",
            " said ",
            "Ada Wenn",
            "he",
            "the group",
            " according to ",
            "that ",
            "\n\n",
            "go",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(TEXTS, SPOKEN.map(lambda text: "\n\n".join(p for p in text.split("\n\n") if p.strip()))))
def test_spans_lie_in_the_text(text: str) -> None:
    last = -1
    for quote in found(text):
        assert last <= quote.span.start < quote.span.end <= len(text)
        last = quote.span.end
        for span in (quote.cue, quote.speaker.span if quote.speaker else None):
            assert span is None or text[span.start : span.end].strip()
