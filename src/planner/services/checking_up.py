"""Checks that the library is as it was written, and mends single records from history or a backup."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from planner.domain.check_up import CheckUp, DamagedOne, From, numbers
from planner.domain.library import BY_NAME
from planner.domain.words import Word, field_names, from_plain
from planner.errors import Closed, PlannerError
from planner.i18n import N_
from planner.services.core import Core
from planner.services.keeping import name_of
from planner.storage import chain, digests, soundness
from planner.storage.queries.history import record_changes
from planner.storage.reading import one
from planner.storage.remembering import kept_states

if TYPE_CHECKING:
    from pathlib import Path

    from planner.services.backup_reading import BackupReading
    from planner.services.backups import Backups
    from planner.storage.backups.verifying import Holds

MOST: Final = 200
"""Damaged records that are looked into; of more, the backup is the way."""
_STRUCTURE: Final = 20
_CHECKED: Final = "checked_on"

Stop = Callable[[], bool]


def _never() -> bool:
    return False


class CheckingUp:
    """``backups`` are None for a library on a server, which has those of its server; ``opening`` reads
    in them without anybody who was erased since."""

    def __init__(
        self, core: Core, backups: Backups | None, opening: BackupReading | None = None
    ) -> None:
        self._core, self._backups, self._opening = core, backups, opening
        self._known: dict[tuple[str, str], Word] = {}
        """The right values that the last check found: backups are opened for them once."""
        self._erasures = 0

    def check(self, stop: Stop = _never) -> CheckUp:
        """Look at every record and every step; it can be stopped between portions, and takes about a
        second for 100,000 records. Nothing is written.

        :raises Closed: it was stopped, or the library was closed meanwhile.
        """
        reader = self._core.reader
        self._known, self._erasures = {}, self._count_of_erasures()
        structure = self._structure()
        rows = 0
        found: list[digests.Damaged] = []
        for word in digests.sealed_words():
            if stop():
                raise Closed
            rows += int(reader.rows(f'SELECT count(*) FROM "{word}"')[0][0])
            found += islice(digests.damaged(reader, (word,)), MOST)
        steps = numbers(step.number for step in islice(chain.broken(reader), MOST))
        return CheckUp(
            rows=rows,
            damaged=tuple(self._told(found[:MOST])),
            steps=steps,
            structure=structure,
        )

    def is_due(self) -> bool:
        """Whether the last check is more than a day ago."""
        rows = self._core.reader.rows(
            "SELECT value FROM library_fact WHERE id = :id", {"id": _CHECKED}
        )
        return not rows or str(rows[0][0]) < self._core.today().isoformat()

    def checked(self, today: dt.date) -> None:
        """Remember that all was looked at; not a step of the history."""
        with self._core.work(N_("Check the library"), {}) as work:
            work.set_fact(_CHECKED, today.isoformat())

    def mend(self, found: CheckUp) -> int:
        """Put the right values back, where they are known; one step that stays. How many were mended.

        Each is only written where what was found is what was once written there: the values have the
        digest of the row, or are the last that history or backup knows of it.
        """
        values = [value for one in found.to_mend if (value := self._right(one)) is not None]
        if not values:
            return 0
        with self._core.work(
            N_("Mend {count} damaged records"), {"count": len(values)}, lasting=True
        ) as work:
            for value in values:
                work.mend(value)
        return len(values)

    def _structure(self) -> tuple[str, ...]:
        if self._core.library.path is None:
            return ()  # a server keeps watch over its files itself
        with self._core.library.read_afresh() as rows:
            said = [str(row[0]) for row in rows(f"PRAGMA integrity_check({_STRUCTURE})")]
            links = rows("PRAGMA foreign_key_check")
        said += [f"{row[0]} → {row[2]}" for row in links[:_STRUCTURE]]
        said += islice(soundness.unsound(self._core.reader), _STRUCTURE)
        return tuple(text for text in said if text != "ok")

    def _told(self, found: list[digests.Damaged]) -> Iterator[DamagedOne]:
        for damaged in found:
            one_ = DamagedOne(word=damaged.word, id=damaged.id)
            source, backup, value = self._find(one_)
            if value is not None:
                self._known[damaged.word, damaged.id] = value
            name = name_of(value) if value is not None else ""
            yield DamagedOne(
                word=damaged.word, id=damaged.id, name=name, source=source, backup=backup
            )

    def _right(self, damaged: DamagedOne) -> Word | None:
        known = self._known.pop((damaged.word, damaged.id), None)
        if known is not None and self._count_of_erasures() == self._erasures:
            return known
        return self._find(damaged)[2]

    def _count_of_erasures(self) -> int:
        """Values that were found before somebody was erased may be that person's."""
        return int(self._core.reader.rows("SELECT count(*) FROM erasure")[0][0])

    def _find(self, damaged: DamagedOne) -> tuple[From, int, Word | None]:
        """Where the right values are, and the record that has them."""
        if damaged.word not in BY_NAME:
            return From.NOWHERE, 0, None
        if (value := self._from_history(damaged)) is not None:
            return From.HISTORY, 0, value
        for number, value in self._from_backups(damaged):
            return From.BACKUP, number, value
        return From.NOWHERE, 0, None

    def _from_history(self, damaged: DamagedOne) -> Word | None:
        """The record as the last step left it, if the journal has followed it from its beginning."""
        reader = self._core.reader
        asked = {"word": damaged.word, "key": damaged.id}
        state: dict[str, Any] | None = None
        with contextlib.suppress(PlannerError):
            for _step, before, after in kept_states(
                reader, damaged.word, damaged.id, reader.rows(record_changes(), asked)
            ):
                if before is None:
                    state = dict(after or {})
                elif after is None:
                    state = None
                elif state is not None:
                    state |= after
        return None if state is None else _record(damaged.word, state)

    def _from_backups(self, damaged: DamagedOne) -> Iterator[tuple[int, Word]]:
        """The newest good backup in which the record is whole."""
        from planner.services.backups import opened_backup

        if self._backups is None or self._opening is None:
            return
        for kept in self._backups.all():
            is_whole = False
            if kept.manifest.is_good:
                with contextlib.suppress(PlannerError), opened_backup(kept) as library:
                    is_whole = digests.is_whole(library, damaged.word, damaged.id)
            if not is_whole:
                continue
            with contextlib.suppress(PlannerError), self._opening.opened(kept) as library:
                value = one(library, BY_NAME[damaged.word], damaged.id)
                if value is not None:
                    yield kept.number, value


def _record(word: str, state: dict[str, Any]) -> Word | None:
    """The record of a state; none where the journal does not know all of its fields."""
    kind = BY_NAME[word]
    if not set(field_names(kind)) <= state.keys():
        return None
    try:
        return from_plain(kind, state)
    except (TypeError, ValueError):
        return None


def verified(path: Path) -> Holds:
    """What a backup or another copy of a library holds, read to its last record; ``faults`` say what is
    wrong. Nothing is written to it.

    :raises NotALibrary: it is no library at all, or cannot be opened.
    """
    from planner.storage.backups.verifying import looked_through
    from planner.storage.inspecting import inspect_file

    inspect_file(path)
    return looked_through(path)
