"""Who did it, and to whom? A case: language, country, type, sentence, initiator, target (kind, a name)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from temoin.coding.document import Document, read
from temoin.coding.draft import Draft, Trigger
from temoin.coding.expectations import expectations
from temoin.coding.who import actors_of
from temoin.languages import load
from temoin.model import Actor, Place, Report, Span
from temoin.ontology import TYPES

CLASH, ATTACK, STRIKE = "Armed clash", "Attack", "Air/drone strike"
ABDUCTION, ARRESTS, IED = "Abduction/forced disappearance", "Arrests", "Remote explosive/landmine/IED"
PROTEST, RIOT = "Peaceful protest", "Violent demonstration"
SHELLING, AGREEMENT = "Shelling/artillery/missile attack", "Agreement"


def asked(language: str, country: str | None, type: str, text: str) -> tuple[Document, list[Actor]]:
    document = read(Report(text), load(language))
    sentences = [s.index for s in document.sentences]
    triggers = [Trigger(s.index, s.start, s.end, type) for s in document.sentences]
    place = Place("Tilba", Span(0, 0, ""), "unresolved", country=country) if country else None
    return document, actors_of(document, Draft(type, triggers, sentences), place)


CASES = [
    # active and passive
    ("fr", "NE", ATTACK, "Des hommes armés circulant à moto ont tué six villageois à Tilba mardi soir.",
     ("unidentified", "hommes armés"), ("civilians", "villageois")),
    ("fr", "CD", ATTACK, "Neuf paysans ont été tués à la machette par des combattants ADF près de Mbelu.",
     ("armed_group", "Forces démocratiques alliées"), ("civilians", "paysans")),
    ("fr", "ML", CLASH, "Une patrouille de l'armée a été attaquée par des combattants présumés du GSIM.",
     ("armed_group", "JNIM"), ("state_forces", "Forces armées maliennes")),
    ("fr", "CD", CLASH, "Les FARDC ont repoussé jeudi les rebelles du M23 aux abords de Kavumbi.",
     ("state_forces", "FARDC"), ("armed_group", "M23")),
    ("en", "NG", ATTACK, "Suspected ISWAP fighters killed eleven farmers in the village of Dalwa on Sunday.",
     ("armed_group", "ISWAP"), ("civilians", "farmers")),
    ("en", "SO", CLASH, "Four Somali soldiers were killed by al-Shabaab militants outside the town of Burdo.",
     ("armed_group", "Al-Shabaab"), ("state_forces", "Somali soldiers")),
    ("en", "HT", ABDUCTION, "Gunmen abducted three nuns from a clinic in the capital before dawn.",
     ("unidentified", "Gunmen"), ("civilians", "nuns")),
    # a day between the verb and what it is done to
    ("fr", "ML", CLASH, "Trente djihadistes ont été tués lundi par les FAMa près de Tilba.",
     ("state_forces", "FAMa"), ("unidentified", "djihadistes")),
    ("fr", "ML", CLASH, "L'armée a neutralisé lundi quatre terroristes près de Tilba.",
     ("state_forces", "armée malienne"), ("unidentified", "terroristes")),
    ("fr", "NE", ARRESTS, "La police a arrêté lundi deux hommes qui préparaient un attentat.",
     ("state_forces", "police nigérienne"), ("civilians", "hommes")),
    # what somebody was about to do was not done
    ("fr", "ML", CLASH, "L'armée a tué quatre terroristes qui s'apprêtaient à attaquer un camp de la Minusma.",
     ("state_forces", "armée malienne"), ("unidentified", "terroristes")),
    ("en", "CD", CLASH, "Troops killed four gunmen who were about to attack a UN base.",
     ("state_forces", "Congolese troops"), ("unidentified", "gunmen")),
    # nouns, light verbs, attribution
    ("fr", "BF", CLASH, "Le convoi militaire est tombé dans une embuscade tendue par des terroristes.",
     ("unidentified", "terroristes"), ("state_forces", "armée burkinabè")),
    ("fr", "ML", ATTACK, "L'attaque contre les habitants de Sankoro a été attribuée à la Katiba Macina.",
     ("armed_group", "Katiba Macina"), ("civilians", "habitants")),
    ("fr", "CF", ATTACK, "Les miliciens ont mené une attaque contre les civils du quartier Bozu.",
     ("communal_militia", "miliciens"), ("civilians", "civils")),
    ("en", "NG", ATTACK, "A Boko Haram attack on the fishermen left eight of them dead, traders said.",
     ("armed_group", "Boko Haram"), ("civilians", "fishermen")),
    # an army in a territory without one
    ("fr", "PS", STRIKE, "L'aviation a bombardé un atelier du Jihad islamique dans la nuit.",
     ("foreign_forces", "Armée de l'air israélienne"), ("armed_group", "Jihad islamique")),
    ("en", "EH", CLASH, "The army killed two Polisario Front fighters near the wall.",
     ("foreign_forces", "Moroccan army"), ("armed_group", "Polisario Front")),
    # two sides
    ("fr", "SD", CLASH, "Des combats ont éclaté entre l'armée soudanaise et les Forces de soutien rapide.",
     ("state_forces", "armée soudanaise"), ("armed_group", "FSR")),
    ("fr", "KH", CLASH, "Des tirs échangés par des soldats thaïlandais et cambodgiens ont fait deux morts.",
     ("foreign_forces", "armée thaïlandaise"), ("state_forces", "armée cambodgienne")),
    ("en", "CO", CLASH, "Fighting broke out between ELN guerrillas and the army along the river.",
     ("armed_group", "ELN"), ("state_forces", "Colombian army")),
    # who repels, who is set against whom, who helps
    ("fr", "CD", CLASH, "Les FARDC ont repoussé une attaque du M23 à Kavumbi.",
     ("armed_group", "M23"), ("state_forces", "FARDC")),
    ("en", "NG", CLASH, "Nigerian troops have repelled an ISWAP attack on their base at Dalwa.",
     ("armed_group", "ISWAP"), ("state_forces", "Nigerian troops")),
    ("fr", "CD", CLASH, "De violents accrochages ont opposé les FARDC aux rebelles du M23 mardi.",
     ("state_forces", "FARDC"), ("armed_group", "M23")),
    ("en", "CO", CLASH, "Three policemen died when their convoy came under fire from ELN guerrillas.",
     ("armed_group", "ELN"), ("state_forces", "policemen")),
    ("fr", "ML", "Non-state actor overtakes territory", "La ville de Tilba est tombée aux mains du JNIM.",
     ("armed_group", "JNIM"), None),
    # those who suffer without arms
    ("en", "NG", ATTACK, "Gunmen killed nine herders near the village of Dalwa.",
     ("unidentified", "Gunmen"), ("civilians", "herders")),
    ("fr", "ML", ATTACK, "Des terroristes ont égorgé quinze bergers peuls à Sankoro.",
     ("unidentified", "terroristes"), ("civilians", "bergers peuls")),
    ("fr", "CD", "Grenade", "Un homme en tenue militaire a lancé une grenade dans un bar, tuant quatre clients.",
     ("unidentified", "homme en tenue militaire"), ("civilians", "clients")),
    # a capital stands for the power there, a bomb for whose it is; "us" is nobody's country
    ("fr", "UA", STRIKE, "Moscou a lancé dans la nuit 80 drones sur la ville, tuant trois habitants.",
     ("foreign_forces", "Forces armées de la fédération de Russie"), ("civilians", "habitants")),
    ("en", "UA", "Shelling/artillery/missile attack", "Two women were killed in Russian shelling of Kherson.",
     ("foreign_forces", "Russian"), ("civilians", "women")),
    ("en", "NG", ATTACK, "Now they kill us, said a villager after gunmen shot two traders.",
     ("unidentified", "gunmen"), ("civilians", "traders")),
    # whose forces
    ("en", "IQ", STRIKE, "United States military forces killed a commander of the Mahdi Army on Monday.",
     ("foreign_forces", "US military"), ("armed_group", "Mahdi Army")),
    ("en", "ML", CLASH, "Burkina Faso soldiers killed five JNIM fighters across the border.",
     ("foreign_forces", "Burkina Faso soldiers"), ("armed_group", "JNIM")),
    ("fr", "IQ", STRIKE, "Les forces militaires américaines ont bombardé un dépôt de l'État islamique.",
     ("foreign_forces", "armée américaine"), ("armed_group", "État islamique")),
    ("fr", "YE", STRIKE, "Une frappe américaine a visé jeudi une base des Houthis.",
     ("foreign_forces", "armée américaine"), ("armed_group", "Houthis")),
    ("en", "SY", STRIKE, "Israel carried out an air strike on Hezbollah fighters near the border.",
     ("foreign_forces", "Israeli army"), ("armed_group", "Hezbollah")),
    ("en", "FR", ARRESTS, "French police arrested four suspects in the northern suburbs.",
     ("state_forces", "French police"), ("unidentified", "suspects")),
    ("fr", "LK", ARRESTS, "La marine sri-lankaise a arraisonné un bateau et arrêté douze pêcheurs à Tilba.",
     ("state_forces", "La marine sri-lankaise"), ("civilians", "pêcheurs")),
    ("en", "UA", CLASH, "Russia said its forces had killed a number of Ukrainian soldiers at Tilba.",
     ("foreign_forces", "Russian Security Forces"), ("state_forces", "Ukrainian soldiers")),
    ("en", "NG", CLASH, "The military said it had eliminated several terrorists; none of its soldiers was hurt.",
     ("state_forces", "military"), ("unidentified", "terrorists")),
    # who lies dead, who is of a country
    ("fr", "CD", ABDUCTION, "Le corps sans vie d'un chef de village enlevé lundi a été retrouvé près de Tilba.",
     None, ("civilians", "chef de village")),
    ("en", "NG", CLASH, "The bodies of six soldiers were found on Monday near Tilba.",
     None, ("state_forces", "soldiers")),
    ("en", "PS", ATTACK, "Two Palestinians were shot dead by Israeli forces during a raid on a refugee camp.",
     ("foreign_forces", "Israeli forces"), ("civilians", "Palestinians")),
    ("fr", "LY", SHELLING, "Une roquette s'est abattue sur un marché, blessant sept commerçants.",
     None, ("civilians", "commerçants")),
    ("fr", "ML", ATTACK, "Un convoi a été attaqué à Tilba ; le chauffeur, blessé, a succombé à ses blessures.",
     None, ("civilians", "chauffeur")),
    # what harms nobody
    ("fr", "ML", ATTACK, "Des inconnus ont incendié trois écoles à Tilba, sans faire de victimes.",
     ("unidentified", "inconnus"), ("civilians", "écoles")),
    ("fr", "ML", IED, "Un convoi de l'armée a sauté sur un engin. Personne n'a revendiqué l'explosion.",
     None, ("state_forces", "armée")),
    # who is then called by name
    ("fr", "GE", ATTACK, "Un policier géorgien, Zaza Lomidze, a été abattu d'une balle dans la tête.",
     None, ("state_forces", "policier géorgien")),
    ("en", "NG", ATTACK, "Gunmen left three farmers dead in Tilba on Sunday.",
     ("unidentified", "Gunmen"), ("civilians", "farmers")),
    # a word that is verb and noun
    ("fr", "ML", CLASH, "La mort d'un soldat a été annoncée mardi par sa famille à Tilba.",
     None, ("state_forces", "soldat")),
    # nobody is named
    ("fr", "ML", IED, "Deux militaires sont morts dans l'explosion d'un engin improvisé.",
     None, ("state_forces", "armée malienne")),
    ("en", "CM", ATTACK, "Three teachers were killed overnight in the village of Tumbi.",
     None, ("civilians", "teachers")),
    # arrests, protests, riots
    ("fr", "DZ", ARRESTS, "La police a interpellé le journaliste Farid Benmalek à son domicile.",
     ("state_forces", "police algérienne"), ("civilians", "journaliste")),
    ("en", "IR", ARRESTS, "Laleh Moradi Karimi was arrested by intelligence agents at the airport.",
     ("state_forces", "intelligence agents"), ("civilians", "Laleh Moradi Karimi")),
    ("fr", "FR", PROTEST, "Plusieurs centaines de personnes ont défilé samedi contre la réforme.",
     ("protesters", "personnes"), None),
    ("en", "GN", PROTEST, "Thousands of people marched through the capital to demand elections.",
     ("protesters", "people"), None),
    ("fr", "GN", RIOT, "Des manifestants ont lancé des pierres sur les gendarmes à Matoro.",
     ("protesters", "manifestants"), ("state_forces", "gendarmes")),
    # people by what they do, attackers by whatever word
    ("fr", "TD", ATTACK, "Deux maraîchères et un piroguier ont été fauchés par des individus cagoulés à Tilba.",
     ("unidentified", "individus cagoulés"), ("civilians", "piroguier")),
    ("en", "PK", ATTACK, "Masked men on motorcycles gunned down a polio vaccinator and her driver in Tilba.",
     ("unidentified", "Masked men"), ("civilians", "vaccinator")),
    ("fr", "HT", ATTACK, "Quatre marchandes ont trouvé la mort lorsque des voyous ont fait feu sur un tap-tap.",
     ("unidentified", "voyous"), ("civilians", "marchandes")),
    # what is people's is not the one who strikes
    ("en", "NG", ATTACK, "Gunmen stormed the guesthouse and shot dead two waiters.",
     ("unidentified", "Gunmen"), ("civilians", "waiters")),
    # communities that fight each other are two sides
    ("fr", "TD", CLASH, "Des affrontements entre agriculteurs et éleveurs ont fait six morts à Tilba.",
     ("communal_militia", "agriculteurs"), ("communal_militia", "éleveurs")),
    ("fr", "CD", CLASH, "Des heurts entre Hema et Lendu ont fait trois morts lundi près de Tilba.",
     ("communal_militia", "Hema"), ("communal_militia", "Lendu")),
    ("en", "SS", CLASH, "Fighting broke out between Murle and Dinka Bor youths over stolen cattle.",
     ("communal_militia", "Murle"), ("communal_militia", "Dinka Bor")),
]  # fmt: skip


def shown(actors: list[Actor], role: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(a.kind, (a.name, a.span.text, *a.aliases)) for a in actors if a.role == role]


@pytest.mark.parametrize(("language", "country", "type", "text", "initiator", "target"), CASES)
def test_parties_and_roles(language, country, type, text, initiator, target):
    _, actors = asked(language, country, type, text)
    for role, expected in (("initiator", initiator), ("target", target)):
        found = shown(actors, role)
        if expected is None:
            assert found == []
        else:
            assert [kind for kind, _ in found] == [expected[0]]
            assert expected[1] in found[0][1]


def test_the_movement_named_once_is_meant_by_its_fighters():
    _, actors = asked(
        "fr",
        "TD",
        ATTACK,
        "Boko Haram a attaqué le village de Ngouba dans la nuit. Les assaillants ont tué quatre pêcheurs.",
    )
    [(kind, names)] = shown(actors, "initiator")
    assert kind == "armed_group"
    assert {"Boko Haram", "assaillants"} <= set(names)


def test_a_country_where_nothing_acts_is_no_party():
    _, actors = asked("fr", "NE", ATTACK, "Niger : cinq éleveurs tués près de la frontière avec le Bénin.")
    assert [(a.role, a.kind) for a in actors] == [("target", "civilians")]


def test_rebels_who_sign_abroad_sign_with_their_own_government():
    text = "Le gouvernement et les rebelles du FPRC ont signé à Khartoum un accord de paix."
    _, actors = asked("fr", "SD", AGREEMENT, text)
    assert {a.id for a in actors} == {"cf-government", "fprc"}


def test_soldiers_of_nobody_told_are_the_army_named():
    text = "Les rebelles disent avoir repoussé l'armée malienne près de Tilba. Onze soldats ont été tués."
    _, actors = asked("fr", None, CLASH, text)
    assert [a.id for a in actors if a.role == "target"] == ["ml-army"]


def test_an_adjective_is_no_party():
    _, actors = asked(
        "fr", "BF", ATTACK, "Une attaque terroriste a fait dix morts parmi les habitants de Kogo."
    )
    assert [(a.role, a.kind) for a in actors] == [("target", "civilians")]


@pytest.mark.parametrize(
    ("language", "type", "text", "role", "kinds"),
    [
        ("fr", ATTACK, "Des bandits ont tué trois gendarmes et cinq civils à Tilba.", "target",
         ["state_forces", "civilians"]),
        ("fr", CLASH, "L'armée et les VDP ont tué trois terroristes à Tilba.", "initiator",
         ["state_forces", "state_forces"]),
        ("en", ATTACK, "Gunmen killed four soldiers and two traders near Tilba.", "target",
         ["state_forces", "civilians"]),
        ("en", CLASH, "Gunmen killed four soldiers while two traders watched.", "target", ["state_forces"]),
    ],
)  # fmt: skip
def test_those_joined_by_one_verb_share_a_side(language, type, text, role, kinds):
    _, actors = asked(language, None, type, text)
    assert sorted(kind for kind, _ in shown(actors, role)) == sorted(kinds)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("L'armée a tué deux hommes de la katiba Tombo, un groupe affilié au JNIM.", "katiba Tombo"),
        (
            "L'armée a tué deux hommes du JNIM, proche d'Al-Qaïda.",
            "Groupe de soutien à l'islam et aux musulmans",
        ),
    ],
)
def test_a_group_goes_before_the_movement_it_belongs_to(text, name):
    _, actors = asked("fr", "ML", CLASH, text)
    [(_, names)] = shown(actors, "target")
    assert names[0] == name
    assert "JNIM" in names


def test_nouns_are_told_in_full_with_their_number():
    _, actors = asked("fr", "TG", ARRESTS, "La police a arrêté quatre suspects à Tilba.")
    [(_, names)] = shown(actors, "target")
    assert {"suspects", "quatre suspects"} <= set(names)


def test_people_are_called_by_what_they_are_rather_than_the_dead():
    text = "Six blessés ont succombé après l'attaque. Des hommes armés avaient ouvert le feu sur les commerçants."
    _, actors = asked("fr", "NE", ATTACK, text)
    [(kind, names)] = shown(actors, "target")
    assert (kind, names[0]) == ("civilians", "commerçants")


def test_where_forces_free_hostages_the_captors_are_acted_upon():
    text = "L'armée a libéré lundi six otages détenus par les rebelles près de Tilba."
    _, actors = asked("fr", "CO", "Other", text)
    assert [(a.role, a.kind) for a in actors] == [("initiator", "state_forces"), ("target", "armed_group")]


DEPOT = {
    "en": "Drones struck a fuel depot in Port Sudan on Tuesday, wounding three workers. ",
    "fr": "Des drones ont frappé un dépôt de carburant à Port-Soudan mardi, blessant trois ouvriers. ",
}


@pytest.mark.parametrize(
    ("language", "accusation"),
    [
        ("en", "The army-aligned government accused the Rapid Support Forces of carrying out the raids."),
        ("en", "The army accused the RSF of being behind the attack."),
        ("en", "The army held the RSF responsible for the strike."),
        ("en", "The army attributed the strike to the RSF."),
        ("en", "The government blamed the attack on the RSF."),
        ("en", "The RSF was accused by the army of launching the drones."),
        ("fr", "Le gouvernement, proche de l'armée, a accusé les FSR d'avoir mené ces raids."),
        ("fr", "L'armée a imputé l'attaque aux FSR."),
        ("fr", "L'armée tient les FSR pour responsables."),
        ("fr", "Les autorités mettent en cause les FSR."),
        ("fr", "Selon l'armée, les FSR sont derrière l'attaque."),
        ("fr", "Les FSR, accusées par l'armée d'avoir lancé les drones, n'ont pas réagi."),
    ],
)
def test_who_is_accused_did_it_and_not_who_accuses(language, accusation):
    _, actors = asked(language, "SD", STRIKE, DEPOT[language] + accusation)
    [(kind, names)] = shown(actors, "initiator")
    assert kind == "armed_group"
    assert not {"RSF", "FSR", "Rapid Support Forces"}.isdisjoint(names)


def test_every_type_has_expectations_of_both_roles():
    assert set(expectations()) == {(t, role) for t in TYPES for role in ("initiator", "target")}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["fr", "en"]),
    st.sampled_from(sorted(TYPES)),
    st.lists(st.sampled_from([c[3] for c in CASES]) | st.text(max_size=40), max_size=3).map(" ".join),
)
def test_any_text_gives_words_of_the_report(language, type, text):
    document, actors = asked(language, "ML", type, text)
    for actor in actors:
        span = actor.span
        assert span.text and document.text[span.start : span.end] == span.text
    keys = [(a.role, a.name) for a in actors]
    assert len(set(keys)) == len(keys)
