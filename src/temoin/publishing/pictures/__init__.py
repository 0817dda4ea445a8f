"""Pictures: maps, timelines and the charts of findings, in one theme, written without browser or network."""

from temoin.publishing.pictures.write import FORMATS, UnknownFormat, format_of, svg, write

__all__ = ["FORMATS", "UnknownFormat", "format_of", "svg", "write"]
