"""Which parts of a document are rows: select, entries to rows, each element, filter, melt."""

from collections.abc import Callable
from typing import Any

from ioc.deployment.mapping import MeltSpec, RowsSpec
from ioc.deployment.paths import plain_steps, start_of
from ioc.domain.faults import FaultCode
from ioc.feeds.documents import BadLine
from ioc.feeds.fields import Getter, Nested, Source, bound_getter, path_getter
from ioc.feeds.refused import ABSENT, DocumentError, RowError


class RowPlan:
    """The ``rows`` section, compiled once per feed."""

    def __init__(self, spec: RowsSpec) -> None:
        self._spec = spec
        self.nested = spec.each is not None
        rest = start_of(spec.path).path if spec.path is not None else ""
        self._path = path_getter(rest) if rest else None
        self._is_plain = bool(rest) and plain_steps(rest) is not None

    def select(self, document: Any, implied: Any) -> list[Any]:
        """The rows of a document; ``implied`` holds them where the mapping has no path.

        Raises DocumentError with NO_ROWS_PATH where the path leads nowhere. Null is an empty list.
        """
        spec = self._spec
        selected = self._selected(document, implied)
        if spec.entries is not None:
            key, value = spec.entries.key, spec.entries.value
            maps = selected if isinstance(selected, list) else [selected]
            rows = [{key: k, value: v} for entries in maps if isinstance(entries, dict) for k, v in entries.items()]
        else:
            rows = selected if isinstance(selected, list) else [selected]
        if spec.each is not None:
            rows = _elements(rows, path_getter(spec.each))
        if spec.filter is not None:
            rows = _kept(rows, bound_getter(spec.filter, Source(document, self.nested)))
        return rows

    def _selected(self, document: Any, implied: Any) -> Any:
        if self._path is None:
            found = implied
        else:
            try:
                found = self._path(document)
            except RowError as refused:
                raise DocumentError(FaultCode.NO_ROWS_PATH, refused.fault.detail) from None
        if found is None and self._is_plain:
            return []
        if not isinstance(found, list | dict):
            what = "nothing" if found is None or found is ABSENT else f"a {type(found).__name__}"
            raise DocumentError(FaultCode.NO_ROWS_PATH, f"{self._spec.path or 'the document'}: {what}")
        return found


def _elements(rows: list[Any], get: Getter) -> list[Any]:
    """One row per element of the list in each row; a row without the list brings none."""
    nested: list[Any] = []
    for row in rows:
        found = get(row)
        if isinstance(found, list):
            nested.extend(Nested(row, item) for item in found)
        elif isinstance(found, dict):
            nested.append(Nested(row, found))
    return nested


def _kept(rows: list[Any], matches: Callable[[Any], Any]) -> list[Any]:
    """The rows for which the filter holds; broken lines stay, to be refused with their reason."""
    kept = []
    for row in rows:
        if isinstance(row, BadLine):
            kept.append(row)
            continue
        try:
            found = matches(row)
        except RowError:
            continue
        if _is_true(found):
            kept.append(row)
    return kept


def _is_true(found: Any) -> bool:
    """JMESPath's idea: everything but null, false, and what is empty; 0 is true."""
    if found is None or found is ABSENT or found is False:
        return False
    return not (isinstance(found, str | list | dict) and not found)


def melted(rows: list[Any], melt: MeltSpec, nested: bool, strict: bool) -> list[Any]:
    """One row per melted column, the remaining columns repeated in each.

    With ``strict`` (CSV) a column that a line lacks stays absent. A JSON row without it has null there,
    because publishers leave nulls out, unless no row at all has the column.
    """
    long: list[Any] = []
    present = {key for row in rows for key in _columns(row, nested)} if melt.columns is not None else set()
    for row in rows:
        item = row.item if nested else row
        if not isinstance(item, dict):
            long.append(row)
            continue
        columns = melt.columns
        if columns is None:
            others = frozenset(melt.other_than or ())
            columns = tuple(key for key in item if key not in others)
            rest = {key: item[key] for key in others if key in item}
        else:
            rest = {key: value for key, value in item.items() if key not in columns}
        for column in columns:
            thin = {**rest, melt.name: column}
            if column in item:
                thin[melt.value] = item[column]
            elif not strict and column in present:
                thin[melt.value] = None
            long.append(Nested(row.parent, thin) if nested else thin)
    return long


def _columns(row: Any, nested: bool) -> Any:
    item = row.item if nested else row
    return item if isinstance(item, dict) else ()
