"""A spaCy pipeline of the reader's tasks, for its speed: `tagger`, `parser` and `ner` over one `tok2vec`.

    PYTHON_WITH_SPACY training/rival/pipeline.py train DATASETS TO      about fifteen CPU minutes
    PYTHON_WITH_SPACY training/rival/pipeline.py score DATASETS TO
    PYTHON_WITH_SPACY training/rival/pipeline.py read TO PROCESSES      JSON lists of texts from stdin → seconds a list

It runs under a Python of its own that has spaCy (`python3 -m venv V && V/bin/pip install spacy==3.8.*`), never under
ours, so it imports nothing of the project. `benchmarks.reading` starts it and gives it the same texts.

What `train` does is `spacy init config --lang en --pipeline tagger,parser,ner --optimize efficiency` and `spacy train`
with that file and the few changes in CHANGES: the same sizes as the pipelines that spaCy publishes as "sm". Parts of
speech and dependencies come from UD English EWT's train part and GUM's, names from the worldwide newswire but for a
fifth of its documents (chosen by the hash of their names, as for our own reader); each corpus is silent on what it does
not annotate. `score` keeps beside it, in TO/quality.json, what our own reader is measured by, too: parts of speech and
heads on EWT's test part, its words and sentences given, every word counted and relations without their subtypes; exact
names on that fifth, dates left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.init_config import init_config
from spacy.cli.train import train as spacy_train
from spacy.tokens import Doc, DocBin

SENTENCES_A_DOC = 8
CHANGES = {
    "training.max_steps": 4000,
    "training.eval_frequency": 1000,
    "training.patience": 0,
    "system.seed": 1,
    "nlp.batch_size": 64,
}


def conllu(path: Path) -> Iterator[list[list[str]]]:
    """Sentences of a treebank as rows of cells."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if cells[0].isdigit():
            rows.append(cells)
        elif not line and rows:
            yield rows
            rows = []


def parsed(path: Path, vocab: Any) -> Iterator[Any]:
    """A treebank as spaCy's documents: parts of speech as tags, dependencies, and nothing said of names."""
    sentences = list(conllu(path))
    for at in range(0, len(sentences), SENTENCES_A_DOC):
        words, tags, heads, deps, spaces, starts = [], [], [], [], [], []
        for rows in sentences[at : at + SENTENCES_A_DOC]:
            base = len(words)
            for number, cells in enumerate(rows):
                head = int(cells[6])
                words.append(cells[1])
                tags.append(cells[3])
                heads.append(base + (head - 1 if head else number))
                deps.append(cells[7] if head else "ROOT")
                spaces.append("SpaceAfter=No" not in cells[9])
                starts.append(not number)
        yield Doc(vocab, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, sent_starts=starts)


def named(paths: list[Path], vocab: Any) -> Iterator[Any]:
    """A set of names as spaCy's documents, with nothing said of anything else."""
    for path in paths:
        words: list[str] = []
        tags: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            word, *labels = line.split("\t")
            if word.strip() and labels:
                words.append(word)
                tags.append(labels[0].strip() or "O")
        for at in range(0, len(words), 200):
            piece = tags[at : at + 200]
            whole = [f"B{tag[1:]}" if tag[:1] == "I" and (not n or piece[n - 1][2:] != tag[2:]) else tag
                     for n, tag in enumerate(piece)]  # fmt: skip
            yield Doc(vocab, words=words[at : at + 200], ents=whole)


def fifth(name: str) -> bool:
    """Whether a document is held back: as training/reader/prepare.py has it."""
    return hashlib.sha256(name.encode()).digest()[0] % 5 == 0


def gum(folder: Path) -> list[Path]:
    """GUM's documents that are in none of its parts for measuring."""
    held = set(re.findall(r"\* (GUM_\w+)", (folder / "splits.md").read_text(encoding="utf-8").partition("## train")[0]))
    return [path for path in sorted((folder / "dep").glob("*.conllu")) if path.stem not in held]


