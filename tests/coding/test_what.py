"""What happened: the events of a report, their types, their status, and what is only recalled."""

import pytest

from temoin.coding import status, what, when
from temoin.coding.document import read
from temoin.languages import load
from temoin.model import Report
from temoin.ontology import TYPES


def drafts(text, language="fr", title=None, published="2024-06-08"):
    document = read(Report(text, title, published), load(language))
    return document, what.drafts(document)


def main_events(text, language="fr", **known):
    return [d for d in drafts(text, language, **known)[1] if not d.background]


ONE_EVENT = [
    ("fr", "Douze soldats tués dans une embuscade à Ouromba",
     "Une patrouille de l'armée est tombée jeudi dans une embuscade tendue par des djihadistes à Ouromba. "
     "Douze soldats ont été tués, selon l'état-major.", "Armed clash"),
    ("fr", "Six villageois tués à Tindoufi",
     "Des hommes armés ont attaqué mercredi le village de Tindoufi, tuant six habitants.", "Attack"),
    ("fr", "Un convoi saute sur une mine près de Djinda",
     "Un véhicule de l'armée a sauté mardi sur une mine artisanale près de Djinda. Trois militaires sont morts.",
     "Remote explosive/landmine/IED"),
    ("fr", "Frappe aérienne sur le marché de Kaltoum",
     "Une frappe aérienne de l'armée a fait onze morts jeudi sur le marché de Kaltoum.", "Air/drone strike"),
    ("fr", "Un kamikaze se fait exploser à Maroundé",
     "Un kamikaze s'est fait exploser vendredi devant la mosquée de Maroundé, tuant quatre fidèles.",
     "Suicide bomb"),
    ("fr", "Quatre élèves enlevés à Bakoro",
     "Des hommes armés ont enlevé quatre élèves lundi soir à Bakoro.", "Abduction/forced disappearance"),
    ("fr", "Des milliers de manifestants à Lokassa",
     "Des milliers de personnes ont manifesté samedi dans les rues de Lokassa contre la vie chère.",
     "Peaceful protest"),
    ("fr", "Trois opposants arrêtés à Nasso",
     "La police a arrêté jeudi trois militants de l'opposition à Nasso.", "Arrests"),
    ("fr", "Six voyageurs emmenés vers une destination inconnue à Sabra",
     "Des hommes armés ont fait descendre six passagers d'un minibus mardi à Sabra et les ont conduits en forêt.",
     "Abduction/forced disappearance"),
    ("fr", "Tolga repasse sous le contrôle de l'armée",
     "Les soldats ont repris dimanche le bourg de Tolga, tenu depuis un mois par les rebelles.",
     "Government regains territory"),
    ("fr", "Peuls et Dogons de Rimbo enterrent la hache de guerre",
     "Les chefs des deux communautés ont scellé la paix mercredi à Rimbo.", "Agreement"),
    ("fr", "Deux voleurs présumés roués de coups par la foule à Nasso",
     "Deux hommes accusés d'avoir dérobé une moto ont été battus à mort jeudi par des riverains en colère à Nasso.",
     "Mob violence"),
    ("fr", "La marche des enseignants gazée à Lokassa",
     "La police a barré la route aux enseignants qui défilaient lundi à Lokassa et a fait usage de gaz au poivre.",
     "Protest with intervention"),
    ("en", "Bus hits mine near Hamdi",
     "An improvised device went off under a bus near Hamdi on Tuesday, wounding two traders.",
     "Remote explosive/landmine/IED"),
    ("en", "Five teachers seized in Karfi",
     "Armed men took away five teachers from a school in Karfi on Monday and led them into the bush.",
     "Abduction/forced disappearance"),
    ("en", "Gunmen kill nine farmers in Doro",
     "Gunmen killed nine farmers in the village of Doro on Thursday, residents said.", "Attack"),
    ("en", "Five soldiers die in ambush near Hamdi",
     "Militants ambushed an army patrol near Hamdi on Tuesday, killing five soldiers, the military said.",
     "Armed clash"),
    ("en", "Twenty pupils abducted in Karfi",
     "Armed men abducted twenty pupils from a school in Karfi on Monday night.",
     "Abduction/forced disappearance"),
    ("fr", "Trois prêtres relâchés par leurs ravisseurs",
     "Enlevés il y a deux semaines à Sabra, les trois prêtres ont été relâchés lundi, a dit le diocèse.", "Other"),
    ("fr", "Sabra : on négocie la libération des élèves enlevés",
     "Des chefs négocient depuis lundi la libération des trente élèves enlevés par des hommes armés à Sabra.",
     "Abduction/forced disappearance"),
    ("en", "Kidnapped workers freed in Karfi",
     "Two aid workers kidnapped by armed men in December were freed in Karfi on Tuesday, the army said.", "Other"),
    ("en", "Thousands march in Port Delane",
     "Thousands of protesters marched peacefully through Port Delane on Saturday against the new tax.",
     "Peaceful protest"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "text", "expected"), ONE_EVENT, ids=[c[1] for c in ONE_EVENT])
