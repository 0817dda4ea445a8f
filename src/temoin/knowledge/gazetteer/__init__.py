"""Where things are: places, divisions and countries by the names that reports use."""

from temoin.knowledge.gazetteer.areas import (
    Area,
    CountryRow,
    area,
    areas,
    country_name,
    heads,
)
from temoin.knowledge.gazetteer.entry import Entry
from temoin.knowledge.gazetteer.lookup import find
from temoin.knowledge.gazetteer.names import fold, without_article

__all__ = [
    "Area",
    "CountryRow",
    "Entry",
    "area",
    "areas",
    "country_name",
    "find",
    "fold",
    "heads",
    "without_article",
]
