"""What a brief says: nothing that no report says, each number with its range, each version with its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linking.members import ARMY_SAYS, GSIM_SAYS, PEOPLE_SAY, any_members, judged, member
from publishing.brief.made import HOLDINGS, NAMES, attack, brief, scope, strike, told, with_names
from temoin.messages import lookup, say
from temoin.publishing.brief import compose
from temoin.publishing.brief.civilians import OTHERS, PARTIES, by_claimant
from temoin.publishing.brief.tallying import Span

NARROW = "\u202f"


def fact(made, name):
    label = say(f"brief.facts.{name}", made.language)
    return next(f for f in made.facts if f.label == label)


def test_figures_are_written_as_the_language_does():
    incidents = [told(member("a", killed=1234), id="i1")]
    assert fact(brief(*incidents), "killed").figure == f"1{NARROW}234"
    assert fact(brief(*incidents, language="en"), "killed").figure == "1,234"


@pytest.mark.parametrize(
    ("killed", "figure"), [((3, None), "au moins 3"), ((12, 15), "12 à 15"), (None, "non dit")]
)
def test_the_dead_are_a_range(killed, figure):
    made = brief(told(member("a", killed=killed)))
    assert fact(made, "killed").figure == figure
    assert made.matter.entries[0].killed == figure


def test_ranges_add_up_and_the_number_of_the_rule_stands_beside():
    two = [
        told(member("a", killed=5), member("b", killed=(5, 9)), id="i1"),
        told(member("c", killed=10), id="i2"),
    ]
    killed = fact(brief(*two, rule="highest"), "killed")
    assert killed.figure == "15 à 19"
    assert killed.notes[0].startswith("19 ")
    assert lookup("brief.facts.by_rule", "fr").partition("{rule}")[0].partition("{n}")[2] in killed.notes[0]


def test_what_nobody_counts_is_said_not_added():
    made = brief(told(member("a"), id="i1"), told(member("b", killed=None), id="i2"))
    assert fact(made, "killed").figure == "12"
    assert "nul ne compte dans 1 incident" in fact(made, "killed").notes


def test_what_is_denied_by_all_or_lies_ahead_is_only_counted():
    made = brief(
        told(member("a"), id="i1"),
        told(member("b", status="denied"), id="i2"),
        told(member("c", status="planned"), id="i3"),
    )
    assert made.incidents == 1
    assert fact(made, "incidents").notes == ("sans compter 1 démentis et 1 annoncés",)
    assert [e.id for e in made.matter.entries] == ["i1"]


def test_the_deadliest_come_first_and_the_rule_is_printed():
    many = [told(member(f"r{n}", killed=n), id=f"i{n}") for n in range(1, 14)]
    matter = brief(*many).matter
    assert [e.killed for e in matter.entries] == [str(n) for n in range(13, 3, -1)]
    assert "10" in matter.rule


def test_an_incident_is_quoted_word_for_word_with_its_source():
    quotation = brief(told(attack())).matter.entries[0].quotation
    assert quotation.words == "Des hommes armés ont tué douze villageois mardi, disent des habitants."
    assert quotation.source == "Écho du Lac, 7 mars 2024 ; selon : habitants"


def test_versions_stand_side_by_side_with_voice_and_words():
    made = brief(told(attack("a"), attack("b", civilians=20, killed=20, says=[ARMY_SAYS])))
    [dispute] = made.contested.disputes
    question = next(q for q in dispute.questions if "civils" in q.field.lower())
    assert [(v.value, v.voices) for v in question.versions] == [
        ("12", ("habitants",)),
        ("20", ("Forces armées maliennes (partie)",)),
    ]
    quotation = question.versions[0].quotations[0]
    assert (quotation.before, quotation.words) == ("Des hommes armés ont ", "tué douze villageois")


def test_all_that_a_voice_says_in_a_report_is_one_version():
    parts = [("totals.killed", {"low": n, "high": n}, "asserted", "armée malienne") for n in (8, 4)]
    army = member("a", killed=None, says=[ARMY_SAYS], said=parts)
    army.event["totals"]["killed"] = {"low": 12, "best": 12, "high": 12}
    made = brief(told(army, member("b", killed=30, says=[GSIM_SAYS])))
    [question] = [q for q in made.contested.disputes[0].questions if q.field == "Tués"]
    assert [v.value for v in question.versions] == ["8 et 4", "30"]


def test_beyond_the_first_contested_incidents_are_listed():
    many = [told(member(f"a{n}", killed=n), member(f"b{n}", killed=n + 50), id=f"i{n}") for n in range(1, 41)]
    contested = brief(*many).contested
    assert len(contested.disputes) == 10
    assert len(contested.rest.rows) == 25
    assert contested.rest.note == "et 5 autres"


def test_civilian_harm_is_told_by_who_claims_it():
    claimed = by_claimant([told(attack(), id="i1"), strike()])
    assert claimed.groups[OTHERS].span == Span(21, 21)
    assert claimed.groups[OTHERS].counting == 2
    assert claimed.groups[PARTIES].counting == 0
    assert claimed.groups[PARTIES].denying == 1
    assert [(c.group, c.kind, c.denying) for c in claimed.kinds] == [
        (PARTIES, "state_forces", 1),
        (OTHERS, "civilians", 0),
    ]


def test_where_parties_and_others_count_both_numbers_are_told():
    both = told(attack("a"), attack("b", civilians=(3, 5), killed=(3, 5), says=[ARMY_SAYS]))
    claimed = by_claimant([both])
    assert (claimed.both, claimed.parties_there, claimed.others_there) == (1, Span(3, 5), Span(12, 12))
    intro = brief(both).civilians.intro[0]
    assert "3 à 5" in intro
    assert "12" in intro


def test_parts_that_a_voice_counts_are_no_more_than_the_whole():
    parts = [("totals.civilians_killed", {"low": n, "high": n}, "asserted", "habitants") for n in (3, 9)]
    claimed = by_claimant([told(attack(said=parts))])
    assert claimed.groups[OTHERS].span == Span(12, 12)


def test_copies_are_no_more_sources():
    same = {"text": "Le même texte, mot pour mot, " + " ".join(f"mot{n}" for n in range(60))}
    made = brief(told(member("a", **same), member("b", **same), member("c")))
    assert fact(made, "origins").figure == "2"
    assert "dans 3 récits" in fact(made, "origins").notes
    assert any(t.heading == say("brief.sources.tables.ties", "fr") for t in made.sources.tables)


def cells(method):
    return {cell for part in method.parts for table in part.tables for row in table.rows for cell in row}


def test_the_method_is_made_from_settings_and_counts():
    decided = judged(member("a"), "accept", "type")
    made = brief(told(decided), told(member("b", status="denied"), id="i2"), rule="lowest", country="ML")
    said = cells(made.method)
    assert {
        "Mali",
        f"1{NARROW}340",
        f"1{NARROW}205",
        "135",
        "7",
        "3",
        f"grammar 9.8.7 (1{NARROW}340)",
    } <= said
    assert any(cell.startswith("lowest") for cell in said)
    left_out = " ".join(s for part in made.method.parts for s in part.sentences)
    assert "1 incident que toutes ses sources démentent" in left_out


def test_the_method_says_what_the_public_is_not_told():
    public = brief(with_names(), audience="public").method
    sentences = [s for part in public.parts for s in part.sentences]
    assert say("method.left_out.public", "fr") in sentences
    assert any(s.startswith("Pour 1 incident") for s in sentences)


def test_titles_say_country_and_period():
    from datetime import date

    made = brief(told(member("a")), country="ML", since=date(2024, 3, 1), until=date(2024, 3, 31))
    assert (made.title, made.subtitle) == ("Mali", "mars 2024")
    english = brief(told(member("a")), country="ML", since=date(2024, 3, 5), language="en")
    assert english.subtitle == "since 5 March 2024"


def strings(value):
    """Every text in a brief."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from strings(getattr(value, name))


def test_the_public_is_told_no_names_of_private_persons():
    public, internal = (" ".join(strings(brief(with_names(), audience=a))) for a in ("public", "internal"))
    assert [name for name in NAMES if name in public] == []
    assert "Oumar Tanko" in internal
    assert brief(with_names(), audience="public").matter.entries[0].quotation is None or "Tanko" not in public


@settings(max_examples=40, deadline=None)
@given(
    st.lists(any_members(), max_size=3),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["public", "internal"]),
    st.sampled_from(["lowest", "highest", "latest"]),
)
def test_any_incidents_make_a_brief(groups, language, audience, rule):
    incidents = [told(*members, id=f"i{n}") for n, members in enumerate(groups)]
    made = brief(*incidents, language=language, audience=audience, rule=rule)
    assert all(0 <= line.low <= line.high <= 1 for line in made.civilians.claimants)
    assert all("{" not in text for text in strings(made))
    assert made.incidents <= len(incidents)


def test_a_brief_is_in_its_own_language_whatever_the_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    made = compose([told(member("a", says=[PEOPLE_SAY]))], scope("fr"), HOLDINGS)
    assert made.matter.entries[0].what == lookup("types", "fr")["Attack"]
    assert made.made.startswith("Établie le 1er avril 2024")
