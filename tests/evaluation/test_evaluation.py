"""The measures, on cases worked out by hand."""

import copy
import io
import json

import pytest
from rich.console import Console

from temoin.earth import distance
from temoin.evaluation import Score, equal, evaluate, items, pair_up, render, score
from temoin.evaluation.values import same_name, same_place

QUOTE = "Le pont de Zéda a sauté jeudi, tuant deux chauffeurs."
TEXT = f"{QUOTE} La suite parle d'autre chose."
GOLD_EVENT = {
    "key": "e1",
    "type": "Remote explosive/landmine/IED",
    "alt_types": ["Attack"],
    "status": "reported",
    "main": True,
    "evidence": [QUOTE],
    "date": {"start": "2031-05-08", "end": "2031-05-08"},
    "place": {"name": "Zéda", "country": "BF", "lat": 12.0, "lon": -1.0},
    "initiator": [{"kind": "armed_group", "names": ["Front du Mayo", "FDM"]}],
    "target": [{"kind": "civilians", "names": ["chauffeurs"]}],
    "killed": {"low": 2, "high": 2},
    "injured": None,
    "abducted": None,
    "civilians_killed": {"low": 2, "high": 2},
    "according_to": ["préfet de Zéda|Awa Sorgho", "habitants"],
}
CODED_EVENT = {
    "id": "r1#1",
    "type": "Remote explosive/landmine/IED",
    "status": "reported",
    "background": False,
    "date": {"start": "2031-05-08", "end": "2031-05-08"},
    "place": {
        "name": "Zéda",
        "text": "pont de Zéda",
        "aliases": [],
        "country": "BF",
        "lat": None,
        "lon": None,
    },
    "actors": [
        {"role": "initiator", "name": "Front du Mayo", "text": "Front", "aliases": [], "kind": "armed_group"},
        {
            "role": "target",
            "name": "deux chauffeurs",
            "text": "deux chauffeurs",
            "aliases": [],
            "kind": "civilians",
        },
        {"role": "bystander", "name": "élèves", "text": "élèves", "aliases": [], "kind": "civilians"},
    ],
    "totals": {
        "killed": {"low": 2, "best": 2, "high": 2},
        "injured": None,
        "civilians_killed": {"low": 2, "high": 2},
    },
    "according_to": [
        {"name": "Awa Sorgho", "text": "Awa Sorgho", "aliases": []},
        {"name": "habitants", "text": "des habitants", "aliases": []},
    ],
    "evidence": [{"start": 0, "end": len(QUOTE), "text": QUOTE}],
}
# type, date, place, initiator, target, two sources, killed, civilians killed
VALUES = 9


def gold(*events, id="r1", **more):
    return {"id": id, "events": [copy.deepcopy(GOLD_EVENT) | event for event in events], **more}


def coded(*events, id="r1", language="fr"):
    report = {"id": id, "language": language, "text": TEXT}
    return {"report": report, "events": [copy.deepcopy(CODED_EVENT) | event for event in events]}


def test_a_perfect_coding_finds_everything():
    result = score([gold({})], [coded({})])
    assert result.record == Score(VALUES, VALUES, VALUES)
    assert result.events == Score(1, 1, 1)
    assert result.record.f1 == result.verbatim == 1.0
    assert result.slots["according_to"] == Score(2, 2, 2)


@pytest.mark.parametrize(
    ("change", "slot", "expected"),
    [
        ({"type": "Attack"}, "type", Score(1, 1, 1)),  # one of alt_types
        ({"type": "Grenade"}, "type", Score(0, 1, 1)),  # the same group, so still the same event
        ({"status": "denied"}, "status", Score(0, 1, 0)),
        ({"date": {"start": "2031-05-08", "end": "2031-05-09"}}, "date", Score(0, 1, 1)),
        ({"date": None}, "date", Score(0, 0, 1)),
        ({"date": {"start": None, "end": None}}, "date", Score(0, 0, 1)),
        ({"place": None}, "place", Score(0, 0, 1)),
        ({"actors": []}, "initiator", Score(0, 0, 1)),
        ({"totals": {"killed": {"low": 2, "high": None}}}, "killed", Score(0, 1, 1)),
        ({"totals": {"injured": {"low": 1, "high": 1}}}, "injured", Score(0, 1, 0)),
        ({"according_to": []}, "according_to", Score(0, 0, 2)),
    ],
)
def test_a_wrong_value_costs_its_slot(change, slot, expected):
    assert score([gold({})], [coded(change)]).slots[slot] == expected


