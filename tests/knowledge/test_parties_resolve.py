"""Which party does a name mean, in a country and at a date? And the forces that every state has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from temoin.knowledge.parties import party, registry, resolve, state_force, state_forces, wholes
from temoin.knowledge.parties.find import find, suggestions


@pytest.mark.parametrize(
    ("name", "date", "country", "id"),
    [
        ("EI", "2024-01", "ML", "isgs"),
        ("EI", "2024-01", "NG", "iswap"),
        ("EI", "2024-01", "MZ", "is-mozambique"),
        ("EI", "2024-01", "IQ", "isis"),
        ("EI", None, "AF", "is-k"),
        ("EI", None, None, "isis"),
        ("Al-Qaïda", "2024", "ML", "jnim"),
        ("FLA", "2025-02-01", "ML", "fla"),
        ("CNSP", "2024", "NE", "ne-cnsp"),
        ("CNSP", "2020-10", "ML", "ml-cnsp"),
        ("FDS", "2023", "BF", "bf-security"),
        ("FDS", "2019", "SY", "sdf"),
        ("FPR", None, "CF", "fpr-baba-ladde"),
        ("PNC", None, "CD", "cd-police"),
        ("PNC", None, "GT", "gt-police"),
        ("fama", None, None, "ml-army"),
        ("FARDC", None, "CD", "cd-army"),
        ("VDP", "2023", "BF", "vdp"),
    ],
)
def test_country_and_date_tell_namesakes_apart(name, date, country, id):
    assert resolve(name, date, country)[0].id == id


def test_an_unknown_name_means_nobody():
    assert resolve("Front imaginaire") == [] and resolve("") == []


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("ml-army", "armée malienne"),
        ("ml-army", "FAMa"),
        ("ng-airforce", "Nigerian Air Force"),
        ("sn-gendarmerie", "gendarmerie sénégalaise"),
        ("mx-navy", "SEMAR"),
        ("fj-police", "Fijian Police"),
    ],
)
def test_forces_are_made_by_rule_and_known_by_their_special_names(id, name):
    assert name in party(id).names


def test_a_force_is_a_part_of_its_army():
    assert [b.party for b in party("ml-airforce").parents] == ["ml-army"]
    assert party("xx-army") is None and state_force("ML", "choir") is None


def test_every_state_has_all_forces():
    assert len({f.id for iso in ("ML", "FR", "WS", "CD") for f in state_forces(iso)}) == 4 * len(
        state_forces("ML")
    )


def test_a_government_has_its_name_of_ucdp():
    assert party("ml-government").ucdp == ("Government of Mali",)
    assert party("cd-government").ucdp == ("Government of DR Congo (Zaire)",)


def test_what_a_part_belongs_to_is_told_upwards():
    assert [p.id for p in wholes(registry()["macina"], "2024")][:2] == ["jnim", "al-qaeda"]


@pytest.mark.parametrize(
    ("query", "country", "id", "why"),
    [
        ("GSIM", None, "jnim", "name"),
        ("gsim", "ML", "jnim", "name"),
        ("EI", "ML", "isgs", "local"),
        ("Armee malienne", None, "ml-army", "name"),
        ("Nigerian air force", None, "ng-airforce", "name"),
        ("Bocco Haram", None, "boko-haram", "near"),
        ("police", "SN", "sn-police", "words"),
    ],
)
def test_find(query, country, id, why):
    found = find(query, country)
    assert id in {f.party.id for f in found[:3]}
    assert next(f.why for f in found if f.party.id == id) == why


def test_suggestions_for_a_mistyped_id():
    assert "ml-army" in suggestions("ml-armee")
    assert "jnim" in suggestions("GSIM")


@settings(deadline=None, max_examples=40)
@given(
    st.text(max_size=30), st.sampled_from([None, "ML", "ZZ"]), st.sampled_from([None, "2024", "1999-01-02"])
)
def test_any_text_may_be_looked_up(query, country, date):
    assert all(p.id in registry() for p in resolve(query, date, country))
    ids = [f.party.id for f in find(query, country, date)]
    assert len(ids) == len(set(ids))


def test_a_name_with_its_article_is_found():
    assert [f.party.id for f in find("l'armée malienne")] == ["ml-army"]


def test_all_branches_that_act_in_a_country_are_shown_before_the_movement():
    assert [f.party.id for f in find("EI", "NE")] == ["isgs", "iswap", "isis"]
    assert resolve("EI", None, "NE")[0].id == "isis"


def test_a_part_at_home_where_its_movement_is_is_no_branch_of_it_elsewhere():
    assert [f.party.id for f in find("GSIM", "LY")] == ["jnim"]
    assert resolve("GSIM", None, "LY")[0].id == "jnim"


def test_forces_of_other_states_are_left_out_where_those_of_the_country_are_meant():
    assert [f.party.id for f in find("FDS", "SN")] == ["sn-security"]
    assert [f.party.id for f in find("FDS", "SY")] == ["sdf"]
    assert {"sn-security", "bf-security", "sdf"} <= {f.party.id for f in find("FDS")}


def test_near_names_only_where_nothing_bears_the_name():
    assert [f.party.id for f in find("Bokko Harram")] == ["boko-haram"]
    assert "jnim" in [f.party.id for f in find("JNMI")]
    assert {f.why for f in find("Boko Haram")} <= {"name", "local"}
    assert find("qsdfqsdf") == [] and find("zz") == []
