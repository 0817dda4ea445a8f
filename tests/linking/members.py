"""Events and reports made by hand, as records, for the tests of what an incident is."""

from dataclasses import replace

from hypothesis import strategies as st

from temoin.linking.deriving import Decision, Member
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


def decision(made, kind, field, value=None, at="2024-03-12T10:00:00+00:00"):
    span = span_of(made, field)
    return Decision(kind, field, span["start"], span["end"], value, "awa", at, "relu")


def judged(made, kind, field, value=None, **told):
    return replace(made, decisions=(*made.decisions, decision(made, kind, field, value, **told)))


ARMY_SAYS = ("armée malienne", "state_forces", True)
ARMY_SAYS_EN = ("Malian army", "state_forces", True)
GSIM_SAYS = ("GSIM", "armed_group", True)
PEOPLE_SAY = ("habitants", "civilians", False)


TOWN = {"precision": "exact", "lat": 14.35, "lon": -3.61, "admin1": "Mopti"}
PARTIES = st.sampled_from([GSIM, MACINA, ISGS, ARMY, GUNMEN, CIVILIANS])
COUNTS = st.none() | st.integers(0, 200) | st.tuples(st.integers(0, 50), st.integers(50, 90) | st.none())
DAYS = st.none() | st.sampled_from(["2024-03-05", "2024-03-06", ("2024-03-01", "2024-03-31")])
PLACES = st.sampled_from([None, place(), place("Gao", **TOWN), place("Mali", precision="country")])
VOICES = st.lists(st.sampled_from([ARMY_SAYS, ARMY_SAYS_EN, GSIM_SAYS, PEOPLE_SAY]), max_size=2, unique=True)
DECISIONS = st.sampled_from(
    [
        None,
        ("reject", "type", None),
        ("reject", "totals.killed", None),
        ("correct", "totals.killed", 4),
        ("accept", "type", None),
        ("correct", "actors.initiator", "JNIM"),
    ]
)


@st.composite
def any_members(draw):
    made = []
    for n in range(draw(st.integers(1, 5))):
        told = {
            "by": draw(st.lists(PARTIES, max_size=2, unique=True)),
            "on": draw(st.lists(PARTIES, max_size=2, unique=True)),
            "killed": draw(COUNTS),
            "civilians": draw(COUNTS),
            "day": draw(DAYS),
            "where": draw(PLACES),
            "says": draw(VOICES),
            "status": draw(st.sampled_from(["reported", "denied", "planned"])),
            "type": draw(st.sampled_from(list(TYPES))),
            "published": draw(st.sampled_from([None, "2024", "2024-03", "2024-03-08", "2024-03-09"])),
            "publisher": draw(st.sampled_from([None, "AFP", "Delta"])),
        }
        one = member(f"r{n}", **told)
        choice = draw(DECISIONS)
        if choice and any(c["field"] == choice[1] for c in one.event["claims"]):
            one = judged(one, *choice, at=f"2024-03-1{n}")
        made.append(one)
    return made
