"""The API's document: valid, complete, and true as far as a few hundred requests made of it can tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis.checks import CheckContext

from crossbearing.web.routes import ACTIONS, DOWNLOADS, PAGES
from tests.web import rooms


@pytest.mark.parametrize("login", [False, True])
def test_it_is_valid_and_has_every_row(tmp_path: Path, login: bool) -> None:
    access, reader, _ = rooms.users(tmp_path)
    client = rooms.visitor(
        rooms.room(tmp_path, access=access if login else None), **({"Authorization": f"Bearer {reader}"} if login else {})
    )
    document = client.get("/openapi.json").json()
    validate(document)
    names = [what["operationId"] for methods in document["paths"].values() for what in methods.values()]
    assert sorted(names) == sorted([*(row.name for row in (*PAGES, *DOWNLOADS, *ACTIONS)), "api"])
    assert bool(document["security"]) == login
    assert {each["path"] for each in client.get("/api.json").json()["operations"]} == set(document["paths"])
    assert client.get("/api").status_code == 200
