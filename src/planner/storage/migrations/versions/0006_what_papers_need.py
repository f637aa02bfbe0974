"""What papers need beside the plan: briefs of a visit and its entries, biographies, logos."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OWNERS = {
    "brief": (("visit_id", "visit"), ("item_id", "item")),
    "biography": (("person_id", "person"),),
    "logo": (("organisation_id", "organisation"),),
}


def upgrade() -> None:
    texts = ("title", "objective", "points", "usable", "not_disclosed", "department")
    _table("brief", *map(_text, texts), _day("dated"), _whole("rank"))
    _table("biography", *map(_text, ("language", "text")), _day("as_of"), _text("source"))
    _table("logo", *map(_text, ("media_type", "data")), _whole("width"), _whole("height"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=True)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    owners = _OWNERS[name]
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        *(
            sa.Column(link, sa.String(length=32), nullable=link == "item_id")
            for link, _table in owners
        ),
        *columns,
        sa.Column("revision", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [link],
                [f"{table}.id"],
                name=op.f(f"fk_{name}_{link}_{table}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for link, table in owners
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        for link, _owner in owners:
            batch_op.create_index(batch_op.f(f"ix_{name}_{link}"), [link], unique=False)
