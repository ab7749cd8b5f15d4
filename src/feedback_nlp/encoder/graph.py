"""ONNX graphs of BERT layers, written node by node.

Knows nothing of files and of MiniLM in particular. torch is not needed, and the same weights give the same bytes.
Linear layers are int8 weights with activations quantised when they run (`DynamicQuantizeMatMul`); the rest is float32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from feedback_nlp.encoder.quantise import balance, quantise_columns, quantise_rows

Weights = Mapping[str, NDArray[np.float32]]
HEADS = 12
EPSILON = 1e-12
CONTRIB = "com.microsoft"


class LayerGraph:
    """A graph under construction over the weights of a BERT encoder, in the names of its state dictionary."""

    def __init__(self, weights: Weights) -> None:
        """Start an empty graph."""
        self.weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._norm_of: dict[str, str] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant and return its name."""
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, operator: str, inputs: Sequence[str], output: str, *, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output and return the output's name."""
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def norm(self, value: str, residual: str, prefix: str, output: str) -> str:
        """Add a layer normalisation of the sum of two values."""
        total = self.node("Add", [value, residual], f"{output}.sum")
        scale, shift = (
            self.constant(f"{prefix}.{part}", self.weights[f"{prefix}.{part}"]) for part in ("weight", "bias")
        )
        self.declare_norm(output, prefix)
        return self.node("LayerNormalization", [total, scale, shift], output, axis=-1, epsilon=EPSILON)

    def declare_norm(self, value: str, prefix: str) -> None:
        """Say which layer normalisation a value comes from, so that linear layers can balance its channels."""
        self._norm_of[value] = prefix

    def linear(self, value: str, prefixes: Sequence[str], output: str) -> str:
        """Add an int8 linear layer; several are joined along their outputs."""
        weight = np.concatenate([self.weights[f"{prefix}.weight"] for prefix in prefixes]).T
        bias = np.concatenate([self.weights[f"{prefix}.bias"] for prefix in prefixes])
        norm = self._norm_of.get(value)
        if norm is not None:
            factors = balance(self.weights[f"{norm}.weight"], self.weights[f"{norm}.bias"], weight)
            value = self.node("Mul", [value, self.constant(f"{output}.balance", 1 / factors)], f"{output}.balanced")
            weight = weight * factors[:, None]
        levels, scales = quantise_columns(weight)
        inputs = [value, self.constant(f"{output}.weight", levels), self.constant(f"{output}.scale", scales), ""]
        return self.node(
            "DynamicQuantizeMatMul", [*inputs, self.constant(f"{output}.bias", bias)], output, domain=CONTRIB
        )

    def layer(self, value: str, mask: str, index: int, output: str) -> str:
        """Add one transformer layer.

        Args:
            value: Hidden states, shape (batch, wordpieces, width).
            mask: 1 for wordpieces and 0 for padding, int32, shape (batch, wordpieces).
            index: Which layer of the state dictionary.
            output: Name of the output.
        """
        layer = f"encoder.layer.{index}"
        names = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        joined = self.linear(value, names, f"{layer}.qkv")
        parts = [f"{name}.out" for name in names]
        self._nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=3))
        context = self.node(
            "MultiHeadAttention", [*parts, "", mask], f"{layer}.context", domain=CONTRIB, num_heads=HEADS
        )
        mixed = self.linear(context, [f"{layer}.attention.output.dense"], f"{layer}.mixed")
        attended = self.norm(mixed, value, f"{layer}.attention.output.LayerNorm", f"{layer}.attended")
        inner = self.linear(attended, [f"{layer}.intermediate.dense"], f"{layer}.inner")
        active = self.node("Gelu", [inner], f"{layer}.active", domain=CONTRIB)
        outer = self.linear(active, [f"{layer}.output.dense"], f"{layer}.outer")
        return self.norm(outer, attended, f"{layer}.output.LayerNorm", output)

    def words(self, ids: str) -> str:
        """Add the look-up of word embeddings, without position and type."""
        levels, scales = quantise_rows(self.weights["embeddings.word_embeddings.weight"])
        rows = self.node("Gather", [self.constant("words", levels), ids], "words.int8")
        floats = self.node("Cast", [rows], "words.float", to=TensorProto.FLOAT)
        scale = self.node("Gather", [self.constant("words.scale", scales), ids], "words.row_scale")
        return self.node("Mul", [floats, scale], "words.value")

    def embeddings(self, ids: str, positions: int, output: str) -> str:
        """Add the sum of word, position and type embeddings, normalised.

        Args:
            ids: Vocabulary ids, shape (batch, wordpieces).
            positions: Longest input in wordpieces.
            output: Name of the output.
        """
        words = self.words(ids)
        # One segment only, so its type embedding is part of the position's.
        table = self.weights["embeddings.position_embeddings.weight"][:positions]
        table = table + self.weights["embeddings.token_type_embeddings.weight"][0]
        zero = self.constant("zero", np.zeros(1, dtype=np.int64))
        length = self.node("Shape", [ids], "length", start=1, end=2)
        places = self.node("Slice", [self.constant("positions", table), zero, length, zero], "positions.value")
        return self.norm(words, places, "embeddings.LayerNorm", output)

    def model(self, name: str, inputs: Sequence[onnx.ValueInfoProto], output: onnx.ValueInfoProto) -> onnx.ModelProto:
        """Return the finished model."""
        graph = helper.make_graph(self._nodes, name, list(inputs), [output], list(self._constants.values()))
        imports = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=9, producer_name="feedback-nlp")


class FloatGraph(LayerGraph):
    """The same graph in 32-bit floats, to compare with."""

    def linear(self, value: str, prefixes: Sequence[str], output: str) -> str:
        """Add a linear layer; several are joined along their outputs."""
        weight = np.concatenate([self.weights[f"{prefix}.weight"] for prefix in prefixes]).T
        bias = np.concatenate([self.weights[f"{prefix}.bias"] for prefix in prefixes])
        product = self.node("MatMul", [value, self.constant(f"{output}.weight", weight)], f"{output}.product")
        return self.node("Add", [product, self.constant(f"{output}.bias", bias)], output)

    def words(self, ids: str) -> str:
        """Add the look-up of word embeddings, without position and type."""
        table = self.constant("words", self.weights["embeddings.word_embeddings.weight"])
        return self.node("Gather", [table, ids], "words.value")
