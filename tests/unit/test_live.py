"""Live operation against a real server on the loopback: schedule, threads, one writer, an orderly end."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Thread
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ioc.application import Running, open_console
from ioc.deployment.feed_settings import FeedSettings
from ioc.deployment.model import Deployment
from ioc.domain.alerts import Ack, Rule, Severity, Step, Subject, SubjectKind, What
from ioc.domain.catalogue import Catalogue, catalogue_of
from ioc.domain.clock import SystemClock
from ioc.domain.console import CentreInfo, Console
from ioc.domain.faults import FaultCode
from ioc.domain.indicators import Comparison, Indicator, Series, System
from ioc.domain.readings import Outcome
from ioc.domain.situation import ALL, Changes, FeedState, Situation
from ioc.domain.text import NO_TEXT, Text
from ioc.domain.units import Unit, UnitKind

PATIENCE_S = 20.0


@dataclass
class City:
    """A city's servers: every path answers with one value, unless told otherwise."""

    url: str = ""
    value: float = 1.0
    asked: list[tuple[str, float]] = field(default_factory=list)
    is_down: bool = False
    hung: set[str] = field(default_factory=set)
    let_go: Event = field(default_factory=Event)
    body: bytes | None = None
    etag: str | None = None


@pytest.fixture
def city() -> Iterator[City]:
    city = City()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.strip("/")
            city.asked.append((name, monotonic()))
            if name in city.hung:
                city.let_go.wait(PATIENCE_S)
            if city.is_down:
                self._answer(500, b"")
            elif city.etag is not None and self.headers.get("If-None-Match") == city.etag:
                self._answer(304, b"")
            else:
                self._answer(200, city.body or json.dumps([{"i": name, "v": city.value}]).encode())

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if city.etag is not None:
                self.send_header("ETag", city.etag)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    city.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield city
    city.let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()


def deployment(city: City, *names: str, interval: str = "200ms", **more: Any) -> Deployment:
    """Feeds that bring one series each, with a limit of 90 on it and a rule on the feed's silence."""
    feeds = {name: _feed(city, name, interval, **more) for name in names}
    indicators = [Indicator(Series(name, "vl"), "s", NO_TEXT, NO_TEXT) for name in names]
    catalogue: Catalogue = catalogue_of([Unit("vl", NO_TEXT, UnitKind.PROVINCE)], [System("s", NO_TEXT)], indicators)
    rules = []
    for name in names:
        above = (Step(Severity.WARNING, 90, 90),)
        quiet = feeds[name].silent_after.total_seconds()
        series = Subject(SubjectKind.SERIES, name, "vl")
        rules.append(Rule("limit", 1, NO_TEXT, series, Comparison.GT, above))
        of_feed = Subject(SubjectKind.FEED, name)
        rules.append(
            Rule("feed-silent", 1, NO_TEXT, of_feed, Comparison.STALE, (Step(Severity.WARNING, quiet, quiet),))
        )
    centre = CentreInfo(Text("Thử", "Test"), ZoneInfo("Asia/Ho_Chi_Minh"), False, (104, 8, 110, 23))
    return Deployment(Path(), centre, catalogue, feeds, tuple(rules))


def _feed(city: City, name: str, interval: str, **more: Any) -> FeedSettings:
    fields = {"indicator": "i", "value": "v", "unit": {"const": "vl"}}
    mapping = {"fields": fields}
    given: dict[str, Any] = {
        "id": name,
        "name": name,
        "kind": "indicators",
        "url": f"{city.url}/{name}",
        "interval": interval,
        "stale_after": "1m",
        "request": {"retries": 0},
        "mapping": mapping,
    }
    return FeedSettings.model_validate(given | more)


class Watcher:
    """A receiver that can wait for a situation."""

    def __init__(self) -> None:
        self._news = Condition()
        self.seen: list[tuple[Situation, Changes]] = []

    def __call__(self, situation: Situation, changes: Changes) -> None:
        with self._news:
            self.seen.append((situation, changes))
            self._news.notify_all()

    def until(self, holds: Callable[[Situation], bool]) -> Situation:
        with self._news:
            assert self._news.wait_for(lambda: bool(self.seen) and holds(self.seen[-1][0]), PATIENCE_S), self.seen[-1:]
            return self.seen[-1][0]


