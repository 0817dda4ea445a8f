"""Our own reports are read as their records say (reports/README.md)."""

import json

import pytest

from checks import assert_sound
from reports import written
from temoin.coding.coder import code
from temoin.coding.trained.model import default
from temoin.evaluation import equal, items, pair_up, score
from temoin.ontology import TYPES
from temoin.publishing import report_record

# over all our reports; make them stricter when the coder has become better
LEAST_F1 = 0.72
MOST_FALSE_ALARMS = 1

WRITTEN = written()
by_name = pytest.mark.parametrize("own", WRITTEN, ids=lambda w: w.name)


def code_one(own):
    """What the coder that users get makes of a report."""
    return code(own.report, own.language, default())


@pytest.fixture(scope="module")
def coded():
    """Each report by its name, coded once."""
    return {own.name: code_one(own) for own in WRITTEN}


# ---- the files themselves ------------------------------------------------------------------


def filled(event):
    """The slots that a gold event fills."""
    return {slot for slot, _ in items(event, gold=True)}


@by_name
def test_records_are_well_formed(own):
    for event, expect in zip(own.events, own.expect, strict=True):
        assert {event["type"], *event["alt_types"]} <= set(TYPES)
        missing = [quote for quote in event["evidence"] if quote not in own.report.full_text]
        assert not missing, f"not in the report, letter for letter: {missing[0]!r}"
        assert set(expect) <= filled(event), "expects what the record does not say"


def test_the_collection_is_broad():
    main = [e for own in WRITTEN for e in own.events if e["main"]]
    assert {e["type"] for e in main} == set(TYPES)
    assert {e["status"] for e in main} == {"reported", "denied", "planned"}
    for language in ("fr", "en"):
        assert sum(own.language == language for own in WRITTEN) >= 30
        assert sum(own.language == language and own.quiet for own in WRITTEN) >= 8


# ---- what the coder makes of them ----------------------------------------------------------


@by_name
def test_events_are_found_with_the_values_expected(own, coded):
    events = report_record(coded[own.name])["events"]
    pairs = dict(pair_up(own.events, events))
    for number, (gold, expect) in enumerate(zip(own.events, own.expect, strict=True)):
        if not expect:
            continue
        assert number in pairs, f"{gold['key']} {gold['type']} is not found"
        event = events[pairs[number]]
        assert not event["background"], f"{gold['key']} is taken for background"
        wrong = {slot: found(event, slot) for slot in expect if not right(slot, gold, event)}
        assert not wrong, f"{gold['key']}: {wrong}"


def found(event, slot):
    return [value for name, value in items(event, gold=False) if name == slot]


def right(slot, gold, event):
    """One of the values that the record gives for the slot is found."""
    wanted = [value for name, value in items(gold, gold=True) if name == slot]
    return any(equal(slot, w, value, gold) for w in wanted for value in found(event, slot))


@pytest.mark.parametrize("own", [w for w in WRITTEN if w.expect_quiet], ids=lambda w: w.name)
def test_quiet_reports_give_no_alarm(own, coded):
    assert [(e.type, e.evidence[0].text) for e in coded[own.name].events if not e.background] == []


def test_score_over_all_reports(coded):
    result = score([own.gold for own in WRITTEN], [report_record(c) for c in coded.values()])
    assert result.record.f1 >= LEAST_F1
    assert result.false_alarms <= MOST_FALSE_ALARMS
    assert result.verbatim == 1.0


# ---- what must hold for every report -------------------------------------------------------


@by_name
def test_codings_are_sound_and_repeatable(own, coded):
    assert_sound(coded[own.name])
    assert code_one(own) == coded[own.name]


@by_name
def test_the_record_survives_json(own, coded):
    record = report_record(coded[own.name])
    again = json.loads(json.dumps(record, ensure_ascii=False))
    assert again["report"]["id"] == own.name
    text = again["report"]["text"]
    for event in again["events"]:
        for span in [*event["evidence"], *(claim["span"] for claim in event["claims"])]:
            assert text[span["start"] : span["end"]] == span["text"]
