"""Families: reports that draw on one text.

Two pairs belong together where a report has text of one origin in both, as far as the origin is known; where it is not,
only where the same passage of a report stands in both.
"""

from __future__ import annotations

from collections.abc import Iterable

from crossbearing.records import Copying, Record


class Family(Record, frozen=True):
    """Reports that draw on one text, `origin`'s where a report says so; `givers` are those that others took it from."""

    reports: tuple[str, ...]
    origin: str | None
    givers: tuple[str, ...]
    pairs: tuple[str, ...]
    """Ids of the copying that ties them."""


def families(copying: Iterable[Copying]) -> tuple[Family, ...]:
    """Every pair in exactly one family, the largest first."""
    pairs = sorted(copying, key=lambda pair: pair.id)
    passages = _passages(pair for pair in pairs if pair.origin is None)
    group_of: dict[_Tie, int] = {}
    groups: dict[int, list[Copying]] = {}
    ties_of: dict[int, set[_Tie]] = {}
    for number, pair in enumerate(pairs):
        ties: set[_Tie] = {(pair.origin, pair.a), (pair.origin, pair.b)} if pair.origin else set(passages[pair.id])
        tied = {group_of[tie] for tie in ties if tie in group_of}
        groups[number] = [pair, *(other for group in sorted(tied) for other in groups.pop(group))]
        ties_of[number] = ties.union(*(ties_of.pop(group) for group in sorted(tied)))
        group_of.update(dict.fromkeys(ties_of[number], number))
    made = (_family(group) for group in groups.values())
    return tuple(sorted(made, key=lambda each: (-len(each.reports), each.reports, each.pairs)))


_Tie = tuple[str | None, str] | tuple[str, int]
"""What pairs have in common: an origin and a report, or a passage of one by its number."""


def _passages(copying: Iterable[Copying]) -> dict[str, list[tuple[str, int]]]:
    """For each pair the passages that it shares, in both reports; those that overlap have one number."""
    places: dict[str, list[tuple[int, int, str]]] = {}
    for pair in copying:
        for span in (span for passage in pair.passages for span in (passage.a, passage.b)):
            places.setdefault(span.report, []).append((span.start, span.end, pair.id))
    found: dict[str, list[tuple[str, int]]] = {}
    for report, spans in places.items():
        number, reached = 0, -1
        for start, end, pair_id in sorted(spans):
            number += start >= reached
            reached = max(reached, end)
            found.setdefault(pair_id, []).append((report, number))
    return found


def _family(group: list[Copying]) -> Family:
    givers = {(pair.a if pair.taker == pair.b else pair.b) for pair in group if pair.taker is not None}
    return Family(
        reports=tuple(sorted({report for pair in group for report in (pair.a, pair.b)})),
        origin=group[0].origin,
        givers=tuple(sorted(givers)),
        pairs=tuple(sorted(pair.id for pair in group)),
    )
