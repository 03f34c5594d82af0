"""What a story is found by: the records that stand in its entries, one for each (kind, key).

Keys are names as `found_by.key_of` folds them, so that an outlet, an actor or a place of several stories meets itself;
of places GeoNames' id where it is known, of days the value, of stories, reports and findings their id.
`index_entries` makes them from a dossier.
"""

from __future__ import annotations

from typing import Literal

from crossbearing.records import ActorKind, Record, Span, Stance, Status


class DayReports(Record, frozen=True, omit_defaults=True):
    """How many reports were published on a day; None: on a day that is not known."""

    day: str | None
    reports: int


class StoryEntry(Record, frozen=True, omit_defaults=True):
    """kind "story", key its id: what a list of stories shows. Relations count the findings that they bear on."""

    title: str
    language: str
    """Of the title, ISO 639-1."""
    first: str | None
    last: str | None
    days: tuple[DayReports, ...]
    """In the order of days, the unknown last; for a sparkline."""
    reports: int
    outlets: tuple[str, ...]
    findings: int
    corroborated: int
    """Findings with two or more independent origins."""
    origins: int
    """The most independent origins that a finding has."""
    denied: int = 0
    contradicted: int = 0
    updated: int = 0
    withdrawn: int = 0
    hidden: int = 0
    """Findings that a reader hid; they are counted in `findings` too."""
    follows: str | None = None
    """Id of the earlier story that this one goes on about."""

    @property
    def contested(self) -> bool:
        """Whether anything in it is denied, contradicted or withdrawn."""
        return bool(self.denied or self.contradicted or self.withdrawn)


class ReportRef(Record, frozen=True, omit_defaults=True):
    """A report, named."""

    id: str
    name: str
    day: str | None
    title: str | None = None


class FindingRef(Record, frozen=True, omit_defaults=True):
    """A finding, named: its number in the story and the words that say it best."""

    id: str
    number: int
    words: str
    language: str
    independent: int


class CopyRef(Record, frozen=True, omit_defaults=True):
    """Text that an outlet's report shares with one of another outlet, seen from the outlet."""

    pair: str
    """Id of the `Copying`."""
    other: str
    """Outlet."""
    direction: Literal["took", "gave", "shares"]
    """shares: who took it from whom, or that both took it from `origin`, is all that is known."""
    likeness: float
    ours: str
    """Ids of the two reports."""
    theirs: str
    origin: str | None = None


class OutletEntry(Record, frozen=True, omit_defaults=True):
    """kind "outlet": what an outlet made of a story."""

    reports: tuple[ReportRef, ...]
    """By day and name."""
    carried: int
    """Of the findings of several outlets, those that it has."""
    left_out: int
    """And those that it has not."""
    left: tuple[FindingRef, ...]
    """Of those, the first `LEFT_SHOWN`, in the order of the dossier."""
    alone: int
    """Findings that no other outlet has."""
    copies: tuple[CopyRef, ...] = ()
    """Most alike first."""


class ActorEntry(Record, frozen=True, omit_defaults=True):
    """kind "actor": somebody, or some body, of a story. Several identities under one name are one entry."""

    identities: tuple[str, ...]
    """Ids."""
    kind: ActorKind
    names: tuple[str, ...]
    mentions: int
    claims: int
    """Claims of findings that name it in what they say."""
    said: int
    """Claims of findings on whose word it stands deepest."""
    outlets: int
    """Outlets that name it."""


class PlaceEntry(Record, frozen=True, omit_defaults=True):
    """kind "place": a place on the map."""

    kind: Literal["country", "division", "city"]
    country: str
    """ISO 3166-1 alpha-2."""
    division: str | None
    latitude: float
    """Degrees, WGS84."""
    longitude: float
    geonames: int | None
    mentions: int
    reports: tuple[str, ...]
    """Ids of the reports that name it."""


class DayEntry(Record, frozen=True, omit_defaults=True):
    """kind "day", key YYYY[-MM[-DD]]: what was published on it, and what claims put there."""

    published: tuple[str, ...]
    """Ids of reports."""
    moments: int
    findings: tuple[FindingRef, ...]
    """Of the claims that give this date; the first `DAY_SHOWN`, most origins first."""
    more: int = 0
    """Findings beyond those."""


class FigurePoint(Record, frozen=True, omit_defaults=True):
    """One report's figure."""

    value: float
    low: float | None
    high: float | None
    read_as: str
    """In words: "about 500 containers"."""
    outlet: str
    day: str | None
    finding: str
    number: int
    span: Span


class FigureEntry(Record, frozen=True, omit_defaults=True):
    """kind "figure": all figures of a story for one thing that is counted, as on its page."""

    points: tuple[FigurePoint, ...]
    """Each value of each report once, by day and outlet; the first `POINTS_SHOWN`."""
    outlets: int
    values: int
    """How many different values, bounds told apart."""
    least: float
    greatest: float


class SpeakerEntry(Record, frozen=True, omit_defaults=True):
    """kind "speaker": what one speaker is quoted with; of key "" where nobody is named."""

    utterances: tuple[str, ...]
    """Ids; the first `UTTERANCES_SHOWN`."""
    said: int
    """Things said."""
    quotes: int
    outlets: tuple[str, ...]
    words: str
    """Of the thing said that most outlets have, the fullest variant."""
    span: Span
    language: str


class ReportEntry(Record, frozen=True, omit_defaults=True):
    """kind "report", key its id: a report, or an earlier version of one."""

    outlet: str
    title: str | None
    day: str | None
    language: str
    current: str
    """Id of the report as it stands now."""
    number: int
    """Of the version, from 1, the oldest."""
    versions: tuple[str, ...]
    """Ids of all, oldest first, the current one last."""


class FindingEntry(Record, frozen=True, omit_defaults=True):
    """kind "finding", key its id."""

    number: int
    words: str
    wording: Span
    claim: str
    """Id of the claim that the words are."""
    language: str
    independent: int
    outlets: tuple[str, ...]
    stance: Stance = "asserts"
    status: Status = "happened"
    first: str | None = None
    last: str | None = None
    standing: tuple[Literal["denied", "contradicted", "updated"], ...] = ()
    hidden: bool = False


Data = (
    StoryEntry
    | OutletEntry
    | ActorEntry
    | PlaceEntry
    | DayEntry
    | FigureEntry
    | SpeakerEntry
    | ReportEntry
    | FindingEntry
)

EntryKind = Literal["story", "outlet", "actor", "place", "day", "figure", "speaker", "report", "finding"]

DATA: dict[EntryKind, type[Data]] = {
    "story": StoryEntry,
    "outlet": OutletEntry,
    "actor": ActorEntry,
    "place": PlaceEntry,
    "day": DayEntry,
    "figure": FigureEntry,
    "speaker": SpeakerEntry,
    "report": ReportEntry,
    "finding": FindingEntry,
}
"""What `data` of an entry of each kind is."""


class IndexEntry(Record, frozen=True):
    """One entry of a story. `weight` orders entries of one kind: reports, mentions, outlets, origins."""

    kind: EntryKind
    key: str
    name: str
    weight: int
    data: Data
