"""A library with one visit in it, made through the services, and a window's doors that write down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.domain.ids import (
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    RoomId,
    SiteId,
    VisitId,
    new_id,
)
from planner.domain.itinerary import AudienceKind, Item, ItemKind, ItemStatus
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.people import Person
from planner.domain.sites import Room, Site
from planner.domain.travel import Leg, Mode
from planner.domain.visits import Category, Direction, Visit, VisitStatus
from planner.services.planner import Planner
from planner.settings import Settings
from planner.storage import engine

NOW = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
MONDAY = dt.date(2027, 5, 10)


class Clock:
    """Stands still until a journey moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


SUNDAY = MONDAY - dt.timedelta(1)
LUND = "Europe/Stockholm"
COPENHAGEN = "Europe/Copenhagen"


class Files:
    """Answers every question for files with what it was given."""

    def __init__(self, *chosen: Path, folder: Path | None = None) -> None:
        self.chosen, self.into = list(chosen), folder

    def open(
        self, parent: QWidget | None, title: str, kinds: Sequence[str], purpose: str = ""
    ) -> list[Path]:
        return self.chosen

    def save(
        self,
        parent: QWidget | None,
        title: str,
        name: str,
        kinds: Sequence[str],
        purpose: str = "",
    ) -> Path | None:
        return self.into / name if self.into else None

    def folder(self, parent: QWidget | None, title: str, purpose: str = "") -> Path | None:
        return self.into


_made: dict[str, tuple[bytes, dict[str, str], VisitId]] = {}


def ground_in(folder: Path) -> Ground:
    """The visit in a library of its own; it is made once and then copied. Close its planner."""
    path = folder / "library.planner"
    if not _made:
        template = folder / "template.planner"
        engine.create_library(str(template)).close()
        planner = _opened(template, Clock())
        ground = Ground(planner)
        planner.close()
        _made["ground"] = (template.read_bytes(), ground.known, ground.visit)
    content, known, visit = _made["ground"]
    path.write_bytes(content)
    clock = Clock()
    ground = Ground(_opened(path, clock), dict(known), visit)
    ground.clock = clock
    return ground


def _opened(path: Path, clock: Clock) -> Planner:
    return Planner(engine.open_library(str(path)), Settings(chosen={"author": "Eva"}), clock=clock)


