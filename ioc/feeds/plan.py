"""A feed's mapping, compiled once and applied to every document of the feed."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from ioc.deployment.feed_settings import FeedSettings
from ioc.deployment.mapping import FieldSpec
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import FaultCode
from ioc.feeds.documents import features_of, parse_csv, parse_json
from ioc.feeds.fields import FieldPlan, Getter, Source, column_name
from ioc.feeds.numbers import number_reader
from ioc.feeds.refused import ABSENT, DocumentError, RowError
from ioc.feeds.rows import RowPlan, melted
from ioc.feeds.times import time_reader

_KNOWN_LIMIT = 50_000
"""Names remembered; a source that invents new ones in every document must not fill the memory."""

Text = Callable[[Any], str | None]
Number = Callable[[Any], float | None]


class FeedPlan:
    """What a mapping compiles to; safe to use from several threads."""

    def __init__(self, settings: FeedSettings) -> None:
        mapping = settings.mapping
        self.settings = settings
        self.decode = mapping.decode
        self.rows = RowPlan(mapping.rows)
        self.fields = {name: FieldPlan(name, spec, self.decode) for name, spec in mapping.fields.given()}
        self.place = {name: FieldPlan(name, spec, self.decode) for name, spec in mapping.place.given()}
        self._known: tuple[Catalogue | None, dict[Any, Any]] = (None, {})
        if mapping.identity.id is not None:
            self.fields["id"] = FieldPlan("id", FieldSpec(template=mapping.identity.id), self.decode)

    def known(self, catalogue: Catalogue | None) -> dict[Any, Any]:
        """What earlier documents taught about the names in them, as long as the catalogue is the same."""
        of, known = self._known
        if of is not catalogue or len(known) > _KNOWN_LIMIT:
            known = {}
            self._known = (catalogue, known)
        return known

    def open(self, text: str) -> "OpenDocument":
        """Parse a document and select its rows; raises DocumentError."""
        mapping = self.settings.mapping
        columns: tuple[str, ...] = ()
        if self.decode.format == "csv":
            table = parse_csv(text, self.decode)
            columns, document = table.columns, table.rows
            rows = self.rows.select(document, document)
        else:
            document = parse_json(text)
            is_geojson = self.decode.format == "geojson" and mapping.rows.path is None
            rows = self.rows.select(document, features_of(document) if is_geojson else document)
        melt = mapping.rows.melt
        if melt is not None:
            rows = melted(rows, melt, self.rows.nested, strict=self.decode.format == "csv")
        opened = OpenDocument(self, Source(document, self.rows.nested), columns, rows)
        if columns:
            made = () if melt is None else (melt.name, melt.value)
            self._check_header(columns, made)
        return opened

    def _check_header(self, columns: tuple[str, ...], made: tuple[str, ...]) -> None:
        """Refuse a CSV document that lacks a column every row needs."""
        wanted = [
            (name, column)
            for name, field in (self.fields | self.place).items()
            if field.spec.default is None
            for column in field.columns()
        ]
        melt = self.settings.mapping.rows.melt
        wanted += [("melt", column) for column in (melt.columns or () if melt is not None else ())]
        for name, column in wanted:
            if column_name(column, columns) not in columns + made:
                raise DocumentError(FaultCode.MISSING_FIELD, f"{name}: no column {column!r} in the header")


class OpenDocument:
    """A document with its rows: hands out the functions that read a row's fields."""

    def __init__(self, plan: FeedPlan, source: Source, columns: tuple[str, ...], rows: list[Any]) -> None:
        self.plan = plan
        self.rows = rows
        self._source = source
        self._columns = columns

    def raw(self, name: str) -> Getter:
        """The unconverted value of a field or a place; a field that is not mapped is ABSENT."""
        field = self.plan.fields.get(name) or self.plan.place.get(name)
        return (lambda row: ABSENT) if field is None else field.raw(self._source, self._columns)

    def text(self, name: str) -> Text:
        """A field as clean text or None."""
        field = self.plan.fields.get(name)
        return (lambda row: None) if field is None else field.text(self._source, self._columns)

    def required_text(self, name: str) -> Callable[[Any], str]:
        """A field as clean text that is not empty; raises MISSING_FIELD."""
        get = self.text(name)

        def read(row: Any) -> str:
            text = get(row)
            if text is None:
                raise RowError(FaultCode.MISSING_FIELD, name)
            return text

        return read

    def reader(self, name: str) -> Number:
        """What turns the raw value of a field into a number."""
        field = self.plan.fields.get(name) or self.plan.place.get(name)
        return number_reader(self.plan.decode.number if field is None else field.number)

    def number(self, name: str) -> Number:
        """A field as a number; None where it is null, empty or not there. Faults name the field."""
        get, convert = self.raw(name), self.reader(name)

        def read(row: Any) -> float | None:
            raw = get(row)
            try:
                return None if raw is ABSENT else convert(raw)
            except RowError as refused:
                raise RowError(refused.fault.code, f"{name}: {refused.fault.detail}") from None

        return read

    def instant(self, missing: datetime, latest: datetime) -> Callable[[Any], datetime]:
        """``observed_at`` in UTC, ``missing`` where there is none; raises FUTURE_TIME past ``latest``."""
        field = self.plan.fields.get("observed_at")
        if field is None:
            return lambda row: missing
        get = self.raw("observed_at")
        convert = time_reader(field.time, field.zone)

        def read(row: Any) -> datetime:
            raw = get(row)
            at = None if raw is ABSENT else convert(raw)
            if at is None:
                return missing
            if at > latest:
                raise RowError(FaultCode.FUTURE_TIME, at.isoformat())
            return at

        return read


_PLANS_LIMIT = 1024
_plans: dict[int, FeedPlan] = {}
_lock = Lock()


def plan_of(settings: FeedSettings) -> FeedPlan:
    """The compiled mapping of a feed, remembered for as long as the same settings come."""
    plan = _plans.get(id(settings))
    if plan is None or plan.settings is not settings:
        plan = FeedPlan(settings)
        with _lock:
            if len(_plans) >= _PLANS_LIMIT:
                _plans.clear()
            _plans[id(settings)] = plan
    return plan
