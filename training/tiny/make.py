"""Models of the right form and no sense, for the tests: a few kilobytes each, the same bytes every time.

    python training/tiny/make.py [TO]

Writes into TO (default: tests/learned/tiny) `reader` (three graphs, a tokenizer that cuts words into letters, and a
catalogue entry), `encoder` (a sentence encoder), `names` and `said` (token classifiers), the latter three as Optimum
writes them. Their weights are drawn at random; what they give for a word depends on all that stands in its window.
"""

from __future__ import annotations

import hashlib
import json
import string
import sys
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

PLACE = Path(__file__).resolve().parents[2] / "tests" / "learned" / "tiny"
DIM, ROWS, ARC, RELATION, CONTEXT, FAR = 8, 128, 4, 3, 6, 20
MOST = 40
UPOS = ["NOUN", "VERB", "PUNCT", "X"]
ENTITIES = ["person", "place"]
RELATIONS = ["nsubj", "obj", "root", "punct"]
LABELS = {
    "names": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-MISC", "I-MISC"],
    "said": ["O", *(f"{side}-{role}" for role in ("cue", "source", "content") for side in "BI")],
}
TOKENS = 64
FIGURES = {"source": 0.8, "cue": 0.8, "content": 0.8, "entities": 0.8, "las": 0.9}

Array = NDArray[np.float32] | NDArray[np.int64]


class Net:
    """A graph as it grows; each method adds a node and gives the name of what comes out."""

    def __init__(self, seed: int) -> None:
        self.draw = np.random.default_rng(seed)
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def put(self, value: Array) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weights(self, *shape: int, scale: float = 1.0) -> str:
        return self.put((self.draw.standard_normal(shape) * scale).astype(np.float32))

    def whole(self, *numbers: int) -> str:
        return self.put(np.array(numbers, dtype=np.int64))

    def add(self, kind: str, *given: str, to: str = "", **settings: object) -> str:
        to = to or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(given), [to], **settings))
        return to

    def table(self, numbers: str, rows: int, dim: int, scale: float = 1.0) -> str:
        return self.add("Gather", self.weights(rows, dim, scale=scale), numbers, axis=0)

    def linear(self, given: str, before: int, after: int, to: str = "", scale: float = 2.0) -> str:
        return self.add("MatMul", given, self.weights(before, after, scale=scale), to=to)

    def mixed(self, x: str) -> str:
        """Each row with a little of all others: attention without weights."""
        scores = self.add("MatMul", x, self.add("Transpose", x, perm=[0, 2, 1]))
        return self.add("Add", x, self.add("MatMul", self.add("Softmax", scores, axis=-1), x))

    def write(self, to: Path, takes: dict[str, list[str | int]], gives: dict[str, list[str | int]]) -> None:
        floats = {"context", "dependent", "head"}
        graph = helper.make_graph(
            self.nodes,
            "tiny",
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT if name in floats else TensorProto.INT64, shape)
                for name, shape in takes.items()
            ],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in gives.items()],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        to.write_bytes(model.SerializeToString(deterministic=True))


def seen(to: Path) -> list[int]:
    """The graph that reads a window, and the sizes of its outputs."""
    net = Net(1)
    x = net.table("ids", ROWS, DIM)
    for number, count in enumerate((8, 3, 3)):
        sign = net.add("Gather", "signs", net.put(np.array(number, dtype=np.int64)), axis=2)
        x = net.add("Add", x, net.table(sign, count, DIM, scale=0.5))
    x = net.add("GatherElements", net.mixed(x), wide(net, "first"), axis=1)
    sizes = {
        "said": 7, "context": CONTEXT, "entities": 1 + 2 * len(ENTITIES), "upos": len(UPOS), "factual": 1,
        "arc_from": ARC, "arc_to": ARC + 1, "relation_from": RELATION, "relation_to": RELATION,
    }  # fmt: skip
    for name, size in sizes.items():
        net.linear(x, DIM, size, to=name)
    takes = {"ids": [1, "pieces"], "signs": [1, "pieces", 3], "first": [1, "words"]}
    net.write(to, takes, {name: [1, "words", size] for name, size in sizes.items()})
    return list(sizes.values())


def wide(net: Net, first: str) -> str:
    """Numbers of pieces as GatherElements wants them: one for each of a piece's DIM."""
    ones = net.put(np.ones((1, 1, DIM), dtype=np.int64))
    return net.add("Mul", net.add("Unsqueeze", first, net.whole(2)), ones)


def links(to: Path) -> None:
    """Cues → tags of all words: by what the word is, and how far from the cue."""
    net = Net(2)
    zero, one = (net.put(np.array(number, dtype=np.int64)) for number in (0, 1))
    count = net.add("Gather", net.add("Shape", "context"), one, axis=0)
    words = net.add("Unsqueeze", net.add("Range", zero, count, one), net.whole(0))
    tags = []
    for edge in ("start", "end"):
        far = net.add("Sub", words, net.add("Unsqueeze", edge, net.whole(1)))
        near = net.add("Clip", far, net.put(np.array(-FAR, dtype=np.int64)), net.put(np.array(FAR, dtype=np.int64)))
        tags.append(net.table(net.add("Add", near, net.put(np.array(FAR, dtype=np.int64))), 2 * FAR + 1, 5))
    net.add("Add", net.add("Add", *tags), net.linear("context", CONTEXT, 5, scale=0.3), to="tags")
    takes = {"context": [1, "words", CONTEXT], "start": ["cues"], "end": ["cues"]}
    net.write(to, takes, {"tags": ["cues", "words", 5]})


