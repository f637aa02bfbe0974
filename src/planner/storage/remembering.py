"""The changes of a step as they were made: opened with the keys of their people, long texts put back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

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


State = dict[str, Any] | None


def kept_states(
    reader: Reader, word: str, key: str, rows: Iterable[tuple[Any, ...]]
) -> list[tuple[int, State, State]]:
    """Step, before and after of one record, from step, person, before and after as stored.

    :raises Erased: the record belongs to a person who was erased.
    """
    found = list(rows)
    opened = opened_changes(
        reader, [(word, key, person, before, after) for _step, person, before, after in found]
    )
    whole = put_back(reader, opened)
    return [
        (int(row[0]), _state(before), _state(after))
        for row, (_word, _key, before, after) in zip(found, whole, strict=True)
    ]


def _state(text: str) -> State:
    return json.loads(text) if text else None
