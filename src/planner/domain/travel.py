"""Movements between places, what they take, and the vehicles and interpreters that can be booked."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import (
    DelegateId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    ResourceId,
    SiteId,
    SourceId,
    VisitId,
)
from planner.domain.words import Word
from planner.i18n import N_


class Mode(enum.StrEnum):
    FLIGHT = "flight"
    TRAIN = "train"
    COACH = "coach"
    CAR = "car"
    FERRY = "ferry"
    WALK = "walk"
    OTHER = ""


MODES = {
    Mode.FLIGHT: N_("Flight"),
    Mode.TRAIN: N_("Train"),
    Mode.COACH: N_("Coach"),
    Mode.CAR: N_("Car"),
    Mode.FERRY: N_("Ferry"),
    Mode.WALK: N_("Walk"),
    Mode.OTHER: N_("Other"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Leg(Word):
    """The movement that an item of kind *leg* is; times and zones of both ends stand on the item.

    ``buffer_minutes`` is kept free after arrival. Country codes are set where a border is crossed.
    """

    WORD: ClassVar[str] = "leg"

    id: RecordId
    item_id: ItemId
    mode: Mode = Mode.OTHER
    carrier: str = ""
    number: str = ""
    from_place: str = ""
    from_site_id: SiteId | None = None
    from_country: str = ""
    to_place: str = ""
    to_site_id: SiteId | None = None
    to_country: str = ""
    buffer_minutes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class LegReference(Word):
    """One person's booking reference and seat on one leg."""

    WORD: ClassVar[str] = "leg_reference"

    id: RecordId
    leg_id: RecordId
    delegate_id: DelegateId
    reference: str = ""
    seat: str = ""


class ResourceKind(enum.StrEnum):
    VEHICLE = "vehicle"
    INTERPRETER = "interpreter"


RESOURCE_KINDS = {ResourceKind.VEHICLE: N_("Vehicle"), ResourceKind.INTERPRETER: N_("Interpreter")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource(Word):
    """What can be booked and cannot be in two places: a vehicle with seats, an interpreter with languages.

    ``person_id`` is the driver or the interpreter. Without a visit it belongs to the office.
    """

    WORD: ClassVar[str] = "resource"

    id: ResourceId
    visit_id: VisitId | None = None
    kind: ResourceKind = ResourceKind.VEHICLE
    name: str = ""
    capacity: int | None = None
    languages: tuple[str, ...] = ()
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    phone: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ride(Word):
    """Who rides in which vehicle of an item; needed where an item has several. Nobody rides in two."""

    WORD: ClassVar[str] = "ride"

    id: RecordId
    item_id: ItemId
    resource_id: ResourceId
    delegate_id: DelegateId
    seat: str = ""


class RoomKind(enum.StrEnum):
    SINGLE = "single"
    DOUBLE = "double"
    TWIN = "twin"
    SUITE = "suite"
    OTHER = ""


ROOM_KINDS = {
    RoomKind.SINGLE: N_("Single room"),
    RoomKind.DOUBLE: N_("Double room"),
    RoomKind.TWIN: N_("Twin room"),
    RoomKind.SUITE: N_("Suite"),
    RoomKind.OTHER: N_("Not given"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rooming(Word):
    """One delegate's room in one stay. Who has the same ``room`` there shares it.

    ``reference`` is the hotel's number of the booking.
    """

    WORD: ClassVar[str] = "rooming"

    id: RecordId
    item_id: ItemId
    delegate_id: DelegateId
    kind: RoomKind = RoomKind.OTHER
    room: str = ""
    reference: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TravelTime(Word):
    """Minutes from door to door between two sites by one mode, boarding included, with its source.

    It holds both ways unless ``one_way``. ``checked_on`` is the day on which somebody looked it up.
    """

    WORD: ClassVar[str] = "travel_time"

    id: RecordId
    from_site_id: SiteId
    to_site_id: SiteId
    mode: Mode = Mode.COACH
    minutes: int = 0
    one_way: bool = False
    source_id: SourceId | None = None
    checked_on: dt.date | None = None
    notes: str = ""
