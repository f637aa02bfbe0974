"""A restore sets the data back, never the registers of what was done with data of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from planner.cli import main
from planner.domain.data_rights import Correction, DataRequest, LookUp
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.privacy import Disclosure
from planner.domain.private_details import DetailKind
from planner.domain.told import Told
from planner.services.backups import Backups
from planner.services.disclosures import Given
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import digests


@pytest.fixture
def reopen(clock: Clock) -> Iterator[Callable[[Planner], Planner]]:
    opened: list[Planner] = []

    def again(planner: Planner) -> Planner:
        opened.append(open_planner(planner.address, Settings(), clock=clock))
        return opened[-1]

    yield again
    for planner in opened:
        planner.close()


def given(who: str, name: str, phone: str, file: str = "list.pdf") -> Given:
    told = Told(name=name, person_id=who, values={"phone": (phone,)})  # type: ignore[arg-type]
    return Given(file_name=file, content=file.encode(), subjects=[told], recipient="Embassy")


def test_what_was_handed_out_looked_up_and_asked_since_the_backup_stays(
    planner: Planner, reopen: Callable[[Planner], Planner], capsys: pytest.CaptureFixture[str]
) -> None:
    """T2: the register and the answer about data have both entries after the restore, and after it
    was taken back; the preview says so beforehand."""
    one = person()
    planner.contacts.add(one, phones=["+45 1"])
    planner.hidden_details.note(one.id, DetailKind.PASSPORT_NUMBER, "ZX1")
    earlier = planner.disclosures.record_alone(given(one.id, one.name, "+45 1", "old.pdf"))
    assert earlier is not None
    asked = planner.data_requests.receive(one.id, day=dt.date(2027, 3, 1))
    kept = planner.backups.make()
    planner.look_ups.note([(one.id, "passport number")], "Visa")
    planner.disclosures.record_alone(given(one.id, one.name, "+45 1"))
    late = person("Tanaka")
    planner.contacts.add(late)
    planner.data_requests.receive(late.id)
    planner.data_requests.close(asked.id, "Told by phone")
    settled = planner.keeper(ContactPoint).of()[0]
    assert settled.kind is ContactKind.PHONE
    with planner._core.work("Edit") as work:
        work.change(ContactPoint, settled.id, value="+45 2")
    planner.corrections.settle(one.id, planner.corrections.owed(one.id)[0].disclosure.id, "Known")

    preview = planner.backups.preview(kept.number)
    assert (preview.carried, preview.left_behind) == (4, 1)  # file, look, correction, answer
    planner.close()
    assert main(["--library", planner.address, "library", "restore", "1", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "4 later entries of the registers stay" in said
    assert "1 request of somebody who is not in the backup would be gone" in said

    backups = Backups(Path(planner.address), Settings(), planner.now)
    backups.restore(kept.number)
    again = reopen(planner)
    assert [line.disclosure.file_name for line in again.disclosures.page()] != ["old.pdf"]
    answer = again.access_answers.answer(one.id)
    assert [(seen.field, seen.purpose) for seen in answer.looked] == [("Passport number", "Visa")]
    assert {got.file for got in answer.received} == {"old.pdf", "list.pdf"}
    (request,) = again.data_requests.of(one.id)
    assert request.notes == "Told by phone"
    assert len(again.keeper(Correction).of()) == 1
    assert list(digests.damaged(again._core.library)) == []
    assert not again.checking_up.check().damaged
    # The number is as of the backup again: the later file holds what is right, and is known by its print.
    assert not any(one.is_old for one in again.disclosures.holdings([one.id]))
    with again._core.work("Edit") as work:
        work.change(ContactPoint, again.keeper(ContactPoint).of()[0].id, value="+45 3")
    assert all(one.is_old for one in again.disclosures.holdings([one.id]))
    again.look_ups.note([(one.id, "passport number")], "Hotel")
    again.close()

    backups.undo_restore()
    last = reopen(again)
    looks = {seen.purpose for seen in last.keeper(LookUp).of()}
    assert looks == {"Visa", "Hotel"}
    assert len(last.keeper(Disclosure).of()) == 2
    assert {one.person_id for one in last.keeper(DataRequest).of()} == {one.id, late.id}


def test_the_registers_of_a_library_that_is_damaged_come_from_its_newest_backup(
    planner: Planner, reopen: Callable[[Planner], Planner]
) -> None:
    one = person()
    planner.contacts.add(one, phones=["+45 1"])
    first = planner.backups.make()
    planner.disclosures.record_alone(given(one.id, one.name, "+45 1"))
    planner.backups.make()
    planner.close()
    Path(planner.address).write_bytes(b"no library" * 1000)
    Backups(Path(planner.address), Settings(), planner.now).restore(first.number)
    again = reopen(planner)
    assert [line.disclosure.file_name for line in again.disclosures.page()] == ["list.pdf"]
    (holding,) = again.disclosures.holdings([one.id])
    assert not holding.is_old


def test_whoever_was_erased_since_comes_back_by_no_register(
    planner: Planner, reopen: Callable[[Planner], Planner]
) -> None:
    one = person("Quistgaard", "Ann")
    planner.contacts.add(one, phones=["+45 1"])
    kept = planner.backups.make()
    planner.disclosures.record_alone(given(one.id, one.name, "+45 1"))
    planner.look_ups.note([(one.id, "passport number")], "Visa for Ann Quistgaard")
    planner.erasing.erase(one.id, typed="Ann Quistgaard")
    planner.close()
    Backups(Path(planner.address), Settings(), planner.now).restore(kept.number)
    again = reopen(planner)
    assert len(again.disclosures.page()) == 1  # that something went out, not about whom
    again.close()
    assert b"uistgaard" not in Path(planner.address).read_bytes()
