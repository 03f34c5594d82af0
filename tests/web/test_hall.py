"""The pages over the whole case: what is asked for is found, and what stands in reports and addresses does no harm."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest
from starlette.testclient import TestClient

from crossbearing.web.routes import PAGES
from tests.web.halls import HARM, a_case, a_hall, told

LISTS = ("/outlets", "/actors", "/places", "/figures", "/quotes")
PLAIN = ("/", "/search", "/search?words=barges", *LISTS, "/timeline", "/failures", "/help", "/jobs", "/export")
MINE = {
    "stories", "search", "outlets", "outlet", "case-actors", "case-actor", "places", "place", "case-figures",
    "case-figure", "quotes", "quoted", "case-timeline", "failures", "help", "jobs", "job", "export", "story-export",
}  # fmt: skip


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Thirty stories, the first of them an attack in every name and text."""
    stories = [told(0, HARM), *(told(number, day=f"2031-{number % 12 + 1:02}-04") for number in range(1, 30))]
    with a_hall(a_case(tmp_path_factory.mktemp("hall") / "case.db", *stories)) as client:
        yield client


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with a_hall(a_case(tmp_path_factory.mktemp("empty") / "case.db")) as client:
        yield client


def page(client: TestClient, address: str, status: int = 200) -> lxml.html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, f"{address}: {answer.status_code}"
    return lxml.html.document_fromstring(answer.text)


def addresses(client: TestClient) -> list[str]:
    """Every page of these tests, one of each kind and the hostile ones among them."""
    found = list(PLAIN)
    for path in LISTS:
        found += [each["href"] for each in _keys(client.get(f"{path}.json").json())]
    story = client.get("/index.json").json()["stories"][0]["id"]
    return [*found, f"/stories/{story}/export"]


def _keys(listed: Any) -> Any:
    return (listed.get("listed") or listed)["known"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 30),
        ("words=barges", 30),
        ('words="seven barges"', 30),
        ("words=onerror", 1),
        ("words=zeppelin", 0),
        ("words=-barges", 0),
        ("outlet=the lantern", 29),
        ("outlet=THE WEIR", 30),
        ("actor=Ada Wenn", 29),
        ("place=none", 0),
        ("first=2031-06-01", 15),
        ("first=2031-05&last=2031-05", 4),
        ("last=2030", 0),
        ("origins=1", 30),
        ("origins=2", 0),
        ("contested=true", 30),
        ("order=reports", 30),
        ("limit=5&offset=25", 30),
        ("offset=500", 30),
    ],
)
def test_stories_are_found(hall: TestClient, query: str, total: int) -> None:
    answer = hall.get(f"/index.json?{query}")
    assert answer.json()["slice"]["total"] == total
    shown = page(hall, f"/?{query}")
    assert len(shown.cssselect(".stories h3 a")) == answer.json()["slice"]["shown"]
    assert f"{total} stor" in shown.cssselect("#t-list")[0].text_content()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("first=yesterday", 400),
        ("first=2031-02-30", 400),
        ("last=٢٠٣١", 400),
        ("origins=-1", 400),
        ("origins=many", 400),
        ("order=random", 400),
        ("offset=-1", 400),
        ("offset=99999999999999999999", 400),
        ("limit=0", 400),
        ("first=", 200),
        ("unknown=1", 200),
        (f"words={quote(HARM)}&outlet={quote(HARM)}&actor={quote(HARM)}&place={quote(HARM)}", 200),
        ("words=%22%22%22 OR OR AND NEAR( ) * ^ - --", 200),
        (f"words={'a ' * 900}", 200),
        ("words=%00%1b", 200),
    ],
)
@pytest.mark.parametrize("path", ["/", "/index.json", "/search", "/search.json"])
def test_whatever_is_asked_has_an_answer(hall: TestClient, path: str, query: str, status: int) -> None:
    stories_only = query.partition("=")[0] in ("origins", "order")
    answer = hall.get(f"{path}?{query}")
    assert answer.status_code == (200 if stories_only and path.startswith("/search") else status)
    if not path.endswith(".json"):
        harmless(lxml.html.document_fromstring(answer.text))


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("words=barges", 2), ('words="barges sank at Orle"', 2), ('words="sank barges"', 0), ("words=seven", 1),
        ("words=seven OR nine", 2), ("words=orle -seven", 1), ("words=barg*", 2), ("words=", 0), ("words=...", 0),
        ("words=barges&outlet=the weir", 1), ("words=barges&last=2030", 0), ("words=barges&language=de", 0),
        ("words=barges&kind=quote", 0), ("words=lost&kind=quote", 1),
    ],
)  # fmt: skip
def test_passages_are_found_and_lit(hall: TestClient, query: str, total: int) -> None:
    story = hall.get("/index.json?order=reports&limit=1").json()["stories"][0]["id"]
    kind = "" if "kind=" in query else "&kind=paragraph"
    answer = hall.get(f"/search.json?{query}{kind}&story={story}").json()
    reports = {each["report"] for each in answer["passages"]}
    assert len(reports) == total
    shown = page(hall, f"/search?{query}{kind}&story={story}")
    hits = shown.cssselect(".hits > li")
    assert len(hits) == answer["slice"]["shown"]
    for hit, each in zip(hits, answer["passages"], strict=True):
        lit = [piece["text"] for piece in each["pieces"] if piece["lit"]]
        assert [mark.text_content() for mark in hit.cssselect("mark")] == lit != []
        [link] = hit.cssselect(".passage a")
        assert link.get("href").startswith(f"/reports/{each['report']}?lit=")


def test_a_result_leads_to_the_very_words(hall: TestClient) -> None:
    for each in hall.get('/search.json?words="nine barges"&kind=paragraph').json()["passages"]:
        start, end = urlsplit(each["href"]).query.removeprefix("lit=").split("-")
        assert int(end) - int(start) == len("nine barges")
        assert each["href"].endswith(f"#{each['report']}-{start}-{end}")


def harmless(shown: lxml.html.HtmlElement) -> None:
    """No element, attribute or address that a text brought along."""
    for element in shown.iter():
        assert element.tag not in ("img", "iframe", "object", "base", "style")
        for name in element.attrib:
            assert name != "style" and (not name.startswith("on")), f"<{element.tag} {name}>"
    for script in shown.iter("script"):
        assert script.get("src", "").startswith("/static/") and not script.text
    for link in shown.iter("a"):
        assert link.get("href").startswith(("/", "#", "?", "https://www.geonames.org/"))


def test_every_page_is_well_made(hall: TestClient, empty: TestClient) -> None:
    every = [(hall, address) for address in addresses(hall)] + [(empty, address) for address in PLAIN]
    for client, address in every:
        shown = page(client, address)
        harmless(shown)
        levels = [int(element.tag[1]) for element in shown.iter("h1", "h2", "h3", "h4")]
        assert levels[0] == 1 and levels.count(1) == 1, address
        assert all(b - a <= 1 for a, b in pairwise(levels)), f"{address}: {levels}"
        ids = [element.get("id") for element in shown.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), address
        labelled = {label.get("for") for label in shown.iter("label")}
        for control in shown.iter("input", "select", "textarea"):
            named = (
                control.get("id") in labelled or control.getparent().tag == "label" or control.get("type") == "hidden"
            )
            assert named, f"{address}: {control.get('name')}"
        for form in shown.iter("form"):
            assert form.get("method", "get") in ("get", "dialog") or form.cssselect("input[name=csrf]"), address
        for element in shown.cssselect("[aria-labelledby], [aria-describedby]"):
            assert {element.get("aria-labelledby") or element.get("aria-describedby")} <= set(ids), address
        assert shown.cssselect("main#main") and shown.cssselect("nav[aria-label]") and shown.get("lang") == "en"


def test_links_lead_somewhere(tmp_path: Path) -> None:
    """All links of the pages over the case to pages over the case; those of stories are the stories' own."""
    hall = a_hall(a_case(tmp_path / "case.db", told(0, HARM), told(1)))
    seen: set[str] = set()
    waiting = ["/", "/search?words=barges&limit=5"]
    while waiting:
        address = waiting.pop()
        for link in page(hall, address).iter("a"):
            to = urljoin(address, link.get("href")).partition("#")[0]
            path = urlsplit(to).path
            if to in seen or not to.startswith("/") or path.startswith(("/stories/", "/reports/", "/findings/")):
                continue
            seen.add(to)
            if path == "/export/zip":
                continue
            if path.startswith("/export/") or len(seen) > 60:
                assert hall.get(to).status_code == 200, to
            else:
                waiting.append(to)
    assert len(seen) > 40


