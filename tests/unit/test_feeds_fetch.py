"""Fetching from servers that misbehave, each a real one on the loopback interface."""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pytest

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.clock import ManualClock
from ioc.domain.faults import FaultCode
from ioc.domain.readings import Outcome, Poll
from ioc.feeds.fetch import Fetcher, public_headers, user_agent

CLOCK = ManualClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
Reply = Callable[[socket.socket, str], None]


class Server:
    """Answers every request with the next reply, the last one again and again; remembers the requests."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.requests: list[str] = []
        self.stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
            self.requests.append(request.decode("latin-1"))
            self.replies[min(len(self.requests), len(self.replies)) - 1](connection, self.requests[-1])

    def drip(self, connection: socket.socket, text: bytes) -> None:
        """A byte every 20 ms, for as long as somebody listens."""
        for byte in text:
            if self.stopped.wait(0.02):
                return
            connection.sendall(bytes([byte]))

    def stop(self) -> None:
        if self.stopped.is_set():
            return
        self.stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


def answer(
    body: bytes = b"{}", status: str = "200 OK", headers: dict[str, str] | None = None, length: int | None = None
) -> Reply:
    def reply(connection: socket.socket, request: str) -> None:
        lines = {"Content-Length": str(len(body) if length is None else length), "Connection": "close"} | (
            headers or {}
        )
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return reply


def fetcher(url: str, pauses: list[float] | None = None, give_up: bool = False, **changes: Any) -> Fetcher:
    settings = FeedSettings.model_validate(
        {
            "id": "feed",
            "name": {"vi": "Nguồn", "en": "Feed"},
            "kind": "cameras",
            "url": url,
            "interval": "10s",
            "connect_timeout": "1s",
            "read_timeout": "2s",
            "total_timeout": "4s",
            "max_size": 1_000_000,
            **changes,
        }
    )

    def wait(seconds: float) -> bool:
        if pauses is not None:
            pauses.append(seconds)
        return give_up

    return Fetcher(settings, CLOCK, chance=lambda: 0.5, wait=wait)


def fetch(url: str, **changes: Any) -> Poll:
    found = fetcher(url, **changes)
    poll = found.fetch()
    found.close()
    assert (poll.outcome is Outcome.FAILED) == (poll.fault is not None)
    assert poll.outcome is Outcome.OK or poll.body == b""
    return poll


def failure(poll: Poll) -> FaultCode:
    assert poll.fault is not None
    return poll.fault.code


def test_a_document_comes_whole_with_its_headers(server: Server) -> None:
    secrets = {"Set-Cookie": "id=1", "X-Auth-Token": "secret", "ETag": '"1"', "X-Api-Key": "k"}
    server.replies = [answer(b'{"a": 1}', headers=secrets)]
    poll = fetch(server.url)
    assert (poll.outcome, poll.status, poll.body) == (Outcome.OK, 200, b'{"a": 1}')
    assert poll.headers == {"content-length": "8", "connection": "close", "etag": '"1"'}
    assert (poll.started_at, poll.received_at) == (CLOCK.now(), CLOCK.now())
    assert f"User-Agent: {user_agent()}" in server.requests[0]
    assert user_agent().startswith("ioc-dashboard/")


def test_the_request_is_as_mapped(server: Server) -> None:
    server.replies = [answer()]
    request = {
        "method": "POST",
        "params": {"limit": 5, "tag": ["a", "b"]},
        "headers": {"X-One": "1"},
        "json": {"q": "é"},
    }
    fetch(server.url, request=request)
    assert server.requests[0].startswith("POST /feed?limit=5&tag=a&tag=b HTTP/1.1")
    assert "X-One: 1" in server.requests[0]
    assert "application/json" in server.requests[0]


@pytest.mark.parametrize("form", ["gzip", "deflate", "raw deflate", "two members"])
def test_compressed_documents_are_read(server: Server, form: str) -> None:
    text = b"x" * 100_000
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
        "two members": gzip.compress(text[:5]) + gzip.compress(text[5:]) + b"\0\0",
    }
    encoding = "deflate" if "deflate" in form else "gzip"
    server.replies = [answer(bodies[form], headers={"Content-Encoding": encoding})]
    assert fetch(server.url).body == text


def test_a_gzip_bomb_ends_at_the_limit(server: Server) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    assert len(bomb) < 1_000_000
    server.replies = [answer(bomb, headers={"Content-Encoding": "gzip"})]
    assert failure(fetch(server.url)) is FaultCode.TOO_LARGE


def test_a_document_of_200_megabytes_is_not_read_to_its_end(server: Server) -> None:
    sent = []

    def flood(connection: socket.socket, request: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(200):
            connection.sendall(b" " * 1_000_000)
            sent.append(1)

    server.replies = [flood]
    assert failure(fetch(server.url)) is FaultCode.TOO_LARGE
    server.stop()
    assert len(sent) < 50


def test_a_document_that_announces_200_megabytes_is_not_read_at_all(server: Server) -> None:
    server.replies = [answer(b"", length=200_000_000)]
    assert fetch(server.url).fault == (FaultCode.TOO_LARGE, "200000000 bytes, more than 1000000")


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "nonsense"])
def test_compression_nobody_asked_for_is_refused(server: Server, encoding: str) -> None:
    server.replies = [answer(headers={"Content-Encoding": encoding})]
    assert failure(fetch(server.url)) is FaultCode.ENCODING


def test_broken_compression_is_refused(server: Server) -> None:
    server.replies = [answer(b"not gzip", headers={"Content-Encoding": "gzip"})]
    assert failure(fetch(server.url)) is FaultCode.ENCODING


def test_truncated_documents_are_failures(server: Server) -> None:
    whole = gzip.compress(bytes(range(256)) * 50)

    def cut_chunk(connection: socket.socket, request: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n20\r\nhal")

    def no_last_chunk(connection: socket.socket, request: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")

    for reply in (
        answer(b"half", length=8),
        answer(whole[:-20], headers={"Content-Encoding": "gzip"}),
        cut_chunk,
        no_last_chunk,
    ):
        server.replies = [reply]
        assert failure(fetch(server.url)) is FaultCode.TRUNCATED


def test_chunks_are_put_together(server: Server) -> None:
    def chunks(connection: socket.socket, request: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\n, a\r\n0\r\n\r\n")

    server.replies = [chunks]
    assert fetch(server.url).body == b"hello, a"


@pytest.mark.parametrize(
    "opening",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x00",
    ],
    ids=["head", "body", "chunk size", "gzip name"],
)
def test_a_slow_drip_ends_with_the_total_time(server: Server, opening: bytes) -> None:
    def reply(connection: socket.socket, request: str) -> None:
        connection.sendall(opening)
        server.drip(connection, b"HTTP/1.1 200 OK" if not opening else b"1" * 1000)

    def drip_head(connection: socket.socket, request: str) -> None:
        server.drip(connection, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000)

    server.replies = [reply if opening else drip_head]
    start = monotonic()
    poll = fetch(server.url, total_timeout="400ms", read_timeout="300ms")
    assert poll.fault == (FaultCode.TIMEOUT, "total")
    assert monotonic() - start < 2


def test_a_server_that_says_nothing_ends_with_the_read_time(server: Server) -> None:
    server.replies = [lambda connection, request: server.stopped.wait(5) and None]
    assert fetch(server.url, read_timeout="200ms").fault == (FaultCode.TIMEOUT, "read")


def test_a_poll_that_is_waiting_ends_when_the_fetcher_is_closed(server: Server) -> None:
    asked = threading.Event()

    def silence(connection: socket.socket, request: str) -> None:
        asked.set()
        server.stopped.wait(10)

    server.replies = [silence]
    found = fetcher(server.url, read_timeout="8s", total_timeout="9s")
    polls: list[Poll] = []
    thread = threading.Thread(target=lambda: polls.append(found.fetch()))
    start = monotonic()
    thread.start()
    assert asked.wait(5)
    while found._deadline is None or not found._deadline._sockets:
        server.stopped.wait(0.01)
    found.close()
    thread.join(5)
    assert [poll.outcome for poll in polls] == [Outcome.FAILED]
    assert monotonic() - start < 4


def redirect(target: str, status: str = "302 Found") -> Reply:
    return answer(b"", status, {"Location": target})


def test_redirects_are_followed(server: Server) -> None:
    server.replies = [redirect("/b"), redirect("/c", "307 Temporary Redirect"), answer(b"there")]
    assert fetch(server.url).body == b"there"
    assert [request.split()[1] for request in server.requests] == ["/feed", "/b", "/c"]


def test_a_redirect_loop_ends(server: Server) -> None:
    server.replies = [redirect("/feed")]
    assert fetch(server.url).fault == (FaultCode.REDIRECTS, "a loop")
    assert len(server.requests) == 1


def test_more_than_five_redirects_are_too_many(server: Server) -> None:
    server.replies = [redirect(f"/{number}") for number in range(20)]
    assert failure(fetch(server.url)) is FaultCode.REDIRECTS
    assert len(server.requests) == 6


def test_a_redirect_to_a_file_is_not_followed(server: Server) -> None:
    server.replies = [redirect("file:///etc/passwd")]
    assert failure(fetch(server.url)) is FaultCode.REDIRECTS


def test_headers_of_the_deployment_are_not_told_to_another_server(server: Server) -> None:
    other = Server()
    other.replies = [answer(b"other")]
    server.replies = [redirect(other.url)]
    poll = fetch(server.url, request={"headers": {"X-Key": "secret", "Authorization": "Bearer secret"}})
    other.stop()
    assert poll.body == b"other"
    assert "secret" in server.requests[0]
    assert "secret" not in other.requests[0]


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.replies = [
        answer(b"one", headers={"ETag": '"v1"', "Last-Modified": "Sat, 21 Nov 2026 11:00:00 GMT"}),
        answer(b"", "304 Not Modified", length=0),
    ]
    found = fetcher(server.url)
    assert found.fetch().outcome is Outcome.OK
    again = found.fetch()
    assert (again.outcome, again.status, again.body, again.fault) == (Outcome.NOT_MODIFIED, 304, b"", None)
    assert 'If-None-Match: "v1"' in server.requests[1]
    assert "If-Modified-Since: Sat, 21 Nov 2026 11:00:00 GMT" in server.requests[1]
    found.forget()
    assert found.fetch().outcome is Outcome.FAILED
    assert "If-None-Match" not in server.requests[2]
    found.close()


def test_conditional_requests_can_be_turned_off(server: Server) -> None:
    server.replies = [answer(b"one", headers={"ETag": '"v1"'})]
    found = fetcher(server.url, request={"conditional": False})
    found.fetch()
    assert found.fetch().body == b"one"
    found.close()
    assert "If-None-Match" not in server.requests[1]


def test_a_server_that_is_busy_is_asked_again_after_a_pause(server: Server) -> None:
    server.replies = [answer(status="503 Busy"), answer(status="502 Bad Gateway"), answer(b"now")]
    pauses: list[float] = []
    assert fetch(server.url, pauses=pauses).body == b"now"
    assert pauses == [0.25, 0.5]


def test_attempts_are_limited(server: Server) -> None:
    server.replies = [answer(status="503 Busy")]
    assert fetch(server.url).fault == (FaultCode.HTTP_STATUS, "503 Busy")
    assert len(server.requests) == 3


def test_a_server_that_says_when_to_come_back_is_left_alone(server: Server) -> None:
    server.replies = [answer(status="503 Busy", headers={"Retry-After": "60"})]
    poll = fetch(server.url)
    assert (poll.status, (poll.headers or {})["retry-after"]) == (503, "60")
    assert len(server.requests) == 1


def test_nobody_waits_for_a_fetcher_that_is_closed(server: Server) -> None:
    server.replies = [answer(status="503 Busy")]
    assert failure(fetch(server.url, give_up=True)) is FaultCode.HTTP_STATUS
    assert len(server.requests) == 1


def test_a_page_that_does_not_exist_is_asked_for_once(server: Server) -> None:
    server.replies = [answer(b"<html>", "404 Not Found")]
    poll = fetch(server.url)
    assert (poll.fault, poll.status) == ((FaultCode.HTTP_STATUS, "404 Not Found"), 404)
    assert len(server.requests) == 1


def test_an_html_page_with_status_200_is_left_to_the_decoder(server: Server) -> None:
    server.replies = [answer(b"<html>error</html>", headers={"Content-Type": "text/html"})]
    assert fetch(server.url).body == b"<html>error</html>"


def test_a_closed_port_is_a_failed_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    pauses: list[float] = []
    poll = fetch(f"http://user:secret@127.0.0.1:{port}/feed?key=secret", pauses=pauses)
    assert poll.fault == (FaultCode.CONNECTION, "Connection refused")
    assert "secret" not in str(poll.fault)
    assert len(pauses) == 2


@pytest.mark.parametrize(
    "reply", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 2x0 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200]
)
def test_a_server_that_speaks_no_http_is_a_failed_connection(server: Server, reply: bytes) -> None:
    server.replies = [lambda connection, request: connection.sendall(reply)]
    assert failure(fetch(server.url, request={"retries": 0})) is FaultCode.CONNECTION


def test_plain_http_where_tls_is_expected_is_named(server: Server) -> None:
    server.replies = [lambda connection, request: None]
    listener = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.recv(1000)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    thread = threading.Thread(target=greet)
    thread.start()
    poll = fetch(f"https://127.0.0.1:{listener.getsockname()[1]}/", request={"retries": 0})
    thread.join(5)
    listener.close()
    assert failure(poll) is FaultCode.TLS


@pytest.mark.parametrize("url", ["ftp://city.example/", "http://", "http://[::1", "no address", "http://a..b/"])
def test_an_address_that_is_none_is_a_failed_poll(url: str) -> None:
    assert failure(fetch(url, request={"retries": 0})) is FaultCode.CONNECTION


def test_a_name_nobody_knows_is_a_failed_connection() -> None:
    assert failure(fetch("http://nobody.invalid/", request={"retries": 0})) in (FaultCode.CONNECTION, FaultCode.TIMEOUT)


def test_secrets_are_taken_out_of_headers() -> None:
    kept = public_headers({"Location": "http://user:pw@city.example/x", "Proxy-Authorization": "x", "Date": "today"})
    assert kept == {"location": "http://city.example/x", "date": "today"}
