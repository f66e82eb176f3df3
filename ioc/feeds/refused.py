"""How a row is refused: one exception that carries the fault, raised deep and caught once per row."""

import re
from enum import Enum
from typing import Final

from ioc.domain.faults import Fault, FaultCode
from ioc.domain.indicators import Series

DETAIL_LIMIT: Final = 200
TEXT_LIMIT: Final = 500
"""Longest name, id or other text of a row, in characters."""

_UNSAFE = re.compile("[\x00\ud800-\udfff]")


class Absent(Enum):
    """What a field is that the row does not have; null is ``None``."""

    ABSENT = 0


ABSENT: Final = Absent.ABSENT


class RowError(Exception):
    """A row, or with ``DocumentError`` a document, that cannot become values."""

    def __init__(self, code: FaultCode, detail: str = "") -> None:
        super().__init__(code, detail)
        self.fault = fault_of(code, detail)
        self.series: Series | None = None
        """The series the row spoke of, where that much was read."""


class DocumentError(RowError):
    """The whole document is refused."""


def fault_of(code: FaultCode, detail: str = "") -> Fault:
    """A fault whose detail can be stored and shown: cut, without NUL and lone surrogates."""
    return Fault(code, safe_text(detail)[:DETAIL_LIMIT])


def safe_text(text: str) -> str:
    """Replace what no database stores and no screen shows, NUL and lone surrogates, by U+FFFD."""
    return _UNSAFE.sub("\ufffd", text) if _UNSAFE.search(text) else text
