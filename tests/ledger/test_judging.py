"""People accept, correct and reject claims, join and part events; what they decided can be undone, and lasts."""

import pytest

from ledger.made import add, attack, coder, groups, kept, reading
from temoin.ledger import Unplaced


def claim(ledger, event, field="totals.killed"):
    """A claim of an event, as the incident's card shows it."""
    [found] = [s for s in ledger.incident(event)["statements"] if (s["event"], s["field"]) == (event, field)]
    return {"field": field, "span": {"start": found["start"], "end": found["end"], "text": found["words"]}}


def killed(ledger, event="a#1"):
    toll = ledger.incident(event)["tolls"].get("killed")
    return toll and toll["value"]


def standing(ledger):
    """The numbers of the judgements that find their words no more."""
    return [j["id"] for j in ledger.judgements(homeless=True)]


def test_a_claim_is_accepted_corrected_and_rejected_and_the_last_word_holds(ledger):
    add(ledger, reading("a", attack(killed=12)))
    this = claim(ledger, "a#1")
    ledger.judge("correct", "a#1", this, "ana", value={"low": 10, "high": 11}, reason="the mayor's list")
    assert killed(ledger) == 10
    ledger.judge("reject", "a#1", this, "ben")
    assert killed(ledger) is None
    ledger.judge("accept", "a#1", this, "ana")
    assert killed(ledger) == 12
    [first, second, third] = ledger.judgements()
    assert (first["who"], first["kind"], first["reason"]) == ("ana", "correct", "the mayor's list")
    assert first["words"] == "12"
    assert (second["kind"], third["kind"]) == ("reject", "accept")
    [accepted] = [s for s in ledger.incident("a#1")["statements"] if s["field"] == "totals.killed"]
    assert accepted["decided"]["kind"] == "accept"


def test_a_decision_is_undone_and_done_again(ledger):
    add(ledger, reading("a", attack(killed=12)))
    number = ledger.judge("correct", "a#1", claim(ledger, "a#1"), "ana", value=3)
    undoing = ledger.undo(number, "ben")
    assert killed(ledger) == 12
    again = ledger.undo(undoing, "ana")
    assert killed(ledger) == 3
    ledger.undo(again, "ben")
    assert killed(ledger) == 12
    assert [j["kind"] for j in ledger.judgements()] == ["correct", "undo", "undo", "undo"]


def test_events_are_joined_and_parted_by_hand(ledger):
    add(
        ledger,
        reading("a", attack()),
        reading("b", attack("Serma", "2024-09-01")),
        reading("c", f"So: {attack()}"),
    )
    assert groups(ledger) == [["a#1", "c#1"], ["b#1"]]
    same = ledger.judge_pair("same", "b#1", "c#1", "ana", "the village has two names")
    assert groups(ledger) == [["a#1", "b#1", "c#1"]]
    ledger.judge_pair("different", "a#1", "c#1", "ben")
    assert groups(ledger) == [["a#1"], ["b#1", "c#1"]]
    ledger.judge_pair("same", "a#1", "c#1", "ana")
    assert groups(ledger) == [["a#1", "b#1", "c#1"]]
    ledger.undo(same, "ana")
    assert groups(ledger) == [["a#1", "c#1"], ["b#1"]]


def test_what_was_parted_stays_so_when_reports_join_and_all_is_made_anew(ledger):
    add(ledger, reading("a", attack()), reading("b", f"So: {attack()}"))
    ledger.judge_pair("different", "a#1", "b#1", "ana")
    add(ledger, reading("c", f"Later: {attack()}"))
    before = kept(ledger)
    apart = [group for group in groups(ledger) if "a#1" in group]
    assert "b#1" not in apart[0]
    ledger.rebuild()
    assert kept(ledger) == before


def test_what_cannot_be_judged_is_refused_and_not_written(ledger):
    add(ledger, reading("a", f"{attack()} {attack('Serma')}"))
    this = claim(ledger, "a#1")
    with pytest.raises(Unplaced):
        ledger.judge("accept", "a#9", this, "ana")
    with pytest.raises(Unplaced):
        ledger.judge("accept", "a#1", {**this, "span": {**this["span"], "text": "13"}}, "ana")
    with pytest.raises(Unplaced):
        ledger.undo(7, "ana")
    with pytest.raises(ValueError):
        ledger.judge_pair("same", "a#1", "a#2", "ana")
    for value in (None, "many", {"low": 3, "high": 1}, -1):
        with pytest.raises(ValueError):
            ledger.judge("correct", "a#1", this, "ana", value=value)
    assert ledger.judgements() == []


