"""Large documents are decoded in another process.

``json.loads`` holds the interpreter lock for the whole call: 20 MB would stop the window for a third of a
second. The answer comes back in slices, because unpickling holds the lock as well.
"""

import pickle
import signal
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event, Lock, Timer
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


class _Answer(NamedTuple):
    """A batch without its poll, its lists pickled in slices."""

    lists: dict[str, list[bytes]]
    duplicates: int
    fault: Fault | None


def _serve(questions: Connection, catalogue: Catalogue | None) -> None:
    """The worker: answers until the other end is closed, which a parent that is killed does too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then ends its worker
    while True:
        try:
            poll, settings = questions.recv()
            batch = decode(poll, settings, catalogue)
            lists = {name: _slices(getattr(batch, name)) for name in _LISTS}
            questions.send(_Answer(lists, batch.duplicates, batch.fault))
        except (EOFError, OSError):
            return


def _slices(values: Sequence[Any]) -> list[bytes]:
    return [pickle.dumps(values[start : start + _SLICE], -1) for start in range(0, len(values), _SLICE)]


class _Worker:
    """One process and the pipe to it. The other end is open in that process alone, so that its death is noticed."""

    def __init__(self, catalogue: Catalogue | None) -> None:
        self.catalogue = catalogue
        if catalogue is not None:  # its mappings may be views, which cannot be pickled
            catalogue = Catalogue(dict(catalogue.units), dict(catalogue.systems), dict(catalogue.indicators))
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, catalogue), daemon=True, name="decoder")
        self.process.start()
        theirs.close()

    def ask(self, poll: Poll, settings: FeedSettings, timeout: float) -> _Answer:
        """The answer; TimeoutError after ``timeout`` seconds, EOFError or OSError when the process died."""
        late = Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = Timer(timeout, end)
        timer.start()
        try:
            self._pipe.send((poll, settings))
            answer: _Answer = self._pipe.recv()
        except (EOFError, OSError):
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
        return answer

    def end(self) -> None:
        """Stop the process, busy or not."""
        self.process.kill()
        self.process.join()


class Decoder:
    """Decodes here or, above ``large`` bytes, in a worker process that is started when first needed.

    Safe to call from several threads; large documents are decoded one after the other. A worker that dies is
    replaced, one that takes longer than ``timeout`` seconds is ended; the document is then refused with INTERNAL or
    TIMEOUT.
    """

    def __init__(self, *, large: int = LARGE, timeout: float = 60.0) -> None:
        self._large = large
        self._timeout = timeout
        self._worker: _Worker | None = None
        self._turn = Lock()
        """Held while the worker is asked."""
        self._is_closed = False

    def decode(self, poll: Poll, settings: FeedSettings, catalogue: Catalogue | None) -> Batch:
        """As :func:`ioc.feeds.decode.decode`: never raises."""
        if poll.outcome is not Outcome.OK or len(poll.body) <= self._large:
            return decode(poll, settings, catalogue)
        with self._turn:
            for _ in range(2):
                if self._is_closed:
                    break
                try:
                    return _batch(poll, self._ready(catalogue).ask(poll, settings, self._timeout))
                except TimeoutError:
                    self._drop()
                    return Batch(poll, fault=fault_of(FaultCode.TIMEOUT, "decoding took too long"))
                except (EOFError, OSError):
                    self._drop()
                except Exception as error:  # a fault of ours must not stop the other feeds
                    self._drop()
                    return Batch(poll, fault=fault_of(FaultCode.INTERNAL, f"decode: {type(error).__name__}"))
        return Batch(poll, fault=fault_of(FaultCode.INTERNAL, "the decoding process died"))

    def close(self) -> None:
        """End the worker, also in the middle of a document."""
        self._is_closed = True
        worker = self._worker
        if worker is not None:
            worker.end()

    def _ready(self, catalogue: Catalogue | None) -> _Worker:
        if self._worker is not None and self._worker.catalogue is not catalogue:
            self._drop()
        if self._worker is None:
            self._worker = _Worker(catalogue)
        return self._worker

    def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


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
