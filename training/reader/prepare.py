"""Annotated corpora → windows of words with their labels, one JSON line each.

    python training/reader/prepare.py DATASETS CACHE

Every corpus is brought to one form: a window holds whole sentences of one document (at most 256 word pieces) with the
same signs beside the words that the product gives (`crossbearing/learned/words.py`), and whatever its corpus says:
attributions, entities, parts of speech with dependencies, or factuality. What a corpus says nothing about gets no
loss. Parts that are measured (PolNeAR dev, EWT dev and test, GUM's dev and test, one fifth of the worldwide newswire,
UNER) are written to files of their own.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from common import ENTITIES, PIECES, UPOS, Window, pieces

from crossbearing.learned import words as cutting
from crossbearing.read.sentences import sentences
from evaluation.attribution import report_of

Sentence = tuple[list[str], dict[str, list]]  # type: ignore[type-arg]


# ── PolNeAR: who said what ────────────────────────────────────────────────────────────────────────────────────────────


def attributions(standoff: str) -> list[dict[str, list[tuple[int, int]]]]:
    """Spans by role of each attribution of a brat file; lines that the corpus has broken are passed over."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in standoff.splitlines():
        columns = line.split("\t")
        if line.startswith("T") and len(columns) > 1:
            kind, _, places = columns[1].partition(" ")
            if re.fullmatch(r"[\d ;]+", places):
                spans[columns[0]] = [
                    (int(a), int(b)) for a, b in (place.split() for place in places.split(";")) if int(a) < int(b)
                ]
        elif line.startswith("E") and len(columns) > 1:
            events.append(columns[1])
    found = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = {}
        for part in event.split():
            role, _, name = part.partition(":")
            roles.setdefault(role.rstrip("2"), []).extend(spans.get(name, []))
        if roles.get("Cue"):
            found.append(roles)
    return found


