"""Every English word that a page of the room says is marked, so that it can be said in another language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from starlette.routing import compile_path
from starlette.testclient import TestClient

from crossbearing.found_by import key_of
from crossbearing.records import Dossier
from crossbearing.standing_watch import Standing
from crossbearing.web import rendering
from crossbearing.web.routes import PAGES
from crossbearing.web.status.pages import application as watch
from tests.pseudo import Marking, foreign, unmarked
from tests.web import halls, watching
from tests.web.decided_case import Trial, claims, token, trial
from tests.web.grown import grown
from tests.web.rooms import room, users, visitor
from tests.web.test_status import STANDING, changed

NAMES = (
    "Crossbearing", "GeoNames", "SHA", "UTC", "YYYY", "MM", "https",
    "en",  # a language's code
    "json", "jsonl", "csv", "markdown", "docx", "zip", "annotations", "jsonld", "prov", "ftm", "bibtex", "csl",
)  # fmt: skip
"""Of programs, formats and signs: the same in each language."""
WATCHED = ("/mandates", "/mandates/barges", "/mandates/barges/sunk", "/alerts?held=true")
OF_OTHERS = (".words", "bdi", "mark", "q", "textarea", ".cited")
"""Passages, names and what readers wrote, where they are in English: on pages over the store's own records."""
OF_READERS = ("Ada", "Wenn", "Bo", "Lind", "Weir")
UNKNOWN = ("unknown", "outlet", "beacon", "lantern", "weir")
"""The record's names for reports without an outlet."""


