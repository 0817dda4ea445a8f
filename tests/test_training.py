"""What records teach: reports with their records, labels of sentences and words, weights, and a model."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import written
from temoin.coding import coder
from temoin.coding.judgement import Judgement
from temoin.coding.trained import model
from temoin.evaluation import score
from temoin.ontology import TYPES
from temoin.publishing.records import event_record
from temoin.reading import Failure
from temoin.training import course, tables
from temoin.training.corpus import labelled
from temoin.training.labels import Labels
from temoin.training.weights import as_prior, fit, yes

TEXT = (
    "Des hommes armés ont tué cinq éleveurs lundi à Sévaré, selon la gendarmerie. "
    "Une marche de soutien est annoncée pour samedi. "
    "En 2019, une attaque avait fait dix morts dans la même ville."
)
REPORT = {"id": "r1", "text": TEXT, "published": "2024-05-15", "language": "fr"}
KILLING = {
    "key": "e1",
    "type": "Attack",
    "alt_types": ["Armed clash"],
    "main": True,
    "evidence": ["Des hommes armés ont tué cinq éleveurs lundi à Sévaré, selon la gendarmerie."],
    "date": {"start": "2024-05-13", "end": "2024-05-13"},
    "place": {"name": "Sévaré", "country": "ML"},
    "initiator": [{"kind": "unidentified", "names": ["hommes armés"]}],
    "target": [{"kind": "civilians", "names": ["éleveurs", "pasteurs"]}],
    "killed": {"low": 5, "high": 5},
    "according_to": ["gendarmerie|forces de l'ordre"],
}
MARCH = {
    "key": "e2",
    "type": "Peaceful protest",
    "status": "planned",
    "evidence": ["Une marche de soutien est annoncée pour samedi."],
}
LONG_AGO = {
    "key": "e3",
    "type": "Attack",
    "main": False,
    "evidence": ["En 2019, une attaque avait fait dix morts dans la même ville."],
}


def files(folder, reports, records):
    for name, lines in (("reports.jsonl", reports), ("gold.jsonl", records)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "gold.jsonl", folder / "reports.jsonl"


@pytest.fixture
def report(tmp_path):
    (found,) = labelled(*files(tmp_path, [REPORT], [{"id": "r1", "events": [KILLING, MARCH, LONG_AGO]}]))
    return found


def test_each_event_has_the_sentences_that_tell_of_it(report):
    assert [told for _, told in report.events] == [[0], [1], [2]]
    assert report.is_about
    assert report.gold["events"][1]["main"], "what a record does not say it recalls is main"


def test_what_has_no_counterpart_is_named_and_the_rest_is_read(tmp_path):
    others = [{**REPORT, "id": "r2"}, REPORT]
    gold, reports = files(tmp_path, others, [{"id": "r1", "events": []}, {"id": "r3", "events": []}])
    found = list(labelled(gold, reports))
    assert [f.where for f in found if isinstance(f, Failure)] == [f"{reports}:1", str(gold)]
    assert [f.id for f in found if not isinstance(f, Failure)] == ["r1"]


def test_a_type_that_is_none_is_refused_with_the_report(tmp_path):
    gold, reports = files(tmp_path, [REPORT], [{"id": "r1", "events": [{**KILLING, "type": "Ambush"}]}])
    with pytest.raises(ValueError, match=r"r1.*Ambush"):
        list(labelled(gold, reports))


def test_sentences_are_labelled_by_what_they_tell_of(report):
    labels = Labels(report)
    assert labels.telling.tolist() == [1, 1, 0]
    assert labels.recalled.tolist() == [0, 0, 1]
    assert labels.planned.tolist() == [0, 1, 0]
    types = list(TYPES)
    assert labels.types[0, types.index("Attack")] > labels.types[0, types.index("Armed clash")] > 0
    assert np.allclose(labels.types.sum(axis=1), 1)


def test_values_are_found_in_the_words_they_rest_on(report):
    text = report.reading.document.text
    found = {}
    for rest in Labels(report).words:
        if rest.event == 0:
            assert rest.start is not None
            found.setdefault(rest.part, set()).add(text[rest.start : rest.end])
    assert found == {
        "initiator": {"hommes armés"},
        "target": {"éleveurs"},
        "place": {"Sévaré"},
        "time": {"lundi"},
        "killed": {"tué cinq éleveurs"},
        "source": {"gendarmerie"},
    }


def test_what_is_not_found_in_the_words_is_not_asked(tmp_path):
    record = {"id": "r1", "events": [{**KILLING, "killed": {"low": 50, "high": 50}}]}
    (report,) = labelled(*files(tmp_path, [REPORT], [record]))
    asked = Labels(report).asked
    assert (0, "killed") not in asked
    assert (0, "place") in asked


# ---- weights ---------------------------------------------------------------------------------


def test_weights_tell_apart_what_can_be_told_apart():
    rows = [{"bias": 1.0, "a": 1.0}, {"bias": 1.0, "b": 1.0}] * 20
    judge = Judgement(fit(rows, yes([True, False] * 20), ["it"], 1.0))
    assert judge.probability(rows[0]) > 0.8 > 0.2 > judge.probability(rows[1])


@settings(max_examples=25)
@given(st.lists(st.booleans(), min_size=1, max_size=30), st.floats(-3, 3))
def test_what_is_held_beforehand_stays_where_records_say_nothing(labels, weight):
    held = {"unseen": {"it": weight}}
    found = as_prior(fit([{"bias": 1.0}] * len(labels), yes(labels), ["it"], 5.0, held))
    assert found.get("unseen", {"it": 0.0})["it"] == pytest.approx(weight, abs=0.011)


def test_features_seen_a_few_times_get_no_weight():
    rows = [{"bias": 1.0, "rare": 1.0}] * 3 + [{"bias": 1.0}] * 20
    found = fit(rows, yes([True] * 3 + [False] * 20), ["it"], 1.0)
    assert {w.feature for w in found} == {"bias"}


# ---- folds and tables ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Our own reports with their records."""
    reports = [
        {"id": w.name, "language": w.language, "title": w.report.title, "text": w.report.text}
        | {"published": w.report.published}
        for w in written()
    ]
    records = [{**w.gold, "events": [e | {"key": str(n)} for n, e in enumerate(w.events)]} for w in written()]
    found = list(labelled(*files(tmp_path_factory.mktemp("ours"), reports, records)))
    assert not [item for item in found if isinstance(item, Failure)]
    return found


