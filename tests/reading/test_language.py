import subprocess
import sys

import pytest

from temoin import ReadError, Report
from temoin.reading import language_of

TOLD = [
    ("Des hommes armés ont attaqué le village dans la nuit, selon des habitants.", "fr"),
    ("Gunmen attacked the village at night, residents said on Sunday.", "en"),
    ("Burkina Faso : un bus saute sur une mine", "fr"),
    ("Clashes reported near Goma airport", "en"),
    ("RDC : 12 tués à Béni", "fr"),
    (
        "« We have no comment », a dit le porte-parole de la mission, qui parlait depuis la base du nord.",
        "fr",
    ),
]


@pytest.mark.parametrize(("text", "language"), TOLD)
def test_french_and_english_are_told_apart(text: str, language: str) -> None:
    assert language_of(Report(text=text)) == language


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hombres armados mataron el jueves a tres campesinos en una vereda cercana al río.", "Spanish"),
        ("Bewaffnete haben am Freitag im Norden der Provinz drei Dörfer angegriffen.", "German"),
        ("Nèg ak zam boule kay moun nan katye a epi yo touye de jèn gason.", "Haitian Creole"),
        ("قتل ثلاثة مدنيين في قصف على السوق صباح اليوم", "Arabic"),
        ("Трое мирных жителей погибли при обстреле рынка сегодня утром", "Russian"),
        ("Watu watatu waliuawa katika shambulio la sokoni asubuhi ya leo, polisi walisema.", "Swahili"),
    ],
)
def test_a_third_language_is_refused_by_name(text: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(ReadError) as refusal:
        language_of(Report(text=text))
    assert name in refusal.value.failure.what
    assert "English and French" in refusal.value.failure.what


@pytest.mark.parametrize(("said", "code"), [("fr", "fr"), ("FR", "fr"), ("en-GB", "en"), ("fr_CA", "fr")])
def test_the_language_a_report_says_it_is_in_is_believed(said: str, code: str) -> None:
    assert language_of(Report(text="12 345", language=said)) == code


@pytest.mark.parametrize("said", ["es", "tlh", "?"])
def test_any_other_is_refused(said: str) -> None:
    with pytest.raises(ReadError):
        language_of(Report(text="Les habitants ont fui.", language=said))


def test_ordinary_prose_needs_no_model() -> None:
    program = (
        "import sys; from temoin import Report; from temoin.reading import language_of;"
        "language_of(Report(text='Les habitants de la ville ont fui vers le nord avec leurs troupeaux.'));"
        "sys.exit('py3langid' in sys.modules or 'spacy' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
