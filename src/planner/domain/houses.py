"""Organisations of a list that may be ones of the library: one decision for all rows of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from planner.domain.findings import Severity
from planner.domain.people import Position
from planner.domain.repeats import followed
from planner.domain.staging import (
    Add,
    Candidate,
    Change,
    Edit,
    SetField,
    StagedRow,
    Staging,
    settled,
)

_KINDS: Final = {
    "row.organisation_maybe": Severity.WARNING,
    "row.organisation_taken": Severity.NOTE,
}
"""What is said of such an organisation before and after it is taken as the one of the library."""


def take_house(staging: Staging, made: str, *, take: bool) -> Staging:
    """The organisation that was to be made as the one of the library that it may be, or made after all.

    :raises KeyError: no such organisation is to be made, or it is like none of the library.
    """
    house = staging.houses[made]
    if take == (made in staging.houses_taken):
        return staging
    wanted = (made, str(house.id)) if take else (str(house.id), made)
    theirs = _rows_of(staging, made)
    rows = tuple(
        _told(_moved(row, *wanted, take=take), name_of(staging, made), take=take)
        if row.number in theirs
        else row
        for row in staging.rows
    )
    taken = staging.houses_taken | {made} if take else staging.houses_taken - {made}
    return followed(replace(staging, rows=rows, houses_taken=taken))


def houses_of(staging: Staging, row: StagedRow) -> tuple[str, ...]:
    """The organisations of a row that are to be made and may be ones of the library."""
    return tuple(made for made in staging.houses if row.number in _rows_of(staging, made))


def _rows_of(staging: Staging, made: str) -> frozenset[int]:
    asked = name_of(staging, made)
    return frozenset(
        row.number
        for row in staging.rows
        for found in row.findings
        if found.kind in _KINDS and found.facts.get("name") == asked
    )


def name_of(staging: Staging, made: str) -> str:
    """What a record that is to be made will be called."""
    record = staging.making[made]
    return str(getattr(record, "name", "")) or str(getattr(record, "native_name", ""))


def _told(row: StagedRow, name: str, *, take: bool) -> StagedRow:
    kind = "row.organisation_taken" if take else "row.organisation_maybe"
    findings = tuple(
        replace(found, kind=kind, severity=_KINDS[kind])
        if found.kind in _KINDS and found.facts.get("name") == name
        else found
        for found in row.findings
    )
    return replace(row, findings=findings)


def _moved(row: StagedRow, old: str, new: str, *, take: bool) -> StagedRow:
    candidates = tuple(
        replace(one, changes=tuple(_change(change, one, old, new) for change in one.changes))
        for one in row.candidates
    )
    meant = next((one for one in candidates if one.person_id == row.chosen), None)
    added = tuple(_edit(edit, old, new) for edit in row.added)
    if meant is None:
        return replace(row, added=added, candidates=candidates)
    twice = {place for place, change in enumerate(meant.changes) if _is_second(change, meant)}
    declined = row.declined | twice if take else row.declined - _at_old(row.changes, old)
    moved = replace(row, added=added, candidates=candidates, changes=meant.changes)
    return settled(replace(moved, declined=frozenset(declined)))


def _change(change: Change, one: Candidate, old: str, new: str) -> Change:
    edit = _edit(change.edit, old, new)
    if edit is change.edit:
        return change
    moved = replace(change, edit=edit)
    return replace(moved, offered=_is_second(moved, one))


def _is_second(change: Change, one: Candidate) -> bool:
    """Whether it would give somebody a second post at the same house; that is only offered."""
    record = change.edit.record if isinstance(change.edit, Add) else None
    return isinstance(record, Position) and record.organisation_id in one.at


def _at_old(changes: Sequence[Change], old: str) -> set[int]:
    return {
        place
        for place, change in enumerate(changes)
        if isinstance(change.edit, Add)
        and getattr(change.edit.record, "organisation_id", None) == old
    }


def _edit(edit: Edit, old: str, new: str) -> Edit:
    if isinstance(edit, Add) and getattr(edit.record, "organisation_id", None) == old:
        moved: dict[str, Any] = {"organisation_id": new}
        return Add(replace(edit.record, **moved))
    if isinstance(edit, SetField) and edit.name == "organisation_id" and edit.value == old:
        return replace(edit, value=new)
    return edit