@pytest.fixture(autouse=True, scope="module")
def another_language() -> Iterator[None]:
    made = rendering.templates_in(Marking())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rendering, "templates", lambda: made)
        yield


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return foreign(grown(3))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> TestClient:
    """A room over a story that has something of everything."""
    return halls.a_hall(halls.a_case(tmp_path_factory.mktemp("many") / "case.db", dossier))


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A room in which a reader decided something of each kind."""
    made = trial(tmp_path_factory.mktemp("decided"))
    told = made.dossier()
    every = {claim.id: claim for claim in claims(told)}
    largest = max(told.findings, key=lambda each: len(each.claims))
    figure = next(each for claim in every.values() for each in claim.figures).span
    day = next(each for claim in every.values() for each in claim.dates).span
    there = token(every[largest.claims[0]])
    sent: tuple[tuple[str, dict[str, str]], ...] = (
        ("/decisions", {"kind": "speaker", "passages": there, "value": "Bo Lind", "reason": "Lantern"}),
        ("/decisions", {"kind": "note", "passages": there, "value": "Weir"}),
        ("/decisions", {"kind": "figure", "passages": f"{figure.report}:{figure.start}-{figure.end}", "value": "29"}),
        ("/decisions", {"kind": "date", "passages": f"{day.report}:{day.start}-{day.end}", "value": "2031-05-01"}),
        (f"/findings/{largest.id}/hide", {}),
        (f"/findings/{largest.id}/split", {"claims": largest.claims[0]}),
    )
    for address, fields in sent:
        assert made.post(address, **fields).status_code == 303
    made.build()
    undone = made.decisions()[0].decision.id
    assert made.post(f"/decisions/{undone}/undo").status_code == 303
    return made


def in_address(name: str) -> str:
    return quote(key_of(name), safe="")


def addresses(dossier: Dossier) -> tuple[str, ...]:
    """Pages over the case, of the story and of what it is made of."""
    story, first = f"/stories/{dossier.story.id}", dossier.reports[0]
    old, span = dossier.versions[0].report.id, dossier.findings[0].wording
    speaker = dossier.utterances[0].speaker or ""
    parts = (
        "matrix", "findings", "findings?q=x&hidden=true", "disagreements", "changes", "withdrawn", "speakers", "actors",
        "figures", "timeline", "copies", "reports", "export", f"actors/{dossier.identities[0].id}",
        f"copies/{dossier.copying[0].id}",
    )  # fmt: skip
    return (
        "/", "/?outlet=x&first=2031-05-01&contested=true", "/?words=%D0%B0", "/search", "/search?words=%D0%B0",
        "/outlets", "/outlets?begins=%D0%B0", f"/outlets/{in_address(first.outlet or '')}",
        "/actors", f"/actors/{in_address(dossier.identities[0].name)}", "/places", "/figures",
        "/quotes", f"/quotes/{in_address(speaker)}", "/timeline", "/timeline?month=2031-05", "/failures", "/help",
        "/jobs", "/export", "/api", "/queue", "/decisions",
        story, *(f"{story}/{part}" for part in parts), *(f"/findings/{each.id}" for each in dossier.findings[3:5]),
        f"/findings/{dossier.findings[0].id}/decide", f"/findings/{dossier.findings[0].id}/merge",
        f"/decide?kind=note&passages={first.id}:0-40",
        f"/reports/{first.id}?lit={span.start}-{span.end}", f"/reports/{dossier.reports[-1].id}", f"/reports/{old}",
    )  # fmt: skip


def test_no_english_word_is_unmarked(many: TestClient, dossier: Dossier) -> None:
    for address in addresses(dossier):
        answer = many.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 200, address
        assert not unmarked(answer.text, (".url", "bdi.url"), NAMES), address


def test_nor_where_there_is_nothing(tmp_path: Path) -> None:
    empty = halls.a_hall(halls.a_case(tmp_path / "case.db"))
    for address in ("/", "/search", "/outlets", "/actors", "/places", "/figures", "/quotes", "/timeline", "/queue"):
        assert not unmarked(empty.get(address).text, (), NAMES), address


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/stories/none", 404),
        ("/findings/f-0", 404),
        ("/captures/none", 404),
        ("/jobs/none", 404),
        ("/outlets/none", 404),
        ("/?first=x", 400),
        ("/timeline?month=41", 400),
        ("/decide?kind=note&passages=1", 400),
        ("/decide?kind=note&passages=", 400),
        ("/reports/report-3f74461a5696b0d3?lit=1-99999", 400),
    ],
)
def test_nor_in_what_went_wrong(many: TestClient, address: str, status: int) -> None:
    answer = many.get(address, headers={"Accept": "text/html"})
    assert (answer.status_code, unmarked(answer.text, (), NAMES)) == (status, [])


def test_nor_where_somebody_logs_in(tmp_path: Path) -> None:
    access, _, _ = users(tmp_path)
    answer = visitor(room(tmp_path, access=access)).get("/login", headers={"Accept": "text/html"})
    assert (answer.status_code, unmarked(answer.text, (), NAMES)) == (401, [])


def test_nor_in_what_readers_decided(decided: Trial) -> None:
    told = decided.dossier()
    passage = token(claims(told)[0])
    pages = (
        "/decisions", "/queue", f"/captures/{told.reports[0].capture}",
        *(f"/decisions/{each.decision.id}" for each in decided.decisions()),
        f"/decisions?recorded={decided.decisions()[0].decision.id}",
        *(f"/findings/{each.id}/decide" for each in told.findings[:2]), f"/findings/{told.findings[0].id}/merge",
        *(f"/decide?kind={kind}&passages={passage}" for kind in ("same", "apart", "speaker", "date", "published",
          "figure", "origin", "hide", "note")),
    )  # fmt: skip
    for address in pages:
        assert not unmarked(decided.client.get(address).text, (*OF_OTHERS, "option"), (*NAMES, *UNKNOWN)), address
    wrong = decided.post("/decisions", kind="figure", passages=passage, value="none")
    assert (wrong.status_code, unmarked(wrong.text, (*OF_OTHERS, "option"), (*NAMES, *UNKNOWN))) == (400, [])


def test_what_is_decided_is_said_where_findings_are(tmp_path: Path, decided: Trial) -> None:
    made = decided.dossier()
    named = tuple(replace(report, outlet=f"The {report.name}") for report in made.reports)
    told = foreign(replace(made, reports=named))
    many = halls.a_hall(halls.a_case(tmp_path / "foreign.db", told))
    story = f"/stories/{told.story.id}"
    for address in (story, f"{story}/findings?hidden=true", *(f"/findings/{each.id}" for each in told.findings),
                    *(f"/reports/{each.id}" for each in told.reports), "/queue"):  # fmt: skip
        assert not unmarked(many.get(address).text, (".url",), (*NAMES, *OF_READERS)), address


def test_nor_on_pages_of_mandates(tmp_path: Path) -> None:
    """What an analyst wrote, and what the watch says of a match, stands apart from what the page says."""
    watched = halls.a_hall(watching.watched(tmp_path / "case.db", stories=2))
    for address in (*WATCHED, "/alerts?mandate=none", "/mandates/barges/burnt"):
        assert not unmarked(
            watched.get(address).text,
            (*OF_OTHERS, "option", "title"),
            (*NAMES, "YAML", "The", "Lantern", "Weir", "barge", "barges"),
        ), address
    empty = halls.a_hall(halls.a_case(tmp_path / "empty.db"))
    for address in ("/mandates", "/alerts"):
        assert not unmarked(empty.get(address).text, (*OF_OTHERS, "option", "title"), (*NAMES, "YAML")), address


@pytest.mark.parametrize("now", [STANDING, changed(error="full", doing="backing off"), changed(census=None)])
def test_nor_on_the_page_of_the_watch(now: Standing) -> None:
    client = TestClient(watch("case.db", lambda: now), "http://127.0.0.1")
    assert not unmarked(client.get("/").text, ("bdi", "footer a"), (*NAMES, "case", "db"))


def test_each_page_is_looked_at(dossier: Dossier) -> None:
    """Of the table of pages; captures, jobs, places and figures over all stories have tests of their own."""
    told = [*addresses(dossier), *WATCHED, "/captures/capture-0", "/decisions/d-0"]
    seen = set()
    for address in told:
        path = address.partition("?")[0]
        seen.add(next((page.name for page in PAGES if compile_path(page.path)[0].match(path)), "api"))
    assert {page.name for page in PAGES} - seen == {"place", "case-figure", "job"}
