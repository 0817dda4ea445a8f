import io
from dataclasses import replace

import pytest

from publishing.made import CODED, PROTEST, QUIET, REPORT, STRIKE, words
from temoin.messages import catalogue
from temoin.model import Claim, CodedReport, Count, Date, Place, Report, Source, Totals
from temoin.ontology import TYPES
from temoin.publishing import FORMATS
from temoin.publishing.wording import date_in_words, harm_in_words, place_in_words

FRENCH = """\
=Attaque au marché de Dourgou
publié le 28 décembre 2024 · Écho du Plateau · r1
3 événements

1. Attaque contre des civils
   Quand   26 décembre 2024 « jeudi »
   Où      Dourgou, Burkina Faso (non localisé) « marché de Dourgou »
   Auteur  hommes armés « Des hommes armés » · non identifié
   Cible   villageois · civils
   Bilan   12 civils tués, selon des habitants
           au moins 2 civils blessés
   Selon   habitants « des habitants »

   │ [Des hommes armés] ont ouvert le feu [jeudi] sur le [marché de Dourgou], à
     30 km de Tambala, tuant [douze villageois] et [en blessant plusieurs],
     selon [des habitants].

2. Frappe aérienne ou de drone
   Quand   27 décembre 2024 « le lendemain »
   Où      Serma, Mopti, Mali (à proximité) « près de Serma »
   Auteur  Forces armées « L'armée » · forces de l'État
   Cible   Front du Lac · groupe armé
   Bilan   0 civil tué, selon l'armée
   Selon   Forces armées « L'armée » · partie au conflit

   │ [L'armée] a bombardé [le lendemain] une base du [Front du Lac] [près de
     Serma].
   │ Elle assure qu'il n'y a eu [aucun dommage collatéral].

3. Manifestation pacifique  ANNONCÉ  (rappel d'un fait antérieur)
   Quand  28 décembre (année non dite) « 28 déc. »
   Où     non dit

   │ Une marche est prévue.
   │ ailleurs dans le récit :
   │ TAMBALA, [28 déc.] – Des hommes armés ont ouvert le feu …

Il pleut sur la ville depuis jeudi.
r2
Aucun événement : ce récit ne raconte ni attaque, ni affrontement, ni
manifestation, ni autre fait de conflit.
"""


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


def cards(*coded: CodedReport) -> str:
    stream = io.StringIO()
    writer = FORMATS["text"](stream)
    for one in coded:
        writer.write(one)
    writer.close()
    return stream.getvalue()


def test_cards_in_french() -> None:
    assert cards(CODED, QUIET) == FRENCH


def test_cards_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    text = cards(CODED, QUIET)
    for line in (
        "published 28 December 2024",
        "1. Attack on civilians",
        "Where         Dourgou, Burkina Faso (not located)",
        "12 civilians killed, according to des habitants",
        "0 civilians killed, according to l'armée",
        "party to the conflict",
        "3. Peaceful protest  ANNOUNCED  (an earlier event, recalled)",
        "No event:",
    ):
        assert line in text


@pytest.mark.parametrize("columns", ["40", "60", "200"])
def test_cards_fit_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, cards(CODED, QUIET).splitlines())) <= int(columns)


def test_marks_are_colours_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = cards(CODED)
    assert "\x1b[1;4;36mjeudi\x1b[0m" in text
    assert "[jeudi]" not in text


def test_a_denial_is_said() -> None:
    assert "DÉMENTI" in cards(replace(CODED, events=(replace(STRIKE, status="denied"),)))


def test_every_type_kind_and_effect_has_a_name_in_every_language() -> None:
    french, english = catalogue("fr"), catalogue("en")
    assert french["types"].keys() == english["types"].keys() == TYPES.keys()

    def keys(entry: object, path: str = "") -> set[str]:
        if not isinstance(entry, dict):
            return {path}
        return {key for name, part in entry.items() for key in keys(part, f"{path}.{name}")}

    assert keys(french) == keys(english)


