"""The claims of incidents as JSON Lines: a line for each thing that somebody says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from temoin.publishing.exports.columns import as_text
from temoin.publishing.exports.fields import note
from temoin.publishing.exports.losses import Losses
from temoin.publishing.exports.told import Told

_OF_REPORT = ("title", "url", "publisher", "published", "language")


def write(incidents: Iterable[Told], stream: BinaryIO, losses: Losses) -> None:
    """Write the claims of all incidents, each with its incident's id and what is known of its report."""
    with as_text(stream) as text:
        for told in incidents:
            note(told, losses)
            for claim in told.incident["statements"]:
                report = told.reports.get(claim["report"], {})
                line = {
                    "incident": told.id,
                    **claim,
                    **{f"report_{name}": report.get(name) for name in _OF_REPORT},
                    "audience": losses.audience,
                }
                text.write(json.dumps(line, ensure_ascii=False) + "\n")
