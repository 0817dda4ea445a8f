"""Reports in a small made language, and a coder that reads it: what a ledger keeps, without any parsing.

A sentence such as `GSIM attacked Kossoba on 2024-03-05, killing 12.` tells of one event.
"""

import re
from zlib import crc32

import sqlalchemy as sa

from temoin.ledger.tables import coding, event, incident, intake, membership, pair, report, text
from temoin.model import Actor, Claim, CodedReport, Count, Date, Event, Place, Report, Span, Totals
from temoin.reading import Reading

_SENTENCE = re.compile(
    r"(?P<who>[A-Z]\w+) (?P<what>attacked|abducted people at) (?P<where>[A-Z]\w+) on (?P<day>\d{4}-\d\d-\d\d)"
    r"(?:, killing (?P<killed>\d+))?(?: in (?P<country>[A-Z]{2}))?\."
)
_TYPES = {"attacked": "Attack", "abducted people at": "Abduction/forced disappearance"}


def coder(version="made 1", drop=(), reverse=False, killed=None):
    """A coder of the made language; newer ones may miss words, number events otherwise, count otherwise."""

    def code(told: Report) -> CodedReport:
        if "unreadable" in told.text:
            raise ValueError("cannot be read")
        found = [m for m in _SENTENCE.finditer(told.full_text) if m["where"] not in drop]
        if reverse:
            found.reverse()
        events = tuple(_event(told.id, n, m, killed) for n, m in enumerate(found, 1))
        return CodedReport(told, told.language or "en", version, events)

    return code


def _span(match, group=0):
    return Span(match.start(group), match.end(group), match[group])


def _event(report_id, number, match, killed):
    dead = match["killed"] and Count(*[killed if killed is not None else int(match["killed"])] * 3)
    type, number_of_place = _TYPES[match["what"]], crc32(match["where"].encode())
    place = Place(
        match["where"],
        _span(match, "where"),
        "exact",
        country=match["country"] or "ML",
        lat=10 + number_of_place % 1000 / 50,
        lon=number_of_place // 1000 % 1000 / 50,
        radius_km=1.0,
    )
    values = {
        "type": (type, "what"),
        "date": (match["day"], "day"),
        "place": (match["where"], "where"),
        "actors.initiator": (match["who"], "who"),
        "totals.killed": ({"low": dead.low, "best": dead.low, "high": dead.high}, "killed") if dead else None,
    }
    return Event(
        id=f"{report_id}#{number}",
        type=type,
        group="Violence against civilians",
        status="reported",
        background=False,
        date=Date(match["day"], match["day"], match["day"], "day", _span(match, "day")),
        place=place,
        actors=(Actor("initiator", match["who"], "armed_group", _span(match, "who")),),
        harm=(),
        totals=Totals(killed=dead or None),
        according_to=(),
        evidence=(_span(match),),
        claims=tuple(
            Claim(field, given[0], "asserted", None, _span(match, given[1]))
            for field, given in values.items()
            if given
        ),
    )


def reading(id, text, where=None, **about):
    """A report as it comes from a file of its own, or from `where`."""
    return Reading(where or f"{id}.txt", Report(text, id=id, **about), "0" * 64)


def attack(place="Kossoba", day="2024-03-05", killed=12, who="GSIM"):
    """A sentence that tells of an attack."""
    return f"{who} attacked {place} on {day}" + (f", killing {killed}." if killed else ".")


def season(reports):
    """So many reports, in the order in which they came, on attacks of which some are told several times."""
    places = ("Kossoba", "Tongori", "Barkewal", "Zoura", "Dinga", "Serma")
    for n in range(reports):
        day, place = f"2024-{1 + n // 28 % 12:02d}-{1 + n % 28 // 2:02d}", places[n // 2 % len(places)]
        more = f" Word {n} of it came late. {attack(places[(n + 1) % 6], day, 2)}" if n % 3 == 0 else ""
        yield reading(f"r{n}", f"Telling {n}. {attack(place, day, 5 + n % 2)}{more}", published=day)


def kept(ledger):
    """All that a ledger holds, without what may differ between two that hold the same: times and row numbers."""
    leave = {"at", "coding", "vector"}
    tables = (text, report, event, pair, incident, membership, coding, intake)
    with ledger.engine.connect() as connection:
        found = {
            table.name: sorted(
                repr([row[c.name] for c in table.c if c.name not in leave and not _counter(c)])
                for row in connection.execute(sa.select(table)).mappings()
            )
            for table in tables
        }
    found["intake"] = sorted(row for row in found["intake"] if "'known'" not in row)
    return found


def _counter(column):
    return column.primary_key and isinstance(column.type, sa.Integer)


def groups(ledger):
    """The incidents as sets of events."""
    return sorted(sorted(i["events"]) for i in ledger.incidents())


def add(ledger, *readings, **about):
    """Take reports in with the made coder, and say what became of them."""
    about.setdefault("coder", coder())
    return [(t.state, t.report, t.events) for t in ledger.add(readings, **about)]
