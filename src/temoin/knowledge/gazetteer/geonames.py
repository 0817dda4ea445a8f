"""GeoNames' files (CC BY 4.0, https://download.geonames.org/export/dump/readme.txt) as places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from temoin.knowledge.gazetteer.index import Row

# Settlements, divisions, areas, mountains, waters, roads, buildings, forests; not what lies under the sea.
_CLASSES = frozenset("PALTHSRV")


def rows(path: Path) -> Iterator[Row]:
    """The places of one country file: 19 columns with tabs between, no heading."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            c = line.rstrip("\n").split("\t")
            if c[6] not in _CLASSES:
                continue
            names = [n for n in (c[2], *c[3].split(",")) if n and n.isprintable()]
            feature = f"{c[6]}.{c[7]}"
            where = (c[8], c[10], c[11], feature, float(c[4]), float(c[5]), int(c[14] or 0))
            yield Row(int(c[0]), c[1], *where, c[7] == "PPLC", names)
