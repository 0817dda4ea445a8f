"""Where did it happen: sentences and the places they tell."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from temoin import code
from temoin.coding.content import triggers_in
from temoin.coding.country import country_of
from temoin.coding.document import Document, read
from temoin.coding.draft import Draft
from temoin.coding.where import place_of
from temoin.languages import load
from temoin.model import Place, Report


def document(text: str, language: str, title: str | None = None) -> Document:
    return read(Report(text, title), load(language))


def place(text: str, language: str, title: str | None = None) -> Place | None:
    """The place of an event that the first sentence of the body tells."""
    doc = document(text, language, title)
    told = [next(s.index for s in doc.sentences if not s.title)]
    return place_of(doc, Draft("Attack", triggers_in(doc, told[0]), told))


FRENCH = [
    # sentence, name, country, precision
    ("Des hommes armés ont tué quatre personnes mardi à Djibo, au Burkina Faso.", "Djibo", "BF", "exact"),
    (
        "Une attaque a visé le village de Tankoro, dans le cercle de Koro, au Mali.",
        "Tankoro",
        "ML",
        "unresolved",
    ),
    ("Le village Kabunda (territoire de Masisi, Nord-Kivu) a été attaqué.", "Kabunda", "CD", "unresolved"),
    ("Deux soldats nigériens sont morts près de Diffa, au Niger.", "Diffa", "NE", "near"),
    ("A Bangui, en Centrafrique, des inconnus ont tiré sur une patrouille.", "Bangui", "CF", "exact"),
    ("Une bombe a explosé au marché de Maroua, au Cameroun.", "marché de Maroua", "CM", "near"),
    ("Les affrontements ont éclaté dans le nord du Mali.", "nord du Mali", "ML", "admin1"),
    ("Des heurts ont fait trois blessés dans la province de l'Ituri.", "Ituri", "CD", "admin1"),
    (
        "Des tirs ont retenti à Zaranou, Kofika et Belbéla, au Burkina Faso.",
        "Zaranou, Kofika et Belbéla",
        "BF",
        "unresolved",
    ),
    (
        "Six bergers sont morts dans le nord du Mali. Le drame s'est produit jeudi à Tin-Aressou.",
        "Tin-Aressou",
        "ML",
        "unresolved",
    ),
    ("L'armée malienne a tué six combattants, selon ses porte-parole.", "Mali", "ML", "country"),
    ("Des tirs ont fait un mort à KORDOGUEL, dans la province du Soum.", "KORDOGUEL", "BF", "unresolved"),
]
ENGLISH = [
    ("Gunmen killed three traders in Dikwa, Borno State, on Monday.", "Dikwa", "NG", "exact"),
    ("The attackers struck Wuroti village in Guma LGA of Benue State.", "Wuroti village", "NG", "unresolved"),
    ("Two soldiers died near Baidoa in Somalia.", "Baidoa", "SO", "near"),
    ("A blast hit the town of Marmul, outside Mosul in Iraq.", "Marmul", "IQ", "near"),
    ("Shells fell on northern Syria overnight, killing two.", "northern Syria", "SY", "admin1"),
    ("Rockets killed nine people in an eastern Ukraine town.", "eastern Ukraine", "UA", "admin1"),
    ("Gunmen killed two traders in Kuwait City.", "Kuwait City", "KW", "exact"),
    ("Two men died in Sapele, Nigeria, the state Commissioner of Police said.", "Sapele", "NG", "exact"),
    ("Police in Haiti arrested six men after the killing.", "Haiti", "HT", "country"),
    ("Gunmen killed two in Ghana. The attack took place in Tabanko.", "Tabanko", "GH", "unresolved"),
    ("Malian soldiers killed six men, witnesses said.", "Mali", "ML", "country"),
    ("Fighters raided Tabanko and Sirigu in Ghana, burning homes.", "Tabanko and Sirigu", "GH", "unresolved"),
]


@pytest.mark.parametrize(("text", "name", "country", "precision"), FRENCH)
def test_french(text: str, name: str, country: str, precision: str) -> None:
    found = place(text, "fr")
    assert found is not None
    assert (found.name, found.country, found.precision) == (name, country, precision)


@pytest.mark.parametrize(("text", "name", "country", "precision"), ENGLISH)
def test_english(text: str, name: str, country: str, precision: str) -> None:
    found = place(text, "en")
    assert found is not None
    assert (found.name, found.country, found.precision) == (name, country, precision)


def test_an_unknown_village_never_gets_the_capitals_coordinates() -> None:
    found = place(
        "Cinq civils ont été tués dans le village de Soubakanié, au Mali, près de la frontière.", "fr"
    )
    assert found is not None
    assert (found.lat, found.lon, found.geonameid) == (None, None, None)


def test_a_known_town_gets_coordinates_of_the_reports_country() -> None:
    libya = place("Une roquette a tué deux enfants à Tripoli, en Libye.", "fr")
    lebanon = place("Une roquette a tué deux enfants à Tripoli, au Liban.", "fr")
    assert libya is not None and libya.lat is not None and round(libya.lat) == 33
    assert lebanon is not None and lebanon.lat is not None and round(lebanon.lat) == 34


def test_a_point_told_by_distance_and_bearing_is_moved_from_the_town() -> None:
    gao, french = (
        place("Une bombe a explosé à Gao, au Mali.", "fr"),
        "Un convoi a été attaqué à 30 km au nord de Gao, au Mali.",
    )
    north = place(french, "fr")
    south = place("A convoy was ambushed 20 miles south of Gao in Mali.", "en")
    for found, km in ((north, 30.0), (south, -32.2)):
        assert gao and gao.lat and found and found.lat and found.radius_km and gao.lon == found.lon
        assert found.precision == "near" and round((found.lat - gao.lat) * 111.2) == round(km)
        assert found.radius_km < abs(km)
        assert found.geonameid is None  # it is not the town


def test_a_distance_without_a_bearing_is_a_radius() -> None:
    found = place("Un convoi a été attaqué à 30 km de Gao, au Mali.", "fr")
    assert found is not None and (found.precision, found.radius_km) == ("near", 30.0)


NO_PLACE = [
    ("La katiba Serma a tué deux soldats maliens.", "fr", "Serma"),
    ("Les signataires de l'accord d'Alger ont dénoncé les tirs des soldats maliens.", "fr", "Alger"),
    ("Le général Bamako Traoré a été tué par des soldats maliens.", "fr", "Bamako"),
    ("Boko Haram fighters killed two Nigerian farmers, the New York Times reported.", "en", "York"),
    ("Les rebelles tchadiens ont confié à Radio Okapi avoir tué deux soldats.", "fr", "Okapi"),
]


@pytest.mark.parametrize(("text", "language", "name"), NO_PLACE)
def test_a_name_inside_a_name_is_no_place(text: str, language: str, name: str) -> None:
    found = place(text, language)
    assert found is None or name not in found.name


def test_a_headline_gives_the_country_of_an_unknown_village() -> None:
    found = place("Trois bergers ont été tués à Talamako.", "fr", "Burkina Faso : des bergers tués")
    assert found is not None and (found.name, found.country) == ("Talamako", "BF")


def test_the_place_where_somebody_speaks_is_not_where_it_happened() -> None:
    found = place("Une mine a tué deux soldats à Djibo, a déclaré à Ouagadougou le ministre burkinabè.", "fr")
    assert found is not None and found.name == "Djibo"


def test_an_event_told_without_a_place_takes_the_leads() -> None:
    doc = document(
        "Des hommes armés ont attaqué Djibo, au Burkina Faso, à Djibo même. Ils ont tué dix civils.", "fr"
    )
    found = place_of(doc, Draft("Attack", triggers_in(doc, 1), [1]))
    assert found is not None and found.name == "Djibo"


def test_no_place_at_all() -> None:
    assert place("Des hommes ont tiré sur une voiture.", "fr") is None


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("L'armée nigériane a repris la ville. Les soldats nigérians y sont entrés mardi.", "fr", "NG"),
        ("L'armée nigérienne a repris la ville. Les soldats nigériens y sont entrés mardi.", "fr", "NE"),
        ("Nigerien troops entered the town. The Nigerien army said so.", "en", "NE"),
        ("Les FARDC ont repris la cité, en RDC. L'armée congolaise y est entrée.", "fr", "CD"),
        ("Il ne s'est rien passé.", "fr", None),
    ],
)
def test_country_of_a_report(text: str, language: str, country: str | None) -> None:
    assert country_of(document(text, language)) == country


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.sampled_from(["fr", "en"]))
def test_any_text_has_a_verbatim_place_or_none(text: str, language: str) -> None:
    doc = document(text, language)
    everything = [s.index for s in doc.sentences]
    found = place_of(doc, Draft("Attack", [], everything))
    if found:
        assert doc.text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize(
    ("text", "language", "name", "country"),
    [
        # another country near by does not hold the place
        (
            "Deux gardes sont morts à Kelmossi, dans la région de Diffa, près du Nigeria. Le Niger enquête.",
            "fr",
            "Kelmossi",
            "NE",
        ),
        # whose army it is tells nothing of the country
        ("Russian guns shelled the Vyshneve suburb of Kherson, killing two.", "en", "Vyshneve suburb", "UA"),
        ("Un Casque bleu rwandais a été tué par une mine à 9 km de Bocaranga.", "fr", "Bocaranga", "CF"),
        # towns that bear the name of a division elsewhere
        ("Dix déserteurs ont été tués hier à Beni.", "fr", "Beni", "CD"),
        # the two ends of a road
        ("Un bus a sauté sur l'axe reliant Bankass à Sokora, au Mali.", "fr", "Bankass à Sokora", "ML"),
        # a division behind a name makes a place of it
        ("Des tirs ont tué six habitants de Gourmel, dans la région de Tahoua.", "fr", "Gourmel", "NE"),
        # a part of the world lies in no one country
        ("La France a perdu deux soldats, tués dans une embuscade au Sahel.", "fr", "Sahel", None),
        # in front of an office, and what only bears a name
        ("Des agents ont dispersé la foule devant le ministère à Antananarivo.", "fr", "Antananarivo", "MG"),
        ("La foule a lancé des cocktails Molotov sur la police à Conakry.", "fr", "Conakry", "GN"),
        # a nickname is no place, an office not where things happen
        ("«Cesar» et six gardes ont été tués près de Tunja, en Colombie.", "fr", "Tunja", "CO"),
        (
            "Une roquette a tué dix civils en Syrie, selon le ministère de la Défense à Paris.",
            "fr",
            "Syrie",
            "SY",
        ),
    ],
)
def test_names_that_are_not_where_it_happened(
    text: str, language: str, name: str, country: str | None
) -> None:
    found = place(text, language)
    assert found is not None
    assert (found.name, found.country) == (name, country)


def test_a_place_is_also_called_by_its_kind() -> None:
    found = place("Un garde est mort dans le canton de Zoufela, au Togo.", "fr")
    assert found is not None
    assert "canton de Zoufela" in found.aliases


def test_what_a_place_is_called_stands_in_one_sentence() -> None:
    found = place("Un garde est mort à Zoufela. Il venait du canton de Mango, au Togo.", "fr")
    assert found is not None
    assert not any("." in alias for alias in found.aliases)


def test_where_no_country_is_told_another_name_of_a_far_town_finds_nothing() -> None:
    text = "Le poste des soldats à Boni a été attaqué lundi par des terroristes. Quatre soldats ont été tués."
    (event,) = code(Report(text, published="2023-03-15")).events
    assert event.place is not None
    assert (event.place.country, event.place.lat, event.place.lon) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        (
            "Rebels shelled army positions on the hill of Bukombe on Monday, killing two men.",
            "en",
            "hill of Bukombe",
        ),
        ("Gunmen killed four policemen near al-Hadira on Sunday.", "en", "al-Hadira"),
        ("Gunmen torched Tse-Wandor, a farming settlement, killing six people.", "en", "Tse-Wandor"),
        ("Six soldats ont été tués dans le quartier d'al-Harira.", "fr", "quartier d'al-Harira"),
        ("Komboda, une île de pêcheurs, a été attaquée : huit tués.", "fr", "Komboda"),
        (
            "Deux marchands ont été tués par une mine à l'est de Bir Kassoum, rapporte une radio.",
            "fr",
            "est de Bir Kassoum",
        ),
        (
            "Des jeunes ont incendié des pneus devant la mairie de Zorkoum, faisant un mort.",
            "fr",
            "mairie de Zorkoum",
        ),
    ],
)
def test_unknown_places_told_by_the_words_around(text: str, language: str, name: str) -> None:
    found = place(text, language)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "language", "wording"),
    [
        ("Trois soldats ont été tués par une mine entre Bozoro et Kandila.", "fr", "entre Bozoro et Kandila"),
        ("Un convoi a été attaqué à la sortie de Zorkoum, trois morts.", "fr", "sortie de Zorkoum"),
        (
            "Three officers were killed by a bomb between Hareli and Hulugo on Monday.",
            "en",
            "between Hareli and Hulugo",
        ),
    ],
)
def test_a_place_is_known_by_its_wider_wording(text: str, language: str, wording: str) -> None:
    found = place(text, language)
    assert found is not None
    assert any(wording in name for name in (found.span.text, *found.aliases) if name)


@pytest.mark.parametrize(
    ("title", "text", "language", "name"),
    [
        ("Tué au marché à Zakora, au Mali", "Il est mort au marché de Zakora, au Mali.", "fr", "marché de Zakora"),
        ("Cameroun : deux morts à Fonda", "Ils sont morts au quartier Belo, à Fonda, au Cameroun.", "fr",
         "quartier Belo"),
        ("Ukraine : une frappe à Kharkiv", "Une bombe est tombée dans le district de Zelko, à Kharkiv.", "fr",
         "district de Zelko"),
        ("Sudan: raid on Nyala", "Warplanes hit Nyala airport in Sudan.", "en", "Nyala airport"),
        ("Trois morts près de Bria", "Ils ont péri à Zangba, sur la route de Bria, en Centrafrique.", "fr", "Zangba"),
    ],
)  # fmt: skip
def test_the_house_or_the_quarter_told_with_a_town_is_the_place(title, text, language, name) -> None:
    doc = document(text, language, title)
    found = place_of(doc, Draft("Attack", [t for s in doc.sentences for t in triggers_in(doc, s.index)],
                                [s.index for s in doc.sentences]))  # fmt: skip
    assert found and name in (found.name, *found.aliases)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Soldiers were ambushed on Friday east of Zakora, in northern Mali.", "en", "Zakora"),
        ("Four herders died in Petrola, 20 km north of Bankass, in Mali.", "en", "Petrola"),
        ("Une mine a tué cinq passagers au PK 12 de la route de Damara, en Centrafrique.", "fr", "PK 12"),
        ("A device went off at Mile 8 Zangwe, in Cameroon.", "en", "Mile 8 Zangwe"),
        ("Gunmen attacked a church in Kasanga, on the outskirts of Beni, DR Congo.", "en", "Kasanga"),
        ("Fighting went on in Khartoum's twin city of Omdurman, Sudan.", "en", "Omdurman"),
        ("Joint au téléphone à Goma, un élu dit que les rebelles ont attaqué Zabwe, en RDC.", "fr", "Zabwe"),
        ("Des gangs ont attaqué un marché à Port-au-Prince, en Haïti.", "fr", "Port-au-Prince"),
        ("Three students were shot dead in Xi'an, China.", "en", "Xi'an"),
        ("Trois passants ont été tués à Carrefour, en Haïti.", "fr", "Carrefour"),
        ("Bandits stormed Zarunga in Tsafe LGA of Zamfara State.", "en", "Zarunga"),
        ("Youths burnt a Fulani settlement at Zumenge in Benue State, Nigeria.", "en", "Zumenge"),
        ("A retired officer in Bamako spoke of an attack on Zakora, in Mali.", "en", "Zakora"),
    ],
)
def test_places_by_bearings_numbers_and_owners(text: str, language: str, name: str) -> None:
    found = place(text, language)
    assert found and name in (found.name, *found.aliases)
