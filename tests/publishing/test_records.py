import csv
import io
import json

import pytest

from publishing.made import CODED, QUIET
from temoin.model import CodedReport
from temoin.publishing import FORMATS, report_record
from temoin.publishing.rows import COLUMNS


def written(format: str, *coded: CodedReport) -> str:
    stream = io.StringIO()
    writer = FORMATS[format](stream)
    for one in coded:
        writer.write(one)
    writer.close()
    return stream.getvalue()


def test_a_record_holds_the_report_and_its_events() -> None:
    record = report_record(CODED)
    assert record["report"] == {
        "id": "r1",
        "title": CODED.report.title,
        "url": None,
        "publisher": "Écho du Plateau",
        "published": "2024-12-28",
        "language": "fr",
        "text": CODED.report.full_text,
        "coder": "grammar 0.1.0",
    }
    attack = record["events"][0]
    assert attack["id"] == "r1#1"
    assert attack["date"]["text"] == "jeudi"
    assert attack["place"]["text"] == "marché de Dourgou"
    assert attack["actors"][0]["text"] == "Des hommes armés"
    assert attack["harm"][0]["best"] == 12
    assert attack["totals"]["injured"] == {"low": 2, "best": 2, "high": None}
    assert attack["according_to"][0]["party"] is False


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_every_span_is_verbatim_in_what_is_written(format: str) -> None:
    text = written(format, CODED, QUIET)
    records = json.loads(text) if format == "json" else [json.loads(line) for line in text.splitlines()]
    assert [len(record["events"]) for record in records] == [3, 0]
    for record in records:
        for event in record["events"]:
            for span in [*event["evidence"], *(claim["span"] for claim in event["claims"])]:
                assert record["report"]["text"][span["start"] : span["end"]] == span["text"]


def test_no_reports_are_an_empty_array_and_no_lines() -> None:
    assert json.loads(written("json")) == []
    assert written("jsonl") == ""
    assert written("csv") == ",".join(COLUMNS) + "\n"


def test_csv_is_a_line_an_event() -> None:
    attack, strike, protest = csv.DictReader(io.StringIO(written("csv", CODED, QUIET)))
    assert attack["type"] == "Attack"
    assert (attack["date_start"], attack["place_name"], attack["place_country"]) == (
        "2024-12-26",
        "Dourgou",
        "BF",
    )
    assert (attack["killed_low"], attack["injured_low"], attack["injured_high"]) == ("12", "2", "")
    assert (attack["initiators"], attack["initiator_kinds"]) == ("hommes armés", "unidentified")
    assert attack["evidence"].startswith("Des hommes armés ont ouvert le feu")
    assert strike["according_to_party"] == "yes"
    assert (protest["status"], protest["background"], protest["date_start"]) == ("planned", "yes", "")


def test_csv_cells_are_no_formulas() -> None:
    [row, *_] = csv.DictReader(io.StringIO(written("csv", CODED)))
    assert row["title"] == "'=Attaque au marché de Dourgou"
