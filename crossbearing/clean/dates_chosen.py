"""Which of the dates found is the day of publication, and which that of the last change; and why.

The order, in words (docs/reference/dates.md tells it to readers):

1. What a person or another program states of the report (a manifest, JSON, CSV) holds.
2. What cannot be is refused: a day before 1990 or a template's zero, a day after the page was seen, a change before
   publication, fields more than a year after the day in the address (a site that was moved rewrites its fields).
3. A "first published" that is the earliest day found is when the words were written.
4. Else the day on which most places agree, each with its weight; two places that one field may fill count little more
   than one. A time in UTC may be the day before or after in the newsroom: another place that names that day decides.
5. With the same weight, the order of `_ORDER`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from crossbearing.clean.dates_found import is_first, is_labelled
from crossbearing.clean.written import days
from crossbearing.records import DateFound, Published, Record

_STATED = ("manifest", "json", "csv", "stated", "front matter")
_OF_A_FILE = ("pdf metadata", "docx metadata")
"""When a file was made: a date line that a reader sees knows better."""
_ORDER = (
    *("feed", "sitemap", "mail header", "json-ld", "meta", "time element", "text", "address"), *_OF_A_FILE, "page",
)  # fmt: skip
_WEIGHTS = {"time element": 2.5, "text": 2.0, "address": 2.0, "page": 0.5} | dict.fromkeys(_OF_A_FILE, 1.0)
_USUAL_WEIGHT = 3.0
_ONE_FIELD = {
    **dict.fromkeys(("json-ld", "meta"), "fields"),
    **dict.fromkeys(("time element", "text"), "what a reader sees"),
    **dict.fromkeys(("feed", "sitemap"), "delivery"),
}
"""Places that a newsroom's system fills from one field: the second adds `_SECOND` to the weight of the first."""
_SECOND = 1.0
_BY_ZONE = 0.5
"""What a time in UTC loses where it speaks for the day before or after."""
_EARLIEST = "1990-01-01"
_TEMPLATES = frozenset({"1990-01-01", "1999-11-30"})
_MOVED_DAYS = 365
_WESTERNMOST, _EASTERNMOST = datetime.timedelta(hours=-12), datetime.timedelta(hours=14)
_SAME_MOMENT = datetime.timedelta(minutes=1)


class Bounds(Record, frozen=True):
    """What is known beside the dates themselves."""

    seen: str | None = None
    """UTC, ISO 8601: when the page was seen on the web, where that is known."""
    month_first: bool | None = None
    """Whether 05/04 is 4 May where the newsroom is; None: not known."""
    offset: int | None = None
    """Minutes east of UTC in the newsroom's country, where it has one zone all year."""


def choose(found: Iterable[DateFound], bounds: Bounds) -> tuple[Published, Published | None]:
    """The day of publication and that of the last change, with all candidates; the order of `found` does not matter."""
    ordered = sorted(dict.fromkeys(found), key=lambda each: (_rank(each), each.value, each.time or "", each.words))
    clear = _told_apart(ordered, bounds)
    possible, refused = _possible(clear, bounds)
    given = [each for each in possible if each.kind == "published"]
    changes = [each for each in possible if each.kind == "updated"]
    shown = tuple(each for each in clear if each.kind == "published")
    given, changes, more = _changes_unnamed(given, changes)
    published = _published(given, changes, (*refused, *more), bounds)
    published = msgspec.structs.replace(published, candidates=shown)
    if not shown:
        published = msgspec.structs.replace(published, candidates=tuple(c for c in clear if c.kind == "updated"))
    return published, _updated(changes, published, clear, bounds)


def _rank(found: DateFound) -> int:
    if found.evidence in _STATED:
        return -1
    return _ORDER.index(found.evidence) if found.evidence in _ORDER else 2


def _weight(found: DateFound) -> float:
    return _WEIGHTS.get(found.evidence, _USUAL_WEIGHT)


# ── what cannot be ────────────────────────────────────────────────────────────────────────────────────────────────────


def _told_apart(found: Sequence[DateFound], bounds: Bounds) -> list[DateFound]:
    """05/04/2031 as the day that another place gives, or as the newsroom's country writes it; else its year alone."""
    full = {each.value for each in found if len(each.value) == 10}
    return [_clear(each, full, bounds) for each in found]


