"""The documentation says what the program does: the record's fields, the tables, the examples."""

import re
from pathlib import Path

import pytest

from temoin.languages import CODES, load

DOCS = Path(__file__).parents[1] / "docs"
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def first_cells(name, heading=""):
    """The names in the first column of the tables after a heading."""
    text = (
        (DOCS / name).read_text(encoding="utf-8").partition(heading)[2]
        if heading
        else (DOCS / name).read_text()
    )
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


@pytest.mark.parametrize("code", CODES)
def test_every_file_of_a_language_is_described(code):
    here = {f.name for f in load(code).folder.iterdir() if f.suffix in (".tsv", ".toml")}
    assert first_cells("languages.md", "## The tables") == here


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda p: p.name)
def test_examples_run(page, capsys):
    for example in PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(example, page.name, "exec"), {})
        promised = re.findall(r"^# (.+)$", example, re.MULTILINE)
        assert all(line in capsys.readouterr().out for line in promised)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
