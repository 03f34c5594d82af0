"""Quotes: the words that a report gives as somebody's own, between quotation marks, and whose they are.

Titles of works, nicknames and words named as words stand between marks too, and are left out. A quote's speaker is the
source of the act of saying whose content it stands in; failing that, the subject of its clause, or whoever has just
spoken when the quote is a sentence of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from crossbearing.read.clauses import is_verb, tokens
from crossbearing.read.marks import Marked
from crossbearing.read.speakers import Saying, Told
from crossbearing.read.wordlists import QUOTE
from crossbearing.records import Quote, Report, Source, Span, content_id

_NAMED_BY = frozenset(
    """
    titled entitled called named dubbed nicknamed codenamed code-named known film movie book novel song album series
    show programme program play documentary painting magazine newspaper article essay bestseller memoir hit single track
    ballad opera musical sitcom drama episode exhibition podcast game poem short story operation exercise word term
    """.split()
)
_SMALL_WORDS = frozenset("a an the of in on at to for and or with by from vs de la el le der die das und et".split())
_WORD_AS_WORD = re.compile(
    r"(?:\b(?:so-called|[Tt]he (?:word|term|acronym|hashtag|nickname|name|letters?|symbol)s?(?: of)?|meaning|means|"
    r"stands? for|short for|(?:is|was|,) [A-Z]\w+ for|also known as|a\.?k\.?a\.?|nicknamed|codenamed|code-named|titled|"
    r"entitled)\W{0,3})\Z"
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NO_SUBJECT = frozenset(
    "to of in for with by from at on and but or because that which who as than if when while into".split()
)
_SENTENCE_MARKS = frozenset(".!?…,")
_NEAR = 40
"""How many acts of saying before and after a quotation may hold it."""
_NO_WORDS = 60
"""Marks and blanks beside a quotation that fills its sentence are no more characters than this."""
_A_WORD = 40


class Speech(NamedTuple):
    """A quotation with the act of saying that it belongs to, and its speaker."""

    mark: Marked
    unit: int
    speaker: Source | None
    saying: Saying | None
    carried: bool
    """It has no source of its own and goes on with the words of whoever spoke before."""


def quotes(report: Report, said: Told) -> tuple[Quote, ...]:
    """The quotes of `report`, in which `said` is told, in the order of its text.

    Their spans leave the marks out, and keep what stands inside them.

    A quote that runs over paragraphs is one; one that its cue interrupts is two, of the same speaker. The speaker is
    None where nothing tells.
    """
    found = []
    for speech in speeches(report, said):
        start, end = _stripped(report.text, speech.mark)
        if start >= end or not _is_quote(report.text, speech):
            continue
        cue = Span(report.id, *speech.saying.cue) if speech.saying and not speech.carried else None
        found.append(
            Quote(
                id=content_id("q", report.id, str(start), str(end)),
                span=Span(report.id, start, end),
                speaker=speech.speaker,
                cue=cue,
                kind=_kind(report.text, start, end),
            )
        )
    return tuple(found)


def _stripped(text: str, mark: Marked) -> tuple[int, int]:
    start, end = mark.start, mark.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# ── speakers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def speeches(report: Report, said: Told) -> list[Speech]:
    """Every quotation with its speaker, in order."""
    reader = _Reader(report.text, said)
    waiting: list[int] = []
    at = 0
    for mark in said.marks:
        while at + 1 < len(said.units) and said.units[at].end <= mark.outer_start:
            at += 1
        speech = reader.speech(mark, at)
        if speech.speaker is None and speech.carried:
            waiting.append(len(reader.found))
        elif waiting:
            near = speech.unit - reader.found[waiting[-1]].unit <= 1
            if speech.speaker is not None and speech.saying is not None and near:
                for number in waiting:  # “We go.” “We stay,” he said.
                    reader.found[number] = reader.found[number]._replace(speaker=speech.speaker, saying=speech.saying)
            waiting = []
        reader.found.append(speech)
    return reader.found


class _Reader:
    """Gives quotations their speakers, in the order of the text."""

    def __init__(self, text: str, said: Told) -> None:
        self.text = text
        self.said = said
        self.found: list[Speech] = []
        self.by_unit: dict[int, list[Saying]] = {}
        for saying in said.sayings:
            self.by_unit.setdefault(saying.unit, []).append(saying)

    def speech(self, mark: Marked, unit: int) -> Speech:
        """The quotation that begins in the unit, with its speaker where there is one."""
        if not self.said.units:
            return Speech(mark, unit, None, None, carried=True)
        units = self._units_of(mark, unit)
        holding = [saying for number in units for saying in self._near(number, mark) if _share(saying, mark)]
        if holding:
            saying = min(holding, key=lambda held: _share(held, mark))
            return Speech(mark, unit, saying.chains[0][0], saying, carried=False)
        if self._fills(mark, units):
            return self._carried(mark, unit)
        line = self.said.units[unit].line
        at = max(0, bisect_right(line, mark.start, key=lambda token: token.start) - 1)
        first = next(iter(tokens(self.text, mark.start, min(mark.end, mark.start + _A_WORD))), None)
        verb = first is not None and not first.name and is_verb(first.word, finite=True)
        subject = self.said.cast.clause_subject(unit, at, verb=verb) if at else None
        return Speech(mark, unit, subject, None, carried=False)

    def _near(self, number: int, mark: Marked) -> list[Saying]:
        sayings = self.by_unit.get(number, [])
        at = bisect_left(sayings, mark.start, key=lambda saying: saying.cue[0])
        return sayings[max(0, at - _NEAR) : at + _NEAR]

    def _units_of(self, mark: Marked, unit: int) -> tuple[int, ...]:
        """The units that the quotation stands in: its first and, where it runs over paragraphs, its last."""
        last = bisect_left(self.said.units, mark.outer_end, key=lambda each: each.start) - 1
        return (unit, last) if last > unit else (unit,)

    def _fills(self, mark: Marked, units: Sequence[int]) -> bool:
        """Whether the quotation is all there is of its sentence."""
        start, end = self.said.units[units[0]].start, self.said.units[units[-1]].end
        if mark.outer_start - start + max(0, end - mark.outer_end) > _NO_WORDS:
            return False
        return not _WORD.search(self.text[start : mark.outer_start] + " " + self.text[mark.outer_end : end])

    def _carried(self, mark: Marked, unit: int) -> Speech:
        """A quotation that is a sentence of its own goes on with the words of whoever spoke before it."""
        nobody = Speech(mark, unit, None, None, carried=True)
        if unit == 0 or self.said.units[unit - 1].heading:
            return nobody
        here, last = self.said.units[unit], self.said.units[unit - 1]
        before = self.found[-1] if self.found else None
        if before is not None and before.unit >= unit - 1 and before.speaker is not None:
            return nobody._replace(speaker=before.speaker, saying=before.saying)
        introduced = self.text[max(last.start, last.end - 2) : last.end].rstrip().endswith(":")
        if here.paragraph != last.paragraph and not introduced and self._goes_on(unit):
            return nobody  # whoever says the next one says this one, too
        strong = [saying for saying in self.by_unit.get(unit - 1, []) if not saying.weak]
        if strong:
            return nobody._replace(speaker=strong[-1].chains[0][0], saying=strong[-1])
        if here.paragraph == last.paragraph or introduced:
            return nobody._replace(speaker=self.said.cast.clause_subject(unit - 1, len(last.line)))
        return nobody

    def _goes_on(self, unit: int) -> bool:
        """Whether a quotation that somebody is named for follows in the same paragraph."""
        if unit + 1 >= len(self.said.units) or not self.by_unit.get(unit + 1):
            return False
        after = self.said.units[unit + 1]
        return after.paragraph == self.said.units[unit].paragraph and after.line[0].word == QUOTE


def _share(saying: Saying, mark: Marked) -> int:
    """Length of the saying's content in which the quotation stands; 0 if it stands in none."""
    held = (last - first for first, last in saying.contents if min(mark.end, last) > max(mark.start, first))
    return min(held, default=0)


