"""Every type that flows through Crossbearing, in the order in which it comes into being.

    bytes ─collect→ Capture ─clean→ Report ─read→ Reading + Vectors
          ─compare→ Chain, Story, SharedWords, Copying, Identity, PairSigns, Utterance, Finding, Relation, Withdrawal
          ─write→ Dossier

All records are frozen `msgspec.Struct`s: hashable where their fields are, comparable, and written to JSON without a
converter. Two kinds of id: what stands in a text (Capture, Report, Actor, Quote, Claim) has a hash of its content, the
same on every machine; what grows as reports arrive (Story, Identity, Utterance, Finding) has an id minted from its
first members and carried on by overlap (`compare.lineage`), so that links live on.

Offsets are code points into `Report.text`, half open, as in Python's slices. A report's text never changes: a better
cleaner makes a new report.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of all records. What is frozen can be in no cycle: Python's garbage collector need not look at hundreds of
    thousands of them, which takes as long as to read them."""


def content_id(prefix: str, *parts: str) -> str:
    """A short id that depends on `parts` alone: `prefix` + "-" + 16 hex digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:16]}"


def sha256_of_text(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex: what an anchor, an export and a version name a text by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# ── what came in ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Stated(Record, frozen=True):
    """What the input itself says of a report (a manifest, a JSON line, a feed), before anything is read from it."""

    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    """YYYY[-MM[-DD]], as stated."""
    language: str | None = None
    """ISO 639-1."""
    updated: str | None = None
    """ISO 8601 date or time of the last change, as stated."""
    section: str | None = None
    by: str = ""
    """Which input states it: "manifest", "json", "csv", "feed", "sitemap"; "" where none does."""


class Capture(Record, frozen=True):
    """The bytes of one report as they came in. The id covers name, media type, bytes and what was stated, no path.

    Bytes are kept as they were served or stored, without the packing around them (gzip, an archive, a transfer coding).
    """

    id: str
    name: str
    """File stem, manifest key or JSON line's id; unique within a case."""
    source: str
    """Where the bytes came from, for a reader: a path as given, "path line 3", an address."""
    media_type: str
    """One of `collect.sniffing.Kind`: "text/html", "application/pdf", "application/json" (one JSON line), …"""
    sha256: str
    taken_at: str
    """UTC, ISO 8601. Of what was fetched or archived, when that was; of a file, when it was added."""
    stated: Stated
    body: bytes
    timed: bool = False
    """Whether `taken_at` is a time at which the page was seen on the web: then it orders the page's versions."""
    http: str = ""
    """Status line and header fields with which a server sent it, lines parted by CRLF; "" for a file."""
    within: str = ""
    """SHA-256 of the archive or other file that it was taken out of; "" where it was none."""


class Sighting(Record, frozen=True):
    """One arrival of a capture: the same bytes may come again, from elsewhere or later."""

    capture: str
    source: str
    taken_at: str
    timed: bool


class Feed(Record, frozen=True):
    """A feed that a case follows, and what is known for the next polite visit. Times are seconds since 1970, UTC."""

    url: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    due_at: float = 0.0
    """It is not asked before."""
    interval: float = 0.0
    """Seconds between visits, as it changes with what the feed brings; 0: not known yet."""
    failures: int = 0
    """Visits in a row that failed."""
    last_error: str | None = None


class Visit(Record, frozen=True):
    """A page that was fetched for a feed, by the address that the feed gives."""

    url: str
    feed: str
    etag: str | None
    last_modified: str | None
    visited_at: float
    """Seconds since 1970, UTC."""
    tries: int = 0
    """How many times in a row it could not be fetched; 0: it could."""


class Failure(Record, frozen=True):
    """Something that could not be read, shown and not lost."""

    stage: str
    unit: str
    """What failed, in words a reader can find it by: a path, "path line 3", a report's name."""
    reason: str


OutletKind = Literal["outlet", "paper", "broadcaster", "agency", "state media", "government"]


class Outlet(Record, frozen=True):
    """A newsroom that publishes reports, from `outlets.toml`."""

    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None
    kind: OutletKind = "outlet"
    """outlet: a newsroom of a kind that is not known. Agencies and state media are those whose text others reprint."""


# ── one report ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Span(Record, frozen=True, order=True):
    """Code points [start, end) of one report's text."""

    report: str
    start: int
    end: int


class Reason(Record, frozen=True):
    """Why a machine decided so: the rule or score by name, in words, with the passages that show it."""

    name: str
    detail: str
    score: float | None = None
    spans: tuple[Span, ...] = ()


class DateFound(Record, frozen=True):
    """A date that a page, its address or whoever delivered it gives for its publication or its last change."""

    kind: Literal["published", "updated"]
    value: str
    """YYYY[-MM[-DD]], the day as written, in the newsroom's own time zone."""
    time: str | None
    """ISO 8601 with its zone, where one is given."""
    evidence: str
    """Where it stands: "manifest", "feed", "json-ld", "meta", "time element", "address", "text", …"""
    words: str
    """As it stands there."""


