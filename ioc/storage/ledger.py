"""What the writer remembers between transactions, so that a batch costs writes only.

Valid as long as nobody else writes: every transaction compares the writer's name in ``meta`` with its own,
and a writer that finds another's reads everything anew. Grows with series, never with readings.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import count
from uuid import uuid4

from sqlalchemy import Connection, bindparam, select, update

from ioc.domain.indicators import Series
from ioc.storage import selects, statements
from ioc.storage.rollups import Rollup
from ioc.storage.tables import meta, names, newest_hour, series

_KEY_WRITER = "writer"
READINGS_FLOOR = "readings_floor"
HOURLY_FLOOR = "hourly_floor"


class Ledger:
    """Ids, the newest reading and the newest hour of every series, as the database holds them."""

    def __init__(self) -> None:
        self._writer = uuid4().hex
        self._loaded = False
        self.names: dict[str, int] = {}
        self.series: dict[Series, int] = {}
        self.newest: dict[int, int] = {}
        """Series id -> observed time of its newest reading."""
        self.hours: dict[int, Rollup] = {}
        """Series id -> the roll-up of its newest hour."""
        self.readings_floor = 0
        """Readings older than this were pruned: that one is absent does not mean that it never came."""
        self.hourly_floor = 0

    def forget(self) -> None:
        """After a failed transaction: what is remembered may not be what is stored."""
        self._loaded = False

    def prepare(self, connection: Connection) -> None:
        """Call first in every writing transaction; reads everything where it is not known to be current."""
        writer = connection.execute(_SELECT_META, {"key": _KEY_WRITER}).scalar()
        if self._loaded and writer == self._writer:
            return
        self._load(connection)
        if writer != self._writer:
            put_meta(connection, _KEY_WRITER, self._writer)

    def _load(self, connection: Connection) -> None:
        self.names = {text: id_ for id_, text in connection.execute(select(names.c.id, names.c.text))}
        rows = connection.execute(select(series.c.id, series.c.indicator, series.c.unit))
        self.series = {Series(indicator, unit): id_ for id_, indicator, unit in rows}
        times = connection.execute(selects.newest_reading_times())
        self.newest = {id_: at for id_, at in times if at is not None}
        self.hours = {row[0]: Rollup(*row[1:]) for row in connection.execute(select(newest_hour))}
        self.readings_floor = int(connection.execute(_SELECT_META, {"key": READINGS_FLOOR}).scalar() or 0)
        self.hourly_floor = int(connection.execute(_SELECT_META, {"key": HOURLY_FLOOR}).scalar() or 0)
        self._loaded = True

    def name_id(self, connection: Connection, text: str) -> int:
        """The id of a feed or unit name, given now if it is new."""
        found = self.names.get(text)
        if found is None:
            # One writer at a time: the next number is free.
            found = self.names[text] = max(self.names.values(), default=0) + 1
            connection.execute(names.insert(), {"id": found, "text": text})
        return found

    def add_series(self, connection: Connection, wanted: AbstractSet[Series]) -> None:
        """Give an id to every series that has none."""
        missing = wanted - self.series.keys()
        if missing:
            first = max(self.series.values(), default=0) + 1
            added = dict(zip(sorted(missing), count(first), strict=False))
            self.series.update(added)
            values = [{"id": id_, "indicator": one.indicator, "unit": one.unit} for one, id_ in added.items()]
            connection.execute(series.insert(), values)

    def known(self, connection: Connection, keys: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        """Which of these (series id, observed time) have come before.

        Where readings are pruned their roll-up answers: an hour that has one is taken as complete, so a feed
        that repeats old values does not count them twice.
        """
        asked = list(keys)
        found = statements.existing_readings(connection, asked)
        old = [key for key in asked if key[1] < self.readings_floor and key not in found]
        for table, span, chosen in statements.rollup_levels(old, self.hourly_floor):
            starts = statements.existing_rollups(connection, table, {(id_, at - at % span) for id_, at in chosen})
            found.update((id_, at) for id_, at in chosen if (id_, at - at % span) in starts)
        return found


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Set one value of ``meta``."""
    changed = connection.execute(_UPDATE_META, {"wanted": key, "value": value})
    if changed.rowcount == 0:
        connection.execute(meta.insert(), {"key": key, "value": value})


_SELECT_META = select(meta.c.value).where(meta.c.key == bindparam("key"))
_UPDATE_META = update(meta).where(meta.c.key == bindparam("wanted")).values(value=bindparam("value"))
