"""Every word of the library can be made, read, changed, removed, undone and redone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import typing
from typing import Any

import pytest

from planner.domain.followups import FollowUp
from planner.domain.ids import new_id
from planner.domain.library import BY_NAME, WORDS
from planner.domain.words import Word
from planner.services.keeping import name_of
from planner.services.planner import Planner
from planner.storage.journal import NOT_JOURNALLED
from planner.storage.schema import ROWS

COUNTED = {(FollowUp, "anchor")}
"""Fields by which others are counted: with an anchor, nobody sets the due date."""
UNDOABLE = [kind for kind in WORDS if kind.WORD not in NOT_JOURNALLED]


def example(
    planner: Planner, kind: type[Word], made: dict[str, Word], changed: bool = False
) -> Word:
    """A record with every field filled; needed owners are made first."""
    values: dict[str, Any] = {}
    hints = typing.get_type_hints(kind)
    links = {
        column.name: next(iter(column.foreign_keys)).column.table.name
        for column in ROWS[kind.WORD].__table__.columns
        if column.foreign_keys
    }
    for field in dataclasses.fields(kind):
        if field.name == "id":
            values["id"] = new_id() if kind.WORD != "country" else new_id()[:2]
        elif field.name in links:
            owner = links[field.name]
            if owner == kind.WORD:
                continue
            if owner not in made:
                made[owner] = example(planner, BY_NAME[owner], made)
                planner.keeper(BY_NAME[owner]).add(made[owner])
            values[field.name] = made[owner].id
        elif (kind, field.name) in COUNTED:
            continue
        else:
            values[field.name] = _value(hints[field.name], changed)
    return kind(**values)


def _value(hint: Any, changed: bool) -> Any:
    if typing.get_origin(hint) is tuple:
        return ("ja", "en") if changed else ("da",)
    options = [part for part in typing.get_args(hint) if part is not type(None)] or [hint]
    base = getattr(options[0], "__supertype__", options[0])
    if isinstance(base, type) and issubclass(base, enum.Enum):
        return list(base)[1 if changed else 0]
    samples: dict[type, tuple[Any, Any]] = {
        str: ("Østergaard 田中", "2027"),
        int: (3, 4),
        bool: (True, False),
        float: (55.7, 13.2),
        dt.date: (dt.date(2027, 5, 10), dt.date(2027, 5, 11)),
        dt.datetime: (dt.datetime(2027, 5, 10, 9, 30), dt.datetime(2027, 5, 11, 9, 45)),
        dt.time: (dt.time(8), dt.time(17, 30)),
    }
    return samples[base][changed]


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.WORD)
def test_a_record_comes_back_as_it_went_in(planner: Planner, kind: type[Word]) -> None:
    keeper = planner.keeper(kind)
    record = example(planner, kind, {})

    keeper.add(record)

    assert keeper.get(record.id) == record
    assert record in keeper.of()


@pytest.mark.parametrize("kind", UNDOABLE, ids=lambda kind: kind.WORD)
def test_change_and_removal_are_undone_and_redone(planner: Planner, kind: type[Word]) -> None:
    keeper = planner.keeper(kind)
    made: dict[str, Word] = {}
    record = example(planner, kind, made)
    keeper.add(record)
    other = example(planner, kind, made, changed=True)
    fields = {
        field.name: getattr(other, field.name)
        for field in dataclasses.fields(kind)
        if field.name != "id" and getattr(other, field.name) != getattr(record, field.name)
    }

    if fields:
        keeper.edit(record.id, **fields)
        after = keeper.get(record.id)
        assert after == dataclasses.replace(other, id=record.id)
        planner.history.undo()
        assert keeper.get(record.id) == record
        planner.history.redo()
        assert keeper.get(record.id) == after
    last = keeper.get(record.id)
    keeper.remove(record.id)
    assert keeper.find(record.id) is None
    planner.history.undo()
    assert keeper.get(record.id) == last
    planner.history.redo()
    assert keeper.find(record.id) is None


def test_the_history_calls_a_record_by_its_name(planner: Planner) -> None:
    from factories import person

    assert name_of(person("Sato", "Hanako")) == "Hanako Sato"


def test_asking_by_a_field_that_is_none_is_a_mistake_of_ours(planner: Planner) -> None:
    with pytest.raises(TypeError, match="colour"):
        planner.keeper(BY_NAME["gift"]).of(colour="red")
