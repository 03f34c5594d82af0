"""Annotated corpora → windows of words with their labels, one JSON line each.

    PYTHONPATH=. python training/reader/prepare.py DATASETS CACHE

Every corpus is brought to one form: a window holds whole sentences of one document (at most 256 word pieces) with the
same signs beside the words that the product gives (`crossbearing/learned/words.py`), and whatever its corpus says:
attributions, entities, parts of speech with dependencies, or factuality. What a corpus says nothing about gets no
loss. Parts that are measured (PolNeAR dev, EWT dev and test, GUM's dev and test, one fifth of the worldwide newswire,
UNER), and the twentieth of PolNeAR's train set that the decoder is tuned on, are written to files of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from common import PIECES, UPOS, Window, pieces
from entities import allowed, common_words, gum_entities

from crossbearing.learned import words as cutting
from crossbearing.read.sentences import sentences
from evaluation import corpora
from evaluation.attribution import report_of
from evaluation.corpora import Place, Tagged, Token

Part = tuple[str, list[Window]]
"""The file that windows go to, and the windows of one document."""


# ── windows ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def windows(document: Window) -> list[Window]:
    """A document, given as one window of all its words, cut at sentence ends into windows of at most PIECES pieces."""
    return [_cut(document, first, last) for first, last in _bounds(document)]


def _bounds(document: Window) -> list[Place]:
    """The words of each window, [first, behind the last)."""
    counts = [len(ids) for ids in pieces(document.words)]
    bounds: list[Place] = []
    first = used = 0
    for at, end in _sentences(document.sentence):
        size = sum(counts[at:end])
        if used and used + size > PIECES:
            bounds.append((first, at))
            first, used = at, 0
        if size > PIECES:
            bounds += _hard(counts, at, end)
            first, used = end, 0
        else:
            used += size
    if first < len(counts):
        bounds.append((first, len(counts)))
    return bounds


def _sentences(numbers: Sequence[int]) -> Iterator[Place]:
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[start]:
            yield start, at
            start = at


def _hard(counts: Sequence[int], first: int, last: int) -> Iterator[Place]:
    """A sentence that is longer than a window."""
    while first < last:
        stop, used = first, 0
        while stop < last and used + counts[stop] <= PIECES:
            used += counts[stop]
            stop += 1
        yield first, stop
        first = stop


def _cut(document: Window, first: int, last: int) -> Window:
    """Words [first, last) as a window of their own. An attribution goes where its cue begins, as far as it is there."""
    said = document.said
    if said is not None:
        said = [
            [_inside(spans, first, last) for spans in each]
            for each in said
            if each[0] and first <= each[0][0][0] < last
        ]
    heads = document.heads
    if heads is not None:
        heads = [head - first if head >= 0 else -1 for head in heads[first:last]]
    return Window(
        document=document.document,
        words=document.words[first:last],
        signs=document.signs[first:last],
        sentence=[number - document.sentence[first] for number in document.sentence[first:last]],
        said=said,
        heads=heads,
        relations=document.relations and document.relations[first:last],
        upos=document.upos and document.upos[first:last],
        entities=document.entities and document.entities[first:last],
        factual=document.factual and document.factual[first:last],
    )


def _inside(spans: Sequence[Place], first: int, last: int) -> list[Place]:
    return [(max(a, first) - first, min(b, last) - first) for a, b in spans if b > first and a < last]


# ── PolNeAR: who said what ────────────────────────────────────────────────────────────────────────────────────────────


def polnear(folder: Path) -> Iterator[Part]:
    for part in ("train", "dev"):
        for article in corpora.polnear(folder, part):
            name = "polnear_dev" if part == "dev" else "polnear_tune" if corpora.tuned_on(article.name) else "polnear"
            yield name, windows(attributed(article))


def attributed(article: corpora.Article) -> Window:
    report, where = report_of(article.name, article.raw)
    words = cutting.words(report.text, [(each.span.start, each.span.end) for each in sentences(report)])
    said = [
        [sorted(on_words(words, where[a], where[b - 1] + 1) for a, b in places) for places in each]
        for each in article.attributions
    ]
    shown = [report.text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    return Window(article.name, shown, list(words.signs), list(words.sentence), said=said)


def on_words(words: cutting.Words, start: int, end: int) -> Place:
    """The words that a span touches, as [first, behind the last)."""
    inside = [n for n, (a, b) in enumerate(zip(words.starts, words.ends, strict=True)) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


# ── Universal Dependencies ────────────────────────────────────────────────────────────────────────────────────────────

Names = Callable[[tuple[Token, ...]], list[list[str]]]


def treebanks(folder: Path) -> Iterator[Part]:
    sure = corpora.factuality(folder / "uds_factuality")
    for part in ("train", "dev", "test"):
        for document in corpora.conllu(folder / "ud_ewt" / f"en_ewt-ud-{part}.conllu"):
            yield ("ewt" if part == "train" else f"ewt_{part}"), windows(parsed(document, common_words, sure))
    held = corpora.held_out((folder / "gum" / "splits.md").read_text(encoding="utf-8"))
    for path in sorted((folder / "gum" / "dep").glob("*.conllu")):
        for document in corpora.conllu(path):
            yield f"gum_{held[path.stem]}" if path.stem in held else "gum", windows(parsed(document, gum_entities))


def parsed(document: corpora.Treebanked, names: Names, sure: dict[str, dict[int, float]] | None = None) -> Window:
    """A treebank's document; `sure` is the factuality of EWT's words.

    Paragraphs are shown as GUM marks them. EWT's, which are turns of mails and lines of forums, are not: the shipped
    weights were trained so.
    """
    made = Window(document.name, [], [], [], heads=[], relations=[], upos=[], entities=[])
    paragraphs, factual = list[int](), list[float | None]()
    for number, sentence in enumerate(document.sentences):
        opens = sentence.opens and sure is None
        paragraphs += [(paragraphs[-1] if paragraphs else 0) + opens] * len(sentence.tokens)
        base = len(made.words) - 1
        given = (sure or {}).get(sentence.id, {})
        for at, token in enumerate(sentence.tokens, 1):
            made.words.append(token.form)
            made.sentence.append(number)
            made.heads.append(base + token.head if token.head else -1)
            made.relations.append(token.relation)
            made.upos.append(UPOS.index(token.upos) if token.upos in UPOS else -1)
            factual.append(given.get(at))
        made.entities += names(sentence.tokens)
    signs = list(cutting.signs(made.words, made.sentence, paragraphs))
    return msgspec.structs.replace(made, signs=signs, factual=factual if sure is not None else None)


# ── entities ──────────────────────────────────────────────────────────────────────────────────────────────────────────

SENTENCES = 8
"""Of a corpus without documents, this many are taken for one."""


def entity_sets(folder: Path) -> Iterator[Part]:
    for path in sorted((folder / "ner_worldwide").glob("*.tsv")):
        name = "worldwide_test" if corpora.worldwide_held_out(path.stem) else "worldwide"
        yield name, windows(named(path.stem, "worldwide", list(corpora.columns(path, 0, 1))))
    plain = folder / "ner_cc_by"
    sets = {
        "wikigold": (sorted(plain.glob("wikigold/CONLL-format/data/*.txt")), 0, 1),
        "btc": (sorted(plain.glob("BTC/CONLL-format/data/*.conll")), 0, 1),
        "wnut": (sorted(plain.glob("WNUT17/CONLL-format/data/*/*")), 0, 1),
        "uner": (sorted(folder.glob("uner_ewt_dev/*.iob2")), 1, 2),
    }
    for scheme, (paths, word, tag) in sets.items():
        for path in paths:
            rows = list(corpora.columns(path, word, tag))
            for at in range(0, len(rows), SENTENCES):
                yield scheme, windows(named(f"{path.stem}-{at}", scheme, rows[at : at + SENTENCES]))


def named(name: str, scheme: str, rows: list[list[Tagged]]) -> Window:
    shown = [word for row in rows for word, _ in row]
    sentence = [number for number, row in enumerate(rows) for _ in row]
    signs = list(cutting.signs(shown, sentence, sentence))
    return Window(name, shown, signs, sentence, entities=[each for row in rows for each in allowed(scheme, row)])


# ── all of it ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def all_windows(folder: Path) -> Iterator[Part]:
    yield from polnear(folder / "polnear")
    yield from treebanks(folder)
    yield from entity_sets(folder)


def main(folder: Path, cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    made: dict[str, list[Window]] = {}
    for corpus, found in all_windows(folder):
        made.setdefault(corpus, []).extend(found)
    for corpus, found in sorted(made.items()):
        with (cache / f"{corpus}.jsonl").open("wb") as file:
            for window in found:
                file.write(msgspec.json.encode(window) + b"\n")
        print(f"{corpus:15} {len(found):6} windows {sum(len(window.words) for window in found):8} words", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
