"""One ONNX graph, run on one thread, one node after another. Only this module imports onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError

Input = NDArray[np.int64] | NDArray[np.float32]
_OUTSIDE = b"\x0a\x08location"
"""How a tensor whose numbers stand in another file begins to say where (ONNX: StringStringEntryProto)."""


class Graph:
    """A graph as it stands in its file: `takes` names its inputs, `gives` its outputs with their shapes.

    `body` is the serialised graph; raises ModelError when onnxruntime cannot load it, or when it leads to other files.
    """

    def __init__(self, body: bytes) -> None:
        # Workers run beside one another; a thread that spins while it waits takes a core from them.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import onnxruntime  # noqa: PLC0415 — costs 0.1 s and is needed only where a model is run

        if _OUTSIDE in body:
            raise ModelError("the model keeps its weights in another file: it must be exported into one")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        options.use_deterministic_compute = True
        # Other files are looked for where none can be: the key above may be written in a way that is not searched for.
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", os.devnull)
        try:
            self._session: Any = onnxruntime.InferenceSession(body, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own classes share no base but this
            raise ModelError(f"the model cannot be loaded: {error}") from error
        self.takes = tuple(str(given.name) for given in self._session.get_inputs())
        self.gives = {str(given.name): tuple(given.shape) for given in self._session.get_outputs()}

    def run(self, given: Mapping[str, Input], names: Sequence[str]) -> list[NDArray[np.float32]]:
        """The outputs of these names for the inputs. Raises ModelError where the graph cannot be run."""
        try:
            found: list[NDArray[np.float32]] = self._session.run(list(names), dict(given))
        except Exception as error:  # as above
            raise ModelError(f"the model cannot be run: {error}") from error
        return found


class Session:
    """A graph that takes the inputs `takes` and gives the outputs `gives` (name → size of its last dimension).

    Raises ModelError when it cannot be loaded or when its inputs and outputs are others.
    """

    def __init__(self, body: bytes, *, takes: Sequence[str], gives: Mapping[str, int]) -> None:
        self._graph = Graph(body)
        outputs = {name: shape[-1] if shape else None for name, shape in self._graph.gives.items()}
        if list(self._graph.takes) != list(takes) or outputs != dict(gives):
            raise ModelError(
                f"the model takes {list(self._graph.takes)} and gives {outputs}, not {list(takes)} and {dict(gives)}"
            )
        self._gives = list(gives)

    def run(self, given: Mapping[str, Input]) -> list[NDArray[np.float32]]:
        """The graph's outputs for its inputs, in the order of `gives`. Raises ModelError where it cannot be run."""
        return self._graph.run(given, self._gives)
