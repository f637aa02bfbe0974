"""What trust needs: digests, a chained and sealed journal, hidden details, the registers of the law.

Digests, seals and the chain are filled in after the migration, by `storage/migrating`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_UNSEALED: Final = frozenset({"step", "change", "search_entry", "stored_file"})


def upgrade() -> None:
    _digests()
    _journal()
    _table("person_key", _text("secret"))
    _table("kept_text", sa.Column("content", sa.Text(), nullable=False))
    _table("draft", *map(_text, ("place", "subject_kind", "subject_id", "text")), _moment("at"))
    _table(
        "private_detail",
        _person(nullable=False),
        _text("kind"),
        _text("text"),
        _day("purge_after"),
        _text("source"),
        sealed=True,
        keyed=True,
    )
    _table(
        "data_request",
        _person(nullable=True),
        _text("kind"),
        *map(_day, ("received_on", "extended_to", "answered_on")),
        *map(_text, ("file_hash", "notes")),
        sealed=True,
        keyed=True,
    )
    _registers()
    _table(
        "retention_rule",
        sa.Column("days", sa.Integer(), server_default="0", nullable=False),
        *map(_text, ("purpose", "basis")),
        sealed=True,
    )


def _digests() -> None:
    tables = sa.inspect(op.get_bind()).get_table_names()
    for table in sorted(tables):
        if table in _UNSEALED or table == "alembic_version" or table.startswith("search_text"):
            continue
        op.add_column(table, sa.Column("digest", sa.LargeBinary(length=16), nullable=True))


def _journal() -> None:
    for name in ("facts_salt", "facts_digest", "chain"):
        op.add_column("step", _text(name))
    for name in ("person_id", "visit_id"):
        op.add_column("change", sa.Column(name, sa.String(length=32), nullable=True))
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_change_{name}",
            "change",
            [name],
            unique=False,
            sqlite_where=given,
            postgresql_where=given,
        )


def _registers() -> None:
    """What stays on record whatever is removed: no foreign keys."""
    _table(
        "look_up",
        _person(nullable=False),
        _moment("at"),
        *map(_text, ("field", "purpose", "author")),
        sealed=True,
        indexed=("person_id",),
    )
    _table(
        "correction",
        _person(nullable=False),
        sa.Column("disclosure_id", sa.String(length=32), nullable=False),
        _text("fields", "[]"),
        sa.Column("at", sa.DateTime(), nullable=True),
        *map(_text, ("author", "reason")),
        sealed=True,
        indexed=("person_id", "disclosure_id"),
    )
    _table(
        "erasure",
        _person(nullable=False),
        _moment("at"),
        *map(_text, ("author", "reason")),
        sa.Column("places", sa.Integer(), server_default="0", nullable=False),
        _day("backups_until"),
        sealed=True,
        indexed=("person_id",),
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=True)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=False)


def _person(*, nullable: bool) -> sa.Column[str]:
    return sa.Column("person_id", sa.String(length=32), nullable=nullable)


def _table(
    name: str,
    *columns: sa.schema.SchemaItem,
    sealed: bool = False,
    keyed: bool = False,
    indexed: Sequence[str] = (),
) -> None:
    """``keyed``: its ``person_id`` is a foreign key."""
    ends: list[sa.schema.SchemaItem] = [sa.Column("revision", sa.Integer(), nullable=False)]
    if sealed:
        ends.append(sa.Column("digest", sa.LargeBinary(length=16), nullable=True))
    if keyed:
        ends.append(
            sa.ForeignKeyConstraint(
                ["person_id"],
                ["person.id"],
                name=op.f(f"fk_{name}_person_id_person"),
                initially="DEFERRED",
                deferrable=True,
            )
        )
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        *columns,
        *ends,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    for column in [*indexed, *(["person_id"] if keyed else [])]:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
