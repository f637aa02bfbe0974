"""What is kept of things that left the house: addresses, places kept up to date, copies of a visit."""

from __future__ import annotations

from sqlalchemy import Boolean
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Listed,
    MaybeWhole,
    Moment,
    Row,
    Short,
    owned_by,
    part_of,
)


class AddressingRow(Row):
    __tablename__ = "addressing"
    visit_id: Mapped[str] = owned_by("visit")
    of_key: Mapped[Short]
    kind: Mapped[Short]
    person_id: Mapped[str | None] = part_of("person")
    organisation_id: Mapped[str | None] = part_of("organisation")
    name: Mapped[Short]
    email: Mapped[Short]
    language: Mapped[Short]
    profile: Mapped[str | None]
    left_out: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    notes: Mapped[Short]


class PublicationRow(Row):
    __tablename__ = "publication"
    visit_id: Mapped[str] = owned_by("visit")
    kind: Mapped[Short]
    target: Mapped[Short]
    user_name: Mapped[Short]
    profile: Mapped[Short]
    language: Mapped[Short]
    recipients: Mapped[Listed]
    release_number: Mapped[MaybeWhole]
    at: Mapped[Moment]


class PublishedEntryRow(Row):
    __tablename__ = "published_entry"
    publication_id: Mapped[str] = owned_by("publication")
    uid: Mapped[Short]
    href: Mapped[Short]
    etag: Mapped[Short]
    content_hash: Mapped[Short]


class VisitCopyRow(Row):
    __tablename__ = "visit_copy"
    visit_id: Mapped[str] = owned_by("visit")
    copy_id: Mapped[Short]
    direction: Mapped[Short]
    other: Mapped[Short]
    profile: Mapped[Short]
    at: Mapped[Moment]
    merged_at: Mapped[Moment]
    content: Mapped[Short]
    content_hash: Mapped[Short]
