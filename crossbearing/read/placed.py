"""Places that a report names, each resolved to one place on the map, or left out.

Names of places come from `actors` (a person called Jordan is a person there); beside them, capital words that no actor
covers count where the text itself says that they are a place ("in Arnagh", "Arnagh, Syria") and the atlas knows them.
Each is looked up in the atlas (GeoNames), and its readings are weighed by what Leidner (Toponym Resolution in Text,
2007, ch. 5) lists and finds to carry most: the largest population; a container behind the name ("Tripoli, Lebanon");
the countries and divisions of the report's other places (those that leave no doubt come first); nearness to them; and
one sense per discourse: a name means one place in one report, unless a container says otherwise. A name whose best
reading is not clearly ahead of one elsewhere is left out, as is a small settlement that nothing else speaks for.

A city or country that stands for its government ("Moscow said") has a place all the same: where it lies does not
depend on what the name is used for, and the reader of a map looks for it there. Who speaks is told by `Source.kind`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from crossbearing.read import atlas
from crossbearing.read.atlas import Entry
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.names import lexicon
from crossbearing.records import Actor, Place, Reason, Report, Span

_NAME = re.compile(r"[^\W\d_][\w'’.-]{0,30}(?: [^\W\d_][\w'’.-]{0,30}){0,3}")
_RUN = re.compile(r"\b[A-Z][\w'’-]{1,30}(?: (?:al-)?[A-Z][\w'’-]{1,30}){0,2}")
_LOCATED = re.compile(
    r"\b(?:in|at|near|from|outside|around|to|of|towns?|city|cities|villages?|port|capital|province) \Z"
)
_STRONG = re.compile(r"\b(?:in|near|outside|towns?|city|villages?|from) \Z")
_INSIDE = re.compile(r" in (?:the )?(?:\w{3,12}ern |central )?")
_SIDES = re.compile(
    r"^(?:the|north|south|east|west|central|northern|southern|eastern|western|north-?eastern|north-?western|"
    r"south-?eastern|south-?western|upper|greater|downtown|inner|rural|mainland|neighbou?ring|nearby) "
)
_DIVISION = re.compile(
    r" (?:province|governorate|oblast|region|state|prefecture|department|territory|wilayat|emirate|krai|canton)\Z"
)
_DIVISION_AFTER = re.compile(r" (?:province|governorate|oblast|prefecture|region)\b", re.IGNORECASE)
_DIVISION_BEFORE = re.compile(r"\b(?:province|governorate|state|region) of (?:the )?\Z", re.IGNORECASE)
_CITY = re.compile(r" (?:city|town|village|district)\Z")
_OTHER_AFTER = re.compile(
    r" (?:County|River|Lake|Sea|Mountains?|Valley|Bay|Gulf|Island|Islands|Street|Road|Avenue|University|Airport|Park|"
    r"Desert|Strait|Ocean|Peninsula|Parish|High School|Bridge|Square)\b"
)
_MAX_READINGS, _MAX_NAMES, _MAX_POINTS = 20, 1000, 20
"""Readings of a name, names in a report and sure places that are weighed: what keeps a hostile text cheap."""

# What speaks for a reading, in tenfolds of population. Chosen on a third of LGL and TR-News (evaluation/places.py).
_COUNTRY, _CAPITAL, _DIVISION_BONUS, _SECOND_NAME = 3.0, 2.5, 1.0, -1.5
_SAME_COUNTRY, _SAME_DIVISION, _NEAR = 2.0, 3.0, 1.5
_MARGIN = 0.5
_NEAR_KM, _APART_KM = 150.0, 100.0
_PART = 5
"""A settlement with a fifth of its division's people bears the name alone."""
_LEAST_ALONE, _LEAST_ELSEWHERE = 4.0, 5.3
"""Below this (tenfolds of people: 10,000) a settlement needs something in the report that speaks for it; in a report
that plays in other countries, below the second (200,000): it is likelier a place that the atlas lacks."""


