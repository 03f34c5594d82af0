"""Furniture at the two ends of a report's body, and between its sentences, where a scrape has run it all together."""

from __future__ import annotations

import re

from crossbearing.clean.agencies import PHOTO
from crossbearing.clean.stamps import find
from crossbearing.records import Cut, Record

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\S+")
_SMALL = frozenset(
    "a an and as at by for from in into of off on or over the to up via vs with amid after than but nor".split()
)
_ADVERBIAL = frozenset(
    "on in by since after before as at from until till during following around between for of to the".split()
)
_STARTS_SENTENCE = re.compile(r"[\"“'‘«(\[]?[A-Z0-9]|$")
_DATE_WITHIN = 120
"""Code points of section names and credits that may stand before a date line at the head of a body."""
_TRAILING = re.compile(r"[\s:.–—|•-]{0,5}")


class Head(Record, frozen=True):
    """A body's first paragraph without what stood before its first sentence; the day of a date line cut there."""

    text: str
    cuts: tuple[Cut, ...]
    day: str | None


def head(text: str, title: str | None) -> Head:
    """Cut date lines, section names before them and a repeated headline from the start of a body."""
    cuts: list[Cut] = []
    day: str | None = None
    repeated = False
    for _ in range(4):
        end, rule, found = _date_line(text)
        if end == 0 and title and not repeated:
            end, rule, repeated = _repeated(text, title), "headline repeated", True
        if end == 0:
            break
        cuts.append(Cut(text=text[:end].strip(), rule=rule))
        text = text[end:].lstrip()
        day = day or found
    return Head(text=text, cuts=tuple(cuts), day=day)


def _date_line(text: str) -> tuple[int, str, str | None]:
    found = find(text, 0, min(len(text), _DATE_WITHIN))
    if found is None:
        return 0, "", None
    start, stamp = found
    after = stamp.end + len(_TRAILING.match(text, stamp.end)[0])  # type: ignore[index]
    if not _STARTS_SENTENCE.match(text, after) or not _is_heading(text[:start]):
        return 0, "", None
    return after, "date line", stamp.day


def _is_heading(words: str) -> bool:
    """Whether what stands before a date line is a section name or credit: no word in it would be in a sentence."""
    tokens = words.split()
    if not tokens:
        return True
    if tokens[0].lower() in _ADVERBIAL or tokens[-1].lower() in _ADVERBIAL:
        return False
    if any(token.endswith((".", ",", "?", "!", "”", '"', ";")) for token in tokens):
        return False
    return all(not token[0].islower() or token in _SMALL for token in tokens)


def _repeated(text: str, title: str) -> int:
    """Where `title` ends when `text` begins with it and goes on as a new sentence, else 0."""
    at = 0
    for wanted in _WORD.findall(title.casefold()):
        found = _WORD.search(text, at)
        if found is None or found[0].casefold() != wanted:
            return 0
        at = found.end()
    if not at:
        return 0
    end = at + len(re.compile(r"[.…:|\"”’'\s–—-]{0,5}").match(text, at)[0])  # type: ignore[index]
    return end if end < len(text) and end > at and _STARTS_SENTENCE.match(text, end) else 0


# ── the end ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_LAST = 400
_MOST_TAILS = 3
_ENDS = re.compile(r"[.!?…][\"'”’)\]]{0,2}\s")
_TAIL = re.compile(
    r"community (?:standards|guidelines)|comment(?:s|ing)? ?(?:via|jump|section|policy)|discussion ?comment"
    r"|share (?:on|this)"
    r"|(?:follow|like) us|get short url|all rights reserved|©|copyright|click here|subscribe|newsletter|read more"
    r"|related (?:articles|stories|news|topics|posts)|\btags\b ?:|\btopics\b ?:|most (?:read|popular)|trending"
    r"|more ?: ?https?://|sign up|print this|view comments|leave a (?:comment|reply)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:sources?|via|from) ?:? ?(?:[^\s.!?]{1,60} ){0,8}(?:(?:and|&|\+|,|/) )?agenc(?:y|ies)\.?"
    r"|sources? ?: ?[^.!?]{2,80}\.?|[\[(]sources? ?:? ?[^()\[\]]{2,80}[\])]\.?|agencies\.?",
    re.IGNORECASE,
)
_BRACKETED_SIGN_OFF = re.compile(
    r"[\[(](?:additional |with )?(?:reporting|writing|editing|compiled|translated) by [^\[\]()]{2,250}[\])]\.?",
    re.IGNORECASE,
)
_DOTS = re.compile(r"\s(?:\.\.\.|…)\s*$")


