"""Incidents as findings take them, made up."""

from datetime import date, timedelta

from temoin.analysis.occurrence import STATE_BASED, Occurrence, Toll

FIRST = date(2023, 3, 5)


def occurrence(id="a", day=0, last=None, lat=14.5, lon=-4.1, killed=6, **about):
    """An incident so many days after 5 March 2023; `killed` is a number, a range or None."""
    bounds = killed if isinstance(killed, tuple) else (killed,) * 3
    told = {
        "id": id,
        "data": "made",
        "start": None if day is None else FIRST + timedelta(day),
        "end": None if day is None else FIRST + timedelta(day if last is None else last),
        "country": "ML",
        "admin1": "Mopti",
        "lat": lat,
        "lon": lon,
        "precision": "near",
        "type": "",
        "violence": STATE_BASED,
        "side_a": "Government of Mali",
        "side_b": "JNIM",
        "attacker": "",
        "killed": None if killed is None else Toll(*bounds),
        "civilians_killed": None,
        "voices": 1,
    }
    return Occurrence(**{**told, **about})
