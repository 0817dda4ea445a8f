"""Take reports in on a process of its own: python adding.py ADDRESS FIRST LAST [STATEMENTS SECONDS].

Reports are taken in three at a time. With the last two, the process kills itself at its so-manieth statement, or
after so many seconds, and is started again on the same reports for every pair of them: a fork, as importing takes
longer than adding. Prints the problem where the ledger cannot be written.
"""

import os
import signal
import sys
import threading
from itertools import count, islice

import duckdb  # noqa: F401 - imported once, for all forks
import splink  # noqa: F401
import sqlalchemy as sa

from ledger.made import coder, season
from temoin.ledger import Ledger, LedgerError, intake

intake.TOGETHER = 3


def add(address, first, last, statements=None, seconds=None):
    try:
        with Ledger(address) as ledger:
            if statements:
                numbers = count(1)
                sa.event.listen(
                    ledger.engine, "before_cursor_execute", lambda *_: next(numbers) == statements and _die()
                )
                timer = threading.Timer(seconds, _die)
                timer.daemon = True
                timer.start()
            for _ in ledger.add(islice(season(last), first, last), coder=coder()):
                pass
    except LedgerError as problem:
        print(problem.failure.problem, flush=True)


def _die():
    os.kill(os.getpid(), signal.SIGKILL)


def main():
    address, first, last, *kills = sys.argv[1:]
    if not kills:
        add(address, int(first), int(last))
    for statements, seconds in zip(kills[::2], kills[1::2], strict=True):
        if child := os.fork():
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        else:
            add(address, int(first), int(last), int(statements), float(seconds))
            os._exit(0)


if __name__ == "__main__":
    main()
