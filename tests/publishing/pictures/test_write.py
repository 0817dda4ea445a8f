"""Charts become files that need nothing beside them."""

import io
import re
from datetime import date
from html.parser import HTMLParser

import altair as alt
import pytest

from temoin.messages import catalogue
from temoin.publishing import pictures
from temoin.publishing.pictures import theme

CHART = (
    alt.Chart(alt.InlineData([{"day": "2024-02-01", "n": 12345.5}, {"day": "2024-03-01", "n": 20000}]))
    .mark_line()
    .encode(x="day:T", y="n:Q")
)


@pytest.mark.parametrize(
    ("suffix", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE")]
)
def test_a_suffix_tells_the_format(tmp_path, suffix, begins):
    pictures.write(CHART, tmp_path / f"chart.{suffix.upper()}")
    assert (tmp_path / f"chart.{suffix.upper()}").read_bytes().lstrip().startswith(begins)
    stream = io.BytesIO()
    pictures.write(CHART, stream, suffix)
    assert stream.getvalue().lstrip().startswith(begins)


def test_a_page_asks_nothing_of_the_network():
    stream = io.BytesIO()
    pictures.write(CHART, stream, "html")
    page = stream.getvalue().decode()
    asked = Asked()
    asked.feed(page)
    assert asked.scripts and not asked.addresses
    assert not re.search(r"\bimport\s*\(?\s*[\"']https?:", page)


def test_a_page_offers_no_way_to_send_its_data_away():
    stream = io.BytesIO()
    pictures.write(CHART, stream, "html")
    assert re.search(r'"editor":\s*false', stream.getvalue().decode())


class Asked(HTMLParser):
    """What a page asks for, apart from itself."""

    def __init__(self):
        super().__init__()
        self.addresses, self.scripts = [], 0

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self.addresses += [value for name, value in attrs if name in ("src", "href")]


def test_numbers_and_dates_are_in_the_language():
    french, english = pictures.svg(CHART, "fr"), pictures.svg(CHART, "en")
    assert "15 000" in french.replace("\u00a0", " ").replace("\u202f", " ") and "févr" in french
    assert "15,000" in english and "févr" not in english


def test_a_suffix_that_is_no_picture_leaves_no_file(tmp_path):
    with pytest.raises(pictures.UnknownFormat, match=r"\.svg, \.png, \.html"):
        pictures.write(CHART, tmp_path / "chart.pdf")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OSError):
        pictures.write(CHART, tmp_path / "nowhere" / "chart.svg")


def test_dates_and_numbers_as_sentences_have_them():
    assert theme.day(date(2024, 3, 1), "fr") == "1er mars 2024"
    assert theme.day(date(2024, 3, 1), "en") == "1 March 2024"
    assert theme.period(date(2024, 3, 1), date(2024, 3, 1), "fr") == "le 1er mars 2024"
    assert theme.period(None, date(2024, 3, 2), "en") == "until 2 March 2024"
    assert theme.period(None, None, "en") == ""
    assert theme.number(1234.56, "en", 1) == "1,234.6"


def test_both_languages_say_the_same():
    def keys(entry, path=()):
        if isinstance(entry, dict):
            return {key for name, part in entry.items() for key in keys(part, (*path, name))}
        return {path}

    assert keys(catalogue("fr")["pictures"]) == keys(catalogue("en")["pictures"])
