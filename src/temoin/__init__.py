"""temoin reads reports of armed conflict and keeps a record of who says what happened.

>>> from temoin import Report, code
>>> code(Report(text="Il pleut sur la ville depuis jeudi, et les habitants restent chez eux.")).events
()
"""

from typing import TYPE_CHECKING, Any

from temoin.batch import code
from temoin.model import CodedReport, Event, Report
from temoin.reading import ReadError

if TYPE_CHECKING:
    from temoin.ledger import Ledger

__version__ = "0.1.0"
__all__ = ["CodedReport", "Event", "Ledger", "ReadError", "Report", "__version__", "code"]


def __getattr__(name: str) -> Any:
    """`Ledger` is loaded when it is asked for: its database costs a third of a second."""
    if name == "Ledger":
        from temoin.ledger import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
