"""The Python API: a case is one database with the reports that came in and all that was made of them.

with Case.open("out/case.db") as case:
    case.add("reports")
    case.build()
    case.write("out")
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from crossbearing import (
    deciding,
    doctor,
    exporting,
    indexing,
    lookup,
    pipeline,
    publishing,
    verify,
    verify_bundle,
    watching,
)
from crossbearing.case_watch import WatchedCase
from crossbearing.collect import storing, warc_export
from crossbearing.collect.files import gather
from crossbearing.collect.gathering import Gathered
from crossbearing.collect.sources import parted
from crossbearing.collect.telling import Inputs
from crossbearing.errors import InputError
from crossbearing.opened import file_of, is_there
from crossbearing.outcomes import Added, Built
from crossbearing.records import (
    Decision,
    DecisionKind,
    Dossier,
    Failure,
    Standing,
    Story,
)
from crossbearing.settings import Settings
from crossbearing.stage import Progress
from crossbearing.store.index import Hits, Search
from crossbearing.verify import Verified
from crossbearing.write import exports
from crossbearing.write.dossier import Totals, totals


class Case(WatchedCase):
    """One case; a context manager. Whoever adds or builds is the only one to do so until the case is closed."""

    @classmethod
    def doctor(cls, path: str | os.PathLike[str], *, mend: bool = False) -> doctor.Diagnosis:
        """What is wrong with a case, and what can be done; with `mend`, forget what was made and does not re-read.

        Nothing else is changed; what came in never is. Raises InputError where no case is.
        """
        if not is_there(file_of(path)):
            raise InputError(f"{file_of(path)}: no case is there")
        with cls(file_of(path), Settings(), readonly=not mend) as case:
            return doctor.look(case._path, lambda: case._store, mend=mend)

    def add(self, *sources: str | os.PathLike[str], progress: Progress | None = None) -> Added:
        """Take in reports, beside those that the case reads already.

        A source is a file, a folder, an address (http or https) of a page, feed or sitemap, or "@" and the name of a
        text file with an address a line. Of a feed or sitemap all pages are fetched that it names, up to some hundreds.
        What was read before and has changed takes the place of what it was, which becomes an earlier version.
        `progress` hears of "open" for all that was found in the sources, of a total of 0, since it is not known, and of
        "add" for captures when they are safe on the disk. Raises InputError for a path that is not there or
        has nothing to read and for an address that cannot be one, CaseError when the case cannot be written,
        WorkerError where no worker can be run.
        """
        urls, paths = parted(sources)
        if not urls:
            return self._add_files(paths, progress)
        from crossbearing.collect import follow as following  # noqa: PLC0415 — most cases need no network

        wanted = following.addresses(urls)
        added = self._add_files(paths, progress) if paths else Added((), ())
        self._store.lock()
        tell = None if progress is None else partial(progress, "fetch")
        fetched = following.fetch(self._store, wanted, self._means, tell)
        names, failures = (*added.reports, *fetched.reports), (*added.failures, *fetched.failures)
        return Added(names, failures, added.new + len(fetched.reports), added.versions, added.again)

    def collect(self, progress: Progress | None = None) -> Added:
        """Visit the feeds that are due, and fetch what is new in them, page by page.

        Each page is kept when `progress` is told of it. Raises CaseError, also where there is no case, and WorkerError.
        """
        from crossbearing.collect import follow as following  # noqa: PLC0415 — most cases need no network

        self._require()
        self._store.lock()
        tell = None if progress is None else partial(progress, "collect")
        fetched = following.collect(self._store, self._means, tell)
        return Added(fetched.reports, fetched.failures)

    def _add_files(self, paths: Sequence[str | os.PathLike[str]], progress: Progress | None) -> Added:
        with self._gather(paths, progress) as gathered:
            self._store.lock()
            stored = storing.add(self._store, gathered, Inputs(paths), progress)
        return Added(stored.names, stored.failures, stored.new, stored.versions, stored.again)

    def replace(self, *paths: str | os.PathLike[str], progress: Progress | None = None) -> Added:
        """Take in the reports of files and folders and read these only.

        Reports that the case read before and that are not among them stay stored and are no longer read. So what is
        built depends on the paths alone, but for the ids of stories and findings, which live on from earlier builds.
        Raises as `add` does.
        """
        with self._gather(paths, progress) as gathered:
            self._store.lock()
            stored = storing.replace(self._store, gathered, Inputs(paths), progress)
        return Added(stored.names, stored.failures, stored.new, stored.versions, stored.again)

    def export_warc(self, path: str | os.PathLike[str]) -> int:
        """Write every capture, current or not, with all its arrivals into a WARC 1.1 file; the number of records.

        Each record is packed with gzip where the name ends with ".gz". The same case gives the same bytes. The file is
        complete or not there. Raises InputError for a name that ends neither with ".warc" nor with ".warc.gz": so no
        case and no report is written over, and `add` knows the file again. Raises CaseError.
        """
        if not os.fspath(path).lower().endswith((".warc", ".warc.gz")):
            raise InputError(f"{os.fspath(path)}: the file's name must end with .warc.gz or .warc")
        return warc_export.export(Path(path), self._store.captures(), self._store.sightings())

    def export(self, format: str, story_id: str | None = None) -> bytes:  # noqa: A002 - what it is called
        """All dossiers, or that of one story, in one of the formats of `write.exports.FORMATS`, by name.

        Raises InputError for a format that there is not, and a story that the case does not have, or that failed.
        """
        return b"".join(exports.by_name(format).make(exporting.given(self._store, story_id)))

    def export_file(
        self,
        path: str | os.PathLike[str],
        format: str | None = None,  # noqa: A002
        story_id: str | None = None,
    ) -> int:
        """The same into a file, piece by piece; its size in bytes. Without a format, the file's name says which.

        The file is complete or not there. Raises InputError also where something is there already, and for a name that
        stands for no format, or for several. Raises CaseError.
        """
        form = exports.by_suffix(Path(path).name) if format is None else exports.by_name(format)
        return exporting.write(Path(path), form, exporting.given(self._store, story_id))

    def build(self, progress: Progress | None = None) -> Built:
        """Make all that is missing, bring the index up by which stories are found, and put mandates to what is new.

        Raises CaseError, ModelError.
        """
        self._store.lock()
        counts = pipeline.run(self._store, self._models, self._settings, progress)
        indexing.update(self._store, progress)
        watching.update(self._store, datetime.datetime.now(datetime.UTC), progress)
        return Built(counts, self.failures(), pipeline.suggestions(self._store))

    def stories(self) -> tuple[Story, ...]:
        """The stories of the last build, in the order of their days."""
        return pipeline.in_order(self._store)

    def dossier(self, story_id: str) -> Dossier:
        """The dossier of one story. Raises InputError for a story that the case does not have, or that failed."""
        for dossier in pipeline.dossiers(self._store, [story_id]):
            return dossier
        raise InputError(f"{self._path} has no dossier of a story {story_id}")

    def dossiers(self) -> tuple[Dossier, ...]:
        """All dossiers, in the order of the stories."""
        return tuple(pipeline.dossiers(self._store))

    def search(self, query: str | Search) -> Hits:
        """Passages that have these words: reports' paragraphs and headlines, findings, quotes; the best first.

        Words, phrases in "quotes", -word for what must not be there, OR between two, word* for what begins so. Any text
        is a query. A `Search` narrows it down and pages through. Raises CaseError where no build has made an index.
        """
        return lookup.search(self._store, Search(words=query) if isinstance(query, str) else query)

    def totals(self) -> Totals:
        """How many stories, reports and findings of each kind there are; one dossier at a time is held."""
        return totals(pipeline.dossiers(self._store))

    def failures(self) -> tuple[Failure, ...]:
        """All that could not be read, with the reason."""
        return (*pipeline.failures(self._store), *watching.failures(self._store))

    def decide(  # noqa: PLR0913 - a decision is so many things, and each is named by who calls
        self,
        kind: DecisionKind,
        passages: Sequence[deciding.Passage],
        *,
        by: str,
        value: str = "",
        reason: str = "",
        replaces: str | None = None,
    ) -> Decision:
        """Keep what a reader decides of passages of the reports as they stand now; the next build goes by it.

        What each kind of decision is about and what `value` says: `records.DecisionKind`. Of what is told apart, each
        passage comes with its side. `by` names who decides; `replaces`, the decision whose place it takes. It may be
        done while another process builds. Raises InputError for what cannot be decided so, CaseError.
        """
        self._require()
        asked = deciding.Asked(kind, tuple(passages), by, value, reason, replaces)
        return deciding.decide(self._store, asked)

    def merge(self, findings: Sequence[str], *, by: str, reason: str = "") -> Decision:
        """Decide that findings, given by their ids, say one thing. Raises as `decide` does."""
        self._require()
        return deciding.merge(self._store, findings, by, reason)

    def split(self, finding: str, claims: Collection[str], *, by: str, reason: str = "") -> Decision:
        """Decide that some claims of a finding say another thing than its others. Raises as `decide` does."""
        self._require()
        return deciding.split(self._store, finding, claims, by, reason)

    def undo(self, decision: str, *, by: str, reason: str = "") -> Decision:
        """Decide that a decision holds no longer; of an undo, that what it undid holds again. Raises as `decide`."""
        self._require()
        return deciding.undo(self._store, decision, by, reason)

    def decisions(self) -> tuple[Standing, ...]:
        """All decisions in the order in which they were made, and what became of each. Raises CaseError."""
        self._require()
        return deciding.standings(self._store)

    def verify(self, folder: str | os.PathLike[str] | None = None) -> Verified:
        """Re-read every stored span, citation and byte, and the index by which stories are found; of a folder that
        `write` wrote, every file, too."""
        store = self._store
        written = None if folder is None else verify.Written(Path(folder), lambda: publishing.files(store))
        verified = verify.verify(store, written)
        if verified.problems:  # what the index should say cannot be known
            return verified
        return replace(verified, problems=tuple(indexing.problems(store)))

    @classmethod
    def verify_bundle(cls, path: str | os.PathLike[str]) -> Verified:
        """The same of a ZIP file that `export_file` wrote; it needs no case, and is not trusted. Raises InputError."""
        if not verify_bundle.is_packed(Path(path)):
            raise InputError(f"{path}: no ZIP file, as `export` writes one")
        return verify_bundle.verify_bundle(Path(path), Settings())

    def write(self, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
        """Write index.html, a page for each story and dossier.json into a folder; return their paths.

        What is there and says what it should is left. Pages of stories that the case no longer has are removed. Raises
        CaseError for what cannot be written.
        """
        return publishing.write(self._store, Path(folder))

    def _gather(self, paths: Sequence[str | os.PathLike[str]], progress: Progress | None) -> Gathered:
        return gather([Path(path).absolute() for path in paths], self._settings, progress)


def example() -> Path:
    """The folder of the packaged example: in an installed package, or in a checkout of the repository."""
    here = Path(__file__).parent
    installed, checkout = here / "example", here.parent / "examples" / "sluice" / "reports"
    for place in (installed, checkout):
        if place.is_dir():
            return place
    raise InputError(f"the packaged example is missing from {installed}: reinstall crossbearing")
