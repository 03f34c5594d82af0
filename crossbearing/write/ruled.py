"""What became of a reader's decisions once the findings are there: which are hidden, and which found nothing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from crossbearing.decided import is_of
from crossbearing.records import Adrift, Finding, Rulings

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
    kind = {each.id: each.kind for each in rulings.decisions}
    names = {each.id: each.value for each in rulings.decisions}
    gone = hidden(rulings, findings)
    shown = {claim for each in findings if each.id not in gone for claim in each.claims}
    origins = [origin for each in findings for origin in each.origins] if rulings.no_origins else []
    there = {each.decision for each in rulings.no_origins if any(is_of(each, origin) for origin in origins)}
    adrift = {(each.decision, each.anchor): each for each in rulings.adrift}
    for each in rulings.attached:
        why = ""
        if kind.get(each.decision) == "hide" and each.claim in shown:
            why = "these are no more than half of the claims of their finding"
        elif kind.get(each.decision) == "origin" and each.decision not in there:
            why = f"none of these claims rests on an origin called {names[each.decision]} any more"
        if why:
            adrift.setdefault((each.decision, each.anchor), Adrift(each.decision, each.anchor, why))
    return replace(rulings, adrift=tuple(adrift[key] for key in sorted(adrift)))
