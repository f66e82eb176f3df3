"""The provinces and districts of the sample, with the coordinates of their real centres (WGS 84, about 1 km)."""

from typing import NamedTuple

CENTRE = "nam-tinh"
LAST_DAY = "2025-06-30"
"""The last day of the old provinces and of every district: Vietnam merged the one and abolished the other."""
FIRST_DAY = "2025-07-01"


class Province(NamedTuple):
    """A province as it reported, and the one it was merged into on 1 July 2025."""

    id: str
    name: str
    successor: str
    successor_vi: str
    successor_en: str
    code: str
    """Two letters that start the ids of its cameras."""


class District(NamedTuple):
    """A district with the latitude and longitude of its seat."""

    id: str
    province: str
    rank: str
    """"Thành phố", "Thị xã" or "Huyện"."""
    name: str
    latitude: float
    longitude: float


PROVINCES = (
    Province("vinh-long", "Vĩnh Long", "vinh-long-2025", "Vĩnh Long (từ 01/7/2025)", "Vĩnh Long (from 7/2025)", "VL"),
    Province("hau-giang", "Hậu Giang", "can-tho", "Cần Thơ (từ 01/7/2025)", "Cần Thơ (from 7/2025)", "HG"),
    Province("ninh-thuan", "Ninh Thuận", "khanh-hoa", "Khánh Hòa (từ 01/7/2025)", "Khánh Hòa (from 7/2025)", "NT"),
    Province("long-an", "Long An", "tay-ninh", "Tây Ninh (từ 01/7/2025)", "Tây Ninh (from 7/2025)", "LA"),
    Province("ha-giang", "Hà Giang", "tuyen-quang", "Tuyên Quang (từ 01/7/2025)", "Tuyên Quang (from 7/2025)", "HA"),
)

_CITY, _TOWN, _RURAL = "Thành phố", "Thị xã", "Huyện"
_RANK_EN = {_CITY: "City", _TOWN: "Town", _RURAL: "District"}

