from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.figures import figures
from crossbearing.read.sentences import sentences
from crossbearing.records import Figure, Published, Report, Span, When
from evaluation.figures import miss, table


def read(text: str, dates: tuple[When, ...] = ()) -> tuple[Figure, ...]:
    report = Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, "test"), language="en", text=text,
    )  # fmt: skip
    return figures(report, sentences(report), dates)


@pytest.mark.parametrize(
    ("text", "words", "value", "hedge", "unit", "of"),
    [
        ("They sent nearly 7mn flood sacks.", "nearly 7mn flood sacks", 7e6, "~<", "flood sack", None),
        ("More than 12,500 crates of tinned fish were found.", "More than 12,500 crates", 12500, ">", "crate", None),
        ("It took about three hours.", "about three hours", 3, "~", "hour", None),
        ("Several dozen Orlish sailors crossed the line.", "Several dozen Orlish sailors", 36, ">=", "sailor", None),
        ("Dozens of patrol boats left.", "Dozens of patrol boats", 24, ">=", "patrol boat", None),
        ("Tens of thousands of villagers fled.", "Tens of thousands of villagers", 20000, ">=", "villager", None),
        ("The flood killed 19 people on Friday.", "19 people", 19, "", "people", "dead"),
        ("Four miners were killed and seven were injured.", "Four miners", 4, "", "miner", "dead"),
        ("The blast left 24 dead.", "24 dead", 24, "", "", "dead"),
        ("At least 40 others injured, doctors say.", "At least 40 others injured", 40, ">=", "", "injured"),
        ("The death toll from the flood rose to at least 61.", "at least 61", 61, ">=", "", "dead"),
        ("Killing at least 90 and wounding many, it fell.", "at least 90", 90, ">=", "", "dead"),
        ("98 villagers from the delta towns of Orle and Vesk were killed.", "98 villagers", 98, "", "villager", "dead"),
        ("Three of its sailors were among the wounded.", "Three of its sailors", 3, "", "sailor", "injured"),
        ("It cost $2.5 billion.", "$2.5 billion", 2.5e9, "", "USD", None),
        ("It cost £3m to build.", "£3m", 3e6, "", "GBP", None),
        ("It lost 12 per cent of its crew.", "12 per cent", 12, "", "percent", None),
        ("Output fell 4.5% last year.", "4.5%", 4.5, "", "percent", None),
        ("A two-day visit begins.", "two-day", 2, "", "day", None),
        ("Some 5 thousand people marched.", "Some 5 thousand people", 5000, "~", "people", None),
        ("Half a million tonnes were lost.", "Half a million tonnes", 5e5, "", "tonne", None),
        ("A dozen boats sank.", "A dozen boats", 12, "", "boat", None),
        ("Two hundred and fifty homes burned.", "Two hundred and fifty homes", 250, "", "home", None),
        ("Twenty-five children were hurt.", "Twenty-five children", 25, "", "child", "injured"),
        ("No more than 30 tents arrived.", "No more than 30 tents", 30, "<=", "tent", None),
        ("Fewer than ten ships remain.", "Fewer than ten ships", 10, "<", "ship", None),
        ("Up to 300 people were evacuated.", "Up to 300 people", 300, "<=", "people", "evacuated"),
        ("Police arrested 14 students.", "14 students", 14, "", "student", "arrested"),
        ("Two river-held villages fell.", "Two river-held villages", 2, "", "village", None),
        ("Nine people lost their lives and 22 were hurt.", "Nine people", 9, "", "people", "dead"),
        ("The ministry put the death toll at nine.", "nine", 9, "", "", "dead"),
        ("The 1,300-odd homes were dry.", "1,300-odd homes", 1300, "~", "home", None),
        ("They came within 40 minutes.", "within 40 minutes", 40, "<=", "minute", None),
        ("Between 2.8 and 3 million litres ran out.", "Between 2.8 and 3 million litres", 2.8e6, "", "litre", None),
        ("The lake is 55 km long.", "55 km", 55, "", "kilometre", None),
    ],
)
def test_a_figure_has_value_hedge_and_what_it_counts(  # noqa: PLR0917 - one row, one figure
    text: str, words: str, value: float, hedge: str, unit: str, of: str | None
) -> None:
    first = read(text)[0]
    assert (text[first.span.start : first.span.end], first.value, first.hedge, first.unit, first.of) == (
        words, value, hedge, unit, of,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Exactly 40 boats sank.", 40, 40),
        ("More than 40 boats sank.", 40, None),
        ("Fewer than 40 boats sank.", None, 40),
        ("Between 40 and 50 boats sank.", 40, 50),
        ("Some 40 to 50 boats sank.", 40, 50),
        ("Dozens of boats sank.", 24, None),
    ],
)
def test_an_open_bound_is_none(text: str, low: float | None, high: float | None) -> None:
    assert (read(text)[0].low, read(text)[0].high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "The F-16 flew over.",
        "Resolution 1718 was adopted.",
        "See No. 4 and Article 5.",
        "It left at 5 p.m. sharp.",
        "It was the 3rd attempt.",
        "Ada Brand, 24, said so.",
        "One of them left.",
        "They won 3-2 in the end.",
        "It began in the 1950s.",
        "It was a one-off.",
        "No one upstream cared.",
        "One fewer than before.",
    ],
)
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    assert read(text) == ()


def test_what_a_date_holds_is_no_figure() -> None:
    text = "On 12 May boats sank."
    assert read(text, (When(Span("r", 3, 9), "2031-05-12", "stated"),)) == ()


def test_the_table_of_phrases() -> None:
    rows = table()
    misses = [wrong for row in rows if (wrong := miss(row))]
    assert len(rows) >= 590
    assert len(misses) <= 1, misses


@given(st.integers(1000, 999_999_999), st.sampled_from((",", "\u00a0", "\u202f", "\u2009", "'", "’", " ", "")))
def test_any_separator_of_groups_gives_the_same_number(value: int, separator: str) -> None:
    text = f"They counted {value:,} crates.".replace(",", separator)
    may_be_a_year = not separator and 1900 < value < 2100
    found = [(figure.value, figure.unit) for figure in read(text)]
    assert found == [] if may_be_a_year and value % 100 else found == [(value, "crate")]


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(("{} to {}", "between {} and {}", "{}–{}", "{}-{}")))
def test_a_range_holds_both_ends(low: int, more: int, form: str) -> None:
    figure = read(f"They counted {form.format(low, low + more)} crates.")[0]
    assert (figure.low, figure.high, figure.unit) == (low, low + more, "crate")


WORDS = (
    "lakh crore Rs R 15 C$ ₹ ¥ won yen 1.234.567 12 500 2½ 1/2 minus ° C km/h per hour Mach couple hundred aged old"
    " years point fifth by , up + ~ for burns treated homes their driven number 3,5 million many"
    " at least 12 dozens of people killed half a million $ 3 bn % - and , between two hundred dead F -16 no one or more"
    " 40 to 50 a third in five magnitude 6.3 year old Rs . m were wounded said toll from 9 2031 \n\n"
).split(" ")


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_figures_re_read_in_order_without_overlap(text: str) -> None:
    at = 0
    for figure in read(text):
        assert at <= figure.span.start < figure.span.end <= len(text)
        shown = text[figure.span.start : figure.span.end]
        assert shown == shown.strip()
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.value >= 0 or figure.unit.startswith("degree")
        at = figure.span.end
