"""What readers decided, in a case's tables: kept once, in the order in which they did."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from crossbearing.errors import CaseError
from crossbearing.records import Decision
from crossbearing.store.schema import DECISIONS

_KEEP = upsert(DECISIONS).on_conflict_do_nothing(index_elements=["id"])


def keep(connection: Connection, decision: Decision) -> None:
    """Store a decision where it is not there yet."""
    row = {name: getattr(decision, name) for name in ("id", "kind", "by", "at", "replaces")}
    connection.execute(_KEEP, row | {"body": msgspec.json.encode(decision).decode()})


def decisions(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, those replaced among them. Raises CaseError for one that cannot be read."""
    rows = connection.execute(select(DECISIONS.c.id, DECISIONS.c.body).order_by(DECISIONS.c.number))
    return tuple(_decoded(row.id, row.body) for row in rows)


def _decoded(decision_id: str, body: str) -> Decision:
    try:
        return msgspec.json.decode(body, type=Decision)
    except msgspec.MsgspecError as error:
        raise CaseError(f"decision {decision_id} cannot be read: {error}") from error
