from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.dates import dates
from crossbearing.read.sentences import sentences
from crossbearing.records import Published, Report

FRIDAY = "2031-05-02"


def read(text: str, published: str | None = FRIDAY) -> list[tuple[str, str]]:
    report = Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(published, "test"), language="en", text=text,
    )  # fmt: skip
    return [(text[w.span.start : w.span.end], w.value) for w in dates(report, sentences(report))]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He spoke on 12 March 2030.", "12 March 2030", "2030-03-12"),
        ("He spoke on Sept. 3, 2030, in Orle.", "Sept. 3, 2030", "2030-09-03"),
        ("Published 2031-04-30.", "2031-04-30", "2031-04-30"),
        ("Updated 15.04.2031 in the evening.", "15.04.2031", "2031-04-15"),
        ("The treaty of April 2019 holds.", "April 2019", "2019-04"),
        ("The gate failed on April 29.", "April 29", "2031-04-29"),
        ("The gate failed on December 3rd.", "December 3rd", "2030-12-03"),
        ("The gate failed on Wednesday.", "Wednesday", "2031-04-30"),
        ("The gate failed on Friday.", "Friday", "2031-05-02"),
        ("The envoys met last Friday.", "last Friday", "2031-04-25"),
        ("The envoys will meet on Monday.", "Monday", "2031-05-05"),
        ("He will arrive Sunday and said so.", "Sunday", "2031-05-04"),
        ("Early on Saturday morning he landed.", "Saturday", "2031-05-03"),
        ("Wednesdays blast was heard far off.", "Wednesdays", "2031-04-30"),
        ("Wednesday’s blast was heard far off.", "Wednesday’s", "2031-04-30"),
        ("She left yesterday.", "yesterday", "2031-05-01"),
        ("She leaves tomorrow.", "tomorrow", "2031-05-03"),
        ("It sank two days ago.", "two days ago", "2031-04-30"),
        ("It sank three years ago.", "three years ago", "2028"),
        ("They met in September.", "September", "2030-09"),
        ("They met in March.", "March", "2031-03"),
        ("They will meet in September.", "September", "2031-09"),
        ("It was built last month.", "last month", "2031-04"),
        ("It was built last year.", "last year", "2030"),
        ("A 1961 treaty was renewed.", "1961", "1961"),
        ("It has stood since 2013, they say.", "2013", "2013"),
        ("The mayor’s 2022 speech was kept.", "2022", "2022"),
    ],
)
def test_resolves_against_the_day_of_publication(text: str, words: str, value: str) -> None:
    assert (words, value) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "He may resign.",
        "They march on the city.",
        "Second, twelve people died.",
        "More than 2000 people left.",
        "The 1950s were quiet.",
        "It was due next week.",
        "On 04/05/2031 it sank.",
        "He sat in the sun and wed in spring.",
    ],
)
def test_what_resolves_to_nothing_certain_gives_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("published", "expected"), [(None, ["2019-04"]), ("2031", ["2019-04"]), ("2031-05", ["2019-04"])]
)
def test_without_a_day_of_publication_only_what_is_stated_resolves(published: str | None, expected: list[str]) -> None:
    assert [value for _, value in read("The treaty of April 2019 failed on Wednesday.", published)] == expected


WORDS = "on Monday last May 12 2031 in March , 3rd Sept. will said two days ago since 1961 - 15.04.2031 a next".split()


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)), st.booleans())
def test_dates_re_read_in_order_without_overlap(text: str, dated: bool) -> None:
    found = read(text, FRIDAY if dated else None)
    assert all(value and words == words.strip() for words, value in found)
    report = Report("r", "r", "", None, None, None, None, None, None, Published(FRIDAY, "test"), "en", text)
    at = 0
    for when in dates(report, sentences(report)):
        assert at <= when.span.start < when.span.end <= len(text)
        at = when.span.end
