"""The reader on a small frozen sample of our own writing: what it once read there is not lost unseen.

    python -m evaluation.reader_frozen [--misses] [--weights DIR] [--write-floors [--lower REASON]]

`frozen/` holds a file a text, annotated as PolNeAR, the worldwide newswire and EWT annotate, in styles that news comes
in: wire copy, state media, a tabloid, a text that lost its punctuation. Places and people are invented.
The sample is small: it shows that something broke, not how well the reader reads. Nothing was trained or chosen on it.
Exit status 1 below a floor.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec
import yaml
from rich.console import Console

from crossbearing.errors import ModelError
from crossbearing.learned.reader import Read, Reader, Reads
from crossbearing.read.sentences import sentences
from evaluation import floors
from evaluation.attribution import report_of
from evaluation.corpora import Place
from evaluation.example import table
from evaluation.reader_said import Said
from evaluation.scores import Score

Things = dict[str, AbstractSet[object]]
FOLDER = Path(__file__).with_name("frozen")
_COUNTED = re.compile(r"(.+?)(?:#(\d+))?", re.S)


class Stated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attribution. Each string stands in the text once, or says which of several it is ("said#2")."""

    cue: str
    source: tuple[str, ...] = ()
    content: tuple[str, ...] = ()


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text with what a reader should read in it."""

    text: str
    said: tuple[Stated, ...]
    names: dict[str, tuple[str, ...]]
    """Kind → names."""
    dependencies: tuple[str, ...]
    """Each as "head < dependent relation"."""

    def place(self, words: str) -> Place:
        """Where these words stand. Raises ValueError when they don't, or when it isn't said which are meant."""
        match = _COUNTED.fullmatch(words)
        shown, number = (match[1], match[2]) if match else (words, None)
        found = [each.span() for each in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", self.text)]
        if not found or (number is None and len(found) > 1) or int(number or 1) > len(found):
            raise ValueError(f"“{words}” is {len(found)} times in: {self.text[:60]}…")
        return found[int(number or 1) - 1]

    def attributions(self) -> tuple[Said, ...]:
        """`said`, by place."""
        return tuple(
            Said((self.place(each.cue),), tuple(map(self.place, each.source)), tuple(map(self.place, each.content)))
            for each in self.said
        )

    def named(self) -> set[tuple[str, int, int]]:
        """`names`, by place."""
        return {(kind, *self.place(words)) for kind, all_of_it in self.names.items() for words in all_of_it}

    def arcs(self) -> set[tuple[Place, Place, str]]:
        """`dependencies`: place of the head, of the dependent, relation."""
        found = set()
        for line in self.dependencies:
            head, _, rest = line.partition(" < ")
            dependent, relation = rest.rsplit(" ", 1)
            found.add((self.place(head), self.place(dependent), relation))
        return found


def load(folder: Path = FOLDER) -> dict[str, Text]:
    """The texts by name. Raises `msgspec.ValidationError` where a file has another form."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        given = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Text)
        found[path.stem] = msgspec.structs.replace(given, text=given.text.strip())
    return found


def measure(texts: dict[str, Text], reader: Reads) -> tuple[Score, ...]:
    """Exact F1 of spans and of linked pairs, F1 of names, and the share of the dependencies that are right."""
    ours: dict[str, set[tuple[str, object]]] = {}
    gold: dict[str, set[tuple[str, object]]] = {}
    for name, text in texts.items():
        report, _ = report_of(name, text.text)
        read = reader.read(report.text, [(line.span.start, line.span.end) for line in sentences(report)])
        said = [Said((each.cue,), each.sources, each.contents) for each in read.said]
        named = {(each.kind, each.start, each.end) for each in read.names}
        mine: Things = {**spans(said), "names": named, "dependencies": arcs(read)}
        theirs: Things = {**spans(text.attributions()), "names": text.named(), "dependencies": text.arcs()}
        for side, found in ((ours, mine), (gold, theirs)):
            for key, items in found.items():
                side.setdefault(key, set()).update((name, item) for item in items)
    # Few of the dependencies are annotated: what else is read there says nothing.
    ours["dependencies"] &= gold["dependencies"]
    return tuple(_score(f"frozen_{key}", ours[key], gold[key], texts) for key in gold)


