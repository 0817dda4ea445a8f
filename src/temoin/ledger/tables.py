"""The tables of a ledger. What was taken in and judged is only ever added to; the rest is derived from it."""

from __future__ import annotations

import re

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

# What no database takes as text: the character 0 and halves of characters.
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def fit(value: str) -> str:
    """The text as it can be kept: a mark stands for each character that no database takes."""
    return _UNFIT.sub("\ufffd", value)


class Words(TypeDecorator[str]):
    """Text of any length, of any characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is kept."""
        return None if value is None else fit(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What a report said, word for word; a text that changed is another one.
text = Table(
    "text",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("title", Words),
    Column("body", Words, nullable=False),
)

# A report as it stands now; `number` counts reports in the order in which they were first taken in. `given`
# is the id that it came with, which others may bear too; `url_sha256` finds it by its address, however long.
report = Table(
    "report",
    metadata,
    Column("id", Words, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("given", Words, nullable=False, index=True),
    Column("url", Words),
    Column("url_sha256", String(64), unique=True),
    Column("publisher", Words),
    Column("published", String(10)),
    Column("language", String(8)),
    Column("text", String(64), ForeignKey("text.sha256"), nullable=False, index=True),
)

# Every input that was ever taken in, and what became of it.
intake = Table(
    "intake",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(25), nullable=False),
    Column("source", Words, nullable=False),
    Column("state", String(8), nullable=False),
    Column("bytes_sha256", String(64)),
    Column("report", Words, ForeignKey("report.id")),
    Column("text", String(64), ForeignKey("text.sha256")),
    Column("reason", Words),
    Index(None, "report"),
    Index(None, "state"),
)

# What a coder made of a text; another version of the coder makes another coding.
coding = Table(
    "coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Words, ForeignKey("report.id"), nullable=False),
    Column("text", String(64), ForeignKey("text.sha256"), nullable=False),
    Column("published", String(10)),
    Column("coder", Words, nullable=False),
    Column("at", String(25), nullable=False),
    Column("record", JSON, nullable=False),
    Index(None, "report", "text"),
)

# The events of the codings that count now; `incident` is the id of the incident that it is the first of.
event = Table(
    "event",
    metadata,
    Column("id", Words, primary_key=True),
    Column("report", Words, ForeignKey("report.id"), nullable=False),
    Column("coding", Integer, ForeignKey("coding.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("record", JSON, nullable=False),
    Column("vector", LargeBinary),
    Column("incident", String(16), nullable=False),
    Index(None, "report"),
)

# The keys under which events are compared (see `linking.blocking`).
block = Table(
    "block",
    metadata,
    Column("key", Words, primary_key=True),
    Column("event", Words, ForeignKey("event.id"), primary_key=True),
    Index(None, "event"),
)

# Pairs of events that may be one incident, with what each comparison says.
pair = Table(
    "pair",
    metadata,
    Column("first", Words, ForeignKey("event.id"), primary_key=True),
    Column("second", Words, ForeignKey("event.id"), primary_key=True),
    Column("weight", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    Index(None, "second"),
)

# Incidents as they follow from events, pairs and judgements; `card` is the whole of what is shown.
incident = Table(
    "incident",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("start", Date),
    Column("end", Date),
    Column("country", String(2)),
    Column("type", Words, nullable=False),
    Column("grade", Words, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("parties", Words, nullable=False),
    Column("card", JSON, nullable=False),
    Index(None, "country", "start"),
    Index(None, "start"),
)

membership = Table(
    "membership",
    metadata,
    Column("event", Words, ForeignKey("event.id"), primary_key=True),
    Column("incident", String(16), ForeignKey("incident.id"), nullable=False),
    Index(None, "incident"),
)

# The rules by which pairs and incidents were made: one row.
linked_by = Table("linked_by", metadata, Column("rules", String(64), primary_key=True))

# What people decided. It hangs on words of reports, not on events, so that a recoding keeps it: `event_...`
# are the first words that tell of the event, and where the word begins that makes it one (`event_trigger`);
# `start`, `end`, `words` are the words of a claim; `other_...` tell of the event that it is compared with.
judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(25), nullable=False),
    Column("who", Words, nullable=False),
    Column("kind", String(9), nullable=False),
    Column("report", Words, ForeignKey("report.id")),
    Column("event_start", Integer),
    Column("event_words", Words),
    Column("event_trigger", Integer),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Words),
    Column("field", Words),
    Column("value", JSON),
    Column("other_report", Words, ForeignKey("report.id")),
    Column("other_start", Integer),
    Column("other_words", Words),
    Column("other_trigger", Integer),
    Column("reason", Words),
    Column("undoes", Integer, ForeignKey("judgement.id")),
    Index(None, "report"),
    Index(None, "other_report"),
    Index(None, "kind"),
)

# Data sets that were loaded beside the ledger's own incidents, each from one file.
dataset = Table(
    "dataset",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("file", Words, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("at", String(25), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("columns", JSON, nullable=False),
    Column("missing", JSON, nullable=False),
)

# Their rows as findings take them (`analysis.occurrence`); `number` counts the rows of the file.
imported = Table(
    "imported",
    metadata,
    Column("dataset", String(64), ForeignKey("dataset.name"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("country", String(2)),
    Column("admin1", Words, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(10), nullable=False),
    Column("type", Words, nullable=False),
    Column("violence", String(11)),
    Column("side_a", Words, nullable=False),
    Column("side_b", Words, nullable=False),
    Column("attacker", Words, nullable=False),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("civilians_low", Integer),
    Column("civilians_best", Integer),
    Column("civilians_high", Integer),
    Column("voices", Integer),
    Column("parties", Words, nullable=False),
    Index(None, "dataset", "country", "start"),
    Index(None, "dataset", "start"),
)

# The same rows as they stand in the file, apart so that reading the others stays quick.
imported_cells = Table(
    "imported_cells",
    metadata,
    Column("dataset", String(64), ForeignKey("dataset.name"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("cells", JSON, nullable=False),
)
