"""Events against a plan, by rule: which entry an event is, what it may change, and that nothing doubles."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, item, site
from planner.domain.calendar_entries import CalendarEntry, CalendarFile, EntryTime, ZoneSource
from planner.domain.choosing import choose, decide
from planner.domain.event_places import Places
from planner.domain.event_reading import kind_of, said
from planner.domain.event_staging import EventGround, TextUse, carried, own_item, stage
from planner.domain.ids import RoomId, event_item_id, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.quick_add import QuickSite
from planner.domain.sites import Room
from planner.domain.staging import Add, Decision, SetField, Staging
from planner.domain.travel import Leg

TOKYO = "Asia/Tokyo"


def entry(title: str = "Talks", hour: int = 10, **fields: object) -> CalendarEntry:
    start = dt.datetime.combine(MONDAY, dt.time(hour))
    values: dict[str, object] = {
        "number": 1,
        "uid": title,
        "title": title,
        "start": EntryTime(start, CPH, ZoneSource.NAMED),
        "end": EntryTime(start + dt.timedelta(hours=1), CPH, ZoneSource.NAMED),
    }
    return CalendarEntry(**{**values, **fields})  # type: ignore[arg-type]


def compared(plan: Plan, *entries: CalendarEntry, places: Places | None = None) -> Staging:
    days = MONDAY - dt.timedelta(3), MONDAY + dt.timedelta(10)
    file = CalendarFile("some.ics", "hash", entries, *days)
    return stage(file, EventGround(plan, places or Places()))


def after(plan: Plan, staging: Staging) -> Plan:
    """The plan as committing would leave it."""
    items = {one.id: one for one in plan.items}
    for row in staging.rows:
        for edit in row.edits:
            if isinstance(edit, Add) and isinstance(edit.record, Item):
                assert edit.record.id not in items, "no entry comes twice"
                items[edit.record.id] = edit.record
            elif isinstance(edit, SetField):
                changed = replace(items[edit.id], **{edit.name: edit.value})  # type: ignore[index]
                items[edit.id] = changed  # type: ignore[index]
    return replace(plan, items=tuple(items.values()))


CLOCKS = st.integers(0, 22)
TITLES = st.sampled_from(["Talks", "talks", "Lunch", "Tour", ""])
ENTRIES = st.lists(
    st.builds(
        lambda title, hour, uid, status: entry(title, hour, uid=uid, status=status),
        TITLES,
        CLOCKS,
        st.sampled_from([f"uid{number}" for number in range(6)]),
        st.sampled_from(["", "CONFIRMED", "TENTATIVE", "CANCELLED"]),
    ),
    max_size=6,
    unique_by=lambda one: one.uid,
)


@given(ENTRIES, st.lists(st.tuples(TITLES, CLOCKS), max_size=4))
def test_taken_in_twice_is_taken_in_once(
    entries: list[CalendarEntry], there: list[tuple[str, int]]
) -> None:
    builder = PlanBuilder()
    for title, hour in there:
        builder.item(title or "Free", f"{hour:02}:00", f"{hour + 1:02}:00")
    once = after(builder.plan, compared(builder.plan, *entries))

    again = compared(once, *entries)

    assert not [row.name for row in again.rows if row.edits]


def test_an_event_that_only_shares_title_and_day_is_a_question() -> None:
    builder = PlanBuilder()
    known = builder.item("Talks", "14:00", "15:00")

    (row,) = compared(builder.plan, entry()).rows

    assert row.decision is Decision.UNDECIDED
    assert row.candidates[0].person_id == known.id
    (row,) = decide(compared(builder.plan, entry()), 1, Decision.NEW).rows
    assert [type(edit) for edit in row.edits] == [Add]


def test_another_use_of_descriptions_keeps_what_was_decided() -> None:
    builder = PlanBuilder()
    builder.item("Talks", "10:00", "11:00", status=ItemStatus.TENTATIVE)
    events = (
        entry(description="Bring ID", status="CONFIRMED"),
        entry("Tour", 14, number=2, description="Helmets"),
        entry("Lunch", 12, number=3),
    )
    file = CalendarFile("some.ics", "hash", events, MONDAY, MONDAY)
    old = stage(file, EventGround(builder.plan))
    (place,) = [n for n, one in enumerate(old.row(1).changes) if one.field == "status"]
    old = decide(choose(old, 1, [place], take=False), 2, Decision.SKIP)

    new = carried(old, stage(file, EventGround(builder.plan), text=TextUse.PUBLIC))

    assert [row.name for row in new.rows] == ["Talks", "Lunch", "Tour"]
    assert [row.decision for row in new.rows] == [Decision.UPDATE, Decision.SKIP, Decision.NEW]
    assert [change.field for change in new.row(1).taken] == ["public_text"]


def test_two_entries_called_alike_at_that_time_are_not_guessed_at() -> None:
    builder = PlanBuilder()
    builder.item("Talks", "10:00", "11:00")
    builder.item("Talks", "10:00", "11:00")

    (row,) = compared(builder.plan, entry()).rows

    assert (row.decision, row.candidates) == (Decision.NEW, ())


def test_the_same_moment_in_another_zone_changes_nothing() -> None:
    builder = PlanBuilder()
    key = event_item_id(builder.plan.visit.id, "Talks")
    builder.item("Talks", "10:00", "11:00", id=key)
    start = EntryTime(dt.datetime.combine(MONDAY, dt.time(17)), TOKYO, ZoneSource.NAMED)
    there = entry(start=start, end=replace(start, local=start.local + dt.timedelta(hours=1)))

    (row,) = compared(builder.plan, there).rows

    assert row.decision is Decision.SAME


@pytest.mark.parametrize(
    ("status", "known", "wanted"),
    [
        ("CONFIRMED", ItemStatus.TENTATIVE, ItemStatus.CONFIRMED),
        ("TENTATIVE", ItemStatus.CONFIRMED, ItemStatus.TENTATIVE),
        ("TENTATIVE", ItemStatus.REQUESTED, None),
        ("CANCELLED", ItemStatus.CONFIRMED, ItemStatus.CANCELLED),
        ("", ItemStatus.CONFIRMED, None),
    ],
)
def test_a_status_is_taken_over_only_where_the_file_says_one(
    status: str, known: ItemStatus, wanted: ItemStatus | None
) -> None:
    builder = PlanBuilder()
    key = event_item_id(builder.plan.visit.id, "Talks")
    builder.item("Talks", "10:00", "11:00", id=key, status=known)

    (row,) = compared(builder.plan, entry(status=status)).rows

    values = [change.edit.value for change in row.taken if isinstance(change.edit, SetField)]
    assert values == ([wanted] if wanted else [])


def test_a_category_of_ours_gives_the_kind_and_a_journey_its_leg() -> None:
    assert kind_of(["Red", "Besichtigung"]) is kind_of(["Tour"]) is ItemKind.TOUR
    assert kind_of(["Whatever"]) is ItemKind.MEETING
    (row,) = compared(PlanBuilder().plan, entry(categories=("Travel",))).rows
    made = [edit.record for edit in row.edits if isinstance(edit, Add)]
    assert isinstance(made[0], Item)
    assert made[0].kind is ItemKind.LEG
    assert [type(record) for record in made[1:]] == [Leg]


def test_a_place_is_a_site_only_where_one_bears_that_very_name() -> None:
    ess, other = site("ESS"), site("MAX IV")
    room = Room(id=RoomId(new_id()), site_id=ess.id, name="Beam 3.04")
    places = Places(
        [
            QuickSite(id=ess.id, name="ESS", zone=CPH, aliases=("Spallation Source",)),
            QuickSite(id=other.id, name="MAX IV", zone=CPH),
        ],
        [room],
        {ess.id: ("Partikelgatan 2", "224 84 Lund", "Lund")},
    )
    assert places.find("ess").site_id == ess.id
    assert places.find("ESS Canteen").site_id is None
    found = places.find("Beam 3.04, Spallation Source, Partikelgatan 2, 224 84 Lund")
    assert (found.site_id, found.room_id, found.place) == (ess.id, room.id, "")
    assert places.find("ESS, MAX IV").place == "ESS, MAX IV"


def test_a_zone_of_windows_is_the_zone_of_the_visit_where_both_show_the_same_clock() -> None:
    local = dt.datetime.combine(MONDAY, dt.time(10))
    paris = EntryTime(local, "Europe/Paris", ZoneSource.NEAR)
    read = said(entry(start=paris, end=paris), Places().find(""), CPH)
    assert read.values["start_zone"] == CPH
    tokyo = EntryTime(local, TOKYO, ZoneSource.NEAR)
    assert said(entry(start=tokyo, end=tokyo), Places().find(""), CPH).values["start_zone"] == TOKYO


def test_only_our_own_uids_name_our_entries() -> None:
    one = item(PlanBuilder().plan.visit.id, "Talks")
    assert own_item(f"{one.id}@planner") == one.id
    assert own_item(f"{one.id}@planner.example") is None
    assert own_item("x@planner") is None


def test_an_event_of_our_own_from_another_visit_becomes_an_entry_here() -> None:
    builder = PlanBuilder()
    other = item(builder.plan.visit.id, "Talks")
    (row,) = compared(builder.plan, entry(uid=f"{other.id}@planner")).rows
    assert row.decision is Decision.NEW
    (edit,) = row.edits
    assert isinstance(edit, Add)
    assert edit.record.id != other.id