class Published(Record, frozen=True):
    """Day of publication (or of the last change) and where it was found ("manifest", "json-ld", …); None: unknown."""

    value: str | None
    evidence: str
    time: str | None = None
    """ISO 8601 with its zone, where it is known."""
    why: str = ""
    """Why this one of the candidates, where they differ."""
    candidates: tuple[DateFound, ...] = ()
    """All that was found, the chosen one among them."""


class Credit(Record, frozen=True):
    """A news agency that the report itself credits for its text, in the credit's own words."""

    agency: str
    words: str


class Cut(Record, frozen=True):
    """A line or part of one that was page and not report, and the rule that says so."""

    text: str
    rule: str


class Part(Record, frozen=True):
    """A passage of a report that is none of its running text: a picture's caption, an embedded post."""

    kind: Literal["caption", "post"]
    span: Span


class Report(Record, frozen=True):
    """One outlet's report; `text` is final: paragraphs parted by one blank line, no other line breaks."""

    id: str
    name: str
    capture: str
    outlet: str | None
    url: str | None
    title: str | None
    headline: Span | None
    """Where the title stands in the text, when it does."""
    byline: str | None
    dateline: str | None
    published: Published
    language: str
    text: str
    credits: tuple[Credit, ...] = ()
    cuts: tuple[Cut, ...] = ()
    updated: Published | None = None
    """When the report was last changed, where it says so; never before `published`."""
    section: str | None = None
    translated_from: str | None = None
    """The language (ISO 639-1) that the report says it was translated from, or "" where it names none; else None."""
    parts: tuple[Part, ...] = ()
    """Passages that are no running text of the report."""


class Sentence(Record, frozen=True):
    span: Span
    paragraph: int
    """0-based number of its paragraph."""
    heading: bool = False
    """A headline or subheading: no full sentence is expected."""


ActorKind = Literal["person", "organisation", "place", "group", "role"]


class Actor(Record, frozen=True):
    """One mention of somebody or some body. `name` is the fullest name that the report itself gives for it."""

    id: str
    span: Span
    name: str
    kind: ActorKind
    role: str | None = None
    """Title or office as it stands beside the name: "Ukrainian foreign minister"."""


class When(Record, frozen=True):
    """A date, resolved. `value` is YYYY, YYYY-MM or YYYY-MM-DD."""

    span: Span
    value: str
    basis: Literal["stated", "published", "context"]
    """stated: all of it is there; published: reckoned from the day of publication; context: from an earlier date."""


class Figure(Record, frozen=True):
    """A number with what it counts. An open bound is None: "more than 12,000 crates" has low 12000, high None."""

    span: Span
    value: float
    low: float | None
    high: float | None
    unit: str
    """Singular noun or currency code: "crate", "flood sack", "hour", "USD", "percent"; "" when unnamed."""
    of: str | None = None
    """What the text says of them, one of the field's usual counts where it is one: "dead", "injured", "evacuated", …"""
    hedge: Literal["", "~", "<", "<=", ">", ">=", "~<"] = ""
    """"~" about, "<"/">" less/more than, "<="/">=" at most/at least, "~<" nearly."""


class Place(Record, frozen=True):
    """A place on the map that the report names, once, with all passages that name it. What is not sure is left out."""

    spans: tuple[Span, ...]
    """The names alone: "Aleppo province" where the division is meant, "Alexandria" of "Alexandria, Egypt"."""
    name: str
    """As the report first gives it."""
    kind: Literal["country", "division", "city"]
    """division: of the first level, a state or province; city: any settlement."""
    country: str
    """ISO 3166-1 alpha-2."""
    division: str | None
    """English name of the first-level division that it is or lies in, where it is known."""
    latitude: float
    """Degrees north, WGS84; of a country or division about the middle of where people live."""
    longitude: float
    """Degrees east."""
    geonames: int | None
    """GeoNames' id, where it is known."""
    score: float
    """How far it is ahead of the next reading of its name, 0 to 1; 1 where there is no other."""
    reasons: tuple[Reason, ...]


SourceKind = Literal["person", "organisation", "place", "agency", "state media", "outlet", "unnamed"]


class Source(Record, frozen=True):
    """One link in a chain of attribution: whom the text names for what it says."""

    name: str
    """The fullest name in the report; for the unnamed, the words themselves ("Western officials")."""
    kind: SourceKind
    span: Span | None = None
    """The words that name it here; None when carried on from before or meaning the outlet itself."""
    role: str | None = None


Stance = Literal["asserts", "denies", "doubts"]
Status = Literal["happened", "ongoing", "planned", "possible", "alleged", "conditional", "opinion"]
"""possible: said with "may", "could", "would", neither planned nor done; conditional: what holds on a condition, and
that condition; opinion: what somebody judges, or holds that it should be."""


class Quote(Record, frozen=True):
    """Quoted words, without the marks. direct: at least a clause; partial: words worked into the report's sentence."""

    id: str
    span: Span
    speaker: Source | None
    cue: Span | None
    """The words that tie it to the speaker: "said", "according to"."""
    kind: Literal["direct", "partial"]
    because: tuple[Reason, ...] = ()
    """Why the speaker is another than the machine's, where a reader decided so."""


class Attribution(Record, frozen=True):
    """One act of saying in a report: who (deepest first), by which cue, what."""

    sources: tuple[Source, ...]
    cue: Span
    content: Span
    extent: Span
    """Source, cue and content together, as far as they stand in one sentence."""
    stance: Stance
    said_on: When | None = None


