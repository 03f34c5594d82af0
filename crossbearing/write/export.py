"""The records of dossier.json, the contract with other programs. Its JSON Schema is made from them.

Everything that stands in a text has `report`, `start` and `end`: code points into the `text` of that report in the same
file, half open.
"""

from __future__ import annotations

from typing import Final, Literal

from crossbearing.records import ActorKind, ChangeKind, OutletKind, Record, Stance, Status, VariantKind
from crossbearing.write.export_decisions import DecisionOut
from crossbearing.write.export_parts import CaptureOut, Passage, ReasonOut, SourceOut
from crossbearing.write.export_versions import VersionOut, WithdrawnOut

FORMAT: Final = "crossbearing-dossier/1"


class CreditOut(Record, frozen=True):
    """An agency that the report credits, in the report's own words."""

    agency: str
    words: str


class DateFoundOut(Record, frozen=True):
    """A date that the page, its address or the input gives for publication or last change, in its own words."""

    kind: Literal["published", "updated"]
    value: str
    time: str | None
    """ISO 8601 with its zone."""
    evidence: str
    words: str


class PartOut(Record, frozen=True):
    """A passage that is no running text of its report."""

    kind: Literal["caption", "post"]
    span: Passage


class ReportOut(Record, frozen=True):
    """One outlet's report. `headline` is where its title stands in the text."""

    id: str
    name: str
    sha256_of_text: str
    outlet: str | None
    url: str | None
    title: str | None
    headline: Passage | None
    byline: str | None
    dateline: str | None
    published: str | None
    published_evidence: str
    language: str
    credits: tuple[CreditOut, ...]
    text: str
    published_time: str | None
    """ISO 8601 with its zone, where it is known."""
    published_why: str
    """Why this day, where others were found; empty where all agree."""
    updated: str | None
    """Day of the last change, null where the report tells none."""
    updated_time: str | None
    updated_evidence: str | None
    updated_why: str
    dates: tuple[DateFoundOut, ...]
    """All dates found, those chosen among them."""
    section: str | None
    translated_from: str | None
    """ISO 639-1; empty where the report says that it is a translation and not from what; null where it does not."""
    parts: tuple[PartOut, ...]
    outlet_kind: OutletKind | None
    """null: not in the table of outlets."""
    outlet_country: str | None
    """ISO 3166-1 alpha-2, of a known outlet."""
    captures: tuple[CaptureOut, ...]
    """That which it was read from first."""


class FamilyOut(Record, frozen=True):
    """Reports that draw on one text, the text of `origin` where a report says so."""

    reports: tuple[str, ...]
    origin: str | None
    givers: tuple[str, ...]
    """Reports that others of them took it from, where there is evidence."""
    copying: tuple[str, ...]
    """Ids of the pairs that tie them."""


class StoryOut(Record, frozen=True):
    """Reports of one event."""

    id: str
    title: str
    title_from: Passage
    reports: tuple[str, ...]
    first: str | None
    last: str | None
    follows: str | None
    """Id of the earlier story that it goes on about."""
    families: tuple[FamilyOut, ...]


class QuoteOut(Record, frozen=True):
    """Quoted words, without the marks."""

    id: str
    report: str
    start: int
    end: int
    text: str
    kind: Literal["direct", "partial"]
    speaker: str | None
    speaker_named: Passage | None
    cue: Passage | None
    utterance: str | None


class FigureOut(Record, frozen=True):
    """A number with what it counts; low and high are its bounds, null where it is open."""

    value: float
    unit: str
    start: int
    end: int
    low: float | None
    high: float | None
    hedge: Literal["", "~", "<", "<=", ">", ">=", "~<"]
    of: str | None


class DateOut(Record, frozen=True):
    """A date, YYYY[-MM[-DD]]: of what the claim tells (event), or on which its source said so (said)."""

    value: str
    start: int
    end: int
    basis: Literal["stated", "published", "context"]
    role: Literal["event", "said"]


class ClaimOut(Record, frozen=True):
    """One proposition of one report. `sources` is the chain, deepest first; empty: the outlet's own voice."""

    id: str
    report: str
    start: int
    end: int
    text: str
    finding: str | None
    sources: tuple[SourceOut, ...]
    co_sources: tuple[SourceOut, ...]
    stance: Stance
    status: Status
    negated: bool
    figures: tuple[FigureOut, ...]
    dates: tuple[DateOut, ...]
    quotes: tuple[str, ...]
    reasons: tuple[ReasonOut, ...]


