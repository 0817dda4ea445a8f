"""The pictures of a brief: when, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from temoin.messages import say, speaking
from temoin.publishing.brief.content import Picture, Scope
from temoin.publishing.exports.told import Told


def pictures(incidents: Sequence[Told], scope: Scope) -> tuple[Picture, ...]:
    """The timeline, where anything has a date, and the map; of incidents as their audience may read them."""
    from temoin.publishing.pictures import svg
    from temoin.publishing.pictures.map import incident_map
    from temoin.publishing.pictures.timeline import incident_timeline

    told = [one for one in incidents if one.incident["status"] == "reported"]
    dated = any(one.incident["start"] for one in told)
    # the timeline has room on the first page, the map stands on a page of its own
    charts: dict[str, Callable[..., Any]] = {"timeline": incident_timeline} if dated else {}
    if told:
        charts["map"] = incident_map
    language, period = scope.language, (scope.filters.since, scope.filters.until)
    with speaking(language):
        return tuple(
            Picture(svg(draw(told, language, period), language), say(f"brief.{name}_alt"))
            for name, draw in charts.items()
        )
