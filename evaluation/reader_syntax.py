"""Parts of speech, dependencies and factuality: EWT's dev and test sets, GUM's dev and test documents, UDS on EWT test.

With the treebank's own words and sentences: UPOS, UAS, LAS (relations without their subtypes, punctuation counted, as
the CoNLL 2018 shared task does) and LAS of whole relations ("nmod:poss"). From raw text: paragraphs cut into sentences
and words by our own rules, ours and theirs matched where they have the same characters; F1 of words, and of words that
also have the right part of speech, head and relation (Zeman et al. 2018). Parts of words written as one count as words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from crossbearing.learned.reader import Read, Reads
from crossbearing.learned.words import Words, signs
from crossbearing.read.sentences import sentences
from evaluation import intervals
from evaluation.attribution import report_of
from evaluation.corpora import Treebanked
from evaluation.found import Found

_WHAT = {"upos": "UPOS", "uas": "UAS", "las": "LAS", "las_full": "LAS, whole relations"}
_RAW = {"words": "words", "sentences": "sentences", "upos": "UPOS", "uas": "UAS", "las": "LAS"}
Sure = Mapping[str, Mapping[int, float]]
"""Factuality by sentence id and number of the word."""


class Annotates(Reads, Protocol):
    """A reader that also takes words that are already cut."""

    def annotate(self, text: str, cut: Words) -> Read: ...


class Tree(NamedTuple):
    """A document as text, its treebank's words, and what is said of each. Heads are numbers of words; −1 is a root."""

    text: str
    words: Words
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    ids: tuple[tuple[str, int], ...]
    """Sentence id and number of the word in it."""


def laid_out(document: Treebanked) -> Tree:
    """The document's text, a line a paragraph."""
    parts: list[str] = []
    length = paragraph = 0
    starts, ends, numbers = list[int](), list[int](), list[int]()
    paragraphs, heads = list[int](), list[int]()
    for number, sentence in enumerate(document.sentences):
        if sentence.opens and starts:
            parts.append("\n\n")
            length += 2
            paragraph += 1
        base = len(starts) - 1
        for token in sentence.tokens:
            starts.append(length)
            ends.append(length + len(token.form))
            numbers.append(number)
            paragraphs.append(paragraph)
            heads.append(base + token.head if token.head else -1)
            parts.append(token.form + (" " if token.spaced else ""))
            length += len(parts[-1])
    tokens = [token for sentence in document.sentences for token in sentence.tokens]
    told = signs([token.form for token in tokens], numbers, paragraphs)
    return Tree(
        "".join(parts),
        Words(tuple(starts), tuple(ends), tuple(numbers), tuple(told)),
        tuple(token.upos for token in tokens),
        tuple(heads),
        tuple(token.relation for token in tokens),
        tuple((sentence.id, at + 1) for sentence in document.sentences for at in range(len(sentence.tokens))),
    )


def measure(
    key: str, data: str, trees: Sequence[Tree], reader: Annotates, factual: tuple[str, Sure] | None = None
) -> Iterator[Found]:
    """UPOS, UAS, LAS on the treebank's words; and factuality (with the name of its data) where it is given."""
    rows: dict[str, list[tuple[int, int]]] = {name: [] for name in _WHAT}
    pairs: list[tuple[float, ...]] = []
    for tree in trees:
        read = reader.annotate(tree.text, tree.words)
        for name, hits in right(read, tree):
            rows[name].append((hits, len(tree.heads)))
        if factual:
            pairs.append(_moments(read, tree, factual[1]))
    for name, what in _WHAT.items():
        yield Found(
            key + name, data, what, intervals.measured(rows[name], intervals.share, sum(n for _, n in rows[name]))
        )
    if factual:
        measured = intervals.measured(pairs, intervals.pearson, sum(row[0] for row in pairs))
        yield Found("factuality", factual[0], "factuality, Pearson’s r", measured)


