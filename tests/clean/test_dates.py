"""Dates: how they are written, where they stand, which is chosen and why. Pages that contradict themselves keep their
floors, and nothing asks the clock."""

from __future__ import annotations

import datetime
import json
import sys
from types import ModuleType

import pytest

from crossbearing.clean import clean
from crossbearing.clean.dates_chosen import Bounds, choose
from crossbearing.clean.dates_found import of_address, of_line
from crossbearing.clean.written import day
from crossbearing.records import Capture, DateFound, Published, Report, Stated
from evaluation import floors, pages
from evaluation.pages_made import ROWS, page
from tests.clean.test_furniture import LAST, LEDE, MORE


@pytest.mark.parametrize(
    ("text", "value", "time"),
    [
        ("2031-05-04T23:30:00+09:00", "2031-05-04", "2031-05-04T23:30:00+09:00"),
        ("2031-05-04T23:30:00.123Z", "2031-05-04", "2031-05-04T23:30:00+00:00"),
        ("2031-05-04 10:00", "2031-05-04", None),
        ("20310504", "2031-05-04", None),
        ("20310504T1735Z", "2031-05-04", "2031-05-04T17:35:00+00:00"),
        ("Sun, 04 May 2031 17:35:00 +0900", "2031-05-04", "2031-05-04T17:35:00+09:00"),
        ("May 4th, 2031 5:35 p.m. EDT", "2031-05-04", "2031-05-04T17:35:00-04:00"),
        ("4 May 2031 at 18:00 GMT+3", "2031-05-04", "2031-05-04T18:00:00+03:00"),
        ("4. Mai 2031, 17.35 Uhr", "2031-05-04", None),
        ("1er août 2031 à 9h05", "2031-08-01", None),
        ("4 de mayo de 2031", "2031-05-04", None),
        ("4 мая 2031, 17:35 MSK", "2031-05-04", "2031-05-04T17:35:00+03:00"),
        ("2031년 5월 4일", "2031-05-04", None),
        ("2031. 5. 4.", "2031-05-04", None),
        ("2031年5月4日", "2031-05-04", None),
        ("04.05.2031", "2031-05-04", None),
        ("24/05/2031", "2031-05-24", None),
        ("05/24/2031", "2031-05-24", None),
        ("05/04/2031", "2031", None),
        ("2031-05", "2031-05", None),
        ("2031-02-30", None, None),
        ("2031-13", None, None),
        ("25:70 on no day", None, None),
        ("", None, None),
    ],
)
def test_a_day_as_written(text: str, value: str | None, time: str | None) -> None:
    found = day(text)
    assert (found.value, found.time) == (value, time) if found else value is None


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://a.example/world/2031/05/04/barges", "2031-05-04"),
        ("https://a.example/world/2031/may/04/barges", "2031-05-04"),
        ("https://a.example/2031-05-04-barges", "2031-05-04"),
        ("https://a.example/barges-20310504.html", "2031-05-04"),
        ("https://a.example/2031/5/4/barges", "2031-05-04"),
        ("https://a.example/2031/05/barges", "2031-05"),
        ("https://2031-05-04.example/barges?day=2031-05-04", None),
        ("https://a.example/id/20319904", None),
        ("https://a.example/120310504123", None),
        ("https://[bad/2031/05/04/", None),
    ],
)
def test_a_day_in_an_address(address: str, value: str | None) -> None:
    assert [each.value for each in of_address(address)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Published: 4 May 2031 Updated: 5 May 2031", [("published", "2031-05-04"), ("updated", "2031-05-05")]),
        ("Updated 5 May 2031, first published 4 May 2031", [("updated", "2031-05-05"), ("published", "2031-05-04")]),
        ("Stand: 05.05.2031", [("updated", "2031-05-05")]),
        ("Опубликовано 4 мая 2031", [("published", "2031-05-04")]),
        ("입력 2031.05.04 수정 2031.05.05", [("published", "2031-05-04"), ("updated", "2031-05-05")]),
        ("4 May 2031", [("published", "2031-05-04")]),
    ],
)
def test_a_date_line(line: str, found: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.value) for each in of_line(line, labelled=False)] == found


