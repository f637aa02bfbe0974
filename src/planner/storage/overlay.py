"""Rows as they would be after changes that are not written yet: what a merge plans, shows and writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planner.domain.library import BY_NAME
from planner.domain.words import Word, field_names, from_plain, plain
from planner.storage import reading
from planner.storage.reading import Reader

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

Columns = dict[str, Any]
Place = tuple[str, str]
"""The word and the id of a row."""


def columns_of(value: Word) -> Columns:
    """A record as its table holds it, in plain values: lists as JSON text, dates as ISO text."""
    result: Columns = {}
    for name in field_names(type(value)):
        part = plain(getattr(value, name))
        result[name] = json.dumps(part, ensure_ascii=False) if isinstance(part, list) else part
    return result


class Overlay:
    """Reads through to the library; what is set here is only seen here until :meth:`write`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._stored: dict[Place, Columns | None] = {}
        self._now: dict[Place, Columns | None] = {}
        self._notes: dict[Place, Columns | None] | None = None

    # reading

    def get(self, word: str, key: str | None) -> Columns | None:
        if not key:
            return None
        place = (word, key)
        if place not in self._now:
            found = reading.one(self._reader, BY_NAME[word], key)
            self._keep(place, columns_of(found) if found else None)
        return self._now[place]

    def value(self, word: str, key: str) -> Word | None:
        columns = self.get(word, key)
        return None if columns is None else from_plain(BY_NAME[word], columns)

    def where(self, word: str, **columns: str) -> list[Columns]:
        """The rows that have these values now, in the order of their ids."""
        condition = " AND ".join(f'"{name}" = :{name}' for name in columns)
        return self._matching(
            word,
            condition,
            columns,
            lambda row: all(row[name] == value for name, value in columns.items()),
        )

    def containing(self, word: str, column: str, text: str) -> list[Columns]:
        """The rows whose text has this id in it."""
        return self._matching(
            word,
            f"\"{column}\" LIKE '%' || :text || '%'",
            {"text": text},
            lambda row: text in row[column],
        )

    def _matching(
        self, word: str, condition: str, parameters: Mapping[str, str], holds: Any
    ) -> list[Columns]:
        for value in reading.where(self._reader, BY_NAME[word], condition, parameters):
            if (word, value.id) not in self._now:
                self._keep((word, value.id), columns_of(value))
        found = [
            row
            for (table, _key), row in self._now.items()
            if table == word and row is not None and holds(row)
        ]
        return sorted(found, key=lambda row: str(row["id"]))

    def _keep(self, place: Place, row: Columns | None) -> None:
        self._stored[place] = self._now[place] = row

    # changing

    def set(self, word: str, key: str, **columns: Any) -> None:
        row = self.get(word, key)
        if row is None:
            raise KeyError((word, key))
        if any(row[name] != value for name, value in columns.items()):
            self._change((word, key), {**row, **columns})

    def add(self, word: str, row: Columns) -> None:
        if self.get(word, row["id"]) is not None:
            raise ValueError(f"twice: {word} {row['id']}")
        self._change((word, row["id"]), dict(row))

    def remove(self, word: str, key: str) -> None:
        if self.get(word, key) is not None:
            self._change((word, key), None)

    def _change(self, place: Place, row: Columns | None) -> None:
        if self._notes is not None:
            self._notes.setdefault(place, self._now[place])
        self._now[place] = row

    # what was done

    def start_notes(self) -> None:
        """From here on remember each row as it was before its first change."""
        self._notes = {}

    def end_notes(self) -> dict[Place, tuple[Columns | None, Columns | None]]:
        """Each row that is not as it was at :meth:`start_notes`: before and now, whole."""
        notes, self._notes = self._notes or {}, None
        return {
            place: (before, self._now[place])
            for place, before in notes.items()
            if before != self._now[place]
        }

    def write(self, work: Work) -> None:
        """Bring the library into the state that is seen here."""
        from planner.storage.journal import RowChange

        for (word, key), now in self._now.items():
            stored = self._stored[word, key]
            if now == stored:
                continue
            if stored is None or now is None:
                before: Columns | None = None if stored is None else {}
                work.apply(RowChange(word, key, before, now))
            else:
                changed = {name: value for name, value in now.items() if stored[name] != value}
                work.apply(RowChange(word, key, {}, changed))
