"""What a denial denies: the claim beside it, or the one in another report that is likest.

Who denies answers somebody: what is denied stands, as a rule, in the same sentence ("rejected the claim that …") or in
one of those before it, is another's word, and is not itself a denial. Where nothing stands beside it that is like it,
the likest accusation of the whole story is taken, or none: no relation is better than a wrong one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.evidence import Evidence
from crossbearing.records import Claim, Reason

LEAST = 0.22
"""Least score of a claim to be what a denial denies: likeness, and a bonus for where it stands and whose it is."""
LEAST_OTHERWISE = 0.25
"""The same where the reading does not take a claim for a denial."""
_BESIDE = {0: 0.2, 1: 0.2, 2: 0.12, 3: 0.06}
"""How many sentences before the denial → bonus."""
_SOMEBODYS = 0.12
_ACCUSES = 0.06
_ANSWERED = re.compile(
    r"\b(?:accus\w+|alleg\w+|blam(?:e|es|ed|ing)|complain\w*|claim(?:s|ed|ing)?|suspect\w*|charge[sd]?)\b",
    re.IGNORECASE,
)
_MOST = 2
"""What one denial denies at most: one may deny two things in a breath."""
_REACH = 6
"""How many claims back somebody may have begun to deny."""
_NEXT_BEST = 0.08
"""By how much a second may score less than the first."""
_DENIES = re.compile(
    r"\b(?:refut(?:e|es|ed|ing)|disput(?:es|ed|ing)\s+(?:that|the|this|these|those|any|his|her|its|their)"
    r"|rebut(?:s|ted|ting)?|(?:push(?:es|ed|ing)?|hit(?:s|ting)?|fir(?:es|ed|ing))\s+back"
    r"|(?:brush|wav|shrug)(?:es|s|ed|ged|ing|ging)?\s+(?:off|aside)|disagree[sd]?"
    r"|untrue|false(?:ly)?|baseless|groundless|unfounded|fabricat\w+|nonsense|rubbish|inaccurate|contrary\s+to"
    r"|nothing\s+to\s+do\s+with|absolutely\s+no(?:t|thing)?|in\s+no\s+way|no\s+truth|innocent|not\s+guilty"
    r"|not\s+(?:true|accurate|correct|the\s+case))\b",
    re.IGNORECASE,
)
"""Words of a denial in another form than the reading's own: they need a source, and what they deny beside them."""


_WITHHOLDS = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?(?:[A-Z][\w’'-]+|him|her|them|us|voters|people)\s+(?:the|an?|some|any|his|her|their)\b"
)
""" "denied him the presidency" keeps something from somebody."""
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|disput|object)", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:accus|alleg|claim|report|suggest|idea|notion|argument|complain|critic|charges?\b|assert|rumou?r|stor(?:y|ies)\b"
    r"|characteri[sz]|theor(?:y|ies)\b|comparison|insinuat|statement|findings?\b|contention|speculation)",
    re.IGNORECASE,
)
"""What can be said: to turn down a request or a minister denies nothing."""
_LEAST_WORDS = 3
"""Stems of a claim that can be denied: "he said" is none."""


class Denied(NamedTuple):
    """A claim that denies and what it denies, by number, with the score and why."""

    denial: int
    of: int
    score: float
    reason: Reason


def denials(evidence: Evidence) -> list[Denied]:
    """Each denial of the story with what it denies, in order."""
    found = []
    for row, claim in enumerate(evidence.overview.claims):
        cue = _cue(evidence, claim) or _goes_on(evidence, row)
        if cue is not None:
            found += _denied(evidence, row, cue)
    return found


class _Cue(NamedTuple):
    words: str
    plain: bool
    """The reading itself takes the claim for a denial."""


