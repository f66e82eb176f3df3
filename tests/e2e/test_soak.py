"""A short soak: polling and repainting leave nothing behind. The long one is ``python -m benchmarks.soak``."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import showing  # noqa: F401 - chooses the platform before anything of Qt is imported

from benchmarks.soak import Course, day, poll_for, repaint

pytestmark = pytest.mark.e2e

POLLING, POLLING_WARM_UP = timedelta(minutes=3), timedelta(minutes=1)
REPAINTS, FIRST_REPAINTS = 600, 150
LEFT_BEHIND = 400
"""Objects of one type. A leak would be one for every poll, tile or frame, and those are more."""
GROWTH_MB = 15.0
NONES = 2_000


def nothing_is_left_behind(course: Course) -> None:
    assert all(more < LEFT_BEHIND for _, more in course.more_objects()), course.more_objects()
    assert course.grown_mb < GROWTH_MB
    assert course.lost_nones < NONES, "references to None are given back that were never taken"


@pytest.mark.timeout(300)
def test_polling_and_repainting_leave_nothing_behind(
    qtbot: Any, qapp: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with day(tmp_path) as going:
        polled = poll_for(going, POLLING, POLLING_WARM_UP)
        painted = repaint(qapp, going, REPAINTS, FIRST_REPAINTS)
    assert polled.counts["polls"] > 1_000
    assert polled.counts["values"] > 15_000
    assert painted.counts["tiles painted"] > 10 * REPAINTS
    nothing_is_left_behind(polled)
    nothing_is_left_behind(painted)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
