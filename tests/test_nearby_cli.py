"""`temoin nearby`, as its users run it."""

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
    """A ledger with a data set: every tenth day an incident, and another nearby three days later."""
    home = tmp_path_factory.mktemp("ledger")
    events = []
    for n in range(80):
        for later, shift in ((0, 0.0), (3, 0.01)):
            day = (date(2022, 1, 1) + timedelta(10 * n + later)).isoformat()
            lat = f"{12 + 0.3 * (n % 13) + shift:.3f}"
            events.append(
                {"date_start": day, "date_end": day, "latitude": lat, "longitude": f"{-(n % 11) / 3:.3f}"}
            )
    file = ged(home / "ged.csv", *events)
    address = str(home / "case.db")
    done = CliRunner(env={"TEMOIN_LEDGER": address}).invoke(app, ["import", "ucdp", str(file)])
    assert done.exit_code == 0, done.output
    return address


@pytest.fixture
def ask(ledger):
    """Runs the command on that ledger."""

    def run(*args, locale="en_GB.UTF-8", status=0):
        runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "100", "TEMOIN_LEDGER": ledger})
        done = runner.invoke(app, ["nearby", "--data", "ucdp", *map(str, args)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == status, done.output
        return done

    return run


def test_near_repeats_are_found_and_drawn(ask, tmp_path):
    picture = tmp_path / "nearby.svg"
    done = ask("-o", picture)
    assert "another one within 5 km and 7 days is" in done.stdout
    assert "Reprisals cannot be told" in done.stdout
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_bands_are_those_asked_for(ask):
    rows = list(csv.DictReader(io.StringIO(ask("--km", "2.5,8", "--days", "5", "--format", "csv").stdout)))
    bands = [
        (row["km_from"], row["km_to"], row["days_from"], row["days_to"])
        for row in rows
        if row["group"] == "all"
    ]
    assert bands == [
        ("0", "2.5", "0", "0"),
        ("0", "2.5", "1", "5"),
        ("2.5", "8.0", "0", "0"),
        ("2.5", "8.0", "1", "5"),
    ]


def test_json_and_the_whole_period(ask):
    found = json.loads(ask("--window", "0", "--since", "2023", "--format", "json").stdout)
    assert found["window_days"] is None
    assert found["period"][0] >= "2023-01-01"


def test_french(ask):
    assert "Après un incident, un autre à moins de 5 km" in ask(locale="fr_FR.UTF-8").stdout


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["--km", "10,5"], "rising"),
        (["--km", "far"], "rising"),
        (["--km", "nan"], "rising"),
        (["--km", "5,1000"], "rising"),
        (["--days", "7.5"], "rising"),
        (["--days", "0,7"], "rising"),
        (["--days", ""], "rising"),
        (["--days", "7,300"], "--window 600"),
    ],
)
def test_what_cannot_be_is_said(ask, args, reason):
    assert reason in " ".join(ask(*args, status=2).stderr.replace("│", " ").split())


def test_nothing_in_this_choice(ask):
    assert "No incident" in ask("--since", "2030", status=1).stderr
