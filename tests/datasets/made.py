"""Files of data sets as their publishers and users have them, made up."""

import csv
import io

from temoin.publishing.exports.columns import columns

GED, ACLED = columns("ged"), columns("acled")

EVENT = {
    "id": "51.0",
    "relid": "KOS-2023-1-51",
    "year": "2023.0",
    "type_of_violence": "1.0",
    "side_a": "Government of Mali",
    "side_b": "JNIM",
    "number_of_sources": "3.0",
    "source_article": '"""Lake Echo,2023-03-06,Dawn raid; six dead"";""Radio Rive,2023-03-07,É"""',
    "where_prec": "1.0",
    "where_coordinates": "Kossoba village",
    "adm_1": "Mopti region",
    "latitude": "14.5",
    "longitude": "-4.1",
    "country": "Mali",
    "country_id": "432.0",
    "date_prec": "1.0",
    "date_start": "2023-03-05",
    "date_end": "2023-03-05",
    "deaths_a": "2.0",
    "deaths_b": "3.0",
    "deaths_civilians": "1.0",
    "deaths_unknown": "0.0",
    "best": "6.0",
    "high": "9.0",
    "low": "5.0",
}
ACLED_EVENT = {
    "event_id_cnty": "MLI51",
    "event_date": "05 March 2023",
    "year": "2023",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "JNIM: Group for Support of Islam and Muslims",
    "inter1": "2",
    "actor2": "Civilians (Mali)",
    "inter2": "7",
    "interaction": "27",
    "civilian_targeting": "Civilian targeting",
    "iso": "466",
    "region": "Western Africa",
    "country": "Mali",
    "admin1": "Mopti",
    "location": "Kossoba",
    "latitude": "14.5",
    "longitude": "-4.1",
    "geo_precision": "2",
    "source": "Lake Echo; Radio Rive",
    "notes": 'On 5 March 2023, gunmen raided Kossoba; "six" were killed.',
    "fatalities": "6",
    "timestamp": "1678700000",
}
REDUCED = {
    "id": "51.0",
    "year": "2023.0",
    "month": "3.0",
    "day": "5",
    "country": "Mali",
    "type_of_violence": "State-based violence",
    "side_a": "Government of Mali",
    "side_b": "JNIM",
    "latitude": "14.5",
    "longitude": "-4.1",
    "low_death": "5.0",
    "best_death": "6.0",
    "high_death": "9.0",
}


def text(columns, *rows, delimiter=","):
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def ged(path, *changes, columns=GED):
    """A file of GED: an event for each dictionary of changes, numbered where no id is given."""
    rows = [{**EVENT, "id": f"{51 + n}.0", **change} for n, change in enumerate(changes)]
    path.write_text(text(columns, *rows), encoding="utf-8")
    return path


def reduced(path, *changes):
    """A reduced file of GED."""
    rows = [{**REDUCED, "id": f"{51 + n}.0", **change} for n, change in enumerate(changes)]
    path.write_text(text(REDUCED, *rows), encoding="utf-8")
    return path


def acled(path, *changes, columns=ACLED, delimiter=","):
    """An export of ACLED."""
    rows = [{**ACLED_EVENT, "event_id_cnty": f"MLI{51 + n}", **change} for n, change in enumerate(changes)]
    kept = [{name: row[name] for name in columns if name in row} for row in rows]
    path.write_text(text(columns, *kept, delimiter=delimiter), encoding="utf-8")
    return path
