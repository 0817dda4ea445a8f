"""temoin reads reports of armed conflict and keeps a record of who says what happened.

>>> from temoin import Report, code
>>> code(Report(text="Il pleut sur la ville depuis jeudi, et les habitants restent chez eux.")).events
()
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from temoin.model import CodedReport, Event, Report

if TYPE_CHECKING:
    from temoin.batch import code
    from temoin.ledger import Ledger
    from temoin.reading import ReadError

__version__ = "0.1.0"
__all__ = ["CodedReport", "Event", "Ledger", "ReadError", "Report", "__version__", "code"]

# Loaded when it is asked for: the coder and the database cost the commands that need neither.
_LATER = {"code": "batch", "Ledger": "ledger", "ReadError": "reading"}


def __getattr__(name: str) -> Any:
    """What is loaded later."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"temoin.{_LATER[name]}"), name)
