"""What leaves the house: recipients, places kept up to date, copies of a visit, rooms and rides."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OWNERS = {
    "ride": (("item_id", "item"), ("resource_id", "resource"), ("delegate_id", "delegate")),
    "rooming": (("item_id", "item"), ("delegate_id", "delegate")),
    "addressing": (
        ("visit_id", "visit"),
        ("person_id", "person"),
        ("organisation_id", "organisation"),
    ),
    "publication": (("visit_id", "visit"),),
    "published_entry": (("publication_id", "publication"),),
    "visit_copy": (("visit_id", "visit"),),
}
_MAYBE = frozenset({"person_id", "organisation_id"})


def upgrade() -> None:
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("open_to_press", sa.Boolean(), server_default="0", nullable=False)
        )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        for name in ("recipient_key", "way", "paper", "language"):
            batch_op.add_column(_text(name))
    with op.batch_alter_table("disclosure_subject", schema=None) as batch_op:
        for name in ("columns", "prints"):
            batch_op.add_column(_text(name, "[]"))
    op.execute("UPDATE disclosure SET way = 'file'")
    _table("ride", _text("seat"))
    _table("rooming", *map(_text, ("kind", "room", "reference", "notes")))
    _table(
        "addressing",
        *map(_text, ("of_key", "kind", "name", "email", "language", "notes")),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("left_out", sa.Boolean(), nullable=False),
    )
    _table(
        "publication",
        *map(_text, ("kind", "target", "user_name", "profile", "language")),
        _text("recipients", "[]"),
        sa.Column("release_number", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
    )
    _table("published_entry", *map(_text, ("uid", "href", "etag", "content_hash")))
    _table(
        "visit_copy",
        *map(_text, ("copy_id", "direction", "other", "profile", "content", "content_hash")),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("merged_at", sa.DateTime(), nullable=True),
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    owners = _OWNERS[name]
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        *(
            sa.Column(link, sa.String(length=32), nullable=link in _MAYBE)
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
