"""Files, folders, JSON lines and manifests become captures; what cannot be read says why."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from crossbearing.collect import Collected, collect
from crossbearing.collect.naming import Place, names, renamed
from crossbearing.collect.stated import day, language, words
from crossbearing.errors import InputError
from crossbearing.records import Stated
from crossbearing.settings import Settings

TEXT = "Two barges sank in the harbour of Marrowby on Monday, the port authority said."


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return folder


def failures(collected: Collected) -> dict[str, str]:
    return {Path(failure.unit).name: failure.reason for failure in collected.failures}


def test_each_kind_of_file_has_its_media_type(tmp_path: Path) -> None:
    files = {
        "a.txt": TEXT, "b.md": TEXT, "c.html": TEXT, "d.htm": TEXT, "e": TEXT, "f.news": f"<!DOCTYPE html><p>{TEXT}",
        "g.txt": f"\ufeff<html><p>{TEXT}", ".hidden": TEXT, ".git/x.txt": TEXT, "h.txt": f"%PDF-1.7 {TEXT}",
        "i.docx": f"PK\x03\x04 word/document.xml {TEXT}", "j.eml": f"Subject: {TEXT}", "k.mht": f"Subject: {TEXT}",
    }  # fmt: skip
    collected = collect([write(tmp_path, {name: f"{body}\n{name}" for name, body in files.items()})])
    assert {capture.name: capture.media_type for capture in collected.captures} == {
        "a": "text/plain", "b": "text/markdown", "c": "text/html", "d": "text/html", "e": "text/plain",
        "f": "text/html", "g": "text/html", "h": "application/pdf", "j": "message/rfc822", "k": "multipart/related",
        "i": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("a.zip", b"PK\x03\x04", "a ZIP archive that is damaged or cut off"),
        ("a.xlsx", b"PK\x03\x04", "an office document"),
        ("a.txt", b"ab\x00\x01\x02" * 9, "NUL bytes"),
        ("a.csv", b"a,b\n", "a table without a column for the text"),
        ("a.xml", b"<a/>", "an XML file that is no feed and no sitemap"),
        ("a.txt", b"  \n", "empty"),
        ("a.csv", b"title,text\n", "nothing in it that is a report"),
        ("a.txt", b"x" * 201, "more than"),
        ("README.md", b"About these files", "by its name no report"),
    ],
)
def test_what_is_no_report_is_named(tmp_path: Path, name: str, body: bytes, reason: str) -> None:
    write(tmp_path, {"good.txt": TEXT, name: body})
    collected = collect([tmp_path], Settings(max_bytes=200))
    assert [capture.name for capture in collected.captures] == ["good"]
    assert reason in failures(collected)[name]


def test_json_without_a_report_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"good.txt": TEXT, "a.json": "[]", "b.jsonl": b'{"text": "\xc0"}'})
    reasons = failures(collect([tmp_path]))
    assert reasons["a.json report 1"] == "a list with no report in it"
    assert reasons["b.jsonl line 1"].startswith("no JSON object")


def test_the_same_bytes_as_another_kind_of_file_are_another_capture(tmp_path: Path) -> None:
    """A page that was taken for text is read anew once its file has the right name."""
    body = b"<p>Two barges sank in the harbour.</p>"
    (tmp_path / "one.txt").write_bytes(body)
    [text] = collect([tmp_path]).captures
    (tmp_path / "one.txt").rename(tmp_path / "one.html")
    [page] = collect([tmp_path]).captures
    assert (text.name, text.sha256, text.stated) == (page.name, page.sha256, page.stated)
    assert (text.media_type, page.media_type) == ("text/plain", "text/html")
    assert text.id != page.id
    assert renamed(page, "two").id not in (page.id, renamed(text, "two").id)
    assert renamed(page, "one") is page


def test_no_such_path_and_nothing_to_read_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such file"):
        collect([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="nothing to read"):
        collect([tmp_path])
    write(tmp_path, {"a.png": b"\x89PNG\r\n"})
    with pytest.raises(InputError, match=r"nothing could be read.*a PNG image"):
        collect([tmp_path])


def test_links_out_pipes_and_closed_files_are_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": TEXT, "closed.txt": "x"})
    write(tmp_path, {"secret.txt": "secret"})
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "closed.txt").chmod(0)
    collected = collect([folder])
    reasons = failures(collected)
    assert "out of the folder" in reasons["link.txt"]
    assert "not followed" in reasons["loop"]
    assert reasons["pipe.txt"] == "no regular file"
    if os.geteuid() != 0:  # root may read it all the same
        assert "cannot be read" in reasons["closed.txt"]
    assert not any(b"secret" in capture.body for capture in collected.captures)


def test_order_of_paths_and_place_on_disk_change_nothing(tmp_path: Path) -> None:
    for root in ("one", "two"):
        write(tmp_path / root, {"a/report.txt": TEXT, "b/report.txt": TEXT + " More.", "c/other.txt": "Other."})
    paths = [tmp_path / "one" / name for name in "abc"]
    first = collect(paths).captures
    assert [capture.name for capture in first] == ["a/report", "b/report", "other"]
    for again in (collect(paths[::-1]), collect([tmp_path / "one"]), collect([tmp_path / "two"]), collect(paths * 2)):
        assert [capture.id for capture in again.captures] == [capture.id for capture in first]
        assert again.failures == ()


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    collected = collect([write(tmp_path, {"a/x.txt": TEXT, "b/x.txt": TEXT, "b/y.txt": TEXT})])
    assert [capture.name for capture in collected.captures] == ["x"]
    assert collected.failures == ()


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(("r", "a"), "x", "x.txt"), (("r", "a"), "y", "y.txt")], ["x", "y"]),
        ([(("r", "a"), "x", "x.txt"), (("r", "b"), "x", "x.txt")], ["a/x", "b/x"]),
        ([(("a", "n"), "x", "x.txt"), (("b", "n"), "x", "x.txt"), (("c",), "x", "x.txt")], ["a/n/x", "b/n/x", "c/x"]),
        ([(("r",), "x", "x.txt"), (("r",), "x", "x.html")], ["x.txt", "x.html"]),
        ([((), "x", "x.txt"), (("r",), "x", "x.txt")], ["x", "r/x"]),
    ],
)  # fmt: skip
def test_names_are_short_and_unique(places: list[tuple[tuple[str, ...], str, str]], expected: list[str]) -> None:
    given = [Place(folders=folders, stem=stem, exact=exact) for folders, stem, exact in places]
    assert names(given) == expected
    assert names(given[::-1]) == expected[::-1]


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{i}", "text": f"{TEXT} {i}"}) for i in range(10)]
    lines[2] = '{"id": "n2", "text": '
    collected = collect([write(tmp_path, {"a.jsonl": "\n\n".join(lines)})])
    assert [capture.name for capture in collected.captures] == [f"n{i}" for i in range(10) if i != 2]
    assert collected.captures[0].body == lines[0].encode()
    [failure] = collected.failures
    assert failure.unit.endswith("a.jsonl line 5")
    assert "no JSON object" in failure.reason


@pytest.mark.parametrize(
    "body",
    [
        [{"id": "x", "text": TEXT}, {"id": "y", "text": TEXT}],
        {"status": "ok", "articles": [{"id": "x", "text": TEXT}, {"id": "y", "text": TEXT}]},
    ],
)
def test_a_json_file_may_hold_a_list(tmp_path: Path, body: object) -> None:
    collected = collect([write(tmp_path, {"a.json": json.dumps(body)})])
    assert [capture.name for capture in collected.captures] == ["x", "y"]


def test_a_json_file_may_hold_one_report_or_nonsense(tmp_path: Path) -> None:
    write(tmp_path, {"one.json": json.dumps({"text": TEXT}), "deep.json": "[" * 100_000, "two.json": "{}}"})
    collected = collect([tmp_path])
    assert [capture.name for capture in collected.captures] == ["one-1"]
    assert len(collected.failures) == 2


def test_fields_go_by_many_names(tmp_path: Path) -> None:
    given = {
        "Headline": " Barges\nsink ", "source": {"id": None, "name": "Marrowby Post"}, "lang": "en-GB", "content": TEXT,
        "publishedAt": "2031-05-04T23:00:00Z", "link": "https://example.org/1",
        "authors": ["Ilse Tarn", {"name": "Bo Quill"}],
    }  # fmt: skip
    [capture] = collect([write(tmp_path, {"a.jsonl": json.dumps(given)})]).captures
    assert capture.stated == Stated(
        outlet="Marrowby Post", url="https://example.org/1", title="Barges sink", byline="Ilse Tarn, Bo Quill",
        published="2031-05-04", language="en", by="json",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031", "2031"), ("2031-05", "2031-05"), ("2031-05-04", "2031-05-04"), ("20310504", "2031-05-04"),
        ("2031-05-04T23:59:59-08:00", "2031-05-04"), ("Sun, 04 May 2031 10:00:00 +0000", "2031-05-04"),
        (2031, "2031"), (1935655200, "2031-05-04"), (1935655200000, "2031-05-04"), ("2031-13-01", None),
        ("yesterday", None), (True, None), (1e300, None), ([], None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_days(value: object, expected: str | None) -> None:
    assert day(value) == expected


def test_languages_and_words() -> None:
    assert [language(value) for value in ("en", "EN_us", "english", "", None, 7)] == [
        "en",
        "en",
        None,
        None,
        None,
        None,
    ]
    assert [words(value) for value in (" a\x00\n b ", "", [], [[["x"]]], {"name": 5}, True)] == [
        "a b",
        None,
        None,
        None,
        "5",
        None,
    ]


MANIFEST = """
reports:
  post: {file: post.txt, outlet: The Marrowby Post, published: 2031-05-04, language: en, note: made up}
  herald: {file: deep/herald.md, published: soon}
  out: {file: ../secret.txt}
  root: {file: /etc/passwd}
  gone: {file: gone.txt}
  bare: {}
