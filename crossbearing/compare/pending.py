"""What is told as not yet so: planned, awaited, or not known. A later report may tell that it came about."""

from __future__ import annotations

import re

from crossbearing.records import Claim

_CUES = (
    ("awaited", re.compile(r"\b(?:wait(?:s|ed|ing)?|await(?:s|ed|ing)?|yet)\s+(?:to|for)\b|\bnot\s+yet\b", re.I)),
    ("not known", re.compile(r"\b(?:not\s+(?:\w+\s+)?(?:clear|known|certain)|unclear|unknown|uncertain)\b", re.I)),
)


def why(claim: Claim, content: str) -> str | None:
    """ "planned", "awaited", "not known", or None for what is told as so; `content` are the claim's words."""
    if claim.stance != "asserts":
        return None
    if claim.status == "planned":
        return "planned"
    return next((name for name, cue in _CUES if cue.search(content)), None)
