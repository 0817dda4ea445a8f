"""Events and reports made by hand, as records, for the tests of what an incident is."""

from temoin.linking.deriving import Member
from temoin.ontology import TYPES

NOWHERE = {
    "country": None,
    "admin1": None,
    "admin2": None,
    "geonameid": None,
    "lat": None,
    "lon": None,
    "radius_km": None,
    "precision": "unresolved",
    "line": False,
    "others": [],
}
CIVILIANS = ("habitants", None, "civilians")
GSIM = ("GSIM", "jnim", "armed_group")
MACINA = ("katiba Macina", "macina", "armed_group")
ISGS = ("EIGS", "isgs", "armed_group")
ARMY = ("armée malienne", "ml-army", "state_forces")
GUNMEN = ("hommes armés", None, "unidentified")


def place(name="Kossoba", **known):
    return {**NOWHERE, "name": name, "text": name, "aliases": [], "country": "ML", **known}


def actor(role, party):
    name, id, kind = party
    return {"role": role, "name": name, "text": name, "aliases": [], "id": id, "kind": kind}


def count(value):
    low, high = value if isinstance(value, tuple) else (value, value)
    return {"low": low, "best": low, "high": high}


def member(report="a", number=1, *, decisions=(), **told):
    """An attack at Kossoba on 5 March 2024, with changes.

    `killed`, `civilians`... are counts, ranges or None; `by`, `on` the parties; `says` who speaks, as
    (name, kind, party) each; `said` more claims, as (field, value, stance, voice) each.
    """
    text = told.get("text", f"{report} : " + " ".join(f"{report}{n}" for n in range(60)))
    day = told.get("day", "2024-03-05")
    start, end = day if isinstance(day, tuple) else (day, day)
    says = [
        {"name": name, "text": name, "aliases": [], "kind": kind, "party": party}
        for name, kind, party in told.get("says", [])
    ]
    voice = says[0]["name"] if says else None
    where = told.get("where", place())
    actors = [actor("initiator", p) for p in told.get("by", [GUNMEN])]
    actors += [actor("target", p) for p in told.get("on", [CIVILIANS])]
    totals = {
        "killed": told.get("killed", 12),
        "civilians_killed": told.get("civilians"),
        "injured": told.get("injured"),
        "abducted": told.get("abducted"),
    }
    totals = {effect: None if n is None else count(n) for effect, n in totals.items()}
    kind, status = told.get("type", "Attack"), told.get("status", "reported")
    stance = {"reported": "asserted", "denied": "denied", "planned": "planned"}[status]
    claims = [("type", kind, stance, voice)]
    claims += [("date", start if start == end else f"{start}/{end}", stance, voice)] if start else []
    claims += [("place", where["name"], stance, voice)] if where else []
    claims += [(f"actors.{a['role']}", a["name"], stance, voice) for a in actors]
    claims += [
        (f"totals.{effect}", {"low": n["low"], "high": n["high"]}, "asserted", voice)
        for effect, n in totals.items()
        if n
    ]
    claims += told.get("said", [])
    # each claim has words of its own: its place in the list
    made = [
        {
            "field": field,
            "value": value,
            "stance": said,
            "according_to": who,
            "hearsay": False,
            "span": {"start": n, "end": n + 1, "text": text[n]},
        }
        for n, (field, value, said, who) in enumerate(claims)
    ]
    victims = told.get("victims", "civilians")
    harm = [
        {
            "effect": effect,
            "victims": victims,
            "role": "target",
            **totals[effect],
            "stance": "asserted",
            "text": "",
            "according_to": voice,
        }
        for effect in ("killed", "injured", "abducted")
        if totals[effect]
    ]
    event = {
        "id": f"{report}#{number}",
        "type": kind,
        "group": TYPES[kind].group,
        "status": status,
        "background": told.get("background", False),
        "date": {"start": start, "end": end, "edtf": start, "precision": "day", "text": ""}
        if start
        else None,
        "place": where,
        "actors": actors,
        "harm": harm,
        "totals": totals,
        "according_to": says,
        "evidence": [{"start": 0, "end": 40, "text": text[:40]}],
        "claims": made,
        "codes": {},
    }
    about = {
        "id": report,
        "title": None,
        "url": None,
        "publisher": told.get("publisher"),
        "published": told.get("published", "2024-03-07"),
        "language": "fr",
        "text": text,
    }
    return Member(event, about, tuple(decisions))


def span_of(made, field):
    """Where the words of the first claim of a field are."""
    return next(c["span"] for c in made.event["claims"] if c["field"] == field)
