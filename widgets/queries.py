"""Questions to the database off the GUI thread: nothing in a slot does I/O (DESIGN.md section 2)."""

import logging
import threading
import weakref
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

log = logging.getLogger(__name__)


class _Answer(NamedTuple):
    slot: "weakref.WeakMethod[Any]"
    key: Hashable | None
    number: int
    value: Any


class QueryPool(QObject):
    """Runs calls on a few threads and hands each answer to a bound method on the GUI thread.

    An answer is dropped where its receiver is gone, where a newer question with the same ``key`` has
    been asked, or after ``stop``. A call that raises is logged once with its traceback; where the
    question named ``failed``, that method receives the exception.
    """

    _answered = Signal(object)

    def __init__(self, threads: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="query")
        self._newest: dict[Hashable, int] = {}
        self._asked = 0
        self._stopped = threading.Event()
        self._answered.connect(self._deliver)

    def ask(
        self,
        call: Callable[[], Any],
        receiver: Callable[[Any], None],
        key: Hashable | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``call`` on a thread; ``receiver`` (a bound method of a QObject) gets its result."""
        if self._stopped.is_set():
            return
        self._asked += 1
        if key is not None:
            self._newest[key] = self._asked
        slot = weakref.WeakMethod(receiver)
        failed_slot = weakref.WeakMethod(failed) if failed is not None else None
        self._threads.submit(self._run, call, slot, failed_slot, key, self._asked)

    def stop(self) -> None:
        """Take no more questions, wait for those that run, deliver nothing further."""
        self._stopped.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _run(self, call: Callable[[], Any], slot: Any, failed: Any, key: Hashable | None, number: int) -> None:
        try:
            answer = _Answer(slot, key, number, call())
        except Exception as error:
            log.exception("a query failed")
            if failed is None:
                return
            answer = _Answer(failed, key, number, error)
        if not self._stopped.is_set():
            self._answered.emit(answer)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        if self._stopped.is_set() or (answer.key is not None and self._newest.get(answer.key) != answer.number):
            return
        method = answer.slot()
        if method is not None and shiboken6.isValid(method.__self__):
            method(answer.value)