def given(*places: str) -> list[DateFound]:
    """ "json-ld 2031-05-04", "meta+ 2031-05-05" (a change), "json-ld 2031-05-04T23:30:00+00:00"."""
    out = []
    for place in places:
        evidence, value = place.rsplit(" ", 1)
        time = value if "T" in value else None
        kind, evidence = ("updated", evidence[:-1]) if evidence.endswith("+") else ("published", evidence)
        out.append(DateFound("updated" if kind == "updated" else "published", value[:10], time, evidence, value))
    return out


@pytest.mark.parametrize(
    ("places", "bounds", "value", "evidence", "why"),
    [
        (["json-ld 2031-05-04", "meta 2031-05-04"], Bounds(), "2031-05-04", "json-ld", ""),
        (
            ["json-ld 2031-05-06", "meta 2031-05-04", "address 2031-05-04"], Bounds(), "2031-05-04", "meta",
            "meta and address agree; against 2031-05-06 (json-ld)",
        ),
        (
            ["manifest 2031-05-03", "json-ld 2031-05-04"], Bounds(), "2031-05-03", "manifest",
            "stated by the input (manifest); against 2031-05-04 (json-ld)",
        ),
        (
            ["feed 2031-05-04", "text 2031-05-05"], Bounds(), "2031-05-04", "feed",
            "feed says so; against 2031-05-05 (text)",
        ),
        (
            ["json-ld 2033-01-01", "meta 2031-05-04"], Bounds(seen="2031-05-06T00:00:00+00:00"), "2031-05-04", "meta",
            "meta says so; 2033-01-01 (json-ld) is after the page was seen, on 2031-05-06",
        ),
        (
            ["json-ld 2031-05-07"], Bounds(seen="2031-05-06T00:00:00+00:00"), "2031-05-07", "json-ld", "",
        ),
        (
            ["json-ld 2031-05-08"], Bounds(seen="2031-05-06T00:00:00+00:00"), None, "none found",
            "2031-05-08 (json-ld) is after the page was seen, on 2031-05-06",
        ),
        (["meta 1970-01-01"], Bounds(), None, "none found", "1970-01-01 (meta) is what an empty field shows"),
        (
            ["json-ld 2031-05-04T23:30:00+00:00", "address 2031-05-05"], Bounds(), "2031-05-05", "address",
            "json-ld and address agree; in UTC it is the day beside (json-ld)",
        ),
        (
            ["json-ld 2031-05-04T23:30:00+00:00"], Bounds(offset=540), "2031-05-05", "json-ld",
            "json-ld says so, in the zone of the newsroom's country; in UTC it is the day beside (json-ld)",
        ),
        (["json-ld 2031-05-04T09:00:00+00:00", "address 2031-05-02"], Bounds(), "2031-05-04", "json-ld",
         "json-ld says so; against 2031-05-02 (address)"),
        (["text 05/04/2031"], Bounds(month_first=True), "2031-05-04", "text", ""),
        (["text 05/04/2031"], Bounds(month_first=False), "2031-04-05", "text", ""),
        (["text 05/04/2031"], Bounds(), "2031", "text", ""),
        (["meta+ 2031-05-06"], Bounds(), "2031-05-06", "meta", "only the day of its last change is given"),
        ([], Bounds(), None, "none found", ""),
    ],
)  # fmt: skip
def test_the_day_that_is_chosen(places: list[str], bounds: Bounds, value: str | None, evidence: str, why: str) -> None:
    found = [
        DateFound("published", "2031", None, "text", each.words) if "/" in each.words else each
        for each in given(*places)
    ]
    published, _ = choose(found, bounds)
    assert (published.value, published.evidence, published.why) == (value, evidence, why)
    assert choose(found[::-1], bounds)[0] == published
    assert len(published.candidates) == len(found)


@pytest.mark.parametrize(
    ("places", "value"),
    [
        (["json-ld 2031-05-04", "json-ld+ 2031-05-06"], "2031-05-06"),
        (["json-ld 2031-05-04", "json-ld+ 2031-05-04"], None),
        (["json-ld 2031-05-04", "text+ 2031-05-04"], "2031-05-04"),
        (["json-ld 2031-05-04", "json-ld+ 2031-05-03"], None),
        (["json-ld 2031-05-04T10:00:00+00:00", "json-ld+ 2031-05-04T10:00:30+00:00"], None),
        (["json-ld 2031-05-04T10:00:00+00:00", "json-ld+ 2031-05-04T11:00:00+00:00"], "2031-05-04"),
        (["json-ld 2031-05-04T10:00:00+00:00", "json-ld+ 2031-05-04T09:00:00+00:00"], None),
    ],
)
def test_a_change_is_never_before_publication(places: list[str], value: str | None) -> None:
    _, updated = choose(given(*places), Bounds())
    assert (updated.value if updated else None) == value


