"""The encoder: the same vector whatever else is encoded, files that are checked before they are used."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.encoder import Embeds, Encoder
from crossbearing.learned.session import Session

TEXTS = (
    "The harbour master of Port Ellory said three barges had sunk.",
    "Three barges went down in Port Ellory, according to the harbour master.",
    "No barge has sunk, the shipping ministry said.",
    "Snow fell in the desert for the first time in twenty years.",
    "Yes.",
    "В порту затонули три баржи.",
    "“We will not leave,” said Tomas Belek 😀",
    "word " * 400,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the shipped files, to be broken."""
    return Path(shutil.copytree(str(weights.folder()), tmp_path / "weights"))


def test_is_what_stages_ask_for(encoder: Encoder) -> None:
    embeds: Embeds = encoder
    assert embeds.dim == 384
    assert embeds.fingerprint == weights.entry("encoder").fingerprint
    assert len(embeds.fingerprint) == 16


def test_rows_are_unit_float32(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.allclose((rows * rows).sum(1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b"])
def test_text_without_a_token_is_like_nothing(encoder: Encoder, text: str) -> None:
    assert not encoder.encode([text]).any()


def test_paraphrase_is_nearer_than_denial_and_that_nearer_than_another_subject(encoder: Encoder) -> None:
    said, again, denied, weather = encoder.encode(TEXTS[:4])
    assert said @ again > said @ denied > said @ weather


def test_row_depends_on_neither_order_nor_company(encoder: Encoder) -> None:
    alone = {text: encoder.encode([text])[0].tobytes() for text in TEXTS}
    order = list(TEXTS) * 2
    for seed in range(3):
        random.Random(seed).shuffle(order)  # noqa: S311
        for text, row in zip(order, encoder.encode(order), strict=True):
            assert row.tobytes() == alone[text]


def test_only_the_first_tokens_of_a_long_text_count(encoder: Encoder) -> None:
    beginning = "the ship sank " * 60
    rows = encoder.encode([beginning, beginning + "and the crew was saved", beginning * 500])
    assert (rows == rows[0]).all()
    within = "the ship sank " * 35
    assert (encoder.encode([within])[0] != encoder.encode([within + "and the crew was saved"])[0]).any()


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    row = encoder.encode([text])[0]
    assert np.isfinite(row).all()
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-4) or not row.any()


def _flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


def _edit(old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / "catalogue.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / "catalogue.toml").unlink(), "no catalogue"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "missing"),
        (lambda folder: (folder / "all-minilm-l6-v2-int8.onnx").unlink(), "missing"),
        (lambda folder: _flip(folder / "all-minilm-l6-v2-int8.onnx"), "not the one"),
        (lambda folder: _flip(folder / "tokenizer.json"), "not the one"),
        (_edit("[encoder]", "[decoder]"), "no entry|cannot be read"),
        (_edit("version = 1", "version = 2"), "version 2"),
        (_edit("dim = 384", 'dim = "many"'), "cannot be read"),
        (_edit("dim = 384", "dim = 768"), "gives"),
        (_edit('input = "input_ids"', 'input = "words"'), "takes"),
        (_edit("[encoder]", "[encoder"), "cannot be read"),
    ],
)
def test_files_that_do_not_fit_are_refused(copy: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(copy)
    with pytest.raises(ModelError, match=words):
        Encoder(copy)


def test_bytes_that_are_no_graph_are_refused() -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        Session(b"not a graph", takes=["input_ids"], gives={"vector": 384})


def test_importing_loads_no_runtime() -> None:
    code = "import sys, crossbearing.learned.encoder; sys.exit(bool({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_shipped_files_are_no_larger_than_they_say() -> None:
    model = weights.entry("encoder")
    for file in (model.graph, model.tokenizer):
        assert len(weights.read(file)) == file.size
    assert model.graph.size < 24_000_000
    assert weights.folder().joinpath("LICENSE-all-MiniLM-L6-v2").is_file()