class Ground:
    """The MEXT delegation in Lund and Copenhagen; ids by short names in ``known``."""

    def __init__(
        self,
        planner: Planner,
        known: dict[str, str] | None = None,
        visit: VisitId | None = None,
    ) -> None:
        self.planner, self.clock = planner, Clock()
        self.known: dict[str, str] = known or {}
        if visit is not None:
            self.visit = visit
            return
        self.visit = self._visit()
        self._places()
        self._people()
        self._days()

    def item(self, name: str) -> ItemId:
        return ItemId(self.known[name])

    def _visit(self) -> VisitId:
        return self.planner.visits.new(
            Visit(
                id=VisitId(new_id()),
                code="JP-LUND",
                title="MEXT delegation to ESS, MAX IV and the Niels Bohr Institute",
                direction=Direction.INBOUND,
                status=VisitStatus.PLANNED,
                first_day=MONDAY,
                last_day=MONDAY + dt.timedelta(3),
                zone=LUND,
                country="SE",
                languages=("en", "ja"),
            )
        )

    def _places(self) -> None:
        planner = self.planner
        for name, city, zone, country in (
            ("European Spallation Source", "Lund", LUND, "SE"),
            ("MAX IV", "Lund", LUND, "SE"),
            ("Niels Bohr Institute", "København", COPENHAGEN, "DK"),
        ):
            organisation = planner.organisations.add(
                Organisation(
                    id=OrganisationId(new_id()),
                    name=name,
                    kind=OrganisationKind.FACILITY,
                    country=country,
                )
            )
            self.known[name] = planner.sites.add(
                Site(
                    id=SiteId(new_id()),
                    name=name,
                    city=city,
                    zone=zone,
                    country=country,
                    organisation_id=organisation,
                )
            )
            self.known[f"org {name}"] = organisation
        room = Room(
            id=RoomId(new_id()),
            site_id=SiteId(self.known["European Spallation Source"]),
            name="Beam 3.04",
            capacity=4,
        )
        self.known["room"] = planner.keeper(Room).add(room).id

    def _people(self) -> None:
        planner = self.planner
        group_a = planner.delegations.add_group(self.visit, "Policy")
        group_b = planner.delegations.add_group(self.visit, "Science")
        self.known |= {"A": group_a, "B": group_b}
        for rank, (family, given, native, title, role) in enumerate(PEOPLE, start=1):
            person = planner.contacts.add(
                Person(
                    id=PersonId(new_id()),
                    family_name=family,
                    given_name=given,
                    native_name=native,
                    country="JP",
                ),
                emails=[f"{given.lower()}.{family.lower()}@mext.example.jp"],
                phones=["+81 3 5253 4111"],
                organisation="Ministry of Education (MEXT)",
                title=title,
            )
            delegate = planner.delegations.add_person(
                self.visit, person, rank=rank, role=role, category=Category.OFFICIAL
            )
            self.known[family] = delegate
            self.known[f"person {family}"] = person
            group = group_a if rank % 2 else group_b
            planner.delegations.set_groups(delegate, [group])
        self.known["N.N."] = planner.delegations.add_placeholder(
            self.visit, "N.N., head of section", role="Head of section"
        )
        self.known["host"] = planner.contacts.add(
            Person(
                id=PersonId(new_id()), family_name="O’Connor", given_name="Siobhán", country="IE"
            ),
            organisation="European Spallation Source",
            title="Head of Visits",
        )

    def _days(self) -> None:
        flight = self.put(
            "flight", "Flight to Copenhagen", 0, 9, 10, ItemKind.LEG, ItemStatus.CONFIRMED,
            start_local=dt.datetime.combine(SUNDAY, dt.time(22, 25)), start_zone="Asia/Tokyo",
            end_local=dt.datetime.combine(MONDAY, dt.time(6, 35)), end_zone=COPENHAGEN, fixed=True,
            leg=leg(Mode.FLIGHT, "Haneda", "Kastrup", "SK", "984"),
        )  # fmt: skip
        assert flight
        self.put(
            "coach", "Coach to Lund", 0, 7, 8, ItemKind.LEG, ItemStatus.CONFIRMED,
            start_zone=COPENHAGEN, leg=leg(Mode.COACH, "Kastrup", "Lund", "", ""),
        )  # fmt: skip
        ess = SiteId(self.known["European Spallation Source"])
        self.put(
            "round", "Round table on neutron instruments", 0, 10, 12,
            status=ItemStatus.CONFIRMED, site_id=ess, room_id=RoomId(self.known["room"]),
            public_text="Instruments and access", internal_notes="Mind the budget question",
        )  # fmt: skip
        self.put("lunch", "Lunch", 0, 12, 13, ItemKind.MEAL, site_id=ess, place="Canteen")
        self.put("tour", "Tour of the target station", 0, 13, 15, ItemKind.TOUR, site_id=ess)
        self.put(
            "talk", "Talk on science policy", 0, 14, 15, ItemKind.TALK, ItemStatus.CONFIRMED,
            audience=AudienceKind.GROUPS, groups=[GroupId(self.known["A"])], site_id=ess,
        )  # fmt: skip
        self.put("blocker", "Internal debrief", 0, 17, 18, ItemKind.BLOCKER)
        self.put(
            "maxiv", "MAX IV: NanoMAX beamline", 1, 9, 12, ItemKind.TOUR,
            site_id=SiteId(self.known["MAX IV"]), audience=AudienceKind.GROUPS,
            groups=[GroupId(self.known["B"])],
        )  # fmt: skip
        self.put(
            "signing", "Signing of the memorandum", 1, 15, 16, ItemKind.CEREMONY, fixed=True,
            site_id=SiteId(self.known["Niels Bohr Institute"]), start_zone=COPENHAGEN,
            status=ItemStatus.CONFIRMED,
        )  # fmt: skip
        self.put("press", "Press photo", 1, 16, 17, status=ItemStatus.CANCELLED)
        self.put(
            "hotel", "Grand Hotel Lund", 0, 18, 19, ItemKind.STAY, ItemStatus.CONFIRMED,
            end_local=dt.datetime.combine(MONDAY + dt.timedelta(2), dt.time(11)), place="Bantorget 1, Lund",
        )  # fmt: skip
        self.put("call", "Courtesy call at the embassy", None, 0, 0, status=ItemStatus.IDEA)
        self.planner.itineraries.set_hosts(
            self.item("round"),
            people=[PersonId(self.known["host"])],
            organisations=[OrganisationId(self.known["org European Spallation Source"])],
        )

    def put(
        self,
        name: str,
        title: str,
        day: int | None,
        start: int,
        end: int,
        kind: ItemKind = ItemKind.MEETING,
        status: ItemStatus = ItemStatus.TENTATIVE,
        *,
        leg: Leg | None = None,
        groups: Sequence[GroupId] = (),
        delegates: Sequence[DelegateId] = (),
        **fields: Any,
    ) -> ItemId:
        values: dict[str, Any] = {"id": ItemId(new_id()), "visit_id": self.visit}
        if day is not None:
            date = MONDAY + dt.timedelta(day)
            values["start_local"] = dt.datetime.combine(date, dt.time(start))
            values["end_local"] = dt.datetime.combine(date, dt.time(end))
        item = Item(kind=kind, title=title, status=status, **{**values, **fields})
        self.known[name] = self.planner.itineraries.add(
            item, leg=leg, groups=groups, delegates=delegates
        )
        return item.id


def leg(mode: Mode, start: str, end: str, carrier: str, number: str) -> Leg:
    return Leg(
        id=RecordId(new_id()),
        item_id=ItemId(""),
        mode=mode,
        carrier=carrier,
        number=number,
        from_place=start,
        to_place=end,
    )


PEOPLE = (
    ("Yamamoto", "Kenji", "山本 健司", "Director-General", "Head of delegation"),
    ("Tanaka", "Haruto", "田中 陽斗", "Deputy Director-General", ""),
    ("Sato", "Yui", "佐藤 結衣", "Director, Research Facilities", ""),
    ("Suzuki", "Aoi", "鈴木 葵", "Deputy Director", "Programme"),
    ("Takahashi", "Ren", "髙橋 蓮", "Senior Specialist", ""),
)
