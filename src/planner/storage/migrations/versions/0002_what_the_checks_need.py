"""What the checks need to know: travel times, admission, papers, interpreting, and moments as planned."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from planner.domain.times import planned_instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "muted_check",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_muted_check_visit_id_visit"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_muted_check")),
    )
    with op.batch_alter_table("muted_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_muted_check_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "travel_time",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("from_site_id", sa.String(length=32), nullable=False),
        sa.Column("to_site_id", sa.String(length=32), nullable=False),
        sa.Column("mode", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("one_way", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.String(length=32), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_site_id"],
            ["site.id"],
            name=op.f("fk_travel_time_from_site_id_site"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_travel_time_source_id_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_site_id"],
            ["site.id"],
            name=op.f("fk_travel_time_to_site_id_site"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_time")),
    )
    with op.batch_alter_table("travel_time", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_travel_time_from_site_id"), ["from_site_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_travel_time_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_travel_time_to_site_id"), ["to_site_id"], unique=False)

    op.create_table(
        "access_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("delegate_id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_access_entry_delegate_id_delegate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_access_entry_site_id_site"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
    )
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_entry_delegate_id"), ["delegate_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_access_entry_site_id"), ["site_id"], unique=False)

    op.create_table(
        "border_paper",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("delegate_id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("purge_after", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_border_paper_delegate_id_delegate"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_border_paper")),
    )
    with op.batch_alter_table("border_paper", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_border_paper_delegate_id"), ["delegate_id"], unique=False
        )

    op.create_table(
        "need_passed",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("need_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_need_passed_item_id_item"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["need.id"],
            name=op.f("fk_need_passed_need_id_need"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_passed")),
    )
    with op.batch_alter_table("need_passed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_passed_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_passed_need_id"), ["need_id"], unique=False)

    with op.batch_alter_table("accepted_finding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("measure", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("delegate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_by", sa.Date(), nullable=True))

    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_title", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("interpreting", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("confirm_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("start_instant", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("end_instant", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_item_start_instant"), ["start_instant"], unique=False)

    with op.batch_alter_table("site_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cutoff", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("fields", sa.Text(), server_default="[]", nullable=False))

    _fill_instants()


def _fill_instants() -> None:
    """Items written before count as planned under the rules of today."""
    item = sa.table(
        "item",
        sa.column("id", sa.String),
        sa.column("start_local", sa.DateTime),
        sa.column("start_fold", sa.Integer),
        sa.column("start_zone", sa.Text),
        sa.column("end_local", sa.DateTime),
        sa.column("end_fold", sa.Integer),
        sa.column("end_zone", sa.Text),
        sa.column("all_day", sa.Boolean),
        sa.column("start_instant", sa.DateTime),
        sa.column("end_instant", sa.DateTime),
    )
    bind = op.get_bind()
    filled: list[dict[str, str | dt.datetime | None]] = [
        {
            "key": row.id,
            "begins": planned_instant(
                row.start_local, row.start_fold, row.start_zone, all_day=row.all_day
            ),
            "ends": planned_instant(
                row.end_local,
                row.end_fold,
                row.end_zone or row.start_zone,
                all_day=row.all_day,
                is_end=True,
            ),
        }
        for row in bind.execute(sa.select(item)).all()
    ]
    if filled:
        bind.execute(
            item.update()
            .where(item.c.id == sa.bindparam("key"))
            .values(start_instant=sa.bindparam("begins"), end_instant=sa.bindparam("ends")),
            filled,
        )
