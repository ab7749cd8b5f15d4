"""Country dumps of GeoNames and supplement files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.places import (
    load_gazetteer,
    read_dump,
    read_supplement,
    read_supplements,
    resolve_place,
    supplement_csv,
)


def row(
    geonameid: int, name: str, *, kind: str = "P", code: str = "PPL", alternates: str = "", population: str = "420"
) -> str:
    """One line of a dump."""
    cells = [str(geonameid), name, name, alternates, "47.1", "28.5", kind, code, "MD", *[""] * 5, population]
    return "\t".join([*cells, "", "50", "Europe/Chisinau", "2020-01-01"])


def test_populated_places_are_read(tmp_path: Path) -> None:
    """Populated places with their Latin names are kept; rivers and city districts are not."""
    dump = tmp_path / "MD.txt"
    lines = [
        row(3, "Satul Nou", alternates="Satul-Nou,Сатул,new"),
        row(1, "Prut", kind="H"),
        row(2, "Centru", code="PPLX"),
    ]
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (addition,) = read_dump(dump)
    assert (addition.place.name, addition.place.geonameid, addition.place.population) == ("Satul Nou", 3, 420)
    assert addition.aliases == ("Satul-Nou",)


def test_written_and_read_again(tmp_path: Path) -> None:
    """A dump survives the way through a supplement file, and its places are found."""
    dump = tmp_path / "MD.txt"
    dump.write_text(row(7, "Xyzzyești", alternates="Xyzzeni"), encoding="utf-8")
    additions = read_dump(dump)
    kept = tmp_path / "places" / "MD.csv"
    kept.parent.mkdir()
    kept.write_text(supplement_csv(additions), encoding="utf-8")
    assert read_supplements(kept.parent) == additions
    guess = resolve_place("Xyzzeni, Moldova", load_gazetteer(added=additions))
    assert (guess.name, guess.country) == ("Xyzzyești", "MD")


def test_no_folder_adds_nothing(tmp_path: Path) -> None:
    """A project without places of its own has none."""
    assert read_supplements(tmp_path / "absent") == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,country\nOslo,NO\n", r"line 1 has 1 tab-separated columns, a GeoNames dump has 19"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (row(1, "Prut", kind="H").encode(), r"no populated place \(feature class P\)"),
        (row(1, "Prut").replace("47.1", "north").encode(), "line 1 is no row of a GeoNames dump"),
        (row(1, "Prut").replace("47.1", "147.1").encode(), "must be between -90 and 90, got 147.1"),
        (b"", "no populated place"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """One clear line says what is wrong and what to do."""
    dump = tmp_path / "MD.txt"
    dump.write_bytes(content)
    with pytest.raises(InputFormatError, match=message) as error:
        read_dump(dump)
    assert "GeoNames" in str(error.value)


def test_an_archive_is_refused(tmp_path: Path) -> None:
    """The ZIP as downloaded must be unpacked first."""
    with zipfile.ZipFile(tmp_path / "MD.zip", "w") as archive:
        archive.writestr("MD.txt", row(1, "Prut"))
    with pytest.raises(InputFormatError, match="ZIP archive; unpack it"):
        read_dump(tmp_path / "MD.zip")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path stands in the message."""
    with pytest.raises(InputNotFoundError, match=r"there is no file .*XX\.txt"):
        read_dump(tmp_path / "XX.txt")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,country\nOslo,NO\n", "lacks the column 'latitude'"),
        (
            "name,country,latitude,longitude,population,geonameid,aliases\nOslo,Norway,1,1,0,,\n",
            "line 2: country must be",
        ),
    ],
)
def test_a_wrong_supplement_is_refused(tmp_path: Path, content: str, message: str) -> None:
    """A supplement file names the line or column that is wrong."""
    path = tmp_path / "own.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputFormatError, match=message):
        read_supplement(path)
