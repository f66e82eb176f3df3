"""The mapping grammar: how a document of somebody else becomes readings, cameras and tallies.

A mapping is data, never code. Its sections follow the way of the data: ``request`` asks, ``decode``
reads the bytes, ``rows`` selects rows, ``fields`` finds and converts values in a row, ``place`` finds
the point of a camera, ``identity`` says which rows speak of the same thing. ``docs/feeds.md`` explains
each to a technician. Every error names the key that is wrong.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ioc.deployment.paths import PARENT, Path, check_path, start_of, template_parts

Scalar = str | int | float | bool

MAPPING_SECTIONS = ("decode", "rows", "fields", "place", "identity")
"""The tables of a feed that together are its ``FeedMapping``."""


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f'{name!r} is not a time zone of the IANA list, such as "Asia/Ho_Chi_Minh"') from error
    return name


def _check_regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
    return pattern


def _check_charset(name: str) -> str:
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError, TypeError) as error:
        raise ValueError(f'{name!r} is not a charset, such as "utf-8" or "windows-1258"') from error


def _check_template(template: str) -> str:
    template_parts(template)
    return template


def _check_time(form: str) -> str:
    if form not in TIME_FORMS and "%" not in form:
        raise ValueError(f"{form!r} is neither {', '.join(sorted(TIME_FORMS))} nor a format such as %d/%m/%Y %H:%M")
    if form not in TIME_FORMS:
        try:
            datetime.strptime("", form)  # noqa: DTZ007 - only the format is looked at
        except (ValueError, re.error, IndexError) as error:
            if "does not match" not in str(error):
                raise ValueError(f"{form!r} is not a time format: {error}") from error
    return form


TIME_FORMS = frozenset({"iso", "interval", "epoch", "epoch_ms", "epoch_us", "epoch_ns"})
"""The named forms of a time; everything else is a ``strptime`` format."""

Zone = Annotated[str, AfterValidator(_check_zone)]
Regex = Annotated[str, AfterValidator(_check_regex)]
Charset = Annotated[str, AfterValidator(_check_charset)]
Template = Annotated[str, AfterValidator(_check_template)]
TimeForm = Annotated[str, AfterValidator(_check_time)]


class Section(BaseModel):
    """What all sections share: unknown keys are errors, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=4000)


class RequestSettings(Section):
    """What is asked of the server. Limits and intervals belong to the feed itself."""

    method: Literal["GET", "POST"] = "GET"
    params: Mapping[str, Scalar | tuple[Scalar, ...]] = Field(default_factory=dict)
    """Added to the query of the URL; a list repeats the parameter."""
    headers: Mapping[str, str] = Field(default_factory=dict)
    form: Mapping[str, Scalar] | None = None
    """The body as form fields."""
    json_body: Any = Field(default=None, alias="json")
    """The body as JSON."""
    conditional: bool = True
    """Whether ETag and Last-Modified of the last document are sent back."""
    retries: int = Field(default=2, ge=0, le=10)
    """Further attempts after a connection error or 502, 503, 504, within the total timeout."""

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.form is not None and self.json_body is not None:
            raise ValueError("form and json are two bodies; one is sent")
        if self.method == "GET" and (self.form is not None or self.json_body is not None):
            raise ValueError('a body needs method = "POST"')
        for name, value in self.headers.items():
            if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or re.search(r"[\r\n\x00]", value):
                raise ValueError(f"headers: {name!r} is not a valid header")
        return self


class NumberSpec(Section):
    """How a number is written in text."""

    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'", "_"] = ""
    """The mark between groups of three digits; a blank stands for the no-break blanks too."""
    percent: Literal["reject", "strip", "fraction"] = "reject"
    """What a percent sign does: refuse the row, be dropped (95 % is 95), or divide by 100."""
    suffixes: Mapping[str, float] | bool = False
    """Words after a number that multiply it; ``true`` for K, M, B."""
    scale: float = Field(default=1.0, allow_inf_nan=False)
    """Multiplies every value, also those that are not text."""

    @model_validator(mode="after")
    def _different_marks(self) -> Self:
        if self.decimal == self.thousands:
            raise ValueError(f"decimal and thousands are the same mark {self.decimal!r}")
        return self