class Claim(Record, frozen=True):
    """One proposition, at the size of a clause. No sources: the outlet says it in its own voice."""

    id: str
    span: Span
    """The passage that cites it: the proposition with the words that say whose it is, where they stand beside it."""
    content: Span
    """The proposition alone, without those words; what is compared."""
    sentence: int
    """Index into the reading's sentences."""
    sources: tuple[Source, ...]
    """Deepest first: the official, then the agency that he told it to; the outlet itself is not repeated."""
    stance: Stance
    status: Status
    negated: bool
    co_sources: tuple[Source, ...] = ()
    """Who says it beside the deepest source: "Washington and Seoul say" has Washington in the chain and Seoul here."""
    actors: tuple[str, ...] = ()
    """Ids of the actors (of any kind, places too) named inside the content."""
    figures: tuple[Figure, ...] = ()
    dates: tuple[When, ...] = ()
    said_on: When | None = None
    """The day on which the source said it, when the attribution gives one."""
    quotes: tuple[str, ...] = ()
    """Ids of the quotes that stand in it, whole or in part."""
    because: tuple[Reason, ...] = ()
    """The cues by which stance, status and sources were read."""


CoreferenceKind = Literal["pronoun", "title", "description", "name"]
"""title: an office that stands for its bearer ("the minister"); description: an office or nature told beside a name, or
a noun in its place ("the 71-year-old", "the company"); name: a shorter form of it."""


class Coreference(Record, frozen=True):
    """Words that mean an actor named elsewhere in the report. What is not sure is left out."""

    span: Span
    actor: str
    """Id of a mention that names it."""
    kind: CoreferenceKind
    score: float
    """How sure, 0 to 1."""
    reasons: tuple[Reason, ...]
    of: str | None = None
    """Id of the body or place that a description names: "senior fellow at the Tarn Institute"."""


ArgumentRole = Literal["agent", "object", "to", "from", "with", "for", "at"]
"""agent: who acts, also of a passive or a noun ("sent by", "the army's shelling"); object: what the act is done with or
to, the subject of a passive; at: where."""


class Argument(Record, frozen=True, array_like=True):
    """What takes part in an act: all that hangs from its main word, of one stretch. Offsets as in `Span`.

    Kept as a list of its fields, for there are many: as spans they would be a third of a reading.
    """

    role: ArgumentRole
    start: int
    end: int
    head_start: int
    """Its main word."""
    head_end: int


class Predicate(Record, frozen=True, array_like=True):
    """An act that the report tells of, by a verb or a noun for one, with what the grammar says takes part in it."""

    start: int
    """The verb or noun alone."""
    end: int
    arguments: tuple[Argument, ...]
    """In the order of the text; in the same sentence."""


