"""The one path: what a batch, the passing of time and an acknowledgement do, on a real SQLite file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alerts import (
    Ack,
    Alert,
    Condition,
    DataQuality,
    Rule,
    Severity,
    Step,
    Subject,
    SubjectKind,
    Suppression,
    What,
)
from ioc.domain.cameras import Camera, CameraStatus
from ioc.domain.catalogue import Catalogue
from ioc.domain.dossiers import Tally
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Indicator, Series
from ioc.domain.readings import Batch, Mark, Outcome, Poll, Reading, Reject
from ioc.domain.situation import ALL, Changes, FeedState, Situation
from ioc.domain.text import NO_TEXT, Text
from ioc.engine.pipeline import Pipeline
from ioc.storage.store import Store

T0 = datetime(2026, 11, 21, 8, tzinfo=UTC)
S = timedelta(seconds=1)
SPAM, MAIL = Series("spam", "vl"), Series("mail", "vl")
FEED = "soc"


def at(seconds: float) -> datetime:
    return T0 + seconds * S


def feed(name: str = FEED, **changes: Any) -> FeedSettings:
    given = {"interval": 10 * S, "stale_after": 35 * S, "kind": "indicators"} | changes
    return FeedSettings(id=name, name=Text(name, name), url="http://127.0.0.1/x", **given)


def limit(series: Series = SPAM, **changes: Any) -> Rule:
    subject = Subject(SubjectKind.SERIES, *series)
    steps = (Step(Severity.WARNING, 90, 85), Step(Severity.CRITICAL, 95, 93))
    return replace(Rule("limit", 1, Text("Thư rác", "Spam"), subject, Comparison.GT, steps), **changes)


def silent(name: str = FEED, after: float = 35) -> Rule:
    steps = (Step(Severity.WARNING, after, after),)
    return Rule("feed-silent", 1, NO_TEXT, Subject(SubjectKind.FEED, name), Comparison.STALE, steps)


class Bench:
    """A pipeline on a store, fed by hand."""

    def __init__(self, store: Any, rules: tuple[Rule, ...], feeds: tuple[FeedSettings, ...], **more: Any) -> None:
        self.seen: list[tuple[Situation, Changes]] = []
        catalogue = Catalogue(indicators={one: Indicator(one, "soc", NO_TEXT, NO_TEXT) for one in (SPAM, MAIL)})
        settings = {one.id: one for one in feeds}
        self.pipeline = Pipeline(catalogue, rules, settings, store, self._receive, **more)
        self.store = store

    def _receive(self, situation: Situation, changes: Changes) -> None:
        self.seen.append((situation, changes))

    def start(self, seconds: float = 0) -> None:
        self.pipeline.restore(at(seconds))

    def poll(self, seconds: float, *values: Any, name: str = FEED, poll: Outcome = Outcome.OK, **more: Any) -> None:
        """One poll: (series, value) observed a second before, (series, value, when), cameras or tallies."""
        now = at(seconds)
        readings, cameras, tallies = [], [], []
        for value in values:
            if isinstance(value, Camera):
                cameras.append(value._replace(feed=name, received_at=now))
            elif isinstance(value, Tally):
                tallies.append(value._replace(feed=name, received_at=now))
            else:
                series, number, *when = value
                readings.append(Reading(series, at(when[0]) if when else now - S, now, number, name))
        fault = Fault(FaultCode.TIMEOUT) if poll is Outcome.FAILED else None
        body = b"x" if poll is Outcome.OK else b""
        made = Poll(name, now - 0.5 * S, now, poll, fault, 200, {}, body)
        batch = Batch(made, tuple(readings), tuple(cameras), tuple(tallies), **more)
        self.pipeline.process(batch, now)

    def fail(self, seconds: float, name: str = FEED) -> None:
        self.poll(seconds, name=name, poll=Outcome.FAILED)

    def same(self, seconds: float, name: str = FEED) -> None:
        self.poll(seconds, name=name, poll=Outcome.NOT_MODIFIED)

    def tick(self, seconds: float) -> None:
        self.pipeline.tick(at(seconds))

    @property
    def now(self) -> Situation:
        return self.pipeline.situation

    @property
    def alerts(self) -> dict[str, Alert]:
        return dict(self.now.alerts)

    def state(self, name: str = FEED) -> FeedState:
        return self.now.feeds[name].state

    @property
    def whats(self) -> list[What]:
        return [row.what for row in reversed(self.store.transitions())]


Make = Callable[..., Bench]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ioc.db'}") as opened:
        yield opened


@pytest.fixture
def make(store: Store) -> Make:
    def made(*rules: Rule, feeds: tuple[FeedSettings, ...] = (feed(),), **more: Any) -> Bench:
        bench = Bench(store, rules, feeds, **more)
        bench.start(more.pop("at", 0))
        return bench

    return made


SPAM_ALERT = "limit|series|spam|vl#1"
SILENT_ALERT = "feed-silent|feed|soc|#1"


# --- values ---------------------------------------------------------------------------------------


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
    bench = Bench(_fake(kept.append), (), (feed(),))
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
    bench = Bench(_fake(kept.append), (limit(),), (feed(),))
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


def _camera(status: CameraStatus, seen: float = 0) -> Camera:
    return Camera("", "c1", "Cầu", 9.8, 105.5, status, at(seen), at(seen))


def test_a_camera_is_reported_when_anything_but_its_times_changed(make: Make) -> None:
    bench = make(feeds=(feed(kind="cameras"),))
    bench.poll(10, _camera(CameraStatus.ONLINE, 9))
    bench.poll(20, _camera(CameraStatus.ONLINE, 19))
    assert bench.seen[-1][1].cameras == frozenset()
    assert bench.now.cameras["soc/c1"].observed_at == at(19)
    bench.poll(30, _camera(CameraStatus.OFFLINE, 29))
    assert bench.seen[-1][1].cameras == {"soc/c1"}
    bench.poll(40, _camera(CameraStatus.ONLINE, 5))
    assert bench.now.cameras["soc/c1"].status is CameraStatus.OFFLINE


def test_the_status_of_cameras_is_unknown_while_their_feed_is_silent(make: Make) -> None:
    bench = make(feeds=(feed(kind="cameras"),))
    bench.poll(10, _camera(CameraStatus.ONLINE, 9))
    bench.fail(20)
    assert bench.now.cameras["soc/c1"].status is CameraStatus.ONLINE
    bench.tick(500)
    assert bench.now.feeds[FEED].state is FeedState.SILENT
    assert bench.now.cameras["soc/c1"].status is CameraStatus.UNKNOWN
    assert bench.seen[-1][1].cameras == {"soc/c1"}
    bench.same(510)
    assert bench.now.cameras["soc/c1"].status is CameraStatus.ONLINE
    assert bench.seen[-1][1].cameras == {"soc/c1"}


def _tally(late: int, seen: float, on_due: int = 90) -> Tally:
    return Tally("vl", "2026-11", at(seen), at(seen), "", 0, on_due, late, 0, 0)


M2 = Rule(
    "dossier-on-time",
    1,
    NO_TEXT,
    Subject(SubjectKind.DOSSIER, "m2", "vl"),
    Comparison.LT,
    (Step(Severity.WARNING, 98, 98), Step(Severity.CRITICAL, 95, 95)),
)


def test_a_tally_is_judged_by_its_share_on_time(make: Make) -> None:
    bench = make(M2, feeds=(feed(kind="dossiers"),))
    bench.poll(10, _tally(late=10, seen=9))
    alert = bench.alerts["dossier-on-time|dossier|m2|vl#1"]
    assert (alert.value, alert.severity) == (90.0, Severity.CRITICAL)
    assert bench.seen[-1][1].tallies == {"vl"}
    bench.poll(20, _tally(late=0, seen=19))
    assert not bench.alerts


def test_a_tally_with_too_few_dossiers_is_not_judged(make: Make) -> None:
    bench = make(M2, feeds=(feed(kind="dossiers"),), small=30)
    bench.poll(10, _tally(late=1, seen=9, on_due=1))
    assert not bench.alerts


# --- time -----------------------------------------------------------------------------------------


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


# --- feeds ----------------------------------------------------------------------------------------


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


# --- changes --------------------------------------------------------------------------------------


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


# --- acknowledgement, restart, the store ------------------------------------------------------------


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


def _fake(record: Callable[[Batch], None]) -> Any:
    """A store that keeps nothing: ``record`` sees each batch."""
    from ioc.storage.queries import Restored

    def recorded(batch: Batch | None, *_: Any) -> int:
        if batch is not None:
            record(batch)
        return 0

    return SimpleNamespace(restore=Restored, record=recorded, hourly_last=lambda *_: {})


class _Failing:
    """A store that can be told to refuse."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.refuses = False
        self.poison: float | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def record(self, batch: Batch | None, *rest: Any) -> int:
        poisoned = batch is not None and any(reading.value == self.poison for reading in batch.readings)
        if self.refuses or (self.poison is not None and poisoned):
            raise OSError("disk full")
        return self._store.record(batch, *rest)


