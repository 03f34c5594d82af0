from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from crossbearing.records import Adrift, Anchor, Attached, Decision, Dossier, NoOrigin, Rulings
from crossbearing.store.index import Retired
from crossbearing.store.sqlite import SqliteStore
from tests.web.grown import HARM, grown
from tests.web.visits import opened, page

BY = "Ines <b>"


def ruled(dossier: Dossier) -> Dossier:
    """With two decisions on the first finding, one of them adrift, and one on another."""
    first, other = dossier.findings[0], dossier.findings[1]
    anchor = Anchor(capture="c", name="n", exact=HARM, prefix="", suffix="", start=0, end=3, sha256="0" * 64)
    decisions = tuple(
        Decision(f"d-{number}", kind, (anchor,), value, BY, "2031-06-01T10:00:00+00:00", HARM)  # type: ignore[arg-type]
        for number, (kind, value) in enumerate((("speaker", "Ada Wenn"), ("origin", "Watch 1"), ("note", "of another")))
    )
    rulings = Rulings(
        decisions=decisions,
        attached=(
            Attached("d-0", 0, first.wording, first.claims[0]),
            Attached("d-2", 0, other.wording, other.claims[0]),
        ),
        no_origins=(NoOrigin("d-1", "Watch 1", (first.claims[1],)),),
        adrift=(Adrift("d-0", 0, "its words are gone"),),
    )
    return msgspec.structs.replace(dossier, rulings=rulings)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return ruled(grown(8))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> Iterator[TestClient]:
    with opened(tmp_path_factory.mktemp("finding"), dossier) as client:
        yield client


def test_passages_stand_by_outlet_and_are_the_words_of_the_claims(client: TestClient, dossier: Dossier) -> None:
    finding, texts = dossier.findings[0], {report.id: report.text for report in dossier.reports}
    answer = client.get(f"/findings/{finding.id}.json").json()
    passages = [each for outlet in answer["outlets"] for report in outlet["reports"] for each in report["passages"]]
    assert {each["claim"]["id"] for each in passages} == set(finding.claims)
    for each in passages:
        span = each["claim"]["span"]
        assert each["said"]["passage"]["words"] == texts[span["report"]][span["start"] : span["end"]]
    shown = page(client, f"/findings/{finding.id}").xpath("//li[@class='said']//mark")
    assert [mark.text_content() for mark in shown] == [each["said"]["passage"]["words"] for each in passages]


def test_the_drawing_and_the_table_tell_the_same_origins(client: TestClient, dossier: Dossier) -> None:
    finding = dossier.findings[1]
    drawn = page(client, f"/findings/{finding.id}")
    names = {origin.name: origin.counted for origin in finding.origins}
    nodes = drawn.xpath("//svg[@class='ways']//a[starts-with(@class, 'node-origin')]")
    assert {node.get("aria-label").rpartition(", ")[0]: "uncounted" not in node.get("class") for node in nodes} == names
    cells = [row.xpath("string(td[4])") for row in drawn.xpath("//table[@class='plain']/tbody/tr")]
    assert {cell.removesuffix(" (not counted)"): "(not counted)" not in cell for cell in cells} == names
    assert all(node.get("href") for node in drawn.xpath("//svg[@class='ways']//a")), "reached by keyboard"


def test_each_report_is_tied_to_its_origins(client: TestClient, dossier: Dossier) -> None:
    finding = dossier.findings[1]
    graph = client.get(f"/findings/{finding.id}.json").json()["graph"]
    kinds = [node["kind"] for node in graph["nodes"]]
    assert kinds.count("origin") == len(finding.origins)
    assert kinds.count("outlet") == kinds.count("report") == len(finding.outlets)
    places = [(node["x"], node["y"]) for node in graph["nodes"]]
    assert len(places) == len(set(places))
    assert all(node["y"] < graph["height"] for node in graph["nodes"])


def test_growth_adds_up_to_what_is_counted(client: TestClient, dossier: Dossier) -> None:
    for finding in dossier.findings:
        days = client.get(f"/findings/{finding.id}.json").json()["growth"]["days"]
        assert (days[-1]["outlets"], days[-1]["origins"]) == (len(finding.outlets), finding.independent)
        assert [day["value"] for day in days] == sorted(day["value"] for day in days)
        assert sum(len(day["new_outlets"]) for day in days) == len(finding.outlets)


def test_decisions_that_bear_on_it_are_told(client: TestClient, dossier: Dossier) -> None:
    answer = client.get(f"/findings/{dossier.findings[0].id}.json").json()
    assert [each["decision"]["id"] for each in answer["decisions"]] == ["d-0", "d-1"]
    assert answer["decisions"][0]["adrift"] == ["its words are gone"]
    text = page(client, f"/findings/{dossier.findings[0].id}").xpath("string(//section[@id='decisions'])")
    assert BY in text
    assert "its words are gone" in text


def test_a_claim_that_said_it_and_was_withdrawn_is_told(client: TestClient, dossier: Dossier) -> None:
    gone = dossier.withdrawn[0]
    told = page(client, f"/findings/{gone.findings[0]}").xpath("//section[@id='withdrawn']//del")
    assert [each.text_content() for each in told] == [dossier.versions[0].report.text[gone.span.start : gone.span.end]]


def test_a_finding_that_another_took_up_leads_there(tmp_path: Path, dossier: Dossier) -> None:
    heir = dossier.findings[0]
    with opened(tmp_path, dossier) as client:
        store = SqliteStore(tmp_path / "case.db")
        store.retire([Retired("f-00000000000000aa", heir.story, heir.id, heir.claims[0])])
        store.close()
        for ending in ("", ".json"):
            answer = client.get(f"/findings/f-00000000000000aa{ending}")
            assert (answer.status_code, answer.headers["location"]) == (308, f"/findings/{heir.id}{ending}")


def test_what_the_case_has_not_is_not_found(client: TestClient, tmp_path: Path) -> None:
    for finding in ("f-0000000000000000", "x", '"', "%F0%9F%98%80"):
        assert client.get(f"/findings/{finding}").status_code == 404
        assert client.get(f"/findings/{finding}.json").headers["content-type"] == "application/problem+json"
