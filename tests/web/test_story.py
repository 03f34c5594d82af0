from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from crossbearing.records import Dossier
from crossbearing.web.story.head import PartName
from tests.web.grown import HARM, RETIRED, SENTENCES, STORY, grown
from tests.web.visits import opened, page

PARTS: tuple[PartName, ...] = (
    "matrix", "findings", "disagreements", "changes", "withdrawn", "speakers", "actors", "figures", "timeline",
    "copies", "reports",
)  # fmt: skip
HERE = f"/stories/{STORY}"
MOST = 200_000
"""Bytes of a page, however large its story."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with opened(tmp_path_factory.mktemp("large"), grown(60)) as client:
        yield client


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return grown(3)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> Iterator[TestClient]:
    with opened(tmp_path_factory.mktemp("small"), dossier) as client:
        yield client


@pytest.mark.parametrize("part", ["", *(f"/{part}" for part in PARTS)])
def test_no_page_of_a_story_grows_with_it(large: TestClient, part: str) -> None:
    answer = large.get(HERE + part)
    assert answer.status_code == 200
    assert len(answer.content) <= MOST


def test_a_finding_of_many_outlets_comes_in_pages(large: TestClient) -> None:
    finding = large.get(f"{HERE}/findings.json").json()["findings"][0]["id"]
    assert len(large.get(f"/findings/{finding}").content) <= MOST
    outlets, offset = [], 0
    while offset is not None:
        answer = large.get(f"/findings/{finding}.json?offset={offset}").json()
        outlets += [each["outlet"] for each in answer["outlets"]]
        offset = answer["slice"]["next"]
    assert sorted(outlets) == sorted(answer["view"]["outlets"])


@pytest.mark.parametrize(
    ("part", "entries"),
    [("findings", "findings"), ("reports", "reports"), ("actors", "actors"), ("copies", "pairs"),
     ("disagreements", "relations")],
)  # fmt: skip
def test_the_pages_of_a_part_together_have_all_of_it(large: TestClient, part: str, entries: str) -> None:
    found, offset = [], 0
    while offset is not None:
        answer = large.get(f"{HERE}/{part}.json?offset={offset}&limit=100").json()
        found += [str(each) for each in answer[entries]]
        offset = answer["slice"]["next"]
    assert len(found) == len(set(found)) == answer["slice"]["total"]


def test_the_table_is_paged_both_ways(large: TestClient) -> None:
    first = large.get(f"{HERE}/matrix.json").json()["table"]
    assert len(first["matrix"]["columns"]) == 60
    assert 0 < len(first["matrix"]["rows"]) < SENTENCES == first["rows"]["total"]
    next_rows = large.get(f"{HERE}/matrix.json?offset={first['rows']['next']}&column=50").json()["table"]
    assert len(next_rows["matrix"]["columns"]) == 10
    assert next_rows["matrix"]["rows"][0]["finding"] != first["matrix"]["rows"][0]["finding"]
    assert next_rows["columns"]["previous"] == 0


def test_the_bar_of_parts_names_each_that_has_something_and_says_which_is_open(small: TestClient) -> None:
    for part in PARTS:
        bar = page(small, f"{HERE}/{part}").xpath("//nav[@class='parts']")[0]
        assert bar.xpath(".//a/@href") == [f"{HERE}/{each}" for each in PARTS]
        assert bar.xpath(".//a[@aria-current='page']/@href") == [f"{HERE}/{part}"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=keeper+k5K", {5}),
        ("q=KEEPER+k5kk", set()),
        ("outlet=nobody", set()),
        ("least=2&several=true&q=K9K", {9}),
        ("contested=true&q=K4K+counted", {4}),
    ],
)
def test_findings_are_filtered(small: TestClient, dossier: Dossier, query: str, expected: set[int]) -> None:
    texts = {report.id: report.text for report in dossier.reports}
    answer = small.get(f"{HERE}/findings.json?{query}&limit=100").json()
    found = {next(each for each in dossier.findings if each.id == view["id"]).wording for view in answer["findings"]}
    words = {texts[span.report][span.start : span.end] for span in found}
    assert {int(each.split("K")[1]) for each in words} == expected


def test_findings_by_outlet_are_those_that_it_has_or_leaves_out(small: TestClient, dossier: Dossier) -> None:
    outlet = dossier.reports[1].outlet
    for name, has in (("outlet", True), ("without", False)):
        answer = small.get(f"{HERE}/findings.json", params={name: outlet, "limit": 100}).json()
        assert {each["id"] for each in answer["findings"]} == {
            each.id for each in dossier.findings if (outlet in each.outlets) == has
        }


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", "offset=x", "order=best", "least=many"])
def test_a_query_that_is_none_is_refused_in_the_one_shape(small: TestClient, query: str) -> None:
    answer = small.get(f"{HERE}/findings.json?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert small.get(f"{HERE}/findings?{query}").status_code == 400


def test_a_story_that_another_took_up_leads_there(small: TestClient) -> None:
    for ending in ("", ".json"):
        answer = small.get(f"/stories/{RETIRED}{ending}")
        assert (answer.status_code, answer.headers["location"]) == (308, HERE + ending)
    assert small.get("/stories/s-0000000000000000").status_code == 404


def test_what_a_reader_hid_stands_apart(tmp_path: Path, dossier: Dossier) -> None:
    hidden = dossier.findings[0].id
    with opened(tmp_path, msgspec.structs.replace(dossier, hidden=(hidden,))) as client:
        shown = client.get(f"{HERE}/findings.json?limit=100").json()
        assert hidden not in {each["id"] for each in shown["findings"]}
        assert shown["hidden"] == [hidden]
        every = client.get(f"{HERE}/findings.json?limit=100&hidden=true").json()
        assert hidden in {each["id"] for each in every["findings"]}
        rows = client.get(f"{HERE}/matrix.json").json()["table"]["matrix"]["rows"]
        assert hidden not in {row["finding"] for row in rows}
        assert client.get(f"/findings/{hidden}.json").json()["hidden"] is True


def test_a_story_in_which_nothing_was_read_has_its_reports(tmp_path: Path, dossier: Dossier) -> None:
    bare = msgspec.structs.replace(
        dossier,
        readings=tuple(msgspec.structs.replace(each, claims=(), quotes=()) for each in dossier.readings),
        findings=(), relations=(), copying=(), utterances=(), timeline=(), identities=(), withdrawn=(),
    )  # fmt: skip
    with opened(tmp_path, bare) as client:
        for part in ("", *(f"/{part}" for part in PARTS)):
            page(client, HERE + part)
        head = client.get(f"{HERE}.json").json()["head"]
        assert [part["name"] for part in head["parts"]] == ["withdrawn", "reports"]


def test_an_actor_has_its_names_and_what_it_says(small: TestClient, dossier: Dossier) -> None:
    identity = dossier.identities[0]
    answer = small.get(f"{HERE}/actors/{identity.id}.json").json()
    assert answer["identity"]["names"] == [f"Watch 0 {HARM}"]
    assert [each["words"] for each in answer["mentions"]] == ["watch"]
    assert small.get(f"{HERE}/actors/i-0000000000000000").status_code == 404


def test_figures_of_one_group_come_in_pages(large: TestClient) -> None:
    every = large.get(f"{HERE}/figures.json").json()
    amounts = dict(zip((each["of"] for each in every["counts"]), every["amounts"], strict=True))
    one = large.get(f"{HERE}/figures.json", params={"of": "boat", "limit": 100}).json()
    assert one["slice"]["total"] == amounts["boat"] > len(every["counts"][0]["points"])
    assert large.get(f"{HERE}/figures", params={"of": HARM}).status_code == 404
