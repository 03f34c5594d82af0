"""How what could not be collected of files is told: by paths from where the inputs meet, since a case names no place on
the machine; and what was told of them before and holds no longer."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from crossbearing.records import Failure

_WITHIN = (" ", "/", ",")
"""What follows a file's or folder's path where something in it is told of: "a.json line 3", "reports/a.pdf"."""


class Inputs:
    """The paths that are added together."""

    def __init__(self, paths: Sequence[str | os.PathLike[str]]) -> None:
        self._paths = sorted({str(Path(path).absolute()) for path in paths})
        above = os.path.commonpath([Path(path).parent for path in self._paths])
        self._prefix = re.compile(r"(?<!\S)" + re.escape(above.rstrip("/") + "/"))

    def told(self, failures: Iterable[Failure]) -> tuple[Failure, ...]:
        """Failures without the place of the inputs on the machine."""
        return tuple(
            msgspec.structs.replace(each, unit=self._short(each.unit), reason=self._short(each.reason))
            for each in failures
        )

    def outdated(self, before: Iterable[Failure], sources: Iterable[str]) -> tuple[str, ...]:
        """The units that were told before and are in these inputs, which were read anew since.

        `sources` are those of all that the case has: what was told may be of another file with that name, if one is
        among them, and then it stays.
        """
        every, units = list(sources), [each.unit for each in before]
        found: set[str] = set()
        for path in self._paths if units else ():
            short = self._short(path)
            mine = [unit for unit in units if _is_in(unit, short)]
            if mine and not _another(path, short, every):
                found.update(mine)
        return tuple(sorted(found))

    def _short(self, text: str) -> str:
        return self._prefix.sub("", text)


def _is_in(unit: str, path: str) -> bool:
    return unit == path or unit.startswith(tuple(path + mark for mark in _WITHIN))


def _another(path: str, short: str, sources: Iterable[str]) -> bool:
    """Whether a source is of another path that would be told alike."""
    return any(
        f"/{short}" in source and not _is_in(source, path) and _is_in(source[source.index(f"/{short}") + 1 :], short)
        for source in sources
    )
