"""The ledger keeps every report that was taken in, what was coded of it, and what people decided."""

from temoin.ledger.intake import Taken
from temoin.ledger.judging import Unplaced
from temoin.ledger.ledger import Filters, Ledger
from temoin.ledger.migrate import NewerLedger

__all__ = ["Filters", "Ledger", "NewerLedger", "Taken", "Unplaced"]
