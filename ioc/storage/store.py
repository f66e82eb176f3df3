"""The store: everything a centre's program remembers, in one SQLite file or one PostgreSQL database."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from ioc.domain.alerts import Transition
from ioc.domain.readings import Batch
from ioc.domain.situation import FeedHealth
from ioc.domain.track import Track
from ioc.storage.database import Database
from ioc.storage.errors import StoreError
from ioc.storage.ledger import Ledger
from ioc.storage.migrate import bring_to_head
from ioc.storage.queries import Queries
from ioc.storage.recorder import Recorder, body_of
from ioc.storage.retention import Pruned, Pruner, Retention

PATIENCE = timedelta(seconds=10)
"""The longest wait for another writer."""


class Store(Queries):
    """Writes batches and answers questions, from any thread; every fault is a ``StoreError``."""

    def __init__(self, database: Database) -> None:
        """Use ``Store.open``: this takes a database whose tables are there."""
        super().__init__(database)
        self._ledger = Ledger()
        self._recorder = Recorder(database.engine.dialect, self._ledger)

    @classmethod
    def open(cls, url: str, patience: timedelta = PATIENCE) -> Self:
        """Open a database, creating or upgrading its tables.

        ``url`` is ``sqlite:///PATH``, ``postgresql://USER@HOST/NAME`` or the path of an SQLite file, whose
        folder is made. Raises ``StoreError`` for a damaged file, one of another program or of a newer version.
        """
        database = Database(url, patience)
        try:
            bring_to_head(database)
            # Only now: a file that is not ours is left exactly as it was.
            database.use_wal()
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The path or address, without password."""
        return self._database.where

    def record(
        self,
        batch: Batch | None,
        transitions: Sequence[Transition] = (),
        tracks: Sequence[Track] = (),
        health: Sequence[FeedHealth] = (),
    ) -> int:
        """Store what one step of the pipeline brought, all of it or, on any exception, nothing.

        ``batch`` is None for ticks and acknowledgements. Readings and tallies that came before are left as they
        are. When this returns, a killed process has lost nothing of it; with ``transitions``, neither has a
        computer without power. Returns how many readings were new.
        """
        if batch is None and not (transitions or tracks or health):
            return 0
        body = body_of(batch)
        new = 0
        with self._database.writer_lock:
            try:
                with self._database.writing(durable=bool(transitions)) as connection:
                    self._ledger.prepare(connection)
                    if batch is not None:
                        new = self._recorder.batch(connection, batch, body)
                    self._recorder.transitions(connection, transitions)
                    self._recorder.tracks(connection, tracks)
                    self._recorder.health(connection, health)
            except BaseException:
                self._ledger.forget()
                raise
        return new

    def prune(self, now: datetime, keep: Retention | None = None) -> Pruned:
        """Remove what is older than ``keep`` (its defaults where None) says at ``now``; recording goes on beside it."""
        try:
            return Pruner(self._database, self._ledger, now, keep or Retention()).run()
        except BaseException:
            self._ledger.forget()
            raise

    def backup(self, path: Path) -> None:
        """Copy the database, as of one instant, into the file ``path``, while recording goes on.

        The copy is opened like any other store. An existing file is replaced once the copy is whole. Raises
        ``StoreError`` on PostgreSQL, whose own tool does it.
        """
        if not self._database.is_sqlite:
            raise StoreError(self.where, "a PostgreSQL database is not copied into a file", "use pg_dump -Fc")
        target = Path(path)
        if target.resolve() == Path(self.where).resolve():
            raise StoreError(self.where, "the backup would overwrite the database itself", "name another file")
        part = target.with_name(target.name + ".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            self._database.copy_to(part)
            with part.open("rb+") as copied:
                os.fsync(copied.fileno())
            part.replace(target)
        except OSError as error:
            raise StoreError(str(target), f"the backup cannot be written ({error})", "name another place") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Close all connections; asking for anything afterwards opens them again."""
        self._database.close()