class _Toponym(NamedTuple):
    """One naming of a place: where, its key, its readings, and those among them that its container leaves."""

    start: int
    end: int
    key: str
    readings: tuple[Entry, ...]
    contained: tuple[Entry, ...]
    """Readings that lie in the container behind the name; empty where there is none, or none lies in it."""
    container: tuple[Entry, ...]


class _Context(NamedTuple):
    """What the report's sure places say of where it plays."""

    countries: Counter[str]
    divisions: Counter[tuple[str, str]]
    points: tuple[Entry, ...]


class _Choice(NamedTuple):
    entry: Entry
    margin: float
    reason: str


def placed(report: Report, actors: Sequence[Actor]) -> tuple[Place, ...]:
    """The places that `report` names and that are sure, in the order of their first naming."""
    toponyms = list(islice(_toponyms(report, actors), _MAX_NAMES))
    readings = {toponym.key: toponym.readings for toponym in reversed(toponyms)}
    context = _NOWHERE
    for _ in range(3):  # each name alone; beside those that are sure alone; beside those that are sure now
        chosen = {name: choice for name, its in readings.items() if (choice := _choose(its, context))}
        context = _context(report, toponyms, chosen)
    found: dict[Entry, list[tuple[_Toponym, _Choice]]] = {}
    for toponym in toponyms:
        choice = _contained(toponym, context) or chosen.get(toponym.key)
        if choice is not None:
            found.setdefault(choice.entry._replace(first=True), []).append((toponym, choice))
    return tuple(_place(report, its) for its in found.values())


def _place(report: Report, its: Sequence[tuple[_Toponym, _Choice]]) -> Place:
    toponym, choice = its[0]
    entry = choice.entry
    division = atlas.division(entry.country, entry.division) if entry.division else None
    return Place(
        spans=tuple(Span(report.id, each.start, each.end) for each, _ in its),
        name=report.text[toponym.start : toponym.end],
        kind=entry.kind,
        country=entry.country,
        division=division[1] if division else None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames=entry.id,
        score=round(1 - 10 ** -min(choice.margin, 3.0), 2) if choice.margin < math.inf else 1.0,
        reasons=tuple(Reason(reason, _REASONS[reason]) for reason in sorted({each.reason for _, each in its})),
    )


_REASONS = {
    "one reading": "the atlas knows one place of this name",
    "container": "the text says beside it what it lies in",
    "most people": "most people live there, of all places of this name",
    "same country": "the report's other places lie in this country or near it",
}


# ── names of places in the text ───────────────────────────────────────────────────────────────────────────────────────


def _toponyms(report: Report, actors: Sequence[Actor]) -> Iterator[_Toponym]:
    text = report.text
    people = {
        part for actor in actors if actor.kind == "person" for part in (atlas.key(actor.name).split() or [""])[::-1][:1]
    }
    spans = [(actor.span.start, actor.span.end, actor.kind) for actor in actors]
    named = [(start, end) for start, end, kind in spans if kind == "place"]
    for start, end in sorted([*named, *_unseen(text, [span[:2] for span in spans])]):
        toponym = _toponym(text, start, end)
        if toponym is None:
            continue
        if toponym.key in people and not (toponym.contained or _STRONG.search(text[max(start - 12, 0) : start])):
            continue
        yield toponym


