"""What the values of a batch do on the one path."""

from ioc.domain.alerts import (
    DataQuality,
    Severity,
    Step,
)
from ioc.domain.cameras import CameraStatus
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison
from ioc.domain.readings import Batch, Mark, Reject
from ioc.domain.situation import FeedState
from ioc.storage.store import Store
from tests.unit.pipeline_bench import (
    FEED,
    M2,
    MAIL,
    SPAM,
    SPAM_ALERT,
    Bench,
    Make,
    at,
    camera,
    fake,
    feed,
    limit,
    tally,
)


def test_the_newest_reading_of_a_series_is_the_one_shown(make: Make, store: Store) -> None:
    bench = make()
    bench.poll(10, (SPAM, 1), (MAIL, 5))
    bench.poll(20, (SPAM, 2))
    assert bench.now.readings[SPAM].value == 2
    assert bench.seen[-1][1].series == {SPAM}
    assert [point.last for point in store.history(SPAM, at(0), at(60))] == [1, 2]


def test_a_late_reading_goes_to_history_marked_and_is_not_judged(make: Make, store: Store) -> None:
    bench = make(limit())
    bench.poll(10, (SPAM, 1))
    bench.poll(20, (SPAM, 99, 5))
    assert bench.now.readings[SPAM].value == 1
    assert not bench.alerts
    assert [point.last for point in store.history(SPAM, at(0), at(60))] == [99, 1]


def test_late_readings_carry_their_mark_to_the_store() -> None:
    kept: list[Batch] = []
    bench = Bench(fake(kept.append), (), (feed(),))
    bench.start()
    bench.poll(10, (SPAM, 1))
    bench.poll(20, (SPAM, 99, 5), (MAIL, 1))
    assert [(one.series, one.marks) for one in kept[-1].readings] == [(SPAM, Mark.LATE), (MAIL, Mark.NONE)]


def test_a_document_with_a_course_is_taken_in_order_of_time(make: Make, store: Store) -> None:
    bench = make(limit())
    bench.poll(100, (SPAM, 1, 99), (SPAM, 99, 80), (SPAM, 2, 90))
    assert bench.now.readings[SPAM].value == 1
    assert not bench.alerts
    assert [point.last for point in store.history(SPAM, at(0), at(200))] == [99, 2, 1]


def test_a_repeated_reading_changes_nothing_and_is_not_stored_again() -> None:
    kept: list[Batch] = []
    bench = Bench(fake(kept.append), (limit(),), (feed(),))
    bench.start()
    bench.poll(10, (SPAM, 1, 9))
    bench.poll(20, (SPAM, 99, 9))
    assert bench.now.readings[SPAM].value == 1
    assert kept[-1].readings == ()
    assert bench.seen[-1][1].series == frozenset()


def test_what_is_published_is_never_changed_afterwards(make: Make) -> None:
    bench = make(limit())
    bench.poll(10, (SPAM, 99))
    old = bench.now
    copies = dict(old.readings), dict(old.alerts), dict(old.feeds)
    bench.poll(20, (SPAM, 1), (MAIL, 1))
    assert (dict(old.readings), dict(old.alerts), dict(old.feeds)) == copies
    assert bench.now.cameras is old.cameras


def test_a_refused_row_marks_its_series_until_a_good_one_comes(make: Make) -> None:
    bench = make(limit())
    bench.poll(10, (SPAM, 99))
    fault = Fault(FaultCode.DIGIT_GROUPING, "1.63.899")
    bench.poll(20, rejects=(Reject(FEED, at(20), 1, fault, "1.63.899", SPAM),))
    assert bench.now.rejected == {SPAM: fault}
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.ERROR
    bench.poll(30, (SPAM, 98))
    assert bench.now.rejected == {}
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.GOOD


def test_a_refused_row_of_a_series_without_any_reading_is_forgotten_with_the_first_good_one(make: Make) -> None:
    bench = make()
    bench.poll(10, rejects=(Reject(FEED, at(10), 1, Fault(FaultCode.NOT_A_NUMBER), "x", SPAM),))
    assert SPAM in bench.now.rejected
    bench.poll(20, (SPAM, 1))
    assert bench.now.rejected == {}


def test_a_camera_is_reported_when_anything_but_its_times_changed(make: Make) -> None:
    bench = make(feeds=(feed(kind="cameras"),))
    bench.poll(10, camera(CameraStatus.ONLINE, 9))
    bench.poll(20, camera(CameraStatus.ONLINE, 19))
    assert bench.seen[-1][1].cameras == frozenset()
    assert bench.now.cameras["soc/c1"].observed_at == at(19)
    bench.poll(30, camera(CameraStatus.OFFLINE, 29))
    assert bench.seen[-1][1].cameras == {"soc/c1"}
    bench.poll(40, camera(CameraStatus.ONLINE, 5))
    assert bench.now.cameras["soc/c1"].status is CameraStatus.OFFLINE


def test_the_status_of_cameras_is_unknown_while_their_feed_is_silent(make: Make) -> None:
    bench = make(feeds=(feed(kind="cameras"),))
    bench.poll(10, camera(CameraStatus.ONLINE, 9))
    bench.fail(20)
    assert bench.now.cameras["soc/c1"].status is CameraStatus.ONLINE
    bench.tick(500)
    assert bench.now.feeds[FEED].state is FeedState.SILENT
    assert bench.now.cameras["soc/c1"].status is CameraStatus.UNKNOWN
    assert bench.seen[-1][1].cameras == {"soc/c1"}
    bench.same(510)
    assert bench.now.cameras["soc/c1"].status is CameraStatus.ONLINE
    assert bench.seen[-1][1].cameras == {"soc/c1"}


def test_a_tally_is_judged_by_its_share_on_time(make: Make) -> None:
    bench = make(M2, feeds=(feed(kind="dossiers"),))
    bench.poll(10, tally(late=10, seen=9))
    alert = bench.alerts["dossier-on-time|dossier|m2|vl#1"]
    assert (alert.value, alert.severity) == (90.0, Severity.CRITICAL)
    assert bench.seen[-1][1].tallies == {"vl"}
    bench.poll(20, tally(late=0, seen=19))
    assert not bench.alerts


def test_a_tally_with_too_few_dossiers_is_not_judged(make: Make) -> None:
    bench = make(M2, feeds=(feed(kind="dossiers"),), small=30)
    bench.poll(10, tally(late=1, seen=9, on_due=1))
    assert not bench.alerts


def test_a_drop_is_held_against_the_value_a_day_before(make: Make) -> None:
    steps = (Step(Severity.WARNING, 1, 1), Step(Severity.CRITICAL, 5, 5))
    bench = make(limit(comparison=Comparison.DROP_PCT, steps=steps))
    bench.poll(100, (SPAM, 200, 90))
    bench.poll(90_000, (SPAM, 190))
    alert = bench.alerts[SPAM_ALERT]
    assert (alert.value, alert.severity) == (5.0, Severity.CRITICAL)


def test_a_change_counts_both_ways_and_from_what_the_store_remembers(make: Make, store: Store) -> None:
    steps = (Step(Severity.WARNING, 10, 10),)
    make(limit(comparison=Comparison.CHANGE_PCT, steps=steps)).poll(100, (SPAM, 100))
    bench = Bench(store, (limit(comparison=Comparison.CHANGE_PCT, steps=steps),), (feed(),))
    bench.start(89_000)
    bench.poll(90_000, (SPAM, 80))
    assert bench.alerts[SPAM_ALERT].value == 20