def report(body: str, **more: object) -> Report:
    stated = Stated(**{name: value for name, value in more.items() if name in Stated.__struct_fields__})  # type: ignore[arg-type]
    media_type = "text/html" if "<" in body else "text/plain"
    return clean(
        Capture(
            id="capture-1", name="one", source="one", media_type=media_type, sha256="", taken_at="", stated=stated,
            body=body.encode(),
        )
    )  # fmt: skip


TEXT = f"<p>{LEDE}</p><p>{MORE}</p><p>{LAST}</p>"


def test_what_the_input_states_is_a_candidate_beside_the_page() -> None:
    about = json.dumps({"@type": "NewsArticle", "datePublished": "2031-05-04T10:00:00+02:00"})
    script = f"<script type='application/ld+json'>{about}</script>"
    body = f"<html><head>{script}</head><body><article>{TEXT}</article></body></html>"
    found = report(body, published="2031-05-05", updated="2031-05-07T08:00:00Z", by="feed")
    assert (found.published.value, found.published.evidence) == ("2031-05-05", "feed")
    assert found.published.why == "feed says so; against 2031-05-04 (json-ld)"
    assert {each.evidence for each in found.published.candidates} == {"feed", "json-ld"}
    assert found.updated == Published(
        "2031-05-07", "feed", "2031-05-07T08:00:00+00:00", "",
        (DateFound("updated", "2031-05-07", "2031-05-07T08:00:00+00:00", "feed", "2031-05-07T08:00:00Z"),),
    )  # fmt: skip


def test_a_plain_text_has_its_date_lines() -> None:
    found = report(f"Barges sink in Marrowby\n\nPublished: 4 May 2031 Updated: 5 May 2031\n\n{LEDE}\n\n{MORE}")
    assert (found.published.value, found.published.evidence) == ("2031-05-04", "text")
    assert found.updated is not None
    assert found.updated.value == "2031-05-05"


def test_pages_that_contradict_themselves_keep_their_floors() -> None:
    got = pages.figures(pages.crossbearing_answer)
    held_to = floors.load().pages
    assert len(ROWS) >= 60
    reached = {"published": got.published, "updated": got.updated or 0.0, "title": got.title or 0.0}
    assert held_to.keys() == reached.keys()
    assert not {name: got.misses for name, least in held_to.items() if reached[name] < least}


class _Clock(type(datetime.datetime)):  # type: ignore[misc]
    def __instancecheck__(cls, instance: object) -> bool:
        return type(instance).__name__ in ("datetime", "Showing")


class Showing(datetime.datetime, metaclass=_Clock):
    """A datetime whose clock shows some year."""

    year_shown = 2026

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        return datetime.datetime(cls.year_shown, 5, 6, 12, tzinfo=tz)

    @classmethod
    def today(cls) -> datetime.datetime:  # type: ignore[override]
        return cls.now()


AGO = f"<article><h1>Barges sink</h1><p>2 hours ago</p><p>Yesterday</p><p>6 May</p>{TEXT}</article>"


def test_no_date_hangs_on_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = ModuleType("datetime")
    shown.__dict__.update({**vars(datetime), "datetime": Showing})
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("htmldate", "trafilatura", "dateparser") or name.startswith("crossbearing.clean"):
            for own, value in list(vars(module).items()):
                if value is datetime.datetime:
                    monkeypatch.setattr(module, own, Showing)
                elif value is datetime:
                    monkeypatch.setattr(module, own, shown)
    read = {}
    for year in (1999, 2031, 2077):
        monkeypatch.setattr(Showing, "year_shown", year)
        read[year] = [report(body) for body in (AGO, *(page(row) for row in ROWS[::5]))]
    assert read[1999] == read[2031] == read[2077]
    assert read[2031][0].published.value is None
