"""Writes a fitted network as the files that coding reads: two int8 ONNX graphs and the heads' matrices.

Knows nothing of fitting. Needs the package onnx.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from feedback_nlp.encoder.graph import LayerGraph
from feedback_nlp.extract.network import HEADS
from feedback_nlp.extract.training.torch_network import (
    FIRST_LAYER,
    LAYERS,
    MARKED_LAYERS,
    PARTS,
    WIDTH,
    Layer,
    TorchNetwork,
    Weights,
)

LEVELS = 127
SMALL = 20_000
"""Matrices with fewer values stay in half precision."""
LINEAR = {
    "span.query": "span_query",
    "span.key": "span_key",
    "span.value": "span_value",
    "link.measure": "link_measure",
    "link.pointer": "link_pointer",
    "link.features": "link_features",
    "link.hidden": "link_hidden",
    "link.score": "link_score",
    "rung.query": "rung_query",
    "rung.key": "rung_key",
    "rung.value": "rung_value",
    "theme.cls": "theme_cls",
}
TWO_LAYERS = {"emit": "emit", "null": "no_source", "rung": "rung"}

Floats = NDArray[np.float32]


def export_network(network: TorchNetwork, upstream: Weights, folder: Path, *, temperature: float) -> list[str]:
    """Write `shared.onnx`, `marked.onnx` and `heads.npz`; return their names.

    Args:
        network: A fitted network.
        upstream: State dictionary of the encoder it started from.
        folder: Folder that receives the files.
        temperature: What the scores of stage and status are divided by.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shared = dict(upstream) | _layer_weights(list(network.layers), FIRST_LAYER)
    marked = shared | _layer_weights(list(network.last), LAYERS - MARKED_LAYERS)
    onnx.save(_shared_graph(shared), folder / "shared.onnx")
    onnx.save(_marked_graph(marked), folder / "marked.onnx")
    heads = head_matrices(network) | {"rung.temperature": np.array(temperature, dtype=np.float32)}
    save_arrays(folder / HEADS, stored(heads))
    return ["shared.onnx", "marked.onnx", HEADS]


def save_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays as a compressed `.npz` file."""
    np.savez_compressed(path, allow_pickle=False, **dict(arrays))


def head_matrices(network: TorchNetwork) -> dict[str, Floats]:
    """Return the matrices of the heads by the names that `feedback_nlp.extract.network` uses."""
    values = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    heads = {
        "marks": values["marks.weight"].T,
        "echoes": values["echoes.weight"].T,
        "cues": values["cues.weight"].T,
        "chain.transitions": values["transitions"] + values["legal"],
        "chain.starts": values["starts"] + values["legal_first"],
        "chain.ends": values["ends"] + values["legal_last"],
        "span.distance": values["span_distance.weight"],
        "theme.query": values["theme_query"],
        "theme.value": values["theme_value"],
        "theme.measure": values["theme_measure"],
        "theme.cues": values["theme_cues"],
    }
    for name, module in LINEAR.items():
        heads |= {f"{name}.{kind}": values[f"{module}.{kind}"] for kind in ("weight", "bias")}
    for name, module in TWO_LAYERS.items():
        for part, position in (("in", 0), ("out", 3)):
            heads |= {f"{name}.{part}.{kind}": values[f"{module}.{position}.{kind}"] for kind in ("weight", "bias")}
    return heads


def stored(heads: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """Return matrices as they are stored: large ones in eight bits with a scale for each row, others in 16 bits."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, value in heads.items():
        if value.size < SMALL:
            arrays[name] = value.astype(np.float32 if name.startswith("chain") else np.float16)
            continue
        scale = (np.abs(value).max(axis=1, keepdims=True) / LEVELS + 1e-12).astype(np.float32)
        arrays |= {name: np.round(value / scale).astype(np.int8), f"{name}.scale": scale}
    return arrays


def _layer_weights(layers: list[Layer], first: int) -> dict[str, Floats]:
    return {
        f"encoder.layer.{first + offset}.{part}.{kind}": getattr(getattr(layer, name), kind).detach().numpy()
        for offset, layer in enumerate(layers)
        for part, name in PARTS.items()
        for kind in ("weight", "bias")
    }


def _shared_graph(weights: Weights) -> onnx.ModelProto:
    graph = LayerGraph(weights)
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    value = "hidden_states"
    graph.declare_norm(value, f"encoder.layer.{FIRST_LAYER - 1}.output.LayerNorm")
    names = {LAYERS - MARKED_LAYERS - 1: "middle", LAYERS - 1: "last"}
    for index in range(FIRST_LAYER, LAYERS):
        value = graph.layer(value, mask, index, names.get(index, f"layer.{index}"))
    model = graph.model("extract-shared", _inputs(), _value("last"))
    model.graph.output.append(_value("middle"))
    return model


def _marked_graph(weights: Weights) -> onnx.ModelProto:
    graph = LayerGraph(weights)
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    value = "hidden_states"
    graph.declare_norm(value, f"encoder.layer.{LAYERS - MARKED_LAYERS - 1}.output.LayerNorm")
    for index in range(LAYERS - MARKED_LAYERS, LAYERS):
        value = graph.layer(value, mask, index, "last" if index == LAYERS - 1 else f"layer.{index}")
    return graph.model("extract-marked", _inputs(), _value("last"))


def _inputs() -> list[onnx.ValueInfoProto]:
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "wordpieces"])
    return [_value("hidden_states"), mask]


def _value(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "wordpieces", WIDTH])
