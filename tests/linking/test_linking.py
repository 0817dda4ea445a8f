"""Reports of one incident are joined, reports of different ones are kept apart, and each join says why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.linking.blocking import keys
from temoin.linking.clusters import clusters
from temoin.linking.comparing import comparisons, levels
from temoin.linking.facts import from_record
from temoin.linking.pairs import Pair, score


def event(report: str, number: int = 1, **changes):
    """The facts of an attack at Kossoba in Mali, with changes: `date`, `place`, `killed`, `type`, `parties`."""
    day = changes.get("date", "2024-03-05")
    place = changes.get("place", "Kossoba")
    killed = changes.get("killed", 12)
    record = {
        "id": f"{report}#{number}",
        "type": changes.get("type", "Attack"),
        "group": changes.get("group", "Violence against civilians"),
        "status": "reported",
        "background": False,
        "date": day and {"start": day, "end": day},
        "place": place
        and {"name": place, "text": place, "aliases": [], "country": changes.get("country", "ML")},
        "actors": changes.get(
            "parties",
            [
                {
                    "role": "initiator",
                    "name": "GSIM",
                    "text": "GSIM",
                    "aliases": [],
                    "kind": "armed_group",
                    "id": "jnim",
                },
                {
                    "role": "target",
                    "name": "habitants",
                    "text": "habitants",
                    "aliases": [],
                    "kind": "civilians",
                },
            ],
        ),
        "totals": {"killed": killed and {"low": killed, "high": killed}},
        "evidence": [],
    }
    return from_record(record, {"id": report, "published": changes.get("published", "2024-03-07")})


def joined(*events, **judged) -> list[set[str]]:
    groups = clusters({e.id: e.report for e in events}, score(events), **judged)
    return [set(group) for group in groups]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"killed": 15},
        {"killed": None},
        {"place": "KOSSOBA"},
        {"published": "2024-03"},
        {"parties": []},
        {"type": "Armed clash", "group": "Battles", "killed": 12},
    ],
)
def test_two_reports_of_one_incident_are_joined(changes):
    assert joined(event("a"), event("b", **changes)) == [{"a#1", "b#1"}]


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2024-03-15"},
        {"place": "Tamani", "killed": 3},
        {"country": "BF"},
        {"type": "Agreement", "group": "Strategic developments", "killed": None, "place": "Bamako"},
        {"date": None, "published": "2023-01-02"},
    ],
)
def test_reports_of_different_incidents_are_kept_apart(changes):
    assert joined(event("a"), event("b", **changes)) == [{"a#1"}, {"b#1"}]


def test_without_a_day_more_must_agree():
    assert len(joined(event("a", date=None, killed=2), event("b", killed=2))) == 2
    assert len(joined(event("a", killed=2), event("b", killed=2))) == 1
    assert len(joined(event("a", date=None, killed=12), event("b", killed=12))) == 1


def test_two_events_of_one_report_are_different():
    assert joined(event("a", 1), event("a", 2)) == [{"a#1"}, {"a#2"}]


def test_a_part_and_its_movement_are_near():
    katiba = [
        {
            "role": "initiator",
            "name": "katiba Macina",
            "text": "",
            "aliases": [],
            "kind": "armed_group",
            "id": "macina",
        }
    ]
    (pair,) = score([event("a"), event("b", parties=katiba)])
    assert {r.comparison: r.level for r in pair.reasons}["who"] == "affiliated"


def test_what_is_not_said_counts_nothing():
    (pair,) = score([event("a", killed=None), event("b")])
    assert "killed" not in {r.comparison for r in pair.reasons}


def test_every_join_says_why():
    (pair,) = score([event("a"), event("b", killed=15)])
    assert {(r.comparison, r.level) for r in pair.reasons} >= {
        ("when", "same_day"),
        ("where", "same_name"),
        ("killed", "close"),
    }


def test_only_pairs_with_fresh_events_are_scored():
    known = [event("a"), event("b")]
    assert {(p.first, p.second) for p in score([event("c")], known)} == {("a#1", "c#1"), ("b#1", "c#1")}


def test_people_decide():
    events = event("a"), event("b"), event("c", date="2024-06-01")
    assert joined(*events, different=[("b#1", "a#1")]) == [{"a#1"}, {"b#1"}, {"c#1"}]
    assert joined(*events, same=[("c#1", "a#1")])[0] >= {"a#1", "c#1"}


def test_a_later_event_extends_the_incident_as_if_all_had_come_at_once():
    first, second, third = event("a"), event("b"), event("c", killed=13)
    at_once = score([first, second, third])
    one_by_one = [*score([first, second]), *score([third], [first, second])]
    reports = {e.id: e.report for e in (first, second, third)}
    assert clusters(reports, at_once) == clusters(reports, one_by_one)


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(-8, 20)).filter(lambda p: p[0] != p[1]),
        max_size=40,
    )
)
def test_every_event_is_in_one_cluster_and_no_report_twice(drawn):
    events = {f"{n}": f"report {n // 2}" for n in range(10)}
    pairs = [Pair(str(min(a, b)), str(max(a, b)), weight, ()) for a, b, weight in drawn]
    groups = clusters(events, pairs)
    assert sorted(e for group in groups for e in group) == sorted(events)
    assert all(len({events[e] for e in group}) == len(group) for group in groups)
    assert groups == clusters(events, list(reversed(pairs))) or len(
        {(p.first, p.second) for p in pairs}
    ) < len(pairs)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_events_a_day_or_two_apart_are_compared(days):
    for start in range(7):
        first = date(2024, 3, 1) + timedelta(start)
        a, b = event("a", date=str(first)), event("b", date=str(first + timedelta(days)))
        assert set(keys(a)) & set(keys(b))


def test_the_levels_of_each_comparison_end_with_all_others():
    for name, group in comparisons().items():
        assert group[-1].condition == "else", name
        assert group[-1].weight < 0 < max(level.weight for level in group), name
    assert len(levels()) == len({(level.comparison, level.level) for level in levels()})