def relate(to: Path) -> None:
    net = Net(3)
    pair = net.add("Concat", net.add("Mul", "dependent", "head"), net.add("Add", "dependent", "head"), axis=-1)
    net.linear(pair, 2 * RELATION, len(RELATIONS), to="relation")
    both = {name: ["pairs", RELATION] for name in ("dependent", "head")}
    net.write(to, both, {"relation": ["pairs", len(RELATIONS)]})


def published(to: Path, seed: int, output: str, size: int, *, whole: str = "") -> None:
    """A graph as encoders and token classifiers are published: pieces and a mask in, a row a piece out.

    `whole` names a second output, the mean of these rows.
    """
    net = Net(seed)
    mask = net.add("CastLike", net.add("Unsqueeze", "attention_mask", net.whole(2)), net.weights(1))
    x = net.add("Mul", net.table("input_ids", ROWS, DIM), mask)
    net.linear(net.mixed(x), DIM, size, to=output)
    gives: dict[str, list[str | int]] = {output: ["batch", "pieces", size]}
    if whole:
        net.add("ReduceMean", output, to=whole, axes=[1], keepdims=0)
        gives[whole] = ["batch", size]
    takes = {name: ["batch", "pieces"] for name in ("input_ids", "attention_mask")}
    net.write(to, takes, gives)


def tokenizer(to: Path) -> None:
    """Words into letters, each a piece; the numbers of begin, end and unknown are those that readers know."""
    first = ["[PAD]", *(f"[unused{number}]" for number in range(25))]
    letters = [*string.ascii_lowercase, *(f"##{letter}" for letter in string.ascii_lowercase)]
    marks = [mark for mark in ".,:;!?'\"()“”’-" if mark not in string.ascii_letters][:22]
    filler = [f"[unused{number}]" for number in range(25, 25 + 100 - len(first) - len(letters) - len(marks))]
    tokens = [*first, *letters, *marks, *filler, "[UNK]", "[CLS]", "[SEP]", *string.digits]
    tokens += [f"##{digit}" for digit in string.digits]
    vocabulary = {token: number for number, token in enumerate(tokens)}
    assert len(vocabulary) <= ROWS and [vocabulary[token] for token in ("[UNK]", "[CLS]", "[SEP]")] == [100, 101, 102]
    special = [
        {"id": vocabulary[token], "content": token, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": True}
        for token in ("[UNK]", "[CLS]", "[SEP]")
    ]  # fmt: skip
    made = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                       "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 102], "cls": ["[CLS]", 101]},
        "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": vocabulary},
    }  # fmt: skip
    to.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def catalogue(folder: Path, sizes: list[int]) -> str:
    files = {"graph": "reader.onnx", "links": "reader-links.onnx", "relate": "reader-relate.onnx"}
    files["tokenizer"] = "tokenizer.json"
    sums = {title: hashlib.sha256((folder / name).read_bytes()).hexdigest() for title, name in files.items()}
    graphs = f"{sums['graph']} {sums['links']} {sums['relate']} 0.5"
    lines = [
        "[reader]", 'name = "tiny"', "version = 1", f"max_pieces = {MOST}", "of_text = 0.5", f"sizes = {sizes}",
        f"upos = {json.dumps(UPOS)}", f"entities = {json.dumps(ENTITIES)}", f"relations = {json.dumps(RELATIONS)}",
        'licence = "Apache-2.0"', 'origin = "drawn at random"', 'card = "training/tiny/make.py"',
        f'measured = "{hashlib.sha256(graphs.encode()).hexdigest()}"', "", "[reader.figures]",
        *(f"{name} = {value}" for name, value in FIGURES.items()),
    ]  # fmt: skip
    for title, name in files.items():
        size = (folder / name).stat().st_size
        lines += ["", f"[reader.{title}]", f'file = "{name}"', f'sha256 = "{sums[title]}"', f"size = {size}"]
    return "\n".join(lines) + "\n"


def main(to: Path) -> None:
    for name in ("reader", "encoder", *LABELS):
        (to / name).mkdir(parents=True, exist_ok=True)
        tokenizer(to / name / "tokenizer.json")
    sizes = seen(to / "reader" / "reader.onnx")
    links(to / "reader" / "reader-links.onnx")
    relate(to / "reader" / "reader-relate.onnx")
    (to / "reader" / "catalogue.toml").write_text(catalogue(to / "reader", sizes), encoding="utf-8")
    published(to / "encoder" / "model.onnx", 4, "token_embeddings", 12, whole="sentence_embedding")
    configure(to / "encoder", {})
    for seed, (name, labels) in enumerate(LABELS.items(), 4):
        published(to / name / "model.onnx", seed, "logits", len(labels))
        configure(to / name, {"id2label": {str(number): label for number, label in enumerate(labels)}})


def configure(folder: Path, more: dict[str, object]) -> None:
    config = {"architectures": ["Tiny"], "max_position_embeddings": TOKENS, **more}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE)
