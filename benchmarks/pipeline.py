"""Budget: the full pipeline (decode, map, store, evaluate) at ≥ 50,000 readings/s with flat memory.

Reference: bare ``json.loads`` of the same documents and a bare sqlite3 insert of the same rows.
"""

import json
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import psutil

from benchmarks import city
from benchmarks.report import Figure, main
from ioc.application import spare_the_collector
from ioc.domain.readings import Poll
from ioc.engine.pipeline import Pipeline
from ioc.feeds.decode import decode
from ioc.storage.store import Store

SERIES = 10_000
ROWS = 5_000
ROUNDS = 60
WARM_UP = 20


def resident_mb() -> float:
    """Memory of this process."""
    return psutil.Process().memory_info().rss / 1e6


def through_the_pipeline(polls: list[Poll], folder: Path) -> tuple[list[float], float, float]:
    """Readings a second of each round; memory in MB after the warm-up, and how much it grew from there."""
    catalogue = city.catalogue(SERIES)
    settings = city.feed()
    store = Store.open(f"sqlite:///{folder / 'ioc.db'}")
    pipeline = Pipeline(catalogue, city.rules(catalogue), {"city": settings}, store, lambda *_: None)
    pipeline.restore(city.START)
    rates = []
    memory = 0.0
    for number, poll in enumerate(polls):
        start = perf_counter()
        batch = decode(poll, settings, catalogue)
        pipeline.process(batch, poll.received_at)
        rates.append(ROWS / (perf_counter() - start))
        assert batch.accepted == ROWS
        if number == WARM_UP:
            memory = resident_mb()
    grown = resident_mb() - memory
    store.close()
    return rates[2:], memory, grown


def by_hand(polls: list[Poll], folder: Path) -> list[float]:
    """The same documents parsed and inserted with nothing between."""
    database = sqlite3.connect(folder / "bare.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE readings (series TEXT, at TEXT, value REAL, PRIMARY KEY (series, at)) WITHOUT ROWID")
    rates = []
    for poll in polls:
        start = perf_counter()
        rows = json.loads(poll.body)
        with database:
            database.executemany(
                "INSERT INTO readings VALUES (?, ?, ?)", [(row["i"] + row["u"], row["t"], row["v"]) for row in rows]
            )
        rates.append(ROWS / (perf_counter() - start))
    database.close()
    return rates


def measure() -> list[Figure]:
    polls = list(city.documents(city.catalogue(SERIES), ROWS, ROUNDS, timedelta(seconds=10)))
    with tempfile.TemporaryDirectory() as folder:
        spare_the_collector()
        bare = by_hand(polls, Path(folder))
        rates, memory, grown = through_the_pipeline(polls, Path(folder))
    return [
        Figure("pipeline, decode to commit", "readings/s", rates, "json + sqlite3 by hand", bare, 50_000, True),
        Figure("pipeline, memory grown over 40 documents", "MB", [grown], "memory before", [memory], 20),
    ]


if __name__ == "__main__":
    main(measure)
