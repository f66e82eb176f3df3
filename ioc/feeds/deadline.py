"""Sockets that keep a deadline: a server that drips a byte a second must not hold a poll for ever.

The read timeout of an HTTP library starts anew with every byte. Here every read from the socket, be it
of headers, chunk sizes or body, is given no more time than is left until the deadline of the thread's poll.
"""

import http.client
import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import local
from time import monotonic
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_present = local()


class Deadline:
    """The end of one poll: at an instant of ``time.monotonic``, or at once when it is cut."""

    def __init__(self, seconds: float) -> None:
        self._at = monotonic() + seconds
        self._is_cut = False
        self._sockets: list[socket.socket] = []

    @property
    def left(self) -> float:
        """Seconds until the end; 0 when it is over."""
        return 0.0 if self._is_cut else max(0.0, self._at - monotonic())

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Answers that this thread opens inside end at the deadline, with TimeoutError."""
        _present.deadline = self
        try:
            yield
        finally:
            _present.deadline = None
            self._sockets.clear()

    def watch(self, sock: socket.socket) -> None:
        """Let a cut reach a socket that is waiting."""
        self._sockets = [sock]

    def cut(self) -> None:
        """End the poll now, from any thread."""
        self._is_cut = True
        for sock in self._sockets:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # the plain one: TLS would wait for the other side


class _TimedReader(io.RawIOBase):
    """The raw reading end of a socket, with a deadline over all reads together."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._socket = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._deadline = deadline
        self._each = sock.gettimeout()
        deadline.watch(sock)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline.left
        if left <= 0:
            raise TimeoutError("the total time is over")
        self._socket.settimeout(left if self._each is None else min(self._each, left))
        read = self._raw.readinto(buffer)
        if not read and not self._deadline.left:
            raise TimeoutError("cut")  # else an end that was ours would look like the server's
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        deadline = getattr(_present, "deadline", None)
        if deadline is not None:
            self.fp.close()
            self.fp = io.BufferedReader(_TimedReader(sock, deadline))


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS: Final = {"http": _Pool, "https": _SecurePool}


class DeadlineAdapter(HTTPAdapter):
    """The adapter of ``requests`` whose connections keep the thread's :class:`Deadline`."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager
