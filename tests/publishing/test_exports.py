"""Incidents in the formats of other programs: what goes in comes out, what cannot be said is told beside it."""

import csv
import io
import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb
import hxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from linking.members import (
    ARMY,
    ARMY_SAYS,
    CIVILIANS,
    GSIM,
    GUNMEN,
    ISGS,
    PEOPLE_SAY,
    TOWN,
    any_members,
    judged,
    member,
    place,
)
from temoin.knowledge.countries import country_of
from temoin.linking.deriving import derive
from temoin.messages import lookup
from temoin.publishing.exports import (
    FORMATS,
    Losses,
    Told,
    acled,
    export,
    fields,
    ged_rows,
    table,
    ucdp,
    write_ged,
)
from temoin.publishing.exports.audience import for_public, personal
from temoin.publishing.exports.codes import date_precision, days, interaction, time_precision
from temoin.publishing.exports.hxl import hashtags

WITNESS = ("Aminata Kéléma", "civilians", False)


def told(*members, id="i0a1b2c3d4e"):
    """An incident as it comes from a ledger: through JSON."""
    incident = json.loads(json.dumps({"id": id, **asdict(derive(members))}))
    return Told(
        incident,
        tuple(m.event for m in members),
        {m.report["id"]: {"title": None, **m.report} for m in members},
    )


def actor_deaths(role, victims, n):
    return {
        "effect": "killed",
        "victims": victims,
        "role": role,
        "low": n,
        "best": n,
        "high": n,
        "stance": "asserted",
        "text": "",
        "according_to": None,
    }


def clash(**about):
    """Fighters meet soldiers at a town: nine killed, of them two soldiers, four fighters and one villager."""
    about = {"type": "Armed clash", "where": place("Kossoba", **TOWN), "killed": 9, "civilians": 1, **about}
    made = member("a", by=[GSIM], on=[ARMY], publisher="Écho du Lac", **about)
    made.event["harm"][:] = [
        actor_deaths("initiator", "armed_group", 4),
        actor_deaths("target", "state_forces", 2),
    ]
    return made


CLASH = told(clash())
ATTACK = told(
    member("b", killed=(2, None), says=[PEOPLE_SAY], publisher="Radio Rive"),
    member("c", killed=12, by=[ISGS], publisher="Delta Hebdo"),
    id="i0a1b2c3d4f",
)
MARCH = told(
    member("d", type="Peaceful protest", killed=None, by=[], on=[], where=None, day=None), id="i0a1b2c3d50"
)
DENIED = told(member("e", status="denied"), id="i0a1b2c3d51")
ALL = (CLASH, ATTACK, MARCH, DENIED)


def written(format, *incidents, audience="internal"):
    """The bytes of a file, and what it does not say."""
    stream = io.BytesIO()
    losses = export(iter(incidents), format, stream, audience)
    return stream.getvalue(), losses


def cells(format, *incidents, **about):
    return list(csv.DictReader(io.StringIO(written(format, *incidents, **about)[0].decode())))


def as_cells(row, columns):
    return {c: "" if row.get(c) is None else str(row[c]) for c in columns}


def test_csv_comes_back_as_it_went_in():
    rows = list(table.rows(ALL, Losses("csv", "internal")))
    assert cells("csv", *ALL) == [as_cells(row, table.COLUMNS) for row in rows]
    assert [row["killed_high"] for row in cells("csv", *ALL)] == ["9", "", "", "12"]


def test_acled_comes_back_as_it_went_in():
    rows = list(acled.rows(ALL, Losses("acled", "internal")))
    assert len(acled.COLUMNS) == 31
    assert cells("acled", *ALL) == [as_cells(row, acled.COLUMNS) for row in rows]


def test_ucdp_comes_back_as_it_went_in(tmp_path):
    rows = list(ucdp.rows(ALL, Losses("ucdp", "internal")))
    file = tmp_path / "ged.csv"
    file.write_bytes(written("ucdp", *ALL)[0])
    assert list(ged_rows(file)) == [as_cells(row, ucdp_columns()) for row in rows]


def ucdp_columns():
    from temoin.publishing.exports.ged import COLUMNS

    assert len(COLUMNS) == 49
    return COLUMNS


def test_geojson_comes_back_as_it_went_in():
    read = json.loads(written("geojson", *ALL)[0])
    assert read["type"] == "FeatureCollection"
    assert [f["id"] for f in read["features"]] == [t.id for t in ALL]
    for feature, one in zip(read["features"], ALL, strict=True):
        known = fields.fields(one)
        point = [known.pop("place_lon"), known.pop("place_lat")]
        assert feature["properties"] == known
        assert feature["geometry"] == (None if None in point else {"type": "Point", "coordinates": point})


