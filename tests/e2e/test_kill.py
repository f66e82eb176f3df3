"""Ended at any instant, the program loses no acknowledgement and raises nothing twice."""

import random
import signal
import subprocess
import sys
import threading

import pytest
from driving import ROOT, Program

from ioc.domain.alerts import Ack, What
from ioc.storage.store import Store

# Acknowledges whatever is on the list, and says so only after the commit.
OPERATOR = """
import sys, threading
from ioc.application import open_console
from ioc.deployment.load import load
from sample_feeds.process import SampleServer
from ioc.cli import _sample_folder
server = SampleServer()
console = open_console(load(_sample_folder(), {"SAMPLE_URL": server.start()}), sys.argv[1])
console.start()
while True:
    for id in [a.id for a in console.situation.alerts.values() if a.ack == "unack"][:1]:
        if console.acknowledge([id], "test", "seen").result():
            print("ACKED", id, flush=True)
    threading.Event().wait(0.05)
"""


def drive_and_kill(url: str, seconds: float) -> list[str]:
    """Run an operator for so long, end it without warning; gives the alerts it was told are acknowledged."""
    running = subprocess.Popen(
        [sys.executable, "-c", OPERATOR, url], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    timer = threading.Timer(seconds, running.send_signal, [signal.SIGKILL])
    timer.start()
    out, error = running.communicate(timeout=60)
    timer.cancel()
    assert running.returncode == -signal.SIGKILL, error
    return [line.split(" ", 1)[1] for line in out.splitlines() if line.startswith("ACKED ")]


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_kills_at_random_instants_lose_no_acknowledgement_and_raise_nothing_twice(program: Program) -> None:
    url = f"sqlite:///{program.data / 'ioc.db'}"
    instants = random.Random(20)
    promised: list[str] = []
    for _ in range(20):
        promised += drive_and_kill(url, instants.uniform(0.8, 5.0))
        check(url, promised)
    assert promised, "nothing was acknowledged: the test would prove nothing"


def check(url: str, promised: list[str]) -> None:
    """Hold the database against what was promised before the kill."""
    store = Store.open(url)
    try:
        rows = store.transitions(limit=100_000)
        tracks = store.restore().tracks.values()
    finally:
        store.close()
    named = [(row.alert, row.what) for row in rows]
    acknowledged = {alert for alert, what in named if what is What.ACKNOWLEDGED}
    assert set(promised) <= acknowledged
    raised = [alert for alert, what in named if what is What.RAISED]
    assert len(raised) == len(set(raised))
    last = {row.alert: row.what for row in reversed(rows) if row.what in (What.ACKNOWLEDGED, What.REOPENED)}
    for track in tracks:
        if track.listed:
            told = last.get(track.key.occurrence(track.occurrences))
            assert track.ack is (Ack.ACKED if told is What.ACKNOWLEDGED else Ack.UNACK)