# ── what is a quote ───────────────────────────────────────────────────────────────────────────────────────────────────


def _is_quote(text: str, speech: Speech) -> bool:
    """Whether the quotation gives somebody's words, and not a title, a nickname or a word as a word."""
    mark = speech.mark
    before, after = text[max(0, mark.outer_start - 40) : mark.outer_start], text[mark.outer_end : mark.outer_end + 20]
    words = _WORD.findall(text, mark.start, min(mark.end, mark.start + 400))
    if before.rstrip()[-1:] in {":", ","} and speech.saying is not None:
        return True
    if _WORD_AS_WORD.search(before):
        return False
    capitals = all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL_WORDS for word in words)
    opens = not before.strip() or before[-1] == "\n" or before.rstrip()[-1:] in _SENTENCE_MARKS
    ended = text[mark.end - 1] in _SENTENCE_MARKS - ({","} if len(words) > 1 else set())
    if not capitals or len(words) > 12 or ended or opens:
        return True
    neighbours = _WORD.findall(before)[-1:], _WORD.findall(after)[:1]
    between_names = (
        all(side and side[0][0].isupper() for side in neighbours) and before[-1:] == " " and after[:1] == " "
    )
    if between_names:
        return False  # a nickname
    if neighbours[0] and neighbours[0][0].lower() in _NAMED_BY:
        return False
    return not (len(words) > 1 and any(not word.isupper() for word in words))


def _kind(text: str, start: int, end: int) -> Literal["direct", "partial"]:
    """direct: the words are a clause at least, with subject and verb."""
    line = [token for token in tokens(text, start, min(end, start + 600)) if token.word[0].isalnum()]
    if len(line) < 3:
        whole = line and line[0].name and text[end - 1] in _SENTENCE_MARKS
        return "direct" if whole else "partial"
    begins = line[0].name or text[start] in "[…."
    verb = next(
        (at for at in range(len(line)) if is_verb(line[at].word, line[at - 1].word if at else "", finite=True)), None
    )
    if begins and (verb is not None or text[end - 1] in _SENTENCE_MARKS):
        return "direct"
    return "direct" if verb and line[0].word not in _NO_SUBJECT else "partial"
