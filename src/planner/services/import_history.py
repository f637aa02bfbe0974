"""What was taken in, and taking it back within 30 days, also when later steps were made.

The rule, row by row: what the import added goes, what it changed returns to what it was. What was
changed since stays, and with it what it leans on and what belongs to it; each is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.domain.attachments import Attachment
from planner.domain.ids import RecordId
from planner.domain.imports import ColumnMemory, ImportBatch
from planner.domain.library import BY_NAME
from planner.domain.word_titles import TITLES
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.reading import Reader, any_of

UNDO_DAYS: Final = 30
_BLOCK: Final = 400
_BOOKS: Final = frozenset({ImportBatch.WORD, ColumnMemory.WORD})
"""Rows of an import that stay when it is taken back: that it was made, and what its headers mean."""

Place = tuple[str, str]
"""The word and the id of a row."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import as it is listed; ``visit`` is the title of the visit that it went into."""

    batch: ImportBatch
    visit: str
    author: str
    can_be_undone: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stays, since it was changed or used after the import."""

    word: str
    id: str
    name: str


@dataclass(frozen=True)
class TakingBack:
    """What taking an import back does: how many records go or return, and what stays and why."""

    batch: ImportBatch
    rows: int
    people: int
    kept: tuple[Kept, ...]
    step: int | None = None


class ImportHistory:
    """The imports, latest first. Each is taken back as one step, which can be undone itself."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def count(self) -> int:
        return int(self._core.reader.rows("SELECT count(*) FROM import_batch")[0][0])

    def page(self, offset: int = 0, limit: int = 100) -> list[ImportLine]:
        reader = self._core.reader
        paging = {"limit": limit, "offset": offset}
        batches = reading.where(
            reader, ImportBatch, "1 = 1", paging, '"at" DESC, id DESC LIMIT :limit OFFSET :offset'
        )
        titles = _titles(reader, [one.visit_id for one in batches if one.visit_id])
        steps = _steps(reader, [one.step for one in batches if one.step])
        lines = []
        for one in batches:
            author, undone_by = steps.get(one.step or 0, ("", None))
            can = one.step in steps and undone_by is None and self._is_young(one)
            lines.append(ImportLine(one, titles.get(one.visit_id or "", ""), author, can))
        return lines

    def find(self, step: int) -> ImportBatch:
        """The import that was made by this step.

        :raises NotFound: that step was no import, or it is not known any more.
        """
        found = reading.where(self._core.reader, ImportBatch, "step = :step", {"step": step})
        if not found:
            raise NotFound(
                _("There is no import with the number {number}.").format(number=step),
                _("See “planner contact imports”."),
            )
        return found[0]

    def preview(self, batch: RecordId) -> TakingBack:
        """What :meth:`take_back` would do.

        :raises UserError: it is taken back already, too old, or from before steps were kept.
        """
        found = self._checked(batch)
        assert found.step is not None
        return _plan(self._core.reader, found, found.step).shown(self._core.reader)

    def take_back(self, batch: RecordId) -> TakingBack:
        """Undo the import as far as its rows are as it left them.

        :raises UserError: as :meth:`preview`; or nothing of it is left to take back.
        """
        found = self._checked(batch)
        assert found.step is not None
        facts = {"file": found.file_name}
        with self._core.work(
            N_("Take back the import of {file}"), facts, undoes=found.step, before="import"
        ) as work:
            plan = _plan(work, found, found.step)
            done = plan.shown(work)
            if not done.rows:
                raise UserError(
                    _("All that this import wrote was changed since."),
                    _("Nothing was taken back. Change or remove the records themselves."),
                )
            for change in reversed(plan.going):
                work.apply(replace(change, before=change.after, after=change.before))
            work.refuse_lone_files()
            work.put(replace(found, undone_at=self._core.stamp()))
            number = int(work.rows("SELECT max(number) FROM step")[0][0]) + 1
            work.mark_undone(found.step, number)
        return replace(done, step=number)

    def _checked(self, batch: RecordId) -> ImportBatch:
        found = reading.one(self._core.reader, ImportBatch, batch)
        if found is None:
            raise NotFound(_("This import is not known any more."), _("Nothing was changed."))
        undone_by = _steps(self._core.reader, [found.step] if found.step else []).get(
            found.step or 0, ("", 0)
        )[1]
        if found.undone_at is not None or undone_by is not None:
            raise UserError(
                _("The import of “{file}” is not there to be taken back.").format(
                    file=found.file_name
                ),
                _("It was taken back already, or comes from another library. Nothing was changed."),
            )
        if not self._is_young(found):
            raise UserError(
                _("The import of “{file}” is older than {days} days.").format(
                    file=found.file_name, days=UNDO_DAYS
                ),
                _("Nothing was changed. Change or remove the records themselves."),
            )
        return found

    def _is_young(self, batch: ImportBatch) -> bool:
        return batch.undone_at is None and self._core.stamp() - batch.at <= dt.timedelta(UNDO_DAYS)


