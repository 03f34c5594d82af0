"""Reports of one event in one story, whatever the order in which they come."""

from __future__ import annotations

import random
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.compare.background import rarity, share
from crossbearing.compare.linkage import components
from crossbearing.compare.stories import WEIGHING, Evidence, _followed, stories
from crossbearing.compare.wording import Wording
from crossbearing.records import Published, Reading, Report, Sentence, Span, Story, Vectors

BARGES = (
    "Three barges sank at their moorings in Port Ellory overnight, the harbour master said. Divers searched the basin"
    " for the night watchman, who is missing.",
    "A watchman is missing after three barges went down in the harbour of Port Ellory. The harbour master blamed rotten"
    " moorings, and divers have begun to search the basin.",
    "Divers found the body of the watchman of Port Ellory on Monday. The barges had sunk at their moorings on Saturday"
    " night; the harbour master has resigned.",
)
BUDGET = (
    "The parliament of Ostravia passed a budget that cuts fuel subsidies by half. Taxi drivers in the capital blocked"
    " the ring road in protest.",
    "Ostravia's parliament halved fuel subsidies in its new budget, and taxi drivers answered with a blockade of the"
    " capital's ring road.",
)
SNOW = "Snow fell in the Tarn desert for the first time in twenty years, to the delight of children and camels."


def _vector(text: str) -> bytes:
    """A bag of words as an embedding."""
    row = np.zeros(256, dtype="<f4")
    for word in text.lower().replace(".", "").replace(",", "").split():
        if len(word) > 3:
            row[zlib.crc32(word.encode()) % 256] += 1
    return bytes((row / max(float(np.linalg.norm(row)), 1.0)).tobytes())


def _report(name: str, text: str, day: str | None, *, headline: bool = True) -> tuple[Report, Reading, Vectors]:
    rid = f"r-{name}"
    end = text.find(".") + 1 or len(text)
    first = Span(report=rid, start=0, end=end)
    report = Report(
        id=rid, name=name, capture="", outlet=None, url=None, title=None, headline=first if headline else None,
        byline=None, dateline=None, published=Published(value=day, evidence="test"), language="en", text=text,
    )  # fmt: skip
    reading = Reading(rid, (Sentence(first, 0),), (), (), (), (), (), ())
    sentences = b"".join(_vector(part) for part in text.split(".") if part.strip())
    return report, reading, Vectors(rid, 256, lead=_vector(text[:end]), sentences=sentences, claims=b"", quotes=b"")


def _case() -> list[tuple[Report, Reading, Vectors]]:
    made = [_report(f"barges-{2 - n}", text, f"2031-05-{4 + n:02}") for n, text in enumerate(BARGES)]
    made += [_report(f"budget-{n}", text, "2031-05-05" if n else None) for n, text in enumerate(BUDGET)]
    made += [_report(f"again-{month}-{n}", BARGES[n], f"2031-{month}-05") for month in ("07", "09") for n in (0, 1)]
    return [*made, _report("snow", SNOW, "2031-05-05")]


def _grouped(case: list[tuple[Report, Reading, Vectors]]) -> tuple[Story, ...]:
    reports, readings, vectors = zip(*case, strict=True)
    return stories(reports, readings, vectors)


def test_reports_of_one_event_share_a_story_and_others_stay_out() -> None:
    found = {frozenset(story.reports) for story in _grouped(_case())}
    assert found == {
        frozenset({"r-barges-0", "r-barges-1", "r-barges-2"}),
        frozenset({"r-budget-0", "r-budget-1"}),
        frozenset({"r-again-07-0", "r-again-07-1"}),
        frozenset({"r-again-09-0", "r-again-09-1"}),
        frozenset({"r-snow"}),
    }


def test_order_of_input_does_not_matter() -> None:
    case = _case()
    expected = _grouped(case)
    for seed in range(5):
        random.Random(seed).shuffle(case)  # noqa: S311
        assert _grouped(case) == expected


def test_story_lists_reports_by_day_and_names_first_and_last() -> None:
    story = next(story for story in _grouped(_case()) if "r-barges-0" in story.reports)
    assert story.reports == ("r-barges-2", "r-barges-1", "r-barges-0")
    assert (story.first, story.last) == ("2031-05-04", "2031-05-06")
    assert story.title.report in story.reports


def test_reports_far_apart_in_time_are_of_two_events() -> None:
    near = [_report("a", BARGES[0], "2031-05-04"), _report("b", BARGES[1], "2031-05-05")]
    far = [_report("a", BARGES[0], "2031-05-04"), _report("b", BARGES[1], "2032-05-05")]
    assert [len(_grouped(case)) for case in (near, far)] == [1, 2]


def test_two_reports_alone_are_about_as_alike_as_among_others() -> None:
    others = [f"{word} town council voted on drains and school meals" for word in "abcdefghijklmnopqrstuvwxyz"]
    alone, among = Wording(BARGES[:2]).row(0, 0, 2)[1], Wording([*BARGES[:2], *others]).row(0, 0, 2)[1]
    assert alone == pytest.approx(among, rel=0.1)


