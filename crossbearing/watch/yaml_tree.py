"""A text in YAML → a tree of words, lists and fields with their lines.

Of YAML there is no more than a mandate needs: one document, no tags, no merge keys. A list of words may bear a name (&)
and stand again under it (*), for many patterns of a mandate have the same words; nothing else may. What plain words
mean is as in the core schema of YAML 1.2.2 (§10.3): `no`, `on` and 2024-04-30 are words. Scanner and parser are
PyYAML's, which hold open brackets only; its composer, which recurses, and its types, which are of YAML 1.1, are not
used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import yaml

from crossbearing.records import Record

MOST_LEVELS = 12
"""Of lists and fields in each other. A mandate has seven."""

MOST_AGAIN = 20_000
"""Words of lists that stand again under their names, in one file: they weigh no more than a large file does."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_NOTHING = re.compile(r"~|null|Null|NULL|")
_TRUTH = re.compile(r"true|True|TRUE|false|False|FALSE")
_NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|"
    r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_PLAINLY = (
    ("mapping values are not allowed", "a colon where none can be: put the words around it in quotes"),
    ("'\\t' that cannot start", "a tab: lines are set in with blanks only"),
    ("that cannot start any token", "words that begin with this sign must stand in quotes"),
    ("could not find expected ':'", "neither a field with its colon nor an entry with its hyphen"),
    ("expected <block end>", "it is not set in as what stands above it"),
    ("while scanning a quoted scalar", "a quotation mark that is not closed"),
    ("expected ',' or ']'", "a comma or the closing bracket of a list is missing before this"),
    ("expected ',' or '}'", "a comma or the closing brace is missing before this"),
    ("expected a single document", "a second document: a file has one mandate"),
    ("document start", "a second document: a file has one mandate"),
)
"""What PyYAML says, or of what it says it, and how an analyst is told."""


class Words(Record, frozen=True):
    """Text; of plain text, what else it is in YAML."""

    line: int
    text: str
    kind: Literal["words", "number", "truth", "nothing"]


class Items(Record, frozen=True):
    """A list."""

    line: int
    items: tuple[Node, ...]


class Fields(Record, frozen=True):
    """Names with what they stand for, as often as each is given."""

    line: int
    entries: tuple[Entry, ...]


class Entry(Record, frozen=True):
    """One of them; the line is the name's."""

    line: int
    name: str
    value: Node


Node: TypeAlias = Words | Items | Fields


class NotYaml(Exception):  # noqa: N818 - said of the text
    """A text that is no YAML, or more than is read here: in which line, and why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"{line}: {what}")
        self.line = line
        self.what = what


@dataclass
class _Open:
    """A list, or fields of which names and values come in turn."""

    line: int
    is_list: bool
    name: str | None = None
    nodes: list[Node] = field(default_factory=list)

    def closed(self) -> Node:
        if self.is_list:
            return Items(self.line, tuple(self.nodes))
        return Fields(self.line, tuple(_entries(self.nodes)))


def _entries(nodes: list[Node]) -> Iterator[Entry]:
    for name, value in zip(nodes[::2], nodes[1::2], strict=True):
        if not isinstance(name, Words):
            raise NotYaml(name.line, "the name of a field is a word")
        if name.text == "<<":
            raise NotYaml(name.line, "merge keys (<<) are not read: write the fields out")
        yield Entry(name.line, name.text, value)


class _Tree:
    """The tree of one text, event by event."""

    def __init__(self, text: str) -> None:
        self.ends = [match.end() for match in _LINE_END.finditer(text)]
        self.open: list[_Open] = []
        self.named: dict[str, Items] = {}
        self.again = 0
        self.whole: Node | None = None

    def line(self, index: int) -> int:
        """From 1, as an editor counts."""
        return bisect_right(self.ends, index) + 1

    def hear(self, event: yaml.Event) -> None:
        """Take what comes next."""
        line = self.line(event.start_mark.index) if event.start_mark is not None else 1
        if isinstance(event, yaml.AliasEvent):
            self.put(self.known(str(event.anchor), line))
            return
        name = event.anchor if isinstance(event, yaml.NodeEvent) else None
        if name is not None and not isinstance(event, yaml.SequenceStartEvent):
            raise NotYaml(line, "only a list of words may bear a name (&); words that begin so stand in quotes")
        if getattr(event, "tag", None) is not None or getattr(event, "tags", None):
            raise NotYaml(line, "tags (!) are not read: words that begin so stand in quotes")
        if isinstance(event, yaml.DocumentStartEvent) and self.whole is not None:
            raise NotYaml(line, "a second document: a file has one mandate")
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) == MOST_LEVELS:
                raise NotYaml(line, f"more than {MOST_LEVELS} lists and fields in each other; no mandate has so many")
            self.open.append(_Open(line, isinstance(event, yaml.SequenceStartEvent), name))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(self.open.pop())
        elif isinstance(event, yaml.ScalarEvent):
            self.put(Words(line, event.value.strip(), _kind(event.value) if event.implicit[0] else "words"))

    def close(self, ended: _Open) -> None:
        """Put what has ended where it belongs, and keep it under the name that it bears."""
        node = ended.closed()
        if ended.name is not None:
            if not isinstance(node, Items) or not all(isinstance(each, Words) for each in node.items):
                raise NotYaml(ended.line, "only a list of words may bear a name (&)")
            self.named[ended.name] = node
        self.put(node)

    def known(self, name: str, line: int) -> Items:
        """The list of words that bears a name."""
        if name not in self.named:
            raise NotYaml(line, f"no list before this bears the name {name} (*); words that begin so stand in quotes")
        self.again += len(self.named[name].items)
        if self.again > MOST_AGAIN:
            raise NotYaml(line, f"more than {MOST_AGAIN:,} words stand again under names (*)")
        return self.named[name]

    def put(self, node: Node) -> None:
        """Where it belongs."""
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.whole = node


def tree(text: str) -> Node:
    """What the text holds. Raises NotYaml."""
    found = _Tree(text)
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        what = f"a character that cannot stand in a text: U+{error.character:04X}"
        raise NotYaml(found.line(error.position), what) from None
    try:
        for event in iter(loader.get_event, None):
            found.hear(event)
    except yaml.MarkedYAMLError as error:
        raise _plainly(error, found) from None
    except (ValueError, OverflowError):  # a number in an escape, or of a version, that is none
        raise NotYaml(found.line(loader.index), "a number that stands for nothing") from None
    if found.whole is None or (isinstance(found.whole, Words) and found.whole.kind == "nothing"):
        raise NotYaml(1, "it is empty")
    return found.whole


def _kind(text: str) -> Literal["words", "number", "truth", "nothing"]:
    if _NOTHING.fullmatch(text):
        return "nothing"
    if _TRUTH.fullmatch(text):
        return "truth"
    return "number" if _NUMBER.fullmatch(text) else "words"


def _plainly(error: yaml.MarkedYAMLError, found: _Tree) -> NotYaml:
    """What is wrong, in the line where it is to be mended."""
    at, begun = error.problem_mark, error.context_mark
    said = f"{error.context or ''}: {error.problem or ''}"
    what = next((plain for theirs, plain in _PLAINLY if theirs in said), f"no YAML: {error.problem}")
    if begun is not None and (at is None or "quoted scalar" in said or "simple key" in said):
        at = begun
    line = found.line(at.index) if at is not None else 1
    if begun is not None and "flow" in said and found.line(begun.index) != line:
        what = f"{what}; it begins in line {found.line(begun.index)}"
    return NotYaml(line, what)
