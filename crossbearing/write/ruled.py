"""What became of a reader's decisions once the findings are there: which are hidden, and which found nothing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from crossbearing.decided import NAME, told
from crossbearing.records import Adrift, Decision, Finding, Rulings

HIDDEN = 0.5
"""A finding is hidden when more of its claims than this part are."""


def hidden(rulings: Rulings, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Ids of the findings that a reader hid, sorted."""
    claims = set(rulings.hidden)
    return tuple(
        sorted(each.id for each in findings if len(claims.intersection(each.claims)) > HIDDEN * len(each.claims))
    )


def followed(rulings: Rulings, findings: Sequence[Finding]) -> Rulings:
    """The rulings, with what could not be followed since no finding is so: no such origin, too few claims to hide."""
    known = {(each.decision, each.anchor) for each in rulings.adrift}
    adrift = list(rulings.adrift)
    for decision in rulings.decisions:
        claims = {each.claim for each in rulings.attached if each.decision == decision.id}
        why = _why_not(decision, {claim for claim in claims if claim is not None}, rulings, findings)
        if why:
            anchors = [each.anchor for each in rulings.attached if each.decision == decision.id]
            adrift += [Adrift(decision.id, number, why) for number in anchors if (decision.id, number) not in known]
    return replace(rulings, adrift=tuple(sorted(adrift, key=lambda each: (each.decision, each.anchor))))


def _why_not(decision: Decision, claims: set[str], rulings: Rulings, findings: Sequence[Finding]) -> str:
    about = [each for each in findings if not claims.isdisjoint(each.claims)]
    if decision.kind == "origin" and about:
        mark = f"{told(decision)}:"
        reasons = [reason for each in about for origin in each.origins for reason in origin.reasons]
        if not any(reason.name == NAME and reason.detail.startswith(mark) for reason in reasons):
            return f"none of these claims rests on an origin called {decision.value} any more"
    if decision.kind == "hide" and about and set(hidden(rulings, about)).isdisjoint(each.id for each in about):
        return "these are no more than half of the claims of their finding"
    return ""
