"""Visits, delegations, itineraries and what is booked for them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Day,
    Listed,
    MaybeWhole,
    Moment,
    Row,
    Short,
    Whole,
    derived,
    leans_on,
    owned_by,
    part_of,
    points_to,
)


class VisitRow(Row):
    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_first_day_id", "first_day", "id"),)
    code: Mapped[Short]
    title: Mapped[Short]
    direction: Mapped[Short]
    category: Mapped[Short]
    status: Mapped[Short]
    status_reason: Mapped[Short]
    purpose: Mapped[Short]
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    zone: Mapped[Short]
    country: Mapped[Short]
    host_organisation_id: Mapped[str | None] = leans_on("organisation")
    initiator_organisation_id: Mapped[str | None] = leans_on("organisation")
    successor_id: Mapped[str | None] = points_to("visit")
    languages: Mapped[Listed]
    emergency_contact: Mapped[Short]
    notes: Mapped[Short]


class ThemeRow(Row):
    __tablename__ = "theme"
    name: Mapped[Short]


class VisitThemeRow(Row):
    __tablename__ = "visit_theme"
    visit_id: Mapped[str] = owned_by("visit")
    theme_id: Mapped[str] = owned_by("theme")


class VisitAgreementRow(Row):
    __tablename__ = "visit_agreement"
    visit_id: Mapped[str] = owned_by("visit")
    agreement_id: Mapped[str] = owned_by("agreement")


class DelegateRow(Row):
    __tablename__ = "delegate"
    visit_id: Mapped[str] = owned_by("visit")
    person_id: Mapped[str | None] = leans_on("person")
    placeholder: Mapped[Short]
    organisation_id: Mapped[str | None] = leans_on("organisation")
    title: Mapped[Short]
    role: Mapped[Short]
    category: Mapped[Short]
    rank: Mapped[Whole]
    payer: Mapped[Short]
    arrives_local: Mapped[Moment]
    arrives_zone: Mapped[Short]
    departs_local: Mapped[Moment]
    departs_zone: Mapped[Short]
    notes: Mapped[Short]
    name_by: Mapped[Day]
    rank_reason: Mapped[Short]


class NeedRow(Row):
    __tablename__ = "need"
    delegate_id: Mapped[str] = owned_by("delegate")
    kind: Mapped[Short]
    text: Mapped[Short]
    purge_after: Mapped[Day]


class NeedPassedRow(Row):
    __tablename__ = "need_passed"
    need_id: Mapped[str] = owned_by("need")
    item_id: Mapped[str] = owned_by("item")
    at: Mapped[Moment]
    author: Mapped[Short]


class AccessEntryRow(Row):
    __tablename__ = "access_entry"
    delegate_id: Mapped[str] = owned_by("delegate")
    site_id: Mapped[str] = owned_by("site")
    field: Mapped[Short]
    status: Mapped[Short]
    since: Mapped[Day]
    notes: Mapped[Short]


class BorderPaperRow(Row):
    __tablename__ = "border_paper"
    delegate_id: Mapped[str] = owned_by("delegate")
    country: Mapped[Short]
    kind: Mapped[Short]
    status: Mapped[Short]
    expires_on: Mapped[Day]
    purge_after: Mapped[Day]


class GroupRow(Row):
    __tablename__ = "visit_group"
    visit_id: Mapped[str] = owned_by("visit")
    letter: Mapped[Short]
    name: Mapped[Short]
    rank: Mapped[Whole]


class GroupMemberRow(Row):
    __tablename__ = "group_member"
    group_id: Mapped[str] = owned_by("visit_group")
    delegate_id: Mapped[str] = owned_by("delegate")


class ResourceRow(Row):
    __tablename__ = "resource"
    visit_id: Mapped[str | None] = part_of("visit")
    kind: Mapped[Short]
    name: Mapped[Short]
    capacity: Mapped[MaybeWhole]
    languages: Mapped[Listed]
    person_id: Mapped[str | None] = points_to("person")
    organisation_id: Mapped[str | None] = points_to("organisation")
    phone: Mapped[Short]
    notes: Mapped[Short]


class ItemRow(Row):
    __tablename__ = "item"
    __table_args__ = (Index("ix_item_visit_id_start_local", "visit_id", "start_local"),)
    visit_id: Mapped[str] = owned_by("visit")
    kind: Mapped[Short]
    title: Mapped[Short]
    second_title: Mapped[Short]
    status: Mapped[Short]
    fixed: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    all_day: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    start_local: Mapped[Moment]
    start_zone: Mapped[Short]
    end_local: Mapped[Moment]
    end_zone: Mapped[Short]
    start_fold: Mapped[Whole]
    end_fold: Mapped[Whole]
    site_id: Mapped[str | None] = leans_on("site")
    room_id: Mapped[str | None] = points_to("room")
    place: Mapped[Short]
    audience: Mapped[Short]
    public_text: Mapped[Short]
    internal_notes: Mapped[Short]
    language: Mapped[Short]
    interpreting: Mapped[Short]
    agreement_id: Mapped[str | None] = points_to("agreement")
    confirmed_by: Mapped[Short]
    confirmed_on: Mapped[Day]
    confirm_by: Mapped[Day]
    rank: Mapped[Whole]
    open_to_press: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default="0", nullable=False
    )
    start_instant: Mapped[dt.datetime | None] = derived(DateTime, index=True)
    """UTC, as the zone rules gave it when the item was written."""
    end_instant: Mapped[dt.datetime | None] = derived(DateTime)


class LegRow(Row):
    __tablename__ = "leg"
    item_id: Mapped[str] = owned_by("item")
    mode: Mapped[Short]
    carrier: Mapped[Short]
    number: Mapped[Short]
    from_place: Mapped[Short]
    from_site_id: Mapped[str | None] = points_to("site")
    from_country: Mapped[Short]
    to_place: Mapped[Short]
    to_site_id: Mapped[str | None] = points_to("site")
    to_country: Mapped[Short]
    buffer_minutes: Mapped[Whole]


class LegReferenceRow(Row):
    __tablename__ = "leg_reference"
    leg_id: Mapped[str] = owned_by("leg")
    delegate_id: Mapped[str] = owned_by("delegate")
    reference: Mapped[Short]
    seat: Mapped[Short]


class ItemHostRow(Row):
    __tablename__ = "item_host"
    item_id: Mapped[str] = owned_by("item")
    person_id: Mapped[str | None] = leans_on("person")
    organisation_id: Mapped[str | None] = leans_on("organisation")
    role: Mapped[Short]
    rank: Mapped[Whole]


class ItemAudienceRow(Row):
    __tablename__ = "item_audience"
    item_id: Mapped[str] = owned_by("item")
    group_id: Mapped[str | None] = part_of("visit_group")
    delegate_id: Mapped[str | None] = part_of("delegate")


class ItemResourceRow(Row):
    __tablename__ = "item_resource"
    item_id: Mapped[str] = owned_by("item")
    resource_id: Mapped[str] = owned_by("resource")
    notes: Mapped[Short]


class RideRow(Row):
    __tablename__ = "ride"
    item_id: Mapped[str] = owned_by("item")
    resource_id: Mapped[str] = owned_by("resource")
    delegate_id: Mapped[str] = owned_by("delegate")
    seat: Mapped[Short]


class RoomingRow(Row):
    __tablename__ = "rooming"
    item_id: Mapped[str] = owned_by("item")
    delegate_id: Mapped[str] = owned_by("delegate")
    kind: Mapped[Short]
    room: Mapped[Short]
    reference: Mapped[Short]
    notes: Mapped[Short]
