"""Marks on a text that may lie within, beside or across one another → tokens that nest, as HTML wants them.

A mark that another one crosses, or that runs over several paragraphs, comes in several pieces; its first piece alone
bears its anchor, its last is followed by its note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from markupsafe import Markup, escape

from crossbearing.messages import Language
from crossbearing.records import Record, Span
from crossbearing.write.catalogue import anchor

_PARAGRAPH = re.compile(r"\n\n")


class Note(Record, frozen=True):
    """What stands after a marked claim: the number of its finding, with a link."""

    number: int
    finding: str
    outlets: int


class Mark(Record, frozen=True):
    """Something to be seen on a text. `kinds` are classes of the style sheet."""

    span: Span
    kinds: tuple[str, ...]
    note: Note | None = None


class Token(Record, frozen=True):
    """One step of a marked text: a mark begins, words, a mark ends (with its note, where the whole of it ends)."""

    step: Literal["open", "words", "close"]
    words: str = ""
    anchor: str = ""
    """Of the mark's first piece."""
    piece: str = ""
    """The same on all pieces of one mark."""
    kinds: str = ""
    note: Note | None = None


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each paragraph."""
    starts, ends = [0], []
    for gap in _PARAGRAPH.finditer(text):
        ends.append(gap.start())
        starts.append(gap.end())
    return tuple(zip(starts, [*ends, len(text)], strict=True))


def marked(text: str, marks: Iterable[Mark]) -> tuple[tuple[Token, ...], ...]:
    """The tokens of each paragraph. Words of all tokens together are the text without its paragraph breaks."""
    waiting = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.kinds))
    made = []
    for start, end in paragraphs(text):
        here = [mark for mark in waiting if mark.span.start < end and mark.span.end > start]
        made.append(tuple(_woven(text, (start, end), here)))
        waiting = [mark for mark in waiting if mark.span.end > end]
    return tuple(made)


def as_html(tokens: Iterable[Token], to: Callable[[str], str], language: Language) -> Markup:
    """The tokens as they stand on a page; `to` gives the link to a finding. Not in a template: of a long page most is
    this."""
    return Markup("".join(_tag(token, to, language) for token in tokens))  # noqa: S704 - all that is not ours is escaped


def _tag(token: Token, to: Callable[[str], str], language: Language) -> str:
    if token.step == "words":
        return escape(token.words)
    if token.step == "open":
        kinds, place = f" {escape(token.kinds)}" if token.kinds else "", escape(token.piece)
        name = f' id="{place}"' if token.anchor else ""
        return f'<span class="m{kinds}"{name} data-p="{place}">'
    note = token.note
    if note is None:
        return "</span>"
    several = "" if note.outlets == 1 else " several"
    label = language.ngettext(
        "Finding %(number)s, %(count)s outlet",
        "Finding %(number)s, %(count)s outlets",
        note.outlets,
        number=note.number,
        count=note.outlets,
    )
    link = f'href="{escape(to(note.finding))}" data-n="{note.number}"'
    return f'</span><a class="ref{several}" {link} aria-label="{label}"></a>'


def _woven(text: str, bounds: tuple[int, int], marks: Sequence[Mark]) -> Iterator[Token]:
    """Tokens of one paragraph; at each place first what ends there, innermost first, then what begins."""
    start, end = bounds
    places = {start, end}
    for mark in marks:
        places |= {max(start, mark.span.start), min(end, mark.span.end)}
    stack: list[Mark] = []
    position, next_mark = start, 0
    for place in sorted(places):
        if place > position:
            yield Token("words", words=text[position:place])
            position = place
        ending = next((depth for depth, mark in enumerate(stack) if min(end, mark.span.end) <= place), len(stack))
        crossed = [mark for mark in stack[ending:] if min(end, mark.span.end) > place]
        for mark in reversed(stack[ending:]):
            yield Token("close", note=mark.note if mark.span.end == place else None)
        del stack[ending:]
        for mark in crossed:
            yield _opened(mark, again=True)
        stack += crossed
        while place < end and next_mark < len(marks) and max(start, marks[next_mark].span.start) == place:
            mark = marks[next_mark]
            yield _opened(mark, again=mark.span.start < start)
            stack.append(mark)
            next_mark += 1


def _opened(mark: Mark, *, again: bool) -> Token:
    place = anchor(mark.span)
    return Token("open", anchor="" if again else place, piece=place, kinds=" ".join(mark.kinds))
