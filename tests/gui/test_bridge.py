"""The way from the writer thread to the screen."""

import threading
import time

import pytest
from PySide6.QtCore import QObject, Slot

from ioc.domain.indicators import Series
from ioc.domain.situation import Changes, Situation
from widgets.bridge import Bridge
from widgets.loopwatch import LoopWatch
from widgets.queries import QueryPool


class Receiver(QObject):
    def __init__(self):
        super().__init__()
        self.answers = []

    @Slot(object)
    def take(self, answer):
        self.answers.append((answer, threading.current_thread()))


def test_many_publications_arrive_as_one_with_the_newest_situation_and_all_changes(qtbot):
    bridge = Bridge()
    seen = []
    bridge.changed.connect(lambda situation, changes: seen.append((situation, changes)))
    situations = [Situation() for _ in range(100)]

    def write():
        for n, situation in enumerate(situations):
            bridge.publish(situation, Changes(series=frozenset({Series(f"i{n}", "u")})))

    writer = threading.Thread(target=write)
    with qtbot.waitSignal(bridge.changed):
        writer.start()
    writer.join()
    qtbot.waitUntil(lambda: seen[-1][0] is situations[-1])
    assert len(frozenset().union(*(changes.series for _, changes in seen))) == 100
    assert len(seen) < 20


def test_the_screen_is_told_at_most_twenty_times_a_second(qtbot):
    bridge = Bridge()
    times = []
    bridge.changed.connect(lambda *_: times.append(time.perf_counter()))
    stop = threading.Event()

    def write():
        while not stop.wait(0.001):
            bridge.publish(Situation(), Changes())

    writer = threading.Thread(target=write)
    writer.start()
    qtbot.waitUntil(lambda: len(times) >= 6)
    stop.set()
    writer.join()
    assert times[5] - times[0] >= 0.05 * 5 - 0.02


def test_a_bridge_built_on_a_worker_thread_is_refused(qapp):
    refused = []

    def build():
        try:
            Bridge()
        except RuntimeError as error:
            refused.append(error)

    worker = threading.Thread(target=build)
    worker.start()
    worker.join()
    assert refused


def test_a_query_runs_elsewhere_and_answers_on_the_gui_thread(qtbot, queries):
    receiver = Receiver()
    queries.ask(threading.current_thread, receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.answers))
    ran_on, answered_on = receiver.answers[0]
    assert ran_on is not threading.main_thread()
    assert answered_on is threading.main_thread()


def test_only_the_newest_answer_of_a_key_is_delivered(qtbot):
    pool = QueryPool(threads=1)
    receiver, gate = Receiver(), threading.Event()
    pool.ask(lambda: gate.wait(5) and "old", receiver.take, key="chart")
    pool.ask(lambda: "new", receiver.take, key="chart")
    gate.set()
    qtbot.waitUntil(lambda: bool(receiver.answers))
    pool.stop()
    assert [answer for answer, _ in receiver.answers] == ["new"]


def test_an_answer_for_a_deleted_receiver_is_dropped(qtbot):
    pool = QueryPool(threads=1)
    gone, stays, gate = Receiver(), Receiver(), threading.Event()
    pool.ask(lambda: gate.wait(5), gone.take)
    pool.ask(lambda: 2, stays.take)
    gone.deleteLater()
    del gone
    gate.set()
    qtbot.waitUntil(lambda: bool(stays.answers))
    pool.stop()


def test_a_failing_query_reaches_the_one_who_asked_to_hear_of_it(qtbot, queries, caplog):
    receiver = Receiver()
    queries.ask(lambda: 1 / 0, receiver.take, failed=receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.answers))
    assert isinstance(receiver.answers[0][0], ZeroDivisionError)


def test_nothing_is_delivered_after_stop(qtbot):
    pool = QueryPool()
    receiver = Receiver()
    pool.stop()
    pool.ask(lambda: 1, receiver.take)
    qtbot.wait(20)
    assert not receiver.answers


@pytest.mark.parametrize("grace_s", [0.0, 60.0])
def test_the_loop_watch_counts_blocking_after_the_grace_time_only(qtbot, grace_s):
    watch = LoopWatch(grace_s)
    qtbot.wait(60)
    until = time.perf_counter() + 0.15
    while time.perf_counter() < until:
        pass
    watch.stop()
    assert (watch.worst_ms > 100) == (grace_s == 0.0)
