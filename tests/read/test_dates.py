from __future__ import annotations

import re

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
        ("Schools are closed until Tuesday.", "Tuesday", "2031-05-06"),
        ("Early on Saturday morning he landed.", "Saturday morning", "2031-05-03"),
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
        ("Her hopeful 2026 campaign failed.", "2026", "2026"),
        ("It fell in nineteen eighty-nine.", "nineteen eighty-nine", "1989"),
        ("January nineteen ninety was cold.", "January nineteen ninety", "1990-01"),
        ("It ended in the year two thousand and five.", "the year two thousand and five", "2005"),
        ("It opened in fiscal 2030.", "2030", "2030"),
        ("It opens by the end of the year.", "the end of the year", "2031"),
        ("It opens by year's end.", "year's end", "2031"),
        ("They met on Christmas Day.", "Christmas Day", "2030-12-25"),
        ("They will meet on New Year’s Eve.", "New Year’s Eve", "2031-12-31"),
        ("They met last Thanksgiving.", "last Thanksgiving", "2030-11-28"),
        ("They met on Boxing Day 2011.", "Boxing Day 2011", "2011-12-26"),
        ("It has stood since 2013, they say.", "2013", "2013"),
        ("The mayor’s 2022 speech was kept.", "2022", "2022"),
    ],
)
def test_resolves_against_the_day_of_publication(text: str, words: str, value: str) -> None:
    assert (words, value) in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He will speak on Tuesday, May 6.", [("Tuesday, May 6", "2031-05-06")]),
        ("Sun 16 Apr 2017", [("Sun 16 Apr 2017", "2017-04-16")]),
        ("On 15/04/2030 and 04/15/2030 it sank.", [("15/04/2030", "2030-04-15"), ("04/15/2030", "2030-04-15")]),
        ("Printed 04/05/2031.", [("04/05/2031", "2031")]),
        ("Talks ran from 12 to 15 March 2030.", [("12", "2030-03-12"), ("15 March 2030", "2030-03-15")]),
        ("Talks: June 18-19.", [("June 18", "2031-06-18"), ("19", "2031-06-19")]),
        ("It ran between March and May 2011.", [("March", "2011-03"), ("May 2011", "2011-05")]),
        ("It fell on the fifth of November 2030.", [("fifth of November 2030", "2030-11-05")]),
        ("It met in 2018 and 2019.", [("2018", "2018"), ("2019", "2019")]),
        ("It shut late last year.", [("late last year", "2030")]),
        ("It shut in early April.", [("early April", "2031-04")]),
        ("It shut in mid-2015.", [("mid-2015", "2015")]),
        ("It shut in March last year.", [("March last year", "2030-03")]),
        ("It shut last September.", [("last September", "2030-09")]),
        ("The deal expires in December.", [("December", "2031-12")]),
        ("Octobers vote was lost.", [("Octobers", "2030-10")]),
        ("Its June meeting was held.", [("June", "2030-06")]),
        ("The trial begins Wednesday.", [("Wednesday", "2031-05-07")]),
        ("He was due to speak on Thursday.", [("Thursday", "2031-05-01")]),
        ("The vote was put off until Tuesday.", [("Tuesday", "2031-05-06")]),
        ("On Tuesday he will fly, aides said Monday.", [("Tuesday", "2031-05-06"), ("Monday", "2031-04-28")]),
        ("It rained last week.", [("last week", "2031-04")]),
        ("It is dry this week.", [("this week", "2031")]),
        ("It sank two weeks ago.", [("two weeks ago", "2031-04")]),
        ("In April 10 people died.", [("April", "2031-04")]),
        ("In 2011 people took to the streets.", [("2011", "2011")]),
        ("Kim Venn to visit in June", [("June", "2031-06")]),
        ("Nineteen thirty-year-olds and twenty dollar notes were found.", []),
        ("In 2000 cases and 2011 people nothing helped.", []),
        ("Tessa May met April Oda; June Venn did not.", []),
        ("Her Thanksgiving dinner and the Halloween shop were gone.", []),
        ("It fell on Good Friday, said the Sunday Herald and Orle Today.", []),
        ("On Saturdays they rest, and on every Monday.", []),
        ("The March for Bread was long.", []),
        ("At 10 a.m. it rose to 1,945 and $2015 in room 2012.", []),
    ],
)
def test_forms_that_news_uses(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March 2011 war began. On the 15th, crowds met. In July they fled.", ["2011-03", "2011-03-15", "2011-07"]),
        ("He left on Monday. The next day he was back.", ["2031-04-28", "2031-04-29"]),
        ("It sank in 1987. Later that year it was raised.", ["1987", "1987"]),
        ("It sank on 3 May 2030; two months later it was raised.", ["2030-05-03", "2030-07"]),
        ("The next day he was back.", []),
    ],
)
def test_a_text_carries_a_year_month_or_day_on(text: str, expected: list[str]) -> None:
    assert [value for _, value in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He may resign.",
        "They march on the city.",
        "Second, twelve people died.",
        "More than 2000 people left.",
        "The 1950s were quiet.",
        "He sat in the sun and wed in spring.",
    ],
)
def test_what_resolves_to_nothing_certain_gives_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, ["2019-04"]),
        ("2031", ["2019-04", "2030"]),
        ("2031-05", ["2019-04", "2030", "2031-03"]),
        ("n.d.", ["2019-04"]),
    ],
)
def test_without_a_day_of_publication_only_what_is_stated_resolves(published: str | None, expected: list[str]) -> None:
    assert [
        value
        for _, value in read(
            "The April 2019 treaty failed last year, was signed in March, left on Wednesday.", published
        )
    ] == expected


WORDS = (
    "nineteen twenty ninety-six two thousand hundred and five Christmas Eve Thanksgiving New Year's Day year-end by"
    " fiscal on Monday last May 12 2031 in March , 3rd Sept. will said two days ago since 1961 - 15.04.2031 a next"
    " 999 years later earlier that year day the 15th until to be this week end of early Octobers 1000 . \n\n"
).split(" ")
PUBLISHED = (None, FRIDAY, "2031", "2031-05", "1000-01-01", "2999-12-31", "9999-12-31", "0001-01-01", "soon")


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)),
    st.sampled_from(PUBLISHED),
)
def test_dates_re_read_in_order_without_overlap(text: str, published: str | None) -> None:
    report = Report("r", "r", "", None, None, None, None, None, None, Published(published, "test"), "en", text)
    at = 0
    for when in dates(report, sentences(report)):
        assert at <= when.span.start < when.span.end <= len(text)
        shown = text[when.span.start : when.span.end]
        assert shown == shown.strip()
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", when.value)
        at = when.span.end
