"""The history of the library: what was done, by whom, when; undo and redo, also after a restart."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any, Final

from planner.domain.history import EVERYTHING, Asked, Step
from planner.errors import NotFound
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage.queries import history as queries

COLUMNS: Final = 'number, label, facts, "at", author, undoes, undone_by, lasting'


class History:
    """Undo goes back through the steps in their order; a new step ends what could be redone."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def page(self, offset: int = 0, limit: int = 100, asked: Asked = EVERYTHING) -> list[Step]:
        """The steps that are asked for, latest first; undos and redos themselves are not listed."""
        condition, values = queries.steps_asked(asked)
        sql = (
            f"SELECT {COLUMNS} FROM step WHERE undoes IS NULL AND {condition}"
            " ORDER BY number DESC LIMIT :limit OFFSET :offset"
        )
        values |= {"limit": limit, "offset": offset}
        return [step_of(row) for row in self._core.reader.rows(sql, values)]

    def count(self, asked: Asked = EVERYTHING) -> int:
        condition, values = queries.steps_asked(asked)
        sql = f"SELECT count(*) FROM step WHERE undoes IS NULL AND {condition}"
        return int(self._core.reader.rows(sql, values)[0][0])

    def authors(self) -> list[str]:
        """Everybody who did a step, by name."""
        sql = "SELECT DISTINCT author FROM step WHERE author <> '' ORDER BY author"
        return [str(row[0]) for row in self._core.reader.rows(sql)]

    def find(self, number: int) -> Step:
        """The step of this number.

        :raises NotFound: there is none, or it took back another.
        """
        step = self._find(number)
        if step is None:
            raise NotFound(
                _("There is no step {number} in the history.").format(number=number),
                _("See “planner history list”."),
            )
        return step

    def next_undo(self) -> Step | None:
        """The step that :meth:`undo` would take back."""
        rows = self._core.reader.rows(
            f"SELECT {COLUMNS} FROM step WHERE undoes IS NULL AND undone_by IS NULL AND lasting = 0"
            " ORDER BY number DESC LIMIT 1"
        )
        return step_of(rows[0]) if rows else None

    def next_redo(self) -> Step | None:
        """The step that :meth:`redo` would do again: the last undone, if nothing new was done since."""
        rows = self._core.reader.rows(
            f"SELECT {COLUMNS} FROM step WHERE undoes IS NULL AND undone_by >"
            " (SELECT coalesce(max(number), 0) FROM step WHERE undoes IS NULL AND lasting = 0)"
            " ORDER BY undone_by DESC LIMIT 1"
        )
        return step_of(rows[0]) if rows else None

    def lately_changed(self, most: int = 30) -> list[str]:
        """The ids of what was changed last, the newest first; of a large step only a part is looked at."""
        rows = self._core.reader.rows(
            "SELECT row_id FROM change ORDER BY step_number DESC LIMIT :looked_at",
            {"looked_at": most * 4},
        )
        return list(dict.fromkeys(str(row[0]) for row in rows))[:most]

    def undo(self, number: int | None = None) -> Step:
        """Take back the latest step, or the one named, if its records are as it left them.

        :raises NotFound: there is nothing to undo.
        :raises OutOfDate: a record was changed since; nothing is undone.
        """
        step = self.next_undo() if number is None else self._find(number)
        if step is None or step.undone_by is not None or step.lasting:
            raise NotFound(_("There is nothing to undo."), _("Nothing was changed."))
        self._reverse(step, source=step.number, label=N_("Undo"), undo=True)
        return step

    def redo(self, number: int | None = None) -> Step:
        """Do the last undone step again, or the one named, if its records are as its undo left them.

        :raises NotFound: there is nothing to redo.
        :raises OutOfDate: a record was changed since; nothing is done again.
        """
        step = self.next_redo() if number is None else self._find(number)
        if step is None or step.undone_by is None:
            raise NotFound(_("There is nothing to redo."), _("Nothing was changed."))
        self._reverse(step, source=step.undone_by, label=N_("Redo"), undo=False)
        return step

    def is_undone(self, number: int) -> bool:
        """Whether the step with this number is taken back, and not done again since."""
        step = self._find(number)
        return step is not None and step.undone_by is not None

    def _reverse(self, step: Step, *, source: int, label: str, undo: bool) -> None:
        facts = {**step.facts, "step": step.number}
        with self._core.work(label, facts, undoes=source) as work:
            for change in reversed(work.changes_of(source)):
                work.apply(replace(change, before=change.after, after=change.before))
            work.refuse_lone_files()
            number = int(work.rows("SELECT max(number) FROM step")[0][0]) + 1
            work.mark_undone(source, number)
            if not undo:
                work.mark_undone(step.number, None)

    def _find(self, number: int) -> Step | None:
        rows = self._core.reader.rows(
            f"SELECT {COLUMNS} FROM step WHERE number = :number AND undoes IS NULL",
            {"number": number},
        )
        return step_of(rows[0]) if rows else None


def step_of(row: tuple[Any, ...]) -> Step:
    """A step from its columns, in the order of :data:`COLUMNS`."""
    number, label, facts, at, author, undoes, undone_by, lasting = row
    moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    return Step(
        number, label, json.loads(facts or "{}"), moment, author, undoes, undone_by, bool(lasting)
    )
