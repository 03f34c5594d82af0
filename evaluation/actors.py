"""How many of the names in a text `read.actors` finds, and how many that it finds are right: exact span F1.

    python -m evaluation.actors [DATASETS]

DATASETS is the folder of annotated sets (default ../shared/datasets); its README says where they come from. Persons,
organisations and places are counted (facilities as places), one sentence per line of the set, kinds and both ends
exact. The sets come as tokens: a hyphen is taken to join its neighbours. What the sets don't annotate is left out of
the count: groups, offices, and common nouns ("the ministry").
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crossbearing.read.actors import actors
from crossbearing.records import Published, Report, Sentence, Span

KINDS = ("person", "organisation", "place")
_TYPES = {
    "PER": "person", "PERSON": "person", "ORG": "organisation", "ORGANIZATION": "organisation",
    "CORPORATION": "organisation", "GROUP": "organisation", "LOC": "place", "LOCATION": "place",
    "FACILITY": "place", "FAC": "place",
}  # fmt: skip
_CLOSED_LEFT = frozenset(". , ; : ! ? ) ] % ' ’ ” 's ’s n't -".split())
_CLOSED_RIGHT = frozenset("( [ $ “ ‘ -".split())
Row = tuple[str, str]
Entity = tuple[str, int, int]


def main(folder: Path) -> None:
    sets = {
        "ner_worldwide": [_columns(path, 0, 1) for path in sorted((folder / "ner_worldwide").glob("*.tsv"))],
        "wikigold": [
            _columns(path, 0, -1) for path in sorted((folder / "ner_cc_by/wikigold/CONLL-format/data").rglob("*.txt"))
        ],
        "wnut17": [
            _columns(path, 0, -1) for path in sorted((folder / "ner_cc_by/WNUT17/CONLL-format/data").rglob("*.conll"))
        ],
        "uner_ewt_dev": [_columns(folder / "uner_ewt_dev/en_ewt-ud-dev.iob2", 1, 2)],
    }
    for name, documents in sets.items():
        if not any(documents):
            sys.stdout.write(f"{name}: not here\n")
            continue
        right, given, wanted = count([part for document in documents for part in _parts(document)])
        for kind in (*KINDS, "all"):
            keys = KINDS if kind == "all" else (kind,)
            hits, found, gold = (sum(counter[key] for key in keys) for counter in (right, given, wanted))
            p, r = hits / max(found, 1), hits / max(gold, 1)
            sys.stdout.write(
                f"{name:14} {kind:13} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  ({gold})\n"
            )


def count(documents: list[list[list[Row]]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Right, given and wanted mentions by kind."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for document in documents:
        report, sentences, gold = laid_out(document)
        mine = found(report, sentences)
        right.update(kind for kind, _, _ in gold & mine)
        given.update(kind for kind, _, _ in mine)
        wanted.update(kind for kind, _, _ in gold)
    return right, given, wanted


def found(report: Report, sentences: tuple[Sentence, ...]) -> set[Entity]:
    """Named persons, organisations and places by our reading."""
    mine: set[Entity] = set()
    for actor in actors(report, sentences):
        shown = report.text[actor.span.start : actor.span.end]
        an_office = actor.role is not None and actor.role in shown
        if actor.kind in KINDS and not an_office and not shown.split()[-1][0].islower():
            mine.add((actor.kind, actor.span.start, actor.span.end))
    return mine


def laid_out(document: list[list[Row]]) -> tuple[Report, tuple[Sentence, ...], set[Entity]]:
    """The document as a report in plain spacing, its sentences, and its gold."""
    text, spans, gold = "", [], set()
    for number, rows in enumerate(document):
        if number:
            text += "\n\n"
        begin, glued = len(text), True
        running: Entity | None = None
        for token, label in rows:
            initials = len(token) == 2 and token[1] == "." and text[-1:] == "." and text[-3:-2] == " "
            if not glued and token not in _CLOSED_LEFT and not initials:
                text += " "
            start = len(text)
            text += token
            glued = token in _CLOSED_RIGHT
            prefix, _, kind = label.partition("-")
            kind = _TYPES.get(kind.upper(), "")
            if running and (prefix in ("B", "S", "O") or running[0] != kind):
                gold.add(running)
                running = None
            if kind and prefix != "O":
                running = (kind, running[1] if running else start, len(text))
        if running:
            gold.add(running)
        spans.append((begin, len(text), number))
    report = Report(
        id="r", name="r", capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(None, ""), language="en", text=text,
    )  # fmt: skip
    sentences = tuple(Sentence(Span("r", start, end), number) for start, end, number in spans if end > start)
    return report, sentences, gold


def _columns(path: Path, token: int, label: int) -> list[list[Row]]:
    """Sentences of one CoNLL-like file."""
    if not path.is_file():
        return []
    sentences: list[list[Row]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip():
            sentences.append([])
        elif len(cells) > 1 and not line.startswith("# ") and not cells[token].startswith("-DOCSTART"):
            sentences[-1].append((cells[token], cells[label]))
    return [sentence for sentence in sentences if sentence]


def _parts(document: list[list[Row]], size: int = 40) -> Iterator[list[list[Row]]]:
    """Files that hold many texts, cut into stretches of about a report's length."""
    for at in range(0, len(document), size):
        yield document[at : at + size]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/datasets"))
