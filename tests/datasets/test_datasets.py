"""Files of UCDP and ACLED are read as their users have them; what cannot be read is told."""

import gzip
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.made import ACLED, EVENT, GED, acled, ged, reduced, text
from temoin.analysis.occurrence import NON_STATE, ONE_SIDED, STATE_BASED, Toll
from temoin.datasets import FORMATS, DatasetError, Source
from temoin.datasets.cells import day, whole
from temoin.datasets.formats import columns_of
from temoin.messages import lookup


def told(path, format="ucdp"):
    return [row.occurrence for row in Source(path, format, format).rows()]


def problem_of(path, format="ucdp"):
    with pytest.raises(DatasetError) as raised:
        Source(path, format, format)
    failure = raised.value.failure
    assert failure.where and failure.what and failure.remedy
    return failure.problem


def refused(path, format="ucdp"):
    source = Source(path, format, format)
    rows = list(source.rows())
    return len(rows), {key: (one.n, one.lines) for key, one in source.refused.items()}


def test_an_event_of_ged_is_read_with_all_it_says(tmp_path):
    [event] = told(ged(tmp_path / "ged.csv", {"date_end": "2023-03-07"}))
    assert (event.id, event.data) == ("51", "ucdp")
    assert (event.start, event.end) == (date(2023, 3, 5), date(2023, 3, 7))
    assert (event.country, event.admin1, event.precision) == ("ML", "Mopti region", "exact")
    assert (event.lat, event.lon) == (14.5, -4.1)
    assert (event.violence, event.type) == (STATE_BASED, "")
    assert (event.side_a, event.side_b, event.attacker) == ("Government of Mali", "JNIM", "")
    assert event.killed == Toll(5, 6, 9)
    assert event.voices == 3


@pytest.mark.parametrize(
    ("deaths", "civilians"),
    [
        ({}, Toll(1, 1, 4)),
        ({"deaths_civilians": "6", "deaths_a": "0", "deaths_b": "0"}, Toll(5, 6, 9)),
        ({"deaths_civilians": "0", "deaths_unknown": "1"}, Toll(0, 0, 4)),
        ({"best": ""}, None),
    ],
)
def test_civilians_killed_are_those_told_and_at_most_all_who_are_no_fighters(deaths, civilians, tmp_path):
    [event] = told(ged(tmp_path / "ged.csv", deaths))
    assert event.civilians_killed == civilians


def test_the_attacker_of_one_sided_violence_is_its_first_side(tmp_path):
    events = told(
        ged(tmp_path / "ged.csv", {"type_of_violence": "3", "side_a": "JNIM", "side_b": "Civilians"}, {})
    )
    assert [e.attacker for e in events] == ["JNIM", ""]


def test_sources_that_ucdp_did_not_count_are_not_known(tmp_path):
    [event] = told(ged(tmp_path / "ged.csv", {"number_of_sources": "-1"}))
    assert event.voices is None


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", "exact"),
        ("2.0", "near"),
        ("3", "admin2"),
        ("4", "admin1"),
        ("5", "admin1"),
        ("6", "country"),
        ("7", "unresolved"),
    ],
)
def test_how_well_a_place_is_known(code, precision, tmp_path):
    [event] = told(ged(tmp_path / "ged.csv", {"where_prec": code}))
    assert event.precision == precision


