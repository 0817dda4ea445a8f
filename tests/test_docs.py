"""The documentation says what the program does: the record's fields, the tables, the examples."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

import temoin
from temoin.languages import CODES, load
from temoin.model import (
    Actor,
    Claim,
    CodedReport,
    Count,
    Date,
    Event,
    Harm,
    Kind,
    Place,
    Report,
    Source,
    Span,
    Totals,
)
from temoin.ontology import codes
from temoin.publishing import FORMATS
from temoin.publishing.records import report_record
from temoin.reading import read

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
EXAMPLE = re.compile(r"<!-- example -->\n```\n(.*?)```", re.DOTALL)


def first_cells(name, heading="\n"):
    """The names in the first column of the tables after a heading."""
    text = (DOCS / name).read_text(encoding="utf-8").partition(heading)[2]
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def full_record():
    """A record in which every field is filled."""
    span, count = Span(0, 4, "Gao,"), Count(1, 1, 1)
    event = Event(
        id="r#1",
        type="Attack",
        group="Violence against civilians",
        status="reported",
        background=False,
        date=Date("2024-03-04", "2024-03-04", "2024-03-04", "day", span),
        place=Place("Gao", span, "exact"),
        actors=(Actor("target", "shepherds", "civilians", span),),
        harm=(Harm("killed", "civilians", "target", count, "asserted", span),),
        totals=Totals(),
        according_to=(Source("mayor", "civilians", False, span),),
        evidence=(span,),
        claims=(Claim("totals.killed", 1, "asserted", None, span),),
        codes=codes("Attack"),
    )
    return report_record(CodedReport(Report("Gao, Monday."), "en", "grammar", (event,)))


def test_every_field_of_the_record_is_described_and_no_other():
    record = full_record()
    event = record["events"][0]
    named = [*record, *(f"report.{name}" for name in record["report"]), *event]
    for name, value in event.items():
        part = value[0] if isinstance(value, list | tuple) else value
        if isinstance(part, dict):
            named += [f"{name}.{field}" for field in part]
    described = [cell for cell in first_cells("record.md", "## The line") if cell not in get_args(Kind)]
    assert sorted(described) == sorted(named)


def test_every_kind_of_party_is_described():
    assert set(get_args(Kind)) <= set(first_cells("record.md"))


@pytest.mark.parametrize("code", CODES)
def test_every_file_of_a_language_is_described(code):
    here = {f"{f.name}/" if f.is_dir() else f.name for f in load(code).folder.iterdir()}
    assert set(first_cells("languages.md", "## The tables")) == here


@pytest.mark.parametrize("page", [README, *sorted(DOCS.glob("*.md"))], ids=lambda p: p.name)
def test_examples_run(page, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # an example may write files
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # without the reader's own villages
    for example in PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(example, page.name, "exec"), {})
        promised = re.findall(r"^# (.+)$", example, re.MULTILINE)
        assert all(line in capsys.readouterr().out for line in promised)


@pytest.mark.parametrize("page", [README, *sorted(DOCS.glob("*.md"))], ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_example_of_the_readme_is_what_the_program_writes(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    [reading] = read([str(ROOT / "examples" / "depeche.txt")])
    cards = io.StringIO()
    FORMATS["text"](cards).write(temoin.code(replace(reading.report, published="2024-05-05")))
    [shown] = EXAMPLE.findall(README.read_text(encoding="utf-8"))
    assert shown == cards.getvalue()
