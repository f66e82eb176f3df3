"""Brings a database to the tables this program knows, or says why it cannot."""

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect, text

from ioc.storage import tables
from ioc.storage.database import Database
from ioc.storage.errors import StoreError

HEAD = "0001"
"""The newest revision in ``migrations/versions``; known here so that an ordinary start need not import Alembic."""

_ALEMBIC = Lock()
"""Alembic keeps its context in module variables: one migration at a time in a process."""


def bring_to_head(database: Database) -> None:
    """Create or upgrade the tables in one transaction.

    Raises ``StoreError`` for a database of another program, or of a newer version of this one.
    """
    with database.reading() as connection:
        if _checked_version(connection, database) == HEAD:
            return
    with database.writing(durable=True) as connection:
        # Looked at again: another process may have migrated while this one waited.
        if _checked_version(connection, database) != HEAD:
            upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run Alembic's migrations on a connection inside its transaction."""
    # Importing Alembic takes longer than opening a database: only when there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, revision)


def _checked_version(connection: Connection, database: Database) -> str | None:
    """The revision of a database; None where it is empty."""
    present = set(inspect(connection).get_table_names())
    if "alembic_version" not in present:
        # An SQLite file belongs to one program. A PostgreSQL schema may be shared (PostGIS lives in "public"),
        # as long as no name is taken.
        foreign = present if database.is_sqlite else present & tables.metadata.tables.keys()
        if foreign:
            raise _foreign(database, foreign)
        return None
    versions = [str(row[0]) for row in connection.execute(text("SELECT version_num FROM alembic_version"))]
    if versions == [HEAD]:
        return HEAD
    if versions and not ("meta" in present and "readings" in present):
        raise _foreign(database, present)
    if any(version > HEAD for version in versions):
        raise StoreError(
            database.where,
            f"it was written by a newer version of this program (layout {versions[0]}, this one knows {HEAD})",
            "install the newer version, or name another database",
        )
    return versions[0] if versions else None


def _foreign(database: Database, present: set[str]) -> StoreError:
    shown = ", ".join(sorted(present)[:3])
    return StoreError(
        database.where, f"it belongs to another program (it holds the tables {shown})", "name another database"
    )
