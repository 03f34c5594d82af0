"""Folders whose model does not fit: each is refused with a word that says what and why."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from crossbearing.errors import ModelError
from crossbearing.learned.folder import FolderEncoder, reader
from tests.learned.graphs import moved
from tests.learned.test_folder import TINY, Silent
from tests.learned.test_reader import TEXT, sentences


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """The folders, to be broken."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def _write(name: str, text: str | bytes) -> Callable[[Path], None]:
    return lambda folder: _put(folder / name, text if isinstance(text, bytes) else text.encode())


def _put(path: Path, body: bytes) -> None:
    path.write_bytes(body)


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _pipe(name: str) -> Callable[[Path], None]:
    """A file that never ends."""

    def pipe(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return pipe


def _long(name: str, size: int) -> Callable[[Path], None]:
    """A file of so many bytes, of which the disk holds none."""

    def long(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(size)

    return long


def _outside(key: bytes) -> Callable[[Path], None]:
    """The graph with its first constant in another file, which it names under the key "location"."""
    return lambda folder: _put(folder / "model.onnx", moved((folder / "model.onnx").read_bytes(), key, "/etc/passwd"))


def _numberless(folder: Path) -> None:
    """The graph with a weight that is no number."""
    path = folder / "model.onnx"
    body = bytearray(path.read_bytes())
    at = body.index(A_WEIGHT.tobytes())
    body[at : at + 4] = np.float32("nan").tobytes()
    path.write_bytes(body)


A_WEIGHT = 2 * np.random.default_rng(4).standard_normal(1 + 128 * 8 + 1)[-1:].astype(np.float32)
"""The first of the last multiplication in the encoder and in the classifier of names, which are drawn alike."""


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_remove("model.onnx"), "no model.onnx"),
        (_remove("tokenizer.json"), "no tokenizer.json"),
        (_pipe("model.onnx"), "no model.onnx"),
        (_long("model.onnx", 2**31 + 1), "larger"),
        (_long("tokenizer.json", 2**27 + 1), "larger"),
        (_write("model.onnx", b""), "cannot be loaded"),
        (_write("model.onnx", b"not a graph"), "cannot be loaded"),
        (_outside(b"\x0a\x08location"), "in another file"),
        (_outside(b"\x0a\x88\x00location"), "cannot be loaded"),  # the same, written in an odd way
        (_numberless, "no numbers"),
        (_write("model.onnx", (TINY / "reader" / "reader.onnx").read_bytes()), "takes"),
        (_write("model.onnx", (TINY / "names" / "model.onnx").read_bytes()), "pooling = “mean”, “cls” or “none”"),
        (_write("tokenizer.json", b"{}"), "cannot be read"),
        (_write("tokenizer.json", b"\xff"), "cannot be read"),
        (_write("config.json", "{"), "cannot be read"),
        (_write("config.json", '{"max_position_embeddings": 4}'), "max_tokens"),
        (_write("config.json", '{"max_position_embeddings": -4}'), "max_tokens"),
        (_write("crossbearing.toml", b"\xff"), "cannot be read"),
        (_write("crossbearing.toml", "prefix = " + "[" * 5000), "cannot be read"),
        (_write("crossbearing.toml", "x" * 70_000), "larger"),
        (_write("crossbearing.toml", 'pooling = "max"'), "cannot be read"),
        (_write("crossbearing.toml", 'pooling = "none"\noutput = "token_embeddings"'), "does not fit"),
        (_write("crossbearing.toml", 'pooling = "mean"\noutput = "sentence_embedding"'), "does not fit"),
        (_write("crossbearing.toml", 'poling = "mean"'), "poling"),
        (_write("crossbearing.toml", 'output = "x"'), "no output"),
        (_write("crossbearing.toml", "max_tokens = 4"), "max_tokens"),
    ],
)
def test_an_encoder_that_does_not_fit_is_refused(copies: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(copies / "encoder")
    with pytest.raises(ModelError, match=words):
        FolderEncoder(copies / "encoder").encode(["a text"])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_remove("config.json"), "id2label is missing"),
        (_remove("model.onnx"), "neither"),
        (_remove("tokenizer.json"), "no tokenizer.json"),
        (_write("config.json", "{"), "cannot be read"),
        (_write("config.json", "[" * 100_000), "cannot be read"),
        (_write("config.json", '{"id2label": ["O"]}'), "cannot be read"),
        (_write("config.json", '{"id2label": {}}'), "id2label is missing"),
        (_write("config.json", '{"id2label": {"1": "O"}}'), "0, 1, 2"),
        (_write("config.json", '{"id2label": {"0": "O", "1": "B-DRAGON"}}'), "without a kind: .*DRAGON"),
        (_write("config.json", '{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}'), "without a kind: .*LABEL_0"),
        (_write("config.json", '{"id2label": {"0": "O", "1": "B-DATE"}}'), "no label of a kind"),
        (_write("config.json", '{"id2label": {"0": "O", "1": "B-cue"}}'), "needs"),
        (_write("config.json", '{"id2label": {"0": "O", "1": "B-PER"}}'), "2 are named"),
        (_write("crossbearing.toml", '[kinds]\nship = "vessel"'), "no kinds"),
        (_write("crossbearing.toml", "max_tokens = 9000"), "max_tokens"),
        (_write("tokenizer.json", b"{}"), "cannot be read"),
        (_write("model.onnx", (TINY / "encoder" / "model.onnx").read_bytes()), "7 are named"),
        (_numberless, "no numbers"),
    ],
)
def test_a_classifier_that_does_not_fit_is_refused(copies: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(copies / "names")
    with pytest.raises(ModelError, match=words):
        reader(copies / "names", Silent).read(TEXT, sentences(TEXT))


def test_nothing_outside_of_the_folder_is_read(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights in another file are refused wherever the program is started."""
    graph = (copies / "encoder" / "model.onnx").read_bytes()
    (copies / "encoder" / "model.onnx").write_bytes(moved(graph, b"\x0a\x88\x00location", "weights.bin"))
    (copies / "encoder" / "weights.bin").write_bytes(bytes(2**16))
    monkeypatch.chdir(copies / "encoder")
    with pytest.raises(ModelError, match="cannot be loaded"):
        FolderEncoder(copies / "encoder").encode(["a text"])