Open = Callable[[Deployment], tuple[Running, Watcher]]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Open]:
    opened: list[Running] = []

    def start(made: Deployment) -> tuple[Running, Watcher]:
        console = open_console(made, f"sqlite:///{tmp_path / 'ioc.db'}")
        opened.append(console)
        watcher = Watcher()
        console.subscribe(watcher)
        console.start()
        return console, watcher

    yield start
    for console in opened:
        console.stop()


def test_it_is_a_console(city: City, running: Open) -> None:
    console, watcher = running(deployment(city, "a"))
    as_the_screens_see_it: Console = console
    assert as_the_screens_see_it.catalogue.indicators
    assert watcher.seen[0][1] == ALL


def test_what_a_server_says_is_stored_and_published(city: City, running: Open) -> None:
    console, watcher = running(deployment(city, "a"))
    situation = watcher.until(lambda now: len(now.readings) == 1)
    assert situation.readings[Series("a", "vl")].value == 1.0
    city.value = 95
    situation = watcher.until(lambda now: len(now.alerts) == 1)
    assert situation.feeds["a"].state is FeedState.OK
    assert situation.feeds["a"].next_poll is not None
    poll = console.last_poll("a")
    assert poll is not None
    assert poll.outcome is Outcome.OK
    now = SystemClock().now()
    assert console.history(Series("a", "vl"), now - timedelta(minutes=5), now)
    assert console.recent(now - timedelta(minutes=5), now, timedelta(minutes=1))
    assert [row.what for row in console.transitions()] == [What.RAISED]
    assert console.rejects("a") == []
    assert console.tally_history("vl", now - timedelta(days=2), now) == []


def test_the_first_polls_are_all_out_within_a_second(city: City, running: Open) -> None:
    names = [f"f{number}" for number in range(64)]
    began = monotonic()
    _, watcher = running(deployment(city, *names, interval="60s"))
    situation = watcher.until(lambda now: len(now.readings) == 64)
    first = {name: when - began for name, when in reversed(city.asked)}
    assert max(first.values()) < 3.0, "about half a second on a machine of its own"
    soonest = min(health.next_poll for health in situation.feeds.values() if health.next_poll)
    latest = max(health.next_poll for health in situation.feeds.values() if health.next_poll)
    assert latest - soonest > timedelta(seconds=15)


def test_hung_servers_do_not_hold_up_the_others(city: City, running: Open) -> None:
    hung = [f"h{number}" for number in range(12)]
    city.hung.update(hung)
    _, watcher = running(deployment(city, *hung, "good"))
    city.value = 2
    watcher.until(lambda now: Series("good", "vl") in now.readings)
    asked = len([name for name, _ in city.asked if name == "good"])
    watcher.until(lambda _: len([name for name, _ in city.asked if name == "good"]) > asked + 2)
    assert len([name for name, _ in city.asked if name == "h0"]) == 1


def test_a_server_that_goes_away_and_comes_back(city: City, running: Open, caplog: pytest.LogCaptureFixture) -> None:
    made = deployment(city, "a", stale_after="600ms")
    _, watcher = running(made)
    watcher.until(lambda now: now.feeds["a"].state is FeedState.OK)
    city.is_down = True
    failing = watcher.until(lambda now: now.feeds["a"].state is FeedState.FAILING)
    fault = failing.feeds["a"].fault
    assert fault is not None
    assert fault.code is FaultCode.HTTP_STATUS
    silent = watcher.until(lambda now: now.feeds["a"].state is FeedState.SILENT)
    assert silent.stale == {Series("a", "vl")}
    watcher.until(lambda now: [alert.key.rule for alert in now.alerts.values()] == ["feed-silent"])
    city.is_down = False
    back = watcher.until(lambda now: now.feeds["a"].state is FeedState.OK and not now.stale)
    assert back.alerts == {}
    assert len([text for text in caplog.messages if text.startswith("Feed a fails")]) == 1
    assert len([text for text in caplog.messages if text.startswith("Feed a works again")]) == 1


