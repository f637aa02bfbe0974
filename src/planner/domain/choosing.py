"""Field by field: which differences of a list are taken, in one row or in many; values, nothing stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import replace

from planner.domain.staging import (
    Change,
    Decision,
    Edit,
    SetField,
    StagedRow,
    Staging,
    decided,
    repeated,
    settled,
)


def choose(staging: Staging, number: int, places: Iterable[int], *, take: bool) -> Staging:
    """Take these changes of one row, or leave what they change as it is in the library.

    What belongs together goes together: a time with its zone, an address with its normal form.
    """
    wanted = set(places)
    rows = tuple(
        _chosen(row, wanted, take=take) if row.number == number else row for row in staging.rows
    )
    return replace(staging, rows=rows)


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
    return replace(staging, rows=rows)


def decide_rows(staging: Staging, numbers: Set[int], decision: Decision) -> Staging:
    """The same decision for these rows, as far as each can carry it; nobody is meant by two rows."""
    taken = {row.chosen: row.number for row in staging.rows if row.number not in numbers}
    rows = []
    for row in staging.rows:
        if row.number in numbers:
            row = decided(row, decision)
            if row.chosen and row.chosen in taken:
                row = repeated(row, taken[row.chosen])
            taken[row.chosen] = row.number
        rows.append(row)
    return replace(staging, rows=tuple(rows))


def changed_fields(staging: Staging, numbers: Set[int] | None = None) -> dict[str, int]:
    """In how many rows each field would change or could, most first."""
    counts = Counter(
        field
        for row in staging.rows
        if row.chosen and (numbers is None or row.number in numbers)
        for field in {change.field for change in row.changes}
    )
    return dict(counts.most_common())


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
