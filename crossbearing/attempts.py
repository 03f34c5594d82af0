"""What comes of trying a stage on a unit: its result, or a reason why there is none; and how either is stored."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from crossbearing.errors import CaseError, IntegrityError, ModelError, Unanswered, Unreadable
from crossbearing.store.base import Output
from crossbearing.workers import Rejected


class Failed(msgspec.Struct, frozen=True):
    """Why there is no result, and whether trying again could help: not where it is settled."""

    reason: str
    settled: bool


def attempt(function: Callable[..., object], *given: object) -> object:
    """The function's result, or why there is none. What is wrong with the case or a model is wrong for every unit."""
    try:
        return function(*given)
    except Unreadable as error:
        return Failed(str(error), settled=not isinstance(error, Unanswered))
    except (CaseError, ModelError):
        raise
    except Exception as error:  # one unit must not stop the rest; nothing is lost: the reason says what and where
        return Failed(f"unexpected {type(error).__name__}: {error} ({_place(error)})", settled=False)


def stored(stage: str, unit: str, unit_name: str, key: str, result: object) -> Output:
    """What a stage made of a unit, as the store keeps it."""
    if isinstance(result, Rejected):
        result = Failed(result.reason, result.settled)
    body = None if isinstance(result, Failed) else attempt(msgspec.json.encode, result)
    if isinstance(body, Failed):
        result = body
    if isinstance(result, Failed):
        reason = result.reason.encode("utf-8", "backslashreplace").decode()
        return Output(stage, unit, unit_name, key, None, reason, result.settled)
    return Output(stage, unit, unit_name, key, body if isinstance(body, bytes) else b"")


def decoded(body: bytes, kind: Any, what: str) -> Any:
    """A stored body as the record that it is. Raises IntegrityError when it is not."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise IntegrityError(f"{what} cannot be read from the case: {error}") from error


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "unknown place"
