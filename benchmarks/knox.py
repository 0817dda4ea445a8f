"""Does `temoin nearby` find what is there, and nothing where there is nothing? How long does it take?

    python benchmarks/knox.py [speed] [chance] [shift] [power] [reprisals]

All of it without arguments, some minutes; seeds are fixed. `speed`: 10,000 incidents, 999 exchanges of
dates. `chance`: p-values where nothing follows anything; uniform if the Kolmogorov-Smirnov p is not small
and 5 % lie below 0.05. `shift`: nothing follows anything, but violence moves from town to town over the
years. `power`: each incident brings `strength` others on average within 5 km and 7 days. `reprisals`: a
share `strength` of one side's attacks is answered by the other within 30 days.
"""

import argparse
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from scipy.stats import kstest

from temoin.analysis.knox import knox
from temoin.analysis.located import located
from temoin.analysis.nearby import nearby
from temoin.analysis.occurrence import ONE_SIDED, STATE_BASED, Occurrence
from temoin.analysis.reprisals import reprisals

FIRST = date(2015, 1, 1)
YEARS = 6
PERIOD = 365 * YEARS
DEGREE_KM = 111.2


def incident(number, day, lat, lon, side="Army", area=""):
    when = FIRST + timedelta(days=int(day))
    return Occurrence(
        id=str(number),
        data="made",
        start=when,
        end=when,
        country="ML",
        admin1=area,
        lat=float(lat),
        lon=float(lon),
        precision="exact",
        type="",
        violence=ONE_SIDED if side != "Army" else STATE_BASED,
        side_a=side,
        side_b="Rebels",
        attacker="" if side == "Army" else side,
        killed=None,
        civilians_killed=None,
        voices=None,
    )


def incidents(days, points):
    rows = (incident(n, day, *point) for n, (day, point) in enumerate(zip(days, points, strict=True)))
    return sorted(rows, key=lambda row: (row.start, row.id))


def anywhere(rng, n, degrees=3):
    """Points spread evenly: complete spatial randomness."""
    return np.column_stack([rng.uniform(12, 12 + degrees, n), rng.uniform(0, degrees, n)])


def towns(rng, n, many=80, degrees=5):
    """Points of towns, some with many incidents and most with few; and which town each is in."""
    places = anywhere(rng, many, degrees)
    weights = 1 / np.arange(1, many + 1)
    town = rng.choice(many, n, p=weights / weights.sum())
    return places[town], town


def brought(rng, days, points, strength):
    """The incidents and those that they bring, which bring others in turn."""
    queue, found = list(zip(days, *points.T, strict=True)), []
    while queue:
        day, lat, lon = queue.pop()
        found.append((day, lat, lon))
        for _ in range(rng.poisson(strength)):
            far, turn = 5 / DEGREE_KM * np.sqrt(rng.random()), rng.uniform(0, 2 * np.pi)
            east = far * np.sin(turn) / np.cos(np.radians(lat))
            later = day + rng.integers(1, 8)
            if later < PERIOD:
                queue.append((later, lat + far * np.cos(turn), lon + east))
    found = np.array(found)
    return found[:, 0], found[:, 1:]


def speed():
    print("10,000 incidents, 999 exchanges of dates        seconds  peak memory, MiB")
    rng = np.random.default_rng(1)
    days = rng.integers(0, PERIOD, 10_000)
    spread, _ = towns(rng, 10_000, many=400, degrees=12)
    for name, points in (
        ("even over 12 by 12 degrees", anywhere(rng, 10_000, 12)),
        ("around 400 towns", spread + rng.normal(0, 0.2, spread.shape)),
        ("all in one city, 50 million pairs", anywhere(rng, 10_000, 0.3)),
    ):
        entering = located(incidents(days, points), 5)
        clock, cpu = time.perf_counter(), time.process_time()
        knox(entering)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
        print(f"  {name:42} {clock:8.1f} ({cpu:.1f} of CPU) {memory:8.0f}")
    rows = incidents(days, spread + rng.normal(0, 0.2, spread.shape))
    clock, cpu = time.perf_counter(), time.process_time()
    nearby(rows)
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    print(f"  {'around 400 towns, all of temoin nearby':42} {clock:8.1f} ({cpu:.1f} of CPU)")


def tested(rng, days, points, **settings):
    return knox(located(incidents(days, points), 5), permutations=199, seed=rng.integers(2**32), **settings)


