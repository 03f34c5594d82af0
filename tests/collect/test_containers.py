"""Files that hold reports or files in their turn: what is in them comes out, what is hostile costs only itself."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from crossbearing.clean.report import _CONTENT, _CONTENT_MORE, _PAGE
from crossbearing.collect import Collected, collect, pieces, tables
from crossbearing.collect.opening import opened
from crossbearing.collect.pieces import Answer, Ask
from crossbearing.records import Stated
from crossbearing.settings import Settings

TEXT = "Two barges sank in the harbour of Marrowby on Monday, the port authority said."
SETTINGS = Settings(max_bytes=100_000, unpacked_free=1_000_000)


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name), body, compress_type=method)
    return held.getvalue()


def linked() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("way-out.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", TEXT)
    return held.getvalue()


def lines(*ids: str) -> str:
    return "\n".join(json.dumps({"id": each, "text": f"{TEXT} {each}"}) for each in ids)


def read(folder: Path, files: dict[str, bytes | str], settings: Settings = SETTINGS) -> Collected:
    folder.mkdir()
    for name, body in {"beside.txt": "Fog closed the harbour.", **files}.items():
        (folder / name).write_bytes(body if isinstance(body, bytes) else body.encode())
    return collect([folder], settings)


def failures(collected: Collected, folder: Path) -> dict[str, str]:
    return {each.unit.removeprefix(f"{folder}/"): each.reason for each in collected.failures}


DEEP = zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"deep.txt": TEXT})})})})
LEVELS = zipped({"1.zip": zipped({"lines.jsonl.gz": gzip.compress(lines("a", "b").encode(), mtime=0)})})


PARTS = TEXT[:9].encode(), TEXT[9:].encode()


@pytest.mark.parametrize(
    ("file", "body", "names"),
    [
        ("a.jsonl.gz", gzip.compress(lines("x", "y").encode(), mtime=0), ["x", "y"]),
        ("a.txt.gz", b"".join(gzip.compress(part, mtime=0) for part in PARTS) + b"\0" * 700, ["a"]),
        ("a.zip", zipped({"x/report.txt": TEXT, "y/report.txt": TEXT + "!", "z/": ""}), ["x/report", "y/report"]),
        ("a.zip", zipped({".hidden": "x", "__MACOSX/report.txt": "x", "r.txt": TEXT}), ["r"]),
        ("a.zip", zipped({"../../up.txt": TEXT, "/etc/abs.txt": TEXT + "!", "c\x1b[31m\\d.txt": "x"}),
         ["abs", "d", "up"]),
        ("a.zip", LEVELS, ["a", "b"]),
        ("a.bin", zipped({"one.txt": TEXT}), ["one"]),
        ("a.docx", zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<w/>"}), ["a"]),
        ("a.csv", f'id,title,text\nx,One,"{TEXT}, ""he"" said"\n\ny,Two,{TEXT.replace(",", "")}\n', ["x", "y"]),
        ("a.tsv", f"title\ttext\nOne\t{TEXT}\n".encode("utf-16"), ["a-1"]),
        ("a.csv", f"title;text\nCafé;{TEXT}\n".encode("cp1252"), ["a-1"]),
    ],
)  # fmt: skip
def test_what_is_in_a_file_comes_out(tmp_path: Path, file: str, body: bytes | str, names: list[str]) -> None:
    collected = read(tmp_path / "in", {file: body})
    assert [capture.name for capture in collected.captures if capture.name != "beside"] == names
    assert collected.failures == ()
    assert all(capture.within for capture in collected.captures if capture.name in names) != file.endswith("docx")
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["in", "beside.txt", file])


@pytest.mark.parametrize(
    ("file", "body", "unit", "reason"),
    [
        ("bomb.gz", gzip.compress(b"a" * 3_000_000, mtime=0), "bomb.gz", "it unfolds to more than 1 MB, more than 100"),
        ("bomb.zip", zipped({"a.txt": b"a" * 3_000_000}), "bomb.zip/a.txt", "it unfolds to more than 1 MB"),
        ("deep.zip", DEEP, "deep.zip/1.zip/2.zip/3.zip/deep.txt", "packed more than 3 times over"),
        ("link.zip", linked(), "link.zip/way-out.txt", "a link; not followed"),
        ("cut.gz", gzip.compress(TEXT.encode(), mtime=0)[:-12], "cut.gz", "damaged or cut off (it ends too early)"),
        ("cut.zip", zipped({"a.txt": TEXT})[:-30], "cut.zip", "a ZIP archive that is damaged or cut off"),
        ("bad.zip", zipped({"a.txt": TEXT}, 0).replace(b"barges", b"BARGES", 1), "bad.zip/a.txt", "Bad CRC-32"),
        ("many.zip", zipped({f"{n}.txt": TEXT for n in range(11)}), "many.zip", "more than 10 members"),
        ("big.zip", zipped({"a.txt": b"".join(b"%d," % n for n in range(30_000))}), "big.zip/a.txt", "more than the"),
        ("m.zip", zipped({"manifest.yaml": "reports:"}), "m.zip/manifest.yaml", "a manifest in an archive is not"),
        ("s.zip", zipped({"xl/workbook.xml": "<a/>", "x.txt": "x"}), "s.zip", "an office document"),
        ("p.zip", zipped({"p.png": b"\x89PNG\r\n"}), "p.zip/p.png", "a PNG image"),
        ("n.csv", "town,deaths\nOrle,3\n", "n.csv", "a table without a column for the text"),
        ("n.csv", "text\na,b\n", "n.csv row 1", "2 cells under 1 names of columns"),
        ("a.json.gz", gzip.compress(b"[1]", mtime=0), "a.json.gz report 1", "no JSON object"),
        ("a.jsonl", b"{\n" + b"x" * 100_001 + b"\n{", "a.jsonl line 2", "0.1 MB, more than the 0.1 MB"),
        ("a.xml", "<!DOCTYPE a [<!ENTITY b 'x'>]><rss>&b;</rss>", "a.xml", "a feed that declares entities"),
        ("a.xml", "<rss><!-- <!ENTITY b 'x'> --></rss>", "a.xml", "a feed that declares entities"),
        ("a.xml", "<rss><channel><title>T</title></channel></rss>", "a.xml", "a feed without items"),
    ],
)  # fmt: skip
def test_what_is_hostile_or_broken_is_told_and_costs_only_itself(
    tmp_path: Path, file: str, body: bytes | str, unit: str, reason: str
) -> None:
    settings = Settings(max_bytes=100_000, unpacked_free=1_000_000, members=10)
    folder = tmp_path / "in"
    collected = read(folder, {file: body, "good.zip": zipped({"good.txt": TEXT})}, settings)
    assert {"beside", "good"} <= {capture.name for capture in collected.captures}
    assert reason in failures(collected, folder)[unit]
    assert not any(b"root:" in capture.body for capture in collected.captures)


FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Marrowby Wire</title>
<language>en-gb</language>
<item><title>Barges sink</title><link>https://post.example/barges</link>
 <pubDate>Sun, 04 May 2031 00:10:00 +0200</pubDate><source url="https://post.example/rss">The Post</source>
 <description>Short.</description>
 <content:encoded><![CDATA[<p>Two barges sank. Nobody was hurt.</p>]]></content:encoded>
</item>
<item><title>Fog</title><link>https://post.example/fog</link>
 <description>Fog closed the harbour.</description></item>
<item><title>Cut</title><link>https://post.example/cut</link>
 <content:encoded>&lt;p&gt;The quay stays closed until [&amp;hellip;]&lt;/p&gt;</content:encoded></item>
</channel></rss>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "The Post",
    "items": [{"id": "1", "url": "https://post.example/barges", "content_text": TEXT, "date_published": "2031-05-04"}],
}  # fmt: skip
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://post.example/a</loc></url>
<url><loc>https://post.example/b</loc></url></urlset>"""


