"""A trained network → an int8 ONNX graph and its lines in the catalogue: what the exports of all models share."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn


def export(
    module: nn.Module, given: dict[str, Tensor], gives: tuple[str, ...], axes: dict[str, dict[int, str]], exact: Path
) -> None:
    """The network as a graph in fp32, in the file `exact`. `given` are inputs to trace it with."""
    torch.onnx.export(
        module,
        tuple(given.values()),
        str(exact),
        input_names=list(given),
        output_names=list(gives),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def rounded(exact: Path, made: Path, version: int) -> None:
    """int8 weights, one scale a channel or word piece; the same bytes for the same library versions."""
    prepared = exact.with_suffix(".prepared.onnx")
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
    graph = onnx.load(prepared)
    _round_pieces(graph)
    onnx.save(graph, prepared)
    quantize_dynamic(
        str(prepared),
        str(made),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # 7 bits: no overflow in the 16-bit sums of processors without VNNI, so all agree
        op_types_to_quantize=["MatMul"],
    )
    prepared.unlink()
    graph = onnx.load(made)
    for node in graph.graph.node:
        node.doc_string = ""
    graph.producer_name, graph.producer_version = "crossbearing", str(version)
    del graph.metadata_props[:]
    onnx.checker.check_model(graph)
    made.write_bytes(graph.SerializeToString(deterministic=True))


def _round_pieces(graph: onnx.ModelProto) -> None:
    """The word pieces' table in int8 with a scale of its own for each piece, where the graph has one.

    onnxruntime's quantizer knows one scale for all; that alone cost half a point of F1 on names.
    """
    nodes = graph.graph.node
    at = next((n for n, node in enumerate(nodes) if node.name.endswith("/pieces/Gather")), None)
    if at is None:
        return
    gather = nodes[at]
    table = next(given for given in graph.graph.initializer if given.name == gather.input[0])
    values = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    graph.graph.initializer.remove(table)
    graph.graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(values / scales).astype(np.int8), "pieces.rounded"),
            numpy_helper.from_array(scales, "pieces.scales"),
        ]
    )
    steps = [
        helper.make_node("Gather", ["pieces.rounded", gather.input[1]], ["pieces.row"], "/pieces/row"),
        helper.make_node("Cast", ["pieces.row"], ["pieces.real"], "/pieces/real", to=TensorProto.FLOAT),
        helper.make_node("Gather", ["pieces.scales", gather.input[1]], ["pieces.scale"], "/pieces/scale"),
        helper.make_node("Mul", ["pieces.real", "pieces.scale"], list(gather.output), "/pieces/scaled"),
    ]
    nodes.remove(gather)
    for number, step in enumerate(steps):
        nodes.insert(at + number, step)


def file(title: str, path: Path) -> str:
    """The catalogue's lines for one file of a model."""
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    return f'\n[{title}]\nfile = "{path.name}"\nsha256 = "{digest}"\nsize = {len(body)}\n'
