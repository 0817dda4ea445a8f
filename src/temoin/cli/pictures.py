"""The option `-o FILE` of commands that draw, and what it says where the file cannot be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from temoin.messages import say

if TYPE_CHECKING:
    import altair as alt

_PARAMETER = "--output"


def picture_file(path: Path | None) -> Path | None:
    """The option's file, or an error of usage where its suffix is no picture's or its folder is not there."""
    from temoin.publishing.pictures import UnknownFormat, format_of

    if path is None:
        return None
    try:
        format_of(path)
    except UnknownFormat as problem:
        raise typer.BadParameter(str(problem)) from problem
    if not path.parent.is_dir():
        raise typer.BadParameter(say("pictures.problems.folder", folder=path.parent))
    return path


PictureFile = Annotated[
    Path,
    typer.Option("-o", _PARAMETER, metavar="FILE", callback=picture_file, help=say("pictures.help.output")),
]
"""The file of a command that only draws."""

MaybePicture = Annotated[
    Path | None,
    typer.Option("-o", _PARAMETER, metavar="FILE", callback=picture_file, help=say("pictures.help.output")),
]
"""The file of a command that may draw what it prints."""


def draw(chart: alt.TopLevelMixin, path: Path) -> None:
    """Write a picture and say where; an error of usage where the file cannot be written."""
    from temoin.publishing import pictures

    try:
        pictures.write(chart, path)
    except OSError as problem:
        reason = say("usage.output", path=path, reason=problem.strerror or problem)
        raise typer.BadParameter(reason, param_hint=_PARAMETER) from problem
    typer.echo(say("pictures.written", path=path), err=True)
