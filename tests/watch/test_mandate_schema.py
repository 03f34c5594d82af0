"""The schema of a mandate's file: the one that ships, and that it refuses nothing that the reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import crossbearing
from crossbearing.errors import MandateError
from crossbearing.watch.mandate_file import read
from crossbearing.watch.mandate_schema import schema, schema_json, shipped_schema
from tests.watch.core_schema import Core

SHIPPED = sorted((Path(crossbearing.__file__).parent / "mandates").glob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_that_ships_is_the_one_of_the_records() -> None:
    renew = "renew it: crossbearing mandate schema > crossbearing/watch/mandate.schema.json"
    assert shipped_schema() == schema_json(), renew
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_record_and_most_fields_are_described() -> None:
    made = schema()["$defs"]
    assert all(record["description"] for record in made.values())
    assert made["Pattern"]["properties"]["from"]["description"] == "From whom or where."


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_shipped_mandates_fit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(text, path.name).id == path.stem
    VALIDATOR.validate(yaml.load(text, Core))  # noqa: S506 - a safe loader


EXAMPLE: dict[str, Any] = {
    "id": "m",
    "title": "t",
    "standing": {"set_by": "b", "since": 2031},
    "standard": {"any": [{"origins": 2, "of": "document"}]},
    "subjects": [{"id": "s", "names": ["Velm"]}],
    "languages": "en",
    "alert": [{"terminal": True}],
    "matters": [
        {
            "id": "a",
            "title": "t",
            "what": "w",
            "standard": {"any": [{"origins": 1}]},
            "instruments": [{"name": "n", "paragraph": 1, "says": "s"}],
            "patterns": [{"id": "p", "acts": ["send"], "from": ["s"], "days": {"since": "2031-05"}}],
        }
    ],
}
JUNK = st.sampled_from([None, True, 7, 2.5, "x", "", [], ["x"], [None], {}, {"x": 1}, [["x"]], [True]])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """All places in a tree."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(value[key], (*path, key))


PLACES = list(places(EXAMPLE))


def test_the_example_fits_both() -> None:
    VALIDATOR.validate(EXAMPLE)
    read(msgspec.json.encode(EXAMPLE).decode(), "m.yaml")


@given(st.sampled_from(PLACES), JUNK, st.sampled_from(["put", "drop", "add"]))
def test_what_the_schema_refuses_the_reader_refuses(path: tuple[Any, ...], junk: Any, how: str) -> None:
    changed = deepcopy(EXAMPLE)
    *above, last = path
    parent: Any = changed
    for step in above:
        parent = parent[step]
    if how == "drop":
        del parent[last]
    elif how == "add" and isinstance(parent, dict):
        parent["x"] = junk
    else:
        parent[last] = junk
    try:
        read(msgspec.json.encode(changed).decode(), "m.yaml")
    except MandateError:
        return
    VALIDATOR.validate(changed)