class Reading(Record, frozen=True):
    """All that was read from one report, in the order of the text."""

    report: str
    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    dates: tuple[When, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    coreferences: tuple[Coreference, ...] = ()
    places: tuple[Place, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    """Only where the reader takes part: the rules know no grammar."""


class Vectors(Record, frozen=True):
    """Embeddings of one report: unit rows of `dim` little-endian float32: the lead, each sentence, claim, quote."""

    report: str
    dim: int
    lead: bytes
    sentences: bytes
    claims: bytes
    quotes: bytes


# ── one page, captured again ──────────────────────────────────────────────────────────────────────────────────────────


class Provenance(Record, frozen=True):
    """How one capture came, as far as stages may know it: no path of this machine, no time but one seen on the web."""

    report: str
    """Id of the report that stands for its text: the one read from it, or from an earlier capture of the same text."""
    capture: str
    name: str
    sha256: str
    media_type: str
    within: str = ""
    """SHA-256 of the archive that it was taken out of; "" where it was none."""
    source: str | None = None
    """The address that it was fetched from, where it was."""
    seen: tuple[str, ...] = ()
    """UTC, ISO 8601: first and last time at which the page was seen so on the web; () where that is not known."""
    sightings: int = 0
    """How often it was seen so."""
    number: int = 0
    """As in the store: 0 is what its name stands for now; captures that had the name before are numbered from 1."""


class Chain(Record, frozen=True):
    """Captures of one page in the order in which the page was so; the last version is the report that is compared."""

    versions: tuple[tuple[str, ...], ...]
    """For each version, oldest first, ids of the captures that have its text: first the one that it is read from."""
    reasons: tuple[Reason, ...]
    """Why they are one page, and by what they are ordered."""


# ── what a reader decides ─────────────────────────────────────────────────────────────────────────────────────────────


class Anchor(Record, frozen=True):
    """Words of one report that a decision is about, so that they are found again where a better cleaner moves them.

    As the W3C's Web Annotation Data Model (2017) has it: TextQuoteSelector, TextPositionSelector, and what it was
    selected from.
    """

    capture: str
    """Id of the capture that the report was read from."""
    name: str
    """The report's name: where the page has been captured again, another capture bears it."""
    exact: str
    prefix: str
    """Up to 32 code points before, and after."""
    suffix: str
    start: int
    """Where they stood, in code points."""
    end: int
    sha256: str
    """Of the text (UTF-8) in which they stood there."""
    side: Literal[0, 1] = 0
    """Of what is told apart, on which side."""


DecisionKind = Literal["same", "apart", "speaker", "date", "published", "figure", "origin", "hide", "note", "undo"]
"""What a reader can decide, what the anchors are, and what `Decision.value` says:

    same       claims that say one thing
    apart      claims of side 0, none of which says what one of side 1 says
    speaker    a quote or a claim: whose word it is; "" where nobody is named, "outlet" where it is the outlet's own
    date       the words of a date: the day that they mean, YYYY[-MM[-DD]]; "" where they give none
    published  the first words of a report: its day of publication
    figure     the words of a figure: the number that they give; "" where they give none
    origin     claims whose origin, named by the value, is none of its own: it adds no independence
    hide       claims of a finding that is not shown among the others
    note       any words: the note
    undo       nothing; `replaces` is the decision that holds no longer
"""


class Decision(Record, frozen=True):
    """One ruling of a reader. It is never changed: another one takes its place, or says that it holds no longer."""

    id: str
    """Hash of all the rest."""
    kind: DecisionKind
    anchors: tuple[Anchor, ...]
    value: str
    by: str
    """Who decided, as they are to be named."""
    at: str
    """UTC, ISO 8601."""
    reason: str = ""
    replaces: str | None = None
    """Id of the decision whose place it takes."""
    machine: str = ""
    """What the machine had said then, in the terms of `value`; of same and apart, "same" or "apart"."""


class Attached(Record, frozen=True):
    """An anchor of a decision, found in a report."""

    decision: str
    anchor: int
    """Its number in `Decision.anchors`, from 0."""
    span: Span
    claim: str | None = None
    """Id of the claim that the words are or lie in, where there is one."""
    moved: bool = False
    """The words do not stand where they stood."""
    words: Literal["same", "spelled", "changed"] = "same"
    """spelled: the same but for quotation marks, dashes, white space and forms of characters; changed: some of them
    differ; of a decision on a whole report, its words may be others altogether."""


class Adrift(Record, frozen=True):
    """An anchor of a decision whose words are found no longer, or to which the decision cannot be applied."""

    decision: str
    anchor: int
    reason: str


class Decided(Record, frozen=True):
    """What decisions make of one report: report and reading as they are with them, and where each is anchored."""

    report: Report
    reading: Reading
    attached: tuple[Attached, ...]
    adrift: tuple[Adrift, ...] = ()


class NoOrigin(Record, frozen=True):
    """By a decision, what an origin says in these claims adds no independence."""

    decision: str
    name: str
    claims: tuple[str, ...]


class Rulings(Record, frozen=True):
    """The decisions of a story, as far as they bear on its claims; ids of claims throughout."""

    decisions: tuple[Decision, ...] = ()
    """Those that are named below, by id."""
    same: tuple[tuple[str, ...], ...] = ()
    """Claims that are in one finding."""
    apart: tuple[tuple[str, str], ...] = ()
    """Two claims that are not."""
    no_origins: tuple[NoOrigin, ...] = ()
    hidden: tuple[str, ...] = ()
    """A finding is hidden when more than half of its claims are."""
    attached: tuple[Attached, ...] = ()
    adrift: tuple[Adrift, ...] = ()
    """Also those that cannot be followed: what contradicts a later one, claims of two stories."""


class Standing(Record, frozen=True):
    """A decision of a case, and whether it holds now."""

    decision: Decision
    state: Literal["applied", "adrift", "waiting", "replaced"]
    """adrift: not all of its words are found, or it cannot be followed; waiting: for the next build."""
    reasons: tuple[str, ...] = ()
    """Why it is adrift."""
    spans: tuple[Span, ...] = ()
    """Where its anchors are now, as far as they are found."""


# ── many reports ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Story(Record, frozen=True):
    """Reports of one event. `title` is a span of one of them."""

    id: str
    reports: tuple[str, ...]
    title: Span
    first: str | None
    """First and last known day of publication."""
    last: str | None
    follows: str | None = None
    """Id of the earlier story that this one goes on about."""


class SharedPassage(Record, frozen=True):
    """The same words in two reports, or (`reworded`) one wording with words changed; `a` has the lesser report id."""

    a: Span
    b: Span
    reworded: bool = False


class SharedWords(Record, frozen=True):
    """Which words each two reports of a story share, or one rewords; numbers are little-endian, as in `Vectors`."""

    reports: tuple[str, ...]
    """Ids of all reports, sorted; a report's number is its place here."""
    said: bytes
    """For each report 16 bytes that stand for its words and for what of them is its writer's own."""
    shared: bytes
    """Rows of seven int32, in order: two reports' numbers, the lesser first; 1 for reworded; in each report the number
    of the first word; and in each how many words."""


ChangeKind = Literal["added", "dropped", "hardened", "softened"]


class Change(Record, frozen=True):
    """What one report made of text that it shares with another: seen from `Copying.seen_from`.

    added, dropped: a passage beside shared ones that it alone has, or alone has not (`a` or `b` is None). hardened: a
    hedge or an attribution that the other has is lost; softened: one that the other has not is there. `words` are they.
    """

    kind: ChangeKind
    a: Span | None
    b: Span | None
    words: tuple[Span, ...]


class Copying(Record, frozen=True):
    """Text that two reports share beyond quotes of a third party: one copied the other, or both an agency."""

    id: str
    a: str
    b: str
    passages: tuple[SharedPassage, ...]
    likeness: float
    """Share of the shorter report's words that stand in shared passages, 0 to 1."""
    origin: str | None
    """The agency or outlet whose text it is, where a report says so; None: unknown."""
    taker: str | None
    """The report that took from the other, where there is evidence; None: unknown, or both took it from `origin`."""
    reasons: tuple[Reason, ...]
    seen_from: str = ""
    """The report whose changes these are: the taker, else the later one, else `b`; no word on who copied."""
    changes: tuple[Change, ...] = ()


class Identity(Record, frozen=True):
    """One actor of a story under all its names."""

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    """Ids of actors."""


class PairSigns(Record, frozen=True):
    """The claims of a story that are near each other, two by two, and what speaks for and against each two as one.

    Numbers are little-endian, as in `Vectors`.
    """

    claims: tuple[str, ...]
    """Ids of all claims, by report id and place in the text; a claim's number is its place here."""
    said: bytes
    """For each claim 16 bytes that stand for all that its report's reading says of it."""
    pairs: bytes
    """Rows of two int32: the numbers of two claims of different reports, the lesser first; in order, none twice."""
    signs: bytes
    """For each pair a row of float32, one for each of `compare.evidence.SIGNS`."""


class Version(Record, frozen=True):
    """An earlier version of a report, with what was read of it."""

    of: str
    """Id of the report that it became."""
    number: int
    """From 1, the oldest; the report itself is the last."""
    report: Report
    reading: Reading
    reasons: tuple[Reason, ...] = ()
    """Those of its `Chain`."""


class History(Record, frozen=True):
    """What came before the reports of a story: how each was captured, and their earlier versions."""

    captures: tuple[Provenance, ...]
    """Of the reports and of their versions, those of one text together, oldest first."""
    versions: tuple[Version, ...] = ()
    """By report, oldest first."""
    vectors: tuple[Vectors, ...] = ()
    """Run parallel to `versions`."""


class Material(Record, frozen=True):
    """What a stage is given that works on one story: the story and all that is known of it so far.

    `reports`, `readings` and `vectors` run parallel, in the order of `story.reports`.
    """

    story: Story
    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    vectors: tuple[Vectors, ...]
    copying: tuple[Copying, ...] = ()
    identities: tuple[Identity, ...] = ()
    history: History = History(())
    """Only of stages that ask for it."""
    rulings: Rulings = Rulings()
    """Likewise."""


VariantKind = Literal["whole", "truncated", "part", "reworded", "indirect"]
"""whole: all words, however spelled and punctuated; truncated: some of them; part: some, where another variant has
others; reworded: other words, as of two translations; indirect: told and not quoted, or in part only."""


class Variant(Record, frozen=True):
    """What one report makes of an utterance. Held against `against`, the fuller variant; None: it is the fullest."""

    span: Span
    kind: VariantKind
    quote: str | None
    """Id of the quote; None for the indirect."""
    claim: str | None
    """Id of the claim that tells it, of the indirect."""
    against: Span | None
    adds: tuple[Span, ...]
    """Words that the other variant has not."""
    lacks: tuple[Span, ...]
    """Words of the other variant that this one has not."""


class Utterance(Record, frozen=True):
    """One thing that one speaker (an identity's name, or None) said, in the variants in which reports give it."""

    id: str
    speaker: str | None
    quotes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    variants: tuple[Variant, ...]
    """The fullest first, then by report; every quote is one of them."""


class Group(Record, frozen=True):
    """Claims of several reports (or one alone) that say one thing; what alignment hands to origins."""

    claims: tuple[str, ...]
    wording: str
    """Id of the claim that agrees best with all others."""
    reasons: tuple[Reason, ...]
    doubtful: tuple[str, ...] = ()
    """Claims that are rather in this group than in another, and as likely as not say something else."""


class Origin(Record, frozen=True):
    """One of those on whose word a finding rests. Unnamed sources are shown and never counted as independent."""

    name: str
    kind: SourceKind
    counted: bool
    claims: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Finding(Record, frozen=True):
    """One thing that is said. `wording` is the passage that says it best; `independent` counts the counted origins."""

    id: str
    story: str
    claims: tuple[str, ...]
    wording: Span
    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    independent: int
    stance: Stance
    status: Status
    first: str | None
    last: str | None
    reasons: tuple[Reason, ...]
    doubtful: tuple[str, ...] = ()
    """Claims that are as likely as not to say something else (`Group`)."""


RelationKind = Literal["denies", "contradicts", "updates"]


class Relation(Record, frozen=True):
    """How one finding stands to another: denies, contradicts (same thing, same time, another value), updates."""

    kind: RelationKind
    from_id: str
    to_id: str
    score: float
    reasons: tuple[Reason, ...]


class Moment(Record, frozen=True):
    """One point of the timeline: a day (or month, or year), and a claim that puts something there."""

    when: When
    claim: str
    finding: str


EditKind = Literal["added", "cut", "changed", "moved"]


class Edit(Record, frozen=True):
    """A passage that two versions of a report do not have alike: whole sentences."""

    kind: EditKind
    before: Span | None
    """In the earlier version; None: added."""
    after: Span | None
    """In the later one; None: cut."""
    lost: tuple[Span, ...] = ()
    """Of what is changed, the words of the earlier passage that the later has not."""
    won: tuple[Span, ...] = ()
    """The words that the later one has instead or beside."""


class Revision(Record, frozen=True):
    """What became of one version of a report in the next, in the order of the later text, cuts where they stood."""

    report: str
    """Id of the report whose versions they are."""
    earlier: str
    later: str
    edits: tuple[Edit, ...]
    notices: tuple[Span, ...]
    """Where the later version says that it was changed or corrected, and the earlier does not."""
    replaced: bool
    """The texts have next to nothing in common, and nothing says why: no claim is called withdrawn."""


class Withdrawal(Record, frozen=True):
    """A claim that a report made and no longer makes. It is no part of any finding: nobody's origins rest on it."""

    id: str
    report: str
    """Id of the report as it stands now."""
    claim: str
    """Id of the claim, in the reading of the version `last`."""
    span: Span
    last: str
    """The last version that makes it (a report's id), and the first that does not."""
    missing: str
    kind: Literal["cut", "changed"]
    instead: Span | None
    """The passage of `missing` that stands in its place, of what is changed."""
    notice: Span | None
    """Where `missing` speaks of a change: of this one, or (`silent`) of some change only."""
    silent: bool
    """No notice speaks of this claim."""
    still: tuple[str, ...]
    """Ids of claims of other reports of the story that say it."""
    findings: tuple[str, ...]
    """Ids of the findings that those are in."""
    reasons: tuple[Reason, ...]


class Revisions(Record, frozen=True):
    """All that changed after publication in the reports of a story."""

    revisions: tuple[Revision, ...]
    withdrawn: tuple[Withdrawal, ...]


class Dossier(Record, frozen=True):
    """The cited record of one story: all that its page and its part of the export show."""

    story: Story
    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    """Most independent origins first."""
    relations: tuple[Relation, ...]
    copying: tuple[Copying, ...]
    identities: tuple[Identity, ...]
    utterances: tuple[Utterance, ...]
    timeline: tuple[Moment, ...]
    captures: tuple[Provenance, ...] = ()
    versions: tuple[Version, ...] = ()
    """Earlier versions of the reports, by report, oldest first."""
    revisions: tuple[Revision, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    hidden: tuple[str, ...] = ()
    """Ids of findings that a reader hid; they are among `findings`."""
    rulings: Rulings = Rulings()


# ── the watch ─────────────────────────────────────────────────────────────────────────────────────────────────────────

EvidenceClass = Literal[
    "document",
    "imagery",
    "own observation",
    "official statement",
    "named expert",
    "named witness",
    "unnamed official",
    "other report",
]
"""What a claim rests on, by what its text says of that, the strongest first: a document that is named; pictures from
satellites or cameras; what the outlet's own people saw; an official or body that is named, of its own field; an expert
who is named; another who is named; officials who are not; whatever else is reported."""


class Written(Record, frozen=True, forbid_unknown_fields=True):
    """A part of a mandate as an analyst writes it: no field but those that there are."""


class Instrument(Written, frozen=True):
    """The measure that a matter rests on, by paragraph."""

    name: str
    """As it is cited: "S/RES/1718 (2006)"."""
    paragraph: str
    says: str
    """What it provides, in short."""
    checked: str = ""
    """Against what the paragraph was checked; "" where it was not, and the reader is told so."""
    url: str = ""


class Subject(Written, frozen=True):
    """Whom a mandate watches, or names: a state, body, person or vessel, under all its names."""

    id: str
    names: tuple[str, ...]
    """As reports write them, adjectives too: "North Korea", "Pyongyang", "North Korean"."""


class Days(Written, frozen=True):
    """A stretch of days, both ends in it. YYYY[-MM[-DD]]."""

    since: str = ""
    until: str = ""


class Pattern(Written, frozen=True):
    """What a finding must say to bear on a matter: all that is given here, of each list one at least.

    Words are written in their plain form ("send", "artillery shell") and found in every form that reports use.
    """

    id: str
    acts: tuple[str, ...] = ()
    """Verbs, or nouns for the same: "send", "shipment"."""
    what: tuple[str, ...] = ()
    """What the act is done with or to."""
    about: tuple[str, ...] = ()
    """Further words, one of which must stand beside."""
    by: tuple[str, ...] = ()
    """Ids of subjects: who acts. Where the grammar says that another does, the pattern is not met."""
    to: tuple[str, ...] = ()
    """Who receives, or to where."""
    giver: tuple[str, ...] = msgspec.field(default=(), name="from")
    """From whom or where."""
    partner: tuple[str, ...] = msgspec.field(default=(), name="with")
    """With whom."""
    named: tuple[str, ...] = ()
    """Ids of subjects, one of which is named in whatever part."""
    where: tuple[str, ...] = ()
    """Places: ids of subjects, or names."""
    counts: tuple[str, ...] = ()
    """Units, one of which a figure counts: "missile", "dead", "USD"."""
    days: Days | None = None
    """On which days: of what is dated in the finding; where nothing is, of the reports."""
    without: tuple[str, ...] = ()
    """Words that must not stand there."""


class Requirement(Written, frozen=True):
    """One way to meet a standard: so many independent origins, of these classes of evidence or of any."""

    origins: int
    of: tuple[EvidenceClass, ...] = ()
    reply: bool = False
    """And those concerned were given the word: they deny it, or a report says that they were asked."""


class Evidentiary(Written, frozen=True):
    """The standard that a matter is held against: any one of these ways."""

    any: tuple[Requirement, ...]


class Matter(Written, frozen=True):
    """One thing that a mandate watches for."""

    id: str
    title: str
    what: str
    """What it is, in the words of whoever set the mandate."""
    patterns: tuple[Pattern, ...]
    instruments: tuple[Instrument, ...] = ()
    standard: Evidentiary | None = None
    """Where it is another than the mandate's."""


class Commission(Written, frozen=True):
    """Who set a mandate, and for which days."""

    set_by: str
    since: str = ""
    until: str = ""
    note: str = ""


class Recipient(Written, frozen=True):
    """Whom an alert goes to: one of these. A secret is named, never written: it stands in the environment."""

    webhook: str = ""
    """An address that is sent each alert as JSON, signed."""
    secret: str = ""
    """Of a webhook: the environment variable that holds the key of the signature."""
    email: str = ""
    """An address of electronic mail."""
    terminal: bool = False
    """Whoever looks at `crossbearing watch`."""


class Mandate(Written, frozen=True):
    """A standing watch: what to watch, under which measures, by what standard, and whom to tell."""

    id: str
    """Lower-case letters, digits and hyphens."""
    title: str
    standing: Commission
    subjects: tuple[Subject, ...]
    matters: tuple[Matter, ...]
    standard: Evidentiary
    note: str = ""
    languages: tuple[str, ...] = ()
    """ISO 639-1; reports in others are left out. Empty: all."""
    outlets: tuple[str, ...] = ()
    """Names of outlets; reports of others are left out. Empty: all."""
    feeds: tuple[str, ...] = ()
    """Addresses of feeds that a case follows when the mandate is added."""
    alert: tuple[Recipient, ...] = ()


FacetName = Literal["acts", "what", "about", "by", "to", "from", "with", "named", "where", "counts", "days", "without"]


class Facet(Record, frozen=True):
    """One part of a pattern, held against one claim."""

    name: FacetName
    met: bool
    spans: tuple[Span, ...]
    """The words that meet it, or that speak against it."""
    detail: str
    """In words: "\"sent\" is \"send\"", "the grammar has Kestria as the giver"."""


class Evidence(Record, frozen=True):
    """What one claim rests on."""

    kind: EvidenceClass
    reasons: tuple[Reason, ...]


class MatchedClaim(Record, frozen=True):
    """A claim of a finding that meets a pattern, or (`context`) says the same as one that does."""

    claim: str
    report: str
    span: Span
    outlet: str | None
    facets: tuple[Facet, ...]
    evidence: Evidence
    context: bool = False
    """It does not meet the pattern by its own words."""


class OnWhoseWord(Record, frozen=True):
    """A figure of a match, and who gives it: names of origins, and the outlets that carry it."""

    figure: Figure
    said_by: tuple[str, ...]
    outlets: tuple[str, ...]


class Denial(Record, frozen=True):
    """Who denies what matched, and where; `finding` is the denial, which may be the match itself."""

    finding: str
    span: Span
    said_by: tuple[str, ...]
    outlets: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Outlets that carry the claim and not the denial."""


class Disagreement(Record, frozen=True):
    """Another finding of the story that contradicts or updates what matched."""

    kind: Literal["contradicts", "updates", "updated by"]
    finding: str
    span: Span
    outlets: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Judged(Record, frozen=True):
    """A match held against its standard."""

    met: bool
    by: Requirement | None
    """The way in which it is met."""
    detail: str
    """In words: what it rests on, what is missing."""


class Match(Record, frozen=True):
    """A finding that would bear on a matter, if it were so: what matched, on whose word, and what stands against it."""

    id: str
    """Of mandate, matter and finding."""
    mandate: str
    matter: str
    pattern: str
    story: str
    finding: str
    wording: Span
    """Of a claim that meets the pattern: the finding's own wording where it is one's, else the one that says most."""
    stance: Stance
    status: Status
    claims: tuple[MatchedClaim, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    """Names of those origins that are counted, of the claims above."""
    unnamed: tuple[str, ...]
    """Names of those that are not."""
    figures: tuple[OnWhoseWord, ...]
    denials: tuple[Denial, ...]
    asked: tuple[Span, ...]
    """Where a report says near the claims that somebody was asked, did not answer or denies, with the words that name
    whom."""
    disagreements: tuple[Disagreement, ...]
    withdrawn: tuple[Span, ...]
    """Where reports said so and no longer do."""
    judged: Judged
    first: str | None
    last: str | None
    headline: bool = False
    """Nothing but headlines meets the pattern."""


class Looked(Record, frozen=True):
    """What a mandate's look at one story saw."""

    captures: tuple[str, ...]
    """Ids of those that its reports and their earlier versions are read from: they are not new to the next look."""
    matches: tuple[Match, ...]


class Miss(Record, frozen=True):
    """A finding that met a pattern but for one part."""

    matter: str
    pattern: str
    story: str
    finding: str
    wording: Span
    missing: Facet
    met: tuple[Facet, ...]


AlertKind = Literal[
    "finding", "origin", "figure", "denial", "disagreement", "standard", "correction", "withdrawn", "carried", "lost"
]
"""What is new: a finding that matches; another independent origin; a figure; a denial; another finding that contradicts
or updates it; the standard met, or no longer; a correction by a report; a claim that a report no longer makes; outlets
that carry what was there on the same word (held: it wakes nobody); a match that is one no longer (held)."""


class Alert(Record, frozen=True):
    """One thing that is new in a match."""

    id: str
    """Of all that makes it new, so that the same is never told twice."""
    kind: AlertKind
    raised: bool
    """False: it is written down and wakes nobody."""
    at: str
    """UTC, ISO 8601: when the watch saw it."""
    mandate: str
    matter: str
    story: str
    finding: str
    wording: str
    """The finding's own words at that time."""
    what: str
    """What is new, in one line."""
    why: str
    """Why it was raised or held."""
    spans: tuple[Span, ...]
    origins: int
    outlets: int
    claims: tuple[str, ...] = ()
    """Ids of the claims that the match then had: by them, and not by a finding's id, it is known again."""
    told: tuple[str, ...] = ()
    """What it told of them, by the keys of `watch.match_items`: of a match with one of these claims it is told once."""


# ── the monitoring report ─────────────────────────────────────────────────────────────────────────────────────────────


class CitedReport(Record, frozen=True):
    """A report, or an earlier version of one, that a monitoring report cites, and how it was captured."""

    report: str
    name: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    """YYYY[-MM[-DD]]."""
    language: str
    text: str
    sentences: tuple[Span, ...]
    capture: str
    """Id of the capture that it was read from."""
    sha256: str
    taken_at: str = ""
    """UTC, ISO 8601: when it was captured; "" where the capture is not known."""
    timed: bool = False
    """Whether that is when the page was seen on the web; else it is when the file came into the case."""
    version: int = 0
    """Of an earlier version its number, from 1, the oldest; 0: the report as it stands now."""


class RestsOn(Record, frozen=True):
    """One origin of a match: whose word, of which class of evidence, and where."""

    name: str
    kind: SourceKind
    counted: bool
    """Whether it is one of those that the match counts."""
    evidence: tuple[EvidenceClass, ...]
    """Of its claims, the strongest first."""
    spans: tuple[Span, ...]
    """Its claims, one for each report."""
    why: tuple[Reason, ...] = ()


class Corrected(Record, frozen=True):
    """A claim of a match that a report made and no longer makes."""

    was: Span
    instead: Span | None
    notice: Span | None
    """Where the report speaks of a change."""
    silent: bool
    still: tuple[str, ...]
    """Outlets that say it still."""


class Dissent(Record, frozen=True):
    """What a reader decided or noted of the words of a match, where the machine had it otherwise."""

    decision: Decision
    span: Span


class Dated(Record, frozen=True):
    """A day that a claim of a match gives."""

    when: When
    finding: str
    claim: Span
    status: Status


class CopiedFrom(Record, frozen=True):
    """Two cited reports that share text."""

    a: str
    b: str
    """Ids of reports."""
    likeness: float
    """As in `Copying`."""
    origin: str | None
    taker: str | None
    longest: Span | None
    """The beginning of the longest passage that they share, in a."""


class ToldMatch(Record, frozen=True):
    """A match with all that stands beside it in its story."""

    match: Match
    rests_on: tuple[RestsOn, ...]
    counted: tuple[str, ...]
    """Names of all counted origins of its finding, those too whose claims say the same by other words."""
    corrected: tuple[Corrected, ...] = ()
    dissents: tuple[Dissent, ...] = ()


class ToldMatter(Record, frozen=True):
    """A matter of the mandate and what would bear on it: what meets the standard first, then by independent origins."""

    matter: Matter
    standard: Evidentiary
    matches: tuple[ToldMatch, ...]


class MonitoringReport(Record, frozen=True):
    """All that a monitoring report says and cites: every span in it lies in one of `cited`."""

    mandate: Mandate
    digest: str
    """SHA-256 of the mandate's file."""
    added_at: str
    """UTC, ISO 8601: since when the mandate is in force in this case."""
    since: str | None
    """YYYY-MM-DD; None: the report is of all that the case has."""
    as_of: str
    """UTC, ISO 8601: when the watch last saw anything new, or else when the mandate was added."""
    stories: int
    """How many were looked at."""
    news: tuple[Alert, ...]
    """What is new in the period, in the order in which the watch saw it."""
    earlier: int
    """How many alerts there are from before."""
    matters: tuple[ToldMatter, ...]
    timeline: tuple[Dated, ...]
    """By day."""
    copied: tuple[CopiedFrom, ...]
    """Most alike first."""
    cited: tuple[CitedReport, ...]
    """By day, outlet and name."""
