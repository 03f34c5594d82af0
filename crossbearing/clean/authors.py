"""Bylines at the head of a report; names and short lives of its writers at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crossbearing import outlets

_NAME_WORD = r"[A-ZÀ-ÞŠŽČĆĐŁ][\w.’'-]{0,25}"
_NAME = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|al|bin|de|del|van|von|der|da|la|le)){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten by|[Rr]eported by|[Ss]tory by|[Tt]ext by|[Aa]uthors?:|[Rr]eporters?:)\s?:? ?"
    rf"(?P<names>{_NAMES}|[A-Z][\w/’']{{2,30}}(?: [A-Za-z]{{2,20}}){{0,3}})(?:[,|/–—-]? ?[^.!?]{{0,80}})?"
)
_LONE_NAME = re.compile(_NAME)
_PLACE = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|de|da|del|of|sur)){{0,3}}"
_PLACES = rf"{_PLACE}(?:(?:, | and | & ){_PLACE}){{0,2}}"
_JOURNALIST = (
    r"(?:reporter|correspondent|journalist|editor|writer|columnist|contributor|producer|bureau chief|chief"
    r"|freelancer?|"
    r"stringer|fellow at|author|photographer|anchor|broadcaster|staff|intern|researcher)s?"
)
_DESK = rf"(?:[A-Za-z][\w’'-]{{1,20}} ){{0,3}}{_JOURNALIST}(?:,? (?:for|in|at) {_PLACES})?"
_SHORT_NAME = rf"{_NAME_WORD}(?: (?:(?:al|bin|de|del|van|von|der|da|la|le) ){{0,2}}{_NAME_WORD}){{1,4}}?"
_UNMARKED = re.compile(
    rf"(?P<names>{_SHORT_NAME}(?:(?:, | and | & |, and ){_SHORT_NAME}){{0,4}}?)"
    rf"(?P<more>(?:,? in {_PLACES}(?: and agencies)?|,? and agencies|,? {_DESK}){{0,2}})"
)
"""A byline without "By": the Guardian's "Ilse Tarn in Port Ash and agencies", the BBC's "Ilse Tarn, Europe editor"."""
_UNDER_NAME = re.compile(
    rf"(?:[Rr]eport(?:s|ing)? (?:from|in) {_PLACES}|[Ii]n {_PLACES}|(?:{_PLACE}, )?{_DESK}(?:, {_PLACE})?)"
)
"""What stands in a line of its own under a byline: where the writer is, or what desk."""
_LIFE = re.compile(
    rf"(?P<name>{_NAME}) (?:is|was|has been|works as|serves as|joined|covers|reports|writes)\b.{{0,160}}?"
    rf"\b{_JOURNALIST}\b.{{0,600}}"
)
_COVERS = re.compile(rf"(?P<name>{_NAME}) (?:covers|reports on|reports from|writes (?:about|on|for))\b.{{0,400}}")
_WORD = re.compile(r"\w+")
_LAST = 6
_FIRST = 6
_LONGEST = 120


def byline(lines: Sequence[str]) -> tuple[int, str] | None:
    """Which of the first lines is a byline, and the names in it."""
    for i, line in enumerate(lines[:_FIRST]):
        found = _BYLINE.fullmatch(line) if len(line) <= 160 else None
        if found is not None:
            return i, found["names"]
    return None


def unmarked(lines: Sequence[str], known: str | None, dated: Sequence[bool]) -> tuple[set[int], str] | None:
    """Which of the first lines, the very first apart, are a byline without "By" and the writer's desk under it; and
    the names. `known` is the byline found elsewhere; `dated` says after which lines a date line stood.

    Capitalised words may be a headline's. They are a name when the byline says so; or when there is a place, a desk or
    a date line with them, and the words do not come again, as those of a headline do.
    """
    again = Counter(word for line in lines for word in _WORD.findall(line))
    for i, line in enumerate(lines[:_FIRST]):
        found = _UNMARKED.fullmatch(line) if i > 0 and len(line) <= _LONGEST else None
        if found is None:
            continue
        under = i + 1 < len(lines) and _is_under_name(lines[i + 1])
        names = found["names"]
        if known is not None and (names.casefold() in known.casefold() or known.casefold() in names.casefold()):
            return {i, i + 1} if under else {i}, names
        words = [word for word in _WORD.findall(names) if word[0].isupper()]
        recurs = any(again[word.lower()] for word in words) or again[words[-1]] > 1
        if (found["more"] or under or dated[i]) and not recurs:
            return {i, i + 1} if under else {i}, names
    return None


def _is_under_name(line: str) -> bool:
    outlet = outlets.by_name(line.split(",", 1)[0])
    return len(line) <= _LONGEST and (outlet is not None or _UNDER_NAME.fullmatch(line) is not None)


def closing(lines: Sequence[str], known: str | None) -> set[int]:
    """Which of the last lines are writers' names or lives. `known` is the byline found elsewhere.

    A name must be the byline's, stand alone at least twice, or be followed by its life. A life is one whose name is so
    known, or whose bearer the report does not speak of at all.
    """
    first = max(1, len(lines) - _LAST)
    alone = {i: line for i, line in enumerate(lines) if len(line) <= 60 and _LONE_NAME.fullmatch(line)}
    times = Counter(alone.values())
    lives: dict[int, str] = {}
    for i in range(first, len(lines)):
        found = (_LIFE.fullmatch(lines[i]) or _COVERS.fullmatch(lines[i])) if len(lines[i]) <= 800 else None
        if found is None:
            continue
        name = found["name"]
        others = " ".join(line for k, line in enumerate(lines) if k != i and k not in alone)
        stated = known is not None and name.casefold() in known.casefold()
        surname = name.split()[-1]
        if stated or name in times or not re.search(rf"\b{re.escape(surname)}\b", others):
            lives[i] = name
    names = set(lives.values())
    gone = set(lives)
    for i, line in alone.items():
        of_byline = known is not None and line.casefold() in known.casefold()
        if (i >= first or i < _FIRST) and (times[line] > 1 or of_byline or line in names):
            gone.add(i)
    return gone
