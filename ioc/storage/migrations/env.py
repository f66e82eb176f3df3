"""Alembic's entry: runs the revisions on the connection handed over by ``ioc.storage.migrate``."""

from alembic import context

from ioc.storage.tables import metadata


def run() -> None:
    """Migrate inside the caller's transaction: either every table changes or none does."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transactional_ddl=True,
        render_as_batch=True,  # SQLite changes a column by copying its table
    )
    with context.begin_transaction():
        context.run_migrations()


run()
