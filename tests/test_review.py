"""The review: what is asked in which order, how answers are read, and that none is lost."""

import io
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from ledger_cases import temoin, write_feed
from temoin import review
from temoin.cli.review_session import Session
from temoin.ledger import Ledger
from temoin.messages import lookup
from temoin.ontology import TYPES
from temoin.reading import read
from temoin.review import ClaimQuestion, PairQuestion, Unreadable, questions, queue, sentence, typed_value


class Typist:
    """A terminal at which answers were typed beforehand; what was shown is kept as text."""

    def __init__(self, *answers):
        self._answers = list(answers)
        self._console = Console(width=100, record=True, file=io.StringIO(), highlight=False)

    def show(self, what):
        self._console.print(what, markup=False)

    def ask(self, prompt):
        self._console.print(prompt, markup=False)
        return self._answers.pop(0) if self._answers else None

    @property
    def shown(self):
        return " ".join(self._console.export_text(clear=False).split())


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """English, and joins asked about however sure the program is of them."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(review, "_SURE", 1000.0)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The file of a ledger."""
    folder = tmp_path_factory.mktemp("kept")
    with Ledger(str(folder / "case.db")) as ledger:
        assert all(list(ledger.add(read([str(write_feed(folder / "feed.jsonl"))]))))
    return folder / "case.db"


@pytest.fixture
def path(kept, tmp_path):
    return shutil.copy(kept, tmp_path / "case.db")


@pytest.fixture
def ledger(path):
    with Ledger(str(path)) as ledger:
        yield ledger


def reviewed(ledger, *answers, events=None, everything=False):
    """The terminal after these answers, and how many decisions there were."""
    typist = Typist(*answers)
    session = Session(ledger, typist, "Awa", everything)
    session.run(queue(ledger.incidents(), everything) if events is None else events)
    return typist, session.decisions


def decided(ledger):
    return [(row["kind"], row["field"], row["value"], row["reason"]) for row in ledger.judgements()]


def attack(ledger):
    return ledger.incident("wire#1")


def incident(event, grade, contested=()):
    return {"events": [event], "grade": grade, "contested": contested}


def test_what_is_contested_comes_first_then_what_rests_on_little():
    found = [
        incident("a", "corroborated"),
        incident("b", "single_origin"),
        incident("c", "contested", ["killed"]),
        incident("d", "one_side"),
        incident("e", "single_origin"),
        incident("f", "against_interest", ["date"]),
    ]
    assert queue(found) == ["c", "f", "d", "b", "e"]
    assert queue(found, everything=True) == ["c", "f", "d", "b", "e", "a"]


def test_what_the_coder_is_least_sure_of_comes_first_where_that_is_asked_for():
    found = [
        incident("a", "corroborated") | {"confidence": 0.9},
        incident("b", "contested") | {"confidence": None},
        incident("c", "single_origin") | {"confidence": 0.4},
        incident("d", "denied"),
    ]
    assert queue(found, doubtful=True) == ["c", "a", "b", "d"]


def test_an_incident_is_asked_about_as_a_whole_then_by_its_contested_claims(ledger):
    asked = list(questions(ledger, attack(ledger)))
    assert isinstance(asked[0], PairQuestion) and asked[0].joined
    fields = [q.claim["field"] for q in asked[1:]]
    assert {field.partition(".")[2] for field in fields} == set(attack(ledger)["contested"])
    more = list(questions(ledger, attack(ledger), everything=True))
    assert {q.claim["field"] for q in more if isinstance(q, ClaimQuestion)} > {"type", "date", "place"}
    assert len({q.key for q in more}) == len(more)


def test_a_claim_is_shown_in_its_sentence_with_what_others_say(ledger):
    typist, _ = reviewed(ledger, "", "", "")
    assert "12 · “Douze civils ont été tués”" in typist.shown
    assert "│ Douze civils ont été tués, selon un élu local." in typist.shown
    assert (
        "0 · courrier#1 · Le Courrier du Gourma · 8 March 2024, according to armée malienne" in typist.shown
    )
    assert "12 · wire#1 · Sahel Wire · 9 March 2024, according to resident" in typist.shown
    assert "same day (2024-03-07)" in typist.shown and "Sahel Wire" in typist.shown


