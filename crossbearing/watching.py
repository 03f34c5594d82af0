"""The mandates of a case: put in force, and put to every story that changed since the last look.

What a mandate matches and the alerts of what is new in it are written together: whenever the process dies, each story
was looked at and its alerts are kept, or it will be looked at. A mandate is put to what is there already before it
comes into force: what it matches there is written down and held. Nothing here speaks to a network.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from crossbearing.attempts import decoded
from crossbearing.errors import CaseError, InputError, MandateError
from crossbearing.lookup import STAGE
from crossbearing.pipeline import dossiers, in_order
from crossbearing.records import Alert, Dossier, Failure, Looked, Mandate, Match, Record
from crossbearing.stage import Progress
from crossbearing.store.base import KeptMandate, Numbered, Seen, Store, Watched
from crossbearing.watch import mandate_file, matching
from crossbearing.watch import preview as previewing
from crossbearing.watch.alerts import Look, alerts
from crossbearing.watch.background import Background, background, captures, joined
from crossbearing.watch.channels import channels
from crossbearing.watch.preview import Preview


class InForce(Record, frozen=True):
    """A mandate that stands, and since when."""

    mandate: Mandate
    digest: str
    added_at: str


class Listed(Record, frozen=True):
    """A mandate that stands, since when (UTC, ISO 8601), what it matches, and how many alerts were raised and held."""

    mandate: Mandate
    added_at: str
    matches: int
    raised: int
    held: int


def shipped() -> dict[str, Path]:
    """Name → file of each mandate that comes with the program."""
    folder = Path(__file__).parent / "mandates"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


@cache
def shipped_mandate(name: str) -> Mandate:
    """One of those."""
    return checked(*source(name))


def source(path: str | os.PathLike[str]) -> tuple[str, str]:
    """The text of a mandate's file, or of a shipped one by its name; and how it is to be named in an error.

    Raises InputError.
    """
    known = shipped().get(os.fspath(path))
    file, name = (known, known.name) if known is not None else (Path(path), os.fspath(path))
    try:
        with file.open("rb") as opened:
            body = opened.read(mandate_file.MOST_BYTES + 1)
    except OSError as error:
        there = ", ".join(shipped())
        raise InputError(f"{name}: {error.strerror}; shipped mandates are {there}") from error
    return mandate_file.decoded(body, name), name


def checked(text: str, name: str) -> Mandate:
    """The mandate that `text` holds, whose feeds can be followed. Raises MandateError with all that is wrong."""
    return mandate_file.read(text, name, _unfit)


def _unfit(url: str) -> str:
    from crossbearing.collect.addresses import Refused, written  # noqa: PLC0415 - most mandates need no network

    try:
        written(url)
    except Refused as error:
        return str(error)
    return ""


def add(store: Store, text: str, name: str, at: datetime.datetime) -> tuple[Mandate, bool]:
    """Put the mandate that `text` holds in force; whether it was not in force so already.

    What it matches in the dossiers that are there is written down first, and told to nobody. One of its id that was in
    force ends. The case is locked by whoever calls. Raises MandateError: "NAME:LINE: FIELD: what is wrong", CaseError.
    """
    mandate = checked(text, name)
    digest = hashlib.sha256(text.encode()).hexdigest()
    time = at.isoformat(timespec="seconds")
    there = {each.id: each.digest for each in store.mandates()}.get(mandate.id)
    if there != digest:
        version = "the mandate" if there is None else "this version of the mandate"
        late = f"it was there when {version} was added"
        _update(store, InForce(mandate, digest, time), at, late)
    return mandate, store.keep_mandate(KeptMandate(mandate.id, digest, time, None, text))


def end(store: Store, mandate_id: str, at: datetime.datetime) -> None:
    """Let a mandate end. Raises InputError for one that is not in force."""
    if not store.end_mandate(mandate_id, at.isoformat(timespec="seconds")):
        there = ", ".join(each.id for each in store.mandates()) or "none"
        raise InputError(f"{mandate_id}: no mandate of this name is in force; there are: {there}")


def in_force(store: Store) -> tuple[InForce, ...]:
    """The mandates that stand, in the order of ids, but those that this version cannot read: see `failures`."""
    read = [(kept, _read(kept.body, kept.id)) for kept in store.mandates()]
    return tuple(InForce(each, kept.digest, kept.added_at) for kept, each in read if isinstance(each, Mandate))


def failures(store: Store) -> tuple[Failure, ...]:
    """The mandates that stand and that this version cannot read: nothing of them is watched, all else goes on."""
    read = [(kept.id, _read(kept.body, kept.id)) for kept in store.mandates()]
    return tuple(Failure("watch", f"mandate {name}", each) for name, each in read if isinstance(each, str))


@lru_cache(maxsize=32)
def _read(body: str, mandate_id: str) -> Mandate | str:
    """A mandate, or why this version cannot read it: it was checked when it was added, by the rules of then."""
    try:
        return mandate_file.read(body, mandate_id)
    except MandateError as error:
        return f"it cannot be read by this version; add it anew, or end it: {error.problems[0]}"


def listed(store: Store) -> tuple[Listed, ...]:
    """The mandates that stand, with what became of each."""
    return tuple(
        Listed(
            mandate=each.mandate,
            added_at=each.added_at,
            matches=len(matches(store, each.mandate.id)),
            raised=store.alert_count(each.mandate.id, raised=True),
            held=store.alert_count(each.mandate.id, raised=False),
        )
        for each in in_force(store)
    )


def of_matter(path: str | os.PathLike[str], matter: str | None) -> Mandate:
    """The mandate of a file, or a shipped one by its name; with that matter alone, where one is named.

    Raises InputError.
    """
    text, name = source(path)
    mandate = checked(text, name)
    if matter is None:
        return mandate
    only = tuple(each for each in mandate.matters if each.id == matter)
    if not only:
        there = ", ".join(each.id for each in mandate.matters)
        raise InputError(f"{name}: no matter {matter}; there are: {there}")
    return replace(mandate, matters=only)


def preview(store: Store, mandate: Mandate, examples: int, progress: Progress | None = None) -> Preview:
    """What a mandate would match in the case as it stands; nothing is kept. `progress` hears of "preview"."""
    return previewing.preview(mandate, _each(store, progress), examples)


def _each(store: Store, progress: Progress | None) -> Iterator[Dossier]:
    stories = [story.id for story in in_order(store)]
    for number, story in enumerate(stories, 1):
        yield from dossiers(store, [story])
        if progress is not None:
            progress("preview", number, len(stories))


def one(store: Store, mandate_id: str) -> InForce:
    """One mandate by its id. Raises InputError for one that is not in force, CaseError for one that cannot be read."""
    for each in in_force(store):
        if each.mandate.id == mandate_id:
            return each
    for failure in failures(store):
        if failure.unit == f"mandate {mandate_id}":
            raise CaseError(f"{failure.unit}: {failure.reason}")
    there = ", ".join(each.mandate.id for each in in_force(store)) or "none"
    raise InputError(f"{mandate_id}: no mandate of this name is in force; there are: {there}")


def matches(store: Store, mandate_id: str) -> tuple[Match, ...]:
    """What a mandate matched at the last look, by story."""
    return tuple(match for _, found in matches_by_story(store, mandate_id) for match in found)


def matches_by_story(store: Store, mandate_id: str) -> Iterator[tuple[str, Sequence[Match]]]:
    """The same with each story's id."""
    return ((each.story, _decoded(each).matches) for each in store.watched_bodies(mandate_id))


