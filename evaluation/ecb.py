"""Event coreference on ECB+: which mentions, in many reports, are of one event.

    python -m evaluation.ecb [DATASETS]

Mentions are given (gold), topics too; the dev topics are scored, all others are learned from. Beside each other stand
the rule that joins mentions with one head lemma, and signs of this project weighed by a logistic regression and
grouped by average link: head lemma, the sentence's meaning less its topic's, its words, whether the heads are alike.
CoNLL F1 is the mean of MUC, B-cubed and CEAF-e (Pradhan et al. 2014). Needs the extra `train`.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import average_link
from crossbearing.compare.overview import stem, terms, unit
from crossbearing.learned.encoder import Encoder
from crossbearing.read.clauses import is_verb
from crossbearing.read.wordlists import PREPOSITIONS
from evaluation.ecb_text import joined
from evaluation.found import NotHereError, here

DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
DATASETS = Path("../shared/datasets")
_PARTICLES = PREPOSITIONS | frozenset("up out off down away back over into".split())
SIGNS = ("same lemma", "alike heads", "meaning", "words", "both", "one report")
_THRESHOLDS = tuple(np.arange(-3.0, 2.01, 0.25))


class Mention(NamedTuple):
    """One event mention: where it is, its words, and the event that the annotators say it is of."""

    topic: int
    part: str
    """ "ecb" or "ecbplus": two events of one kind, in the same topic."""
    document: str
    sentence: str
    words: str
    event: str

    @property
    def lemma(self) -> str:
        """Stem of the head: the first verb, else the last word that is no particle ("checks into")."""
        words = self.words.lower().split()
        heads = [word for word in words if word not in _PARTICLES] or words
        return stem(next((word for word in heads if is_verb(word)), heads[-1]))


def mentions(folder: Path) -> list[Mention]:
    """All event mentions in the sentences that the annotators vouch for."""
    chosen = {
        (int(row["Topic"]), row["File"], row["Sentence Number"])
        for row in csv.DictReader((folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8"))
    }
    return [mention for path in sorted(folder.glob("*/*.xml")) for mention in _of_document(path, chosen)]


def _of_document(path: Path, chosen: set[tuple[int, str, str]]) -> Iterator[Mention]:
    root = ElementTree.parse(path).getroot()  # noqa: S314 — a data set on this machine
    topic, name = int(path.parent.name), path.stem.split("_")[1]
    words = {token.get("t_id"): token.text or "" for token in root.iter("token")}
    sentence_of = {token.get("t_id"): token.get("sentence") or "" for token in root.iter("token")}
    sentences: dict[str, list[str]] = {}
    for token in root.iter("token"):
        sentences.setdefault(token.get("sentence") or "", []).append(token.text or "")
    event = {}
    for chain in root.iter("CROSS_DOC_COREF"):
        event.update({source.get("m_id"): chain.get("note") for source in chain.findall("source")})
    for chain in root.iter("INTRA_DOC_COREF"):
        for source in chain.findall("source"):
            event.setdefault(source.get("m_id"), f"{path.stem}-{chain.get('r_id')}")
    for mark in root.find("Markables") or ():
        anchors = [anchor.get("t_id") for anchor in mark.findall("token_anchor")]
        if not anchors or not mark.tag.startswith(("ACTION", "NEG_ACTION")):
            continue
        number = sentence_of[anchors[0]]
        if (topic, name, number) in chosen:
            yield Mention(
                topic=topic,
                part="ecbplus" if name.endswith("plus") else "ecb",
                document=name,
                sentence=joined(sentences[number]),
                words=" ".join(words[anchor] for anchor in anchors),
                event=event.get(mark.get("m_id")) or f"{path.stem}-{mark.get('m_id')}",
            )


# ── scores ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Groups = Sequence[frozenset[int]]


def groups(labels: Iterable[object]) -> list[frozenset[int]]:
    """Labels in the order of the mentions → sets of mention numbers."""
    found: dict[object, set[int]] = {}
    for number, label in enumerate(labels):
        found.setdefault(label, set()).add(number)
    return [frozenset(each) for each in found.values()]


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(gold: Groups, found: Groups) -> float:
    def links(ours: Groups, theirs: Groups) -> float:
        of = {member: number for number, group in enumerate(theirs) for member in group}
        wanted = sum(len(group) - 1 for group in ours)
        return sum(len(group) - len({of[m] for m in group}) for group in ours) / wanted if wanted else 1.0

    return _f1(links(found, gold), links(gold, found))


def b_cubed(gold: Groups, found: Groups) -> float:
    def share(ours: Groups, theirs: Groups) -> float:
        of = {member: group for group in theirs for member in group}
        return sum(len(group & of[m]) / len(group) for group in ours for m in group) / sum(map(len, ours))

    return _f1(share(found, gold), share(gold, found))


def ceaf_e(gold: Groups, found: Groups) -> float:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 — comes with scikit-learn

    alike = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in gold])
    total = alike[linear_sum_assignment(-alike)].sum()
    return _f1(total / len(found), total / len(gold))


def conll(gold: Groups, found: Groups) -> float:
    return (muc(gold, found) + b_cubed(gold, found) + ceaf_e(gold, found)) / 3


# ── ours ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Topic(NamedTuple):
    """The mentions that are compared with each other, and the signs of every pair of them."""

    mentions: list[Mention]
    signs: NDArray[np.float64]
    """n × n × signs, symmetric."""


def topic(members: list[Mention], vector: dict[str, NDArray[np.float32]]) -> Topic:
    meaning = np.array([vector[mention.sentence] for mention in members])
    centred = unit((meaning - meaning.mean(axis=0)).astype(np.float32))
    heads = unit(np.array([vector[mention.words] for mention in members]))
    words = [frozenset(terms(mention.sentence)) for mention in members]
    seen = Counter(word for each in words for word in each)
    rarity = {word: math.log((len(words) + 1) / (count + 0.5)) for word, count in seen.items()}
    alike = np.array([[_shared(a, b, rarity) for b in words] for a in words])
    same = np.array([[float(a.lemma == b.lemma) for b in members] for a in members])
    report = np.array([[float(a.document == b.document) for b in members] for a in members])
    near = centred @ centred.T
    return Topic(members, np.stack([same, heads @ heads.T, near, alike, same * near, report], axis=2))


def _shared(a: frozenset[str], b: frozenset[str], rarity: dict[str, float]) -> float:
    least = min(sum(rarity[word] for word in each) for each in (a, b))
    return sum(rarity[word] for word in a & b) / least if least else 0.0


def learned(topics: Sequence[Topic]) -> tuple[NDArray[np.float64], float, float]:
    """Weights, intercept and threshold of mean log-odds, from topics that are not scored."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 — of the extra `train`

    table, same = [], []
    for each in topics:
        i, j = np.triu_indices(len(each.mentions), 1)
        table.append(each.signs[i, j])
        same.append([each.mentions[a].event == each.mentions[b].event for a, b in zip(i, j, strict=True)])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(np.concatenate(table), np.concatenate(same))
    weights, offset = model.coef_[0], float(model.intercept_[0])
    reached = {}
    for threshold in _THRESHOLDS:
        by = partial(grouped, weights=weights, offset=offset, threshold=float(threshold))
        gold, found = together(topics, by)
        reached[float(threshold)] = conll(gold, found)
    return weights, offset, max(reached, key=lambda threshold: reached[threshold])


