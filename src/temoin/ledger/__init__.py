"""The ledger keeps every report that was taken in, what was coded of it, and what people decided."""

from temoin.ledger.errors import LedgerError
from temoin.ledger.filters import Filters
from temoin.ledger.intake import Taken
from temoin.ledger.judging import Unplaced
from temoin.ledger.ledger import Ledger

__all__ = ["Filters", "Ledger", "LedgerError", "Taken", "Unplaced"]
