"""Pronouns, offices, descriptions and short names of a report, linked to the one of its named actors that they mean.

Precision first: what could mean two actors, or somebody whom the reading of actors did not find, stays unlinked.
Pronouns for one person are ranked by a log-linear model over hand-made features (`coreference_features`), whose weights
`training/coreference/` makes; everything else by rules (`coreference_titles`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from crossbearing.read.coreference_features import Candidate, Chain, candidates, features
from crossbearing.read.coreference_mentions import Anaphor, Scene, scene
from crossbearing.read.coreference_titles import links, named_at, nearest
from crossbearing.records import Actor, Coreference, Quote, Reason, Report, Sentence, Span

_I = re.compile(r"\b(?:I(?=\b(?!\.))|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b")
_SPEAKER = 0.95
_SHOWN_REASONS = 3
_LIKELY = 0.5
"""A speaker is taken from this likelihood on: whose words a quote is must be told, and can be looked up."""
_ALMOST = 0.6
"""A likelihood this part of the best one's is almost as likely."""


class Model(NamedTuple):
    """Weights of the features and the score of "nobody who is named"; when an answer is given.

    An answer is given from the likelihood `least` on, where nobody else is likelier than `rival`.
    """

    weights: Mapping[str, float]
    nobody: float
    least: float
    rival: float


class Answer(NamedTuple):
    """Whom a pronoun most likely means (None: nobody named), how likely, and who else it could have been."""

    anaphor: Anaphor
    best: Candidate | None
    score: float
    among: tuple[tuple[Candidate, float], ...]
    because: tuple[str, ...]
    """The features that speak for it most."""


@cache
def model() -> Model:
    """The shipped weights, read once."""
    data = tomllib.loads(resources.files(__package__).joinpath("coreference.toml").read_text(encoding="utf-8"))
    return Model(data["weights"], data["nobody"], data["least"], data["rival"])


def coreferences(
    report: Report, sentences: Sequence[Sentence], actors: Sequence[Actor], quotes: Sequence[Quote] = ()
) -> tuple[Coreference, ...]:
    """What in `report` stands for which of its named actors, in the order of its text.

    With `quotes`, "I" inside one is its speaker. At most one answer for each span; offsets are code points of
    `report.text`.
    """
    ordered = sorted(actors, key=lambda actor: actor.span)
    found = {link.span: link for link in _spoken(report, ordered, quotes)}
    for answer in resolved(scene(report, sentences, ordered), model()):
        link = _of_pronoun(report, answer, model())
        if link is not None:
            found.setdefault(link.span, link)
    for start, end, actor, kind, score, rule, detail, of in links(report, ordered):
        span = Span(report.id, start, end)
        reason = Reason(rule, detail, score, (actor.span,))
        found.setdefault(span, Coreference(span, actor.id, kind, score, (reason,), of.id if of else None))
    return tuple(found[span] for span in sorted(found))


def pronouns(report: Report, sentences: Sequence[Sentence], actors: Sequence[Actor]) -> dict[int, Answer]:
    """For each pronoun for one person, by where it begins, its likeliest answer, however unlikely."""
    stage = scene(report, sentences, sorted(actors, key=lambda actor: actor.span))
    return {answer.anaphor.start: answer for answer in resolved(stage, model())}


def is_sure(answer: Answer, by: Model) -> bool:
    """Whether the answer is a named person, likely enough, and no rival comes near."""
    best = answer.best
    if best is None or best.mention.actor is None or best.mention.actor.kind != "person":
        return False
    near = any(each.who != best.who and likely >= by.rival for each, likely in answer.among)
    return answer.score >= by.least and not near


def likeliest(answer: Answer | None, speaker: str | None) -> Actor | None:
    """Who a pronoun most likely means that stands for a speaker; None where nobody is likely enough.

    Of two that are almost as likely it is `speaker`, who spoke last: whose words are told goes on speaking.
    """
    if answer is None or answer.best is None or answer.score < _LIKELY:
        return None
    near = [each.mention.actor for each, likely in answer.among if likely >= _ALMOST * answer.score]
    speaking = [actor for actor in near if actor is not None and actor.name == speaker]
    return speaking[-1] if speaking else answer.best.mention.actor


def _of_pronoun(report: Report, answer: Answer, by: Model) -> Coreference | None:
    best, actor = answer.best, answer.best.mention.actor if answer.best else None
    if best is None or actor is None or not is_sure(answer, by):
        return None
    others = sorted((p, c.mention.start, c.mention.end) for c, p in answer.among if c.who != best.who)
    rival = f"; next {report.text[others[-1][1] : others[-1][2]]} {others[-1][0]:.2f}" if others else ""
    detail = f"{answer.anaphor.word} ← {actor.name}{rival}; {', '.join(answer.because)}"
    score = round(answer.score, 3)
    span = Span(report.id, answer.anaphor.start, answer.anaphor.end)
    return Coreference(span, actor.id, "pronoun", score, (Reason("ranking", detail, score, (actor.span,)),))


def _spoken(report: Report, actors: Sequence[Actor], quotes: Sequence[Quote]) -> Iterator[Coreference]:
    """ "I" inside a quote, for the speaker whom the report names."""
    named = named_at(report.text, actors)
    for quote in quotes:
        if quote.speaker is None or quote.speaker.kind != "person" or quote.speaker.name not in named:
            continue
        actor = nearest(named[quote.speaker.name], quote.span.start)
        for match in _I.finditer(report.text, quote.span.start, quote.span.end):
            span = Span(report.id, *match.span())
            reason = Reason("speaker of the quote", f"{match[0]} ← {actor.name}", _SPEAKER, (quote.span, actor.span))
            yield Coreference(span, actor.id, "pronoun", _SPEAKER, (reason,))


# ── ranking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def resolved(stage: Scene, by: Model) -> list[Answer]:
    """Every pronoun for one person with its likeliest answer, in the order of the text."""
    chain, answers = Chain(), []
    for anaphor in stage.anaphors:
        among = candidates(stage, anaphor, chain)
        rows = features(stage, anaphor, among, chain)
        scores = [sum(by.weights.get(name, 0.0) * value for name, value in row) for row in rows]
        likely = _softmax([*scores, by.nobody])
        best = max(range(len(likely)), key=lambda at: likely[at])
        chosen = among[best] if best < len(among) else None
        because = _strongest(rows[best], by.weights) if chosen else ()
        answers.append(Answer(anaphor, chosen, likely[best], tuple(zip(among, likely, strict=False)), because))
        chain.add(anaphor, chosen.who if chosen else -1, likely[best])
    return answers


def _strongest(row: Sequence[tuple[str, float]], weights: Mapping[str, float]) -> tuple[str, ...]:
    pull = sorted(((weights.get(name, 0.0) * value, name) for name, value in row), reverse=True)
    return tuple(name for value, name in pull[:_SHOWN_REASONS] if value > 0)


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
