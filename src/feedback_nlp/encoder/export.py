"""Makes the shipped encoder from the upstream weights: `python -m feedback_nlp.encoder.export --upstream DIR`.

Knows nothing of running it. Needs the packages onnx and safetensors, which the rest of the project does not.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from feedback_nlp.encoder.files import check_hash, write_manifest
from feedback_nlp.encoder.model import DIMENSIONS, MODELS
from feedback_nlp.encoder.windows import WINDOW
from feedback_nlp.errors import FeedbackNlpError, MissingExtraError

UPSTREAM = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LAYERS, CUT = 6, 3


def export_encoder(upstream: Path, target: Path) -> None:
    """Write `lower.onnx`, `upper.onnx`, `tokenizer.json` and `models.json`.

    Args:
        upstream: Folder with `model.safetensors` and `tokenizer.json` of sentence-transformers/all-MiniLM-L6-v2.
        target: Folder that receives the files; made if it does not exist.

    Raises:
        ModelFileError: If an upstream file is missing or is not the expected version.
        MissingExtraError: If onnx or safetensors is not installed.
    """
    weights = _upstream_weights(upstream)
    onnx, graphs = _library("onnx"), importlib.import_module("feedback_nlp.encoder.graph")
    target.mkdir(parents=True, exist_ok=True)
    onnx.save(_lower(graphs.LayerGraph(weights)), target / "lower.onnx")
    onnx.save(_upper(graphs.LayerGraph(weights)), target / "upper.onnx")
    shutil.copyfile(upstream / "tokenizer.json", target / "tokenizer.json")
    write_manifest(target, ["lower.onnx", "upper.onnx", "tokenizer.json"])


def float_models(upstream: Path) -> tuple[Any, Any]:
    """Return both halves in 32-bit floats, as ONNX models; arguments and errors are those of `export_encoder`."""
    weights = _upstream_weights(upstream)
    graphs = importlib.import_module("feedback_nlp.encoder.graph")
    return _lower(graphs.FloatGraph(weights)), _upper(graphs.FloatGraph(weights))


def _upstream_weights(upstream: Path) -> dict[str, Any]:
    for name, expected in UPSTREAM.items():
        check_hash(upstream / name, expected, "download sentence-transformers/all-MiniLM-L6-v2 into this folder")
    _library("onnx")
    weights: dict[str, Any] = _library("safetensors.numpy").load_file(upstream / "model.safetensors")
    return weights


def _library(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.split(".", maxsplit=1)[0]
        raise MissingExtraError(f"the export needs {package}; run: pip install onnx safetensors") from error


def _lower(graph: Any) -> Any:
    info = _library("onnx").TensorProto
    mask = graph.node("Cast", ["attention_mask"], "mask", to=info.INT32)
    value = graph.embeddings("input_ids", WINDOW, "embedded")
    for index in range(CUT):
        value = graph.layer(value, mask, index, "hidden_states" if index == CUT - 1 else f"layer.{index}")
    inputs = [_value("input_ids", info.INT64), _value("attention_mask", info.INT64)]
    return graph.model("minilm-lower", inputs, _value("hidden_states", info.FLOAT, DIMENSIONS))


def _upper(graph: Any) -> Any:
    info = _library("onnx").TensorProto
    mask = graph.node("Cast", ["attention_mask"], "mask", to=info.INT32)
    value = "hidden_states"
    graph.declare_norm(value, f"encoder.layer.{CUT - 1}.output.LayerNorm")
    for index in range(CUT, LAYERS):
        value = graph.layer(value, mask, index, "last_hidden_state" if index == LAYERS - 1 else f"layer.{index}")
    inputs = [_value("hidden_states", info.FLOAT, DIMENSIONS), _value("attention_mask", info.INT64)]
    return graph.model("minilm-upper", inputs, _value("last_hidden_state", info.FLOAT, DIMENSIONS))


def _value(name: str, kind: int, *width: int) -> Any:
    helper = importlib.import_module("onnx.helper")
    return helper.make_tensor_value_info(name, kind, ["batch", "wordpieces", *width])


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.encoder.export", description=__doc__)
    parser.add_argument("--upstream", type=Path, required=True, help="folder with the upstream files")
    parser.add_argument("--target", type=Path, default=MODELS, help="folder for the made files (default: the package)")
    options = parser.parse_args(arguments)
    try:
        export_encoder(options.upstream, options.target)
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
