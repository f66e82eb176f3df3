"""Bytes of a document to its parsed form and its rows, by format."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any, Final, Literal

from ioc.deployment.mapping import DecodeSpec
from ioc.domain.faults import FaultCode
from ioc.feeds.refused import DocumentError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTML = re.compile(r"\s*(?:<!--(?:(?!-->).)*+-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_LONGEST_CELL: Final = 1_000_000
"""Characters of a CSV cell; more is an unclosed quote."""
_LONGEST_INTEGER: Final = 400
"""Digits of an integer that are read; more is beyond all floats."""
CSV_ERRORS_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True)
class BadLine:
    """A CSV line that is none; it stands among the rows so that positions stay right."""

    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV document: the names of its columns and its rows by name."""

    columns: tuple[str, ...]
    rows: list[dict[str, str] | BadLine]


def text_of(body: bytes, headers: Mapping[str, str] | None, decode: DecodeSpec) -> str:
    """Decode bytes: byte order mark, else ``decode.charset``, else the Content-Type header, else UTF-8.

    Raises DocumentError with ENCODING where a byte does not belong, with NOT_THE_FORMAT for an HTML page.
    """
    charset, start = _charset(body, headers, decode)
    try:
        text = body[start:].decode(charset, decode.errors)
    except (UnicodeDecodeError, UnicodeError) as error:
        where = f" at byte {error.start + start}" if isinstance(error, UnicodeDecodeError) else ""
        raise DocumentError(FaultCode.ENCODING, f"not {charset}{where}") from None
    if _HTML.match(text, 0, 2000):
        raise DocumentError(FaultCode.NOT_THE_FORMAT, "an HTML page")
    return text


def _charset(body: bytes, headers: Mapping[str, str] | None, decode: DecodeSpec) -> tuple[str, int]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name, len(mark)
    if decode.charset is not None:
        return decode.charset, 0
    header = Message()
    header["content-type"] = (headers or {}).get("content-type", "").replace("\r", "").replace("\n", "")
    declared = header.get_content_charset()
    if declared:
        try:
            "".encode(declared)
            return codecs.lookup(declared).name, 0
        except (LookupError, ValueError, TypeError):
            pass  # a charset nobody knows says nothing
    return "utf-8", 0


def parse_json(text: str) -> Any:
    """The value of a JSON text; NaN, Infinity and endless integers are left to the rows that hold them.

    Raises DocumentError with NOT_THE_FORMAT.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(
            FaultCode.NOT_THE_FORMAT,
            f"{error.msg}, line {error.lineno} column {error.colno}" if text.strip() else "the document is empty",
        ) from None
    except RecursionError:
        raise DocumentError(FaultCode.NOT_THE_FORMAT, "nested too deeply") from None
    except ValueError:  # an integer of more digits than int() reads
        return json.loads(text, parse_int=_bounded_int)


def _bounded_int(digits: str) -> int | float:
    if len(digits) <= _LONGEST_INTEGER:
        return int(digits)
    return float("-inf") if digits.startswith("-") else float("inf")


def features_of(document: Any) -> Any:
    """The features of a GeoJSON document; raises DocumentError with NOT_THE_FORMAT or NO_ROWS_PATH."""
    if not isinstance(document, dict):
        raise DocumentError(FaultCode.NOT_THE_FORMAT, "not a GeoJSON object")
    if document.get("type") == "Feature":
        return [document]
    features = document.get("features")
    if not isinstance(features, list):
        raise DocumentError(FaultCode.NO_ROWS_PATH, "features")
    return features


def parse_csv(text: str, decode: DecodeSpec) -> Table:
    """The rows of a CSV text; blank lines are no rows, lines that are broken stand as ``BadLine``."""
    lines = _lines(io.StringIO(text, newline=""), decode)
    columns: tuple[str, ...] = decode.columns or ()
    if decode.header:
        first = next(lines, None)
        if isinstance(first, BadLine):
            raise DocumentError(FaultCode.NOT_THE_FORMAT, f"the header: {first.reason}")
        columns = _names(first or [])
    rows: list[dict[str, str] | BadLine] = []
    for cells in lines:
        if isinstance(cells, BadLine):
            rows.append(cells)
            continue
        if len(cells) > len(columns) and not decode.header:
            columns += tuple(str(position) for position in range(len(columns), len(cells)))
        rows.append(dict(zip(columns, cells, strict=False)))
    return Table(columns, rows)


def _lines(stream: io.StringIO, decode: DecodeSpec) -> Iterator[list[str] | BadLine]:
    """The lines that are not blank, after those to skip."""
    for _ in range(decode.skip):
        stream.readline()
    # cells are cleaned where they are read, so blanks after the delimiter need no dialect of their own
    csv.field_size_limit(_LONGEST_CELL)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if decode.quote else csv.QUOTE_NONE
    reader = csv.reader(
        stream, delimiter=decode.delimiter, quotechar=decode.quote or None, quoting=quoting, skipinitialspace=True
    )
    errors = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            errors += 1
            if errors > CSV_ERRORS_LIMIT:
                raise DocumentError(FaultCode.NOT_THE_FORMAT, f"{errors} broken lines: {error}") from None
            yield BadLine(str(error))
            continue
        if cells and (len(cells) > 1 or cells[0].strip()):
            yield cells


def _names(header: list[str]) -> tuple[str, ...]:
    """Column names: trimmed, an empty one is its position, a repeated one gets " (2)"."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for position, cell in enumerate(header):
        name = cell.strip() or str(position)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


RAW_LIMIT: Final = 2000


def raw_text(row: Any, decode: DecodeSpec) -> str:
    """A row as text for a person, cut at ``RAW_LIMIT`` characters: JSON, or the cells of a CSV line."""
    if isinstance(row, BadLine):
        return ""
    if decode.format == "csv" and isinstance(row, dict):
        return _cut(_joined(row.values(), decode))
    try:
        return _cut(json.JSONEncoder(ensure_ascii=False).iterencode(row))
    except (RecursionError, ValueError, TypeError):
        return ""


def _joined(cells: Iterable[Any], decode: DecodeSpec) -> Iterator[str]:
    special = (decode.delimiter, decode.quote or "\n", "\n", "\r")
    for position, cell in enumerate(cells):
        text = str(cell)[:RAW_LIMIT]
        if decode.quote and any(sign in text for sign in special):
            text = decode.quote + text.replace(decode.quote, decode.quote * 2) + decode.quote
        yield decode.delimiter + text if position else text


def _cut(parts: Iterable[str]) -> str:
    """As many parts as are shown: a row may be megabytes."""
    text = ""
    for part in parts:
        text += part
        if len(text) >= RAW_LIMIT:
            break
    return text[:RAW_LIMIT]
