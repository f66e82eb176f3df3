"""Several threads at once, and death at any instant."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from ioc.domain.indicators import Series
from ioc.storage.retention import Retention
from ioc.storage.store import Store
from tests.storage.building import SERIES, T0, after, batch, reading

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from itertools import count
from ioc.storage.store import Store
from tests.storage.building import *
with Store.open(sys.argv[1]) as store:
    first = len(store.transitions(limit=100_000))
    print("ready", flush=True)
    for n in count(first):
        document = [reading(after(n, milliseconds=k), 1.0, Series("i", str(k))) for k in range(200)]
        assert store.record(batch(document, poll=poll(after(n), str(n).encode() * 100)), [transition(n)]) == 200
        print(n, flush=True)
"""


def test_two_writing_threads_and_readers_lose_and_repeat_nothing(store: Store) -> None:
    done = threading.Event()

    def write(writer: int) -> int:
        own = Series("indicator", str(writer))
        new = 0
        for n in range(40):
            # Half of what each writes is its own, half the other writes as well.
            new += store.record(batch([reading(after(n * 60), 1.0, own), reading(after(n * 60), 1.0)]))
        return new

    def read() -> int:
        asked = 0
        while not done.is_set():
            store.recent(T0, after(3600), timedelta(minutes=1))
            numbers = [point.readings for point in store.history(SERIES, T0, after(days=1))]
            assert set(numbers) <= {1}
            asked += 1
        return asked

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        writers = [pool.submit(write, n) for n in range(2)]
        try:
            assert sum(writer.result() for writer in writers) == 120
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
    assert len(store.history(SERIES, T0, after(days=1))) == 40


def test_pruning_goes_on_beside_recording(sqlite_store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        for day in range(30):
            assert sqlite_store.record(batch([reading(after(n * 600, days=day), 1.0) for n in range(144)])) == 144
            pruning = pool.submit(sqlite_store.prune, after(days=day), Retention(readings=timedelta(days=2)))
        pruning.result()
    assert sum(point.readings for point in sqlite_store.history(SERIES, T0, after(days=30))) == 30 * 144


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_writer_loses_nothing_it_had_recorded(tmp_path: Path) -> None:
    path = tmp_path / "ioc.db"
    random = Random(7)
    recorded = -1
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        lines: list[str] = []
        # Killed at some instant within the batch that follows: the wait is the instant, nothing waits for it.
        for line in process.stdout:
            lines.append(line)
            if len(lines) > random.randint(2, 12):
                threading.Event().wait(random.random() * 0.01)
                process.send_signal(signal.SIGKILL)
                break
        lines += process.stdout.readlines()
        process.wait(10)
        process.stdout.close()
        recorded = max([recorded, *(int(line) for line in lines if line.strip().isdigit())])
        with Store.open(str(path)) as store:
            found = store.transitions(limit=100_000)
            numbers = [int((one.evaluated_at - T0).total_seconds()) for one in found]
            assert numbers == list(range(len(found)))[::-1]
            # The last one may have been committed and not yet announced.
            assert recorded <= numbers[0] <= recorded + 1
            assert len(store.restore().readings) == 200
            (point,) = store.history(Series("i", "7"), T0, after(days=1), points=1)
            assert point.readings == len(found)
            assert store.last_poll("dvc") is not None
            with store._database.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert recorded > 10
