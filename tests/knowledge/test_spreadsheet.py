"""`temoin gazetteer resolve`: a spreadsheet of places comes back with where they are, in processes of its own."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_countries import line

PLACES = [
    line(1, "Bankassou", lat=14.0, lon=-3.5, feature="P.PPLA2", population=20_000),
    line(2, "Tilembaya", lat=14.1, lon=-3.4),
    line(3, "Tilembaya", lat=16.2, lon=0.1, admin1="09"),
    line(4, "Gwarambe", "NG", lat=11.5, lon=13.2, admin1="27", admin2="111", feature="P.PPLA2"),
    line(5, "Bouréma", lat=15.0, lon=-2.0),
]
LISTS = ["NG.27\tBorno State\tBorno State\t90"], ["NG.27.111\tGwarambe\tGwarambe\t91"]
FRENCH = "fr_FR.UTF-8"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a gazetteer of the places above."""
    folder = tmp_path_factory.mktemp("resolve")
    files = [folder / name for name in ("places.txt", "admin1.txt", "admin2.txt")]
    for file, lines in zip(files, (PLACES, *LISTS), strict=True):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert gazetteer(folder, "add", "--from", *files).returncode == 0
    return folder


def gazetteer(home: Path, *args: str | Path, locale: str = "en_GB.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run the program and give what it wrote."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    more = {"XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": cache, "LC_ALL": locale, "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, "-m", "temoin", "gazetteer", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **more, "PYTHONIOENCODING": "utf-8"},
    )


def sheet(folder: Path, *rows: str, name: str = "in.tsv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(("\n".join(rows) + "\n").encode(encoding))
    return path


def rows_of(text: str, delimiter: str = "\t") -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def test_places_are_found_and_other_columns_pass_through(home: Path, tmp_path: Path) -> None:
    source = sheet(
        tmp_path,
        "id\tcountry\tadm1\tadm2\twhere\tnote",
        "7\tML\tMopti\t\tTilembaya\tun, deux",
        "8\tMali\tGao\t\tTilembaya\t",
        "9\tNigéria\tBorno state\tGwarambe lga\tXilouba village\t",
        "10\tML\tMopti\t\tZzyxba\t",
    )
    done = gazetteer(home, "resolve", source, "-o", tmp_path / "out.tsv")
    assert done.returncode == 0 and done.stdout == ""
    rows = rows_of((tmp_path / "out.tsv").read_text(encoding="utf-8"))
    assert [r["id"] for r in rows] == ["7", "8", "9", "10"] and rows[0]["note"] == "un, deux"
    assert [r["geonameid"] for r in rows] == ["2", "3", "4", ""]
    assert [r["precision"] for r in rows] == ["exact", "exact", "admin2", "unresolved"]
    assert (rows[0]["lat"], rows[0]["lon"]) == ("14.10000", "-3.40000")
    assert rows[3]["lat"] == "" and rows[3]["reason"] == "no place of this name is known"
    assert "2 found (50%) · 1 put at the seat of its division (25%) · 1 unresolved (25%)" in done.stderr
    assert not list(tmp_path.glob(".*.part"))


def test_the_reasons_are_in_the_readers_language(home: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, "country,where", "ML,Bouréma", name="in.csv")
    done = gazetteer(home, "resolve", source, locale=FRENCH)
    assert rows_of(done.stdout, ",")[0]["reason"] == "le seul lieu de ce nom : Mali"
    assert "1 trouvé (100 %)" in done.stderr


def test_columns_of_the_same_name_are_kept(home: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, "where\tcountry\tlat\tlon\treason", "Bouréma\tML\t1.5\t2.5\tmine")
    done = gazetteer(home, "resolve", source)
    row = rows_of(done.stdout)[0]
    assert (row["lat"], row["lon"], row["reason"]) == ("1.5", "2.5", "mine")
    assert (row["lat_temoin"], row["lon_temoin"], row["geonameid"]) == ("15.00000", "-2.00000", "5")
    assert "lat_temoin, lon_temoin, reason_temoin" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_however_it_is_encoded(home: Path, tmp_path: Path, encoding: str) -> None:
    source = sheet(tmp_path, "pays;lieu;épithète", "ML;Bouréma;é", name="in.csv", encoding=encoding)
    row = rows_of(gazetteer(home, "resolve", source).stdout, ";")[0]
    assert (row["geonameid"], row["lieu"], row["épithète"]) == ("5", "Bouréma", "é")


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("where_coordinates\tadm_1\tcountry", "Tilembaya\tMopti region\tML"),  # UCDP
        ("country\tadmin1\tadmin2\tlocation", "Mali\tMopti\tBankassou\tTilembaya"),  # ACLED
        ("Pays\tRégion\tCercle\tLieu", "Mali\tMopti\tcercle de Bankassou\tTilembaya"),
        ("WHERE\tvillage\tcountry\tAdm1", "Tilembaya\tBouréma\tml\tMopti"),
    ],
)
def test_headings_in_use(home: Path, tmp_path: Path, heading: str, row: str) -> None:
    assert rows_of(gazetteer(home, "resolve", sheet(tmp_path, heading, row)).stdout)[0]["geonameid"] == "2"


