"""Ids of what grows, carried on from run to run.

A story, a finding, an identity, an utterance is known by its members, and gains and loses some as reports arrive. Its
id is minted from its first members; when it is made anew, it takes over the id of the old one with which it shares the
most members, so that links to it live on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from crossbearing.records import Finding, Identity, Story, Utterance

G = TypeVar("G", Story, Identity, Utterance, Finding)


def carry_on(new: Iterable[G], old: Iterable[G]) -> tuple[G, ...]:
    """`new`, in its order, with the ids of those of `old` that live on in it.

    Old and new are paired one to one, the pair that shares most members first; among equals the one that is more alike
    (Jaccard), then the least ids. A pair shares at least one member. A record without a pair keeps its own id, with a
    number after it where another goes by that id now. Records of one id in `old` count as one.
    """
    made = tuple(new)
    before: dict[str, frozenset[str]] = {}
    for record in old:
        before[record.id] = before.get(record.id, frozenset()) | members(record)
    ids = paired({record.id: members(record) for record in made}, before)
    return tuple(_renamed(record, ids) for record in made)


def _renamed(record: G, ids: Mapping[str, str]) -> G:
    """The record under its new id, and with the new id of the story that it follows."""
    follows = getattr(record, "follows", None)
    if follows is not None:
        return msgspec.structs.replace(record, id=ids[record.id], follows=ids[follows])
    return msgspec.structs.replace(record, id=ids[record.id])


def heirs_of(stories: Sequence[Story], retired: Iterable[Story]) -> dict[str, list[str]]:
    """Story → retired stories that it took up: each goes to the one that has most of its reports."""
    heirs: dict[str, list[str]] = {}
    for old in retired:
        shared = {story.id: len(set(story.reports).intersection(old.reports)) for story in stories}
        heir = min(shared, key=lambda story: (-shared[story], story))
        heirs.setdefault(heir, []).append(old.id)
    return heirs


def members(record: Story | Identity | Utterance | Finding) -> frozenset[str]:
    """Ids of what the record consists of: reports, mentions, quotes, claims."""
    match record:
        case Story():
            return frozenset(record.reports)
        case Identity():
            return frozenset(record.mentions)
        case Utterance():
            return frozenset(record.quotes)
        case Finding():
            return frozenset(record.claims)


def paired(new: Mapping[str, frozenset[str]], old: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """For each new id the id that it goes by from now on: an old one where one lives on in it, no id twice."""
    ids: dict[str, str] = {}
    used: set[str] = set()
    for _, _, old_id, new_id in sorted(_overlaps(new, old)):
        if new_id not in ids and old_id not in used:
            ids[new_id] = old_id
            used.add(old_id)
    for new_id in sorted(new):
        if new_id not in ids:
            ids[new_id] = _free(new_id, used)
            used.add(ids[new_id])
    return ids


def _overlaps(
    new: Mapping[str, frozenset[str]], old: Mapping[str, frozenset[str]]
) -> list[tuple[int, float, str, str]]:
    """All pairs that share members, sorted by what they share when taken as they stand."""
    holding: dict[str, list[str]] = {}
    for old_id, parts in old.items():
        for part in parts:
            holding.setdefault(part, []).append(old_id)
    found = []
    for new_id, parts in new.items():
        shared: dict[str, int] = {}
        for part in parts:
            for old_id in holding.get(part, ()):
                shared[old_id] = shared.get(old_id, 0) + 1
        for old_id, count in shared.items():
            alike = count / len(parts | old[old_id])
            found.append((-count, -alike, old_id, new_id))
    return found


def _free(own: str, used: set[str]) -> str:
    """`own`, or with a number after it where another goes by that id now."""
    number, name = 1, own
    while name in used:
        number += 1
        name = f"{own}.{number}"
    return name
