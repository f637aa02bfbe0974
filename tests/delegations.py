"""Delegations drawn by lot: awkward zones, all scripts, clock-change nights, every kind of audience.

The same seed gives the same delegation, with the same ids.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, Final, TypeVar

from planner.domain.calendar_facts import facts_hash
from planner.domain.handouts import Addressing
from planner.domain.itinerary import (
    AudienceKind,
    Interpreting,
    Item,
    ItemAudience,
    ItemHost,
    ItemKind,
    ItemResource,
    ItemStatus,
)
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.plan import Mark, Plan
from planner.domain.recipients import RecipientKind
from planner.domain.sites import ACCESS_FIELDS, Room, Site, SiteRule, SiteRuleKind
from planner.domain.times import Span, WallTime, zone, zone_names
from planner.domain.travel import (
    Leg,
    LegReference,
    Mode,
    Resource,
    ResourceKind,
    Ride,
    Rooming,
    RoomKind,
)
from planner.domain.visits import Category, Delegate, Group, GroupMember, Visit

T = TypeVar("T")

AWKWARD: Final = (
    "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Cairo", "America/Nuuk", "America/Scoresbysund",
    "America/St_Johns", "America/Santiago", "America/New_York", "America/Phoenix",
    "America/Asuncion", "America/Havana", "Antarctica/Troll", "Asia/Kathmandu", "Asia/Kolkata",
    "Asia/Tehran", "Asia/Gaza", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tokyo",
    "Atlantic/Azores", "Australia/Lord_Howe", "Australia/Eucla", "Europe/Dublin", "Europe/London",
    "Europe/Copenhagen", "Europe/Chisinau", "Pacific/Chatham", "Pacific/Apia", "Pacific/Norfolk",
    "Pacific/Kiritimati", "Etc/UTC", "Etc/GMT+12",
)  # fmt: skip
TITLES: Final = (
    "国立情報学研究所 ご訪問", "𠮷田さんとの夕食 🍣", "زيارة المختبر والغداء", "ביקור במעבדה",
    "Rundvisning på Ålborg Universitet – æøå", "Gespräch im Weißen Haus, Straße 5; Tür „B“",
    "Обед с министром", "तकनीकी चर्चा", "👩‍🔬🧪 Lab tour 🇯🇵🇩🇰", "한국전자통신연구원 방문", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 and 🏳️‍🌈",
    "Talks\\nnot a new line", "=SUM(A1:A9)", "-minus, +plus; @at", 'He said "no", twice', "e\u0301tude (NFD)",
    "A title that goes on, " + "and on, " * 40, "\u202eright to left\u202c", "x", "A & B <i>not italic</i>",
)  # fmt: skip
NAMES: Final = (
    ("Tanaka", "Yui", "田中 結衣", "たなか ゆい", "JP"), ("𠮷野", "花子", "𠮷野 花子", "ヨシノ ハナコ", "JP"),
    ("Sørensen", "Åse", "", "", "DK"), ("Weiß", "Jörg", "", "", "DE"), ("الخوارزمي", "محمد", "", "", "IQ"),
    ("O'Brien", "Séamus", "", "", "IE"), ("Nguyễn", "Thị Minh Khai", "", "", "VN"),
    ("김", "민준", "김 민준", "", "KR"), ("Иванова", "Ольга", "", "", "BG"), ("Ólafsdóttir", "Þóra", "", "", "IS"),
    ("=cmd|' /C calc'!A0", "x", "", "", ""), ("García, López; y Más", "José", "", "", "ES"),
    ("🦊Fox", "🎉", "", "", ""), ("王", "小明", "王 小明", "", "CN"), ("Madonna", "", "", "", "US"),
)  # fmt: skip
TEXTS: Final = (
    "", "", "Meet at the gate.", "One\nTwo\n\nThree, four; five \\ six", "入口で集合。🚪\n身分証をお持ちください。",
    "Trailing blank ", "https://example.org/a,b;c?d=e&f", "=1+1", "😀" * 200, "BEGIN:VEVENT\nUID:x\nEND:VEVENT",
    "\tA tab first", "Ramp & lift: door <3", "لا تنسَ جواز السفر", "x" * 1200,
)  # fmt: skip
PLACES: Final = ("", "", "Room 1", "Gate B, left; then up", "本館 3階", "Café “Ærø”", "🏛")
COUNTRIES: Final = ("", "DK", "JP", "DE", "IE", "MA", "NP", "CA", "AU", "NZ", "GL")


@cache
def changes(name: str, year: int) -> tuple[dt.datetime, ...]:
    """The wall times at which the clocks of a zone are changed in a year: shown twice, or never."""
    there = zone(name)
    hour = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    found = []
    before = hour.astimezone(there).utcoffset()
    while hour.year == year:
        hour += dt.timedelta(hours=6)
        now = hour.astimezone(there).utcoffset()
        if now != before:
            found.append(hour)
        before = now
    return tuple(_to_the_minute(there, each) for each in found)


def _to_the_minute(there: Any, after: dt.datetime) -> dt.datetime:
    low, high = after - dt.timedelta(hours=6), after
    new = after.astimezone(there).utcoffset()
    while high - low > dt.timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle <= low:
            break
        if middle.astimezone(there).utcoffset() == new:
            high = middle
        else:
            low = middle
    return high.astimezone(there).replace(tzinfo=None, second=0, fold=0)


class Drawing:
    """A delegation in the making."""

    def __init__(self, seed: int) -> None:
        self.lot = Random(seed)
        lot = self.lot
        self.zones = lot.sample(AWKWARD, lot.randint(1, 4))
        if lot.random() < 0.4:
            self.zones.append(lot.choice(sorted(zone_names() - {"localtime"})))
        self.year = lot.choice((2026, 2027, 2027, 2028, 2029, 2033))
        nights = changes(self.zones[0], self.year)
        self.first = (
            lot.choice(nights).date() - dt.timedelta(1)
            if nights and lot.random() < 0.7
            else dt.date(self.year, lot.randint(1, 12), lot.randint(1, 28))
        )
        self.days = lot.randint(1, 6)
        self.visit = Visit(
            id=self.id(),
            code=lot.choice(("", "JP-DK", "../x", "CON", "訪問")),
            title=lot.choice(TITLES),
            first_day=self.first,
            last_day=self.first + dt.timedelta(self.days),
            zone=self.zones[0],
            country=lot.choice(COUNTRIES),
            languages=tuple(lot.sample(("en", "da", "de", "ja"), lot.randint(0, 3))),
            emergency_contact=lot.choice(("", "+45 12 34 56 78")),
            notes="Only ours",
        )
        self.parts: dict[str, list[Any]] = {}

    def id(self) -> Any:
        return uuid.UUID(int=self.lot.getrandbits(128), version=4).hex

    def some(self, of: Sequence[T], least: int = 0) -> list[T]:
        return self.lot.sample(of, self.lot.randint(min(least, len(of)), len(of)))

    def put(self, part: str, *words: Any) -> None:
        self.parts.setdefault(part, []).extend(words)

    def of(self, part: str) -> list[Any]:
        return self.parts.get(part, [])

    # people

    def person(self) -> Person:
        lot = self.lot
        family, given, native, reading, country = lot.choice(NAMES)
        one = Person(
            id=self.id(),
            family_name=family,
            given_name=given,
            native_name=native,
            reading=reading if lot.random() < 0.8 else "",
            country=country,
            prefix=lot.choice(("", "", "Prof.", "H.E.")),
            suffix=lot.choice(("", "", "PhD")),
            languages=tuple(lot.sample(("en", "da", "de", "ja", "ar"), lot.randint(0, 2))),
            notes=lot.choice(TEXTS),
        )
        self.put("people", one)
        for number in range(lot.randint(0, 3)):
            kind = lot.choice(list(ContactKind))
            value = {
                ContactKind.EMAIL: f"{one.id[:6]}.{number}@example.org",
                ContactKind.PHONE: lot.choice(("+45 35 32 26 26", "0123 456789", "(03) 5253-4111")),
                ContactKind.WEB: "https://example.org/a;b,c",
            }[kind]
            label = lot.choice(("", "mobile", "work", "Direct, line; 2", "直通"))
            self.put(
                "contact_points",
                ContactPoint(
                    id=self.id(), person_id=one.id, kind=kind, value=value, label=label, rank=number
                ),
            )
        return one

    def house(self) -> Organisation:
        one = Organisation(
            id=self.id(),
            name=self.lot.choice(("MEXT", "文部科学省", "Lund University, LTH", "=1+1", "ESS 🧪")),
            country=self.lot.choice(COUNTRIES),
        )
        self.put("organisations", one)
        return one

    def delegation(self) -> None:
        lot = self.lot
        houses = [self.house() for _ in range(lot.randint(1, 3))]
        for rank in range(lot.randint(1, 12)):
            nobody = lot.random() < 0.1
            self.put(
                "delegates",
                Delegate(
                    id=self.id(),
                    visit_id=self.visit.id,
                    person_id=None if nobody else self.person().id,
                    placeholder=lot.choice(("", "Head of section")) if nobody else "",
                    organisation_id=lot.choice((None, *(one.id for one in houses))),
                    title=lot.choice(("", "Director, research; policy", "局長", "@post")),
                    role=lot.choice(("", "Head of delegation")),
                    category=lot.choice(list(Category)),
                    rank=rank + 1 if lot.random() < 0.8 else 0,
                    payer=lot.choice(("", "Ministry")),
                    notes=lot.choice(("", "Only ours")),
                    **self.travelling(),
                ),
            )
        for number in range(lot.randint(0, 4)):
            group = Group(
                id=self.id(),
                visit_id=self.visit.id,
                letter="ABCD"[number],
                name=lot.choice(("", "", "Physics; chemistry", "物理班")),
                rank=number,
            )
            self.put("groups", group)
            for one in self.some(self.of("delegates")):
                self.put(
                    "members", GroupMember(id=self.id(), group_id=group.id, delegate_id=one.id)
                )

    def travelling(self) -> dict[str, Any]:
        if self.lot.random() < 0.8:
            return {}
        return {
            "arrives_local": dt.datetime.combine(self.first, dt.time(self.lot.randint(0, 23), 35)),
            "arrives_zone": self.zones[0],
        }

    # places and what is booked

    def surroundings(self) -> None:
        lot = self.lot
        for _ in range(lot.randint(1, 4)):
            there = lot.random() < 0.6
            one = Site(
                id=self.id(),
                organisation_id=self.of("organisations")[0].id if lot.random() < 0.3 else None,
                name=lot.choice(
                    ("ESS", "国立天文台 🔭", "DTU, Lyngby; bygning 101", "Straße\\Haus")
                ),
                address=lot.choice(("", "Anker Engelunds Vej 1, 2. sal", "三鷹市大沢2-21-1")),
                postal_code=lot.choice(("", "0280", "181-8588")),
                city=lot.choice(("", "Kgs. Lyngby", "三鷹")),
                zone=lot.choice(self.zones),
                latitude=lot.uniform(-90, 90) if there else None,
                longitude=lot.choice((lot.uniform(-180, 180), 1e-7)) if there else None,
                notes="Only ours",
            )
            self.put("sites", one)
            for number in range(lot.randint(0, 2)):
                self.put("rooms", Room(id=self.id(), site_id=one.id, name=f"Room; {number}, 室"))
            if lot.random() < 0.5:
                asked = tuple(self.some(sorted(ACCESS_FIELDS)))
                self.put(
                    "rules",
                    SiteRule(
                        id=self.id(), site_id=one.id, kind=SiteRuleKind.IDENTITY, fields=asked
                    ),
                )
        for number in range(lot.randint(0, 3)):
            kind = ResourceKind.VEHICLE if number < 2 else ResourceKind.INTERPRETER
            self.put(
                "resources",
                Resource(
                    id=self.id(),
                    visit_id=self.visit.id,
                    kind=kind,
                    name=lot.choice(("Coach 1", "Taxi; 2, Æ", "通訳")) + f" {number}",
                    capacity=lot.choice((None, 4, 50)),
                    person_id=self.person().id if lot.random() < 0.7 else None,
                    phone="+45 12 34 56 78",
                    notes="Only ours",
                ),
            )

    # the programme

    def span(self) -> Span:
        lot = self.lot
        name = lot.choice(self.zones)
        day = self.first + dt.timedelta(lot.randint(0, self.days))
        nights = [each for each in changes(name, self.year) if abs((each.date() - day).days) < 3]
        if nights and lot.random() < 0.6:  # around the change, in its hour and in the one before
            local = lot.choice(nights) + dt.timedelta(minutes=15 * lot.randint(-8, 8))
        else:
            local = dt.datetime.combine(
                day, dt.time(lot.randint(0, 23), lot.choice((0, 5, 30, 55)))
            )
        start = WallTime(local.replace(fold=lot.randint(0, 1)), name)
        minutes = lot.choice((1, 15, 45, 60, 90, 240, 720, 1560))
        end = start.plus(dt.timedelta(minutes=minutes))
        return Span(start, end.in_zone(lot.choice(self.zones)) if lot.random() < 0.3 else end)

    def items(self) -> None:
        for number in range(self.lot.randint(4, 16)):
            self.item(number)

    def item(self, number: int) -> None:
        lot = self.lot
        span, kind = self.span(), lot.choice(list(ItemKind))
        whole = lot.random() < 0.12
        site = lot.choice((None, *self.of("sites")))
        rooms = [room for room in self.of("rooms") if site and room.site_id == site.id]
        waits = lot.random() < 0.05
        one = Item(
            id=self.id(),
            visit_id=self.visit.id,
            kind=kind,
            title=lot.choice(TITLES) if lot.random() < 0.95 else f"Entry {number}",
            second_title=lot.choice(("", "昼食会")),
            status=lot.choice((*ItemStatus, ItemStatus.CONFIRMED, ItemStatus.CONFIRMED)),
            all_day=whole,
            start_local=None if waits else span.start.local.replace(fold=0),
            start_zone=span.start.zone,
            start_fold=span.start.local.fold,
            end_local=None
            if waits
            else span.start.local.replace(fold=0) + dt.timedelta(lot.randint(0, 3))
            if whole
            else span.end.local.replace(fold=0),
            end_zone=span.start.zone if whole else span.end.zone,
            end_fold=0 if whole else span.end.local.fold,
            site_id=site.id if site else None,
            room_id=lot.choice(rooms).id if rooms else None,
            place=lot.choice(PLACES),
            public_text=lot.choice(TEXTS),
            internal_notes="Only ours",
            language=lot.choice(("", "ja", "en")),
            interpreting=lot.choice(list(Interpreting)),
            open_to_press=lot.random() < 0.3,
        )
        one = self.attended(one)
        self.put("items", one)
        self.received(one)
        self.carried(one)

    def attended(self, one: Item) -> Item:
        kind = self.lot.choice(list(AudienceKind))
        if kind is AudienceKind.GROUPS:
            whom = [{"group_id": group.id} for group in self.some(self.of("groups"))]
        elif kind is AudienceKind.ALL:
            whom = []
        else:
            whom = [{"delegate_id": each.id} for each in self.some(self.of("delegates"))]
        for each in whom:
            self.put("audience", ItemAudience(id=self.id(), item_id=one.id, **each))
        return replace(one, audience=kind)

    def received(self, one: Item) -> None:
        lot = self.lot
        for rank in range(lot.choice((0, 0, 1, 1, 2))):
            hosts = self.of("_hosts")
            if lot.random() < 0.2:
                who: dict[str, Any] = {"organisation_id": lot.choice(self.of("organisations")).id}
            else:
                if not hosts or lot.random() < 0.4:
                    self.put("_hosts", self.person())
                who = {"person_id": lot.choice(self.of("_hosts")).id}
            self.put("hosts", ItemHost(id=self.id(), item_id=one.id, rank=rank, **who))

    def carried(self, one: Item) -> None:
        """Legs with vehicles, rides and references; stays with rooms."""
        lot = self.lot
        booked = self.some(self.of("resources")) if lot.random() < 0.5 else []
        for each in booked:
            self.put("bookings", ItemResource(id=self.id(), item_id=one.id, resource_id=each.id))
        heads = self.some(self.of("delegates"))
        vehicles = [each for each in booked if each.kind is ResourceKind.VEHICLE]
        if vehicles:
            for head in heads:
                vehicle = lot.choice(vehicles)
                self.put(
                    "rides",
                    Ride(
                        id=self.id(), item_id=one.id, resource_id=vehicle.id, delegate_id=head.id,
                        seat=lot.choice(("", "3A")),
                    ),
                )  # fmt: skip
        if one.kind is ItemKind.LEG:
            sites = [None, *(site.id for site in self.of("sites"))]
            leg = Leg(
                id=self.id(), item_id=one.id, mode=lot.choice(list(Mode)),
                carrier=lot.choice(("", "SAS", "日本航空")), number=lot.choice(("", "SK 983; x")),
                from_place=lot.choice(PLACES), from_site_id=lot.choice(sites),
                to_place=lot.choice(PLACES), to_site_id=lot.choice(sites),
                buffer_minutes=lot.choice((0, 30)),
            )  # fmt: skip
            self.put("legs", leg)
            for head in heads:
                self.put(
                    "references",
                    LegReference(
                        id=self.id(),
                        leg_id=leg.id,
                        delegate_id=head.id,
                        reference="=ABC12",
                        seat="3A",
                    ),
                )
        if one.kind is ItemKind.STAY:
            for number, head in enumerate(heads):
                self.put(
                    "roomings",
                    Rooming(
                        id=self.id(), item_id=one.id, delegate_id=head.id,
                        kind=lot.choice(list(RoomKind)), room=str(100 + number // 2),
                        reference=lot.choice(("", "=REF;1")), notes=lot.choice(("", "Quiet, please")),
                    ),
                )  # fmt: skip

    def plan(self) -> Plan:
        self.surroundings_and_people()
        parts = {name: tuple(words) for name, words in self.parts.items() if name[0] != "_"}
        hosts = [one.id for one in self.of("_hosts")]
        plan = Plan(
            visit=self.visit,
            titles=dict.fromkeys(hosts, "Head, section; 2 室長"),
            employers=dict.fromkeys(hosts, "Lund University, LTH"),
            **parts,
        )
        return plan.with_items(plan.items)

    def surroundings_and_people(self) -> None:
        self.delegation()
        self.surroundings()
        self.items()


def delegation(seed: int) -> Plan:
    """A visit that nobody would plan and every paper must survive."""
    return Drawing(seed).plan()


def later(plan: Plan, seed: int) -> Plan:
    """The same visit after some weeks: entries moved, renamed, gone, new for others, called off."""
    drawing = Drawing(seed)
    lot = drawing.lot
    items: list[Item] = []
    audience = list(plan.audience)
    for one in plan.items:
        fate = lot.random()
        if fate < 0.1:
            continue
        if fate < 0.3 and one.is_scheduled and not one.all_day:
            span = drawing.span()
            one = replace(
                one,
                start_local=span.start.local.replace(fold=0), start_zone=span.start.zone,
                start_fold=span.start.local.fold, end_local=span.end.local.replace(fold=0),
                end_zone=span.end.zone, end_fold=span.end.local.fold,
            )  # fmt: skip
        elif fate < 0.4:
            one = replace(one, title=lot.choice(TITLES))
        elif fate < 0.5:
            one = replace(one, status=lot.choice(list(ItemStatus)))
        elif fate < 0.6:
            one = replace(one, audience=AudienceKind.ALL)
            audience = [link for link in audience if link.item_id != one.id]
        elif fate < 0.65:
            one = replace(one, public_text=lot.choice(TEXTS), place=lot.choice(PLACES))
        items.append(one)
    left = replace(plan, items=tuple(items), audience=tuple(audience), marks={})
    return left.with_items(items)


def frozen(*plans: Plan) -> tuple[Plan, ...]:
    """Releases 1, 2 … with their marks, which rise as the library lets them rise."""
    known: dict[str, tuple[Mark, str]] = {}
    releases = []
    for number, plan in enumerate(plans, 1):
        stamp = released_at(number).replace(tzinfo=None)
        marks = {}
        for item in plan.scheduled:
            facts = facts_hash(plan, item)
            mark, was = known.get(item.id, (Mark(0, stamp), facts))
            if was != facts:
                mark = Mark(mark.sequence + 1, stamp)
            known[item.id] = (mark, facts)
            marks[item.id] = mark
        releases.append(replace(plan, marks=marks, release_number=number))
    return tuple(releases)


def released_at(number: int) -> dt.datetime:
    return dt.datetime(2026, 1, 4, 9, tzinfo=dt.UTC) + dt.timedelta(days=number)


def others(plan: Plan) -> list[Addressing]:
    """An embassy, the press and a colleague, who are not of the plan."""
    return [
        Addressing(
            id=plan.visit.id[:20] + f"{number:012}",  # type: ignore[arg-type]
            visit_id=plan.visit.id,
            kind=kind,
            name=name,
            email="somebody@example.org",
            language=language,
        )
        for number, (kind, name, language) in enumerate(
            (
                (RecipientKind.EMBASSY, "日本国大使館", "ja"),
                (RecipientKind.PRESS, 'Press, "radio"; TV', "de"),
                (RecipientKind.COLLEAGUE, "Kollega ÆØÅ", "da"),
            )
        )
    ]
