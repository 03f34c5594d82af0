"""Whether what matched is said or denied: "has never sent" is a denial of sending, whoever's verb it hangs on."""

from __future__ import annotations

from collections.abc import Mapping

from crossbearing.records import Facet, Finding, Span, Stance
from crossbearing.watch.scope import Scope
from crossbearing.watch.words import phrase

_NOT = frozenset(
    "not never no neither nor cannot don't doesn't didn't won't hasn't haven't hadn't isn't aren't wasn't".split()
)
_UNDOES = frozenset(
    "rule rules ruled exclude excludes excluded deny denies denied doubt doubts doubted stop stops stopped end ends"
    " ended halt halts halted hide hides hid hidden conceal conceals concealed only just merely reject rejected".split()
)
"""After "not" they say that it is so, or may be: "did not rule out"."""
_LEFT = frozenset("home back repatriate repatriated return returned expel expelled deport deported".split())
"""What is not done then goes on: "has not sent them home"."""
_NEAR = 5
"""Words from "not" to the act, at most."""


def stance(finding: Finding, held: Mapping[str, tuple[Facet, ...]], scopes: Mapping[str, Scope]) -> Stance:
    """A denial where the finding is one, or where every claim that meets the pattern says that the act is not done, or
    is what somebody denies."""
    if finding.stance != "asserts" or not held:
        return finding.stance
    undone = all(_is_undone(scopes[claim], facets) for claim, facets in held.items())
    return "denies" if undone else "asserts"


def _is_undone(scope: Scope, facets: tuple[Facet, ...]) -> bool:
    if scope.denied_by is not None:
        return True
    if not scope.claim.negated:
        return False
    acts = [span for facet in facets if facet.name == "acts" for span in facet.spans]
    return any(_is_negated(scope, act) for act in acts)


def _is_negated(scope: Scope, act: Span) -> bool:
    if not _LEFT.isdisjoint(phrase(scope.report.text[act.start : act.end])):
        return False
    before = phrase(scope.report.text[max(scope.claim.content.start, act.start - 80) : act.start])[-_NEAR:]
    for at, word in enumerate(before):
        if word in _NOT:
            return _UNDOES.isdisjoint(before[at + 1 :])
    return False
