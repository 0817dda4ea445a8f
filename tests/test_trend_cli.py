"""`temoin trend` and `temoin compare`, as their users run them."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from datasets.made import ged
from temoin.cli import app


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with a data set: two years in which incidents double, around forty places."""
    home = tmp_path_factory.mktemp("ledger")
    events = []
    for n in range(600):
        day = (date(2022, 1, 1) + timedelta(round(730 * (n / 600) ** 0.7))).isoformat()
        lat, lon = f"{11 + n * 7 % 40 // 8 * 1.1:.3f}", f"{-(n * 7 % 40 % 8) * 1.1:.3f}"
        events.append({"date_start": day, "date_end": day, "latitude": lat, "longitude": lon})
    file = ged(home / "ged.csv", *events)
    address = str(home / "case.db")
    done = CliRunner(env={"TEMOIN_LEDGER": address}).invoke(app, ["import", "ucdp", str(file)])
    assert done.exit_code == 0, done.output
    return address


@pytest.fixture
def ask(ledger):
    """Runs a command on that data set, or with `data=()` on the ledger's own incidents."""

    def run(*args, locale="en_GB.UTF-8", status=0, data=("--data", "ucdp")):
        runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "100", "TEMOIN_LEDGER": ledger})
        done = runner.invoke(app, [*map(str, args), *data])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == status, done.output
        return done

    return run


def test_a_trend_is_told_and_drawn(ask, tmp_path):
    picture = tmp_path / "trend.svg"
    done = ask("trend", "--by", "month", "-o", picture)
    assert "Incidents rose from" in done.stdout and "(n = 600;" in done.stdout
    assert "Assumed:" in done.stdout
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_a_trend_is_told_in_french(ask):
    assert "Les incidents ont augmenté de" in ask("trend", locale="fr_FR.UTF-8").stdout


def test_a_row_for_each_period(ask):
    rows = list(csv.DictReader(io.StringIO(ask("trend", "--by", "month", "--format", "csv").stdout)))
    assert sum(float(row["incidents_best"]) for row in rows) == 600
    assert rows[0]["first"] == "2022-01-01" and rows[0]["reports"] == ""


def test_programs_are_told_all(ask):
    told = json.loads(ask("trend", "--format", "json").stdout)
    assert told["rate"]["direction"] == "rise" and told["n"] == 600
    place = ("--around", "2023-02-01", "--place", "12.1,-1.1")
    told = json.loads(ask("compare", *place, "--format", "json").stdout)
    assert told["before"] + told["after"] > 0 and told["radius"] == 50


def test_nothing_dated_is_said(ask):
    assert "No dated incident" in ask("trend", data=(), status=1).stderr


def test_before_and_after_are_compared_and_drawn(ask, tmp_path):
    picture = tmp_path / "compare.svg"
    place = ("--around", "2023-02-01", "--place", "12.1,-1.1", "--radius", "80km", "--window", "120d")
    done = ask("compare", *place, "-o", picture)
    assert "80 km around 12.1, -1.1, 120 days before and after 1 February 2023" in done.stdout
    told = " ".join(done.stdout.split())
    assert "matched places and days" in told and "parallel trends" in told
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_too_little_is_said_with_what_to_do(ask):
    done = ask("compare", "--around", "2023-02-01", "--place", "50,50", locale="fr_FR.UTF-8")
    assert "Trop peu de données" in done.stdout and "--radius" in done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--around", "2023-02-01"], "--around with"),
        (["--around", "yesterday", "--place", "1,1"], "2024-03-01"),
        (["--around", "2023-02-01", "--place", "1,1", "--radius", "0"], "from 1 to 500"),
        (["--around", "2023-02-01", "--place", "1,1", "--event", "x"], "--around with"),
    ],
)
def test_errors_of_usage_say_what_to_write(ask, args, said):
    done = ask("compare", *args, status=2)
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_days_beyond_the_data_are_refused(ask):
    done = ask("compare", "--around", "2022-01-05", "--place", "12.1,-1.1", status=1)
    assert "from 1 April 2022 to" in done.stderr


def test_a_name_of_several_places_is_answered_with_all_of_them(ask):
    done = ask("compare", "--around", "2023-02-01", "--place", "San José", status=1)
    assert "--place " in done.stderr and "Costa Rica" in done.stderr


def test_an_unknown_place_or_incident_is_told(ask):
    assert "LAT,LON" in ask("compare", "--around", "2023-02-01", "--place", "Qqzzxv", status=1).stderr
    assert "no incident nope" in ask("compare", "--event", "nope", status=1).stderr
