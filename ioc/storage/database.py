"""Connections and transactions: one connection per transaction, safe from any thread."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ioc.storage.errors import StoreError, explained

# Names our writers among the advisory locks of a PostgreSQL server ("IOC" and a table layout number).
_POSTGRESQL_LOCK = 0x494F43_0001

_POOL: dict[str, Any] = {"pool_size": 5, "max_overflow": 5, "hide_parameters": True}

_WRITE = "ioc_write"
_DURABLE = "ioc_durable"


class Database:
    """An engine, and the two kinds of transaction on it. All database errors leave as ``StoreError``."""

    def __init__(self, url: str, patience: timedelta) -> None:
        """``url``: an SQLAlchemy URL or the path of an SQLite file. ``patience``: the longest wait for a lock."""
        self.url = _parsed(url)
        self.where = self.url.database or "" if self.is_sqlite else self.url.render_as_string(hide_password=True)
        self.writer_lock = RLock()
        """Held by the thread of this process that writes: threads queue here fairly, not at the file's lock."""
        self._patience_ms = int(patience.total_seconds() * 1000)
        self._wal = False
        self.engine = self._new_engine()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def _new_engine(self) -> Engine:
        if not self.is_sqlite:
            # "format": places by position, as SQLite has them, so that rows are the same tuples on both.
            engine = create_engine(
                self.url, paramstyle="format", pool_pre_ping=True, pool_size=5, max_overflow=5, hide_parameters=True
            )
            event.listen(engine, "begin", self._begin_postgresql)
            return engine
        folder = Path(self.where).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(self.where, f"its folder cannot be made ({error})", "name another place") from error
        engine = create_engine(self.url, **_POOL)
        event.listen(engine, "connect", self._prepare_sqlite)
        event.listen(engine, "begin", self._begin_sqlite)
        return engine

    def _prepare_sqlite(self, connection: sqlite3.Connection, _record: object) -> None:
        # None: the driver begins no transaction of its own accord, ``_begin_sqlite`` does.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={self._patience_ms}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-32768")
        # A batch touches one page per series, and the next one the same pages again: fold the WAL into the
        # file every 32 MB, not every 4, so that a page is copied once for many batches.
        connection.execute("PRAGMA wal_autocheckpoint=8000")
        connection.execute("PRAGMA journal_size_limit=67108864")

    def _begin_sqlite(self, connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get(_WRITE):
            connection.exec_driver_sql("BEGIN")
            return
        # In WAL mode a commit survives the death of the process under NORMAL already: it is in the file,
        # only the disk may not have it. Power loss may take the last commits, never half of one. A person's
        # acknowledgement must survive that too, so commits that carry transitions wait for the disk (FULL),
        # and with them everything committed before. Readings come again with the next poll.
        full = options.get(_DURABLE) or not self._wal
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if full else 'NORMAL'}")
        # IMMEDIATE: a transaction that reads first and writes then would fail, not wait, if another wrote between.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def _begin_postgresql(self, connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITE):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {self._patience_ms}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})")

    def use_wal(self) -> None:
        """Put the SQLite file into WAL mode: readers and the writer do not wait for each other."""
        if not self.is_sqlite:
            return
        with self._explaining(), self.engine.connect() as connection:
            mode = _driver(connection).execute("PRAGMA journal_mode=WAL").fetchone()[0]
        # Some network file systems refuse it; everything works without, only slower.
        self._wal = mode == "wal"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._explaining(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, durable: bool = False) -> Iterator[Connection]:
        """The one writing transaction; commits at the end, rolls back on any exception.

        ``durable``: the commit waits until the disk has it.
        """
        with self.writer_lock, self._explaining(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITE: True, _DURABLE: durable})
            with connection.begin():
                yield connection

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
            raise explained(error, self.where) from error

    def copy_to(self, path: Path) -> None:
        """Copy the SQLite database, as of one instant, into a new file; writers need not stop."""
        with self._explaining(), self.engine.connect() as connection:
            copy = sqlite3.connect(path)
            try:
                _driver(connection).backup(copy)
                # One file, without companions, is what a person copies to a stick.
                copy.execute("PRAGMA journal_mode=DELETE")
            finally:
                copy.close()

    def close(self) -> None:
        """Close every idle connection; the last one folds SQLite's WAL into the file."""
        with self._explaining():
            if self.is_sqlite and self._wal:
                with self.writer_lock, self.engine.connect() as connection:
                    _driver(connection).execute("PRAGMA optimize")
            self.engine.dispose()

    def version(self) -> str:
        """The name and version of the database engine, for logs."""
        with self.reading() as connection:
            statement = "SELECT sqlite_version()" if self.is_sqlite else "SHOW server_version"
            return f"{self.url.get_backend_name()} {connection.execute(text(statement)).scalar_one()}"


def _driver(connection: Connection) -> Any:
    """The connection of the ``sqlite3`` module under an SQLAlchemy one."""
    return connection.connection.dbapi_connection


def _parsed(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(url, "the address cannot be read", "write sqlite:///PATH or postgresql://HOST/NAME") from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    where = parsed.render_as_string(hide_password=True)
    if backend != "sqlite":
        raise StoreError(where, f"{backend} is not supported", "use sqlite:///PATH or postgresql://HOST/NAME")
    if parsed.database in (None, "", ":memory:"):
        # Every thread would get an empty database of its own.
        raise StoreError(where, "a database in memory cannot be shared by threads", "name a file: sqlite:///PATH")
    return parsed
