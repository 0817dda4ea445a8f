"""Downloads over lines that drop, from a server on this machine."""

import os
from pathlib import Path

import platformdirs
import pytest
from mirror import Mirror, serving

from temoin.knowledge.gazetteer import download
from temoin.knowledge.gazetteer.errors import GazetteerError

CONTENT = os.urandom(300_000)


class Watcher:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.drops = 0

    def came(self, file: str, done: int, total: int | None) -> None:
        assert total in (len(CONTENT), None)
        self.done.append(done)

    def dropped(self, file: str, why: str, attempt: int, attempts: int) -> None:
        assert why and attempt <= attempts
        self.drops += 1


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A mirror that has ML.zip."""
    monkeypatch.setattr(download, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_: tmp_path / "cache")
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "ML.zip").write_bytes(CONTENT)
    with serving(folder) as mirror, download.only_one(lambda: None):
        monkeypatch.setenv("TEMOIN_GEONAMES", mirror.address)
        yield mirror


def fetch(known: str = "", watcher: Watcher | None = None, file: str = "ML.zip") -> Path:
    fetched = download.fetch(file, known, watcher or Watcher())
    assert fetched is not None
    return fetched.path


def left() -> set[str]:
    return {p.name for p in download.folder().iterdir()} - {"lock"}


def test_a_file_comes_whole(mirror: Mirror) -> None:
    watcher = Watcher()
    assert fetch(watcher=watcher).read_bytes() == CONTENT
    assert watcher.done[-1] == len(CONTENT) and watcher.done == sorted(watcher.done)
    assert left() == {"ML.zip"}


def test_a_file_is_not_fetched_twice(mirror: Mirror) -> None:
    first = download.fetch("ML.zip", "", Watcher())
    assert first is not None and first.etag
    assert download.fetch("ML.zip", first.etag, Watcher()) is None
    (mirror.folder / "ML.zip").write_bytes(CONTENT[::-1])
    assert fetch(first.etag).read_bytes() == CONTENT[::-1]


def test_a_line_that_drops_is_taken_up_where_it_dropped(mirror: Mirror) -> None:
    mirror.drops = [100_000, 50_000, 0, 70_000]
    watcher = Watcher()
    assert fetch(watcher=watcher).read_bytes() == CONTENT
    starts = [0, 100_000, 150_000, 150_000, 220_000]
    assert [wanted for _, wanted in mirror.asked] == ["", *(f"bytes={n}-" for n in starts[1:])]
    assert watcher.drops == 4


def test_what_came_serves_the_next_time(mirror: Mirror) -> None:
    mirror.drops = [120_000, 0, 0, 0, 0]
    with pytest.raises(GazetteerError) as told:
        fetch()
    assert told.value.problem == "dropped"
    mirror.drops, mirror.asked = [], []
    assert fetch().read_bytes() == CONTENT
    assert mirror.asked == [("ML.zip", "bytes=120000-")]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_file_that_changed_meanwhile_starts_afresh(mirror: Mirror, ranges: bool) -> None:
    mirror.drops = [120_000, 0, 0, 0, 0]
    with pytest.raises(GazetteerError):
        fetch()
    (mirror.folder / "ML.zip").write_bytes(CONTENT[::-1])
    mirror.drops, mirror.ranges = [], ranges
    assert fetch().read_bytes() == CONTENT[::-1]


def test_a_server_without_versions_starts_afresh(mirror: Mirror) -> None:
    mirror.etags = False
    mirror.drops = [120_000]
    assert fetch().read_bytes() == CONTENT
    assert [wanted for _, wanted in mirror.asked] == ["", ""]


def test_a_part_longer_than_the_file_starts_afresh(mirror: Mirror) -> None:
    mirror.drops = [120_000, 0, 0, 0, 0]
    with pytest.raises(GazetteerError):
        fetch()
    part = download.folder() / "ML.zip.part"
    part.write_bytes(CONTENT + b"more")
    mirror.drops = []
    assert fetch().read_bytes() == CONTENT


def test_a_server_in_trouble_is_asked_again(mirror: Mirror) -> None:
    mirror.statuses = [503, 500]
    assert fetch().read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("file", "statuses", "problem"),
    [("XX.zip", [], "not_found"), ("ML.zip", [403], "refused"), ("ML.zip", [503] * 4, "unreachable")],
)
def test_what_cannot_be_had_is_told(mirror: Mirror, file: str, statuses: list[int], problem: str) -> None:
    mirror.statuses = statuses
    with pytest.raises(GazetteerError) as told:
        fetch(file=file)
    assert told.value.problem == problem and told.value.where == f"{mirror.address}/{file}"


@pytest.mark.parametrize(
    ("address", "problem"), [("http://127.0.0.1:9/dump", "unreachable"), ("nonsense", "bad_address")]
)
def test_a_server_that_is_not_there_is_told(
    mirror: Mirror, monkeypatch: pytest.MonkeyPatch, address: str, problem: str
) -> None:
    monkeypatch.setenv("TEMOIN_GEONAMES", address)
    with pytest.raises(GazetteerError) as told:
        fetch()
    assert told.value.problem == problem


def test_a_disk_that_refuses_is_not_taken_for_the_line(mirror: Mirror) -> None:
    (download.folder() / "ML.zip.part").mkdir()
    watcher = Watcher()
    with pytest.raises(GazetteerError) as told:
        fetch(watcher=watcher)
    assert told.value.problem == "unwritable_download" and not watcher.drops