def _unseen(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Capital words outside all actors that the text says to be a place, and the atlas knows."""
    ends = [end for _, end in taken]
    for match in _RUN.finditer(text):
        start, end = match.span()
        if text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        at = bisect_left(ends, start + 1)
        if at < len(taken) and taken[at][0] < end:
            continue
        name = atlas.key(text[start:end])
        if name in lexicon().everyday or name in lexicon().never:
            continue
        followed = text.startswith(", ", end) and _container(text, end)
        if (followed or _LOCATED.search(text[max(start - 12, 0) : start])) and atlas.find(name):
            yield start, end


def _toponym(text: str, start: int, end: int) -> _Toponym | None:
    shown = text[start:end]
    name, kind, readings = _looked_up(shown)
    if _OTHER_AFTER.match(text, end) or (_OTHER_AFTER.search(shown) and name != atlas.key(shown)):
        return None  # a county or river that is called like a city is none
    if _DIVISION_AFTER.match(text, end) or _DIVISION_BEFORE.search(text[max(start - 16, 0) : start]):
        kind = "division"
    if kind == "division":
        readings = _divisions(readings)
    elif kind == "city":
        readings = tuple(entry for entry in readings if entry.kind == "city")
    elif not readings and text[max(start - 2, 0) : start] in (", ", " ("):
        readings = atlas.find("," + name) or atlas.find("," + name.rstrip("."))
    else:
        readings = _without_its_division(readings)
    wider = gazetteer().places.get(name)
    if not readings or (wider is not None and not wider.country):  # "Asia" is no town on Panay
        return None
    container = _container(text, end)
    contained = tuple(entry for entry in readings if any(_lies_in(entry, outer) for outer in container))
    if not contained and name in lexicon().everyday and all(_is_minor(entry) for entry in readings):
        return None  # "the West" is no town in Texas
    name += " province" if kind == "division" else ""
    return _Toponym(start, end, name, readings[:_MAX_READINGS], contained[:_MAX_READINGS], container)


def _is_minor(entry: Entry) -> bool:
    return entry.kind == "city" and not entry.capital


def _looked_up(shown: str) -> tuple[str, str, tuple[Entry, ...]]:
    """The key under which the atlas knows a name, what a word in it says that it is, and its readings."""
    name = atlas.key(shown)
    readings = atlas.find(name)
    while not readings and (side := _SIDES.match(name)):
        name = name[side.end() :]
        readings = atlas.find(name)
    for pattern, kind in ((_DIVISION, "division"), (_CITY, "city")):
        if not readings and (word := pattern.search(name)):
            return name[: word.start()], kind, atlas.find(name[: word.start()])
    return name, "", readings


def _without_its_division(readings: Sequence[Entry]) -> tuple[Entry, ...]:
    """ "New York" alone is the city: a division is left out where a settlement of its name holds a good part of it."""
    cities = [entry for entry in readings if entry.kind == "city"]
    return tuple(
        entry
        for entry in readings
        if entry.kind != "division"
        or not any(
            (city.country, city.division) == (entry.country, entry.division) and _PART * city.people >= entry.people
            for city in cities
        )
    )


def _divisions(readings: Iterable[Entry]) -> tuple[Entry, ...]:
    """The divisions of that name; that which a settlement of the name lies in, where none has it."""
    readings = tuple(readings)
    known = tuple(entry for entry in readings if entry.kind == "division")
    if known:
        return known
    outer = {}
    for entry in readings:
        found = atlas.division(entry.country, entry.division) if entry.kind == "city" and entry.first else None
        if found and found[0].people <= 20 * max(entry.people, 1):  # its seat, by size; else any hamlet's province
            outer[entry.country, entry.division] = found[0]
    return tuple(outer.values())


def _container(text: str, end: int) -> tuple[Entry, ...]:
    """The countries and divisions that the text names behind a name that ends there: ", Syria", " (Syria)", " in"."""
    window = text[end : end + 100]
    if window.startswith((", ", " (")):
        begin = 2
    elif (match := _INSIDE.match(window)) is not None:
        begin = match.end()
    else:
        return ()
    return _outer(window, begin, short=window.startswith((", ", " (")))


def _outer(window: str, begin: int, *, short: bool) -> tuple[Entry, ...]:
    match = _NAME.match(window, begin)
    if match is None or not match[0][0].isupper():
        return ()
    parts = match[0].split(" ")
    for length in range(len(parts), 0, -1):
        shown = " ".join(parts[:length])
        for form in dict.fromkeys((shown, shown.rstrip(".,"), shown.removesuffix("'s").removesuffix("’s"))):
            key = atlas.key(form)
            found = (
                *(atlas.find("," + key) if short and len(form) > 1 and form[:1].isupper() else ()),
                *atlas.find(key),
            )
            outer = tuple(entry for entry in found if entry.kind != "city")
            if outer and not (form.isupper() and len(form) == 2 and not short):
                return outer
    return ()


def _lies_in(entry: Entry, outer: Entry) -> bool:
    if entry.kind == "country" or entry.country != outer.country:
        return False
    if outer.kind == "country":
        return True
    return entry.kind == "city" and entry.division == outer.division


# ── which place a name means ──────────────────────────────────────────────────────────────────────────────────────────


def _context(report: Report, toponyms: Sequence[_Toponym], chosen: Mapping[str, _Choice]) -> _Context:
    """Countries and divisions of what is sure: containers, what has one reading in them, what was chosen clearly."""
    countries: Counter[str] = Counter()
    divisions: Counter[tuple[str, str]] = Counter()
    points: dict[Entry, None] = {}
    sure: dict[str, Entry] = {}
    for toponym in toponyms:
        for outer in toponym.container if toponym.contained else ():
            countries[outer.country] += 1
            if outer.division:
                divisions[outer.country, outer.division] += 1
        if len(toponym.contained) == 1:
            sure[toponym.key] = toponym.contained[0]
        elif toponym.key in chosen and chosen[toponym.key].margin >= 1:
            sure.setdefault(toponym.key, chosen[toponym.key].entry)
    times = Counter(toponym.key for toponym in toponyms)
    for name, entry in sure.items():
        countries[entry.country] += min(times[name], 3)
        if entry.division:
            divisions[entry.country, entry.division] += min(times[name], 3)
        if entry.kind == "city":
            points[entry] = None
    for outer in _outer(report.dateline or "", 0, short=False) if report.dateline else ():
        countries[outer.country] += 1
    return _Context(countries, divisions, tuple(islice(points, _MAX_POINTS)))


_NOWHERE = _Context(Counter(), Counter(), ())


def _contained(toponym: _Toponym, context: _Context) -> _Choice | None:
    if not toponym.contained:
        return None
    choice = _choose(toponym.contained, context, sure=True)
    return choice._replace(reason="container") if choice else None


def _choose(readings: Sequence[Entry], context: _Context, *, sure: bool = False) -> _Choice | None:
    """The reading that most speaks for, with its lead over the next one that lies elsewhere; None where unsure."""
    scored = sorted(
        ((_prior(entry), _support(entry, context), entry) for entry in readings),
        key=lambda each: (-each[0] - each[1], each[2]),
    )
    prior, support, best = scored[0]
    margin = next(
        (
            prior + support - p - s
            for p, s, other in scored[1:]
            if other.country != best.country or _km(best, other) > _APART_KM
        ),
        math.inf,
    )
    least = _LEAST_ELSEWHERE if context.countries else _LEAST_ALONE
    small = best.kind == "city" and not best.capital and math.log10(best.people + 1) < least
    if not sure and (margin < _MARGIN or (small and support <= 0)):
        return None
    if margin == math.inf:
        return _Choice(best, 3.0 if small else margin, "one reading")
    return _Choice(best, margin, "most people" if prior >= max(p for p, _, _ in scored) else "same country")


def _prior(entry: Entry) -> float:
    kind = {"country": _COUNTRY, "division": _DIVISION_BONUS, "city": _CAPITAL if entry.capital else 0.0}[entry.kind]
    return math.log10(entry.people + 100) + kind + (0.0 if entry.first else _SECOND_NAME)


def _support(entry: Entry, context: _Context) -> float:
    if entry.kind == "country":
        return 0.0
    total = sum(context.countries.values())
    share = context.countries[entry.country] / total if total else 0.0
    same = _SAME_COUNTRY * share + (_SAME_COUNTRY / 2 if context.countries[entry.country] else 0.0)
    inside = sum(context.divisions.values())
    of_division = context.divisions[entry.country, entry.division] / inside if inside else 0.0
    near = entry.kind == "city" and any(0 < _km(entry, point) < _NEAR_KM for point in context.points)
    return same + _SAME_DIVISION * of_division + _NEAR * near


def _km(a: Entry, b: Entry) -> float:
    return kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees (haversine, on a sphere of 6371 km)."""
    (north, west), (south, east) = (tuple(map(math.radians, point)) for point in (a, b))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin((west - east) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(chord, 1.0)))
