"""The tables of a case. Migrations make them; a test holds that both agree."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

METADATA = MetaData()

CAPTURES = Table(
    "captures",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("taken_at", Text, nullable=False),
    Column("stated", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("timed", Boolean, nullable=False, server_default="0"),
    Column("http", Text, nullable=False, server_default=""),
    Column("within", Text, nullable=False, server_default=""),
    Column("coding", Text, nullable=False, server_default=""),
)
"""The bytes of every report that ever came in. Triggers forbid to change or delete one. `coding` is "" for bytes as
they are, "zlib" for bytes packed so."""

SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("capture", Text, ForeignKey("captures.id"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("taken_at", Text, primary_key=True),
    Column("timed", Boolean, nullable=False),
)
"""Every arrival of a capture: where its bytes came from, and when."""

CURRENT = Table(
    "current",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("capture", Text, ForeignKey("captures.id"), nullable=False, unique=True),
)
"""Which captures the case reads now: one for a name."""

EARLIER = Table(
    "earlier",
    METADATA,
    Column("capture", Text, ForeignKey("captures.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("number", Integer, nullable=False),
)
"""Captures whose place under a name a newer one has taken; numbered from 1 in the order in which they came."""

FEEDS = Table(
    "feeds",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("due_at", Float, nullable=False),
    Column("interval", Float, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("last_error", Text),
)
"""Feeds that the case follows, and what is known for the next polite visit. Times are seconds since 1970."""

VISITED = Table(
    "visited",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("visited_at", Float, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
)
"""Pages that were fetched for a feed: they are not fetched again but to see whether they changed."""

UNCOLLECTED = Table(
    "uncollected",
    METADATA,
    Column("stage", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
)
"""What among the inputs could not be collected."""

OUTPUTS = Table(
    "outputs",
    METADATA,
    Column("stage", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("unit_name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Text),
    Column("reason", Text),
    Column("settled", Boolean, nullable=False),
    CheckConstraint("(body IS NULL) <> (reason IS NULL)", name="body_or_reason"),
)
"""What each stage made of each unit: a capture's id, a story's id, or "case". A body that nobody reads with SQL is
packed (zlib): SQLite keeps a BLOB in a text column as it is."""

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("replaces", Text),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What readers decided, in the order in which they did. Triggers forbid to change or delete one. `body` is the whole
decision, as JSON."""

INDEXED = Table(
    "indexed",
    METADATA,
    Column("story", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("contested", Boolean, nullable=False),
)
"""Of which stories' dossiers (by the digest of the output) what is below was made, and what stories are ordered by."""

ENTRIES = Table(
    "entries",
    METADATA,
    Column("story", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("entries_by_key", "kind", "key", "story", "weight", "name"),
)
"""What each story is found by: itself, its outlets, actors, places, days, figures. `data` is a record, as JSON,
packed."""

MANDATES = Table(
    "mandates",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("body", Text, nullable=False),
    Index("mandates_in_force", "id", unique=True, sqlite_where=text("ended_at IS NULL")),
    sqlite_autoincrement=True,
)
"""Every mandate that ever stood, as it was written (YAML); of one id, one is in force. Triggers forbid to change or
delete one, but to end it."""

WATCHED = Table(
    "watched",
    METADATA,
    Column("mandate", Text, primary_key=True),
    Column("story", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""The matches of each mandate with each story, of which alerts were made already. `key` says of which dossier and
mandate; `body` is a tuple of `Match`, as JSON, packed."""

ALERTS = Table(
    "alerts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("mandate", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("raised", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("alerts_of", "mandate", "number"),
    sqlite_autoincrement=True,
)
"""What was new, in the order in which the watch saw it. Triggers forbid to change or delete one."""

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("alert", Text, ForeignKey("alerts.id"), primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("due_at", Float, nullable=False),
    Column("done_at", Text),
    Column("error", Text),
    Index("outbox_due", "due_at", sqlite_where=text("done_at IS NULL")),
)
"""To whom each raised alert goes, and whether it went. Written together with the alert."""

RETIRED = Table(
    "retired",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("claim", Text, nullable=False),
    Index("retired_by_story", "story"),
)
"""Ids that stories and findings bore once, and what took them up: links to them live on."""

TEXTS = Table(
    "texts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("story", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("outlet_key", Text, nullable=False),
    Column("day", Text),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("texts_by_story", "story"),
)
"""Reports' texts as they are searched: `terms.parted`, a headline that does not stand in the text after it."""

STRETCHES = Table(
    "stretches",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("text", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("start", Integer),
    Column("target", Text, nullable=False),
    Index("stretches_by_text", "text"),
)
"""What of a text is found as one: `at` and `length` in it, `start` in the report. Paragraphs, headlines, the wordings
of findings, quotes: they overlap, and their words are stored once."""

STRETCHED = (
    "CREATE VIEW stretched AS SELECT stretches.id AS id, substr(texts.text, at + 1, length) AS text "
    "FROM stretches JOIN texts ON texts.id = stretches.text"
)
PASSAGES = (
    "CREATE VIRTUAL TABLE passages USING fts5(text, content = 'stretched', content_rowid = 'id', "
    "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
)
"""The words of all stretches, for full-text search (SQLite, "FTS5", 4.4.2: external content)."""
