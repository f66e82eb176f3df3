"""What is recorded comes back as it was, on both kinds of database."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from ioc.domain.alerts import AlertKey, Condition, Severity, Subject, SubjectKind
from ioc.domain.cameras import CameraStatus
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Series
from ioc.domain.readings import Mark, Outcome, Reject
from ioc.domain.situation import FeedHealth, FeedState
from ioc.domain.track import Track
from ioc.storage.queries import Restored
from ioc.storage.store import Store
from tests.storage.building import KEY, SERIES, T0, after, batch, camera, poll, reading, tally, transition


def test_the_newest_reading_of_each_series_is_restored_whole(store: Store) -> None:
    other = Series("mail.spam", "can-tho")
    newest = reading(after(20), 98.25, numerator=393.0, denominator=400.0, marks=Mark.MISMATCH)
    silent = reading(after(5, microseconds=1), None, other, feed="mail")
    assert store.record(batch([reading(T0, 97.0), newest, reading(after(10), 1.0), silent])) == 4
    assert store.restore().readings == {SERIES: newest, other: silent}


def test_an_instant_in_another_zone_comes_back_as_the_same_instant_in_utc(store: Store) -> None:
    there = T0.astimezone(timezone(timedelta(hours=7)))
    store.record(batch([reading(there, 1.0)]))
    found = store.restore().readings[SERIES].observed_at
    assert found == T0
    assert found.utcoffset() == timedelta(0)


def test_an_instant_without_zone_is_refused_and_nothing_is_stored(store: Store) -> None:
    with pytest.raises(TypeError):
        store.record(batch([reading(T0, 1.0), reading(T0.replace(tzinfo=None), 1.0)]))
    assert store.restore().readings == {}
    assert store.last_poll("dvc") is None
    assert store.record(batch([reading(T0, 1.0)])) == 1


def test_an_empty_database_restores_to_nothing(store: Store) -> None:
    assert store.restore() == Restored()


def test_nothing_to_record_is_no_transaction(store: Store) -> None:
    assert store.record(None) == 0


def test_cameras_come_back_with_their_newest_status(store: Store) -> None:
    first = camera("1", CameraStatus.ONLINE, unit="hau-giang", site="cau-xa-no", url="rtsp://10.0.0.1/1")
    dark = first._replace(status=CameraStatus.OFFLINE, observed_at=after(60), received_at=after(61))
    late = first._replace(status=CameraStatus.DEGRADED, observed_at=after(30), received_at=after(90))
    for seen in (first, dark, late):
        store.record(batch(cameras=(seen,)))
    assert store.restore().cameras == {"cctv/1": dark}


def test_only_changes_of_a_camera_status_are_kept(sqlite_store: Store) -> None:
    for second, status in enumerate(["online", "online", "offline", "offline", "online"]):
        sqlite_store.record(batch(cameras=(camera("1", CameraStatus(status), after(second)),)))
    with sqlite_store._database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT status FROM camera_statuses ORDER BY observed_at").scalars()
        assert list(rows) == ["online", "offline", "online"]


def test_the_newest_tally_of_each_unit_is_restored(store: Store) -> None:
    late = tally("can-tho", after(days=-1))
    newest = [tally("hau-giang", after(60)), tally("can-tho", T0), tally("can-tho", T0, 70, "2026-04")]
    store.record(batch(tallies=(tally("hau-giang", T0), *newest, late)))
    assert store.restore().tallies == {"hau-giang": newest[0], "can-tho": newest[2]}


def test_the_last_tally_of_each_local_day_is_the_history(store: Store) -> None:
    zone = timezone(timedelta(hours=7))
    # 05:30 UTC is 12:30 there; 16:59 UTC is 23:59, 17:00 the next day.
    before, evening, morning = (tally("x", after(hours=hours), 50) for hours in (0, 11.4, 11.6))
    no_received = tally("x", after(days=2))._replace(received=None)
    store.record(batch(tallies=(before, evening, morning, no_received)))
    assert store.tally_history("x", T0, after(days=2), zone) == [evening, morning, no_received]
    assert store.tally_history("x", T0, after(hours=11.5), zone) == [evening]
    assert store.tally_history("nobody", T0, after(days=2)) == []


def test_a_repeated_tally_changes_nothing(store: Store) -> None:
    store.record(batch(tallies=(tally("x", T0, 50),)))
    store.record(batch(tallies=(tally("x", T0, 60),)))
    assert store.restore().tallies["x"].on_due == 50


def test_transitions_are_given_newest_first_for_one_alert_or_all(store: Store) -> None:
    other = AlertKey("feed-silent", Subject(SubjectKind.FEED, "dvc"))
    mine = [transition(1), transition(2, occurrence=2)._replace(value=None, observed_at=None, received_at=None)]
    store.record(None, [mine[0], transition(5, other)])
    store.record(None, [mine[1]])
    assert store.transitions("limit|series|dvc.on_time|hau-giang#2") == mine[::-1]
    assert store.transitions("limit|series|dvc.on_time|hau-giang") == mine[::-1]
    assert store.transitions() == [mine[1], transition(5, other), mine[0]]
    assert store.transitions(limit=1) == [mine[1]]
    assert store.transitions("limit|series|dvc.on_time|hau-giang#x") == []


def test_the_newest_track_and_health_replace_the_older(store: Store) -> None:
    track = Track(KEY, Condition.PENDING, since=T0)
    active = Track(KEY, Condition.ACTIVE, T0, occurrences=1, listed=True, severity=Severity.CRITICAL, raised_at=T0)
    waiting = FeedHealth("dvc")
    failing = FeedHealth(
        "dvc", FeedState.FAILING, T0, after(1), after(2), after(3), after(4), 0.25, 2_000_000_000_000, 5, 6, 7, 8,
        Fault(FaultCode.HTTP_STATUS, "503"),
    )  # fmt: skip
    store.record(None, tracks=[track], health=[waiting, FeedHealth("cctv")])
    store.record(None, tracks=[active], health=[failing])
    restored = store.restore()
    assert restored.tracks == {KEY: active}
    assert restored.health == {"dvc": failing, "cctv": FeedHealth("cctv")}


def test_rejects_come_back_newest_first_and_a_repeated_one_stands_once(store: Store) -> None:
    bad = Reject("dvc", T0, 3, Fault(FaultCode.DIGIT_GROUPING, "1.63.899"), 'Vị Thanh;"1.63.899"', SERIES)
    worse = Reject("dvc", after(5), 7, Fault(FaultCode.UNKNOWN_UNIT), "\0 nul")
    again = bad._replace(received_at=after(10))
    store.record(batch(rejects=(bad, bad._replace(feed="mail"))))
    store.record(batch(rejects=(worse,)))
    store.record(batch(rejects=(again,)))
    assert store.rejects("dvc") == [again, worse._replace(raw="\ufffd nul")]
    assert store.rejects("dvc", limit=1) == [again]
    assert store.rejects("nobody") == []


def test_the_last_document_of_a_feed_is_found_behind_polls_without_one(store: Store) -> None:
    first = poll(T0, b'{"a": 1}', status=200, headers={"etag": '"đ"'})
    second = poll(after(10), b"\x00\xff" * 500, status=200)
    unchanged = poll(after(20), b"", outcome=Outcome.NOT_MODIFIED, status=304)
    failed = poll(after(30), b"", outcome=Outcome.FAILED, fault=Fault(FaultCode.TIMEOUT, "10 s"))
    for one in (second, first, unchanged, failed, poll(after(40), b"other", "cctv")):
        store.record(batch(poll=one))
    assert store.last_poll("dvc") == second
    assert store.last_poll("nobody") is None


def test_an_empty_document_is_a_document(store: Store) -> None:
    store.record(batch(poll=poll(T0, b"")))
    assert store.last_poll("dvc") == poll(T0, b"")


def test_equal_documents_are_archived_once(sqlite_store: Store) -> None:
    for second in range(5):
        sqlite_store.record(batch(poll=poll(after(second), b"same" * 1000, "dvc" if second % 2 else "cctv")))
    sqlite_store.record(batch(poll=replace(poll(after(9), b"never kept"), outcome=Outcome.FAILED)))
    with sqlite_store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*), max(size) FROM bodies").one() == (1, 4000)
        assert connection.exec_driver_sql("SELECT count(*) FROM polls").scalar_one() == 6
        assert connection.exec_driver_sql("SELECT max(length(zlib)) FROM bodies").scalar_one() < 200


def test_a_refused_document_is_archived_as_received(store: Store) -> None:
    page = poll(T0, b"<html>busy</html>", status=200)
    store.record(batch(poll=page, fault=Fault(FaultCode.NOT_THE_FORMAT, "html")))
    assert store.last_poll("dvc") == page


def test_recording_is_all_or_nothing(store: Store) -> None:
    class Broken:
        key = KEY

        def to_json(self) -> str:
            raise RuntimeError("cannot be written")

    with pytest.raises(RuntimeError):
        store.record(batch([reading(T0, 1.0)]), [transition(1)], [Broken()])  # type: ignore[list-item]
    assert store.transitions() == []
    assert store.restore().readings == {}
    assert store.record(batch([reading(T0, 1.0)])) == 1
