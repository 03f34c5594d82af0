"""Which words of two wordings differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape
from rapidfuzz.distance import Indel

from crossbearing.messages import Language
from crossbearing.records import Record

LONGEST = 2000
"""Words. Passages longer than this are shown without marks: comparing takes the square of their number."""

_WORD = re.compile(r"\S+")


class Word(Record, frozen=True):
    """A stretch of a wording; `gap`: words of the other wording are missing after it."""

    words: str
    differs: bool
    gap: bool = False


@lru_cache(maxsize=1 << 12)
def compared(text: str, other: str) -> tuple[Word, ...]:
    """`text` cut where it begins or ceases to differ from `other`; the stretches together are `text` again.

    Capitals, quotation marks and other punctuation make no difference. An agency's text stands in many pairs of
    reports, and is compared once.
    """
    ours, theirs = list(_WORD.finditer(text)), [_plain(word) for word in _WORD.findall(other)]
    if not ours or len(ours) > LONGEST or len(theirs) > LONGEST:
        return (Word(text, False),)
    steps = list(Indel.opcodes([_plain(word.group()) for word in ours], theirs))
    stretches: list[Word] = []
    for place, step in enumerate(steps):
        if step.tag == "insert":
            beside = {each.tag for each in (*steps[max(0, place - 1) : place], *steps[place + 1 : place + 2])}
            if "delete" not in beside:
                last = stretches.pop() if stretches else Word("", False)
                stretches.append(Word(last.words, last.differs, gap=True))
            continue
        start = ours[step.src_start].start() if step.src_start else 0
        end = ours[step.src_end].start() if step.src_end < len(ours) else len(text)
        stretches += _bare(text[start:end]) if step.tag == "delete" else [Word(text[start:end], False)]
    return tuple(stretches)


def as_html(words: Iterable[Word], language: Language) -> Markup:
    """The stretches as they stand on a page. Not in a template: of a story of hundreds of reports most of the page is
    this."""
    gap = f'<i class="gap" title="{language.gettext("Words of the other text are missing here")}"></i>'
    made = [
        (f'<span class="differs">{escape(word.words)}</span>' if word.differs else f"{escape(word.words)}")
        + (gap if word.gap else "")
        for word in words
    ]
    return Markup("".join(made))  # noqa: S704 - all that is not ours is escaped


def _bare(words: str) -> list[Word]:
    """Words that differ, and apart from them the space that follows."""
    end = len(words.rstrip())
    return [Word(words[:end], True)] + ([Word(words[end:], False)] if end < len(words) else [])


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    """The word as it is compared; what is punctuation all through stays as it is."""
    bare = "".join(c for c in unicodedata.normalize("NFKC", word) if c.isalnum() or unicodedata.category(c)[0] == "S")
    return bare.casefold() or word
