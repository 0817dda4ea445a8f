"""The registry of parties: its names are found where they are written as names."""

import pytest

from temoin.knowledge.parties import Belonging, names, registry
from temoin.languages import words


def named(text: str) -> list[str]:
    found = words(text)
    matches = names().find([w.form for w in found])
    spelled = [[n for n in m.entry if n.written_in(tuple(found[m.first : m.last]))] for m in matches]
    return [n.party.id for names_ in spelled for n in names_[:1]]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("des combattants du GSIM", ["jnim"]),
        ("des rebelles de l'AFC/M23", ["alliance-fleuve-congo"]),
        ("l’Armée de résistance du Seigneur", ["lra"]),
        ("suspected boko haram members", ["boko-haram"]),
        ("This is the town that IS fighters hold", ["isis"]),
        ("les shebab somaliens", ["shabaab"]),
        ("the Rapid Support Forces (RSF)", ["rsf", "rsf"]),
        ("des miliciens anti-balaka", ["anti-balaka"]),
        ("des combattants maï-maï", ["mai-mai"]),
        ("il est en fait parti", []),
        ("a fact of life", []),
        ("Let LeT go", ["let"]),
        ("des tirs du gang 400 Mawozo contre la Force de répression des gangs", ["400-mawozo", "gsf-haiti"]),
    ],
)
def test_names_are_found(text, ids):
    assert named(text) == ids


def test_parents_are_in_the_registry():
    assert {Belonging.read(b).party for p in registry().values() for b in p.parent} <= set(registry())


def test_an_army_abroad_is_foreign():
    army = registry()["rw-army"]
    assert (army.kind_in("RW"), army.kind_in("CD"), army.kind_in(None)) == (
        "state_forces",
        "foreign_forces",
        "state_forces",
    )


def test_names_begin_with_the_full_ones():
    party = registry()["m23"]
    assert party.names[:2] == ("Mouvement du 23 mars", "March 23 Movement")
    assert "M23" in party.names
