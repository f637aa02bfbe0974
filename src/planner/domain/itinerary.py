"""The entries of a visit's days: items and legs, with hosts, audience and what they book."""

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
    ResourceId,
    RoomId,
    SiteId,
    VisitId,
)
from planner.domain.times import Span, WallTime
from planner.domain.words import Word
from planner.i18n import N_


class ItemKind(enum.StrEnum):
    MEETING = "meeting"
    TOUR = "tour"
    TALK = "talk"
    MEAL = "meal"
    CEREMONY = "ceremony"
    STAY = "stay"
    LEG = "leg"
    FREE = "free"
    BLOCKER = "blocker"


ITEM_KINDS = {
    ItemKind.MEETING: N_("Meeting"),
    ItemKind.TOUR: N_("Tour"),
    ItemKind.TALK: N_("Talk"),
    ItemKind.MEAL: N_("Meal"),
    ItemKind.CEREMONY: N_("Ceremony"),
    ItemKind.STAY: N_("Stay"),
    ItemKind.LEG: N_("Travel"),
    ItemKind.FREE: N_("Free time"),
    ItemKind.BLOCKER: N_("Internal blocker"),
}

NEEDS_HOST = frozenset({ItemKind.MEETING, ItemKind.TOUR, ItemKind.TALK, ItemKind.CEREMONY})


class ItemStatus(enum.StrEnum):
    IDEA = "idea"
    REQUESTED = "requested"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


ITEM_STATUSES = {
    ItemStatus.IDEA: N_("Idea"),
    ItemStatus.REQUESTED: N_("Requested"),
    ItemStatus.TENTATIVE: N_("Tentative"),
    ItemStatus.CONFIRMED: N_("Confirmed"),
    ItemStatus.CANCELLED: N_("Cancelled"),
}


class AudienceKind(enum.StrEnum):
    """Who is on an item: a rule that lives on when the delegation changes."""

    ALL = "all"
    GROUPS = "groups"
    NAMED = "named"
    ALL_EXCEPT = "all except"


AUDIENCE_KINDS = {
    AudienceKind.ALL: N_("Whole delegation"),
    AudienceKind.GROUPS: N_("Groups"),
    AudienceKind.NAMED: N_("Named people"),
    AudienceKind.ALL_EXCEPT: N_("All except"),
}


class Interpreting(enum.StrEnum):
    """How words cross the language gap; *consecutive* at least doubles the time that a talk needs."""

    NONE = ""
    CONSECUTIVE = "consecutive"
    SIMULTANEOUS = "simultaneous"
    WHISPERED = "whispered"


INTERPRETING = {
    Interpreting.NONE: N_("No interpreting"),
    Interpreting.CONSECUTIVE: N_("Consecutive"),
    Interpreting.SIMULTANEOUS: N_("Simultaneous"),
    Interpreting.WHISPERED: N_("Whispered"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Item(Word):
    """One entry of the itinerary. Without a start it waits among the unscheduled.

    Each end has its own local time and IANA zone; seconds are zero. ``all_day`` uses the dates
    only, the last day included. A fold of 1 is the second of two equal times in the night when
    the clocks go back. ``fixed`` items keep their time when earlier ones grow.
    ``public_text`` goes out; ``internal_notes`` never do. A blocker is internal as a whole.
    ``second_title`` is the title in the guests' language. ``language`` is the IETF tag of the
    language spoken there; ``confirm_by`` the day by which it must stand. Only what is ``open_to_press`` stands in the
    programme of the press.
    """

    WORD: ClassVar[str] = "item"

    id: ItemId
    visit_id: VisitId
    kind: ItemKind = ItemKind.MEETING
    title: str = ""
    second_title: str = ""
    status: ItemStatus = ItemStatus.TENTATIVE
    fixed: bool = False
    all_day: bool = False
    start_local: dt.datetime | None = None
    start_zone: str = ""
    end_local: dt.datetime | None = None
    end_zone: str = ""
    start_fold: int = 0
    end_fold: int = 0
    site_id: SiteId | None = None
    room_id: RoomId | None = None
    place: str = ""
    audience: AudienceKind = AudienceKind.ALL
    public_text: str = ""
    internal_notes: str = ""
    language: str = ""
    interpreting: Interpreting = Interpreting.NONE
    agreement_id: AgreementId | None = None
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None
    confirm_by: dt.date | None = None
    rank: int = 0
    open_to_press: bool = False

    @property
    def is_scheduled(self) -> bool:
        return self.start_local is not None and self.end_local is not None

    @property
    def span(self) -> Span:
        """Start and end; only for a scheduled item. An all-day item spans whole local days."""
        assert self.start_local is not None
        assert self.end_local is not None
        start = self.start_local.replace(fold=self.start_fold)
        end = self.end_local.replace(fold=self.end_fold)
        if self.all_day:
            midnight = dt.time()
            start = dt.datetime.combine(start.date(), midnight)
            end = dt.datetime.combine(end.date() + dt.timedelta(1), midnight)
        return Span(
            WallTime(start, self.start_zone), WallTime(end, self.end_zone or self.start_zone)
        )

    @property
    def is_public(self) -> bool:
        """Whether the item may ever leave the house."""
        return self.kind is not ItemKind.BLOCKER


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemHost(Word):
    """Who receives the delegation: a person, or an organisation as long as nobody is named."""

    WORD: ClassVar[str] = "item_host"

    id: RecordId
    item_id: ItemId
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    role: str = ""
    rank: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemAudience(Word):
    """One group or delegate that the audience rule of an item names."""

    WORD: ClassVar[str] = "item_audience"

    id: RecordId
    item_id: ItemId
    group_id: GroupId | None = None
    delegate_id: DelegateId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemResource(Word):
    """A vehicle or interpreter booked for an item."""

    WORD: ClassVar[str] = "item_resource"

    id: RecordId
    item_id: ItemId
    resource_id: ResourceId
    notes: str = ""
