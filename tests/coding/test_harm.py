"""Who was harmed and how many: what a report comes to, and the words each statement rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.coding.document import Document, read
from temoin.coding.draft import Draft
from temoin.coding.harm import harm_of
from temoin.coding.says import sources_of
from temoin.languages import load
from temoin.model import Actor, Count, Harm, Kind, Report, Role, Span, Totals

Range = tuple[int, int | None] | None


def coded(
    text: str, language: str, type_: str = "Attack", published: str | None = None, **draft: object
) -> tuple[Document, list[Harm], Totals]:
    """The harm of one event that all sentences of `text` tell of."""
    document = read(Report(text, published=published), load(language))
    made = Draft(type_, [], [s.index for s in document.sentences])
    for name, value in draft.items():
        setattr(made, name, value)
    harms, totals = harm_of(document, made, [], sources_of(document, made, [], None))
    return document, harms, totals


def bounds(count: Count | None) -> Range:
    """Low and high."""
    return (count.low, count.high) if count else None


def told(text: str, language: str, type_: str = "Attack") -> dict[str, Range]:
    """The totals that something is said of."""
    _, _, totals = coded(text, language, type_)
    names = ("killed", "injured", "abducted", "civilians_killed")
    return {name: found for name in names if (found := bounds(getattr(totals, name)))}


FRENCH: list[tuple[str, dict[str, Range]]] = [
    ("L'armée a tué, samedi et dimanche, vingt-sept « terroristes » près de Kafela.", {"killed": (27, 27)}),
    (
        "Ils ont tué à l'arme blanche cinq malades et un garde de nuit.",
        {"killed": (6, 6)},
    ),
    ("Trente terroristes ont été neutralisés, zéro perte amie.", {"killed": (30, 30)}),
    (
        "Un chef de gang a été abattu jeudi. Deux de ses hommes ont aussi été tués.",
        {"killed": (3, 3)},
    ),
    ("Neuf de nos héros sont morts.", {"killed": (9, 9)}),
    ("Onze soldats ont été tués, selon un chef rebelle. L'armée parle de trois morts.", {"killed": (3, 11)}),
    ("Il y a huit morts, dit le maire. Un infirmier en a compté douze.", {"killed": (8, 12)}),
    ("Douze soldats ont été tués à Tarkint.", {"killed": (12, 12)}),
    ("Les assaillants ont tué 14 civils.", {"killed": (14, 14), "civilians_killed": (14, 14)}),
    ("Neuf personnes ont perdu la vie.", {"killed": (9, 9)}),
    ("Trois pêcheurs ont trouvé la mort.", {"killed": (3, 3), "civilians_killed": (3, 3)}),
    ("L'embuscade a fait 5 morts et 3 blessés.", {"killed": (5, 5), "injured": (3, 3)}),
    ("L'attentat a fait une vingtaine de blessés.", {"injured": (20, 20)}),
    ("Plusieurs gendarmes ont été blessés.", {"injured": (2, None)}),
    ("Des villageois ont été tués.", {"killed": (2, None), "civilians_killed": (2, None)}),
    ("Un soldat a été tué par un tireur.", {"killed": (1, 1)}),
    ("Le maire de Kombori a été abattu.", {"killed": (1, 1), "civilians_killed": (1, 1)}),
    ("Moussa Traoré a été tué dimanche soir.", {"killed": (1, 1)}),
    ("L'armée a neutralisé une quinzaine de terroristes.", {"killed": (15, 15)}),
    ("Onze terroristes ont été mis hors d'état de nuire.", {"killed": (11, 11)}),
    ("L'explosion a coûté la vie à quatre militaires.", {"killed": (4, 4)}),
    ("Le raid a entraîné la mort d'au moins 19 personnes.", {"killed": (19, 19)}),
    ("Le bilan passe de 15 à 19 soldats tués.", {"killed": (19, 19)}),
    ("Attaque de Yoro : le bilan des morts passe à 33.", {"killed": (33, 33)}),
    ("Cinq soldats et trois civils ont été tués.", {"killed": (8, 8), "civilians_killed": (3, 3)}),
    ("Le bilan est de 12 morts, dont trois civils.", {"killed": (12, 12), "civilians_killed": (3, 3)}),
    ("On compte 9 morts (7 civils et deux policiers).", {"killed": (9, 9), "civilians_killed": (7, 7)}),
    ("Seize policiers et gendarmes ont été blessés.", {"injured": (16, 16)}),
    ("Trente combattants ont été tués ou blessés.", {"killed": (1, 30), "injured": (1, 30)}),
    ("Quatre ingénieurs turcs, employés par une mine d'or, ont été enlevés.", {"abducted": (4, 4)}),
    ("Les rebelles ont pris douze élèves en otage.", {"abducted": (12, 12)}),
    ("Les tirs n'ont fait aucun mort.", {"killed": (0, 0)}),
    ("Des inconnus ont tiré sur le poste sans faire de victimes.", {"killed": (0, 0), "injured": (0, 0)}),
    ("La frappe n'a causé aucun dommage collatéral.", {"civilians_killed": (0, 0)}),
    ("Six miliciens ont été arrêtés.", {}),
    ("Vingt vaches ont été abattues et trois motos emportées.", {}),
    (
        "Dix personnes, surtout des enfants, ont été tuées.",
        {"killed": (10, 10), "civilians_killed": (10, 10)},
    ),
    ("La bombe a tué sur le coup le chauffeur.", {"killed": (1, 1), "civilians_killed": (1, 1)}),
    ("Un berger est mort, portant à 6 le nombre de morts.", {"killed": (6, 6), "civilians_killed": (1, 1)}),
    ("La brigade a perdu huit soldats.", {"killed": (8, 8)}),
    ("La patrouille a tué le numéro deux du groupe.", {"killed": (1, 1)}),
    ("Le n° 3 de la milice a été tué.", {"killed": (1, 1)}),
    ("Des soldats du 21e régiment ont été tués.", {"killed": (2, None)}),
    ("Explosion au marché : un tué et trois blessés.", {"killed": (1, 1), "injured": (3, 3)}),
    ("Deux soldats et un civil ont été tués.", {"killed": (3, 3), "civilians_killed": (1, 1)}),
    (
        "L'obus a coûté la vie à trois élèves et au maître.",
        {"killed": (4, 4), "civilians_killed": (4, 4)},
    ),
    (
        "L'obus a coûté la vie à deux femmes et à un enfant.",
        {"killed": (3, 3), "civilians_killed": (3, 3)},
    ),
    ("Mort de trois soldats et d'un civil.", {"killed": (4, 4), "civilians_killed": (1, 1)}),
    ("Aucun civil n'a été touché par le tir.", {"civilians_killed": (0, 0)}),
    ("La frappe n'a fait aucune victime civile.", {"civilians_killed": (0, 0)}),
    ("L'opération n'a fait aucune victime parmi la population.", {"civilians_killed": (0, 0)}),
    (
        "Aucun civil n'a été tué. Un chef terroriste a été abattu.",
        {"killed": (1, 1), "civilians_killed": (0, 0)},
    ),
    ("Aucune victime n'est à déplorer.", {"killed": (0, 0), "injured": (0, 0)}),
    ("Le chauffeur, un homme de 36 ans, a été blessé le 12 juin.", {"injured": (1, 1)}),
    ("Trois gendarmes sont tombés sous les balles.", {"killed": (3, 3)}),
    ("Les soldats sont tombés dans une embuscade.", {}),
    ("Cinq d'entre eux ont été hospitalisés.", {"injured": (5, 5)}),
    ("L'attaque a fait 62 blessés, dont douze ont été hospitalisés.", {"injured": (62, 62)}),
    ("Les Peuls ont riposté ; l'armée en a neutralisé trois.", {"killed": (3, 3)}),
    ("Un hôpital fait état de onze intoxiqués.", {"injured": (11, 11)}),
]

ENGLISH: list[tuple[str, dict[str, Range]]] = [
    ("Two students were yesterday killed near Kafela.", {"killed": (2, 2), "civilians_killed": (2, 2)}),
    ("The spokesman put the dead in Kafela at nine militants and one captain.", {"killed": (10, 10)}),
    ("No one was hurt, an officer said.", {"killed": (0, 0), "injured": (0, 0)}),
    (
        "The army admitted that nine of its men had died. The rebels said they had killed 22 soldiers.",
        {"killed": (9, 22)},
    ),
    (
        "A drone dropped grenades on workers, killing one and wounding two.",
        {"killed": (1, 1), "injured": (2, 2)},
    ),
    ("Gunmen abducted the district chief and his two sons.", {"abducted": (3, 3)}),
    ("Twelve soldiers were killed near Damboa.", {"killed": (12, 12)}),
    ("Gunmen killed at least 14 villagers.", {"killed": (14, 14), "civilians_killed": (14, 14)}),
    ("Nine people lost their lives in the raid.", {"killed": (9, 9)}),
    ("The shelling left five dead and ten wounded.", {"killed": (5, 5), "injured": (10, 10)}),
    ("A mortar round hit the market, killing six people.", {"killed": (6, 6)}),
    ("The mayor was shot dead outside his house.", {"killed": (1, 1), "civilians_killed": (1, 1)}),
    ("Gunmen killed a teacher and two policemen.", {"killed": (3, 3), "civilians_killed": (1, 1)}),
    ("Several troops were wounded.", {"injured": (2, None)}),
    ("Dozens of rebels were killed.", {"killed": (24, None)}),
    ("Troops neutralised 21 bandits.", {"killed": (21, 21)}),
    ("The death toll rose from 15 to 19.", {"killed": (19, 19)}),
    (
        "Twelve people, including three children, were killed.",
        {"killed": (12, 12), "civilians_killed": (3, 3)},
    ),
    ("Kidnappers abducted 13 passengers.", {"abducted": (13, 13)}),
    ("Gunmen seized 17 passengers from two buses.", {"abducted": (17, 17)}),
    ("The inmates took three guards hostage.", {"abducted": (3, 3)}),
    ("The rockets caused no casualties.", {"killed": (0, 0), "injured": (0, 0)}),
    ("The raid killed the Hamas commander Sami Odeh and three of his men.", {"killed": (4, 4)}),
    ("The army killed 18 militants while losing two soldiers.", {"killed": (20, 20)}),
    ("Seven suspects were arrested.", {}),
    ("Marines killed the number two of the cell.", {"killed": (1, 1)}),
    ("The cell's second-in-command was killed.", {"killed": (1, 1)}),
    ("Nine people, three of them guards, died.", {"killed": (9, 9)}),
    ("Two of them died on the spot.", {"killed": (2, 2)}),
    ("A rocket killed a woman of 68.", {"killed": (1, 1), "civilians_killed": (1, 1)}),
    ("Six traders were taken to the hospital with burns.", {"injured": (6, 6)}),
    ("We lost 23 men.", {"killed": (23, 23)}),
    ("The troops fell back.", {}),
    ("Civil society counted 19 dead; the administrator speaks of 15.", {"killed": (15, 19)}),
    ("Four soldiers of 7 Division were killed.", {"killed": (4, 4)}),
    ("The toll stood at one killed and three wounded.", {"killed": (1, 1), "injured": (3, 3)}),
    (
        "There were no civilian casualties. Nine militants were killed.",
        {"killed": (9, 9), "civilians_killed": (0, 0)},
    ),
    ("No civilian was harmed in the strike.", {"civilians_killed": (0, 0)}),
    ("Nobody died in the blast.", {"killed": (0, 0)}),
    ("They burned 12 houses and stole 40 cows.", {}),
    ("A 28-year-old man was injured on March 18.", {"injured": (1, 1)}),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: dict[str, Range]) -> None:
    assert told(text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: dict[str, Range]) -> None:
    assert told(text, "en") == expected


TOTALS = [
    ("a precise number beats a vague one", "Plusieurs soldats tués. Douze soldats ont été tués.", (12, 12)),
    (
        "an exact number refines a hedged one",
        "Plus de 15 soldats tués. Les 16 soldats tués sont connus.",
        (16, 16),
    ),
    ("sides are added up", "Un soldat a été tué. L'armée a tué 24 terroristes.", (25, 25)),
    ("the whole holds the sides", "La ville compte 12 morts. Trois policiers ont été tués.", (12, 12)),
    ("two numbers in a sentence are a range", "Huit morts selon l'armée, 20 morts selon les élus.", (8, 20)),
    (
        "so are the numbers of two sources",
        "Selon l'armée, dix civils ont été tués. Selon des habitants, au moins quinze civils ont péri.",
        (10, 15),
    ),
    (
        "none, says one, and three another",
        "Selon l'armée, aucun civil n'a été tué. Des habitants évoquent trois civils tués.",
        (0, 3),
    ),
    (
        "a toll that was raised is the last",
        "Selon le préfet, huit personnes sont mortes. Le bilan est passé à onze morts, selon l'hôpital.",
        (11, 11),
    ),
    (
        "one victim told of twice",
        "La mort d'un chef terroriste est confirmée. L'armée a tué le numéro deux du groupe.",
        (1, 1),
    ),
    ("singles are told of in the whole", "Trois éleveurs tués. Le vieux berger a été tué.", (3, 3)),
    ("an attacker beside the dead", "Quatre personnes ont été tuées. L'assaillant a été abattu.", (5, 5)),
    (
        "an earlier toll is another event's",
        "Six morts à Fô. Des attaques avaient fait 80 morts l'an dernier.",
        (6, 6),
    ),
]


@pytest.mark.parametrize(("rule", "text", "killed"), TOTALS)
def test_totals(rule: str, text: str, killed: Range) -> None:
    assert told(text, "fr")["killed"] == killed, rule


@pytest.mark.parametrize(
    "text",
    [
        "There was no immediate word on casualties.",
        "There were no details on casualties.",
        "No information on casualties was available.",
        "The army gave no casualty figures.",
        "No official toll has been released.",
        "There was no independent confirmation of casualties.",
    ],
)
def test_no_word_on_casualties_is_no_zero(text: str) -> None:
    assert coded(f"Drones struck the port of Tilba. {text}", "en")[1] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le massacre de Tilba a choqué le pays."),
        ("en", "The massacre of Tilba shocked the country."),
        ("en", "'Whoever kills children wants no peace', said the mayor of Tilba."),
        ("fr", "Des jeunes ont barré la route nationale numéro 4 et brûlé des pneus."),
    ],
)
def test_words_of_harm_that_count_nobody(language: str, text: str) -> None:
    assert coded(text, language)[1] == []


def test_past_years_are_other_events() -> None:
    _, _, totals = coded(
        "Le suspect du meurtre de deux touristes en 2013 court toujours.", "fr", published="2021-06"
    )
    assert totals == Totals()


def test_an_arrest_harms_no_one() -> None:
    _, harms, totals = coded("Un homme accusé du meurtre de deux civils a été arrêté.", "fr", "Arrests")
    assert totals == Totals()
    assert {h.effect for h in harms} == {"killed", "arrested"}


def test_the_freed_are_not_counted() -> None:
    text = "Les neuf étudiants enlevés en mai ont été libérés."
    assert told(text, "fr", "Other") == {}


def test_sentences_of_other_events_count_less() -> None:
    text = "Dix morts dans deux attaques. À Ouro, quatre bergers ont été tués."
    _, _, totals = coded(text, "fr", shared={0})
    assert bounds(totals.killed) == (4, 4)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Le groupe menace de tuer trois otages."), ("en", "The cell plotted to kill two judges.")],
)
def test_an_intention_is_no_total(language: str, text: str) -> None:
    _, harms, totals = coded(text, language)
    assert [h.stance for h in harms] == ["planned"]
    assert totals.killed is None


def test_a_feared_number_is_no_total() -> None:
    _, harms, totals = coded("The governor fears 20 people died.", "en")
    assert [(h.effect, h.stance) for h in harms] == [("killed", "feared")]
    assert totals.killed is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le groupe a démenti avoir tué douze bergers."),
        ("fr", "L'armée nie que ses soldats aient tué deux femmes."),
        ("en", "The army denied killing nine villagers."),
    ],
)
def test_a_denied_number_is_no_total(language: str, text: str) -> None:
    _, harms, totals = coded(text, language)
    assert {h.stance for h in harms} == {"denied"}
    assert totals.killed is None


def test_the_name_of_a_movement_frees_nobody() -> None:
    _, harms, _ = coded("Le Front de libération de l'Azawad a tué deux gardes.", "fr")
    assert [(h.effect, h.count.low) for h in harms] == [("killed", 2)]


def test_that_civilians_were_spared_may_be_said_after() -> None:
    text = "L'armée a tué deux terroristes à Ouro. L'homme roulait de nuit. L'opération n'a fait aucune victime civile."
    document = read(Report(text), load("fr"))
    _, totals = harm_of(document, Draft("Air/drone strike", [], [0]), [], [])
    assert bounds(totals.killed) == (2, 2)
    assert bounds(totals.civilians_killed) == (0, 0)


def test_victims_take_the_role_of_their_party() -> None:
    span = Span(0, 1, "x")
    actors = [
        Actor("initiator", "rebels", "armed_group", span),
        Actor("target", "army", "state_forces", span),
    ]
    document = read(Report("Four soldiers were killed. Six rebels were killed. Ten people died."), load("en"))
    harms, _ = harm_of(document, Draft("Armed clash", [], [0, 1, 2]), actors, [])
    assert [(h.victims, h.role, h.count.best) for h in harms] == [
        ("state_forces", "target", 4),
        ("armed_group", "initiator", 6),
        ("unidentified", "target", 10),  # whoever they were
    ]


@pytest.mark.parametrize(
    ("party", "text", "expected"),
    [
        ("armed_group", "Neuf terroristes ont été neutralisés.", ("armed_group", "target")),
        ("armed_group", "Deux assaillants ont été abattus.", ("armed_group", "target")),
        ("state_forces", "Deux assaillants ont été abattus.", ("unidentified", "target")),
    ],
)
def test_fighters_belong_to_the_armed_group(party: Kind, text: str, expected: tuple[Kind, Role]) -> None:
    document = read(Report(text), load("fr"))
    harms, _ = harm_of(document, Draft("Attack", [], [0]), [Actor("target", "X", party, Span(0, 1, "x"))], [])
    assert [(h.victims, h.role) for h in harms] == [expected]


def test_whose_word_a_count_is() -> None:
    _, harms, _ = coded(
        "Selon l'armée, dix civils ont péri. Selon des habitants, vingt civils ont péri.", "fr"
    )
    assert [(h.count.low, h.according_to) for h in harms] == [(10, "armée"), (20, "habitants")]


def test_words_of_a_statement() -> None:
    _, harms, _ = coded("Selon le préfet, douze bergers ont été tués hier.", "fr")
    assert [h.span.text for h in harms] == ["douze bergers ont été tués"]


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_any_text(text: str, language: str) -> None:
    document, harms, _ = coded(text, language)
    for harm in harms:
        assert document.text[harm.span.start : harm.span.end] == harm.span.text != ""


WORDS = (
    "12 trois un des soldats civils femme ont été a tué tués morts blessés dont et , ou par la mort de bilan"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25))
def test_any_order_of_words(words: list[str]) -> None:
    document, harms, totals = coded(" ".join(words), "fr")
    for harm in harms:
        assert document.text[harm.span.start : harm.span.end] == harm.span.text
    for count in (totals.killed, totals.injured):
        assert count is None or count.high is None or count.low <= count.high


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Neuf bergers ont été embarqués dans un camion.", "fr"),
        ("Gunmen marched nine herders into the forest.", "en"),
    ],
)
def test_led_away(text: str, language: str) -> None:
    """People led away are abducted where the event is an abduction, and not elsewhere."""
    assert told(text, language, "Abduction/forced disappearance") == {"abducted": (9, 9)}
    assert told(text, language, "Protest with intervention") == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Des inconnus ont abattu un berger à Kari et tué deux soldats à Bondo.", "fr"),
        ("Gunmen shot dead a herder at Kari and killed two soldiers at Bondo.", "en"),
    ],
)
def test_events_of_one_sentence(text: str, language: str) -> None:
    """Each of the events that a sentence tells of has its own victims."""
    for type_, killed in (("Attack", (1, 1)), ("Armed clash", (2, 2))):
        assert bounds(coded(text, language, type_, shared={0})[2].killed) == killed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Un marin a été tué et deux autres blessés, selon un pêcheur.", "fr"),
        ("A mine killed four soldiers and wounded two others near Kafela.", "en"),
    ],
)
def test_others_are_of_the_kind_of_those_before_them(text: str, language: str) -> None:
    _, harms, _ = coded(text, language)
    assert [(h.effect, h.victims) for h in harms] == [("killed", "state_forces"), ("injured", "state_forces")]
