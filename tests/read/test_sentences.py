from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.sentences import sentences
from crossbearing.records import Published, Report


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
    ],
)
def test_splits_at_the_ends_of_sentences(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_paragraphs_are_numbered_and_headings_known() -> None:
    found = sentences(
        report("Gate fails at Orle dam\n\nThe gate failed. It was old.\n\n“It was loud,” said a witness.")
    )
    assert [(s.paragraph, s.heading) for s in found] == [(0, True), (1, False), (1, False), (2, False)]


@given(st.text(max_size=400))
def test_every_sentence_re_reads_and_none_loses_a_character(text: str) -> None:
    found = sentences(report(text))
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    at = 0
    for sentence in found:
        assert at <= sentence.span.start < sentence.span.end <= len(text)
        at = sentence.span.end
