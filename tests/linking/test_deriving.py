"""What an incident is: values that all admit, what they contradict each other on, one grade, decisions that stand."""

import re
from dataclasses import asdict, fields, replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linking.members import (
    ARMY,
    ARMY_SAYS,
    ARMY_SAYS_EN,
    CIVILIANS,
    GSIM,
    GSIM_SAYS,
    GUNMEN,
    ISGS,
    MACINA,
    PEOPLE_SAY,
    TOWN,
    any_members,
    judged,
    member,
    place,
)
from temoin.batch import code
from temoin.linking.deriving import Member, derive, rules
from temoin.linking.grading import grades
from temoin.linking.incident import Decided, Incident, Party, Side, Statement, Toll, Voice
from temoin.linking.origins import Origin
from temoin.linking.standing import readable
from temoin.model import Report
from temoin.publishing import report_record

# --- when and where


@pytest.mark.parametrize(
    ("days", "agreed", "contested"),
    [
        (["2024-03-05", "2024-03-05"], ("2024-03-05", "2024-03-05"), False),
        (["2024-03-05", ("2024-03-04", "2024-03-10")], ("2024-03-05", "2024-03-05"), False),
        (["2024-03-05", None], ("2024-03-05", "2024-03-05"), False),
        (["2024-03-05", "2024-03-06"], ("2024-03-05", "2024-03-06"), True),
        (["2024-03-05", ("2024-03-01", "2024-03-31"), "2024-03-06"], ("2024-03-05", "2024-03-06"), True),
        ([None, None], (None, None), False),
    ],
)
def test_the_days_are_those_that_all_admit(days, agreed, contested):
    incident = derive([member(f"r{n}", day=day) for n, day in enumerate(days)])
    assert (incident.start, incident.end) == agreed
    assert ("date" in incident.contested) == contested


MOPTI = {"admin1": "Mopti"}


@pytest.mark.parametrize(
    ("places", "agreed", "contested"),
    [
        ([place("Mopti", precision="admin1", **MOPTI), place("Kossoba", **TOWN)], "Kossoba", False),
        ([place("Mali", precision="country"), place("Kossoba", **TOWN)], "Kossoba", False),
        ([place("Kossoba", **TOWN), place("Tambala", **{**TOWN, "lat": 14.45})], "Kossoba", False),
        ([place("Kossoba", **TOWN), place("Tambala", **{**TOWN, "lat": 16.0})], "Kossoba", True),
        ([place("Kossoba", **TOWN), place("Kossoba", country="BF")], "Kossoba", True),
        ([None, place("Kossoba")], "Kossoba", False),
        ([place("Kossoba", **MOPTI), place("Gao", precision="admin1", admin1="Gao")], "Kossoba", True),
    ],
)
def test_the_place_is_the_finest_that_the_others_do_not_contradict(places, agreed, contested):
    incident = derive([member(f"r{n}", where=where) for n, where in enumerate(places)])
    assert incident.place["name"] == agreed
    assert ("place" in incident.contested) == contested


def test_a_place_that_two_origins_contradict_gives_way():
    far = place("Tessit", precision="exact", lat=15.2, lon=0.4, admin1="Gao")
    region = place("Mopti", precision="admin1", **MOPTI)
    incident = derive([member("a", where=far), member("b", where=region), member("c", where=region)])
    assert incident.place["name"] == "Mopti"
    assert "place" in incident.contested


def test_a_place_is_never_more_exact_than_a_report_has_it():
    incident = derive([member("a", where=place("Kossoba")), member("b", where=place("Kossoba", **MOPTI))])
    assert (incident.place["admin1"], incident.place["lat"], incident.country) == ("Mopti", None, "ML")


# --- how many


