"""What trust needs: keys of people, hidden details, the registers of the law, unsaved text."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Day,
    Listed,
    Moment,
    Row,
    Short,
    Whole,
    owned_by,
    points_to,
)


class PersonKeyRow(Row):
    """``id`` is that of the person; no foreign key, for the journal outlives people. Destroying it
    erases what the journal remembers of them."""

    __tablename__ = "person_key"
    secret: Mapped[Short]


class KeptTextRow(Row):
    """A long text that the journal refers to; ``id`` is its BLAKE2b-16 when it was written, hex."""

    __tablename__ = "kept_text"
    content: Mapped[str] = mapped_column(Text, nullable=False)


class PrivateDetailRow(Row):
    __tablename__ = "private_detail"
    person_id: Mapped[str] = owned_by("person")
    kind: Mapped[Short]
    text: Mapped[Short]
    purge_after: Mapped[Day]
    source: Mapped[Short]


class LookUpRow(Row):
    """No foreign key: that somebody looked stays on record until the person is erased."""

    __tablename__ = "look_up"
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime)
    field: Mapped[Short]
    purpose: Mapped[Short]
    author: Mapped[Short]


class DataRequestRow(Row):
    __tablename__ = "data_request"
    person_id: Mapped[str | None] = points_to("person")
    kind: Mapped[Short]
    received_on: Mapped[Day]
    extended_to: Mapped[Day]
    answered_on: Mapped[Day]
    file_hash: Mapped[Short]
    notes: Mapped[Short]


class CorrectionRow(Row):
    """No foreign keys, as in the register of disclosures."""

    __tablename__ = "correction"
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    disclosure_id: Mapped[str] = mapped_column(String(32), index=True)
    fields: Mapped[Listed]
    at: Mapped[Moment]
    author: Mapped[Short]
    reason: Mapped[Short]


class ErasureRow(Row):
    """No foreign key: the person is gone. Read again when an older backup is restored."""

    __tablename__ = "erasure"
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime)
    author: Mapped[Short]
    reason: Mapped[Short]
    places: Mapped[Whole]
    backups_until: Mapped[Day]


class RetentionRuleRow(Row):
    __tablename__ = "retention_rule"
    days: Mapped[Whole]
    purpose: Mapped[Short]
    basis: Mapped[Short]


class DraftRow(Row):
    """Text that was typed and not saved yet: ``place`` names the field, ``subject_id`` the record."""

    __tablename__ = "draft"
    place: Mapped[Short]
    subject_kind: Mapped[Short]
    subject_id: Mapped[Short]
    text: Mapped[Short]
    at: Mapped[dt.datetime] = mapped_column(DateTime)
