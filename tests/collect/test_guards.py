"""What a taken-over worker, a hostile header or an address with a password in it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing.collect import containers
from crossbearing.collect.addresses import told
from crossbearing.collect.files import collect
from crossbearing.collect.pieces import Answer, Ask, Member
from crossbearing.collect.warc_export import export
from crossbearing.records import Capture, Stated

HEAD = "HTTP/1.1 200 OK\r\nX-Note: a\n\nWARC/1.1\nB: c\rD: e\x00f\r\nContent-Type: text/html"


def in_circles(ask: Ask) -> Answer:
    """In the worker: the next piece is always the same one."""
    return Answer(next=ask.start)


def of_no_kind(_: Ask) -> Answer:
    """In the worker: a report of a kind that would be a header of its own."""
    member = Member("line 1", "a", True, "text/html\r\nWARC-Type: response", Stated(), b"The weir broke.")
    return Answer(members=(member,), number=1)


@pytest.mark.parametrize(
    ("answers", "name", "says"),
    [
        ("in_circles", "a.jsonl", "its worker lost its place in it"),
        ("in_circles", "a.txt.gz", "its worker lost its place in it"),
        ("of_no_kind", "a.jsonl", "of a kind that is not known here"),
    ],
)
def test_what_a_worker_answers_is_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answers: str, name: str, says: str
) -> None:
    monkeypatch.setattr(containers, "OPENED", f"tests.collect.test_guards:{answers}")
    (tmp_path / "good.txt").write_text("The weir of Marrowby broke on Monday, its keeper said.")
    (tmp_path / name).write_bytes(b"\x1f\x8b" if name.endswith("gz") else b"{}")
    collected = collect([tmp_path])
    assert [capture.name for capture in collected.captures] == ["good"]
    assert [says in each.reason for each in collected.failures] == [True]
    assert all(each.reason.isprintable() for each in collected.failures)


def test_a_header_of_a_server_cannot_break_out_of_its_line(tmp_path: Path) -> None:
    body = b"The weir broke."
    capture = Capture(
        id="capture-1", name="weir", source="a", media_type="text/html", sha256="0" * 64,
        taken_at="2041-05-04T10:00:00", stated=Stated(url="https://weir.example/a\r\nWARC-Type: response"),
        body=body, http=HEAD,
    )  # fmt: skip
    export(tmp_path / "a.warc", [capture], [])
    lines = (tmp_path / "a.warc").read_bytes().split(b"\r\n")
    assert b"X-Note: a WARC/1.1 B: c D: e f" in lines
    assert lines.count(b"WARC-Type: response") == 1
    assert not any(b"\n" in line.rstrip(b"\n") for line in lines if line.startswith((b"X-", b"WARC-")))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ilse:secret@weir.example/a", "https://…@weir.example/a"),
        ("https://a@b:c@weir.example", "https://…@weir.example"),
        ("https://weir.example/a@b", "https://weir.example/a@b"),
        ("https://weir.example/\x1b[2J\u202ea", "https://weir.example/\\x1b[2J\\u202ea"),
    ],
)
def test_addresses_are_told_without_passwords_and_without_commands_to_the_terminal(url: str, shown: str) -> None:
    assert told(url) == shown