def grouped(each: Topic, weights: NDArray[np.float64], offset: float, threshold: float) -> list[list[int]]:
    return average_link(each.signs @ weights + offset, threshold)


def by_lemma(each: Topic) -> list[list[int]]:
    """The rule: one head lemma, one event."""
    return [sorted(group) for group in groups(mention.lemma for mention in each.mentions)]


def together(
    topics: Sequence[Topic], by: Callable[[Topic], list[list[int]]]
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """The gold events and the groups of all topics, numbered through."""
    gold, found, at = [], [], 0
    for each in topics:
        gold += [frozenset(at + m for m in group) for group in groups(mention.event for mention in each.mentions)]
        found += [frozenset(at + m for m in group) for group in by(each)]
        at += len(each.mentions)
    return gold, found


def topics(found: Sequence[Mention], encoder: Encoder, *, parts: bool) -> list[Topic]:
    """Mentions of one topic (`parts`: and of one of its two events) together."""
    texts = sorted({text for mention in found for text in (mention.sentence, mention.words)})
    vector = dict(zip(texts, encoder.encode(texts), strict=True))
    by_topic: dict[tuple[int, str], list[Mention]] = {}
    for mention in found:
        by_topic.setdefault((mention.topic, mention.part if parts else ""), []).append(mention)
    return [topic(by_topic[key], vector) for key in sorted(by_topic)]


def main(datasets: Path) -> None:
    try:
        every = mentions(here(datasets / "ecbplus"))
    except NotHereError as error:
        print(f"nothing to measure: {error}")
        return
    encoder = Encoder()
    for parts in (False, True):
        learning = topics([mention for mention in every if mention.topic not in DEV], encoder, parts=parts)
        scored = topics([mention for mention in every if mention.topic in DEV], encoder, parts=parts)
        weights, offset, threshold = learned(learning)
        rule = conll(*together(scored, by_lemma))
        gold, found = together(scored, partial(grouped, weights=weights, offset=offset, threshold=threshold))
        of = sum(len(each.mentions) for each in scored)
        print(f"within {'each of a topic’s two events' if parts else 'topics'}: {of} mentions of {len(gold)} events")
        print(f"  one head lemma  CoNLL F1 {100 * rule:.1f}")
        print(
            f"  ours            CoNLL F1 {100 * conll(gold, found):.1f} (MUC {100 * muc(gold, found):.1f},"
            f" B-cubed {100 * b_cubed(gold, found):.1f}, CEAF-e {100 * ceaf_e(gold, found):.1f})"
        )
        print("  weights         " + ", ".join(f"{s} {w:+.1f}" for s, w in zip(SIGNS, weights, strict=True)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATASETS)
