"""What other visits hold, a whole year, and moments that new rules of a zone moved: on a real library."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factories import at, item, person, visit
from planner.domain import checks
from planner.domain.findings import Finding, Severity
from planner.domain.ids import DelegateId, GroupId, RecordId, ResourceId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemHost, ItemResource
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.travel import Resource, ResourceKind
from planner.domain.visits import Delegate, Group, GroupMember, Visit, VisitStatus
from planner.errors import NotFound, OutOfDate, UserError
from planner.phrases import SENTENCES, label, sentence
from planner.services.changes import Changed
from planner.services.planner import Planner

YEAR = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


class Ground:
    """Two visits in one library: written record by record, looked at through the services."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.here = self.keep(visit(code="HERE", title="Here"))
        self.there = self.keep(visit(code="THERE", title="There"))

    def keep(self, record: Any) -> Any:
        with self.planner._core.work("Keep", {}) as work:
            work.add(record)
        return record

    def delegate(self, trip: Visit, who: Person, **fields: Any) -> Delegate:
        one = Delegate(id=DelegateId(new_id()), visit_id=trip.id, person_id=who.id, **fields)
        self.keep(one)
        return one

    def item(self, trip: Visit, title: str, start: str, end: str, **fields: Any) -> Item:
        one = item(trip.id, title, start, end, **fields)
        self.keep(one)
        return one

    def plan(self) -> Plan:
        return self.planner.visits.plan(self.here.id)

    def found(self, prefix: str) -> list[Finding]:
        return [
            one
            for one in self.planner.checking.findings(self.plan())
            if one.kind.startswith(prefix)
        ]

    def year(self) -> list[Finding]:
        return self.planner.checking.year(*YEAR)


@pytest.fixture
def ground(planner: Planner) -> Ground:
    return Ground(planner)


def link(**fields: Any) -> dict[str, Any]:
    return {"id": RecordId(new_id()), **fields}


def test_a_delegate_of_two_visits_is_found_where_two_entries_overlap(ground: Ground) -> None:
    who = ground.keep(person("Abe"))
    for trip in (ground.here, ground.there):
        ground.delegate(trip, who)
    ground.item(ground.here, "Talks", "09:00", "10:00")
    ground.item(ground.there, "Breakfast", "08:00", "09:00")

    (apart,) = ground.found("visit.")
    ground.item(ground.there, "Tour", "09:30", "11:00")
    (clash,) = ground.found("visit.")

    assert (apart.kind, apart.severity) == ("visit.twice", Severity.WARNING)
    assert (clash.kind, clash.facts["second"], clash.facts["visit"]) == (
        "visit.clash",
        "Tour",
        "There",
    )
    (year,) = ground.year()
    assert sentence(year) == (
        "Hanako Abe: needed for “Talks” of HERE (Mon 10 May 09:00) and for “Tour” of THERE."
    )


@pytest.mark.parametrize(
    ("audience", "by_group", "by_name", "is_on"),
    [
        (AudienceKind.ALL, False, False, True),
        (AudienceKind.NAMED, False, True, True),
        (AudienceKind.NAMED, False, False, False),
        (AudienceKind.GROUPS, True, False, True),
        (AudienceKind.GROUPS, False, True, True),
        (AudienceKind.GROUPS, False, False, False),
        (AudienceKind.ALL_EXCEPT, True, False, False),
        (AudienceKind.ALL_EXCEPT, False, True, False),
        (AudienceKind.ALL_EXCEPT, False, False, True),
    ],
)
@pytest.mark.parametrize("own_travel", [False, True])
def test_the_audience_of_another_visit_is_expanded_as_in_its_own_plan(
    ground: Ground,
    audience: AudienceKind,
    by_group: bool,
    by_name: bool,
    is_on: bool,
    own_travel: bool,
) -> None:
    who = ground.keep(person("Abe"))
    ground.delegate(ground.here, who)
    arrives = {"arrives_local": at("08:00"), "arrives_zone": "Europe/Copenhagen"}
    one = ground.delegate(ground.there, who, **(arrives if own_travel else {}))
    group = ground.keep(Group(id=GroupId(new_id()), visit_id=ground.there.id, letter="A"))
    ground.keep(GroupMember(**link(group_id=group.id, delegate_id=one.id)))
    ground.item(ground.here, "Talks", "09:00", "10:00")
    tour = ground.item(ground.there, "Tour", "09:30", "11:00", audience=audience)
    if by_group:
        ground.keep(ItemAudience(**link(item_id=tour.id, group_id=group.id)))
    if by_name:
        ground.keep(ItemAudience(**link(item_id=tour.id, delegate_id=one.id)))

    there = ground.planner.visits.plan(ground.there.id)

    assert bool(there.on(tour)) is is_on
    assert bool(ground.found("visit.clash")) is is_on
    assert bool(ground.year()) is is_on


