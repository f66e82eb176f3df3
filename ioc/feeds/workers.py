"""Large documents are decoded in another process.

``json.loads`` holds the interpreter lock for the whole call: 20 MB would stop the window for a third of a
second. The answer comes back in slices, because unpickling holds the lock as well.
"""

import os
import pickle
import signal
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import Any, Final, NamedTuple

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.readings import Batch, Outcome, Poll
from ioc.feeds.decode import decode
from ioc.feeds.refused import fault_of

LARGE: Final = 1_000_000
"""Bytes above which a document goes to the worker."""
_SLICE: Final = 1000
_LISTS: Final = ("readings", "cameras", "tallies", "rejects")

_catalogue: Catalogue | None = None


class _Answer(NamedTuple):
    """A batch without its poll, its lists pickled in slices."""

    lists: dict[str, list[bytes]]
    duplicates: int
    fault: Fault | None


def _start(catalogue: bytes) -> None:
    """Runs once in the worker: the catalogue is large and the same for all calls."""
    global _catalogue
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then ends its worker
    Thread(target=_end_with_parent, daemon=True).start()
    _catalogue = pickle.loads(catalogue)  # noqa: S301 - written by the parent process


def _end_with_parent() -> None:
    """A parent that is killed cannot end its worker, and a worker alone would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _pickled(catalogue: Catalogue | None) -> bytes:
    """A catalogue whose mappings may be views that cannot be pickled."""
    if catalogue is not None:
        catalogue = Catalogue(dict(catalogue.units), dict(catalogue.systems), dict(catalogue.indicators))
    return pickle.dumps(catalogue, -1)


def _work(poll: Poll, settings: FeedSettings) -> _Answer:
    batch = decode(poll, settings, _catalogue)
    lists = {name: _slices(getattr(batch, name)) for name in _LISTS}
    return _Answer(lists, batch.duplicates, batch.fault)


def _slices(values: Sequence[Any]) -> list[bytes]:
    return [pickle.dumps(values[start : start + _SLICE], -1) for start in range(0, len(values), _SLICE)]


class Decoder:
    """Decodes here or, above ``large`` bytes, in a worker process that is started when first needed.

    Safe to call from several threads. A worker that dies is replaced, one that takes longer than
    ``timeout`` seconds is ended; the document is then refused with INTERNAL or TIMEOUT.
    """

    def __init__(self, *, large: int = LARGE, timeout: float = 60.0) -> None:
        self._large = large
        self._timeout = timeout
        self._pool: ProcessPoolExecutor | None = None
        self._pool_catalogue: Catalogue | None = None
        self._lock = Lock()
        self._is_closed = False

    def decode(self, poll: Poll, settings: FeedSettings, catalogue: Catalogue | None) -> Batch:
        """As :func:`ioc.feeds.decode.decode`: never raises."""
        if poll.outcome is not Outcome.OK or len(poll.body) <= self._large:
            return decode(poll, settings, catalogue)
        for _ in range(2):
            pool = self._ready(catalogue)
            if pool is None:
                break
            try:
                answer = pool.submit(_work, poll, settings).result(self._timeout)
                return _batch(poll, answer)
            except FutureTimeoutError:
                self._drop(pool)
                return Batch(poll, fault=fault_of(FaultCode.TIMEOUT, "decoding took too long"))
            except (BrokenExecutor, RuntimeError):  # RuntimeError: another thread has dropped the pool
                self._drop(pool)
            except Exception as error:
                return Batch(poll, fault=fault_of(FaultCode.INTERNAL, f"decode: {type(error).__name__}"))
        return Batch(poll, fault=fault_of(FaultCode.INTERNAL, "the decoding process died"))

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._is_closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            _end(pool)

    def _ready(self, catalogue: Catalogue | None) -> ProcessPoolExecutor | None:
        with self._lock:
            if self._is_closed:
                return None
            if self._pool is not None and self._pool_catalogue is not catalogue:
                _end(self._pool)
                self._pool = None
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    1, mp_context=get_context("spawn"), initializer=_start, initargs=(_pickled(catalogue),)
                )
                self._pool_catalogue = catalogue
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        _end(pool)


def _batch(poll: Poll, answer: _Answer) -> Batch:
    lists = answer.lists
    return Batch(
        poll,
        readings=_joined(lists["readings"]),
        cameras=_joined(lists["cameras"]),
        tallies=_joined(lists["tallies"]),
        rejects=_joined(lists["rejects"]),
        duplicates=answer.duplicates,
        fault=answer.fault,
    )


def _joined(parts: list[bytes]) -> tuple[Any, ...]:
    return tuple(value for part in parts for value in pickle.loads(part))  # noqa: S301 - our own worker's


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop a pool whose worker may be busy for ever."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