def alerts_of(store: Store, mandate_id: str | None) -> tuple[Alert, ...]:
    """All alerts, or those of one mandate, in their order."""
    found: list[Numbered] = []
    while page := store.alerts(mandate_id, found[-1].number if found else 0):
        found += page
    return tuple(each.alert for each in found)


def is_up_to_date(store: Store, each: InForce) -> bool:
    """Whether a mandate was put to all that the last build made."""
    return store.watched(each.mandate.id) == _keys(each, _digests(store))


def update(store: Store, at: datetime.datetime, progress: Progress | None = None) -> tuple[Alert, ...]:
    """Put every mandate to the stories whose dossiers changed, and keep alerts of what is new; these.

    `at` is the time that alerts bear. `progress` hears of "watch". The case is locked by whoever calls. Raises
    CaseError.
    """
    return tuple(alert for each in in_force(store) for alert in _update(store, each, at, "", progress))


def _update(
    store: Store, each: InForce, at: datetime.datetime, late: str, progress: Progress | None = None
) -> tuple[Alert, ...]:
    """`late`: why all that is new is held."""
    mandate = each.mandate
    keys = _keys(each, _digests(store))
    there = store.watched(mandate.id)
    stale = sorted(story for story, key in keys.items() if there.get(story) != key)
    gone = sorted(there.keys() - keys.keys())
    if not stale and not gone:
        return ()
    # reports and findings move between stories when these are joined or parted: what changed is compared as one
    before = {one.story: _decoded(one) for one in store.watched_bodies(mandate.id, [*stale, *gone])}
    seen = frozenset(capture for one in before.values() for capture in one.captures)
    parts: list[Background] = []
    now: list[Match] = []
    written: list[Watched] = []
    for number, story in enumerate(stale, 1):
        for dossier in dossiers(store, [story]):
            found = matching.matches(mandate, dossier)
            now += found
            written.append(Watched(story, keys[story], msgspec.json.encode(Looked(captures(dossier), found))))
            if found or dossier.withdrawn or any(one.matches for one in before.values()):
                parts.append(background(dossier, seen))
        if progress is not None:
            progress("watch", number, len(stale))
    time = at.isoformat(timespec="seconds")
    then = [match for one in before.values() for match in one.matches]
    new = alerts(then, now, alerts_of(store, mandate.id), joined(parts), Look(time, late))
    store.watch(Seen(mandate.id, written, gone, new, channels(mandate), at.timestamp()))
    return new


def _digests(store: Store) -> dict[str, str]:
    """Story → digest of its dossier."""
    return {story: each.digest for story, each in store.made(STAGE).items() if each.digest}


def _keys(each: InForce, digests: dict[str, str]) -> dict[str, str]:
    """Story → what says that this mandate was put to this dossier."""
    return {story: f"{matching.VERSION} {each.digest} {digest}" for story, digest in digests.items()}


def _decoded(watched: Watched) -> Looked:
    found: Looked = decoded(watched.body, Looked, f"what is watched in {watched.story}")
    return found