def test_a_toll_is_a_range_over_the_origins_and_a_number_by_the_rule():
    told = [("a", 12, "2024-03-06"), ("b", 12, "2024-03-06"), ("c", 15, "2024-03-08")]
    members = [member(r, killed=n, published=at) for r, n, at in told]
    toll = derive(members).tolls["killed"]
    assert (toll.low, toll.high, toll.value) == (12, 15, 12)
    assert toll.by_rule == {"lowest": 12, "highest": 15, "most_independent": 12, "latest": 15}
    for rule in rules():
        incident = derive(members, rule)
        assert (incident.rule, incident.tolls["killed"].value) == (rule, toll.by_rule[rule])
    assert "killed" in derive(members).contested


def test_a_toll_that_rises_in_later_reports_of_one_origin_is_no_contest():
    first = member("a", killed=7, published="2024-03-06", publisher="AFP")
    later = member("b", killed=12, published="2024-03-08", publisher="AFP")
    for members in permutations([first, later]):
        incident = derive(members)
        assert incident.tolls["killed"].low == incident.tolls["killed"].high == 12
        assert "killed" not in incident.contested
        assert {s.report for s in incident.statements if s.superseded} == {"a"}


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [
        ({"killed": 12}, {"killed": (10, 15)}, False),
        ({"killed": 12}, {"killed": (2, None)}, False),
        ({"killed": 12}, {"killed": None}, False),
        ({"killed": 12}, {"killed": 13}, True),
        ({"killed": 1}, {"killed": (2, None)}, False),
        ({"killed": 3}, {"killed": (20, None)}, True),
        ({"killed": 5, "victims": "state_forces"}, {"killed": 20, "victims": "armed_group"}, False),
        ({"killed": 5, "victims": "state_forces"}, {"killed": 8, "victims": "state_forces"}, True),
        ({"killed": 20, "victims": "unidentified"}, {"killed": 5, "victims": "state_forces"}, False),
        ({"killed": 5, "victims": "unidentified"}, {"killed": 20, "victims": "state_forces"}, True),
        ({"killed": 12, "civilians": 12}, {"killed": 20, "civilians": 0, "victims": "armed_group"}, True),
    ],
)
def test_counts_contradict_each_other_where_they_count_the_same(one, other, contested):
    found = derive([member("a", **one), member("b", **other)]).contested
    assert bool({"killed", "civilians_killed"} & set(found)) == contested


def test_two_voices_of_one_report_can_contradict_each_other():
    zero = ("totals.civilians_killed", {"low": 0, "high": 0}, "asserted", "armée malienne")
    many = ("totals.civilians_killed", {"low": 12, "high": 12}, "asserted", "habitants")
    incident = derive([member(civilians=(0, 12), says=[PEOPLE_SAY, ARMY_SAYS], said=[zero, many])])
    assert "civilians_killed" in incident.contested
    sides = {
        (side.value["low"], side.value["high"]): side.voices for side in incident.sides["civilians_killed"]
    }
    assert sides[0, 0] == ("armée malienne",)
    assert sides[12, 12] == ("habitants",)


def test_victims_that_somebody_denies_are_contested():
    denial = ("totals.killed", {"low": 12, "high": 12}, "denied", "armée malienne")
    incident = derive([member("a"), member("b", killed=None, says=[ARMY_SAYS], said=[denial])])
    assert {side.stance for side in incident.sides["killed"]} == {"asserted", "denied"}


# --- who


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [
        (GSIM, MACINA, False),
        (GSIM, ISGS, True),
        (GSIM, GUNMEN, False),
        (GSIM, ARMY, True),
        (ARMY, ("rebelles", None, "armed_group"), True),
        (GUNMEN, ("djihadistes", None, "armed_group"), False),
        (ARMY, ("gendarmerie", "ml-gendarmerie", "state_forces"), False),
    ],
)
def test_initiators_contradict_each_other_unless_one_belongs_to_the_other(one, other, contested):
    incident = derive([member("a", by=[one]), member("b", by=[other])])
    assert ("initiator" in incident.contested) == contested
    assert ("initiator" in incident.sides) == contested


