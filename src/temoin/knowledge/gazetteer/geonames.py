"""GeoNames' files (CC BY 4.0, https://download.geonames.org/export/dump/readme.txt), plain or zipped.

They are known by their form, whatever their name: the files of countries (19 columns with tabs between, no
heading), and the lists of first- and second-level divisions (4 columns).
"""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TypeVar

from temoin.knowledge.gazetteer.index import Division, Row

ATTRIBUTION = "GeoNames, CC BY 4.0, https://www.geonames.org"
"""What GeoNames' licence asks to be shown."""
# Settlements, divisions, areas, mountains, waters, roads, buildings, forests; not what lies under the sea.
_CLASSES = frozenset("PALTHSRV")
_ARCHIVE = b"PK\x03\x04"
_COUNTRY = re.compile(r"[A-Z]{2}")
_DIVISION = re.compile(r"([A-Z]{2})\.([^.\s]+)(?:\.(\S+))?")
_COUNTRY_INFO = re.compile(r"[A-Z]{2}\t[A-Z]{3}\t\d{3}\t")
# lines that are looked at to know a file
_LOOKED_AT = 500
_LONGEST_LINE = 1 << 20
# files that passed through a spreadsheet hold 12.0 for 12
_SPREADSHEET_CODE = re.compile(r"(\d+)\.0")
_UNKNOWN = frozenset({"0", "00"})
_LEVELS = {"A.ADM1": 1, "A.ADM2": 2}
_T = TypeVar("_T")


class Form(Enum):
    """What a file of GeoNames holds."""

    PLACES = "places"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    COUNTRIES = "countries"


def form(path: Path) -> Form | None:
    """What the file holds; None where it is no file of GeoNames that is known here.

    Raises `OSError` where it cannot be read, `zipfile.BadZipFile` where it is a damaged archive.
    """
    with _opened(path) as lines:
        return _form_of(lines)


def places(path: Path, malformed: list[int]) -> Iterator[Row]:
    """The places of a country file; the numbers of the lines that are none go to `malformed`."""
    return _each(path, _place, malformed)


def divisions(path: Path, malformed: list[int]) -> Iterator[Division]:
    """The divisions of a list of divisions; the numbers of the lines that are none go to `malformed`."""
    return _each(path, _division, malformed)


def division_of(place: Row) -> Division | None:
    """The division that this place is, where it is one of the first or second level."""
    level = _LEVELS.get(place.feature)
    if not level or not place.admin1 or (level == 2 and not place.admin2):
        return None
    admin2 = place.admin2 if level == 2 else ""
    return Division(place.country, place.admin1, admin2, place.geonameid, place.name, listed=False)


def is_cut_off(path: Path, form: Form) -> bool:
    """Whether a plain file ends in the middle of a line, which cannot be read for that."""
    with path.open("rb") as file:
        if file.read(len(_ARCHIVE)) == _ARCHIVE:
            return False
        file.seek(max(0, path.stat().st_size - _LONGEST_LINE))
        last = file.read().rpartition(b"\n")[2]
    try:
        (_place if form is Form.PLACES else _division)(_text(last))
    except (ValueError, IndexError):
        return True
    return False


def _each(path: Path, read: Callable[[str], _T | None], malformed: list[int]) -> Iterator[_T]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = read(_text(line))
            except (ValueError, IndexError):
                malformed.append(number)
                continue
            if record is not None:
                yield record


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Iterable[bytes]]:
    """The lines of the file, or of the one in the archive that is known."""
    with path.open("rb") as file:
        packed = file.read(len(_ARCHIVE)) == _ARCHIVE
        file.seek(0)
        if not packed:
            yield file
            return
    with zipfile.ZipFile(path) as archive:
        _check(archive)
        for member in archive.namelist():
            with archive.open(member) as file:
                if not _form_of(file):
                    continue
                file.seek(0)
                yield file
                return
        yield ()


def _check(archive: zipfile.ZipFile) -> None:
    """Raise `zipfile.BadZipFile` where a file of the archive cannot be unpacked whole."""
    try:
        bad = archive.testzip()
    except (zlib.error, EOFError, RuntimeError, NotImplementedError) as problem:
        raise zipfile.BadZipFile(str(problem)) from problem
    if bad:
        raise zipfile.BadZipFile(bad)


def _form_of(lines: Iterable[bytes]) -> Form | None:
    for line in islice(lines, _LOOKED_AT):
        with contextlib.suppress(ValueError, IndexError):
            text = _text(line)
            if _COUNTRY_INFO.match(text):
                return Form.COUNTRIES
            if text.count("\t") == 3:
                division = _division(text)
                if division:
                    return Form.ADMIN2 if division.admin2 else Form.ADMIN1
            elif _place(text):
                return Form.PLACES
    return None


def _text(line: bytes) -> str:
    """The line without its end; empty where it is a remark. Raises `ValueError` where it is no UTF-8."""
    text = line.decode("utf-8-sig").rstrip("\r\n")
    return "" if text.startswith("#") else text


def _place(line: str) -> Row | None:
    """The place; None for an empty line and for what is no place on land.

    Raises `ValueError` or `IndexError` for a line that is not of this form.
    """
    if not line:
        return None
    c = line.split("\t")
    if len(c) != 19 or not c[1]:
        raise ValueError(line)
    lat, lon = float(c[4]), float(c[5])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(line)
    number, population = int(c[0]), int(c[14] or 0)
    if c[6] not in _CLASSES or not c[8]:
        return None
    if not _COUNTRY.fullmatch(c[8]):
        raise ValueError(line)
    names = [n for n in (c[2], *c[3].split(",")) if n and n.isprintable() and "://" not in n]
    feature = f"{c[6]}.{c[7]}"
    return Row(
        number, c[1], c[8], _code(c[10]), _code(c[11]), feature, lat, lon, population, c[7] == "PPLC", names
    )


def _code(written: str) -> str:
    """The code of a division, empty where not known."""
    code = _SPREADSHEET_CODE.sub(r"\1", written)
    return "" if code in _UNKNOWN else code


def _division(line: str) -> Division | None:
    """The division. Raises `ValueError` or `IndexError` for a line that is not of this form."""
    if not line:
        return None
    code, name, _, geonameid = line.split("\t")
    match = _DIVISION.fullmatch(code)
    if not match or not name:
        raise ValueError(line)
    return Division(match[1], match[2], match[3] or "", int(geonameid), name, listed=True)
