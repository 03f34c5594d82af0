"""What was gathered, beside what a case holds already: under which names it goes in, and what takes whose place.

The same bytes are one more sighting. What comes from the source or the page address of a capture that the case reads is
another version of it, takes its name and, unless it was seen earlier, its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from crossbearing.addresses import page_key
from crossbearing.collect.gathering import Arrival
from crossbearing.records import Record, Sighting, Stated
from crossbearing.store.base import Held


class Step(Record, frozen=True):
    """One arrival, and what the case does with it."""

    arrival: Arrival
    reads: bool
    """Whether the case reads the capture from now on; else its arrival is noted and no more."""
    back: str = ""
    """Id of a capture that the case reads again afterwards: what came is an earlier version of it."""
    new: bool = False
    """Whether the case had no capture of that name; with `reads` and without `new`, a version of a known report."""


class Known:
    """What a case holds, as far as it decides where arrivals go."""

    def __init__(self, current: Sequence[Held], earlier: Sequence[Held], sightings: Iterable[Sighting]) -> None:
        every = (*earlier, *current)
        self._by_bytes: dict[tuple[str, Stated], Held] = {}
        self._by_source: dict[str, Held] = {}
        self._by_page: dict[tuple[str, str], Held] = {}
        self._stated: dict[str, Stated] = {}
        for held in every:
            self._learn(held)
        self._current = {held.name: (held.id, held.source) for held in current}
        self._ids: dict[str, set[str]] = {}
        for held in every:
            self._ids.setdefault(held.name, set()).add(held.id)
        self._claimed: set[str] = set()
        self._seen: set[tuple[str, str, str]] = set()
        self._last: dict[str, str] = {}
        for seen in sightings:
            self._seen.add((seen.capture, seen.source, seen.taken_at if seen.timed else ""))
            if seen.timed:
                self._last[seen.capture] = max(self._last.get(seen.capture, ""), seen.taken_at)

    def steps(self, reports: Sequence[Sequence[Arrival]]) -> Iterator[Step]:
        """What to do, in this order. A run that ended in the middle of it goes on to the same end."""
        given = {(arrival.sha256, arrival.stated) for arrivals in reports for arrival in arrivals}
        named = [(arrivals, self._before(arrivals, given)) for arrivals in reports]
        for arrivals, before in named:
            name = before if before is not None else self._free(arrivals[0].name)
            self._claimed.add(name)
            for arrival in arrivals:
                yield self._step(msgspec.structs.replace(arrival, name=name))

    def step(self, arrival: Arrival) -> Step:
        """What to do with an arrival that comes by itself, and is done before the next one comes.

        The same bytes are the same capture, whatever a feed says of them now and at whichever address they are: what
        was stated of them when they came first stays.
        """
        same = self._stated.get(arrival.sha256)
        if same is not None:
            arrival = msgspec.structs.replace(arrival, stated=same)
        self._claimed.clear()
        (step,) = self.steps([[arrival]])
        self._learn(_held(step.arrival))
        return step

    def knows(self, step: Step) -> bool:
        """Whether a step that only notes an arrival would note what is noted already."""
        arrival = step.arrival
        return not step.reads and (arrival.id, arrival.source, arrival.taken_at if arrival.timed else "") in self._seen

    def _learn(self, held: Held) -> None:
        self._by_bytes[held.sha256, held.stated] = held
        self._by_source[held.source] = held
        self._stated[held.sha256] = held.stated
        if (key := page_key(held.stated.url)) is not None:
            self._by_page[key, held.media_type] = held

    def _before(self, arrivals: Sequence[Arrival], given: Collection[object]) -> str | None:
        """The name under which the case knows the report."""
        for arrival in arrivals:
            held = self._by_bytes.get((arrival.sha256, arrival.stated)) or self._displaced(arrival, given)
            if held is not None and held.name not in self._claimed:
                self._claimed.add(held.name)
                return held.name
        return None

    def _displaced(self, arrival: Arrival, given: Collection[object]) -> Held | None:
        """What an arrival is another version of. What is itself among the inputs is not displaced by its source: the
        lines of a file move when one is put in above them."""
        held = self._by_page.get(arrival.page) if arrival.page is not None else None
        if held is not None:
            return held
        held = self._by_source.get(arrival.source)
        if held is None or (held.sha256, held.stated) in given:
            return None
        pages = {page_key(held.stated.url), page_key(arrival.stated.url)} - {None}
        return held if len(pages) < 2 else None

    def _free(self, name: str) -> str:
        number, free = 2, name
        while free in self._ids or free in self._claimed:
            free, number = f"{name}-{number}", number + 1
        return free

    def _step(self, arrival: Arrival) -> Step:
        name, made = arrival.name, arrival.id
        known = self._ids.setdefault(name, set())
        now, source = self._current.get(name, ("", ""))
        last = self._last.get(now, "")
        if arrival.timed:
            self._last[made] = max(self._last.get(made, ""), arrival.taken_at)
        if made == now:
            return Step(arrival, reads=False)
        later = arrival.timed and arrival.taken_at > last
        if made in known:
            returns = (later and last != "") or (not arrival.timed and arrival.source == source)
            if returns:
                self._current[name] = made, arrival.source
            return Step(arrival, reads=returns)
        known.add(made)
        if arrival.timed and arrival.taken_at < last:
            return Step(arrival, reads=True, back=now)
        self._current[name] = made, arrival.source
        return Step(arrival, reads=True, new=not now)


def _held(arrival: Arrival) -> Held:
    came = arrival.taken_at, arrival.timed
    return Held(arrival.id, arrival.name, arrival.source, arrival.sha256, arrival.stated, *came, 0, arrival.media_type)