def newswire(datasets: Path) -> tuple[list[Path], list[Path]]:
    """The worldwide newswire's documents: to train on, and held back."""
    paths = sorted((datasets / "ner_worldwide").glob("*.tsv"))
    return [path for path in paths if not fifth(path.stem)], [path for path in paths if fifth(path.stem)]


def train(datasets: Path, to: Path) -> None:
    """Write the corpora and the configuration, and train."""
    to.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    rest, _ = newswire(datasets)
    treebanks = [datasets / "ud_ewt" / "en_ewt-ud-train.conllu", *gum(datasets / "gum")]
    trees = [doc for path in treebanks for doc in parsed(path, vocab)]
    DocBin(docs=trees + list(named(rest, vocab)), store_user_data=False).to_disk(to / "train.spacy")
    # spaCy keeps the best of what it sees while it trains: on a little of EWT's dev part and of names trained on.
    dev = list(parsed(datasets / "ud_ewt" / "en_ewt-ud-dev.conllu", vocab))[:60]
    DocBin(docs=dev + list(named(rest[:10], vocab))).to_disk(to / "dev.spacy")
    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    config.to_disk(to / "config.cfg")
    paths = {"paths.train": str(to / "train.spacy"), "paths.dev": str(to / "dev.spacy")}
    spacy_train(to / "config.cfg", to, overrides=CHANGES | paths)


def score(datasets: Path, to: Path) -> None:
    """Write how well the trained pipeline reads."""
    nlp = spacy.load(to / "model-best")
    words = tags = heads = arcs = 0
    for gold in parsed(datasets / "ud_ewt" / "en_ewt-ud-test.conllu", nlp.vocab):
        spaces = [bool(token.whitespace_) for token in gold]
        starts = [bool(token.is_sent_start) for token in gold]
        found = nlp(Doc(nlp.vocab, words=[token.text for token in gold], spaces=spaces, sent_starts=starts))
        for ours, theirs in zip(found, gold, strict=True):
            right = ours.head.i == theirs.head.i
            words += 1
            tags += ours.tag_ == theirs.tag_
            heads += right
            arcs += right and ours.dep_.partition(":")[0] == theirs.dep_.partition(":")[0]
    hits = given = wanted = 0
    for gold in named(newswire(datasets)[1], nlp.vocab):
        found = nlp(Doc(nlp.vocab, words=[token.text for token in gold]))
        ours, theirs = ({(e.label_, e.start, e.end) for e in doc.ents if e.label_ != "Date"} for doc in (found, gold))
        hits, given, wanted = hits + len(ours & theirs), given + len(ours), wanted + len(theirs)
    figures = {"upos": tags / words, "uas": heads / words, "las": arcs / words, "names": 2 * hits / (given + wanted)}
    quality = {"spacy": spacy.__version__, **{name: round(value, 4) for name, value in figures.items()}}
    (to / "quality.json").write_text(json.dumps(quality, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(quality))


def read(folder: Path, processes: int) -> None:
    """Load the pipeline, read each line's texts when it comes, and say how long it took."""
    began = time.perf_counter()
    nlp = spacy.load(folder / "model-best")
    said: dict[str, object] = {
        "version": spacy.__version__, "processes": processes, "load_seconds": time.perf_counter() - began,
    }  # fmt: skip
    for line in sys.stdin:
        texts = json.loads(line)
        before, before_cpu = time.perf_counter(), sum(os.times()[:4])
        for _ in nlp.pipe(texts, n_process=processes):
            pass
        said |= {"seconds": time.perf_counter() - before, "cpu_seconds": sum(os.times()[:4]) - before_cpu}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        said["peak_mb"] = peak / (1024 if sys.platform == "linux" else 1024 * 1024)
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["train", datasets, to]:
            train(Path(datasets), Path(to))
            score(Path(datasets), Path(to))
        case ["score", datasets, to]:
            score(Path(datasets), Path(to))
        case ["read", folder, processes]:
            read(Path(folder), int(processes))
        case _:
            raise SystemExit(__doc__)
