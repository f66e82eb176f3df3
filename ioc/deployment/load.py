"""Reads a deployment folder: either a consistent :class:`Deployment`, or every fault at once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from ioc.deployment.configuration import CentreTable, Configuration, ConfigurationTable, DossiersTable
from ioc.deployment.explain import faults_of, unknown_keys
from ioc.deployment.faults import DeploymentError, DeploymentFault, closest
from ioc.deployment.feed_tables import Feeds, TomlText, read_feeds, read_sources
from ioc.deployment.indicator_table import (
    INDICATOR_OPTIONAL,
    INDICATOR_REQUIRED,
    Known,
    Placed,
    read_indicators,
)
from ioc.deployment.infos import feed_infos
from ioc.deployment.model import Deployment
from ioc.deployment.positions import Positions
from ioc.deployment.rules import rules_of
from ioc.deployment.tables import Table, read_table, read_text
from ioc.deployment.unit_table import (
    SYSTEM_OPTIONAL,
    SYSTEM_REQUIRED,
    UNIT_OPTIONAL,
    UNIT_REQUIRED,
    read_systems,
    read_units,
)
from ioc.deployment.variables import Variables
from ioc.domain.catalogue import Catalogue
from ioc.domain.console import CentreInfo, DossierLimits, PlaceLabel
from ioc.domain.indicators import Series

TOML = "ioc.toml"

_AT_LINE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_NO_VARIABLES: Mapping[str, str] = {}
_M = TypeVar("_M", bound=ConfigurationTable)


def load(folder: FilePath, variables: Mapping[str, str] = _NO_VARIABLES) -> Deployment:
    """The deployment in a folder; raises :class:`DeploymentError` with every fault.

    ``variables`` come before the environment where ``ioc.toml`` says ``${NAME}``.
    """
    deployment, faults = _read(FilePath(folder), variables)
    if faults or deployment is None:
        raise DeploymentError(tuple(faults))
    return deployment


def check(folder: FilePath, variables: Mapping[str, str] = _NO_VARIABLES) -> list[DeploymentFault]:
    """Every fault of the deployment in a folder, by file and line; [] where it is good."""
    return _read(FilePath(folder), variables)[1]


class _Tables(NamedTuple):
    """The tables of a folder, and what they hold."""

    units: Table
    systems: Table
    indicators: Table
    catalogue: Catalogue
    placed: dict[Series, Placed]

    @property
    def faults(self) -> list[DeploymentFault]:
        return [*self.units.faults, *self.systems.faults, *self.indicators.faults]


def _read(folder: FilePath, variables: Mapping[str, str]) -> tuple[Deployment | None, list[DeploymentFault]]:
    if not folder.is_dir():
        return None, [DeploymentFault(str(folder), None, "", "is no folder", "Name the folder that holds ioc.toml")]
    tables = _read_tables(folder)
    toml = _read_toml(folder)
    deployment = None
    if toml.tables or not toml.faults:
        deployment = _assemble(folder, toml, tables, Variables(variables))
    faults = [*toml.faults, *tables.faults]
    order = {TOML: 0, tables.units.file: 1, tables.systems.file: 2}
    return deployment, sorted(faults, key=lambda fault: (order.get(fault.file, 3), fault.line or 0))


def _read_tables(folder: FilePath) -> _Tables:
    units_table = read_table(folder, "units", UNIT_REQUIRED, UNIT_OPTIONAL)
    systems_table = read_table(folder, "systems", SYSTEM_REQUIRED, SYSTEM_OPTIONAL)
    indicators_table = read_table(folder, "indicators", INDICATOR_REQUIRED, INDICATOR_OPTIONAL)
    units, systems = read_units(units_table), read_systems(systems_table)
    placed = read_indicators(indicators_table, Known(units, systems))
    catalogue = Catalogue(units, systems, {series: entry.indicator for series, entry in placed.items()})
    return _Tables(units_table, systems_table, indicators_table, catalogue, placed)


def _read_toml(folder: FilePath) -> TomlText:
    sink = Table(TOML)
    text = read_text(folder / TOML, sink)
    if text is None:
        return TomlText(TOML, {}, Positions(""), sink.faults)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        message = f"is not TOML: {_AT_LINE.sub('', str(error))}"
        sink.fault(line, "", message, f"See column {at[2]}" if at else "Something is not closed before the end")
        return TomlText(TOML, {}, Positions(""), sink.faults)
    return TomlText(TOML, tables, Positions(text), [])


def _assemble(folder: FilePath, toml: TomlText, tables: _Tables, variables: Variables) -> Deployment | None:
    toml.faults.extend(unknown_keys(toml.tables, list(Configuration.model_fields), (), TOML, toml.positions))
    centre = _table(toml, "centre", CentreTable)
    if "centre" not in toml.tables:
        toml.fault(("centre",), "is missing", "Write a table [centre] with name and zone")
    dossiers = _table(toml, "dossiers", DossiersTable)
    sources = read_sources(toml, variables)
    feeds = read_feeds(toml, sources, variables)
    _check_references(toml, feeds, tables.catalogue)
    _check_coverage(toml, feeds, tables)
    if centre is None or toml.faults or tables.faults:
        return None
    bare = Deployment(
        folder=folder,
        centre=_centre_info(centre),
        catalogue=tables.catalogue,
        feeds=feeds.settings,
        dossiers=_dossier_limits(dossiers),
        infos=feed_infos(feeds, toml),
    )
    return replace(bare, rules=rules_of(bare, dossiers))


def _table(toml: TomlText, name: str, model: type[_M]) -> _M | None:
    """One table of the file; None where it is missing or has faults, which are noted."""
    if name not in toml.tables:
        return None
    try:
        return model.model_validate(toml.tables[name])
    except ValidationError as error:
        toml.faults.extend(faults_of(error, model, (name,), TOML, toml.positions))
        return None


def _check_references(toml: TomlText, feeds: Feeds, catalogue: Catalogue) -> None:
    """Systems and units that feeds name."""
    for feed in feeds.settings.values():
        for key, what, named, known in (
            ("systems", "system", feed.systems, list(catalogue.systems)),
            ("units", "unit", feed.units, list(catalogue.units)),
        ):
            for name in named:
                if known and name not in known:
                    where = ("feeds", feeds.places[feed.id], key)
                    toml.fault(where, f"there is no {what} {name!r}", closest(name, known))


def _check_coverage(toml: TomlText, feeds: Feeds, tables: _Tables) -> None:
    """Feeds without indicators, and indicators without a feed."""
    indicators = tables.catalogue.indicators.values()
    live = [feed for feed in feeds.settings.values() if feed.kind == "indicators" and not feed.history]
    for feed in live:
        for system in feed.systems:
            measured = any(indicator.system == system and feed.feeds(indicator) for indicator in indicators)
            if system in tables.catalogue.systems and not measured:
                where = ("feeds", feeds.places[feed.id], "systems")
                message = f"feed {feed.id!r} brings system {system!r}, which has no indicators"
                toml.fault(where, message, "Add its rows to indicators.csv, or leave the system out")
        if not feed.systems and not any(feed.feeds(indicator) for indicator in indicators):
            where = ("feeds", feeds.places[feed.id], "id")
            toml.fault(where, f"feed {feed.id!r} has no indicators", "Add its rows to indicators.csv")
    if feeds.broken:
        return
    lost: dict[str, list[Placed]] = {}
    for entry in tables.placed.values():
        if not any(feed.feeds(entry.indicator) for feed in live):
            lost.setdefault(entry.indicator.system, []).append(entry)
    for system, entries in lost.items():
        more = f" (and {len(entries) - 1} more of system {system!r})" if len(entries) > 1 else ""
        entries[0].row.fault(
            "system",
            f"no feed brings {entries[0].indicator.series}{more}",
            f'Add "{system}" to the systems of a feed in {TOML}',
        )


def _centre_info(table: CentreTable) -> CentreInfo:
    labels = tuple(PlaceLabel(label.name, *label.at) for label in table.labels)
    return CentreInfo(table.name, ZoneInfo(table.zone), table.sample, table.bounds, labels)


def _dossier_limits(table: DossiersTable | None) -> DossierLimits | None:
    if table is None:
        return None
    return DossierLimits(table.target, table.warning, table.critical, table.small)
