"""What the passing of time does on the one path, to values and to feeds."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ioc.domain.alerts import (
    Condition,
    DataQuality,
    Severity,
    Step,
    Suppression,
    What,
)
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison
from ioc.domain.readings import Outcome
from ioc.domain.situation import FeedState
from ioc.storage.store import Store
from tests.unit.pipeline_bench import (
    FEED,
    M2,
    MAIL,
    SILENT_ALERT,
    SPAM,
    SPAM_ALERT,
    Bench,
    Make,
    S,
    at,
    feed,
    limit,
    silent,
    tally,
)


def test_for_runs_out_at_its_own_instant_without_any_reading(make: Make, store: Store) -> None:
    bench = make(limit(hold=20 * S))
    bench.poll(10, (SPAM, 99))
    assert not bench.alerts
    bench.tick(29)
    assert not bench.alerts
    bench.tick(34.2)
    assert bench.alerts[SPAM_ALERT].raised_at == at(30)
    assert store.transitions()[0].evaluated_at == at(30)


def test_a_late_tick_gives_what_punctual_ticks_give(tmp_path: Path) -> None:
    stories = []
    for ticks in ([90], list(range(90)), [15.5, 41, 90]):
        with Store.open(f"sqlite:///{tmp_path / str(len(stories))}.db") as store:
            bench = Bench(store, (limit(hold=20 * S), limit(MAIL, keep_for=15 * S), silent()), (feed(),))
            bench.start()
            bench.poll(10, (SPAM, 99), (MAIL, 99))
            for tick in ticks:
                if tick <= 20:
                    bench.tick(tick)
            bench.poll(20, (SPAM, 99), (MAIL, 1))
            for tick in ticks:
                bench.tick(tick)
            stories.append((store.transitions(), bench.now.alerts, bench.now.stale))
    assert stories[0] == stories[1] == stories[2]
    assert len(stories[0][0]) > 4


def test_keep_for_runs_out_without_any_reading(make: Make) -> None:
    bench = make(limit(keep_for=15 * S))
    bench.poll(10, (SPAM, 99))
    bench.poll(20, (SPAM, 1))
    assert bench.alerts[SPAM_ALERT].condition is Condition.RECOVERING
    bench.tick(35)
    assert not bench.alerts
    assert bench.whats == [What.RAISED, What.RECOVERING, What.CLEARED]


def test_a_series_goes_stale_beyond_its_allowance_and_its_alert_stays_marked(make: Make) -> None:
    bench = make(limit(), feeds=(feed(silent_after=500 * S),))
    bench.poll(10, (SPAM, 99))
    bench.tick(45)
    assert bench.now.stale == frozenset()
    bench.tick(45.001)
    assert bench.now.stale == {SPAM}
    assert bench.seen[-1][1].series == {SPAM}
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.STALE
    bench.poll(60, (SPAM, 99))
    assert bench.now.stale == frozenset()
    assert bench.whats == [What.RAISED, What.STALE, What.FRESH]


def test_a_series_left_out_of_the_document_goes_stale_while_the_others_do_not(make: Make) -> None:
    bench = make(feeds=(feed(),))
    bench.poll(10, (SPAM, 1), (MAIL, 1))
    for seconds in range(20, 90, 10):
        bench.poll(seconds, (MAIL, 1))
    assert bench.now.stale == {SPAM}
    assert bench.state() is FeedState.OK


def test_not_modified_confirms_what_the_document_said(make: Make) -> None:
    bench = make(silent())
    bench.poll(10, (SPAM, 1, 10))  # no time of its own: observed when received
    for seconds in range(20, 300, 10):
        bench.same(seconds)
    assert bench.now.stale == frozenset()
    assert bench.state() is FeedState.OK
    assert not bench.alerts


def test_not_modified_does_not_confirm_what_an_older_document_said(make: Make) -> None:
    bench = make()
    bench.poll(10, (SPAM, 1, 10), (MAIL, 1, 10))
    bench.poll(20, (MAIL, 1, 20))
    for seconds in range(30, 80, 10):
        bench.same(seconds)
    assert bench.now.stale == {SPAM}


@pytest.mark.parametrize("poll", [Outcome.OK, Outcome.NOT_MODIFIED])
def test_a_feed_that_repeats_old_data_is_late_and_its_values_are_stale(make: Make, poll: Outcome) -> None:
    bench = make(silent())
    bench.poll(10, (SPAM, 1, 9))
    for seconds in range(20, 54, 10):
        bench.poll(seconds, *([(SPAM, 1, 9)] if poll is Outcome.OK else []), poll=poll)
    assert (bench.state(), bench.now.stale) == (FeedState.OK, frozenset())
    bench.tick(54.001)
    assert (bench.state(), bench.now.stale) == (FeedState.LATE, {SPAM})
    assert not bench.alerts
    bench.poll(60, (SPAM, 2))
    assert (bench.state(), bench.now.stale) == (FeedState.OK, frozenset())


def test_old_data_in_a_first_document_raise_nothing(make: Make) -> None:
    bench = make(limit())
    bench.poll(1000, (SPAM, 99, 10))
    assert not bench.alerts
    assert (bench.state(), bench.now.stale) == (FeedState.LATE, {SPAM})


def test_a_stale_rule_follows_the_age_step_by_step(make: Make) -> None:
    steps = (Step(Severity.WARNING, 100, 100), Step(Severity.CRITICAL, 200, 200))
    bench = make(limit(id="stale", comparison=Comparison.STALE, steps=steps), feeds=(feed(silent_after=999 * S),))
    bench.poll(10, (SPAM, 1))
    bench.tick(109)
    assert not bench.alerts
    bench.tick(150)
    (alert,) = bench.alerts.values()
    assert (alert.severity, alert.raised_at) == (Severity.WARNING, at(109) + timedelta(microseconds=1))
    bench.tick(209.5)
    assert next(iter(bench.alerts.values())).severity is Severity.CRITICAL
    bench.poll(220, (SPAM, 1))
    assert not bench.alerts


def test_a_tally_that_is_no_longer_confirmed_marks_its_alert_until_it_is(make: Make) -> None:
    bench = make(replace(M2, stale_after=35 * S), feeds=(feed(kind="dossiers", silent_after=500 * S),))
    alert = "dossier-on-time|dossier|m2|vl#1"
    bench.poll(10, tally(late=10, seen=9))
    bench.same(40)
    bench.tick(75)
    assert bench.alerts[alert].quality is DataQuality.GOOD
    bench.tick(76)
    assert bench.alerts[alert].quality is DataQuality.STALE
    bench.poll(80, tally(late=10, seen=9))
    assert bench.alerts[alert].quality is DataQuality.GOOD


def test_a_rule_with_a_narrower_age_limit_than_its_feed_keeps_it(make: Make) -> None:
    bench = make(limit(stale_after=20 * S))
    bench.poll(10, (SPAM, 99))
    bench.tick(30)
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.GOOD
    bench.tick(30.1)
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.STALE
    assert bench.now.stale == frozenset()


def test_a_feed_waits_then_is_ok_then_fails_then_is_silent_with_one_alert(make: Make) -> None:
    bench = make(limit(), silent())
    assert bench.state() is FeedState.WAITING
    bench.poll(10, (SPAM, 99))
    assert bench.state() is FeedState.OK
    bench.fail(20)
    bench.fail(30)
    health = bench.now.feeds[FEED]
    assert (health.state, health.failures, health.since) == (FeedState.FAILING, 2, at(20))
    assert health.fault == Fault(FaultCode.TIMEOUT)
    bench.tick(46)
    assert bench.state() is FeedState.SILENT
    assert set(bench.alerts) == {SPAM_ALERT, SILENT_ALERT}
    bench.fail(60)
    assert (bench.state(), bench.now.feeds[FEED].failures) == (FeedState.SILENT, 3)
    assert bench.alerts[SILENT_ALERT].value == 50
    bench.poll(70, (SPAM, 99))
    assert bench.state() is FeedState.OK
    assert set(bench.alerts) == {SPAM_ALERT}


def test_a_silent_feed_holds_back_the_alerts_of_its_series(make: Make) -> None:
    age = (Step(Severity.WARNING, 60, 60),)
    bench = make(limit(), limit(id="stale", comparison=Comparison.STALE, steps=age), silent())
    bench.poll(10, (SPAM, 99), (MAIL, 1))
    bench.tick(300)
    assert set(bench.alerts) == {SPAM_ALERT, SILENT_ALERT}
    held = bench.alerts[SPAM_ALERT]
    assert (held.quality, held.suppression) == (DataQuality.STALE, Suppression.BY_DESIGN)
    assert bench.alerts[SILENT_ALERT].suppression is Suppression.NONE
    assert bench.now.stale == {SPAM, MAIL}
    bench.poll(310, (SPAM, 99), (MAIL, 1))
    back = bench.alerts[SPAM_ALERT]
    assert (back.quality, back.suppression, back.occurrence) == (DataQuality.GOOD, Suppression.NONE, 1)
    assert bench.now.stale == frozenset()


def test_a_document_that_could_not_be_read_is_a_failed_poll(make: Make) -> None:
    bench = make()
    bench.poll(10, fault=Fault(FaultCode.NOT_THE_FORMAT, "<html>"))
    health = bench.now.feeds[FEED]
    assert (health.state, health.fault, health.last_success) == (
        FeedState.FAILING,
        Fault(FaultCode.NOT_THE_FORMAT, "<html>"),
        None,
    )


def test_a_document_without_rows_is_a_success(make: Make) -> None:
    bench = make(silent())
    for seconds in range(10, 100, 10):
        bench.poll(seconds)
    assert bench.state() is FeedState.OK
    assert bench.now.feeds[FEED].last_data is None


def test_a_feed_that_never_answers_becomes_silent(make: Make) -> None:
    bench = make(silent())
    bench.tick(36)
    assert bench.state() is FeedState.SILENT
    assert set(bench.alerts) == {SILENT_ALERT}


def test_a_feed_of_past_values_is_neither_late_nor_silent(make: Make) -> None:
    bench = make(feeds=(feed(history=True),))
    bench.poll(10, (SPAM, 1, -90_000))
    bench.tick(5_000)
    assert bench.state() is FeedState.OK


def test_the_next_poll_is_shown(make: Make) -> None:
    bench = make()
    bench.pipeline.schedule(FEED, at(17))
    assert bench.now.feeds[FEED].next_poll == at(17)
    assert bench.seen[-1][1].feeds == {FEED}


def test_an_unknown_feed_is_dropped_and_named(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    bench = make()
    bench.poll(10, (SPAM, 1), name="other")
    assert bench.now.readings == {}
    assert "other" in caplog.text


def test_a_past_value_does_not_stand_in_for_a_live_one_for_longer_than_that_could(make: Make) -> None:
    past = feed("past", history=True, interval=3600 * S, stale_after=7200 * S)
    bench = make(limit(), feeds=(feed(), past))
    bench.poll(100, (SPAM, 99, 60), name="past")
    assert bench.now.stale == frozenset()
    bench.tick(106)
    assert bench.now.stale == {SPAM}
    bench.poll(1_000, (MAIL, 99, 900), name="past")
    assert bench.now.stale == {SPAM, MAIL}
