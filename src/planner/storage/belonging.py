"""To which people and to which visit a row belongs: found over its links, for the journal.

The keys of these people seal the change; by the first of them and the visit the history is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from planner.storage.journal import Recorder
from planner.storage.links import ANY_SUBJECT, links_of
from planner.storage.reading import Reader
from planner.storage.schema import ROWS

_TARGETS: Final = ("person", "visit")
_UNKEYED: Final = {("merge", "person"): "kept_id", ("disclosure", "visit"): "visit_id"}
"""Columns that name a record without a key, where the record is the whole of a row's subject."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Ids. Of the people the one whom the row is about comes first."""

    people: tuple[str, ...] = ()
    visit: str | None = None


NOBODY: Final = Owners()


@cache
def _paths(word: str, target: str) -> tuple[tuple[str, str], ...]:
    """The columns to follow from a row of ``word`` towards ``target``, each with the table it leads to.

    Links to the target itself come first, what the row is about before who had a hand in it; then
    those to what the row is part of, a delegate before the vehicle.
    """
    links = [link for link in links_of(word) if link.target != ANY_SUBJECT]
    straight = sorted(
        (link.column for link in links if link.target == target and link.target != word),
        key=lambda column: (column != f"{target}_id", column),
    )
    found = [(column, target) for column in straight]
    if (word, target) in _UNKEYED:
        found.insert(0, (_UNKEYED[word, target], target))
    below = [
        (link.column, link.target)
        for link in links
        if link.rule == "follow" and link.target not in (word, target)
        if link.target not in _TARGETS and _paths(link.target, target)
    ]
    return (*found, *sorted(below, key=lambda part: part[1] != "delegate"))


class Belonging:
    """Looks owners up once; rows that this unit wrote or removed are known from its recorder."""

    def __init__(self, reader: Reader, recorder: Recorder) -> None:
        self._reader = reader
        self._recorder = recorder
        self._found: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def of(self, word: str, key: str, *states: Mapping[str, Any] | None) -> Owners:
        """The owners of a row with these plain values; of several states all that one of them has."""
        people, visits = (
            dict.fromkeys(
                owner
                for state in states
                if state is not None
                for owner in self._all(word, key, state, target)
            )
            for target in _TARGETS
        )
        return Owners(tuple(people), next(iter(visits), None))

    def known(self, word: str, key: str) -> Mapping[str, Any] | None:
        """The row as this unit knows it, if it wrote it."""
        change = self._recorder.changes.get((word, key))
        return None if change is None else change.after or change.before

    def of_many(self, word: str, columns: Mapping[str, Sequence[Any]]) -> list[Owners]:
        """The owners of many new rows, given column by column."""
        keys = columns["id"]
        if word == "person":
            return [Owners((key,)) for key in keys]
        if word == "visit":
            return [Owners((), key) for key in keys]
        named = _paths(word, "person"), _paths(word, "visit")
        if "subject_kind" not in columns:
            if not any(named):
                return [NOBODY] * len(keys)
            if named == ((("person_id", "person"),), ()):
                return [Owners((key,)) if key else NOBODY for key in columns["person_id"]]
        names = [name for paths in named for name, _table in paths]
        names += [name for name in ("subject_kind", "subject_id") if name in columns]
        rows = zip(*(columns[name] for name in names), strict=True)
        return [
            self.of(word, key, dict(zip(names, row, strict=True)))
            for key, row in zip(keys, rows, strict=True)
        ]

    def _all(self, word: str, key: str, values: Mapping[str, Any], target: str) -> tuple[str, ...]:
        if word == target:
            return (key,)
        if "subject_id" in values and "subject_kind" in values:
            kind, subject = str(values["subject_kind"]), str(values["subject_id"])
            return self._owners(kind, subject, target) if kind in ROWS else ()
        if word == "merge" and values.get("subject_kind") != "person":
            return ()
        found: dict[str, None] = {}
        for column, table in _paths(word, target):
            if linked := values.get(column):
                found.update(dict.fromkeys(self._owners(table, linked, target)))
        return tuple(found)

    def _owners(self, word: str, key: str, target: str) -> tuple[str, ...]:
        if word == target:
            return (key,)
        place = (word, key, target)
        if place not in self._found:
            self._found[place] = ()  # a circle ends here
            found: dict[str, None] = {}
            for values in self._states(word, key, target):
                found.update(dict.fromkeys(self._all(word, key, values, target)))
            self._found[place] = tuple(found)
        return self._found[place]

    def _states(self, word: str, key: str, target: str) -> Iterator[Mapping[str, Any]]:
        known = self._recorder.changes.get((word, key))
        if known is not None and (known.after or known.before):
            yield from (state for state in (known.after, known.before) if state)
            return
        names = [name for name, _table in _paths(word, target)]
        names += [name for name in ("subject_kind", "subject_id") if name in _all_columns(word)]
        if not names:
            return
        listed = ", ".join(f'"{name}"' for name in names)
        rows = self._reader.rows(f'SELECT {listed} FROM "{word}" WHERE id = :id', {"id": key})
        if rows:
            yield dict(zip(names, rows[0], strict=True))


@cache
def link_columns(word: str) -> frozenset[str]:
    """The columns of a table by which owners are found."""
    names = {name for target in _TARGETS for name, _table in _paths(word, target)}
    return frozenset(names | {"subject_kind", "subject_id"})


@cache
def _all_columns(word: str) -> frozenset[str]:
    return frozenset(ROWS[word].__table__.columns.keys())
