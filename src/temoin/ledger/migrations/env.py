"""Alembic's way in: runs the migrations over the connection it is given."""

from alembic import context

from temoin.ledger.migrate import VERSION_TABLE
from temoin.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
