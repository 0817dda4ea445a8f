"""Which words say when, and which days do they mean? A sentence, and the dates read in it (EDTF)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.coding import periods
from temoin.coding.dates import TimeExpression, expressions
from temoin.coding.document import read
from temoin.languages import load
from temoin.model import Report


def found(text: str, language: str, published: str | None, ahead: bool = False) -> list[TimeExpression]:
    document = read(Report(text, published=published), load(language))
    return [e for s in document.sentences for e in expressions(document, s.index, ahead)]


def dates(text: str, language: str, published: str | None, ahead: bool = False) -> list[str | None]:
    return [e.edtf for e in found(text, language, published, ahead)]


# published on Saturday 28 December 2024
FRENCH = [
    # weekdays
    ("Le poste de Gombélé a été pris jeudi.", ["2024-12-26"]),
    ("Le poste a été pris samedi.", ["2024-12-28"]),
    ("Le poste a été pris ce jeudi.", ["2024-12-26"]),
    ("Le poste a été pris samedi dernier.", ["2024-12-21"]),
    ("Le poste a été pris jeudi de la semaine dernière.", ["2024-12-19"]),
    ("Ils défileront lundi prochain.", ["2024-12-30"]),
    ("JEUDI, le poste a été pris.", ["2024-12-26"]),
    # the month goes without saying
    ("Le poste a été pris ce mardi 24.", ["2024-12-24"]),
    ("Le poste a été pris le samedi 30.", ["2024-11-30"]),
    ("Le poste a été pris le 14 courant.", ["2024-12-14"]),
    ("Samedi 10 soldats ont été tués.", ["2024-12-28"]),
    # the year goes without saying
    (
        "Signé le 3 mai 2019, il est entré en vigueur le 7 juin de la même année.",
        ["2019-05-03", "2019-06-07"],
    ),
    # what goes on since Sunday did not begin tomorrow
    ("Le poste est assiégé depuis dimanche.", ["2024-12-22/2024-12-28"]),
    # nothing between the day and the month
    ("Le 17juin 2024, le poste a été pris.", ["2024-06-17"]),
    ("Le poste a été pris mardi24 décembre.", ["2024-12-24"]),
    # who can tell whether this is tomorrow or last Sunday?
    ("Le poste a été pris dimanche.", [None]),
    # nights
    ("Dans la nuit de jeudi à vendredi, le pont a sauté.", ["2024-12-26/2024-12-27"]),
    ("Dans la nuit du 14 au 15 mai, le pont a sauté.", ["2024-05-14/2024-05-15"]),
    ("Dans la nuit du mardi 24 au mercredi 25 décembre 2024", ["2024-12-24/2024-12-25"]),
    ("Le pont a sauté dans la nuit.", ["2024-12-27/2024-12-28"]),
    # days of the calendar
    ("Le pont a sauté le 26 décembre.", ["2024-12-26"]),
    ("Le pont a sauté le 1er mars.", ["2024-03-01"]),
    ("Le pont a sauté mardi 5 novembre.", ["2024-11-05"]),
    ("Le pont a sauté ce mardi 5 novembre 2019.", ["2019-11-05"]),
    ("Le pont a sauté le 30 juin dernier.", ["2024-06-30"]),
    ("Le pont a sauté le 16/07/2017.", ["2017-07-16"]),
    ("Le camp a brûlé entre le 9 et le 16 août.", ["2024-08-09/2024-08-16"]),
    ("Le camp a brûlé du 9 au 16 août 2023.", ["2023-08-09/2023-08-16"]),
    ("Le camp a brûlé du 28 juillet au 3 août.", ["2024-07-28/2024-08-03"]),
    ("Le camp a brûlé du 28 décembre 2022 au 3 janvier 2023.", ["2022-12-28/2023-01-03"]),
    ("Deux marches ont eu lieu les 3 et 4 juin.", ["2024-06-03/2024-06-04"]),
    ("Le pont a sauté le 31 février.", [None]),
    # counted from today
    ("Hier, le pont a sauté.", ["2024-12-27"]),
    ("Le pont a sauté avant-hier.", ["2024-12-26"]),
    ("Aujourd'hui, le pont a sauté.", ["2024-12-28"]),
    ("Le pont a sauté ce matin.", ["2024-12-28"]),
    ("Le pont a sauté il y a trois jours.", ["2024-12-25"]),
    ("Le pont a sauté il y a 2 mois.", ["2024-10"]),
    ("Le pont a sauté il y a dix ans.", ["2014"]),
    ("Le pont a sauté la semaine dernière.", ["2024-12-16/2024-12-22"]),
    ("Le pont a sauté ce week-end.", ["2024-12-28/2024-12-29"]),
    ("Le pont a sauté le mois dernier.", ["2024-11"]),
    ("Le pont a sauté l'an dernier.", ["2023"]),
    ("Dix barrages ont été levés au cours des trois dernières semaines.", ["2024-12-07/2024-12-28"]),
    # counted from the day last spoken of
    ("Le pont a sauté mardi. La veille, un guetteur était mort.", ["2024-12-24", "2024-12-23"]),
    (
        "Le pont a sauté lundi, a annoncé mardi l'armée. La veille, un guetteur était mort.",
        ["2024-12-23", "2024-12-24", "2024-12-22"],
    ),
    ("Le pont a sauté le 3 mai. Le lendemain, on priait.", ["2024-05-03", "2024-05-04"]),
    ("Le pont a sauté le 3 mai. Trois jours plus tard, on priait.", ["2024-05-03", "2024-05-06"]),
    # months and years
    ("Le pont a sauté en 2017.", ["2017"]),
    ("Le pont a sauté en mars 2019.", ["2019-03"]),
    ("Le pont a sauté en mars.", ["2024-03"]),
    ("Le pont a sauté début mai.", ["2024-05-01/2024-05-10"]),
    ("Le pont a sauté à la mi-novembre.", ["2024-11-10/2024-11-20"]),
    ("Le pont a sauté fin février.", ["2024-02-20/2024-02-29"]),
    ("Le pont a tenu de mai à octobre 2019.", ["2019-05-01/2019-10-31"]),
    ("Le pont a tenu entre novembre 2018 et mars 2019.", ["2018-11-01/2019-03-31"]),
    ("Le pont a tenu entre 2015 et 2017.", ["2015-01-01/2017-12-31"]),
    # known start, still going on
    ("Le camp brûle depuis lundi.", ["2024-12-23/2024-12-28"]),
    ("Le camp brûle depuis le 20 décembre.", ["2024-12-20/2024-12-28"]),
    # no dates
    ("Sept soldats du 5e régiment sont morts à Koulogo.", []),
    ("Une sonde se pose sur Mars après 2000 essais.", []),
    ("Pendant trois jours, 12 maisons ont brûlé.", []),
    ("Le Mouvement du 23 mars a pris la ville.", []),
    ("Ces derniers jours, la rue du 8 mai était calme.", []),
    ("À la veille de la fête, un garçon de 14 ans est mort.", []),
]


# published on Thursday 7 May 2020
ENGLISH = [
    ("On 17June 2024 the post fell.", ["2024-06-17"]),
    ("Gunmen shot at the bus on Tuesday.", ["2020-05-05"]),
    ("Gunmen shot at the bus last Thursday.", ["2020-04-30"]),
    ("Gunmen shot at the bus late on Monday.", ["2020-05-04"]),
    ("Gunmen shot at the bus Wednesday night.", ["2020-05-06"]),
    ("Gunmen shot at the bus on the night of 3 May.", ["2020-05-03"]),
    ("Gunmen shot at the bus overnight.", ["2020-05-06/2020-05-07"]),
    ("Gunmen shot at the bus on May 5, 2020.", ["2020-05-05"]),
    ("Gunmen shot at the bus on the 5th of May.", ["2020-05-05"]),
    ("Gunmen shot at buses between 9 and 16 April.", ["2020-04-09/2020-04-16"]),
    ("Gunmen shot at buses from April 28 to May 2.", ["2020-04-28/2020-05-02"]),
    ("Gunmen shot at the bus on Sunday, 3 May 2020.", ["2020-05-03"]),
    ("Gunmen shot at the bus in early March.", ["2020-03-01/2020-03-10"]),
    ("Gunmen shot at the bus yesterday.", ["2020-05-06"]),
    ("Gunmen shot at the bus last night.", ["2020-05-06"]),
    ("Gunmen shot at the bus three days ago.", ["2020-05-04"]),
    ("Gunmen shot at the bus two weeks ago.", ["2020-04-20/2020-04-26"]),
    ("Gunmen shot at the bus earlier this week.", ["2020-05-04/2020-05-10"]),
    ("Gunmen shot at the bus last month.", ["2020-04"]),
    ("Gunmen shot at the bus last December.", ["2019-12"]),
    ("Shelling has gone on since Monday.", ["2020-05-04/2020-05-07"]),
    ("Gunmen came on Monday. The next day, they left.", ["2020-05-04", "2020-05-05"]),
    ("Gunmen came on 12 April. Two days earlier, a bridge fell.", ["2020-04-12", "2020-04-10"]),
    ("Gunmen came between November and March.", ["2019-11-01/2020-03-31"]),
    ("Gunmen came in June 2013, and in 2015.", ["2013-06", "2015"]),
    # no dates
    ("They may march again, and the two may sit down.", []),
    ("Mrs May told the crowd to march.", []),
    ("The boy, 14, had walked for six days with 2,000 others.", []),
    ("The March 23 Movement took the hill.", []),
    ("The day before the vote the 5th brigade came.", []),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: list[str | None]) -> None:
    assert dates(text, "fr", "2024-12-28") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str | None]) -> None:
    assert dates(text, "en", "2020-05-07") == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # only the month of publication is known: so much is known of the weekday
        ("Le pont a sauté mardi.", "2008-10", ["2008-10"]),
        ("Le pont a sauté hier.", "2008-10", ["2008-10"]),
        ("Le pont a sauté le 7 septembre.", "2008-10", ["2008-09-07"]),
        ("Le pont a sauté le mois dernier.", "2008-01", ["2007-12"]),
        ("Le pont a sauté mardi.", "2008", ["2008"]),
        # unless the report says a day in full
        ("Mardi 14 octobre, le pont a sauté. Lundi, il tenait.", "2008-10", ["2008-10-14", "2008-10-13"]),
        ("Lundi, il tenait. Mardi 14 octobre, le pont a sauté.", "2008-10", ["2008-10-13", "2008-10-14"]),
        # nothing is known of publication
        ("Le pont a sauté mardi.", None, [None]),
        ("Le pont a sauté le 26 décembre.", None, ["XXXX-12-26"]),
        ("Le pont a sauté du 9 au 16 août.", None, ["XXXX-08-09/XXXX-08-16"]),
        ("Le pont a sauté en mars.", None, ["XXXX-03"]),
        ("Le pont a sauté le 26 décembre 2019.", None, ["2019-12-26"]),
        (
            "Le 26 décembre 2019, le pont tenait. Il a sauté le 28 décembre.",
            None,
            ["2019-12-26", "2019-12-28"],
        ),
        # the weekday tells the year where the day alone would mislead
        ("Le pont a sauté mercredi 25 décembre.", "2020-01-10", ["2019-12-25"]),
        ("Le pont a sauté mardi 24 décembre.", "2025-03-01", ["2024-12-24"]),
        ("Le pont a sauté jeudi 29 janvier.", "2008-12-20", ["2009-01-29"]),
        # and is forgiven where it fits no year
        ("Le pont a sauté lundi 24 décembre.", "2024-12-28", ["2024-12-24"]),
        ("Le pont a sauté le 31 décembre.", "2025-01-02", ["2024-12-31"]),
        ("Le pont a sauté du 30 décembre au 2 janvier.", "2025-01-04", ["2024-12-30/2025-01-02"]),
        ("Le pont a sauté le 29 février.", "2025-01-04", ["2024-02-29"]),
    ],
)
def test_against_publication(text: str, published: str | None, expected: list[str | None]) -> None:
    assert dates(text, "fr", published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une marche est prévue lundi.", "2024-12-30"),
        ("Une marche est prévue samedi.", "2024-12-28"),
        ("Une marche est prévue le 3 janvier.", "2025-01-03"),
        ("Une marche est prévue demain.", "2024-12-29"),
    ],
)
def test_what_is_planned_lies_ahead(text: str, expected: str) -> None:
    assert dates(text, "fr", "2024-12-28", ahead=True) == [expected]


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("Dimanche 14 mars, un convoi a sauté. Le pont avait sauté en 2019.", "fr", "2021-03-14"),
        ("On Sunday, March 14, a convoy was hit. The bridge fell in 2019.", "en", "2021-03-14"),
        ("Dimanche 14 mars, un convoi a sauté.", "fr", "XXXX-03-14"),
        ("Le 14 mars, un convoi a sauté. Le pont avait sauté en 2019.", "fr", "XXXX-03-14"),
    ],
)
def test_weekday_tells_the_year_where_the_report_has_no_date(text: str, language: str, expected: str) -> None:
    assert dates(text, language, None)[0] == expected


def test_a_number_behind_a_weekday_is_no_day_to_count_from() -> None:
    assert dates("Mardi 31 soldats ont été tués. Jeudi, le camp a brûlé.", "fr", "2024-12") == ["2024-12"] * 2


@pytest.mark.parametrize("day, saturday", [(26, 21), (28, 21), (29, 21), (30, 28)])
def test_last_weekend_is_over(day: int, saturday: int) -> None:
    expected = [f"2024-12-{saturday}/2024-12-{saturday + 1}"]
    assert dates("Le pont a sauté le week-end dernier.", "fr", f"2024-12-{day}") == expected
    assert dates("The bridge fell last weekend.", "en", f"2024-12-{day}") == expected


def test_far_past_is_told_from_news() -> None:
    recalled, news = found("Le fort, bâti en 2009, a été pris mardi.", "fr", "2024-12-28")
    assert recalled.far
    assert not news.far


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BAMOUSSI, 28 déc. 2024 (Agence) - Le pont a sauté jeudi.", "2024-12-26"),
        ("Bamoussi, le 28 décembre 2024 – Le pont a sauté jeudi.", "2024-12-26"),
        ("Bamoussi, le 28 décembre 2024 -- Le pont a sauté jeudi.", "2024-12-26"),
        ("28 décembre 2024\n\nLe pont a sauté jeudi.", "2024-12-26"),
        ("Publié le 28/12/2024 à 14h\n\nLe pont a sauté jeudi.", "2024-12-26"),
        ("Le pont tenait mardi 3 décembre 2024 - il a sauté jeudi.", "2024-12-05"),
    ],
)
def test_dateline_tells_when_the_report_was_written(text: str, expected: str) -> None:
    assert dates(text, "fr", None)[-1] == expected


def test_words_quoted() -> None:
    assert [e.span.text for e in found("Pris le 26 décembre, rendu vendredi.", "fr", "2024-12-28")] == [
        "le 26 décembre",
        "vendredi",
    ]


@pytest.mark.parametrize("text", ["lundi " * 5000, "1 " * 20000, "le 3 et 4 et " * 5000, "mai" * 20000])
def test_long_lines(text: str) -> None:
    found(text, "fr", "2024-12-28")


WORDS = (
    "lundi mardi 3 31 mai février 2019 0001 le la nuit de à au dernier depuis il y a jours veille . 5/11/2020"
)


@given(
    st.lists(st.sampled_from(WORDS.split())).map(" ".join) | st.text(),
    st.sampled_from([None, "0001", "0001-01-01", "9999-12-31", "2024-02", "2024-12-28"]),
    st.booleans(),
    st.sampled_from(["fr", "en"]),
)
def test_any_text(text: str, published: str | None, ahead: bool, language: str) -> None:
    for e in found(text, language, published, ahead):
        assert e.span.text == text[e.span.start : e.span.end]
        assert e.period is None or e.period.first <= e.period.last


@given(
    st.dates(),
    st.integers(-3000, 3000),
    st.sampled_from(["day", "night", "week", "weekend", "month", "year"]),
)
def test_shifting_never_leaves_the_calendar(day: date, n: int, unit: periods.Unit) -> None:
    period = periods.shifted(day, n, unit)
    assert period.first <= period.last


@given(st.dates(), st.integers(1, 7))
def test_a_weekday_is_at_most_a_week_away(day: date, number: int) -> None:
    if date(1, 1, 15) < day < date(9999, 12, 15):
        last, previous, following = (periods.weekday(number, day, n) for n in (0, -1, 1))
        assert {d.isoweekday() for d in (last, previous, following)} == {number}
        assert (
            0 <= (day - last).days < 7 and 0 < (day - previous).days <= 7 and 0 < (following - day).days <= 7
        )