def test_items_of_a_feed_with_their_text_are_reports_and_others_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    collected = read(folder, {"wire.xml": FEED, "post.json": json.dumps(JSON_FEED), "map.xml": SITEMAP})
    stated = {capture.name: capture.stated for capture in collected.captures if capture.name != "beside"}
    url = "https://post.example/barges"
    assert stated == {
        "post/barges": Stated(outlet="The Post", url=url, published="2031-05-04", by="feed"),
        "wire/barges": Stated(
            outlet="The Post", url=url, title="Barges sink", published="2031-05-04", language="en", by="feed"
        ),
    }
    assert failures(collected, folder) == {
        "wire.xml item 2": "only a summary; its page is https://post.example/fog; not collected",
        "wire.xml item 3": "only a summary; its page is https://post.example/cut; not collected",
        "map.xml": "a sitemap: it names 2 pages, the first https://post.example/a; it holds no report itself",
    }


def all_pieces(ask: Ask) -> list[Answer]:
    answers = [opened(ask)]
    while (start := answers[-1].next) is not None:
        answers.append(opened(Ask(path=ask.path, form=ask.form, most=ask.most, start=start, number=answers[-1].number)))
    return answers


@pytest.mark.parametrize("form", ["json lines", "json", "table"])
def test_pieces_resume_where_the_last_one_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: pieces.Form
) -> None:
    rows = [{"id": f"n{n}", "text": f"Barge {n} sank."} for n in range(25)]
    bodies = {
        "json lines": "\n".join(map(json.dumps, rows)),
        "json": json.dumps(rows),
        "table": "id,text\n" + "\n".join(f"{row['id']},{row['text']}" for row in rows),
    }
    (tmp_path / "file").write_text(bodies[form])
    ask = Ask(path=str(tmp_path / "file"), form=form, most=1000)
    monkeypatch.setattr(pieces, "RECORDS", 10)
    answers = all_pieces(ask)
    assert [len(answer.members) for answer in answers] == [10, 10, 5]
    assert [member.stem for answer in answers for member in answer.members] == [row["id"] for row in rows]
    second = Ask(path=ask.path, form=form, most=1000, start=answers[0].next or 0, number=10)
    assert opened(second).members == answers[1].members  # by a worker that knows nothing of the first piece
    passed = opened(Ask(path=ask.path, form=form, most=1000, start=second.start, number=10, passing=True))
    assert (passed.members, passed.number) == ((), 11)
    assert opened(Ask(path=ask.path, form=form, most=1000, start=passed.next or 0, number=11)).members[0].stem == "n11"


