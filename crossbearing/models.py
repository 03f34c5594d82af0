"""The models that stages are given: those in the package, loaded when first asked, or those of the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crossbearing.learned import weights
from crossbearing.learned.encoder import Embeds, Encoder
from crossbearing.learned.pairs import JudgesPairs, PairJudge
from crossbearing.learned.reader import Place, Read, Reader, Reads
from crossbearing.learned.sides import Side
from crossbearing.settings import Settings
from crossbearing.stage import Model

_THREADS = 2
"""Of the reader and the judge: a report has a handful of windows, more threads would wait for one another."""


def models(settings: Settings) -> Mapping[str, Model]:
    """The models that stages are given, by name. Raises InputError for an endpoint, ModelError for a folder."""
    made: dict[str, Model] = {"encoder": _ShippedEncoder(), "judge": _ShippedJudge(), "reader": _ShippedReader()}
    if settings.encoder or settings.reader:
        from crossbearing.learned import folder  # noqa: PLC0415 — most cases have the shipped models

        if settings.encoder:
            made["encoder"] = folder.FolderEncoder(Path(settings.encoder))
        if settings.reader:
            made["reader"] = folder.reader(Path(settings.reader), _ShippedReader, threads=_THREADS)
    if settings.endpoint:
        from crossbearing.learned.endpoint import Endpoint  # noqa: PLC0415 — most cases need no network

        made["endpoint"] = Endpoint(settings)
    return made


class _ShippedEncoder:
    """The shipped encoder, loaded when it is first asked to encode: a build with nothing to encode needs no model."""

    @cached_property
    def _encoder(self) -> Embeds:
        return Encoder()

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @cached_property
    def fingerprint(self) -> str:
        return weights.entry("encoder").fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encoder.encode(texts)


class _ShippedReader:
    """The shipped reader, loaded when it is first asked to read."""

    @cached_property
    def _reader(self) -> Reads:
        return Reader(threads=_THREADS)

    @cached_property
    def fingerprint(self) -> str:
        return weights.reader().fingerprint

    def read(self, text: str, sentences: Sequence[Place]) -> Read:
        return self._reader.read(text, sentences)


class _ShippedJudge:
    """The shipped judge of pairs, loaded when it is first asked to judge."""

    @cached_property
    def _judge(self) -> JudgesPairs:
        return PairJudge(threads=_THREADS)

    @cached_property
    def fingerprint(self) -> str:
        return weights.pairs().fingerprint

    def judge(self, sides: Sequence[Side], pairs: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._judge.judge(sides, pairs)
