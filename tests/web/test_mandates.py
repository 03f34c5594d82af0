"""Mandates in the room: what is in force, what matches it and why, what was new; put in force and ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from crossbearing import watching as mandates
from crossbearing.case import Case
from crossbearing.web.work.jobs import Job
from tests.web import rooms
from tests.web.halls import HARM, a_case, a_hall, told
from tests.web.test_progress import BUILD, Remembered
from tests.web.watching import a_mandate, watched


class Building(Remembered):
    """Jobs of which a build is asked."""

    def build(self, by: str) -> Job:
        return BUILD


PAGES = ("/mandates", "/mandates/barges", "/mandates/barges/sunk", "/mandates/barges/burnt", "/alerts?held=true")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with a_hall(watched(tmp_path_factory.mktemp("watched") / "case.db", HARM)) as client:
        yield client


def page(client: TestClient, address: str) -> lxml.html.HtmlElement:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (address, answer.text)
    return lxml.html.document_fromstring(answer.text)


@pytest.mark.parametrize("address", PAGES)
def test_what_strangers_and_analysts_write_is_text(room: TestClient, address: str) -> None:
    tree = page(room, address)
    assert tree.xpath("//img | //*[starts-with(@href, 'javascript')]") == []
    assert "onerror" in tree.text_content() or address.endswith("burnt")


def test_a_matter_shows_words_whose_they_are_and_what_stands_against_them(room: TestClient) -> None:
    found = room.get("/mandates/barges/sunk.json").json()
    assert {each["wording"]["words"] for each in found["matches"]} >= {"Nine barges sank at Orle on 3 May"}
    nine = next(each for each in found["matches"] if each["wording"]["words"].startswith("Nine"))
    assert nine["match"]["origins"] == ["harbour office"]
    assert [each["kind"] for each in nine["denials"]] == ["denies"]
    text = page(room, "/mandates/barges/sunk").text_content()
    assert "Standard not met" in text
    assert "missing: 1 more independent origin" in text
    assert "not checked against the text" in text


def test_every_passage_leads_to_its_words(room: TestClient) -> None:
    links = page(room, "/mandates/barges/sunk").xpath("//article//a[starts-with(@href, '/reports/')]/@href")
    assert links
    for link in {each.partition("#")[0] for each in links}:
        assert page(room, link).xpath("//*[contains(@class, 'lit')]"), link


def test_alerts_are_listed_the_newest_first_and_held_ones_when_asked(room: TestClient) -> None:
    raised, every = room.get("/alerts.json").json(), room.get("/alerts.json?held=true").json()
    assert raised["raised"] == len(raised["alerts"]) == every["raised"]
    assert len(every["alerts"]) == every["raised"] + every["kept"]
    assert room.get("/alerts.json?mandate=none").json()["alerts"] == []


@pytest.mark.parametrize("address", ["/mandates/none", "/mandates/none/sunk", "/mandates/barges/none"])
def test_what_is_not_there(room: TestClient, address: str) -> None:
    assert room.get(address).status_code == 404


def test_an_empty_case_says_that_nothing_is_watched(tmp_path: Path) -> None:
    with a_hall(a_case(tmp_path / "case.db")) as client:
        assert "nothing is watched" in page(client, "/mandates").text_content()
        assert "nothing is watched" in page(client, "/alerts").text_content()
        assert {each["name"] for each in client.get("/mandates.json").json()["shipped"]} == set(mandates.shipped())


def test_a_mandate_is_put_in_force_and_ended(tmp_path: Path) -> None:
    case = a_case(tmp_path / "case.db", told(0))
    with a_hall(case, jobs=Building()) as client:
        form = {"csrf": rooms.token(client)}
        bad = client.post("/mandates", data=form, files={"file": ("mine.yaml", b"id: barges\nmatter: []\n")})
        assert bad.status_code == 400
        assert "mine.yaml:" in bad.text
        for wrong in ({}, {"shipped": "none"}):
            assert client.post("/mandates", data=form | wrong).status_code == 400
        sent = {"file": ("mine.yaml", a_mandate().encode())}
        assert client.post("/mandates", data=form, files=sent).headers["location"].endswith("/mandates/barges")
        assert client.post("/mandates", data=form | {"shipped": "disaster"}).status_code == 303
        with Case.open(case, readonly=True) as opened:
            assert [each.id for each in opened.mandates()] == ["barges", "disaster"]
        assert client.post("/mandates/disaster/end", data=form).status_code == 303
        assert client.post("/mandates/disaster/end", data=form).status_code == 404
        with Case.open(case, readonly=True) as opened:
            assert [each.id for each in opened.mandates()] == ["barges"]
