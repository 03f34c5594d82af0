"""Whose word something is, and a number, in the terms of a decision's value (`records.DecisionKind`)."""

from __future__ import annotations

from crossbearing.records import Claim, Quote

OUTLET = "outlet"
"""The value of a decision that words are the outlet's own."""


def speaker_of(said: Quote | Claim) -> str:
    """Whose word a quote or a claim is: a name, "" where nobody is named, `OUTLET` for the outlet's own."""
    if isinstance(said, Quote):
        return said.speaker.name if said.speaker is not None else ""
    if not said.sources:
        return OUTLET
    return said.sources[0].name if said.sources[0].kind != "unnamed" else ""


def in_digits(number: float) -> str:
    """A number as a decision has it: all of its digits, with a point before decimals only where there are some."""
    return str(int(number)) if float(number).is_integer() else repr(number)
