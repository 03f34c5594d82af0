"""One ONNX graph, run on one thread, one node after another. Only this module imports onnxruntime."""

from __future__ import annotations

import os
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError


class Session:
    """A graph with one input and one output.

    `body` is the serialised graph; raises ModelError when onnxruntime cannot load it or when its input, its output or
    the last dimension of the latter is not `source`, `target` and `dim`.
    """

    def __init__(self, body: bytes, *, source: str, target: str, dim: int) -> None:
        # Workers run beside one another; a thread that spins while it waits takes a core from them.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import onnxruntime  # noqa: PLC0415 — costs 0.1 s and is needed only where something is encoded

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
        outputs = [(given.name, given.shape[-1]) for given in self._session.get_outputs()]
        if inputs != [source] or outputs != [(target, dim)]:
            raise ModelError(
                f"the model takes {inputs} and gives {outputs}, not [{source!r}] and [({target!r}, {dim})]"
            )
        self._source, self._target = source, target

    def run(self, given: NDArray[np.int64]) -> NDArray[np.float32]:
        """The graph's output for one input."""
        return cast(NDArray[np.float32], self._session.run([self._target], {self._source: given})[0])
