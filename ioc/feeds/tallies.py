"""Rows of a feed of dossiers to tallies."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from ioc.domain.catalogue import Catalogue
from ioc.domain.dossiers import Tally
from ioc.domain.faults import FaultCode
from ioc.domain.readings import Poll
from ioc.feeds.collect import Collected, collect
from ioc.feeds.plan import OpenDocument
from ioc.feeds.readings import AHEAD
from ioc.feeds.refused import RowError

LARGEST_COUNT: Final = 10**15


def read_tallies(opened: OpenDocument, poll: Poll, catalogue: Catalogue | None) -> Collected[Tally]:
    """Tallies of known units. One that breaks its own sum is kept: ``Tally.breaks_identity`` says so."""
    unit_of, period_of = opened.required_text("unit"), opened.required_text("period")
    at = opened.instant(poll.received_at, poll.received_at + AHEAD)
    early, on_due, late = _count(opened, "early"), _count(opened, "on_due"), _count(opened, "late")
    within, overdue = _count(opened, "within"), _count(opened, "overdue")
    received = _optional_count(opened, "received")

    def read(row: Any) -> tuple[tuple[str, str, datetime], Tally]:
        unit, period = unit_of(row), period_of(row)
        if catalogue is not None and unit not in catalogue.units:
            raise RowError(FaultCode.UNKNOWN_UNIT, unit)
        observed_at = at(row)
        return (unit, period, observed_at), Tally(
            unit=unit,
            period=period,
            observed_at=observed_at,
            received_at=poll.received_at,
            feed=poll.feed,
            early=early(row),
            on_due=on_due(row),
            late=late(row),
            within=within(row),
            overdue=overdue(row),
            received=received(row),
        )

    return collect(opened, poll, read)


def _count(opened: OpenDocument, name: str) -> Callable[[Any], int]:
    """A whole number from 0; raises MISSING_FIELD and NOT_A_NUMBER."""
    get = _optional_count(opened, name)

    def read(row: Any) -> int:
        count = get(row)
        if count is None:
            raise RowError(FaultCode.MISSING_FIELD, name)
        return count

    return read


def _optional_count(opened: OpenDocument, name: str) -> Callable[[Any], int | None]:
    get = opened.number(name)

    def read(row: Any) -> int | None:
        value = get(row)
        if value is None:
            return None
        if not (0 <= value <= LARGEST_COUNT and value.is_integer()):
            raise RowError(FaultCode.NOT_A_NUMBER, f"{name}: {value:g} is no count")
        return int(value)

    return read
