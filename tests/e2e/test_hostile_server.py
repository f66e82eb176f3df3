"""Six servers that would bring a program down, and two honest ones beside them that must not notice."""

import json
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QTimer
from showing import Shown, showing

from ioc.domain.clock import SystemClock
from ioc.domain.faults import FaultCode
from ioc.domain.indicators import Series
from ioc.domain.situation import FeedState
from widgets import words
from widgets.parts.tiles import Quality

pytestmark = pytest.mark.e2e

MB = 1_000_000
HUGE = 200 * MB
MAX_SIZE = 4 * MB
TOTAL_TIMEOUT_S = 3.0
SLACK_S = 2.0
"""For a busy machine: the limits are the feeds', this is the scheduler's."""
GROWTH_MB = 60

HOSTILE = {
    "huge": FaultCode.TOO_LARGE,
    "bomb": FaultCode.TOO_LARGE,
    "loop": FaultCode.REDIRECTS,
    "page": FaultCode.NOT_THE_FORMAT,
    "cut": FaultCode.TRUNCATED,
    "drip": FaultCode.TIMEOUT,
}
HONEST = ("tram-a", "tram-b")
POLLS = 3
"""Failed polls of each hostile feed that are waited for."""

CENTRE = """
[centre]
name = { vi = "Thử", en = "Test" }
zone = "Asia/Ho_Chi_Minh"
bounds = [104.0, 8.5, 110.0, 23.5]
"""
FEED = """
[[feeds]]
id = "ID"
name = "Feed ID"
kind = "indicators"
url = "${CITY}/ID"
interval = "1s"
stale_after = "10s"
silent_after = "1m"
connect_timeout = "1s"
read_timeout = "2s"
total_timeout = "3s"
max_size = "4MB"
[feeds.decode]
format = "json"
[feeds.fields]
indicator = "i"
unit = "u"
value = "v"
observed_at = "t"
"""


