"""Annotated coreference as reports with gold: GAP's snippets, GUM's documents and MEANTIME's articles.

In all three a `Document` holds the spans that are known to mean the same, under the number or name of their chain.
"""

from __future__ import annotations

import csv
import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crossbearing.read.actors import actors
from crossbearing.read.naming import parts_of
from crossbearing.read.sentences import sentences
from crossbearing.records import Actor, Report, Sentence, Span
from evaluation.attribution import overlap, report_of

Place = tuple[int, int]
_CLOSED_LEFT = frozenset(". , ; : ! ? ) ] % ' ’ ” 's ’s n't".split())
_CLOSED_RIGHT = frozenset("( [ $ “ ‘".split())
_CHAIN = re.compile(r"^(?:cross_|intra_)*")
_MARK = re.compile(r"\([^()]*\)|\([^()]*|[^()]+\)")


class Gold(NamedTuple):
    """An annotated mention: its whole span, its head's words, its chain, and whether a name is at its head."""

    span: Place
    head: tuple[Place, ...]
    chain: str
    named: bool


class Document(NamedTuple):
    report: Report
    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    gold: tuple[Gold, ...]
    genre: str


class Chains:
    """Looks up the annotated chain of a span."""

    def __init__(self, document: Document) -> None:
        self.gold = document.gold
        self.spans = {each.span: each.chain for each in document.gold}
        self.named = {each.chain for each in document.gold if each.named}
        heads = sorted((place, number) for number, each in enumerate(document.gold) for place in each.head)
        self.starts = [place[0] for place, _ in heads]
        self.heads = heads

    def of_span(self, span: Place) -> str | None:
        """The chain of exactly this span."""
        return self.spans.get(span)

    def of_name(self, span: Place) -> str | None:
        """The chain of a mention whose head stands in the span: of that which is most like the span."""
        first, last = bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])
        inside = [self.gold[number] for place, number in self.heads[first:last] if place[1] <= span[1]]
        best = max(inside, key=lambda each: (overlap(each.span, span), each.chain), default=None)
        return best.chain if best else None

    def around(self, span: Place) -> set[str]:
        """The chains of all mentions that hold the span."""
        return {each.chain for each in self.gold if each.span[0] <= span[0] and span[1] <= each.span[1]}

    def is_named(self, chain: str | None) -> bool:
        return chain in self.named


class Snippet(NamedTuple):
    """One of GAP's: does the pronoun mean A, B or neither? Actors are our own; `given` has those of A and B, too."""

    name: str
    report: Report
    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    given: tuple[Actor, ...]
    pronoun: Place
    a: Place
    b: Place
    means: tuple[bool, bool]
    feminine: bool


# ── GAP ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def gap(path: Path) -> Iterator[Snippet]:
    """Snippets of one of GAP's files (Webster et al., "Mind the GAP", TACL 2018)."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            report, where = report_of(row["ID"], row["Text"])
            pronoun, a, b = (
                (where[int(row[f"{key}-offset"])], where[int(row[f"{key}-offset"])] + len(row[key]))
                for key in ("Pronoun", "A", "B")
            )
            lines = sentences(report)
            ours = actors(report, lines)
            yield Snippet(
                row["ID"], report, lines, ours, with_names(report, ours, (a, b)), pronoun, a, b,
                (row["A-coref"].upper() == "TRUE", row["B-coref"].upper() == "TRUE"),
                row["Pronoun"].lower() in {"she", "her", "hers"},
            )  # fmt: skip


def with_names(report: Report, ours: Sequence[Actor], names: Sequence[Place]) -> tuple[Actor, ...]:
    """`ours` and a person at each of `names` where there is none."""
    found = list(ours)
    for start, end in names:
        over = [actor for actor in found if actor.span.start < end and start < actor.span.end]
        if any(actor.kind == "person" for actor in over):
            continue
        found = [actor for actor in found if actor not in over]
        shown = report.text[start:end]
        full = [a.name for a in found if a.kind == "person" and set(parts_of(shown)) <= set(parts_of(a.name))]
        found.append(Actor(f"given-{start}", Span(report.id, start, end), full[0] if full else shown, "person"))
    return tuple(sorted(found, key=lambda actor: actor.span))


# ── GUM ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def gum(folder: Path, part: str, genres: Sequence[str]) -> Iterator[Document]:
    """Documents of GUM's split `part` ("train", "dev", "test") and the genres."""
    held = _splits((folder / "splits.md").read_text(encoding="utf-8"))
    for path in sorted((folder / "dep").glob("*.conllu")):
        genre = path.stem.split("_")[1]
        if held.get(path.stem, "train") == part and genre in genres:
            yield _gum_document(path, genre)


