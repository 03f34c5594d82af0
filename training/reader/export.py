"""The trained reader → three int8 ONNX graphs and their entry in the catalogue.

    python training/reader/export.py OUT [TO]

Reads OUT/reader.safetensors and OUT/labels.json and writes into TO (default: the package's `learned/weights`)
`reader.onnx` (a window's pieces → what each head says of its words), `reader-links.onnx` (cues → their sources and
contents) and `reader-relate.onnx` (pairs → relations); and the same three in fp32 into OUT/fp32, to measure against.
The entry says nothing of how well it reads: measure.py adds that, and without it the graphs are not loaded.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from common import ENTITIES, PIECES, TOKENIZER, UPOS
from model import ARC, LINK, RELATION, Reader
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from train import trained

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


def export(
    module: nn.Module, given: dict[str, Tensor], gives: tuple[str, ...], axes: dict[str, dict[int, str]], exact: Path
) -> None:
    torch.onnx.export(
        module,
        tuple(given.values()),
        str(exact),
        input_names=list(given),
        output_names=list(gives),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def rounded(exact: Path, made: Path) -> None:
    """int8 weights, one scale a channel or word piece; the same bytes for the same library versions."""
    prepared = exact.with_suffix(".prepared.onnx")
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
    graph = onnx.load(prepared)
    round_pieces(graph)
    onnx.save(graph, prepared)
    quantize_dynamic(
        str(prepared),
        str(made),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # 7 bits: no overflow in the 16-bit sums of processors without VNNI, so all agree
        op_types_to_quantize=["MatMul"],
    )
    prepared.unlink()
    graph = onnx.load(made)
    for node in graph.graph.node:
        node.doc_string = ""
    graph.producer_name, graph.producer_version = "crossbearing", str(VERSION)
    del graph.metadata_props[:]
    onnx.checker.check_model(graph)
    made.write_bytes(graph.SerializeToString(deterministic=True))


def round_pieces(graph: onnx.ModelProto) -> None:
    """The word pieces' table in int8 with a scale of its own for each piece, where the graph has one.

    onnxruntime's quantizer knows one scale for all; that alone cost half a point of F1 on names.
    """
    nodes = graph.graph.node
    at = next((n for n, node in enumerate(nodes) if node.name == "/pieces/Gather"), None)
    if at is None:
        return
    gather = nodes[at]
    table = next(given for given in graph.graph.initializer if given.name == gather.input[0])
    values = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    graph.graph.initializer.remove(table)
    graph.graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(values / scales).astype(np.int8), "pieces.rounded"),
            numpy_helper.from_array(scales, "pieces.scales"),
        ]
    )
    steps = [
        helper.make_node("Gather", ["pieces.rounded", gather.input[1]], ["pieces.row"], "/pieces/row"),
        helper.make_node("Cast", ["pieces.row"], ["pieces.real"], "/pieces/real", to=TensorProto.FLOAT),
        helper.make_node("Gather", ["pieces.scales", gather.input[1]], ["pieces.scale"], "/pieces/scale"),
        helper.make_node("Mul", ["pieces.real", "pieces.scale"], list(gather.output), "/pieces/scaled"),
    ]
    nodes.remove(gather)
    for number, step in enumerate(steps):
        nodes.insert(at + number, step)


def file(title: str, path: Path) -> str:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    return f'\n[reader.{title}]\nfile = "{path.name}"\nsha256 = "{digest}"\nsize = {len(body)}\n'


def entry(folder: Path, relations: list[str], sizes: list[int]) -> str:
    return (
        "# Written by training/reader/export.py; figures by measure.py.\n[reader]\n"
        f'name = "reader-int8"\nversion = {VERSION}\nmax_pieces = {PIECES}\n'
        f"of_text = {OF_TEXT}\nbegin = {BEGIN}\nsizes = {sizes}\n"
        f"upos = {json.dumps(UPOS)}\nentities = {json.dumps(ENTITIES)}\nrelations = {json.dumps(relations)}\n"
        'licence = "Apache-2.0; see the card for what it was trained on"\n'
        'origin = "sentence-transformers/all-MiniLM-L6-v2"\ncard = "training/reader/card.md"\n'
        'measured = ""\n\n[reader.figures]\n'
        + file("graph", folder / "reader.onnx")
        + file("links", folder / "reader-links.onnx")
        + file("relate", folder / "reader-relate.onnx")
        + file("tokenizer", folder / "tokenizer.json")
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
        rounded(exact / f"{name}.onnx", to / f"{name}.onnx")
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
