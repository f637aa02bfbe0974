"""What somebody removed is gone from the history, too, once it cannot be brought back any more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from conftest import Clock
from factories import item, person
from factories import visit as a_visit
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.private_details import DetailKind
from planner.domain.retention import HIDDEN_DAYS
from planner.domain.visits import NeedKind, Visit
from planner.errors import UserError
from planner.services.access_answers import AccessAnswers, as_json
from planner.services.planner import Planner
from planner.storage import chain, digests, settled, soundness
from planner.storage.remembering import kept_changes

NUMBER = "ZX4471902"
SECRET = "Nothing with shellfish"


@pytest.fixture
def guest(planner: Planner) -> PersonId:
    key = PersonId(planner.contacts.add(person("Quistgaard", "Ann")))
    planner.hidden_details.note(key, DetailKind.PASSPORT_NUMBER, NUMBER)
    return key


def journal_has(planner: Planner, text: str) -> bool:
    """Whether anybody who has the file can read this in its history."""
    reader = planner._core.reader
    for (number,) in reader.rows("SELECT number FROM step ORDER BY number"):
        try:
            changes = kept_changes(reader, int(number))
        except UserError:
            continue
        if any(text in str(change) for change in changes):
            return True
    return False


def test_a_passport_number_removed_by_its_owner_is_unreadable_after_thirty_days(
    planner: Planner, guest: PersonId, clock: Clock
) -> None:
    planner.hidden_details.remove(planner.hidden_details.of(guest)[0].id)
    step = planner.history.next_undo()
    clock.forward(days=29)
    assert planner.retention.settle() == 0
    assert journal_has(planner, NUMBER)
    clock.forward(days=2)
    assert planner.retention.settle() == 1
    assert not journal_has(planner, NUMBER)
    assert NUMBER not in as_json(AccessAnswers(planner._core).answer(guest)).decode()
    assert list(chain.broken(planner._core.reader)) == []
    assert step is not None
    with pytest.raises(UserError, match="kept no longer"):
        planner.history_details.told(step.number)
    assert planner.retention.settle() == 0
    path = Path(planner.address)
    planner.close()
    for file in path.parent.glob(path.name + "*"):
        assert NUMBER.encode() not in file.read_bytes()


def test_within_the_thirty_days_undo_brings_it_back_and_it_stays(
    planner: Planner, guest: PersonId, clock: Clock
) -> None:
    planner.hidden_details.remove(planner.hidden_details.of(guest)[0].id)
    clock.forward(days=29)
    planner.history.undo()
    clock.forward(days=365)
    assert planner.retention.settle() == 0
    assert [one.text for one in planner.hidden_details.of(guest)] == [NUMBER]
    assert journal_has(planner, NUMBER)


def test_what_went_with_its_person_is_unreadable_after_thirty_days(
    planner: Planner, guest: PersonId, clock: Clock
) -> None:
    planner.contacts.remove(guest)
    clock.forward(days=31)
    assert planner.retention.settle() == 1
    assert not journal_has(planner, NUMBER)


def test_what_went_with_its_visit_is_unreadable_after_thirty_days(
    sample: Planner, clock: Clock
) -> None:
    """And the undo that is offered next is not the one that cannot be done any more."""
    visit = sample.visits.find("JP-DK-2027")
    head = sample.visits.plan(visit.id).delegates[0]
    sample.needs.note(head.id, kind=NeedKind.DIET, text=SECRET)
    sample.visits.remove(visit.id)
    removal = sample.history.next_undo()
    assert removal is not None
    clock.forward(days=31)
    assert sample.retention.settle() > 0
    assert not journal_has(sample, SECRET)
    offered = sample.history.next_undo()
    assert offered is None or offered.number != removal.number
    assert sample.history.find(removal.number).lasting


def test_a_note_that_was_undone_is_unreadable_after_thirty_days(
    planner: Planner, guest: PersonId, clock: Clock
) -> None:
    """A step taken back is done again by Redo for as long, and not longer."""
    planner.history.undo()
    assert planner.hidden_details.of(guest) == []
    clock.forward(days=31)
    planner.retention.settle()
    assert not journal_has(planner, NUMBER)
    with pytest.raises(UserError, match="kept no longer"):
        planner.history.redo()


def test_a_passport_number_that_was_replaced_is_unreadable_after_thirty_days(
    planner: Planner, guest: PersonId, clock: Clock
) -> None:
    """The new one stays, can be changed again, and that can be undone."""
    details = planner.hidden_details
    details.note(guest, DetailKind.PASSPORT_NUMBER, "ZX0000001")
    clock.forward(days=29)
    planner.retention.settle()
    assert journal_has(planner, NUMBER)
    clock.forward(days=2)
    planner.retention.settle()
    assert not journal_has(planner, NUMBER)
    assert [one.text for one in details.of(guest)] == ["ZX0000001"]
    details.note(guest, DetailKind.PASSPORT_NUMBER, "ZX0000002")
    planner.history.undo()
    assert [one.text for one in details.of(guest)] == ["ZX0000001"]
    reader = planner._core.library
    assert [*chain.broken(reader), *soundness.unsound(reader), *digests.damaged(reader)] == []
    assert settled.settled(reader) == frozenset()


def test_a_passport_of_a_host_is_kept_until_after_the_last_visit_to_come(
    planner: Planner, guest: PersonId, clock: Clock
) -> None:
    """T12: as that of a delegate; noted today it is not erased before the visit of next year."""
    trip = a_visit(first_day=dt.date(2027, 11, 8), last_day=dt.date(2027, 11, 10))
    planner.keeper(Visit).add(trip)
    one = item(trip.id, "Lunch", "2027-11-09 12:00")
    with planner._core.work("Plan") as work:
        work.add(one)
        work.add(ItemHost(id=RecordId(new_id()), item_id=one.id, person_id=guest))
    due = dt.date(2027, 11, 10) + dt.timedelta(HIDDEN_DAYS)
    assert planner.hidden_details.purge_day(guest) == due
    planner.hidden_details.note(guest, DetailKind.PASSPORT_NUMBER, "ZX0000001")
    assert planner.hidden_details.of(guest)[0].purge_after == due
    clock.now = dt.datetime(2027, 11, 9, 10, tzinfo=dt.UTC)
    assert planner.retention.review() == []
    clock.now = dt.datetime(2027, 11, 25, 10, tzinfo=dt.UTC)
    assert [one.name for one in planner.retention.review()] == ["Ann Quistgaard"]