def _clear(each: DateFound, full: set[str], bounds: Bounds) -> DateFound:
    written = next(days(each.words), None) if len(each.value) == 4 else None
    if written is None or len(written.readings) < 2:
        return each
    agreed = [reading for reading in written.readings if reading in full]
    if len(agreed) == 1:
        return msgspec.structs.replace(each, value=agreed[0])
    if bounds.month_first is None:
        return each
    return msgspec.structs.replace(each, value=written.readings[int(bounds.month_first)])


def _possible(found: Sequence[DateFound], bounds: Bounds) -> tuple[list[DateFound], list[str]]:
    """Those that can be, and why the others cannot."""
    seen = bounds.seen[:10] if bounds.seen else None
    last = str(datetime.date.fromisoformat(seen) + datetime.timedelta(days=1)) if seen else "9999"
    moved = _moved(found)
    out, why = [], []
    for each in found:
        if each.evidence in _STATED:
            out.append(each)
        elif each.value < _EARLIEST[: len(each.value)] or each.value in _TEMPLATES:
            why.append(f"{_said(each)} is what an empty field shows")
        elif each.value > last:
            why.append(f"{_said(each)} is after the page was seen, on {seen}")
        elif each in moved:
            why.append(f"{_said(each)} is more than a year after the day in the address")
        else:
            out.append(each)
    return out, why


def _moved(found: Sequence[DateFound]) -> list[DateFound]:
    address = [each.value for each in found if each.evidence == "address" and len(each.value) == 10]
    fields = [each for each in found if each.evidence in ("json-ld", "meta") and each.kind == "published"]
    return [each for each in fields if address and _days_between(address[0], each.value) > _MOVED_DAYS]


def _days_between(earlier: str, later: str) -> int:
    if len(later) < 10:
        return 0
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days


def _said(found: DateFound) -> str:
    return f"{found.value} ({found.evidence})"


def _changes_unnamed(
    given: list[DateFound], changes: list[DateFound]
) -> tuple[list[DateFound], list[DateFound], list[str]]:
    """A day that the page shows without a label, on which it was changed by another place, is that of the change where
    publication is given as earlier."""
    changed = {each.value for each in changes}
    visible = [each for each in given if each.evidence in ("time element", "text") and not is_labelled(each)]
    other = [each.value for each in given if each not in visible and len(each.value) == 10]
    moved = [each for each in visible if each.value in changed and any(day < each.value for day in other)]
    why = [f"{_said(each)} is the day of its last change" for each in moved]
    return [each for each in given if each not in moved], changes, why


# ── the choice ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _published(
    given: Sequence[DateFound], changes: Sequence[DateFound], refused: Sequence[str], bounds: Bounds
) -> Published:
    if not given and changes:
        best, _ = _best(changes, bounds)
        return msgspec.structs.replace(best, why=_sentence(("only the day of its last change is given", *refused)))
    if not given:
        return Published(value=None, evidence="none found", why=_sentence(refused))
    stated = [each for each in given if each.evidence in _STATED]
    first = [each for each in given if is_first(each)]
    others = sorted({each.value for each in given})
    if stated:
        chosen, why = _of(stated[0], stated[0].value, bounds), f"stated by the input ({stated[0].evidence})"
    elif first and min(first, key=lambda each: each.value).value == others[0] and len(others) > 1:
        earliest = min(first, key=lambda each: each.value)
        chosen, why = _of(earliest, earliest.value, bounds), "the page says that it was first published then"
    else:
        chosen, why = _best(given, bounds)
    differ = [each for each in given if not (chosen.value or "").startswith(each.value)]
    if not differ and not refused:
        return chosen
    against = dict.fromkeys(_said(each) for each in differ if _share(chosen.value or "", each, bounds) == 0)
    shifted = dict.fromkeys(each.evidence for each in differ if _share(chosen.value or "", each, bounds) > 0)
    parts = [f"against {', '.join(against)}"] if against else []
    parts += [f"in UTC it is the day beside ({', '.join(shifted)})"] if shifted else []
    return msgspec.structs.replace(chosen, why=_sentence((why, *parts, *refused)))


