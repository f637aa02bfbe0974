"""Several entries changed together: one step, and never over what somebody else changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.ground import Ground, ground_in
from planner.domain.ids import GroupId, OrganisationId, PersonId
from planner.domain.itinerary import AudienceKind, Item
from planner.domain.plan import Plan
from planner.errors import OutOfDate


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


def plan(ground: Ground) -> Plan:
    return ground.planner.visits.plan(ground.visit)


def two(seen: Plan, ground: Ground) -> list[Item]:
    return [seen.item[ground.item(name)] for name in ("lunch", "round")]


def test_who_is_on_them_is_not_written_over_what_changed_meanwhile(ground: Ground) -> None:
    several, groups = ground.planner.several, [GroupId(ground.known["A"])]
    seen = plan(ground)
    ground.planner.itineraries.set_audience(
        ground.item("round"), AudienceKind.GROUPS, groups=[GroupId(ground.known["B"])]
    )
    with pytest.raises(OutOfDate, match="Round table"):
        several.set_audience(two(seen, ground), AudienceKind.GROUPS, groups=groups, seen=seen)
    now = plan(ground)
    assert now.groups_on(now.item[ground.item("lunch")]) == [], "nothing is written"

    several.set_audience(two(now, ground), AudienceKind.GROUPS, groups=groups, seen=now)
    now = plan(ground)
    assert [[one.id for one in now.groups_on(item)] for item in two(now, ground)] == [groups] * 2


def test_another_group_behind_the_same_rule_is_out_of_date_too(ground: Ground) -> None:
    itineraries, lunch = ground.planner.itineraries, ground.item("lunch")
    a, b = GroupId(ground.known["A"]), GroupId(ground.known["B"])
    itineraries.set_audience(lunch, AudienceKind.GROUPS, groups=[a])
    seen = plan(ground)
    itineraries.set_audience(lunch, AudienceKind.GROUPS, groups=[b])

    with pytest.raises(OutOfDate, match="Lunch"):
        itineraries.set_audience(lunch, AudienceKind.GROUPS, groups=[a, b], seen=seen)
    itineraries.set_audience(lunch, AudienceKind.GROUPS, groups=[b], seen=seen)


def test_hosts_are_not_written_over_what_changed_meanwhile(ground: Ground) -> None:
    host = PersonId(ground.known["host"])
    house = OrganisationId(ground.known["org MAX IV"])
    seen = plan(ground)
    ground.planner.itineraries.set_hosts(ground.item("round"), people=[host])
    with pytest.raises(OutOfDate, match="Round table"):
        ground.planner.several.set_hosts(two(seen, ground), organisations=[house], seen=seen)
    now = plan(ground)
    assert now.hosts_of(now.item[ground.item("lunch")]) == []

    ground.planner.several.set_hosts(two(now, ground), organisations=[house], seen=now)
    now = plan(ground)
    assert [[one.organisation_id for one in now.hosts_of(item)] for item in two(now, ground)] == [
        [house],
        [house],
    ]


def test_a_role_is_kept_until_another_is_given_and_undone_in_one_step(ground: Ground) -> None:
    host, round_ = PersonId(ground.known["host"]), ground.item("round")

    def roles() -> list[str]:
        now = plan(ground)
        return [one.role for one in now.hosts_of(now.item[round_])]

    ground.planner.itineraries.set_hosts(round_, people=[host], roles={host: "Chair"})
    ground.planner.itineraries.set_hosts(round_, people=[host])
    assert roles() == ["Chair"]
    seen = plan(ground)
    items = two(seen, ground)
    ground.planner.several.set_hosts(items, people=[host], roles={host: "Guide"}, seen=seen)
    assert roles() == ["Guide"]
    ground.planner.history.undo()
    assert roles() == ["Chair"]
