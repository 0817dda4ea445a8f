"""The commands of the ledger, as their users run them."""

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger_cases import ATTACK_EN, ATTACK_FR, FEED, QUIET, temoin, write_feed
from temoin.cli import app
from temoin.linking.comparing import levels
from temoin.messages import lookup

ATTACK_EVENTS = ["courrier#1", "wire#1"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a feed and the ledger that came of adding it, and what adding it said."""
    home = tmp_path_factory.mktemp("made")
    write_feed(home / "feed.jsonl")
    return home, temoin("add", "feed.jsonl", "absent.txt", "--ledger", "case.db", home=home)


@pytest.fixture
def home(made, tmp_path):
    """A folder of one's own with the feed and the ledger."""
    shutil.copytree(made[0], tmp_path / "home")
    return tmp_path / "home"


def ask(*args, home: Path, locale="en_GB.UTF-8"):
    """Run a command in this process, on the ledger in a folder."""
    runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "100", "TEMOIN_LEDGER": str(home / "case.db")})
    done = runner.invoke(app, [*map(str, args)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def listed(*args, home: Path):
    """The incidents of a list, as JSON lines have them."""
    done = ask("incidents", "--format", "jsonl", *args, home=home)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_add_counts_what_it_took_and_lists_what_it_did_not(made):
    _, done = made
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "3 reports with events (3 events) · 1 quiet · 0 known already · 0 updated · 0 refused · 1 failed",
        "2 new incidents · 0 incidents extended",
    ]
    assert done.stderr.startswith("Ledger made: case.db\nabsent.txt (failed)\n  There is no such file. Check")
    assert "\x1b" not in done.stdout + done.stderr


def test_adding_again_changes_nothing(home):
    before = ask("incidents", "--format", "json", home=home).stdout
    done = temoin("add", "feed.jsonl", "--ledger", "case.db", home=home, locale="fr_FR.UTF-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 récit avec événement (0 événement) · 0 sans événement · 4 déjà connus" in done.stdout
    assert "0 nouvel incident · 0 incident étendu" in done.stdout
    assert ask("incidents", "--format", "json", home=home).stdout == before


def test_a_further_report_extends_its_incident_and_a_changed_one_is_updated(home):
    third = {**ATTACK_EN, "id": "third", "text": ATTACK_EN["text"].replace("12", "14")}
    changed = {**ATTACK_FR, "text": ATTACK_FR["text"].replace("Douze", "Quatorze")}
    write_feed(home / "more.jsonl", [third, changed])
    done = temoin("add", "more.jsonl", home=home, TEMOIN_LEDGER="case.db")
    assert done.returncode == 0, done.stderr
    assert "1 updated" in done.stdout and "0 new incidents · 1 incident extended" in done.stdout
    [attack] = listed("--country", "ML", home=home)
    assert sorted(attack["events"]) == [*ATTACK_EVENTS[:1], "third#1", "wire#1"]


def test_the_usual_ledger_is_a_file_of_the_users_data_and_asking_makes_none(tmp_path):
    asked = temoin("incidents", home=tmp_path, locale="fr_FR.UTF-8")
    assert asked.returncode == 1 and "temoin add" in asked.stderr and "Traceback" not in asked.stderr
    assert list(tmp_path.rglob("*.sqlite")) == []
    write_feed(tmp_path / "quiet.jsonl", [QUIET])
    done = temoin("add", "quiet.jsonl", home=tmp_path)
    usual = tmp_path / "temoin" / "ledger.sqlite"
    assert done.stderr == f"Ledger made: {usual}\n" and usual.exists()


def test_formats_tell_of_the_same_incidents(home):
    lines = listed(home=home)
    assert [line["events"] for line in lines] == [["radio#1"], ATTACK_EVENTS]
    assert json.loads(ask("incidents", "--format", "json", home=home).stdout) == lines
    rows = list(csv.DictReader(io.StringIO(ask("incidents", "--format", "csv", home=home).stdout)))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert (rows[1]["killed_low"], rows[1]["killed_high"], rows[1]["events"]) == (
        "0",
        "12",
        " | ".join(ATTACK_EVENTS),
    )
    table = ask("incidents", home=home).stdout
    assert all(line["id"] in table for line in lines) and "Kandarou" in table


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["--country", "ml"], ["courrier"]),
        (["--country", "SN"], []),
        (["--since", "2024-04"], ["radio"]),
        (["--until", "2024-03"], ["courrier"]),
        (["--since", "2024-03-07", "--until", "2024-03-07"], ["courrier"]),
        (["--since", "2025"], []),
        (["--contested"], ["courrier"]),
        (["--party", "jnim"], ["radio", "courrier"]),
        (["--party", "burkina"], ["radio"]),
        (["--type", "attack"], ["courrier"]),
        (["--type", "attaque contre des civils"], ["courrier"]),
        (["--type", "Agreement"], []),
        (["--background"], ["radio", "courrier"]),
    ],
    ids=" ".join,
)
def test_filters(args, found, home, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    runner = CliRunner(env={"LC_ALL": "fr_FR.UTF-8", "TEMOIN_LEDGER": str(home / "case.db")})
    done = runner.invoke(app, ["incidents", "--format", "jsonl", *args])
    assert [json.loads(line)["reports"][0] for line in done.stdout.splitlines()] == found


def test_the_rule_for_tolls_is_the_users_and_is_told(home):
    for rule, number in (("lowest", 0), ("highest", 12)):
        [attack] = listed("--country", "ML", "--rule", rule, home=home)
        assert (attack["rule"], attack["tolls"]["killed"]["value"]) == (rule, number)
    assert "le plus haut" in ask("incident", "wire#1", "--rule", "highest", home=home, locale="fr").stdout


@pytest.mark.parametrize("locale", ["en_GB.UTF-8", "fr_FR.UTF-8"])
@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["incidents", "--since", "hier"], "2024-12"),
        (["incidents", "--since", "2024-02-30"], "2024-12"),
        (["incidents", "--since", "2024-05", "--until", "2024-04"], "2024-05-01"),
        (["incidents", "--country", "Mali"], "ML"),
        (["incidents", "--country", "ZZ"], "ISO 3166"),
        (["incidents", "--type", "atack"], "Attack"),
        (["incidents", "--type", "?"], "Grenade"),
        (["incidents", "--rule", "mean"], "lowest"),
        (["incidents", "--format", "xml"], "jsonl"),
        (["add", "feed.jsonl", "--published", "soon"], "2024"),
        (["add"], "INPUT"),
        (["recode", "--since", "x"], "2024-12"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_wrong_with_an_option_is_told(args, told, locale, home):
    done = ask(*args, home=home, locale=locale)
    assert done.exit_code == 2 and told in done.stderr


@pytest.mark.parametrize(
    "address", ["mysql://localhost/case", "sqlite:///no/such/folder/case.db", "postgresql://[", "feed.jsonl"]
)
@pytest.mark.parametrize("command", [["incidents"], ["add", "feed.jsonl"], ["review"], ["reports"]], ids=str)
def test_a_wrong_address_is_told_with_a_remedy(command, address, home, monkeypatch):
    monkeypatch.chdir(home)
    done = ask(*command, "--ledger", address, home=home)
    assert done.exit_code == 1 and "Remedy: " in done.stderr
    assert not (home / "no").exists()


def test_an_empty_list_says_which_countries_and_parties_there_are(home):
    assert "BF, ML" in ask("incidents", "--country", "SN", home=home).stderr
    assert "temoin parties find" in ask("incidents", "--party", "qqqq", home=home).stderr


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "en_GB.UTF-8",
            [
                "Why this is one incident",
                "same day (2024-03-07)",
                "numbers killed that agree (0 to 12 and 12)",
                "likely",
            ],
        ),
        (
            "fr_FR.UTF-8",
            [
                "Pourquoi c'est un seul incident",
                "même jour (2024-03-07)",
                "nombres de tués compatibles (0 à 12 et 12)",
                "bits, soit",
            ],
        ),
    ],
)
def test_the_card_shows_reports_words_and_why_they_are_one(locale, words, home):
    done = ask("incident", "wire#1", home=home, locale=locale)
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert all(w in told for w in words), done.stdout
    assert "Douze civils ont été tués, selon un élu local." in told


