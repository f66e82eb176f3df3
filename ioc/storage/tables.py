"""The tables. Migrations write them explicitly; a test holds both to be the same.

Instants are integers (see ``instants.py``). Words that would stand in millions of rows, feed and unit ids,
are kept once in ``names``; (indicator, unit) pairs once in ``series``.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite numbers rows by itself only in a column declared exactly INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="writer: who wrote last; readings_floor, hourly_floor: everything older was pruned",
)

names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("text", name="uq_names_text"),
)

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("indicator", Text, nullable=False),
    Column("unit", Text, nullable=False),
    UniqueConstraint("indicator", "unit", name="uq_series_indicator_unit"),
)

# Clustered by series: a chart reads neighbouring pages.
readings = Table(
    "readings",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("value", Double),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("marks", Integer, nullable=False),
    Column("feed_id", Integer, ForeignKey("names.id"), nullable=False),
    PrimaryKeyConstraint("series_id", "observed_at"),
    sqlite_with_rowid=False,
)


def _rollup_columns() -> list[Column[Any]]:
    return [
        Column("start", BigInteger, nullable=False),
        Column("low", Double, nullable=False),
        Column("high", Double, nullable=False),
        Column("total", Double, nullable=False),
        Column("number", Integer, nullable=False),
        Column("last", Double, nullable=False),
        Column("last_at", BigInteger, nullable=False),
    ]


# The roll-up of the newest hour of each series. Its rows lie side by side, so that a batch of a thousand
# series rewrites some twenty pages; hourly and daily, clustered by series, are written once an hour.
# Together, hourly and newest_hour hold every hour; daily lacks what newest_hour still holds.
newest_hour = Table(
    "newest_hour",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True, autoincrement=False),
    *_rollup_columns(),
)

hourly = Table(
    "hourly",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), nullable=False),
    *_rollup_columns(),
    PrimaryKeyConstraint("series_id", "start"),
    sqlite_with_rowid=False,
)

daily = Table(
    "daily",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), nullable=False),
    *_rollup_columns(),
    PrimaryKeyConstraint("series_id", "start"),
    sqlite_with_rowid=False,
)

bodies = Table(
    "bodies",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("sha256", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("zlib", LargeBinary, nullable=False),
    UniqueConstraint("sha256", name="uq_bodies_sha256"),
)

polls = Table(
    "polls",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("feed_id", Integer, ForeignKey("names.id"), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("fault_code", Text),
    Column("fault_detail", Text, nullable=False),
    Column("status", Integer),
    Column("headers", Text),
    Column("body_id", _Id, ForeignKey("bodies.id")),
    Column("refusal_code", Text),
    Column("refusal_detail", Text, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Index("ix_polls_feed_received", "feed_id", "received_at"),
    Index("ix_polls_body", "body_id"),
    comment="fault: of the poll; refusal: of its document as a whole",
)

cameras = Table(
    "cameras",
    metadata,
    Column("feed", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("latitude", Double, nullable=False),
    Column("longitude", Double, nullable=False),
    Column("status", Text, nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("unit", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("url", Text, nullable=False),
    PrimaryKeyConstraint("feed", "id"),
    sqlite_with_rowid=False,
)

camera_statuses = Table(
    "camera_statuses",
    metadata,
    Column("feed", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("status", Text, nullable=False),
    PrimaryKeyConstraint("feed", "id", "observed_at"),
    ForeignKeyConstraint(["feed", "id"], ["cameras.feed", "cameras.id"]),
    sqlite_with_rowid=False,
    comment="one row for every change of status, and for the first one seen",
)

tallies = Table(
    "tallies",
    metadata,
    Column("unit_id", Integer, ForeignKey("names.id"), nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("period", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("feed_id", Integer, ForeignKey("names.id"), nullable=False),
    Column("early", BigInteger, nullable=False),
    Column("on_due", BigInteger, nullable=False),
    Column("late", BigInteger, nullable=False),
    Column("within", BigInteger, nullable=False),
    Column("overdue", BigInteger, nullable=False),
    Column("received", BigInteger),
    PrimaryKeyConstraint("unit_id", "observed_at", "period"),
    sqlite_with_rowid=False,
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("feed_id", Integer, ForeignKey("names.id"), nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("times", BigInteger, nullable=False),
    Column("row", Integer, nullable=False),
    Column("fault_code", Text, nullable=False),
    Column("fault_detail", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("indicator", Text),
    Column("unit", Text),
    UniqueConstraint("digest", name="uq_rejects_digest"),
    Index("ix_rejects_feed_received", "feed_id", "received_at"),
    comment="a row that is refused again in the same place for the same reason is counted, not repeated",
)

transitions = Table(
    "transitions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("alert", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("subject_unit", Text, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("value", Double),
    Column("limit_value", Double, nullable=False),
    Column("rule_version", BigInteger, nullable=False),
    Column("observed_at", BigInteger),
    Column("received_at", BigInteger),
    Column("evaluated_at", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_transitions_alert", "alert", "id"),
    comment="append-only; alert is the id of the alert without its occurrence",
)

tracks = Table(
    "tracks",
    metadata,
    Column("rule", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("subject_unit", Text, nullable=False),
    Column("state", Text, nullable=False),
    PrimaryKeyConstraint("rule", "subject_kind", "subject_name", "subject_unit"),
    comment="the state of each alert as JSON, for the next start",
)

health = Table(
    "health",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("since", BigInteger),
    Column("last_poll", BigInteger),
    Column("last_success", BigInteger),
    Column("last_data", BigInteger),
    Column("next_poll", BigInteger),
    Column("latency_s", Double),
    Column("size", BigInteger),
    Column("accepted", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("fault_code", Text),
    Column("fault_detail", Text, nullable=False),
)
