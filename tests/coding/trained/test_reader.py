"""The trained coder: what it makes of own-written reports, and what it does without its files."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from temoin import Report
from temoin.batch import code, code_by_grammar
from temoin.coding import coder
from temoin.coding.trained import encoder, model
from temoin.coding.trained.confidence import FIELDS
from temoin.coding.trained.wheel import EncoderMissingError
from temoin.publishing.records import event_record

FR = Report(
    "Des hommes armés ont attaqué lundi le village de Tindoufi, dans le cercle de Koro, tuant six habitants, "
    "selon un élu local. Les assaillants sont venus à moto et ont brûlé des greniers. "
    "L'armée dit avoir envoyé des renforts.",
    title="Mali : six morts dans l'attaque d'un village",
    published="2024-05-15",
    id="fr",
)
EN = Report(
    "Gunmen killed nine farmers on Sunday in Kadiri village, Zamfara State, a resident said. "
    "On Monday, police arrested three suspects in Gusau, some 60 km away, a spokesman told reporters.",
    title="Nine farmers killed in Zamfara; three suspects held",
    published="2024-05-14",
    id="en",
)
TWO = Report(
    "Des hommes armés ont tué six habitants lundi à Tindoufi, dans le cercle de Koro, selon un élu local. "
    "Les assaillants sont venus à moto. Les six corps ont été enterrés le soir même. Mercredi, trois bergers ont "
    "été enlevés à Sansanding, a indiqué une source sécuritaire. Leurs familles sont sans nouvelles des bergers.",
    title="Mali : deux villages attaqués dans le centre du pays",
    published="2024-05-17",
    id="two",
)
FREED = Report(
    "The district head of Lamba, who was kidnapped from his palace on 2 September, regained his freedom on "
    "Wednesday after his family paid a ransom, a relative said. The police did not confirm that any money was "
    "paid.\n\nMeanwhile, dozens of women dressed in black blocked the Jos-Bukuru road on Thursday morning to "
    "demand the withdrawal of troops from the area. They dispersed after the deputy governor addressed them.",
    "Monarch freed; women block road in Plateau",
    "2023-09-15",
    "freed",
    "en",
)
QUIET = Report(
    "Le ministre de la Santé a inauguré jeudi une maternité à Ségou. La cérémonie a réuni les chefs de village.",
    title="Ségou : une maternité ouvre ses portes",
    published="2024-05-15",
    id="quiet",
)


@pytest.fixture(scope="module", autouse=True)
def kept(tmp_path_factory):
    """The encoder's weights are made once for these tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setattr(encoder.cache.platformdirs, "user_cache_path", lambda *_: folder)
        yield


def told(coded):
    return [e for e in coded.events if not e.background]


def test_an_attack_is_one_event_however_many_sentences_tell_of_it():
    (event,) = told(code(FR))
    assert event.type == "Attack"
    assert event.totals.killed.low == 6
    assert event.place.name == "Tindoufi"


def test_an_attack_and_the_arrests_that_follow_are_found_with_a_confidence():
    events = told(code(EN))
    assert events[0].type == "Attack"
    assert all(0 < event.confidence <= 1 for event in events)


def test_another_place_on_another_day_is_another_event():
    attack, abduction = told(code(TWO))
    assert (attack.type, attack.place.name) == ("Attack", "Tindoufi")
    assert (abduction.type, abduction.place.name) == ("Abduction/forced disappearance", "Sansanding")


def test_two_matters_of_one_type_that_no_tie_joins_stay_two():
    release, march = told(code(FREED))
    assert any("Lamba" in span.text for span in release.evidence)
    assert "women" in march.evidence[0].text


def test_claims_that_records_could_confirm_bear_a_confidence():
    (event,) = told(code(FR))
    for claim in event.claims:
        assert (claim.confidence is not None) == (claim.field in FIELDS)


def test_a_quiet_report_stays_quiet():
    assert code(QUIET).events == ()


def test_the_record_says_who_coded_and_how_sure():
    coded = code(FR)
    assert coded.coder.startswith("trained ")
    record = event_record(coded.events[0])
    assert record["confidence"] == coded.events[0].confidence
    assert all("confidence" in claim for claim in record["claims"])


def test_the_grammar_alone_says_so_and_gives_no_confidence():
    coded = code_by_grammar(FR)
    assert coded.coder.startswith("grammar ")
    assert [e.confidence for e in coded.events] == [None]


def test_without_the_encoder_the_grammar_codes(monkeypatch):
    def missing():
        raise EncoderMissingError

    monkeypatch.setattr(encoder, "find", missing)
    model.load.cache_clear()
    try:
        assert code(FR) == code_by_grammar(FR)
    finally:
        model.load.cache_clear()


def test_the_same_report_gives_the_same_record():
    model.load.cache_clear()
    again = model.load()
    assert coder.code(EN, "en", again) == code(EN)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_read_and_every_claim_is_verbatim(words):
    text = f"{words} Des hommes armés ont tué trois civils à {words}."
    coded = code(Report(text, language="fr"))
    for event in coded.events:
        for claim in event.claims:
            assert coded.report.full_text[claim.span.start : claim.span.end] == claim.span.text
