"""``units.csv`` and ``systems.csv``: the tree of organisations, and the groups of indicators."""

from ioc.deployment.faults import closest
from ioc.deployment.tables import Row, Table
from ioc.domain.indicators import System
from ioc.domain.text import Text
from ioc.domain.units import Unit, UnitKind

UNIT_REQUIRED = ("id", "name_vi", "kind", "parent")
UNIT_OPTIONAL = ("name_en", "valid_from", "valid_to", "successor")
SYSTEM_REQUIRED = ("id", "name_vi")
SYSTEM_OPTIONAL = ("name_en",)


def name_of(row: Row, vi: str = "name_vi", en: str = "name_en") -> Text:
    """The name in both languages; Vietnamese stands in for missing English."""
    text = row.text(vi)
    if not text:
        row.fault(vi, "is empty")
    return Text(text, row.text(en) or text)


def read_systems(table: Table) -> dict[str, System]:
    """The systems by id, in the order of the table."""
    systems: dict[str, System] = {}
    for row in table.rows:
        key = row.id("id")
        if key in systems:
            row.fault("id", f"system {key!r} is there twice")
        elif key:
            systems[key] = System(key, name_of(row))
    return systems


def read_units(table: Table) -> dict[str, Unit]:
    """The units by id, in the order of the table; parents and successors are checked."""
    units: dict[str, Unit] = {}
    rows: dict[str, Row] = {}
    for row in table.rows:
        key = row.id("id")
        if key in units:
            row.fault("id", f"unit {key!r} is there twice, first in line {rows[key].line}")
        elif key:
            units[key] = _unit(row, key)
            rows[key] = row
    for key, row in rows.items():
        _check_references(units[key], row, units)
    _check_cycles(units, rows)
    return units


def _unit(row: Row, key: str) -> Unit:
    kinds = [str(kind) for kind in UnitKind]
    if not row.text("kind"):
        row.fault("kind", "is empty", f"One of: {', '.join(kinds)}")
    kind = UnitKind(row.choice("kind", kinds, UnitKind.DEPARTMENT))
    parent = row.text("parent") or None
    if parent is None and kind is not UnitKind.CENTRE and row.text("kind") in kinds:
        row.fault("parent", f"unit {key!r} has no parent", "Only a unit of kind centre stands without one")
    if parent is not None and kind is UnitKind.CENTRE:
        row.fault("parent", f"unit {key!r} is a centre and has a parent", "Leave the parent of a centre empty")
    valid_from, valid_to = row.date("valid_from"), row.date("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        row.fault("valid_to", f"{valid_to} is before valid_from {valid_from}")
    return Unit(key, name_of(row), kind, parent, valid_from, valid_to, row.text("successor") or None)


def _check_references(unit: Unit, row: Row, units: dict[str, Unit]) -> None:
    for column, target in (("parent", unit.parent), ("successor", unit.successor)):
        if target is not None and target not in units:
            row.fault(column, f"there is no unit {target!r}", closest(target, units))
        elif target == unit.id and column == "successor":
            row.fault(column, f"unit {unit.id!r} is its own successor")


def _check_cycles(units: dict[str, Unit], rows: dict[str, Row]) -> None:
    """Each cycle once, at its first unit in the table."""
    done: set[str] = set()
    for key in units:
        trail: list[str] = []
        at: str | None = key
        while at is not None and at in units and at not in done and at not in trail:
            trail.append(at)
            at = units[at].parent
        if at is not None and at in trail:
            cycle = trail[trail.index(at) :]
            first = min(cycle, key=lambda member: rows[member].line)
            start = cycle.index(first)
            ring = [*cycle[start:], *cycle[:start], first]
            rows[first].fault("parent", f"the units form a cycle: {' → '.join(ring)}", "One of them has another parent")
        done.update(trail)
