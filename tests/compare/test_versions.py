"""Which captures are versions of one page, and in which order."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from crossbearing.compare.versions import versions
from crossbearing.records import Chain, Provenance, Published, Report

PAGE = "https://weir.example/2031/05/04/barges-sink-off-orle"
NINE = (
    "Barges sink off Orle\n\nNine barges sank off the harbour of Orle in a storm on Saturday, the harbour office said."
)
SEVEN = NINE.replace("Nine", "Seven")
OTHER = "Orchestra elects conductor\n\nThe Velm City Orchestra elected Tamsin Roe as its chief conductor on Friday."
Given = tuple[Report, Provenance]


def given(name: str, text: str, url: str | None = None, **more: object) -> Given:
    """A capture by its name (and number) with its report; `seen` and `updated` are times."""
    number = int(str(more.get("number", 0)))
    capture = f"capture-{name}-{number}"
    seen = str(more.get("seen") or "")
    updated = str(more.get("updated") or "")
    report = Report(
        id=f"report-{name}-{number}", name=name, capture=capture, outlet=None, url=url,
        title=text.split("\n\n", maxsplit=1)[0], headline=None, dateline=None,
        byline=str(more["byline"]) if "byline" in more else None,
        published=Published(None, "none found"), language="en", text=text,
        updated=Published(updated[:10], "meta", updated) if updated else None,
    )  # fmt: skip
    times = (seen,) if seen else ()
    return report, Provenance(report.id, capture, name, "", "text/html", seen=times, number=number)


def chains(*every: Given) -> list[tuple[tuple[str, ...], ...]]:
    made = versions([report for report, _ in every], [came for _, came in every])
    return [
        tuple(tuple(capture.removeprefix("capture-") for capture in version) for version in chain.versions)
        for chain in made
    ]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        # one name in the store, however unlike the texts
        ([given("a", NINE, number=1), given("a", SEVEN)], [(("a-1",), ("a-0",))]),
        (
            [given("a", OTHER, number=1), given("a", NINE, number=2), given("a", SEVEN)],
            [(("a-1",), ("a-2",), ("a-0",))],
        ),
        # a capture whose newer one could not be read stands for its name
        ([given("a", NINE, number=1)], [(("a-1",),)]),
        # five files of one address, without times: by name, numbers as numbers
        (
            [
                given("p-10", NINE + " It is calm.", PAGE),
                given("p-2", SEVEN, PAGE + "?utm_source=x"),
                given("p", NINE, PAGE),
            ],
            [(("p-0",), ("p-2-0",), ("p-10-0",))],
        ),
        # one address by mistake: two articles
        ([given("a", NINE, PAGE), given("b", OTHER, PAGE)], []),
        # a front page is no article's, and two reports of one outlet that are alike need no address
        ([given("a", NINE, "https://weir.example/"), given("b", SEVEN, "https://weir.example/")], []),
        ([given("a", NINE, "https://weir.example/world/"), given("b", SEVEN, "https://weir.example/world/")], []),
        ([given("a", NINE), given("b", SEVEN)], []),
        # times at which the page was seen go before all else
        (
            [
                given("a", NINE, PAGE, seen="2031-05-05T10:00:00+00:00", updated="2031-05-04T08:00:00+00:00"),
                given("b", SEVEN, PAGE, seen="2031-05-04T10:00:00+00:00", updated="2031-05-04T09:00:00+00:00"),
            ],
            [(("b-0",), ("a-0",))],
        ),
        # then what the pages say of themselves, whatever came first
        (
            [
                given("a", NINE, number=1, updated="2031-05-04T12:00:00+02:00"),
                given("a", SEVEN, updated="2031-05-04T09:30:00+00:00"),
            ],
            [(("a-0",), ("a-1",))],
        ),
        # one text seen again is one version; what the page says of itself may have been put right
        ([given("a", NINE, number=1), given("a", NINE)], [(("a-1", "a-0"),)]),
        ([given("a", NINE, number=1), given("a", NINE, byline="Ada Wenn")], [(("a-0", "a-1"),)]),
        # text that comes back is a version of its own
        (
            [given("a", NINE, number=1), given("a", SEVEN, number=2), given("a", NINE)],
            [(("a-1",), ("a-2",), ("a-0",))],
        ),
    ],
)
def test_chains(every: list[Given], expected: list[tuple[tuple[str, ...], ...]]) -> None:
    assert all(chains(*order) == expected for order in itertools.permutations(every))


def test_a_chain_says_why_it_is_one_and_by_what_it_is_ordered() -> None:
    every = [given("a", NINE, PAGE), given("b", SEVEN, PAGE)]
    (chain,) = versions([report for report, _ in every], [came for _, came in every])
    assert isinstance(chain, Chain)
    assert [reason.name for reason in chain.reasons] == ["same address", "order"]
    assert "weir.example/2031/05/04/barges-sink-off-orle" in chain.reasons[0].detail
    assert "no times are known" in chain.reasons[1].detail


def test_ten_thousand_reports_without_versions_are_quick() -> None:
    report, came = given("a", NINE)
    every = [
        (
            msgspec.structs.replace(report, id=f"r{n}", url=f"https://weir.example/story-number-{n:05}"),
            msgspec.structs.replace(came, capture=f"c{n}", name=f"n{n}"),
        )
        for n in range(10_000)
    ]
    assert versions([one for one, _ in every], [one for _, one in every]) == ()
