"""What a step changed, record by record; and who changed a field of one record when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from planner.domain.history import HIDDEN, Act, FieldChange, FieldStep, RecordChange
from planner.services.core import Core
from planner.services.history import COLUMNS, step_of
from planner.storage import search
from planner.storage.links import ANY_SUBJECT, links_of
from planner.storage.queries import history as queries
from planner.storage.reading import any_of
from planner.storage.remembering import kept_changes, kept_states

MOST: Final = 500
"""Records of one step that are told; an import may have thousands."""
_NAMES: Final = ("title", "name", "family_name", "description", "value", "file_name", "text")
_SILENT: Final = frozenset({"id", "content", "data", "record", "content_hash", "file_hash"})
"""Columns that say nothing to a person."""


class HistoryDetails:
    def __init__(self, core: Core) -> None:
        self._core = core

    def told(self, number: int) -> list[RecordChange]:
        """What the step changed, in its order, at most :data:`MOST` records.

        :raises Erased: it holds values of a person who was erased.
        """
        changes = kept_changes(self._core.reader, number)[:MOST]
        names = {
            (one.word, one.id): name
            for one in changes
            if (name := _named(one.word, one.after or one.before or {}))
        }
        return [
            RecordChange(
                word=one.word,
                id=one.id,
                name=self._name(one.word, one.id, names),
                act=_act(one.before, one.after),
                fields=tuple(self._fields(one.word, one.before, one.after, names)),
            )
            for one in changes
        ]

    def size(self, number: int) -> int:
        """How many records the step changed."""
        rows = self._core.reader.rows(
            "SELECT count(*) FROM change WHERE step_number = :number", {"number": number}
        )
        return int(rows[0][0])

    def name_of(self, word: str, key: str) -> str:
        """What a record is called now; empty for one that has no name, or is gone."""
        return self._name(word, key, {})

    def of_field(self, word: str, key: str, field: str) -> list[FieldStep]:
        """Every step that set the field of this record to another value, the latest first.

        Undos and redos stand among them, for they changed it as well.

        :raises Erased: the values belong to a person who was erased.
        """
        found = [
            (number, before, after)
            for number, before, after in kept_states(
                self._core.reader,
                word,
                key,
                self._core.reader.rows(queries.record_changes(), {"word": word, "key": key}),
            )
            if _value(before, field) != _value(after, field)
        ]
        steps = self._steps(number for number, _before, _after in found)
        names: dict[tuple[str, str], str] = {}
        return [
            FieldStep(
                step=steps[number],
                change=self._change(
                    word, field, _value(before, field), _value(after, field), names
                ),
            )
            for number, before, after in reversed(found)
        ]

    def _steps(self, numbers: Iterable[int]) -> dict[int, Any]:
        wanted = list(dict.fromkeys(numbers))
        found = {}
        for start in range(0, len(wanted), 500):
            clause, values = any_of("number", wanted[start : start + 500])
            for row in self._core.reader.rows(f"SELECT {COLUMNS} FROM step WHERE {clause}", values):
                found[row[0]] = step_of(row)
        return found

    def _fields(
        self,
        word: str,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
        names: dict[tuple[str, str], str],
    ) -> Iterable[FieldChange]:
        for field in {**(before or {}), **(after or {})}:
            old, new = _value(before, field), _value(after, field)
            empty = old in (None, "", "[]") and new in (None, "", "[]")
            if field in _SILENT or old == new or empty:
                continue
            yield self._change(word, field, old, new, names)

    def _change(
        self, word: str, field: str, old: Any, new: Any, names: dict[tuple[str, str], str]
    ) -> FieldChange:
        if (word, field) in HIDDEN:
            return FieldChange(field=field, hidden=True)
        target = _target(word, field)
        if target:
            old, new = (self._name(target, key, names) if key else "" for key in (old, new))
        return FieldChange(field=field, before=old, after=new)

    def _name(self, word: str, key: str, names: dict[tuple[str, str], str]) -> str:
        """What the record is called now, else as the step knew it."""
        place = (word, key)
        known = search.name_of(self._core.reader, word, key)
        if known and known != word:
            return known
        return names.get(place, "")


def _target(word: str, field: str) -> str:
    """The word that a link points to; empty for what is no link, or one to anything."""
    for link in links_of(word):
        if link.column == field and link.target != ANY_SUBJECT:
            return link.target
    return ""


def _value(state: Mapping[str, Any] | None, field: str) -> Any:
    return None if state is None else state.get(field)


def _act(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Act:
    if before is None:
        return Act.ADDED
    return Act.REMOVED if after is None else Act.CHANGED


def _named(word: str, values: Mapping[str, Any]) -> str:
    """What a record that may be gone was called, from its values."""
    if word == "person":
        return " ".join(
            part for name in ("given_name", "family_name") if (part := values.get(name))
        )
    shown = (name for name in _NAMES if (word, name) not in HIDDEN)
    return next((str(text) for name in shown if (text := values.get(name))), "")
