"""The reading room: what readers decided, and what stories are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

TRIGGERS = (
    """CREATE TRIGGER decisions_unchanged BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END""",
    """CREATE TRIGGER decisions_kept BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END""",
)
PASSAGES = (
    "CREATE VIRTUAL TABLE passages USING fts5(text, kind UNINDEXED, story UNINDEXED, report UNINDEXED, "
    "start UNINDEXED, target UNINDEXED, outlet UNINDEXED, day UNINDEXED, language UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2')"
)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("replaces", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "indexed",
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("first_row", sa.Integer, nullable=False),
        sa.Column("last_row", sa.Integer, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("entries_by_key", "entries", ["kind", "key"])
    for statement in (*TRIGGERS, PASSAGES):
        op.execute(sa.text(statement))