def test_what_the_store_refuses_is_kept_not_shown_and_stored_later(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    failing = _Failing(store)
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
    failing = _Failing(store)
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
    failing = _Failing(store)
    bench = Bench(failing, (limit(),), (feed(),))
    bench.start()
    failing.poison = 99
    for seconds in range(10, 40, 3):
        bench.poll(seconds, (SPAM, 99 if seconds == 10 else 98))
    assert bench.now.readings[SPAM].value == 98
    assert bench.whats == [What.RAISED]


def test_a_tally_that_is_no_longer_confirmed_marks_its_alert_until_it_is(make: Make) -> None:
    bench = make(replace(M2, stale_after=35 * S), feeds=(feed(kind="dossiers", silent_after=500 * S),))
    alert = "dossier-on-time|dossier|m2|vl#1"
    bench.poll(10, _tally(late=10, seen=9))
    bench.same(40)
    bench.tick(75)
    assert bench.alerts[alert].quality is DataQuality.GOOD
    bench.tick(76)
    assert bench.alerts[alert].quality is DataQuality.STALE
    bench.poll(80, _tally(late=10, seen=9))
    assert bench.alerts[alert].quality is DataQuality.GOOD


def test_a_rule_with_a_narrower_age_limit_than_its_feed_keeps_it(make: Make) -> None:
    bench = make(limit(stale_after=20 * S))
    bench.poll(10, (SPAM, 99))
    bench.tick(30)
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.GOOD
    bench.tick(30.1)
    assert bench.alerts[SPAM_ALERT].quality is DataQuality.STALE
    assert bench.now.stale == frozenset()


def test_a_remembered_tally_is_judged_under_new_limits_when_its_feed_confirms_it(make: Make, store: Store) -> None:
    make(M2, feeds=(feed(kind="dossiers"),)).poll(10, _tally(late=10, seen=9))
    mild = replace(M2, version=2, steps=(Step(Severity.NOTICE, 95, 95),))
    again = Bench(store, (mild,), (feed(kind="dossiers"),))
    again.start(20)
    assert next(iter(again.alerts.values())).severity is Severity.CRITICAL
    again.poll(21, _tally(late=10, seen=9))
    (alert,) = again.alerts.values()
    assert (alert.severity, alert.occurrence) == (Severity.NOTICE, 1)


def test_a_pending_alert_on_a_tally_goes_on_counting_after_a_restart(make: Make, store: Store) -> None:
    rule = replace(M2, hold=60 * S)
    make(rule, feeds=(feed(kind="dossiers"),)).poll(10, _tally(late=10, seen=9))
    again = Bench(store, (rule,), (feed(kind="dossiers"),))
    again.start(1_000)
    again.poll(1_001, _tally(late=10, seen=9))
    again.tick(1_030)
    again.same(1_030)
    again.tick(1_060)
    assert not again.alerts
    again.tick(1_061)
    assert len(again.alerts) == 1
