"""The tables of a case. Migrations make them; a test holds that both agree."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, LargeBinary, MetaData, Table, Text

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
)
"""The bytes of every report that ever came in. Triggers forbid to change or delete one."""

CURRENT = Table(
    "current",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("capture", Text, ForeignKey("captures.id"), nullable=False, unique=True),
)
"""Which captures the case reads now: one for a name."""

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
"""What each stage made of each unit: a capture's id, a story's id, or "case"."""
