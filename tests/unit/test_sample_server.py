"""The sample's server answers as a city's servers do, and every document it serves can be read."""

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from gzip import decompress

import psutil
import pytest

from ioc.deployment.load import load
from ioc.domain.clock import ManualClock
from ioc.domain.faults import FaultCode
from ioc.domain.readings import Batch, Outcome, Poll
from ioc.feeds.decode import decode
from sample_feeds.build import FOLDER
from sample_feeds.process import SampleServer, SampleServerError
from sample_feeds.server import Server, make_server

START = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def server(clock: ManualClock) -> Iterator[Server]:
    server = make_server(START, clock=clock)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Reply:
    """An answer, read whole."""

    def __init__(self, server: Server, path: str, **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            self.status = response.status
            self.headers = {name.lower(): value for name, value in response.getheaders()}
            self.body = response.read()
        finally:
            connection.close()


def test_a_document_comes_with_type_length_and_etag(server: Server) -> None:
    reply = Reply(server, "/systems/dvc.json")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert len(json.loads(reply.body)) == 32
    assert reply.headers["etag"]
    assert Reply(server, "/systems/bcci.csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert Reply(server, "/cameras/hau-giang.geojson").headers["content-type"] == "application/geo+json"


def test_an_unchanged_document_is_not_sent_again(server: Server, clock: ManualClock) -> None:
    etag = Reply(server, "/systems/pc.json").headers["etag"]
    clock.advance(timedelta(seconds=10))
    unchanged = Reply(server, "/systems/pc.json", If_None_Match=etag)
    assert (unchanged.status, unchanged.body) == (304, b"")
    clock.advance(timedelta(seconds=10))
    changed = Reply(server, "/systems/pc.json", If_None_Match=etag)
    assert changed.status == 200
    assert changed.headers["etag"] != etag


def test_a_document_is_packed_for_those_who_accept_it(server: Server) -> None:
    plain = Reply(server, "/systems/dvc.json")
    packed = Reply(server, "/systems/dvc.json", Accept_Encoding="gzip, deflate")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_an_unknown_path_is_not_found(server: Server) -> None:
    assert Reply(server, "/systems/nothing.json").status == 404


def test_a_dead_feed_answers_503_and_comes_back(server: Server, clock: ManualClock) -> None:
    assert Reply(server, "/systems/web.json").status == 200
    clock.advance(timedelta(seconds=26))
    assert Reply(server, "/systems/web.json").status == 503
    clock.advance(timedelta(minutes=11))
    assert Reply(server, "/systems/web.json").status == 200


def test_a_hanging_source_repeats_old_data(server: Server, clock: ManualClock) -> None:
    clock.advance(timedelta(seconds=15))
    first = Reply(server, "/systems/vc.json")
    clock.advance(timedelta(minutes=5))
    second = Reply(server, "/systems/vc.json")
    assert first.body == second.body
    assert datetime.fromisoformat(json.loads(first.body)["updated"]) < START
    assert "etag" not in second.headers


def test_a_cut_connection_leaves_half_a_document(server: Server, clock: ManualClock) -> None:
    clock.advance(timedelta(hours=3, seconds=5))
    with pytest.raises(http.client.IncompleteRead):
        Reply(server, "/systems/ndxp.json")


def test_a_closed_connection_brings_no_answer(server: Server, clock: ManualClock) -> None:
    clock.advance(timedelta(hours=11, seconds=5))
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        Reply(server, "/systems/ndxp.json")


def test_an_error_page_comes_with_status_200(server: Server, clock: ManualClock) -> None:
    clock.advance(timedelta(hours=20, seconds=5))
    reply = Reply(server, "/systems/mail.json")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")


def polled(server: Server, at: datetime) -> dict[str, Batch]:
    """Every feed of the sample deployment, fetched and decoded."""
    deployment = load(FOLDER, {"SAMPLE_URL": server.url})
    batches = {}
    for feed in deployment.feeds.values():
        reply = Reply(server, feed.url.removeprefix(server.url))
        assert reply.status == 200
        poll = Poll(feed.id, at, at, Outcome.OK, None, reply.status, reply.headers, reply.body)
        batches[feed.id] = decode(poll, feed, deployment.catalogue)
    return batches


def test_every_document_is_read_without_a_refusal(server: Server, clock: ManualClock) -> None:
    batches = polled(server, clock.now())
    assert [str(batch.fault) for batch in batches.values() if batch.fault] == []
    assert [reject for batch in batches.values() for reject in batch.rejects] == []
    live = [reading.series for key, batch in batches.items() if key != "history" for reading in batch.readings]
    assert len(set(live)) == len(live) == 227
    assert len([camera for batch in batches.values() for camera in batch.cameras]) >= 200
    units = {tally.unit for key in ("dossiers-provinces", "dossiers-districts") for tally in batches[key].tallies}
    assert len(units) == 54
    assert not any(tally.breaks_identity for batch in batches.values() for tally in batch.tallies)


def test_the_history_is_two_days_of_every_number(server: Server, clock: ManualClock) -> None:
    readings = polled(server, clock.now())["history"].readings
    assert len({reading.series for reading in readings}) == 174
    assert min(reading.observed_at for reading in readings) == START - timedelta(hours=48)
    assert max(reading.observed_at for reading in readings) == START


def test_the_misprinted_figure_is_refused_and_the_rest_of_its_document_is_not(
    server: Server, clock: ManualClock
) -> None:
    clock.advance(timedelta(seconds=15))
    batches = polled(server, clock.now())
    rejects = [reject for batch in batches.values() for reject in batch.rejects]
    assert [(reject.feed, reject.fault.code, reject.fault.detail) for reject in rejects] == [
        ("dms", FaultCode.DIGIT_GROUPING, "1.63.899")
    ]
    assert len(batches["dms"].readings) == 24


def test_the_server_runs_as_a_process_and_comes_back_on_its_port() -> None:
    with SampleServer() as server:
        url, pid = server.url, server.pid
        assert pid is not None
        assert server.start() == url
        assert server.restart() == url
        assert server.pid not in (None, pid)
        port = int(url.rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/systems/soc.json")
        assert connection.getresponse().status == 200
        connection.close()
    assert server.pid is None


def test_a_port_that_is_taken_is_an_error_and_no_process_is_left(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    other = SampleServer()
    with pytest.raises(SampleServerError, match="did not start"):
        other.start(server.server_address[1])
    assert other.pid is None


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no adopting parent there")
def test_the_server_does_not_outlive_a_killed_program() -> None:
    program = (
        "import os, sys\n"
        "from sample_feeds.process import SampleServer\n"
        "server = SampleServer()\n"
        "server.start()\n"
        "if os.fork():\n"
        "    print(server.pid, flush=True)\n"
        "sys.stdin.read()\n"  # the fork keeps the pipe of the server open
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=FOLDER.parents[1], text=True
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    with parent:
        server = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        server.wait(timeout=30)
        parent.stdin.close()
