"""Were the incidents made by the rules that this version of temoin links by?"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

import temoin.linking
from temoin.ledger.engine import reading, writing
from temoin.ledger.errors import LedgerError
from temoin.ledger.tables import linked_by


def bring_up_to_date(engine: sa.Engine) -> None:
    """Make all incidents anew where they were made by other rules, unless the ledger may only be read."""
    with reading(engine) as connection:
        if _made_by(connection) == _rules():
            return
    from temoin.ledger import linked

    try:
        with writing(engine) as connection:
            if _made_by(connection) != _rules():
                linked.relink(connection)
                connection.execute(linked_by.delete())
                connection.execute(linked_by.insert().values(rules=_rules()))
    except LedgerError as problem:
        if problem.failure.problem != "read_only":
            raise


def _made_by(connection: sa.Connection) -> str | None:
    return connection.scalar(sa.select(linked_by.c.rules))


@cache
def _rules() -> str:
    """The hash of all that linking is: its tables and its modules."""
    folder = Path(temoin.linking.__file__).parent
    files = sorted(f for f in folder.iterdir() if f.suffix in (".py", ".tsv"))
    return sha256(b"".join(f.name.encode() + f.read_bytes() for f in files)).hexdigest()
