"""Small rooms: a module that needs more lines is two modules, a function that needs more is two functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE_LINES = 400
FUNCTION_LINES = 60
LONGER = {"crossbearing/records.py"}
"""The types that flow stand in one module on purpose: it is read first."""

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for room in ("crossbearing", "evaluation", "benchmarks", "training", "tests")
    for path in (ROOT / room).rglob("*.py")
)


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, without its decorators."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_are_small(module: str) -> None:
    source = (ROOT / module).read_text(encoding="utf-8")
    lines = source.count("\n")
    assert lines <= MODULE_LINES or module in LONGER, f"{lines} lines"
    too_long = [(name, size) for name, size in functions(ast.parse(source)) if size > FUNCTION_LINES]
    assert not too_long
