"""`temoin map` and `temoin timeline`, as their users run them."""

import pytest
from typer.testing import CliRunner

from ledger.made import add, attack, reading
from temoin.cli import app
from temoin.ledger import Ledger

COMMANDS = ("map", "timeline")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """The address of a ledger of two incidents."""
    address = str(tmp_path_factory.mktemp("case") / "case.db")
    with Ledger(address) as ledger:
        add(
            ledger,
            reading("a", attack(), publisher="Lake Echo", published="2024-03-06"),
            reading("b", attack(day="2024-04-07", place="Dinga"), published="2024-04-08"),
        )
    return address


def ask(*args, case, locale="en_GB.UTF-8"):
    runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "200", "TEMOIN_LEDGER": case})
    done = runner.invoke(app, list(map(str, args)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("locale", "words"), [("fr_FR", "Tués"), ("en_GB", "Killed")])
def test_a_picture_is_in_the_readers_language(command, locale, words, case, tmp_path):
    done = ask(command, "-o", tmp_path / "out.svg", case=case, locale=f"{locale}.UTF-8")
    assert done.exit_code == 0, done.output
    assert words in (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert str(tmp_path / "out.svg") in done.stderr.replace("\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_filters_are_those_of_incidents(command, case, tmp_path):
    ask(command, "-o", tmp_path / "out.svg", "--since", "2024-04", "--country", "ml", case=case)
    picture = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert "1 incident" in picture and "Mali, 1 April 2024 to" in picture


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("-o", "out.pdf"), ".svg, .png, .html"),
        (("-o", "nowhere/out.png"), "nowhere"),
        ((), "--output"),
    ],
)
def test_a_file_that_cannot_be_a_picture_is_told(command, args, says, case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = ask(command, *args, case=case)
    assert done.exit_code == 2 and says in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", COMMANDS)
def test_where_there_is_nothing_nothing_is_drawn(command, case, tmp_path):
    done = ask(command, "-o", tmp_path / "out.png", "--country", "NE", case=case)
    assert done.exit_code == 1 and "No incident to draw" in done.stderr and "ML" in done.stderr
    assert not list(tmp_path.iterdir())
