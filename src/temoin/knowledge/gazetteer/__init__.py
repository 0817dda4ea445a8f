"""Where things are: places, divisions and countries by the names that reports use.

`lookup` finds places, `resolve` chooses among namesakes; they are loaded by those who place something.
"""

from temoin.knowledge.gazetteer.areas import (
    Area,
    CountryRow,
    area,
    areas,
    country_name,
    heads,
)
from temoin.knowledge.gazetteer.divisions import (
    Division,
    division_abbreviated,
    division_name,
    divisions_named,
)
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.names import fold, without_article

__all__ = [
    "Area",
    "CountryRow",
    "Division",
    "Entry",
    "area",
    "areas",
    "country_name",
    "division_abbreviated",
    "division_name",
    "divisions_named",
    "fold",
    "heads",
    "without_article",
]
