"""Whether a claim says "not" anywhere: of its own verb, or of who did it ("nobody", "not a single gate")."""

from __future__ import annotations

from crossbearing.records import Claim

_NEGATING = frozenset("no not never nobody none nothing neither nor without cannot".split())
_ONLY = frozenset({"only", "just", "merely", "least"})
"""Words after which "not" negates nothing: "not only"."""
_MARKS = ".,;:!?()“”\"'‘’"


def negates(claim: Claim, content: str) -> bool:
    """`content` are the claim's words."""
    if claim.negated:
        return True
    words = [word.strip(_MARKS) for word in content.lower().replace("’", "'").split()]
    return any(
        (word in _NEGATING or word.endswith("n't")) and after not in _ONLY
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )
