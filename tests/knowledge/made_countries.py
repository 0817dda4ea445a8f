"""Country files made for the tests, in GeoNames' form; the places are invented."""

import zipfile
from pathlib import Path


def line(
    number: int,
    name: str,
    country: str = "ML",
    *,
    other: str = "",
    lat: float = 14.0,
    lon: float = -4.0,
    feature: str = "P.PPL",
    admin1: str = "04",
    admin2: str = "",
    population: int = 0,
) -> str:
    """A line of a country file."""
    of_class, code = feature.split(".")
    cells = [number, name, name, other, lat, lon, of_class, code, country, "", admin1, admin2]
    return "\t".join(map(str, [*cells, "", "", population, "", "300", "Africa/Bamako", "2024-01-01"]))


def country(
    folder: Path, code: str, places: int = 20, name: str | None = None, start: int | None = None
) -> Path:
    """A file of a country with so many villages, `Village 1 of CODE` and so on."""
    first = 100_000 * sum(map(ord, code)) if start is None else start
    lines = [
        line(first + n, f"Village {n} of {code}", code, lat=10 + n % 50 * 0.01, lon=n // 50 * 0.01)
        for n in range(places)
    ]
    path = folder / (name or f"{code}.txt")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def zipped(path: Path) -> Path:
    """The file in an archive, as GeoNames has it, beside a file of explanations."""
    archive = path.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme.txt", "Explanations\tthat\tare no data.\n" * 3)
        file.write(path, path.name)
    return archive


def lists(folder: Path) -> list[Path]:
    """The lists of first- and second-level divisions."""
    first, second = folder / "admin1CodesASCII.txt", folder / "admin2Codes.txt"
    first.write_text("ML.04\tMopti\tMopti\t2453347\nML.07\tKidal\tKidal\t2455290\n", encoding="utf-8")
    second.write_text("ML.04.41\tCercle de Bankass\tBankass\t2460514\n", encoding="utf-8")
    return [first, second]