def test_reports_of_one_incident_are_never_parted(ours):
    together = [r for r in ours if r.events][:3]
    for report in together:
        report.events[0][0]["incident"] = "one"
    found = course.folds(ours, seed=1)
    assert len({found[r.id] for r in together}) == 1
    sizes = [list(found.values()).count(fold) for fold in range(course.FOLDS)]
    assert max(sizes) - min(sizes) <= 1
    assert found == course.folds(ours, seed=1) != course.folds(ours, seed=2)


def test_tables_are_fitted_and_code_reports_that_had_no_part_in_them(ours):
    some = ours[::2]
    reader = model.load().reader
    fold_of = course.folds(some, seed=1)
    scored = [
        tables.Scored(r, reader.scores(d), reader.glimpse(d), fold_of[r.id])
        for r in some
        if (d := r.reading.document)
    ]
    found, measured = course.fitted(scored, course.release_priors())
    assert set(found) == set(tables.NAMES)
    assert measured.reports == len(some)
    assert measured.events.f1 > 0.8
    coded = (tables.coded(s, tables.judge_of(found)) for s in scored)
    again = score(
        (s.labelled.gold for s in scored),
        ({"report": {"id": s.labelled.id}, "events": c} for s, c in zip(scored, coded, strict=True)),
    )
    assert again.events.f1 >= measured.events.f1 - 0.05


def test_tables_that_are_written_are_read_as_they_were(tmp_path):
    found = {name: fit([{"bias": 1.0, "a": 1.0}] * 9, yes([True] * 9), ["it"], 1.0) for name in tables.NAMES}
    course.write(found, tmp_path)
    (tmp_path / model.ADAPTER).write_bytes((model.RELEASE / model.ADAPTER).read_bytes())
    read = model.load(tmp_path)
    assert read.judge.telling.probability({"a": 1.0}) == Judgement(found["telling"]).probability({"a": 1.0})
    assert read.name == model.load().name


def test_what_the_grammar_alone_found_says_nothing_of_the_models_confidence(ours):
    report = next(r for r in ours if r.is_about)
    document = report.reading.document
    reader = model.load().reader
    scored = tables.Scored(report, reader.scores(document), reader.glimpse(document), 0)
    alone = [event_record(e) for e in coder.code(document.report, report.language).events]
    priors = course.release_priors()
    sure = [{**event, "confidence": 0.9} for event in alone]
    assert any(not event["background"] for event in alone)
    assert tables.confidence([(scored, alone), (scored, sure)], priors) == tables.confidence(
        [(scored, sure)], priors
    )
