"""WARC files: those of a well-known tool are read whole, damaged ones up to and behind the damage; ours by others."""

from __future__ import annotations

import gzip
import io
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.capture_http import capture_http
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crossbearing import Case
from crossbearing.collect import Collected, collect
from crossbearing.records import Capture

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning",  # warcio leaves its temporary files to the garbage collector
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

PAGES = {
    f"/2031/05/barges-sink-{n}.html": f"<html><body><p>Barge {n} sank at Orle.</p></body></html>" for n in range(4)
}
DATES = [f"2031-05-0{n}T10:00:00Z" for n in range(1, 10)]


class Site(BaseHTTPRequestHandler):
    """Serves the pages: each in another coding, and things that are no pages."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        number = self.path[-6:-5]
        self.send_response(200 if body or self.path == "/boat.png" else 404)
        self.send_header("Content-Type", "image/png" if self.path == "/boat.png" else "text/html; charset=utf-8")
        if number in ("1", "2"):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if number in ("2", "3"):
            self.send_header("Transfer-Encoding", "chunked")
            body = b"".join(
                b"%x\r\n%s\r\n" % (len(body[at : at + 9]), body[at : at + 9]) for at in range(0, len(body), 9)
            )
            body += b"0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def visit(url: str) -> None:
    try:
        with urlopen(url) as answer:  # noqa: S310 - of our own server
            answer.read()
    except OSError:
        pass


def by_url(collected: Collected, site: str) -> dict[str, Capture]:
    return {(capture.stated.url or "").removeprefix(site): capture for capture in collected.captures}


def test_what_warcio_captures_is_read_whole(tmp_path: Path, site: str) -> None:
    path = tmp_path / "site.warc.gz"
    with capture_http(str(path)):
        for page in (*PAGES, "/boat.png", "/gone.html"):
            visit(site + page)
    collected = collect([path])
    found = by_url(collected, site)
    assert {url: capture.body.decode() for url, capture in found.items()} == PAGES
    assert {capture.media_type for capture in found.values()} == {"text/html"}
    assert all(
        capture.timed and capture.within and capture.http.startswith("HTTP/1.1 200 OK\r\n")
        for capture in found.values()
    )
    assert "Content-Encoding: gzip" in found["/2031/05/barges-sink-1.html"].http
    assert sorted(each.reason for each in collected.failures) == [
        "1 answer is no page: 1 status 404",
        "1 record is no report: 1 image",
    ]


def test_what_wget_captures_is_read_whole(tmp_path: Path, site: str) -> None:
    wanted = [site + page for page in (*PAGES, "/boat.png")]
    command = ["wget", "-q", "--warc-file=site", "-O", "/dev/null", *wanted]
    try:
        subprocess.run(command, cwd=tmp_path, check=False)  # noqa: S603
    except FileNotFoundError:
        pytest.skip("wget is not installed")
    found = by_url(collect([tmp_path / "site.warc.gz"]), site)
    assert {url: capture.body.decode() for url, capture in found.items()} == PAGES


def record(writer: WARCWriter, number: int, body: bytes, kind: str = "response", url: str = "") -> None:
    address = url or f"https://post.example/2031/05/barges-sink-{number}"
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    fields = {"WARC-Date": DATES[number]}
    http = head if kind == "response" else None
    media = None if kind == "response" else "text/html"
    writer.write_record(
        writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict=fields,
            warc_content_type=media,
        )
    )


def an_archive(*, packed: bool = True, count: int = 6) -> bytes:
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=packed)
    for number in range(count):
        record(writer, number, f"<html>Barge {number}".encode())
    return held.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_record_costs_only_itself(tmp_path: Path, packed: bool) -> None:
    whole = an_archive(packed=packed)
    begins = b"\x1f\x8b\x08" if packed else b"WARC/1.0"
    third = whole.index(begins, whole.index(begins, 1) + 1)
    damage = bytearray(whole)
    damage[third + 20 : third + 90] = b"\x00" * 70 if packed else b"WARC-Nothing" * 5 + b"\n" * 10
    damage[third : third + 4] = begins[:3] + b"\x00" if packed else b"XXXX"
    (tmp_path / "a.warc.gz" if packed else tmp_path / "a.warc").write_bytes(bytes(damage) + whole[: third // 4])
    collected = collect([tmp_path])
    assert {capture.body.decode()[-1] for capture in collected.captures} == set("01345")
    assert any(each.unit.endswith("record 3") for each in collected.failures)
    assert all("damaged" in each.reason or "cut off" in each.reason for each in collected.failures)


def test_a_web_archive_in_a_zip_and_what_was_seen_unchanged(tmp_path: Path) -> None:
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=True)
    record(writer, 0, b"<html>Barge 0")
    url = "https://post.example/2031/05/barges-sink-0"
    digest = "sha1:YZ4VMKVYAAEGF4WYSPBTTAJ5UQ5BYMQS"
    for payload, day in ((None, 3), (digest, 4)):
        first = next(iter(ArchiveIterator(io.BytesIO(held.getvalue()))))
        known = first.rec_headers.get_header("WARC-Payload-Digest")
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_revisit_record(
                url, digest=payload or known, refers_to_uri=url, refers_to_date=DATES[0], http_headers=head,
                warc_headers_dict={"WARC-Date": DATES[day]},
            )
        )  # fmt: skip
    record(writer, 5, b"<html>log", "resource", "metadata://tool/log")
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"text": "no report"}')
        archive.writestr("archive/data.warc.gz", held.getvalue())
    with Case.open(tmp_path / "case.db") as case:
        added = case.add(tmp_path / "a.wacz")
        seen = [(each.taken_at, each.timed) for each in case._store.sightings()]
    assert (added.reports, added.new, added.again) == (("barges-sink-0",), 1, 1)
    assert seen == [("2031-05-01T10:00:00+00:00", True), ("2031-05-04T10:00:00+00:00", True)]
    assert sorted(each.reason for each in added.failures) == [
        "1 record is no report: 1 note of the archiving tool",
        "1 record says that a page was seen unchanged, and it is in another file or no report",
    ]


def everything(case: Case) -> list[Capture]:
    return list(case._store.captures())


def test_the_export_is_read_back_whole_and_by_warcio(tmp_path: Path, site: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(an_archive())
    (folder / "b.warc").write_bytes(an_archive(packed=False, count=2))
    with capture_http(str(folder / "c.warc.gz")):
        for page in PAGES:
            visit(site + page)
    (folder / "note.txt").write_text("Café Doré stayed open, “of course”.")
    (folder / "rows.csv").write_text(f"id,url,text\nrow,{'https://weir.example/é?a=b c'},The weir held.\n")
    out = tmp_path / "out.warc.gz"
    with Case.open(tmp_path / "one.db") as case, Case.open(tmp_path / "two.db") as again:
        case.add(folder)
        assert case.export_warc(out) == 1 + 6 + 4 + 2 + 2
        first = out.read_bytes()
        case.export_warc(out)
        assert out.read_bytes() == first
        added = again.add(out)
        assert (added.failures, added.new, added.again) == ((), 12, 2)
        given, back = everything(case), everything(again)
    assert [capture.id for capture in back] == [capture.id for capture in given]
    for one, other in zip(given, back, strict=True):
        assert (one.body, one.http, one.timed, one.stated) == (other.body, other.http, other.timed, other.stated)
        assert one.taken_at == other.taken_at or not one.timed
    kinds: list[str] = []
    with out.open("rb") as file:
        for each in ArchiveIterator(file, check_digests="raise"):
            each.content_stream().read()
            kinds.append(each.rec_type)
            assert each.digest_checker.passed is not False
    assert {kind: kinds.count(kind) for kind in kinds} == {"warcinfo": 1, "response": 10, "resource": 2, "revisit": 2}