class FieldSpec(Section):
    """One value: where it is, and how its text becomes what it means.

    Exactly one source of ``path``, ``column``, ``const`` and ``template``. Then, in this order:
    ``regex``, ``null``, ``map``, ``default``, and the conversion to a number or a time.
    """

    path: Path | None = None
    """From the row; ``$.`` in front: from the document; ``^.``: from the parent (``rows.each``)."""
    column: str | int | None = None
    """CSV: the name in the header, or the position from 0."""
    const: Scalar | None = None
    template: Template | None = None
    """Text with ``{path}`` or ``{column}`` in it; null where one of them is."""
    regex: Regex | None = None
    """Keeps the group ``value``, else the first group, else the match; null where nothing matches."""
    map: Mapping[str, Scalar] | None = None
    """What each text stands for."""
    unmapped: Literal["reject", "keep", "null"] = "reject"
    """What happens to a text that ``map`` does not have."""
    null: tuple[str, ...] | None = None
    """Texts that mean "no value" beside the empty one; None takes ``decode.null``."""
    default: Scalar | None = None
    """Instead of null or nothing."""
    number: NumberSpec | None = None
    """None takes ``decode.number``."""
    time: TimeForm | None = None
    """None takes ``decode.time``."""
    zone: Zone | None = None
    """The zone of times that name none; None takes ``decode.zone``."""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        return {"path": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [name for name in ("path", "column", "const", "template") if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) if given else "none"
            raise ValueError(f"one of path, column, const and template is needed, found {found}")
        if isinstance(self.column, int) and self.column < 0:
            raise ValueError("column: positions count from 0")
        return self


class DecodeSpec(Section):
    """How bytes become a document, and the conversions fields use unless they say otherwise."""

    format: Literal["json", "csv", "geojson"] = "json"
    charset: Charset | None = None
    """None: the byte order mark, else the Content-Type header, else UTF-8."""
    errors: Literal["strict", "replace"] = "strict"
    """What a byte outside the charset does: refuse the document, or stand as U+FFFD."""
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    quote: str = Field(default='"', max_length=1)
    """CSV: "" where cells are never quoted."""
    header: bool = True
    """CSV: whether the first line names the columns."""
    columns: tuple[str, ...] | None = None
    """CSV without header: names for the columns."""
    skip: int = Field(default=0, ge=0)
    """CSV: lines before the header or the first row."""
    null: tuple[str, ...] = ()
    number: NumberSpec = NumberSpec()
    time: TimeForm = "iso"
    zone: Zone = "UTC"

    @model_validator(mode="after")
    def _csv_keys(self) -> Self:
        stray = self.model_fields_set & {"delimiter", "quote", "header", "columns", "skip"}
        if self.format != "csv" and stray:
            raise ValueError(f'{", ".join(sorted(stray))}: only with format = "csv"')
        if self.columns is not None and self.header:
            raise ValueError("columns: only with header = false")
        return self


class EntriesSpec(Section):
    """Names under which the key and the value of a map entry stand in its row."""

    key: str = "key"
    value: str = "value"


class MeltSpec(Section):
    """Wide to long: each named column becomes a row of its own, the others are repeated."""

    columns: tuple[str, ...] | None = None
    """The columns to melt, in this order."""
    other_than: tuple[str, ...] | None = Field(default=None, alias="except")
    """Instead of ``columns``: all columns of the row but these."""
    name: str = "name"
    """Under which the column's name stands in the new row."""
    value: str = "value"
    """Under which the column's value stands in the new row."""

    @model_validator(mode="after")
    def _one_choice(self) -> Self:
        if (self.columns is None) == (self.other_than is None):
            raise ValueError("one of columns and except is needed")
        return self


class RowsSpec(Section):
    """Which parts of a document are rows. Applied in the order of the fields below."""

    path: Path | None = None
    """From the document. None: its features (GeoJSON), its elements, or the one object it is."""
    entries: EntriesSpec | None = None
    """The selected map becomes one row per entry."""
    each: Path | None = None
    """From the row to a list; every element becomes a row, the present row its parent (``^.``)."""
    filter: Path | None = None
    """Keeps a row where the expression is true."""
    melt: MeltSpec | None = None

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and data.get("entries") is True:
            return {**data, "entries": {}}
        return data


class FieldsSpec(Section):
    """The fields of all kinds of feed; ``mapping_kinds`` says which belong to which."""

    indicator: FieldSpec | None = None
    unit: FieldSpec | None = None
    value: FieldSpec | None = None
    observed_at: FieldSpec | None = None
    numerator: FieldSpec | None = None
    denominator: FieldSpec | None = None
    id: FieldSpec | None = None
    name: FieldSpec | None = None
    status: FieldSpec | None = None
    site: FieldSpec | None = None
    url: FieldSpec | None = None
    period: FieldSpec | None = None
    early: FieldSpec | None = None
    on_due: FieldSpec | None = None
    late: FieldSpec | None = None
    within: FieldSpec | None = None
    overdue: FieldSpec | None = None
    received: FieldSpec | None = None

    def given(self) -> Iterator[tuple[str, FieldSpec]]:
        """The fields that are mapped, by name."""
        for name in type(self).model_fields:
            spec = getattr(self, name)
            if spec is not None:
                yield name, spec


class PlaceSpec(Section):
    """Where a camera stands: two coordinates, a pair, or WKT ``POINT``; WGS 84 degrees."""

    lat: FieldSpec | None = None
    lon: FieldSpec | None = None
    pair: FieldSpec | None = None
    """A list of two numbers or a text that holds two: "(30.26, -97.73)"."""
    wkt: FieldSpec | None = None
    order: Literal["latlon", "lonlat"] | None = None
    """Of ``pair`` (default latlon; lonlat in GeoJSON) and ``wkt`` (default lonlat)."""
    drop_zero: bool = True
    """Whether 0, 0 is no place."""
    area: tuple[float, float, float, float] | None = None
    """West, south, east, north: what lies outside is refused."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon go together")
        ways = [self.lat is not None, self.pair is not None, self.wkt is not None]
        if sum(ways) > 1:
            raise ValueError("one of lat with lon, pair and wkt is needed")
        if self.area is not None and not (self.area[0] < self.area[2] and self.area[1] < self.area[3]):
            raise ValueError("area: west, south, east, north; west < east and south < north")
        return self

    def given(self) -> Iterator[tuple[str, FieldSpec]]:
        """The fields that are mapped, by name."""
        for name in ("lat", "lon", "pair", "wkt"):
            spec = getattr(self, name)
            if spec is not None:
                yield name, spec


class IdentitySpec(Section):
    """Which rows of one document speak of the same thing, and which of them counts."""

    id: Template | None = None
    """Cameras: the id composed of several values, instead of ``fields.id``."""
    repeated: Literal["last", "first", "reject"] = "last"


class FeedMapping(Section):
    """The whole mapping of a feed."""

    decode: DecodeSpec = DecodeSpec()
    rows: RowsSpec = RowsSpec()
    fields: FieldsSpec = FieldsSpec()
    place: PlaceSpec = PlaceSpec()
    identity: IdentitySpec = IdentitySpec()

    @model_validator(mode="before")
    @classmethod
    def _columns_of_csv(cls, data: Any) -> Any:
        """In CSV, the short form of a field is a column."""
        if not (isinstance(data, Mapping) and isinstance(data.get("decode"), Mapping)):
            return data
        if data["decode"].get("format") != "csv":
            return data
        changed = dict(data)
        for section in ("fields", "place"):
            if isinstance(data.get(section), Mapping):
                changed[section] = {
                    name: {"column": spec}
                    if (section == "fields" or name in ("lat", "lon", "pair", "wkt"))
                    and isinstance(spec, str | int)
                    and not isinstance(spec, bool)
                    else spec
                    for name, spec in data[section].items()
                }
        return changed

    @model_validator(mode="after")
    def _paths_fit_the_format(self) -> Self:
        for where, spec in self.all_fields():
            _check_source(where, spec, self.decode.format == "csv", self.rows.each is not None)
        if self.decode.format == "csv":
            for key in ("path", "entries", "each"):
                if getattr(self.rows, key) is not None:
                    raise ValueError(f"rows.{key}: a CSV document has its lines as rows")
        if self.identity.id is not None:
            _check_source(
                "identity.id",
                FieldSpec(template=self.identity.id),
                self.decode.format == "csv",
                self.rows.each is not None,
            )
        return self

    def all_fields(self) -> Iterator[tuple[str, FieldSpec]]:
        """Every mapped field with its dotted key: ``fields.value``, ``place.lat``."""
        for name, spec in self.fields.given():
            yield f"fields.{name}", spec
        for name, spec in self.place.given():
            yield f"place.{name}", spec


def _check_source(where: str, spec: FieldSpec, is_csv: bool, has_parent: bool) -> None:
    if is_csv and spec.path is not None:
        raise ValueError(f"{where}.path: a CSV field has a column, not a path")
    if not is_csv and spec.column is not None:
        raise ValueError(f"{where}.column: columns are for CSV, use path")
    if is_csv:
        return
    paths = [path for _, path in template_parts(spec.template) if path] if spec.template is not None else []
    for path in [check_path(path) for path in paths] + ([spec.path] if spec.path is not None else []):
        if start_of(path).root == PARENT and not has_parent:
            raise ValueError(f"{where}: {path!r} starts at the parent, which only rows.each gives")
