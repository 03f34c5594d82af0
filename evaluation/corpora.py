"""Annotated corpora as they are published → plain records, for training and for measuring alike.

None of them belongs to this repository; `training/reader/card.md` says where they come from and on what terms.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Place = tuple[int, int]
_SPANS = re.compile(r"[\d ;]+")
_HELD_OUT = re.compile(r"\s*\* (GUM_\w+)")


# ── PolNeAR ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Attributed(NamedTuple):
    """One attribution; each part in as many unbroken stretches as it has."""

    cue: tuple[Place, ...]
    source: tuple[Place, ...]
    content: tuple[Place, ...]


class Article(NamedTuple):
    name: str
    raw: str
    attributions: tuple[Attributed, ...]


def polnear(folder: Path, part: str) -> Iterator[Article]:
    """The articles of a part ("train", "dev")."""
    for standoff in sorted((folder / part / "attributions").glob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", standoff.stem)
        raw = (folder / part / "text" / f"{name}.txt").read_text(encoding="utf-8")
        yield Article(name, raw, tuple(attributions(standoff.read_text(encoding="utf-8"))))


def attributions(standoff: str) -> Iterator[Attributed]:
    """The attributions of a brat file that have a cue; lines that the corpus has broken are passed over."""
    spans: dict[str, list[Place]] = {}
    events: list[str] = []
    for line in standoff.splitlines():
        columns = line.split("\t")
        if line.startswith("T") and len(columns) > 1:
            places = columns[1].partition(" ")[2]
            if _SPANS.fullmatch(places):
                pairs = (place.split() for place in places.split(";"))
                spans[columns[0]] = [(int(a), int(b)) for a, b in pairs if int(a) < int(b)]
        elif line.startswith("E") and len(columns) > 1:
            events.append(columns[1])
    for event in events:
        roles: dict[str, list[Place]] = {}
        for part in event.split():
            role, _, name = part.partition(":")
            roles.setdefault(role.rstrip("2"), []).extend(spans.get(name, []))
        if roles.get("Cue"):
            cue, source, content = (tuple(sorted(roles.get(role, []))) for role in ("Cue", "Source", "Content"))
            yield Attributed(cue, source, content)


def tuned_on(name: str) -> bool:
    """Whether an article of PolNeAR's train set is of the twentieth on which the decoder's few numbers are set."""
    return _hashed(name, 20)


def _hashed(name: str, parts: int) -> bool:
    """One part of so many, by the name's hash, so that no order matters."""
    return hashlib.sha256(name.encode()).digest()[0] % parts == 0


# ── Universal Dependencies ────────────────────────────────────────────────────────────────────────────────────────────


class Token(NamedTuple):
    """One word: form, part of speech, the treebank's own tag, number of its head in the sentence (0: root), relation,
    whether a space follows, and the last column."""

    form: str
    upos: str
    tag: str
    head: int
    relation: str
    spaced: bool
    misc: str


class Parsed(NamedTuple):
    """One sentence. `opens` says that a paragraph begins with it."""

    id: str
    opens: bool
    tokens: tuple[Token, ...]


class Treebanked(NamedTuple):
    name: str
    sentences: tuple[Parsed, ...]


def conllu(path: Path) -> Iterator[Treebanked]:
    """The documents of a CoNLL-U file. Of words written as one ("don't") the parts are the words."""
    name, document, comments, rows = "", list[Parsed](), dict[str, str](), list[list[str]]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            key, _, value = (part.strip() for part in line[1:].partition("="))
            if key == "newdoc id":
                if document:
                    yield Treebanked(name, tuple(document))
                name, document = value, []
            # An id may stand behind a document's or a paragraph's mark, as in "newpar id".
            comments["newpar" if key.startswith("newpar") else key] = value
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            document.append(Parsed(comments.get("sent_id", ""), "newpar" in comments, tuple(_tokens(rows))))
            comments, rows = {}, []
    if document:
        yield Treebanked(name, tuple(document))


def _tokens(rows: list[list[str]]) -> Iterator[Token]:
    last, glued = 0, False
    for cells in rows:
        first, dash, end = cells[0].partition("-")
        if dash:
            last, glued = int(end), "SpaceAfter=No" in cells[9]
        elif first.isdigit():
            inside = int(first) < last
            spaced = not (inside or (glued if int(first) == last else "SpaceAfter=No" in cells[9]))
            yield Token(cells[1], cells[3], cells[4], int(cells[6]), cells[7], spaced, cells[9])


def held_out(splits: str) -> dict[str, str]:
    """GUM's documents that it keeps for measuring → "dev" or "test"; `splits` is its splits.md."""
    found, part = {}, ""
    for line in splits.splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        match = _HELD_OUT.match(line)
        if match and part in ("dev", "test"):
            found[match[1]] = part
    return found


def factuality(folder: Path) -> dict[str, dict[int, float]]:
    """UDS: how sure the writer is that a predicate happened (−3 … 3), by EWT's sentence id and number of the word."""
    ids = json.loads((folder / "ud_ids.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(folder / "factuality.zip") as archive:
        data = json.load(io.TextIOWrapper(archive.open("factuality.json"), encoding="utf-8"))["data"]
    found: dict[str, dict[int, float]] = {}
    for key, predicates in data.items():
        for predicate, says in predicates.items() if key in ids else ():
            at = predicate.rsplit("-", 1)[-1]
            if at.isdigit() and "factuality" in says:
                found.setdefault(ids[key]["sentence_id"], {})[int(at)] = float(says["factuality"]["factual"]["value"])
    return found


# ── entities ──────────────────────────────────────────────────────────────────────────────────────────────────────────

Tagged = tuple[str, str]
"""A word and its tag."""


def columns(path: Path, word: int, tag: int) -> Iterator[list[Tagged]]:
    """Sentences of a file of one word a line; `word` and `tag` are numbers of columns."""
    rows: list[Tagged] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("# ") and len(cells) > 1 and cells[word].strip() not in ("", "-DOCSTART-"):
            rows.append((cells[word], cells[tag].strip()))


def worldwide_held_out(name: str) -> bool:
    """Whether a document of the worldwide newswire is of the fifth that is measured and never trained on."""
    return _hashed(name, 5)
