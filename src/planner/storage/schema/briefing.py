"""What papers need beside the plan: briefs of a visit, biographies, logos."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from planner.storage.schema.base import Day, Row, Short, Whole, owned_by, part_of


class BriefRow(Row):
    __tablename__ = "brief"
    visit_id: Mapped[str] = owned_by("visit")
    item_id: Mapped[str | None] = part_of("item")
    title: Mapped[Short]
    objective: Mapped[Short]
    points: Mapped[Short]
    usable: Mapped[Short]
    not_disclosed: Mapped[Short]
    department: Mapped[Short]
    dated: Mapped[Day]
    rank: Mapped[Whole]


class BiographyRow(Row):
    __tablename__ = "biography"
    person_id: Mapped[str] = owned_by("person")
    language: Mapped[Short]
    text: Mapped[Short]
    as_of: Mapped[Day]
    source: Mapped[Short]


class LogoRow(Row):
    __tablename__ = "logo"
    organisation_id: Mapped[str] = owned_by("organisation")
    media_type: Mapped[Short]
    data: Mapped[Short]
    width: Mapped[Whole]
    height: Mapped[Whole]
