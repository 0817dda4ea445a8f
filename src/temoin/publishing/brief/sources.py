"""How many sources are there really? Reports, origins, what makes several reports one, and who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from temoin.publishing.brief.wording import name_of, short
from temoin.publishing.exports.told import Told


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published how many reports of how many incidents; `name` is None where it is not told."""

    name: str | None
    reports: int
    incidents: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in how many incidents; `party` where it is a party to the conflict in any."""

    name: str
    party: bool
    incidents: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of incidents.

    `tellings` counts each report once for each incident that it tells of, `origins` the independent origins
    of each incident, so that `tellings - origins` were told again. `several` is the number of incidents with
    two independent origins or more. `ties` counts why reports are one origin (`copy`, `dispatch`,
    `communique`), `grades` the incidents of each grade.
    """

    reports: int
    tellings: int
    origins: int
    several: int
    ties: Counter[str]
    agencies: Counter[str]
    publishers: tuple[Publisher, ...]
    voices: tuple[Voice, ...]
    grades: Counter[str]


def sources(incidents: Iterable[Told]) -> Sources:
    """Count the sources of incidents."""
    reports: dict[str, str | None] = {}
    ties, agencies, grades = Counter[str](), Counter[str](), Counter[str]()
    told_by, heard, parties = Counter[str | None](), Counter[str](), set[str]()
    tellings = origins = several = 0
    for told in incidents:
        incident = told.incident
        publishers = {id: _publisher(report.get("publisher")) for id, report in told.reports.items()}
        reports |= publishers
        told_by.update(set(publishers.values()))
        tellings += len(incident["reports"])
        origins += len(incident["origins"])
        several += len(incident["origins"]) > 1
        grades[incident["grade"]] += 1
        for origin in incident["origins"]:
            ties.update({tie["why"] for tie in origin["ties"]})
            agencies.update({short(tie["name"]) for tie in origin["ties"] if tie["why"] == "dispatch"})
        names = {name_of(v): v["party"] for v in incident["voices"]}
        heard.update(names.keys())
        parties |= {name for name, party in names.items() if party}
    of = Counter(reports.values())
    return Sources(
        len(reports),
        tellings,
        origins,
        several,
        ties,
        agencies,
        tuple(Publisher(name, n, told_by[name]) for name, n in of.most_common()),
        tuple(Voice(name, name in parties, n) for name, n in heard.most_common()),
        grades,
    )


def _publisher(name: str | None) -> str | None:
    return short(name) if name and name.strip() else None
