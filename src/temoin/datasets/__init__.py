"""Files of data sets that others coded, UCDP's GED and ACLED, read row by row as findings take them."""

from temoin.datasets.errors import DatasetError
from temoin.datasets.formats import FORMATS, Format
from temoin.datasets.row import Refused, Row
from temoin.datasets.source import Source

__all__ = ["FORMATS", "DatasetError", "Format", "Refused", "Row", "Source"]
