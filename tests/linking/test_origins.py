"""Copies are not witnesses: what is printed ten times, or rests on one communiqué, is one origin."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.linking.origins import Telling, credits, origins

BRIEF = (
    "Une dizaine d'hommes à moto sont entrés mardi soir dans le hameau de Kossoba, où ils ont abattu quatre "
    "bergers avant d'emporter leur bétail. Les survivants ont marché toute la nuit pour gagner la ville. "
    "Le préfet a promis l'envoi d'une patrouille, que les habitants attendent encore."
)
OTHER = (
    "Quatre personnes ont péri dans une incursion nocturne au nord du cercle, rapporte un élu, qui dit avoir "
    "compté les corps lui-même. Des troupeaux ont disparu. L'élu demande un poste militaire permanent."
)


@pytest.mark.parametrize(
    "copy",
    [
        BRIEF,
        f"Tuerie dans un hameau du centre\n\n{BRIEF}",
        BRIEF.replace("\n", " ").upper(),
        BRIEF[: BRIEF.index("Le préfet")],
        f"{BRIEF} La région vit sous la menace depuis dix ans, et plusieurs accords locaux y ont échoué.",
        BRIEF.replace("quatre", "cinq").replace("mardi soir", "mardi"),
    ],
)
def test_a_text_printed_again_is_a_copy(copy):
    assert len(origins([Telling("a", BRIEF), Telling("b", copy)])) == 1
    assert len(origins([Telling("a", copy), Telling("b", BRIEF)])) == 1


@pytest.mark.parametrize("other", [OTHER, "", "Une dizaine d'hommes à moto sont entrés mardi soir."])
def test_what_is_told_in_other_words_is_no_copy(other):
    assert len(origins([Telling("a", BRIEF), Telling("b", other)])) == 2


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("BAMAKO, 5 mars (AFP) – Quatre bergers ont été tués.", {"AFP"}),
        ("BAMAKO (Reuters) - Four herders were killed.", {"Reuters"}),
        ("Quatre bergers ont été tués. (AFP)", {"AFP"}),
        ("Quatre bergers ont été tués.\n\nRédaction avec AFP", {"AFP"}),
        ("Le Delta avec AFP et Reuters\n\nQuatre bergers ont été tués.", {"AFP", "Reuters"}),
        ("Par Agence France-Presse\nQuatre bergers ont été tués.", {"AFP"}),
        ("Four herders were killed.\nSource: Associated Press", {"AP"}),
        ("Four herders were killed, police said. (AP, Reuters)", {"AP", "Reuters"}),
        ("Quatre bergers ont été tués, a appris l'AFP de source locale.", set()),
        ("Quatre bergers ont été tués, selon un élu joint par l'AFP.", set()),
        ("Four herders were killed, a witness told Reuters by telephone.", set()),
        ("Photo : AFP\n\nQuatre bergers ont été tués.", set()),
        ("Quatre bergers ont été tués.\n\nCrédit photo : Reuters", set()),
        ("(Photo by AFP / Awa)\nFour herders were killed.", set()),
        ("La map est fausse. Les anp sont là.", set()),
        ("", set()),
    ],
)
def test_an_agency_is_known_by_its_credit_alone(text, agencies):
    assert credits(text) == agencies


def test_a_credit_in_the_middle_of_a_long_report_is_none():
    assert not credits(f"{OTHER * 3}\n(AFP)\n{OTHER * 3}")


def test_the_agency_itself_is_an_origin():
    assert credits(OTHER, "Agence France-Presse") == {"AFP"}


def reports_of(*tellings):
    return [set(origin.reports) for origin in origins(tellings)]


def test_dispatches_of_one_agency_are_one_origin():
    found = origins(
        [
            Telling("a", f"{BRIEF} (AFP)"),
            Telling("b", OTHER),
            Telling("c", "Tuerie au centre, quatre morts. (AFP)"),
        ]
    )
    assert [o.reports for o in found] == [("a", "c"), ("b",)]
    (tie,) = found[0].ties
    assert (tie.why, tie.name, tie.reports) == ("dispatch", "AFP", ("a", "c"))
    assert not found[1].ties


def test_reports_of_one_partys_words_are_one_origin():
    found = origins([Telling("a", BRIEF, voice="ml-army"), Telling("b", OTHER, voice="ml-army")])
    assert [(t.why, t.name) for t in found[0].ties] == [("communique", "ml-army")]


def test_a_long_report_that_takes_its_words_on_the_event_from_another_is_no_second_origin():
    digest = f"{OTHER * 4}\n{BRIEF[:110]}\n{'Au sud, la pluie a coupé la route du marché. ' * 20}"
    assert reports_of(Telling("a", BRIEF, BRIEF[:110]), Telling("b", digest, BRIEF[:110])) == [{"a", "b"}]


def test_ties_join_through_others_in_any_order():
    tellings = [
        Telling("a", f"{BRIEF} (AFP)"),
        Telling("b", BRIEF, voice="ml-army"),
        Telling("c", OTHER, voice="ml-army"),
        Telling("d", "Dix lignes sans aucun rapport avec ce qui précède ni avec ce qui suit ici."),
    ]
    for order in permutations(tellings):
        assert {frozenset(o.reports) for o in origins(order)} == {frozenset("abc"), frozenset("d")}


@given(
    st.lists(
        st.builds(
            Telling,
            report=st.uuids().map(str),
            text=st.sampled_from([BRIEF, OTHER, f"{OTHER} (AFP)", "", "(AFP)"]) | st.text(),
            evidence=st.sampled_from(["", BRIEF]) | st.text(),
            publisher=st.none() | st.text(),
            voice=st.none() | st.sampled_from(["jnim", "ml-army"]),
        ),
        max_size=7,
        unique_by=lambda t: t.report,
    ),
    st.randoms(use_true_random=False),
)
def test_every_report_has_one_origin_whatever_the_order(tellings, random):
    found = origins(tellings)
    assert sorted(r for o in found for r in o.reports) == sorted(t.report for t in tellings)
    shuffled = random.sample(tellings, len(tellings))
    assert {frozenset(o.reports) for o in origins(shuffled)} == {frozenset(o.reports) for o in found}