def test_in_a_clash_the_order_of_the_sides_means_nothing():
    clash = {"type": "Armed clash"}
    one, other = member("a", by=[ARMY], on=[GSIM], **clash), member("b", by=[GSIM], on=[ARMY], **clash)
    assert not derive([one, other]).contested


def test_whether_the_dead_were_fighters_is_contested():
    incident = derive([member("a", by=[ARMY], on=[CIVILIANS]), member("b", by=[ARMY], on=[GSIM])])
    assert incident.contested == ("target",)


def test_parties_are_one_by_their_id_and_come_before_nameless_ones():
    members = [member("a", by=[GUNMEN]), member("b", by=[GSIM]), member("c", by=[("JNIM", *GSIM[1:])])]
    incident = derive(members)
    assert [(p.name, p.origins) for p in incident.parties if p.role == "initiator"] == [
        ("GSIM", (1, 2)),
        ("hommes armés", (0,)),
    ]
    assert {"GSIM", "jnim"} <= set(incident.party_names)


# --- how far it holds


def denial(report="d", **told):
    return member(report, status="denied", killed=None, says=[ARMY_SAYS], **told)


@pytest.mark.parametrize(
    ("members", "grade", "about"),
    [
        ([denial()], "denied", ()),
        ([denial(), member("a")], "contested", ("status",)),
        ([member("a", killed=9), member("b", killed=12)], "contested", ("killed",)),
        ([member("a"), member("b")], "corroborated", ()),
        ([member("a", says=[GSIM_SAYS]), member("b", says=[ARMY_SAYS])], "corroborated", ()),
        ([member("a", says=[ARMY_SAYS]), member("b", says=[PEOPLE_SAY])], "corroborated", ()),
        ([member("a", says=[ARMY_SAYS]), member("b")], "corroborated", ()),
        ([member("a", says=[ARMY_SAYS])], "one_side", ("armée malienne",)),
        ([member("a", says=[ARMY_SAYS]), member("b", says=[ARMY_SAYS_EN])], "one_side", ("armée malienne",)),
        ([member("a", says=[PEOPLE_SAY])], "single_origin", ()),
        ([member("a", says=[PEOPLE_SAY, ARMY_SAYS])], "single_origin", ()),
        (
            [member("a", by=[ARMY], civilians=12, says=[ARMY_SAYS]), member("b")],
            "against_interest",
            ("armée malienne",),
        ),
        ([member("a", by=[GSIM], civilians=12, says=[ARMY_SAYS])], "one_side", ("armée malienne",)),
        ([member("a", by=[GSIM], civilians=12, says=[GSIM_SAYS])], "one_side", ("GSIM",)),
    ],
)
def test_the_grade_is_the_first_of_the_table_that_holds(members, grade, about):
    incident = derive(members)
    assert (incident.grade, incident.grade_about) == (grade, about)


def test_a_report_that_only_denies_may_quote_those_who_count_the_dead():
    dead = ("totals.killed", {"low": 15, "high": 15}, "asserted", "habitants")
    incident = derive([denial(said=[dead])])
    assert (incident.status, incident.contested) == ("reported", ("status",))


def test_who_denies_one_thing_and_tells_another_contradicts_nobody():
    strike = member("a", by=[ARMY], on=[GSIM], killed=20, victims="armed_group", says=[ARMY_SAYS])
    incident = derive(
        [
            strike,
            denial(by=[ARMY], said=[("totals.killed", {"low": 2, "high": None}, "denied", "armée malienne")]),
        ]
    )
    assert not {"status", "killed"} & set(incident.contested)


def test_the_same_communique_in_two_languages_is_one_origin_of_one_voice():
    incident = derive([member("a", says=[ARMY_SAYS]), member("b", says=[ARMY_SAYS_EN])])
    (origin,) = incident.origins
    assert [(t.why, t.name) for t in origin.ties] == [("communique", "ml-army")]
    assert [(v.name, v.party, v.origins) for v in incident.voices] == [("armée malienne", True, (0,))]


