"""The command line of the registry of parties, as its users run it."""

import json
import os
import subprocess
import sys

import pytest


def parties(*args, lang="en_US.UTF-8"):
    env = {**os.environ, "LC_ALL": lang, "COLUMNS": "100"}
    command = [sys.executable, "-m", "temoin", "parties", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env)


def test_find_prints_a_table():
    run = parties("find", "GSIM", "--country", "ml", "--date", "2024-12-28")
    assert run.returncode == 0
    assert "jnim" in run.stdout and "armed group" in run.stdout


def test_find_as_json():
    run = parties("find", "armée malienne", "--format", "json")
    [first, *_] = json.loads(run.stdout)
    assert (first["id"], first["kind"], first["countries"]) == ("ml-army", "state_forces", ["ML"])
    assert "FAMa" in first["aliases"]


@pytest.mark.parametrize(("lang", "words"), [("fr_FR.UTF-8", "Relève de"), ("en_US.UTF-8", "Belongs to")])
def test_show_tells_affiliation_upwards_and_parts_below(lang, words):
    run = parties("show", "jnim", lang=lang)
    assert run.returncode == 0
    assert words in run.stdout and "al-qaeda" in run.stdout and "macina" in run.stdout


def test_show_of_an_unknown_id_suggests_others():
    run = parties("show", "ml-armee", lang="fr_FR.UTF-8")
    assert run.returncode == 1
    assert "ml-army" in run.stderr and "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "args", [("find", "x", "--country", "Mali"), ("find", "x", "--date", "hier")], ids=["country", "date"]
)
def test_bad_options_are_refused(args):
    run = parties(*args)
    assert run.returncode == 2 and "Traceback" not in run.stderr


def test_nothing_found():
    run = parties("find", "qqqqzzzz")
    assert run.returncode == 1 and "qqqqzzzz" in run.stderr


def test_check():
    run = parties("check")
    assert run.returncode == 0, run.stdout
