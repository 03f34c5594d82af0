"""Alerts go out: what is due in the outbox is tried, and each try is written down.

An alert and to whom it goes are in the case in one transaction with what it was made of (`Store.watch`). Before each
try it is written down that there is one, with the time of the next; after it, what became of it. So a process that is
killed in between leaves an alert that is tried once more under the same key, after a wait; and where nothing can be
written, nothing is sent. Each channel goes its own way: one that fails or dawdles holds up no other.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from crossbearing.collect.found import printable
from crossbearing.errors import CrossbearingError
from crossbearing.records import Alert, Mandate, Record
from crossbearing.settings import Settings
from crossbearing.store.base import Store, ToTell, Tried
from crossbearing.tell import atom, retries
from crossbearing.tell.atom import Head
from crossbearing.tell.line import Terminal
from crossbearing.tell.mail import Mail
from crossbearing.tell.message import Message, Outcome, Say, Sender
from crossbearing.tell.webhook import Webhook
from crossbearing.watch import mandate_file
from crossbearing.watch.channels import recipient

CUT_OFF = "the last try was cut off; it may have arrived"
TURN_SECONDS = 30.0
"""After so long a channel starts no other try in this turn; the rest stays due."""
AT_ONCE = 50
"""Channels that are told at the same time."""
UNFIT_SECONDS = 60.0
"""A channel that cannot be used as things are set here is looked at again after so long."""


class Told(msgspec.Struct):
    """What came of a turn: numbers of tries."""

    done: int = 0
    failed: int = 0
    """To be tried again."""
    given_up: int = 0


class Untold(Record, frozen=True):
    """An alert that someone could not be told so far, or was not."""

    alert: str
    """Its id."""
    channel: str
    """As `name` gives it."""
    tries: int
    given_up: bool
    error: str


class Rest(msgspec.Struct):
    """Of a channel that fails: how often in a row, and until when (seconds since 1970) it is sent nothing."""

    failures: int = 0
    until: float = 0.0


class Means(msgspec.Struct, frozen=True):
    """By what alerts are told. One is made for a process and given to each turn: it knows which channels rest."""

    settings: Settings
    say: Say
    """Prints lines that are safe to show."""
    environment: Mapping[str, str] = os.environ
    running: Callable[[], float] = time.monotonic
    rests: dict[str, Rest] = msgspec.field(default_factory=dict)


def tell(store: Store, now: float, means: Means) -> Told:
    """Send what is due, in a bounded time; `now`: seconds since 1970.

    Raises CaseError where a try cannot be written down: what is not, stays due.
    """
    turn = _Turn(store, now, means)
    asyncio.run(turn.all())
    return turn.told


def name(channel: str) -> str:
    """A channel as it is shown, safe to print. Of a webhook the host alone: the rest is often a secret by itself."""
    try:
        to = recipient(channel)
        host = urlsplit(to.webhook).hostname or "an address that cannot be read" if to.webhook else ""
    except (msgspec.MsgspecError, ValueError):
        return "a channel that cannot be read"
    return printable(f"webhook {host}" if host else to.email or "terminal")[:200]


def untold(store: Store, limit: int = 1000) -> tuple[Untold, ...]:
    """What could not be told so far, and what was given up, the newest alerts first."""
    return tuple(
        Untold(each.alert.id, name(each.channel), each.tries, each.done_at is not None, each.error or "")
        for each in store.untold(limit)
    )


def feed(store: Store, alerts: Sequence[Alert], head: Head, link: Callable[[Message], str | None]) -> bytes:
    """Alerts, in the order of the case, as an Atom document; see `tell.atom.feed`."""
    titles = _Titles(store)
    return atom.feed([titles.message(each) for each in alerts[-atom.MOST :]], head, link)


class _Titles:
    """What mandates and matters are called, read when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _mandates(self) -> dict[str, Mandate]:
        """The newest of each id, ended ones too; those that this version cannot read are left out."""
        found: dict[str, Mandate] = {}
        for kept in self._store.mandates(ended=True):
            try:
                found[kept.id] = mandate_file.read(kept.body, kept.id)
            except CrossbearingError:
                continue
        return found

    def message(self, alert: Alert) -> Message:
        """The alert with titles; ids in the place of those that are not known."""
        mandate = self._mandates.get(alert.mandate)
        if mandate is None:
            return Message(alert, alert.mandate, alert.matter)
        titles = {matter.id: matter.title for matter in mandate.matters}
        return Message(alert, mandate.title, titles.get(alert.matter, alert.matter))