def test_a_gold_value_is_found_once():
    twice = {"according_to": [CODED_EVENT["according_to"][1]] * 2}
    assert score([gold({})], [coded(twice)]).slots["according_to"] == Score(1, 2, 2)


def test_a_missed_event_and_an_invented_one_cost_all_their_values():
    assert score([gold({})], [coded()]).record == Score(0, 0, VALUES)
    invented = score([gold()], [coded({})])
    assert invented.record == Score(0, VALUES, 0)
    assert invented.events == Score(0, 1, 0)
    assert (invented.quiet, invented.false_alarms) == (1, 1)


def test_background_counts_neither_way():
    background = score([gold({"main": False})], [coded({})])
    assert background.record == background.events == Score(0, 0, 0)
    alarm = score([gold()], [coded({"background": True})])
    assert (alarm.events, alarm.quiet, alarm.false_alarms) == (Score(0, 0, 0), 1, 0)
    assert score([gold({})], [coded({"background": True})]).events == Score(0, 0, 1)


def test_a_report_that_was_not_coded_is_missed():
    result = score([gold({}), gold(id="r2")], [coded({}, id="r3")])
    assert (result.reports, result.uncoded, result.quiet, result.false_alarms) == (2, 2, 1, 0)
    assert result.events == Score(0, 0, 1)


def test_evidence_must_stand_in_the_report():
    shifted = {"evidence": [{"start": 3, "end": 3 + len(QUOTE), "text": QUOTE}]}
    assert score([gold({})], [coded({}, shifted)]).verbatim == 0.5
    assert score([gold({})], [coded()]).verbatim is None


def test_languages_are_measured_apart():
    golds = [gold({}), gold({}, id="r2"), gold(id="r3", language="en")]
    result = score(golds, [coded({}), coded(id="r2", language="en")])
    assert {code: part.events for code, part in result.languages.items()} == {
        "en": Score(0, 0, 1),
        "fr": Score(1, 1, 1),
    }
    assert result.languages["en"].reports == 2


@pytest.mark.parametrize(
    ("gold_change", "change", "same"),
    [
        ({}, {}, True),
        # no shared words of the report: group, date and place must all be equal
        ({}, {"evidence": []}, True),
        ({}, {"evidence": [], "date": None}, False),
        ({}, {"evidence": [], "type": "Arrests"}, False),
        # shared words: one of the three will do
        ({}, {"type": "Arrests", "place": None}, True),
        ({"date": None, "place": None}, {"type": "Arrests"}, False),
        ({"evidence": ["Le pont de Zéda a sauté"]}, {"place": None, "date": None}, True),
    ],
)
def test_which_events_are_one(gold_change, change, same):
    assert bool(pair_up(gold(gold_change)["events"], coded(change)["events"])) is same


def test_the_closest_events_are_paired_first():
    golds = gold({"date": None}, {})["events"]
    events = coded({}, {"date": None, "evidence": [{"start": 0, "end": 7, "text": "Le pont"}]})["events"]
    assert sorted(pair_up(golds, events)) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Front du Mayo", "front de Mayo", True),  # case and small words
        ("Zéda", "Zeda", True),  # accents
        ("village de Zéda", "Zéda", True),  # what kind of place
        ("Awa Sorgho", "colonel Awa Sorgho", True),  # two words inside
        ("Sorgho", "Awa Sorgho", False),  # one word is not enough
        ("gouvernement provisoire du Nord", "gouvernement provisoire du Sud", False),  # 2 of 4 words
        ("front uni de libération nationale", "front de libération nationale", True),
        ("terroristes", "terroristes", True),  # nothing else is left
        ("", "", False),
    ],
)
def test_names(one, other, same):
    assert same_name(one, other) is same_name(other, one) is same