def test_every_grade_says_when_it_is_given_in_every_language():
    assert all(g.fr and g.fr_when and g.en and g.en_when for g in grades().values())
    assert all(r.fr and r.en for r in rules().values())


# --- what people decided


def test_a_correction_wins_and_says_who_decided():
    corrected = judged(member("b", killed=15), "correct", "totals.killed", {"low": 13, "high": 13})
    incident = derive([member("a", killed=9), corrected])
    assert (incident.tolls["killed"].low, incident.tolls["killed"].high) == (13, 13)
    assert "killed" not in incident.contested
    (decided,) = incident.decisions
    assert (decided.report, decided.decision.who, decided.decision.reason) == ("b", "awa", "relu")
    assert [s.decided.kind for s in incident.statements if s.decided] == ["correct"]


def test_the_last_correction_holds():
    one = judged(member("a"), "correct", "date", "2024-03-01", at="2024-03-12T10:00:00+00:00")
    other = judged(member("b"), "correct", "date", "2024-03-02", at="2024-03-13T10:00:00+00:00")
    assert derive([one, other]).start == derive([other, one]).start == "2024-03-02"


def test_a_rejected_claim_counts_no_more_and_stays_listed():
    rejected = judged(member("b", killed=40), "reject", "totals.killed")
    incident = derive([member("a", killed=12), rejected])
    assert incident.tolls["killed"].high == 12
    assert "killed" not in incident.contested
    listed = [s for s in incident.statements if s.field == "totals.killed" and s.value["low"] == 40]
    assert [s.decided.kind for s in listed] == ["reject"]
    assert not any(s.counts for s in listed)


@pytest.mark.parametrize(
    "field", ["date", "place", "actors.initiator", "totals.killed", "according_to", "type"]
)
def test_any_claim_can_be_rejected(field):
    said = [("according_to", "habitants", "asserted", "habitants")]
    made = judged(member(says=[PEOPLE_SAY], said=said), "reject", field)
    incident = derive([made])
    assert not (field == "date" and incident.start)
    assert not (field == "place" and incident.place)
    assert not (field == "totals.killed" and incident.tolls)
    assert not (field == "actors.initiator" and any(p.role == "initiator" for p in incident.parties))


def test_a_sum_is_made_anew_where_one_of_its_counts_was_rejected():
    said = [
        ("totals.killed", {"low": 3, "high": 3}, "asserted", None),
        ("totals.killed", {"low": 2, "high": 2}, "asserted", None),
    ]
    made = member(killed=5, said=said)
    claims = [c for c in made.event["claims"] if c["value"] != {"low": 5, "high": 5}]
    made = replace(made, event={**made.event, "claims": claims})
    assert derive([judged(made, "reject", "totals.killed")]).tolls["killed"].high == 2


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("date", "2024-02", lambda i: (i.start, i.end) == ("2024-02-01", "2024-02-29")),
        ("date", "2024-03-05/2024-03-07", lambda i: (i.start, i.end) == ("2024-03-05", "2024-03-07")),
        ("place", "Tambala", lambda i: (i.place["name"], i.place["lat"]) == ("Tambala", None)),
        ("type", "Looting/property destruction", lambda i: i.type == "Looting/property destruction"),
        (
            "actors.initiator",
            "jnim",
            lambda i: [p.id for p in i.parties if p.role == "initiator"] == ["jnim"],
        ),
        (
            "actors.initiator",
            "JNIM",
            lambda i: [p.id for p in i.parties if p.role == "initiator"] == ["jnim"],
        ),
        ("totals.killed", 7, lambda i: i.tolls["killed"].value == 7),
    ],
)
def test_any_value_can_be_corrected(field, value, read):
    assert read(derive([member("a"), judged(member("b"), "correct", field, value)]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "mardi"),
        ("date", "2024-03-07/2024-03-05"),
        ("type", "Pillage"),
        ("place", " "),
        ("totals.killed", -1),
        ("totals.killed", {"low": 5, "high": 3}),
        ("totals.killed", "douze"),
    ],
)
def test_a_correction_that_cannot_be_read_is_refused(field, value):
    with pytest.raises(ValueError, match=r"give|before"):
        readable(field, value)


