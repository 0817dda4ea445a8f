"""`temoin gazetteer` from end to end, in processes of its own."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_countries import country, line, lists, zipped
from mirror import serving

REPORT = "Des hommes armés ont attaqué lundi le village de Torikoro. Trois civils ont été tués."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of the test's own."""
    return tmp_path / "home"


def environment(home: Path, locale: str = "en_GB.UTF-8", **more: str) -> dict[str, str]:
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")  # the towns are made once
    return {
        **{name: value for name, value in os.environ.items() if name != "TEMOIN_GAZETTEER_WARNED"},
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": cache,
        "LC_ALL": locale,
        "COLUMNS": "120",
        "PYTHONIOENCODING": "utf-8",
        **more,
    }


def gazetteer(home: Path, *args: str | Path, locale: str = "en_GB.UTF-8", **more: str):
    """Run the program and give what it wrote."""
    return subprocess.run(
        [sys.executable, "-m", "temoin", "gazetteer", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home, locale, **more),
    )


def found(home: Path, *args: str) -> list[dict]:
    return json.loads(gazetteer(home, "find", *args, "--format", "json").stdout)


def left(home: Path) -> set[str]:
    return {p.name for p in (home / "temoin").iterdir()} - {"gazetteer.lock"}


def test_from_files_to_places_and_back(home: Path, tmp_path: Path) -> None:
    empty = gazetteer(home, "list", locale="fr_FR.UTF-8")
    assert empty.returncode == 0 and "temoin gazetteer add" in empty.stdout
    done = gazetteer(home, "add", "--from", zipped(country(tmp_path, "ML")), *lists(tmp_path))
    assert done.returncode == 0 and not done.stderr
    assert "Mali (ML): 20 places" in done.stdout and "CC BY 4.0" in done.stdout
    [place] = found(home, "vilage 3 of ML", "--country", "ML")[:1]
    assert place["admin1_name"] == "Mopti" and place["kind"] == "settlement"
    shown = gazetteer(home, "list", locale="fr_FR.UTF-8").stdout
    assert "Mali (ML)" in shown and "ML.zip" in shown and str(home) in shown
    assert gazetteer(home, "remove", "ml").returncode == 0
    assert gazetteer(home, "remove", "ML").returncode == 1
    assert gazetteer(home, "find", "Village 3 of ML").returncode == 1


