"""The tables of a deployment, CSV or XLSX, as rows of text that know their line. Nothing is interpreted here."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from pathlib import Path

from ioc.deployment.durations import duration
from ioc.deployment.faults import DeploymentFault, closest, closest_or_all

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOCAL_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_FORBIDDEN_IN_IDS = frozenset("|#@/\\,;\"'")


@dataclass
class Table:
    """A table that was read; ``faults`` holds what was wrong with it as a whole and with its cells so far."""

    file: str
    rows: list["Row"] = field(default_factory=list)
    faults: list[DeploymentFault] = field(default_factory=list)
    decimal_comma: bool = False
    """Semicolons between cells mean a decimal comma: so a Vietnamese spreadsheet saves it."""

    def fault(self, line: int | None, column: str, message: str, suggestion: str = "") -> None:
        """Note a fault."""
        self.faults.append(DeploymentFault(self.file, line, column, message, suggestion))


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, without surrounding blanks, and the line it starts in."""

    table: Table
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """A cell; "" where it is empty or the column is not there."""
        return self.cells.get(column, "")

    def fault(self, column: str, message: str, suggestion: str = "") -> None:
        """Note a fault of a cell."""
        self.table.fault(self.line, column, message, suggestion)

    def id(self, column: str) -> str:
        """A cell that names something; "" after a fault."""
        text = self.text(column)
        if not text:
            self.fault(column, "is empty")
        elif len(text) > 128 or any(sign.isspace() or sign in _FORBIDDEN_IN_IDS for sign in text):
            self.fault(column, f"{text!r} is no id", "An id has no blanks, commas, quotes, |, #, @ or slashes")
            return ""
        return text

    def choice(self, column: str, known: Sequence[str], default: str) -> str:
        """One of some words; the default where it is empty, and after a fault."""
        text = self.text(column)
        if not text:
            return default
        if text not in known:
            self.fault(column, f"{text!r} is not known", closest_or_all(text, known))
            return default
        return text

    def number(self, column: str) -> float | None:
        """A finite number; None where it is empty, and after a fault."""
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text.replace(",", ".") if self.table.decimal_comma else text)
        except ValueError:
            self.fault(column, f"{text!r} is not a number", "Write it with a decimal point and without grouping")
            return None
        if not isfinite(value):
            self.fault(column, f"{text!r} is not a finite number")
            return None
        return value

    def seconds(self, column: str) -> float | None:
        """A span of time in seconds ("2d", or a plain number of seconds); None where it is empty or wrong."""
        text = self.text(column)
        if not text:
            return None
        try:
            return duration(text).total_seconds()
        except ValueError as error:
            try:
                value = float(text)
            except ValueError:
                value = -1.0
            if value >= 0 and isfinite(value):
                return value
            self.fault(column, str(error))
            return None

    def date(self, column: str) -> date | None:
        """A date, ISO or dd/mm/yyyy; None where it is empty or wrong."""
        text = self.text(column)
        if not text:
            return None
        day = _LOCAL_DAY.fullmatch(text)
        iso = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text
        with suppress(ValueError):  # there is no such day
            if _ISO_DAY.fullmatch(iso):
                return date.fromisoformat(iso)
        self.fault(column, f"{text!r} is not a date", "Write it like 2026-11-21")
        return None


def read_table(folder: Path, name: str, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read ``name.csv``, or ``name.xlsx`` where that is there instead."""
    sheet, book = folder / f"{name}.csv", folder / f"{name}.xlsx"
    if book.exists() and not sheet.exists():
        table = Table(book.name)
        lines = _xlsx_lines(book, table)
    else:
        table = Table(sheet.name)
        if book.exists():
            table.fault(None, "", f"{book.name} stands beside it", "Keep one of the two")
        lines = _csv_lines(sheet, table)
    _fill(table, lines, required, optional)
    return table


def _fill(
    table: Table, lines: Iterator[tuple[int, list[str]]], required: Sequence[str], optional: Sequence[str]
) -> None:
    first = next(lines, None)
    if first is None:
        if not table.faults:
            table.fault(None, "", "is empty", f"Its first line names the columns: {','.join(required)}")
        return
    header_line, header = first
    columns = [cell.strip() for cell in header]
    known = [*required, *optional]
    for column in required:
        if column not in columns:
            table.fault(header_line, column, "this column is missing", closest(column, set(columns) - set(known)))
    for index, column in enumerate(columns):
        if column and column not in known:
            table.fault(header_line, column, "unknown column", closest(column, known))
        elif column in columns[:index]:
            table.fault(header_line, column, "this column is there twice")
    for line, cells in lines:
        texts = [cell.strip() for cell in cells]
        if not any(texts):
            continue
        if any(texts[len(columns) :]):
            table.fault(line, "", f"{len(texts)} cells under {len(columns)} columns", "Quote cells that hold commas")
        table.rows.append(Row(table, line, dict(zip(columns, texts, strict=False))))


def _csv_lines(file: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    text = read_text(file, table)
    if text is None:
        return
    first_line = text.partition("\n")[0]
    table.decimal_comma = first_line.count(";") > first_line.count(",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if table.decimal_comma else ",", strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        table.fault(line, "", f"is not CSV: {error}", "Check the quotes of this row")


def read_text(file: Path, table: Table) -> str | None:
    """The text of a file in UTF-8, with or without a byte order mark; None after a fault."""
    try:
        body = file.read_bytes()
    except FileNotFoundError:
        table.fault(None, "", "is missing")
        return None
    except OSError as error:
        table.fault(None, "", f"cannot be read: {error.strerror}")
        return None
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        table.fault(line, "", f"byte {body[error.start]:#04x} is not UTF-8", 'Save it as "CSV UTF-8" or "UTF-8"')
        return None


def _xlsx_lines(file: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        table.fault(None, "", f"is not a workbook: {error}")
        return
    try:
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield line, [_cell_text(cell) for cell in cells]
    finally:
        book.close()


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
