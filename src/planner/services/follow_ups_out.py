"""Follow-ups on their way out of the library: as tasks for calendar programs, as a workbook."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.due_dates import SHELVES, Shelf, shelf_of
from planner.domain.followups import (
    FOLLOW_UP_KINDS,
    FOLLOW_UP_STATUSES,
    SIDES,
    FollowUp,
    FollowUpStatus,
    Side,
)
from planner.domain.ids import VisitId
from planner.domain.people import Person
from planner.domain.recurrence import RuleUnread, in_words, read_rule, settled
from planner.domain.told import Told
from planner.errors import UserError
from planner.i18n import N_, Language, _, language
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.follow_ups import NOTHING, FollowUps
from planner.storage import reading

if TYPE_CHECKING:
    from planner.domain.lines import FollowUpLine
    from planner.interchange.calendar_tasks import CalendarTask, Standing

MOST: Final = 100_000
PAPER: Final = "follow-ups"
_STANDING: Final[dict[FollowUpStatus, Standing]] = {
    FollowUpStatus.OPEN: "NEEDS-ACTION",
    FollowUpStatus.WAITING: "IN-PROCESS",
    FollowUpStatus.DONE: "COMPLETED",
    FollowUpStatus.DROPPED: "CANCELLED",
}


class TaskForm(enum.StrEnum):
    ICS = "ics"
    XLSX = "xlsx"


TASK_FORMS: Final = {
    TaskForm.ICS: N_("Tasks for a calendar"),
    TaskForm.XLSX: N_("Excel sheet"),
}


class FollowUpsOut:
    """Titles and notes are free text and owners are people: what is written goes on record."""

    def __init__(self, core: Core, follow_ups: FollowUps, disclosures: Disclosures) -> None:
        self._core = core
        self._follow_ups = follow_ups
        self._disclosures = disclosures

    def write(
        self,
        path: Path,
        form: TaskForm,
        shelves: Sequence[Shelf] = (Shelf.DUE, Shelf.WAITING, Shelf.LATER),
        *,
        text: str = "",
        language_code: str = "en",
        of: Mapping[str, str] = NOTHING,
    ) -> int:
        """Write what stands on these lists, and how many that are; it goes on record with it.

        ``text`` and ``of`` narrow as lists do.

        :raises UserError: there is nothing to write.
        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        lines = self._follow_ups.shelf_page(shelves, 0, MOST, text, of=of)
        if not lines:
            raise UserError(_("There is no follow-up to write."), _("Choose another list."))
        speak = language(language_code)
        made = self._tasks(lines, speak) if form is TaskForm.ICS else self._sheet(lines, speak)
        visit = of.get("visit_id")
        given = Given(
            file_name=path.name,
            content=made,
            subjects=self._told(lines),
            paper=PAPER,
            language=speak.code,
            visit_id=VisitId(visit) if visit else None,
        )
        self._disclosures.save(path, given)
        return len(lines)

    def _told(self, lines: Sequence[FollowUpLine]) -> list[Told]:
        """Owners and people it is about, each once; of owners who are nobody in the library the name."""
        known = self._known(lines).values()
        keys = {key for one in known for key in (one.owner_id, one.person_id) if key}
        people = reading.having(self._core.reader, Person, "id", sorted(keys))
        told = [
            Told(name=one.name, person_id=one.id, values={"name": (one.name,)}) for one in people
        ]
        others = sorted({one.owner for one in known if one.owner})
        return [*told, *(Told(name=name, values={"name": (name,)}) for name in others)]

    def _tasks(self, lines: Sequence[FollowUpLine], speak: Language) -> bytes:
        from planner.interchange.calendar_tasks import write_tasks

        known = self._known(lines)
        tasks = [self._task(line, known[line.id], speak) for line in lines if line.id in known]
        return write_tasks(speak(N_("Follow-ups")), tasks)

    def _task(self, line: FollowUpLine, one: FollowUp, speak: Language) -> CalendarTask:
        from planner.interchange.calendar_tasks import CalendarTask

        facts = (
            (N_("Owner"), line.owner),
            (N_("Who has to act"), speak(SIDES[Side.THEIRS]) if one.side is Side.THEIRS else ""),
            (N_("Waiting for"), one.waiting_for),
            (N_("About"), line.about),
        )
        told = [f"{speak(title)}: {value}" for title, value in facts if value]
        return CalendarTask(
            uid=f"{one.id}@planner",
            stamped_at=self._core.now(),
            summary=one.title,
            status=_STANDING[one.status],
            due=one.due_on,
            completed_on=one.done_on,
            rule=_rule(one),
            description="\n".join(filter(None, ("\n".join(told), one.notes))),
            categories=(line.about,) if line.about else (),
            remind_days=self._remind_days(one),
        )

    def _remind_days(self, one: FollowUp) -> int | None:
        """Without days of its own one is reminded on the day, as the window does; of what is overdue
        not again with each file."""
        if one.remind_days is not None or one.due_on is None or one.due_on < self._core.today():
            return one.remind_days
        return 0

    def _sheet(self, lines: Sequence[FollowUpLine], speak: Language) -> bytes:
        from planner.interchange.excel_writer import Sheet, SheetColumn, write_workbook

        known, today = self._known(lines), self._core.today()
        title = speak(N_("Follow-ups"))
        columns = (
            SheetColumn(speak(N_("What is to be done")), 44),
            SheetColumn(speak(N_("Due")), 12, "date"),
            SheetColumn(speak(N_("List")), 12),
            SheetColumn(speak(N_("Status")), 11),
            SheetColumn(speak(N_("Owner")), 20),
            SheetColumn(speak(N_("Who has to act")), 9),
            SheetColumn(speak(N_("Waiting for")), 20),
            SheetColumn(speak(N_("About")), 36),
            SheetColumn(speak(N_("Kind")), 10),
            SheetColumn(speak(N_("Comes again")), 16),
            SheetColumn(speak(N_("Done")), 12, "date"),
            SheetColumn(speak(N_("Notes")), 40),
        )
        rows = [
            (
                one.title,
                one.due_on,
                speak(SHELVES[shelf_of(one, today)]),
                speak(FOLLOW_UP_STATUSES[one.status]),
                line.owner,
                speak(SIDES[one.side]),
                one.waiting_for,
                line.about,
                speak(FOLLOW_UP_KINDS[one.kind]),
                in_words(one.repeats, speak) if one.repeats else "",
                one.done_on,
                one.notes,
            )
            for line in lines
            if (one := known.get(line.id)) is not None
        ]
        return write_workbook(
            (Sheet(title, columns, rows),), title=title, created=self._core.now(), language=speak
        )

    def _known(self, lines: Sequence[FollowUpLine]) -> dict[str, FollowUp]:
        found = reading.having(self._core.reader, FollowUp, "id", (line.id for line in lines))
        return {one.id: one for one in found}


def _rule(one: FollowUp) -> str:
    """The rule as it counts from the due date; without one, or unread, the task comes once."""
    if not one.repeats or one.due_on is None:
        return ""
    try:
        return str(settled(read_rule(one.repeats), one.due_on))
    except RuleUnread:
        return ""
