"""What the pipeline keeps: acknowledgements, restarts, and a store that refuses."""

from dataclasses import replace

import pytest

from ioc.domain.alerts import (
    Ack,
    DataQuality,
    Severity,
    Step,
    Suppression,
    What,
)
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.situation import ALL, FeedState
from ioc.storage.store import Store
from tests.unit.pipeline_bench import (
    FEED,
    M2,
    MAIL,
    SILENT_ALERT,
    SPAM,
    SPAM_ALERT,
    Bench,
    Failing,
    Make,
    S,
    at,
    feed,
    limit,
    silent,
    tally,
)


def test_an_acknowledgement_is_stored_and_shown(make: Make, store: Store) -> None:
    bench = make(limit())
    bench.poll(10, (SPAM, 99))
    assert bench.pipeline.acknowledge([SPAM_ALERT, SPAM_ALERT, "nobody"], "Lan", "đã báo", at(20)) == 1
    alert = bench.alerts[SPAM_ALERT]
    assert (alert.ack, alert.acked_by, alert.comment, alert.acked_at) == (Ack.ACKED, "Lan", "đã báo", at(20))
    assert store.transitions(SPAM_ALERT)[0].who == "Lan"
    assert bench.pipeline.acknowledge([SPAM_ALERT], "Lan", "", at(21)) == 0


def test_a_restart_restores_everything_and_announces_nothing(make: Make, store: Store) -> None:
    bench = make(limit(), silent())
    bench.poll(10, (SPAM, 99), (MAIL, 1))
    bench.pipeline.acknowledge([SPAM_ALERT], "Lan", "", at(12))
    before = bench.whats
    again = Bench(store, (limit(), silent()), (feed(),))
    again.start(5_000)
    situation, changes = again.seen[0]
    assert changes == ALL
    assert situation.readings[SPAM].value == 99
    assert situation.stale == {SPAM, MAIL}
    assert situation.alerts[SPAM_ALERT].ack is Ack.ACKED
    assert again.state() is not FeedState.SILENT
    again.poll(5_001, (SPAM, 99), (MAIL, 1))
    assert again.whats == before
    assert again.alerts[SPAM_ALERT].occurrence == 1


def test_after_a_restart_without_data_the_alerts_are_marked_in_their_time(make: Make, store: Store) -> None:
    make(limit()).poll(10, (SPAM, 99))
    again = Bench(store, (limit(), silent(after=500)), (feed(silent_after=500 * S),))
    again.start(5_000)
    assert again.alerts[SPAM_ALERT].quality is DataQuality.GOOD
    again.tick(5_036)
    assert again.alerts[SPAM_ALERT].quality is DataQuality.STALE


def test_a_pending_alert_does_not_count_the_downtime(make: Make, store: Store) -> None:
    rule = limit(hold=60 * S)
    bench = make(rule)
    for seconds in (10, 20, 30):
        bench.poll(seconds, (SPAM, 99))
    again = Bench(store, (rule,), (feed(),))
    again.start(1_030)
    again.poll(1_031, (SPAM, 99))
    again.poll(1_060, (SPAM, 99))
    assert not again.alerts
    again.tick(1_071)
    assert set(again.alerts) == {SPAM_ALERT}


def test_a_silent_feed_is_still_silent_after_a_restart_and_not_raised_twice(make: Make, store: Store) -> None:
    bench = make(limit(), silent())
    bench.poll(10, (SPAM, 99))
    bench.tick(60)
    before = bench.whats
    again = Bench(store, (limit(), silent()), (feed(),))
    again.start(70)
    assert again.state() is FeedState.SILENT
    again.fail(71)
    again.tick(300)
    assert again.whats == before
    assert again.alerts[SILENT_ALERT].occurrence == 1
    assert again.alerts[SPAM_ALERT].suppression is Suppression.BY_DESIGN
    again.poll(310, (SPAM, 99))
    assert set(again.alerts) == {SPAM_ALERT}
    assert again.alerts[SPAM_ALERT].suppression is Suppression.NONE


def test_an_alert_whose_rule_was_deleted_is_closed_with_that_reason(make: Make, store: Store) -> None:
    make(limit()).poll(10, (SPAM, 99))
    again = Bench(store, (), (feed(),))
    again.start(20)
    assert not again.alerts
    assert (store.transitions()[0].what, store.transitions()[0].why) == (What.CLOSED, "rule deleted")
    third = Bench(store, (limit(),), (feed(),))
    third.start(30)
    third.poll(31, (SPAM, 99))
    assert set(third.alerts) == {"limit|series|spam|vl#2"}


