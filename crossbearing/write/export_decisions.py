"""The records of dossier.json that tell what readers decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from crossbearing.records import Adrift, Attached, Decision, DecisionKind, Dossier, Record
from crossbearing.write.export_parts import Passage


class AnchorOut(Record, frozen=True):
    """Words that a decision is about."""

    exact: str
    """The words as they were when it was made."""
    prefix: str
    suffix: str
    side: Literal[0, 1]
    """Of what is told apart."""
    span: Passage | None
    """Where they stand now; null: they are found no longer."""
    words: Literal["same", "spelled", "changed"] | None
    """How far the words there are those of then; spelled: but for marks, white space and forms of characters."""
    moved: bool
    claim: str | None
    adrift: str | None
    """Why the words are not found, or the decision is not followed there."""


class DecisionOut(Record, frozen=True):
    """What a reader decided; `value` and `machine` by the kind, as docs/reference/dossier-json.md has them."""

    id: str
    kind: DecisionKind
    value: str
    by: str
    at: str
    """UTC, ISO 8601."""
    reason: str
    machine: str
    """What the machine said then."""
    replaces: str | None
    state: Literal["applied", "adrift"]
    """adrift: not all of its words are found, or it is not followed at all of them."""
    anchors: tuple[AnchorOut, ...]


def decisions(dossiers: Iterable[Dossier]) -> tuple[DecisionOut, ...]:
    """The decisions that bear on some dossiers, each once, in the order in which they were made."""
    made: dict[str, Decision] = {}
    attached: dict[tuple[str, int], Attached] = {}
    adrift: dict[tuple[str, int], Adrift] = {}
    for dossier in dossiers:
        rulings = dossier.rulings
        made |= {each.id: each for each in rulings.decisions}
        attached |= {(each.decision, each.anchor): each for each in rulings.attached}
        adrift |= {(each.decision, each.anchor): each for each in rulings.adrift}
    return tuple(
        _decision(each, attached, adrift) for each in sorted(made.values(), key=lambda each: (each.at, each.id))
    )


def _decision(
    decision: Decision, attached: dict[tuple[str, int], Attached], adrift: dict[tuple[str, int], Adrift]
) -> DecisionOut:
    anchors = []
    for number, anchor in enumerate(decision.anchors):
        there, lost = attached.get((decision.id, number)), adrift.get((decision.id, number))
        anchors.append(
            AnchorOut(
                exact=anchor.exact,
                prefix=anchor.prefix,
                suffix=anchor.suffix,
                side=anchor.side,
                span=there.span if there is not None else None,
                words=there.words if there is not None else None,
                moved=there is not None and there.moved,
                claim=there.claim if there is not None else None,
                adrift=lost.reason if lost is not None else None,
            )
        )
    return DecisionOut(
        id=decision.id,
        kind=decision.kind,
        value=decision.value,
        by=decision.by,
        at=decision.at,
        reason=decision.reason,
        machine=decision.machine,
        replaces=decision.replaces,
        state="adrift" if any(each.adrift for each in anchors) else "applied",
        anchors=tuple(anchors),
    )
