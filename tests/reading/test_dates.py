import pytest

from temoin.reading import dates

READ = [
    ("2024-12-28", "2024-12-28"),
    ("2024-12", "2024-12"),
    ("2024", "2024"),
    ("2024-12-28T10:00:00Z", "2024-12-28"),
    ("2024-12-28 10:00:00+01:00", "2024-12-28"),
    ("2024/12/28", "2024-12-28"),
    ("2024-5-3", "2024-05-03"),
    ("20241228", "2024-12-28"),
    ("28/12/2024", "2024-12-28"),
    ("28-12-2024", "2024-12-28"),
    ("12/28/2024", "2024-12-28"),
    ("05/05/2024", "2024-05-05"),
    ("05.06.2024", "2024-06-05"),
    ("12/2024", "2024-12"),
    ("28 décembre 2024", "2024-12-28"),
    ("1er août 2023", "2023-08-01"),
    ("samedi 28 déc. 2024 à 10h30", "2024-12-28"),
    ("Décembre 2024", "2024-12"),
    ("December 28, 2024", "2024-12-28"),
    ("Sat, 28 Dec 2024 10:00:00 GMT", "2024-12-28"),
    ("  2024 ", "2024"),
    ("", None),
    ("   ", None),
]


@pytest.mark.parametrize(("written", "meant"), READ)
def test_dates_as_people_write_them(written: str, meant: str | None) -> None:
    assert dates.published(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "hier",
        "2024-13-01",
        "2024-02-30",
        "30/02/2024",
        "28/12/24",
        "28 brumaire 2024",
        "0000",
        "2024-12-28 matin",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        dates.published(written)


@pytest.mark.parametrize("written", ["05/06/2024", "1-2-2024"])
def test_a_date_that_can_be_read_two_ways_is_refused(written: str) -> None:
    with pytest.raises(dates.AmbiguousDate):
        dates.published(written)
