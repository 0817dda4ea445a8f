"""The command line, one thin layer: each command is a module here, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import temoin
from temoin.messages import say

# The modules of the commands, by the parts of the help and in its order.
_PARTS = {
    "read": {"code": "code", "numbers": "numbers", "evaluate": "evaluate", "train": "train"},
    "know": {"gazetteer": "gazetteer", "parties": "parties"},
    "keep": {
        "add": "intake",
        "incidents": "incidents",
        "incident": "incidents",
        "review": "review",
        "history": "incidents",
        "reports": "reports",
        "recode": "intake",
    },
    "publish": {"brief": "brief", "map": "map", "timeline": "timeline", "export": "export"},
    "understand": {
        "import": "import_",
        "match": "match",
        "trend": "trend",
        "compare": "compare",
        "nearby": "nearby",
        "forecast": "forecast",
    },
}
_MODULES = {name: (part, module) for part, modules in _PARTS.items() for name, module in modules.items()}


class _Commands(TyperGroup):
    """The commands, none of which costs another the time of its loading."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _MODULES:
            return None
        part, module = _MODULES[cmd_name]
        group = typer.main.get_command(import_module(f"temoin.cli.{module}").app)
        # a module of several commands is a group that has each by its name
        command = getattr(group, "commands", {}).get(cmd_name, group)
        command.name, command.rich_help_panel = cmd_name, say(f"help.parts.{part}")
        return command


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
