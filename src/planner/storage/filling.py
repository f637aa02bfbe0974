"""Between records and rows: the one place where text is cleaned on its way in."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Mapping, Sequence
from operator import attrgetter
from types import NoneType
from typing import Any, Final, TypeVar

from planner.domain.words import Word, field_names, from_plain
from planner.storage.schema import Row
from planner.text import clean_line, clean_text

W = TypeVar("W", bound=Word)

_LONG: Final = frozenset(
    {"notes", "text", "public_text", "internal_notes", "purpose", "address", "emergency_contact"}
    | {"line", "objective", "points", "usable", "not_disclosed"}
)
_KEPT_AS_GIVEN: Final = frozenset({"id", "content", "data", "record", "filters"})
"""What we wrote ourselves: JSON and base64, which a cut would spoil."""
_AS_THEY_ARE: Final = frozenset({NoneType, bool, int, float, dt.date, dt.datetime, dt.time})


def values_of(value: Word) -> dict[str, Any]:
    """The columns of a record, its text cleaned."""
    return {name: _cleaned(name, getattr(value, name)) for name in field_names(type(value))}


def columns_of(values: Sequence[Word]) -> dict[str, Sequence[Any]]:
    """The same of many records of one word, column by column.

    Most columns of a list say one thing throughout, and no text is looked at twice.
    """
    names = field_names(type(values[0]))
    columns = zip(*map(attrgetter(*names), values), strict=True)
    return {name: _column(name, column) for name, column in zip(names, columns, strict=True)}


def _column(name: str, column: Sequence[Any]) -> Sequence[Any]:
    distinct = set(column)
    if set(map(type, distinct)) == {str}:
        if name in _KEPT_AS_GIVEN:
            return column
        clean = clean_text if name in _LONG else clean_line
        known = {part: cleaned for part in distinct if (cleaned := clean(part)) != part}
    else:
        known = {part: _cleaned(name, part) for part in distinct if type(part) not in _AS_THEY_ARE}
    return [known.get(part, part) for part in column] if known else column


def _cleaned(name: str, part: Any) -> Any:
    if isinstance(part, enum.Enum):
        return part.value
    if isinstance(part, tuple):
        return json.dumps([clean_line(entry) for entry in part], ensure_ascii=False)
    if isinstance(part, str) and name not in _KEPT_AS_GIVEN:
        return clean_text(part) if name in _LONG else clean_line(part)
    return part


def fill(row: Row, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if getattr(row, name, None) != value or (value is None):
            setattr(row, name, value)


def value_of(kind: type[W], row: Row) -> W:
    return from_plain(kind, {name: getattr(row, name) for name in field_names(kind)})