def test_likeness_falls_with_the_days_between() -> None:
    case = [_report("a", BARGES[0], "2031-05-04"), _report("b", BARGES[0], "2031-05-05")]
    case += [_report("c", BARGES[0], "2031-05-09"), _report("d", BARGES[0], None)]
    reports, _, vectors = zip(*case, strict=True)
    same, next_day, later, unknown = Evidence(reports, vectors).matrix(range(4), WEIGHING)[0]
    assert same > next_day > unknown > later > 0


@pytest.mark.parametrize("day", [None, "2031", "2031-05", "yesterday"])
def test_report_without_a_full_date_can_join(day: str | None) -> None:
    assert len(_grouped([_report("a", BARGES[0], "2031-05-04"), _report("b", BARGES[1], day)])) == 1


def test_headline_names_the_story_before_any_first_sentence() -> None:
    case = [_report("a", BARGES[0], None, headline=False), _report("b", BARGES[1], None)]
    (story,) = _grouped([*case, _report("c", BARGES[0] + " ", None, headline=False)])
    assert story.title.report == "r-b"


def test_no_reports_no_stories() -> None:
    assert stories((), (), ()) == ()


def test_a_case_about_one_event_keeps_that_events_words() -> None:
    """Words in every report of a case still count, since they are rare outside of it."""
    alone, among_many = (Wording([*BARGES[:2] * times]).row(0, 0, 2)[1] for times in (1, 200))
    assert among_many > 0.5 * alone


def test_meaning_is_how_far_each_lead_turns_up_in_the_other() -> None:
    first, second, third = (text.split(".")[0] + "." for text in (BARGES[0], BUDGET[0], SNOW))
    case = [_report("a", f"{first} {second}", None), _report("b", f"{second} {first}", None)]
    case += [_report("c", f"{second} {third}", None)]
    reports, _, vectors = zip(*case, strict=True)
    by_meaning = WEIGHING._replace(meaning=1.0, unknown=1.0)
    likeness = Evidence(reports, vectors).matrix(range(3), by_meaning)
    assert likeness[0, 1] == pytest.approx(1, abs=1e-6)
    assert likeness[0, 2] == pytest.approx(0.5, abs=0.1)


def test_likeness_is_symmetric_and_bounded_and_edges_are_where_it_is_high() -> None:
    case = sorted(_case(), key=lambda entry: (entry[0].published.value or "9999", entry[0].id))
    reports, _, vectors = zip(*case, strict=True)
    evidence = Evidence(reports, vectors)
    likeness = evidence.matrix(range(len(reports)), WEIGHING)
    assert (likeness == likeness.T).all()
    assert likeness.min() >= 0
    assert likeness.max() <= 1 + 1e-6
    high = {(int(a), int(b)) for a, b in np.argwhere(likeness >= WEIGHING.least) if a < b}
    assert {(a, b) for a, b in evidence.edges() if a != b} == high


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
def test_any_texts_are_grouped_and_titles_lie_in_bounds(texts: list[str]) -> None:
    case = [_report(str(number), text, None) for number, text in enumerate(texts)]
    found = _grouped(case)
    assert sorted(rid for story in found for rid in story.reports) == sorted(report.id for report, _, _ in case)
    length = {report.id: len(report.text) for report, _, _ in case}
    assert all(0 <= story.title.start <= story.title.end <= length[story.title.report] for story in found)


def test_components_are_sorted_and_ordered() -> None:
    assert components(6, [(4, 2), (0, 5), (5, 3)]) == [[0, 3, 5], [1], [2, 4]]


def test_background_knows_the_common_from_the_rare() -> None:
    assert share("the") > 0.99
    assert share("said") > share("harbour") > share("ellory") > 0
    assert rarity("ellory") > 6 > rarity("harbour") > rarity("the") >= 0


def test_a_story_that_goes_on_about_an_earlier_one_says_so() -> None:
    near = WEIGHING.least
    likeness = np.array([[1, 0.6, near, 0.3], [0.6, 1, 0.3, 0.3], [near, 0.3, 1, 0.9], [0.3, 0.3, 0.9, 1.0]])
    told = [_story("old", "2031-05-01"), _story("new", "2031-05-09")]
    assert _followed(likeness, [[0, 1], [2, 3]], told, 1) == "old"
    assert _followed(likeness, [[0, 1], [2, 3]], told, 0) is None
    assert _followed(likeness / 2, [[0, 1], [2, 3]], told, 1) is None
    assert _followed(likeness, [[0, 1], [2, 3]], [_story("old", None), told[1]], 1) is None


def _story(own: str, first: str | None) -> Story:
    return Story(own, (f"r-{own}",), Span(f"r-{own}", 0, 1), first, first)
