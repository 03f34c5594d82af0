"""The JSON Schema (2020-12) of a mandate's file, made from the records; it ships beside this module.

It is for editors, which show it while one writes; `mandate_file` refuses all that it refuses, and more.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import resources
from typing import Any

import msgspec

from crossbearing.records import Mandate

SCHEMA_FILE = "mandate.schema.json"
_WORD = {"type": ["string", "number"]}
"""A word: 2024 is one, too, though it is a number in YAML."""


def schema() -> dict[str, Any]:
    """What `msgspec` makes of the records, with their docstrings; a word may stand for a list of one."""
    made = msgspec.json.schema(Mandate)
    said = dict(_docstrings())
    for name, record in made["$defs"].items():
        record["description"] = said[name]
        for field, given in record["properties"].items():
            record["properties"][field] = _field(given) | (
                {"description": said[f"{name}.{field}"]} if f"{name}.{field}" in said else {}
            )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "mandate", **made}


def schema_json() -> bytes:
    """`schema()` as it ships."""
    return msgspec.json.format(msgspec.json.encode(schema(), order="sorted"), indent=2) + b"\n"


def shipped_schema() -> bytes:
    """The bytes of the schema file in the package."""
    return resources.files("crossbearing.watch").joinpath(SCHEMA_FILE).read_bytes()


def _field(given: dict[str, Any]) -> dict[str, Any]:
    """One field as the file may have it."""
    default = {"default": given["default"]} if given.get("default") is not None else {}
    if given.get("type") == "string":
        return _WORD | default
    if given.get("type") == "array" and "$ref" not in given["items"]:
        one = given["items"] if "enum" in given["items"] else _WORD
        return {"anyOf": [one, {"type": "array", "items": one}]} | default
    if "anyOf" in given:  # a record that may be left out, but not be null
        return dict(next(each for each in given["anyOf"] if each.get("type") != "null"))
    return given


def _docstrings() -> Iterator[tuple[str, str]]:
    """ "Record" or "Record.field" → its docstring, as the source of the records has it."""
    source = resources.files("crossbearing").joinpath("records.py").read_text(encoding="utf-8")
    for record in ast.parse(source).body:
        if not isinstance(record, ast.ClassDef):
            continue
        yield record.name, _on_one_line(ast.get_docstring(record) or "")
        for before, after in zip(record.body, record.body[1:], strict=False):
            if (
                isinstance(before, ast.AnnAssign)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                yield f"{record.name}.{_name(before)}", _on_one_line(str(after.value.value))


def _name(field: ast.AnnAssign) -> str:
    """As the file has it: `msgspec.field(name=…)` may give another."""
    given = field.value.keywords if isinstance(field.value, ast.Call) else []
    renamed = [str(each.value.value) for each in given if each.arg == "name" and isinstance(each.value, ast.Constant)]
    return renamed[0] if renamed else ast.unparse(field.target)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
