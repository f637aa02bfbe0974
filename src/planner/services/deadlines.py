"""What has to be done by a day, across the library: calls that close, and what agreements ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.agreements import Agreement
from planner.domain.deadlines import SENTENCES, Deadline, DeadlineKind, in_order
from planner.domain.owed import agreement_deadlines
from planner.domain.renewal import UNTENDED
from planner.domain.times import LAST_YEAR
from planner.i18n import N_, Language, current
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries import programmes
from planner.storage.queries.agreement_tending import tended
from planner.storage.queries.list_order import changed_at
from planner.storage.reading import any_of

if TYPE_CHECKING:
    from planner.interchange.calendar import CalendarEvent

ALARM_MINUTES: Final = 14 * 24 * 60
"""Two weeks before."""
MOST: Final = 5000
_NEVER: Final = dt.datetime(2000, 1, 1)


class Deadlines:
    def __init__(self, core: Core) -> None:
        self._core = core

    def ahead(self, until: dt.date | None = None) -> list[Deadline]:
        """What is due from today on, to the end of ``until`` if that is given, by day; before it what of
        agreements is overdue.

        What is known to the month is due for as long as the month lasts. It stands on its first day, so
        that nobody is told too late and a calendar shows one event that does not move.
        """
        today = self._core.today()
        found = [*self._calls(today), *self._agreements(today)]
        last = until or dt.date(LAST_YEAR, 12, 31)
        return sorted(
            in_order(found, today, last), key=lambda one: (one.day, one.kind, one.name, one.key)
        )

    def _calls(self, today: dt.date) -> list[Deadline]:
        lines = programmes.calls_page(self._core.reader, "", 0, MOST, since=today)
        return [
            Deadline(
                line.closes_on, DeadlineKind.CALL, line.title, line.programme, "call", line.id,
                more=tuple(part for part in (line.programme, line.funder, line.url) if part),
            )
            for line in lines
            if line.closes_on is not None
        ]  # fmt: skip

    def _agreements(self, today: dt.date) -> Iterator[Deadline]:
        """As Home tells them."""
        reader = self._core.reader
        asking = reading.where(reader, Agreement, "expires_on <> '' OR review_on <> ''", {}, "id")
        weeks, taken = self._core.settings.whole("renewal_weeks"), tended(reader)
        for one in asking:
            yield from agreement_deadlines(one, today, weeks, taken.get(one.id, UNTENDED))

    # as a calendar

    def calendar(self, speak: Language | None = None) -> bytes:
        """One whole day each with a reminder two weeks before. What was imported before is updated:
        the identities stay, and what was changed since is newer."""
        return self._written(self.ahead(), speak or current())

    def write(self, path: Path, speak: Language | None = None) -> int:
        """Write the calendar in the place of what was there; how many deadlines it has."""
        from planner.interchange.files import save_bytes

        due = self.ahead()
        save_bytes(path, self._written(due, speak or current()))
        return len(due)

    def _written(self, due: list[Deadline], speak: Language) -> bytes:
        from planner.interchange.calendar import write_calendar  # late: a list needs no calendar

        counts, moments = self._changes(due)
        events = [
            self._event(one, counts.get(one.key, 0), moments.get(one.key, _NEVER), speak)
            for one in due
        ]
        return write_calendar(speak(N_("Deadlines")), events, language=speak)

    def _event(
        self, one: Deadline, changes: int, at: dt.datetime, speak: Language
    ) -> CalendarEvent:
        from planner.interchange.calendar import CalendarEvent

        lines, over = list(one.more), one.is_over(self._core.today())
        text = speak(SENTENCES[one.kind]).format(name=one.name)
        if one.stated:
            lines.append(speak(N_("Known as {date} only.")).format(date=one.stated))
        return CalendarEvent(
            uid=f"{one.kind.value}-{one.key}@planner",
            sequence=2 * (changes + one.terms) - 1 + over,
            stamped_at=at.replace(tzinfo=dt.UTC),
            summary=speak(N_("Overdue: {text}")).format(text=text) if over else text,
            start=one.day,
            end=one.day,
            description="\n".join(lines),
            transparent=True,
            alarm_minutes=ALARM_MINUTES,
        )

    def _changes(self, due: list[Deadline]) -> tuple[dict[str, int], dict[str, dt.datetime]]:
        """How often each record was written, and when last: counted in steps, so it never goes down."""
        counts: dict[str, int] = {}
        moments: dict[str, dt.datetime] = {}
        for word in ("call", "agreement"):
            keys = list(dict.fromkeys(one.key for one in due if one.word == word))
            for start in range(0, len(keys), 500):
                part = keys[start : start + 500]
                clause, values = any_of("c.row_id", part)
                rows = self._core.reader.rows(
                    "SELECT c.row_id, count(DISTINCT c.step_number) FROM change c"
                    f" WHERE c.row_word = '{word}' AND {clause} GROUP BY c.row_id",
                    values,
                )
                counts |= {key: int(count) for key, count in rows}
                moments |= changed_at(self._core.reader, word, part)
        return counts, moments
