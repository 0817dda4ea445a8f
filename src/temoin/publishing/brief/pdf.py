"""A brief as a PDF to print, set by Typst with the fonts that come with it: no browser, no network."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from temoin.messages import lookup
from temoin.publishing.brief.content import Brief

_TEMPLATE = Path(__file__).with_name("brief.typ")


def document(brief: Brief, method_only: bool = False) -> bytes:
    """The document. All it says is handed over as data, so that nothing in a report is read as markup."""
    import font_source_sans_pro
    import typst

    given = {"brief": asdict(brief), "words": lookup("brief", brief.language), "method_only": method_only}
    # halves of characters, which no text has, would be no JSON to Typst
    data = json.dumps(given, ensure_ascii=False).encode(errors="replace").decode()
    return bytes(
        typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=[font_source_sans_pro.font_directory],
            ignore_system_fonts=True,
            sys_inputs={"given": data},
        )
    )
