"""Builds ``sample_feeds/deployment/`` from the seed of published figures.

``python -m sample_feeds.build ../shared/seed_indicators.csv`` writes ``ioc.toml``, ``indicators.csv``,
``units.csv`` and ``systems.csv``; the result is committed, so the seed is needed only to build it anew.
"""

import argparse
import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from sample_feeds.configuration import configuration
from sample_feeds.places import CENTRE, DISTRICTS, FIRST_DAY, LAST_DAY, PROVINCES, district_names
from sample_feeds.tables import INDICATOR_COLUMNS, indicator_row

FOLDER = Path(__file__).parent / "deployment"

_UNIT_COLUMNS = ("id", "name_vi", "name_en", "kind", "parent", "valid_from", "valid_to", "successor")
_SYSTEM_COLUMNS = ("id", "name_vi", "name_en")

Row = Mapping[str, str]


def main(arguments: list[str] | None = None) -> None:
    """Write the deployment."""
    parser = argparse.ArgumentParser(prog="python -m sample_feeds.build", description=__doc__)
    parser.add_argument("seed", type=Path, help="seed_indicators.csv")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to write")
    options = parser.parse_args(arguments)
    options.into.mkdir(parents=True, exist_ok=True)
    for name, text in build(options.seed).items():
        (options.into / name).write_text(text, encoding="utf-8", newline="\n")


def build(seed: Path) -> dict[str, str]:
    """The files of the deployment by name."""
    with seed.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    systems = {row["system_id"]: (row["system_vi"], row["system_en"]) for row in rows}
    return {
        "indicators.csv": _table(INDICATOR_COLUMNS, (indicator_row(row) for row in rows)),
        "systems.csv": _table(
            _SYSTEM_COLUMNS, ({"id": key, "name_vi": vi, "name_en": en} for key, (vi, en) in systems.items())
        ),
        "units.csv": _table(_UNIT_COLUMNS, unit_rows()),
        "ioc.toml": configuration(systems),
    }


def unit_rows() -> list[Row]:
    """The centre, the provinces as they reported, those they were merged into, and the districts."""
    rows: list[Row] = [{"id": CENTRE, "name_vi": "Năm tỉnh", "name_en": "Five provinces", "kind": "centre"}]
    for province in PROVINCES:
        rows.append(
            {
                "id": province.id,
                "name_vi": province.name,
                "name_en": province.name,
                "kind": "province",
                "parent": CENTRE,
                "valid_to": LAST_DAY,
                "successor": province.successor,
            }
        )
    for province in PROVINCES:
        rows.append(
            {
                "id": province.successor,
                "name_vi": province.successor_vi,
                "name_en": province.successor_en,
                "kind": "province",
                "parent": CENTRE,
                "valid_from": FIRST_DAY,
            }
        )
    for district in DISTRICTS:
        vi, en = district_names(district)
        rows.append(
            {
                "id": district.id,
                "name_vi": vi,
                "name_en": en,
                "kind": "district",
                "parent": district.province,
                "valid_to": LAST_DAY,
            }
        )
    return rows


def _table(columns: list[str] | tuple[str, ...], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    main()
