"""Where the sample's cameras stand and how each is doing. Hậu Giang has the 61 of the published figure."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from sample_feeds.places import DISTRICTS, PROVINCES, District, short_name
from sample_feeds.script import Incident, OutageIncident

LINK = "Tuyến Vị Thanh – Ngã Bảy"
"""The link of Hậu Giang that the script takes down."""

_PER_DISTRICT = {
    "hg-vi-thanh": 10, "hg-nga-bay": 9, "hg-tx-long-my": 7, "hg-long-my": 5,
    "hg-chau-thanh": 6, "hg-chau-thanh-a": 5, "hg-phung-hiep": 4, "hg-vi-thuy": 3,
    "vl-vinh-long": 11, "vl-binh-minh": 6, "vl-binh-tan": 3, "vl-long-ho": 5,
    "vl-mang-thit": 4, "vl-tam-binh": 4, "vl-tra-on": 4, "vl-vung-liem": 4,
    "nt-phan-rang": 12, "nt-bac-ai": 3, "nt-ninh-hai": 5, "nt-ninh-phuoc": 5,
    "nt-ninh-son": 4, "nt-thuan-bac": 3, "nt-thuan-nam": 3,
    "la-tan-an": 10, "la-kien-tuong": 5, "la-ben-luc": 6, "la-can-duoc": 3, "la-can-giuoc": 4,
    "la-chau-thanh": 3, "la-duc-hoa": 6, "la-duc-hue": 3, "la-tan-tru": 3, "la-thu-thua": 3,
    "ha-ha-giang": 9, "ha-bac-quang": 4, "ha-dong-van": 4, "ha-meo-vac": 3, "ha-quan-ba": 3,
    "ha-vi-xuyen": 4, "ha-yen-minh": 3,
}  # fmt: skip
_ON_THE_LINK = 12
_STREETS = (
    "Trần Hưng Đạo", "Nguyễn Huệ", "Lê Lợi", "Hùng Vương", "Quang Trung", "Nguyễn Trãi", "Lý Thường Kiệt",
    "Hai Bà Trưng", "Ngô Quyền", "Phan Đình Phùng", "Võ Thị Sáu", "Lê Hồng Phong", "Nguyễn Công Trứ",
    "30 Tháng 4", "3 Tháng 2", "Cách Mạng Tháng Tám", "Võ Văn Kiệt", "Phạm Ngũ Lão", "Lê Quý Đôn", "Trưng Nữ Vương",
)  # fmt: skip
_LANDMARKS = ("Chợ", "Bến xe", "Cầu", "Vòng xoay", "Công viên", "Bưu điện", "Bệnh viện")
_LINK_POINTS = (
    "Cầu Xà No", "Ngã ba Vĩnh Tường", "Chợ Nàng Mau", "Quốc lộ 61C – Đường tỉnh 931", "Cầu Nước Trong", "Chợ Hòa Mỹ",
    "Ngã tư Cây Dương", "Quốc lộ 61 – Đường tỉnh 927", "Cầu Hòa An", "Ngã ba Kinh Cùng", "Cầu Phụng Hiệp",
    "Chợ Ngã Bảy",
)  # fmt: skip


class Point(NamedTuple):
    """One camera of the sample. ``usual`` is how it does while nothing happens."""

    id: str
    province: str
    unit: str
    name: str
    latitude: float
    longitude: float
    site: str
    usual: str


def all_cameras() -> tuple[Point, ...]:
    """Every camera, always the same ones."""
    points = [*_on_the_link()]
    for district in DISTRICTS:
        points.extend(_in_district(district, _PER_DISTRICT.get(district.id, 0)))
    return tuple(points)


def statuses(cameras: Iterable[Point], incidents: Iterable[Incident]) -> dict[str, str]:
    """The status of each camera (``online``, ``degraded``, ``offline``, ``unknown``) by id."""
    dark = {incident.site: incident.cameras for incident in incidents if isinstance(incident, OutageIncident)}
    found = {}
    for camera in cameras:
        left = dark.get(camera.site, 0)
        if left:
            dark[camera.site] = left - 1
        found[camera.id] = "offline" if left else camera.usual
    return found


def _in_district(district: District, count: int) -> Iterable[Point]:
    chance = Random(f"cameras {district.id}")  # noqa: S311 - a course of sample data, not a secret
    code = next(province.code for province in PROVINCES if province.id == district.province)
    first = sum(_PER_DISTRICT.get(other.id, 0) for other in DISTRICTS[: DISTRICTS.index(district)])
    site = f"Nút {short_name(district)}"
    streets = chance.sample(_STREETS, len(_STREETS))
    for index in range(count):
        if index % 3 == 2:
            name = f"{_LANDMARKS[(index // 3 + first) % len(_LANDMARKS)]} {district.name}"
        else:
            name = f"{streets[index % 20]} – {streets[(index + 7) % 20]} ({district.name})"
        yield Point(
            f"{code}-{first + index + 1:03d}",
            district.province,
            district.id,
            name,
            round(district.latitude + chance.uniform(-0.006, 0.006), 5),
            round(district.longitude + chance.uniform(-0.006, 0.006), 5),
            site,
            _usual(district.province, chance),
        )


def _on_the_link() -> Iterable[Point]:
    """Twelve points along the road between the two towns."""
    ends = {district.id: district for district in DISTRICTS}
    west, east = ends["hg-vi-thanh"], ends["hg-nga-bay"]
    for index, name in enumerate(_LINK_POINTS):
        share = (index + 0.5) / _ON_THE_LINK
        unit = "hg-vi-thanh" if share < 0.15 else "hg-vi-thuy" if share < 0.4 else "hg-phung-hiep"
        yield Point(
            f"HG-L{index + 1:02d}",
            "hau-giang",
            "hg-nga-bay" if share > 0.9 else unit,
            name,
            round(west.latitude + share * (east.latitude - west.latitude), 5),
            round(west.longitude + share * (east.longitude - west.longitude), 5),
            LINK,
            "online",
        )


def _usual(province: str, chance: Random) -> str:
    """Mostly online; every camera of Hậu Giang is connected, because the published 61 are."""
    draw = chance.random()
    if draw < 0.03:
        return "degraded"
    if province != "hau-giang" and draw < 0.05:
        return "offline"
    if province != "hau-giang" and draw < 0.07:
        return "unknown"
    return "online"
