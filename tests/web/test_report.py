from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from crossbearing.records import Capture, Dossier, Report, Stated
from crossbearing.store.sqlite import SqliteStore
from tests.web.grown import HARM, grown
from tests.web.visits import opened, page

BODY = b"<script>alert(1)</script>"
CAPTURE = Capture(
    id="capture-0123456789abcdef",
    name=HARM,
    source="/home/ines/secret/page one.html",
    media_type="text/html",
    sha256="a" * 64,
    taken_at="2031-05-04T10:00:00+00:00",
    stated=Stated(outlet=HARM, by="manifest"),
    body=BODY,
    http="HTTP/1.1 200 OK\r\nX-Harm: <script>",
)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return grown(3)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("report")
    with opened(folder, dossier) as client:
        store = SqliteStore(folder / "case.db")
        store.add([CAPTURE], [])
        store.close()
        yield client


def words(client: TestClient, address: str) -> str:
    return "\n\n".join(each.text_content() for each in page(client, address).xpath("//div[@data-report]/p"))


def lit(client: TestClient, report: Report, *places: tuple[int, int]) -> list[str]:
    query = "&".join(f"lit={start}-{end}" for start, end in places)
    found = page(client, f"/reports/{report.id}?{query}")
    anchors = [f"{report.id}-{start}-{end}" for start, end in places]
    assert [len(found.xpath(f"//*[@id='{each}']")) for each in anchors] == [1] * len(places), "the fragment leads there"
    return [
        "".join(piece.text_content() for piece in found.xpath(f"//div[@data-report]//span[@data-p='{each}']"))
        for each in anchors
        if all("lit" in piece.get("class").split() for piece in found.xpath(f"//span[@data-p='{each}']"))
    ]


def test_the_words_of_a_report_are_its_text(client: TestClient, dossier: Dossier) -> None:
    for report in (*dossier.reports, *(version.report for version in dossier.versions)):
        assert words(client, f"/reports/{report.id}") == report.text
        assert words(client, f"/reports/{report.id}?lit=3-300&lit=20-40") == report.text
        assert client.get(f"/reports/{report.id}.json").json()["report"]["text"] == report.text


@pytest.mark.parametrize(
    "places",
    [[(0, 6)], [(3, 40), (20, 60)], [(10, 12), (10, 30)], [(150, 400)], [(0, 7), (7, 9)]],
)
def test_what_the_address_names_is_lit_to_the_character(
    client: TestClient, dossier: Dossier, places: list[tuple[int, int]]
) -> None:
    report = dossier.reports[0]
    shown = lit(client, report, *places)
    assert shown == [report.text[start:end].replace("\n\n", "") for start, end in places]


def test_offsets_are_code_points(client: TestClient, dossier: Dossier) -> None:
    report = dossier.reports[0]
    at = report.text.index("𝕏")
    assert lit(client, report, (at, at + 2)) == ["𝕏."]


@pytest.mark.parametrize(
    "bad", ["1", "a-b", "5-5", "9-3", "-1-4", "0-999999", "0-9999999999", "1-2;drop", "0x1-2"]
)  # fmt: skip
def test_no_words_there_is_a_bad_request(client: TestClient, dossier: Dossier, bad: str) -> None:
    address = f"/reports/{dossier.reports[0].id}"
    assert client.get(address, params={"lit": ["0-5", bad]}).status_code == 400
    assert client.get(f"{address}.json", params={"lit": bad}).headers["content-type"] == "application/problem+json"


def test_a_place_between_paragraphs_is_no_words(client: TestClient, dossier: Dossier) -> None:
    report = dossier.reports[0]
    gap = report.text.index("\n\n")
    for start, end in ((gap, gap + 2), (gap - 3, gap + 1), (gap + 1, gap + 9)):
        assert client.get(f"/reports/{report.id}?lit={start}-{end}").status_code == 400
    assert client.get(f"/reports/{report.id}", params={"lit": [f"{n}-{n + 1}" for n in range(101)]}).status_code == 400


def test_each_claim_has_its_address_and_opens_there(client: TestClient, dossier: Dossier) -> None:
    report, reading = dossier.reports[0], dossier.readings[0]
    claims = client.get(f"/reports/{report.id}.json").json()["claims"]
    assert [each["claim"]["id"] for each in claims] == [claim.id for claim in reading.claims]
    for each in claims[:3]:
        citation = each["citation"]
        path, _, fragment = citation["address"].partition("#")
        pieces = page(client, path).xpath(f"//span[@data-p='{fragment}']")
        assert pieces[0].get("id") == fragment
        assert "".join(piece.text_content() for piece in pieces) == citation["words"]


def test_nothing_of_a_report_becomes_markup(client: TestClient, dossier: Dossier) -> None:
    for address in (f"/reports/{dossier.reports[0].id}", f"/captures/{CAPTURE.id}"):
        found = page(client, address)
        assert all(script.get("src", "").startswith("/static/") for script in found.xpath("//script"))
        assert not found.xpath("//a[starts-with(@href, 'javascript')]")
        assert HARM in found.text_content()


def test_an_earlier_version_has_a_page_of_its_own(client: TestClient, dossier: Dossier) -> None:
    version = dossier.versions[0]
    old = page(client, f"/reports/{version.report.id}")
    gone = old.xpath("//div[@data-report]//span[contains(@class, 'withdrawn')]")
    assert [each.text_content() for each in gone] == [version.report.text.split("\n\n")[0]]
    assert old.xpath(f"//a[@href='/reports/{version.of}']")
    now = page(client, f"/reports/{version.of}")
    assert now.xpath(f"//section[@id='versions']//a[@href='/reports/{version.report.id}']")
    assert now.xpath("//section[@id='versions']//del")[0].text_content() == version.report.text.split("\n\n")[0]


def test_a_capture_is_saved_and_never_shown(client: TestClient) -> None:
    answer = client.get(f"/captures/{CAPTURE.id}/body")
    assert answer.content == BODY
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/captures/capture-0000000000000000/body").status_code == 404


def test_a_capture_tells_no_folder_of_the_machine(client: TestClient) -> None:
    for ending in ("", ".json"):
        answer = client.get(f"/captures/{CAPTURE.id}{ending}")
        assert "page one.html" in answer.text
        assert "secret" not in answer.text