def test_unpacking_resumes_in_a_worker_that_knows_nothing(tmp_path: Path) -> None:
    body = b"".join(zlib.crc32(b"%d" % n).to_bytes(4, "big") for n in range(2_500_000))
    (tmp_path / "a.gz").write_bytes(gzip.compress(body, 1, mtime=0))
    whole = all_pieces(Ask(path=str(tmp_path / "a.gz"), form="gzip", most=0))
    assert b"".join(answer.data for answer in whole) == body
    again = opened(Ask(path=str(tmp_path / "a.gz"), form="gzip", most=0, start=whole[1].next or 0))
    assert again.data == whole[2].data


def test_a_record_that_kills_the_worker_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker runs `tests.collect.deadly` in place of the real one: a line that says so kills it."""
    monkeypatch.setattr("crossbearing.collect.containers.OPENED", "tests.collect.deadly:opened")
    folder = tmp_path / "in"
    collected = read(folder, {"a.jsonl": lines("a", "deadly", "b", "c")})
    assert [capture.name for capture in collected.captures] == ["a", "b", "beside", "c"]
    assert failures(collected, folder) == {"a.jsonl line 2": "its worker crashed (Aborted)"}


def test_every_column_that_makes_a_table_of_reports_is_read_by_clean() -> None:
    assert {*_CONTENT, *_CONTENT_MORE, *_PAGE} >= tables.TEXTS
