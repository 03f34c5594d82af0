"""Models from a folder, in place of the shipped ones: an encoder, a token classifier, or a whole reader.

A folder holds either a reader as `training/reader` exports it (`catalogue.toml` and the files that it names), or a
model as they are commonly published (see `learned.published`). No graph is loaded before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.classifier import Classifier
from crossbearing.learned.published import FORM, GRAPH, SENTENCE, Folder, Network, there
from crossbearing.learned.reader import Place, Read, Reader, Reads

if TYPE_CHECKING:
    from tokenizers import Encoding

CATALOGUE = "catalogue.toml"
_CHARACTERS_A_TOKEN = 64
"""What the tokenizer is given of a text for each token that the model looks at."""


class FolderEncoder:
    """A sentence encoder from a folder, in place of the shipped one.

    Raises ModelError when made, for a folder that is none, and when it is first used, for a model that does not fit.
    """

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)

    @property
    def fingerprint(self) -> str:
        """Changes with the folder's files."""
        return self._folder.fingerprint

    @cached_property
    def _network(self) -> Network:
        network = Network(self._folder)
        network.tokenizer.enable_truncation(self._folder.max_tokens)
        return network

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        return len(self._vector(self._network.encoded("a", special=True)))

    @cached_property
    def _empty(self) -> int:
        """Tokens of a text without words."""
        return len(self._network.encoded(self._folder.form.prefix, special=True).ids)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text: of unit length, or zero for a text without any token. Texts are run one at a time."""
        most = self._folder.max_tokens * _CHARACTERS_A_TOKEN
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for number, text in enumerate(texts):
            shown = self._folder.form.prefix + text[:most]
            encoding = self._network.encoded(shown, special=True)
            if len(encoding.ids) > self._empty:
                vector = self._vector(encoding)
                length = float(np.linalg.norm(vector))
                rows[number] = vector / length if length else 0
        return rows

    @cached_property
    def _pooling(self) -> str:
        stated = self._folder.form.pooling
        if stated is None and self._network.output != SENTENCE:
            where, output = self._folder.path, self._network.output
            raise ModelError(
                f"{where / GRAPH} gives “{output}” and no “{SENTENCE}”: {where / FORM} must say how a text's vector is"
                " made, with pooling = “mean”, “cls” or “none”"
            )
        return stated or "none"

    def _vector(self, encoding: Encoding) -> NDArray[np.float64]:
        pooling = self._pooling
        found = self._network.run(encoding.ids, encoding.type_ids)
        if (found.ndim == 1) != (pooling == "none"):
            what = "one vector a text" if found.ndim == 1 else "one vector a token"
            raise ModelError(f"{self._folder.path / GRAPH} gives {what}: pooling = “{pooling}” does not fit")
        if pooling == "mean":
            mean: NDArray[np.float64] = found.mean(0, dtype=np.float64)
            return mean
        return (found[0] if pooling == "cls" else found).astype(np.float64)


def reader(path: Path, shipped: Callable[[], Reads], *, threads: int = 1) -> Reads:
    """The reader in a folder: a whole one, or the `shipped` one with what the folder's classifier finds.

    Raises ModelError when it is neither, and, as `Reader` does, for a whole one that does not fit.
    """
    if there(path / CATALOGUE):
        return FolderReader(path, threads=threads)
    if not there(path / GRAPH):
        raise ModelError(f"{path} holds no reader: it has neither {CATALOGUE} nor {GRAPH}")
    return Classifier(path, shipped(), threads=threads)


class FolderReader:
    """A whole reader of our own form, loaded when it is first asked to read."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self._path, self._threads = path, threads
        self._fingerprint = weights.reader(path).fingerprint

    @property
    def fingerprint(self) -> str:
        """As the catalogue has it; files that are others are refused when they are loaded."""
        return self._fingerprint

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._path, threads=self._threads)

    def read(self, text: str, sentences: Sequence[Place]) -> Read:
        """See `Reader.read`."""
        return self._reader.read(text, sentences)
