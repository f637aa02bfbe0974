"""A visit that has everything a sheet can say, with ids that are the same in every run."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from factories import CPH, MONDAY, at
from planner.domain.ids import (
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    ResourceId,
    SiteId,
    VisitId,
)
from planner.domain.itinerary import (
    AudienceKind,
    Item,
    ItemAudience,
    ItemHost,
    ItemKind,
    ItemResource,
    ItemStatus,
)
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.redaction import redacted
from planner.domain.sites import Site, SiteRule, SiteRuleKind
from planner.domain.travel import (
    Leg,
    LegReference,
    Mode,
    Resource,
    Ride,
    Rooming,
    RoomKind,
)
from planner.domain.visits import Category, Delegate, Group, GroupMember, Visit
from planner.i18n import language
from planner.services.occasions import Occasion, Paper
from planner.services.papers import PAPERS

GOLDEN = Path(__file__).parent / "golden"
TOKYO = "Asia/Tokyo"
SECRET = "Never-to-leave-the-house"
NOTE = '=HYPERLINK("https://example.org") 𠮷田 🛫'


def key(number: int) -> str:
    return f"{number:032x}"


VISIT = VisitId(key(1))
HOTEL, LAB = SiteId(key(20)), SiteId(key(21))
STAY, TALK, FLIGHT, COACH, GONE = (ItemId(key(number)) for number in range(40, 45))
SATO, NILSEN, NOBODY = (DelegateId(key(number)) for number in (60, 61, 62))
FIRST_COACH, SECOND_COACH = ResourceId(key(80)), ResourceId(key(81))


def _person(number: int, family: str, given: str, **fields: Any) -> Person:
    return Person(id=PersonId(key(number)), family_name=family, given_name=given, **fields)


def _delegate(one: DelegateId, person: int | None, **fields: Any) -> Delegate:
    known = PersonId(key(person)) if person else None
    return Delegate(id=one, visit_id=VISIT, person_id=known, **fields)


def _item(one: ItemId, title: str, start: str, end: str, **fields: Any) -> Item:
    values: dict[str, Any] = {
        "status": ItemStatus.CONFIRMED, "start_zone": CPH, "end_zone": CPH, **fields,
    }  # fmt: skip
    return Item(
        id=one, visit_id=VISIT, title=title, start_local=at(start), end_local=at(end), **values
    )


def plan() -> Plan:
    """Two delegates and one to be named; a hotel, a laboratory, a flight, two coaches."""
    house = Organisation(id=OrganisationId(key(10)), name="文部科学省 (MEXT)", country="JP")
    members = [GroupMember(id=RecordId(key(71)), group_id=GroupId(key(70)), delegate_id=SATO)]
    return Plan(
        visit=Visit(
            id=VISIT, code="JP-DK", title="MEXT", first_day=MONDAY,
            last_day=MONDAY + dt.timedelta(2), zone=CPH, notes=SECRET,
        ),
        people=(
            _person(2, "Satō", "Hanako", native_name="佐藤花子", prefix="Dr.", country="JP", notes=SECRET),
            _person(3, "Ærø-Nilsen", "Åse", country="DK"),
            _person(4, "Lund", "Bo"),
            _person(5, "Chauffeur", "Per"),
        ),
        contact_points=(
            ContactPoint(
                id=RecordId(key(30)), person_id=PersonId(key(2)), kind=ContactKind.EMAIL,
                value="hanako@example.jp", normal="hanako@example.jp",
            ),
        ),
        titles={key(4): "Director"},
        employers={key(4): "ESS"},
        organisations=(house,),
        delegates=(
            _delegate(
                SATO, 2, rank=1, title="副大臣, Vice-Minister", organisation_id=house.id, role="Head",
                category=Category.OFFICIAL, payer="MEXT", notes=NOTE,
            ),
            _delegate(
                NILSEN, 3, rank=2, title="-Advisor", role="Rådgiver", category=Category.SCIENCE,
                arrives_local=at("Tue 08:00"), arrives_zone=CPH, payer=SECRET,
            ),
            _delegate(NOBODY, None, placeholder="N.N. (secretary)"),
        ),
        groups=(Group(id=GroupId(key(70)), visit_id=VISIT, letter="A", name="Science"),),
        members=tuple(members),
        sites=(
            Site(id=HOTEL, name="Hotel Øresund", zone=CPH, country="DK"),
            Site(id=LAB, name="ESS / Target: [hall]", zone=CPH, country="SE"),
        ),
        rules=(
            SiteRule(
                id=RecordId(key(90)), site_id=LAB, kind=SiteRuleKind.IDENTITY,
                fields=("country", "passport"),
            ),
            SiteRule(
                id=RecordId(key(91)), site_id=LAB, kind=SiteRuleKind.ACCESS_TIME, number=20,
                unit="minutes",
            ),
        ),
        items=(
            _item(
                FLIGHT, "Flight home", "Wed 11:00", "Thu 07:35", kind=ItemKind.LEG, end_zone=TOKYO,
            ),
            _item(STAY, "Hotel", "Mon 15:00", "Wed 10:00", kind=ItemKind.STAY, site_id=HOTEL),
            _item(
                TALK, "+Talk 🚀", "Tue 10:00", "Tue 12:00", kind=ItemKind.TALK, site_id=LAB,
                second_title="講演", place="Gate 2", public_text=f"{NOTE}\nBring a coat.",
                internal_notes=SECRET, audience=AudienceKind.GROUPS,
            ),
            _item(COACH, "Coach", "Tue 09:00", "Tue 09:40", kind=ItemKind.LEG),
            _item(GONE, "Dinner", "Tue 19:00", "Tue 21:00", status=ItemStatus.CANCELLED),
        ),
        audience=(
            ItemAudience(id=RecordId(key(50)), item_id=TALK, group_id=GroupId(key(70))),
            ItemAudience(id=RecordId(key(51)), item_id=TALK, delegate_id=NILSEN),
        ),
        hosts=(ItemHost(id=RecordId(key(52)), item_id=TALK, person_id=PersonId(key(4))),),
        legs=(
            Leg(
                id=RecordId(key(53)), item_id=FLIGHT, mode=Mode.FLIGHT, carrier="SK", number="983",
                from_place="Kastrup", to_place="羽田",
            ),
            Leg(
                id=RecordId(key(54)), item_id=COACH, mode=Mode.COACH, from_site_id=HOTEL,
                to_site_id=LAB,
            ),
        ),
        references=(
            LegReference(
                id=RecordId(key(55)), leg_id=RecordId(key(53)), delegate_id=SATO,
                reference="00X4Z9", seat="2A",
            ),
        ),
        resources=(
            Resource(
                id=FIRST_COACH, visit_id=VISIT, name="Coach 1", capacity=1, phone="+45 0123",
                person_id=PersonId(key(5)),
            ),
            Resource(id=SECOND_COACH, visit_id=VISIT, name="Coach 2", capacity=30),
        ),
        bookings=(
            ItemResource(id=RecordId(key(56)), item_id=COACH, resource_id=FIRST_COACH),
            ItemResource(id=RecordId(key(57)), item_id=COACH, resource_id=SECOND_COACH),
        ),
        rides=(
            Ride(
                id=RecordId(key(58)), item_id=COACH, resource_id=FIRST_COACH, delegate_id=SATO,
                seat="1",
            ),
        ),
        roomings=(
            Rooming(
                id=RecordId(key(59)), item_id=STAY, delegate_id=SATO, kind=RoomKind.TWIN,
                room="0204", reference="007", notes="=Quiet",
            ),
            Rooming(
                id=RecordId(key(66)), item_id=STAY, delegate_id=NILSEN, kind=RoomKind.TWIN,
                room="0204",
            ),
        ),
        release_number=3,
    )  # fmt: skip


def recipient(profile: Profile, kind: RecipientKind, who: str) -> Recipient:
    word = {RecipientKind.COLLEAGUE: "added"}.get(kind, kind.value)
    return Recipient(key=f"{word}:{who}", kind=kind, name="Somebody", profile=profile)


OFFICE = recipient(Profile.INTERNAL, RecipientKind.COLLEAGUE, key(99))
DELEGATE = replace(
    recipient(Profile.DELEGATES, RecipientKind.DELEGATE, SATO), person_id=PersonId(key(2))
)
HOST = recipient(Profile.HOSTS, RecipientKind.HOST, key(4))
DRIVER = recipient(Profile.DRIVERS, RecipientKind.DRIVER, FIRST_COACH)
GATE = recipient(Profile.SITES, RecipientKind.SITE, LAB)
RECEPTION = recipient(Profile.SITES, RecipientKind.SITE, HOTEL)
PRESS = recipient(Profile.PRESS, RecipientKind.PRESS, key(98))
EVERYBODY = (OFFICE, DELEGATE, HOST, DRIVER, GATE, RECEPTION, PRESS)


def paper(
    name: str, one: Recipient = OFFICE, code: str = "en", whole: Plan | None = None, **fields: Any
) -> Paper | None:
    """The sheet as it would go to somebody, from the plan redacted for them."""
    seen = redacted(whole or plan(), one.profile, one)
    occasion = Occasion(
        plan=seen,
        recipient=one,
        speak=language(code),
        at=dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC),
        **fields,
    )
    made = PAPERS[name].make(occasion)
    return made[0] if made else None


Sheets = dict[str, list[list[Any]]]


def cells(made: Paper | None, *, with_keys: bool = False) -> Sheets:
    """What stands in the cells, sheet by sheet, the header first; empty cells are None."""
    if made is None:
        return {}
    book = load_workbook(io.BytesIO(made.content))
    return {
        sheet.title: [
            [cell.value for cell in (row if with_keys else row[:-1])] for row in sheet.iter_rows()
        ]
        for sheet in book
    }


def as_text(sheets: Sheets) -> str:
    """For a golden file: a line a row, cells between bars."""
    lines = []
    for title, rows in sheets.items():
        lines.append(f"# {title}")
        for row in rows:
            told = ("" if cell is None else str(cell).replace("\n", "⏎") for cell in row)
            lines.append(" | ".join(told).rstrip())
    return "\n".join(lines) + "\n"