def test_a_newer_coder_keeps_what_was_decided(ledger):
    two = f"{attack('Serma', killed=3)} {attack('Kossoba', killed=12)}"
    add(ledger, reading("a", two), reading("b", attack("Dinga", "2024-09-01")))
    ledger.judge("correct", "a#2", claim(ledger, "a#2"), "ana", value=10)
    ledger.judge_pair("same", "a#2", "b#1", "ana")
    newer = [(t.state, t.events) for t in ledger.recode(coder=coder("made 2", reverse=True, killed=99))]
    assert newer == [("updated", 2), ("updated", 1)]
    assert (ledger.incident("a#1")["place"]["name"], killed(ledger, "a#1")) == ("Kossoba", 10)
    assert killed(ledger, "a#2") == 99
    assert groups(ledger) == [["a#1", "b#1"], ["a#2"]]
    assert standing(ledger) == []
    assert [(t.state, t.events) for t in ledger.recode(coder=coder("made 2", reverse=True, killed=99))] == [
        ("known", 2),
        ("known", 1),
    ]


def test_what_finds_its_words_no_more_is_listed_and_comes_back(ledger):
    add(ledger, reading("a", f"{attack('Serma')} {attack()}"), reading("b", attack("Dinga", "2024-09-01")))
    number = ledger.judge("correct", "a#1", claim(ledger, "a#1"), "ana", value=10)
    pair = ledger.judge_pair("same", "a#1", "b#1", "ana")
    list(ledger.recode(coder=coder("made 2", drop=["Serma"])))
    assert groups(ledger) == [["a#1"], ["b#1"]]
    assert killed(ledger) == 12
    assert standing(ledger) == [number, pair]
    list(ledger.recode(coder=coder("made 3")))
    assert killed(ledger) == 10
    assert standing(ledger) == []


def test_an_updated_text_keeps_what_was_decided_where_its_words_still_stand(ledger):
    url = "https://example.org/a"
    add(ledger, reading("a", f"{attack(killed=4)} {attack('Serma', killed=12)}", url=url))
    ledger.judge("correct", "a#2", claim(ledger, "a#2"), "ana", value=10)
    gone = ledger.judge("reject", "a#1", claim(ledger, "a#1"), "ana")
    add(ledger, reading("a", f"Updated at 12. It was day 4. {attack('Serma', killed=12)}", url=url))
    assert killed(ledger) == 10
    assert standing(ledger) == [gone]


def test_a_claim_of_two_events_in_one_sentence_is_judged_for_one(ledger):
    def twice(report):
        """Two events of one sentence that share the words of their toll, not of their triggers."""
        coded = coder()(report)
        [told] = coded.events
        type_claim = next(c for c in told.claims if c.field == "type")
        at = type_claim.span.start
        span = type(type_claim.span)(at + 2, at + 8, report.full_text[at + 2 : at + 8])
        claims = tuple(
            type(c)(c.field, c.value, c.stance, None, span) if c is type_claim else c for c in told.claims
        )
        other = type(told)(**{**{f: getattr(told, f) for f in told.__slots__}, "claims": claims})
        return type(coded)(report, "en", coded.coder, (told, other))

    add(ledger, reading("a", attack()), coder=twice)
    ledger.judge("correct", "a#2", claim(ledger, "a#2"), "ana", value=3)
    assert (killed(ledger, "a#1"), killed(ledger, "a#2")) == (12, 3)


def test_the_history_of_an_incident_tells_all(ledger):
    add(ledger, reading("a", attack()), reading("b", f"So: {attack()}"), reading("z", attack("Dinga")))
    number = ledger.judge("accept", "a#1", claim(ledger, "a#1"), "ana")
    ledger.undo(ledger.undo(number, "ben"), "ana")
    told = ledger.history(ledger.incident("a#1")["id"])
    assert sorted((e["entry"], e.get("kind") or e.get("state") or e["coder"]) for e in told) == [
        ("coding", "made 1"),
        ("coding", "made 1"),
        ("intake", "read"),
        ("intake", "read"),
        ("judgement", "accept"),
        ("judgement", "undo"),
        ("judgement", "undo"),
    ]
    assert [e["report"] for e in ledger.history("z")] == ["z", "z"]
    assert ledger.history("nobody") == []