DATES = [
    (("2024-12-01", "2024-12-01", "2024-12-01", "day"), "1er décembre 2024"),
    (("2024-12-26", "2024-12-29", "2024-12-26/2024-12-29", "range"), "du 26 au 29 décembre 2024"),
    (("2024-11-30", "2024-12-01", "2024-11-30/2024-12-01", "range"), "du 30 novembre au 1er décembre 2024"),
    (
        ("2024-12-31", "2025-01-01", "2024-12-31/2025-01-01", "range"),
        "du 31 décembre 2024 au 1er janvier 2025",
    ),
    (("2024-12-01", "2024-12-31", "2024-12", "month"), "décembre 2024"),
    (("2024-01-01", "2024-12-31", "2024", "year"), "2024"),
    ((None, None, "XXXX-12-26", "unknown_year"), "26 décembre (année non dite)"),
    ((None, None, "XXXX-12", "unknown_year"), "décembre (année non dite)"),
    ((None, None, "XXXX", "unknown_year"), "jeudi (année non dite)"),
]


@pytest.mark.parametrize(("value", "said"), DATES, ids=[said for _, said in DATES])
def test_dates_in_words(value: tuple[str | None, str | None, str, str], said: str) -> None:
    assert date_in_words(Date(*value, words("jeudi"))) == said


PLACES = [
    (("Serma", "exact", None, None), "Serma"),
    (("Mopti", "admin1", "ML", "Mopti"), "Mopti, Mali (région)"),
    (("Mali", "country", "ML", None), "Mali (pays entier)"),
    (("Serma", "unresolved", "ZZ", None), "Serma, région indéterminée (non localisé)"),
]


@pytest.mark.parametrize(("value", "said"), PLACES, ids=[said for _, said in PLACES])
def test_places_in_words(value: tuple[str, str, str | None, str | None], said: str) -> None:
    name, precision, country, admin1 = value
    place = Place(name, words("Serma"), precision, country=country, admin1=admin1)
    assert place_in_words(place) == said


def test_a_place_says_how_near_it_is_known() -> None:
    place = Place("Serma", words("Serma"), "near", country="ML", lat=14.9, lon=-2.5, radius_km=9.6)
    assert place_in_words(place) == "Serma, Mali (à proximité, à 10 km près)"


TOTALS = [
    (Totals(killed=Count(1, 1, 1)), ["1 personne tuée"]),
    (Totals(killed=Count(2, 3, 5)), ["2 à 5 personnes tuées"]),
    (
        Totals(killed=Count(20, 20, None), injured=Count(3, 3, 3)),
        ["au moins 20 personnes tuées", "3 personnes blessées"],
    ),
    (Totals(civilians_killed=Count(0, 0, 0)), ["0 civil tué"]),
    (Totals(), []),
]


@pytest.mark.parametrize(("totals", "lines"), TOTALS, ids=[" ".join(lines) for _, lines in TOTALS])
def test_totals_that_no_harm_tells_are_said(totals: Totals, lines: list[str]) -> None:
    assert harm_in_words(replace(PROTEST, totals=totals), REPORT.full_text) == lines


def test_the_source_of_harm_is_that_of_the_claim_on_the_same_words() -> None:
    harm = replace(STRIKE.harm[0], according_to=None)
    claim = Claim("totals.killed", {"low": 0, "high": 0}, "asserted", "Forces armées", harm.span)
    assert harm_in_words(replace(STRIKE, harm=(harm,), claims=(claim,)), REPORT.full_text) == [
        "0 civil tué, selon l'armée"
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("armée", "l'armée"),
        ("L'armée", "l'armée"),
        ("habitants", "des habitants"),
        ("Front du Lac", "Front du Lac"),
    ],
)
def test_a_source_is_named_with_its_article(source: str, said: str) -> None:
    harm = replace(STRIKE.harm[0], according_to="x")
    event = replace(STRIKE, harm=(harm,), according_to=(Source("x", "other", False, words(source)),))
    assert harm_in_words(event, REPORT.full_text) == [f"0 civil tué, selon {said}"]


def test_parts_are_followed_by_their_total() -> None:
    killed = STRIKE.harm[0]
    parts = (
        replace(killed, victims="state_forces", count=Count(2, 2, 2), according_to=None),
        replace(killed, count=Count(1, 1, 1), according_to=None, stance="feared"),
    )
    assert harm_in_words(
        replace(STRIKE, harm=parts, totals=Totals(killed=Count(3, 3, 3))), REPORT.full_text
    ) == [
        "2 membres des forces de l'État tués",
        "1 civil tué (redouté)",
        "3 personnes tuées au total",
    ]


def test_a_report_cannot_steer_the_terminal() -> None:
    hostile = Report(title="Un\x1b]0;titre\x07", text="Rien \x1b[2J\u202eà\x9b signaler.", id="r3")
    text = cards(CodedReport(hostile, "fr", "grammar 0.1.0", ()))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