def test_new_limits_are_applied_at_once_to_what_is_known(make: Make, store: Store) -> None:
    make(limit()).poll(10, (SPAM, 99))
    again = Bench(store, (limit(version=2, steps=(Step(Severity.NOTICE, 50, 50),)),), (feed(),))
    again.start(20)
    alert = again.alerts[SPAM_ALERT]
    assert (alert.severity, alert.occurrence) == (Severity.NOTICE, 1)


def test_a_machine_that_slept_is_not_a_silent_feed(make: Make) -> None:
    bench = make(limit(hold=60 * S), silent())
    bench.poll(10, (SPAM, 99))
    bench.pipeline.slept(at(11), at(30_000))
    assert bench.state() is not FeedState.SILENT
    assert not bench.alerts
    bench.poll(30_001, (SPAM, 99))
    bench.tick(30_035)
    assert not bench.alerts
    bench.poll(30_036, (SPAM, 99))
    bench.tick(30_061)
    assert set(bench.alerts) == {SPAM_ALERT}


def test_what_the_store_refuses_is_kept_not_shown_and_stored_later(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    failing = Failing(store)
    bench = Bench(failing, (limit(),), (feed(),))
    bench.start()
    bench.poll(10, (SPAM, 1))
    failing.refuses = True
    bench.poll(20, (SPAM, 99))
    bench.poll(30, (SPAM, 98))
    assert bench.now.readings[SPAM].value == 1
    assert not bench.alerts
    health = bench.now.feeds[FEED]
    assert (health.state, health.fault) == (FeedState.FAILING, Fault(FaultCode.INTERNAL, "store: disk full"))
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    failing.refuses = False
    bench.tick(33)
    assert bench.now.readings[SPAM].value == 98
    assert set(bench.alerts) == {SPAM_ALERT}
    assert bench.state() is FeedState.OK
    assert [point.last for point in store.history(SPAM, at(0), at(60))] == [1, 99, 98]


def test_an_acknowledgement_that_cannot_be_stored_is_refused(store: Store) -> None:
    failing = Failing(store)
    bench = Bench(failing, (limit(),), (feed(),))
    bench.start()
    bench.poll(10, (SPAM, 99))
    failing.refuses = True
    with pytest.raises(OSError, match="disk full"):
        bench.pipeline.acknowledge([SPAM_ALERT], "Lan", "", at(11))
    assert bench.alerts[SPAM_ALERT].ack is Ack.UNACK
    failing.refuses = False
    assert bench.pipeline.acknowledge([SPAM_ALERT], "Lan", "", at(12)) == 1


def test_one_batch_that_can_never_be_stored_does_not_block_the_others(store: Store) -> None:
    failing = Failing(store)
    bench = Bench(failing, (limit(),), (feed(),))
    bench.start()
    failing.poison = 99
    for seconds in range(10, 40, 3):
        bench.poll(seconds, (SPAM, 99 if seconds == 10 else 98))
    assert bench.now.readings[SPAM].value == 98
    assert bench.whats == [What.RAISED]


def test_a_remembered_tally_is_judged_under_new_limits_when_its_feed_confirms_it(make: Make, store: Store) -> None:
    make(M2, feeds=(feed(kind="dossiers"),)).poll(10, tally(late=10, seen=9))
    mild = replace(M2, version=2, steps=(Step(Severity.NOTICE, 95, 95),))
    again = Bench(store, (mild,), (feed(kind="dossiers"),))
    again.start(20)
    assert next(iter(again.alerts.values())).severity is Severity.CRITICAL
    again.poll(21, tally(late=10, seen=9))
    (alert,) = again.alerts.values()
    assert (alert.severity, alert.occurrence) == (Severity.NOTICE, 1)


def test_a_pending_alert_on_a_tally_goes_on_counting_after_a_restart(make: Make, store: Store) -> None:
    rule = replace(M2, hold=60 * S)
    make(rule, feeds=(feed(kind="dossiers"),)).poll(10, tally(late=10, seen=9))
    again = Bench(store, (rule,), (feed(kind="dossiers"),))
    again.start(1_000)
    again.poll(1_001, tally(late=10, seen=9))
    again.tick(1_030)
    again.same(1_030)
    again.tick(1_060)
    assert not again.alerts
    again.tick(1_061)
    assert len(again.alerts) == 1
