"""Any text may come: the coder never crashes, never invents words, never changes its mind."""

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks import assert_sound
from reports import written
from temoin.coding.coder import code
from temoin.languages import CODES
from temoin.model import Report

SENTENCE_END = re.compile(r"(?<=[.!?…]) +|\n+")
LANGUAGES = st.sampled_from(CODES)
PUBLISHED = st.sampled_from([None, "2024", "2024-02", "2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"])
# what real files carry along: controls, marks of writing direction, odd blanks, combining accents, emoji
ODDITIES = (
    "\x00\x07\x1b\u200b\u200e\u200f\u202b\u202e\u2066\ufeff\u00a0\u202f\u2028\u0301\u00ad\U0001f525\r\t\n"
)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sentences():
    return sorted({s for w in written() for s in SENTENCE_END.split(w.report.full_text) if s})


def coded_soundly(text, language, published=None, title=None):
    report = Report(text=text, title=title, published=published)
    coded = code(report, language)
    assert_sound(coded)
    assert coded == code(report, language)
    return coded


@slow
@given(st.text(), LANGUAGES, PUBLISHED, st.none() | st.text(max_size=30))
def test_arbitrary_text(text, language, published, title):
    coded_soundly(text, language, published, title)


@slow
@given(st.lists(st.sampled_from(sentences()), max_size=8), LANGUAGES, PUBLISHED)
def test_sentences_of_reports_in_any_order_and_language(chosen, language, published):
    coded_soundly(" ".join(chosen), language, published)


@slow
@given(st.sampled_from(written()), st.data())
def test_odd_characters_anywhere(report, data):
    text = report.report.text
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(ODDITIES)) + text[at:]
    coded_soundly(text, report.language, report.report.published)


@slow
@given(st.sampled_from(written()), st.data())
def test_a_report_cut_anywhere(report, data):
    text = report.report.text
    start = data.draw(st.integers(0, len(text)))
    coded_soundly(
        text[start : data.draw(st.integers(start, len(text)))], report.language, report.report.published
    )


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("mark", ["\u200f", "\u202e", "\u200b"])
def test_marks_between_all_words(language, mark):
    report = next(w for w in written() if w.language == language and not w.quiet)
    coded_soundly(report.report.text.replace(" ", f"{mark} {mark}"), language, report.report.published)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    "line",
    [
        "a" * 100_000,
        "1" * 100_000,
        "12 " * 30_000,
        "de la " * 20_000,
        "((((" * 20_000,
        ". " * 50_000,
        "lundi mardi Monday May 12 2024 " * 3_000,
    ],
    ids=lambda line: line[:12],
)
def test_one_long_line(language, line):
    coded_soundly(line, language, "2024-05-06")


@pytest.mark.parametrize("language", CODES)
def test_all_reports_in_one_line(language):
    chosen = [s for w in written() if w.language == language for s in SENTENCE_END.split(w.report.full_text)]
    random.Random(7).shuffle(chosen)
    coded_soundly(", ".join(chosen).replace(".", ","), language, "2024-05-06")
