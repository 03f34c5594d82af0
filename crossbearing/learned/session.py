"""One ONNX graph, run on one thread, one node after another. Only this module imports onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError


class Session:
    """A graph that takes the inputs `takes` and gives the outputs `gives` (name → size of its last dimension).

    `body` is the serialised graph; raises ModelError when onnxruntime cannot load it or when its inputs and outputs
    are others.
    """

    def __init__(self, body: bytes, *, takes: Sequence[str], gives: Mapping[str, int]) -> None:
        # Workers run beside one another; a thread that spins while it waits takes a core from them.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import onnxruntime  # noqa: PLC0415 — costs 0.1 s and is needed only where a model is run

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        options.use_deterministic_compute = True
        try:
            self._session: Any = onnxruntime.InferenceSession(body, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own classes share no base but this
            raise ModelError(f"the model cannot be loaded: {error}") from error
        inputs = [given.name for given in self._session.get_inputs()]
        outputs = {given.name: given.shape[-1] for given in self._session.get_outputs()}
        if inputs != list(takes) or outputs != dict(gives):
            raise ModelError(f"the model takes {inputs} and gives {outputs}, not {list(takes)} and {dict(gives)}")
        self._gives = list(gives)

    def run(self, given: Mapping[str, NDArray[np.int64] | NDArray[np.float32]]) -> list[NDArray[np.float32]]:
        """The graph's outputs for its inputs, in the order of `gives`. Raises ModelError where it cannot be run."""
        try:
            found: list[NDArray[np.float32]] = self._session.run(self._gives, dict(given))
        except Exception as error:  # as above
            raise ModelError(f"the model cannot be run: {error}") from error
        return found
