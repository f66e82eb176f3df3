"""A pipeline that is ended and started again between any two steps tells the same story as one that ran on."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.alerts import Rule, Severity, Step, Subject, SubjectKind, Transition
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Comparison, Indicator, Series
from ioc.domain.readings import Batch, Outcome, Poll, Reading
from ioc.domain.situation import Changes, Situation
from ioc.domain.text import NO_TEXT, Text
from ioc.engine.pipeline import Pipeline
from ioc.storage.store import Store

T0 = datetime(2026, 11, 21, tzinfo=UTC)
S = timedelta(seconds=1)
SERIES = [Series(name, "vl") for name in "ab"]
CATALOGUE = Catalogue(indicators={one: Indicator(one, "s", NO_TEXT, NO_TEXT) for one in SERIES})

SETTINGS = FeedSettings(
    id="f",
    name=Text("f", "f"),
    kind="indicators",
    url="http://127.0.0.1/",
    interval=10 * S,
    stale_after=timedelta(hours=1),
    silent_after=timedelta(hours=1),
)

Course = list[tuple[str, int, int, int]]
"""Step, values of the two series (below 5 the document lacks it), seconds since the step before."""

courses = st.lists(
    st.tuples(
        st.sampled_from(("poll", "poll", "poll", "fail", "tick", "ack", "restart")),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(1, 20),
    ),
    max_size=15,
)


def rule_on(series: Series, hold: int, keep_for: int, latching: bool) -> Rule:
    steps = (Step(Severity.WARNING, 10, 8), Step(Severity.CRITICAL, 20, 17))
    subject = Subject(SubjectKind.SERIES, *series)
    return Rule(
        "limit", 1, NO_TEXT, subject, Comparison.GE, steps, hold=hold * S, keep_for=keep_for * S, latching=latching
    )


def story(course: Course, rules: tuple[Rule, ...], restarts: bool) -> tuple[list[Transition], Situation]:
    """What a pipeline makes of a course, started again at every step "restart" or running on."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'ioc.db'}") as store:

        def started(at: datetime) -> Pipeline:
            made = Pipeline(CATALOGUE, rules, {"f": SETTINGS}, store, ignore)
            made.restore(at)
            return made

        def ignore(_: Situation, __: Changes) -> None:
            pass

        at = T0
        pipeline = started(at)
        for what, first, second, later in course:
            at += later * S
            if what == "restart":
                # A step is written at its end, so the program may end at any instant between two of them.
                pipeline.tick(at)
                pipeline.process(failed(at), at)
                pipeline = started(at) if restarts else pipeline
            elif what == "poll":
                values = [(s, v) for s, v in zip(SERIES, (first, second), strict=True) if v >= 5]
                readings = tuple(Reading(series, at - S, at, value, "f") for series, value in values)
                pipeline.process(Batch(Poll("f", at, at, Outcome.OK, body=b"x"), readings), at)
            elif what == "fail":
                pipeline.process(failed(at), at)
            elif what == "tick":
                pipeline.tick(at)
            else:
                pipeline.acknowledge(sorted(pipeline.situation.alerts)[:1], "Lan", "", at)
        pipeline.tick(at + 30 * S)
        return store.transitions(), pipeline.situation


def failed(at: datetime) -> Batch:
    return Batch(Poll("f", at, at, Outcome.FAILED, Fault(FaultCode.TIMEOUT)))


@settings(max_examples=15, deadline=None)
@given(courses, st.sampled_from((0, 15)), st.sampled_from((0, 15)), st.booleans())
def test_ending_and_starting_again_changes_nothing(course: Course, hold: int, keep_for: int, latching: bool) -> None:
    rules = tuple(rule_on(series, hold, keep_for, latching) for series in SERIES)
    rows, situation = story(course, rules, restarts=False)
    rows_restarted, restarted = story(course, rules, restarts=True)
    assert rows_restarted == rows
    assert restarted.alerts == situation.alerts
    assert restarted.readings == situation.readings
    assert restarted.stale == situation.stale
