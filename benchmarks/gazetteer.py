"""What the gazetteer costs: time to build, room on disk, memory held, time a look-up.

And how right it is where it works out the division of places whose source gives none.

    python benchmarks/gazetteer.py FOLDER_OF_COUNTRY_FILES

The folder holds GeoNames' files (XX.txt or XX.zip, admin1CodesASCII.txt, admin2Codes.txt). Nothing of the
user's is touched. Each figure comes from a process of its own.
"""

import argparse
import multiprocessing
import random
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

import platformdirs

from temoin.knowledge.gazetteer import embedded, geonames, lookup, store
from temoin.knowledge.gazetteer.completing import Neighbours
from temoin.knowledge.gazetteer.index import write_aside

LOOK_UPS = 1000
HIDDEN = 0.1
MEGABYTE = 1e6


def building(files):
    """Seconds, places and bytes of a gazetteer of these files."""
    start = time.perf_counter()
    added = store.add([store.SourceFile(file) for file in files])
    seconds = time.perf_counter() - start
    places = sum(n for a in added for subject, n in a.rows.items() if store.is_country(subject))
    return seconds, places, store.path().stat().st_size


def towns(path):
    """Seconds, bytes and growth of memory of the index of the towns that come with the package."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    write_aside(path, embedded.fill)
    seconds = time.perf_counter() - start
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return seconds, path.stat().st_size, growth * 1024


def resident():
    """Bytes that this process holds."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS")


def looking_up(names):
    """Bytes more in memory after opening and looking up; seconds to the first answer, and a look-up."""
    before = resident()
    start = time.perf_counter()
    lookup.find("Bamako")
    first = time.perf_counter() - start
    start = time.perf_counter()
    for name in names:
        lookup.find(name)
    exact = (time.perf_counter() - start) / len(names)
    start = time.perf_counter()
    for name in names:
        lookup.candidates(name)
    near = (time.perf_counter() - start) / len(names)
    return resident() - before, first, exact, near


def some_names():
    """Names of places, half of them misspelt."""
    with sqlite3.connect(store.path()) as index:
        names = [n for (n,) in index.execute("SELECT name FROM place WHERE feature LIKE 'P.%' ORDER BY id")]
    chosen = random.Random(0).sample(names, LOOK_UPS)
    return [n if i % 2 else n.replace("a", "o", 1) for i, n in enumerate(chosen)]


def inferred(files):
    """Of places whose first-level division is hidden: how many get one, how many of these the right one."""
    chance = random.Random(0)
    asked = given = right = 0
    for file in files:
        if geonames.form(file) is not geonames.Form.PLACES:
            continue
        known = [p for p in geonames.places(file, []) if p.admin1 and p.feature.startswith("P.")]
        hidden = set(chance.sample(range(len(known)), int(len(known) * HIDDEN)))
        neighbours = Neighbours((p.lat, p.lon, p.admin1) for i, p in enumerate(known) if i not in hidden)
        found = [(known[i].admin1, neighbours.admin1(known[i].lat, known[i].lon)) for i in hidden]
        asked += len(found)
        given += sum(bool(answer) for _, answer in found)
        right += sum(truth == answer for truth, answer in found)
    return given / asked, right / given


def alone(work, *args):
    """The outcome of the work, done in a process of its own."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(work, args)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    files = sorted(f for f in args.parse_args().folder.iterdir() if f.suffix in (".txt", ".zip"))
    countries = [f for f in files if len(f.stem) == 2]
    embedded.connect().close()
    with tempfile.TemporaryDirectory() as folder:
        platformdirs.user_data_path = lambda *_: Path(folder)
        for chosen in ([f for f in countries if f.stem == "ML"], files):
            if chosen:
                store.path().unlink(missing_ok=True)
                seconds, places, size = alone(building, chosen)
                print(f"build {places} places: {seconds:.2f} s, {size / MEGABYTE:.1f} MB on disk")
        growth, first, exact, near = alone(looking_up, some_names())
        print(f"resident after opening and {2 * LOOK_UPS} look-ups: +{growth / MEGABYTE:.1f} MB")
        print(f"first look-up {first * 1e3:.1f} ms, then {exact * 1e6:.0f} µs by name,", end=" ")
        print(f"{near * 1e6:.0f} µs with near names")
        seconds, size, growth = alone(towns, Path(folder) / "towns.sqlite")
        print(f"towns of the package: {seconds:.2f} s, {size / MEGABYTE:.1f} MB on disk,", end=" ")
        print(f"+{growth / MEGABYTE:.1f} MB at work")
    share, right = inferred(countries)
    print(f"division worked out for {share:.1%} of places without one, right for {right:.1%} of these")


if __name__ == "__main__":
    main()
