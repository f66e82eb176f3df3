"""Why something was refused: a code the screen translates, and the detail in the source's own words."""

from enum import StrEnum
from typing import NamedTuple


class FaultCode(StrEnum):
    """Everything that can be wrong with a poll or a row. The value is stable: it is stored."""

    # a poll as a whole
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    TLS = "tls"
    HTTP_STATUS = "http_status"
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    ENCODING = "encoding"
    NOT_THE_FORMAT = "not_the_format"
    NO_ROWS_PATH = "no_rows_path"
    INTERNAL = "internal"
    # one row
    MISSING_FIELD = "missing_field"
    NOT_A_NUMBER = "not_a_number"
    DIGIT_GROUPING = "digit_grouping"
    NOT_FINITE = "not_finite"
    NOT_A_TIME = "not_a_time"
    FUTURE_TIME = "future_time"
    NOT_A_PLACE = "not_a_place"
    OUTSIDE_AREA = "outside_area"
    UNKNOWN_SERIES = "unknown_series"
    UNKNOWN_UNIT = "unknown_unit"
    NOT_IN_MAP = "not_in_map"
    TOO_LONG = "too_long"
    TALLY_IDENTITY = "tally_identity"
    REPEATED = "repeated"


class Fault(NamedTuple):
    """A code and a short detail: a field name, a number, a piece of raw text (never longer than 200 characters)."""

    code: FaultCode
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else str(self.code)
