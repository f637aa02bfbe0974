"""Follow-ups by who has to see to them, and one given to another."""

from __future__ import annotations

import datetime as dt

from planner.domain.due_dates import Shelf
from planner.domain.followups import FollowUp, FollowUpStatus, Side
from planner.domain.ids import FollowUpId, OrganisationId, PersonId, new_id
from planner.domain.organisations import Organisation
from planner.domain.owners import Owner
from planner.domain.people import Person
from planner.services.planner import Planner

WAITING, THEIRS = FollowUpStatus.WAITING, Side.THEIRS


def add(planner: Planner, title: str, days: int | None = None, **fields: object) -> FollowUpId:
    due = planner.today() + dt.timedelta(days) if days is not None else None
    values = {"id": FollowUpId(new_id()), "title": title, "due_on": due, **fields}
    return planner.follow_ups.add(FollowUp(**values))  # type: ignore[arg-type]


def eva(planner: Planner) -> PersonId:
    key = PersonId(new_id())
    planner.contacts.add(Person(id=key, given_name="Eva", family_name="Lund"))
    return key


def told(planner: Planner, **more: object) -> list[tuple[str, int, int]]:
    found = planner.follow_up_owners.list(**more)  # type: ignore[arg-type]
    return [(f"{one.side}:{one.title}", one.count, one.overdue) for one in found]


def titles(planner: Planner, owner: Owner) -> list[str]:
    return [line.title for line in planner.follow_up_owners.page(owner)]


def test_owners_of_either_side_have_what_is_open(planner: Planner) -> None:
    person, house = eva(planner), OrganisationId(new_id())
    planner.organisations.add(Organisation(id=house, name="MEXT"))
    add(planner, "nobody's", 3)
    add(planner, "hers", -1, owner_id=person)
    add(planner, "typed", 1, owner="eva lund")
    add(planner, "she waits", 2, owner_id=person, status=WAITING, waiting_for="the ministry")
    add(planner, "in their hands", status=WAITING, waiting_for="the ministry")
    add(planner, "their promise", side=THEIRS, organisation_id=house)
    add(planner, "anybody's", side=THEIRS)
    add(planner, "over", status=FollowUpStatus.DONE, owner="Jens")

    assert told(planner) == [
        ("ours:Us", 1, 0),
        ("ours:Eva Lund", 3, 1),
        ("theirs:MEXT", 1, 0),
        ("theirs:the ministry", 1, 0),
        ("theirs:Them", 1, 0),
    ]
    hers = planner.follow_up_owners.list()[1]
    assert hers.person_id == person
    assert titles(planner, hers) == ["hers", "typed", "she waits"]
    assert planner.follow_up_owners.has(hers) == 3
    assert [line.title for line in planner.follow_up_owners.page(hers, 1, 1)] == ["typed"]
    assert planner.follow_up_owners.count() == 5
    assert told(planner, offset=1, limit=1) == [("ours:Eva Lund", 3, 1)]
    assert told(planner, shelves=(Shelf.DONE,)) == [("ours:Jens", 1, 1 - 1)]
    assert told(planner, text="promise") == [("theirs:MEXT", 1, 0)]


def test_one_is_given_to_another_in_one_step_and_waits_no_longer_with_us(planner: Planner) -> None:
    person, owners = eva(planner), planner.follow_up_owners
    key = add(planner, "answer", 1, status=WAITING, waiting_for="the ministry")
    before = planner.follow_ups.get(key)

    owners.give(key, owners.named("Eva Lund"))
    now = planner.follow_ups.get(key)
    assert (now.owner_id, now.owner, now.status, now.waiting_for) == (
        person, "", FollowUpStatus.OPEN, "",
    )  # fmt: skip
    there = owners.of(key)
    assert there is not None
    assert there.title == "Eva Lund"
    planner.history.undo()
    assert planner.follow_ups.get(key) == before

    owners.give(key, owners.named("Embassy", THEIRS))
    now = planner.follow_ups.get(key)
    assert (now.side, now.owner, now.status, now.waiting_for) == (
        THEIRS, "Embassy", WAITING, "Embassy",
    )  # fmt: skip
    owners.give(key, Owner())
    assert told(planner) == [("ours:Us", 1, 0)]


def test_whoever_watches_over_what_waits_hands_it_on_as_it_is(planner: Planner) -> None:
    owners = planner.follow_up_owners
    key = add(planner, "answer", owner="Jens", status=WAITING, waiting_for="the ministry")
    owners.give(key, owners.named("Eva"))
    now = planner.follow_ups.get(key)
    assert (now.owner, now.status, now.waiting_for) == ("Eva", WAITING, "the ministry")
