"""A monitoring report as Markdown (CommonMark with tables and footnotes, as GitHub and Pandoc read them).

All text, ours too, is written as text that is no markup. Paragraphs bear their numbers as words: a list would be
counted anew by whoever reads it. Each cited passage of annex F has a heading, "Passage 7", since the anchors of
headings are the only ones that all readers of Markdown make; footnotes lead there, and there the words stand in ⟦ ⟧
with the note's number. Words that are quoted with the rest of their sentence stand in ⟦ ⟧, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from crossbearing.messages import gettext as _
from crossbearing.records import MonitoringReport
from crossbearing.write.marks import Token
from crossbearing.write.monitoring import Annex, FirstPage, Footnote, MonitoringPaper, Para, Passages, Run, Table
from crossbearing.write.monitoring_paper import paper
from crossbearing.write.paper_markdown import as_address, as_text, on_one_line


def markdown(report: MonitoringReport) -> bytes:
    """The file."""
    made = paper(report)
    return ("\n\n".join(_blocks(made)) + "\n").encode()


def _blocks(made: MonitoringPaper) -> Iterator[str]:
    yield from _first(made.first)
    for part in made.parts:
        yield _heading(2, part.title)
        for group in part.groups:
            for para in group:
                yield _para(para)
    for annex in made.annexes:
        yield from _annex(annex)
    yield from _passages(made)
    places = _places(made)
    for note in made.notes:
        yield _footnote(note, places[note.anchor])


def _first(first: FirstPage) -> Iterator[str]:
    yield _said(_("Monitoring report"))
    yield _heading(1, first.title)
    yield _said(first.period)
    yield "\n".join(f"- **{_said(name)}:** {_runs(runs)}" for name, runs in first.facts)
    yield "\n".join(f"- {number} {_said(what)}" for number, what in first.numbers)
    yield _heading(2, first.changed)
    for lead in first.lead:
        yield _runs(lead)
    for matter in first.changes:
        yield _heading(3, matter.title)
        for change in matter.changes:
            lines = [_runs(change.head), *(f"  - {_runs(line)}" for line in change.lines)]
            yield "- " + "\n".join(lines)


def _para(para: Para) -> str:
    lines = [f"**{para.number}.** {_runs(para.runs)}"]
    lines += ["", *(f"- {_runs(item)}" for item in para.items)] if para.items else []
    return "\n".join(lines)


def _annex(annex: Annex) -> Iterator[str]:
    yield _heading(2, _("Annex %(letter)s: %(title)s", letter=annex.letter, title=annex.title))
    yield _said(annex.lead)
    for table in annex.tables:
        if table.rows:
            yield "\n".join(_table(table))


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(map(_said, table.head)) + " |"
    yield "|" + " --- |" * len(table.head)
    for row in table.rows:
        yield "| " + " | ".join(_runs(cell) for cell in row) + " |"


def _passages(made: MonitoringPaper) -> Iterator[str]:
    yield _heading(2, _("Annex F: Passages"))
    yield _said(
        _("Of each cited report the paragraphs that are cited. What a note cites stands in ⟦ ⟧ with its number.")
    )
    numbers = {note.anchor: note.number for note in made.notes}
    count = 0
    for each in made.passages:
        yield _heading(3, ", ".join(part for part in (each.outlet, each.day, each.report) if part))
        yield from _about(each)
        for tokens in each.paragraphs:
            count += 1
            yield _heading(4, f"Passage {count}")
            yield "> " + _marked(tokens, numbers)


def _about(each: Passages) -> Iterator[str]:
    if each.title:
        yield f"“{on_one_line(each.title)}”"


def _places(made: MonitoringPaper) -> dict[str, int]:
    """Anchor of a note's words → the number of the passage in which they begin."""
    places: dict[str, int] = {}
    every = (tokens for each in made.passages for tokens in each.paragraphs)
    for count, tokens in enumerate(every, 1):
        for token in tokens:
            if token.anchor:
                places[token.anchor] = count
    return places


def _marked(tokens: Iterable[Token], numbers: dict[str, int]) -> str:
    """A paragraph, what is cited in ⟦ ⟧, with the number of its note where it begins."""
    made: list[str] = []
    for token in tokens:
        if token.step == "words":
            made.append(_inline(token.words))
        elif token.step == "close":
            made.append("⟧")
        else:
            made.append(f"⟦{numbers[token.anchor]}: " if token.anchor else "⟦")
    return "".join(made)


def _footnote(note: Footnote, passage: int) -> str:
    parts = [f"{on_one_line(note.outlet)}, {on_one_line(note.day)}"]
    parts += [on_one_line(note.title)] if note.title else []
    parts += [as_address(note.address)] if note.address else []
    parts.append(f"report {on_one_line(note.report)}, characters {note.start}–{note.end}")
    parts += [f"SHA-256 of the capture {note.sha256}"] if note.sha256 else []
    parts += [_said(note.captured)] if note.captured else []
    return (
        f"[^{note.number}]: "
        + "; ".join(parts)
        + f". [Passage {passage}](#passage-{passage}): “{as_text(note.words, 4)}”"
    )


def _heading(level: int, text: str) -> str:
    return "#" * level + " " + on_one_line(text)


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs)).rstrip(" ")


def _run(run: Run) -> str:
    note = f"[^{run.note}]" if run.note else ""
    if run.before or run.after:
        return f"“{_inline(run.before)}⟦{_inline(run.text)}⟧{_inline(run.after)}”{note}"
    return _inline(run.text, lambda text: _faced(run, text) + note)


def _inline(text: str, faced: Callable[[str], str] = str) -> str:
    """A text within a line: what parts it from the text beside it is kept, and is no part of what is made of it."""
    words = on_one_line(text)
    if not words:
        return faced("") if not text else " "
    if words.endswith("\\:") and text[-1].isspace():  # before a blank it begins no markup
        words = words[:-2] + ":"
    return (" " if text[0].isspace() else "") + faced(words) + (" " if text[-1].isspace() else "")


def _faced(run: Run, text: str) -> str:
    if run.kind in ("words", "kept"):
        return f"“{text}”"
    if run.address:
        return f"{text} {as_address(run.address)}"
    return f"**{text}**" if run.kind == "strong" else text


def _said(text: str) -> str:
    return on_one_line(text)
