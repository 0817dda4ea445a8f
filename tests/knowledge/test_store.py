"""The user's gazetteer: what goes in comes out, and nothing that happens to it breaks it."""

import multiprocessing
import sqlite3
import zipfile
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_countries import country, line, lists, zipped

from temoin.knowledge.gazetteer import geonames, lookup, store
from temoin.knowledge.gazetteer.errors import GazetteerError
from temoin.knowledge.gazetteer.store import Added, SourceFile


def forget() -> None:
    """Forget what was opened."""
    for cached in (store.shared, store.division_name, lookup._indexes):
        cached.cache_clear()
    for function in vars(lookup).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_: folder)
    monkeypatch.setenv("TEMOIN_GAZETTEER_WARNED", "")
    forget()
    yield folder
    forget()


def add(*files: Path) -> list[Added | GazetteerError]:
    forget()
    return store.add([SourceFile(file) for file in files])


def names(like: str = "%") -> list[str]:
    index = store.connect()
    assert index is not None
    return [n for (n,) in index.execute("SELECT name FROM place WHERE name LIKE ? ORDER BY id", (like,))]


def admin1(name: str) -> str:
    index = store.connect()
    assert index is not None
    return str(index.execute("SELECT admin1 FROM place WHERE name = ?", (name,)).fetchone()[0])


def write(folder: Path, *lines: str, name: str = "places.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_countries_are_added_replaced_and_removed(tmp_path: Path) -> None:
    [mali] = add(country(tmp_path, "ML"))
    [niger] = add(country(tmp_path, "NE", 5))
    assert isinstance(mali, Added) and mali.rows == {"ML": 20} and not mali.malformed
    assert isinstance(niger, Added) and niger.rows == {"NE": 5}
    add(country(tmp_path, "ML", 3, start=7))
    assert names("%ML") == [f"Village {n} of ML" for n in range(3)]
    assert store.remove(["ML", "BF"]) == {"ML": 3, "BF": 0}
    assert len(names()) == 5
    assert [s.subject for s in store.sources()] == ["NE"]


def test_what_only_a_removed_country_had_is_gone(tmp_path: Path) -> None:
    add(country(tmp_path, "ML"), country(tmp_path, "NE"))
    store.remove(["ML"])
    add(country(tmp_path, "BF"))
    only = store.path().stat().st_size
    index = store.connect()
    assert index is not None
    assert index.execute("SELECT COUNT(*) FROM name WHERE key LIKE '%ml'").fetchone() == (0,)
    assert index.execute("SELECT COUNT(*) FROM sound WHERE key LIKE '%ml'").fetchone() == (0,)
    store.path().unlink()
    add(country(tmp_path, "NE"), country(tmp_path, "BF"))
    assert store.path().stat().st_size == only


def test_the_rows_say_what_a_file_is_not_its_name(tmp_path: Path) -> None:
    archive = zipped(country(tmp_path, "ML", name="from a friend.csv"))
    outcomes = add(archive, *lists(tmp_path))
    assert [o.rows for o in outcomes if isinstance(o, Added)] == [{"ML": 20}, {"admin1": 2}, {"admin2": 1}]
    source = next(s for s in store.sources() if s.subject == "ML")
    assert source.file == "from a friend.zip" and len(source.sha256) == 64


def test_a_file_of_two_countries_gives_both(tmp_path: Path) -> None:
    both = write(tmp_path, line(1, "Tori"), line(2, "Bila", "BF"), line(3, "Sari"))
    [outcome] = add(both)
    assert isinstance(outcome, Added) and outcome.rows == {"ML": 2, "BF": 1}


def test_lines_that_are_no_places_are_counted_and_the_others_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        line(1, "Tori"),
        "",
        "# a remark",
        "half a line\t12",
        line(2, "Sari").replace("14.0", "north"),
        line(3, "Bila", lat=123),
        line(4, "Déou"),
    )
    path.write_bytes(path.read_bytes() + line(5, "Kéréna").encode("latin-1") + b"\n")
    [outcome] = add(path)
    assert isinstance(outcome, Added) and outcome.malformed == (4, 5, 6, 8)
    assert names() == ["Tori", "Déou"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no_country_file"),
        (b"Name\tLatitude\tLongitude\nTori\t14\t-4\n", "no_country_file"),
        (bytes(range(256)) * 20, "no_country_file"),
        (b"PK\x05\x06" + bytes(18), "no_country_file"),
        (None, "unreadable"),
    ],
)
def test_what_is_no_file_of_geonames_is_told_and_the_others_added(
    tmp_path: Path, content: bytes | None, problem: str
) -> None:
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    told, mali = add(bad, country(tmp_path, "ML"))
    assert isinstance(told, GazetteerError) and told.problem == problem and told.where == str(bad)
    assert isinstance(mali, Added) and len(names()) == 20


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_damaged_archive_leaves_the_country_as_it_was(tmp_path: Path, cut: float) -> None:
    add(country(tmp_path, "ML", 4))
    archive = zipped(country(tmp_path, "ML", 400))
    whole = archive.read_bytes()
    middle = int(len(whole) * cut)
    archive.write_bytes(whole[:middle] + b"????????" + whole[middle + 8 :])
    [outcome] = add(archive)
    if isinstance(outcome, GazetteerError):
        assert outcome.problem in ("damaged_archive", "no_country_file") and len(names()) == 4
    else:  # the explanations beside the places were hit, or nothing that counts
        assert len(names()) == 400
    archive.write_bytes(whole[:middle])
    [outcome] = add(archive)
    assert isinstance(outcome, GazetteerError)


