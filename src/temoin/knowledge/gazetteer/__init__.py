"""Where things are: places, divisions and countries by the names that reports use."""

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
from temoin.knowledge.gazetteer.lookup import Candidate, candidates, find
from temoin.knowledge.gazetteer.names import fold, without_article
from temoin.knowledge.gazetteer.resolve import Choice, Clues, Reason, Scored, resolve

__all__ = [
    "Area",
    "Candidate",
    "Choice",
    "Clues",
    "CountryRow",
    "Division",
    "Entry",
    "Reason",
    "Scored",
    "area",
    "areas",
    "candidates",
    "country_name",
    "division_abbreviated",
    "division_name",
    "divisions_named",
    "find",
    "fold",
    "heads",
    "resolve",
    "without_article",
]