class OriginOut(Record, frozen=True):
    """One of those on whose word a finding rests. Not counted: shown, but not independent of the others."""

    name: str
    kind: Literal["person", "organisation", "place", "agency", "state media", "outlet", "unnamed"]
    counted: bool
    claims: tuple[str, ...]
    reasons: tuple[ReasonOut, ...]


class RelationOut(Record, frozen=True):
    """How this finding stands to the finding `to`."""

    kind: Literal["denies", "contradicts", "updates"]
    to: str
    score: float
    reasons: tuple[ReasonOut, ...]


class FindingOut(Record, frozen=True):
    """One thing that is said; `independent` is the number of its counted origins."""

    id: str
    story: str
    text: str
    wording: Passage
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[OriginOut, ...]
    independent: int
    stance: Stance
    status: Status
    first: str | None
    last: str | None
    relations: tuple[RelationOut, ...]
    reasons: tuple[ReasonOut, ...]
    hidden: bool
    """A reader hid it: programs that list findings leave it out."""


class ChangeOut(Record, frozen=True):
    """What one report made of shared text: a passage that it alone has or has not, a hedge or attribution lost or won.

    Of hardened and softened, `a` and `b` are the sentences in both; `words` are the passage, hedge or attribution.
    """

    kind: ChangeKind
    a: Passage | None
    b: Passage | None
    words: tuple[Passage, ...]


class CopyingOut(Record, frozen=True):
    """Text that reports `a` and `b` share; spans stand in pairs, one of each."""

    id: str
    a: str
    b: str
    spans: tuple[Passage, ...]
    reworded: tuple[int, ...]
    """Which of the pairs of spans, from 0, are one wording with words changed; in all others the words are the same."""
    likeness: float
    origin: str | None
    taker: str | None
    seen_from: str
    """Id of the report whose changes follow: the taker, else the later one, else `b`; no word on who copied."""
    changes: tuple[ChangeOut, ...]
    reasons: tuple[ReasonOut, ...]


class IdentityOut(Record, frozen=True):
    """One actor of a story under all its names, with every mention."""

    id: str
    story: str
    name: str
    kind: ActorKind
    names: tuple[str, ...]
    mentions: tuple[Passage, ...]


class PlaceOut(Record, frozen=True):
    """A place on the map that a report names. Names whose place is not sure are left out."""

    report: str
    name: str
    kind: Literal["country", "division", "city"]
    country: str
    """ISO 3166-1 alpha-2."""
    division: str | None
    """English name of the first-level division, where it is known."""
    latitude: float
    """Degrees, WGS84; of a country or division about its middle."""
    longitude: float
    geonames: int | None
    """GeoNames' id, where it is known."""
    score: float
    spans: tuple[Passage, ...]
    reasons: tuple[ReasonOut, ...]


class VariantOut(Record, frozen=True):
    """What one report makes of an utterance, held against a fuller variant; `against` is null for the fullest."""

    report: str
    start: int
    end: int
    text: str
    kind: VariantKind
    quote: str | None
    """Id; null for the indirect."""
    claim: str | None
    """Id of the claim that tells it, of the indirect."""
    against: Passage | None
    adds: tuple[Passage, ...]
    """Words that the fuller variant has not."""
    lacks: tuple[Passage, ...]
    """Words of the fuller variant that this one has not."""


class UtteranceOut(Record, frozen=True):
    """One thing that one speaker said, in the variants in which reports give it, the fullest first."""

    id: str
    story: str
    speaker: str | None
    quotes: tuple[str, ...]
    variants: tuple[VariantOut, ...]
    reasons: tuple[ReasonOut, ...]


class MomentOut(Record, frozen=True):
    """A date that a claim gives."""

    value: str
    story: str
    finding: str
    claim: str


class FailureOut(Record, frozen=True):
    """What could not be read, and why."""

    stage: str
    unit: str
    reason: str


class Export(Record, frozen=True):
    """The whole file."""

    format: Literal["crossbearing-dossier/1"]
    stories: tuple[StoryOut, ...]
    reports: tuple[ReportOut, ...]
    findings: tuple[FindingOut, ...]
    claims: tuple[ClaimOut, ...]
    quotes: tuple[QuoteOut, ...]
    utterances: tuple[UtteranceOut, ...]
    identities: tuple[IdentityOut, ...]
    places: tuple[PlaceOut, ...]
    copying: tuple[CopyingOut, ...]
    timeline: tuple[MomentOut, ...]
    versions: tuple[VersionOut, ...]
    withdrawn: tuple[WithdrawnOut, ...]
    failures: tuple[FailureOut, ...]
    decisions: tuple[DecisionOut, ...]
    """Those that hold and bear on a story."""
