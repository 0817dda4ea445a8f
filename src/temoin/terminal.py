"""How what is printed reaches people and programs."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

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
