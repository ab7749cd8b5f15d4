"""Training of the extraction: `python -m feedback_nlp.extract.training --upstream DIR`.

Needs torch, onnx and safetensors, which coding does not; nothing outside this package imports it.
"""
