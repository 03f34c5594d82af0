"""The API's document: valid, complete, and true as far as a few hundred requests made of it can tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import checks
from schemathesis.core.result import Ok

from crossbearing.web.app import application
from crossbearing.web.routes import ACTIONS, DOWNLOADS, PAGES
from crossbearing.web.work.builder import Builder
from crossbearing.web.work.building import Ended
from tests.web import rooms

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.parametrize("login", [False, True])
def test_it_is_valid_and_has_every_row(tmp_path: Path, login: bool) -> None:
    access, reader, _ = rooms.users(tmp_path)
    client = rooms.visitor(
        rooms.room(tmp_path, access=access if login else None),
        **({"Authorization": f"Bearer {reader}"} if login else {}),
    )
    document = client.get("/openapi.json").json()
    validate(document)
    names = [what["operationId"] for methods in document["paths"].values() for what in methods.values()]
    assert sorted(names) == sorted(
        [*(row.name for row in PAGES), *(row.name for row in DOWNLOADS), *(row.name for row in ACTIONS)]
    )
    assert bool(document["security"]) == login
    assert {each["path"] for each in client.get("/api.json").json()["operations"]} == set(document["paths"])
    assert client.get("/api").status_code == 200


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=str)
def test_no_request_made_of_it_breaks_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: schemathesis.GenerationMode
) -> None:
    """Each operation answers with a status, a type and a shape that the document has, whatever it is sent."""
    monkeypatch.setattr(Builder, "do", lambda *_: Ended())
    room = rooms.room(tmp_path)
    schema = schemathesis.openapi.from_asgi("/openapi.json", application(room))
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        raw = operation.definition.raw
        typed = any(each["in"] == "query" for each in raw["parameters"]) or "application/json" in raw.get(
            "requestBody", {}
        ).get("content", ())
        if mode is schemathesis.GenerationMode.NEGATIVE and not typed:
            continue  # of words there are no wrong ones

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=8,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: Any) -> None:
            case.call_and_validate(headers={"X-Requested-With": "a test"}, checks=CHECKS)

        holds()
    room.jobs.close()
