"""To whom is a party said to belong? A case: language, country, type, sentence, party, of whom, how."""

import pytest

from temoin.coding.affiliations import of_actors
from temoin.coding.coder import code
from temoin.model import Report

CASES = [
    ("fr", "La katiba Tombo, affiliée au GSIM, a attaqué lundi le poste militaire de Gossi, au Mali.",
     "katiba Tombo", "jnim", "part_of"),
    ("fr", "Six villageois ont été tués lundi par des combattants liés à Al-Qaïda près de Koro, au Mali.",
     "combattants", "al-qaeda", "linked_to"),
    ("fr", "Les rebelles du M23, soutenus par le Rwanda, ont attaqué lundi l'armée près de Masisi, en RDC.",
     "M23", "rw-government", "backed_by"),
    ("fr", "Des Wazalendo alliés à l'armée congolaise ont affronté lundi le M23 à Masisi, en RDC.",
     "Wazalendo", "cd-army", "ally_of"),
    ("en", "Rwanda-backed M23 rebels killed nine villagers near Masisi, DR Congo, on Monday.",
     "M23", "rw-government", "backed_by"),
    ("en", "The Wazalendo, a militia allied to the Congolese army, attacked M23 positions in Masisi, DR Congo.",
     "Wazalendo", "cd-army", "ally_of"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "party", "of", "relation"), CASES)
def test_affiliation_is_a_claim(language, text, party, of, relation):
    report = Report(text, published="2024-03-06")
    [event] = code(report, language).events
    [claim] = [c for c in event.claims if c.field.endswith(".affiliation")]
    assert (claim.value["of"], claim.value["relation"]) == (of, relation)
    assert party in claim.value["party"]
    assert claim.span.text == text[claim.span.start : claim.span.end]
    actor = event.actors[int(claim.field.split(".")[1])]
    assert party in (actor.name, *actor.aliases, actor.span.text) or party in actor.span.text


def test_the_movement_that_a_group_belongs_to_is_no_party_of_its_own():
    text = "La katiba Tombo, affiliée au GSIM, a attaqué lundi le poste militaire de Gossi, au Mali."
    [event] = code(Report(text, published="2024-03-06"), "fr").events
    [group] = [a for a in event.actors if a.kind == "armed_group"]
    assert group.name == "katiba Tombo" and group.id is None
    assert "GSIM" in group.aliases


def test_an_army_that_backs_another_remains_a_party():
    text = "L'armée congolaise, appuyée par l'armée burundaise, a repoussé lundi le M23 à Masisi, en RDC."
    [event] = code(Report(text, published="2024-03-06"), "fr").events
    assert "cd-army" in {a.id for a in event.actors}
    [claim] = [c for c in event.claims if c.field.endswith(".affiliation")]
    assert claim.value == {"party": "armée congolaise", "of": "bi-army", "relation": "backed_by"}


def test_without_parties_nothing_is_said():
    from temoin.coding.document import read
    from temoin.languages import load

    document = read(Report("Le GSIM est lié à Al-Qaïda."), load("fr"))
    assert list(of_actors(document, [0], [], None)) == []
