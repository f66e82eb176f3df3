"""Units: the organisations that report, and the tree they form."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ioc.domain.text import Text


class UnitKind(StrEnum):
    """The level of a unit; only a ``CENTRE`` stands without a parent."""

    CENTRE = "centre"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation. ``valid_to`` and ``successor`` record a merger: the last day, and who took over."""

    id: str
    name: Text
    kind: UnitKind
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
