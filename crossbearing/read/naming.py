"""The fullest name that a report gives each of its actors.

A short form takes the longest name of the report that it can stand for; a surname that two people bear goes to the one
who already goes by it alone, or else was named last. "The Norian president" takes a name only where one person of the
report bears that office. Precise rules first, and no guess where none holds, as in coreference by sieves (Raghunathan
et al., EMNLP 2010).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.names import lexicon, words
from crossbearing.records import ActorKind

_PARTS = re.compile(r"[^\W_]+")
_ARTICLES = frozenset("al el the".split())
_PAST = frozenset("former late ex outgoing ousted".split())
_MONITORS = frozenset("observatory monitor watchdog watch monitoring".split())
_SAME_OFFICE = {"pontiff": "pope", "spokesperson": "spokesman", "spokeswoman": "spokesman", "premier": "minister"}

Parts = tuple[str, ...]


@dataclass(slots=True)
class Candidate:
    """A mention while it is given its name; `name` and `kind` change."""

    start: int
    end: int
    kind: ActorKind
    name: str
    role: str | None
    words: tuple[str, ...]
    owner: str
    """The word in the possessive before it: "norias"' leader."""
    definite: bool
    proven: bool
    """More speaks for it than the capitals of a headline."""
    follows_name: bool
    follows_comma: bool
    precedes_comma: bool

    @property
    def parts(self) -> Parts:
        return parts_of(self.name)


def parts_of(name: str) -> Parts:
    """The parts of a name by which it is compared: small letters, articles and initials left out."""
    parts = _PARTS.findall(name.lower())
    told = [part for part in parts if part not in _ARTICLES]
    return tuple(part for part in told if len(part) > 1) or tuple(told or parts) or (name.lower(),)


def give_names(found: Sequence[Candidate]) -> None:
    """Sets `name` (and, where an office gets its bearer, `kind` and `role`) of mentions in the order of their text."""
    _name_people([candidate for candidate in found if candidate.kind == "person"])
    _name_bodies(found)
    _name_offices(found)


# ── people ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _name_people(people: Sequence[Candidate]) -> None:
    names: dict[Parts, str] = {}
    for person in people:
        if len(person.parts) > 1:
            names.setdefault(person.parts, person.name)
    longest = _longest(list(names))
    by_part: dict[str, list[Parts]] = {}
    for parts in dict.fromkeys(longest.values()):
        for part in dict.fromkeys((parts[-1], parts[0])):
            by_part.setdefault(part, []).append(parts)
    last_named: dict[str, Parts] = {}
    goes_by: dict[str, Parts] = {}
    for person in people:
        if len(person.parts) > 1:
            who = longest[person.parts]
            for part in (who[-1], who[0]):
                last_named[part] = who
        else:
            part = person.parts[0]
            bearers = [parts for parts in by_part.get(part, []) if parts[-1] == part] or by_part.get(part, [])
            if not bearers:
                continue
            who = bearers[0] if len(bearers) == 1 else goes_by.get(part) or last_named.get(part) or bearers[0]
            if part in last_named:
                goes_by.setdefault(part, who)
        person.name = names[who]


def _longest(full: Sequence[Parts]) -> dict[Parts, Parts]:
    """For each full name the longest that holds its parts in their order and ends alike, or itself."""
    by_end: dict[str, list[Parts]] = {}
    for parts in full:
        by_end.setdefault(parts[-1], []).append(parts)
    return {
        parts: max((o for o in by_end[parts[-1]] if _in_order(parts, o)), key=lambda o: (len(o), o)) for parts in full
    }


def _in_order(short: Parts, long: Parts) -> bool:
    rest = iter(long)
    return all(part in rest for part in short)


# ── bodies ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _name_bodies(found: Sequence[Candidate]) -> None:
    """ "The Observatory", "SOHR", "the ministry" take the one longer name of the report that they can stand for."""
    bodies = [candidate for candidate in found if candidate.kind == "organisation"]
    names: dict[Parts, str] = {}
    for body in bodies:
        if len(body.parts) > 1 and body.proven and _capital(body.name):
            names.setdefault(body.parts, body.name)
    by_initials: dict[str, set[str]] = {}
    by_part: dict[str, set[Parts]] = {}
    for parts, name in names.items():
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        by_initials.setdefault(initials, set()).add(name)
        for part in parts:
            by_part.setdefault(part, set()).add(parts)
    for at, body in enumerate(bodies):
        before = bodies[at - 1] if at else None
        if body.follows_name and before and before.end == body.start - 1 and body.name.islower():
            body.name = before.name
            continue
        fitting = (
            by_initials.get(body.name.replace(".", ""), set())
            if body.name.isupper()
            else _fitting(body, by_part, names)
        )
        if len(fitting) == 1:
            body.name = next(iter(fitting))