DISTRICTS = (
    District("hg-vi-thanh", "hau-giang", _CITY, "Vị Thanh", 9.784, 105.470),
    District("hg-nga-bay", "hau-giang", _CITY, "Ngã Bảy", 9.816, 105.820),
    District("hg-tx-long-my", "hau-giang", _TOWN, "Long Mỹ", 9.681, 105.571),
    District("hg-long-my", "hau-giang", _RURAL, "Long Mỹ", 9.662, 105.462),
    District("hg-chau-thanh", "hau-giang", _RURAL, "Châu Thành", 9.921, 105.803),
    District("hg-chau-thanh-a", "hau-giang", _RURAL, "Châu Thành A", 9.914, 105.623),
    District("hg-phung-hiep", "hau-giang", _RURAL, "Phụng Hiệp", 9.790, 105.728),
    District("hg-vi-thuy", "hau-giang", _RURAL, "Vị Thủy", 9.754, 105.536),
    District("vl-vinh-long", "vinh-long", _CITY, "Vĩnh Long", 10.249, 105.970),
    District("vl-binh-minh", "vinh-long", _TOWN, "Bình Minh", 10.072, 105.828),
    District("vl-binh-tan", "vinh-long", _RURAL, "Bình Tân", 10.108, 105.762),
    District("vl-long-ho", "vinh-long", _RURAL, "Long Hồ", 10.193, 106.013),
    District("vl-mang-thit", "vinh-long", _RURAL, "Mang Thít", 10.178, 106.110),
    District("vl-tam-binh", "vinh-long", _RURAL, "Tam Bình", 10.047, 105.995),
    District("vl-tra-on", "vinh-long", _RURAL, "Trà Ôn", 9.970, 105.927),
    District("vl-vung-liem", "vinh-long", _RURAL, "Vũng Liêm", 10.096, 106.182),
    District("nt-phan-rang", "ninh-thuan", _CITY, "Phan Rang – Tháp Chàm", 11.572, 108.983),
    District("nt-bac-ai", "ninh-thuan", _RURAL, "Bác Ái", 11.842, 108.905),
    District("nt-ninh-hai", "ninh-thuan", _RURAL, "Ninh Hải", 11.594, 109.030),
    District("nt-ninh-phuoc", "ninh-thuan", _RURAL, "Ninh Phước", 11.530, 108.921),
    District("nt-ninh-son", "ninh-thuan", _RURAL, "Ninh Sơn", 11.772, 108.780),
    District("nt-thuan-bac", "ninh-thuan", _RURAL, "Thuận Bắc", 11.731, 109.058),
    District("nt-thuan-nam", "ninh-thuan", _RURAL, "Thuận Nam", 11.462, 108.888),
    District("la-tan-an", "long-an", _CITY, "Tân An", 10.535, 106.408),
    District("la-kien-tuong", "long-an", _TOWN, "Kiến Tường", 10.779, 105.934),
    District("la-ben-luc", "long-an", _RURAL, "Bến Lức", 10.640, 106.487),
    District("la-can-duoc", "long-an", _RURAL, "Cần Đước", 10.506, 106.607),
    District("la-can-giuoc", "long-an", _RURAL, "Cần Giuộc", 10.608, 106.668),
    District("la-chau-thanh", "long-an", _RURAL, "Châu Thành", 10.453, 106.469),
    District("la-duc-hoa", "long-an", _RURAL, "Đức Hòa", 10.896, 106.392),
    District("la-duc-hue", "long-an", _RURAL, "Đức Huệ", 10.888, 106.298),
    District("la-moc-hoa", "long-an", _RURAL, "Mộc Hóa", 10.769, 106.041),
    District("la-tan-hung", "long-an", _RURAL, "Tân Hưng", 10.837, 105.662),
    District("la-tan-thanh", "long-an", _RURAL, "Tân Thạnh", 10.606, 106.045),
    District("la-tan-tru", "long-an", _RURAL, "Tân Trụ", 10.513, 106.506),
    District("la-thanh-hoa", "long-an", _RURAL, "Thạnh Hóa", 10.658, 106.174),
    District("la-thu-thua", "long-an", _RURAL, "Thủ Thừa", 10.601, 106.403),
    District("la-vinh-hung", "long-an", _RURAL, "Vĩnh Hưng", 10.885, 105.787),
    District("ha-ha-giang", "ha-giang", _CITY, "Hà Giang", 22.823, 104.984),
    District("ha-bac-me", "ha-giang", _RURAL, "Bắc Mê", 22.740, 105.330),
    District("ha-bac-quang", "ha-giang", _RURAL, "Bắc Quang", 22.414, 104.805),
    District("ha-dong-van", "ha-giang", _RURAL, "Đồng Văn", 23.270, 105.360),
    District("ha-hoang-su-phi", "ha-giang", _RURAL, "Hoàng Su Phì", 22.743, 104.678),
    District("ha-meo-vac", "ha-giang", _RURAL, "Mèo Vạc", 23.160, 105.408),
    District("ha-quan-ba", "ha-giang", _RURAL, "Quản Bạ", 23.064, 104.990),
    District("ha-quang-binh", "ha-giang", _RURAL, "Quang Bình", 22.415, 104.590),
    District("ha-vi-xuyen", "ha-giang", _RURAL, "Vị Xuyên", 22.668, 104.979),
    District("ha-xin-man", "ha-giang", _RURAL, "Xín Mần", 22.690, 104.456),
    District("ha-yen-minh", "ha-giang", _RURAL, "Yên Minh", 23.118, 105.142),
)

PROVINCE_ID = {province.name: province.id for province in PROVINCES}


def district_names(district: District) -> tuple[str, str]:
    """Vietnamese and English name; the province is added where two districts share both rank and name."""
    same = [other for other in DISTRICTS if (other.rank, other.name) == (district.rank, district.name)]
    where = f" ({_province_name(district.province)})" if len(same) > 1 else ""
    return f"{district.rank} {district.name}{where}", f"{district.name} {_RANK_EN[district.rank]}{where}"


def short_name(district: District) -> str:
    """The name alone, with the rank or the province where another district has the same name."""
    same = [other for other in DISTRICTS if other.name == district.name and other is not district]
    if any(other.province == district.province for other in same) and district.rank != "Huyện":
        return f"{district.rank.lower()} {district.name}"
    if any(other.province != district.province for other in same):
        return f"{district.name} ({_province_name(district.province)})"
    return district.name


def _province_name(province: str) -> str:
    return next(found.name for found in PROVINCES if found.id == province)
