"""What a run knows of how captures came, and which of them are earlier versions of others.

The store says how each capture came, the stage `versions` which captures are of one page; both are told apart here, so
that stages after it are given what a report is now, and those that ask for it what it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from crossbearing.records import Chain, History, Provenance, Report, Sighting, Version
from crossbearing.store.base import Store

VERSIONS = "versions"
"""The stage that makes the chains."""
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


class Heads:
    """Which capture stands for what a page, or a report of some name, is now, once the chains are known."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` as `Store.reading` has them."""
        self._by_name = names
        self._current = set(names.values())
        self._chain_of: dict[str, Chain] = {}
        self._heads = self._current

    def know(self, chains: Sequence[Chain]) -> None:
        """Which captures are versions of one page."""
        self._chain_of = {unit: chain for chain in chains for version in chain.versions for unit in version}
        alone = {unit for unit in self._current if unit not in self._chain_of}
        self._heads = alone | {chain.versions[-1][0] for chain in chains}

    def head_of(self, unit: str) -> str | None:
        """The capture that is what a capture's page is now; None where the case does not read it."""
        chain = self._chain_of.get(unit)
        if chain is not None:
            return chain.versions[-1][0]
        return unit if unit in self._heads else None

    def named(self, name: str) -> str | None:
        """The capture that is what the report of this name is now."""
        unit = self._by_name.get(name)
        return None if unit is None else self.head_of(unit)


class Captures(Heads):
    """The captures that a case reads, current and earlier, how each came, and their chains once these are known."""

    def __init__(self, store: Store) -> None:
        current, earlier = store.current(), store.earlier()
        seen: dict[str, list[Sighting]] = {}
        for each in store.sightings():
            if each.timed:
                seen.setdefault(each.capture, []).append(each)
        super().__init__({held.name: held.id for held in current})
        self._held = {held.id: held for held in (*current, *earlier)}
        self._seen = {capture: sorted(each, key=lambda one: one.taken_at) for capture, each in seen.items()}
        self.names = {held.id: held.name for held in current}
        """Capture → name in words; those that the case reads now first."""
        self.names |= {held.id: f"{held.name} (capture {held.number}, an earlier one)" for held in earlier}

    def heads(self) -> list[str]:
        """The captures of which each is what a report is now, in a fixed order."""
        return [unit for unit in self.names if unit in self._heads]

    def provenance(self, unit: str, report: str) -> Provenance:
        """How a capture came; `report` is the report that stands for its text."""
        held, seen = self._held[unit], self._seen.get(unit, [])
        return Provenance(
            report=report,
            capture=unit,
            name=held.name,
            sha256=held.sha256,
            media_type=held.media_type,
            within=held.within,
            source=next((each.source for each in seen if _WEB.fullmatch(each.source)), None),
            seen=tuple(dict.fromkeys(each.taken_at for each in (seen[:1] + seen[-1:]))),
            sightings=len(seen),
            number=held.number,
        )

    def before(self, heads: Sequence[str]) -> list[str]:
        """The captures from which the earlier versions of some reports are read, by report, oldest first."""
        return [read for head in heads for read, _ in self._texts(head)[:-1]]

    def digest(self, heads: Sequence[str]) -> str:
        """What tells whether all that is known of the captures of some reports is the same as before."""
        texts = [text for head in heads for text in self._texts(head)]
        came = [self.provenance(unit, read) for read, units in texts for unit in units]
        chains = [self._chain_of.get(head) for head in heads]
        return hashlib.sha256(msgspec.json.encode((chains, came))).hexdigest()

    def history(self, heads: Mapping[str, str], made: Callable[[str, str], Any]) -> History:
        """The history of some reports, given as capture → report; `made` gives what a stage made of a capture."""
        captures: list[Provenance] = []
        versions: list[Version] = []
        for head, report in heads.items():
            for number, (read, units) in enumerate(self._texts(head), 1):
                told: Report | None = None if read == head else made("clean", read)
                captures += [self.provenance(unit, told.id if told is not None else report) for unit in units]
                if told is not None:
                    reasons = self._chain_of[head].reasons
                    versions.append(Version(report, number, told, made("read", read), reasons))
        vectors = tuple(made("embed", unit) for unit in self.before(tuple(heads)))
        return History(tuple(captures), tuple(versions), vectors)

    def _texts(self, head: str) -> list[tuple[str, tuple[str, ...]]]:
        """For each version of a report, oldest first, the capture it is read from, and all captures of its text."""
        chain = self._chain_of.get(head)
        return [(head, (head,))] if chain is None else [(version[0], version) for version in chain.versions]