def test_the_list_of_countries_is_passed_over(tmp_path: Path) -> None:
    info = write(tmp_path, "#ISO\tISO3\tISO-Numeric\tfips", "ML\tMLI\t466\tML\tMali\tBamako", name="info.txt")
    [outcome] = add(info)
    assert outcome == Added(info, {}, ())


def test_divisions_are_named(tmp_path: Path) -> None:
    places = write(
        tmp_path,
        line(1, "Région de Mopti", feature="A.ADM1"),
        line(2, "Cercle de Djenné", feature="A.ADM2", admin2="45"),
    )
    assert store.division_name("ML", "04") is None
    add(places)
    assert store.division_name("ML", "04") == "Région de Mopti"
    assert store.division_name("ML", "04", "45") == "Cercle de Djenné"
    add(*lists(tmp_path))
    forget()
    assert store.division_name("ML", "04") == "Mopti"
    assert store.division_name("ML", "07") == "Kidal"
    assert store.division_name("ML", "04", "41") == "Cercle de Bankass"
    add(places)
    forget()
    assert store.division_name("ML", "04") == "Mopti"
    store.remove(["ML"])
    assert store.division_name("ML", "04", "45") is None
    assert store.division_name("ML", "04") == "Mopti"


def test_codes_that_went_through_a_spreadsheet_are_mended(tmp_path: Path) -> None:
    places = write(
        tmp_path, line(1, "Tori", admin1="4"), line(2, "Sari", admin1="7.0"), line(3, "X", admin1="9")
    )
    add(places, *lists(tmp_path))
    assert [admin1(name) for name in ("Tori", "Sari", "X")] == ["04", "07", "9"]


def test_a_place_without_division_gets_that_of_its_neighbours_where_they_agree(tmp_path: Path) -> None:
    west = [line(n, f"West {n}", lon=-4 + n * 0.01, admin1="04") for n in range(8)]
    east = [line(10 + n, f"East {n}", lon=-3.8 - n * 0.01, admin1="07") for n in range(8)]
    unknown = [
        line(50, "Inside", lon=-3.97, admin1=""),
        line(51, "Between", lon=-3.9, admin1="00"),
        line(52, "Far", lon=-1.0, admin1="00"),
        line(53, "River", lon=-3.97, admin1="00", feature="H.STM"),
    ]
    add(write(tmp_path, *west, *east, *unknown))
    assert [admin1(name) for name in ("Inside", "Between", "Far", "River")] == ["04", "", "", ""]


def test_readers_go_on_while_it_changes(tmp_path: Path) -> None:
    add(country(tmp_path, "ML"))
    reader = store.connect()
    assert reader is not None
    add(country(tmp_path, "NE"))
    store.remove(["ML"])
    assert reader.execute("SELECT COUNT(*) FROM place").fetchone() == (20,)


