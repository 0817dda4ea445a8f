"""The commands say the same on PostgreSQL as on a file."""

import re

import pytest
from typer.testing import CliRunner

from ledger_cases import write_feed
from temoin.cli import app

COMMANDS = [
    ("incidents", "--format", "csv"),
    ("incidents", "--country", "ML", "--since", "2024-03", "--party", "jnim"),
    ("incident", "courrier#1"),
    ("history", "courrier#1"),
    ("reports", "--format", "csv"),
    ("export", "--format", "jsonl"),
    ("recode",),
]


@pytest.fixture
def answers(tmp_path):
    """What each command says on a file."""
    return said(tmp_path, str(tmp_path / "case.db"))


def said(home, address):
    """What each command writes and the status it ends with; times left out."""
    runner = CliRunner(env={"LC_ALL": "en_GB.UTF-8", "COLUMNS": "100", "TEMOIN_LEDGER": address})

    def run(*arguments, typed=""):
        done = runner.invoke(app, arguments, input=typed)
        return arguments[0], done.exit_code, timeless(done.stdout)

    write_feed(home / "feed.jsonl")
    run("add", str(home / "feed.jsonl"))
    answers = [run(*command) for command in COMMANDS]
    answers.append(run("review", "courrier#1", "--who", "Awa", typed="s\nq\n"))
    return [*answers, run("review", "--undo", "1"), run("history", "courrier#1")]


def timeless(text):
    return re.sub(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d\S*|\d{4}-\d\d-\d\d", "TIME", text)


def test_the_commands_say_the_same_on_postgresql(answers, database, tmp_path):
    assert [status for _, status, *_ in answers] == [0] * len(answers)
    assert said(tmp_path, database) == answers