def _titles(reader: Reader, keys: list[Any]) -> dict[str, str]:
    clause, parameters = any_of("id", list(dict.fromkeys(keys)))
    rows = reader.rows(f"SELECT id, title, code FROM visit WHERE {clause}", parameters)
    return {str(key): title or code for key, title, code in rows}


def _steps(reader: Reader, numbers: list[int]) -> dict[int, tuple[str, int | None]]:
    """Author of each step, and the step that took it back."""
    clause, parameters = any_of("number", numbers)
    rows = reader.rows(f"SELECT number, author, undone_by FROM step WHERE {clause}", parameters)
    return {int(number): (str(author), undone_by) for number, author, undone_by in rows}


# what goes and what stays


@dataclass
class _Plan:
    batch: ImportBatch
    going: list[Any]
    kept: list[Place]

    def shown(self, reader: Reader) -> TakingBack:
        from planner.storage import search

        named: dict[str, Kept] = {}
        for word, key in self.kept:
            name = search.name_of(reader, word, key) or _(TITLES.get(word, word))
            named.setdefault(name, Kept(word, key, name))
        people = sum(one.word == "person" and one.before is None for one in self.going)
        return TakingBack(self.batch, len(self.going), people, tuple(named.values()))


def _plan(reader: Reader, batch: ImportBatch, step: int) -> _Plan:
    from planner.storage.remembering import kept_changes

    changes = [one for one in kept_changes(reader, step) if one.word not in _BOOKS]
    now = _rows_now(reader, changes)
    added = {(one.word, one.id): one for one in changes if one.before is None}
    later = [
        (one.word, one.id)
        for one in changes
        if (state := now.get((one.word, one.id))) is not None and _differs(state, one.after)
    ]
    there = [place for place in added if place in now]
    later += _used_since(reader, there, {(one.word, one.id) for one in changes})
    staying = _with_theirs(set(later), added)
    going = [one for one in changes if _goes(one, now, staying)]
    return _Plan(batch, going, list(dict.fromkeys(later)))


def _goes(change: Any, now: dict[Place, dict[str, Any]], staying: set[Place]) -> bool:
    place = (change.word, change.id)
    if change.after is None:  # it was removed; it comes back unless it is there again
        return place not in now
    return place in now and place not in staying


def _rows_now(reader: Reader, changes: list[Any]) -> dict[Place, dict[str, Any]]:
    from planner.storage.overlay import columns_of

    keys: dict[str, list[str]] = {}
    for one in changes:
        keys.setdefault(one.word, []).append(one.id)
    return {
        (word, value.id): columns_of(value)
        for word, ids in keys.items()
        for value in reading.having(reader, BY_NAME[word], "id", ids)
    }


def _differs(state: dict[str, Any], after: dict[str, Any] | None) -> bool:
    if after is None:
        return False
    return any(name in state and state[name] != value for name, value in after.items())


def _used_since(reader: Reader, added: list[Place], own: set[Place]) -> list[Place]:
    """The added records that a row from elsewhere points to by now."""
    from planner.storage.links import links_to

    ids: dict[str, list[str]] = {}
    for word, key in added:
        ids.setdefault(word, []).append(key)
    found: list[Place] = []
    for word, keys in ids.items():
        for link in links_to(word):
            counts = link.rule or link.table == Attachment.WORD  # files need their owner, too
            if not counts or link.table in _BOOKS:
                continue
            for block in _blocks(keys):
                clause, parameters = any_of(f'"{link.column}"', block)
                rows = reader.rows(
                    f'SELECT id, "{link.column}" FROM "{link.table}" WHERE {clause}', parameters
                )
                found += [(word, target) for key, target in rows if (link.table, key) not in own]
    return found


def _blocks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BLOCK):
        yield keys[start : start + _BLOCK]


def _with_theirs(staying: set[Place], added: dict[Place, Any]) -> set[Place]:
    """What stays with all that it leans on, and with the parts of the people that stay."""
    parts: dict[Place, list[Place]] = {}
    for place in added:
        for target, owns in _targets(place, added):
            if owns:
                parts.setdefault(target, []).append(place)
    open_ones = list(staying)
    while open_ones:
        place = open_ones.pop()
        near = [target for target, _owns in _targets(place, added)] + parts.get(place, [])
        for other in near:
            if other not in staying:
                staying.add(other)
                open_ones.append(other)
    return staying


def _targets(place: Place, added: dict[Place, Any]) -> Iterable[tuple[Place, bool]]:
    """The added records that an added record points to, and whether it is a part of each."""
    from planner.storage.links import links_of

    change = added.get(place)
    if change is None:
        return
    for link in links_of(place[0]):
        key = change.after.get(link.column)
        if key and (link.target, key) in added:
            yield (link.target, key), link.rule == "follow"
