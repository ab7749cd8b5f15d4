"""Model files that are shipped: where they are, and whether they are still themselves.

Knows nothing of what the files hold. A folder of model files has a `models.json`, file name → SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from feedback_nlp.errors import ModelFileError

MANIFEST = "models.json"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path, names: list[str]) -> None:
    """Write `models.json`, the hashes of the named files of a folder."""
    hashes = {name: sha256(folder / name) for name in sorted(names)}
    (folder / MANIFEST).write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")


@cache
def verified_path(folder: Path, name: str, /) -> Path:
    """Return the path of a model file after checking its hash, once in a process.

    Args:
        folder: Folder with a `models.json`.
        name: File name, a key of `models.json`.

    Raises:
        ModelFileError: If the file is missing, is not listed, or is not the one its hash names.
    """
    path, expected = folder / name, recorded_hashes(folder).get(name)
    if expected is None:
        raise ModelFileError(f"{folder / MANIFEST} does not list {name}; reinstall feedback-nlp")
    check_hash(path, expected, "reinstall feedback-nlp or restore the file")
    return path


def recorded_hashes(folder: Path) -> dict[str, str]:
    """Return file name → SHA-256 of a folder of models.

    Raises:
        ModelFileError: If there is no readable `models.json`.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelFileError(f"{path} is missing or is not JSON; reinstall feedback-nlp") from error
    return {str(name): str(value) for name, value in content.items()}


def check_hash(path: Path, expected: str, remedy: str) -> None:
    """Do nothing if a file has the expected SHA-256.

    Args:
        path: The file.
        expected: 64 hexadecimal digits.
        remedy: What the reader should do, for the message.

    Raises:
        ModelFileError: If the file is missing or differs.
    """
    if not path.is_file():
        raise ModelFileError(f"the model file {path} is missing; {remedy}")
    found = sha256(path)
    if found != expected:
        raise ModelFileError(f"the model file {path} has SHA-256 {found[:12]}…, expected {expected[:12]}…; {remedy}")