def test_the_event_and_its_type(language, title, text, expected):
    assert [d.type for d in main_events(text, language, title=title)] == [expected]


QUIET = [
    ("fr", "Les Lions passent à l'attaque",
     "Les attaquants ont ouvert le score à la vingtième minute sur une frappe au but. Le match retour aura lieu samedi."),
    ("fr", "La bataille électorale commence",
     "Les candidats entament samedi une bataille électorale qui s'annonce serrée pour le second tour du scrutin."),
    ("fr", "Deux morts dans un accident de la circulation",
     "Un autocar est entré en collision avec un camion jeudi ; deux passagers ont perdu la vie dans l'accident."),
    ("fr", "Vingt ans de prison pour l'assassin du préfet",
     "La cour d'assises a condamné jeudi à vingt ans de prison l'homme jugé pour un assassinat commis en 2011."),
    ("fr", "Sur le front de l'emploi, une série de mesures",
     "Le gouvernement a pris position contre la chute des prix et annoncé une série de mesures lundi."),
    ("fr", "Passation de commandement à la caserne",
     "Le nouveau commandant a pris ses fonctions mercredi lors d'une passation de commandement, avenue des Martyrs."),
    ("en", "Director takes over as chief executive",
     "She took over as chief executive on Monday after heavy losses and a deadlock in the boardroom."),
    ("en", "Town opens library",
     "The mayor opened a library on Thursday. Families welcomed the new building."),
    ("en", "Striker shoots team to victory",
     "The striker shot twice in the second half and his team won the match on Saturday."),
    ("en", "Cholera kills forty this year",
     "Cholera has killed forty people since January, the health ministry said, as the epidemic spreads."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "text"), QUIET, ids=[c[1] for c in QUIET])
def test_quiet_reports_have_no_main_event(language, title, text):
    assert main_events(text, language, title=title) == []


STATUS = [
    ("fr", "L'opposition appelle à manifester samedi",
     "L'opposition appelle à manifester samedi à Lokassa contre la réforme de la constitution. La marche doit "
     "partir de la grande mosquée.", "planned"),
    ("fr", "L'armée dément avoir bombardé le village de Sindara",
     "L'armée dément avoir bombardé le village de Sindara jeudi et tué des civils.", "denied"),
    ("fr", "L'armée bombarde Sindara", "L'armée a bombardé jeudi le village de Sindara, tuant deux civils.",
     "reported"),
    ("fr", "Vie chère : une marche a été annoncée à Nasso",
     "Une manifestation a été annoncée pour samedi à Nasso contre la vie chère.", "planned"),
    ("fr", "Le collectif donne rendez-vous samedi",
     "Le collectif a donné rendez-vous samedi devant la mairie de Nasso pour une nouvelle marche.", "planned"),
    ("fr", "La marche prévue à Nasso s'est tenue dans le calme",
     "La marche prévue samedi à Nasso s'est déroulée sans incident, avec des milliers de manifestants.", "reported"),
    ("fr", "L'armée oppose un démenti catégorique",
     "L'armée oppose un démenti catégorique aux informations sur un massacre de civils jeudi à Sindara.", "denied"),
    ("fr", "Le Front nie être responsable du massacre de Sindara",
     "Au moins douze civils ont été tués mardi à Sindara. Le Front nie toute implication.", "reported"),
    ("en", "Rebels deny role in Doro blast",
     "A bomb blew up outside the police station in Doro on Monday, killing a boy.", "reported"),
    ("en", "No soldier burnt houses in Doro, army says",
     "The army has described as false and malicious a claim that its soldiers razed houses in Doro on Friday.",
     "denied"),
    ("fr", "L'armée neutralise quatre terroristes",
     "L'armée a neutralisé quatre terroristes qui s'apprêtaient à attaquer le camp de Sindara.", "reported"),
    ("en", "Unions call for nationwide protests",
     "Unions called for protests in all cities on Saturday against the tax bill.", "planned"),
    ("en", "Army denies attacking village",
     "The army denied attacking the village of Doro on Thursday or killing civilians there.", "denied"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "text", "expected"), STATUS, ids=[c[1] for c in STATUS])
