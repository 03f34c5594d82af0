"""A mandate's file → Mandate, or all that is wrong in it, by line and field.

The file is YAML, of which `yaml_tree` says what is read; `typed` holds it against the types of the records, and
`mandate_checks` says what those do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from crossbearing.errors import MandateError
from crossbearing.records import Mandate
from crossbearing.watch import mandate_checks
from crossbearing.watch.typed import Path, Typed, Wrong, typed
from crossbearing.watch.yaml_tree import NotYaml, tree

MOST_BYTES = 150_000
"""Of a file: five times a long mandate, and read in a few seconds whatever is in it."""
MOST_SHOWN = 50
"""Things that are wrong, of which each gets its line."""
_MOST_CHARACTERS = 300
"""Of what is said of one thing: some of it is the file's own words."""

Unfit: TypeAlias = Callable[[str], str]
"""The address of a feed → why it cannot be followed; "" where it can."""


def read(text: str, name: str, unfit: Unfit | None = None) -> Mandate:
    """The mandate that a file's text holds. `unfit` says which feeds cannot be followed, where that is to be looked at.

    Raises MandateError with all that is wrong: "NAME:LINE: FIELD: what is wrong".
    """
    if len(text) > MOST_BYTES:
        raise too_large(name)
    try:
        found = typed(tree(text.removeprefix("\ufeff")), Mandate)
    except NotYaml as error:
        raise MandateError([_line(name, error.line, "the file", error.what)]) from None
    mandate = msgspec.convert(found.value, Mandate)
    problems = sorted([*found.wrong, *_further(mandate, found, unfit)], key=lambda each: each.line)
    if problems:
        lines = [_line(name, each.line, _shown(each.path, found.value), each.what) for each in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            lines.append(_line(name, problems[MOST_SHOWN].line, "the file", f"and {len(problems) - MOST_SHOWN} more"))
        raise MandateError(lines)
    return mandate


def decoded(body: bytes, name: str) -> str:
    """The text of a file. Raises MandateError for what is none in UTF-8, or is too large."""
    if len(body) > MOST_BYTES:
        raise too_large(name)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise MandateError([_line(name, line, "the file", "it is no text in UTF-8")]) from None


def too_large(name: str) -> MandateError:
    """What is said of a file that no mandate can be."""
    return MandateError([_line(name, 1, "the file", f"larger than {MOST_BYTES:,} bytes; no mandate is")])


def _further(mandate: Mandate, found: Typed, unfit: Unfit | None) -> Iterator[Wrong]:
    """What the types of the records do not say, where what they say is right: one thing of each part."""
    blamed = found.empty | {each.path for each in found.wrong}
    above = {path[:size] for path in blamed for size in range(len(path))}
    for path, what in _once([*mandate_checks.wrong(mandate), *_feeds(mandate, unfit)]):
        if path not in above and not any(path[:size] in blamed for size in range(len(path) + 1)):
            line = next(found.lines[path[:size]] for size in range(len(path), -1, -1) if path[:size] in found.lines)
            yield Wrong(line, path, what)


def _feeds(mandate: Mandate, unfit: Unfit | None) -> Iterator[tuple[Path, str]]:
    for place, each in enumerate(mandate.feeds if unfit is not None else ()):
        what = unfit(each) if unfit is not None else ""
        if what:
            yield ("feeds", place), what


def _once(found: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    seen: set[Path] = set()
    for path, what in found:
        if path not in seen:
            seen.add(path)
            yield path, what


def _line(name: str, line: int, field: str, what: str) -> str:
    said = f"{name}:{line}: {field}: {what if len(what) <= _MOST_CHARACTERS else what[: _MOST_CHARACTERS - 1] + '…'}"
    return "".join(ch if ch.isprintable() else ascii(ch)[1:-1] for ch in said)


def _shown(path: Path, value: Any) -> str:
    """A path as an analyst finds it: "matters[arms].patterns[shells].from"; a record without an id by its number."""
    said = ""
    for step in path:
        below = _below(value, step)
        if isinstance(step, str):
            said += f".{step[:80]}"
        elif isinstance(below, dict):
            known = str(below.get("id", ""))
            said += f"[{known}]" if re.fullmatch(r"[a-z0-9-]{1,64}", known) else f"[#{step + 1}]"
        value = below
    return said.lstrip(".") or "the file"


def _below(value: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return value.get(step) if isinstance(value, dict) else None
    return value[step] if isinstance(value, list) and step < len(value) else None