def test_a_row_that_is_wrong_is_told_and_the_others_go_on(home: Path, tmp_path: Path) -> None:
    source = sheet(
        tmp_path,
        "country\tadm1\twhere",
        "Malie\tMopti\tBouréma",
        "ML\t\t",
        "",
        "ML\tMopti\tBouréma\tone too many",
        "ML\t\tBouréma",
        "ML",
    )
    done = gazetteer(home, "resolve", source)
    assert done.returncode == 1
    for number in (2, 3, 5, 7):
        assert f"in.tsv:{number}\n" in done.stderr
    assert "in.tsv:6\n" not in done.stderr and '"Malie"' in done.stderr
    rows = rows_of(done.stdout)
    assert len(rows) == 5 and rows[3]["geonameid"] == "5"
    assert {r["reason"] for r in rows if r["country"] == "Malie"} == {"unknown country"}


def test_a_row_without_a_place_is_its_division(home: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, "country\tadm1\tadm2\twhere", "NG\tBorno\tGwarambe LGA\t", "ML\tMopti\t\t")
    rows = rows_of(gazetteer(home, "resolve", source).stdout)
    assert (rows[0]["geonameid"], rows[0]["precision"]) == ("4", "admin2")
    assert (rows[1]["geonameid"], rows[1]["precision"]) == ("", "unresolved")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,2\n", "No column for the places; columns found: a, b."),
        (b"", "No column for the places"),
        (b"PK\x03\x04zip", "Save it there as CSV"),
        (b"where\n\x00\x01\x02\n", "This is no text."),
    ],
)
def test_a_file_that_is_no_spreadsheet(home: Path, tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "in.csv").write_bytes(content)
    done = gazetteer(home, "resolve", tmp_path / "in.csv", "-o", tmp_path / "out.csv")
    assert done.returncode == 1 and told in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out.csv").exists()


def test_what_cannot_be_read_or_written(home: Path, tmp_path: Path) -> None:
    missing = gazetteer(home, "resolve", tmp_path / "none.tsv", locale=FRENCH)
    assert missing.returncode == 1 and "none.tsv" in missing.stderr and "Remède" in missing.stderr
    source = sheet(tmp_path, "where", "Bouréma")
    for output in (tmp_path, tmp_path / "no" / "such.tsv"):
        done = gazetteer(home, "resolve", source, "-o", output)
        assert done.returncode == 1 and str(output) in done.stderr and "Traceback" not in done.stderr


def test_it_says_which_countries_lack_villages(home: Path, tmp_path: Path) -> None:
    done = gazetteer(home, "resolve", sheet(tmp_path, "country\twhere", "BF\tXilouba", "ML\tBouréma"))
    assert "temoin gazetteer add BF" in done.stderr


def test_the_output_may_take_the_place_of_the_input(home: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, "country\twhere", "ML\tBouréma")
    assert gazetteer(home, "resolve", source, "-o", source).returncode == 0
    assert rows_of(source.read_text(encoding="utf-8"))[0]["geonameid"] == "5"


def test_the_output_has_the_delimiter_of_its_name(home: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, "country\twhere\tnote", "ML\tBouréma\ta, b")
    gazetteer(home, "resolve", source, "-o", tmp_path / "out.csv")
    row = rows_of((tmp_path / "out.csv").read_text(encoding="utf-8"), ",")[0]
    assert row["note"] == "a, b" and row["geonameid"] == "5"
