"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first ledgers."""
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_country_start"), ["country", "start"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_start"), ["start"], unique=False)

    op.create_table(
        "linked_by",
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("rules", name=op.f("pk_linked_by")),
    )
    op.create_table(
        "text",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_text")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("url_sha256", sa.String(length=64), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("text", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["text.sha256"], name=op.f("fk_report_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("number", name=op.f("uq_report_number")),
        sa.UniqueConstraint("url_sha256", name=op.f("uq_report_url_sha256")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_given"), ["given"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_text"), ["text"], unique=False)

    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("text", sa.String(length=64), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_coding_report")),
        sa.ForeignKeyConstraint(["text"], ["text.sha256"], name=op.f("fk_coding_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_report_text"), ["report", "text"], unique=False)

    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("bytes_sha256", sa.String(length=64), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("text", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_intake_report")),
        sa.ForeignKeyConstraint(["text"], ["text.sha256"], name=op.f("fk_intake_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_report"), ["report"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_state"), ["state"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("event_start", sa.Integer(), nullable=True),
        sa.Column("event_words", sa.Text(), nullable=True),
        sa.Column("event_trigger", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("other_report", sa.Text(), nullable=True),
        sa.Column("other_start", sa.Integer(), nullable=True),
        sa.Column("other_words", sa.Text(), nullable=True),
        sa.Column("other_trigger", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["other_report"], ["report.id"], name=op.f("fk_judgement_other_report")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_judgement_report")),
        sa.ForeignKeyConstraint(["undoes"], ["judgement.id"], name=op.f("fk_judgement_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_other_report"), ["other_report"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_report"), ["report"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("incident", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["coding.id"], name=op.f("fk_event_coding")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_event_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_report"), ["report"], unique=False)

    op.create_table(
        "block",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_block_event")),
        sa.PrimaryKeyConstraint("key", "event", name=op.f("pk_block")),
    )
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_event"), ["event"], unique=False)

    op.create_table(
        "membership",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("incident", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_membership_event")),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_membership_incident")),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_incident"), ["incident"], unique=False)

    op.create_table(
        "pair",
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["first"], ["event.id"], name=op.f("fk_pair_first")),
        sa.ForeignKeyConstraint(["second"], ["event.id"], name=op.f("fk_pair_second")),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_pair")),
    )
    with op.batch_alter_table("pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_second"), ["second"], unique=False)
