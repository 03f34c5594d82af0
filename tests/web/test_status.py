"""The pages of the watch: what they say, to whom, and that programs can read them."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from crossbearing.census import Census
from crossbearing.standing_watch import Standing
from crossbearing.web.status.pages import STUCK_SECONDS, application
from crossbearing.web.status.serving import served

NOW = 2_000_000_000.0
CENSUS = Census(
    basis="b", reports=7, decisions=1, mandates=1, feeds=9, failing=2, next_visit=5.0, raised=4, held=3,
    waiting={"email": 1, "webhook": 2},
)  # fmt: skip
STANDING = Standing(
    began_at="2033-05-18T03:00:00+00:00", moved_at=NOW, doing="sleeping", turns=11, turn_at="2033-05-18T03:33:00+00:00",
    turn_seconds=1.5, reports=6, builds=5, delivered=8, undelivered=2, given_up=1, errors=3, census=CENSUS,
)  # fmt: skip
HOSTILE = "<script>alert(1)</script> http://user:secret@inner.example/"


def pages(standing: Standing = STANDING, clock: float = NOW) -> TestClient:
    return TestClient(application("case.db", lambda: standing, lambda: clock), base_url="http://127.0.0.1:8322")


def changed(**fields: object) -> Standing:
    given = {name: getattr(STANDING, name) for name in Standing.__struct_fields__}
    return Standing(**(given | fields))


def test_the_page_says_how_it_stands() -> None:
    page = pages().get("/")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "The watch is well" in page.text
    numbers = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page.text))
    assert numbers | {"MB of memory": ""} == {
        "feeds": "9", "of them failing": "2", "reports": "7", "mandate in force": "1", "alerts raised": "4",
        "alerts held": "3", "by e-mail": "1", "to webhooks": "2", "turns": "11", "turns that an error ended": "3",
        "seconds of the last turn": "1.5", "reports that came in": "6", "builds": "5", "alerts delivered": "8",
        "tries that failed": "2", "given up": "1", "MB of memory": "",
    }  # fmt: skip


@pytest.mark.parametrize("doing", ["starting", "collecting", "building", "telling", "waiting for the case"])
def test_it_can_be_looked_at_before_the_first_turn_and_at_any_time(doing: str) -> None:
    page = pages(Standing("2033-05-18T03:00:00+00:00", NOW, doing=doing))  # type: ignore[arg-type]
    assert page.get("/").status_code == 200
    assert page.get("/metrics").status_code == 200


def test_no_page_loads_or_runs_anything_from_elsewhere_and_none_may_be_kept() -> None:
    web = pages()
    page = web.get("/")
    assert "<script" not in page.text
    loaded = re.findall(r'<link[^>]*href="([^"]+)"', page.text)
    assert len(loaded) == 3
    for address in loaded:
        assert web.get(address).status_code == 200
    for path in ("/", "/status.json", "/metrics", "/healthz", "/nothing", "/static/x/page.css", "/static/x/room.js"):
        headers = web.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert web.get("/static/x/page.css").status_code == 404
    assert web.post("/").status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "10.0.0.1", "localhost:1:2"])
def test_it_answers_under_names_of_this_machine_alone(host: str) -> None:
    for path in ("/", "/metrics", "/status.json", "/healthz"):
        answer = pages().get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert "crossbearing_feeds" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8322", "[::1]:8322"])
def test_names_of_this_machine(host: str) -> None:
    assert pages().get("/healthz", headers={"Host": host}).text == "ok\n"


@pytest.mark.parametrize(
    ("standing", "clock", "title"),
    [
        (changed(error=HOSTILE, doing="backing off"), NOW, "The last turn ended with an error"),
        (STANDING, NOW + STUCK_SECONDS, "The watch has not moved for hours"),
    ],
)
def test_it_says_where_it_is_not_well(standing: Standing, clock: float, title: str) -> None:
    web = pages(standing, clock)
    assert web.get("/healthz").status_code == 503
    assert web.get("/status.json").json()["well"] is False
    page = web.get("/").text
    assert title in page
    assert HOSTILE not in page


def test_status_as_json() -> None:
    found = json.loads(pages().get("/status.json").text)
    assert found["case"] == "case.db"
    assert found["standing"]["census"]["waiting"] == {"email": 1, "webhook": 2}
    assert found["resident_bytes"] > 1_000_000


def test_metrics_are_what_prometheus_reads() -> None:
    answer = pages(changed(error=HOSTILE)).get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "secret" not in answer.text
    read = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if family.documentation and family.type in ("counter", "gauge")
    }
    memory, began = read.pop(("process_resident_memory_bytes",)), read.pop(("process_start_time_seconds",))
    assert memory > 1_000_000
    assert began == 1_999_998_000
    assert {"_".join(name).removeprefix("crossbearing_"): value for name, value in read.items()} == {
        "turns_total": 11, "turn_errors_total": 3, "builds_total": 5, "reports_collected_total": 6,
        "deliveries_total": 8, "deliveries_failed_total": 2, "deliveries_given_up_total": 1, "last_turn_seconds": 1.5,
        "in_error": 1, "feeds": 9, "feeds_failing": 2, "reports": 7, "mandates": 1, "alerts_total_raised": 4,
        "alerts_total_held": 3, "outbox_waiting_email": 1, "outbox_waiting_terminal": 0,
        "outbox_waiting_webhook": 2,
    }  # fmt: skip


def test_it_is_served_to_this_machine_for_as_long_as_it_is_asked() -> None:
    with served("case.db", 0, lambda: STANDING) as address:
        assert address.startswith("http://127.0.0.1:")
        answer = httpx.get(f"{address}/healthz")
        assert "server" not in answer.headers
        assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 421
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