def test_a_reduced_file_says_what_it_lacks(tmp_path):
    file = reduced(tmp_path / "small.csv", {}, {"type_of_violence": "One-sided violence"})
    source = Source(file, "ucdp", "ucdp")
    first, second = (row.occurrence for row in source.rows())
    assert first.start == first.end == date(2023, 3, 5)
    assert (first.country, first.violence, first.killed) == ("ML", STATE_BASED, Toll(5, 6, 9))
    assert (first.civilians_killed, second.civilians_killed) == (None, Toll(5, 6, 9))
    assert set(source.missing) == {"date_end", "where_prec", "number_of_sources", "adm_1", "deaths_civilians"}


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ({"day": ""}, date(2023, 3, 1), date(2023, 3, 31)),
        ({"day": "", "month": ""}, date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_without_a_day_all_days_that_it_may_be(when, start, end, tmp_path):
    [event] = told(reduced(tmp_path / "small.csv", when))
    assert (event.start, event.end) == (start, end)


@pytest.mark.parametrize(
    "name", ["DR Congo (Zaire)", "Yemen (North Yemen)", "Ivory Coast", "Congo", "Myanmar (Burma)"]
)
def test_countries_by_the_names_that_ucdp_gives_them(name, tmp_path):
    codes = {
        "DR Congo (Zaire)": "CD",
        "Yemen (North Yemen)": "YE",
        "Ivory Coast": "CI",
        "Congo": "CG",
        "Myanmar (Burma)": "MM",
    }
    [event] = told(reduced(tmp_path / "small.csv", {"country": name}))
    assert event.country == codes[name]


def test_a_country_that_is_not_known_is_counted(tmp_path):
    source = Source(reduced(tmp_path / "small.csv", {"country": "Kossobaland"}, {}), "ucdp", "ucdp")
    assert [row.occurrence.country for row in source.rows()] == [None, "ML"]
    assert source.unknown == {("country", "Kossobaland"): 1}


def test_sides_are_found_by_their_ids_too(tmp_path):
    [row] = Source(ged(tmp_path / "ged.csv", {}), "ucdp", "ucdp").rows()
    assert {"JNIM", "jnim", "Government of Mali"} <= set(row.names)


def test_an_event_of_acled_is_read_with_all_it_says(tmp_path):
    [event] = told(acled(tmp_path / "acled.csv", {}), "acled")
    assert (event.id, event.start, event.end) == ("MLI51", date(2023, 3, 5), date(2023, 3, 5))
    assert (event.country, event.admin1, event.precision) == ("ML", "Mopti", "near")
    assert (event.type, event.violence) == ("Attack", ONE_SIDED)
    assert event.attacker.startswith("JNIM")
    assert event.killed == event.civilians_killed == Toll(6, 6, 6)
    assert event.voices == 2


@pytest.mark.parametrize(
    ("inters", "violence"),
    [
        (("1", "2"), STATE_BASED),
        (("4", "3"), NON_STATE),
        (("State forces", "Rebel group"), STATE_BASED),
        (("2", "5"), None),
        (("2", "0"), None),
    ],
)
def test_the_type_of_violence_follows_from_acleds_codes_of_actors(inters, violence, tmp_path):
    change = {"event_type": "Battles", "sub_event_type": "Armed clash", "civilian_targeting": ""}
    [event] = told(acled(tmp_path / "a.csv", {**change, "inter1": inters[0], "inter2": inters[1]}), "acled")
    assert (event.violence, event.civilians_killed, event.attacker) == (violence, None, "")


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [("2", date(2023, 3, 2), date(2023, 3, 8)), ("3", date(2023, 3, 1), date(2023, 3, 31))],
)
def test_acled_dates_a_week_or_a_month_to_its_middle(precision, start, end, tmp_path):
    [event] = told(acled(tmp_path / "acled.csv", {"time_precision": precision}), "acled")
    assert (event.start, event.end) == (start, end)


def test_older_exports_of_acled_and_semicolons(tmp_path):
    older = [c for c in ACLED if c not in ("disorder_type", "civilian_targeting", "tags")]
    file = acled(
        tmp_path / "acled.csv", {"event_date": "2023-03-05"}, columns=["data_id", *older], delimiter=";"
    )
    source = Source(file, "acled", "acled")
    [row] = source.rows()
    assert row.occurrence.civilians_killed == Toll(6, 6, 6)
    assert source.missing == ("civilian_targeting",)