def _best(given: Sequence[DateFound], bounds: Bounds) -> tuple[Published, str]:
    """The day for which the most weight speaks, and which places those are."""
    values = sorted({value for each in given for value in (each.value, _at_home(each, bounds)) if value})
    best = max(values, key=lambda value: (_speaks_for(value, given, bounds), -_first_rank(value, given, bounds)))
    support = [each for each in given if _share(best, each, bounds) > 0]
    exact = [each for each in support if best in (each.value, _at_home(each, bounds))]
    timed = [each for each in support if each.time and _local(each, best, bounds)]
    lead = _of(min(exact, key=_rank), best, bounds)
    time = next((_local(each, best, bounds) for each in timed), None)
    places = list(dict.fromkeys(each.evidence for each in support))
    why = f"{places[0]} says so" if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]} agree"
    if lead.value not in {each.value for each in given}:
        why += ", in the zone of the newsroom's country"
    return msgspec.structs.replace(lead, time=time), why


def _first_rank(value: str, given: Sequence[DateFound], bounds: Bounds) -> int:
    return min(_rank(each) for each in given if value in (each.value, _at_home(each, bounds)))


def _speaks_for(value: str, given: Sequence[DateFound], bounds: Bounds) -> float:
    places: dict[str, float] = {}
    for each in given:
        places[each.evidence] = max(places.get(each.evidence, 0.0), _share(value, each, bounds))
    fields: dict[str, list[float]] = {}
    for evidence, share in places.items():
        fields.setdefault(_ONE_FIELD.get(evidence, evidence), []).append(share)
    return sum(
        max(shares) + _SECOND * (sum(share > 0 for share in shares) - 1) for shares in fields.values() if any(shares)
    )


def _share(value: str, each: DateFound, bounds: Bounds) -> float:
    """How much a place speaks for a day: its weight, less where only the zone makes it so, 0 where it names another."""
    home = _at_home(each, bounds)
    if home is not None:
        return _weight(each) if value == home else 0.0
    if each.value == value or (len(each.value) < len(value) and value.startswith(each.value)):
        return _weight(each)
    return _weight(each) - _BY_ZONE if value in _neighbours(each) else 0.0


def _utc(each: DateFound) -> datetime.datetime | None:
    """The moment of a time that is written in UTC, which newsrooms' systems do wherever they are."""
    return datetime.datetime.fromisoformat(each.time) if each.time and each.time.endswith("+00:00") else None


def _at_home(each: DateFound, bounds: Bounds) -> str | None:
    moment = _utc(each)
    if moment is None or bounds.offset is None:
        return None
    return (moment + datetime.timedelta(minutes=bounds.offset)).date().isoformat()


def _neighbours(each: DateFound) -> set[str]:
    moment = _utc(each)
    if moment is None:
        return set()
    return {(moment + shift).date().isoformat() for shift in (_WESTERNMOST, _EASTERNMOST)}


def _local(each: DateFound, value: str, bounds: Bounds) -> str | None:
    """The time of a place that gives this very day, in the newsroom's zone where that is known."""
    moment = _utc(each)
    if moment is not None and bounds.offset is not None:
        zone = datetime.timezone(datetime.timedelta(minutes=bounds.offset))
        return moment.astimezone(zone).isoformat() if _at_home(each, bounds) == value else None
    return each.time


def _of(each: DateFound, value: str, bounds: Bounds) -> Published:
    return Published(value=value, evidence=each.evidence, time=_local(each, value, bounds))


def _sentence(parts: Iterable[str]) -> str:
    return "; ".join(part for part in dict.fromkeys(parts) if part)


# ── the last change ───────────────────────────────────────────────────────────────────────────────────────────────────


def _updated(
    changes: Sequence[DateFound], published: Published, found: Sequence[DateFound], bounds: Bounds
) -> Published | None:
    """The last change; None where none is given, or it is the publication itself under another name."""
    day = published.value or ""
    early = [each for each in changes if (_at_home(each, bounds) or each.value)[: len(day)] < day[: len(each.value)]]
    later = [each for each in changes if each not in early and not _is_publication(each, published)]
    if not later:
        return None
    chosen, why = _best(later, bounds)
    reasons = [f"{_said(each)} is before its publication" for each in early]
    if len({each.value for each in later}) > 1:
        reasons.insert(0, why)
    shown = tuple(each for each in found if each.kind == "updated")
    return msgspec.structs.replace(chosen, why=_sentence(reasons), candidates=shown)


def _is_publication(each: DateFound, published: Published) -> bool:
    if each.time and published.time:
        after = datetime.datetime.fromisoformat(each.time) - datetime.datetime.fromisoformat(published.time)
        return after < _SAME_MOMENT
    return each.value == published.value and each.evidence not in ("time element", "text")