def spans(said: Iterable[Said]) -> dict[str, set[object]]:
    """Spans of each role, and the linked pairs."""
    found: dict[str, set[object]] = {key: set() for key in ("source", "cue", "content", "source_cue", "content_cue")}
    for each in said:
        for role in ("source", "cue", "content"):
            found[role] |= set(getattr(each, role))
        for role in ("source", "content"):
            found[f"{role}_cue"] |= {(place, cue) for place in getattr(each, role) for cue in each.cue}
    return found


def arcs(read: Read) -> set[object]:
    """Each word's head, itself and their relation without its subtype."""
    places = list(zip(read.words.starts, read.words.ends, strict=True))
    return {
        (places[head], places[at], relation.partition(":")[0])
        for at, (head, relation) in enumerate(zip(read.heads, read.relations, strict=True))
        if head >= 0
    }


def _score(key: str, ours: set[tuple[str, object]], gold: set[tuple[str, object]], texts: dict[str, Text]) -> Score:
    right, asked = len(ours & gold), len(gold)
    value = right / asked if key == "frozen_dependencies" and asked else 2 * right / max(1, len(ours) + asked)
    misses = [f"{side} {_shown(each, texts)}" for side, rest in (("missed", gold - ours), ("extra", ours - gold))
              for each in sorted(rest, key=repr)]  # fmt: skip
    return Score(key, round(value, 3) if asked else None, asked, tuple(misses))


def _shown(found: tuple[str, object], texts: dict[str, Text]) -> str:
    name, what = found
    return f"{name}: {' | '.join(_words(what, texts[name].text))}"


def _words(what: object, text: str) -> Iterator[str]:
    match what:
        case (int(start), int(end)):
            yield text[start:end]
        case (str(kind), int(start), int(end)):
            yield f"{text[start:end]} ({kind})"
        case tuple():
            for part in what:
                yield from _words(part, text)
        case _:
            yield str(what)


def below(scores: Iterable[Score], held_to: floors.Floors) -> tuple[str, ...]:
    """What is wrong: figures below their floor, floors without a figure, and figures without a floor."""
    scores = tuple(scores)
    missing = [f"{score.name} has no floor" for score in scores if score.name not in held_to.reader]
    return (*missing, *floors.below(scores, floors.Floors(at_least=held_to.reader)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.reader_frozen", description="Read the frozen sample.")
    parser.add_argument("--misses", action="store_true", help="list what is missed, and what is found too much")
    parser.add_argument("--weights", type=Path, help="folder with a catalogue and its graphs, figures or none")
    parser.add_argument("--write-floors", action="store_true", help="lift floors to what is reached")
    parser.add_argument("--lower", metavar="REASON", help="with --write-floors: also take floors down")
    given = parser.parse_args(arguments)
    if given.lower is not None and not (given.write_floors and given.lower.strip()):
        parser.error("--lower takes a reason, and goes with --write-floors")
    console = Console(soft_wrap=True)
    try:
        reader = Reader(given.weights, unmeasured=given.weights is not None)
    except ModelError as error:
        console.print(f"no reader to measure: {error}", markup=False)
        return 0
    found, held_to = measure(load(), reader), floors.load()
    if given.write_floors:
        risen = floors.raised(found, floors.Floors(at_least=held_to.reader, lowered=held_to.lowered), given.lower)
        held_to = msgspec.structs.replace(held_to, reader=risen.at_least, lowered=risen.lowered)
        floors.save(held_to)
    console.print(table(found, floors.Floors(at_least=held_to.reader)))
    for score in found if given.misses else ():
        for miss in score.misses:
            console.print(f"{score.name}: {miss}", markup=False, highlight=False)
    wrong = below(found, held_to)
    for line in wrong:
        console.print(line, markup=False, highlight=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
