"""The text of the sample's ``ioc.toml``: one feed per system, each shape with the mapping that reads it."""

from collections.abc import Mapping

from sample_feeds.feeds import (
    CAMERA_STEP,
    DOSSIER_STEP,
    DOSSIERS_DISTRICT_PATH,
    DOSSIERS_HISTORY_PATH,
    DOSSIERS_PROVINCE_PATH,
    HISTORY_PATH,
    SYSTEM_FEEDS,
    Shape,
    camera_path,
)
from sample_feeds.places import PROVINCES

_HEAD = """\
#:schema ../../ioc/deployment/ioc.schema.json
# The sample province: real published figures of five Vietnamese provinces, simulated around the figure.
# Built by `python -m sample_feeds.build`; see sample_feeds/README.md.

[centre]
name = { vi = "Trung tâm điều hành thông minh – năm tỉnh", en = "Smart operations centre – five provinces" }
zone = "Asia/Ho_Chi_Minh"
sample = true
bounds = [102.0, 7.5, 115.5, 23.6]

[[centre.labels]]
name = { vi = "quần đảo Hoàng Sa", en = "Hoàng Sa archipelago" }
at = [16.5, 112.0]

[[centre.labels]]
name = { vi = "quần đảo Trường Sa", en = "Trường Sa archipelago" }
at = [8.64, 111.92]

# On-time share (M2, percent) of every unit: what it should reach, and where it turns abnormal.
[dossiers]
target = 98
warning = 98
critical = 95
small = 30
hold = "5s"
keep_for = "30s"

# The program starts the sample's server itself and says where it is.
[sources.sample]
base_url = "${SAMPLE_URL}"
"""

_LOCAL_TIME = """\
time = "%d/%m/%Y %H:%M:%S"
zone = "Asia/Ho_Chi_Minh"
"""

_MAPPINGS: dict[Shape, str] = {
    # a list of flat objects
    "list": """\
[feeds.fields]
indicator = "indicator"
unit = "unit"
value = "value"
observed_at = "observed_at"
numerator = "numerator"
denominator = "denominator"
""",
    # objects that hold lists: the unit comes from the parent of the row, the time from the document
    "nested": """\
[feeds.rows]
path = "provinces"
each = "indicators"
[feeds.fields]
indicator = "code"
unit = "^.id"
value = "value"
observed_at = "$.updated"
numerator = "of[0]"
denominator = "of[1]"
""",
    # a map from "indicator@unit" to the value, time in seconds since 1970
    "map": """\
[feeds.decode]
time = "epoch"
[feeds.rows]
path = "values"
entries = true
[feeds.fields]
indicator = { path = "key", regex = "^[^@]+" }
unit = { path = "key", regex = "@(.+)$" }
value = "value"
observed_at = "$.at"
""",
    # one object per province with a column per indicator, province by name, local time
    "wide": """\
[feeds.decode]
"""
    + _LOCAL_TIME
    + """\
[feeds.rows]
melt = { except = ["tinh", "thoi_diem"], name = "chi_tieu", value = "so_lieu" }
[feeds.fields]
indicator = "chi_tieu"
unit = { path = "tinh", map = { """
    + ", ".join(f'"{province.name}" = "{province.id}"' for province in PROVINCES)
    + """ } }
value = "so_lieu"
observed_at = "thoi_diem"
""",
    "csv": """\
[feeds.decode]
format = "csv"
[feeds.fields]
indicator = "indicator"
unit = "unit"
value = "value"
observed_at = "observed_at"
numerator = "numerator"
denominator = "denominator"
""",
    # as a spreadsheet in Vietnamese saves it: byte order mark, semicolons, decimal comma
    "csv_vi": """\
[feeds.decode]
format = "csv"
delimiter = ";"
number = { decimal = ",", thousands = "." }
"""
    + _LOCAL_TIME
    + """\
[feeds.fields]
indicator = "Mã chỉ tiêu"
unit = "Mã đơn vị"
value = "Giá trị"
observed_at = "Thời điểm"
numerator = "Tử số"
denominator = "Mẫu số"
""",
    # numbers as text, grouped the Vietnamese way
    "text": """\
[feeds.decode]
number = { decimal = ",", thousands = "." }
"""
    + _LOCAL_TIME
    + """\
[feeds.rows]
path = "data.rows"
filter = "loai == 'chinh_thuc'"
[feeds.fields]
indicator = "ma"
unit = "donVi"
value = "soLieu"
observed_at = "thoiDiem"
""",
    # services that are up or down, time in milliseconds since 1970
    "states": """\
[feeds.decode]
time = "epoch_ms"
[feeds.rows]
path = "services"
[feeds.fields]
indicator = "code"
unit = "province"
value = { path = "status", map = { up = 1, down = 0, maintenance = 0 } }
observed_at = "$.ts"
""",
}

