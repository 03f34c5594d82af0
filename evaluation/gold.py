"""A reader's gold annotation of one story: the YAML of `examples/sluice/gold/`, typed and checked.

`docs/reference/gold.md` says what each key means and how to annotate. Every string in a gold file is a substring of its
report's cleaned text, white space folded, so that a gold file needs no offsets and outlives a better cleaner.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import yaml


class Annotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all that a gold file holds; a key that it does not know is an error, not a silence."""


class GoldQuote(Annotation, frozen=True):
    """Quoted words, and all names that count as the right speaker's."""

    report: str
    text: str
    speaker: tuple[str, ...]
    anchor: str | None = None
    """A longer passage that contains `text`, where `text` alone stands in several places."""


class GoldFinding(Annotation, frozen=True):
    """One thing that is said, with the passages of each report that say it."""

    id: str
    passages: dict[str, tuple[str, ...]]


class GoldRelation(Annotation, frozen=True, rename={"from_id": "from", "to_id": "to"}):
    from_id: str
    to_id: str
    kind: Literal["denies", "contradicts", "updates"]


class GoldDistinct(Annotation, frozen=True):
    """Two passages that look alike and must not share a finding; each side is {report: passage}."""

    a: dict[str, str]
    b: dict[str, str]
    why: str


class GoldFigure(Annotation, frozen=True):
    report: str
    text: str
    value: float | None = None
    comparator: str = ""
    """The hedge, as in `crossbearing.records.Figure.hedge`."""
    unit: str = ""
    what: str = ""
    """What the text says of them, as in `Figure.of`."""
    source: tuple[str, ...] = ()


class GoldDate(Annotation, frozen=True):
    date: str
    """YYYY, YYYY-MM or YYYY-MM-DD; what is exported may be more exact than this, never other."""
    report: str
    text: str


class GoldCredit(Annotation, frozen=True):
    report: str
    agency: str


class GoldCopy(Annotation, frozen=True):
    """Two reports that share text, and passages that stand in both."""

    a: str
    b: str
    passages: tuple[str, ...]
    origin: str | None = None


class GoldReport(msgspec.Struct, frozen=True):
    """What the manifest beside a gold file says of a report."""

    outlet: str | None = None
    published: datetime.date | None = None


class Gold(Annotation, frozen=True):
    """What a careful reader takes from the reports of one story."""

    short: dict[str, str]
    """Short name, used everywhere else in the file → the report's name."""
    quotes: tuple[GoldQuote, ...]
    findings: tuple[GoldFinding, ...]
    findings_optional: tuple[GoldFinding, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    relations_optional: tuple[GoldRelation, ...] = ()
    distinct: tuple[GoldDistinct, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    timeline: tuple[GoldDate, ...] = ()
    furniture: dict[str, tuple[str, ...]] = {}
    credits: tuple[GoldCredit, ...] = ()
    copies: tuple[GoldCopy, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Names of reports that belong to another story."""
    utterances: tuple[dict[str, str], ...] = ()
    """One thing said by one speaker, as each report quotes it."""
    origins: dict[str, tuple[tuple[str, ...], ...]] = {}
    """Finding → its origins, each under all names that count as right."""

    reports: dict[str, GoldReport] = {}
    """Report's name → outlet and day; from the manifest, not from the gold file."""

    def passages(self) -> Iterator[Passage]:
        """Every annotated passage of every (not optional) finding, in the order of the file."""
        for finding in self.findings:
            for report, texts in finding.passages.items():
                for text in texts:
                    yield Passage(finding.id, report, text)


class Passage(NamedTuple):
    finding: str
    report: str
    text: str


def load(folder: Path) -> Gold:
    """Read a folder's gold.yaml and manifest.yaml; raises `msgspec.ValidationError` with the place of what is wrong."""
    given = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    manifest = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))
    return msgspec.convert({**given, "reports": manifest["reports"]}, Gold, builtin_types=(datetime.date,))