def test_poll_now_does_not_wait_for_the_interval(city: City, running: Open) -> None:
    console, watcher = running(deployment(city, "a", "b", interval="1h", stale_after="2h"))
    watcher.until(lambda now: len(now.readings) == 2 and all(one.next_poll for one in now.feeds.values()))
    city.value = 7
    console.poll_now("a")
    watcher.until(lambda now: now.readings[Series("a", "vl")].value == 7)
    console.poll_now()
    watcher.until(lambda now: now.readings[Series("b", "vl")].value == 7)
    console.poll_now("nobody")


def test_not_modified_is_a_success(city: City, running: Open) -> None:
    city.etag = '"1"'
    _, watcher = running(deployment(city, "a"))
    first = watcher.until(lambda now: now.feeds["a"].last_success is not None)
    then = first.feeds["a"].last_data
    last = watcher.until(lambda now: now.feeds["a"].last_success != first.feeds["a"].last_success)
    assert last.feeds["a"].last_data == then
    assert last.feeds["a"].state is FeedState.OK


def test_a_refused_document_is_fetched_anew_although_it_did_not_change(city: City, running: Open) -> None:
    city.etag, city.body = '"1"', b"<html>maintenance</html>"
    _, watcher = running(deployment(city, "a"))
    watcher.until(lambda now: now.feeds["a"].failures >= 2)


def test_a_large_document_is_decoded_in_the_worker(city: City, running: Open) -> None:
    rows = [{"i": "a", "v": 3, "pad": "x" * 1000} for _ in range(1100)]
    city.body = json.dumps(rows).encode()
    _, watcher = running(deployment(city, "a"))
    situation = watcher.until(lambda now: bool(now.readings))
    assert situation.readings[Series("a", "vl")].value == 3


def test_an_acknowledgement_outlives_a_restart(city: City, running: Open) -> None:
    city.value = 95
    console, watcher = running(deployment(city, "a"))
    situation = watcher.until(lambda now: bool(now.alerts))
    (alert,) = situation.alerts
    assert console.acknowledge([alert], "Lan", "đã báo").result(PATIENCE_S) == 1
    assert console.situation.alerts[alert].ack is Ack.ACKED
    console.stop()
    console, watcher = running(deployment(city, "a"))
    assert watcher.seen[0][0].alerts[alert].ack is Ack.ACKED
    watcher.until(lambda now: now.feeds["a"].last_success is not None and len(watcher.seen) > 2)
    assert [row.what for row in console.transitions()] == [What.ACKNOWLEDGED, What.RAISED]


def test_stopping_does_not_wait_for_a_hung_server(city: City, running: Open) -> None:
    city.hung.add("a")
    console, watcher = running(deployment(city, "a", "b"))
    watcher.until(lambda now: bool(now.readings))
    began = monotonic()
    console.stop()
    assert monotonic() - began < 5
    with pytest.raises(RuntimeError, match="closed"):
        console.acknowledge(["x"], "Lan")


def test_stopping_before_starting_and_twice_is_fine(city: City, tmp_path: Path) -> None:
    console = open_console(deployment(city, "a"), f"sqlite:///{tmp_path / 'other.db'}")
    console.stop()
    console.stop()


def test_a_receiver_that_fails_does_not_keep_the_others_from_hearing(
    city: City, running: Open, caplog: pytest.LogCaptureFixture
) -> None:
    console, watcher = running(deployment(city, "a"))

    def broken(_: Situation, changes: Changes) -> None:
        if not changes.everything:
            raise ValueError("broken receiver")

    console.subscribe(broken)
    later = Watcher()
    console.subscribe(later)
    later.until(lambda now: now.feeds["a"].last_success is not None)
    watcher.until(lambda now: now.feeds["a"].last_success is not None)
    later.until(lambda _: len(later.seen) > 2)
    assert "A receiver of situations failed" in caplog.messages
