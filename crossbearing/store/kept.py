"""What readers decided, in a case's tables: kept once, in the order in which they did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from crossbearing.decided import hashed
from crossbearing.errors import CaseError
from crossbearing.records import Decision
from crossbearing.store.schema import DECISIONS

_KEEP = upsert(DECISIONS).on_conflict_do_nothing(index_elements=["id"])

_COLUMNS = ("id", "kind", "by", "at", "replaces")
"""What is in a row beside the body, for whoever looks into the file with SQL."""


def keep(connection: Connection, decision: Decision) -> None:
    """Store a decision where it is not there yet. Raises CaseError for one that could not be read again: nothing could
    be built any more, for none is ever deleted."""
    row = {name: getattr(decision, name) for name in _COLUMNS}
    body = msgspec.json.encode(decision).decode()
    _decoded(decision.id, body)
    connection.execute(_KEEP, row | {"body": body})


def decisions(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, those replaced among them. Raises CaseError for one that cannot be read."""
    rows = connection.execute(select(DECISIONS.c.id, DECISIONS.c.body).order_by(DECISIONS.c.number))
    return tuple(_decoded(row.id, row.body) for row in rows)


def _decoded(decision_id: str, body: str) -> Decision:
    try:
        return msgspec.json.decode(body, type=Decision)
    except msgspec.MsgspecError as error:
        raise CaseError(f"decision {decision_id} cannot be read: {error}") from error


def number(connection: Connection) -> int:
    """How many decisions there are."""
    there: int = connection.execute(select(func.count()).select_from(DECISIONS)).scalar_one()
    return there


def damaged(connection: Connection) -> Iterator[str]:
    """What is wrong with the decisions: none was ever changed, and each has the hash of the rest for its id."""
    for row in connection.execute(select(DECISIONS).order_by(DECISIONS.c.number)):
        why = _wrong(row)
        if why:
            yield f"decision {row.id}: {why}"


def _wrong(row: Row[Any]) -> str:
    try:
        decision = msgspec.json.decode(row.body, type=Decision)
    except msgspec.MsgspecError as error:
        return f"it cannot be read: {error}"
    if any(getattr(decision, name) != getattr(row, name) for name in _COLUMNS):
        return "its row says other than it does itself"
    if hashed(row.body.encode()) != row.id:
        return "it was changed after it was made: its id is not the hash of the rest"
    return ""
