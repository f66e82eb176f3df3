"""Which fields each kind of feed needs and may have."""

from collections.abc import Mapping

from ioc.deployment.mapping import FeedMapping, PlaceSpec
from ioc.domain.cameras import CameraStatus

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "indicators": ("indicator", "unit", "value"),
    "cameras": ("id",),
    "dossiers": ("unit", "period", "early", "on_due", "late", "within", "overdue"),
}
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "indicators": ("observed_at", "numerator", "denominator"),
    "cameras": ("name", "status", "unit", "site", "url", "observed_at"),
    "dossiers": ("observed_at", "received"),
}


def kind_faults(mapping: FeedMapping, kind: str) -> list[tuple[str, str]]:
    """What a mapping lacks, or has too much, for a kind of feed: (dotted key, message), all of them."""
    given = {name for name, _ in mapping.fields.given()}
    faults = [
        (f"fields.{name}", f"a feed of {kind} needs this field")
        for name in REQUIRED[kind]
        if name not in given and not (name == "id" and mapping.identity.id is not None)
    ]
    faults += [
        (f"fields.{name}", f"a feed of {kind} has no such field")
        for name in sorted(given - set(REQUIRED[kind]) - set(OPTIONAL[kind]))
    ]
    places = [name for name, _ in mapping.place.given()]
    if kind == "cameras" and not places and mapping.decode.format != "geojson":
        faults.append(("place", "a feed of cameras needs lat and lon, pair or wkt"))
    if kind != "cameras" and mapping.place != PlaceSpec():
        faults.append(("place", f"a feed of {kind} has no place"))
    if kind != "cameras" and mapping.identity.id is not None:
        faults.append(("identity.id", f"the identity of {kind} is fixed; compose the field itself with a template"))
    status = mapping.fields.status
    if status is not None:
        known = {str(member) for member in CameraStatus}
        faults += [
            ("fields.status.map", f"{value!r} is no camera status; one of {', '.join(sorted(known))}")
            for value in sorted({str(value) for value in (status.map or {}).values()} - known)
        ]
    return faults