@pytest.mark.parametrize(
    ("place", "same"),
    [
        ({"name": "Ailleurs", "lat": 12.1, "lon": -1.0}, True),  # 11 km away
        ({"name": "Ailleurs", "lat": 12.5, "lon": -1.0}, False),  # 56 km away
        ({"name": "Zéda", "lat": 14.0, "lon": -1.0}, True),
        ({"name": "Zéda", "country": "ML"}, False),
        ({"name": "Zéda", "country": None}, True),
        ({"name": "le pont", "text": "pont", "aliases": ["Zéda"]}, True),
        (None, False),
    ],
)
def test_places(place, same):
    assert same_place(GOLD_EVENT["place"], place) is same


def test_distance():
    assert distance((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.19, abs=0.01)


def test_parties_without_names_are_equal_by_kind():
    crowd = {"kind": "protesters", "names": ["lycéens"]}
    assert equal("initiator", crowd, {"name": "syndicats", "kind": "protesters"}, GOLD_EVENT)
    assert equal("initiator", crowd, {"name": "lycéens", "kind": "civilians"}, GOLD_EVENT)
    assert not equal("initiator", crowd, {"name": "syndicats", "kind": "other"}, GOLD_EVENT)


def test_items_of_gold_and_coded_events_agree():
    slots = [slot for slot, _ in items(GOLD_EVENT, gold=True)]
    assert slots == [slot for slot, _ in items(CODED_EVENT, gold=False)]
    assert len(slots) == VALUES


def test_rates():
    assert (Score(1, 2, 4).precision, Score(1, 2, 4).recall) == (0.5, 0.25)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)
    assert Score(0, 0, 0).f1 == 0.0


# ---- files ---------------------------------------------------------------------------------


def write(path, *lines):
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


def test_files_are_compared(tmp_path):
    golds = write(tmp_path / "gold.jsonl", gold({}), "", gold(id="r2"))
    result = evaluate(golds, write(tmp_path / "coded.jsonl", coded({}), coded(id="r2")))
    assert (result.events, result.reports) == (Score(1, 1, 1), 2)
    assert json.loads(json.dumps(result.as_dict()))["record"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "JSON"),
        ("[]", "'id'"),
        ('{"id": "r1"}', "'events'"),
        ('{"id": 7, "events": []}', "'id'"),
        (gold({"type": None}), "'events[0].type'"),
        (gold({}, {"evidence": [3]}), "'events[1].evidence'"),
        (gold({"initiator": [{"names": []}]}), "'events[0].initiator.kind'"),
        (gold({"killed": 3}), "'events[0].killed'"),
        (gold({"place": {"country": "ML"}}), "'events[0].place.name'"),
    ],
)
def test_a_broken_gold_line_is_named(tmp_path, monkeypatch, line, reason):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    golds = write(tmp_path / "gold.jsonl", gold({}), line)
    with pytest.raises(ValueError) as problem:
        evaluate(golds, write(tmp_path / "coded.jsonl"))
    assert str(problem.value).startswith("gold.jsonl, line 2: ")
    assert reason in str(problem.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"events": []}, "« report »"),
        ({"report": {"id": "r1"}}, "« events »"),
        (coded({"evidence": [{"text": "x", "start": 0}]}), "« events[0].evidence.end »"),
        (coded({"actors": [{"role": "target"}]}), "« events[0].actors.name »"),
    ],
)
def test_a_broken_coded_line_is_named_in_the_readers_language(tmp_path, monkeypatch, line, reason):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    broken = write(tmp_path / "coded.jsonl", line)
    with pytest.raises(ValueError) as problem:
        evaluate(write(tmp_path / "gold.jsonl"), broken)
    assert str(problem.value).startswith("coded.jsonl, ligne 1 : ")
    assert reason in str(problem.value)


def test_a_file_in_another_encoding_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "gold.jsonl"
    path.write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(ValueError, match=r"gold\.jsonl, line 1: this is not UTF-8\."):
        evaluate(path, write(tmp_path / "coded.jsonl"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            ["Toutes les valeurs", "1,000", "Selon qui", "Fausses alertes : 0 des 1", "Anglais, événements"],
        ),
        ("en", ["All values", "1.000", "According to", "False alarms: 0 of the 1", "English, events"]),
    ],
)
def test_the_table_speaks_the_readers_language(language, expected):
    console = Console(record=True, width=100, file=io.StringIO())
    render(score([gold({}), gold(id="r2")], [coded({}), coded(id="r2", language="en")]), console, language)
    shown = console.export_text()
    assert [text for text in expected if text not in shown] == []
