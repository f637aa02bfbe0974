"""To which person and to which visit a row belongs: found over its links, for the journal.

The person's key seals the change; by person and visit the history is searched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from planner.storage.journal import Recorder
from planner.storage.links import ANY_SUBJECT, links_of
from planner.storage.reading import Reader
from planner.storage.schema import ROWS

_TARGETS: Final = ("person", "visit")
_UNKEYED: Final = {("merge", "person"): "kept_id", ("disclosure", "visit"): "visit_id"}
"""Columns that name a record without a key, where the record is the whole of a row's subject."""

Owners = tuple[str | None, str | None]
"""The ids of person and visit."""


@cache
def _paths(word: str, target: str) -> tuple[tuple[str, str], ...]:
    """The columns to follow from a row of ``word`` towards ``target``, each with the table it leads to.

    Links to the target itself come first, what the row is about before who had a hand in it; then
    those to what the row is part of.
    """
    links = [link for link in links_of(word) if link.target != ANY_SUBJECT]
    straight = sorted(
        (link.column for link in links if link.target == target and link.target != word),
        key=lambda column: (column != f"{target}_id", column),
    )
    found = [(column, target) for column in straight]
    if (word, target) in _UNKEYED:
        found.insert(0, (_UNKEYED[word, target], target))
    found += [
        (link.column, link.target)
        for link in links
        if link.rule == "follow" and link.target not in (word, target)
        if link.target not in _TARGETS and _paths(link.target, target)
    ]
    return tuple(found)


class Belonging:
    """Looks owners up once; rows that this unit wrote or removed are known from its recorder."""

    def __init__(self, reader: Reader, recorder: Recorder) -> None:
        self._reader = reader
        self._recorder = recorder
        self._found: dict[tuple[str, str, str], str | None] = {}

    def of(self, word: str, key: str, values: Mapping[str, Any]) -> Owners:
        """The owners of a row with these plain values."""
        person, visit = (self._one(word, key, values, target) for target in _TARGETS)
        return person, visit

    def of_many(self, word: str, columns: Mapping[str, Sequence[Any]]) -> list[Owners]:
        """The owners of many new rows, given column by column."""
        keys = columns["id"]
        if word in _TARGETS:
            return [(key, None) if word == "person" else (None, key) for key in keys]
        paths = [name for target in _TARGETS for name, _table in _paths(word, target)]
        if not paths and "subject_kind" not in columns:
            return [(None, None)] * len(keys)
        if "subject_kind" not in columns and word != "merge":
            straight = [self._straight(word, columns, target) for target in _TARGETS]
            if all(column is not None for column in straight):
                return list(zip(*(column or () for column in straight), strict=True))
        names = [*paths, *(name for name in ("subject_kind", "subject_id") if name in columns)]
        rows = zip(*(columns[name] for name in names), strict=True)
        return [
            self.of(word, key, dict(zip(names, row, strict=True)))
            for key, row in zip(keys, rows, strict=True)
        ]

    def _straight(
        self, word: str, columns: Mapping[str, Sequence[Any]], target: str
    ) -> Sequence[str | None] | None:
        """The owners where one column names them, or none does; else None."""
        match _paths(word, target):
            case ():
                return [None] * len(columns["id"])
            case ((name, table),) if table == target:
                return columns[name]
        return None

    def _one(self, word: str, key: str, values: Mapping[str, Any], target: str) -> str | None:
        if word == target:
            return key
        if "subject_id" in values and "subject_kind" in values:
            kind, subject = str(values["subject_kind"]), str(values["subject_id"])
            return self._owner(kind, subject, target) if kind in ROWS else None
        if word == "merge" and values.get("subject_kind") != "person":
            return None
        for column, table in _paths(word, target):
            linked = values.get(column)
            if linked and (found := self._owner(table, linked, target)):
                return found
        return None

    def _owner(self, word: str, key: str, target: str) -> str | None:
        if word == target:
            return key
        place = (word, key, target)
        if place not in self._found:
            self._found[place] = None  # a circle ends here
            values = self._values(word, key, target)
            self._found[place] = self._one(word, key, values, target) if values else None
        return self._found[place]

    def _values(self, word: str, key: str, target: str) -> Mapping[str, Any]:
        known = self._recorder.changes.get((word, key))
        if known is not None and (state := known.after or known.before):
            return state
        names = [name for name, _table in _paths(word, target)]
        names += [name for name in ("subject_kind", "subject_id") if name in _all_columns(word)]
        if not names:
            return {}
        listed = ", ".join(f'"{name}"' for name in names)
        rows = self._reader.rows(f'SELECT {listed} FROM "{word}" WHERE id = :id', {"id": key})
        return dict(zip(names, rows[0], strict=True)) if rows else {}


@cache
def _all_columns(word: str) -> frozenset[str]:
    return frozenset(ROWS[word].__table__.columns.keys())