def test_plans_and_denials_are_told_from_facts(language, title, text, expected):
    assert {d.status for d in drafts(text, language, title=title)[1] if not d.background} == {expected}


def test_a_bulletin_is_parted_by_its_days():
    text = (
        "Le lundi 3 juin, une patrouille a été attaquée par des terroristes à Sabra ; deux soldats ont été tués.\n"
        "Le mercredi 5 juin, une frappe aérienne a détruit une base terroriste à Tolga, tuant dix combattants.\n"
        "Le vendredi 7 juin, la gendarmerie a arrêté trois suspects à Rimbo."
    )
    document, found = drafts(text, title="Bulletin des opérations de l'armée")
    assert [document.sentences[d.sentences[-1]].text[:11] for d in found] == [
        "Le lundi 3 ",
        "Le mercredi",
        "Le vendredi",
    ]
    assert found[1].type == "Air/drone strike"
    assert found[2].type == "Arrests"


@pytest.mark.parametrize(
    ("language", "title", "text", "count"),
    [
        ("fr", "Tirs d'obus sur deux villages",
         "Des obus ont tué trois civils jeudi à Tindoufi. À Lokassa, des rebelles ont attaqué un poste de police.", 2),
        ("fr", "Trois civils tués à Tindoufi",
         "Des obus ont tué trois civils jeudi à Tindoufi. Les tirs ont aussi blessé cinq habitants.", 1),
        ("en", "Gunmen attack two villages",
         "Gunmen killed two farmers in Doro on Thursday. In Hamdi, militants abducted four people.", 2),
    ],
    ids=["two places", "one place", "two villages"],
)  # fmt: skip
def test_a_new_place_makes_a_new_event(language, title, text, count):
    assert len(main_events(text, language, title=title)) == count


def test_what_lies_long_before_is_background():
    text = (
        "Des hommes armés ont tué six habitants jeudi à Tindoufi. "
        "En mars 2021, une attaque du même village avait fait neuf morts."
    )
    found = drafts(text, title="Six villageois tués à Tindoufi")[1]
    assert [d.background for d in found] == [False, True]


def test_what_is_feared_is_told_with_its_words():
    document, found = drafts(
        "Des hommes armés ont tué six habitants jeudi à Tindoufi. Les villageois craignent de nouvelles attaques.",
        title="Six villageois tués à Tindoufi",
    )
    fears = list(status.fears(document, found[0].sentences))
    assert [(kind, span.text) for kind, span in fears] == [("Attack", "craignent de nouvelles attaques")]


def test_what_is_feared_elsewhere_is_no_event_of_its_own():
    events = main_events(
        "L'armée affirme avoir tué jeudi un chef djihadiste lors d'une frappe aérienne près de Tindoufi. "
        "Des habitants disent craindre des représailles contre les villages voisins, notamment à Ouromba.",
        title="Un chef djihadiste tué près de Tindoufi",
    )
    assert [e.type for e in events] == ["Air/drone strike"]


def test_triggers_lie_in_the_sentences_of_their_event():
    document, found = drafts(ONE_EVENT[0][2], title=ONE_EVENT[0][1])
    for draft in found:
        assert draft.triggers
        for trigger in draft.triggers:
            sentence = document.sentences[trigger.sentence]
            assert trigger.sentence in draft.sentences
            assert sentence.start <= trigger.start < trigger.end <= sentence.end
            assert trigger.type in TYPES


def test_a_title_that_names_two_places_hides_neither_event():
    found = main_events(
        "Quatre soldats ont péri mercredi dans l'explosion d'une mine près de Djibo. À Dori, deux commerçants "
        "ont été enlevés par des hommes armés.",
        title="Une mine tue quatre soldats à Djibo, deux civils enlevés à Dori",
    )
    assert len(found) == 2


def test_words_of_the_abduction_do_not_tell_of_the_release():
    document, (release,) = drafts(
        "Deux infirmières kidnappées en mars à Sabra ont été libérées jeudi, a dit le diocèse.",
        title="Deux infirmières kidnappées à Sabra retrouvent la liberté",
    )
    assert release.type == "Other"
    assert {document.text[t.start : t.end] for t in release.triggers} == {"retrouvent la liberté", "libérées"}
    date = when.date_of(document, release)
    assert date and date.edtf == "2024-06-06"