def test_lines_passed_over_are_named(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_text(f"{line(1, 'Torikoro')}\nnothing\n{line(2, 'Sarikoro')}\n", encoding="utf-8")
    done = gazetteer(home, "add", "--from", path)
    assert done.returncode == 0 and "ML.txt:2" in done.stderr and "2 places" in done.stdout


def test_what_is_found_says_what_differs_and_how_far_it_is(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    lines = [
        line(1, "Torikoro", other="Torycoro", lat=14.0),
        line(2, "Torikoro", lat=16.0),
        line(3, "Torikouro"),
        line(4, "Sarikani", lat=15.9, population=1200),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    gazetteer(home, "add", "--from", path)
    near = found(home, "torikoro", "--near", "Sarikani", "--country", "ML")
    assert [p["geonameid"] for p in near] == [2, 1, 3]
    assert 10 < near[0]["km"] < 12 and near[2]["differs"] == [["", "u"]]
    [by_other] = [p for p in found(home, "Torycoro", "--country", "ML") if not p["differs"]]
    assert by_other["also"] == ["Torycoro"]
    shown = gazetteer(home, "find", "Torikoro", "--near", "Sarikani", locale="fr_FR.UTF-8").stdout
    assert "localité" in shown and "Mopti, Mali" in shown and "+ u" in shown.replace("\u00a0", " ")
    nowhere = gazetteer(home, "find", "Torikoro", "--near", "Xyzzyville")
    assert nowhere.returncode == 1 and "Xyzzyville" in nowhere.stderr


def test_countries_come_from_the_server_and_one_that_fails_keeps_none_out(home: Path, tmp_path: Path) -> None:
    served = tmp_path / "served"
    served.mkdir()
    lists(served)
    zipped(country(served, "ML"))
    (served / "NE.zip").write_bytes(b"<html>Please log in</html>")
    with serving(served) as mirror:
        more = {"TEMOIN_GEONAMES": mirror.address, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        done = gazetteer(home, "add", "mali", "ne", "bf", "ml", locale="fr_FR.UTF-8", **more)
        assert done.returncode == 1
        assert "Mali (ML) : 20 lieux" in done.stdout
        told = done.stderr
        assert "Vouliez-vous dire ML ?" in told
        assert f"{mirror.address}/NE.zip" in told and f"{mirror.address}/BF.zip" in told
        again = gazetteer(home, "add", "ML", **more)
        assert again.returncode == 0 and "already" in again.stdout
        (served / "ML.zip").unlink()
        zipped(country(served, "ML", 7))
        assert "7 places" in gazetteer(home, "add", "ML", **more).stdout
    assert not [p.name for p in (tmp_path / "cache/temoin/geonames").iterdir() if p.name != "lock"]


def test_a_full_disk_leaves_all_as_it_was(home: Path, tmp_path: Path) -> None:
    gazetteer(home, "add", "--from", country(tmp_path, "ML"))

    def no_large_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = subprocess.run(
        [sys.executable, "-m", "temoin", "gazetteer", "add", "--from", country(tmp_path, "NE", 9000)],
        capture_output=True,
        text=True,
        env=environment(home),
        preexec_fn=no_large_files,
    )
    assert done.returncode == 1 and "gazetteer.sqlite" in done.stderr and "Traceback" not in done.stderr
    assert left(home) == {"gazetteer.sqlite"}
    assert found(home, "Village 3 of ML")[0]["name"] == "Village 3 of ML"


def test_processes_that_add_at_once_lose_nothing(home: Path, tmp_path: Path) -> None:
    codes = ("ML", "NE", "BF", "TD")
    commands = [
        [sys.executable, "-m", "temoin", "gazetteer", "add", "--from", country(tmp_path, code, 3000)]
        for code in codes
    ]
    at_work = [subprocess.Popen(c, env=environment(home), stdout=subprocess.DEVNULL) for c in commands]
    assert [process.wait() for process in at_work] == [0] * 4
    assert all(found(home, f"Village 2999 of {code}")[0]["country"] == code for code in codes)
    assert left(home) == {"gazetteer.sqlite"}


def test_killed_at_any_point_the_old_one_serves(home: Path, tmp_path: Path) -> None:
    gazetteer(home, "add", "--from", country(tmp_path, "ML", 5))
    large = country(tmp_path, "NE", 12_000)
    chance = random.Random(7)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-m", "temoin", "gazetteer", "add", "--from", large],
            env=environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.1, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        shown = gazetteer(home, "list")
        assert shown.returncode == 0 and "ML.txt" in shown.stdout
    assert gazetteer(home, "add", "--from", country(tmp_path, "BF", 5)).returncode == 0
    assert left(home) == {"gazetteer.sqlite"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_coding_warns_once_of_an_unusable_one(home: Path, tmp_path: Path, jobs: str) -> None:
    (home / "temoin").mkdir(parents=True)
    (home / "temoin" / "gazetteer.sqlite").write_bytes(b"no gazetteer" * 99)
    reports = tmp_path / "reports"
    reports.mkdir()
    for n in range(4):
        (reports / f"{n}.txt").write_text(REPORT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "temoin", "code", str(reports), "--jobs", jobs, "--format", "jsonl"],
        capture_output=True,
        text=True,
        env=environment(home),
    )
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 4
    assert done.stderr.count("gazetteer.sqlite") == 1 and "temoin gazetteer add" in done.stderr


def test_usage_errors(home: Path, tmp_path: Path) -> None:
    for args in (
        ["add", "Z9"],
        ["add", "--from", tmp_path / "none.txt"],
        ["find", "Gao", "--country", "Mali"],
    ):
        done = gazetteer(home, *args, locale="fr_FR.UTF-8")
        assert done.returncode in (1, 2) and done.stderr and "Traceback" not in done.stderr
