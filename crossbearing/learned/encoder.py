"""Text → vector whose cosine with another says how much two sentences mean the same.

The model is all-MiniLM-L6-v2 (Reimers & Gurevych 2019; Wang et al. 2020) in int8. Its activations are rounded with one
scale per multiplication, taken from all that is in the batch: beside other texts, a text gets a slightly other vector
(cosine down to .988, measured). A result must not depend on what else is encoded, so texts are run one at a time. On
one core that costs a third of the speed of full batches and spares the padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.session import Session

_MOST_CHARACTERS = 8192
"""What the tokenizer is given of a text; far more than the model's window holds of any language's words."""
_EMPTY = 2
"""Tokens of a text without words: its begin and its end."""


class Embeds(Protocol):
    """What a stage needs of an encoder; a test's may be three lines long."""

    @property
    def dim(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


class Encoder:
    """The shipped sentence encoder, loaded and checked when made (about a quarter of a second).

    `where` is a folder with another catalogue of the same form. Raises ModelError when a file is missing, changed or
    does not fit.
    """

    def __init__(self, where: Traversable | None = None) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 — loaded only where something is encoded

        model = weights.entry("encoder", where)
        try:
            self._tokenizer = Tokenizer.from_buffer(weights.read(model.tokenizer, where))
        except (ValueError, TypeError) as error:
            raise ModelError(f"the tokenizer of “{model.name}” cannot be read: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(model.max_tokens)
        graph = weights.read(model.graph, where)
        self._session = Session(graph, takes=[model.input], gives={model.output: model.dim})
        self._model = model

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._model.dim

    @property
    def fingerprint(self) -> str:
        """Changes whenever a vector can change: with the weights, and with the tokenizer."""
        return self._model.fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text: of unit length, or zero for a text without any token, which thus is like no other.

        On one kind of processor a row depends, bit by bit, on its text alone. Only the first 128 tokens count.
        """
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for number, text in enumerate(texts):
            # Half a surrogate pair has no place in UTF-8; it comes out as "?".
            clean = text[:_MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(clean).ids
            if len(ids) > _EMPTY:
                rows[number] = self._session.run({self._model.input: np.array([ids], dtype=np.int64)})[0][0]
        return rows
