"""The records of dossier.json that tell what changed after publication."""

from __future__ import annotations

from typing import Literal

from crossbearing.records import EditKind, Record, Stance, Status
from crossbearing.write.export_parts import CaptureOut, Passage, ReasonOut, SourceOut


class EditOut(Record, frozen=True):
    """A passage that a version and the one after it have not alike."""

    kind: EditKind
    before: Passage | None
    """In this version; null: added."""
    after: Passage | None
    """In the next; null: cut."""
    lost: tuple[Passage, ...]
    """Of what is changed, the words that the next version has not."""
    won: tuple[Passage, ...]
    """The words that it has instead or beside."""


class VersionOut(Record, frozen=True):
    """An earlier version of a report, and what became of it in the next. Passages name it as they name a report."""

    id: str
    report: str
    """Id of the report that it became."""
    number: int
    """From 1, the oldest."""
    of: int
    """How many versions there are, the report itself among them."""
    next: str
    """Id of the next version, or of the report."""
    title: str | None
    published: str | None
    text: str
    sha256_of_text: str
    captures: tuple[CaptureOut, ...]
    changes: tuple[EditOut, ...]
    """In the order of the next version's text."""
    notices: tuple[Passage, ...]
    """Where the next version says that it was changed."""
    replaced: bool
    """The next version is another text altogether, and nothing says why."""
    reasons: tuple[ReasonOut, ...]
    """Why they are versions of one page, and by what they are ordered."""


class WithdrawnOut(Record, frozen=True):
    """A claim that a report made and no longer makes; in no finding."""

    id: str
    story: str
    report: str
    version: str
    """The last version that makes it."""
    start: int
    end: int
    text: str
    claim: str
    sources: tuple[SourceOut, ...]
    stance: Stance
    status: Status
    kind: Literal["cut", "changed"]
    missing_from: str
    """The first version, or report, that does not make it."""
    instead: Passage | None
    notice: Passage | None
    silent: bool
    """No notice of a change speaks of it."""
    last_seen: str | None
    first_missing: str | None
    still: tuple[str, ...]
    """Ids of claims of other reports that say it, by the judge of pairs."""
    findings: tuple[str, ...]
    """Ids of findings that those are in."""
    reasons: tuple[ReasonOut, ...]
