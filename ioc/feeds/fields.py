"""Fields: from a mapping's ``FieldSpec`` to a function that takes a row and gives the value.

Two steps, so that nothing is looked up per row: a ``FieldPlan`` is compiled once per feed, and its
``raw`` and ``text`` bind it to one document (for ``$.`` paths). A plain path becomes dictionary
look-ups; only what takes JMESPath pays for it.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import jmespath

from ioc.deployment.mapping import DecodeSpec, FieldSpec
from ioc.deployment.paths import DOCUMENT, PARENT, plain_steps, start_of, template_parts
from ioc.domain.faults import FaultCode
from ioc.feeds.refused import ABSENT, TEXT_LIMIT, RowError, safe_text

Getter = Callable[[Any], Any]

REGEX_LIMIT = 2000
"""Longest text a regular expression of a mapping is tried on, in characters."""


class Nested(NamedTuple):
    """A row made by ``rows.each``: an element of a list, and the row the list was found in."""

    parent: Any
    item: Any


class Source(NamedTuple):
    """What a plan is bound to: the parsed document, and whether its rows are ``Nested``."""

    document: Any
    nested: bool


def path_getter(path: str) -> Getter:
    """A function that follows a path from a value; ABSENT where the value lacks a plain path."""
    steps = plain_steps(path)
    if steps is None:
        return _jmespath_getter(path)
    if len(steps) == 1:
        return _key_getter(steps[0])

    def walk(value: Any) -> Any:
        for step in steps:
            if value is None:
                return None
            if isinstance(step, int) and not isinstance(value, list):
                return ABSENT
            try:
                value = value[step]
            except (KeyError, TypeError, IndexError):
                return ABSENT
        return value

    return walk


def _key_getter(key: str | int) -> Getter:
    def look_up(row: Any) -> Any:
        try:
            return row[key]
        except (KeyError, TypeError, IndexError):
            return ABSENT

    return look_up


def _jmespath_getter(path: str) -> Getter:
    expression = jmespath.compile(path)

    def search(value: Any) -> Any:
        try:
            return expression.search(value)
        except Exception as error:  # functions of JMESPath fail in many ways on foreign values
            raise RowError(FaultCode.MISSING_FIELD, f"{path}: {type(error).__name__}") from None

    return search


def bound_getter(path: str, source: Source) -> Getter:
    """A function that follows a mapping's path from a row, its parent or the document."""
    root, rest = start_of(path)
    get: Getter = path_getter(rest) if rest else lambda value: value
    if root == DOCUMENT:
        value = get(source.document)
        return lambda row: value
    if not source.nested:
        return get
    if root == PARENT:
        return lambda row: get(row.parent)
    return lambda row: get(row.item)


class FieldPlan:
    """One field, compiled. ``name`` is what faults call it; ``is_csv`` says that paths are column names."""

    def __init__(self, name: str, spec: FieldSpec, decode: DecodeSpec) -> None:
        self.name = name
        self.spec = spec
        self._is_csv = decode.format == "csv"
        self._parts = template_parts(spec.template) if spec.template is not None else ()
        self._regex = re.compile(spec.regex) if spec.regex is not None else None
        self._null = frozenset(decode.null if spec.null is None else spec.null)
        self.number = spec.number or decode.number
        self.time = spec.time or decode.time
        self.zone = spec.zone or decode.zone

    def columns(self) -> tuple[str | int, ...]:
        """The CSV columns this field reads."""
        if self.spec.column is not None:
            return (self.spec.column,)
        return tuple(path for _, path in self._parts if path is not None)

    def raw(self, source: Source, columns: tuple[str, ...] = ()) -> Getter:
        """The value before conversion: ABSENT, None, or whatever the document has there."""
        get = self._origin(source, columns)
        if self._regex is None and not self._null and self.spec.map is None and self.spec.default is None:
            return get
        return lambda row: self._refined(get(row))

    def text(self, source: Source, columns: tuple[str, ...] = ()) -> Callable[[Any], str | None]:
        """The value as clean text; None for absent, null and empty. Raises TOO_LONG and MISSING_FIELD."""
        get = self.raw(source, columns)
        name = self.name

        def read(row: Any) -> str | None:
            value = get(row)
            text = as_text(value, name) if type(value) is not str else value
            if text is None:
                return None
            text = safe_text(text.strip())
            if len(text) > TEXT_LIMIT:
                raise RowError(FaultCode.TOO_LONG, f"{name}: {len(text)} characters")
            return text or None

        return read

    def _origin(self, source: Source, columns: tuple[str, ...]) -> Getter:
        spec = self.spec
        if spec.const is not None:
            constant = spec.const
            return lambda row: constant
        if self._parts:
            return self._template(source, columns)
        path = spec.path if spec.path is not None else spec.column
        return self._getter(path if path is not None else "", source, columns)

    def _getter(self, path: str | int, source: Source, columns: tuple[str, ...]) -> Getter:
        if self._is_csv:
            return _key_getter(column_name(path, columns))
        return bound_getter(str(path), source)

    def _template(self, source: Source, columns: tuple[str, ...]) -> Getter:
        parts = [(text, None if path is None else self._getter(path, source, columns)) for text, path in self._parts]

        def fill(row: Any) -> Any:
            filled = ""
            for text, get in parts:
                filled += text
                if get is not None:
                    value = as_text(get(row), self.name)
                    if value is None or not (value := value.strip()):
                        return None
                    filled += value
            return filled

        return fill

    def _refined(self, raw: Any) -> Any:
        """Apply regex, null, map and default."""
        value = raw
        if self._regex is not None:
            value = self._matched(as_text(raw, self.name))
        if isinstance(value, str) and self._null and value.strip() in self._null:
            value = None
        if self.spec.map is not None and value is not None and value is not ABSENT:
            value = self._mapped(value)
        if (value is None or value is ABSENT or value == "") and self.spec.default is not None:
            return self.spec.default
        return value

    def _matched(self, text: str | None) -> str | None:
        if text is None or self._regex is None:
            return None
        if len(text) > REGEX_LIMIT:
            raise RowError(FaultCode.TOO_LONG, f"{self.name}: {len(text)} characters")
        found = self._regex.search(text)
        if found is None:
            return None
        if not self._regex.groups:
            return found[0]
        return found["value"] if "value" in self._regex.groupindex else found[1]

    def _mapped(self, value: Any) -> Any:
        text = (as_text(value, self.name) or "").strip()
        if self.spec.map is not None and text in self.spec.map:
            return self.spec.map[text]
        if not text or self.spec.unmapped == "null":
            return None
        if self.spec.unmapped == "keep":
            return value
        raise RowError(FaultCode.NOT_IN_MAP, f"{self.name}: {text[:TEXT_LIMIT]}")


def column_name(column: str | int, columns: tuple[str, ...]) -> str:
    """The key of a CSV column in a row: its name, or the name at its position."""
    if isinstance(column, str) and column not in columns and column.isdecimal():
        column = int(column)
    if isinstance(column, int):
        return columns[column] if column < len(columns) else str(column)
    return column


def as_text(value: Any, name: str) -> str | None:
    """A scalar as text: true, 12, 1.5; None for absent and null. Raises MISSING_FIELD for lists and maps."""
    if isinstance(value, str):
        return value
    if value is None or value is ABSENT:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if value.bit_length() > 1000:
            raise RowError(FaultCode.TOO_LONG, f"{name}: an integer of {value.bit_length()} bits")
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    raise RowError(FaultCode.MISSING_FIELD, f"{name}: a {'list' if isinstance(value, list) else 'map'}")
