"""When did it happen? A report whose words that tell of the event are in [brackets], and its date (EDTF)."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temoin.coding.document import Document, read
from temoin.coding.draft import Draft, Trigger
from temoin.coding.when import date_of
from temoin.languages import load
from temoin.model import Date, Report, Status


def marked(
    text: str, language: str, published: str | None, status: Status, background: bool
) -> tuple[Document, Draft]:
    """The report without its brackets, and the event that the bracketed words tell of."""
    plain = re.sub(r"[\[\]]", "", text)
    document = read(Report(plain, published=published), load(language))
    draft = Draft("Attack", [], [], status, background)
    for number, match in enumerate(re.finditer(r"\[([^\]]*)\]", text)):
        start = match.start() - 2 * number
        index = next(s.index for s in document.sentences if s.start <= start < s.end)
        draft.triggers.append(Trigger(index, start, start + len(match.group(1)), "Attack"))
        draft.sentences = sorted({*draft.sentences, index})
    return document, draft


def when(
    text: str,
    language: str = "fr",
    published: str | None = "2024-12-28",
    status: Status = "reported",
    background: bool = False,
) -> Date | None:
    return date_of(*marked(text, language, published, status, background))


def edtf(*args: object, **settings: object) -> str | None:
    date = when(*args, **settings)  # type: ignore[arg-type]
    return date.edtf if date else None


# published on Saturday 28 December 2024
FRENCH = [
    ("Trois bergers ont été [tués] jeudi près de Bamoussi.", "2024-12-26"),
    ("Jeudi, trois bergers ont été [tués] près de Bamoussi.", "2024-12-26"),
    # when it was said is not when it happened
    ("Trois bergers ont été [tués] près de Bamoussi, a annoncé vendredi la préfecture.", None),
    ("Trois bergers ont été [tués] près de Bamoussi, a indiqué, vendredi, la préfecture.", None),
    ("La préfecture a annoncé vendredi que trois bergers ont été [tués] près de Bamoussi.", None),
    ("Vendredi, la préfecture a annoncé la mort de trois bergers [tués] près de Bamoussi.", None),
    ("Trois bergers ont été [tués] près de Bamoussi, a-t-on appris jeudi de source locale.", None),
    ("Dans un communiqué publié jeudi, l'armée reconnaît que trois bergers ont été [tués].", None),
    ("Trois bergers ont été [tués] mardi près de Bamoussi, a annoncé vendredi la préfecture.", "2024-12-24"),
    ("La préfecture a annoncé vendredi que trois bergers ont été [tués] mardi.", "2024-12-24"),
    ("Le préfet, [arrêté] avec deux gardes ce mardi 24 décembre 2024 a annoncé son départ.", "2024-12-24"),
    (
        "Six bergers ont été [tués]. Le préfet est venu vendredi. Les faits se sont produits mardi.",
        "2024-12-24",
    ),
    ("Deux ponts ont été [détruits] cette semaine. Le second a [sauté] mardi.", "2024-12-24"),
    ("Trois bergers ont été [tués] à l'aube, mardi, a indiqué ce vendredi la préfecture.", "2024-12-24"),
    ("La préfecture a déclaré que mardi trois bergers ont été [tués] près de Bamoussi.", "2024-12-24"),
    # what is recalled is not what is told
    ("Trois bergers ont été [tués] jeudi dans cette zone en proie aux violences depuis 2012.", "2024-12-26"),
    ("Depuis 2012, la zone souffre. Trois bergers y ont été [tués] jeudi.", "2024-12-26"),
    ("Trois bergers ont été [tués] à Bamoussi, ville fondée par les colons avant la guerre, en 1910.", None),
    # the day may have been said before, or a little after
    ("Mardi, des hommes sont venus à Bamoussi. Ils ont [tué] trois bergers.", "2024-12-24"),
    ("Des hommes ont [tué] trois bergers. La tuerie a eu lieu mardi vers midi.", "2024-12-24"),
    ("Mardi, une bombe a explosé à Tindou. Le lendemain, trois bergers ont été [tués].", "2024-12-25"),
    # the day within what was said more broadly
    ("En novembre, trois bergers ont été [tués]. La [tuerie] du 12 novembre a ému le pays.", "2024-11-12"),
    # the date of the report is not that of the event
    ("BAMOUSSI, 28 déc. (Agence) - Trois bergers ont été [tués] près de la ville.", None),
    ("BAMOUSSI, 28 déc. (Agence) - Trois bergers ont été [tués] mardi près de la ville.", "2024-12-24"),
    # several days
    ("Du 9 au 16 décembre, dix bergers ont été [tués] autour de Bamoussi.", "2024-12-09/2024-12-16"),
    ("Dans la nuit de jeudi à vendredi, dix bergers ont été [tués].", "2024-12-26/2024-12-27"),
    # nothing said, nothing made up
    ("Trois bergers ont été [tués] près de Bamoussi.", None),
    ("Ces derniers jours, trois bergers ont été [tués] près de Bamoussi.", None),
    ("Trois bergers de 14 ans ont été [tués] par le 5e régiment en trois jours.", None),
]

# published on Thursday 7 May 2020
ENGLISH = [
    ("Gunmen [killed] three herders in Kudaru on Tuesday.", "2020-05-05"),
    ("On Tuesday, gunmen [killed] three herders in Kudaru.", "2020-05-05"),
    ("Gunmen [killed] three herders in Kudaru, police said on Wednesday.", None),
    ("Police said Wednesday that gunmen had [killed] three herders in Kudaru.", None),
    ("In a statement on Wednesday, police confirmed that gunmen [killed] three herders.", None),
    (
        "Gunmen [killed] three herders in Kudaru on Tuesday, police said in a statement on Wednesday.",
        "2020-05-05",
    ),
    ("Gunmen [attacked] the village on Tuesday evening, said residents.", "2020-05-05"),
    ("The governor told reporters that on Monday gunmen [killed] three herders.", "2020-05-04"),
    ("Three herders were [killed] in Kudaru, where a war has raged since 2009.", None),
    ("Kudaru woke to smoke on Monday. Its market had been [burnt].", "2020-05-04"),
    ("Three herders were [killed] in early March in Kudaru.", "2020-03-01/2020-03-10"),
    ("Three herders were [killed] in Kudaru.", None),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: str | None) -> None:
    assert edtf(text) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str | None) -> None:
    assert edtf(text, "en", "2020-05-07") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le syndicat a appelé vendredi à une [marche] pour lundi.", "2024-12-30"),
        ("Une [marche] est prévue le 3 janvier à Tindou.", "2025-01-03"),
        ("Une [marche] contre les combats du week-end dernier est prévue à Tindou.", None),
    ],
)
def test_planned(text: str, expected: str | None) -> None:
    assert edtf(text, status="planned") == expected


def test_background_is_dated_by_what_is_long_past() -> None:
    text = "Le village, [attaqué] une première fois en mars 2019 par des inconnus, a brûlé jeudi."
    assert edtf(text, background=True) == "2019-03"


def test_year_unknown() -> None:
    date = when("Trois bergers ont été [tués] le 26 décembre.", published=None)
    assert date
    assert (date.start, date.end, date.edtf, date.precision) == (None, None, "XXXX-12-26", "unknown_year")


@pytest.mark.parametrize("type, expected", [("Arrests", "2024-12-26"), ("Attack", "2024-12-26/2024-12-28")])
def test_who_is_held_since_a_day_was_arrested_that_day(type: str, expected: str) -> None:
    text = "Le chef du village est [détenu] depuis le jeudi 26 décembre."
    document, draft = marked(text, "fr", "2024-12-28", "reported", False)
    date = date_of(document, replace(draft, type=type))
    assert date and date.edtf == expected


def test_precision_and_words() -> None:
    date = when("Trois bergers ont été [tués] la semaine dernière.")
    assert date
    assert (date.start, date.end, date.precision) == ("2024-12-16", "2024-12-22", "week")
    assert date.span.text == "la semaine dernière"


def test_date_of_another_event_of_the_sentence() -> None:
    document, draft = marked(
        "Les élèves enlevés mercredi ont été [libérés].", "fr", "2024-12-28", "reported", False
    )
    assert date_of(document, draft) is None


WORDS = ["jeudi", "tués", "a", "annoncé", ".", ",", "le", "3", "mai", "hier"]


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text(text: str) -> None:
    document = read(Report(text, published="2024-12-28"), load("fr"))
    told = [s.index for s in document.sentences]
    triggers = [Trigger(s.index, s.start, s.end, "Attack") for s in document.sentences]
    date = date_of(document, Draft("Attack", triggers, told))
    assert date is None or date.span.text == text[date.span.start : date.span.end]