def test_geojson_puts_longitude_first_and_invents_no_point():
    first, second = json.loads(written("geojson", CLASH, MARCH)[0])["features"]
    assert first["geometry"]["coordinates"] == [TOWN["lon"], TOWN["lat"]]
    assert second["geometry"] is None


def test_an_empty_collection_is_a_collection():
    assert json.loads(written("geojson")[0])["features"] == []


def test_parquet_comes_back_with_its_types(tmp_path):
    file = tmp_path / "incidents.parquet"
    file.write_bytes(written("parquet", *ALL)[0])
    rows = [
        {name: str(v) if isinstance(v, date) else v for name, v in row.items()}
        for row in pq.read_table(file).to_pylist()
    ]
    assert rows == [fields.fields(one) for one in ALL]
    types = dict(row[:2] for row in duckdb.sql(f"describe select * from '{file}'").fetchall())
    expected = {"start": "DATE", "killed_low": "BIGINT", "place_lat": "DOUBLE", "background": "BOOLEAN"}
    assert {name: types[name] for name in expected} == expected
    assert types["initiators"] == "VARCHAR[]"
    assert pq.read_schema(file).metadata[b"temoin.audience"] == b"internal"


def test_hxl_comes_back_and_libhxl_accepts_it():
    content = written("hxl", *ALL)[0]
    source = hxl.data(io.BytesIO(content))
    assert source.display_tags == list(hashtags().values())
    rows = [dict(zip(hashtags(), row.values, strict=True)) for row in source]
    assert rows == cells("csv", *ALL)
    assert hxl.validate(hxl.data(io.BytesIO(content)))["is_valid"]


def test_every_column_has_a_hashtag():
    assert tuple(hashtags()) == table.COLUMNS


def test_claims_come_back_as_they_went_in():
    lines = [json.loads(line) for line in written("jsonl", *ALL)[0].decode().splitlines()]
    claims = [{"incident": t.id, **s} for t in ALL for s in t.incident["statements"]]
    assert [{name: line[name] for name in claims[0]} for line in lines] == claims
    assert {line["report_publisher"] for line in lines} >= {"Écho du Lac", "Radio Rive"}


GED = "id," + ",".join(f"c{n}" for n in range(48)) + "\n"


def ged_file(path, *rows):
    path.write_text("\n".join([",".join(ucdp_columns()), *rows]) + "\n", encoding="utf-8")
    return path


def test_rows_of_ged_go_in_and_out_unchanged(tmp_path):
    quoted = '"""Wire, 2011-02-03, Six die; town shelled"";""Radio,2011-02-04,É"""'
    odd = ["17.0", "ODD-1", "", '"two\nlines"', quoted, " blanks ", "=1+1", *["x"] * 41, "0.50"]
    plain = [str(n) for n in range(49)]
    file = ged_file(tmp_path / "ged.csv", ",".join(odd), ",".join(plain))
    out = io.StringIO()
    write_ged(ged_rows(file), out)
    assert out.getvalue().encode() == file.read_bytes()


def test_a_file_that_is_no_ged_is_told(tmp_path):
    file = tmp_path / "other.csv"
    file.write_text(GED, encoding="utf-8")
    with pytest.raises(ValueError, match="relid"):
        list(ged_rows(file))
    with pytest.raises(ValueError, match=r"short\.csv:2"):
        list(ged_rows(ged_file(tmp_path / "short.csv", "1,2,3")))


