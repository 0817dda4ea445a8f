"""What near repeats and reprisals say to people, in both languages, and to programs."""

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from analysis.made import occurrence
from temoin.analysis.nearby import nearby
from temoin.messages import lookup
from temoin.publishing import pictures
from temoin.publishing.findings import nearby as words
from temoin.publishing.findings.nearby_picture import picture

NO_BREAK = str.maketrans("\u202f\u00a0", "  ")


def incidents(n=150, brought=25, seed=1):
    """Incidents of two types, some of which bring another; attacks of two sides that fight each other."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        day, lat, lon = int(rng.integers(0, 700)), rng.uniform(12, 15), rng.uniform(-2, 1)
        told = {"lat": lat, "lon": lon, "precision": "exact"}
        rows.append(occurrence(f"a{i}", day, **told))
        if i < brought:
            rows.append(occurrence(f"b{i}", day + 3, **{**told, "lat": lat + 0.01}))
    for i in range(30):
        for side, later in (("JNIM", 0), ("Government of Mali", 10)):
            about = {"side_a": side, "side_b": "Civilians", "attacker": side, "violence": "one-sided"}
            place = {"lat": 20 + rng.normal(0, 0.1), "lon": rng.normal(0, 0.1), "precision": "exact"}
            rows.append(occurrence(f"{side}{i}", 45 * i + later, **about, **place))
    return rows


@pytest.fixture(scope="module")
def finding():
    left_out = [
        occurrence("vague", 3, last=9),
        occurrence("far", 5, precision="admin1"),
        occurrence("near", 6),
    ]
    return nearby([*incidents(), *left_out], permutations=99)


@pytest.fixture(scope="module")
def little():
    return nearby([occurrence("a"), occurrence("b", 4)], permutations=9)


def printed(finding, monkeypatch, language="en", width=80):
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    stream = io.StringIO()
    words.print_nearby(finding, Console(file=stream, width=width))
    return stream.getvalue().translate(NO_BREAK)


def test_the_first_sentence_says_how_much_likelier_from_how_many(finding):
    first = words.sentences(finding, "en")[0]
    nearest = finding.tests[0].nearest
    assert first.startswith("After an incident, another one within 5 km and 7 days is ")
    assert "times as likely as chance" in first
    assert f"{nearest.observed} pairs" in first and "95 % interval" in first and "p = 0.01" in first
    french = words.sentences(finding, "fr")[0]
    assert "à moins de 5 km et dans les 7 jours" in french and "p = 0,010" in french


def test_what_may_be_chance_is_not_said_to_be_likelier(finding):
    test = finding.tests[0]
    unsure = replace(test.bands[1], p=0.2)
    bands = (test.bands[0], unsure, *test.bands[2:])
    weak = replace(finding, tests=(replace(test, bands=bands), *finding.tests[1:]))
    assert "is not surely likelier than chance" in words.sentences(weak, "en")[0]
    below = replace(unsure, p=0.04, interval=(0.9, 2.0))
    assert not words.is_sure(below)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_is_printed_in_the_width_of_a_terminal(finding, monkeypatch, language):
    shown = printed(finding, monkeypatch, language)
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "…" not in shown and "{" not in shown
    assert lookup("nearby.groups.one-sided", language) in shown
    assert "JNIM" in shown and "8–14" in shown


def test_what_is_left_out_is_told_with_the_reason(finding):
    notes = "\n".join(words.notes(finding, "en"))
    assert "day not known: 1." in notes
    assert "place not known well enough for 5 km: 2; of these 1 are known to some 25 km" in notes
    assert "--km from 50 on" in notes
    assert "UCDP says who began of one-sided violence only" in notes
    assert "within windows of about 365 days" in notes


def test_what_chance_means_is_said_for_the_whole_period_and_short_data():
    rows = incidents(40, 0)
    whole = "\n".join(words.notes(nearby(rows, window=None, permutations=9), "en"))
    assert "over the whole period" in whole and "--window 365" in whole
    short = [row for row in rows if row.start.year == 2023]
    notes = "\n".join(words.notes(nearby(short, permutations=9), "en"))
    assert "shorter than two windows" in notes


@pytest.mark.parametrize("language", ["en", "fr"])
def test_too_little_data_is_said(little, monkeypatch, language):
    shown = printed(little, monkeypatch, language)
    few = {
        "en": "Too little data for near repeats: 0",
        "fr": "Trop peu de données pour les répétitions proches",
    }
    assert few[language] in shown
    assert lookup("nearby.reprisals.none", language)[:30] in shown


def test_sides_and_areas_of_reprisals_are_named(finding, monkeypatch):
    shown = printed(finding, monkeypatch, width=120)
    assert "JNIM → Government of Mali" in shown
    assert "Mopti, ML" in shown
    assert "After an attack of one side, an attack of the other is not surely likelier" in shown


def test_reprisals_are_told_in_percent_of_attacks(finding):
    pooled = finding.reprisals.found[0]
    sure = replace(pooled, attacks=50, observed=20, expected=10.0, ratio=2.0, interval=(1.5, 2.6), p=0.002)
    [said] = words.reprisal_sentences(replace(finding.reprisals, found=(sure,)), "en")
    assert said.startswith(
        "After an attack of one side, the other attacks in 40 % of cases, where chance would"
    )
    assert "give 20 %: 2.00 times as likely (n = 50 attacks; 95 % interval 1.50 to 2.60; p = 0.002)" in said


def test_rows_have_all_columns_and_null_for_what_is_not_told(finding):
    rows = list(words.rows(finding))
    assert {tuple(row) for row in rows} == {words.COLUMNS}
    bands = [row for row in rows if row["finding"] == "near_repeat" and row["group"] == "all"]
    assert [(row["km_to"], row["days_to"]) for row in bands[:3]] == [(5, 0), (5, 7), (5, 14)]
    assert len(bands) == 20
    assert any(row["ratio"] is None and row["p"] is None for row in rows)
    assert {row["finding"] for row in rows} == {"near_repeat", "reprisal"}


def test_json_has_all_of_it(finding):
    found = words.as_json(finding)
    assert found["left_out"] == {"violence": 0, "date": 1, "point": 0, "precision": 2}
    assert found["near_repeats"][0]["group"] == "all"
    assert len(found["near_repeats"][0]["bands"]) == 20
    assert found["reprisals"]["found"][0]["first"] in ("", "JNIM", "Government of Mali")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_picture_shows_ratios_groups_and_pairs(finding, language):
    drawn = pictures.svg(picture(finding, language), language).translate(NO_BREAK)
    assert lookup("nearby.same_day.full", language) in drawn
    assert "0–5 km" in drawn and "JNIM → Government of Mali" in drawn
    assert lookup("nearby.picture.ratio", language) in drawn


def test_a_picture_of_too_little_data_says_so(little):
    assert "Too little data" in pictures.svg(picture(little, "en"), "en")