def test_twins_say_what_the_pages_show(hall: TestClient) -> None:
    for path in LISTS:
        listed = _keys(hall.get(f"{path}.json").json())
        assert len(page(hall, path).cssselect("tbody tr")) == len(listed)
        for each in listed:
            twin = hall.get(f"{each['href']}.json").json()
            assert len(twin["stories"]) == min(each["stories"], 25)
    assert {each.name for each in PAGES} >= MINE


def test_what_an_outlet_carried_and_left_out(hall: TestClient) -> None:
    [lantern] = [
        each for each in hall.get("/outlets.json").json()["outlets"] if each["outlet"]["name"] == "The Lantern"
    ]
    found = hall.get(f"{lantern['outlet']['href']}.json").json()
    assert (found["reports"], len(found["stories"]), found["slice"]["total"]) == (29, 25, 29)
    [copied] = found["copies"]
    assert (copied["other"], copied["took"], copied["gave"], copied["shares"]) == ("The Weir", 0, 0, 29)


def test_names_that_begin_so(hall: TestClient) -> None:
    assert [each["name"] for each in _keys(hall.get("/outlets.json?begins=the w").json())] == ["The Weir"]
    assert "No name here begins so" in hall.get("/outlets?begins=zz").text
    assert hall.get("/outlets/nobody").status_code == 404


@pytest.mark.parametrize(
    ("month", "status"),
    [("", 200), ("2031-05", 200), ("1999-01", 200), ("2031-13", 400), ("0000-01", 400), ("x", 400), ("２０31-05", 400)],
)
def test_the_timeline_has_months(hall: TestClient, month: str, status: int) -> None:
    shown = page(hall, f"/timeline?month={month}", status)
    if status == 200 and month != "1999-01":
        assert shown.cssselect(".months .chosen")
        assert shown.cssselect(".dates dt")


def test_a_month_of_many_stories_has_pages(hall: TestClient) -> None:
    first = hall.get("/timeline.json?month=2031-05&limit=1").json()["slice"]
    assert first["total"] > 1
    seen = [each for at in range(first["total"]) for each in _on(hall, f"month=2031-05&limit=1&offset={at}")]
    assert sorted(seen) == sorted(_on(hall, "month=2031-05"))
    shown = page(hall, "/timeline?month=2031-05&limit=1")
    assert shown.cssselect(".pages a[rel=next]")[0].get("href") == "?limit=1&month=2031-05&offset=1"


def _on(hall: TestClient, query: str) -> list[tuple[str, str]]:
    """Days and their stories, of one page."""
    days = hall.get(f"/timeline.json?{query}").json()["days"]
    return [(day["value"], each["story"]["id"]) for day in days for each in day["stories"]]


def test_an_empty_case_says_what_to_do(empty: TestClient, tmp_path: Path) -> None:
    shown = page(empty, "/")
    assert shown.cssselect("h1")[0].text_content() == "This case is empty"
    assert {form.get("action") for form in shown.iter("form") if form.get("method") == "post"} == {
        "/add",
        "/try-example",
    }
    [files] = shown.cssselect("form[data-drop] input[type=file]")
    assert files.get("multiple") is not None
    with a_hall(a_case(tmp_path / "case.db"), readonly=True) as reader:
        offered = page(reader, "/")
        assert not [form for form in offered.iter("form") if form.get("method") == "post"]
        assert "only an editor can add reports" in offered.text_content()


def test_only_editors_are_offered_to_add(hall: TestClient, tmp_path: Path) -> None:
    assert page(hall, "/").cssselect("form[action='/add']")
    with a_hall(a_case(tmp_path / "case.db", told(1)), readonly=True) as reader:
        assert not page(reader, "/").cssselect("form[method=post]")


def test_files_to_take_away(hall: TestClient) -> None:
    story = hall.get("/index.json").json()["stories"][0]["id"]
    for each in hall.get(f"/stories/{story}/export.json").json()["formats"]:
        if each["name"] == "zip":  # it holds the captures, of which this case has none
            continue
        answer = hall.get(each["href"])
        assert answer.status_code == 200 and answer.content
        assert answer.headers["content-type"].startswith(each["media_type"])
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="{story}{each["suffix"]}"')
    for address in (
        "/export/nothing",
        f"/stories/{story}/export/none",
        "/stories/s-none/export",
        "/stories/s-none/export/json",
    ):
        assert hall.get(address).status_code == 404
