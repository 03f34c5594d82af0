"""A mandate's file (YAML 1.1, safe subset) → Mandate, or an error that names line and field.

Every part is held against the records by `msgspec`; its path of a wrong field is looked up in the tree of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import yaml

from crossbearing.errors import InputError
from crossbearing.records import Mandate

MOST_BYTES = 1_000_000
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[\.\.\.\]")


def read(text: str, name: str) -> Mandate:
    """The mandate that a file's text holds. Raises InputError: "NAME:LINE: FIELD: what is wrong"."""
    if len(text) > MOST_BYTES:
        raise InputError(f"{name}: larger than {MOST_BYTES:,} characters; no mandate is")
    tree = _tree(text, name)
    try:
        mandate = msgspec.convert(_plain(tree, name), Mandate)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        node, field = _at(tree, path.rstrip("`"))
        raise InputError(f"{name}:{node.start_mark.line + 1}: {field or 'the file'}: {what}") from None
    for line, field, what in _wrong(mandate, tree):
        raise InputError(f"{name}:{line}: {field}: {what}")
    return mandate


def schema() -> dict[str, object]:
    """JSON Schema (2020-12) of the file."""
    return msgspec.json.schema(Mandate)


def _tree(text: str, name: str) -> yaml.Node:
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{name}:{line}: no YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{name}: no YAML: {error}") from None
    if tree is None:
        raise InputError(f"{name}: it is empty")
    return tree


def _plain(node: yaml.Node, name: str) -> object:
    """What a node holds; all scalars as text but numbers and truth values, which only some fields take."""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise InputError(f"{name}:{line}: the name of a field must be a word")
            if key.value in found:
                raise InputError(f"{name}:{line}: {key.value}: given twice")
            found[key.value] = _plain(value, name)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, name) for each in node.value]
    if node.tag == "tag:yaml.org,2002:int" and re.fullmatch(r"\d{1,9}", node.value):
        return int(node.value)
    if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() in ("true", "false"):
        return node.value.lower() == "true"
    return str(node.value)


def _at(tree: yaml.Node, path: str) -> tuple[yaml.Node, str]:
    """The node of a path as msgspec writes it, or the deepest one on the way there; and the path."""
    node = tree
    for step in _STEP.finditer(path):
        found = _step(node, step[1], step[2])
        if found is None:
            break
        node = found
    return node, path.lstrip(".")


def _step(node: yaml.Node, key: str | None, index: str | None) -> yaml.Node | None:
    if key is not None and isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if getattr(name, "value", None) == key), None)
    if index is not None and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
        found: yaml.Node = node.value[int(index)]
        return found
    return None


def _wrong(mandate: Mandate, tree: yaml.Node) -> Iterator[tuple[int, str, str]]:
    """What the records' types do not say: that names are known, and what a mandate cannot do without."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", mandate.id):
        yield _of(tree, ".id", "lower-case letters, digits and hyphens, 64 at most")
    subjects = {subject.id for subject in mandate.subjects}
    for number, matter in enumerate(mandate.matters):
        if not matter.patterns:
            yield _of(tree, f".matters[{number}].patterns", "a matter needs one pattern at least")
        for place, pattern in enumerate(matter.patterns):
            at = f".matters[{number}].patterns[{place}]"
            for field in ("by", "to", "giver", "partner", "named"):
                for each in getattr(pattern, field):
                    if each not in subjects:
                        shown = {"giver": "from", "partner": "with"}.get(field, field)
                        yield _of(tree, f"{at}.{shown}", f"{each!r} is none of the subjects")


def _of(tree: yaml.Node, path: str, what: str) -> tuple[int, str, str]:
    node, field = _at(tree, path)
    return node.start_mark.line + 1, field, what
