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
STRETCHED = (
    "CREATE VIEW stretched AS SELECT stretches.id AS id, substr(texts.text, at + 1, length) AS text "
    "FROM stretches JOIN texts ON texts.id = stretches.text"
)
PASSAGES = (
    "CREATE VIRTUAL TABLE passages USING fts5(text, content = 'stretched', content_rowid = 'id', "
    "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
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
        sa.Column("first", sa.Text),
        sa.Column("last", sa.Text),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("contested", sa.Boolean, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("entries_by_key", "entries", ["kind", "key", "story", "weight", "name"])
    op.create_table(
        "retired",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
    )
    op.create_index("retired_by_story", "retired", ["story"])
    _searched()
    for statement in (*TRIGGERS, STRETCHED, PASSAGES):
        op.execute(statement)


def _searched() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("outlet_key", sa.Text, nullable=False),
        sa.Column("day", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("texts_by_story", "texts", ["story"])
    op.create_table(
        "stretches",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("target", sa.Text, nullable=False),
    )
    op.create_index("stretches_by_text", "stretches", ["text"])
