"""How what is printed reaches people and programs: screens, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def console() -> Console:
    """Where to print for people: in what their terminal can show, in UTF-8 where it is a pipe."""
    from rich.console import Console

    if not sys.stdout.isatty():
        speak_utf8()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(highlight=False)


def speak_utf8() -> None:
    """Print in UTF-8, as programs expect it, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    speak_utf8()
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_array(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as an indented array, each as it comes."""
    speak_utf8()
    before = "[\n"
    for row in rows:
        print(before + json.dumps(dict(row), ensure_ascii=False, indent=2), end="")
        before = ",\n"
    print("[]" if before == "[\n" else "\n]")


def print_csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print these columns of rows, with a heading."""
    speak_utf8()
    writer = csv.DictWriter(sys.stdout, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