def chance(times=400):
    print(f"Nothing follows anything ({times} times): share of p <= 0.05, KS p; any band adjusted <= 0.05")
    for name, n, place in (
        ("600 anywhere", 600, anywhere),
        ("600 in 80 towns", 600, lambda r, n: towns(r, n)[0]),
    ):
        for window in (365, None):
            ps, adjusted = [], []
            for seed in range(times):
                rng = np.random.default_rng(seed)
                points = place(rng, n)
                found = tested(rng, rng.integers(0, PERIOD, n), points, km=(25, 50), window=window)
                ps.append(found.nearest.p)
                adjusted.append(min(band.p_adjusted for band in found.bands if band.p is not None))
            below, any_below = np.mean(np.array(ps) <= 0.05), np.mean(np.array(adjusted) <= 0.05)
            within = f"within {window} days" if window else "whole period"
            print(
                f"  {name:16} {within:16} {below:6.3f} {kstest(ps, 'uniform').pvalue:6.3f} {any_below:6.3f}"
            )


def shift(times=100, n=800):
    print(f"Violence moves between 80 towns over {YEARS} years, nothing follows anything ({times} times)")
    for name, window in (("whole period", None), ("within 365 days", 365)):
        found = []
        for seed in range(times):
            rng = np.random.default_rng(seed)
            points, town = towns(rng, n)
            # every town has the year in which it is at its worst
            days = (rng.uniform(0, PERIOD, 80)[town] + rng.normal(0, 400, n)) % PERIOD
            found.append(tested(rng, days, points, window=window).nearest)
        share = np.mean([band.p <= 0.05 for band in found])
        print(f"  {name:16} ratio {np.mean([b.ratio for b in found]):5.2f}   p <= 0.05 in {share:.0%}")


def power(times=100):
    print(
        f"Contagion of known strength, within 5 km and 7 days ({times} times): ratio, found, interval holds"
    )
    print("  incidents  strength  ratio  found at p <= 0.05  interval told  holds the ratio")
    for n in (200, 500, 1000, 2000):
        for strength in (0.0, 0.01, 0.02, 0.05, 0.1, 0.2):
            told = []
            for seed in range(times):
                rng = np.random.default_rng(seed)
                first = int(n * (1 - strength))
                points, _ = towns(rng, first)
                points += rng.normal(0, 0.1, points.shape)
                days, points = brought(rng, rng.integers(0, PERIOD, first), points, strength)
                band = tested(rng, days, points).nearest
                told.append((band.observed, band.expected, band.p, *(band.interval or (np.nan, np.nan))))
            observed, expected, p, low, high = np.array(told, dtype=float).T
            ratio = observed.sum() / expected.sum()
            given = ~np.isnan(low)
            holds = f"{np.mean((low <= ratio) & (ratio <= high), where=given):.0%}" if given.any() else "–"
            found = np.mean(np.nan_to_num(p, nan=1.0) <= 0.05)
            print(f"  {n:9}  {strength:8}  {ratio:5.2f}  {found:18.0%}  {given.mean():13.0%}  {holds:>15}")


def feud(rng, strength, areas=6, attacks=25):
    """Two sides that attack in each area, and a share of the first one's attacks that is answered."""
    rows = [incident(0, 0, 12, 0)]
    for area in range(areas):
        first = rng.integers(0, PERIOD, attacks)
        then = [
            *rng.integers(0, PERIOD, attacks),
            *(first + rng.integers(1, 31, attacks))[rng.random(attacks) < strength],
        ]
        for side, days in (("Rebels", first), ("Militia", then)):
            for day in days:
                lat, lon = 12 + 3 * area + rng.normal(0, 0.15), rng.normal(0, 0.15)
                rows.append(incident(len(rows), min(day, PERIOD), lat, lon, side, f"Area {area}"))
    # the two sides are known to fight each other
    rows.append(replace(rows[0], id="battle", side_a="Rebels", side_b="Militia"))
    return sorted(rows, key=lambda row: (row.start, row.id))


def answered(times=200):
    print(f"A share of attacks is answered, 6 areas of 25 attacks a side ({times} times)")
    print("  strength  ratio  found at p <= 0.05  KS p  holds the ratio")
    for strength in (0.0, 0.05, 0.1, 0.2, 0.3):
        told = []
        for seed in range(times):
            rng = np.random.default_rng(seed)
            found = reprisals(feud(rng, strength), rotations=199, seed=seed).found
            pair = next(x for x in found if (x.first, x.then, x.area) == ("Rebels", "Militia", None))
            told.append((pair.observed, pair.expected, pair.p, *(pair.interval or (np.nan, np.nan))))
        observed, expected, p, low, high = np.array(told).T
        ratio = observed.sum() / expected.sum()
        ks = f"{kstest(p, 'uniform').pvalue:.3f}" if not strength else "    –"
        holds = np.mean((low <= ratio) & (ratio <= high))
        print(f"  {strength:8}  {ratio:5.2f}  {np.mean(p <= 0.05):18.0%}  {ks}  {holds:15.0%}")


PARTS = {"speed": speed, "chance": chance, "shift": shift, "power": power, "reprisals": answered}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    wanted = args.parse_args().parts or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for part in wanted:
        PARTS[part]()


if __name__ == "__main__":
    main()
