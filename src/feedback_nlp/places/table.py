"""The gazetteer's file: columns of places and a sorted index of names, as one compressed NumPy archive.

Knows nothing of GeoNames or of texts. Strings are stored as one block joined by line feeds, because splitting a block
is ten times faster than decoding single strings.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.errors import ModelFileError


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Places and the names that lead to them.

    Attributes:
        geonameid: Shape (places,), GeoNames ids, 0 where there is none.
        name: Usual English name of each place.
        country: ISO 3166-1 alpha-2 code of each place.
        lat: Shape (places,), degrees north.
        lon: Shape (places,), degrees east.
        population: Shape (places,), inhabitants.
        form: Sorted distinct folded names.
        first: Shape (forms + 1,), where the postings of each form begin; the last entry is their number.
        posting: Shape (postings,), row of a place, best first within a form.
        kind: Shape (postings,), `names.Kind` of the name for that place.
        lower: Rows of the forms that are looked for in lower case too.
        opening: Words that begin a form of several words.
        width: Shape (openings,), words of the longest form that each opening begins.
    """

    geonameid: NDArray[np.int32]
    name: list[str]
    country: list[str]
    lat: NDArray[np.float32]
    lon: NDArray[np.float32]
    population: NDArray[np.int32]
    form: list[str]
    first: NDArray[np.int32]
    posting: NDArray[np.int32]
    kind: NDArray[np.uint8]
    lower: NDArray[np.int32]
    opening: list[str]
    width: NDArray[np.uint8]


_STRINGS = ("name", "country", "form", "opening")


def _pack(strings: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode("utf-8"), dtype=np.uint8)


def _unpack(block: NDArray[np.uint8]) -> list[str]:
    return block.tobytes().decode("utf-8").split("\n") if block.size else []


def to_bytes(table: PlaceTable) -> bytes:
    """Return the table as the bytes of its file; equal tables give equal bytes.

    Args:
        table: Places and names.

    Returns:
        A ZIP archive of `.npy` members with fixed dates.
    """
    counts = np.diff(table.first).astype(np.uint16)
    columns: dict[str, NDArray[Any]] = {
        "geonameid": table.geonameid,
        "name": _pack(table.name),
        "country": _pack(table.country),
        "lat": table.lat,
        "lon": table.lon,
        "population": table.population,
        "form": _pack(table.form),
        "counts": counts,
        "posting": table.posting,
        "kind": table.kind,
        "lower": table.lower,
        "opening": _pack(table.opening),
        "width": table.width,
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, column in columns.items():
            member = BytesIO()
            np.lib.format.write_array(member, column, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def read_table(path: Path) -> PlaceTable:
    """Read a table from its file.

    Args:
        path: The file that `to_bytes` gave.

    Returns:
        The table.

    Raises:
        ModelFileError: If the file is missing or is no gazetteer.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            columns = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile) as e:
        raise ModelFileError(f"{path} is no gazetteer: {e}; rebuild it with `feedback-nlp places build`") from e
    missing = {"geonameid", "posting", "counts", "kind", "lower", "width", *_STRINGS} - columns.keys()
    if missing:
        raise ModelFileError(f"{path} lacks {', '.join(sorted(missing))}; rebuild it with `feedback-nlp places build`")
    counts = columns.pop("counts")
    first = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int32)
    parts: dict[str, Any] = {name: _unpack(columns.pop(name)) for name in _STRINGS}
    return PlaceTable(first=first, **parts, **columns)
