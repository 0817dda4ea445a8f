"""The ledger keeps every report that was taken in, what was coded of it, and what people decided."""

from temoin.ledger.errors import LedgerError, Unplaced
from temoin.ledger.filters import Filters
from temoin.ledger.ledger import Ledger
from temoin.ledger.taken import Taken

__all__ = ["Filters", "Ledger", "LedgerError", "Taken", "Unplaced"]
