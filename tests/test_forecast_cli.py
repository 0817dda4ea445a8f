"""`temoin forecast`, as its users run it."""

import csv
import io
import json
from datetime import date

import pytest
from typer.testing import CliRunner

from datasets.made import ged
from temoin.cli import app


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with a data set of four years: in each month two incidents in Mopti, one of many in Gao."""
    home = tmp_path_factory.mktemp("ledger")
    events = []
    for n in range(48):
        for day, division, killed in (
            (2, "Mopti region", 1 + n % 4),
            (27, "Mopti region", 2),
            (9, "Gao region", 30),
        ):
            when = date(2019 + n // 12, n % 12 + 1, day).isoformat()
            dead = {"deaths_a": "0", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": str(killed)}
            bounds = {name: str(killed) for name in ("low", "best", "high")}
            events.append({"date_start": when, "date_end": when, "adm_1": division, **dead, **bounds})
    file = ged(home / "ged.csv", *events)
    address = str(home / "case.db")
    done = CliRunner(env={"TEMOIN_LEDGER": address}).invoke(app, ["import", "ucdp", str(file)])
    assert done.exit_code == 0, done.output
    return address


@pytest.fixture
def ask(ledger):
    """Runs the command on that ledger."""

    def run(*args, locale="en_GB.UTF-8", status=0):
        runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "120", "TEMOIN_LEDGER": ledger})
        done = runner.invoke(app, ["forecast", "--data", "ucdp", *map(str, args)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == status, done.output
        return done

    return run


def test_the_forecast_is_told_and_drawn(ask, tmp_path):
    picture = tmp_path / "forecast.svg"
    told = " ".join(ask("-o", picture).stdout.split())
    assert "forecast for January 2023 to March 2023" in told
    assert "Most deaths are expected in Gao (ML)" in told
    assert "95 % interval" in told
    assert "CRPS" in told
    assert "must not be used to target anyone" in told
    assert "deaths that are reported" in told
    assert "November 2022, December 2022 may still come in" in told
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_french(ask):
    told = " ".join(ask(locale="fr_FR.UTF-8").stdout.split())
    assert "prévision pour janvier 2023 à mars 2023" in told
    assert "ne jamais s'en servir pour cibler" in told


def test_rows_for_programs(ask):
    rows = list(csv.DictReader(io.StringIO(ask("--months", 2, "--format", "csv").stdout)))
    gao = [row for row in rows if row["area"] == "Gao (ML)"]
    assert [row["month"] for row in gao] == ["2023-01", "2023-02"]
    assert {row["at_least_25"] for row in gao} == {"1.0"}
    found = json.loads(ask("--format", "json").stdout)
    assert found["n"] == 144
    assert {one["model"] for one in found["skill"]["models"]} == {"pooled", "bootstrap", "poisson"}
    assert any("target" in note for note in found["notes"])


def test_until_takes_the_data_back(ask):
    rows = list(csv.DictReader(io.StringIO(ask("--until", "2021-06", "--format", "csv").stdout)))
    assert min(row["month"] for row in rows) == "2021-07"


def test_cells(ask):
    assert "by cell of half a degree" in ask("--by", "cell").stdout


@pytest.mark.parametrize(
    ("args", "status", "reason"),
    [
        (["--until", "2020-06"], 1, "Too little data for a forecast"),
        (["--country", "NE"], 1, "No incident"),
        (["--country", "XX"], 2, "XX"),
        (["--months", "7"], 2, "to 6"),
        (["-o", "forecast.doc"], 2, "suffix"),
    ],
)
def test_what_cannot_be_is_said(ask, args, status, reason):
    assert reason in ask(*args, status=status).output