def _cue(evidence: Evidence, claim: Claim) -> _Cue | None:
    if _WITHHOLDS.search(evidence.overview.text(claim.span)):
        return None
    if claim.stance == "denies":
        sentence = evidence.overview.reading(claim).sentences[claim.sentence].span
        words = next((reason.detail for reason in claim.because if "den" in reason.name), "denial")
        if _TURNS_DOWN.search(words) and not _SAID.search(evidence.overview.text(sentence)):
            return None
        return _Cue(words, plain=True)
    match = _DENIES.search(evidence.overview.text(claim.span))
    return _Cue(match[0], plain=False) if match and claim.sources and claim.stance == "asserts" else None


def _goes_on(evidence: Evidence, row: int) -> _Cue | None:
    """ "The dean rejected the claim. “I never made that promise,” he said.": who denied goes on to say "not"."""
    claims = evidence.overview.claims
    claim = claims[row]
    if not claim.sources or not evidence.overview.negates[row]:
        return None
    for before in range(row - 1, max(-1, row - 1 - _REACH), -1):
        near = claims[before]
        if near.span.report != claim.span.report or claim.sentence - near.sentence > 1:
            break
        if near.stance == "denies" and near.sources and near.sources[0].name == claim.sources[0].name:
            return _Cue("goes on denying", plain=False)
    return None


def _denied(evidence: Evidence, row: int, cue: _Cue) -> list[Denied]:
    vectors = evidence.rows
    likeness = np.asarray(vectors @ vectors[row])
    ranked = sorted(
        ((_score(evidence, row, other, likeness), other) for other in _candidates(evidence, row, cue)),
        key=lambda pair: (-round(pair[0], 4), pair[1]),
    )
    least = LEAST if cue.plain else LEAST_OTHERWISE
    kept = [pair for pair in ranked[:_MOST] if pair[0] >= max(least, ranked[0][0] - _NEXT_BEST)]
    return [
        Denied(row, other, score, _reason(evidence, (row, other), cue, float(likeness[other]), score))
        for score, other in kept
    ]


def _candidates(evidence: Evidence, row: int, cue: _Cue) -> list[int]:
    claims = evidence.overview.claims
    every = [
        other
        for other in range(len(claims))
        if other != row
        and not _is_own(claims[row], claims[other])
        and claims[other].stance != "denies"
        and not evidence.overview.negates[other]
        and len(evidence.overview.words[other]) >= _LEAST_WORDS
    ]
    return every if cue.plain else [other for other in every if _before(claims[row], claims[other]) in _BESIDE]


def _is_own(denial: Claim, other: Claim) -> bool:
    """Whether a claim is of the same report and speaker: nobody denies what he says himself."""
    ours, theirs = ({source.name for source in claim.sources} for claim in (denial, other))
    return denial.span.report == other.span.report and bool(theirs) and theirs <= ours


def _before(denial: Claim, other: Claim) -> int | None:
    """How many sentences before a denial a claim stands in its report; None where it stands elsewhere."""
    if denial.span.report != other.span.report or other.sentence > denial.sentence:
        return None
    return denial.sentence - other.sentence


def _score(evidence: Evidence, row: int, other: int, likeness: NDArray[np.float32]) -> float:
    claims = evidence.overview.claims
    denial, claim = claims[row], claims[other]
    before = _before(denial, claim)
    ours = {source.name for source in denial.sources}
    somebodys = claim.status == "alleged" or any(source.name not in ours for source in claim.sources)
    accuses = _ANSWERED.search(evidence.overview.text(claim.span)) is not None
    in_reach = before is not None and other <= row + 1
    beside = _BESIDE.get(before or 0, 0.0) if in_reach else 0.0
    return float(likeness[other]) + beside + _SOMEBODYS * somebodys + _ACCUSES * accuses


def _reason(evidence: Evidence, denied: tuple[int, int], cue: _Cue, likeness: float, score: float) -> Reason:
    denial, claim = (evidence.overview.claims[row] for row in denied)
    before = _before(denial, claim)
    where = "elsewhere" if before is None else "in its sentence" if before == 0 else f"{before} sentence(s) before it"
    detail = f"cue “{cue.words}”; likeness {likeness:.2f}; what it denies stands {where}"
    return Reason("denial", detail, score=round(score, 3), spans=(denial.span, claim.span))
