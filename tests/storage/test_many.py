"""Very many rows at once are what the same rows are one by one: in their tables, the journal and the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factories import organisation, person
from planner.domain.ids import RecordId, new_id
from planner.domain.library import WORDS
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.words import Word
from planner.services.planner import Planner
from planner.storage.journal import encode
from planner.storage.remembering import kept_changes
from planner.storage.schema import ROWS


def _everything(planner: Planner) -> list[Word]:
    """Every record of a library; what others point to is in it, too."""
    found: list[Word] = []
    for kind in WORDS:
        found += planner.keeper(kind).of()
    return found


def _tables(planner: Planner) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but the moments of steps and the numbers that entries have by chance."""
    columns = {
        word: [column.name for column in kind.__table__.columns if column.name != "number"]
        for word, kind in ROWS.items()
        if word not in ("step", "change", "person_key")
    }
    found: dict[str, list[tuple[Any, ...]]] = {}
    for word, names in columns.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        found[word] = sorted(planner._core.reader.rows(f'SELECT {quoted} FROM "{word}"'), key=repr)
    changes = planner._core.reader.rows("SELECT number FROM step ORDER BY number")
    found["change"] = sorted(
        (number, one.word, one.id, *encode(one))
        for (number,) in changes
        for one in kept_changes(planner._core.reader, number)
    )
    owners = "SELECT row_word, row_id, person_id, visit_id FROM change"
    found["owners"] = sorted(planner._core.reader.rows(owners), key=repr)
    return found


@pytest.fixture
def in_both_ways(
    sample: Planner, open_copy: Callable[[Path], Planner], empty_file: Path
) -> tuple[Planner, Planner]:
    one_by_one, at_once = open_copy(empty_file), open_copy(empty_file)
    with one_by_one._core.work("Add all") as work:
        work.add_all(_fresh(one_by_one, sample))
    with at_once._core.work("Add all") as work:
        work.add_many(_fresh(at_once, sample))
    return one_by_one, at_once


def _fresh(planner: Planner, sample: Planner) -> list[Word]:
    known = {record.id for record in _everything(planner)}
    return [record for record in _everything(sample) if record.id not in known]


def test_many_rows_leave_the_same_library_as_the_same_rows_one_by_one(
    in_both_ways: tuple[Planner, Planner],
) -> None:
    one_by_one, at_once = in_both_ways

    ours, theirs = _tables(at_once), _tables(one_by_one)
    assert sum(map(len, ours.values())) > 1_000
    for word in theirs:
        assert ours[word] == theirs[word], word


def test_what_came_at_once_goes_at_once(planner: Planner) -> None:
    house = organisation()
    planner.organisations.add(house)
    before = _tables(planner)["person"], _tables(planner)["search_entry"]
    people = [person(f"Hansen {number}", "100 % Eva") for number in range(30)]
    with planner._core.work("Add many") as work:
        work.add_many(people)
    assert planner.contacts.count() == 30

    planner.history.undo()
    assert (_tables(planner)["person"], _tables(planner)["search_entry"]) == before
    planner.history.redo()
    assert {one.id for one in planner.contacts.page(0, 50)} == {one.id for one in people}


def test_text_is_cleaned_when_many_come(planner: Planner) -> None:
    known = person("Sa\x00to", "Hana\nko", notes="one\r\ntwo\x0b")

    with planner._core.work("Add many") as work:
        work.add_many([known, person("Berg")])

    stored = planner.contacts.people.get(known.id)
    assert (stored.family_name, stored.given_name, stored.notes) == ("Sato", "Hana ko", "one\ntwo")


def test_a_row_of_many_that_is_changed_in_the_same_step_is_one_change(planner: Planner) -> None:
    known = person("Berg", "Eva")
    with planner._core.work("Add many") as work:
        work.add_many([known, person("Holm", "Ole")])
        work.change(Person, known.id, given_name="Ewa", address_confirmed_on=dt.date(2027, 5, 10))

    step = planner.history.next_undo()
    assert step is not None
    changes = [one for one in kept_changes(planner._core.reader, step.number) if one.id == known.id]
    assert len(changes) == 1
    assert changes[0].before is None
    assert changes[0].after is not None
    assert changes[0].after["given_name"] == "Ewa"
    planner.history.undo()
    assert planner.contacts.count() == 0


def test_a_row_of_many_that_goes_again_leaves_no_trace(planner: Planner) -> None:
    known = person("Berg", "Eva")
    way = ContactPoint(
        id=RecordId(new_id()), person_id=known.id, kind=ContactKind.EMAIL, value="eva@berg.example"
    )
    with planner._core.work("Add many") as work:
        work.add_many([known, way])
        work.remove(Person, known.id)

    assert planner.history.count() == 0
    assert planner.contacts.count() == 0
    assert planner.search("berg") == []
