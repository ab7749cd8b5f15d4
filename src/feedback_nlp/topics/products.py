"""Compare all pairs of rows by dot product, through the matrix product and the selection of ONNX Runtime.

Its kernels compare thirteen thousand rows about three times as fast as the flat index of faiss, and ONNX defines which
of equal products comes first. The graph is a file of a few hundred bytes, so that nothing has to be built: `python -m
feedback_nlp.topics.products` writes it and needs the onnx package.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort

from feedback_nlp.encoder.files import check_hash
from feedback_nlp.topics.vectors import Floats, Ints

GRAPH = Path(__file__).parent / "products.onnx"
GRAPH_SHA256 = "4ca01c20d66de8ce6588813d09c8c5fde6706ef1b4e64cea5cfc533d58a6d411"
_PRODUCTS_AT_A_TIME = 2_000_000
"""Products held in memory, 8 MB of them; more are no faster."""
_FEWEST_QUERIES = 64
"""Queries compared at a time at least: each time, all rows are read."""


def largest_products(queries: Floats, rows: Floats, k: int) -> tuple[Ints, Floats]:
    """Return the rows with the largest dot products with each query, and these.

    Args:
        queries: Shape (m, d), single precision.
        rows: Shape (n, d), single precision; with whole numbers (`as_whole_numbers`) the products are exact, so that
            the result is the same on every machine and with any number of threads.
        k: Rows wanted for each query, at most n.

    Returns:
        Row numbers and products, shape (m, k) each, largest product first, the lower row number first where equal.

    Raises:
        ModelFileError: If the graph's file is missing or altered.
    """
    session, wanted = _session(GRAPH), np.array([k], dtype=np.int64)
    size = max(_FEWEST_QUERIES, _PRODUCTS_AT_A_TIME // len(rows))
    numbers = np.empty((len(queries), k), dtype=np.int64)
    products = np.empty((len(queries), k), dtype=np.float32)
    for begin in range(0, len(queries), size):
        part = slice(begin, begin + size)
        products[part], numbers[part] = session.run(None, {"queries": queries[part], "rows": rows, "k": wanted})
    return numbers, products


@cache
def _session(path: Path) -> ort.InferenceSession:
    check_hash(path, GRAPH_SHA256, "install feedback-nlp again")
    options = ort.SessionOptions()
    # An arena would keep the products of the largest call for good.
    options.enable_cpu_mem_arena = False
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def graph() -> bytes:
    """Return the graph: products of queries and rows, and the k largest of each query."""
    import onnx  # noqa: PLC0415 -- needed to write the graph, not to use it
    from onnx import TensorProto, helper  # noqa: PLC0415

    def value(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    nodes = [
        helper.make_node("Gemm", ["queries", "rows"], ["products"], transB=1),
        helper.make_node("TopK", ["products", "k"], ["largest", "numbers"], axis=1, largest=1, sorted=1),
    ]
    inputs = [
        value("queries", TensorProto.FLOAT, "m", "d"),
        value("rows", TensorProto.FLOAT, "n", "d"),
        value("k", TensorProto.INT64, 1),
    ]
    outputs = [value("largest", TensorProto.FLOAT, "m", "k"), value("numbers", TensorProto.INT64, "m", "k")]
    made = helper.make_graph(nodes, "products", inputs, outputs)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="")
    return bytes(model.SerializeToString(deterministic=True))


def main() -> int:
    """Write the graph."""
    GRAPH.write_bytes(graph())
    return 0


if __name__ == "__main__":
    sys.exit(main())
