"""`temoin export`, as its users run it."""

import csv
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.made import add, attack, reading
from temoin.cli import app
from temoin.ledger import Ledger
from temoin.messages import lookup
from temoin.publishing.exports import FORMATS


@pytest.fixture
def home(tmp_path):
    """A folder with a ledger of three incidents."""
    with Ledger(str(tmp_path / "case.db")) as ledger:
        add(
            ledger,
            reading("a", attack(), title="Dawn raid", publisher="Lake Echo", published="2024-03-06"),
            reading("b", attack(day="2024-04-07", place="Dinga", who="CSP"), published="2024-04-08"),
            reading("c", attack(day="2024-05-09", place="Serma", killed=None), published="2024-05-10"),
        )
    return tmp_path


def ask(*args, home: Path, locale="en_GB.UTF-8"):
    runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "100", "TEMOIN_LEDGER": str(home / "case.db")})
    done = runner.invoke(app, ["export", *map(str, args)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_written_whole_with_what_it_does_not_say_beside_it(format, home):
    file = home / f"out.{format}"
    done = ask("--format", format, "-o", file, home=home)
    assert done.exit_code == 0, done.output
    assert file.stat().st_size
    beside = home / f"out.{format}.loss.txt"
    assert lookup("export.never", "en") in beside.read_text(encoding="utf-8")
    assert str(beside) in done.stderr
    assert {p.name for p in home.iterdir() if p.suffix == ".part"} == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_a_file_all_goes_to_standard_output_and_the_losses_to_standard_error(language, home):
    done = ask("--format", "ucdp", home=home, locale=f"{language}_XX.UTF-8")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [row["best"] for row in rows] == ["12", "12"]
    assert lookup("export.lost.no_toll", language) in done.stderr
    assert lookup("export.audience.public", language) in done.stderr


def test_filters_are_those_of_incidents(home):
    done = ask("--format", "geojson", "--since", "2024-04", "--until", "2024-04", home=home)
    [feature] = json.loads(done.stdout)["features"]
    assert feature["properties"]["start"] == "2024-04-07"
    assert ask("--format", "geojson", "--country", "FR", home=home).exit_code == 0
    assert ask("--format", "geojson", "--since", "2024-05", "--until", "2024-04", home=home).exit_code == 2


def test_who_may_read_it_stands_in_the_file(home):
    public, internal = (
        json.loads(ask("--format", "geojson", *audience, home=home).stdout)
        for audience in ((), ("--audience", "internal"))
    )
    assert (public["audience"], internal["audience"]) == ("public", "internal")


def test_a_file_that_cannot_be_written_leaves_the_old_one(home):
    assert ask("--format", "csv", "-o", home / "absent" / "out.csv", home=home).exit_code == 2
    assert ask("--format", "csv", "-o", home, home=home).exit_code == 2
    old = home / "old.csv"
    old.write_text("kept", encoding="utf-8")
    (home / "case.db").write_bytes(b"no ledger at all" * 100)
    assert ask("--format", "csv", "-o", old, home=home).exit_code == 1
    assert old.read_text(encoding="utf-8") == "kept"


def test_a_ledger_that_is_not_there_is_told(tmp_path):
    done = ask("--format", "csv", home=tmp_path)
    assert done.exit_code == 1
    assert "case.db" in done.stderr


def test_an_unknown_format_or_audience_is_an_error_of_usage(home):
    assert ask("--format", "shapefile", home=home).exit_code == 2
    assert ask("--format", "csv", "--audience", "all", home=home).exit_code == 2
    assert ask(home=home).exit_code == 2


@pytest.mark.skipif(os.name != "posix", reason="devices are named so on POSIX systems")
def test_a_device_is_written_as_it_is(home):
    done = ask("--format", "csv", "-o", "/dev/null", home=home)
    assert done.exit_code == 0
    assert lookup("export.never", "en") in done.stderr
    assert not Path("/dev/null.loss.txt").exists()