def test_packed_files_are_read_as_they_are(tmp_path):
    plain = ged(tmp_path / "ged.csv", {}, {})
    packed = tmp_path / "ged.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    archive = tmp_path / "ged.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(plain, "GEDEvent.csv")
    marked = tmp_path / "marked.csv"
    marked.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes())
    assert told(plain) == told(packed) == told(archive) == told(marked)


def test_a_file_in_the_encoding_of_old_spreadsheets(tmp_path):
    file = tmp_path / "old.csv"
    file.write_bytes(text(GED, {**EVENT, "adm_1": "Région de Ségou"}).encode("cp1252"))
    assert [e.admin1 for e in told(file)] == ["Région de Ségou"]


def test_each_row_that_cannot_be_is_counted_with_its_line(tmp_path):
    wrong = [
        {"date_start": "05/03/2023"},
        {"date_start": "", "year": ""},
        {"date_end": "2023-03-01"},
        {"latitude": "95"},
        {"best": "some"},
        {"best": "-2"},
        {"best": "3000000000"},
        {"type_of_violence": "4"},
        {"id": ""},
        {"id": "51"},
    ]
    file = ged(tmp_path / "ged.csv", {}, *wrong, {})
    with file.open("a", encoding="utf-8") as more:
        more.write("1,2,3\n\n")
    n, found = refused(file)
    assert n == 2
    assert found == {
        ("day", "date_start"): (1, [3]),
        ("no_date", ""): (1, [4]),
        ("period", "date_end"): (1, [5]),
        ("degrees", "latitude"): (1, [6]),
        ("number", "best"): (2, [7, 9]),
        ("negative", "best"): (1, [8]),
        ("type_of_violence", "type_of_violence"): (1, [10]),
        ("no_id", ""): (1, [11]),
        ("repeated", ""): (1, [12]),
        ("cells", ""): (1, [14]),
    }


def test_what_is_no_such_file_is_told(tmp_path):
    def file(name, data):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    assert problem_of(tmp_path / "nowhere.csv") == "missing"
    assert problem_of(tmp_path) == "unreadable"
    assert problem_of(file("empty.csv", b"\n")) == "empty"
    assert problem_of(file("other.csv", b"a,b\n1,2\n")) == "columns"
    assert problem_of(file("utf16.csv", "id,best\n".encode("utf-16"))) == "no_text"
    assert problem_of(file("old.xls", b"\xd0\xcf\x11\xe0" + bytes(20))) == "spreadsheet"
    assert problem_of(file("half.gz", gzip.compress(bytes(range(256)) * 99)[:100])) in (
        "unreadable",
        "no_text",
    )
    assert problem_of(acled(tmp_path / "acled.csv", {})) == "other_format"
    for names, problem in (
        (("a.csv", "b.csv"), "archive"),
        (("[Content_Types].xml", "a.csv"), "spreadsheet"),
    ):
        with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        assert problem_of(tmp_path / "some.zip") == problem


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_that_can_be_told_of_a_file_is_said_in_both_languages(language):
    for format in FORMATS:
        told_of = {c.column for c in columns_of(format) if c.need == "told"}
        assert set(lookup(f"datasets.missing.{format}", language)) == told_of
    assert lookup("datasets.rows", language).keys() == lookup("datasets.rows", "en").keys()
    assert lookup("datasets.problems", language).keys() == lookup("datasets.problems", "en").keys()


@given(st.dates())
def test_every_day_is_read_in_the_forms_that_data_sets_use(when):
    for form in ("%Y-%m-%d", "%Y-%m-%d 00:00:00.000", "%Y/%m/%d", "%d %B %Y", "%d-%B-%Y"):
        if when.year >= 1000:
            assert day(when.strftime(form)) == when


@given(st.text())
def test_any_text_is_a_day_or_none_and_a_number_or_none(value):
    assert day(value) is None or isinstance(day(value), date)
    with suppress(ValueError):
        assert isinstance(whole(value), int)
