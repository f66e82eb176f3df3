"""The first tables.

Revision: 0001
After: nothing
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

_Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _rollup_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("low", sa.Double, nullable=False),
        sa.Column("high", sa.Double, nullable=False),
        sa.Column("total", sa.Double, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("last", sa.Double, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
    ]


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        comment="writer: who wrote last; readings_floor, hourly_floor: everything older was pruned",
    )
    op.create_table(
        "names",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("text", name="uq_names_text"),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.UniqueConstraint("indicator", "unit", name="uq_series_indicator_unit"),
    )
    op.create_table(
        "readings",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), nullable=False),
        sa.Column("observed_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("numerator", sa.Double),
        sa.Column("denominator", sa.Double),
        sa.Column("marks", sa.Integer, nullable=False),
        sa.Column("feed_id", sa.Integer, sa.ForeignKey("names.id"), nullable=False),
        sa.PrimaryKeyConstraint("series_id", "observed_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "newest_hour",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), primary_key=True, autoincrement=False),
        *_rollup_columns(),
    )
    op.create_table(
        "hourly",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), nullable=False),
        *_rollup_columns(),
        sa.PrimaryKeyConstraint("series_id", "start"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "daily",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), nullable=False),
        *_rollup_columns(),
        sa.PrimaryKeyConstraint("series_id", "start"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bodies",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("zlib", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("sha256", name="uq_bodies_sha256"),
    )
    op.create_table(
        "polls",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("feed_id", sa.Integer, sa.ForeignKey("names.id"), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("fault_code", sa.Text),
        sa.Column("fault_detail", sa.Text, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.Text),
        sa.Column("body_id", _Id, sa.ForeignKey("bodies.id")),
        sa.Column("refusal_code", sa.Text),
        sa.Column("refusal_detail", sa.Text, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("duplicates", sa.Integer, nullable=False),
        comment="fault: of the poll; refusal: of its document as a whole",
    )
    op.create_table(
        "cameras",
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("latitude", sa.Double, nullable=False),
        sa.Column("longitude", sa.Double, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("observed_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("feed", "id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "camera_statuses",
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("observed_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("feed", "id", "observed_at"),
        sa.ForeignKeyConstraint(["feed", "id"], ["cameras.feed", "cameras.id"]),
        sqlite_with_rowid=False,
        comment="one row for every change of status, and for the first one seen",
    )
    op.create_table(
        "tallies",
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("names.id"), nullable=False),
        sa.Column("observed_at", sa.BigInteger, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("feed_id", sa.Integer, sa.ForeignKey("names.id"), nullable=False),
        sa.Column("early", sa.BigInteger, nullable=False),
        sa.Column("on_due", sa.BigInteger, nullable=False),
        sa.Column("late", sa.BigInteger, nullable=False),
        sa.Column("within", sa.BigInteger, nullable=False),
        sa.Column("overdue", sa.BigInteger, nullable=False),
        sa.Column("received", sa.BigInteger),
        sa.PrimaryKeyConstraint("unit_id", "observed_at", "period"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rejects",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("feed_id", sa.Integer, sa.ForeignKey("names.id"), nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("times", sa.BigInteger, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("fault_code", sa.Text, nullable=False),
        sa.Column("fault_detail", sa.Text, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("indicator", sa.Text),
        sa.Column("unit", sa.Text),
        sa.UniqueConstraint("digest", name="uq_rejects_digest"),
        comment="a row that is refused again in the same place for the same reason is counted, not repeated",
    )
    op.create_table(
        "transitions",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("alert", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("subject_kind", sa.Text, nullable=False),
        sa.Column("subject_name", sa.Text, nullable=False),
        sa.Column("subject_unit", sa.Text, nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("severity", sa.Integer, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("limit_value", sa.Double, nullable=False),
        sa.Column("rule_version", sa.BigInteger, nullable=False),
        sa.Column("observed_at", sa.BigInteger),
        sa.Column("received_at", sa.BigInteger),
        sa.Column("evaluated_at", sa.BigInteger, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        comment="append-only; alert is the id of the alert without its occurrence",
    )
    op.create_table(
        "tracks",
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("subject_kind", sa.Text, nullable=False),
        sa.Column("subject_name", sa.Text, nullable=False),
        sa.Column("subject_unit", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject_kind", "subject_name", "subject_unit"),
        comment="the state of each alert as JSON, for the next start",
    )
    op.create_table(
        "health",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger),
        sa.Column("last_poll", sa.BigInteger),
        sa.Column("last_success", sa.BigInteger),
        sa.Column("last_data", sa.BigInteger),
        sa.Column("next_poll", sa.BigInteger),
        sa.Column("latency_s", sa.Double),
        sa.Column("size", sa.BigInteger),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("duplicates", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("fault_code", sa.Text),
        sa.Column("fault_detail", sa.Text, nullable=False),
    )
    op.create_index("ix_polls_feed_received", "polls", ["feed_id", "received_at"])
    op.create_index("ix_polls_body", "polls", ["body_id"])
    op.create_index("ix_rejects_feed_received", "rejects", ["feed_id", "received_at"])
    op.create_index("ix_transitions_alert", "transitions", ["alert", "id"])


def downgrade() -> None:
    """Drop everything."""
    for table in (
        "health",
        "tracks",
        "transitions",
        "rejects",
        "tallies",
        "camera_statuses",
        "cameras",
        "polls",
        "bodies",
        "daily",
        "hourly",
        "newest_hour",
        "readings",
        "series",
        "names",
        "meta",
    ):
        op.drop_table(table)
