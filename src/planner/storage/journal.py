"""Row changes of a unit of work: noticed by the session, kept as JSON, applied in reverse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from planner.domain.words import plain
from planner.storage.many import Added
from planner.storage.schema import ROWS, Row
from planner.storage.schema.base import BOOKS

NOT_JOURNALLED: Final = frozenset(
    # The journal's own tables, what is derived, and what was handed out and cannot be taken back.
    {
        "step",
        "change",
        "search_entry",
        "library_fact",
        "stored_file",
        "calendar_mark",
        "disclosure",
        "disclosure_subject",
        "published_entry",
        # Keys and texts that changes refer to, and what the law wants on record whatever is undone.
        "person_key",
        "kept_text",
        "look_up",
        "erasure",
        "correction",
        "draft",
    }
)


class Owners(Protocol):
    @property
    def people(self) -> tuple[str, ...]: ...

    @property
    def visit(self) -> str | None: ...


Kept = tuple[str, str, Owners, str, str]
"""Word and id of a row, to whom it belongs, before and after as JSON."""


class Belonging(Protocol):
    """Says whose a row is; see :mod:`planner.storage.belonging`."""

    def of(self, word: str, key: str, *states: Mapping[str, Any] | None) -> Owners: ...

    def of_many(self, word: str, columns: Mapping[str, Sequence[Any]]) -> Sequence[Owners]: ...


@dataclass
class RowChange:
    """One row before and after, plain values by column; None for *was not there*."""

    word: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    derived: frozenset[str] = frozenset()
    """Derived columns that undo puts back as they were, even where they did not change."""


def is_journalled(change: RowChange) -> bool:
    """Whether undo takes this change back.

    What was handed out or looked at stays on record; but whom of the library it names may follow a
    merge, and goes back with it.
    """
    before, after = change.before, change.after
    if change.word in ("disclosure_subject", "look_up", "correction"):
        return before is not None and after is not None
    if change.word == "disclosure" and before is not None and after is not None:
        return {name for name in after if before[name] != after[name]} == {"recipient_key"}
    return change.word not in NOT_JOURNALLED


@dataclass
class Recorder:
    """Collects what a session is about to write; several flushes of one row become one change."""

    changes: dict[tuple[str, str], RowChange] = field(default_factory=dict)
    whole: set[tuple[str, str]] = field(default_factory=set)
    """Rows of which the derived columns are kept, too: somebody decided about them."""
    many: list[Added] = field(default_factory=list)
    """Rows that were inserted past the session."""
    _before_many: list[int] = field(default_factory=list)
    """For each of them how many changes there were when they came."""

    def before_flush(self, session: Session, *_: Any) -> None:
        for row in session.new:
            if isinstance(row, Row):
                self._note(row, None, state(row))
        # What is dirty is a set; told in a fixed order, the same step is the same journal everywhere.
        dirty = [row for row in session.dirty if isinstance(row, Row)]
        for row in sorted(dirty, key=lambda row: (row.__tablename__, row.id)):
            if session.is_modified(row):
                whole = (row.__tablename__, row.id) in self.whole
                self._note(row, state_before(row, whole=whole), state(row, whole=whole))
                if whole:
                    columns = {column.name for column in journal_columns(type(row), whole=True)}
                    columns -= {column.name for column in journal_columns(type(row))}
                    self.changes[row.__tablename__, row.id].derived = frozenset(columns)
        for row in session.deleted:
            if isinstance(row, Row):
                self._note(row, state_before(row), None)

    def added(self, added: Added) -> None:
        self.many.append(added)
        self._before_many.append(len(self.changes))

    def _note(self, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        key = (row.__tablename__, row.id)
        known = self.changes.get(key)
        if known is not None:
            known.after = after
            return
        for added in self.many:
            if added.word == row.__tablename__ and added.take(row.id) is not None:
                before = None
        self.changes[key] = RowChange(*key, before, after)

    def real(self) -> list[RowChange]:
        """The changes that changed something, in the order in which they began."""
        return [change for change in self.changes.values() if change.before != change.after]

    def journalled(self, belonging: Belonging) -> list[Kept]:
        """What undo needs, in the order of :meth:`real`."""
        found: list[Kept] = []
        changes = list(self.changes.values())
        start = 0
        for added, end in zip(self.many, self._before_many, strict=True):
            found += _encoded(changes[start:end], belonging)
            start = end
            if added.word not in NOT_JOURNALLED:
                owners = belonging.of_many(added.word, added.columns)
                found += [
                    (added.word, key, owner, "", after)
                    for key, owner, after in zip(added.ids, owners, added.after, strict=True)
                    if after
                ]
        return [*found, *_encoded(changes[start:], belonging)]


def _encoded(changes: list[RowChange], belonging: Belonging) -> Iterator[Kept]:
    for change in changes:
        if change.before != change.after and is_journalled(change):
            owners = belonging.of(change.word, change.id, change.after, change.before)
            yield (change.word, change.id, owners, *encode(change))


def journal_columns(kind: type[Row], *, whole: bool = False) -> list[Any]:
    return [
        column
        for column in kind.__table__.columns
        if column.name not in BOOKS and (whole or not column.info.get("derived"))
    ]


def state(row: Row, *, whole: bool = False) -> dict[str, Any]:
    """The row as plain values; a column not yet filled has the default that the insert will give."""
    result = {}
    for column in journal_columns(type(row), whole=whole):
        value = getattr(row, column.name)
        if (
            value is None
            and inspect(row).transient | inspect(row).pending
            and column.default is not None
        ):
            value = column.default.arg
        result[column.name] = plain(value)
    return result


def state_before(row: Row, *, whole: bool = False) -> dict[str, Any]:
    attributes = inspect(row).attrs
    result = {}
    for column in journal_columns(type(row), whole=whole):
        history = attributes[column.name].history
        value = history.deleted[0] if history.deleted else getattr(row, column.name)
        result[column.name] = plain(value)
    return result


def encode(change: RowChange) -> tuple[str, str]:
    """Before and after as JSON; of an update only the columns that changed, and what is to be kept."""
    before, after = change.before, change.after
    if before is not None and after is not None:
        kept = change.derived
        names = [name for name in before if name in kept or before[name] != after[name]]
        before = {name: before[name] for name in names}
        after = {name: after[name] for name in names}
    return _json(before), _json(after)


def decode(word: str, id: str, before: str, after: str) -> RowChange:  # noqa: A002
    return RowChange(
        word, id, json.loads(before) if before else None, json.loads(after) if after else None
    )


def _json(values: dict[str, Any] | None) -> str:
    return "" if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def column_values(word: str, values: dict[str, Any]) -> dict[str, Any]:
    """Plain values turned back into what the columns take."""
    import datetime as dt

    parse = {
        dt.date: dt.date.fromisoformat,
        dt.datetime: dt.datetime.fromisoformat,
        dt.time: dt.time.fromisoformat,
    }
    table = ROWS[word].__table__
    result = {}
    for name, value in values.items():
        decode_value = parse.get(table.columns[name].type.python_type)
        result[name] = decode_value(value) if decode_value and isinstance(value, str) else value
    return result
