"""The gazetteer: names are found however they are written, and the index is made once."""

import multiprocessing
import os
import time
from pathlib import Path

import platformdirs
import pytest

from temoin.knowledge.gazetteer import area, country_name, embedded, fold, without_article
from temoin.knowledge.gazetteer.lookup import find
from temoin.languages import load


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("N'Djaména", "n djamena"),
        ("Saint-Étienne", "st etienne"),
        ("St. Étienne", "st etienne"),
        ("GAROUA-BOULAÏ", "garoua boulai"),
        ("Łódź", "lodz"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_articles_may_be_left_out() -> None:
    assert without_article(fold("Le Caire")) == "caire"
    assert without_article(fold("La")) == "la"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Bamako", "ML"),
        ("Pékin", "CN"),
        ("Caire", "EG"),
        ("N’Djamena", "TD"),
        ("Kyiv", "UA"),
        ("lattaquié", "SY"),
    ],
)
def test_towns_are_found(name: str, country: str) -> None:
    assert country in {t.country for t in find(name)}


def test_an_unknown_name_finds_nothing() -> None:
    assert find("Xyzzyville") == ()
    assert find("") == ()


@pytest.mark.parametrize(
    ("language", "name", "countries"),
    [
        ("fr", "maliennes", {"ML"}),
        ("fr", "nigérian", {"NG"}),
        ("fr", "nigérien", {"NE"}),
        ("fr", "burkinabè", {"BF"}),
        ("fr", "congolaise", {"CD", "CG"}),
        ("fr", "Etats-Unis", {"US"}),
        ("en", "Nigerien", {"NE"}),
        ("en", "Nigerian", {"NG"}),
        ("en", "Ivory Coast", {"CI"}),
        ("en", "North Kivu", {"CD"}),
        ("fr", "Nord-Kivu", {"CD"}),
        ("fr", "lac Tchad", set()),
    ],
)
def test_areas(language: str, name: str, countries: set[str]) -> None:
    found = area(load(language), name)
    assert found is not None and found.isos == countries


def test_every_language_names_the_same_countries() -> None:
    isos = [set(_isos(code)) for code in ("fr", "en")]
    assert isos[0] == isos[1]


def _isos(code: str) -> list[str]:
    from temoin.knowledge.gazetteer import CountryRow

    rows = load(code).table("places.countries", CountryRow)
    assert all(country_name(load(code), r.country) == r.names[0] for r in rows)
    return [r.country for r in rows]


def small_index(folder: Path) -> int:
    """Make the index in `folder`; how many towns are called Bamako."""
    platformdirs.user_cache_path = lambda *_: folder  # type: ignore[assignment]
    index = embedded.connect()
    return int(index.execute("SELECT COUNT(*) FROM name WHERE key = 'bamako'").fetchone()[0])


@pytest.fixture
def few_towns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package of one town, and where it lies."""
    (tmp_path / "cities5000.json").write_text(
        '{"1": {"geonameid": 1, "name": "Bamako", "countrycode": "ML", "admin1code": "01", "latitude": 12.6,'
        ' "longitude": -8.0, "population": 4000000, "alternatenames": ["BKO", "Bamakó"]}}',
        encoding="utf-8",
    )
    (tmp_path / "countries.json").write_text('{"ML": {"capital": "Bamako"}}', encoding="utf-8")
    monkeypatch.setattr(embedded, "_source", lambda: tmp_path)
    return tmp_path


def test_the_index_is_made_once_and_only_read(few_towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = few_towns / "cache"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_: cache)
    embedded.connect().close()
    made = list(cache.iterdir())
    assert len(made) == 1
    before = made[0].stat().st_mtime_ns
    embedded.connect().close()
    assert made[0].stat().st_mtime_ns == before


def test_what_was_left_long_ago_is_cleared_away(few_towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = few_towns / "cache"
    cache.mkdir()
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_: cache)
    for name, days in (("towns-1.0-1.sqlite", 90), ("towns-1.0.abc.part", 90), ("towns-2.0-1.sqlite", 2)):
        (cache / name).write_bytes(b"old")
        os.utime(cache / name, (time.time() - days * 24 * 3600,) * 2)
    embedded.connect().close()
    assert len(list(cache.iterdir())) == 2 and (cache / "towns-2.0-1.sqlite").exists()


@pytest.mark.parametrize("left", [b"no database", b"", None])
def test_a_broken_index_is_made_again(
    few_towns: Path, monkeypatch: pytest.MonkeyPatch, left: bytes | None
) -> None:
    cache = few_towns / "cache"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_: cache)
    embedded.connect().close()
    path = next(cache.iterdir())
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096] if left is None else left)
    index = embedded.connect()
    assert index.execute("SELECT COUNT(*) FROM place").fetchone()[0] == 1
    assert path.stat().st_size == len(whole)


def test_without_a_folder_to_write_the_index_is_kept_in_memory(
    few_towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_folders", lambda: iter([few_towns / "cities5000.json" / "no folder"]))
    index = embedded.connect()
    assert index.execute("SELECT name, capital FROM place").fetchall() == [("Bamako", 1)]


def test_two_processes_may_make_it_at_once(few_towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        assert pool.map(small_index, [few_towns / "cache"] * 2) == [1, 1]
    assert [p.suffix for p in (few_towns / "cache").iterdir()] == [".sqlite"]
