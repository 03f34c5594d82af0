"""Bad input through the command line: it is named, with the reason, and the good report beside it is read all the same.

The words are those that docs/how-to/bad-input.md shows to users; a row here without its words there fails.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from crossbearing.cli import main
from crossbearing.write.export import Export
from tests.clean.documents import drawn

GUIDE = Path(__file__).parent.parent / "docs" / "how-to" / "bad-input.md"
GOOD = """Barges sink in Marrowby

Two barges sank in the harbour of Marrowby on Monday, the port authority said.

Nobody was hurt, but the quay will stay closed until Friday, its spokeswoman Ilse Tarn told reporters.
"""
OTHER = """Fog closes the harbour of Port Ash

The harbour of Port Ash was closed by fog on Sunday, its master said. The Café Doré, on the quay, stayed open.
"""
PAGE = f"<html><body><article><p>{OTHER}</p></article></body></html>"
BROKEN_LINE = 3


def lines() -> bytes:
    """Ten JSON lines; the third is cut off."""
    whole = [json.dumps({"id": f"line-{n}", "text": OTHER.replace("Sunday", f"{n} May")}) for n in range(1, 11)]
    whole[BROKEN_LINE - 1] = whole[BROKEN_LINE - 1][:60]
    return "\n".join(whole).encode()


class Row(msgspec.Struct, frozen=True):
    """Files that are put beside the good report, and what comes of them."""

    files: dict[str, bytes]
    unit: str = ""
    """What the failure names; nothing where the files are no failure."""
    reason: str = ""
    read: tuple[str, ...] = ()
    """Names of the reports read beside the good one."""
    holds: str = ""
    """Words that each of them has: they were read with the right letters."""
    says: str = ""
    """What the guide says of it, where it is no failure."""


ROWS = {
    "a binary file": Row(
        {"dump.bin": bytes(range(256)) * 9},
        "in/dump.bin", "a binary file (it holds NUL bytes); no report that can be read here",
    ),
    "other encodings": Row(
        {
            "latin.txt": OTHER.encode("latin-1"),
            "wide.txt": OTHER.encode("utf-16"),
            "wide-unmarked.txt": OTHER.encode("utf-16-le"),
        },
        read=("latin", "wide", "wide-unmarked"), holds="Café Doré", says="Latin-1, Windows-1252 or UTF-16",
    ),
    "a page without an article": Row(
        {"fog.html": b"<html><body><nav><a href='/'>Home</a></nav><form><input></form></body></html>"},
        "fog", "no article was found in the page",
    ),
    "no date anywhere": Row({"fog.txt": OTHER.encode()}, read=("fog",), holds="on Sunday", says="without a date"),
    "two files of one name": Row(
        {"a/fog.txt": OTHER.encode(), "b/fog.txt": OTHER.replace("Sunday", "Friday").encode()},
        read=("a/fog", "b/fog"), holds="The harbour of Port Ash was closed by fog on", says="two files of one name",
    ),
    "50 MB": Row(
        {"fog.txt": OTHER.encode() * (50_000_000 // len(OTHER.encode()))},
        "in/fog.txt", "50.0 MB, more than the 20 MB that it may have",
    ),
    "20,000 nested elements": Row(
        {"fog.html": b"<div>" * 20_000 + PAGE.encode() + b"</div>" * 20_000},
        "fog", "a page whose tags are nested more than 512 deep",
    ),
    "a tag with 100,000 attributes": Row(
        {"fog.html": PAGE.replace("<p>", f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>").encode()},
        "fog", "a page with a tag of more than 1,000 attributes",
    ),
    "a scan": Row(
        {"fog.pdf": drawn([], pictures=True)}, "fog", "a PDF with no text layer; it is scanned images",
    ),
    "a locked PDF": Row(
        {"fog.pdf": drawn([(50, 700, OTHER[:70])], encrypt="x")},
        "fog", "an encrypted PDF; it opens with a password only",
    ),
    "a mail of 5,000 parts": Row(
        {"fog.eml": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\na\n" * 5_000},
        "fog", "a message of more than 2,000 parts",
    ),
    "a broken JSON line": Row(
        {"wire.jsonl": lines()},
        f"in/wire.jsonl line {BROKEN_LINE}", "no JSON object: Input data was truncated",
        read=tuple(sorted(f"line-{n}" for n in range(1, 11) if n != BROKEN_LINE)),
    ),
}  # fmt: skip


Builds = Callable[[Path, Path], tuple[int, str]]


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Builds:
    """Runs `crossbearing build` in this process: its exit status, and all that it printed."""

    def run(source: Path, out: Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["crossbearing", "build", str(source), "--out", str(out)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = "".join(capsys.readouterr())
        assert "Traceback" not in printed
        return int(ended.value.code or 0), printed

    return run


def in_guide(words: str) -> bool:
    return words in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(build: Builds, tmp_path: Path, row: Row) -> None:
    for name, body in ({"good.txt": GOOD.encode()} | row.files).items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    status, printed = build(tmp_path / "in", tmp_path / "out")
    assert status == 0
    export = msgspec.json.decode((tmp_path / "out" / "dossier.json").read_bytes(), type=Export)
    texts = {report.name: report.text for report in export.reports}
    assert "\n\n".join(GOOD.strip().split("\n\n")) == texts.pop("good")
    assert sorted(texts) == list(row.read)
    assert all(row.holds in text for text in texts.values())
    days = {(report.published, report.published_evidence) for report in export.reports}
    assert days == {(None, "none found")}
    assert {(each.unit, each.reason) for each in export.failures} == ({(row.unit, row.reason)} if row.reason else set())
    assert not row.reason or f"{row.unit}: {row.reason}" in printed
    assert in_guide(row.reason or row.says)


@pytest.mark.parametrize(
    ("paths", "status", "says"),
    [
        (("nowhere", "out"), 2, "no such file or folder"),
        (("empty", "out"), 2, "nothing to read there"),
        (("unread", "out"), 2, "nothing could be read"),
        (("in", "in/good.txt"), 2, "is a file; --out names a folder"),
        (("in", "unread/fog.txt/out"), 1, "cannot be used as a folder: Not a directory"),
        (("in", "in/out"), 2, "its pages would be read as reports; choose a folder elsewhere"),
        (("in", "closed/out"), 1, "cannot be used as a folder: Permission denied"),
    ],
)
def test_what_cannot_be_built_at_all_is_one_sentence(
    build: Builds, tmp_path: Path, paths: tuple[str, str], status: int, says: str
) -> None:
    source, out = paths
    for folder in ("in", "empty", "unread", "closed"):
        (tmp_path / folder).mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    (tmp_path / "unread" / "fog.txt").write_text(" \n")
    (tmp_path / "closed").chmod(0o500)
    if out.startswith("closed") and os.access(tmp_path / "closed", os.W_OK):
        pytest.skip("this user may write everywhere")
    ended, printed = build(tmp_path / source, tmp_path / out)
    assert ended == status
    [sentence] = printed.splitlines()
    assert sentence.startswith("crossbearing: ")
    assert says in sentence
    assert in_guide(says)
    assert (tmp_path / "in" / "good.txt").read_text() == GOOD
    assert not (tmp_path / "out").exists()
