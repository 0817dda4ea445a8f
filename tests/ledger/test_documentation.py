"""The page on the ledger names every table and every state, and no other."""

import re
from pathlib import Path
from typing import get_args

from temoin.ledger.intake import State
from temoin.ledger.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def names(heading):
    """The first cells of the table under a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_every_table_is_described():
    assert names("What is kept") == set(metadata.tables)


def test_every_state_is_described():
    assert names("What becomes of an input") == set(get_args(State))
