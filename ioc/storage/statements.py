"""Statements shared by writer and queries; those that differ between SQLite and PostgreSQL stand here only."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
    Insert,
    Integer,
    Table,
    and_,
    case,
    column,
    func,
    select,
    values,
)

from ioc.storage.instants import DAY, HOUR
from ioc.storage.tables import daily, hourly, readings

T = TypeVar("T")

CHUNK = 500
"""Keys in one statement: below every limit on bound values, large enough that the round trip does not count."""

FEW = 20
"""Keys in the smaller statement, for the few late readings of an ordinary batch."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def hour_of(at: int) -> int:
    """The start of the hour of an instant (microseconds UTC)."""
    return at - at % HOUR


def upserting(
    dialect: Dialect,
    table: Table,
    changes: dict[str, Any] | None = None,
    where: Any = None,
    keys: Sequence[str] | None = None,
) -> Insert:
    """INSERT that updates the row with the same ``keys`` (the primary key unless told): all columns, or ``changes``."""
    new = excluded(dialect, table)
    names = list(keys or table.primary_key.columns.keys())
    if changes is None:
        changes = {column.name: new[column.name] for column in table.columns if column.name not in names}
    statement: Insert = _insert(dialect, table).on_conflict_do_update(index_elements=names, set_=changes, where=where)
    return statement


def ignoring(dialect: Dialect, table: Table) -> Insert:
    """INSERT that leaves a row with the same key as it is."""
    statement: Insert = _insert(dialect, table).on_conflict_do_nothing()
    return statement


def excluded(dialect: Dialect, table: Table) -> Any:
    """The columns of the row that an upsert could not insert, for use in its changes."""
    return _insert(dialect, table).excluded


def _insert(dialect: Dialect, table: Table) -> Any:
    # Imported where it is used: the PostgreSQL dialect takes a seventh of a start on SQLite.
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def merging(dialect: Dialect, table: Table) -> Insert:
    """INSERT of roll-ups (positional, in the order of the table) that merges with the one already there."""
    least, greatest = ("least", "greatest") if dialect.name == "postgresql" else ("min", "max")
    new, old = excluded(dialect, table), table.c
    later = new.last_at >= old.last_at
    return upserting(
        dialect,
        table,
        {
            "low": getattr(func, least)(old.low, new.low),
            "high": getattr(func, greatest)(old.high, new.high),
            "total": old.total + new.total,
            "number": old["number"] + new["number"],
            "last": case((later, new.last), else_=old.last),
            "last_at": case((later, new.last_at), else_=old.last_at),
        },
    )


def positional(dialect: Dialect, statement: Insert) -> str:
    """The text of an INSERT for the driver, with one place per column in the order of the table.

    Tuples handed to the driver as they are cost a third of SQLAlchemy's dictionaries, and a batch is
    nothing but rows.
    """
    columns = list(statement.table.c.keys())
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    if compiled.positiontup != columns:
        raise ValueError(f"{statement.table.name}: places {compiled.positiontup} are not its columns")
    return str(compiled)


def insert_many(connection: Connection, insert: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run an INSERT made by ``positional`` for many rows."""
    if rows:
        connection.exec_driver_sql(insert, list(rows))


def existing_readings(connection: Connection, keys: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which of these (series id, observed time) are stored."""
    return _existing(connection, readings.c.series_id, readings.c.observed_at, keys)


def existing_rollups(connection: Connection, table: Table, keys: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which of these (series id, start) have a roll-up in ``hourly`` or ``daily``."""
    return _existing(connection, table.c.series_id, table.c.start, keys)


def rollup_levels(
    keys: Iterable[tuple[int, int]], hourly_floor: int
) -> Iterator[tuple[Table, int, list[tuple[int, int]]]]:
    """The finest roll-up table that still reaches back to each key, its span, and its keys."""
    young: list[tuple[int, int]] = []
    old: list[tuple[int, int]] = []
    for key in keys:
        (young if key[1] >= hourly_floor else old).append(key)
    yield hourly, HOUR, young
    yield daily, DAY, old


def _existing(
    connection: Connection, first: Column[Any], second: Column[Any], keys: Collection[tuple[int, int]]
) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for chunk in chunks(keys):
        size = FEW if len(chunk) <= FEW else CHUNK
        # Filled up with its last key, so that two statements serve every number of keys.
        chunk += chunk[-1:] * (size - len(chunk))
        statement = _existing_text(connection.dialect, first, second, size)
        rows = connection.exec_driver_sql(statement, tuple(part for key in chunk for part in key))
        found.update((a, b) for a, b in rows if a is not None)
    return found


_TEXTS: dict[tuple[str, str, int], str] = {}


def _existing_text(dialect: Dialect, first: Column[Any], second: Column[Any], size: int) -> str:
    """The text of the question which of ``size`` pairs are in a table; making it takes longer than asking."""
    name = (dialect.name, str(first.table), size)
    if name not in _TEXTS:
        pairs = [(number, number) for number in range(size)]
        wanted = values(column("a", Integer), column("b", BigInteger), name="pairs").data(pairs).cte("wanted")
        # An outer join, because SQLite then goes from the keys to the table; it scans the table otherwise.
        statement = select(first, second).select_from(
            wanted.outerjoin(first.table, and_(first == wanted.c.a, second == wanted.c.b))
        )
        _TEXTS[name] = str(statement.compile(dialect=dialect))
    return _TEXTS[name]
