"""What is called by something else than its name: short names, offices, descriptions, ages.

Precise rules in the manner of coreference by sieves (Raghunathan et al., EMNLP 2010): each answers where one actor of
the report alone fits, and says nothing otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crossbearing.read.coreference_gender import by_words
from crossbearing.read.names import lexicon
from crossbearing.records import Actor, CoreferenceKind, Report

_AGE_AFTER = re.compile(r",? ?(?:\(|aged |age |, )?(\d{1,3})(?=[,).;:]| |$)")
_AGE_BEFORE = re.compile(r"(\d{1,3})[- ]years?[- ]old (?:[\w'’-]+ ){0,5}\Z")
_BY_AGE = re.compile(r"\b[Tt]he (\d{1,3})[- ]years?[- ]old\b(?! [A-Z])")
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_LINK = re.compile(r" (?:for|at|of|with|in|on|from|to)(?: the)?(?= )")
_STOP = re.compile(
    r"[,;:()\n“”\"—–]|[.!?](?= |$)| (?:who|which|that|said|says|told|was|is|are|were|has|had|and|but|as) "
)
_LONGEST_TAIL = 110
_OPENING = 14
"""A role stands within so many characters after the name: ", the ", " - a "."""
_BEARERS_BACK = 20
_SHORT, _OFFICE, _BESIDE, _AGED, _ALONE = 0.94, 0.9, 0.97, 0.95, 0.9
"""How sure each rule is: what it was right in on GUM's dev split and MEANTIME, where that could be counted."""
_SAME_OFFICE = {"spokesperson": "spokesman", "spokeswoman": "spokesman", "chairwoman": "chairman", "pontiff": "pope"}


class Link(NamedTuple):
    """A span [start, end) that stands for an actor; `of`: a body that the words name, `why`: the rule and its words."""

    start: int
    end: int
    actor: Actor
    kind: CoreferenceKind
    score: float
    rule: str
    detail: str
    of: Actor | None = None


def links(report: Report, actors: Sequence[Actor]) -> list[Link]:
    """All that these rules find; `actors` in the order of the text."""
    named = named_at(report.text, actors)
    return [
        *_short(report.text, actors, named),
        *_roles(report.text, actors),
        *_ages(report.text, actors),
        *_offices(report.text, actors),
    ]


def named_at(text: str, actors: Iterable[Actor]) -> dict[str, list[Actor]]:
    """For each name the mentions that show it in full, in order."""
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.kind in {"person", "organisation"} and text[actor.span.start : actor.span.end] == actor.name:
            found.setdefault(actor.name, []).append(actor)
    return found


def nearest(mentions: Sequence[Actor], at: int) -> Actor:
    """The last of `mentions` before the offset, or the first of all."""
    place = bisect_left(mentions, at, key=lambda actor: actor.span.start)
    return mentions[max(0, place - 1)]


# ── short names ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _short(text: str, actors: Sequence[Actor], named: Mapping[str, Sequence[Actor]]) -> Iterator[Link]:
    """Mentions that the reading of actors itself has given a fuller name."""
    for actor in actors:
        shown = text[actor.span.start : actor.span.end]
        if actor.name == shown or actor.name not in named or actor.kind not in {"person", "organisation"}:
            continue
        head = shown.rsplit(maxsplit=1)[-1]
        small = head[:1].islower()
        kind: CoreferenceKind = "name" if not small else "title" if actor.kind == "person" else "description"
        score = _SHORT if not small else _OFFICE
        rule = "initials" if head.isupper() and len(head) > 1 else "short name" if not small else "same office"
        whole = nearest(named[actor.name], actor.span.start)
        yield Link(actor.span.start, actor.span.end, whole, kind, score, rule, f"{shown} ← {actor.name}")


# ── offices told beside a name ────────────────────────────────────────────────────────────────────────────────────────


