"""Incidents for pictures, made by hand."""

import json
from dataclasses import asdict

from linking.members import member, place
from temoin.linking.deriving import derive
from temoin.publishing.exports import Told

GAO = {"lat": 16.27, "lon": -0.04, "precision": "exact"}
NEAR_GAO = {"lat": 16.6, "lon": 0.3, "precision": "near", "radius_km": 40.0}


def incident(id="i1", **about):
    """An attack at Gao on 5 March 2024 that killed twelve, with changes."""
    about = {"where": place("Gao", admin1="Gao", **GAO), **about}
    made = member(id, **about)
    derived = json.loads(json.dumps({"id": id, **asdict(derive([made]))}))
    return Told(derived, (made.event,), {id: {"title": None, **made.report}})


def somewhere(name, **known):
    return place(name, **known)


def words(chart):
    """All texts that a chart draws."""
    return sorted(_texts(chart.to_dict()))


def _texts(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
