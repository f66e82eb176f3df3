"""Rows to values: one bad row never costs a good one, and a repeated identity is settled as mapped."""

from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, NamedTuple, TypeVar

from ioc.domain.faults import Fault, FaultCode
from ioc.domain.readings import Poll, Reject
from ioc.feeds.documents import BadLine, raw_text
from ioc.feeds.fields import Nested
from ioc.feeds.plan import OpenDocument
from ioc.feeds.refused import RowError, fault_of, safe_text

T = TypeVar("T")

REJECTS_LIMIT: Final = 10_000
"""Refused rows kept of one document; what more there are is counted in one last reject."""


class Keyed(NamedTuple, Generic[T]):
    """A value and what makes it the same as another one in the document."""

    key: Hashable
    value: T


class Collected(NamedTuple, Generic[T]):
    """What the rows of a document became."""

    values: tuple[T, ...]
    rejects: tuple[Reject, ...]
    duplicates: int


def collect(opened: OpenDocument, poll: Poll, read: Callable[[Any], tuple[Hashable, T]]) -> Collected[T]:
    """Apply ``read`` (a row to identity and value) to all rows, keeping each refusal with its reason."""
    repeated = opened.plan.settings.mapping.identity.repeated
    values: dict[Hashable, T] = {}
    rejects: list[Reject] = []
    duplicates = unlisted = 0

    def refuse(number: int, row: Any, fault: Fault, error: RowError | None = None) -> None:
        nonlocal unlisted
        if len(rejects) >= REJECTS_LIMIT:
            unlisted += 1
            return
        shown = row.item if isinstance(row, Nested) else row
        raw = safe_text(raw_text(shown, opened.plan.decode))
        rejects.append(Reject(poll.feed, poll.received_at, number, fault, raw, None if error is None else error.series))

    for number, row in enumerate(opened.rows, 1):
        try:
            key, value = read(row)
        except RowError as error:
            fault = fault_of(FaultCode.NOT_THE_FORMAT, row.reason) if isinstance(row, BadLine) else error.fault
            refuse(number, row, fault, error)
            continue
        if key in values:
            duplicates += 1
            if repeated == "reject":
                refuse(number, row, fault_of(FaultCode.REPEATED, str(key)))
            if repeated != "last":
                continue
            del values[key]  # so that the kept row stands where it stood in the document
        values[key] = value
    if unlisted:
        fault = fault_of(FaultCode.TOO_LARGE, f"{unlisted} more refused rows are not listed")
        rejects.append(Reject(poll.feed, poll.received_at, rejects[-1].row + 1, fault, ""))
    return Collected(tuple(values.values()), tuple(rejects), duplicates)
