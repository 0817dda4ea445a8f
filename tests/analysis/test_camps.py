"""Whose side a party is on: an army, a movement; never a unit, never a person."""

import pytest

from analysis.made import occurrence
from temoin.analysis.camps import attacking, camps


@pytest.mark.parametrize("name", ["FAMa", "l'armée malienne", "the Malian army", "ml-army"])
def test_all_forces_of_a_state_are_its_army(name):
    assert camps(occurrence(data="ledger", side_a=name), "en")[0] == "Malian Armed Forces"
    assert camps(occurrence(data="ledger", side_a=name), "fr")[0] == "Forces armées maliennes"


@pytest.mark.parametrize("name", ["Katiba Macina", "JNIM", "GSIM"])
def test_a_part_is_its_movement_and_no_worldwide_network(name):
    assert "Jama'at Nusrat" in camps(occurrence(data="ledger", side_b=name), "en")[1]


@pytest.mark.parametrize("name", ["Moussa Sankolo", "armed men", "hommes armés", "villagers", ""])
def test_who_is_no_known_party_is_no_side(name):
    assert camps(occurrence(data="ledger", side_a=name, side_b=name), "en") == ("", "")


def test_sides_of_data_sets_are_as_they_call_them():
    assert camps(occurrence(side_a="Dozos (Mali)"), "en") == ("Dozos (Mali)", "JNIM")
    reigns = occurrence(side_a="Military Forces of Mali (2012-2020)", side_b="Police Forces of Mali (2021-)")
    assert camps(reigns, "en") == ("Military Forces of Mali", "Police Forces of Mali")


def test_civilians_are_no_side():
    attack = occurrence(violence="one-sided", side_a="JNIM", side_b="Civilians", attacker="JNIM")
    assert camps(attack, "en") == ("JNIM", "")
    assert attacking(attack, "en") == "JNIM"
    assert attacking(occurrence(), "en") == ""
