"""What the tests of collecting share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect.servers import Answers, Reply, at
from tests.collect.worlds import World, running


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    pages: dict[str, Reply | Answers] = {}
    with running(at(pages)) as server:
        world = World(server, pages, tmp_path / "case.db")
        yield world
        world.store.close()