def _roles(text: str, actors: Sequence[Actor]) -> Iterator[Link]:
    """ "Ada Wenn, senior fellow for tides at the Tarn Institute": the office with all that belongs to it, and whose."""
    starts = [actor.span.start for actor in actors]
    for actor in actors:
        if actor.kind != "person" or not actor.role or actor.role.lower() in lexicon().courtesies:
            continue
        place = _role_at(text, actor, actor.role)
        if place is None:
            continue
        start, end = place
        after = start >= actor.span.end
        end = _whole(text, end) if after else end
        inside = actors[bisect_left(starts, start) : bisect_left(starts, end)]
        bodies = [body for body in inside if body.kind in {"organisation", "place"} and body.span.end <= end]
        own = next((body for body in bodies if body.kind == "organisation"), bodies[0] if bodies else None)
        detail = f"{text[start:end]} ← {actor.name}"
        yield Link(start, end, actor, "description", _BESIDE, "office beside the name", detail, own)


def _role_at(text: str, actor: Actor, role: str) -> tuple[int, int] | None:
    """Where the words of the role stand, right before the name or soon after it."""
    start, end = actor.span.start, actor.span.end
    before = text.rfind(role, max(0, start - len(role) - 3), start)
    if before >= 0:
        return before, before + len(role)
    within = text.find(role, start, end)
    if within >= 0:
        return None
    after = text.find(role, end, end + _OPENING + len(role))
    return (after, after + len(role)) if after >= 0 else None


def _whole(text: str, end: int) -> int:
    """The end of "for tides at the Tarn Institute" after an office that ends at `end`."""
    if not _LINK.match(text, end):
        return end
    stop = _STOP.search(text, end, end + _LONGEST_TAIL)
    return stop.start() if stop else end


# ── ages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ages(text: str, actors: Sequence[Actor]) -> Iterator[Link]:
    """ "The 71-year-old" is the one person of the report whose age is given as 71."""
    known: dict[int, dict[str, Actor]] = {}
    for actor in actors:
        age = _age(text, actor) if actor.kind == "person" else None
        if age is not None:
            known.setdefault(age, {}).setdefault(actor.name, actor)
    for match in _BY_AGE.finditer(text):
        bearers = known.get(int(match[1]), {})
        if len(bearers) == 1:
            actor = next(iter(bearers.values()))
            yield Link(*match.span(), actor, "description", _AGED, "age", f"{match[0]} ← {actor.name}, {match[1]}")


def _age(text: str, actor: Actor) -> int | None:
    after = _AGE_AFTER.match(text, actor.span.end, actor.span.end + _OPENING)
    if after and after[0][:1] in {",", " "} and (after[0][:1] == "," or "(" in after[0] or "aged" in after[0]):
        return int(after[1])
    before = _AGE_BEFORE.search(text, max(0, actor.span.start - 70), actor.span.start)
    return int(before[1]) if before else None


# ── offices by themselves ─────────────────────────────────────────────────────────────────────────────────────────────


def _offices(text: str, actors: Sequence[Actor]) -> Iterator[Link]:
    """ "The spokesman", where one person alone has been called so, and nobody unnamed since."""
    bearers: dict[str, list[Actor | None]] = {}
    for actor in actors:
        shown = text[actor.span.start : actor.span.end].lower()
        if actor.kind == "person" and not shown.startswith("the "):
            for word in dict.fromkeys(map(_head, _WORD.findall((actor.role or "").lower()))):
                if word in lexicon().role_heads:
                    bearers.setdefault(word, []).append(actor)
        if actor.kind != "role":
            continue
        words = _WORD.findall(shown)
        head = _head(words[-1]) if words else ""
        if not words or words[0] not in {"the", "this", "that"}:
            bearers.setdefault(head, []).append(None)
        elif len(words) in {2, 3} and words[-1] in lexicon().role_heads:
            bearer = _only(words, bearers.get(head, [])[-_BEARERS_BACK:])
            if bearer is not None:
                detail = f"{shown} ← {bearer.name}, {bearer.role}"
                yield Link(actor.span.start, actor.span.end, bearer, "title", _ALONE, "one office", detail)


def _only(words: Sequence[str], bearers: Sequence[Actor | None]) -> Actor | None:
    """The one of those so called whom "the new minister" can mean; None for nobody, or more than one."""
    last = bearers[-1] if bearers else None
    if last is None:
        return None
    told, gender = set(words[1:-1]), by_words(words)
    fitting = {each.name for each in bearers if each and told <= set(_WORD.findall((each.role or "").lower()))}
    same_sex = not gender or by_words((last.role or "").lower().split()) in {"", gender}
    return last if fitting == {last.name} and same_sex else None


def _head(word: str) -> str:
    return _SAME_OFFICE.get(word, word)
