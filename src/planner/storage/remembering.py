"""The changes of a step as they were made: opened with the keys of their people, long texts put back."""

from __future__ import annotations

from planner.storage import journal
from planner.storage.kept_texts import put_back
from planner.storage.reading import Reader
from planner.storage.sealing import opened_changes

_CHANGES = (
    'SELECT row_word, row_id, person_id, "before", "after" FROM change WHERE step_number = :number'
    " ORDER BY place"
)


def kept_changes(reader: Reader, number: int) -> list[journal.RowChange]:
    """The changes of a step, in their order.

    :raises Erased: it holds values of a person who was erased.
    """
    rows = reader.rows(_CHANGES, {"number": number})
    opened = opened_changes(reader, [(row[0], row[1], row[2], row[3], row[4]) for row in rows])
    return [journal.decode(*row) for row in put_back(reader, opened)]