def right(read: Read, tree: Tree) -> Iterator[tuple[str, int]]:
    """How many words each measure counts as right."""
    upos = [ours == theirs for ours, theirs in zip(read.upos, tree.upos, strict=True)]
    heads = [ours == theirs for ours, theirs in zip(read.heads, tree.heads, strict=True)]
    whole = [ours == theirs for ours, theirs in zip(read.relations, tree.relations, strict=True)]
    short = [_short(ours) == _short(theirs) for ours, theirs in zip(read.relations, tree.relations, strict=True)]
    yield "upos", sum(upos)
    yield "uas", sum(heads)
    yield "las", sum(a and b for a, b in zip(heads, short, strict=True))
    yield "las_full", sum(a and b for a, b in zip(heads, whole, strict=True))


def _short(relation: str) -> str:
    return relation.partition(":")[0]


def _moments(read: Read, tree: Tree, sure: Sure) -> tuple[float, ...]:
    """n, Σx, Σy, Σx², Σy², Σxy of ours and theirs, for the words of which theirs says something."""
    given = [(ours, sure[name][at]) for ours, (name, at) in zip(read.factual, tree.ids, strict=True)
             if at in sure.get(name, {})]  # fmt: skip
    return (
        len(given), sum(x for x, _ in given), sum(y for _, y in given), sum(x * x for x, _ in given),
        sum(y * y for _, y in given), sum(x * y for x, y in given),
    )  # fmt: skip


# ── from raw text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_raw(key: str, data: str, trees: Sequence[Tree], reader: Reads) -> Iterator[Found]:
    """F1 of words, sentences, parts of speech and dependencies when only the text is given."""
    rows: dict[str, list[tuple[int, int, int]]] = {name: [] for name in _RAW}
    for tree in trees:
        report, where = report_of("r", tree.text)
        lines = [(sentence.span.start, sentence.span.end) for sentence in sentences(report)]
        read = reader.read(report.text, lines)
        gold = Places(
            tuple((where[a], where[b - 1] + 1) for a, b in zip(tree.words.starts, tree.words.ends, strict=True)),
            tree.upos, tree.heads, tree.relations, tree.words.sentence,
        )  # fmt: skip
        places = tuple(zip(read.words.starts, read.words.ends, strict=True))
        ours = Places(places, read.upos, read.heads, read.relations, read.words.sentence)
        for name, counts in matched(ours, gold):
            rows[name].append(counts)
    for name, what in _RAW.items():
        measured = intervals.measured(rows[name], intervals.f1, sum(row[2] for row in rows[name]))
        yield Found(key + name, data, f"{what} F1, from raw text", measured)


class Places(NamedTuple):
    """Words by place in the text, with what is said of each."""

    places: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    sentence: tuple[int, ...]

    def above(self, at: int) -> tuple[int, int] | None:
        """The place of a word's head; None for a root."""
        return self.places[self.heads[at]] if self.heads[at] >= 0 else None

    def bounds(self) -> set[tuple[int, int]]:
        """The first and last character of each sentence."""
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for number, (start, end) in zip(self.sentence, self.places, strict=True):
            first.setdefault(number, start)
            last[number] = end
        return {(first[number], last[number]) for number in first}


def matched(ours: Places, gold: Places) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """For each measure: right, given, wanted."""
    theirs = {place: number for number, place in enumerate(gold.places)}
    pairs = [(number, theirs[place]) for number, place in enumerate(ours.places) if place in theirs]
    heads = [ours.above(a) == gold.above(b) for a, b in pairs]
    relations = [_short(ours.relations[a]) == _short(gold.relations[b]) for a, b in pairs]
    counts = {
        "words": len(pairs),
        "upos": sum(ours.upos[a] == gold.upos[b] for a, b in pairs),
        "uas": sum(heads),
        "las": sum(a and b for a, b in zip(heads, relations, strict=True)),
    }
    for name, hits in counts.items():
        yield name, (hits, len(ours.places), len(gold.places))
    mine, wanted = ours.bounds(), gold.bounds()
    yield "sentences", (len(mine & wanted), len(mine), len(wanted))
