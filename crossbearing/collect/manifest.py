"""`manifest.yaml`: names the reports of a folder and says of each what its file does not.

    reports:
      harbour-post: {file: harbour-post.txt, outlet: The Harbour Post, published: 2031-05-04, language: en}

Keys of an entry: file (needed), outlet, published, language, title, url, byline; others are notes. YAML is hostile
input too: no aliases (they can make a small file a huge one), no tags that build objects, bounded size and depth.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import yaml

from crossbearing.collect.stated import day, language, words
from crossbearing.errors import Unreadable
from crossbearing.records import Record, Stated

NAMES = ("manifest.yaml", "manifest.yml")
_MAX_BYTES = 1_000_000
_MAX_DEPTH = 20


class Entry(Record, frozen=True):
    """One report that a manifest names."""

    key: str
    file: Path
    """Inside the manifest's folder, links resolved."""
    stated: Stated
    undated: str | None
    """What stood under `published` when no date could be read from it."""


class BadEntry(Record, frozen=True):
    """An entry that cannot be used, and why."""

    key: str
    reason: str


def read(path: Path) -> list[Entry | BadEntry]:
    """The manifest's entries in its own order. Raises Unreadable when the file as a whole cannot be used."""
    reports = _mapping(_load(path)).get("reports")
    if not isinstance(reports, dict) or not reports:
        raise Unreadable('has no "reports:" with at least one report under it')
    folder = path.parent.resolve()
    return [_entry(str(key), fields, folder) for key, fields in reports.items()]


def _load(path: Path) -> object:
    try:
        body = path.read_bytes() if path.stat().st_size <= _MAX_BYTES else None
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error
    if body is None:
        raise Unreadable("is larger than 1 MB")
    try:
        depth = 0
        for event in yaml.parse(body, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise Unreadable("uses YAML aliases, which are not allowed in a manifest")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise Unreadable(f"is nested more than {_MAX_DEPTH} deep")
        loaded: object = yaml.load(body, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError, UnicodeDecodeError) as error:
        raise Unreadable(f"is no YAML: {' '.join(str(error).split())}") from error
    return loaded


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses a key given twice, of which YAML would lose the first without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.YAMLError(f'the key "{twice}" stands twice in one place')
        return dict(super().construct_mapping(node, deep))


def _mapping(value: object) -> dict[object, object]:
    return value if isinstance(value, dict) else {}


def _entry(key: str, given: object, folder: Path) -> Entry | BadEntry:
    fields = _mapping(given)
    file = fields.get("file")
    if not isinstance(file, str) or not file:
        return BadEntry(key=key, reason='its entry names no "file:"')
    if "\x00" in file or PurePosixPath(file).is_absolute() or ".." in PurePosixPath(file).parts:
        return BadEntry(key=key, reason=f"its file {file!r} is outside the manifest's folder; not read")
    path = (folder / file).resolve()
    if not path.is_relative_to(folder):
        return BadEntry(key=key, reason=f"its file {file!r} is a link out of the manifest's folder; not read")
    date = fields.get("published")
    published = day(date)
    return Entry(
        key=words(key) or "unnamed",
        file=path,
        stated=Stated(
            outlet=words(fields.get("outlet")),
            url=words(fields.get("url")),
            title=words(fields.get("title")),
            byline=words(fields.get("byline")),
            published=published,
            language=language(fields.get("language")),
            by="manifest",
        ),
        undated=words(str(date)) if date is not None and published is None else None,
    )
