"""Prometheus's alert compliance suite and Phoebus's alarm logic, run through the state machine.

Prometheus semantics are ``missing = "clear"`` and a sample valid up to and including ``stale_after_s``. Phoebus
knows four severities where we have three: INVALID and UNDEFINED never meet in one alarm without a lower one
between them, so both stand for CRITICAL. Its steps that have no counterpart yet are named in ``_LATER``.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ioc.domain.alarm import Sample, Track, acknowledge, evaluate, is_announced, new_track, next_deadline
from ioc.domain.alerts import Ack, Condition, Missing, Rule, Severity, Step, Subject, SubjectKind
from ioc.domain.indicators import Comparison
from ioc.domain.text import NO_TEXT

SHARED = Path(__file__).resolve().parents[3] / "shared" / "conformance"
T0 = datetime(2026, 11, 21, tzinfo=UTC)
SUBJECT = Subject(SubjectKind.SERIES, "x", "y")


def _vectors(name: str) -> list[Any]:
    path = SHARED / name
    if not path.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"{name} is not beside the project"))]
    return [pytest.param(case, id=case["id"]) for case in json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", _vectors("compliance_vectors.json"))
def test_prometheus_compliance(case: dict[str, Any]) -> None:
    assert case["op"] == ">"
    rule = Rule(
        id="r",
        version=1,
        title=NO_TEXT,
        subject=SUBJECT,
        comparison=Comparison.GT,
        steps=(Step(Severity.WARNING, case["threshold"], case["threshold"]),),
        hold=timedelta(seconds=case["for_s"]),
        keep_for=timedelta(seconds=case["keep_firing_for_s"]),
        missing=Missing.CLEAR,
        stale_after=timedelta(seconds=case["stale_after_s"]),
    )
    names = {Condition.NORMAL: "inactive", Condition.PENDING: "pending", Condition.ACTIVE: "firing"}
    track, seen = new_track(rule), []
    end = len(case["samples"]) * case["step_s"] + case["stale_after_s"] + 60
    for t in range(0, end, case["eval_s"]):
        newest = min(t // case["step_s"], len(case["samples"]) - 1)
        taken = T0 + timedelta(seconds=newest * case["step_s"])
        sample = Sample(case["samples"][newest], taken, taken)
        track, _ = evaluate(track, rule, sample, T0 + timedelta(seconds=t))
        state = names[track.condition]
        if not seen or seen[-1]["state"] != state:
            seen.append({"t": t, "state": state})
    assert seen == case["expect"]


_VALUES = {"OK": 0.0, "MINOR": 1.0, "MAJOR": 2.0, "INVALID": 3.0, "UNDEFINED": 3.0}
_SEVERITIES = {"MINOR": Severity.NOTICE, "MAJOR": Severity.WARNING, "INVALID": Severity.CRITICAL}
_SEVERITIES["UNDEFINED"] = _SEVERITIES["INVALID"]
_LATER = {"disable", "enable", "maintenance", "priority", "unack"}


class _Phoebus:
    """Drives one alarm as Phoebus's test does, with an argument for every sleep."""

    def __init__(self, latch: bool, delay: float) -> None:
        steps = tuple(Step(severity, float(severity), float(severity)) for severity in Severity)
        self.rule = Rule("r", 1, NO_TEXT, SUBJECT, Comparison.GE, steps, hold=timedelta(seconds=delay), latching=latch)
        self.track = new_track(self.rule)
        self.announced = False
        self.at = T0
        self.value = 0.0

    def input(self, severity: str) -> None:
        self.value = _VALUES[severity]
        self._step(evaluate(self.track, self.rule, Sample(self.value), self.at)[0])

    def ack(self) -> None:
        self._step(acknowledge(self.track, self.rule, "who", "", self.at)[0])

    def sleep(self, seconds: float) -> None:
        end = self.at + timedelta(seconds=seconds)
        due = next_deadline(self.track, self.rule)
        if due is not None and due <= end:
            self.at = due
            self._step(evaluate(self.track, self.rule, Sample(self.value), due)[0])
        self.at = end

    def check(self, expected: dict[str, Any]) -> None:
        told = self.track.told
        name = expected["alarm"][0]
        assert told == _SEVERITIES.get(name.removesuffix("_ACK")), expected
        assert (self.track.ack is Ack.ACKED) == name.endswith("_ACK"), expected
        assert self.announced == expected["annunciate"], expected
        assert self.value == _VALUES[expected["current"][0]]
        self.announced = False

    def _step(self, after: Track) -> None:
        self.announced = self.announced or is_announced(self.track, after)
        self.track = after


@pytest.mark.parametrize("case", _vectors("phoebus_vectors.json"))
def test_phoebus_alarm_logic(case: dict[str, Any]) -> None:
    later = _LATER & {step[0] for step in case["steps"]}
    if later:
        pytest.skip(f"not built yet: {', '.join(sorted(later))}")
    alarm = _Phoebus(False, 0)
    for name, *rest in case["steps"]:
        if name == "new":
            alarm = _Phoebus(rest[0]["latch"], rest[0]["delay"])
        elif name == "input":
            alarm.input(rest[1])
        elif name == "ack":
            alarm.ack()
        elif name == "sleep":
            alarm.sleep(rest[0])
        else:
            assert name == "check"
            alarm.check(rest[0])
