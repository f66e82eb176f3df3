"""What is too old goes, the newest of everything stays, and what went is not counted again when it comes back."""

from datetime import timedelta

import pytest

from ioc.domain.cameras import CameraStatus
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Series
from ioc.domain.readings import Outcome, Reject
from ioc.storage import retention
from ioc.storage.retention import Retention
from ioc.storage.store import Store
from tests.storage.building import SERIES, T0, after, batch, camera, poll, reading, tally, transition

DAY = timedelta(days=1)
NOW = after(days=100)
KEEP = Retention(readings=10 * DAY, hourly=50 * DAY)


def fill(store: Store) -> int:
    """A hundred days of one series, four readings a day."""
    readings = [reading(T0 + n * DAY / 4, float(n)) for n in range(400)]
    return store.record(batch(readings))


def test_old_readings_go_and_the_charts_still_show_them(store: Store) -> None:
    assert fill(store) == 400
    gone = store.prune(NOW, KEEP)
    assert 355 <= gone.readings <= 361
    assert 195 <= gone.hourly <= 201
    assert gone.daily == 0
    whole = store.history(SERIES, T0, NOW)
    assert sum(point.readings for point in whole) == 400
    assert len(whole) == 100
    assert sum(point.readings for point in store.history(SERIES, after(days=60), NOW)) == 160
    assert len(store.history(SERIES, after(days=95), NOW)) == 20
    assert store.prune(NOW, KEEP).readings == 0


def test_pruned_readings_that_come_again_are_not_new(store: Store) -> None:
    fill(store)
    store.prune(NOW, KEEP)
    assert fill(store) == 0
    assert sum(point.readings for point in store.history(SERIES, T0, NOW)) == 400
    # A day of which nothing was known is news, however old.
    assert store.record(batch([reading(T0 - 5 * DAY, 1.0)])) == 1


def test_the_floor_holds_after_reopening(url: str) -> None:
    with Store.open(url) as store:
        fill(store)
        store.prune(NOW, KEEP)
    with Store.open(url) as store:
        assert fill(store) == 0


def test_the_newest_reading_of_a_series_stays_whatever_its_age(store: Store) -> None:
    dead = Series("fax.count", "x")
    store.record(batch([reading(T0, 4.0, dead), reading(after(1), None, dead)]))
    store.prune(after(days=5000))
    assert store.restore().readings[dead] == reading(after(1), None, dead)


def test_many_readings_go_in_short_steps(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_ROWS", 7)
    fill(store)
    store.record(batch(poll=poll(T0, b"x"), rejects=tuple(_reject(n) for n in range(40))))
    gone = store.prune(NOW, Retention(readings=10 * DAY, rejects_per_feed=5))
    assert gone.readings > 350
    assert gone.rejects == 40
    assert len(store.history(SERIES, after(days=95), NOW)) == 20


def test_polls_go_with_their_documents_but_each_feed_keeps_its_last(store: Store) -> None:
    for day in range(10):
        store.record(batch(poll=poll(T0 + day * DAY, f"body {day}".encode())))
    old = poll(T0, b"old but the only one", "cctv")
    store.record(batch(poll=old))
    store.record(batch(poll=poll(T0, b"", "silent", outcome=Outcome.FAILED)))
    gone = store.prune(T0 + 9 * DAY, Retention(polls=3 * DAY))
    assert (gone.polls, gone.bodies) == (7, 6)
    assert store.last_poll("cctv") == old
    assert store.last_poll("dvc") == poll(T0 + 9 * DAY, b"body 9")


def test_old_tallies_shrink_to_the_last_of_each_day(store: Store) -> None:
    store.record(batch(tallies=tuple(tally("x", T0 + n * DAY / 24, n) for n in range(24 * 20))))
    whole = store.tally_history("x", T0, after(days=20))
    gone = store.prune(after(days=20), Retention(tallies=7 * DAY))
    assert gone.tallies > 250
    assert store.tally_history("x", T0, after(days=20)) == whole


def _reject(number: int) -> Reject:
    return Reject("dvc", after(number), number, Fault(FaultCode.NOT_A_NUMBER), "abc")


def test_rejects_are_bounded_by_age_and_number(store: Store) -> None:
    store.record(batch(rejects=tuple(_reject(n) for n in range(50))))
    assert store.prune(after(60), Retention(rejects_per_feed=20)).rejects == 30
    assert [reject.row for reject in store.rejects("dvc")] == list(range(49, 29, -1))
    assert store.prune(after(days=60)).rejects == 20


def test_transitions_stay_for_ever_unless_told(store: Store) -> None:
    store.record(None, [transition(1)])
    assert store.prune(after(days=5000)).transitions == 0
    assert store.prune(after(days=5000), Retention(transitions=100 * DAY)).transitions == 1


def test_old_changes_of_camera_status_go_and_the_camera_stays(store: Store) -> None:
    store.record(batch(cameras=(camera("1", CameraStatus.ONLINE),)))
    assert store.prune(after(days=400)).camera_statuses == 1
    assert len(store.restore().cameras) == 1


def test_keeping_for_ever_removes_nothing(store: Store) -> None:
    fill(store)
    store.record(batch(poll=poll(T0), tallies=(tally("x", T0), tally("x", after(1)))))
    keep = Retention(None, None, None, None, None, None, None, 10, None)
    assert not any(store.prune(after(days=5000), keep))
