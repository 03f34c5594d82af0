"""Precision and recall, by pairs, over the table of variants and look-alikes; with the encoder that the package has."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pytest

from crossbearing.compare.utterances import utterances
from crossbearing.learned.encoder import Encoder
from crossbearing.records import Material
from tests.compare.builders import Says, material, report
from tests.compare.quote_cases import AFTER, BEFORE, Case, Line


class Pairs(NamedTuple):
    right: int
    joined: int
    same: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.same


@cache
def encoder() -> Encoder:
    return Encoder()


def story(case: Case) -> Material:
    """A report for each line, but where lines name one."""
    by_report: dict[str, list[Line]] = {}
    for number, line in enumerate(case.lines):
        by_report.setdefault(line.report or f"r{number}", []).append(line)
    return material(
        *(report(name, name, None, [_says(line) for line in lines]) for name, lines in by_report.items()),
        encoder=encoder(),
    )


def _says(line: Line) -> Says:
    return Says(line.words, by=line.by, quote=None if line.rendered else line.words)


def groups(given: Material) -> dict[str, set[str]]:
    """For each line's words (with the report's name) the utterances that have them."""
    text = {each.id: each.text for each in given.reports}
    found: dict[str, set[str]] = {}
    for utterance in utterances(given):
        for variant in utterance.variants:
            words = text[variant.span.report][variant.span.start : variant.span.end]
            found.setdefault(f"{variant.span.report} {words}", set()).add(utterance.id)
    return found


def measured(cases: Sequence[Case]) -> Pairs:
    """Pairs of lines that are joined, that should be, and both; two renderings are no pair."""
    right = joined = same = 0
    wrong = []
    for case in cases:
        held = groups(story(case))
        lines = [(line.report or f"r{number}", line) for number, line in enumerate(case.lines)]
        for (report_a, a), (report_b, b) in itertools.combinations(lines, 2):
            if a.rendered and b.rendered:
                continue
            in_a, in_b = (held.get(f"r-{r} {x.words}", set()) for r, x in ((report_a, a), (report_b, b)))
            together, should = bool(in_a & in_b), a.utterance == b.utterance
            right += together and should
            joined += together
            same += should
            if together != should:
                wrong.append(f"{case.name}: {'parted' if should else 'merged'} {a.words!r} | {b.words!r}")
    return Pairs(right, joined, same, tuple(wrong))


@pytest.mark.parametrize("cases", [BEFORE, AFTER], ids=["before", "after"])
def test_variants_are_joined_and_look_alikes_are_not(cases: Sequence[Case]) -> None:
    found = measured(cases)
    assert found.precision >= 0.95, found.wrong
    assert found.recall >= 0.85, found.wrong
