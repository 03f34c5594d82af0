"""Learn the weights by which a pronoun's antecedents are ranked: crossbearing/read/coreference.toml.

    python -m training.coreference.train [DATASETS] > crossbearing/read/coreference.toml

A log-linear model over a pronoun's candidates and "nobody named": the probability of those that are right is made as
great as can be on GAP's development set and GUM's train split, with an L2 penalty, by full-batch gradient descent
(Adam). GAP tells of two names only; what it calls wrong is held down and the others are left open. The features of a
pronoun depend on the answers before it, so the model is trained in rounds, each on the answers of the last.
Deterministic: no sampling.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from crossbearing.read.coreference import Model, resolved
from crossbearing.read.coreference_features import Candidate, Chain, candidates, features
from crossbearing.read.coreference_mentions import Scene, scene
from evaluation.coreference_sets import Chains, Document, Place, Snippet, gap, gum

GENRES = ("news", "bio", "interview", "voyage", "academic", "court")
ROUNDS, STEPS, RATE = 3, 300, 0.1
PENALTY = 3.0
LEAST, RIVAL = 0.6, 0.1
"""An answer is given from this likelihood on, where nobody else has more than the second.

Set on GAP's validation set and GUM's dev split."""
LEAST_SEEN = 15
"""A feature seen more rarely is left out."""


class Case(NamedTuple):
    """A pronoun with features per candidate; which are right, which wrong (the rest is not known)."""

    rows: list[list[tuple[str, float]]]
    right: list[bool]
    wrong: list[bool]
    nobody: bool


def main(folder: Path) -> None:
    snippets = list(gap(folder / "gap" / "gap-development.tsv"))
    documents = list(gum(folder / "gum", "train", GENRES))
    model = train(snippets, documents)
    print("# Weights of the features that rank whom a pronoun means; by training/coreference/train.py")
    print(f"least = {model.least}\nrival = {model.rival}\nnobody = {model.nobody:.3f}\n\n[weights]")
    for name in sorted(model.weights):
        if abs(model.weights[name]) >= 0.005:
            print(f'"{name}" = {model.weights[name]:.3f}')


def train(snippets: list[Snippet], documents: list[Document]) -> Model:
    """The model of the last round."""
    stages = [(scene(s.report, s.sentences, actors), s) for s in snippets for actors in (s.given, s.actors)]
    whole = [(scene(d.report, d.sentences, d.actors), d) for d in documents]
    model = Model({}, 0.0, LEAST, RIVAL)
    for turn in range(ROUNDS):
        cases = [case for stage, snippet in stages for case in of_snippet(stage, snippet, model, turn)]
        cases += [case for stage, document in whole for case in of_document(stage, document, model, turn)]
        model = fitted(cases)
    return model


def of_snippet(stage: Scene, snippet: Snippet, model: Model, turn: int) -> Iterable[Case]:
    chain = Chain()
    for answer in resolved(stage, model):
        anaphor = answer.anaphor
        if anaphor.start == snippet.pronoun[0]:
            among = candidates(stage, anaphor, chain)
            a, b = ([touches(stage, each, place) for each in among] for place in (snippet.a, snippet.b))
            right = [(x and snippet.means[0]) or (y and snippet.means[1]) for x, y in zip(a, b, strict=True)]
            wrong = [(x or y) and not ok for x, y, ok in zip(a, b, right, strict=True)]
            if any(right) or (any(wrong) and not any(snippet.means)):
                yield Case(features(stage, anaphor, among, chain), right, wrong, not any(right))
            return
        if turn:
            chain.add(anaphor, answer.best.who if answer.best else -1, answer.score)


def touches(stage: Scene, each: Candidate, place: Place) -> bool:
    """Whether the candidate is the one named at `place`."""
    return any(m.start < place[1] and place[0] < m.end for m in stage.entities[each.who].mentions)


def of_document(stage: Scene, document: Document, model: Model, turn: int) -> Iterable[Case]:
    chain = Chain()
    chains = Chains(document)
    of_mention = {m.start: chains.of_name((m.start, m.end)) for m in stage.mentions}
    for answer in resolved(stage, model):
        anaphor, wanted = answer.anaphor, chains.of_span((answer.anaphor.start, answer.anaphor.end))
        among = candidates(stage, anaphor, chain)
        if among and wanted is not None:
            right = [of_mention[each.mention.start] == wanted for each in among]
            rows = features(stage, anaphor, among, chain)
            yield Case(rows, right, [not ok for ok in right], not any(right))
        if turn:
            chain.add(anaphor, answer.best.who if answer.best else -1, answer.score)


def fitted(cases: list[Case]) -> Model:
    """Weights that make the right answers likely."""
    seen = Counter(name for case in cases for row in case.rows for name, _ in row)
    names = {name: at for at, name in enumerate(sorted(n for n in seen if seen[n] >= LEAST_SEEN))}
    rows, columns, owner, right, wrong = [], [], [], [], []
    for number, case in enumerate(cases):
        for row, ok, ko in zip(case.rows, case.right, case.wrong, strict=True):
            columns += [names[name] for name, _ in row if name in names]
            rows += [len(owner)] * sum(name in names for name, _ in row)
            owner.append(number)
            right.append(ok)
            wrong.append(ko)
    row_at, column_at, of = np.array(rows), np.array(columns), np.array(owner)
    good, bad = np.array(right), np.array(wrong)
    none = np.array([case.nobody for case in cases])
    weights = np.zeros(len(names) + 1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = np.bincount(row_at, weights[column_at], len(of))
        power, nobody = np.exp(scores), np.exp(weights[-1])
        total = np.bincount(of, power, len(cases)) + nobody
        share = power / total[of]
        # right among all candidates; where none is right, all that is not wrong, "nobody" among it
        chosen = np.where(none[of], ~bad, good)
        mass = np.bincount(of, power * chosen, len(cases)) + nobody * none
        pull = power * chosen / mass[of] - share
        gradient = np.zeros_like(weights)
        gradient[:-1] = np.bincount(column_at, pull[row_at], len(names)) - PENALTY * weights[:-1]
        gradient[-1] = np.sum(nobody * none / mass - nobody / total)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        stride = RATE * (1 - step / (STEPS + 1))
        weights += stride * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return Model({name: float(weights[at]) for name, at in names.items()}, float(weights[-1]), LEAST, RIVAL)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared" / "datasets")
