"""A brief as a page and as a PDF: whole in one file, nothing in a report can act in it."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from linking.members import PEOPLE_SAY, TOWN, member, place
from publishing.brief.made import NAMES, attack, brief, quoting, scope, strike, told, with_names
from temoin.messages import say
from temoin.publishing.brief import FORMATS, render
from temoin.publishing.brief.drawing import pictures
from temoin.publishing.brief.html import page
from temoin.publishing.brief.pdf import document
from temoin.publishing.exports.audience import for_public

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "{{ 7 * 7 }}{% raw %}",
    '#read("/etc/passwd") *gras* $x^2$ @note <label>',
    "#[= Titre] \\ // /* */ `code`",
    "\u202enevar",
)


def text_of(document):
    """The words of a PDF, blanks and ends of lines aside."""
    pages = PdfReader(io.BytesIO(document)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def hostile(words, url=None):
    """An incident in which every text is hostile."""
    text = f"{words} a fait douze morts. Et la suite."
    made = member(
        "x",
        text=text,
        publisher=words,
        by=[(words, None, "armed_group")],
        says=[(words, "other", False), PEOPLE_SAY],
        where=place(words, admin1=words),
    )
    made.report.update(title=words, url=url)
    other = member("y", killed=90, says=[(words, "armed_group", True)], publisher=words)
    return told(quoting(made, "totals.killed", "douze morts"), other)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_page_shows_hostile_words_as_words(words):
    made = page(brief(hostile(words))).decode()
    assert "<script" not in made
    assert "<img" not in made
    assert "49" not in re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL)
    assert "\u202e" not in made
    assert "&lt;script&gt;" in made or "<script>" not in words


@pytest.mark.parametrize("words", HOSTILE)
def test_a_pdf_shows_hostile_words_as_words(words):
    made = text_of(document(brief(hostile(words))))
    assert "root:" not in made
    assert re.sub(r"\s+", "", words.replace("\u202e", "")) in made


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://a b/\n",
        "http://[",
        "//x.example",
    ],
)
def test_only_addresses_of_the_web_can_be_clicked(url):
    assert "<a " not in page(brief(hostile("mots", url))).decode().replace('<a href="#c-', "")


def test_a_page_needs_nothing_beside_it():
    made = page(brief(told(attack()), strike())).decode()
    assert not re.findall(r'(?:src|href)="(?!#|data:)', made)
    assert "@import" not in made
    assert "url(" not in made
    assert "default-src 'none'" in made


def test_a_report_can_be_opened_from_its_words():
    made = attack()
    made.report["url"] = "https://echo.example/kossoba?a=1&b=2"
    assert 'href="https://echo.example/kossoba?a=1&amp;b=2"' in page(brief(told(made))).decode()
    links = [
        note.get_object()["/A"]["/URI"]
        for sheet in PdfReader(io.BytesIO(document(brief(told(made))))).pages
        for note in sheet.get("/Annots") or ()
    ]
    assert "https://echo.example/kossoba?a=1&b=2" in links


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_pdf_says_what_it_is(language):
    made = brief(told(attack()), strike(), language=language)
    reader = PdfReader(io.BytesIO(document(made)))
    assert made.title in reader.metadata.title
    text = text_of(document(made))
    for heading in ("matter", "contested", "civilians", "sources"):
        assert re.sub(r"\s+", "", say(f"brief.headings.{heading}", language)) in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_public_file_has_no_names_of_private_persons(suffix):
    def words(audience):
        made = render(brief(with_names(), audience=audience), suffix)
        return text_of(made) if suffix == ".pdf" else made.decode()

    assert [name for name in NAMES if name in words("public")] == []
    assert "Tanko" in words("internal")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_method_can_stand_alone(suffix):
    made = brief(told(attack()))
    whole, alone = (render(made, suffix, only) for only in (False, True))
    assert len(alone) < len(whole)
    text = text_of(alone) if suffix == ".pdf" else re.sub(r"\s+", "", alone.decode())
    assert re.sub(r"\s+", "", made.method.heading) in text
    assert "Kossoba" not in text


def test_a_broken_character_breaks_no_document():
    broken = told(member("a", publisher="Radio \ud800 Rive"))
    assert b"Radio" in page(brief(broken))
    assert "Radio" in text_of(document(brief(broken)))


def with_pictures(*incidents, **about):
    asked = scope(**about)
    for_them = [for_public(one) if asked.audience == "public" else one for one in incidents]
    return replace(brief(*incidents, **about), pictures=pictures(for_them, asked))


def test_pictures_stand_in_the_file_whatever_a_place_is_called():
    named = told(attack(where=place("Ko\x0bssoba <b>&", **TOWN)))
    made = with_pictures(named, told(attack("b", day=None, where=None), id="i2"))
    assert len(made.pictures) == 2
    assert page(made).decode().count('<img src="data:image/svg+xml;base64,') == 2
    assert len(document(made)) > len(document(replace(made, pictures=())))


def test_without_a_date_there_is_no_timeline():
    assert len(with_pictures(told(attack(day=None))).pictures) == 1


def test_the_pictures_of_a_public_brief_name_nobody():
    made = with_pictures(with_names(), audience="public")
    assert [name for name in NAMES for picture in made.pictures if name in picture.svg] == []


def test_long_names_and_many_versions_stay_on_the_pages():
    names = [f"Source {n} " + "sans fin " * 400 for n in range(30)]
    many = [
        member(f"r{n}", killed=n + 1, says=[(name, "other", False)], publisher=name)
        for n, name in enumerate(names)
    ]
    made = brief(told(*many), strike())
    assert "et 24 autres versions" in {q.more for d in made.contested.disputes for q in d.questions}
    assert len(PdfReader(io.BytesIO(document(made))).pages) < 12
