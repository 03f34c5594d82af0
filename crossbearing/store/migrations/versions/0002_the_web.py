"""What the web brings: how captures came, every arrival of one, earlier versions, feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    op.add_column("captures", sa.Column("timed", sa.Boolean, nullable=False, server_default="0"))
    for name in ("http", "within", "coding"):
        op.add_column("captures", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_table(
        "sightings",
        sa.Column("capture", sa.Text, sa.ForeignKey("captures.id"), primary_key=True),
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("taken_at", sa.Text, primary_key=True),
        sa.Column("timed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "earlier",
        sa.Column("capture", sa.Text, sa.ForeignKey("captures.id"), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("interval", sa.Float, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_error", sa.Text),
    )
    op.create_table(
        "visited",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("visited_at", sa.Float, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    )
    op.execute(sa.text("INSERT INTO sightings SELECT id, source, taken_at, 0 FROM captures"))
