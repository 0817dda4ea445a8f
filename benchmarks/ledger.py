"""Fill a ledger with made reports, and measure what adding to it and asking it cost.

    python benchmarks/ledger.py [--reports 20000] [--address sqlite:///FILE]

With `--reports 0` a ledger that was filled before is asked only.

The reports are made, coded as they are made, and come in the order of their days: some 11 a day, a fifth of
them in Mali, most attacks told once and some by up to five reports, a day or some deaths off. What is timed
is the ledger alone: the embedding of words, linking, deriving and writing, without reading and coding.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from temoin.knowledge.gazetteer import fold
from temoin.ledger import Ledger
from temoin.model import Actor, Claim, CodedReport, Count, Date, Event, Place, Report, Source, Span, Totals
from temoin.reading import Reading

COUNTRIES = (
    ("ML", 20),
    ("BF", 18),
    ("NE", 10),
    ("NG", 18),
    ("CD", 14),
    ("SD", 8),
    ("SO", 7),
    ("CF", 3),
    ("TD", 2),
)
TYPES = (
    ("Attack", "Violence against civilians"),
    ("Armed clash", "Battles"),
    ("Air/drone strike", "Explosions/Remote violence"),
    ("Abduction/forced disappearance", "Violence against civilians"),
)
SYLLABLES = (
    "ka",
    "so",
    "ba",
    "ti",
    "na",
    "do",
    "mi",
    "ra",
    "lo",
    "ge",
    "fu",
    "ya",
    "za",
    "ne",
    "bo",
    "te",
    "wa",
)
PARTIES = ("jnim", "isgs", None)
PER_DAY = 11
FIRST = date(2020, 1, 1)
SHARED = 0.35  # of reports, those that tell of an attack that another told of


def name_of(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4)))).capitalize()


def attacks(rng, places):
    """Attacks, each with the reports that tell of it, in the order in which they come."""
    n = 0
    while True:
        country = rng.choices([c for c, _ in COUNTRIES], [w for _, w in COUNTRIES])[0]
        name, lat, lon = rng.choice(places[country])
        told = 1 if rng.random() > SHARED else rng.randint(2, 5)
        yield {
            "country": country,
            "place": name,
            "lat": lat,
            "lon": lon,
            "day": FIRST + timedelta(days=n // PER_DAY),
            "type": rng.choice(TYPES),
            "party": rng.choice(PARTIES),
            "killed": rng.choice((0, 1, 1, 2, 2, 3, 4, 5, 7, 12, 20)),
            "reports": told,
        }
        n += told


def readings(count, seed=1):
    """So many made reports."""
    rng = random.Random(seed)
    places = {
        c: [(name_of(rng), rng.uniform(5, 20), rng.uniform(-10, 45)) for _ in range(400)]
        for c, _ in COUNTRIES
    }
    n = 0
    for attack in attacks(rng, places):
        for _ in range(attack["reports"]):
            if n == count:
                return
            yield told(rng, attack, n)
            n += 1


def told(rng, attack, n):
    """A report that tells of an attack, a little off as reports are."""
    day = attack["day"] + timedelta(days=rng.choice((0, 0, 0, 0, 1)))
    killed = max(attack["killed"] + rng.choice((0, 0, 0, 1, -1)), 0)
    when = f"on {day}" if rng.random() < 0.8 else f"in {day:%Y-%m}"
    who = attack["party"] or "armed men"
    body = (
        f"{who} struck {attack['place']} {when}, leaving {killed} dead, the town's council said."
        f" It is the {n % 9 + 2}th such report from the area this season. "
        + " ".join(rng.choice(SYLLABLES) for _ in range(200))
    )
    report = Report(
        body, f"{attack['place']}: {killed} dead", str(day + timedelta(days=1)), f"made-{n}", "en"
    )
    CODED[report.id] = (attack, day, killed, when, who)
    return Reading(f"made.jsonl:{n + 1}", report)


CODED = {}


def coder(report):
    """What the report was made from, in the form of a coding."""
    attack, day, killed, when, who = CODED.pop(report.id)
    whole = report.full_text

    def span(words):
        at = whole.index(words, len(report.title) + 2)
        return Span(at, at + len(words), words)

    exact = when.startswith("on")
    start = day if exact else day.replace(day=1)
    end = day if exact else (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    type, group = attack["type"]
    count, evidence = Count(killed, killed, killed), span(body_sentence(report.text))
    council = Source("the town's council", "other", False, span("the town's council"))
    values = (
        ("type", type, "struck"),
        ("date", str(start), when),
        ("place", attack["place"], attack["place"]),
        ("actors.initiator", who, who),
        ("totals.killed", {"low": killed, "best": killed, "high": killed}, f"{killed} dead"),
    )
    event = Event(
        f"{report.id}#1",
        type,
        group,
        "reported",
        False,
        Date(str(start), str(end), str(start), "day" if exact else "month", span(when)),
        Place(
            attack["place"],
            span(attack["place"]),
            "exact",
            country=attack["country"],
            admin1=f"Region {fold(attack['place'])[0]}",
            lat=attack["lat"],
            lon=attack["lon"],
            radius_km=2.0,
        ),
        (
            Actor(
                "initiator",
                who,
                "armed_group" if attack["party"] else "unidentified",
                span(who),
                (),
                attack["party"],
            ),
        ),
        (),
        Totals(killed=count),
        (council,),
        (evidence,),
        tuple(Claim(field, value, "asserted", council.name, span(words)) for field, value, words in values),
    )
    return CodedReport(report, "en", "made 1", (event,))


def body_sentence(text):
    return text.partition(" It is")[0]


ASK = """
import sys
from datetime import date
from temoin.ledger import Filters, Ledger
with Ledger(sys.argv[1], make=False) as ledger:
    print(sum(1 for _ in ledger.incidents(Filters(country="ML", since=date.fromisoformat(sys.argv[2])))))
