"""Imports are listed, and taken back long after, as far as nobody changed what they wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from conftest import Clock
from planner.domain.ids import PersonId, VisitId, new_id
from planner.domain.imports import ImportBatch
from planner.domain.organisations import Organisation
from planner.domain.people import ContactPoint, Person, Position
from planner.domain.visits import Delegate, Visit
from planner.errors import NotFound, UserError
from planner.phrases import label
from planner.services.planner import Planner
from services.test_importing import HEADER, ITO, SATO, names, staged, take_in, workbook


@pytest.fixture
def visit(planner: Planner) -> VisitId:
    day = dt.date(2027, 5, 10)
    return planner.visits.new(
        Visit(id=VisitId(new_id()), title="MEXT", first_day=day, zone="Europe/Copenhagen")
    )


def person(planner: Planner, family: str) -> Person:
    (found,) = planner.keeper(Person).of(family_name=family)
    return found


def contents(planner: Planner) -> list[object]:
    words = (Person, Organisation, Position, ContactPoint, Delegate)
    return [planner.keeper(word).of() for word in words]  # type: ignore[type-var]


def test_each_import_is_listed_with_its_file_time_kind_and_counts(
    planner: Planner, clock: Clock, visit: VisitId
) -> None:
    take_in(planner, workbook([HEADER, SATO], "first.xlsx"))
    clock.forward(hours=1)
    report = take_in(
        planner, replace(workbook([HEADER, SATO, ITO], "second.csv"), kind="text"), visit
    )

    latest, first = planner.import_history.page()

    assert planner.import_history.count() == 2
    assert (latest.batch.file_name, latest.batch.kind, latest.visit) == (
        "second.csv",
        "text",
        "MEXT",
    )
    assert (latest.batch.added, latest.batch.updated, latest.batch.step) == (1, 1, report.step)
    assert (latest.author, latest.can_be_undone) == ("Eva", True)
    assert latest.batch.at - first.batch.at == dt.timedelta(hours=1)


def test_an_import_is_taken_back_after_later_steps(planner: Planner, visit: VisitId) -> None:
    planner.contacts.add(Person(id=PersonId(new_id()), family_name="Before"))
    before = contents(planner)
    take_in(planner, workbook([HEADER, SATO, ITO]), visit)
    later = planner.contacts.add(Person(id=PersonId(new_id()), family_name="Later"))
    (line,) = planner.import_history.page()

    preview = planner.import_history.preview(line.batch.id)
    done = planner.import_history.take_back(line.batch.id)

    assert (preview.people, preview.kept, done.people) == (2, (), 2)
    planner.contacts.remove(later)
    assert contents(planner) == before
    (line,) = planner.import_history.page()
    assert line.batch.undone_at == planner._core.stamp()
    assert not line.can_be_undone
    with pytest.raises(UserError, match="not there to be taken back"):
        planner.import_history.take_back(line.batch.id)


def test_what_was_changed_since_stays_with_all_that_belongs_to_it(
    planner: Planner, visit: VisitId
) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO]), visit)
    planner.keeper(Person).edit(person(planner, "Ito").id, country="JP")
    (line,) = planner.import_history.page()

    preview = planner.import_history.preview(line.batch.id)
    planner.import_history.take_back(line.batch.id)

    assert [kept.name for kept in preview.kept] == ["Ito Ken"]
    assert names(planner) == ["Ito Ken"]
    ito = person(planner, "Ito").id
    assert len(planner.keeper(Position).of(person_id=ito)) == 1, "with the post"
    assert len(planner.keeper(ContactPoint).of(person_id=ito)) == 1
    assert planner.keeper(Delegate).of() == [], "who nobody touched in the visit leaves it"
    assert [one.name for one in planner.keeper(Organisation).of()] == ["JST"], "it leans on it"


def test_somebody_who_is_used_elsewhere_by_now_stays(planner: Planner, visit: VisitId) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO]))
    planner.delegations.add_person(visit, person(planner, "Sato").id)
    (line,) = planner.import_history.page()

    done = planner.import_history.take_back(line.batch.id)

    assert {kept.name for kept in done.kept} == {"Hanako Sato", "JST"}, (
        "and the house they come from"
    )
    assert names(planner) == ["Hanako Sato"]
    assert len(planner.keeper(Delegate).of()) == 1


def test_fields_that_an_import_changed_return_unless_they_were_changed_again(
    planner: Planner,
) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO]))
    said = [SATO[0], "JST", "Director", *SATO[3:]], [ITO[0], "JST", "President", *ITO[3:]]
    report = take_in(planner, workbook([HEADER, *said]))
    (post,) = planner.keeper(Position).of(person_id=person(planner, "Ito").id)
    planner.keeper(Position).edit(post.id, title="Adviser")

    done = planner.import_history.take_back(planner.import_history.find(report.step or 0).id)

    titles = {one.title for one in planner.keeper(Position).of()}
    assert titles == {"Manager", "Adviser"}
    assert [kept.name for kept in done.kept] == ["Ken Ito"]


def test_an_import_of_which_all_was_changed_is_left_alone(planner: Planner) -> None:
    take_in(planner, workbook([["Family name"], ["Sato"]]))
    planner.keeper(Person).edit(person(planner, "Sato").id, country="JP")
    (line,) = planner.import_history.page()

    with pytest.raises(UserError, match="changed since"):
        planner.import_history.take_back(line.batch.id)

    (line,) = planner.import_history.page()
    assert line.can_be_undone


def test_taking_back_is_itself_undone_by_redo(planner: Planner) -> None:
    take_in(planner, workbook([HEADER, SATO, ITO]))
    before = contents(planner)
    (line,) = planner.import_history.page()
    planner.import_history.take_back(line.batch.id)
    assert names(planner) == []

    step = planner.history.redo()

    assert label(step) == "Import 2 people"
    assert contents(planner) == before
    (line,) = planner.import_history.page()
    assert line.batch.undone_at is None
    assert line.can_be_undone


def test_after_thirty_days_an_import_stays(planner: Planner, clock: Clock) -> None:
    take_in(planner, workbook([HEADER, SATO]))
    clock.forward(days=30)
    (line,) = planner.import_history.page()
    assert line.can_be_undone
    clock.forward(seconds=1)
    (line,) = planner.import_history.page()
    assert not line.can_be_undone
    with pytest.raises(UserError, match="older than 30 days"):
        planner.import_history.preview(line.batch.id)


def test_an_import_of_before_steps_were_kept_is_only_listed(planner: Planner) -> None:
    batch = ImportBatch(id=new_id(), at=planner._core.stamp(), file_name="old.xlsx")  # type: ignore[arg-type]
    planner.keeper(ImportBatch).add(batch)
    (line,) = planner.import_history.page()
    assert not line.can_be_undone
    with pytest.raises(UserError):
        planner.import_history.take_back(line.batch.id)
    with pytest.raises(NotFound, match="no import with the number 99"):
        planner.import_history.find(99)


def test_a_file_that_was_taken_back_is_new_again(planner: Planner) -> None:
    book = workbook([HEADER, SATO])
    take_in(planner, book)
    (line,) = planner.import_history.page()
    planner.import_history.take_back(line.batch.id)

    again = staged(planner, book)

    assert [row.decision for row in again.rows] == ["new"]
    assert not [one.kind for one in again.notices if one.kind == "workbook.read_before"]
