"""What is new in matches, and what of it wakes somebody."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crossbearing.records import Span, Withdrawal
from tests.watch.looks import Case, at, denial, disagreement, figure

OFFICE = {"office": ["lantern.0"]}


def started(case: Case) -> None:
    assert case.look(case.match("f", OFFICE)) == ["finding+"]


def test_what_is_seen_first_is_told_once() -> None:
    case = Case()
    started(case)
    assert case.look(case.match("f", OFFICE)) == []
    (told,) = case.alerts
    assert told.what == "on the word of office; the standard is not met: so"
    assert told.why == "nothing that says the same was told of this matter"


def test_another_origin_is_told_and_the_outlets_that_carry_the_first_are_one_line() -> None:
    case = Case()
    started(case)
    origins = {"office": ["lantern.0", "weir.0", "beacon.0", "herald.0"]}
    assert case.look(case.match("f", origins)) == ["carried-"]
    assert case.alerts[-1].what == "3 more outlets carried it on the same word: The Weir, The Beacon, The Herald"
    assert case.look(case.match("f", {**origins, "Ada Wenn": ["star.0"]})) == ["origin+", "standard+"]
    assert case.look(case.match("f", {**origins, "Ada Wenn": ["star.0"], "(a sailor)": ["sun.0"]})) == ["origin-"]


def test_an_origin_under_another_name_is_not_new() -> None:
    """Identities are named by their fullest name, which a later report may bring."""
    case = Case()
    started(case)
    assert case.look(case.match("f", {"harbour office of Orle": ["lantern.0"]})) == []
    assert case.look(case.match("f", {"harbour office of Orle": ["lantern.0", "weir.0"]})) == ["carried-"]


def test_findings_that_are_put_together_otherwise_are_not_told_again() -> None:
    case = Case()
    a, b = {"office": ["lantern.0"], "Ada Wenn": ["weir.0"]}, {"Bo Lind": ["beacon.0"]}
    assert case.look(case.match("f", a), case.match("g", b)) == ["finding+", "finding+"]
    assert case.look(case.match("h", {**a, **b})) == []
    parts = [case.match("i", {"office": ["lantern.0"]}), case.match("j", {"Ada Wenn": ["weir.0"], **b})]
    assert case.look(*parts) == []
    assert case.look(case.match("k", {"office": ["lantern.0"], "Eve Orr": ["star.0"], **b}), parts[1]) == ["origin+"]


def test_a_match_that_comes_and_goes() -> None:
    case = Case()
    started(case)
    assert case.look() == ["lost-"]
    assert case.look(case.match("g", OFFICE)) == ["finding-"]
    assert case.alerts[-1].what == "a match that was gone is there again"
    assert case.look() == ["lost-"]
    assert case.look(case.match("f", OFFICE)) == ["finding-"]
    assert len({each.id for each in case.alerts}) == len(case.alerts) == 5


def test_what_was_there_when_a_mandate_was_added_is_held_and_what_comes_after_is_not() -> None:
    case = Case()
    late = "it was there when the mandate was added"
    assert case.look(case.match("f", OFFICE), late=late) == ["finding-"]
    assert case.alerts[-1].why == late
    assert case.look(case.match("f", {**OFFICE, "Ada Wenn": ["weir.0"]})) == ["origin+", "standard+"]


def test_a_new_version_of_a_mandate_tells_only_what_it_adds() -> None:
    case = Case()
    started(case)
    both = case.match("f", OFFICE), case.match("g", {"office": ["lantern.20"]})
    assert case.look(*both, late="it was there when this version of the mandate was added") == ["finding-"]


def test_what_comes_of_old_reports_is_held() -> None:
    """A better reader, another way to put reports together, a decision: nothing has happened in the world."""
    case = Case()
    started(case)
    assert case.look(case.match("f", OFFICE), case.match("g", {"office": ["lantern.20"]})) == ["finding-"]
    assert "known reports are now read and put together" in case.alerts[-1].why
    case.decided = frozenset({"lantern.30"})
    assert case.look(*case.matches, case.match("h", {"office": ["lantern.30"]})) == ["finding-"]
    assert "a reader's decision" in case.alerts[-1].why


def test_a_new_figure_is_told_and_another_hedge_held() -> None:
    case = Case()
    assert case.look(case.match("f", OFFICE, figures=(figure(9),))) == ["finding+"]
    more = {"office": ["lantern.0", "weir.0"]}
    hedged = (figure(9), figure(9, hedge=">="))
    assert case.look(case.match("f", more, figures=hedged)) == ["carried-", "figure-"]
    eleven = (*hedged, figure(11, report="star"))
    assert case.look(case.match("f", {"office": [*more["office"], "star.0"]}, figures=eleven)) == [
        "carried-",
        "figure+",
    ]
    assert case.alerts[-2].what == "11 barges sunk, on the word of office"
    large = (*eleven, figure(1_234_567, report="sun"), figure(1_234_568, report="sun"))
    assert case.look(case.match("f", {"office": [*more["office"], "star.0", "sun.0"]}, figures=large)).count(
        "figure+"
    ) == 2  # fmt: skip


def test_a_figure_that_the_matter_does_not_ask_for_is_held() -> None:
    case = Case()
    started(case)
    days = replace(figure(3), figure=replace(figure(3, "", report="weir").figure, unit="day"))
    assert case.look(case.match("f", {"office": ["lantern.0", "weir.0"]}, figures=(days,))) == ["carried-", "figure-"]


def test_a_denial_is_told_for_each_who_denies() -> None:
    case = Case()
    started(case)
    case.finding("d", {"Norvane": ["weir.0"]}, stance="denies")
    assert case.look(case.match("f", OFFICE, denials=(denial("d", "weir", "Norvane"),))) == ["denial+"]
    case.finding("d2", {"Norvane": ["weir.0", "sun.0"], "Bo Lind": ["star.0"]}, stance="denies")
    assert case.look(case.match("f", OFFICE, denials=(denial("d2", "weir", "Norvane", "Bo Lind"),))) == ["denial+"]
    assert case.alerts[-1].what == "denied by Bo Lind"


def test_a_match_that_is_itself_the_denial_is_told_once() -> None:
    case = Case()
    started(case)
    case.finding("d", {"Norvane": ["weir.0"]}, stance="denies")
    denied = case.match("f", OFFICE, denials=(denial("d", "weir", "Norvane"),))
    itself = case.match("d", {"Norvane": ["weir.0"]}, stance="denies", denials=(denial("d", "weir", "Norvane"),))
    assert case.look(denied, itself) == ["denial+", "denial-"]
    alone = Case()
    assert alone.look(alone.match("d", {"Norvane": ["weir.0"]}, stance="denies")) == ["denial+"]


def test_a_denial_that_was_put_among_what_it_denies_is_told() -> None:
    case = Case()
    started(case)
    case.denying = frozenset({"weir.0"})
    assert "denial+" in case.look(case.match("f", {**OFFICE, "Norvane": ["weir.0"]}))


def test_two_matches_that_disagree_are_told_once() -> None:
    case = Case()
    nine = case.match("f", OFFICE)
    assert case.look(nine) == ["finding+"]
    ten = case.match("g", {"Ada Wenn": ["weir.0"]})
    against = disagreement("contradicts", "f", "lantern"), disagreement("contradicts", "g", "weir")
    assert case.look(replace(nine, disagreements=against[1:]), replace(ten, disagreements=against[:1])) == [
        "disagreement-",
        "finding+",
    ]
    assert case.look(replace(nine, disagreements=against[1:]), replace(ten, disagreements=against[:1])) == []


def test_the_standard_is_told_when_it_turns() -> None:
    case = Case()
    started(case)
    assert case.look(case.match("f", {"office": ["lantern.0", "weir.0"]}, met=True)) == ["carried-", "standard+"]
    assert case.look(case.match("f", {"office": ["lantern.0", "weir.0"]}, met=False)) == ["standard-"]
    assert "no report is new" in case.alerts[-1].why
    assert case.look(case.match("f", {"office": ["lantern.0", "weir.0", "sun.0"]}, met=True)) == [
        "carried-",
        "standard+",
    ]


def test_a_part_that_is_split_off_does_not_take_the_standard_along() -> None:
    case = Case()
    whole = {"office": ["lantern.0"], "Ada Wenn": ["weir.0"], "Bo Lind": ["beacon.0"]}
    assert case.look(case.match("f", whole)) == ["finding+"]
    two = case.match("f", {"office": ["lantern.0"], "Ada Wenn": ["weir.0"]})
    assert case.look(two, case.match("g", {"Bo Lind": ["beacon.0"]})) == []


def withdrawn(*, silent: bool, instead: Span | None = None) -> Withdrawal:
    kind = "cut" if instead is None else "changed"
    return Withdrawal(
        "w", "lantern-2", "lantern.0", at("lantern"), "lantern", "lantern-2", kind, instead,  # type: ignore[arg-type]
        None if silent else at("lantern-2", 40), silent, (), (), (),
    )  # fmt: skip


def test_what_a_report_takes_back_is_told_once_and_is_not_lost_beside() -> None:
    case = Case()
    started(case)
    case.withdrawn = (withdrawn(silent=True),)
    assert case.look() == ["withdrawn+"]
    assert case.alerts[-1].what == "The Lantern no longer says “Nine barges”, without a word on it"
    assert case.look() == []


def test_a_correction_tells_the_figure_that_it_gives() -> None:
    case = Case()
    started(case)
    case.withdrawn = (withdrawn(silent=False, instead=at("lantern-2")),)
    case.earlier = {"lantern-2.0": frozenset({"lantern.0"})}
    eleven = case.match("g", {"office": ["lantern-2.0"]}, figures=(figure(11, report="lantern-2"),))
    assert case.look(eleven)[:2] == ["correction+", "figure-"]
    assert case.alerts[0].id != case.alerts[1].id
    assert case.look(eleven) == []


def test_a_page_that_comes_again_with_the_same_words_is_nothing_new() -> None:
    case = Case()
    started(case)
    case.earlier = {"lantern-2.0": frozenset({"lantern.0"})}
    case.look(case.match("g", {"office": ["lantern-2.0"]}))
    assert [each.kind for each in case.alerts if each.raised] == ["finding"]


def test_a_headline_is_held_where_what_stands_beneath_it_is_told() -> None:
    case = Case()
    case.headings = frozenset({"lantern.0"})
    assert case.look(case.match("f", OFFICE), case.match("g", {"office": ["lantern.20"]})) == ["finding+", "finding-"]
    alone = Case()
    alone.headings = frozenset({"lantern.0"})
    assert alone.look(alone.match("f", OFFICE)) == ["finding+"]


CLAIMS = [f"{name}.0" for name in ("lantern", "weir", "beacon", "star", "sun")]
WHO = {claim: f"who {number % 3}" for number, claim in enumerate(CLAIMS)}


def parted(groups: Sequence[int], there: Sequence[str]) -> list[dict[str, list[str]]]:
    """The claims in findings, by number."""
    parts: dict[int, dict[str, list[str]]] = {}
    for group, claim in zip(groups, there, strict=False):
        parts.setdefault(group, {}).setdefault(WHO[claim], []).append(claim)
    return list(parts.values())


@given(st.lists(st.tuples(st.integers(1, 5), st.lists(st.integers(0, 4), min_size=5, max_size=5)), max_size=6))
def test_however_findings_are_put_together_nothing_is_told_twice(looks: list[tuple[int, list[int]]]) -> None:
    """And a second look at the same tells nothing; and when nothing is new to the case, nobody is woken."""
    case, numbers = Case(), itertools.count()
    for many, groups in looks:
        there = CLAIMS[:many]
        known = frozenset(case.seen)
        now = [case.match(f"f{next(numbers)}", origins) for origins in parted(groups, there)]
        found = case.look(*now)
        if known.issuperset(claim.partition(".")[0] for claim in there):
            assert not [each for each in found if each.endswith("+")]
        assert case.look(*now) == []
    assert len({each.id for each in case.alerts}) == len(case.alerts)
    firsts = [claim for each in case.alerts if each.kind == "finding" and each.raised for claim in each.claims]
    assert len(firsts) == len(set(firsts))
