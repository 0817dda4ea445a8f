"""Two data sets are joined one to one, by time, place, sides and toll; what each lacks is left over."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.made import occurrence
from temoin.analysis.match import DAYS, ENOUGH, KM, interval, match
from temoin.analysis.occurrence import NON_STATE, ONE_SIDED, STATE_BASED
from temoin.analysis.sides import agreement
from temoin.earth import distance


def pairs(mine, theirs, **about):
    return [(p.mine.id, p.theirs.id) for p in match(mine, theirs, **about).pairs]


def test_the_same_incident_is_found_with_other_dates_places_and_tolls():
    theirs = [
        occurrence("x", 1, lat=14.55, killed=(4, 5, 9)),
        occurrence("y", 20),
        occurrence("z", 0, lat=16.5),
    ]
    found = match([occurrence("a"), occurrence("b", 40)], theirs, everywhere=True)
    [pair] = found.pairs
    assert (pair.mine.id, pair.theirs.id, pair.days, round(pair.km)) == ("a", "x", 1, 6)
    assert pair.levels == {
        "place": "close",
        "days": "next",
        "violence": "same",
        "sides": "both",
        "toll": "same",
    }
    assert pair.clear and pair.rivals == 0
    assert [o.id for o in found.only_mine] == ["b"]
    assert [o.id for o in found.only_theirs] == ["y", "z"]


def test_nothing_outside_the_window_is_joined():
    assert pairs([occurrence("a")], [occurrence("x", DAYS)]) == [("a", "x")]
    assert pairs([occurrence("a")], [occurrence("x", DAYS + 1)]) == []
    assert pairs([occurrence("a")], [occurrence("x", lat=14.5 + (KM + 1) / 111)]) == []
    assert pairs([occurrence("a")], [occurrence("x", DAYS + 1)], days=DAYS + 1, everywhere=True) == [
        ("a", "x")
    ]


def test_of_two_in_one_place_on_one_day_the_one_that_agrees_is_taken():
    theirs = [
        occurrence("x", killed=30),
        occurrence("y", killed=5),
        occurrence("z", side_b="Dozo", violence=NON_STATE),
    ]
    found = match([occurrence("a", killed=5)], theirs)
    assert [(p.mine.id, p.theirs.id) for p in found.pairs] == [("a", "y")]
    assert found.pairs[0].rivals == 2


def test_which_of_equals_it_is_is_not_clear():
    [pair] = match([occurrence("a")], [occurrence("x"), occurrence("y")]).pairs
    assert not pair.clear and pair.rivals == 1


def test_incidents_of_other_sides_and_another_type_are_not_one():
    dozo = occurrence("x", lat=14.6, violence=ONE_SIDED, side_a="Dozo", side_b="Civilians", killed=40)
    assert pairs([occurrence("a", killed=1)], [dozo]) == []


def test_days_that_overlap_are_no_days_apart():
    [pair] = match([occurrence("a", 0, 6)], [occurrence("x", 5, 9)]).pairs
    assert pair.days == 0
    assert pairs([occurrence("a", 0, 25)], [occurrence("x", 27, 30)]) == [("a", "x")]


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"day": None}, "no_date"),
        ({"last": 40}, "long"),
        ({"lat": None, "lon": None}, "no_place"),
        ({"precision": "country"}, "no_place"),
    ],
)
def test_what_can_be_compared_with_nothing_is_counted(about, why):
    found = match([occurrence("a"), occurrence("b", **about)], [occurrence("x")], everywhere=True)
    assert found.loose == ({why: 1}, {})
    assert (found.mine, found.theirs) == (1, 1)


def test_only_what_both_cover_is_compared():
    mine = [occurrence("a"), occurrence("b", 30)]
    theirs = [occurrence("x", -90), occurrence("y", 2), occurrence("z", 60), occurrence("n", 3, country="NE")]
    found = match(mine, theirs)
    assert found.countries == ("ML",)
    assert found.outside == (0, 3)
    assert [o.id for o in found.only_theirs] == []
    assert match(mine, theirs, everywhere=True).outside == (0, 0)


def test_nothing_to_compare_with_is_no_error():
    for mine, theirs in (([], []), ([occurrence("a")], []), ([], [occurrence("x")])):
        found = match(mine, theirs)
        assert found.pairs == ()


def test_a_share_has_its_interval_where_there_is_enough():
    assert interval(5, 10) is None
    low, high = interval(50, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)
    assert interval(0, 100)[0] == 0 and interval(100, 100)[1] == 1


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Government of Mali", "Military Forces of Mali (2021-)"),
        ("Malian Armed Forces", "Government of Mali"),
        ("FAMa", "Police Forces of Mali (2021-)"),
        ("JNIM", "JNIM: Group for Support of Islam and Muslims"),
        ("GSIM", "JNIM"),
        ("Katiba Macina", "JNIM"),
    ],
)
def test_sides_are_the_same_whatever_data_sets_call_them(name, other):
    one = occurrence(side_a=name, side_b="")
    assert agreement(one, occurrence(side_a="", side_b=other)) == "both"


@pytest.mark.parametrize(
    ("sides", "others", "agree"),
    [
        (("Government of Mali", "JNIM"), ("JNIM", "Government of Mali"), "both"),
        (("Government of Mali", "JNIM"), ("Government of Mali", "IS"), "one"),
        (("Government of Mali", "JNIM"), ("Government of Niger", "Boko Haram"), "differ"),
        (("Government of Mali", ""), ("Gunmen of the hills", ""), "unknown"),
        (("", ""), ("Government of Mali", "JNIM"), "unknown"),
    ],
)
def test_how_far_sides_agree(sides, others, agree):
    one, other = (occurrence(side_a=a, side_b=b) for a, b in (sides, others))
    assert agreement(one, other) == agreement(other, one) == agree


def test_the_victims_of_one_sided_violence_are_no_armed_side():
    one = occurrence(violence=ONE_SIDED, side_a="JNIM", side_b="Civilians")
    assert agreement(one, occurrence(violence=ONE_SIDED, side_a="GSIM", side_b="villagers")) == "both"


incidents = st.lists(
    st.builds(
        occurrence,
        day=st.one_of(st.none(), st.integers(0, 8)),
        lat=st.sampled_from([14.5, 14.51, 14.7, 15.5]),
        killed=st.sampled_from([None, 0, 3, 40]),
        violence=st.sampled_from([None, STATE_BASED, ONE_SIDED]),
        side_b=st.sampled_from(["", "JNIM", "Dozo"]),
    ),
    max_size=8,
)


def numbered(told, prefix):
    return [replace(o, id=f"{prefix}{n}") for n, o in enumerate(told)]


@given(incidents, incidents)
def test_each_incident_is_in_one_place_only_and_pairs_are_in_the_window(mine, theirs):
    mine, theirs = numbered(mine, "m"), numbered(theirs, "t")
    found = match(mine, theirs, everywhere=True)
    for side, told, only, loose in (
        ("mine", mine, found.only_mine, found.loose[0]),
        ("theirs", theirs, found.only_theirs, found.loose[1]),
    ):
        joined = [getattr(p, side).id for p in found.pairs]
        assert max(Counter([*joined, *(o.id for o in only)]).values(), default=1) == 1
        assert len(joined) + len(only) + sum(loose.values()) == len(told)
    for p in found.pairs:
        assert p.days <= DAYS and p.km <= KM and ENOUGH <= p.share <= 1
        assert p.km == distance((p.mine.lat, p.mine.lon), (p.theirs.lat, p.theirs.lon))


@given(incidents, incidents)
def test_how_many_are_in_both_does_not_depend_on_whose_they_are(mine, theirs):
    mine, theirs = numbered(mine, "m"), numbered(theirs, "t")
    forth, back = (match(*both, everywhere=True) for both in ((mine, theirs), (theirs, mine)))
    assert len(forth.pairs) == len(back.pairs)
    assert sorted(round(p.share, 9) for p in forth.pairs) == sorted(round(p.share, 9) for p in back.pairs)
