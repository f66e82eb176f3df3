"""Threads that take tasks from a queue and never hold up the end of the program.

The executors of the standard library are joined at exit, so one server that drips for half a minute would keep
a closed program alive for as long.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Task = tuple[Future[Any], Callable[[], Any]]


class Workers:
    """At most ``count`` daemon threads, started as they are needed. With one, tasks run strictly in order."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._queue: SimpleQueue[Task | None] = SimpleQueue()
        self._lock = Lock()
        self._threads: list[Thread] = []
        self._open: dict[Future[Any], float] = {}
        """Unfinished tasks, oldest first, with the second at which they were submitted."""
        self._is_closed = False

    def submit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a call on one of the threads; raises RuntimeError after ``close``."""
        future: Future[T] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError(f"the {self._name} is closed")
            self._open[future] = monotonic()
            if len(self._threads) < min(self._count, len(self._open)):
                thread = Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._queue.put((future, lambda: call(*args, **kwargs)))
        return future

    @property
    def oldest_s(self) -> float:
        """For how many seconds the oldest unfinished task has been waiting or running; 0 without any."""
        with self._lock:
            return monotonic() - next(iter(self._open.values())) if self._open else 0.0

    def close(self, timeout_s: float, *, drain: bool = True) -> bool:
        """Take no more tasks, do (or, without ``drain``, drop) those that wait; False where a thread still runs."""
        with self._lock:
            self._is_closed = True
            waiting = [] if drain else list(self._open)
        for future in waiting:
            future.cancel()
        for _ in self._threads:
            self._queue.put(None)
        end = monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, end - monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            future, call = task
            if future.set_running_or_notify_cancel():
                self._run(future, call)
            self._done(future)
            del future, call, task

    def _run(self, future: Future[Any], call: Callable[[], Any]) -> None:
        try:
            result = call()
        except BaseException as error:
            self._done(future)
            future.set_exception(error)
        else:
            self._done(future)
            future.set_result(result)

    def _done(self, future: Future[Any]) -> None:
        with self._lock:
            self._open.pop(future, None)
