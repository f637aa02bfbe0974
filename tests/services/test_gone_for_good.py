"""Every period that people are told is kept; and what is gone for good comes back by no way in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import DelegateId, FollowUpId, PersonId, RecordId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.privacy import Profile
from planner.domain.private_details import DetailKind
from planner.domain.releases import Release
from planner.domain.retention import GROUPS, FieldGroup
from planner.domain.travel import LegReference, Ride, Rooming
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import chain, digests, reading, soundness
from planner.storage.remembering import kept_changes

CANARIES = ("CANARYREF1", "CANARYSEAT2", "CANARYRIDE3", "CANARYHOTEL4")
NUMBER = "ZX4471902"
SECRET = "CANARYPROMISE"


def go_to(clock: Clock, day: dt.date) -> None:
    clock.now = dt.datetime.combine(day, dt.time(10), dt.UTC)


def long_after(visit: Visit) -> dt.date:
    assert visit.last_day is not None
    return visit.last_day + dt.timedelta(100)


def everything(planner: Planner) -> bytes:
    path = Path(planner.address)
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*") if one.is_file())


def is_sound(planner: Planner) -> bool:
    reader = planner._core.library
    found: list[object] = [
        *chain.broken(reader),
        *digests.damaged(reader),
        *soundness.unsound(reader),
    ]
    assert found == []
    return True


def erase_all(planner: Planner) -> int:
    return planner.retention.erase([one for one in planner.retention.review() if one.key])


@pytest.fixture
def visit(sample: Planner, tmp_path: Path) -> Visit:
    """A visit that was frozen, handed on and frozen again, with marked details of travel."""
    found = sample.visits.find("JP-DK-2027")
    plan = sample.visits.plan(found.id)
    head: DelegateId = next(one for one in plan.delegates if one.person_id).id
    ride = plan.rides[0] if plan.rides else None
    rooming = plan.roomings[0] if plan.roomings else None
    leg = plan.legs[0]
    with sample._core.work("Book") as work:
        key = RecordId(new_id())
        work.add(
            LegReference(
                id=key, leg_id=leg.id, delegate_id=head, reference=CANARIES[0], seat=CANARIES[1]
            )
        )
        if ride is not None:
            work.change(Ride, ride.id, seat=CANARIES[2])
        else:
            work.add(
                Ride(
                    id=RecordId(new_id()),
                    item_id=plan.items[0].id,
                    resource_id=plan.resources[0].id,
                    delegate_id=head,
                    seat=CANARIES[2],
                )
            )
        if rooming is not None:
            work.change(Rooming, rooming.id, reference=CANARIES[3])
        else:
            stay = next(one for one in plan.items if one.kind is ItemKind.STAY)
            work.add(
                Rooming(
                    id=RecordId(new_id()), item_id=stay.id, delegate_id=head, reference=CANARIES[3]
                )
            )
    sample.releases.release(found.id)
    handed = tmp_path / "one.planner-visit"
    sample.visit_files.give(found.id, to="Lund", target=handed, profile=Profile.INTERNAL)
    handed.unlink()
    sample.releases.release(found.id, note="Again")
    return found


def test_every_period_that_people_are_told_is_asked_for_by_the_review(
    sample: Planner, clock: Clock
) -> None:
    """Of contact data and notes it only names whom to decide about; all else it can take away."""
    found = person("Old", "One", notes="Likes jazz")
    key = PersonId(sample.contacts.add(found))
    sample.look_ups.note([(key, "passport number")], "Visa")
    done = FollowUp(
        id=FollowUpId(new_id()), title=SECRET, status=FollowUpStatus.DONE, done_on=sample.today()
    )
    sample.keeper(FollowUp).add(done)
    sample.look_ups.detail_copied(key, DetailKind.PASSPORT_NUMBER, "Embassy", "Visa")
    go_to(clock, sample.today() + dt.timedelta(11 * 365))
    asked = {one.group for one in sample.retention.review()}
    assert {FieldGroup.FOLLOW_UPS, FieldGroup.REGISTER, FieldGroup.LOOK_UPS} <= asked
    taken = {group for group, one in GROUPS.items() if one.words or one.registers}
    assert set(GROUPS) - taken == {FieldGroup.CONTACT, FieldGroup.NOTES}


def test_look_ups_and_hand_outs_go_from_the_registers_when_their_time_is_over(
    planner: Planner, clock: Clock
) -> None:
    """The dry run lists them; they stand in no history, so nothing brings them back."""
    key = PersonId(planner.contacts.add(person("Quistgaard", "Ann")))
    planner.look_ups.note([(key, "passport number")], "Visa")
    planner.look_ups.detail_copied(key, DetailKind.PASSPORT_NUMBER, "Embassy of Japan", "Visa")
    registers = (FieldGroup.LOOK_UPS, FieldGroup.REGISTER)
    go_to(clock, planner.today() + dt.timedelta(5 * 365 + 2))
    found = [one for one in planner.retention.review() if one.group in registers]
    assert [(one.group, one.name) for one in found] == [(FieldGroup.LOOK_UPS, "Ann Quistgaard")]
    go_to(clock, planner.today() + dt.timedelta(5 * 365 + 2))
    found = [one for one in planner.retention.review() if one.group in registers]
    assert [one.name for one in found] == ["Embassy of Japan", "Ann Quistgaard"]
    assert len(planner.look_ups.of(key)) == 1
    steps = planner.history.count()
    assert planner.retention.erase(found) == 2
    assert planner.history.count() == steps
    reader = planner._core.reader
    for table in ("look_up", "disclosure", "disclosure_subject"):
        assert reader.rows(f"SELECT 1 FROM {table}") == []
    planner.contacts.edit(key, notes="Back again")
    clock.forward(days=8)
    planner.retention.settle()
    planner.history.undo()  # a later step is not taken for that of the review
    assert planner.contacts.card(key).person.notes == ""
    assert is_sound(planner)


def test_a_follow_up_goes_ten_years_after_it_was_done_and_an_open_one_stays(
    planner: Planner, clock: Clock
) -> None:
    def promise(status: FollowUpStatus) -> FollowUp:
        done = planner.today() if status is FollowUpStatus.DONE else None
        return FollowUp(
            id=FollowUpId(new_id()), title=f"{SECRET} {status}", status=status, done_on=done
        )

    keeper = planner.keeper(FollowUp)
    for status in FollowUpStatus:
        keeper.add(promise(status))
    go_to(clock, planner.today() + dt.timedelta(10 * 365))
    assert planner.retention.review() == []
    clock.forward(days=1)
    assert erase_all(planner) == 2
    assert {one.status for one in keeper.of()} == {FollowUpStatus.OPEN, FollowUpStatus.WAITING}
    planner.history.undo()
    assert len(keeper.of()) == 4
    assert erase_all(planner) == 2
    clock.forward(days=8)
    assert planner.retention.settle() == 2
    reader = planner._core.reader
    readable = 0
    for (number,) in reader.rows("SELECT number FROM step"):
        try:
            readable += f"{SECRET} done" in str(kept_changes(reader, int(number)))
        except UserError:
            continue
    assert readable == 0
    assert is_sound(planner)
    assert f"{SECRET} done".encode() not in everything(planner)


def test_booking_references_and_seats_go_from_frozen_plans_when_their_time_is_over(
    sample: Planner, visit: Visit, clock: Clock
) -> None:
    """From releases, from copies for others and from the history; the versions are still intact."""
    assert [one for one in CANARIES if one.encode() in everything(sample)] == list(CANARIES)
    assert visit.last_day is not None
    go_to(clock, visit.last_day + dt.timedelta(90))
    sample.retention.settle()
    assert sample.releases.plan(visit.id, 1).references
    go_to(clock, long_after(visit))
    erase_all(sample)
    clock.forward(days=6)
    sample.retention.settle()
    assert CANARIES[0] in sample.releases.frozen(visit.id, 1).content  # as long as undo is offered
    clock.forward(days=2)
    assert sample.retention.settle() > 0

    assert [one for one in CANARIES if one.encode() in everything(sample)] == []
    for line in sample.releases.list(visit.id):
        assert sample.releases.frozen(visit.id, line.number).is_intact
        plan = sample.releases.plan(visit.id, line.number)
        assert plan.references == ()
        assert {one.seat for one in plan.rides} <= {""}
        assert {one.reference for one in plan.roomings} <= {""}
    assert sample.visits.plan(visit.id).rides
    assert sample.visits.plan(visit.id).roomings
    assert is_sound(sample)
    assert sample.retention.settle() == 0


def test_undo_within_the_week_brings_seats_and_references_back(
    sample: Planner, visit: Visit, clock: Clock
) -> None:
    go_to(clock, long_after(visit))
    erase_all(sample)
    sample.history.undo()
    clock.forward(days=30)
    sample.retention.settle()
    plan = sample.visits.plan(visit.id)
    assert CANARIES[0] in {one.reference for one in plan.references}
    assert CANARIES[2] in {one.seat for one in plan.rides}
    assert CANARIES[3] in {one.reference for one in plan.roomings}
    assert CANARIES[0] in sample.releases.frozen(visit.id, 1).content


def test_a_reference_that_was_removed_by_hand_goes_from_frozen_plans_when_its_time_is_over(
    sample: Planner, visit: Visit, clock: Clock
) -> None:
    """Nothing is left that a review would name; a daily look takes it out all the same."""
    with sample._core.work("Clear") as work:
        for (key,) in work.rows(
            "SELECT r.id FROM leg_reference r JOIN delegate d ON d.id = r.delegate_id"
            " WHERE d.visit_id = :id",
            {"id": visit.id},
        ):
            work.remove(LegReference, key)
        for word, column in ((Ride, "seat"), (Rooming, "reference")):
            for (key,) in work.rows(
                f'SELECT id FROM "{word.WORD}" WHERE {column} <> :no', {"no": ""}
            ):
                work.change(word, key, **{column: ""})
    go_to(clock, long_after(visit))
    assert CANARIES[0] in sample.releases.frozen(visit.id, 1).content
    sample.retention.settle()
    assert CANARIES[0] not in sample.releases.frozen(visit.id, 1).content
    assert is_sound(sample)


@pytest.fixture
def settled(sample: Planner, visit: Visit, clock: Clock) -> tuple[PersonId, int]:
    """A backup that has it all; since then everything that is over was erased, and is gone for good."""
    who = next(one.person_id for one in sample.visits.plan(visit.id).delegates if one.person_id)
    assert who is not None
    sample.hidden_details.note(who, DetailKind.PASSPORT_NUMBER, NUMBER)
    sample.look_ups.note([(who, "passport number")], "Visa")
    number = sample.backups.make().number
    go_to(clock, long_after(visit))
    erase_all(sample)
    clock.forward(days=8)
    assert sample.retention.settle() > 0
    return who, number


def test_a_passport_that_is_gone_for_good_is_not_brought_back_from_a_backup(
    sample: Planner, settled: tuple[PersonId, int], visit: Visit
) -> None:
    who, number = settled
    records = sample.backup_records
    told = records.differences(number, "person", who)
    assert "private_detail" not in {one.word for one in told}
    sample.contacts.edit(who, notes="Other")
    records.bring_back(number, "person", who)
    assert sample.hidden_details.of(who) == []
    with records._opening.opened(sample.backups.get(number)) as then:
        rows = then.rows("SELECT id FROM private_detail WHERE person_id = :id", {"id": who})
    with pytest.raises(UserError, match="not brought back"):
        records.bring_back(number, "private_detail", str(rows[0][0]))


def test_a_visit_that_is_brought_back_has_no_seats_and_references(
    sample: Planner, settled: tuple[PersonId, int], visit: Visit
) -> None:
    _who, number = settled
    sample.visits.remove(visit.id)
    sample.backup_records.bring_back(number, "visit", visit.id)
    plan = sample.visits.plan(visit.id)
    assert plan.items
    assert plan.references == ()
    contents = [one.content for one in reading.where(sample._core.reader, Release, "1 = 1")]
    assert contents
    assert not any(mark in text for text in contents for mark in CANARIES)
    assert [one for one in CANARIES if one.encode() in everything(sample)] == []


def test_a_restore_brings_back_nothing_that_is_gone_for_good(
    sample: Planner, settled: tuple[PersonId, int], visit: Visit, clock: Clock
) -> None:
    who, number = settled
    address = sample.address
    backups = sample.backups
    sample.close()
    backups.restore(number)
    planner = open_planner(address, Settings(chosen={"author": "Eva"}), clock=clock)
    assert planner.hidden_details.of(who) == []
    plan = planner.visits.plan(visit.id)
    assert plan.references == ()
    assert {one.seat for one in plan.rides} <= {""}
    assert not any(mark in planner.releases.frozen(visit.id, 1).content for mark in CANARIES)
    found = everything(planner)
    assert [one for one in CANARIES if one.encode() in found] == []
    assert is_sound(planner)
    reader = planner._core.reader
    for (step,) in reader.rows("SELECT number FROM step"):
        try:
            assert NUMBER not in str(kept_changes(reader, int(step)))
        except UserError:
            continue
    planner.close()


def test_a_restore_brings_back_no_look_up_no_hand_out_and_no_follow_up_whose_time_was_over(
    planner: Planner, clock: Clock
) -> None:
    """Later entries of the registers come along all the same, and undoing the restore changes nothing."""
    key = PersonId(planner.contacts.add(person("Quistgaard", "Ann")))
    planner.look_ups.note([(key, "passport number")], "Visa")
    planner.look_ups.detail_copied(key, DetailKind.PASSPORT_NUMBER, "Embassy of Japan", "Visa")
    done = FollowUp(
        id=FollowUpId(new_id()), title=SECRET, status=FollowUpStatus.DONE, done_on=planner.today()
    )
    planner.keeper(FollowUp).add(done)
    number = planner.backups.make().number
    clock.forward(days=10 * 365 + 3)
    assert erase_all(planner) == 3
    planner.look_ups.note([(key, "birth date")], "Access to a site")
    clock.forward(days=8)
    planner.retention.settle()
    with pytest.raises(UserError, match="not brought back"):
        planner.backup_records.bring_back(number, "follow_up", done.id)
    address, backups = planner.address, planner.backups
    planner.close()

    backups.restore(number)
    for undo in (False, True):
        if undo:
            backups.undo_restore()
        again = open_planner(address, Settings(chosen={"author": "Eva"}), clock=clock)
        assert [one.field for one in again.look_ups.of(key)] == ["birth date"]
        reader = again._core.reader
        for table in ("disclosure", "disclosure_subject", "follow_up"):
            assert reader.rows(f"SELECT 1 FROM {table}") == []
        assert SECRET.encode() not in everything(again)
        assert is_sound(again)
        again.close()


def test_what_somebody_wrote_again_is_restored_like_all_else(
    planner: Planner, clock: Clock
) -> None:
    """A visit file from elsewhere, for one, may have the same record."""
    key = PersonId(planner.contacts.add(person("Quistgaard", "Ann")))
    detail = planner.hidden_details.note(key, DetailKind.PASSPORT_NUMBER, NUMBER)
    planner.hidden_details.remove(detail.id)
    clock.forward(days=31)
    assert planner.retention.settle() == 1
    planner.hidden_details.add(detail)
    number = planner.backups.make().number
    planner.contacts.edit(key, notes="Later")
    address, backups = planner.address, planner.backups
    planner.close()
    backups.restore(number)
    again = open_planner(address, Settings(chosen={"author": "Eva"}), clock=clock)
    assert [one.text for one in again.hidden_details.of(key)] == [NUMBER]
    again.close()
