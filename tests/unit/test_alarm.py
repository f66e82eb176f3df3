"""The alarm state machine, one sentence of docs/alerts.md after the other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ioc.domain.alarm import (
    Sample,
    Track,
    acknowledge,
    alert_of,
    close,
    evaluate,
    hold,
    is_announced,
    missing,
    new_track,
    next_deadline,
    resume,
)
from ioc.domain.alerts import (
    Ack,
    Condition,
    DataQuality,
    Missing,
    Rule,
    Severity,
    Step,
    Subject,
    SubjectKind,
    Transition,
    What,
)
from ioc.domain.indicators import Comparison
from ioc.domain.text import Text

T0 = datetime(2026, 11, 21, 8, tzinfo=UTC)
S = timedelta(seconds=1)
STEPS = (Step(Severity.WARNING, 90, 85), Step(Severity.CRITICAL, 95, 93))


def rule(**changes: object) -> Rule:
    made = Rule(
        id="limit",
        version=3,
        title=Text("Thư rác", "Spam"),
        subject=Subject(SubjectKind.SERIES, "spam", "vl"),
        comparison=Comparison.GT,
        steps=STEPS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class Alarm:
    """A rule under test, with everything that happened to it."""

    def __init__(self, under: Rule) -> None:
        self.rule = under
        self.track = new_track(under)
        self.rows: list[Transition] = []
        self.announced = 0

    def value(self, value: float | None, at: float = 0) -> None:
        now = T0 + at * S
        self._step(evaluate(self.track, self.rule, Sample(value, now, now), now))

    def gone(self, at: float) -> None:
        self._step(missing(self.track, self.rule, None, DataQuality.STALE, T0 + at * S))

    def ack(self, at: float = 0) -> None:
        self._step(acknowledge(self.track, self.rule, "Lan", "seen", T0 + at * S))

    def _step(self, step: tuple[Track, list[Transition]]) -> None:
        after, rows = step
        self.announced += is_announced(self.track, after)
        self.track = after
        self.rows += rows

    @property
    def whats(self) -> list[What]:
        return [row.what for row in self.rows]


def test_no_for_raises_at_once_and_says_everything_in_the_transition() -> None:
    alarm = Alarm(rule())
    alarm.value(91, 5)
    (row,) = alarm.rows
    then = T0 + 5 * S
    assert row == Transition(
        alarm.track.key, 1, What.RAISED, "normal", "active/warning", Severity.WARNING, 91, 90, 3, then, then, then
    )  # fmt: skip
    alert = alert_of(alarm.track, alarm.rule)
    assert alert is not None
    assert alert.id == "limit|series|spam|vl#1"
    assert (alert.value, alert.limit, alert.raised_at) == (91, 90, T0 + 5 * S)


def test_for_counts_from_the_first_broken_evaluation_and_one_good_one_resets_it() -> None:
    alarm = Alarm(rule(hold=30 * S))
    alarm.value(91, 0)
    alarm.value(91, 29.9)
    assert alarm.track.condition is Condition.PENDING
    alarm.value(90, 29.95)
    alarm.value(91, 40)
    assert next_deadline(alarm.track, alarm.rule) == T0 + 70 * S
    alarm.value(91, 70)
    assert alarm.whats == [What.PENDING, What.CANCELLED, What.PENDING, What.RAISED]
    assert alarm.rows[0].occurrence == 0


def test_keep_for_counts_from_the_first_good_evaluation_and_a_relapse_is_not_announced() -> None:
    alarm = Alarm(rule(keep_for=30 * S))
    alarm.value(91, 0)
    alarm.value(80, 10)
    alarm.value(91, 39)
    alarm.value(80, 50)
    alarm.value(80, 79.9)
    assert alarm.track.is_open
    alarm.value(80, 80)
    assert alarm.whats == [What.RAISED, What.RECOVERING, What.RELAPSED, What.RECOVERING, What.CLEARED]
    assert alarm.announced == 1
    assert alert_of(alarm.track, alarm.rule) is None


def test_active_needs_its_recovery_limit_and_pending_the_raw_one() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.value(86)
    assert alarm.track.condition is Condition.ACTIVE
    alarm.value(85)
    assert alarm.track.condition is Condition.NORMAL
    pending = Alarm(rule(hold=30 * S))
    pending.value(91)
    pending.value(89)
    assert pending.track.condition is Condition.NORMAL


def test_each_severity_has_its_own_deadband() -> None:
    alarm = Alarm(rule())
    for value, severity in [(96, 3), (94, 3), (93, 2), (94, 2), (96, 3), (85.5, 2)]:
        alarm.value(value)
        assert alarm.track.severity == severity, value
    assert alarm.track.worst is Severity.CRITICAL


def test_a_rise_above_the_acknowledged_severity_reopens_and_is_announced_and_a_fall_is_not() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.ack()
    alarm.value(96)
    assert (alarm.whats[-1], alarm.track.ack, alarm.announced) == (What.REOPENED, Ack.UNACK, 2)
    alarm.ack()
    alarm.value(91)
    alarm.value(96)
    assert alarm.whats[-2:] == [What.SEVERITY, What.SEVERITY]
    assert (alarm.track.ack, alarm.announced) == (Ack.ACKED, 2)


def test_an_unacknowledged_rise_is_announced() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.value(96)
    assert (alarm.whats, alarm.announced) == ([What.RAISED, What.SEVERITY], 2)


def test_the_next_raise_is_a_new_occurrence_without_the_old_acknowledgement() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.ack()
    alarm.value(10)
    alarm.value(91)
    alert = alert_of(alarm.track, alarm.rule)
    assert alert is not None
    assert (alert.occurrence, alert.ack, alert.acked_by) == (2, Ack.UNACK, "")


def test_missing_data_hold_an_active_alert_and_freeze_a_pending_one() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.gone(10)
    assert (alarm.track.condition, alarm.track.quality) == (Condition.ACTIVE, DataQuality.STALE)
    alarm.value(91, 20)
    assert alarm.whats == [What.RAISED, What.STALE, What.FRESH]

    pending = Alarm(rule(hold=30 * S))
    pending.value(91, 0)
    pending.gone(20)
    assert next_deadline(pending.track, pending.rule) is None
    pending.value(91, 1000)
    assert next_deadline(pending.track, pending.rule) == T0 + 1010 * S


def test_missing_data_do_nothing_to_what_is_normal_under_hold() -> None:
    alarm = Alarm(rule())
    alarm.gone(0)
    assert alarm.track == new_track(alarm.rule)


def test_missing_data_clear_or_raise_where_the_rule_says_so() -> None:
    clear = Alarm(rule(missing=Missing.CLEAR))
    clear.value(91)
    clear.gone(10)
    assert clear.whats == [What.RAISED, What.CLEARED]

    alarm = Alarm(rule(missing=Missing.ALARM, hold=30 * S))
    alarm.gone(0)
    alarm.gone(30)
    assert alarm.whats == [What.PENDING, What.STALE, What.RAISED]
    assert alarm.track.severity is Severity.CRITICAL
    alarm.value(10, 40)
    assert alarm.track.condition is Condition.NORMAL


def test_a_held_alert_neither_clears_nor_rises_whatever_the_rule_says_of_missing_data() -> None:
    alarm = Alarm(rule(missing=Missing.CLEAR))
    alarm.value(91)
    after, rows = hold(alarm.track, alarm.rule, None, DataQuality.STALE, T0)
    assert (after.condition, [row.what for row in rows]) == (Condition.ACTIVE, [What.STALE])


def test_a_value_that_the_source_does_not_have_is_missing_and_marked_as_an_error() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.value(None)
    assert alarm.track.quality is DataQuality.ERROR


def test_a_sample_is_data_up_to_and_including_its_age_limit() -> None:
    under = rule(stale_after=300 * S)
    track, _ = evaluate(new_track(under), under, Sample(91, T0, T0), T0 + 300 * S)
    assert track.condition is Condition.ACTIVE
    track, _ = evaluate(new_track(under), under, Sample(91, T0, T0), T0 + 300.001 * S)
    assert track.condition is Condition.NORMAL


def test_a_latched_alert_leaves_the_list_only_normal_and_acknowledged() -> None:
    alarm = Alarm(rule(latching=True))
    alarm.value(91)
    alarm.value(10)
    assert alarm.track.listed
    alarm.ack()
    assert alarm.whats == [What.RAISED, What.CLEARED, What.ACKNOWLEDGED, What.CLOSED]
    other = Alarm(rule(latching=True))
    other.value(91)
    other.ack()
    assert other.track.listed
    other.value(10)
    assert other.whats == [What.RAISED, What.ACKNOWLEDGED, What.CLEARED, What.CLOSED]
    assert alarm.track == other.track


def test_a_latched_alert_nobody_took_note_of_relapses_as_the_same_occurrence() -> None:
    alarm = Alarm(rule(latching=True, hold=10 * S))
    alarm.value(91, 0)
    alarm.value(91, 10)
    alarm.value(10, 20)
    alarm.value(91, 30)
    alarm.value(91, 40)
    assert alarm.whats[-2:] == [What.PENDING, What.RELAPSED]
    assert (alarm.track.occurrences, alarm.announced) == (1, 1)


def test_a_latched_alert_acknowledged_while_pending_again_closes_and_the_count_goes_on() -> None:
    alarm = Alarm(rule(latching=True, hold=10 * S))
    for value, at in [(91, 0), (91, 10), (10, 20), (96, 30)]:
        alarm.value(value, at)
    alarm.ack(35)
    assert not alarm.track.listed
    alarm.value(96, 40)
    assert alarm.whats[-1] is What.RAISED
    assert (alarm.track.occurrences, alarm.announced) == (2, 2)


def test_acknowledging_twice_or_what_is_not_listed_changes_nothing() -> None:
    alarm = Alarm(rule())
    alarm.ack()
    alarm.value(91)
    alarm.ack()
    alarm.ack()
    assert alarm.whats == [What.RAISED, What.ACKNOWLEDGED]
    assert (alarm.rows[-1].who, alarm.rows[-1].why) == ("Lan", "seen")


def test_new_limits_reevaluate_without_a_reset() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    alarm.rule = rule(version=4, steps=(Step(Severity.CRITICAL, 90, 85),))
    alarm.value(91)
    assert (alarm.whats, alarm.track.occurrences) == ([What.RAISED, What.SEVERITY], 1)
    assert alarm.rows[-1].rule_version == 4


def test_a_deleted_rule_closes_its_alert_and_says_so() -> None:
    alarm = Alarm(rule())
    alarm.value(91)
    track, rows = close(alarm.track, alarm.rule, "rule deleted", T0)
    assert [(row.what, row.why) for row in rows] == [(What.CLOSED, "rule deleted")]
    assert (track.listed, track.occurrences) == (False, 1)


def test_a_restart_counts_nothing_for_a_pending_alert_and_leaves_an_active_one() -> None:
    alarm = Alarm(rule(hold=30 * S))
    alarm.value(91, 0)
    again = resume(alarm.track, T0 + 20 * S, T0 + 1000 * S)
    assert next_deadline(again, alarm.rule) == T0 + 1010 * S
    active = Alarm(rule())
    active.value(91)
    assert resume(active.track, T0, T0 + 1000 * S) == active.track


@pytest.mark.parametrize(
    ("comparison", "value", "broken"),
    [
        (Comparison.GT, 90, False), (Comparison.GE, 90, True), (Comparison.LT, 90, False), (Comparison.LE, 90, True),
        (Comparison.CHANGE_PCT, 90, True), (Comparison.DROP_PCT, 90, True), (Comparison.STALE, 90, False),
    ],
)  # fmt: skip
def test_each_comparison_at_its_limit(comparison: Comparison, value: float, broken: bool) -> None:
    alarm = Alarm(rule(comparison=comparison, steps=(Step(Severity.WARNING, 90, 90),)))
    alarm.value(value)
    assert alarm.track.listed is broken


def test_a_track_survives_being_written_down() -> None:
    alarm = Alarm(rule(latching=True, keep_for=30 * S))
    alarm.value(96)
    alarm.ack()
    alarm.value(10, 5)
    alarm.gone(7)
    assert alarm.track.frozen_at is not None
    assert Track.from_json(alarm.track.to_json()) == alarm.track
    assert Track.from_json(new_track(alarm.rule).to_json()) == new_track(alarm.rule)
