"""A brief as one HTML page that needs nothing beside it: no script, no font, no network."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from temoin.messages import lookup
from temoin.publishing.brief.content import Brief

_HERE = Path(__file__).parent


def page(brief: Brief, method_only: bool = False) -> bytes:
    """The page, all text escaped; charts stand in it as pictures, in which nothing runs."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters["base64"] = lambda text: b64encode(text.encode()).decode()
    words = lookup("brief", brief.language)
    made = templates.get_template("brief.html.jinja").render(brief=brief, t=words, method_only=method_only)
    return made.encode(errors="replace")