heavy = {"splink", "duckdb", "pandas", "alembic", "numpy", "spacy"} & set(sys.modules)
assert not heavy, heavy
"""


def ask(address, since, label):
    """Time a whole process that lists incidents: the best of five."""
    best, found = 9e9, ""
    for _ in range(5):
        started = time.perf_counter()
        found = subprocess.run(
            [sys.executable, "-c", ASK, address, str(since)], check=True, capture_output=True, text=True
        )
        best = min(best, time.perf_counter() - started)
    print(f"  list {label:22s} {found.stdout.strip():>6s} incidents  {best:.2f} s")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--reports", type=int, default=20_000)
    args.add_argument("--address")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = args.address or f"sqlite:///{Path(folder) / 'case.db'}"
        if args.reports:
            fill(address, args.reports)
        with Ledger(address) as ledger:
            held = sum(1 for _ in ledger.reports())
        if not args.address:
            print(f"  size {(Path(folder) / 'case.db').stat().st_size / 1e6:.0f} MB")
        last = FIRST + timedelta(days=held // PER_DAY)
        ask(address, last - timedelta(days=31), "ML, one month")
        ask(address, last - timedelta(days=365), "ML, one year")
        ask(address, FIRST, "ML, all")
        with Ledger(address) as ledger:
            started = time.perf_counter()
            ledger.rebuild()
            print(f"  rebuild {time.perf_counter() - started:.1f} s")


def fill(address, reports):
    """Add all reports, and print what 100 cost as the ledger grows."""
    marks = [m for m in (1_000, 5_000, 10_000, 20_000, 50_000) if m < reports] + [reports]
    stream = readings(reports)
    with Ledger(address) as ledger:
        done = 0
        for mark in marks:
            for part in (mark - done - 100, 100):
                wall, cpu = time.perf_counter(), time.process_time()
                taken = sum(1 for _ in ledger.add(islice(stream, part), coder=coder))
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                done += taken
                label = f"{taken} to a ledger of {done - taken}"
                print(
                    f"  add {label:32s} {wall:7.1f} s  {wall / taken * 1e3:5.1f} ms a report"
                    f"  (CPU {cpu / taken * 1e3:.1f})"
                )


if __name__ == "__main__":
    main()