def tail(text: str) -> tuple[str, list[Cut]]:
    """Cut what follows the last sentence of a body and is the page's: sources, comments, sharing, rights."""
    cuts: list[Cut] = []
    for _ in range(_MOST_TAILS):
        found = _tail(text)
        if found is None:
            break
        at, rule = found
        cuts.append(Cut(text=text[at:].strip(), rule=rule))
        text = _DOTS.sub("", text[:at].rstrip())
    return text, cuts


def _tail(text: str) -> tuple[int, str] | None:
    for end in _ENDS.finditer(text, max(0, len(text) - _LAST)):
        at = end.end()
        rest = text[at:].strip()
        if _SOURCE.fullmatch(rest):
            return at, "source line"
        if _BRACKETED_SIGN_OFF.fullmatch(rest):
            return at, "sign-off"
        foot = _TAIL.search(rest)
        if foot is not None and _is_heading(rest[: foot.start()]) and not _ENDS.search(rest.replace("...", " ") + " "):
            return at, "page foot"
    return None


# ── between sentences ─────────────────────────────────────────────────────────────────────────────────────────────────

_INSERT = re.compile(rf"(?<=[.!?\"”’)] )(?:© ?)?(?:{PHOTO.upper()}|©[^.]{{2,60}}?)(?: ?/ ?| )(?=[A-Z])")
_OPENERS = frozenset(
    "The A An In On At It He She They We This That These Those There According Earlier Meanwhile However But And As "
    "After Before While When Since With For From Under His Her Their Its Some Many Several Most All Both".split()
)
_LONGEST_INSERT = 300
_LINK = re.compile(
    r"(?:(?<=[.!?\"”’)]) ?|^)(?:(?:READ MORE|READ ALSO|ALSO READ|SEE ALSO|RELATED|WATCH|MORE|READ)\b ?[:|»›–—-]{0,2} "
    r"|(?:Read more|Read also|Also read|See also|Related|Watch|More) ?[:|»›–—-]{1,2} )(?=[\"“‘]?[A-Z0-9])"
)
_LEAST_HEADLINE = 4


def without_inserts(text: str) -> tuple[str, list[Cut]]:
    """Cut a related story's headline that stands, with its picture's credit in capitals, between two sentences.

    Only where it is plain: the headline is in title case, and the sentence after it opens with a word that opens
    sentences ("The", "On", "According"), followed by a word in lower case. After "READ MORE:" it may be in any case.
    """
    text, linked = _without_links(text)
    cuts: list[Cut] = []
    kept: list[str] = []
    at = 0
    for found in _INSERT.finditer(text):
        end = _end_of_title_case(text, found.end()) if found.start() >= at else None
        if end is None:
            continue
        kept.append(text[at : found.start()])
        cuts.append(Cut(text=text[found.start() : end].strip(), rule="link to another story"))
        at = end
    return "".join(kept) + text[at:] if kept else text, linked + cuts


def _without_links(text: str) -> tuple[str, list[Cut]]:
    cuts: list[Cut] = []
    kept: list[str] = []
    at = 0
    for found in _LINK.finditer(text):
        end = _end_of_link(text, found.end()) if found.start() >= at else None
        if end is None:
            continue
        kept.append(f"{text[at : found.start()]} " if found.start() else "")
        cuts.append(Cut(text=text[found.start() : end].strip(), rule="link to another story"))
        at = end
    return "".join(kept) + text[at:] if kept else text, cuts


def _end_of_link(text: str, start: int) -> int | None:
    """Where the headline after "READ MORE:" ends: at a question mark, or before a word that opens sentences and no
    headline ("The", "According") stands in it. None where no such place is found before the next full stop."""
    words = list(_TOKEN.finditer(text, start, start + _LONGEST_INSERT))
    for i, word in enumerate(words):
        if i >= _LEAST_HEADLINE and word[0] in _OPENERS and words[i - 1][0][-1] not in ",:;-–—":
            return word.start()
        if i + 1 >= _LEAST_HEADLINE and word[0].endswith("?") and word.end() < len(text):
            return word.end() + 1
        if word[0].endswith((".", "!", '."', ".”")):
            return None
    return None


def _end_of_title_case(text: str, start: int) -> int | None:
    words = list(_TOKEN.finditer(text, start, start + _LONGEST_INSERT))
    for i, word in enumerate(words):
        if word[0].endswith((".", "!", "?", '."', ".”")):
            return None
        if word[0][0].islower() and word[0] not in _SMALL:
            openers = [k for k in range(max(0, i - 4), i) if words[k][0] in _OPENERS]
            return words[openers[-1]].start() if openers and openers[-1] >= 4 else None
    return None
