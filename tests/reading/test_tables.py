import io
import json

import pytest

from temoin.reading import Failure, Reading
from temoin.reading.tables import from_csv, from_jsonl

TEXT = "Deux bergers ont été tués par une mine, a dit le préfet."


def jsonl(*lines: object, encoding: str = "utf-8") -> list[Reading | Failure]:
    text = "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    return list(from_jsonl(io.BufferedReader(io.BytesIO(text.encode(encoding))), "x.jsonl"))


def csv(text: str, encoding: str = "utf-8") -> list[Reading | Failure]:
    return list(from_csv(io.BufferedReader(io.BytesIO(text.encode(encoding))), "x.csv"))


def test_a_line_a_report() -> None:
    line = {
        "id": 7,
        "title": "Mine",
        "text": TEXT,
        "published": 2024,
        "lang": "fr",
        "publisher": "L'Écho",
        "url": None,
    }
    [reading] = jsonl(line)
    assert isinstance(reading, Reading)
    report = reading.report
    assert (report.id, report.title, report.text, report.published) == ("7", "Mine", TEXT, "2024")
    assert (report.language, report.publisher, report.url) == ("fr", "L'Écho", None)


def test_a_report_without_an_id_gets_one_from_its_text() -> None:
    first, second = jsonl({"text": TEXT}, {"text": TEXT})
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.report.id == second.report.id != ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    readings = [
        *jsonl({"text": TEXT}, {"text": TEXT}, encoding=encoding),
        *csv(f'text\n"{TEXT}"\n', encoding),
    ]
    assert [item.report.text for item in readings if isinstance(item, Reading)] == [TEXT, TEXT, TEXT]


BROKEN = [
    "{broken",
    "[1, 2]",
    '"a string"',
    '{"title": "no text"}',
    '{"text": 12}',
    '{"text": ""}',
    '{"text": "...", "published": "2024-13-01"}',
    '{"text": "Deux morts", "published": "hier"}',
    '{"text": "Deux morts", "published": "04/05/2024"}',
    '{"text": "Deux morts", "title": ["a"]}',
    '{"text": "Deux \\u0000"',
    "[" * 100_000,
]


@pytest.mark.parametrize("line", BROKEN, ids=range(len(BROKEN)))
def test_a_bad_line_fails_by_its_number_and_the_others_are_read(line: str) -> None:
    before, bad, after = jsonl({"text": TEXT}, line, {"text": TEXT})
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert isinstance(bad, Failure)
    assert bad.where == "x.jsonl:2"
    assert bad.what
    assert bad.remedy


def test_blank_lines_are_no_reports() -> None:
    assert len(jsonl({"text": TEXT}, "", "  ")) == 1


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_with_any_delimiter_in_any_order(mark: str) -> None:
    rows = [["published", "Text", "id"], ["28/12/2024", f'"{TEXT}"', "r1"]]
    [reading] = csv("\n".join(mark.join(row) for row in rows))
    assert isinstance(reading, Reading)
    assert (reading.report.id, reading.report.text, reading.report.published) == ("r1", TEXT, "2024-12-28")


def test_csv_cells_over_several_lines_and_bad_rows() -> None:
    found = csv(
        'id,text,published\na,"Une ligne.\nUne autre.",\nb,Deux morts,demain\nc,Un bus a sauté,2024-12\n'
    )
    assert [type(item) for item in found] == [Reading, Failure, Reading]
    assert isinstance(found[0], Reading)
    assert found[0].report.text == "Une ligne.\nUne autre."
    assert found[1].where == "x.csv:4"


@pytest.mark.parametrize("table", ["", "a,b\n1,2\n", "\n"])
def test_csv_without_a_text_column_is_refused(table: str) -> None:
    assert [type(item) for item in csv(table)] == [Failure]


def test_binary_tables_are_refused() -> None:
    assert [type(item) for item in csv("text\n\x00\x01\n")] == [Failure]
    assert [type(item) for item in jsonl("\x00\x01")] == [Failure]


def test_words_stay_letter_for_letter_in_their_places() -> None:
    text = "  L\u2019arm\u00e9e\u200e a\x9d quitte\u0301 la\u00ad ville.\r\n\nFin. "
    [reading] = jsonl({"title": " Un\ntitre ", "text": text})
    assert isinstance(reading, Reading)
    assert reading.report.full_text == f" Un titre \n\n{text}"


def test_half_a_character_is_marked() -> None:
    [reading] = jsonl('{"text": "Deux morts \\ud83d ici"}')
    assert isinstance(reading, Reading)
    assert reading.report.text == "Deux morts \ufffd ici"