def test_who_has_not_arrived_there_is_not_needed_there(ground: Ground) -> None:
    who = ground.keep(person("Abe"))
    ground.delegate(ground.here, who)
    ground.delegate(ground.there, who, arrives_local=at("12:00"), arrives_zone="Europe/Copenhagen")
    ground.item(ground.here, "Talks", "09:00", "10:00")
    ground.item(ground.there, "Tour", "09:30", "11:00")

    assert ground.found("visit.clash") == []
    assert ground.year() == []


def test_a_delegate_who_interprets_for_another_visit_is_found(ground: Ground) -> None:
    who = ground.keep(person("Abe"))
    ground.delegate(ground.here, who)
    ground.item(ground.here, "Talks", "09:00", "10:00")
    tour = ground.item(ground.there, "Tour", "09:30", "11:00")
    speaker = ground.keep(
        Resource(id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name="A", person_id=who.id)
    )
    ground.keep(ItemResource(**link(item_id=tour.id, resource_id=speaker.id)))

    assert [one.facts["second"] for one in ground.found("visit.clash")] == ["Tour"]
    assert [one.facts["names"] for one in ground.year()] == ["Hanako Abe"]


def test_a_postponed_visit_holds_nobody(ground: Ground) -> None:
    who = ground.keep(person("Abe"))
    for trip in (ground.here, ground.there):
        ground.delegate(trip, who)
    ground.item(ground.here, "Talks", "09:00", "10:00")
    ground.item(ground.there, "Tour", "09:30", "11:00")
    with ground.planner._core.work("Postpone", {}) as work:
        work.change(Visit, ground.there.id, status=VisitStatus.POSTPONED)

    assert ground.found("visit.") == []
    assert ground.year() == []


def test_what_was_accepted_in_its_visit_is_accepted_for_the_year(ground: Ground) -> None:
    host = ground.keep(person("Nilsson", "Eva"))
    both = [ground.item(ground.here, title, "09:00", "10:00") for title in ("Talks", "Reception")]
    for one in both:
        ground.keep(ItemHost(**link(item_id=one.id, person_id=host.id)))
    (finding,) = ground.found("overlap.host")
    assert [one.accepted for one in ground.year()] == [""]

    ground.planner.checking.accept(ground.here.id, finding, "She opens both")

    assert [one.accepted for one in ground.year()] == ["She opens both"]


def test_a_year_ends_where_it_ends(ground: Ground) -> None:
    host = ground.keep(person("Nilsson", "Eva"))
    for title in ("Talks", "Reception"):
        one = ground.item(ground.here, title, "2028-01-02 09:00", "2028-01-02 10:00")
        ground.keep(ItemHost(**link(item_id=one.id, person_id=host.id)))

    assert ground.year() == []
    assert len(ground.planner.checking.year(dt.date(2028, 1, 1), dt.date(2028, 12, 31))) == 1


# moments


def planned_an_hour_later(ground: Ground, one: Item) -> None:
    """As if the rules of the zone had been others when the entry was written."""
    with ground.planner._core.library.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET digest = NULL, start_instant = datetime(start_instant, '+1 hour') || '.000000',"
            " end_instant = datetime(end_instant, '+1 hour') || '.000000' WHERE id = ?",
            (one.id,),
        )


@pytest.fixture
def moved(ground: Ground) -> Item:
    one = ground.item(ground.here, "Talks", "10:00", "11:00")
    planned_an_hour_later(ground, one)
    return one


def test_new_rules_are_found_and_stay_found_while_only_words_change(
    ground: Ground, moved: Item
) -> None:
    (finding,) = ground.found("time.moved")
    ground.planner.itineraries.edit(moved.id, title="Round table")

    assert "was 09:00 UTC when it was planned and is 08:00 UTC now" in sentence(finding)
    assert [one.facts["item"] for one in ground.found("time.moved")] == ["Round table"]
    ground.planner.itineraries.edit(moved.id, start_local=at("09:00"))
    assert ground.found("time.moved") == []


