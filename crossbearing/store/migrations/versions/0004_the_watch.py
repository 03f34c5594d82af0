"""The watch: mandates, what they matched, alerts, and to whom these go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"

TRIGGERS = (
    """CREATE TRIGGER mandates_unchanged BEFORE UPDATE OF number, id, digest, added_at, body ON mandates
    BEGIN SELECT RAISE(ABORT, 'a mandate is never changed'); END""",
    """CREATE TRIGGER mandates_ended_once BEFORE UPDATE OF ended_at ON mandates WHEN OLD.ended_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a mandate ends once'); END""",
    """CREATE TRIGGER mandates_kept BEFORE DELETE ON mandates
    BEGIN SELECT RAISE(ABORT, 'a mandate is never deleted'); END""",
    # INSERT OR REPLACE deletes what it replaces, and no trigger on deleting hears of it
    """CREATE TRIGGER mandates_not_replaced BEFORE INSERT ON mandates WHEN EXISTS (SELECT 1 FROM mandates
    WHERE number = NEW.number OR (id = NEW.id AND ended_at IS NULL AND NEW.ended_at IS NULL))
    BEGIN SELECT RAISE(ABORT, 'a mandate is never replaced'); END""",
    """CREATE TRIGGER alerts_not_replaced BEFORE INSERT ON alerts
    WHEN EXISTS (SELECT 1 FROM alerts WHERE number = NEW.number OR id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END""",
    """CREATE TRIGGER alerts_unchanged BEFORE UPDATE ON alerts
    BEGIN SELECT RAISE(ABORT, 'an alert is never changed'); END""",
    """CREATE TRIGGER alerts_kept BEFORE DELETE ON alerts
    BEGIN SELECT RAISE(ABORT, 'an alert is never deleted'); END""",
)


def upgrade() -> None:
    op.create_table(
        "mandates",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index("mandates_in_force", "mandates", ["id"], unique=True, sqlite_where=in_force)
    op.create_table(
        "watched",
        sa.Column("mandate", sa.Text, primary_key=True),
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "alerts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("mandate", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("raised", sa.Boolean, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("alerts_of", "alerts", ["mandate", "number"])
    op.create_table(
        "outbox",
        sa.Column("alert", sa.Text, sa.ForeignKey("alerts.id"), primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("done_at", sa.Text),
        sa.Column("error", sa.Text),
    )
    op.create_index("outbox_due", "outbox", ["due_at"], sqlite_where=sa.text("done_at IS NULL"))
    for statement in TRIGGERS:
        op.execute(statement)
