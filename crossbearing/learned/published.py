"""A model's folder in the form in which transformers are exported to ONNX (Hugging Face's Optimum writes it).

`model.onnx` and `tokenizer.json`, for a classifier also `config.json`, which names its labels; and `crossbearing.toml`
where something must be said that these do not. All of it comes from elsewhere: a file is read whole, within limits, and
nothing of it is run but the graph. What is loaded is what the fingerprint was taken of.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError
from crossbearing.learned.session import Graph
from crossbearing.records import Record

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

FORM = "crossbearing.toml"
GRAPH, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "config.json"
VERSION = 1
"""Counted up whenever the same folder may give another result."""
_MOST_BYTES = {FORM: 2**16, CONFIG: 2**22, TOKENIZER: 2**27, GRAPH: 2**31}
_FEWEST_TOKENS, _USUAL_TOKENS, _MOST_TOKENS = 16, 512, 8192
SENTENCE = "sentence_embedding"
"""An exported sentence encoder's output that is a text's own vector."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Form(Record, frozen=True, forbid_unknown_fields=True):
    """What `crossbearing.toml` may say of a model."""

    max_tokens: int | None = None
    """Tokens that the model looks at, its begin and end among them; None: as config.json has it, at most 512."""
    pooling: Literal["mean", "cls", "none"] | None = None
    """Of an encoder: a text's vector is the mean of its tokens' vectors, that of the first token, or the graph's own
    output. None: the graph has an output `sentence_embedding`."""
    output: str | None = None
    """The graph's output that is taken, where it has several."""
    prefix: str = ""
    """What an encoder wants to stand before each text."""
    kinds: dict[str, str] = msgspec.field(default_factory=dict)
    """Of a classifier: labels, without B- and I-, → our kinds, beside those that are known; "" leaves a label out."""


class Config(msgspec.Struct):
    """What is needed of a model's config.json."""

    id2label: dict[str, str] | None = None
    max_position_embeddings: int | None = None


_Parsed = TypeVar("_Parsed", Form, Config)


class Folder:
    """The files of one model, read once; all checks that need no runtime. Raises ModelError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        needed = [name for name in (GRAPH, TOKENIZER) if not there(path / name)]
        if needed:
            raise ModelError(f"{path} holds no model: there is no {' and no '.join(needed)}")
        self.form = self._parsed(FORM, Form, lambda body: msgspec.convert(tomllib.loads(body.decode()), Form))
        self.config = self._parsed(CONFIG, Config, lambda body: msgspec.json.decode(body, type=Config))
        longest = self.config.max_position_embeddings
        stated = self.form.max_tokens
        self.max_tokens = min(_USUAL_TOKENS, longest or _USUAL_TOKENS) if stated is None else stated
        if not _FEWEST_TOKENS <= self.max_tokens <= _MOST_TOKENS:
            raise ModelError(f"max_tokens of {path} must be from {_FEWEST_TOKENS} to {_MOST_TOKENS}")

    def _parsed(self, name: str, kind: type[_Parsed], parse: Callable[[bytes], _Parsed]) -> _Parsed:
        """What a file says that need not be there."""
        try:
            return parse(self.read(name)) if name in self.sums else kind()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.MsgspecError, RecursionError) as error:
            raise ModelError(f"{self.path / name} cannot be read: {error}") from error

    @cached_property
    def sums(self) -> Mapping[str, str]:
        """SHA-256 of each file that is there."""
        names = [name for name in _MOST_BYTES if there(self.path / name)]
        return {name: hashlib.sha256(read(self.path / name)).hexdigest() for name in names}

    @property
    def fingerprint(self) -> str:
        """16 hex digits over the files and what this package makes of them."""
        return hashlib.sha256(f"{VERSION} {sorted(self.sums.items())}".encode()).hexdigest()[:16]

    def read(self, name: str) -> bytes:
        """A file as it was when the fingerprint was taken. Raises ModelError when it is another now."""
        body = read(self.path / name)
        if hashlib.sha256(body).hexdigest() != self.sums[name]:
            raise ModelError(f"{self.path / name} was changed while it was read")
        return body


def there(path: Path) -> bool:
    """Whether a path is a plain file. Raises ModelError where that cannot be seen."""
    try:
        return path.is_file()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from error


def read(path: Path) -> bytes:
    """A file's bytes, if it is a plain file of a size that such a file can have. Raises ModelError."""
    if not there(path):
        raise ModelError(f"there is no file {path}")
    most = _MOST_BYTES[path.name]
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > most:
                raise ModelError(f"{path} is larger than the {most} bytes that such a file may have")
            return file.read(most)
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from error


class Network:
    """A folder's graph and tokenizer, loaded."""

    def __init__(self, folder: Folder) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 — loaded only where a model is run

        self.path = folder.path
        try:
            self.tokenizer: Tokenizer = Tokenizer.from_buffer(folder.read(TOKENIZER))
        except (ValueError, TypeError) as error:
            raise ModelError(f"{self.path / TOKENIZER} cannot be read: {error}") from error
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        try:
            self._graph = Graph(folder.read(GRAPH))
        except ModelError as error:
            raise ModelError(f"{self.path / GRAPH}: {error}") from error
        takes = self._graph.takes
        if "input_ids" not in takes or not set(takes) <= set(_INPUTS):
            raise ModelError(f"{self.path / GRAPH} takes {list(takes)}; only {list(_INPUTS)} can be given")
        self.output = folder.form.output or _output(folder.form, list(self._graph.gives))
        if self.output not in self._graph.gives:
            raise ModelError(f"{self.path / GRAPH} has no output “{self.output}” but {list(self._graph.gives)}")

    def encoded(self, text: str, *, special: bool) -> Encoding:
        """The text's tokens. Half a surrogate pair has no place in UTF-8; it becomes "?", so places stay."""
        try:
            clean = text.encode("utf-8", "replace").decode("utf-8")
            return self.tokenizer.encode(clean, add_special_tokens=special)
        except Exception as error:  # the tokenizer's own errors share no other base
            raise ModelError(f"{self.path / TOKENIZER} cannot be used: {error}") from error

    def run(self, ids: Sequence[int], types: Sequence[int]) -> NDArray[np.float32]:
        """What the graph gives for one text: a row, or a row for each token."""
        given = dict(zip(_INPUTS, (ids, [1] * len(ids), types), strict=True))
        inputs = {name: np.array([given[name]], dtype=np.int64) for name in self._graph.takes}
        found = self._graph.run(inputs, [self.output])[0]
        if found.ndim not in (2, 3) or len(found) != 1 or not np.isfinite(found).all():
            raise ModelError(f"{self.path / GRAPH} gives {found.shape} as “{self.output}”, or no numbers")
        row: NDArray[np.float32] = found[0].astype(np.float32)
        if row.ndim == 2 and len(row) != len(ids):
            raise ModelError(f"{self.path / GRAPH} gives {len(row)} rows for {len(ids)} tokens")
        return row


def _output(form: Form, outputs: Sequence[str]) -> str:
    """A text's own vector where there is one and none is to be made of its tokens' vectors; else the first output."""
    if SENTENCE in outputs and form.pooling in (None, "none"):
        return SENTENCE
    return next((name for name in outputs if name != SENTENCE), "")
