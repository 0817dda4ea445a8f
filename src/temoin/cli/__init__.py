"""The command line, one thin layer: each command is a module here, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import temoin
from temoin.messages import say

# The module of each command, in the order of the help.
_MODULES = {
    "code": "code",
    "evaluate": "evaluate",
    "numbers": "numbers",
    "gazetteer": "gazetteer",
    "parties": "parties",
    "add": "intake",
    "incidents": "incidents",
    "incident": "incidents",
    "review": "review",
    "history": "incidents",
    "reports": "reports",
    "recode": "intake",
    "export": "export",
    "brief": "brief",
    "map": "map",
    "timeline": "timeline",
    "import": "import_",
    "match": "match",
    "trend": "trend",
    "compare": "compare",
    "nearby": "nearby",
    "forecast": "forecast",
}


class _Commands(TyperGroup):
    """The commands, none of which costs another the time of its loading."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _MODULES:
            return None
        command = typer.main.get_command(import_module(f"temoin.cli.{_MODULES[cmd_name]}").app)
        # a module of several commands is a group that has each by its name
        return getattr(command, "commands", {}).get(cmd_name, command)


app = typer.Typer(cls=_Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def main() -> None:
    """Run the program."""
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"temoin {temoin.__version__}")
        raise typer.Exit


@app.callback(help=say("help.program"))
def _program(
    version: Annotated[
        bool, typer.Option("--version", help=say("help.version"), callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass
