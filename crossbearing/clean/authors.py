"""Bylines at the head of a report; names and short lives of its writers at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NAME_WORD = r"[A-ZÀ-ÞŠŽČĆĐŁ][\w.’'-]{0,25}"
_NAME = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|al|bin|de|del|van|von|der|da|la|le)){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten by|[Rr]eported by|[Ss]tory by|[Tt]ext by|[Aa]uthors?:|[Rr]eporters?:)\s?:? ?"
    rf"(?P<names>{_NAMES}|[A-Z][\w/’']{{2,30}}(?: [A-Za-z]{{2,20}}){{0,3}})(?:[,|/–—-]? ?[^.!?]{{0,80}})?"
)
_LONE_NAME = re.compile(_NAME)
_JOURNALIST = (
    r"(?:reporter|correspondent|journalist|editor|writer|columnist|contributor|producer|bureau chief|chief"
    r"|freelancer?|"
    r"stringer|fellow at|author|photographer|anchor|broadcaster|staff|intern|researcher)s?"
)
_LIFE = re.compile(
    rf"(?P<name>{_NAME}) (?:is|was|has been|works as|serves as|joined|covers|reports|writes)\b.{{0,160}}?"
    rf"\b{_JOURNALIST}\b.{{0,600}}"
)
_COVERS = re.compile(rf"(?P<name>{_NAME}) (?:covers|reports on|reports from|writes (?:about|on|for))\b.{{0,400}}")
_LAST = 6
_FIRST = 6


def byline(lines: Sequence[str]) -> tuple[int, str] | None:
    """Which of the first lines is a byline, and the names in it."""
    for i, line in enumerate(lines[:_FIRST]):
        found = _BYLINE.fullmatch(line) if len(line) <= 160 else None
        if found is not None:
            return i, found["names"]
    return None


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