def _splits(table: str) -> dict[str, str]:
    part, found = "", {}
    for line in table.splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* GUM_"):
            found[line.strip()[2:].strip()] = part
    return found


def _gum_document(path: Path, genre: str) -> Document:
    raw, rows = "", []
    glued, whole, after = True, 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            raw, glued = raw + "\n", True
        columns = line.split("\t")
        if len(columns) == 10 and "-" in columns[0]:
            whole, after = int(columns[0].split("-")[1]), columns[9]  # "daughter's" is one word of two tokens
        if len(columns) != 10 or not columns[0].isdigit():
            continue
        raw += "" if glued else " "
        start = len(raw)
        raw += columns[1]
        glued = int(columns[0]) < whole or "SpaceAfter=No" in (after if whole else columns[9]).split("|")
        whole = 0 if int(columns[0]) >= whole else whole
        entity = next((f[7:] for f in columns[9].split("|") if f.startswith("Entity=")), "")
        rows.append((start, len(raw), columns[3], entity))
    report, where = report_of(path.stem, raw)
    spots = [(where[start], where[end - 1] + 1, tag) for start, end, tag, _ in rows]
    lines = sentences(report)
    gold = tuple(_chains(spots, [row[3] for row in rows]))
    return Document(report, lines, actors(report, lines), gold, genre)


def _chains(spots: Sequence[tuple[int, int, str]], marks: Sequence[str]) -> Iterator[Gold]:
    running: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, mark in enumerate(marks):
        for piece in _MARK.findall(mark):
            fields = piece.strip("()").split("-")
            chain = fields[0]
            if piece.startswith("("):
                running[chain].append((at, fields[5] if len(fields) > 5 else "1"))
            if piece.endswith(")") and running[chain]:
                first, least = running[chain].pop()
                numbers = [first + int(n) - 1 for n in least.split(",") if n.isdigit()] or [first]
                head = tuple(spots[min(n, at)][:2] for n in numbers)
                named = any(spots[min(n, at)][2] == "PROPN" for n in numbers)
                yield Gold((spots[first][0], spots[at][1]), head, chain, named)


# ── MEANTIME ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def meantime(folder: Path) -> Iterator[Document]:
    """The English articles (Minard et al., "MEANTIME, the NewsReader multilingual event and time corpus", 2016)."""
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in json.loads((folder / "entities_mentions.json").read_text(encoding="utf-8")):
        mentions[mention["conll_doc_key"]].append(mention)
    for key, rows in _articles(folder / "meantime.conll"):
        raw, last, spots = "", -1, {}
        for sentence, token, word in rows:
            if sentence != last:
                raw += "\n" if raw else ""
            elif word not in _CLOSED_LEFT and raw[-1:] not in _CLOSED_RIGHT:
                raw += " "
            last = sentence
            spots[sentence, token] = (len(raw), len(raw) + len(word))
            raw += word
        report, where = report_of(key, raw)
        gold = []
        for mention in mentions[key]:
            at, numbers = mention["sent_id"], mention["tokens_number"]
            places = [spots[at, n] for n in numbers if (at, n) in spots]
            head = spots.get((at, mention["mention_head_id"]))
            if places and head:
                whole = where[places[0][0]], where[places[-1][1] - 1] + 1
                spot = where[head[0]], where[head[1] - 1] + 1
                chain = _CHAIN.sub("", mention["coref_chain"])
                gold.append(Gold(whole, (spot,), chain, mention["mention_head_pos"] == "PROPN"))
        lines = sentences(report)
        yield Document(report, lines, actors(report, lines), tuple(gold), "news")


def _articles(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    key = ""
    rows: list[tuple[int, int, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if line.startswith("#begin document"):
            key, rows = line.split("(")[1].split(")")[0], []
        elif line.startswith("#end document"):
            yield key, rows
        elif len(columns) >= 4:
            rows.append((int(columns[1]), int(columns[2]), columns[3]))
