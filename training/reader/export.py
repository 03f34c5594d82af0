"""The trained reader → three int8 ONNX graphs and their entry in the catalogue.

    PYTHONPATH=. python training/reader/export.py OUT [TO]

Reads OUT/reader.safetensors and OUT/labels.json and writes into TO (default: the package's `learned/weights`)
`reader.onnx` (a window's pieces → what each head says of its words), `reader-links.onnx` (cues → their sources and
contents) and `reader-relate.onnx` (pairs → relations); and the same three in fp32 into OUT/fp32, to measure against.
The entry says nothing of how well it reads: measure.py adds that, and without it the graphs are not loaded.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import torch
from common import ENTITIES, PIECES, TOKENIZER, UPOS
from model import ARC, LINK, RELATION, Reader
from torch import Tensor, nn
from train import trained

from training.rounding import export, file, rounded

WEIGHTS = TOKENIZER.parent
VERSION = 1
OUTPUTS = ("said", "context", "entities", "upos", "factual", "arc_from", "arc_to", "relation_from", "relation_to")
OF_TEXT, BEGIN = 0.5, "{cue = 0.0, source = 0.0, content = 0.0}"
"""To begin with; measure.py --tune sets them."""


class Seen(nn.Module):
    """A window → what each head says of its words."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, signs: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        reader = self.reader
        states = reader.encode(ids, signs, None)
        speech = reader.words(reader.above_said, states, first, None)
        syntax = reader.words(reader.above_syntax, states, first, None)
        arc_from, arc_to = reader.arcs(syntax)
        return (
            reader.said(speech), reader.context(speech), reader.entities(syntax), reader.upos(syntax),
            reader.factual(syntax), arc_from, arc_to, reader.relation_from(syntax), reader.relation_to(syntax),
        )  # fmt: skip


class Linked(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.links = reader.links

    def forward(self, context: Tensor, start: Tensor, end: Tensor) -> Tensor:
        return self.links(context, start, end, None)


class Related(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        return self.reader.relate(dependent, head)


def entry(folder: Path, relations: list[str], sizes: list[int]) -> str:
    return (
        "# Written by training/reader/export.py; figures by measure.py.\n[reader]\n"
        f'name = "reader-int8"\nversion = {VERSION}\nmax_pieces = {PIECES}\n'
        f"of_text = {OF_TEXT}\nbegin = {BEGIN}\nsizes = {sizes}\n"
        f"upos = {json.dumps(UPOS)}\nentities = {json.dumps(ENTITIES)}\nrelations = {json.dumps(relations)}\n"
        'licence = "Apache-2.0; see the card for what it was trained on"\n'
        'origin = "sentence-transformers/all-MiniLM-L6-v2"\ncard = "training/reader/card.md"\n'
        'measured = ""\n\n[reader.figures]\n'
        + file("reader.graph", folder / "reader.onnx")
        + file("reader.links", folder / "reader-links.onnx")
        + file("reader.relate", folder / "reader-relate.onnx")
        + file("reader.tokenizer", folder / "tokenizer.json")
    )


def write_catalogue(folder: Path, relations: list[str], sizes: list[int]) -> None:
    """The reader's part of `catalogue.toml`, which stands last; other models' parts stay as they are."""
    path = folder / "catalogue.toml"
    others = path.read_text(encoding="utf-8") if path.exists() else ""
    others = re.split(r"(?m)^# Written by training/reader", others)[0].rstrip()
    path.write_text((others + "\n\n" if others else "") + entry(folder, relations, sizes), encoding="utf-8")


def main(out: Path, to: Path) -> None:
    torch.set_num_threads(1)
    reader, relations = trained(out)
    exact = out / "fp32"
    for folder in (exact, to):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "tokenizer.json").exists():
            (folder / "tokenizer.json").write_bytes(TOKENIZER.read_bytes())
    count, words = 12, 9
    given = {
        "ids": torch.randint(1000, 9000, (1, count)),
        "signs": torch.zeros(1, count, 3, dtype=torch.long),
        "first": torch.arange(1, words + 1)[None],
    }
    pieces, rows = {0: "windows", 1: "pieces"}, {0: "windows", 1: "words"}
    axes = {"ids": pieces, "signs": pieces, "first": rows} | dict.fromkeys(OUTPUTS, rows)
    export(Seen(reader), given, OUTPUTS, axes, exact / "reader.onnx")
    given = {"context": torch.randn(1, words, LINK), "start": torch.tensor([1, 4]), "end": torch.tensor([2, 6])}
    axes = {"context": rows, "start": {0: "cues"}, "end": {0: "cues"}, "tags": {0: "cues", 1: "words"}}
    export(Linked(reader), given, ("tags",), axes, exact / "reader-links.onnx")
    given = {"dependent": torch.randn(3, RELATION), "head": torch.randn(3, RELATION)}
    axes = {name: {0: "pairs"} for name in ("dependent", "head", "relation")}
    export(Related(reader), given, ("relation",), axes, exact / "reader-relate.onnx")
    for name in ("reader", "reader-links", "reader-relate"):
        rounded(exact / f"{name}.onnx", to / f"{name}.onnx", VERSION)
        print(f"{name}: {(to / f'{name}.onnx').stat().st_size / 1e6:.2f} MB in int8")
    sizes = [
        reader.said.out_features,
        LINK,
        reader.entities.out_features,
        len(UPOS),
        1,
        ARC,
        ARC + 1,
        RELATION,
        RELATION,
    ]
    for folder in (exact, to):
        write_catalogue(folder, relations, sizes)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else WEIGHTS)