class _Turn:
    def __init__(self, store: Store, now: float, means: Means) -> None:
        self._store = store
        self._means = means
        self._ahead = now - means.running()
        self._ends = now + TURN_SECONDS
        self._titles = _Titles(store)
        self._broken: CrossbearingError | None = None
        self._free = asyncio.Semaphore(AT_ONCE)
        self.told = Told()

    def _now(self) -> float:
        return self._ahead + self._means.running()

    async def all(self) -> None:
        await asyncio.gather(*(self._channel(channel) for channel in self._store.waiting()))
        if self._broken is not None:
            raise self._broken

    async def _channel(self, channel: str) -> None:
        rest = self._means.rests.setdefault(channel, Rest())
        async with self._free:
            try:
                if rest.until <= self._now():
                    await self._in_turn(channel, rest)
            except CrossbearingError as error:
                # others end what they have begun, so that it is written down if it can be
                self._broken = error

    async def _in_turn(self, channel: str, rest: Rest) -> None:
        sender = _sender(channel, self._means)
        while self._broken is None and self._now() < self._ends:
            batch = _batch(self._store.to_tell(self._now(), sender.most, channel))
            if not batch:
                return
            unfit = sender.unfit()
            if unfit is not None:
                self._unfit(batch, unfit)
                rest.until = self._now() + UNFIT_SECONDS
                return
            outcome = await self._try(sender, batch)
            if outcome.state == "later":
                rest.failures += 1
                rest.until = self._now() + max(retries.rest(rest.failures), outcome.wait)
                return
            rest.failures = 0
            await asyncio.sleep(0)  # a terminal waits for nothing; others have answers to take

    async def _try(self, sender: Sender, batch: Sequence[ToTell]) -> Outcome:
        first = batch[0]
        again = retries.wait(first.alert.id, first.tries + 1)
        self._store.tried(*(Tried(each.alert.id, each.channel, None, CUT_OFF, self._now() + again) for each in batch))
        try:
            outcome = await sender.send([self._titles.message(each.alert) for each in batch], self._now())
        except Exception as error:  # whatever is wrong with one alert or channel, others go on
            outcome = Outcome("later", f"an error of this program, {type(error).__name__}: please report it")
        self._write_down(batch, outcome, self._now() + max(again, outcome.wait))
        return outcome

    def _write_down(self, batch: Sequence[ToTell], outcome: Outcome, again: float) -> None:
        now = self._now()
        at = datetime.datetime.fromtimestamp(now, datetime.UTC).isoformat(timespec="seconds")
        written: list[Tried] = []
        for each in batch:
            over = outcome.state == "never" or retries.is_over(each.alert.at, each.tries + 1, now)
            done_at = at if outcome.state == "done" or over else None
            written.append(Tried(each.alert.id, each.channel, done_at, outcome.reason or None, again, counts=False))
        self._store.tried(*written)
        ended = sum(each.done_at is not None for each in written)
        if outcome.state == "done":
            self.told.done += ended
        else:
            self.told.given_up += ended
            self.told.failed += len(written) - ended

    def _unfit(self, batch: Sequence[ToTell], why: str) -> None:
        """It was not tried; said once, so that a reader sees it."""
        new = [each for each in batch if each.error != why]
        self._store.tried(*(Tried(each.alert.id, each.channel, None, why, each.due_at, counts=False) for each in new))
        self.told.failed += len(batch)


class _Nobody(Record, frozen=True):
    """What is due for a channel that leads nowhere stays due, with the reason."""

    why: str
    most: int = 1

    def unfit(self) -> str | None:
        return self.why

    async def send(self, messages: Sequence[Message], now: float) -> Outcome:
        return Outcome("later", self.why)


def _sender(channel: str, means: Means) -> Sender:
    try:
        to = recipient(channel)
    except msgspec.MsgspecError:
        return _Nobody("the channel cannot be read by this version")
    if to.webhook:
        return Webhook(to, means.environment, means.settings.webhook_private)
    if to.email:
        return Mail(to.email, means.settings, means.environment)
    return Terminal(means.say)


def _batch(due: Sequence[ToTell]) -> Sequence[ToTell]:
    """Of what is due, what goes together: all that was never tried, or what was tried together before."""
    if not due or not due[0].tries:
        return [each for each in due if not each.tries]
    return [each for each in due if (each.tries, each.due_at) == (due[0].tries, due[0].due_at)]
