"""`temoin import`, and what goes out of it again, as its users run it."""

import csv
import json

import pytest
from typer.testing import CliRunner

from datasets.made import GED, acled, ged, reduced
from ledger.made import add, attack, reading
from temoin.cli import app
from temoin.ledger import Ledger
from temoin.messages import lookup


@pytest.fixture
def ask(tmp_path):
    """Runs a command on a ledger of the test's own."""

    def run(*args, locale="en_GB.UTF-8", status=0):
        runner = CliRunner(
            env={"LC_ALL": locale, "COLUMNS": "120", "TEMOIN_LEDGER": str(tmp_path / "case.db")}
        )
        done = runner.invoke(app, [*map(str, args)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == status, done.output
        return done

    return run


def test_a_file_is_loaded_and_says_what_it_gave_and_whose_it_is(ask, tmp_path):
    done = ask("import", "ucdp", ged(tmp_path / "ged.csv", {}, {}))
    assert "ucdp: 2 events" in done.stdout
    assert "CC BY 4.0" in done.stdout and "Sundberg" in done.stdout
    assert lookup("import.missing", "en") not in done.stderr


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_file_lacks_and_what_cannot_be_read_is_told(language, ask, tmp_path):
    file = reduced(tmp_path / "small.csv", {}, {"day": "32"}, {"country": "Kossobaland"})
    done = ask("import", "ucdp", file, locale=f"{language}_XX.UTF-8")
    assert lookup("datasets.missing.ucdp", language)["where_prec"] in done.stderr
    assert "Kossobaland" in done.stderr
    assert "2023-3-32" in done.stderr and "3" in done.stderr.splitlines()[-1]


def test_the_same_file_is_not_loaded_twice_and_another_replaces_it(ask, tmp_path):
    first, second = ged(tmp_path / "one.csv", {}), ged(tmp_path / "two.csv", {}, {})
    ask("import", "ucdp", first)
    assert "loaded already" in ask("import", "ucdp", first).stdout
    done = ask("import", "ucdp", second)
    assert "one.csv" in done.stdout and "ucdp: 2 events" in done.stdout
    ask("import", "acled", acled(tmp_path / "acled.csv", {}), "--name", "acled-ml")
    listed = ask("import", "list").stdout
    assert [line.split()[:3] for line in listed.splitlines()[1:3]] == [
        ["acled-ml", "acled", "1"],
        ["ucdp", "ucdp", "2"],
    ]
    assert "ACLED" in listed and "one.csv" not in listed
    ask("import", "remove", "ucdp")
    assert "acled-ml" in ask("import", "remove", "ucdp", status=2).stderr


def test_a_file_that_cannot_be_read_changes_nothing_and_says_what_to_do(ask, tmp_path):
    ask("import", "ucdp", ged(tmp_path / "one.csv", {}))
    for file in (
        tmp_path / "nowhere.csv",
        acled(tmp_path / "acled.csv", {}),
        ged(tmp_path / "bad.csv", {"best": "x"}),
    ):
        assert str(file) in ask("import", "ucdp", file, status=1).stderr
    assert "one.csv" in ask("import", "list").stdout
    for name in ("ledger", "two words", ""):
        ask("import", "ucdp", tmp_path / "one.csv", "--name", name, status=2)


def test_nothing_loaded_says_how_to_load(ask, tmp_path):
    Ledger(str(tmp_path / "case.db")).close()
    assert ask("import", "list").stdout.strip() == lookup("import.none", "en")
    assert "temoin import ucdp" in " ".join(
        ask("export", "--format", "ucdp", "--data", "ucdp", status=2).stderr.split()
    )


@pytest.mark.parametrize(
    ("format", "make"),
    [("ucdp", ged), ("ucdp", reduced), ("acled", acled)],
)
def test_a_data_set_goes_out_as_it_came_in(format, make, ask, tmp_path):
    file = make(tmp_path / "in.csv", {}, {"country": "Niger"}, {"country": 'An "odd"; name\nof two lines'})
    ask("import", format, file)
    done = ask("export", "--format", format, "--data", format, "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == file.read_bytes()
    assert "in.csv" in done.stderr and {"ucdp": "CC BY", "acled": "ACLED's terms"}[format] in done.stderr
    assert ask("export", "--format", format, "--data", format).stdout.encode() == file.read_bytes()


def test_only_what_filters_ask_for_goes_out(ask, tmp_path):
    niger = {"country": "Niger", "country_id": "436"}
    ask("import", "ucdp", ged(tmp_path / "in.csv", {}, niger, {"best": "some"}))
    done = ask("export", "--format", "ucdp", "--data", "ucdp", "--country", "NE")
    assert [row["country"] for row in csv.DictReader(done.stdout.splitlines())] == ["Niger"]
    assert lookup("export.not_loaded", "en").format(n=1) in done.stderr


def test_what_a_data_set_cannot_answer_is_refused_in_words(ask, tmp_path):
    ask("import", "ucdp", ged(tmp_path / "in.csv", {}))
    for args in (
        ("--format", "csv"),
        ("--format", "ucdp", "--type", "Attack"),
        ("--format", "ucdp", "--contested"),
    ):
        assert "ucdp" in ask("export", "--data", "ucdp", *args, status=2).stderr


def test_the_ledgers_own_incidents_still_go_out(ask, tmp_path):
    with Ledger(str(tmp_path / "case.db")) as ledger:
        add(ledger, reading("a", attack(), published="2024-03-06"))
    ask("import", "ucdp", ged(tmp_path / "in.csv", {}))
    for data in ((), ("--data", "ledger")):
        done = ask("export", "--format", "ucdp", *data)
        [row] = csv.DictReader(done.stdout.splitlines())
        assert (row["best"], list(row)) == ("12", list(GED))


@pytest.fixture
def both(ask, tmp_path):
    """A ledger of two incidents beside a data set that has one of them and another."""
    with Ledger(str(tmp_path / "case.db")) as ledger:
        add(ledger, reading("a", attack()), reading("b", attack(place="Dinga", day="2024-04-02")))
        told = {i["start"]: i for i in ledger.incidents()}
    place = told["2024-03-05"]["place"]
    about = {
        "type_of_violence": "3",
        "side_a": "JNIM",
        "side_b": "Civilians",
        "latitude": place["lat"] + 0.01,
    }
    same = {
        **about,
        "longitude": place["lon"],
        "date_start": "2024-03-05",
        "date_end": "2024-03-06",
        "best": "12",
    }
    other = {**same, "date_start": "2024-03-28", "date_end": "2024-03-28"}
    ask("import", "ucdp", ged(tmp_path / "in.csv", same, other))
    return told


def test_match_lists_what_is_in_both_and_what_each_lacks(ask, both):
    done = ask("match", "ledger", "ucdp", "--format", "csv", "--everywhere")
    found = {row["found"]: row for row in csv.DictReader(done.stdout.splitlines())}
    pair = found["both"]
    assert (pair["id_mine"], pair["id_theirs"]) == (both["2024-03-05"]["id"], "51")
    assert (pair["days"], pair["km"], pair["agree_sides"], pair["clear"]) == ("0", "1.1", "both", "yes")
    assert found["mine"]["id_mine"] == both["2024-04-02"]["id"]
    assert found["theirs"]["id_theirs"] == "52"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_match_says_counts_and_assumptions_first_and_last(language, ask, both):
    done = ask("match", "ledger", "ucdp", locale=f"{language}_XX.UTF-8")
    lines = done.stdout.splitlines()
    assert lines[0].startswith({"fr": "Dans les deux : 1", "en": "In both: 1"}[language])
    assert both["2024-03-05"]["id"] in done.stdout
    assert {"fr": "Hypothèses", "en": "Assumptions"}[language] in done.stdout


def test_match_in_json_has_all(ask, both):
    told = json.loads(ask("match", "ucdp", "ledger", "--format", "json", "--everywhere").stdout)
    assert told["counts"]["both"] == len(told["pairs"]) == 1
    assert [one["id"] for one in told["only_mine"]] == ["52"]
    assert told["pairs"][0]["levels"]["place"] == "same"
    assert told["says"] and told["notes"]


def test_match_needs_two_data_sets_that_are_there(ask, both):
    for names in (("ledger", "ledger"), ("ledger", "acled"), ("ucdpp", "ledger")):
        ask("match", *names, status=2)