def test_leftovers_of_a_killed_process_are_cleared_away(tmp_path: Path, data: Path) -> None:
    add(country(tmp_path, "ML"))
    (data / "gazetteer.abc123.part").write_bytes(b"half")
    add(country(tmp_path, "NE"))
    assert {p.name for p in data.iterdir()} <= {"gazetteer.sqlite", "gazetteer.lock"}


def spoil(how: str) -> None:
    path = store.path()
    whole = path.read_bytes()
    if how == "other version":
        with sqlite3.connect(path) as index:
            index.execute("PRAGMA user_version = 2")
    else:
        path.write_bytes({"cut": whole[: len(whole) // 2], "empty": b"", "text": b"no database" * 99}[how])


@pytest.mark.parametrize("how", ["other version", "cut", "empty", "text"])
def test_an_unusable_one_is_told_of_once_and_made_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    add(country(tmp_path, "ML"), country(tmp_path, "NE"))
    spoil(how)
    forget()
    assert store.connect() is None and store.connect() is None
    told = capsys.readouterr().err
    assert told.count(str(store.path())) == 1 and "temoin gazetteer add" in told
    assert ("add ML NE" in told) == (how == "other version")
    assert lookup.find("Bamako")
    with pytest.raises(GazetteerError):
        store.sources()
    with pytest.raises(GazetteerError):
        store.remove(["ML"])
    add(country(tmp_path, "BF"))
    assert store.problem() is None and len(names()) == 20


def test_a_part_damaged_inside_is_told_of_once_and_the_rest_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(country(tmp_path, "ML", 4000))
    whole = bytearray(store.path().read_bytes())
    page = int.from_bytes(whole[16:18], "big")
    for at in range(len(whole) // page // 2 * page, len(whole), 2 * page):
        whole[at : at + page] = bytes([255]) * page
    store.path().write_bytes(whole)
    with pytest.raises(GazetteerError):
        store.checked_sources()
    forget()
    found = [len(lookup.candidates(f"Village {n} of ML", ["ML"])) for n in range(0, 4000, 50)]
    told = capsys.readouterr().err
    assert 0 in found and told.count(str(store.path())) == 1 and "temoin gazetteer add" in told
    assert lookup.find("Bamako")
    with pytest.raises(sqlite3.OperationalError):
        index = store.connect()
        assert index is not None
        index.execute("SELECT * FROM nothing")


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path, data: Path) -> None:
    data.write_text("a file where the folder should be")
    with pytest.raises(GazetteerError) as told:
        add(country(tmp_path, "ML"))
    assert str(data) in str(told.value)


def count_in_child(name: str) -> int:
    return len(lookup.find(name))


def test_what_is_open_can_be_read_after_a_fork(tmp_path: Path) -> None:
    add(country(tmp_path, "ML", 500))
    assert len(lookup.find("Village 7 of ML")) == 1
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map(count_in_child, [f"Village {n} of ML" for n in range(400)], chunksize=20)
    assert found == [1] * 400
    assert len(lookup.find("Village 8 of ML")) == 1


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_line_is_a_place_or_is_counted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(line(1, "Tori").encode() + b"\n" + content)
    malformed: list[int] = []
    found = list(geonames.places(path, malformed))
    assert found[0].name == "Tori"
    assert len(found) + len(malformed) <= content.count(b"\n") + 2


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.characters(exclude_characters="\t\n\r,", exclude_categories=["Cs"]), min_size=1, max_size=30)
)
def test_any_name_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    malformed: list[int] = []
    path = tmp_path / "any.txt"
    path.write_text(line(1, "Tori") + "\n" + line(2, name) + "\n", encoding="utf-8", newline="")
    assert [r.name for r in geonames.places(path, malformed)] == ["Tori", name]


def test_a_file_that_ends_in_the_middle_of_a_line_is_refused(tmp_path: Path) -> None:
    add(country(tmp_path, "ML", 4))
    whole = country(tmp_path, "ML", 40)
    archive = tmp_path / "cut.zip"
    with zipfile.ZipFile(archive, "w") as packed:  # not compressed: the lines could be read
        packed.write(whole, "ML.txt")
    archive.write_bytes(archive.read_bytes()[:2000])
    whole.write_bytes(whole.read_bytes()[:-60])
    told = add(whole, archive)
    assert [t.problem for t in told if isinstance(t, GazetteerError)] == ["cut_off", "damaged_archive"]
    assert len(names()) == 4
