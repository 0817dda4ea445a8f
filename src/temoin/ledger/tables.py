"""The tables of a ledger. What was taken in and judged is only ever added to; the rest is derived from it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

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
    Column("title", Text),
    Column("body", Text, nullable=False),
)

# A report as it stands now; `number` counts reports in the order in which they were first taken in.
report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("url", Text, unique=True),
    Column("publisher", Text),
    Column("published", String(10)),
    Column("language", String(8)),
    Column("text", String(64), ForeignKey("text.sha256"), nullable=False),
)

# Every input that was ever taken in, and what became of it.
intake = Table(
    "intake",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(25), nullable=False),
    Column("source", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("bytes_sha256", String(64)),
    Column("report", Text, ForeignKey("report.id")),
    Column("text", String(64), ForeignKey("text.sha256")),
    Column("reason", Text),
    Index(None, "report"),
    Index(None, "state"),
)

# What a coder made of a text; another version of the coder makes another coding.
coding = Table(
    "coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("text", String(64), ForeignKey("text.sha256"), nullable=False),
    Column("published", String(10)),
    Column("coder", Text, nullable=False),
    Column("at", String(25), nullable=False),
    Column("record", JSON, nullable=False),
    Index(None, "report", "text"),
)

# The events of the codings that count now, with what lists are filtered by.
event = Table(
    "event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("coding", Integer, ForeignKey("coding.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("record", JSON, nullable=False),
    Column("vector", LargeBinary),
    Index(None, "report"),
)

# The keys under which events are compared (see `linking.blocking`).
block = Table(
    "block",
    metadata,
    Column("key", Text, primary_key=True),
    Column("event", Text, ForeignKey("event.id"), primary_key=True),
    Index(None, "event"),
)

# Pairs of events that may be one incident, with what each comparison says.
pair = Table(
    "pair",
    metadata,
    Column("first", Text, ForeignKey("event.id"), primary_key=True),
    Column("second", Text, ForeignKey("event.id"), primary_key=True),
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
    Column("type", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("parties", Text, nullable=False),
    Column("card", JSON, nullable=False),
    Index(None, "country", "start"),
    Index(None, "start"),
)

membership = Table(
    "membership",
    metadata,
    Column("event", Text, ForeignKey("event.id"), primary_key=True),
    Column("incident", String(16), ForeignKey("incident.id"), nullable=False),
    Index(None, "incident"),
)

# What people decided. It hangs on words of reports, not on events, so that a recoding keeps it.
judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(25), nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(9), nullable=False),
    Column("report", Text, ForeignKey("report.id")),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Text),
    Column("field", Text),
    Column("value", JSON),
    Column("other_report", Text, ForeignKey("report.id")),
    Column("other_start", Integer),
    Column("other_end", Integer),
    Column("other_words", Text),
    Column("reason", Text),
    Column("undoes", Integer, ForeignKey("judgement.id")),
    Index(None, "report"),
    Index(None, "other_report"),
)
