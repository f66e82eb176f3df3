"""What holds of the alarm state machine whatever comes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ioc.domain.alarm import (
    Sample,
    Track,
    acknowledge,
    alert_of,
    evaluate,
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
from ioc.domain.text import NO_TEXT

T0 = datetime(2026, 11, 21, tzinfo=UTC)
S = timedelta(seconds=1)

Event = tuple[str, int, int]
"""What happens, with which value, and how many seconds after the event before."""

events = st.lists(
    st.tuples(st.sampled_from(("value", "value", "value", "missing", "ack")), st.integers(0, 30), st.integers(0, 20)),
    max_size=40,
)
rules = st.builds(
    lambda deadband, hold, keep, lost, latching: Rule(
        "r",
        1,
        NO_TEXT,
        Subject(SubjectKind.SERIES, "x", "y"),
        Comparison.GE,
        (Step(Severity.WARNING, 10, 10 - deadband), Step(Severity.CRITICAL, 20, 20 - deadband)),
        hold=hold * S,
        keep_for=keep * S,
        missing=lost,
        latching=latching,
    ),
    st.integers(0, 8),
    st.sampled_from((0, 15, 40)),
    st.sampled_from((0, 15, 40)),
    st.sampled_from(tuple(Missing)),
    st.booleans(),
)


def step(track: Track, rule: Rule, event: Event, at: datetime) -> tuple[Track, list[Transition]]:
    what, value, _ = event
    if what == "value":
        return evaluate(track, rule, Sample(value, at, at), at)
    if what == "missing":
        return missing(track, rule, None, DataQuality.STALE, at)
    return acknowledge(track, rule, "who", "", at)


def run(rule: Rule, course: list[Event]) -> tuple[Track, list[Transition]]:
    track, rows, at = new_track(rule), [], T0
    for event in course:
        at += event[2] * S
        track, more = step(track, rule, event, at)
        rows += more
    return track, rows


@settings(max_examples=300)
@given(rules, events, st.integers(0, 40), st.integers(0, 10), st.integers(0, 100_000))
def test_a_restart_at_any_instant_equals_no_restart_less_the_downtime(
    rule: Rule, course: list[Event], after: int, into: int, down_s: int
) -> None:
    after = min(after, len(course))
    down = down_s * S
    plain, restarted = new_track(rule), new_track(rule)
    rows: list[Transition] = []
    rows_restarted: list[Transition] = []
    at, late = T0, timedelta(0)
    for number, event in enumerate(course):
        if number == after:
            stopped = at + min(into, event[2]) * S
            restarted = resume(Track.from_json(restarted.to_json()), stopped, stopped + down)
            late = down
        at += event[2] * S
        plain, more = step(plain, rule, event, at)
        rows += more
        restarted, more = step(restarted, rule, event, at + late)
        rows_restarted += more
    bare = [row[:9] for row in rows]
    assert [row[:9] for row in rows_restarted] == bare
    assert restarted.condition is plain.condition
    due, due_restarted = next_deadline(plain, rule), next_deadline(restarted, rule)
    assert (due is None) == (due_restarted is None)
    if due is not None and due_restarted is not None and rows and late:
        assert due_restarted - due in (timedelta(0), down)


@given(rules, events)
def test_a_zero_deadband_is_none(rule: Rule, course: list[Event]) -> None:
    rule = replace(rule, steps=tuple(Step(s.severity, s.limit, s.limit) for s in rule.steps), keep_for=timedelta(0))
    course = [event for event in course if event[0] == "value"]
    track, _ = run(rule, course)
    if course and not rule.hold:
        value = course[-1][1]
        assert track.is_open == (value >= 10)
        if value >= 10:
            assert track.severity is (Severity.CRITICAL if value >= 20 else Severity.WARNING)


@given(rules, events, st.integers(0, 9))
def test_acknowledging_and_recovering_commute_for_what_latches(rule: Rule, course: list[Event], low: int) -> None:
    rule = replace(rule, latching=True, keep_for=timedelta(0), missing=Missing.HOLD)
    rule = replace(rule, steps=tuple(Step(s.severity, s.limit, s.limit) for s in rule.steps))
    before, _ = run(rule, course)
    if before.condition is not Condition.ACTIVE:
        return
    at = T0 + 10_000 * S
    sample = Sample(low, at, at)
    first, _ = evaluate(acknowledge(before, rule, "w", "", at)[0], rule, sample, at)
    second, _ = acknowledge(evaluate(before, rule, sample, at)[0], rule, "w", "", at)
    assert first == second
    assert not first.listed


@given(rules, events)
def test_the_transitions_tell_the_whole_story(rule: Rule, course: list[Event]) -> None:
    """Each starts where the last one ended, occurrences count up by one, and only a raise begins one."""
    _, rows = run(rule, course)
    state, occurrence = "normal", 0
    for row in rows:
        assert row.before == state
        state = row.after
        if row.what is What.RAISED:
            occurrence += 1
        assert row.occurrence == occurrence
    assert [row.evaluated_at for row in rows] == sorted(row.evaluated_at for row in rows)


@given(rules, events)
def test_an_alert_is_listed_exactly_while_its_occurrence_is_open_or_latched(rule: Rule, course: list[Event]) -> None:
    track, _ = run(rule, course)
    alert = alert_of(track, rule)
    assert (alert is not None) == track.listed
    if not rule.latching:
        assert track.listed == track.is_open
    if track.is_open:
        assert track.listed
    if alert is not None:
        assert alert.worst >= alert.severity
        assert alert.ack is Ack.UNACK or alert.acked_by == "who"


@given(rules, events, st.integers(0, 30))
def test_the_same_value_again_at_the_same_instant_changes_nothing(rule: Rule, course: list[Event], value: int) -> None:
    track, _ = run(rule, course)
    at = T0 + 10_000 * S
    once, _ = evaluate(track, rule, Sample(value, at, at), at)
    twice, rows = evaluate(once, rule, Sample(value, at, at), at)
    assert (twice, rows) == (once, [])


@given(rules, events)
def test_a_track_survives_being_written_down_at_any_point(rule: Rule, course: list[Event]) -> None:
    track, _ = run(rule, course)
    assert Track.from_json(track.to_json()) == track
