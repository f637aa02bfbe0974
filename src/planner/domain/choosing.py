"""What becomes of the rows of a list, and which of their differences are taken; values, nothing stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import replace

from planner.domain import houses
from planner.domain.ids import PersonId
from planner.domain.repeats import followed, meaning_twice
from planner.domain.staging import (
    Change,
    Decision,
    Edit,
    SetField,
    StagedRow,
    Staging,
    decided,
    settled,
)


def decide(staging: Staging, number: int, decision: Decision, person_id: str = "") -> Staging:
    """The staging after somebody decided about one row.

    ``UPDATE`` (or ``SAME``) takes the person named, or the likeliest candidate; with nothing to
    change the row becomes ``SAME``. A decision that the row cannot carry leaves it as it was. A row
    that means whom another row means already brings only what that one does not have.
    """
    changed = decided(staging.row(number), decision, person_id)
    changed = meaning_twice(changed, staging.rows, staging)
    rows = tuple(changed if row.number == number else row for row in staging.rows)
    return followed(replace(staging, rows=rows))


def decide_all(
    staging: Staging, decision: Decision, *, of: Decision = Decision.UNDECIDED
) -> Staging:
    """The same decision for all rows that stand at ``of``: "take all doubtful ones as new"."""
    rows = tuple(decided(row, decision) if row.decision is of else row for row in staging.rows)
    return followed(replace(staging, rows=rows))


def choose(staging: Staging, number: int, places: Iterable[int], *, take: bool) -> Staging:
    """Take these changes of one row, or leave what they change as it is in the library.

    What belongs together goes together: a time with its zone, an address with its normal form.
    """
    wanted = set(places)
    rows = tuple(
        _chosen(row, wanted, take=take) if row.number == number else row for row in staging.rows
    )
    return followed(replace(staging, rows=rows))


def choose_field(
    staging: Staging, field: str, numbers: Set[int] | None = None, *, take: bool
) -> Staging:
    """The same choice about one field for several rows, for all without ``numbers``; "" is every field."""
    rows = tuple(
        _chosen(row, _places_of(row, field), take=take)
        if numbers is None or row.number in numbers
        else row
        for row in staging.rows
    )
    return followed(replace(staging, rows=rows))


def decide_rows(staging: Staging, numbers: Set[int], decision: Decision) -> Staging:
    """The same decision for these rows, as far as each can carry it.

    Of rows that repeat each other one is somebody new, and the others go with it.
    """
    rows = {row.number: row for row in staging.rows}
    for number in sorted(numbers & rows.keys()):
        row = rows[number]
        if decision is Decision.NEW and row.repeats in numbers and not row.doubtful:
            continue
        rows[number] = meaning_twice(decided(row, decision), rows.values(), staging)
    return followed(replace(staging, rows=tuple(rows.values())))


def changed_fields(staging: Staging, numbers: Set[int] | None = None) -> dict[str, int]:
    """In how many rows each field would change or could, most first."""
    counts = Counter(
        field
        for row in staging.rows
        if row.chosen and (numbers is None or row.number in numbers)
        for field in {change.field for change in row.changes}
    )
    return dict(counts.most_common())


def carried_over(before: Staging, now: Staging) -> tuple[Staging, int]:
    """The same sheet compared anew, with what somebody decided about its rows; how much no longer fits.

    Rows are known again by their number, fields by what they would become, organisations by name.
    """
    said = {row.number: row for row in before.rows if row.decided}
    rows = {row.number: row for row in now.rows}
    for number in sorted(said.keys() & rows.keys()):
        proposed = rows[number]
        row = _decided_as(proposed, said[number])
        if row.chosen != proposed.chosen:
            row = meaning_twice(row, rows.values(), now)
        rows[number] = row
    carried = followed(replace(now, rows=tuple(rows.values())))
    lost = len(said.keys() - rows.keys()) + sum(
        not _stands(row, said[row.number]) for row in carried.rows if row.number in said
    )
    known = {houses.name_of(now, made): made for made in now.houses}
    for made in before.houses_taken:
        if (again := known.get(houses.name_of(before, made))) is not None:
            carried = houses.take_house(carried, again, take=True)
        else:
            lost += 1
    return carried, lost


def _stands(row: StagedRow, old: StagedRow) -> bool:
    """Whether a row is what somebody made of it, or goes by the row that it repeats."""
    if row.repeats:
        return True
    return row.chosen == old.chosen if old.chosen else row.decision is old.decision


def _decided_as(row: StagedRow, old: StagedRow) -> StagedRow:
    meant = old.chosen
    if any(one.listed and one.person_id == meant for one in old.candidates):
        # Who comes with another row of the list got another id with the new comparison.
        meant = next((one.person_id for one in row.candidates if one.listed), PersonId(meant))
    row = decided(row, old.decision, meant)
    if not row.chosen or row.chosen != meant:
        return row
    left = {(old.changes[place].field, old.changes[place].new) for place in old.declined}
    took = {(change.field, change.new) for change in old.taken}
    declined = frozenset(
        place
        for place, change in enumerate(row.changes)
        if (change.field, change.new) in left
        or (change.offered and (change.field, change.new) not in took)
    )
    return settled(replace(row, declined=declined))


def shown_places(row: StagedRow) -> list[int]:
    """The places of the changes to show: of those that belong together the first."""
    return [
        place
        for place, change in enumerate(row.changes)
        if not any(_belong(change, earlier) for earlier in row.changes[:place])
    ]


def _places_of(row: StagedRow, field: str) -> set[int]:
    return {place for place, change in enumerate(row.changes) if not field or change.field == field}


def _chosen(row: StagedRow, places: set[int], *, take: bool) -> StagedRow:
    if not row.chosen or not places:
        return row
    together = {
        other
        for place in places
        if place < len(row.changes)
        for other, change in enumerate(row.changes)
        if other == place or _belong(change, row.changes[place])
    }
    declined = row.declined - together if take else row.declined | together
    return settled(replace(row, declined=declined, decided=True))


def _belong(one: Change, other: Change) -> bool:
    return one.field == other.field and _record(one.edit) == _record(other.edit) != ""


def _record(edit: Edit) -> str:
    """The record whose fields are set; "" for what is added or removed whole."""
    return edit.id if isinstance(edit, SetField) else ""
