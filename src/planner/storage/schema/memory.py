"""The memory of a relationship: checklists, invitations, what became of a visit, files."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Day,
    Key,
    Money,
    Row,
    Short,
    Whole,
    owned_by,
    points_to,
)


class ChecklistRow(Row):
    __tablename__ = "checklist"
    name: Mapped[Short]
    direction: Mapped[Short]
    category: Mapped[Short]
    notes: Mapped[Short]


class ChecklistStepRow(Row):
    __tablename__ = "checklist_step"
    checklist_id: Mapped[str] = owned_by("checklist")
    title: Mapped[Short]
    anchor: Mapped[Short]
    days: Mapped[Whole]
    side: Mapped[Short]
    owner: Mapped[Short]
    rank: Mapped[Whole]
    notes: Mapped[Short]


class InvitationRow(Row):
    __tablename__ = "invitation"
    direction: Mapped[Short]
    organisation_id: Mapped[str | None] = points_to("organisation")
    country: Mapped[Short]
    visit_id: Mapped[str | None] = points_to("visit")
    item_id: Mapped[str | None] = points_to("item")
    given_on: Mapped[Day]
    text: Mapped[Short]
    answered_by_id: Mapped[str | None] = points_to("visit")
    withdrawn_on: Mapped[Day]
    notes: Mapped[Short]


class OutcomeRow(Row):
    __tablename__ = "outcome"
    visit_id: Mapped[str] = owned_by("visit")
    item_id: Mapped[str | None] = points_to("item")
    agreement_id: Mapped[str | None] = points_to("agreement")
    text: Mapped[Short]
    rank: Mapped[Whole]


class CostRow(Row):
    __tablename__ = "cost"
    visit_id: Mapped[str] = owned_by("visit")
    item_id: Mapped[str | None] = points_to("item")
    delegate_id: Mapped[str | None] = points_to("delegate")
    kind: Mapped[Short]
    description: Mapped[Short]
    payer: Mapped[Short]
    payer_organisation_id: Mapped[str | None] = points_to("organisation")
    minor_units: Mapped[Money]
    currency: Mapped[Short]
    estimated: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    dated: Mapped[Day]


class MediaMentionRow(Row):
    __tablename__ = "media_mention"
    visit_id: Mapped[str] = owned_by("visit")
    medium: Mapped[Short]
    title: Mapped[Short]
    published_on: Mapped[Day]
    url: Mapped[Short]
    language: Mapped[Short]


class AttachmentRow(Row):
    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_subject", "subject_kind", "subject_id"),)
    subject_kind: Mapped[Short]
    subject_id: Mapped[Key]
    file_name: Mapped[Short]
    media_type: Mapped[Short]
    size: Mapped[Whole]
    file_hash: Mapped[str] = mapped_column(String(64), nullable=False, index=True)
    added_on: Mapped[Day]
    notes: Mapped[Short]


class StoredFileRow(Row):
    """The content of files, once for each hash. Not journalled: undo takes back what names a file."""

    __tablename__ = "stored_file"
    file_hash: Mapped[str] = mapped_column(String(64), nullable=False, unique=True)
    size: Mapped[int] = mapped_column(Integer, nullable=False)
    data: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)
