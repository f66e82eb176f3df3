"""The sample's HTTP server on the loopback: serves the documents as a city's servers would, faults included.

``python -m sample_feeds.server [--port N] [--start ISO]`` prints ``READY http://127.0.0.1:PORT`` and serves
until its standard input ends, so it never outlives the program that started it. With ``--with-parent`` it also
ends with the process that started it, whoever else holds its standard input open.
"""

import argparse
import gzip
import hashlib
import os
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from ioc.domain.clock import Clock, SystemClock
from sample_feeds.documents import Document, Documents
from sample_feeds.script import DAY_S, FeedIncident
from sample_feeds.simulator import Simulator

_WORTH_PACKING = 500
_LOOK_S = 0.5
_OLD = timedelta(minutes=10)
"""How old the repeated document is when its source begins to repeat it."""
_ERROR_PAGE = Document(
    b"<!doctype html><html><head><title>Bao tri he thong</title></head>"
    b"<body><h1>He thong dang bao tri</h1><p>Vui long quay lai sau.</p></body></html>",
    "text/html; charset=utf-8",
)


class Answer(NamedTuple):
    """A document ready to be sent."""

    body: bytes
    packed: bytes | None
    content_type: str
    etag: str


class Site:
    """What the server answers, apart from HTTP. Used from several threads."""

    def __init__(self, start: datetime, clock: Clock) -> None:
        self._simulator = Simulator(start)
        self._start = start
        self._clock = clock
        self._documents = Documents(self._simulator)
        self._answers: dict[str, tuple[datetime, Answer]] = {}
        self._lock = threading.Lock()

    def trouble(self, path: str) -> FeedIncident | None:
        """What is wrong with a path now."""
        for incident in self._simulator.incidents(self._clock.now()):
            if isinstance(incident, FeedIncident) and incident.path == path:
                return incident
        return None

    def answer(self, path: str, trouble: FeedIncident | None) -> Answer:
        """What lies under a path now; ``KeyError`` for a path that is not served."""
        version = self._documents.version(path, self._clock.now())
        if trouble is not None and trouble.trouble == "old_data":
            version = self._documents.version(path, self._began(trouble) - _OLD)
        with self._lock:
            kept = self._answers.get(path)
        if kept is not None and kept[0] == version:
            return kept[1]
        made = _answer(self._documents.document(path, version))
        with self._lock:
            self._answers[path] = (version, made)
        return made

    def _began(self, incident: FeedIncident) -> datetime:
        days = self._simulator.offset(self._clock.now()) // DAY_S
        return self._start + timedelta(seconds=days * DAY_S + incident.start)


def _answer(document: Document) -> Answer:
    packed = gzip.compress(document.body, 5, mtime=0) if len(document.body) > _WORTH_PACKING else None
    # weak: the packed and the plain form stand for the same document
    etag = f'W/"{hashlib.blake2b(document.body, digest_size=12).hexdigest()}"'
    return Answer(document.body, packed, document.content_type, etag)


class Handler(BaseHTTPRequestHandler):
    """One connection; kept open between requests."""

    protocol_version = "HTTP/1.1"
    server_version = "SampleFeeds"
    sys_version = ""
    site: Site

    def do_GET(self) -> None:
        """Send a document, or what the script has instead of it."""
        path = self.path.partition("?")[0]
        trouble = self.site.trouble(path)
        kind = trouble.trouble if trouble is not None else ""
        if kind == "closed":
            self.close_connection = True
            return
        if kind == "status_503":
            self._send(503, Document(b"Service Unavailable\n", "text/plain; charset=utf-8"))
            return
        if kind == "error_page":
            self._send(200, _ERROR_PAGE)
            return
        try:
            answer = self.site.answer(path, trouble)
        except KeyError:
            self._send(404, Document(b"Not Found\n", "text/plain; charset=utf-8"))
            return
        if kind == "truncated":
            self._send_half(answer)
        elif kind == "old_data":
            self._send(200, Document(answer.body, answer.content_type))
        else:
            self._send_answer(answer)

    def _send_answer(self, answer: Answer) -> None:
        if answer.etag in self.headers.get("If-None-Match", ""):
            self.send_response(304)
            self.send_header("ETag", answer.etag)
            self.end_headers()
            return
        packed = answer.packed if "gzip" in self.headers.get("Accept-Encoding", "") else None
        body = answer.body if packed is None else packed
        self.send_response(200)
        self.send_header("Content-Type", answer.content_type)
        if packed is not None:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("ETag", answer.etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send(self, status: int, document: Document) -> None:
        self.send_response(status)
        self.send_header("Content-Type", document.content_type)
        self.send_header("Content-Length", str(len(document.body)))
        self.end_headers()
        self.wfile.write(document.body)

    def _send_half(self, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2])
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Quiet."""


class Server(ThreadingHTTPServer):
    """Several connections at once; a reader that goes away is nothing to report."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report faults of the server, not of the connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


def make_server(start: datetime | None = None, port: int = 0, clock: Clock | None = None) -> Server:
    """A server that is bound but not yet serving; port 0 lets the system choose."""
    clock = clock or SystemClock()
    handler = type("SampleHandler", (Handler,), {"site": Site(start or clock.now(), clock)})
    return Server(("127.0.0.1", port), handler)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _end_with(parent: int) -> None:
    """End this process once its parent is gone: another one adopts it then (POSIX)."""
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(_LOOK_S)
    os._exit(0)


def main(arguments: list[str] | None = None) -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m sample_feeds.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="the system chooses one where it is 0")
    parser.add_argument("--start", type=_instant, help="when the scripted day begins (ISO 8601); now")
    parser.add_argument("--with-parent", action="store_true", help="end with the process that started it")
    options = parser.parse_args(arguments)
    if options.with_parent:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    server = make_server(options.start, options.port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    print(f"READY {server.url}", flush=True)
    try:
        while sys.stdin.buffer.read(4096):
            pass
    except KeyboardInterrupt:
        pass
    server.shutdown()


if __name__ == "__main__":
    main()