def test_the_card_as_json_has_records_and_joins(home):
    [attack] = listed("--country", "ML", home=home)
    card = json.loads(ask("incident", attack["id"], "--format", "json", home=home).stdout)
    assert [m["event"]["id"] for m in card["members"]] == ATTACK_EVENTS
    assert card["members"][0]["report"]["publisher"] == "Le Courrier du Gourma"
    [join] = card["joins"]
    assert [join["first"], join["second"]] == ATTACK_EVENTS and 0.5 < join["probability"] < 1


def test_an_unknown_id_is_met_with_what_it_may_be(home):
    [attack] = listed("--country", "ML", home=home)
    for command in ("incident", "history"):
        begun = ask(command, attack["id"][:6], home=home)
        assert begun.exit_code == 1 and attack["id"] in begun.stderr
        assert "wire#1" in ask(command, "wiree#1", home=home).stderr
        assert "temoin incidents" in ask(command, "nothing-like-it", home=home).stderr
    assert "wire#1" in ask("incident", "wire", home=home).stderr
    assert ask("review", "wiree#1", home=home).exit_code == 1


def test_history_tells_what_was_decided_and_what_found_its_words_no_more(home):
    from temoin.ledger import Ledger

    with Ledger(str(home / "case.db")) as ledger:
        [first, second] = [m.event for m in ledger.members(ledger.incident("wire#1")["id"])]
        claim = next(c for c in first["claims"] if c["span"]["text"] == "Douze civils ont été tués")
        kept = ledger.judge("accept", "courrier#1", claim, "Awa", reason="seen")
        undone = ledger.judge("reject", "wire#1", second["claims"][0], "Awa")
        ledger.undo(undone, "Binta")
        ledger.judge_pair("same", "courrier#1", "wire#1", "Binta")
    told = " ".join(ask("history", "wire#1", home=home).stdout.split())
    assert "Awa confirms" in told and "reason: seen" in told and "same incident" in told
    assert f"[undone by no. {undone + 1}]" in told
    changed = {
        **ATTACK_FR,
        "text": ATTACK_FR["text"].replace("Douze civils ont été tués", "On compte des morts"),
    }
    write_feed(home / "changed.jsonl", [changed])
    assert temoin("add", "changed.jsonl", home=home, TEMOIN_LEDGER="case.db").returncode == 0
    told = " ".join(ask("history", "courrier", home=home).stdout.split())
    assert "these words are there no more" in told
    entries = json.loads(ask("history", "courrier", "--format", "json", home=home).stdout)
    assert [e["id"] for e in entries if e["homeless"]] == [kept]


def test_reports_tells_all_that_was_taken_in(home):
    rows = json.loads(ask("reports", "--format", "json", home=home).stdout)
    assert [r["state"] for r in rows] == ["read", "read", "read", "quiet", "failed"]
    [failed] = list(
        csv.DictReader(io.StringIO(ask("reports", "--failed", "--format", "csv", home=home).stdout))
    )
    assert failed["source"] == "absent.txt" and "no such file" in failed["reason"]
    assert "absent.txt" in ask("reports", "--failed", home=home, locale="fr_FR.UTF-8").stdout


def test_recode_counts_and_keeps(home):
    before = listed(home=home)
    done = temoin("recode", "--since", "2024-04", "--ledger", "case.db", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "0 reports coded otherwise · 2 reports coded the same · 0 failed\n"
    assert listed(home=home) == before


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("locale", ["en_GB.UTF-8", "fr_FR.UTF-8"])
def test_no_line_is_wider_than_the_terminal(locale, columns, home, monkeypatch):
    for command in (["incidents"], ["incident", "wire#1"], ["history", "wire#1"], ["reports"], ["review"]):
        env = {"LC_ALL": locale, "COLUMNS": str(columns), "TEMOIN_LEDGER": str(home / "case.db")}
        done = CliRunner(env=env).invoke(app, command)
        assert done.exit_code == 0
        assert max(map(len, done.stdout.splitlines())) <= columns, done.stdout


def test_listing_loads_nothing_heavy(home):
    script = (
        "import sys\nfrom temoin.cli import app\n"
        "try: app(['incidents', '--country', 'ML'])\nexcept SystemExit: pass\n"
        "heavy = {'splink', 'duckdb', 'spacy', 'numpy', 'pandas', 'alembic', 'pyarrow'}\n"
        "print(*heavy & set(sys.modules), file=sys.stderr, end='')"
    )
    env = {**os.environ, "TEMOIN_LEDGER": str(home / "case.db"), "XDG_DATA_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT")
def test_what_ctrl_c_interrupts_is_kept_as_far_as_it_came(tmp_path):
    many = [
        {**r, "id": f"{n}-{r['id']}", "text": f"{r['text']} ({n})", "url": None}
        for n in range(60)
        for r in FEED
    ]
    write_feed(tmp_path / "many.jsonl", many)
    command = [sys.executable, "-m", "temoin", "add", "many.jsonl", "--ledger", "case.db"]
    env = {**os.environ, "LC_ALL": "en_GB.UTF-8", "XDG_DATA_HOME": str(tmp_path)}
    running = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until(lambda: kept(tmp_path / "case.db") > 0)
    running.send_signal(signal.SIGINT)
    out, err = (stream.decode() for stream in running.communicate(timeout=120))
    assert running.returncode == 130, err
    assert "Interrupted." in err and "run the command again" in err and "Traceback" not in err
    assert "reports with events" in out
    assert 0 < kept(tmp_path / "case.db") < len(many)


def test_who_waits_for_the_ledger_is_told_why(home, monkeypatch):
    monkeypatch.setattr("temoin.cli.ledger_access._SECONDS", 0.01)
    with sqlite3.connect(home / "case.db", check_same_thread=False) as other:
        other.execute("UPDATE linked_by SET rules = 'of long ago'")
        other.commit()
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.5, other.rollback)
        done.start()
        asked = ask("incidents", home=home)
        done.join()
    assert asked.exit_code == 0 and lookup("ledger_cli.waiting", "en") in asked.stderr


def kept(path: Path) -> int:
    """How many inputs a ledger has written down."""
    if not path.exists():
        return 0
    try:
        with sqlite3.connect(path) as connection:
            [[n]] = connection.execute("SELECT count(*) FROM intake")
            return n
    except sqlite3.OperationalError:  # not made yet
        return 0


def wait_until(done, seconds=120):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell")
def test_who_reads_the_output_may_have_enough(home):
    command = f"'{sys.executable}' -m temoin incidents --format json | head -n 1"
    env = {**os.environ, "TEMOIN_LEDGER": str(home / "case.db"), "XDG_DATA_HOME": str(home)}
    done = subprocess.run(command, shell=True, env=env, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[\n", "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_level_of_comparison_has_its_words(language):
    for level in levels():
        if level.level != "unknown":
            assert lookup(f"join.{level.comparison}.{level.level}", language)