def test_ucdp_counts_the_dead_by_side():
    [row] = ucdp.rows([CLASH], Losses("ucdp", "internal"))
    # the government is side a, whoever began
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Government of Mali", "JNIM", 1)
    assert (row["gwnoa"], row["gwnob"]) == (432, None)
    assert [row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")] == [2, 4, 1, 2]
    assert (row["best"], row["where_prec"], row["date_prec"], row["event_clarity"]) == (9, 1, 1, 1)
    assert (row["country"], row["country_id"], row["region"]) == ("Mali", 432, "Africa")
    assert row["geom_wkt"] == f"POINT ({TOWN['lon']} {TOWN['lat']})"


def test_ucdp_keeps_the_range_and_leaves_an_open_end_empty():
    losses = Losses("ucdp", "internal")
    [row] = ucdp.rows([ATTACK], losses)
    assert (row["low"], row["high"], row["type_of_violence"], row["side_b"]) == (2, None, 3, "Civilians")
    assert losses["open_high"] == 1


def test_ucdp_has_no_room_for_what_killed_nobody():
    losses = Losses("ucdp", "internal")
    nobody = told(member("f", killed=0), id="i1")
    unknown = told(member("g", killed=None), id="i2")
    assert list(ucdp.rows([MARCH, DENIED, nobody, unknown], losses)) == []
    assert [losses[what] for what in ("no_toll", "not_reported", "nobody_killed")] == [2, 1, 1]


@given(any_members())
@settings(max_examples=50)
def test_the_best_estimate_is_the_sum_of_all_sides(members):
    for row in ucdp.rows([told(*members)], Losses("ucdp", "internal")):
        parts = [row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")]
        assert sum(parts) == row["best"]
        assert min(parts) >= 0
        assert row["low"] <= row["best"]
        assert row["high"] is None or row["best"] <= row["high"]


@given(any_members())
@settings(max_examples=25)
def test_every_format_takes_every_incident(members):
    for format in FORMATS:
        for audience in ("public", "internal"):
            assert written(format, told(*members), audience=audience)[1].written <= 1


def test_acled_takes_the_lowest_number_and_says_the_range_in_its_notes(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    [row] = acled.rows([ATTACK], Losses("acled", "internal"))
    assert row["fatalities"] == 2
    assert "2 to" in row["notes"]


def test_acled_does_not_take_silence_for_nobody_killed():
    losses = Losses("acled", "internal")
    [row] = acled.rows([told(member("g", killed=None))], losses)
    assert row["fatalities"] is None
    assert losses["no_fatalities"] == 1


@pytest.mark.parametrize(
    ("by", "on", "type", "codes"),
    [
        (ARMY, GSIM, "Armed clash", (1, 2, 12)),
        (GSIM, ARMY, "Armed clash", (2, 1, 12)),
        (GSIM, CIVILIANS, "Attack", (2, 7, 27)),
        (GUNMEN, CIVILIANS, "Attack", (3, 7, 37)),
        (("chasseurs", None, "communal_militia"), GSIM, "Armed clash", (4, 2, 24)),
        (("marcheurs", None, "protesters"), None, "Peaceful protest", (6, 0, 60)),
        (("marcheurs", None, "protesters"), ARMY, "Violent demonstration", (5, 1, 15)),
        (("mouvement du Lac", None, "armed_group"), CIVILIANS, "Attack", (None, 7, None)),
        (GSIM, None, "Attack", (2, None, None)),
        (ARMY, None, "Air/drone strike", (1, 0, 10)),
    ],
)
def test_interaction_says_who_meets_whom(by, on, type, codes):
    made = told(member("a", by=[by], on=[on] if on else [], type=type))
    [row] = acled.rows([made], Losses("acled", "internal"))
    assert (row["inter1"], row["inter2"], row["interaction"]) == codes


def test_the_smaller_code_comes_first_and_nobody_last():
    assert [interaction(7, 1), interaction(1, 1), interaction(0, 8), interaction(None, 2)] == [
        17,
        11,
        80,
        None,
    ]


@pytest.mark.parametrize(
    ("start", "end", "acled_code", "ucdp_code"),
    [
        ("2024-03-05", "2024-03-05", 1, 1),
        ("2024-03-05", "2024-03-06", 2, 2),
        ("2024-03-04", "2024-03-10", 2, 3),
        ("2024-03-01", "2024-03-31", 3, 4),
        ("2024-01-01", "2024-12-31", None, 5),
        ("2023-01-01", "2024-12-31", None, None),
        (None, None, None, None),
    ],
)
def test_how_well_a_date_is_known(start, end, acled_code, ucdp_code):
    span = days(start, end)
    assert (time_precision(span), date_precision(span)) == (acled_code, ucdp_code)


def test_a_month_is_its_middle_to_acled_and_a_year_no_day_at_all():
    month, year = (
        told(member("a", day=d)) for d in (("2024-03-01", "2024-03-31"), ("2024-01-01", "2024-12-31"))
    )
    losses = Losses("acled", "internal")
    first, second = acled.rows([month, year], losses)
    assert (first["event_date"], first["time_precision"]) == ("2024-03-16", 3)
    assert "event_date" not in second
    assert (losses["middle_of_period"], losses["date_too_long"]) == (1, 1)


def test_countries_have_the_codes_of_both():
    congo = country_of("CD")
    assert (congo.iso, congo.acled_name, congo.acled_region) == (
        180,
        "Democratic Republic of Congo",
        "Middle Africa",
    )
    assert (congo.gwno, congo.ucdp_name, congo.ucdp_region) == (490, "DR Congo (Zaire)", "Africa")
    assert country_of("AQ").gwno is None
    assert country_of(None) is None


@pytest.mark.parametrize(("lat", "lon", "cell"), [(-90, -180, 1), (0.1, 0.1, 129961), (90, 180, 259200)])
def test_cells_of_the_grid(lat, lon, cell):
    assert ucdp.priogrid(lat, lon) == cell


@pytest.mark.parametrize(
    "name",
    [
        "Aminata Kéléma",
        "villageois Oumar Tanko",
        "Mr. Peter Oduya",
        "OUMAR TANKO",
        "maire de Kossoba",
        "Fati",
        "Rami Oduya de l’Observatoire du Lac",
        "Peter Oduya of the Lake Council",
    ],
)
def test_names_of_persons(name):
    assert personal(name)


@pytest.mark.parametrize(
    "name",
    [
        "habitants",
        "Habitants de Kossoba",
        "Malian civilians",
        "MSF",
        "Croissant-Rouge du Lac",
        "un élu local",
        "Security sources",
        "Lake Rights Watch",
        "Comité de Kossoba",
        "residents of Kossoba",
    ],
)
def test_names_of_groups(name):
    assert not personal(name)


def with_names():
    """A witness speaks, a victim is named in the words, an analyst has decided."""
    made = member(
        "h",
        says=[WITNESS],
        on=[("Oumar Tanko", None, "civilians")],
        publisher="Écho du Lac",
        text="Oumar Tanko est mort. " * 4,
    )
    made.report["title"] = "Kossoba : le récit d'Aminata Kéléma"
    made.report["url"] = "https://echo.example/le-recit-d-aminata-kelema"
    words = ["le fils de Fanta Sidamé Boro", "Kéléma l'a vu", "douze morts"]
    for claim, text in zip(made.event["claims"][:3], words, strict=True):
        claim["span"]["text"] = text
    return told(judged(made, "accept", "type"))


@pytest.mark.parametrize("format", FORMATS)
def test_a_public_file_has_no_names_of_private_persons(format):
    public, losses = written(format, with_names(), audience="public")
    for name in ("Aminata", "Kéléma", "kelema", "Oumar", "Tanko", "Fanta", "awa", "relu"):
        assert name.encode() not in public
    assert losses["withheld"] == 1
    if format in ("csv", "jsonl", "geojson", "acled"):
        assert "Aminata" in written(format, with_names())[0].decode()


def test_a_public_file_keeps_what_names_nobody():
    public = for_public(CLASH)
    assert public.withheld == ()
    assert public.incident == {**CLASH.incident, "decisions": []}
    words = [s["words"] for s in for_public(with_names()).incident["statements"]]
    assert "douze morts" in words
    assert {v["name"] for v in for_public(with_names()).incident["voices"]} == {"civilians"}


def test_armies_movements_and_groups_of_people_are_named_to_everybody():
    incident = told(member("a", by=[GSIM], on=[CIVILIANS], says=[ARMY_SAYS, PEOPLE_SAY]))
    assert for_public(incident).incident["voices"] == incident.incident["voices"]
    assert for_public(incident).incident["parties"] == incident.incident["parties"]


def test_no_cell_is_a_formula():
    risky = told(member("a", by=[("=HYPERLINK(1)", None, "armed_group")], publisher="+1"))
    for format in ("csv", "acled", "ucdp", "hxl"):
        assert not any(c.startswith(("=", "+")) for row in cells(format, risky) for c in row.values())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_what_a_format_cannot_say_is_told_in_both_languages(format, language, monkeypatch):
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    report = written(format, *ALL, audience="public")[1].report()
    for sentence in lookup(f"export.cannot.{format}", language):
        assert sentence in report
    assert lookup("export.audience.public", language) in report


def test_a_long_list_of_losses_is_cut():
    losses = Losses("csv", "public")
    for n in range(1000):
        losses.note("withheld", f"i{n}")
    assert "1000: i0," in losses.report()
    assert "(+980)" in losses.report()


def described(heading):
    """The names in the first column of the tables under a heading of the documentation."""
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    part = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return tuple(re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE))


def test_every_column_and_field_is_described():
    [line, *_] = written("jsonl", CLASH)[0].splitlines()
    assert described("csv, hxl, parquet, geojson") == table.COLUMNS
    assert described("jsonl") == tuple(json.loads(line))