def _capital(name: str) -> bool:
    return name[0].isupper() and name.rsplit(maxsplit=1)[-1][0].isupper()


def _fitting(body: Candidate, by_part: Mapping[str, set[Parts]], names: Mapping[Parts, str]) -> set[str]:
    """Names that the body's words can stand for. A lead's "a monitor said" is told by the one monitor named below."""
    short, head = set(body.parts), body.parts[-1]
    full: set[Parts] = set()
    if head in lexicon().body_heads and (body.definite or body.name[0].isupper()):
        full = {parts for parts in by_part.get(head, ()) if short <= set(parts) and len(short) < len(parts)}
    if not full and short & _MONITORS and head in _MONITORS | {"group", "organisation", "organization"}:
        full = {parts for part in _MONITORS for parts in by_part.get(part, ())}
    return {names[parts] for parts in full}


# ── offices ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _name_offices(found: Sequence[Candidate]) -> None:
    """ "The Norian leader", "the minister", where one person of the report bears that office."""
    bearers: dict[str, list[tuple[frozenset[str], str]]] = {}
    portfolios: dict[str, set[str]] = {}
    for office_before, person in itertools.pairwise(found):
        if _names_bearer(office_before, person):
            person.role, office_before.kind = office_before.role, "person"
            office_before.role, office_before.name = office_before.name, person.name
    for person in found:
        if person.kind != "person" or not person.role:
            continue
        office = _office(person, [word.low for word in words(person.role, 0, len(person.role))])
        head = _head(office)
        if head and not _PAST & set(office):
            bearers.setdefault(head, []).append((_countries(office), person.name))
            portfolios.setdefault(person.name, set()).update(_portfolio(office))
    for at, candidate in enumerate(found):
        before = found[at - 1] if at else None
        if candidate.kind == "role" and before and _apposed(before, candidate):
            candidate.kind, candidate.name = "person", before.name
        if candidate.kind != "role" or not candidate.definite or _PAST & set(candidate.words):
            continue
        office = _office(candidate, candidate.words)
        mine, leads = _countries(office), candidate.words[-1] in lexicon().leaders
        heads = {*lexicon().leaders, _head(office)} if mine and leads else {_head(office)}
        if leads and candidate.words[-1] == "chief" and not mine:
            continue
        who = {name for head in heads for theirs, name in bearers.get(head, []) if not mine or mine & theirs}
        who = {name for name in who if not _portfolio(office) or not portfolios[name] - _portfolio(office)}
        if len(who) == 1:
            candidate.role, candidate.kind, candidate.name = candidate.name, "person", who.pop()


def _apposed(person: Candidate, office: Candidate) -> bool:
    """ "Ada Tarn, a professor": the office was read off as that person's."""
    return person.kind == "person" and person.role == office.role and office.follows_comma


def _names_bearer(office: Candidate, person: Candidate) -> bool:
    """ "The harbour's director, Ada Tarn, said": the name between commas is that of the one who bears the office."""
    beside = person.start == office.end + 2 and person.follows_comma and person.precedes_comma
    known = office.definite or bool(office.owner)
    return office.kind == "role" and known and person.kind == "person" and not person.role and beside


def _portfolio(office: Sequence[str]) -> set[str]:
    """What the office is for, or how high: "energy", "prime", "deputy"."""
    known, gazette = lexicon(), gazetteer()
    small = {low for low in office if low in known.role_modifiers and low not in known.role_heads}
    return small - gazette.adjectives.keys() - gazette.places.keys()


def _office(candidate: Candidate, low: Sequence[str]) -> list[str]:
    return [*([candidate.owner] if candidate.owner else []), *low]


def _head(office: Sequence[str]) -> str:
    """The noun of an office, one for all that mean the same; "" for a mere "Mr"."""
    known = lexicon()
    heads = [
        low for low in office if low in known.role_heads or (low in known.honorifics and low not in known.courtesies)
    ]
    return _SAME_OFFICE.get(heads[-1], heads[-1]) if heads else ""


def _countries(office: Sequence[str]) -> frozenset[str]:
    """Codes of the countries that the words of an office name."""
    gazette, codes = gazetteer(), set()
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(office)]
    double = {low for pair in pairs if pair in gazette.adjectives or pair in gazette.places for low in pair.split()}
    for name in (*pairs, *(low for low in office if low not in double)):
        if name in gazette.adjectives:
            codes.add(gazette.adjectives[name])
        elif name in gazette.places and gazette.places[name].country:
            codes.add(gazette.places[name].country)
        elif name in gazette.seats:
            codes.add(gazette.seats[name])
    return frozenset(codes)