def test_each_decision_is_written_at_once(path, ledger):
    class Watching(Typist):
        def ask(self, prompt):
            with Ledger(str(path)) as other:
                self.there.append(len(other.judgements()))
            return super().ask(prompt)

    typist = Watching("", "a", "r", "a rumour")
    typist.there = []
    Session(ledger, typist, "Awa").run(queue(ledger.incidents()))
    assert typist.there == [0, 0, 1, 1, 2]
    [accepted, rejected] = ledger.judgements()
    assert (accepted["kind"], accepted["who"]) == ("accept", "Awa")
    assert (rejected["kind"], rejected["reason"]) == ("reject", "a rumour")


def test_a_correction_needs_a_value_of_its_kind_and_a_reason(ledger):
    typist, decisions = reviewed(ledger, "", "c", "many", "20-12", "12 - 20", "the list of names", "q")
    assert decisions == 1 and typist.shown.count("Give a number (12)") == 2
    [(kind, field, value, reason)] = decided(ledger)
    assert (kind, field, reason) == ("correct", "totals.civilians_killed", "the list of names")
    assert (value["low"], value["high"]) == (12, 20)


@pytest.mark.parametrize("answers", [("c", ""), ("c", "12", ""), ("c", "12"), ("c",), ("r",)], ids=str)
def test_what_is_given_up_or_broken_off_writes_nothing(answers, ledger):
    _, decisions = reviewed(ledger, "", *answers)
    assert decisions == 0 and decided(ledger) == []


def test_an_undone_decision_is_asked_again(ledger):
    typist, decisions = reviewed(ledger, "u", "", "a", "", "u", "r", "", "q")
    assert "Nothing to undo" in typist.shown and decisions == 1
    kinds = [row["kind"] for row in ledger.judgements()]
    assert kinds == ["accept", "undo", "reject"]
    statements = attack(ledger)["statements"]
    assert [s["decided"]["kind"] for s in statements if s["decided"]] == ["reject"]


def test_undoing_goes_back_to_the_incident_before(ledger):
    typist, decisions = reviewed(ledger, "", "a", "n", "u", "q")
    assert decisions == 0
    assert typist.shown.count("[1/2]") == 3 + 1 and typist.shown.count("[2/2]") == 1


def test_what_is_told_apart_is_apart_and_may_be_joined_again(ledger):
    _, decisions = reviewed(ledger, "d", "two villages of that name", "q")
    assert decisions == 1
    assert attack(ledger)["events"] == ["wire#1"]
    assert not any(isinstance(q, PairQuestion) for q in questions(ledger, attack(ledger), everything=True))
    [judged] = ledger.judgements()
    ledger.undo(judged["id"], "Awa")
    assert attack(ledger)["events"] == ["courrier#1", "wire#1"]


def test_events_kept_apart_may_be_the_same(ledger):
    number = ledger.judge_pair("different", "courrier#1", "wire#1", "Awa")
    assert len(list(ledger.incidents())) == 3
    ledger.undo(number, "Awa")
    ledger.judge_pair("same", "courrier#1", "radio#1", "Awa")
    assert len(attack(ledger)["events"]) == 3


def test_what_was_decided_is_not_asked_again_but_for_all(ledger):
    reviewed(ledger, "", *["a"] * 20)
    assert reviewed(ledger)[0].shown.count("Joined by the program") == 1
    again = [q for q in questions(ledger, attack(ledger)) if isinstance(q, ClaimQuestion)]
    assert again == []
    typist, _ = reviewed(ledger, *[""] * 40, everything=True)
    assert "Decided already: checked by Awa" in typist.shown


def test_the_next_incident(ledger):
    typist, _ = reviewed(ledger, "n", "q")
    assert typist.shown.count("[1/2]") == 1 and typist.shown.count("[2/2]") == 1


def test_an_unknown_key_is_asked_again(ledger):
    typist, decisions = reviewed(ledger, "zz", "s", "")
    assert "“zz” means nothing here" in typist.shown and decisions == 1


