"""The catalogue: every unit, system and indicator of a deployment, and how they hang together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ioc.domain.indicators import Indicator, Series, System
from ioc.domain.units import Unit


@dataclass(frozen=True)
class Catalogue:
    """What a deployment measures. Orders are those of the deployment's tables."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    indicators: Mapping[Series, Indicator] = field(default_factory=dict)

    @cached_property
    def by_system(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators of each system."""
        groups: dict[str, list[Indicator]] = {system: [] for system in self.systems}
        for indicator in self.indicators.values():
            groups.setdefault(indicator.system, []).append(indicator)
        return {system: tuple(members) for system, members in groups.items()}

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the units directly below each unit."""
        below: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.parent is not None:
                below.setdefault(unit.parent, []).append(unit.id)
        return {parent: tuple(ids) for parent, ids in below.items()}

    def ancestors(self, unit: str) -> Iterator[Unit]:
        """The units above one, nearest first."""
        seen = {unit}
        found = self.units.get(unit)
        while found is not None and found.parent is not None and found.parent not in seen:
            seen.add(found.parent)
            found = self.units.get(found.parent)
            if found is not None:
                yield found


def catalogue_of(units: Iterable[Unit], systems: Iterable[System], indicators: Iterable[Indicator]) -> Catalogue:
    """Index rows that are already known to be consistent."""
    return Catalogue(
        {unit.id: unit for unit in units},
        {system.id: system for system in systems},
        {indicator.series: indicator for indicator in indicators},
    )
