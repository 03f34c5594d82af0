"""The stores that every contract is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore

Opens = Callable[[], Store]


@pytest.fixture(params=["sqlite"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opens]:
    """Opens the same case anew at each call; every store opened is closed at the end."""
    kinds: dict[str, Opens] = {"sqlite": lambda: SqliteStore(tmp_path / "case.db")}
    opened: list[Store] = []

    def open_store() -> Store:
        opened.append(kinds[request.param]())
        return opened[-1]

    yield open_store
    for store in opened:
        store.close()
