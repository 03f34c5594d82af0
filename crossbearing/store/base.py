"""What the pipeline asks of a store. One contract suite (`tests/contracts/test_stores.py`) runs over every store.

A case is captures (bytes, never changed and never deleted) with every arrival of each, which of them the case reads now
and which they took the place of, what could not be collected, the feeds that it follows, what readers decided, the
outputs of the stages, at most one for a (stage, unit), the index by which stories are found, made of these, and the
mandates with what they matched, their alerts and to whom these are still to go. An
output is a value: it carries the key of all that it depends on, so whoever asks "what is missing?" compares keys and
needs no dates.

Every method that writes is one transaction: when it returns, all of it is on the disk; when the process dies in it,
none of it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from crossbearing.records import Alert, Capture, Decision, Failure, Feed, Sighting, Stated, Visit
from crossbearing.store.index import (
    EntriesFound,
    EntryQuery,
    Hits,
    IndexedStory,
    IndexState,
    KnownFound,
    Retired,
    Search,
    StoriesFound,
    StoryQuery,
)


class Held(msgspec.Struct, frozen=True):
    """A capture without its body."""

    id: str
    name: str
    source: str
    sha256: str
    stated: Stated
    taken_at: str
    timed: bool
    number: int = 0
    """0: current; earlier captures of a name are numbered from 1, in the order in which they came."""
    media_type: str = ""
    within: str = ""


class Made(msgspec.Struct, frozen=True):
    """An output without its body: enough to see whether it is still what is wanted."""

    key: str
    digest: str
    """SHA-256 of the body, "" for a failure."""
    unit_name: str
    """The unit in words, for a reader."""
    reason: str | None
    """Why there is no body."""
    settled: bool
    """False for an unexpected error: the next run tries again. A unit that is simply unreadable stays so."""


class Output(msgspec.Struct, frozen=True):
    """What one stage made of one unit: a body (JSON) or a reason why there is none."""

    stage: str
    unit: str
    unit_name: str
    key: str
    body: bytes | None
    reason: str | None = None
    settled: bool = True
    packed: bool = False
    """Whether the store may keep the body packed, where nobody but a program reads it."""

    @property
    def digest(self) -> str:
        return "" if self.body is None else hashlib.sha256(self.body).hexdigest()


class KeptMandate(msgspec.Struct, frozen=True):
    """A mandate as it was written."""

    id: str
    digest: str
    """SHA-256 of the body."""
    added_at: str
    """UTC, ISO 8601."""
    ended_at: str | None
    """When another took its place, or it was dropped; None: it is in force."""
    body: str
    """YAML."""


class Watched(msgspec.Struct, frozen=True):
    """The matches of one mandate with one story, of which alerts were made."""

    story: str
    key: str
    """Says of which dossier and mandate."""
    body: bytes
    """A `records.Looked`, as JSON."""


class Numbered(msgspec.Struct, frozen=True):
    """An alert with its place among all of the case."""

    number: int
    alert: Alert


class ToTell(msgspec.Struct, frozen=True):
    """An alert that is to go, or went, to someone."""

    alert: Alert
    channel: str
    """`watch.channels` writes and reads it."""
    tries: int = 0
    due_at: float = 0.0
    """Seconds since 1970, UTC: it is not tried before."""
    done_at: str | None = None
    error: str | None = None
    """Why the last try failed; of what is done with an error: why it was given up."""


class Seen(msgspec.Struct, frozen=True):
    """What one look of a mandate at a case found."""

    mandate: str
    now: Sequence[Watched] = ()
    gone: Collection[str] = ()
    """Stories that are no longer there."""
    alerts: Sequence[Alert] = ()
    channels: Collection[str] = ()
    at: float = 0.0
    """Seconds since 1970: from when on the alerts are due."""


class Tried(msgspec.Struct, frozen=True):
    """One try to tell an alert to a channel."""

    alert: str
    channel: str
    done_at: str | None
    """UTC, ISO 8601; None: it is to be tried again from `due_at` on."""
    error: str | None = None
    due_at: float = 0.0
    counts: bool = True
    """Whether it is a try more, or only says what became of the last one, or why there was none."""


class Store(Protocol):
    """A case's memory. Every method may raise `CaseError`, with the place named in its text."""

    def lock(self) -> None:
        """Become the only one who writes, until `close`. Raises CaseError at once when another process is."""

    def take(self, captures: Sequence[Capture]) -> None:
        """Keep captures, and that they came; whether the case reads them is not changed.

        One that is there already gets another sighting: of one that is not timed, only where it came from a new source.
        """

    def add(self, captures: Sequence[Capture], failures: Sequence[Failure]) -> None:
        """Take captures in. One that bears the name of a current one takes its place; the older becomes an earlier one.

        A unit's failures take the place of its earlier ones.
        """

    def replace(self, captures: Sequence[str], failures: Sequence[Failure]) -> None:
        """Make these captures, by id, the only ones that are read, without earlier ones; the same for failures of
        collecting. Raises CaseError for one that is not stored."""

    def current(self) -> tuple[Held, ...]:
        """The captures that the case reads now, in the order of names."""

    def reading(self) -> dict[str, str]:
        """Name → the capture that the case reads now under it, in the order of names: `current` without the rest."""

    def earlier(self) -> tuple[Held, ...]:
        """The captures that current ones took the place of, in the order of names and numbers."""

    def capture(self, capture_id: str) -> Capture:
        """One stored capture, current or not."""

    def captures(self) -> Iterator[Capture]:
        """Every stored capture, in the order of ids."""

    def sightings(self, capture_id: str | None = None) -> Iterator[Sighting]:
        """Every arrival of every capture, or of one; in the order of captures, times and sources."""

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that the case follows, in the order of their addresses."""

    def keep_feed(self, feed: Feed) -> None:
        """Follow a feed, or write down what is known of it now. Where it did not fail, it is no failure any more."""

    def drop_feed(self, url: str) -> bool:
        """Follow a feed no longer; whether it was followed. What it brought stays; that it failed does not."""

    def visits(self) -> dict[str, Visit]:
        """Address → the last visit to a page that a feed named."""

    def keep_visits(self, visits: Sequence[Visit]) -> None:
        """Write visits down; each takes the place of an earlier one to its address.

        Where the page was fetched, it is among what could not be collected no longer.
        """

    def settle(self, units: Iterable[str]) -> None:
        """That these units are no longer among what could not be collected."""

    def uncollected(self) -> tuple[Failure, ...]:
        """What could not be collected, in the order of units."""

    def decide(self, decision: Decision) -> None:
        """Keep a decision of a reader; one that is there already is not kept twice. It may be done while another
        process builds."""

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order in which they were made, those replaced by others among them."""

    def decision_count(self) -> int:
        """How many decisions there are. Since none is ever deleted, it tells whether there are newer ones."""

    def damaged_decisions(self) -> tuple[str, ...]:
        """What is wrong with decisions, each named by its id: not to be read, or not what its id is the hash of."""

    def made(self, stage: str) -> dict[str, Made]:
        """Unit → what is known of its output."""

    def failed(self, stage: str) -> dict[str, Made]:
        """The same for those of its outputs that have no body."""

    def made_of(self, stage: str, unit: str) -> Made | None:
        """What is known of one output."""

    def bodies(self, stage: str, units: Iterable[str]) -> dict[str, bytes]:
        """Unit → body, for those of `units` that have one."""

    def outputs(self) -> Iterator[tuple[Output, str]]:
        """Every stored output with the digest it was written with, in the order of stage and unit."""

    def put(self, outputs: Sequence[Output]) -> None:
        """Write outputs; each takes the place of an earlier one of its stage and unit."""

    def keep(self, units: Mapping[str, Collection[str]]) -> None:
        """Forget, for each stage named, the outputs of all units but these."""

    def indexed(self) -> dict[str, str]:
        """Story → digest of the output that it is indexed by."""

    def index_state(self, stage: str) -> IndexState:
        """How far the index agrees with what is stored of a stage, by digests alone."""

    def index_story(self, story: IndexedStory) -> None:
        """Index a story anew. Its retired ids are added to those there are."""

    def is_indexed(self, story: IndexedStory) -> bool:
        """Whether the story is indexed exactly so; retired ids are left out of account."""

    def unindex(self, stories: Collection[str] | None = None) -> None:
        """Forget what these stories are found by, or (None) the whole index, its damage too; no retired id."""

    def retire(self, retired: Collection[Retired]) -> None:
        """Keep where links to ids that are borne no longer lead; each takes the place of an earlier one of its id."""

    def retired(
        self, ids: Collection[str] | None = None, stories: Collection[str] | None = None
    ) -> tuple[Retired, ...]:
        """Where these ids lead, or all that lead to these stories; in the order of ids."""

    def find_stories(self, query: StoryQuery, facets: int = 0) -> StoriesFound:
        """Stories by what they are found by; with the commonest `facets` keys of each kind, where it is not 0."""

    def search(self, query: Search) -> Hits:
        """Passages by their words, the best first (BM25), then the newest. No text is an error."""

    def entries(self, query: EntryQuery) -> EntriesFound:
        """Entries of a kind."""

    def known(self, query: EntryQuery) -> KnownFound:
        """Entries of a kind over all stories, those of most stories first; `query.story` is left out of account."""

    def mandates(self, ended: bool = False) -> tuple[KeptMandate, ...]:
        """The mandates that are in force, in the order of ids; or (`ended`) all that ever were, as they were added."""

    def keep_mandate(self, mandate: KeptMandate) -> bool:
        """Put a mandate in force; one of its id that is, ends. Whether anything changed: the same twice does not."""

    def end_mandate(self, mandate_id: str, at: str) -> bool:
        """That a mandate is in force no longer; whether it was. What it matched is forgotten; its alerts stay, and
        those that were still to be told are told."""

    def watched(self, mandate_id: str) -> dict[str, str]:
        """Story → key of what a mandate matched in it."""

    def watched_bodies(self, mandate_id: str, stories: Collection[str] | None = None) -> tuple[Watched, ...]:
        """What a mandate matched in these stories, or in all, in the order of stories."""

    def watch(self, seen: Seen) -> int:
        """Write down what a mandate matches now, forget stories that are gone, and keep alerts; of those that are
        raised, that each goes to each channel. All of it or nothing. An alert that is there already is not kept twice
        and goes to nobody again; how many were new."""

    def alerts(self, mandate_id: str | None = None, after: int = 0, limit: int = 1000) -> tuple[Numbered, ...]:
        """Alerts in the order in which the watch saw them, from the first whose number is greater than `after` on."""

    def newest_alerts(
        self, mandate_id: str | None = None, raised: bool | None = None, offset: int = 0, limit: int = 100
    ) -> tuple[Alert, ...]:
        """Alerts, the newest first."""

    def alert_count(self, mandate_id: str | None = None, raised: bool | None = None) -> int:
        """How many alerts there are."""

    def to_tell(self, now: float, limit: int = 100, channel: str | None = None) -> tuple[ToTell, ...]:
        """What is to be told and due, what was due longest first; of one channel, what was tried least first."""

    def waiting(self) -> dict[str, int]:
        """Channel → how many alerts are still to go to it."""

    def tried(self, *tried: Tried) -> None:
        """Write down that telling was tried, all of it or nothing; what is done stays so."""

    def untold(self, limit: int = 100) -> tuple[ToTell, ...]:
        """What could not be told so far, or was given up, with the reason; the newest alerts first."""

    def damaged_watch(self) -> tuple[str, ...]:
        """What is wrong with mandates and alerts, each named: not to be read, or not what was kept."""

    def refresh(self) -> None:
        """Of a case that is only read: see it from now on as it is now, not as it was at the first look."""

    def close(self) -> None:
        """Let go of the case; the store is not used afterwards."""
