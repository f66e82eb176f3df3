"""From the seed's rows to the rows of ``indicators.csv``: limits, deadbands, durations, kinds, targets."""

from collections.abc import Mapping

from sample_feeds.places import PROVINCE_ID
from sample_feeds.words import MEASURES, reason_vi

INDICATOR_COLUMNS = [
    "indicator",
    "unit",
    "system",
    "name_vi",
    "name_en",
    "measure_vi",
    "measure_en",
    "kind",
    "decimals",
    "direction",
    "comparison",
    "warning",
    "critical",
    "deadband",
    "for",
    "keep_for",
    "target",
    "reason_vi",
    "reason_en",
    "published_value",
    "published_raw",
    "as_of",
    "source",
    "qualifier",
    "low",
    "high",
    "numerator",
    "denominator",
    "flag",
    "note",
]

_KIND = {"trạng thái": "state", "mốc ngày": "date"}
_COMPARISON = {
    "lt": "lt",
    "lt_den": "lt",
    "lt_target": "lt",
    "gt": "gt",
    "drop_pct": "drop_pct",
    "change_pct": "change_pct",
    "stale_days": "stale",
    "none": "",
}
_HOLD = {"lt": "5s", "gt": "5s", "drop_pct": "5s", "change_pct": "10s"}
"""Seconds, so that the scripted day is seen to happen; a centre would write minutes."""
_KEEP = {"lt": "30s", "gt": "30s", "drop_pct": "30s", "change_pct": "60s"}
_NAMED_TARGETS = (
    ("full marks at 50 %", "50"),
    ("full marks at 80 %", "80"),
    ("target is 80 %", "80"),
    ("24x7 service promised", "24"),
    ("Round-the-clock monitoring promised", "24"),
    ("All 65 communes", "65"),
)


def indicator_row(seed: Mapping[str, str]) -> dict[str, str]:
    """One row of the seed as a row of ``indicators.csv``."""
    kind = _KIND.get(seed["unit"], "number")
    comparison = _COMPARISON[seed["alert_op"]]
    days = "d" if comparison == "stale" else ""
    return {
        "indicator": seed["indicator_id"],
        "unit": PROVINCE_ID[seed["province"]],
        "system": seed["system_id"],
        "name_vi": seed["name_vi"],
        "name_en": seed["name_en"],
        "measure_vi": seed["unit"] if kind == "number" else "",
        "measure_en": MEASURES[seed["unit"]] if kind == "number" else "",
        "kind": kind,
        "decimals": str(_decimals(seed)),
        "direction": seed["direction"],
        "comparison": comparison,
        "warning": seed["alert_warn"] + days if comparison else "",
        "critical": seed["alert_crit"] + days if comparison else "",
        "deadband": _deadband(seed) if comparison else "",
        "for": _HOLD.get(comparison, ""),
        "keep_for": _KEEP.get(comparison, ""),
        "target": _target(seed),
        "reason_vi": reason_vi(seed["alert_reason"]),
        "reason_en": seed["alert_reason"],
        "published_value": seed["value"],
        "published_raw": seed["value_raw"],
        "as_of": seed["as_of"],
        "source": seed["source_file"],
        "qualifier": "" if seed["value_qualifier"] == "none" else seed["value_qualifier"],
        "low": seed["value_low"],
        "high": seed["value_high"],
        "numerator": seed["numerator"],
        "denominator": seed["denominator"],
        "flag": seed["quality_flag"],
        "note": seed["quality_note"],
    }


def _decimals(seed: Mapping[str, str]) -> int:
    """Those of the figure; a share that can move shows at least one."""
    _, _, fraction = seed["value"].partition(".")
    if seed["unit"] == "%" and seed["value"] not in ("", "100"):
        return max(1, len(fraction))
    return max(len(fraction), len(seed["alert_warn"].partition(".")[2]), len(seed["alert_crit"].partition(".")[2]))


def _deadband(seed: Mapping[str, str]) -> str:
    """Half a point for shares, half a step of the warning for changes; none where there is no room for one.

    The recovery limit must lie on the near side of the published figure and below 100 %, or an alert could
    never end: coverage of 100 % with a limit of 100 recovers at 100.
    """
    comparison = _COMPARISON[seed["alert_op"]]
    if comparison in ("drop_pct", "change_pct"):
        return f"{min(2.0, float(seed['alert_warn']) / 5):g}"
    if comparison not in ("lt", "gt") or seed["unit"] != "%":
        return "0"
    value, warning = float(seed["value"]), float(seed["alert_warn"])
    room = value - warning if comparison == "lt" else warning - value
    if room < 0:
        room = 100 - warning if comparison == "lt" else warning
    return f"{min(0.5, room / 2):g}"


def _target(seed: Mapping[str, str]) -> str:
    if seed["alert_op"] == "lt_target":
        return seed["alert_warn"]
    return next((target for words, target in _NAMED_TARGETS if words in seed["alert_reason"]), "")
