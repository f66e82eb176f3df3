"""How the systems of the sample print their figures: eight shapes that real sources have."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sample_feeds.feeds import Shape
from sample_feeds.formulas import Key
from sample_feeds.places import PROVINCES
from sample_feeds.simulator import Value
from sample_feeds.tallies import LOCAL

_PROVINCE_NAME = {province.id: province.name for province in PROVINCES}
_EPOCH = date(1970, 1, 1)


class Item(NamedTuple):
    """One figure of a document."""

    key: Key
    row: Mapping[str, str]
    """Of ``indicators.csv``."""
    value: Value
    text: str | None = None
    """Printed instead of the value."""

    @property
    def printed(self) -> int | float | str:
        """The value as JSON has it; a date in ISO form."""
        if self.row["kind"] == "date":
            return (_EPOCH + timedelta(days=int(self.value.value))).isoformat()
        value = self.value.value
        return int(value) if self.row["decimals"] == "0" or self.row["kind"] == "state" else value

    @property
    def vietnamese(self) -> str:
        """The value as a Vietnamese text has it: 1.234,5."""
        if self.text is not None:
            return self.text
        return _vietnamese(self.value.value, int(self.row["decimals"]))


def iso(at: datetime) -> str:
    """UTC with a Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _local(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%d/%m/%Y %H:%M:%S}"


def _vietnamese(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _by_unit(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.key[1], []).append(item)
    return found


def _list(system: str, items: Sequence[Item], at: datetime) -> bytes:
    stamp = iso(at)
    rows = []
    for item in items:
        row = {"indicator": item.key[0], "unit": item.key[1], "value": item.printed, "observed_at": stamp}
        if item.value.denominator is not None:
            row |= {"numerator": item.value.numerator, "denominator": item.value.denominator}
        rows.append(row)
    return _json(rows)


def _nested(system: str, items: Sequence[Item], at: datetime) -> bytes:
    provinces = []
    for unit, members in _by_unit(items).items():
        indicators = []
        for item in members:
            entry: dict[str, object] = {"code": item.key[0], "value": item.printed}
            if item.value.denominator is not None:
                entry["of"] = [item.value.numerator, item.value.denominator]
            indicators.append(entry)
        provinces.append({"id": unit, "indicators": indicators})
    return _json({"system": system, "updated": at.astimezone(LOCAL).isoformat(), "provinces": provinces})


def _map(system: str, items: Sequence[Item], at: datetime) -> bytes:
    values = {f"{item.key[0]}@{item.key[1]}": item.printed for item in items}
    return _json({"at": int(at.timestamp()), "values": values})


def _wide(system: str, items: Sequence[Item], at: datetime) -> bytes:
    return _json(
        [
            {"tinh": _PROVINCE_NAME[unit], "thoi_diem": _local(at)} | {item.key[0]: item.printed for item in members}
            for unit, members in _by_unit(items).items()
        ]
    )


def _csv(system: str, items: Sequence[Item], at: datetime) -> bytes:
    stamp = iso(at)
    rows = [(*item.key, item.printed, stamp, item.value.numerator, item.value.denominator) for item in items]
    return _csv_text(("indicator", "unit", "value", "observed_at", "numerator", "denominator"), rows, ",").encode()


def _csv_vi(system: str, items: Sequence[Item], at: datetime) -> bytes:
    stamp = _local(at)
    rows = []
    for item in items:
        parts = (item.value.numerator, item.value.denominator)
        printed = ("" if part is None else _vietnamese(part, 0) for part in parts)
        rows.append((*item.key, item.vietnamese, stamp, *printed))
    columns = ("Mã chỉ tiêu", "Mã đơn vị", "Giá trị", "Thời điểm", "Tử số", "Mẫu số")
    return _csv_text(columns, rows, ";").encode("utf-8-sig")


def _csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _text(system: str, items: Sequence[Item], at: datetime) -> bytes:
    stamp = _local(at)
    rows = [
        {"ma": item.key[0], "donVi": item.key[1], "loai": "chinh_thuc", "soLieu": item.vietnamese, "thoiDiem": stamp}
        for item in items
    ]
    draft = {"ma": items[0].key[0], "donVi": items[0].key[1], "loai": "du_thao", "soLieu": "—", "thoiDiem": stamp}
    return _json({"status": "OK", "data": {"total": len(rows) + 1, "rows": [*rows, draft]}})


def _states(system: str, items: Sequence[Item], at: datetime) -> bytes:
    services = [
        {
            "code": item.key[0],
            "province": item.key[1],
            "name": item.row["name_vi"],
            "status": "up" if item.value.value else "maintenance",
        }
        for item in items
    ]
    return _json({"ts": int(at.timestamp() * 1000), "services": services})


SHAPES: Mapping[Shape, Callable[[str, Sequence[Item], datetime], bytes]] = {
    "list": _list,
    "nested": _nested,
    "map": _map,
    "wide": _wide,
    "csv": _csv,
    "csv_vi": _csv_vi,
    "text": _text,
    "states": _states,
}
"""The bytes of a system's document from its figures and the instant they stand for."""
