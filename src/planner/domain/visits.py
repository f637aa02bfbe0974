"""Visits, their delegations and groups."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import (
    AgreementId,
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    ThemeId,
    VisitId,
)
from planner.domain.words import Word
from planner.i18n import N_


class Direction(enum.StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


DIRECTIONS = {Direction.INBOUND: N_("Inbound"), Direction.OUTBOUND: N_("Outbound")}


class VisitStatus(enum.StrEnum):
    """How far a visit is. A template is never carried out: it is there to be cloned, so it is no
    coming visit and holds no host, room or vehicle; its category stays that of the visits made of it.
    """

    IDEA = "idea"
    REQUESTED = "requested"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    DONE = "done"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    TEMPLATE = "template"


VISIT_STATUSES = {
    VisitStatus.IDEA: N_("Idea"),
    VisitStatus.REQUESTED: N_("Requested"),
    VisitStatus.PLANNED: N_("Planned"),
    VisitStatus.CONFIRMED: N_("Confirmed"),
    VisitStatus.DONE: N_("Done"),
    VisitStatus.POSTPONED: N_("Postponed"),
    VisitStatus.CANCELLED: N_("Cancelled"),
    VisitStatus.TEMPLATE: N_("Template"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Word):
    """The whole visit. ``code`` is the short name that people type; unique in practice, not by force.

    ``first_day`` and ``last_day`` are dates at the place visited, both included. ``zone`` is
    the zone of the programme, offered for new items. ``languages`` are IETF tags.
    """

    WORD: ClassVar[str] = "visit"

    id: VisitId
    code: str = ""
    title: str = ""
    direction: Direction = Direction.INBOUND
    category: str = ""
    status: VisitStatus = VisitStatus.IDEA
    status_reason: str = ""
    purpose: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    zone: str = "Europe/Copenhagen"
    country: str = ""
    host_organisation_id: OrganisationId | None = None
    initiator_organisation_id: OrganisationId | None = None
    successor_id: VisitId | None = None
    languages: tuple[str, ...] = ()
    emergency_contact: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme(Word):
    WORD: ClassVar[str] = "theme"

    id: ThemeId
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitTheme(Word):
    WORD: ClassVar[str] = "visit_theme"

    id: RecordId
    visit_id: VisitId
    theme_id: ThemeId


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitAgreement(Word):
    """The visit takes place under this agreement, or is about it."""

    WORD: ClassVar[str] = "visit_agreement"

    id: RecordId
    visit_id: VisitId
    agreement_id: AgreementId


class Category(enum.StrEnum):
    """What a delegate counts as: official or accompanying is answered to parliaments with the costs."""

    OFFICIAL = "official"
    BUSINESS = "business"
    SCIENCE = "science"
    PRESS = "press"
    SECURITY = "security"
    INTERPRETER = "interpreter"
    ACCOMPANYING = "accompanying"
    OTHER = ""


CATEGORIES = {
    Category.OFFICIAL: N_("Official"),
    Category.BUSINESS: N_("Business"),
    Category.SCIENCE: N_("Science"),
    Category.PRESS: N_("Press"),
    Category.SECURITY: N_("Security"),
    Category.INTERPRETER: N_("Interpreter"),
    Category.ACCOMPANYING: N_("Accompanying"),
    Category.OTHER: N_("Not given"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Delegate(Word):
    """A person in a visit, or a placeholder ("N.N., head of section") that counts as a head.

    ``rank`` is the order of precedence, 1 first, set by hand and never computed from titles; 0 is
    unranked. Arrival and departure are local times with their zone; empty means *with the visit*.
    ``title`` is the post held at the time of this visit.
    """

    WORD: ClassVar[str] = "delegate"

    id: DelegateId
    visit_id: VisitId
    person_id: PersonId | None = None
    placeholder: str = ""
    organisation_id: OrganisationId | None = None
    title: str = ""
    role: str = ""
    category: Category = Category.OTHER
    rank: int = 0
    payer: str = ""
    arrives_local: dt.datetime | None = None
    arrives_zone: str = ""
    departs_local: dt.datetime | None = None
    departs_zone: str = ""
    notes: str = ""
    name_by: dt.date | None = None
    """The day by which a placeholder must be named, or missing data be there."""
    rank_reason: str = ""
    """Why this place in the order of precedence, in words: "as in the ministry's list of 4 May"."""


class NeedKind(enum.StrEnum):
    DIET = "diet"
    ACCESS = "access"
    MEDICAL = "medical"
    RELIGION = "religion"
    ROOM = "room"
    OTHER = "other"


NEED_KINDS = {
    NeedKind.DIET: N_("Diet"),
    NeedKind.ACCESS: N_("Access"),
    NeedKind.MEDICAL: N_("Medical"),
    NeedKind.RELIGION: N_("Religion"),
    NeedKind.ROOM: N_("Room"),
    NeedKind.OTHER: N_("Other"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Need(Word):
    """A delegate's need: special-category data (GDPR art. 9), never searched, listed or logged.

    ``purge_after`` is the day after which it is to be erased.
    """

    WORD: ClassVar[str] = "need"

    id: RecordId
    delegate_id: DelegateId
    kind: NeedKind = NeedKind.OTHER
    text: str = ""
    purge_after: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedPassed(Word):
    """A need was told to whoever runs an item: the kitchen, the site. ``at`` is UTC without offset."""

    WORD: ClassVar[str] = "need_passed"

    id: RecordId
    need_id: RecordId
    item_id: ItemId
    at: dt.datetime | None = None
    author: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group(Word):
    """A named part of a delegation. ``letter`` stands on the board and in lists ("A")."""

    WORD: ClassVar[str] = "visit_group"

    id: GroupId
    visit_id: VisitId
    letter: str = ""
    name: str = ""
    rank: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupMember(Word):
    WORD: ClassVar[str] = "group_member"

    id: RecordId
    group_id: GroupId
    delegate_id: DelegateId