def test_an_event_that_is_gone_is_passed_by(ledger):
    typist, _ = reviewed(ledger, events=["gone#1", "radio#1"])
    assert "[2/2]" in typist.shown and "[1/2]" not in typist.shown


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.lists(
        st.sampled_from(["a", "c", "r", "s", "d", "u", "n", "", "12", "zz", "é\x00"]), max_size=16
    )
)
def test_whatever_is_typed_the_ledger_has_what_was_noted(answers, kept, tmp_path):
    with Ledger(str(shutil.copy(kept, tmp_path / "any.db"))) as ledger:
        typist, decisions = reviewed(ledger, *answers)
        rows = ledger.judgements()
        undone = sum(row["kind"] == "undo" for row in rows)
        assert typist.shown.count("Written down (no.") == len(rows) - undone
        assert decisions == len(rows) - 2 * undone
        assert {e for i in ledger.incidents() for e in i["events"]} == {"courrier#1", "wire#1", "radio#1"}


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("totals.killed", "12", {"low": 12, "high": 12}),
        ("totals.killed", " 0 ", {"low": 0, "high": 0}),
        ("totals.killed", "12-20", {"low": 12, "high": 20}),
        ("totals.injured", "12 – 20", {"low": 12, "high": 20}),
        ("totals.killed", "12+", {"low": 12, "high": None}),
        ("type", "grenade", "Grenade"),
        ("type", "Attack on civilians", "Attack"),
        ("date", "2024-03-05", "2024-03-05"),
        ("date", "2024-03-05 / 2024-03-07", "2024-03-05/2024-03-07"),
        ("date", "2024", "2024"),
        ("place", " Kandarou ", "Kandarou"),
        ("actors.initiator", "JNIM", "JNIM"),
    ],
)
def test_values_as_they_are_typed(field, words, value):
    assert typed_value(field, words) == value


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("totals.killed", "a dozen", "12-20"),
        ("totals.killed", "-3", "12-20"),
        ("totals.killed", "20-12", "12-20"),
        ("type", "atack", "Attack"),
        ("type", "?", "Grenade"),
        ("date", "yesterday", "2024-03"),
        ("date", "2024-13", "2024-03"),
        ("date", "12", "2024-03"),
        ("date", "2024-03-07/2024-03-05", "2024-03"),
        ("place", "  ", "words"),
    ],
)
def test_what_is_no_value_is_told(field, words, told):
    with pytest.raises(Unreadable, match=told):
        typed_value(field, words)


@given(words=st.text(), field=st.sampled_from(["totals.killed", "type", "date", "place", "actors.target"]))
def test_anything_may_be_typed(field, words):
    try:
        typed_value(field, words)
    except Unreadable as problem:
        assert str(problem)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_type_is_understood_by_its_name(language, monkeypatch):
    monkeypatch.setenv("LC_ALL", language)
    for name in TYPES:
        assert typed_value("type", name) == typed_value("type", lookup("types")[name].upper()) == name


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kinds", [("accept", "correct", "reject"), ("same", "different")])
def test_no_two_actions_have_the_same_key(language, kinds):
    keys = lookup("review.keys", language)
    used = [keys[k] for k in (*kinds, "next", "undo", "quit")]
    assert len(set(used)) == len(used)


def test_words_stand_in_their_sentence(ledger):
    for member in ledger.members(attack(ledger)["id"]):
        text = member.report["text"]
        for claim in member.event["claims"]:
            before, words, after = sentence(member, claim["span"])
            assert words == claim["span"]["text"] and before + words + after in text


def test_keys_may_be_piped(path, tmp_path):
    keys = b"\nc\nr\nune rumeur\nq\n"
    done = temoin("review", "--who", "Awa", "--ledger", path, home=tmp_path, locale="fr_FR.UTF-8", stdin=keys)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout and done.stdout.endswith("\n2 décisions notées.\n")
    with Ledger(str(path)) as ledger:
        assert [(r["kind"], r["who"], r["reason"]) for r in ledger.judgements()] == [
            ("accept", "Awa", None),
            ("reject", "Awa", "une rumeur"),
        ]
        assert temoin("review", "--undo", "2", "--ledger", path, home=tmp_path).returncode == 0
        assert [r["undoes"] for r in ledger.judgements()] == [None, None, 2]
    missing = temoin("review", "--undo", "99", "--ledger", path, home=tmp_path)
    assert missing.returncode == 1 and "99" in missing.stderr
