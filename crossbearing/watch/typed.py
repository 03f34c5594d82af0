"""A tree of YAML held against the types of the records: what it holds, and all that is wrong in it, not the first only.

Where something is wrong an empty value stands in its place, so that all else can be looked at.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from crossbearing.records import Record
from crossbearing.watch.yaml_tree import Fields, Items, Node, Words

Path: TypeAlias = tuple[str | int, ...]
"""Names of fields and places in lists, from the whole file on."""

MOST_HINTS = 50
"""Wrong names for which a right one is looked for: it takes its time."""

_WHOLE = re.compile(r"[0-9]{1,9}")


class Wrong(Record, frozen=True):
    """One thing that is wrong."""

    line: int
    path: Path
    what: str


class Typed(Record, frozen=True):
    """What a file holds, as `msgspec.convert` takes it; the line of each part; what is wrong."""

    value: Any
    lines: dict[Path, int]
    wrong: tuple[Wrong, ...]
    empty: frozenset[Path]
    """Parts in whose place an empty value stands."""


def typed(tree: Node, record: type[msgspec.Struct]) -> Typed:
    """The tree of a file as that record."""
    holder = _Holder()
    value = holder.value(tree, inspect.type_info(record), ())
    return Typed(value, holder.lines, tuple(holder.wrong), frozenset(holder.empty))


def near(word: str, known: Collection[str]) -> str:
    """ "; did you mean …?" where a known word is near, else ""."""
    return _hint(_nearest(word, known))


def _hint(nearest: Collection[str]) -> str:
    return "".join(f"; did you mean “{each}”?" for each in nearest)


def _nearest(word: str, known: Collection[str]) -> list[str]:
    return difflib.get_close_matches(word.casefold()[:100], known, 1)


class _Holder:
    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.wrong: list[Wrong] = []
        self.empty: set[Path] = set()

    def value(self, node: Node, kind: inspect.Type, path: Path) -> Any:
        """What `node` holds of a kind; an empty value where it does not."""
        self.lines.setdefault(path, node.line)
        if isinstance(kind, inspect.UnionType):  # a record that may be left out
            kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
        if isinstance(kind, inspect.StructType):
            return self._fields(node, kind, path)
        if isinstance(kind, inspect.VarTupleType):
            return self._items(node, kind, path)
        what = _unfit(node, kind) if isinstance(node, Words) else f"{_asked(kind)} asked for, and {_is(node)} there"
        if isinstance(node, Words) and not what:
            return _scalar(node.text, kind)
        self._blame(path, what)
        return _empty(kind)

    def _fields(self, node: Node, kind: inspect.StructType, path: Path) -> dict[str, Any]:
        known = {each.encode_name: each for each in kind.fields}
        given: dict[str, Any] = {}
        if isinstance(node, Fields):
            meant: set[str] = set()
            for entry in node.entries:
                below = (*path, entry.name)
                if entry.name not in known:
                    nearest = _nearest(entry.name, known) if len(self.wrong) < MOST_HINTS else []
                    meant.update(nearest)
                    self.wrong.append(Wrong(entry.line, below, _unknown(nearest, known, kind)))
                elif entry.name in given:
                    what = f"given twice; first in line {self.lines[below]}"
                    self.wrong.append(Wrong(entry.line, below, what))
                else:
                    self.lines[below] = entry.line
                    given[entry.name] = self.value(entry.value, known[entry.name].type, below)
            for name, each in known.items():
                if each.required and name not in given:
                    if name in meant:  # by another name, of which that is said
                        self.empty.add((*path, name))
                    else:
                        self._blame((*path, name), "it is missing")
        else:
            self._blame(path, f"fields are asked for ({', '.join(known)}), and {_is(node)} there")
        empty = {name: _empty(each.type) for name, each in known.items() if each.required}
        return empty | given

    def _items(self, node: Node, kind: inspect.VarTupleType, path: Path) -> list[Any]:
        of_words = not isinstance(kind.item_type, inspect.StructType)
        if isinstance(node, Items):
            return [self.value(each, kind.item_type, (*path, place)) for place, each in enumerate(node.items)]
        if of_words and isinstance(node, Words):
            if "," in node.text or ";" in node.text:
                self._blame(path, "several words stand in brackets: [one, another]")
                return []
            return [self.value(node, kind.item_type, (*path, 0))]
        self._blame(path, f"a list is asked for, and {_is(node)} there")
        return []

    def _blame(self, path: Path, what: str) -> None:
        line = next(self.lines[path[:size]] for size in range(len(path), -1, -1) if path[:size] in self.lines)
        self.wrong.append(Wrong(line, path, what))


def _unfit(node: Words, kind: inspect.Type) -> str:
    """Why `node` is no word of this kind; "" where it is one."""
    if node.kind == "nothing":
        return "nothing stands there: give it, or leave it out"
    if isinstance(kind, inspect.IntType):
        fits = node.kind == "number" and _WHOLE.fullmatch(node.text)
        return "" if fits else "a whole number is asked for, without quotes"
    if isinstance(kind, inspect.BoolType):
        return "" if node.kind == "truth" else "true or false is asked for, without quotes"
    if node.kind == "truth":
        return f"put “{node.text}” in quotes; without them it is no word in YAML"
    if isinstance(kind, inspect.LiteralType) and node.text not in kind.values:
        known = [str(each) for each in kind.values]
        return f"“{node.text}” is none of: {', '.join(known)}{near(node.text, known)}"
    return ""


def _scalar(text: str, kind: inspect.Type) -> str | int | bool:
    if isinstance(kind, inspect.IntType):
        return int(text)
    return text.lower() == "true" if isinstance(kind, inspect.BoolType) else text


def _asked(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.IntType):
        return "a whole number is"
    return "true or false is" if isinstance(kind, inspect.BoolType) else "a word or words are"


def _is(node: Node) -> str:
    if isinstance(node, Words):
        return "nothing stands" if node.kind == "nothing" else "words stand"
    return "a list stands" if isinstance(node, Items) else "fields stand"


def _unknown(nearest: Collection[str], known: Collection[str], kind: inspect.StructType) -> str:
    hint = _hint(nearest) or f"; there are {', '.join(known)}"
    return f"no field of a {kind.cls.__name__.lower()}{hint}"


def _empty(kind: inspect.Type) -> Any:
    """What stands in the place of what is wrong."""
    if isinstance(kind, inspect.StructType):
        return {each.encode_name: _empty(each.type) for each in kind.fields if each.required}
    if isinstance(kind, inspect.VarTupleType):
        return []
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    return {inspect.IntType: 0, inspect.BoolType: False}.get(type(kind), "")
