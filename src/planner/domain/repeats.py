"""Rows of a list that mean one person: what a later row has more comes to the person of the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from planner.domain.beyond import Made, changes_of
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import PersonId
from planner.domain.people import Person
from planner.domain.staging import (
    EVENTS,
    Add,
    Candidate,
    Change,
    Decision,
    StagedRow,
    Staging,
    repeated,
    settled,
    undecided,
)
from planner.domain.visits import Delegate
from planner.i18n import _

_SAID_HERE: Final = frozenset({"row.repeated", "row.repeated_more", "row.undecided"})


def means(row: StagedRow) -> str:
    """Whom the row stands for as it is decided: somebody known, or the one it adds; "" for nobody."""
    if row.decision is not Decision.NEW:
        return row.chosen
    added = [edit.record for edit in row.added if isinstance(edit, Add)]
    heads = (record.id for record in added if isinstance(record, Person | Delegate))
    return next(heads, "")


def updated(staging: Staging) -> int:
    """How many are updated who are known: whoever several rows mean, or one adds, counts once."""
    added = {means(row) for row in staging.rows if row.decision is Decision.NEW}
    known = {row.chosen for row in staging.rows if row.decision is Decision.UPDATE}
    return len(known - added)


def followed(staging: Staging) -> Staging:
    """The staging in which each row that repeats another one goes by what became of that one.

    What it has more is an update of the person of the first; without more it is skipped. A row
    of which somebody said that it is somebody new, or is to be skipped, stands alone.
    """
    if not any(row.repeats for row in staging.rows):
        return staging
    by_number = {row.number: row for row in staging.rows}
    made: dict[int, Made] = {}
    rows = []
    for row in staging.rows:
        if row.repeats and not _stands_alone(row):
            first = by_number[_first_of(row, by_number)]
            before = made.setdefault(first.number, Made(first.edits))
            row = _after(row, first, before)
            before.add(row.edits)
        rows.append(row)
    return replace(staging, rows=tuple(rows))


def meaning_twice(row: StagedRow, others: Iterable[StagedRow], staging: Staging) -> StagedRow:
    """A row just decided, with the other row that means the same person already, if there is one."""
    if row.decision in (Decision.NEW, Decision.SKIP):
        return row
    same = [
        other.number
        for other in others
        if row.chosen and other.number != row.number and means(other) == row.chosen
        and not (other.repeats and not _stands_alone(other))
    ]  # fmt: skip
    if staging.kind == EVENTS:
        return repeated(row, same[0]) if same else row
    return replace(row, repeats=same[0] if same else 0)


def _stands_alone(row: StagedRow) -> bool:
    return row.decided and row.decision in (Decision.NEW, Decision.SKIP)


def _first_of(row: StagedRow, by_number: Mapping[int, StagedRow]) -> int:
    seen = {row.number}
    number = row.repeats
    while (first := by_number[number]).repeats and not _stands_alone(first) and number not in seen:
        seen.add(number)
        number = first.repeats
    return number


def _after(row: StagedRow, first: StagedRow, before: Made) -> StagedRow:
    found = _beyond(row, first, before)
    known = tuple(one for one in row.candidates if not one.listed)
    findings = tuple(one for one in row.findings if one.kind not in _SAID_HERE)
    plain = replace(row, candidates=known, findings=findings)
    if not found:
        return repeated(plain, first.number)
    person = PersonId(means(first))
    if first.decision is Decision.NEW:
        plain = replace(plain, candidates=(_listed(first, person, row, found), *known))
    if row.doubtful and not row.decided:
        return undecided(plain)
    finding = Finding(
        "row.repeated_more",
        Severity.WARNING,
        (Subject("row", str(row.number), row.name),),
        {"name": row.name, "row": first.number},
    )
    plain = replace(plain, findings=(*findings, finding))
    if row.chosen == person and row.changes == found:
        return plain  # with what somebody chose among them
    offered = frozenset(place for place, one in enumerate(found) if one.offered)
    return settled(replace(plain, chosen=person, changes=found, declined=offered))


def _beyond(row: StagedRow, first: StagedRow, before: Made) -> tuple[Change, ...]:
    if first.decision is Decision.NEW:
        return before.beyond(changes_of(row))
    known = next((one for one in row.candidates if one.person_id == first.chosen != ""), None)
    return before.beyond(known.changes) if known and not known.listed else ()


def _listed(
    first: StagedRow, person: PersonId, row: StagedRow, found: Sequence[Change]
) -> Candidate:
    said = {
        **first.person,
        "organisation": first.organisation,
        "department": first.department,
        "position": first.position,
        "email": ", ".join(first.emails),
        "phone": ", ".join(first.phones),
    }
    return Candidate(
        person,
        first.name,
        _("row {row} of this list").format(row=first.number),
        ("same_list",),
        not row.doubtful,
        tuple(found),
        {field: text for field, text in said.items() if text},
        listed=True,
    )
