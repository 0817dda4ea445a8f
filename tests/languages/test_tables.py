"""Data tables: what is read, and what is said of a bad one."""

from dataclasses import dataclass
from typing import Literal

import pytest

from temoin.languages import CODES, DataError, load, read_table


@dataclass(frozen=True)
class Row:
    name: str
    kind: Literal["a", "b"]
    words: tuple[str, ...] = ()
    count: int = 1
    certain: bool = False


def table(tmp_path, text):
    path = tmp_path / "rows.tsv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, Row)


def test_cells_are_read_by_their_type(tmp_path):
    rows = table(tmp_path, "# a comment\nname\tkind\twords\tcount\tcertain\nx\ta\tun|deux\t3\tyes\ny\tb\n")
    assert rows == (Row("x", "a", ("un", "deux"), 3, True), Row("y", "b"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\tkind\tcolour\n", "unknown column 'colour'"),
        ("name\n", "column 'kind' is missing"),
        ("name\tkind\nx\tc\n", "rows.tsv:2: kind is 'c'; it must be one of a, b"),
        ("name\tkind\tcount\nx\ta\tmany\n", "rows.tsv:2: "),
        ("name\tkind\tcertain\nx\ta\tperhaps\n", "it must be yes or no"),
        ("name\tkind\nx\ta\tb\n", "rows.tsv:2: 3 cells for 2 columns"),
        ("name\tkind\n\tb\n", "rows.tsv:2: "),
    ],
)
def test_a_bad_table_says_where_and_what(tmp_path, text, said):
    with pytest.raises(DataError) as problem:
        table(tmp_path, text)
    assert said in str(problem.value)


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(DataError, match="en, fr"):
        load("xx")
    assert CODES == ("en", "fr")
