from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.sentences import sentences
from crossbearing.records import Published, Report, Span


def report(text: str) -> Report:
    return Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "test"), language="en", text=text,
    )  # fmt: skip


def split(text: str) -> list[str]:
    return [text[s.span.start : s.span.end] for s in sentences(report(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The gate failed.", "The water rose."],
        ["Mr. Venn met Lt. Gen. Oda in Orle.", "They spoke for an hour."],
        ["It rained on Sept. 3 and again on Sept. 5.", "No. 4 gate held."],
        ["The U.S. sent two ships.", "The U.S. Coast Guard sent one."],
        ["It left at 5 p.m. on Friday.", "It was late."],
        ["It left at 5 p.m.", "The crew slept."],
        ["A. B. Venn wrote it."],
        ["The level rose by 2.5 metres.", "It then fell."],
        ["“We will rebuild it.”", "He paused."],
        ["“Will you rebuild it?” he asked.", "Nobody spoke."],
        ["“We will rebuild it,” she said.", "“We must.”"],
        ["He waited … and then left.", "She stayed."],
        ["(The gate was old.)", "It broke!"],
        ["The toll rose to 12.", "3 more are missing."],
        ["“Will you rebuild it?” Mr. Venn asked.", "Nobody spoke."],
        ["“Rebuild it!” Mayor Ada Brand told them.", "They left."],
        ["“Was it old?”", "The mayor would not say."],
        ["He left at 5 p.m.", "Officials said so."],
        ["It opened at 5 p.m. Orle time.", "Then it closed."],
        ["He met George W. Venn.", "They chose plan B.", "The rest followed."],
        ["The firm is Orle Inc.", "It is old.", "Sen. Oda of Orle Corp. Holdings left."],
        ["He (Mr. Venn) left.", "[A. Oda] stayed in the U.S.", "Meanwhile, it rained."],
        ["ORLE, Sept. 3 (Wire) — The gate of St. Venn fell.", "It was 3.5 m high."],
        ["The crowd waited...", "Nothing came."],
        ["He said “no.”", "She said: “Yes. ”", "It ended."],
        ["水门坏了。", "水位上升！"],
    ],
)
def test_splits_at_the_ends_of_sentences(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke at noon on Friday The gate was old.", ["It broke at noon on Friday", "The gate was old."]),
        ("It broke at noon.The gate was old.", ["It broke at noon.", "The gate was old."]),
        ("The paper asked in March why The Orle Times had closed.", None),
        ("A spokesman of the dam said The gate is old.", None),
        ("He read the page of v2.Gate and U.N.Orle today.", None),
    ],
)
def test_scraped_text_that_lost_a_stop_or_a_space(text: str, expected: list[str] | None) -> None:
    assert split(text) == (expected or [text])


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("Gate fails at Orle dam", True),
        ("Venn hails ‘unbreakable’ ties with ‘friend’", True),
        ("Background", True),
        ("It was old.", False),
        ("She said this:", False),
        ("“We will go on", False),
        ("“We will go on”", False),
        ("* * *", False),
        ("one two " * 12, False),
    ],
)
def test_a_short_paragraph_without_a_stop_is_a_heading(paragraph: str, heading: bool) -> None:
    assert [s.heading for s in sentences(report(paragraph.strip()))] == [heading]


def test_the_headline_is_a_heading_whatever_its_marks() -> None:
    with_headline = msgspec.structs.replace(report("Will it hold?\n\nIt held."), headline=Span("r", 0, 13))
    assert [s.heading for s in sentences(with_headline)] == [True, False]


def test_paragraphs_are_numbered_and_headings_known() -> None:
    found = sentences(
        report("Gate fails at Orle dam\n\nThe gate failed. It was old.\n\n“It was loud,” said a witness.")
    )
    assert [(s.paragraph, s.heading) for s in found] == [(0, True), (1, False), (1, False), (2, False)]


PIECES = (
    "The he Mr. U.S. p.m. No. A. said Orle . ... ? ! \u201c \u201d \" ' ( ) , 5 3.5 \u2026 \u3002 \n\n word.The".split(
        " "
    )
)


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)))
def test_every_sentence_re_reads_and_none_loses_a_character(text: str) -> None:
    found = sentences(report(text))
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    at = 0
    for sentence in found:
        assert at <= sentence.span.start < sentence.span.end <= len(text)
        at = sentence.span.end