# --- from reports

REPORTS = [
    Report(
        "Des hommes armés ont attaqué jeudi le village de Kossoba, dans la région de Mopti, au centre du Mali, "
        "tuant douze civils, selon des habitants. Les assaillants sont repartis vers l'est. (AFP)",
        "Mali : douze morts à Kossoba",
        "2024-03-08",
        "fr-1",
        "fr",
        "Journal du Delta",
    ),
    Report(
        "Twelve villagers were killed on Thursday in Kossoba, in the Mopti region of central Mali, in an attack by "
        "JNIM fighters, residents said. The attackers left at dusk. (AFP)",
        "Twelve villagers killed in Mali",
        "2024-03-08",
        "en-1",
        "en",
        "Sahel Post",
    ),
    Report(
        "L'armée malienne affirme avoir tué vingt terroristes jeudi à Kossoba, dans la région de Mopti. Dans un "
        "communiqué, l'armée malienne assure qu'aucun civil n'a été tué.",
        None,
        "2024-03-08",
        "fr-2",
        "fr",
        "Le Quotidien",
    ),
]


@pytest.fixture(scope="module")
def coded():
    records = [report_record(code(report)) for report in REPORTS]
    return [Member(record["events"][0], record["report"]) for record in records]


def test_reports_in_two_languages_give_one_incident(coded):
    incident = derive(coded)
    assert (incident.start, incident.end) == ("2024-03-07", "2024-03-07")
    assert incident.place["name"] == "Kossoba"
    assert [o.reports for o in incident.origins] == [("fr-1", "en-1"), ("fr-2",)]
    assert incident.grade == "contested"
    assert {"initiator", "civilians_killed"} <= set(incident.contested)
    assert {v.name: v.party for v in incident.voices}["armée malienne"]
    for s in incident.statements:
        text = next(m.report["text"] for m in coded if m.report["id"] == s.report)
        assert text[s.start : s.end] == s.words


def test_the_two_dispatches_alone_are_a_single_origin(coded):
    assert derive(coded[:2]).grade == "single_origin"


# --- whatever it is given


@settings(deadline=None, max_examples=60)
@given(any_members(), st.randoms(use_true_random=False))
def test_any_events_make_an_incident_and_their_order_only_breaks_ties(made, random):
    incident = derive(made)
    for toll in incident.tolls.values():
        for value in (toll.value, *toll.by_rule.values()):
            assert toll.low <= value and (toll.high is None or value <= toll.high)
    assert (incident.start is None) == (incident.end is None)
    assert incident.start is None or incident.start <= incident.end
    assert set(incident.sides) == set(incident.contested)
    assert incident.grade in grades()
    assert sum(len(m.event["claims"]) for m in made) == len(incident.statements)
    assert asdict(incident) == asdict(derive(made))
    other = derive(random.sample(made, len(made)))
    for same in ("start", "end", "tolls", "contested", "grade", "status", "background"):
        assert getattr(other, same) == getattr(incident, same), same
    assert {frozenset(o.reports) for o in other.origins} == {frozenset(o.reports) for o in incident.origins}


# --- as the documentation says

DOCS = Path(__file__).parents[2] / "docs" / "incidents.md"


def first_cells(heading):
    """The names in the first column of the tables below a heading."""
    section = DOCS.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_the_documentation_names_every_field_grade_and_rule():
    named = ["id", *(f.name for f in fields(Incident))]
    for part, of in {
        "parties": Party,
        "tolls": Toll,
        "sides": Side,
        "origins": Origin,
        "voices": Voice,
        "statements": Statement,
        "decisions": Decided,
    }.items():
        named += [f"{part}.{f.name}" for f in fields(of)]
    assert sorted(first_cells("The fields")) == sorted(named)
    assert first_cells("The grade") == list(grades())
    assert first_cells("The one number of a toll") == list(rules())
