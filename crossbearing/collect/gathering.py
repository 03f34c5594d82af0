"""What was found → captures under their names, without holding their bodies.

Names depend on all that is found together, so bodies are put by (`spool`) until the last file was read. What has the
same bytes and was stated alike is one capture, however often it came; each time it came is an arrival.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Self

import msgspec

from crossbearing.addresses import page_key
from crossbearing.collect.containers import Item
from crossbearing.collect.found import Found, failure
from crossbearing.collect.naming import Place, capture_id, names
from crossbearing.collect.spool import Kept, Spool
from crossbearing.records import Capture, Failure, Record, Stated


class Arrival(Record, frozen=True):
    """A capture without its body, as it came once."""

    name: str
    media_type: str
    sha256: str
    stated: Stated
    source: str
    taken_at: str
    timed: bool
    http: str
    within: str
    kept: Kept = Kept(0, 0)
    """Where its bytes are put by; nowhere for what comes alone, which is stored at once."""

    @property
    def id(self) -> str:
        """The capture's id under this name."""
        return capture_id(self.name, self.media_type, self.sha256, self.stated)

    @property
    def page(self) -> tuple[str, str] | None:
        """What two captures of one page share: its address, and the kind of its bytes.

        An item of a feed and the page that it leads to are of two kinds, and neither takes the place of the other: the
        item may have been cut or differ. Where their texts are alike, `compare.versions` makes them one report.
        """
        key = page_key(self.stated.url)
        return None if key is None else (key, self.media_type)

    def capture(self, body: bytes) -> Capture:
        """The capture with its bytes."""
        return Capture(
            id=self.id,
            name=self.name,
            source=self.source,
            media_type=self.media_type,
            sha256=self.sha256,
            taken_at=self.taken_at,
            stated=self.stated,
            body=body,
            timed=self.timed,
            http=self.http,
            within=self.within,
        )


def arrival(item: Found, sha256: str, now: str) -> Arrival:
    """How a report came, under its stem; `now` is when, where the item does not say."""
    return Arrival(
        name=item.place.stem,
        media_type=item.media_type,
        sha256=sha256,
        stated=item.stated,
        source=item.source,
        taken_at=item.taken_at or now,
        timed=item.taken_at is not None,
        http=item.http,
        within=item.within,
    )


class _Waiting(Record, frozen=True):
    """A report that has no name yet."""

    place: Place
    arrival: Arrival


class Gathered:
    """All that came of the inputs. A context manager: afterwards the bodies are gone."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Read `items` to their end. Raises InputError where there is no room to put bodies by."""
        self._spool = Spool()
        self._now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        try:
            waiting, failures = self._put_by(items)
        except BaseException:
            self._spool.close()
            raise
        self.failures: tuple[Failure, ...] = tuple(
            failure(unit, reason) for unit, reason in sorted({(each.unit, each.reason) for each in failures})
        )
        self.reports: tuple[tuple[Arrival, ...], ...] = tuple(_named(waiting))
        """For each name, in their order, every arrival of what goes by it: of the versions of one page in the order of
        their times, those of no known time first."""

    def _put_by(self, items: Iterable[Item]) -> tuple[list[list[_Waiting]], list[Failure]]:
        """Arrivals by what arrived, the first by its place before the others; and what did not."""
        every: dict[tuple[str, bytes], list[_Waiting]] = {}
        failures: list[Failure] = []
        for item in items:
            if isinstance(item, Failure):
                failures.append(item)
            elif isinstance(item, Found):
                identity = item.identity()
                before = every.setdefault(identity, [])
                kept = before[0].arrival.kept if before else self._spool.put(item.body)
                came = msgspec.structs.replace(arrival(item, identity[0], self._now), kept=kept)
                before.append(_Waiting(item.place, came))
            else:
                of = every[item.identity][0]
                taken_at = item.taken_at or self._now
                seen = msgspec.structs.replace(
                    of.arrival, source=item.source, taken_at=taken_at, timed=item.taken_at is not None
                )
                every[item.identity].append(_Waiting(of.place, seen))
        return [sorted(arrivals, key=_rank) for arrivals in every.values()], failures

    def capture(self, arrival: Arrival) -> Capture:
        """An arrival with its bytes."""
        return arrival.capture(self._spool.get(arrival.kept))

    def close(self) -> None:
        """Let go of the bodies."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _rank(waiting: _Waiting) -> tuple[Place, str, str]:
    return waiting.place, waiting.arrival.taken_at, waiting.arrival.source


def _named(captures: list[list[_Waiting]]) -> Iterator[tuple[Arrival, ...]]:
    pages: dict[object, list[list[_Waiting]]] = {}
    for arrivals in sorted(captures, key=lambda arrivals: _rank(arrivals[0])):
        first = arrivals[0].arrival
        pages.setdefault(first.page or (first.sha256, first.stated), []).append(arrivals)
    given = names([versions[0][0].place for versions in pages.values()])
    for name, versions in sorted(zip(given, pages.values(), strict=True), key=lambda each: each[0]):
        rows = [
            (_when(each.arrival, of[0]), msgspec.structs.replace(each.arrival, name=name))
            for of in versions
            for each in of
            if each is of[0] or _is_news(each, of[0])
        ]
        yield tuple(arrival for _, arrival in sorted(rows, key=lambda row: row[0]))


def _is_news(waiting: _Waiting, first: _Waiting) -> bool:
    """Another path to the same file is no news; another file with its bytes is, and so is another time."""
    return waiting.arrival.timed or waiting.place != first.place


def _when(arrival: Arrival, first: _Waiting) -> tuple[str, ...]:
    """Orders the arrivals of one page's versions; those of one version go by its first."""
    time = arrival.taken_at if arrival.timed else ""
    stated = first.arrival.stated
    where = "/".join((*first.place.folders, first.place.exact))
    return time, stated.updated or "", stated.published or "", where, first.arrival.source, arrival.source