"""


def test_a_manifest_names_the_reports(tmp_path: Path) -> None:
    files = {"manifest.yaml": MANIFEST, "post.txt": TEXT, "deep/herald.md": TEXT, "extra.txt": TEXT, "gold.yaml": "x"}
    folder = write(tmp_path / "in", {**files, "README.md": "x"})
    write(tmp_path, {"secret.txt": "secret"})
    collected = collect([folder])
    post = Stated(outlet="The Marrowby Post", published="2031-05-04", language="en", by="manifest")
    assert {capture.name: capture.stated for capture in collected.captures} == {
        "herald": Stated(by="manifest"),
        "post": post,
    }
    reasons = {failure.unit.rsplit(", ", 1)[-1].rsplit("/", 1)[-1]: failure.reason for failure in collected.failures}
    assert {unit: reason.split("; ")[-1] for unit, reason in reasons.items()} == {
        "report out": "not read",
        "report root": "not read",
        "report gone": "gone.txt: cannot be read: No such file or directory",
        "report bare": 'its entry names no "file:"',
        "report herald": "one is looked for in the report instead",
        "extra.txt": "not read",
    }


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ("a: &a [x, x]\nreports: {b: *a}", "aliases"),
        ("[" * 1000, "nested"),
        ("reports: [", "no YAML"),
        ("reports: {a: {file: a.txt}, a: {file: b.txt}}", "stands twice"),
        ("reports: !!python/object/apply:os.system [ls]", "no YAML"),
        ("reports:", "no \"reports:\""),
        ("#" * 1_000_001, "larger than 1 MB"),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_used_is_a_failure(tmp_path: Path, manifest: str, reason: str) -> None:
    write(tmp_path, {"a/manifest.yaml": manifest, "a/a.txt": TEXT, "good.txt": TEXT})
    collected = collect([tmp_path])
    assert [capture.name for capture in collected.captures] == ["good"]
    assert reason in failures(collected)["manifest.yaml"]
