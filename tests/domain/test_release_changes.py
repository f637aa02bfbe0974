"""What changed between two versions: everything is named, and to each recipient only what is theirs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import itertools
import json
import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories
from tests.factories import CPH, PlanBuilder, person, site

from planner.domain.calendar_facts import facts_hash
from planner.domain.ids import RecordId, ResourceId, RoomId, new_id
from planner.domain.item_changes import ChangeKind
from planner.domain.itinerary import Item, ItemKind, ItemResource, ItemStatus
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, items_of, recipients
from planner.domain.redaction import redacted
from planner.domain.release_changes import changes_for, compare
from planner.domain.sites import OpeningHours, Room, SiteRule, SiteRuleKind
from planner.domain.travel import LegReference, Resource, Ride, Rooming
from planner.domain.words import Word, field_names, from_plain, plain
from planner.i18n import language
from planner.release_phrases import everything, notice, sentence, summary, told

EN = language("en")


def rich() -> Plan:
    """Four delegates in two groups; a tour with a host, a talk of group A, a flight, a stay, an
    idea, a blocker; rooms, rides, references, rules: one record of every kind."""
    build = PlanBuilder("Sato", "Mori", "Abe", "Ito")
    build.group("A", "Sato", "Mori")
    build.group("B", "Abe", "Ito")
    ess, hotel = site("ESS", city="Lund"), site("Grand Hotel")
    host = person("Holm", "Åse")
    driver = person("Juhl", "Bo")
    tour = build.item("Tour", "09:00", "10:00", host=host, at_site=ess, internal_notes="canary-a")
    build.item("Talk", "11:00", "12:00", groups="A", public_text="On neutrons", host=host)
    flight = build.leg("Flight home", "Tue 12:00", "Tue 14:00", origin=ess, goal=hotel)
    stay = build.item("Night", "22:00", "Tue 07:00", at_site=hotel, kind=ItemKind.STAY)
    build.item("canary-idea", "15:00", "16:00", status=ItemStatus.IDEA)
    build.item("canary-blocker", "16:00", "17:00", kind=ItemKind.BLOCKER)
    build.item("Someday", named=("Ito",))
    coach = Resource(
        id=ResourceId(new_id()),
        visit_id=build.plan.visit.id,
        name="Coach 1",
        person_id=driver.id,
        notes="canary-coach",
    )
    sato = build.people["Sato"]
    leg = build.plan.legs[0]
    build.add(
        people=(driver,),
        resources=(coach,),
        rooms=(Room(id=RoomId(new_id()), site_id=ess.id, name="Aula"),),
        hours=(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=ess.id,
                weekday=0,
                opens=dt.time(8),
                closes=dt.time(17),
            ),
        ),
        rules=(SiteRule(id=RecordId(new_id()), site_id=ess.id, kind=SiteRuleKind.CLOTHING),),
        contact_points=(
            ContactPoint(
                id=RecordId(new_id()), person_id=host.id, kind=ContactKind.EMAIL, value="h@ess.eu"
            ),
            ContactPoint(
                id=RecordId(new_id()),
                person_id=sato.person_id,
                kind=ContactKind.PHONE,
                value="canary-phone",
            ),
        ),
        bookings=tuple(
            ItemResource(id=RecordId(new_id()), item_id=one.id, resource_id=coach.id)
            for one in (tour, flight)
        ),
        references=(
            LegReference(
                id=RecordId(new_id()), leg_id=leg.id, delegate_id=sato.id, reference="own-SATO"
            ),
        ),
        rides=(
            Ride(
                id=RecordId(new_id()),
                item_id=flight.id,
                resource_id=coach.id,
                delegate_id=sato.id,
            ),
        ),
        roomings=(
            Rooming(id=RecordId(new_id()), item_id=stay.id, delegate_id=sato.id, room="own-12"),
        ),
    )
    house = factories.organisation("Ministry")
    build.add(organisations=(house,), themes=("Neutrons",))
    return dataclasses.replace(build.plan, titles={host.id: "Head of tours"})


def _with(plan: Plan, name: str, /, **fields: Any) -> Plan:
    """The plan with one entry changed."""
    items = tuple(
        dataclasses.replace(one, **fields) if one.title == name else one for one in plan.items
    )
    return dataclasses.replace(plan, items=items)


def _item(plan: Plan, title: str) -> Item:
    return next(one for one in plan.items if one.title == title)


def _recipient(plan: Plan, start: str) -> Recipient:
    return next(one for one in recipients(plan) if f"{one.key} {one.name}".find(start) >= 0)


def _kinds(old: Plan, new: Plan) -> list[ChangeKind]:
    (one,) = compare(old, new).items
    return [change.kind for change in one.changes]


def test_a_version_does_not_differ_from_itself_even_read_again() -> None:
    plan = rich()
    again = from_plain(Plan, json.loads(json.dumps(plain(plan))))

    assert not compare(plan, again)
    assert len(compare(plan, again).unchanged) == len(plan.items)


def test_rows_written_again_under_another_id_are_no_change() -> None:
    plan = rich()
    again = dataclasses.replace(
        plan,
        hosts=tuple(dataclasses.replace(one, id=RecordId(new_id())) for one in plan.hosts),
        audience=tuple(dataclasses.replace(one, id=RecordId(new_id())) for one in plan.audience),
        legs=tuple(dataclasses.replace(one) for one in plan.legs),
    )

    assert not compare(plan, again)


@pytest.mark.parametrize(
    ("fields", "kinds", "said"),
    [
        (
            {
                "start_local": dt.datetime(2027, 5, 10, 10),
                "end_local": dt.datetime(2027, 5, 10, 11),
            },
            [ChangeKind.MOVED],
            ["Time: Mon 10 May 10:00–11:00 (was: 09:00–10:00)"],
        ),
        (
            {"start_local": dt.datetime(2027, 5, 11, 9), "end_local": dt.datetime(2027, 5, 11, 10)},
            [ChangeKind.MOVED],
            ["Time: Tue 11 May 09:00–10:00 (was: Mon 10 May 09:00–10:00)"],
        ),
        (
            {"end_local": dt.datetime(2027, 5, 10, 10, 30)},
            [ChangeKind.LONGER],
            ["30 min longer: Mon 10 May 09:00–10:30"],
        ),
        (
            {"end_local": dt.datetime(2027, 5, 10, 9, 45)},
            [ChangeKind.SHORTER],
            ["15 min shorter: Mon 10 May 09:00–09:45"],
        ),
        (
            {"start_local": dt.datetime(2027, 5, 10, 9, 30)},
            [ChangeKind.MOVED, ChangeKind.SHORTER],
            [
                "Time: Mon 10 May 09:30–10:00 (was: 09:00–10:00)",
                "30 min shorter: Mon 10 May 09:30–10:00",
            ],
        ),
        (
            {"start_zone": "Asia/Tokyo", "end_zone": "Asia/Tokyo"},
            [ChangeKind.MOVED],
            ["Time: Mon 10 May 09:00 (UTC+9)–10:00 (UTC+9) (was: 09:00 (UTC+2)–10:00 (UTC+2))"],
        ),
        (
            {"start_local": None, "end_local": None},
            [ChangeKind.UNSCHEDULED],
            ["Time: none any more (was: Mon 10 May 09:00–10:00)"],
        ),
        ({"title": "Walk"}, [ChangeKind.TITLE], ["Title: Walk (was: Tour)"]),
        ({"kind": ItemKind.TALK}, [ChangeKind.KIND], ["Kind: Talk (was: Meeting)"]),
        (
            {"status": ItemStatus.TENTATIVE},
            [ChangeKind.STATUS],
            ["Status: Tentative (was: Confirmed)"],
        ),
        ({"status": ItemStatus.CANCELLED}, [ChangeKind.CANCELLED], ["Cancelled"]),
        ({"public_text": "Bring shoes"}, [ChangeKind.TEXT], ["Text: Bring shoes"]),
        ({"place": "Gate 2"}, [ChangeKind.PLACE], ["Place: ESS, Gate 2 (was: ESS)"]),
        ({"fixed": True, "rank": 3}, [ChangeKind.DETAILS], ["Details: Fixed, Order"]),
    ],
)
def test_what_changed_about_an_entry_is_named_and_said(
    fields: dict[str, Any], kinds: list[ChangeKind], said: list[str]
) -> None:
    plan = rich()
    new = _with(plan, "Tour", **fields)

    assert _kinds(plan, new) == kinds
    assert told(compare(plan, new).items[0], EN) == said


def test_an_entry_whose_length_stays_over_the_change_of_the_clocks_is_only_moved() -> None:
    plan = _with(
        rich(),
        "Tour",
        start_local=dt.datetime(2027, 10, 30, 22),
        end_local=dt.datetime(2027, 10, 31, 4),
    )
    later = _with(
        plan,
        "Tour",
        start_local=dt.datetime(2027, 11, 1, 22),
        end_local=dt.datetime(2027, 11, 2, 5),
    )

    assert _kinds(plan, later) == [ChangeKind.MOVED]


def test_the_second_of_two_equal_times_is_another_time() -> None:
    plan = _with(
        rich(),
        "Tour",
        start_local=dt.datetime(2027, 10, 31, 2, 30),
        end_local=dt.datetime(2027, 10, 31, 5),
    )
    second = _with(plan, "Tour", start_fold=1)

    assert _kinds(plan, second) == [ChangeKind.MOVED, ChangeKind.SHORTER]
    assert "UTC+1" in told(compare(plan, second).items[0], EN)[0]


def test_another_room_at_the_same_site_is_said_as_the_room() -> None:
    plan = rich()
    new = _with(plan, "Tour", room_id=plan.rooms[0].id)

    assert told(compare(plan, new).items[0], EN) == ["Room: Aula"]
    assert told(compare(new, plan).items[0], EN) == ["Room: none any more (was: Aula)"]


def test_new_and_removed_entries_stand_in_the_order_of_the_programme() -> None:
    plan = rich()
    early = factories.item(plan.visit.id, "Breakfast", "07:00", "08:00")
    new = dataclasses.replace(
        plan, items=(*(one for one in plan.items if one.title != "Talk"), early)
    )

    assert [sentence(one, EN) for one in compare(plan, new).items] == [
        "New: “Breakfast”, Mon 10 May 07:00–08:00",
        "Removed: “Talk”, Mon 10 May 11:00–12:00",
    ]


def test_sentences_come_in_the_language_of_the_reader() -> None:
    plan = rich()
    new = _with(plan, "Tour", end_local=dt.datetime(2027, 5, 10, 10, 30))
    (one,) = compare(plan, new).items

    assert "10.30" in sentence(one, language("da"))
    assert "Mo 10. Mai 09:00–10:30" in sentence(one, language("de"))


# every field

_ROWS = [
    (name, part)
    for name, hint in typing.get_type_hints(Plan).items()
    for part in typing.get_args(hint)
    if isinstance(part, type) and dataclasses.is_dataclass(part) and issubclass(part, Word)
]
_NOT_READ = {
    "id", "visit_id", "item_id", "site_id", "group_id", "delegate_id", "leg_id", "resource_id",
}  # fmt: skip
"""Keys: another one is another record."""
_ORDER = {("hosts", "rank"), ("contact_points", "organisation_id")}
"""A number that puts rows in order, of which there is one; whose address it is besides."""


def _other(kind: type[Word], name: str, value: Any) -> Any:
    hint = typing.get_type_hints(kind)[name]
    if isinstance(value, enum.Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, dt.datetime):
        return value - dt.timedelta(minutes=5)
    if isinstance(value, dt.time):
        return dt.time(6)
    if isinstance(value, tuple):
        return (*value, "ja")
    if isinstance(value, str):
        return "Asia/Tokyo" if "zone" in name else f"{value}x"
    text = str(hint)
    if "datetime.datetime" in text:
        return dt.datetime(2027, 5, 9, 8)
    if "datetime.date" in text:
        return dt.date(2027, 5, 9)
    if "Profile" in text or "int" in text or "float" in text:
        return 7
    return new_id()


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        (rows, field)
        for rows, kind in _ROWS
        for field in field_names(kind)
        if field not in _NOT_READ and (rows, field) not in _ORDER
    ],
)
def test_a_change_of_any_field_is_named(rows: str, field: str) -> None:
    plan = rich()
    first, *rest = getattr(plan, rows)
    if field in ("arrives_zone", "departs_zone"):
        local = field.replace("zone", "local")
        first = dataclasses.replace(first, **{local: dt.datetime(2027, 5, 9, 8), field: CPH})
        plan = dataclasses.replace(plan, **{rows: (first, *rest)})
    if field in ("arrives_local", "departs_local"):
        first = dataclasses.replace(first, **{field.replace("local", "zone"): CPH})
        plan = dataclasses.replace(plan, **{rows: (first, *rest)})
    other = dataclasses.replace(first, **{field: _other(type(first), field, getattr(first, field))})
    new = dataclasses.replace(plan, **{rows: (other, *rest)})

    changes = compare(plan, new)

    assert changes
    assert all(line.strip() and "{" not in line for line in everything(changes, EN))


@pytest.mark.parametrize("field", [one for one in field_names(factories.Visit) if one != "id"])
def test_a_change_of_the_visit_is_named(field: str) -> None:
    plan = rich()
    value = _other(factories.Visit, field, getattr(plan.visit, field))
    new = dataclasses.replace(plan, visit=dataclasses.replace(plan.visit, **{field: value}))

    (part,) = compare(plan, new).parts

    assert part.fields == (field,)


@pytest.mark.parametrize("rows", [rows for rows, _kind in _ROWS])
def test_a_record_less_is_named_unless_what_refers_to_it_went_first(rows: str) -> None:
    plan = rich()
    new = dataclasses.replace(plan, **{rows: getattr(plan, rows)[1:]})

    assert bool(compare(plan, new)) == (rows not in ("organisations",))


# drawn plans

_TITLES = ("Tour", "Talk", "Flight home", "Night", "canary-idea", "canary-blocker", "Someday")


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, str, int]]:
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        "move",
                        "longer",
                        "cancel",
                        "idea",
                        "drop",
                        "unschedule",
                        "room",
                        "leave",
                        "join",
                        "host",
                        "notes",
                        "rename",
                        "block",
                        "reference",
                    ]
                ),
                st.sampled_from(_TITLES),
                st.integers(0, 3),
            ),
            max_size=6,
        )
    )


def _edited(plan: Plan, steps: list[tuple[str, str, int]]) -> Plan:
    for verb, title, number in steps:
        one = next((item for item in plan.items if item.title == title), None)
        if one is None:
            continue
        plan = _EDITS[verb](plan, one, number)
    return plan


def _shifted(plan: Plan, one: Item, number: int) -> Plan:
    if one.start_local is None or one.end_local is None:
        start = dt.datetime(2027, 5, 12, 8)
        return _with(
            plan, one.title, start_local=start, end_local=start + dt.timedelta(hours=1),
            start_zone=CPH, end_zone=CPH,
        )  # fmt: skip
    by = dt.timedelta(minutes=30 * (number + 1))
    return _with(plan, one.title, start_local=one.start_local + by, end_local=one.end_local + by)


def _grown(plan: Plan, one: Item, number: int) -> Plan:
    if one.end_local is None:
        return plan
    return _with(plan, one.title, end_local=one.end_local + dt.timedelta(minutes=5 * number))


def _audience(plan: Plan, one: Item, keep: list[int]) -> Plan:
    rule = [row for row in plan.audience if row.item_id != one.id]
    rule += [
        factories.ItemAudience(
            id=RecordId(new_id()), item_id=one.id, delegate_id=plan.delegates[place].id
        )
        for place in keep
    ]
    plan = dataclasses.replace(plan, audience=tuple(rule))
    return _with(plan, one.title, audience=factories.AudienceKind.NAMED)


def _host(plan: Plan, one: Item, number: int) -> Plan:
    rest = tuple(row for row in plan.hosts if row.item_id != one.id)
    if number:
        known = plan.people[4 if number == 1 else 5]
        rest += (factories.ItemHost(id=RecordId(new_id()), item_id=one.id, person_id=known.id),)
    return dataclasses.replace(plan, hosts=rest)


_EDITS = {
    "move": _shifted,
    "longer": _grown,
    "cancel": lambda plan, one, _n: _with(plan, one.title, status=ItemStatus.CANCELLED),
    "idea": lambda plan, one, _n: _with(plan, one.title, status=ItemStatus.IDEA),
    "drop": lambda plan, one, _n: dataclasses.replace(
        plan, items=tuple(item for item in plan.items if item.id != one.id)
    ),
    "unschedule": lambda plan, one, _n: _with(plan, one.title, start_local=None, end_local=None),
    "room": lambda plan, one, _n: _with(plan, one.title, room_id=plan.rooms[0].id),
    "leave": lambda plan, one, n: _audience(plan, one, [p for p in range(4) if p != n]),
    "join": lambda plan, one, n: _audience(plan, one, [n]),
    "host": _host,
    "notes": lambda plan, one, n: _with(plan, one.title, internal_notes=f"canary-{n}"),
    "rename": lambda plan, one, n: _with(plan, one.title, second_title=f"見学{n}"),
    "block": lambda plan, one, _n: _with(plan, one.title, kind=ItemKind.BLOCKER),
    "reference": lambda plan, _one, n: dataclasses.replace(
        plan,
        references=tuple(
            dataclasses.replace(row, reference=f"own-{n}") for row in plan.references
        ),
    ),
}  # fmt: skip


def _everybody(old: Plan, new: Plan) -> list[Recipient]:
    known = {one.key: one for one in (*recipients(old), *recipients(new))}
    added = [
        Recipient(key=f"added:{kind}", kind=kind, name="Embassy", profile=profile)
        for kind, profile in (
            (RecipientKind.EMBASSY, Profile.DELEGATES),
            (RecipientKind.PRESS, Profile.PRESS),
        )
    ]
    return [*known.values(), *added]


@given(edits(), edits())
@settings(max_examples=60)
def test_every_entry_that_a_calendar_shows_otherwise_is_named(
    first: list[tuple[str, str, int]], second: list[tuple[str, str, int]]
) -> None:
    start = rich()
    old, new = _edited(start, first), _edited(start, second)
    changes = compare(old, new)

    for key in {*old.item, *new.item}:
        before, after = old.item.get(key), new.item.get(key)
        if before is None or after is None or facts_hash(old, before) != facts_hash(new, after):
            assert key in changes.of
    assert len(changes.items) + len(changes.unchanged) == len({*old.item, *new.item})


@given(edits(), edits())
@settings(max_examples=60)
def test_a_recipient_is_told_of_the_own_entries_and_of_no_other(
    first: list[tuple[str, str, int]], second: list[tuple[str, str, int]]
) -> None:
    start = rich()
    old, new = _edited(start, first), _edited(start, second)
    for one in _everybody(old, new):
        found = changes_for(old, new, one)
        seen = [
            {item.id for item in redacted(plan, one.profile, one, own=True).items}
            for plan in (old, new)
        ]
        concerned = {item.id for plan in (old, new) for item in items_of(plan, one)}
        named = {change.item_id for change in found.items}

        assert named <= concerned
        assert seen[0] ^ seen[1] <= named
        assert named | {item.id for item in found.unchanged} == seen[0] | seen[1]
        assert found.total == len(seen[0] | seen[1])


@given(edits(), edits())
@settings(max_examples=60)
def test_nothing_that_is_denied_shows_in_what_a_recipient_is_told(
    first: list[tuple[str, str, int]], second: list[tuple[str, str, int]]
) -> None:
    start = rich()
    old, new = _edited(start, first), _edited(start, second)
    for one in _everybody(old, new):
        found = changes_for(old, new, one)
        text = "\n".join(
            itertools.chain(notice(found, 1, EN), map(str, found.items), map(str, found.parts))
        )
        own = one.name.startswith("Sato") or one.kind is RecipientKind.SITE  # rooms go to hotels

        assert "canary-" not in text
        assert own or "own-" not in text


# one recipient


def test_who_leaves_the_audience_is_told_that_it_is_gone_and_who_joins_that_it_is_new() -> None:
    plan = rich()
    talk = _item(plan, "Talk")
    groups = {group.letter: group.id for group in plan.groups}
    swapped = tuple(
        dataclasses.replace(row, group_id=groups["B"]) if row.item_id == talk.id else row
        for row in plan.audience
    )
    new = dataclasses.replace(plan, audience=swapped)

    sato = changes_for(plan, new, _recipient(plan, "Sato"))
    ito = changes_for(plan, new, _recipient(plan, "Ito"))

    assert [sentence(one, EN) for one in sato.items] == [
        "No longer in your programme: “Talk”, Mon 10 May 11:00–12:00"
    ]
    assert [sentence(one, EN) for one in ito.items] == ["New: “Talk”, Mon 10 May 11:00–12:00"]


def test_a_cancelled_entry_is_said_to_be_cancelled_also_to_guests() -> None:
    plan = rich()
    new = _with(plan, "Tour", status=ItemStatus.CANCELLED)
    found = changes_for(plan, new, _recipient(plan, "Sato"))

    assert [sentence(one, EN) for one in found.items] == [
        "Cancelled: “Tour”, Mon 10 May 09:00–10:00, ESS"
    ]
    assert summary(found, 4, EN) == "1 of your 4 entries changed since version 4."


def test_a_delegate_is_not_told_who_else_is_on_an_entry_but_its_host_is() -> None:
    plan = rich()
    tour = _item(plan, "Tour")
    new = _audience(plan, tour, [0, 1, 2])

    sato = changes_for(plan, new, _recipient(plan, "Sato"))
    host = changes_for(plan, new, _recipient(plan, "host:"))

    assert not sato.concerned
    assert summary(sato, 1, EN) == "Nothing changed for you since version 1."
    assert [told(one, EN) for one in host.items] == [["No longer there: Ito"]]


def test_an_internal_note_changes_nothing_for_anybody_outside() -> None:
    plan = rich()
    new = _with(plan, "Tour", internal_notes="canary-b", fixed=True)

    for one in recipients(plan):
        assert not changes_for(plan, new, one).concerned
    assert _kinds(plan, new) == [ChangeKind.DETAILS]


def test_the_order_of_precedence_is_told_to_nobody_outside() -> None:
    plan = rich()
    new = dataclasses.replace(
        plan,
        delegates=tuple(dataclasses.replace(one, rank=one.rank + 1) for one in plan.delegates),
    )

    for one in recipients(plan):
        assert changes_for(plan, new, one).parts == ()
    assert changes_for(plan, new, _recipient(plan, "Sato"), Profile.INTERNAL).parts


def test_a_booking_reference_is_told_to_its_owner_alone() -> None:
    plan = rich()
    new = _EDITS["reference"](plan, plan.items[0], 2)

    sato = changes_for(plan, new, _recipient(plan, "Sato"))
    mori = changes_for(plan, new, _recipient(plan, "Mori"))

    assert [told(one, EN) for one in sato.items] == [["Booking reference: own-2 (Sato)"]]
    assert not mori.concerned


def test_a_new_emergency_number_concerns_everybody_though_no_entry_changed() -> None:
    plan = rich()
    visit = dataclasses.replace(plan.visit, emergency_contact="+45 1234")
    new = dataclasses.replace(plan, visit=visit)
    found = changes_for(plan, new, _recipient(plan, "Sato"))

    assert found.concerned
    assert notice(found, 2, EN) == [
        "Your entries are as in version 2; something about the visit changed.",
        "• Visit – Emergency contact: +45 1234",
    ]
