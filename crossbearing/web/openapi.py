"""The API's document (OpenAPI 3.1.1), made of the tables: what is not in them does not exist, what is is described.

A page's JSON twin is one operation, an action and a download are one each. Shapes are those of the records (JSON Schema
2020-12 by msgspec), parameters those of the query records and the paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from crossbearing.records import Record
from crossbearing.web import english, forms
from crossbearing.web.asked import Action, Asked, Download, Page, Problem, Upload
from crossbearing.web.door import csrf

_IN_PATH = re.compile(r"\{(\w+)(?::\w+)?\}")
_REF = "#/components/schemas/{name}"
_PROBLEM = "application/problem+json"

Json = dict[str, Any]


class Tables(msgspec.Struct, frozen=True):
    """All that a room has."""

    pages: Sequence[Page]
    downloads: Sequence[Download]
    actions: Sequence[Action]


class Document(Record, frozen=True):
    """The document, whose parts OpenAPI names."""

    openapi: str
    info: Json
    paths: Json
    components: Json
    security: tuple[Json, ...]
    tags: tuple[Json, ...]


class Line(Record, frozen=True):
    """One operation, for a reader."""

    method: str
    path: str
    summary: str
    parameters: tuple[str, ...]
    answers: str


class Api(Record, frozen=True):
    """What a program may ask."""

    operations: tuple[Line, ...]


def document(tables: Tables, *, login: bool) -> Document:
    """The document of a room; `login`: whether one has to come with a token."""
    schemas = _Schemas(tables)
    paths: dict[str, Json] = {}
    for page in tables.pages:
        path = "/index.json" if page.path == "/" else f"{_path(page.path)}.json"
        content = {"application/json": {"schema": schemas.given(page.shape)}}
        paths[path] = {"get": _reading(page, content, schemas)}
    for row in tables.downloads:
        what = _reading(row, {row.media_type: {}}, schemas)
        # Its address has no ".json" behind it by which a program is known: errors come as pages, too.
        for status, answer in what["responses"].items():
            if status != "200":
                answer["content"] = {**answer["content"], "text/html": {}}
        paths[_path(row.path)] = {"get": what}
    for action in tables.actions:
        paths.setdefault(f"{_path(action.path)}.json", {})["post"] = _acting(action, schemas)
    bearer = {"type": "http", "scheme": "bearer", "description": english.BEARER}
    return Document(
        openapi="3.1.1",
        info={
            "title": "Crossbearing",
            "version": version("crossbearing"),
            "description": english.API,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        paths=paths,
        components={"schemas": schemas.all, "securitySchemes": {"token": bearer} if login else {}},
        security=({"token": []},) if login else (),
        tags=tuple({"name": name, "description": words} for name, words in english.TAGS.items()),
    )


def listed(found: Document) -> Api:
    """The document, for a reader."""
    lines = []
    for path, methods in found.paths.items():
        for method, what in methods.items():
            content = what.get("requestBody", {}).get("content", {})
            form = content[max(content)]["schema"]["allOf"][0] if content else {}
            fields = _fields(form, found.components["schemas"])
            names = (*(each["name"] for each in what.get("parameters", ())), *fields)
            content = what["responses"]["200"]["content"]
            lines.append(Line(method.upper(), path, what["summary"], names, ", ".join(content)))
    return Api(tuple(lines))


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> tuple[str, ...]:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return tuple(schemas.get(name, {}).get("properties", ()))


class _Schemas:
    """The shapes of all records, under their names."""

    def __init__(self, tables: Tables) -> None:
        rows: list[Page | Download] = [*tables.pages, *tables.downloads]
        self._kinds = list(
            dict.fromkeys(
                [
                    *(page.shape for page in tables.pages),
                    *(row.query for row in rows),
                    *(action.form for action in tables.actions),
                    *(action.shape for action in tables.actions),
                    Problem,
                ]
            )
        )
        given, self.all = msgspec.json.schema_components(self._kinds, schema_hook=_file_schema, ref_template=_REF)
        self._given = dict(zip(self._kinds, given, strict=True))
        self.all = {name: _plain(each) for name, each in self.all.items()}

    def given(self, kind: type) -> Json:
        """The schema of one, by its name."""
        found: Json = self._given[kind]
        return found

    def fields(self, kind: type[Record]) -> Json:
        """Name → schema of the fields of one."""
        found: Json = self.all[str(self._given[kind]["$ref"]).rpartition("/")[2]]
        return found


def _file_schema(kind: type) -> Json:
    if kind is Upload:
        return {"type": "string", "contentMediaType": "application/octet-stream"}
    raise NotImplementedError(kind)


def _plain(schema: Any) -> Any:
    """Tuples as the lists that JSON has."""
    if isinstance(schema, dict):
        return {str(key): _plain(value) for key, value in schema.items()}
    return [_plain(each) for each in schema] if isinstance(schema, list | tuple) else schema


def _path(path: str) -> str:
    return _IN_PATH.sub(r"{\1}", path)


def _reading(row: Page | Download, content: Json, schemas: _Schemas) -> Json:
    return {
        "operationId": row.name,
        "summary": row.summary,
        "tags": ["reading" if isinstance(row, Page) else "files"],
        "parameters": [*_in_path(row.path), *_in_query(schemas.fields(row.query))],
        "responses": {
            "200": {"description": row.summary, "content": content},
            **_errors(400, 401, 404, 409, 414, 429, 431, 503),
        },
    }


def _acting(action: Action, schemas: _Schemas) -> Json:
    named = {"type": "object", "properties": {"your_name": {"type": "string", "description": english.YOUR_NAME}}}
    content: Json = {"application/json": {"schema": {"allOf": [schemas.given(action.form), named]}}}
    parameters = list(_in_path(action.path))
    if forms.takes_files(action.form):
        content = {"multipart/form-data": content["application/json"]}
        header = {"type": "string", "minLength": 1}
        parameters.append(
            {"name": csrf.PROGRAM, "in": "header", "required": True, "schema": header, "description": english.PROGRAM}
        )
    return {
        "operationId": action.name,
        "summary": action.summary,
        "tags": ["deciding"],
        "parameters": parameters,
        "requestBody": {"required": True, "content": content},
        "responses": {
            "200": {
                "description": action.summary,
                "content": {"application/json": {"schema": schemas.given(action.shape)}},
            },
            **_errors(400, 401, 403, 404, 408, 409, 413, 414, 415, 429, 431, 503),
        },
    }


def _in_path(path: str) -> Iterable[Json]:
    for name in _IN_PATH.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(record: Json) -> Iterable[Json]:
    required = record.get("required", ())
    for name, schema in record.get("properties", {}).items():
        if name == "recorded":  # what a page says to a browser after a form, and nothing that a program asks for
            continue
        optional = {} if name in required else {"allowEmptyValue": True}  # as a browser sends an empty field
        yield {"name": name, "in": "query", "required": name in required, "schema": schema, **optional}


def _errors(*statuses: int) -> Json:
    content = {_PROBLEM: {"schema": {"$ref": _REF.format(name="Problem")}}}
    return {str(each): {"description": english.TITLES[each], "content": content} for each in statuses}


def pages(tables: Tables) -> tuple[Page, Page]:
    """The document of the tables, whose JSON twin is /openapi.json, and the same for a reader."""

    def whole(asked: Asked) -> Document:
        kept = msgspec.structs.replace(tables, actions=()) if asked.room.readonly else tables
        return document(kept, login=asked.room.door.access is not None)

    def api(asked: Asked) -> Api:
        return listed(whole(asked))

    return (
        Page("openapi", "/openapi", whole, Document, "", "The document of the API."),
        Page("api", "/api", api, Api, "api.html", "All operations, in short."),
    )
