"""The memory of a relationship: signings, checklists, invitations, what became of a visit, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_Links = Sequence[tuple[str, str]]
_NEEDED: Final = frozenset(
    {
        ("coverage", "organisation_id"),
        ("organisation_seat", "organisation_id"),
        ("agreement_state", "agreement_id"),
        ("signing", "item_id"),
        ("signing", "agreement_id"),
        ("programme_theme", "funding_programme_id"),
        ("programme_theme", "theme_id"),
        ("programme_agreement", "funding_programme_id"),
        ("programme_agreement", "agreement_id"),
        ("programme_visit", "funding_programme_id"),
        ("programme_visit", "visit_id"),
        ("checklist_step", "checklist_id"),
        ("outcome", "visit_id"),
        ("cost", "visit_id"),
        ("media_mention", "visit_id"),
    }
)
"""Links to the owner: the others may be empty."""

_PROGRAMME: Final = ("funding_programme_id", "funding_programme")


def upgrade() -> None:
    _grow()
    validity = (_text("valid_from"), _text("valid_to"))
    organisation = [("organisation_id", "organisation")]
    _table("coverage", organisation, _text("country"), *validity)
    validity = (_text("valid_from"), _text("valid_to"))
    _table(
        "organisation_seat", organisation, _text("city"), _text("country"), _flag("main"), *validity
    )
    agreement = ("agreement_id", "agreement")
    _table("agreement_state", [agreement], *map(_text, ("status", "since", "reason")))
    _table("signing", [("item_id", "item"), agreement], _day("done_on"), _text("notes"))
    _table("programme_theme", [_PROGRAMME, ("theme_id", "theme")])
    _table("programme_agreement", [_PROGRAMME, agreement])
    _table("programme_visit", [_PROGRAMME, ("visit_id", "visit")])
    _table("checklist", [], *map(_text, ("name", "direction", "category", "notes")))
    _table(
        "checklist_step",
        [("checklist_id", "checklist")],
        *map(_text, ("title", "anchor", "side", "owner", "notes")),
        _whole("days"),
        _whole("rank"),
    )
    _what_became_of_visits()
    _files()
    _follow_ups()


def _grow() -> None:
    """Columns that known tables gain."""
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("renewal_months", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("lead_weeks", sa.Integer(), nullable=True))
        _link(batch_op, "agreement", "visit_id", "visit")
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.add_column(_text("name"))
        batch_op.add_column(_whole("seat"))
    # What a party is called was only with the organisation; from now on it stays when that goes.
    op.execute(
        "UPDATE agreement_party SET name = coalesce((SELECT o.name FROM organisation o"
        " WHERE o.id = agreement_party.organisation_id), '')"
    )
    with op.batch_alter_table("agreement_text", schema=None) as batch_op:
        batch_op.add_column(_text("state"))
        batch_op.add_column(_flag("authentic", "1"))
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.add_column(_text("text"))
        batch_op.add_column(_day("retrieved_on"))
    with op.batch_alter_table("funding_programme", schema=None) as batch_op:
        batch_op.add_column(_text("valid_from"))
        batch_op.add_column(_text("valid_to"))
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.add_column(_text("countries", "[]"))
    with op.batch_alter_table("gift", schema=None) as batch_op:
        batch_op.alter_column(
            "minor_units",
            existing_type=sa.Integer(),
            type_=sa.BigInteger(),
            existing_nullable=True,
        )


def _follow_ups() -> None:
    """Once there are checklists to come from."""
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        for name in ("side", "anchor", "repeats"):
            batch_op.add_column(_text(name))
        for name in ("due_days", "remind_days"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        _link(batch_op, "follow_up", "checklist_id", "checklist")
    op.execute("UPDATE follow_up SET side = 'ours'")


def _what_became_of_visits() -> None:
    visit, item = ("visit_id", "visit"), ("item_id", "item")
    _table(
        "invitation",
        [("organisation_id", "organisation"), visit, item, ("answered_by_id", "visit")],
        *map(_text, ("direction", "country", "text", "notes")),
        _day("given_on"),
        _day("withdrawn_on"),
    )
    _table("outcome", [visit, item, ("agreement_id", "agreement")], _text("text"), _whole("rank"))
    _table(
        "cost",
        [
            visit,
            item,
            ("delegate_id", "delegate"),
            ("payer_organisation_id", "organisation"),
        ],
        *map(_text, ("kind", "description", "payer", "currency")),
        sa.Column("minor_units", sa.BigInteger(), nullable=True),
        _flag("estimated"),
        _day("dated"),
    )
    _table(
        "media_mention",
        [visit],
        *map(_text, ("medium", "title", "url", "language")),
        _day("published_on"),
    )


def _files() -> None:
    _table(
        "attachment",
        [],
        *map(_text, ("subject_kind", "file_name", "media_type", "notes")),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        _whole("size"),
        _day("added_on"),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_subject", ["subject_kind", "subject_id"])
        batch_op.create_index(batch_op.f("ix_attachment_file_hash"), ["file_hash"])
    _table(
        "stored_file",
        [],
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("file_hash", name=op.f("uq_stored_file_file_hash")),
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=True)


def _flag(name: str, default: str = "0") -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=default, nullable=False)


def _link(batch_op: Any, table: str, column: str, target: str) -> None:
    """A column that may point to a record of another table."""
    batch_op.add_column(sa.Column(column, sa.String(length=32), nullable=True))
    batch_op.create_foreign_key(
        batch_op.f(f"fk_{table}_{column}_{target}"),
        target,
        [column],
        ["id"],
        initially="DEFERRED",
        deferrable=True,
    )
    batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _table(name: str, links: _Links, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        *(
            sa.Column(link, sa.String(length=32), nullable=(name, link) not in _NEEDED)
            for link, _target in links
        ),
        *columns,
        sa.Column("revision", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [link],
                [f"{target}.id"],
                name=op.f(f"fk_{name}_{link}_{target}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for link, target in links
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    if links:
        with op.batch_alter_table(name, schema=None) as batch_op:
            for link, _target in links:
                batch_op.create_index(batch_op.f(f"ix_{name}_{link}"), [link], unique=False)
