"""People, organisations, sites and countries."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Clock,
    Day,
    Key,
    Listed,
    MaybeClock,
    MaybeWhole,
    Row,
    Short,
    Whole,
    derived,
    leans_on,
    owned_by,
    part_of,
    points_to,
)


class CountryRow(Row):
    __tablename__ = "country"
    name: Mapped[Short]
    name_da: Mapped[Short]
    name_de: Mapped[Short]
    name_native: Mapped[Short]
    currency: Mapped[Short]
    plugs: Mapped[Short]
    emergency_number: Mapped[Short]
    calling_code: Mapped[Short]


class CountryFactRow(Row):
    __tablename__ = "country_fact"
    country: Mapped[Short]
    text: Mapped[Short]
    as_of: Mapped[Day]
    source_id: Mapped[str | None] = leans_on("source")


class PersonRow(Row):
    __tablename__ = "person"
    __table_args__ = (Index("ix_person_sort_key_id", "sort_key", "id"),)
    family_name: Mapped[Short]
    given_name: Mapped[Short]
    prefix: Mapped[Short]
    suffix: Mapped[Short]
    native_name: Mapped[Short]
    reading: Mapped[Short]
    name_order: Mapped[Short]
    salutation: Mapped[Short]
    country: Mapped[Short]
    languages: Mapped[Listed]
    address_confirmed_by: Mapped[Short]
    address_confirmed_on: Mapped[Day]
    notes: Mapped[Short]
    sort_key: Mapped[str] = derived(Text, default="", server_default="")


class OrganisationRow(Row):
    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_sort_key_id", "sort_key", "id"),)
    name: Mapped[Short]
    acronym: Mapped[Short]
    native_name: Mapped[Short]
    kind: Mapped[Short]
    country: Mapped[Short]
    city: Mapped[Short]
    parent_id: Mapped[str | None] = points_to("organisation")
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]
    successor_id: Mapped[str | None] = points_to("organisation")
    approval: Mapped[Short]
    notes: Mapped[Short]
    sort_key: Mapped[str] = derived(Text, default="", server_default="")


class ContactPointRow(Row):
    __tablename__ = "contact_point"
    __table_args__ = (Index("ix_contact_point_normal", "normal"),)
    person_id: Mapped[str | None] = part_of("person")
    organisation_id: Mapped[str | None] = part_of("organisation")
    kind: Mapped[Short]
    value: Mapped[Short]
    normal: Mapped[Short]
    label: Mapped[Short]
    rank: Mapped[Whole]


class OrganisationNameRow(Row):
    __tablename__ = "organisation_name"
    organisation_id: Mapped[str] = owned_by("organisation")
    language: Mapped[Short]
    name: Mapped[Short]
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]


class PositionRow(Row):
    __tablename__ = "position"
    person_id: Mapped[str] = owned_by("person")
    organisation_id: Mapped[str] = leans_on("organisation", needed=True)
    title: Mapped[Short]
    native_title: Mapped[Short]
    department: Mapped[Short]
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]
    rank: Mapped[Whole]


class MembershipRow(Row):
    __tablename__ = "membership"
    organisation_id: Mapped[str] = owned_by("organisation")
    member_id: Mapped[str | None] = leans_on("organisation")
    member_kind: Mapped[Short]
    count: Mapped[Whole]
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]


class PostingRow(Row):
    __tablename__ = "posting"
    organisation_id: Mapped[str] = owned_by("organisation")
    person_id: Mapped[str | None] = points_to("person")
    posted_by_id: Mapped[str | None] = points_to("organisation")
    title: Mapped[Short]
    countries: Mapped[Listed]
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]


class CoverageRow(Row):
    __tablename__ = "coverage"
    organisation_id: Mapped[str] = owned_by("organisation")
    country: Mapped[Short]
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]


class OrganisationSeatRow(Row):
    __tablename__ = "organisation_seat"
    organisation_id: Mapped[str] = owned_by("organisation")
    city: Mapped[Short]
    country: Mapped[Short]
    main: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]


class SiteRow(Row):
    __tablename__ = "site"
    organisation_id: Mapped[str | None] = points_to("organisation")
    name: Mapped[Short]
    native_name: Mapped[Short]
    address: Mapped[Short]
    postal_code: Mapped[Short]
    city: Mapped[Short]
    country: Mapped[Short]
    zone: Mapped[Short]
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    phone: Mapped[Short]
    notes: Mapped[Short]
    sort_key: Mapped[str] = derived(Text, default="", server_default="", index=True)


class RoomRow(Row):
    __tablename__ = "room"
    site_id: Mapped[str] = owned_by("site")
    name: Mapped[Short]
    capacity: Mapped[MaybeWhole]
    notes: Mapped[Short]


class OpeningHoursRow(Row):
    __tablename__ = "opening_hours"
    site_id: Mapped[str] = owned_by("site")
    weekday: Mapped[Whole]
    opens: Mapped[Clock]
    closes: Mapped[Clock]


class SiteRuleRow(Row):
    __tablename__ = "site_rule"
    site_id: Mapped[str] = owned_by("site")
    kind: Mapped[Short]
    number: Mapped[MaybeWhole]
    unit: Mapped[Short]
    text: Mapped[Short]
    cutoff: Mapped[MaybeClock]
    fields: Mapped[Listed]
    source_id: Mapped[str | None] = points_to("source")
    checked_on: Mapped[Day]


class TravelTimeRow(Row):
    __tablename__ = "travel_time"
    from_site_id: Mapped[str] = owned_by("site")
    to_site_id: Mapped[str] = owned_by("site")
    mode: Mapped[Short]
    minutes: Mapped[Whole]
    one_way: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    source_id: Mapped[str | None] = points_to("source")
    checked_on: Mapped[Day]
    notes: Mapped[Short]


class SourceRow(Row):
    __tablename__ = "source"
    title: Mapped[Short]
    publisher: Mapped[Short]
    language: Mapped[Short]
    published_on: Mapped[Day]
    as_of: Mapped[Day]
    url: Mapped[Short]
    notes: Mapped[Short]
    text: Mapped[Short]
    retrieved_on: Mapped[Day]


class CitationRow(Row):
    __tablename__ = "citation"
    __table_args__ = (Index("ix_citation_subject", "subject_kind", "subject_id"),)
    source_id: Mapped[str] = owned_by("source")
    subject_kind: Mapped[Short]
    subject_id: Mapped[Key]
    fact: Mapped[Short]
    value: Mapped[Short]
    as_of: Mapped[Day]


class ExternalKeyRow(Row):
    __tablename__ = "external_key"
    __table_args__ = (Index("ix_external_key_scheme_value", "scheme", "value"),)
    person_id: Mapped[str | None] = part_of("person")
    organisation_id: Mapped[str | None] = part_of("organisation")
    scheme: Mapped[Short]
    value: Mapped[Short]


class KeptPropertyRow(Row):
    __tablename__ = "kept_property"
    person_id: Mapped[str] = owned_by("person")
    version: Mapped[Short]
    line: Mapped[Short]
    rank: Mapped[Whole]


class PhotoRow(Row):
    __tablename__ = "photo"
    person_id: Mapped[str] = owned_by("person")
    media_type: Mapped[Short]
    data: Mapped[Short]
    width: Mapped[Whole]
    height: Mapped[Whole]