def polnear(folder: Path, part: str) -> Iterator[tuple[str, list[Window]]]:
    for standoff in sorted((folder / part / "attributions").glob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", standoff.stem)
        raw = (folder / part / "text" / f"{name}.txt").read_text(encoding="utf-8")
        report, where = report_of(name, raw)
        lines = [(sentence.span.start, sentence.span.end) for sentence in sentences(report)]
        words = cutting.words(report.text, lines)
        said = []
        for roles in attributions(standoff.read_text(encoding="utf-8")):
            placed = {
                role: [on_words(words, where[a], where[b - 1] + 1) for a, b in places] for role, places in roles.items()
            }
            said.append([sorted(placed.get(role, [])) for role in ("Cue", "Source", "Content")])
        shown = [report.text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
        yield name, windows(name, shown, words.sentence, words.signs, said=said)


def on_words(words: cutting.Words, start: int, end: int) -> tuple[int, int]:
    """The words that a span touches, as [first, behind the last)."""
    inside = [n for n, (a, b) in enumerate(zip(words.starts, words.ends, strict=True)) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


# ── windows ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def windows(name, shown, sentence, signs, said=None, **labels) -> list[Window]:  # type: ignore[no-untyped-def]
    """A document cut at sentence ends into windows of at most PIECES pieces; half as much again before a long one."""
    counts = [len(ids) for ids in pieces(shown)]
    bounds: list[tuple[int, int]] = []
    first = at = used = 0
    while at < len(shown):
        end = at
        while end < len(shown) and sentence[end] == sentence[at]:
            end += 1
        size = sum(counts[at:end])
        if used and used + size > PIECES:
            bounds.append((first, at))
            first, used = at, 0
        if size > PIECES:  # one sentence longer than a window: cut it hard
            step = at
            while step < end:
                stop, used = step, 0
                while stop < end and used + counts[stop] <= PIECES:
                    used += counts[stop]
                    stop += 1
                bounds.append((step, stop))
                step = stop
            first, used = end, 0
        else:
            used += size
        at = end
    if first < len(shown):
        bounds.append((first, len(shown)))
    made = []
    for a, b in bounds:
        inside = []
        for cue, source, content in said or []:
            if cue and a <= cue[0][0] < b:
                inside.append(
                    [
                        [(max(x, a) - a, min(y, b) - a) for x, y in spans if y > a and x < b]
                        for spans in (cue, source, content)
                    ]
                )
        made.append(
            Window(
                document=name,
                words=list(shown[a:b]),
                signs=[tuple(sign) for sign in signs[a:b]],
                sentence=[number - sentence[a] for number in sentence[a:b]],
                said=inside if said is not None else None,
                heads=[head - a if head >= 0 else -1 for head in labels["heads"][a:b]] if "heads" in labels else None,
                **{
                    key: labels[key][a:b] if key in labels else None
                    for key in ("relations", "upos", "entities", "factual")
                },
            )
        )
    return made


# ── Universal Dependencies ────────────────────────────────────────────────────────────────────────────────────────────


def conllu(path: Path) -> Iterator[tuple[str, list[tuple[dict[str, str], list[list[str]]]]]]:
    """Documents as lists of (comments, rows)."""
    name, document, comments, rows = "", [], {}, []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            if key.strip() == "newdoc id":
                if document:
                    yield name, document
                name, document = value.strip(), []
            comments[key.strip()] = value.strip()
        elif line:
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif rows:
            document.append((comments, rows))
            comments, rows = {}, []
    if document:
        yield name, document


def dependencies(
    path: Path, factual: dict[str, dict[int, float]], entities: bool
) -> Iterator[tuple[str, list[Window]]]:
    for name, document in conllu(path):
        shown, sentence, paragraph, heads, relations, upos, sure, named = [], [], [], [], [], [], [], []
        new = 0
        for number, (comments, rows) in enumerate(document):
            new += "newpar" in comments
            base = len(shown)
            given = factual.get(comments.get("sent_id", ""), {})
            for at, cells in enumerate(rows):
                shown.append(cells[1])
                sentence.append(number)
                paragraph.append(new)
                head = int(cells[6])
                heads.append(base + head - 1 if head else -1)
                relations.append(cells[7])
                upos.append(UPOS.index(cells[3]) if cells[3] in UPOS else -1)
                sure.append(given.get(at + 1))
            named += gum_entities(rows) if entities else common_words(rows)
        signs = cutting.signs(shown, sentence, paragraph)
        extra = {"entities": named}
        if factual:
            extra["factual"] = sure
        yield name, windows(name, shown, sentence, signs, heads=heads, relations=relations, upos=upos, **extra)


def common_words(rows: list[list[str]]) -> list[list[str]]:
    """EWT has no names marked, but nouns, verbs and the like that are no proper nouns are none; of others nothing is said."""
    return [
        ["O"] if cells[4].startswith(("NN", "VB", "JJ", "RB", "PRP", "MD")) and not cells[4].startswith("NNP") else []
        for cells in rows
    ]


_GUM = {"person": "person", "organization": "organisation", "place": "place", "event": "event", "object": "product"}


def gum_entities(rows: list[list[str]]) -> list[list[str]]:
    """What each word may be: of a mention with a page of its own in Wikipedia, its unbroken run of proper nouns is a
    name; words that are no proper nouns are none; about other proper nouns nothing is said."""
    allowed = [["O"] if cells[3] != "PROPN" else [] for cells in rows]
    open_mentions: list[tuple[str, str, int]] = []
    for at, cells in enumerate(rows):
        value = next((part[7:] for part in cells[9].split("|") if part.startswith("Entity=")), "")
        for match in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", value):
            if match[1]:
                fields = match[1].split("-")
                linked = len(fields) > 6 and not fields[-1].isdigit()
                open_mentions.append((fields[0], _GUM.get(fields[1], "") if len(fields) > 1 and linked else "", at))
                if match[2]:
                    close(open_mentions, fields[0], at, rows, allowed)
            elif match[3]:
                close(open_mentions, match[3].split("-")[0], at, rows, allowed)
    return allowed


def close(stack, group, end, rows, allowed) -> None:  # type: ignore[no-untyped-def]
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == group:
            _, kind, start = stack.pop(depth)
            run = range(start, end + 1)
            if (
                kind
                and all(rows[n][3] in ("PROPN", "DET", "ADP", "PUNCT", "NUM") for n in run)
                and rows[end][3] == "PROPN"
            ):
                inside = [n for n in run if rows[n][3] != "DET"] or list(run)
                for n in range(inside[0], end + 1):
                    allowed[n] = [("B-" if n == inside[0] else "I-") + kind]
            return


def factuality(folder: Path) -> dict[str, dict[int, float]]:
    """UDS: how sure the writer is that a predicate happened (−3 … 3), by EWT's sentence id and word number."""
    ids = json.loads((folder / "ud_ids.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(folder / "factuality.zip") as archive:
        data = json.load(io.TextIOWrapper(archive.open("factuality.json"), encoding="utf-8"))["data"]
    found: dict[str, dict[int, float]] = {}
    for key, predicates in data.items():
        if key not in ids:
            continue
        for predicate, says in predicates.items():
            at = predicate.rsplit("-", 1)[-1]
            if at.isdigit() and "factuality" in says:
                value = says["factuality"]["factual"]["value"]
                found.setdefault(ids[key]["sentence_id"], {})[int(at)] = value
    return found


# ── entities ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_ALL = ["O", *(f"{prefix}-{kind}" for kind in ENTITIES for prefix in "BI")]


def may_be(*kinds: str) -> list[str]:
    return [label for label in _ALL if label[2:] in kinds]


NARROW = {"PER": "person", "ORG": "organisation", "LOC": "place"}
"""Sets of three classes: outside of these a word may be anything else."""

SCHEMES: dict[str, dict[str, list[str]]] = {
    "worldwide": {
        "Person": ["person"], "Organization": ["organisation"], "Location": ["place"], "NORP": ["group"],
        "Facility": ["facility"], "Product": ["product"], "Money": ["money"], "Misc": ["event", "other"],
    },
    "wikigold": {"PER": ["person"], "ORG": ["organisation"], "LOC": ["place", "facility"],
                 "MISC": ["group", "product", "event", "other"]},
    "btc": {"PER": ["person"], "ORG": ["organisation"], "LOC": ["place", "facility"]},
    "wnut": {"person": ["person"], "corporation": ["organisation"], "group": ["organisation", "group"],
             "location": ["place", "facility"], "product": ["product"], "creative-work": ["other"]},
    "uner": {"PER": ["person"], "ORG": ["organisation"], "LOC": ["place", "facility"]},
}  # fmt: skip
OUTSIDE = {
    "worldwide": ["O", *may_be("event")],
    "wikigold": ["O", *may_be("money")],
    "btc": ["O", *may_be("group", "product", "event", "money", "other", "facility")],
    "wnut": ["O", *may_be("money", "group", "event")],
    "uner": ["O", *may_be("group", "product", "event", "money", "other", "facility")],
}
"""What a word that a set leaves unmarked may still be."""


def allowed(scheme: str, tag: str) -> list[str]:
    prefix, _, kind = tag.partition("-")
    if prefix == "O" or not kind:
        return OUTSIDE[scheme]
    if kind not in SCHEMES[scheme]:
        return ["O"] if kind == "Date" else OUTSIDE[scheme]
    side = "B" if prefix in ("B", "S") else "I"
    return [f"{side}-{name}" for name in SCHEMES[scheme][kind]]


def columns(path: Path, token: int, label: int) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif (
            not line.startswith("# ")
            and len(cells) > 1
            and not cells[token].startswith("-DOCSTART")
            and cells[token].strip()
        ):
            rows.append((cells[token], cells[label].strip()))


def entity_windows(name: str, scheme: str, document: list[list[tuple[str, str]]]) -> list[Window]:
    shown, sentence, named = [], [], []
    for number, rows in enumerate(document):
        before = "O"
        for word, tag in rows:
            if tag.startswith("I-") and before.partition("-")[2] != tag[2:]:
                tag = "B-" + tag[2:]
            before = tag
            shown.append(word)
            sentence.append(number)
            named.append(allowed(scheme, tag))
    return windows(name, shown, sentence, cutting.signs(shown, sentence, sentence), entities=named)


def fifth(name: str) -> bool:
    """Whether a document belongs to the fifth that is measured: by its name's hash, so that no order matters."""
    return hashlib.sha256(name.encode()).digest()[0] % 5 == 0


def entity_sets(folder: Path) -> Iterator[tuple[str, str, list[Window]]]:
    for path in sorted((folder / "ner_worldwide").glob("*.tsv")):
        made = entity_windows(path.stem, "worldwide", list(columns(path, 0, 1)))
        yield ("worldwide_test" if fifth(path.stem) else "worldwide"), path.stem, made
    plain = folder / "ner_cc_by"
    sets = {
        "wikigold": (sorted(plain.glob("wikigold/CONLL-format/data/*.txt")), 0, 1),
        "btc": (sorted(plain.glob("BTC/CONLL-format/data/*.conll")), 0, 1),
        "wnut": (sorted(plain.glob("WNUT17/CONLL-format/data/*/*")), 0, 1),
        "uner": (sorted(folder.glob("uner_ewt_dev/*.iob2")), 1, 2),
    }
    for scheme, (paths, token, label) in sets.items():
        for path in paths:
            rows = list(columns(path, token, label))
            for at in range(0, len(rows), 8):
                yield scheme, f"{path.stem}-{at}", entity_windows(f"{path.stem}-{at}", scheme, rows[at : at + 8])


# ── all of it ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def gum_parts(splits: str) -> dict[str, str]:
    """Document → dev or test."""
    found, part = {}, ""
    for line in splits.splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        match = re.match(r"\s*\* (GUM_\w+)", line)
        if match and part in ("dev", "test"):
            found[match[1]] = part
    return found


def all_windows(folder: Path) -> Iterator[tuple[str, list[Window]]]:
    for part in ("train", "dev"):
        for name, made in polnear(folder / "polnear", part):
            yield ("polnear_dev" if part == "dev" else "polnear_tune" if tenth(name) else "polnear"), made
    sure = factuality(folder / "uds_factuality")
    for part in ("train", "dev", "test"):
        for _, made in dependencies(folder / "ud_ewt" / f"en_ewt-ud-{part}.conllu", sure, entities=False):
            yield ("ewt" if part == "train" else f"ewt_{part}"), made
    held = gum_parts((folder / "gum" / "splits.md").read_text(encoding="utf-8"))
    for path in sorted((folder / "gum" / "dep").glob("*.conllu")):
        for _, made in dependencies(path, {}, entities=True):
            yield f"gum_{held[path.stem]}" if path.stem in held else "gum", made
    for corpus, _, made in entity_sets(folder):
        yield corpus, made


def tenth(name: str) -> bool:
    """A part of PolNeAR's train set on which the decoder's few numbers are set."""
    return hashlib.sha256(name.encode()).digest()[0] % 20 == 0


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