def bomb() -> bytes:
    """200 MB of zeros as gzip, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    block = bytes(MB)
    return b"".join(packer.compress(block) for _ in range(HUGE // MB)) + packer.flush()


class City:
    """What was asked, and how much of the huge document was taken."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.taken: list[int] = []
        self.bomb = bomb()
        self.closing = threading.Event()
        self.url = ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    city: City

    def do_GET(self) -> None:
        name = self.path.strip("/").partition("/")[0]
        self.city.asked[name] += 1
        try:
            getattr(self, f"serve_{name}", self.serve_honestly)()
        except OSError:
            self.close_connection = True

    def start(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()

    def whole(self, body: bytes, kind: str, **headers: str) -> None:
        self.start(200, Content_Type=kind, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def serve_honestly(self) -> None:
        name, now = self.path.strip("/"), SystemClock().now()
        rows = [{"i": name, "u": "centre", "v": self.city.asked[name], "t": now.isoformat()}]
        self.whole(json.dumps(rows).encode(), "application/json")

    def serve_huge(self) -> None:
        self.start(200, Content_Type="application/json", Transfer_Encoding="chunked")
        row = b'{"i":"huge","u":"centre","v":1,"t":"2026-11-21T00:00:00Z"},'
        piece = row * (64_000 // len(row))
        chunk = b"%x\r\n%s\r\n" % (len(piece), piece)
        sent = 0
        try:
            self.wfile.write(b"1\r\n[\r\n")
            while sent < HUGE:
                self.wfile.write(chunk)
                sent += len(piece)
        finally:
            self.city.taken.append(sent)

    def serve_bomb(self) -> None:
        self.whole(self.city.bomb, "application/json", Content_Encoding="gzip")

    def serve_loop(self) -> None:
        here, there = ("a", "b") if not self.path.endswith("/a") else ("b", "a")
        self.start(302, Location=f"/loop/{here}", Content_Length="0", X_From=there)

    def serve_page(self) -> None:
        self.whole(b"<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>", "text/html; charset=utf-8")

    def serve_cut(self) -> None:
        self.start(200, Content_Type="application/json", Content_Length="5000")
        self.wfile.write(b'[{"i":"cut","u":"centre","v":1,"t":"2026-11-21T00:00:00Z"},')
        self.close_connection = True

    def serve_drip(self) -> None:
        self.start(200, Content_Type="application/json", Content_Length="100000")
        while not self.city.closing.wait(0.2):
            self.wfile.write(b" ")
            self.wfile.flush()
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: Any) -> None:
        """A reader that goes away is what is hoped for."""


@pytest.fixture
def city() -> Iterator[City]:
    city = City()
    server = Server(("127.0.0.1", 0), type("CityHandler", (Handler,), {"city": city}))
    city.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield city
    city.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def deployment(tmp_path: Path) -> Path:
    """One feed and one indicator for each of the servers."""
    folder = tmp_path / "deployment"
    folder.mkdir()
    names = [*HOSTILE, *HONEST]
    tables = {
        "ioc.toml": [CENTRE, *(FEED.replace("ID", name) for name in names)],
        "units.csv": ["id,name_vi,name_en,kind,parent,valid_from,valid_to,successor", "centre,Thử,Test,centre,,,,"],
        "systems.csv": ["id,name_vi,name_en", "all,Tất cả,All"],
        "indicators.csv": [
            "indicator,unit,system,name_vi,name_en",
            *(f"{name},centre,all,Số {name},Count {name}" for name in names),
        ],
    }
    for file, lines in tables.items():
        (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


class Memory:
    """The most that this process held, looked at ten times a second by the event loop itself."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self.before = self.most = self._process.memory_info().rss
        self.looks = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(100)

    def _look(self) -> None:
        self.looks += 1
        self.most = max(self.most, self._process.memory_info().rss)

    def grown_mb(self) -> float:
        self._timer.stop()
        return (self.most - self.before) / MB


def test_hostile_servers_end_within_their_limits_and_nobody_else_notices(
    qtbot: Any, qapp: Any, city: City, deployment: Path, tmp_path: Path
) -> None:
    with showing(qtbot, qapp, deployment, tmp_path / "ioc.db", {"CITY": city.url}) as shown:
        memory = Memory()
        shown.console.start()
        honest_have_data(shown)
        begun, painted = SystemClock().now(), shown.painted
        shown.until(lambda: all(shown.feeds[feed].failures >= POLLS for feed in HOSTILE), 40)
        grown, looks = memory.grown_mb(), memory.looks

        every_hostile_feed_failed_for_its_reason(shown)
        the_honest_feeds_noticed_nothing(shown, begun)
        the_window_went_on(shown, looks, painted)
        assert grown < GROWTH_MB
        assert len(city.taken) >= POLLS
        assert max(city.taken) < HUGE / 4, "what is over the limit is left on the wire"


def honest_have_data(shown: Shown) -> None:
    shown.until(lambda: all(shown.feeds[feed].state is FeedState.OK for feed in HONEST))
    shown.until(lambda: all(shown.tiles[Series(feed, "centre")].quality is Quality.GOOD for feed in HONEST))


def every_hostile_feed_failed_for_its_reason(shown: Shown) -> None:
    for situation, _ in shown.told:
        for feed, code in HOSTILE.items():
            health = situation.feeds[feed]
            assert health.state in (FeedState.WAITING, FeedState.FAILING)
            assert health.fault is None or health.fault.code is code, feed
            assert health.latency_s is None or health.latency_s < TOTAL_TIMEOUT_S + SLACK_S, feed
            assert Series(feed, "centre") not in situation.readings
    shown.window.show_page("feeds")
    model = shown.window.page().model
    for feed in HOSTILE:
        row = model.row_of(feed)
        said = [model.text(row, column) for column in range(len(model.headers()))]
        assert words.fault(row.health.fault) in said
        assert words.feed_state(FeedState.FAILING) in said
        # nothing usable came, so there is no document to show
        assert feed == "page" or shown.console.last_poll(feed) is None
    shown.window.show_page("overview")


def the_honest_feeds_noticed_nothing(shown: Shown, begun: datetime) -> None:
    seen: dict[str, set[datetime]] = {feed: set() for feed in HONEST}
    for situation, _ in shown.told:
        for feed in HONEST:
            assert situation.feeds[feed].state in (FeedState.WAITING, FeedState.OK)
            reading = situation.readings.get(Series(feed, "centre"))
            if reading is not None and reading.received_at > begun:
                seen[feed].add(reading.received_at)
    lasted = (SystemClock().now() - begun).total_seconds()
    for times in seen.values():
        assert len(times) > 0.6 * lasted, "a new value every second"
        moments = sorted(times)
        gaps = [after - before for before, after in pairwise(moments)]
        assert max(gaps) < timedelta(seconds=4)
    assert not shown.window.situation.alerts


def the_window_went_on(shown: Shown, looks: int, painted: int) -> None:
    assert looks > 10
    assert shown.painted > painted + 5
    newest = {feed: shown.console.situation.readings[Series(feed, "centre")].value for feed in HONEST}
    shown.until(lambda: all(shown.tiles[Series(f, "centre")].reading.value >= value for f, value in newest.items()))
    assert SystemClock().now() - shown.window.situation.at < timedelta(seconds=5)
