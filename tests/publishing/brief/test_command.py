"""`temoin brief`, as its users run it."""

import pytest
from typer.testing import CliRunner

from ledger.made import add, attack, reading
from temoin.cli import app
from temoin.ledger import Ledger
from temoin.messages import say


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


def ask(*args, home, locale="en_GB.UTF-8"):
    runner = CliRunner(env={"LC_ALL": locale, "COLUMNS": "100", "TEMOIN_LEDGER": str(home / "case.db")})
    done = runner.invoke(app, ["brief", *map(str, args)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize(("name", "start"), [("out.html", b"<!doctype html>"), ("out.PDF", b"%PDF-")])
def test_the_name_of_the_file_says_which_it_is(name, start, home):
    done = ask("-o", home / name, home=home)
    assert done.exit_code == 0, done.output
    assert (home / name).read_bytes().startswith(start)
    assert str(home / name) in done.stderr.replace("\n", "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_is_the_readers_or_the_one_asked_for(language, home):
    ask("-o", home / "a.html", home=home, locale=f"{language}_XX.UTF-8")
    ask("-o", home / "b.html", "--lang", language, home=home, locale="C")
    for name in ("a.html", "b.html"):
        page = (home / name).read_text(encoding="utf-8")
        assert f'lang="{language}"' in page
        assert say("brief.headings.matter", language) in page


def test_filters_are_those_of_incidents(home):
    ask("-o", home / "a.html", "--since", "2024-04", "--until", "2024-04", "--country", "ml", home=home)
    page = (home / "a.html").read_text(encoding="utf-8")
    assert "Dinga" in page
    assert "Kossoba" not in page
    assert "Mali" in page
    assert "April 2024" in page


@pytest.mark.parametrize("args", [("--country", "NE"), ("--since", "2031"), ("--method", "--country", "NE")])
def test_where_there_is_nothing_to_tell_nothing_is_written(args, home):
    done = ask("-o", home / "a.html", *args, home=home)
    assert done.exit_code == 1
    assert say("brief.none_found", "en") in done.stderr
    assert not (home / "a.html").exists()


@pytest.mark.parametrize("name", ["a", "a.docx", "html"])
def test_another_kind_of_file_is_refused_before_anything_is_read(name, home):
    done = ask("-o", home / name, "--ledger", home / "none.db", home=home)
    assert done.exit_code == 2
    assert ".pdf" in done.stderr


def test_a_file_that_cannot_be_written_is_said_to_be_so(home):
    (home / "a.pdf").mkdir()
    done = ask("-o", home / "a.pdf", home=home)
    assert done.exit_code == 2
    assert not list(home.glob(".*.part"))


def test_the_method_page_alone(home):
    ask("--method", "-o", home / "m.html", home=home)
    page = (home / "m.html").read_text(encoding="utf-8")
    assert say("method.title", "en") in page
    assert "Kossoba" not in page
    assert "made 1 (3)" in page


def test_the_rule_for_tolls_can_be_chosen(home):
    ask("-o", home / "a.html", "--rule", "lowest", home=home)
    assert "lowest ·" in (home / "a.html").read_text(encoding="utf-8")
