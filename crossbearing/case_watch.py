"""What a case follows and watches: feeds, mandates, what matches them, alerts, and the monitoring report."""

from __future__ import annotations

import datetime
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from crossbearing import census, exporting, reporting, watching
from crossbearing.census import Census
from crossbearing.opened import Opened
from crossbearing.records import Alert, Feed, Mandate, Match
from crossbearing.stage import Progress
from crossbearing.watch.preview import Preview
from crossbearing.write import monitoring_formats

if TYPE_CHECKING:
    from crossbearing.telling import Means as TellingMeans
    from crossbearing.telling import Told, Untold


class WatchedCase(Opened):
    """The part of `Case` that has to do with it."""

    def follow(self, *urls: str) -> None:
        """Follow feeds from now on: `collect` visits them. Raises InputError for what is no address, CaseError."""
        from crossbearing.collect import follow as following  # noqa: PLC0415 — most cases need no network

        wanted = following.addresses(urls)
        self._store.lock()
        following.follow(self._store, wanted)

    def unfollow(self, *urls: str) -> None:
        """Follow feeds no longer; what they brought stays. Raises InputError for one that is not followed, CaseError
        where there is no case."""
        from crossbearing.collect import follow as following  # noqa: PLC0415 — most cases need no network

        self._require()
        self._store.lock()
        following.unfollow(self._store, following.addresses(urls))

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that the case follows, in the order of their addresses. Raises CaseError where there is no case."""
        self._require()
        return self._store.feeds()

    def mandate(self, path: str | os.PathLike[str]) -> Mandate:
        """Put the mandate of a file in force, or a shipped one by its name.

        What it matches already is written down and told to nobody; from the next build on, what is new is told. Another
        of its id ends. Feeds that it names are followed. Raises InputError: "FILE:LINE: FIELD: what is wrong".
        """
        return self.mandate_text(*watching.source(path))

    def mandate_text(self, text: str, name: str = "the mandate") -> Mandate:
        """The same of a text; `name` is what an error calls it."""
        feeds = watching.checked(text, name).feeds  # before a case is made
        self._store.lock()
        mandate, _ = watching.add(self._store, text, name, datetime.datetime.now(datetime.UTC))
        if feeds:
            self.follow(*feeds)
        return mandate

    def mandates(self) -> tuple[Mandate, ...]:
        """The mandates that are in force, in the order of ids. Raises CaseError."""
        self._require()
        return tuple(each.mandate for each in watching.in_force(self._store))

    def watched(self) -> tuple[watching.Listed, ...]:
        """The same, each with since when it is in force, how much it matches, and how many alerts there are of it."""
        self._require()
        return watching.listed(self._store)

    def preview(
        self,
        path: str | os.PathLike[str],
        *,
        matter: str | None = None,
        misses: int = 3,
        progress: Progress | None = None,
    ) -> Preview:
        """What the mandate of a file, or a shipped one by its name, would match now; nothing is put in force.

        `matter`: of this one alone. `misses`: of the findings that met a pattern but for one part, so many are shown
        for each pattern and part. `progress` hears of "preview". Raises InputError as `mandate` does, CaseError.
        """
        self._require()
        return watching.preview(self._store, watching.of_matter(path, matter), misses, progress)

    def end_mandate(self, mandate_id: str) -> None:
        """Let a mandate end; its alerts stay. Raises InputError for one that is not in force, CaseError."""
        self._require()
        watching.end(self._store, mandate_id, datetime.datetime.now(datetime.UTC))

    def matches(self, mandate_id: str) -> tuple[Match, ...]:
        """What a mandate matched at the last build, by story. Raises InputError for one that is not in force."""
        self._require()
        watching.one(self._store, mandate_id)
        return watching.matches(self._store, mandate_id)

    def alerts(self, mandate_id: str | None = None) -> tuple[Alert, ...]:
        """All alerts, or those of one mandate, in the order in which the watch saw what is new. Raises CaseError."""
        self._require()
        return watching.alerts_of(self._store, mandate_id)

    def alert_feed(self, mandate_id: str | None = None, *, held: bool = False) -> bytes:
        """The newest alerts as an Atom document; `held`: those too that wake nobody. Raises CaseError."""
        from crossbearing import telling  # noqa: PLC0415 — most cases need no network
        from crossbearing.tell.atom import Head  # noqa: PLC0415

        alerts = [each for each in self.alerts(mandate_id) if each.raised or held]
        title = f"Alerts of {mandate_id}" if mandate_id else "Alerts"
        head = Head(f"urn:crossbearing:alerts:{mandate_id or ''}", title, "1970-01-01T00:00:00+00:00")
        return telling.feed(self._store, alerts, head, lambda _: None)

    def untold(self) -> tuple[Untold, ...]:
        """Whom alerts could not be told so far, or were not, and why; the newest first. Raises CaseError."""
        from crossbearing import telling  # noqa: PLC0415 — most cases need no network

        self._require()
        return telling.untold(self._store)

    def census(self) -> Census:
        """The case in numbers, and a mark of all that a build goes by. Raises CaseError, also where there is none."""
        self._require()
        return census.taken(self._store, self._means.clock.now())

    def tell(self, means: TellingMeans) -> Told:
        """Send alerts that are due, in a bounded time; it may be done while another process builds. Raises CaseError.

        `means` is to be the same from one call to the next: it knows which receivers are left alone for now.
        """
        from crossbearing import telling  # noqa: PLC0415 — most cases need no network

        self._require()
        return telling.tell(self._store, time.time(), means)

    def report(self, mandate_id: str, since: str | None = None, format: str = "html") -> bytes:  # noqa: A002
        """The monitoring report of a mandate, in one of the formats of `write.monitoring_formats.FORMATS`, by name.

        What is new since a day (YYYY-MM-DD, UTC) comes first; without one, all is. The same case gives the same bytes.
        Raises InputError for a mandate that is not in force, what is no day, and a format that there is not; CaseError
        where the mandate was not yet put to what was built last.
        """
        self._require()
        return monitoring_formats.by_name(format).make(reporting.report(self._store, mandate_id, since))

    def report_file(self, path: str | os.PathLike[str], mandate_id: str, since: str | None = None) -> int:
        """The same into a file, whose name says the format; its size in bytes.

        The file is complete or not there. Raises InputError also where something is there already.
        """
        self._require()
        found = monitoring_formats.by_suffix(Path(path).name)
        return exporting.keep(Path(path), [found.make(reporting.report(self._store, mandate_id, since))])
