"""Mandates in the room: what is in force, what matches it and why, what was new; put in force and ended."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import feedparser
import lxml.html
import msgspec
import pytest
from starlette.testclient import TestClient

from crossbearing import watching as mandates
from crossbearing.case import Case
from crossbearing.store.base import Output
from crossbearing.store.sqlite import SqliteStore
from crossbearing.watch.mandate_file import MOST_BYTES
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


def test_what_is_no_mandate_is_said_line_by_line(tmp_path: Path) -> None:
    good = a_mandate().encode()
    files = {
        b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"): "",
        b"\xff\xfe" + "id: x".encode("utf-16-le"): "no text in UTF-8",
        b"#" * (MOST_BYTES + 1): f"larger than {MOST_BYTES:,} bytes",
        b"#" * MOST_BYTES + "\u00e9".encode(): f"larger than {MOST_BYTES:,} bytes",
        good + b"#" * (MOST_BYTES - len(good)): "",
        good + b"x: [": "mine_.yaml:",
        b"&a [*a, *a]": "mine_.yaml:1",
        b"[" * 100_000: "mine_.yaml:1",
        b"": "mine_.yaml:1",
        good.replace(b"title:", b"titel:"): "did you mean",
    }
    with a_hall(a_case(tmp_path / "case.db", told(0)), jobs=Building()) as client:
        form = {"csrf": rooms.token(client)}
        for body, what in files.items():
            answer = client.post("/mandates", data=form, files={"file": ("../mine\u202e.yaml", body)})
            assert answer.status_code == (400 if what else 303), (body[:80], answer.text)
            assert what in answer.text, (body[:80], answer.text)


def test_a_mandate_waits_for_no_build(tmp_path: Path) -> None:
    """Whoever adds one while another process builds is told so; the mandate that is there stays."""
    case = watched(tmp_path / "case.db")
    with a_hall(case, jobs=Building()) as client, Case.open(case) as builder:
        builder.lock()
        form = {"csrf": rooms.token(client), "shipped": "disaster"}
        for answer in (
            client.post("/mandates", data=form),
            client.post("/mandates.json", json={"shipped": "disaster"}),
        ):
            assert answer.status_code == 503
            assert "being built" in answer.text
        assert client.get("/mandates/disaster").status_code == 404


def test_of_two_editors_at_once_each_is_told_what_became_of_it(tmp_path: Path) -> None:
    case = watched(tmp_path / "case.db")
    with a_hall(case, jobs=Building()) as client:
        form = {"csrf": rooms.token(client)}

        def add(number: int) -> int:
            sent = {"file": ("mine.yaml", a_mandate(mandate_id=f"barges-{number}").encode())}
            return client.post("/mandates", data=form, files=sent).status_code

        with ThreadPoolExecutor() as several:
            told = list(several.map(add, range(6)))
        assert set(told) <= {303, 503}
        there = {each["id"] for each in client.get("/mandates.json").json()["mandates"]}
        assert there == {"barges", *(f"barges-{number}" for number, status in enumerate(told) if status == 303)}


def test_a_room_that_is_only_read_offers_nothing_of_mandates(tmp_path: Path) -> None:
    with a_hall(watched(tmp_path / "case.db"), readonly=True) as client:
        for address in PAGES:
            assert page(client, address).xpath("//form[@method='post']") == []
        assert client.post("/mandates", data={"shipped": "disaster"}).status_code in {404, 405}
        assert client.post("/mandates/barges/end").status_code in {404, 405}


def test_alerts_are_a_feed(room: TestClient) -> None:
    [link] = page(room, "/alerts?mandate=barges").xpath("//link[@rel='alternate']/@href")
    assert link == "/alerts.atom?mandate=barges"
    answer = room.get(link)
    assert answer.headers["content-type"] == "application/atom+xml"
    found = feedparser.parse(answer.content)
    assert not found.bozo
    raised = room.get("/alerts.json?mandate=barges&limit=100").json()["alerts"]
    assert [each.link for each in found.entries] == [each["words"] for each in raised]
    assert room.get(link, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert feedparser.parse(room.get("/alerts.atom?mandate=none").content).entries == []


def test_the_feed_has_the_rights_of_the_pages(tmp_path: Path) -> None:
    access, reader, _ = rooms.users(tmp_path)
    of = rooms.room(tmp_path, access=access)
    assert rooms.visitor(of).get("/alerts.atom").status_code == 401
    assert rooms.visitor(of, Authorization=f"Bearer {reader}").get("/alerts.atom").status_code == 200


@pytest.mark.parametrize(
    ("name", "begins"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("markdown", b"Monitoring report")]
)
def test_the_report_of_a_mandate_is_saved(room: TestClient, name: str, begins: bytes) -> None:
    form = page(room, "/mandates/barges").xpath("//form[@method='get'][.//input[@name='since']]")[0]
    [address] = [each for each in form.xpath(".//@formaction") if each.endswith(name)]
    answer = room.get(address, params={"since": ""})
    assert answer.status_code == 200, answer.text
    assert answer.content.lower().startswith(begins.lower())
    assert answer.headers["content-disposition"].startswith('attachment; filename="barges.')
    if name == "html":
        assert answer.headers["content-type"] == "application/octet-stream"
    assert room.get(address, params={"since": "2031-05-01"}).content != answer.content


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/mandates/none/report/html", 404),
        ("/mandates/barges/report/pdf", 404),
        ("/mandates/barges/report/html?since=2031-02-30", 400),
        ("/mandates/barges/report/html?since=May", 400),
    ],
)
def test_reports_that_there_are_not(room: TestClient, address: str, status: int) -> None:
    assert room.get(address).status_code == status


def test_there_is_no_report_of_what_was_not_watched_yet(tmp_path: Path) -> None:
    case = watched(tmp_path / "case.db")
    store = SqliteStore(case)
    other = told(9)
    store.put([Output("write", other.story.id, other.story.id, "key", msgspec.json.encode(other))])
    store.close()
    with a_hall(case) as client:
        assert client.get("/mandates/barges/report/html").status_code == 503
