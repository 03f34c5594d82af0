"""The day on which something was said, when a date beside the cue tells it: "said on Tuesday", "on Tuesday said"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from crossbearing.read.cast import Unit
from crossbearing.read.clauses import Token
from crossbearing.read.phrases import is_adverb, is_time
from crossbearing.read.speakers import Saying
from crossbearing.read.wordlists import BREAKERS, DETERMINERS, PREPOSITIONS
from crossbearing.records import Report, When

_NEAR = 80
"""A date is no farther from the cue than so many characters."""
_NEWS = timedelta(days=31)
"""What was said longer before publication has another day in the text, or none."""
_SPANS = frozenset("since until till before by for of than".split())
_BREAKS = BREAKERS | _SPANS - {"for", "of", "by"} | frozenset("; : ( )".split())


def day_of(report: Report, unit: Unit, saying: Saying, dates: Sequence[When]) -> When | None:
    """The date nearest to the cue that says when; one in the content, of another clause or long past says nothing."""
    first = bisect_left(dates, unit.start, key=lambda when: when.span.start)
    best: tuple[int, When] | None = None
    for when in dates[first:]:
        start, end = when.span.start, when.span.end
        if start >= unit.end:
            break
        if any(begin < end and start < close for begin, close in saying.contents) or not _is_news(report, when):
            continue
        gap = max(start - saying.cue[1], saying.cue[0] - end)
        if gap <= _NEAR and (best is None or gap < best[0]) and _is_beside(report.text, unit, saying, when):
            best = (gap, when)
    return best[1] if best else None


def _is_news(report: Report, when: When) -> bool:
    """Whether the date names a day or a month, at most a month before publication and not after it."""
    if len(when.value) < len("YYYY-MM"):
        return False
    published = report.published.value or ""
    if len(published) < len("YYYY-MM-DD"):
        return True
    day = date.fromisoformat(published)
    oldest, newest = (day - _NEWS).isoformat(), day.isoformat()
    return oldest[: len(when.value)] <= when.value <= newest[: len(when.value)]


def _is_beside(text: str, unit: Unit, saying: Saying, when: When) -> bool:
    """Whether nothing parts the date from the cue but words that tell where, to whom and how."""
    start, end = when.span.start, when.span.end
    if text[end : end + 2] in {"'s", "’s"}:
        return False
    line = unit.line
    at = bisect_left(line, start, key=lambda token: token.start)
    if at > 0 and line[at - 1].word in _SPANS:
        return False
    cue_first = bisect_left(line, saying.cue[0], key=lambda token: token.start)
    if start >= saying.cue[1]:
        if any(saying.cue[1] <= begin and close <= start for begin, close in saying.contents):
            return False
        cue_last = bisect_left(line, saying.cue[1], key=lambda token: token.start)
        between = range(cue_last, at)
        source = saying.chains[0][0].span
        if source is not None and source.start >= saying.cue[1]:
            between = range(bisect_left(line, source.end, key=lambda token: token.start), at)
        return not _breaks(line, between) and not unit.grammar.holds_verb(between.start, between.stop)
    last = bisect_left(line, end, key=lambda token: token.start)
    source = saying.chains[0][0].span
    if source is None or source.start < start:
        participle = line[cue_first].word.endswith("ing")  # "cut the toll on Tuesday, saying that …"
        return all(_tells_time(line[k]) or (participle and line[k].word == ",") for k in range(last, cue_first))
    to = bisect_left(line, source.start, key=lambda token: token.start)
    return _opens(line, at) and all(line[k].word == "," or _tells_time(line[k]) for k in range(last, to))


def _breaks(line: Sequence[Token], between: range) -> bool:
    return any(line[k].word in _BREAKS for k in between)


def _tells_time(token: Token) -> bool:
    return is_time(token) or is_adverb(token)


def _opens(line: Sequence[Token], at: int) -> bool:
    """Whether the date at `at` opens its clause: "On Tuesday, …", "…; late on Tuesday …"."""
    while at > 0 and (line[at - 1].word in PREPOSITIONS | DETERMINERS or _tells_time(line[at - 1])):
        at -= 1
    return at == 0 or not line[at - 1].word[0].isalnum() or line[at - 1].word in {"and", "but"}
