"""Agreements, how they are signed, and funding programmes."""

from __future__ import annotations

from sqlalchemy import Boolean
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Day,
    Listed,
    MaybeWhole,
    Row,
    Short,
    Whole,
    owned_by,
    points_to,
)


class AgreementRow(Row):
    __tablename__ = "agreement"
    number: Mapped[Short]
    title: Mapped[Short]
    kind: Mapped[Short]
    status: Mapped[Short]
    signed_on: Mapped[Short]
    in_force_on: Mapped[Short]
    review_on: Mapped[Short]
    expires_on: Mapped[Short]
    renews_itself: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
    notice_months: Mapped[MaybeWhole]
    parent_id: Mapped[str | None] = points_to("agreement")
    supersedes_id: Mapped[str | None] = points_to("agreement")
    place: Mapped[Short]
    text: Mapped[Short]
    notes: Mapped[Short]
    renewal_months: Mapped[MaybeWhole]
    lead_weeks: Mapped[MaybeWhole]
    visit_id: Mapped[str | None] = points_to("visit")


class AgreementPartyRow(Row):
    __tablename__ = "agreement_party"
    agreement_id: Mapped[str] = owned_by("agreement")
    organisation_id: Mapped[str | None] = points_to("organisation")
    country: Mapped[Short]
    signatory_id: Mapped[str | None] = points_to("person")
    signatory_name: Mapped[Short]
    signatory_title: Mapped[Short]
    rank: Mapped[Whole]
    name: Mapped[Short]
    seat: Mapped[Whole]


class AgreementThemeRow(Row):
    __tablename__ = "agreement_theme"
    agreement_id: Mapped[str] = owned_by("agreement")
    theme_id: Mapped[str] = owned_by("theme")


class AmendmentRow(Row):
    __tablename__ = "amendment"
    agreement_id: Mapped[str] = owned_by("agreement")
    number: Mapped[Short]
    title: Mapped[Short]
    signed_on: Mapped[Short]
    text: Mapped[Short]


class AgreementTextRow(Row):
    __tablename__ = "agreement_text"
    agreement_id: Mapped[str] = owned_by("agreement")
    language: Mapped[Short]
    title: Mapped[Short]
    file_name: Mapped[Short]
    file_hash: Mapped[Short]
    received_on: Mapped[Day]
    state: Mapped[Short]
    authentic: Mapped[bool] = mapped_column(Boolean, default=True, nullable=False)


class AgreementStateRow(Row):
    __tablename__ = "agreement_state"
    agreement_id: Mapped[str] = owned_by("agreement")
    status: Mapped[Short]
    since: Mapped[Short]
    reason: Mapped[Short]


class SigningRow(Row):
    __tablename__ = "signing"
    item_id: Mapped[str] = owned_by("item")
    agreement_id: Mapped[str] = owned_by("agreement")
    done_on: Mapped[Day]
    notes: Mapped[Short]


class FundingProgrammeRow(Row):
    __tablename__ = "funding_programme"
    name: Mapped[Short]
    acronym: Mapped[Short]
    organisation_id: Mapped[str | None] = points_to("organisation")
    country_count: Mapped[MaybeWhole]
    text: Mapped[Short]
    notes: Mapped[Short]
    valid_from: Mapped[Short]
    valid_to: Mapped[Short]


class ProgrammeCountryRow(Row):
    __tablename__ = "programme_country"
    funding_programme_id: Mapped[str] = owned_by("funding_programme")
    country: Mapped[Short]
    as_of: Mapped[Day]


class ProgrammeThemeRow(Row):
    __tablename__ = "programme_theme"
    funding_programme_id: Mapped[str] = owned_by("funding_programme")
    theme_id: Mapped[str] = owned_by("theme")


class ProgrammeAgreementRow(Row):
    __tablename__ = "programme_agreement"
    funding_programme_id: Mapped[str] = owned_by("funding_programme")
    agreement_id: Mapped[str] = owned_by("agreement")


class ProgrammeVisitRow(Row):
    __tablename__ = "programme_visit"
    funding_programme_id: Mapped[str] = owned_by("funding_programme")
    visit_id: Mapped[str] = owned_by("visit")


class CallRow(Row):
    __tablename__ = "call"
    funding_programme_id: Mapped[str] = owned_by("funding_programme")
    title: Mapped[Short]
    opens_on: Mapped[Day]
    closes_on: Mapped[Day]
    text: Mapped[Short]
    url: Mapped[Short]
    countries: Mapped[Listed]
