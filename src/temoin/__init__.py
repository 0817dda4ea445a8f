"""temoin reads reports of armed conflict and keeps a record of who says what happened.

>>> from temoin import Report, code
>>> code(Report(text="Il pleut sur la ville depuis jeudi, et les habitants restent chez eux.")).events
()
"""

from temoin.batch import code
from temoin.model import CodedReport, Event, Report
from temoin.reading import ReadError

__version__ = "0.1.0"
__all__ = ["CodedReport", "Event", "ReadError", "Report", "__version__", "code"]