def test_keeping_the_local_time_derives_the_moment_anew(ground: Ground, moved: Item) -> None:
    told: list[Changed] = []
    ground.planner.subscribe(told.append)

    assert ground.planner.checking.keep_local_times(ground.here.id) == 1

    assert ground.found("time.moved") == []
    assert ground.plan().item[moved.id] == moved
    assert [one.ids for one in told] == [frozenset({moved.id})]
    assert ground.planner.checking.keep_local_times(ground.here.id) == 0


def test_keeping_the_local_time_is_undone_and_done_again(ground: Ground, moved: Item) -> None:
    (finding,) = ground.found("time.moved")
    ground.planner.checking.keep_local_times(ground.here.id)
    step = ground.planner.history.page()[0]

    ground.planner.history.undo()
    assert label(step) == "Keep the local times"
    assert ground.found("time.moved") == [finding]
    ground.planner.history.redo()

    assert ground.found("time.moved") == []
    assert ground.plan().item[moved.id] == moved


def test_undoing_it_after_the_entry_was_moved_is_refused(ground: Ground, moved: Item) -> None:
    ground.planner.checking.keep_local_times(ground.here.id)
    step = ground.planner.history.page()[0]
    ground.planner.itineraries.edit(moved.id, start_local=at("09:00"))

    with pytest.raises(OutOfDate):
        ground.planner.history.undo(step.number)

    assert ground.plan().item[moved.id].start_local == at("09:00")
    assert ground.found("time.moved") == []


def test_keeping_the_moment_changes_the_local_time_as_one_step(ground: Ground, moved: Item) -> None:
    assert ground.planner.checking.keep_moments(ground.here.id) == 1

    now = ground.plan().item[moved.id]
    assert (now.start_local, now.end_local) == (at("11:00"), at("12:00"))
    assert ground.found("time.moved") == []
    ground.planner.history.undo()
    assert ground.plan().item[moved.id].start_local == at("10:00")
    assert len(ground.found("time.moved")) == 1
    ground.planner.history.redo()
    assert ground.found("time.moved") == []


def test_a_whole_day_that_keeps_its_moment_stays_a_whole_day(ground: Ground) -> None:
    one = ground.item(ground.here, "Fair", "00:00", "Tue 00:00", all_day=True)
    with ground.planner._core.library.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET digest = NULL, start_instant = datetime(start_instant, '+1 day') || '.000000',"
            " end_instant = datetime(end_instant, '+1 day') || '.000000' WHERE id = ?",
            (one.id,),
        )

    ground.planner.checking.keep_moments(ground.here.id)

    assert ground.plan().item[one.id] == replace(
        one, start_local=at("Tue 00:00"), end_local=at("Wed 00:00")
    )


def test_a_visit_that_is_gone_is_said_to_be(planner: Planner) -> None:
    with pytest.raises(NotFound):
        planner.checking.keep_moments(visit().id)


@pytest.mark.parametrize(
    ("kind", "start"), [("keep_local", at("10:00")), ("keep_moment", at("11:00"))]
)
def test_either_is_offered_as_a_way_out_of_the_finding(
    ground: Ground, moved: Item, kind: str, start: dt.datetime
) -> None:
    (finding,) = ground.found("time.moved")
    fixing, plan = ground.planner.fixing, ground.plan()
    fix = next(one for one in fixing.fixes(plan, finding) if one.kind == kind)

    fixing.apply(plan, fix)

    assert ground.found("time.moved") == []
    assert ground.plan().item[moved.id].start_local == start


def test_only_what_a_check_can_find_is_muted(planner: Planner) -> None:
    ground = Ground(planner)
    with pytest.raises(UserError, match="is not a kind of finding"):
        planner.checking.mute(ground.here.id, "overlap.hosts", "They have deputies")

    assert planner.checking.muted(ground.here.id) == []


def test_every_kind_that_can_be_muted_is_found_by_a_check_and_has_a_sentence() -> None:
    folder = Path(checks.__file__).parent
    written = "\n".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "__init__.py"
    )
    found = set(re.findall(r'"([a-z]+\.[a-z_]+)"', written))

    assert found == checks.KINDS
    assert set(SENTENCES) >= checks.KINDS
