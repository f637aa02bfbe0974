"""A head without a name went out in a sheet and came back named: the head stays, and gets its person."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.cell_changes import delegate_cells
from planner.domain.ids import PersonId
from planner.domain.names import display_name
from planner.domain.people import Person
from planner.domain.row_changes import Held, Row, Target, additions, changes, set_field
from planner.domain.staging import Add, Change, Edit
from planner.domain.visits import Delegate


def additions_for(row: Row, head: Held, target: Target) -> tuple[Edit, ...]:
    """The edits that make the named row a new person in the place of this head."""
    assert head.delegate is not None
    # What is noted in such a sheet is noted of the head, not of the person.
    edits = additions(replace(row, draft=replace(row.draft, notes="")), Target())
    (person,) = [
        edit.record for edit in edits if isinstance(edit, Add) and isinstance(edit.record, Person)
    ]
    said = [
        *_naming(row, head.delegate, person.id),
        *delegate_cells(row, head, head.delegate, target),
    ]
    return (*edits, *(change.edit for change in said if not change.offered))


def changes_for(row: Row, held: Held, head: Held, target: Target) -> tuple[Change, ...]:
    """What the row changes when it means somebody known, who takes the place of this head."""
    assert held.person is not None
    assert head.delegate is not None
    of_person = changes(replace(row, draft=replace(row.draft, notes="")), held, Target())
    return (
        *_naming(row, head.delegate, held.person.id),
        *of_person,
        *delegate_cells(row, head, head.delegate, target),
    )


def _naming(row: Row, head: Delegate, person: PersonId) -> list[Change]:
    name = row.draft.name
    shown = display_name(
        name.family_name, name.given_name, native_name=name.native_name, country=row.draft.country
    )
    old = head.placeholder
    return [
        set_field(head, "person_id", person, "delegate", old, shown),
        set_field(head, "placeholder", "", "delegate", old, shown),
    ]
