"""Charts to files: SVG, PNG, and HTML that needs nothing beside it. No browser and no network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from temoin.messages import reader_language, say
from temoin.output_file import written_whole
from temoin.publishing.pictures import theme

if TYPE_CHECKING:
    import altair as alt

# Characters that no XML has; the name of a place in a report may hold them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

FORMATS: tuple[str, ...] = ("svg", "png", "html")
"""The formats, which are also the suffixes of their files."""


# What the page's menu offers: pictures, but not to send the data to a site.
_ACTIONS = {"export": True, "source": False, "compiled": False, "editor": False}


class UnknownFormat(ValueError):
    """A file's suffix names no format of pictures; the message is for people."""


def format_of(path: Path) -> str:
    """The format that a file's suffix asks for. Raises `UnknownFormat`."""
    format = path.suffix.lower().removeprefix(".")
    if format not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise UnknownFormat(say("pictures.problems.suffix", path=path, known=known))
    return format


def write(
    chart: alt.TopLevelMixin,
    target: Path | BinaryIO,
    format: str | None = None,
    language: str | None = None,
) -> None:
    """Write a chart in the theme: to a file, whole or not at all, or to a stream.

    `format` may be left out for a file, whose suffix tells it. `language` is that of numbers and dates, the
    reader's where it is None. Raises `UnknownFormat` for another suffix, `OSError` where the file cannot be
    written.
    """
    if isinstance(target, Path):
        data = _picture(chart, format or format_of(target), language)
        with written_whole(target) as stream:
            stream.write(data)
    else:
        if format is None:
            raise ValueError("a stream has no suffix: say which format")
        target.write(_picture(chart, format, language))


def svg(chart: alt.TopLevelMixin, language: str | None = None) -> str:
    """A chart in the theme as one SVG element, to stand in a page."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(**_asked(chart, language)))


def _picture(chart: alt.TopLevelMixin, format: str, language: str | None) -> bytes:
    import vl_convert

    if format == "svg":
        return svg(chart, language).encode()
    if format == "png":
        return bytes(vl_convert.vegalite_to_png(**_asked(chart, language), scale=theme.SCALE))
    if format == "html":
        asked = _asked(chart, language)
        asked["vl_spec"] = {**asked["vl_spec"], "usermeta": {"embedOptions": {"actions": _ACTIONS}}}
        page = vl_convert.vegalite_to_html(**asked, bundle=True)
        return str(page).encode()
    raise UnknownFormat(say("pictures.problems.format", format=format, known=", ".join(FORMATS)))


def _asked(chart: alt.TopLevelMixin, language: str | None) -> dict[str, Any]:
    """What vl-convert is given: the chart, the theme, and how numbers and dates are written."""
    import altair as alt

    locale = theme.locale(language or reader_language())
    with alt.theme.enable("none"), alt.data_transformers.disable_max_rows():
        spec = _fit(chart.to_dict())
    return {
        "vl_spec": spec,
        "vl_version": _version(),
        "config": theme.config(),
        "format_locale": locale,
        "time_format_locale": locale,
    }


def _fit(value: Any) -> Any:
    """A value without the characters that no picture can hold; the converter ends the program at them."""
    if isinstance(value, dict):
        return {_fit(name): _fit(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_fit(part) for part in value]
    return _UNFIT.sub("", value) if isinstance(value, str) else value


def _version() -> str:
    """The version of Vega-Lite that Altair writes, as vl-convert names it."""
    import altair as alt

    major, minor = alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2]
    return f"{major}.{minor}"
