"""The first case: captures, what is current, outputs; views for whoever opens the file with sqlite3."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

TRIGGERS = (
    """CREATE TRIGGER captures_unchanged BEFORE UPDATE ON captures
    BEGIN SELECT RAISE(ABORT, 'a capture is never changed'); END""",
    """CREATE TRIGGER captures_kept BEFORE DELETE ON captures
    BEGIN SELECT RAISE(ABORT, 'a capture is never deleted'); END""",
)

VIEWS = (
    """CREATE VIEW reports AS SELECT
        json_extract(o.body, '$.id') AS id, json_extract(o.body, '$.name') AS name,
        json_extract(o.body, '$.outlet') AS outlet, json_extract(o.body, '$.published.value') AS published,
        json_extract(o.body, '$.title') AS title, json_extract(o.body, '$.language') AS language,
        json_extract(o.body, '$.text') AS text, c.capture AS capture
    FROM current c JOIN outputs o ON o.stage = 'clean' AND o.unit = c.capture WHERE o.body IS NOT NULL""",
    """CREATE VIEW quotes AS SELECT
        json_extract(q.value, '$.id') AS id, r.name AS report, json_extract(q.value, '$.speaker.name') AS speaker,
        json_extract(q.value, '$.kind') AS kind,
        substr(r.text, json_extract(q.value, '$.span.start') + 1,
            json_extract(q.value, '$.span.end') - json_extract(q.value, '$.span.start')) AS words,
        json_extract(q.value, '$.span.start') AS start, json_extract(q.value, '$.span.end') AS "end"
    FROM reports r JOIN outputs o ON o.stage = 'read' AND o.unit = r.capture, json_each(o.body, '$.quotes') q""",
    """CREATE VIEW claims AS SELECT
        json_extract(c.value, '$.id') AS id, r.name AS report,
        (SELECT group_concat(json_extract(s.value, '$.name'), ' < ') FROM json_each(c.value, '$.sources') s) AS sources,
        json_extract(c.value, '$.stance') AS stance, json_extract(c.value, '$.status') AS status,
        substr(r.text, json_extract(c.value, '$.span.start') + 1,
            json_extract(c.value, '$.span.end') - json_extract(c.value, '$.span.start')) AS words,
        json_extract(c.value, '$.span.start') AS start, json_extract(c.value, '$.span.end') AS "end"
    FROM reports r JOIN outputs o ON o.stage = 'read' AND o.unit = r.capture, json_each(o.body, '$.claims') c""",
    """CREATE VIEW stories AS SELECT
        json_extract(s.value, '$.id') AS id, json_extract(s.value, '$.first') AS first,
        json_extract(s.value, '$.last') AS last, json_array_length(s.value, '$.reports') AS reports
    FROM outputs o, json_each(o.body, '$.stories') s WHERE o.stage = 'stories'""",
    """CREATE VIEW findings AS SELECT
        json_extract(f.value, '$.id') AS id, json_extract(f.value, '$.story') AS story,
        json_extract(f.value, '$.independent') AS independent, json_array_length(f.value, '$.outlets') AS outlets,
        json_extract(f.value, '$.stance') AS stance, json_extract(f.value, '$.status') AS status,
        json_extract(f.value, '$.first') AS first, json_extract(f.value, '$.last') AS last,
        (SELECT substr(r.text, json_extract(f.value, '$.wording.start') + 1,
            json_extract(f.value, '$.wording.end') - json_extract(f.value, '$.wording.start'))
            FROM reports r WHERE r.id = json_extract(f.value, '$.wording.report')) AS wording
    FROM outputs o, json_each(o.body) f WHERE o.stage = 'align'""",
    """CREATE VIEW relations AS SELECT
        json_extract(r.value, '$.from_id') AS finding, json_extract(r.value, '$.kind') AS kind,
        json_extract(r.value, '$.to_id') AS other, json_extract(r.value, '$.score') AS score
    FROM outputs o, json_each(o.body) r WHERE o.stage = 'relate'""",
    """CREATE VIEW failures AS SELECT stage, unit, reason FROM uncollected
    UNION ALL SELECT stage, unit_name, reason FROM outputs
    WHERE reason IS NOT NULL AND (stage NOT IN ('clean', 'read', 'embed') OR unit IN (SELECT capture FROM current))""",
)


def upgrade() -> None:
    op.create_table(
        "captures",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("taken_at", sa.Text, nullable=False),
        sa.Column("stated", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "current",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("capture", sa.Text, sa.ForeignKey("captures.id"), nullable=False, unique=True),
    )
    op.create_table(
        "uncollected",
        sa.Column("stage", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, primary_key=True),
        sa.Column("reason", sa.Text, primary_key=True),
    )
    op.create_table(
        "outputs",
        sa.Column("stage", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, primary_key=True),
        sa.Column("unit_name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.CheckConstraint("(body IS NULL) <> (reason IS NULL)", name="body_or_reason"),
    )
    for statement in TRIGGERS + VIEWS:
        op.execute(sa.text(statement))
