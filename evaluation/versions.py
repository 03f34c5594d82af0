"""Claims that pages withdrew: how many of those that a reader misses are found, and how many of those found are right.

    python -m evaluation.versions [--misses]

Each file of `versions/` is one page in its versions, of our own invention, and what a reader says of them. They are
added to a case one after another, as a page that is captured again would be. Files that begin with "late-" were written
after the rules and were looked at once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml
from rich.console import Console

from crossbearing import Case
from crossbearing.records import Dossier, Withdrawal
from evaluation.scores import Score

FOLDER = Path(__file__).with_name("versions")
LATE = "late-"
_COVERED = 0.5
"""Share of the shorter of two passages that both must have for one to be the other."""


class Missed(msgspec.Struct, frozen=True):
    """A claim that a reader misses in a later version."""

    words: str
    kind: str | None = None
    silent: bool | None = None


class Page(msgspec.Struct, frozen=True):
    """A page in its versions, oldest first; `optional`: claims on which readers may differ."""

    versions: tuple[str, ...]
    withdrawn: tuple[Missed, ...]
    optional: tuple[str, ...] = ()


class Found(NamedTuple):
    """One withdrawal that is said, with the words it is about and the text that they stand in."""

    withdrawal: Withdrawal
    words: str
    start: int
    text: str


def load(folder: Path = FOLDER) -> dict[str, Page]:
    """The pages by name."""
    return {
        path.stem: msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Page)
        for path in sorted(folder.glob("*.yaml"))
    }


@cache
def dossiers() -> tuple[Dossier, ...]:
    """All pages as a case has them after their last version."""
    pages = load()
    with tempfile.TemporaryDirectory() as folder, Case.open(Path(folder) / "case.db") as case:
        reports = Path(folder) / "reports"
        reports.mkdir()
        for texts in zip_longest(*(page.versions for page in pages.values())):
            for name, text in zip(pages, texts, strict=True):
                if text is not None:
                    (reports / f"{name}.txt").write_text(text, encoding="utf-8")
            case.add(reports)
        case.build()
        if case.failures():
            raise RuntimeError(f"the pages cannot be read: {case.failures()}")
        return case.dossiers()


def found() -> dict[str, list[Found]]:
    """What is said to be withdrawn, by page."""
    made: dict[str, list[Found]] = {name: [] for name in load()}
    for dossier in dossiers():
        names = {report.id: report.name for report in dossier.reports}
        versions = {version.report.id: version for version in dossier.versions}
        for each in dossier.withdrawn:
            last = versions[each.last]
            content = next(claim.content for claim in last.reading.claims if claim.id == each.claim)
            text = last.report.text
            made[names[each.report]].append(Found(each, text[content.start : content.end], content.start, text))
    return made


def measured(late: bool | None = None) -> tuple[Score, ...]:
    """Precision and recall of withdrawn claims, and of what is said of those found: cut or changed, silent or not.

    `late`: only of the pages written after the rules, or only of the others.
    """
    said = right = 0
    wrong: list[str] = []
    missed: list[str] = []
    wanted, hit = 0, 0
    kinds: list[tuple[bool, str]] = []
    for name, page in load().items():
        if late is not None and name.startswith(LATE) != late:
            continue
        said_here = found()[name]
        for each in said_here:
            matching = [gold for gold in page.withdrawn if _same(each, gold.words)]
            if not matching and any(_same(each, words) for words in page.optional):
                continue
            said += 1
            right += bool(matching)
            if not matching:
                wrong.append(f"{name}: {each.words} ({each.withdrawal.kind}: {each.withdrawal.reasons[0].detail})")
        for gold in page.withdrawn:
            wanted += 1
            telling = [each for each in said_here if _same(each, gold.words)]
            hit += bool(telling)
            if not telling:
                missed.append(f"{name}: {gold.words}")
            kinds += [(ok, f"{name}: {gold.words}: {what}") for each in telling for ok, what in _told(each, gold)]
    return (
        Score("withdrawn_precision", round(right / said, 4) if said else None, said, tuple(wrong)),
        Score("withdrawn_recall", round(hit / wanted, 4) if wanted else None, wanted, tuple(missed)),
        Score(
            "withdrawn_told_rightly",
            round(sum(ok for ok, _ in kinds) / len(kinds), 4) if kinds else None,
            len(kinds),
            tuple(what for ok, what in kinds if not ok),
        ),
    )


def _told(each: Found, gold: Missed) -> Iterable[tuple[bool, str]]:
    """What the reader says of a withdrawal beside that it is one, and whether that is said."""
    if gold.kind is not None:
        yield each.withdrawal.kind == gold.kind, f"{each.withdrawal.kind}, should be {gold.kind}"
    if gold.silent is not None:
        yield each.withdrawal.silent == gold.silent, "silent" if each.withdrawal.silent else "not silent"


def _same(each: Found, words: str) -> bool:
    at = each.text.find(words)
    if at < 0:
        return False
    common = min(each.start + len(each.words), at + len(words)) - max(each.start, at)
    return common >= _COVERED * min(len(words), len(each.words))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.versions", description="Measure withdrawn claims.")
    parser.add_argument("--misses", action="store_true", help="list what each figure misses")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True)
    for title, late in (("written with the rules", False), ("written after them", True), ("all", None)):
        for score in measured(late):
            console.print(f"{title}: {score.name} {score.value} of {score.of}", highlight=False)
            for miss in score.misses if given.misses and late is not None else ():
                console.print(f"    {miss}", markup=False, highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
