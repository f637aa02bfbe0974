"""Nothing is written outside a unit of work, and a unit is whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import delete

from factories import organisation, person, visit
from planner.domain.ids import DelegateId, RecordId, new_id
from planner.domain.people import Person, Position
from planner.domain.visits import Delegate
from planner.errors import NotFound, OutOfDate, StillUsed
from planner.services.core import Core
from planner.services.planner import Planner
from planner.storage.schema.contacts import PersonRow


@pytest.fixture
def core(planner: Planner) -> Core:
    return planner._core


def test_an_error_in_the_middle_leaves_nothing_behind(core: Core, planner: Planner) -> None:
    with pytest.raises(RuntimeError), core.work("Add {name}") as work:
        work.add(person())
        raise RuntimeError

    assert planner.contacts.count() == 0
    assert planner.history.count() == 0


def test_a_unit_that_changes_nothing_is_no_step(core: Core, planner: Planner) -> None:
    known = person()
    planner.contacts.add(known)

    with core.work("Change {name}") as work:
        work.put(known)

    assert planner.history.count() == 1


def test_bulk_writes_that_would_escape_the_journal_are_refused(core: Core) -> None:
    with pytest.raises(AssertionError, match="escape the journal"), core.work("x") as work:
        work._session.execute(delete(PersonRow))


def test_text_is_cleaned_on_its_way_in(core: Core, planner: Planner) -> None:
    known = person("Sa\x00to", "Hana\nko", notes="one\r\ntwo\x0b")

    planner.contacts.add(known)

    stored = planner.contacts.people.get(known.id)
    assert (stored.family_name, stored.given_name, stored.notes) == ("Sato", "Hana ko", "one\ntwo")


def test_two_people_may_change_different_fields(planner: Planner) -> None:
    known = person()
    planner.contacts.add(known)
    planner.contacts.edit(known.id, given_name="Hana")

    changed = planner.contacts.edit(known.id, seen=known, family_name="Satō")

    assert (changed.family_name, changed.given_name) == ("Satō", "Hana")


def test_the_same_field_is_never_overwritten_unseen(planner: Planner) -> None:
    known = person()
    planner.contacts.add(known)
    planner.contacts.edit(known.id, given_name="Hana")

    with pytest.raises(OutOfDate, match="Hana"):
        planner.contacts.edit(known.id, seen=known, given_name="Haruko")

    assert planner.contacts.people.get(known.id).given_name == "Hana"


def test_parts_go_with_their_whole_and_come_back_with_it(planner: Planner) -> None:
    known, house = person(), organisation()
    planner.contacts.add(
        known, emails=["sato@example.org"], organisation=house.name, title="Director"
    )

    planner.contacts.remove(known.id)
    assert planner.keeper(Position).of() == []
    planner.history.undo()

    card = planner.contacts.card(known.id)
    assert [point.value for point in card.emails] == ["sato@example.org"]
    assert card.posts[0].position.title == "Director"


def test_what_others_lean_on_cannot_be_removed_and_the_message_names_them(planner: Planner) -> None:
    known, trip = person(), visit()
    planner.contacts.add(known)
    planner.visits.new(trip)
    planner.keeper(Delegate).add(
        Delegate(id=DelegateId(new_id()), visit_id=trip.id, person_id=known.id)
    )

    with pytest.raises(StillUsed, match=trip.title):
        planner.contacts.remove(known.id)

    assert planner.contacts.count() == 1


def test_a_record_that_is_gone_is_not_changed_into_being(planner: Planner) -> None:
    with pytest.raises(NotFound):
        planner.contacts.edit(person().id, given_name="x")


def test_a_dangling_link_cannot_be_stored(core: Core, planner: Planner) -> None:
    with pytest.raises(OutOfDate), core.work("x") as work:
        work.add(
            Position(
                id=RecordId(new_id()), person_id=person().id, organisation_id=organisation().id
            )
        )

    assert planner.keeper(Position).of() == []


def test_the_journal_orders_by_number_whatever_the_clock_says(
    planner: Planner, clock: object
) -> None:
    planner.contacts.add(person("First"))
    clock.now -= dt.timedelta(days=400)  # type: ignore[attr-defined]
    planner.contacts.add(person("Second"))

    steps = planner.history.page()

    assert [step.facts["name"] for step in steps] == ["Hanako Second", "Hanako First"]
    assert steps[0].at < steps[1].at


def test_ids_are_in_the_order_of_their_making() -> None:
    import time

    first = new_id()
    time.sleep(0.002)

    assert first < new_id()
    assert len(first) == 32
    assert first[12] == "7"


def test_derived_columns_follow_every_change(core: Core, planner: Planner) -> None:
    known = person("Åkesson", "Björn")
    planner.contacts.add(known)
    planner.contacts.edit(known.id, family_name="Ørsted")
    planner.history.undo()

    rows = core.reader.rows("SELECT sort_key FROM person")

    assert rows == [("akesson bjorn",)]
    assert isinstance(planner.contacts.people.get(known.id), Person)


def test_changes_within_one_step_are_journalled_in_a_fixed_order(
    core: Core, planner: Planner
) -> None:
    people = [person(f"Sato {number}") for number in range(40)]
    house = organisation()
    for one in people:
        planner.contacts.add(one)
    planner.organisations.add(house)

    with core.work("Change") as work:
        for one in reversed(people):
            work.put(replace(one, notes="known"))
        work.put(replace(house, notes="known"))
    sql = "SELECT row_word, row_id FROM change WHERE step_number = :step ORDER BY place"
    told = core.reader.rows(sql, {"step": planner.history.count()})

    expected = [
        ("organisation", house.id),
        *(("person", key) for key in sorted(p.id for p in people)),
    ]
    assert [tuple(row) for row in told] == expected
