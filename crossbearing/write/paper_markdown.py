"""The record as Markdown: CommonMark with the tables and footnotes that GitHub, Pandoc and others know.

What comes from outside is text and nothing else: each character that may begin markup has a backslash before it, line
breaks are hard breaks, and the one thing that a reader may follow is a report's own address, between < and >.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossbearing.write.dossiers import Dossiers
from crossbearing.write.paper import Block, Note, Rows, Run
from crossbearing.write.paper_parts import paper

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~^&$#=@]|:(?![\s\d])|%(?=%)|(?<=%)%|(?i:(?<=www)\.)|!(?=\[)")
"""Code, emphasis, links, images, footnotes, HTML, entities, tables, mathematics, marks, mentions, and what some readers
make a link of without any sign (www., https:)."""
_START = re.compile(r"(?m)^(?:(\d{1,9})([.)])|([-+:]))")
"""What makes a list, a heading or a rule of a line that begins with it."""
_LOST = re.compile(r"(?m)^[^\S\n]+|[^\S\n]+$|[\r\u2028\u2029]")
"""Blanks that a line begins or ends with, and what may be taken for the end of a line."""
_NO_TEXT = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Halves of surrogate pairs and control characters, which no document can hold."""
_CLOSERS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
"""Marks that turn the direction of writing → what ends them: our own words behind a passage keep theirs."""


def markdown(given: Dossiers) -> Iterator[bytes]:
    """The file: story by story, each with its footnotes behind it."""
    number = 0
    for place, dossier in enumerate(given.each()):
        writer = _Writer(number)
        text = writer.text(paper(dossier))
        number += len(writer.notes)
        yield (("\n" if place else "") + text + writer.footnotes()).encode()


def as_text(text: str, indent: int = 0) -> str:
    """A text that is read as itself and is no markup; it may begin a line. Its line breaks are hard breaks."""
    escaped = _MARKUP.sub(r"\\\g<0>", _NO_TEXT.sub("\ufffd", text))
    escaped = _START.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", escaped)
    escaped = _LOST.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), escaped)
    return escaped.replace("\n", "\\\n" + " " * indent) + "".join(closers(text))


def on_one_line(text: str) -> str:
    """The same where a line break would end a heading or a row: white space is one blank."""
    return as_text(" ".join(text.split()))


def as_address(address: str) -> str:
    """An address that may be followed."""
    return "<" + re.sub(r"[<>|\"`]", lambda found: f"%{ord(found[0]):02X}", _NO_TEXT.sub("\ufffd", address)) + ">"


def closers(text: str) -> list[str]:
    """What ends the turns of direction that a text begins and does not end, the last one first."""
    waiting: list[str] = []
    for char in text:
        if char in _CLOSERS:
            waiting.append(_CLOSERS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return waiting[::-1]


class _Writer:
    """One story on its way to a text; it numbers the footnotes."""

    def __init__(self, before: int) -> None:
        self.notes: list[Note] = []
        self._before = before

    def text(self, blocks: Iterable[Block | Rows]) -> str:
        lines: list[str] = []
        kind = ""
        for block in blocks:
            now = "table" if isinstance(block, Rows) else block.kind
            lines += [""] if lines and not (now == kind == "item") else []
            lines += self._table(block) if isinstance(block, Rows) else [self._block(block)]
            kind = now
        return "\n".join(lines) + "\n"

    def footnotes(self) -> str:
        """The footnotes of what was written."""
        made = [f"\n[^{number}]: {_note(note)}\n" for number, note in enumerate(self.notes, self._before + 1)]
        return "".join(made)

    def _block(self, block: Block) -> str:
        if block.kind == "heading":
            return "#" * block.level + " " + self._runs(block.runs, None)
        indent = 2 * block.level if block.kind == "item" else 0
        return ("  " * (block.level - 1) + "- " if indent else "") + self._runs(block.runs, indent)

    def _table(self, table: Rows) -> list[str]:
        head = "| " + " | ".join(table.head) + " |"
        rows = ["| " + " | ".join(self._runs(cell, None) for cell in row) + " |" for row in table.rows]
        return [head, "|" + " --- |" * len(table.head), *rows]

    def _runs(self, runs: Iterable[Run], indent: int | None) -> str:
        """Runs in a block whose lines have this indent; None: all must stand on one line."""
        return "".join(self._run(run, indent) for run in runs)

    def _run(self, run: Run, indent: int | None) -> str:
        text = on_one_line(run.text) if indent is None else as_text(run.text, indent)
        if run.kind in ("said", "strong"):  # our own: it has no markup but what stands here
            text = f"**{run.text}**" if run.kind == "strong" else run.text
        if run.kind == "words":
            text = f"“{text}”"
        if run.note is None:
            return text
        self.notes.append(run.note)
        return f"{text}[^{self._before + len(self.notes)}]"


def _note(note: Note) -> str:
    """The text of a footnote, the words last."""
    parts = [f"{on_one_line(note.outlet)}, {on_one_line(note.day)}"]
    parts += [on_one_line(note.title)] if note.title else []
    parts += [as_address(note.address)] if note.address else []
    parts.append(f"report {on_one_line(note.report)} ({note.report_id}), characters {note.start}–{note.end}")
    parts += [f"SHA-256 of the capture {note.sha256}"] if note.sha256 else []
    return "; ".join(parts) + f": “{as_text(note.words, 4)}”"