_CAMERAS = """\
[feeds.decode]
format = "geojson"
[feeds.fields]
id = "properties.id"
name = "properties.ten"
unit = "properties.don_vi"
site = "properties.tuyen"
observed_at = "$.generated"
[feeds.fields.status]
path = "properties.trang_thai"
map = { hoat_dong = "online", chap_chon = "degraded", mat_tin_hieu = "offline", khong_ro = "unknown" }
[feeds.place]
pair = "geometry.coordinates"
order = "lonlat"
area = [102.0, 8.0, 110.0, 23.6]
"""

_DOSSIERS_JSON = """\
[feeds.rows]
path = "tallies"
[feeds.fields]
unit = "unit"
period = "period"
observed_at = "$.generated"
early = "completed.early"
on_due = "completed.on_due"
late = "completed.late"
within = "pending.within"
overdue = "pending.overdue"
received = "received"
"""

_DOSSIERS_CSV = """\
[feeds.decode]
format = "csv"
[feeds.fields]
unit = "unit"
period = "period"
observed_at = "observed_at"
early = "early"
on_due = "on_due"
late = "late"
within = "within"
overdue = "overdue"
received = "received"
"""

_HISTORY = """\
[feeds.decode]
format = "csv"
[feeds.fields]
indicator = "indicator"
unit = "unit"
value = "value"
observed_at = "observed_at"
"""


def configuration(systems: Mapping[str, tuple[str, str]]) -> str:
    """The whole file; ``systems`` gives the names of the systems by id."""
    parts = [_HEAD]
    for feed in SYSTEM_FEEDS:
        vi, en = systems[feed.system]
        parts.append(
            _feed(feed.system, vi, en, "indicators", feed.path, feed.interval)
            + f'systems = ["{feed.system}"]\n'
            + f'stale_after = "{2 * feed.step + feed.interval + 10}s"\n'
            + _MAPPINGS[feed.shape]
        )
    for province in PROVINCES:
        vi, en = f"Camera {province.name}", f"Cameras of {province.name}"
        parts.append(
            _feed(f"cameras-{province.id}", vi, en, "cameras", camera_path(province.id), 2 * CAMERA_STEP) + _CAMERAS
        )
    for key, vi, en, path, mapping in (
        (
            "dossiers-provinces",
            "Hồ sơ TTHC cấp tỉnh",
            "Dossiers of the provinces",
            DOSSIERS_PROVINCE_PATH,
            _DOSSIERS_JSON,
        ),
        (
            "dossiers-districts",
            "Hồ sơ TTHC cấp huyện",
            "Dossiers of the districts",
            DOSSIERS_DISTRICT_PATH,
            _DOSSIERS_CSV,
        ),
    ):
        parts.append(_feed(key, vi, en, "dossiers", path, DOSSIER_STEP) + mapping)
    for key, vi, en, kind, path, mapping in (
        ("history", "Lịch sử chỉ tiêu 48 giờ", "Indicator history, 48 hours", "indicators", HISTORY_PATH, _HISTORY),
        ("dossiers-history", "Lịch sử hồ sơ", "Dossier history", "dossiers", DOSSIERS_HISTORY_PATH, _DOSSIERS_CSV),
    ):
        parts.append(_feed(key, vi, en, kind, path, 3600) + "history = true\n" + mapping)
    return "\n".join(parts)


def _feed(key: str, vi: str, en: str, kind: str, path: str, interval: int) -> str:
    every = f"{interval}s" if interval < 3600 else f"{interval // 3600}h"
    vi, en = (name.replace('"', '\\"') for name in (vi, en))
    return (
        f'[[feeds]]\nid = "{key}"\nname = {{ vi = "{vi}", en = "{en}" }}\nkind = "{kind}"\n'
        f'source = "sample"\nurl = "{path}"\ninterval = "{every}"\n'
    )
