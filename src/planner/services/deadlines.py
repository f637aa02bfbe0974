"""What has to be done by a day, across the library: calls that close, and what agreements ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.agreements import Agreement
from planner.domain.deadlines import SENTENCES, DeadlineKind
from planner.domain.owed import agreement_deadlines
from planner.domain.renewal import term_end
from planner.domain.times import LAST_YEAR, PartialDate, partial_end, partial_start
from planner.i18n import N_, Language, current, plain_day
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries import programmes
from planner.storage.queries.list_order import changed_at
from planner.storage.reading import any_of

if TYPE_CHECKING:
    from planner.interchange.calendar import CalendarEvent

ALARM_MINUTES: Final = 14 * 24 * 60
"""Two weeks before."""
MOST: Final = 5000
_NEVER: Final = dt.datetime(2000, 1, 1)


_EACH_TERM: Final = frozenset({DeadlineKind.START, DeadlineKind.NOTICE, DeadlineKind.RENEWAL})
"""What an automatic renewal moves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """``on`` is the earliest day that is meant, ``stated`` what is known of it ("2030-06").

    ``word`` and ``id`` name the record; ``terms`` is how many terms of an agreement are over.
    ``more`` are lines that say more of it.
    """

    kind: DeadlineKind
    on: dt.date
    name: str
    word: str
    id: str
    stated: str = ""
    more: tuple[str, ...] = ()
    terms: int = 0


class Deadlines:
    def __init__(self, core: Core) -> None:
        self._core = core

    def ahead(self, until: dt.date | None = None) -> list[Deadline]:
        """What is due from today on, to the end of ``until`` if that is given, by day.

        What is known to the month is due for as long as the month lasts.
        """
        today = self._core.today()
        found = [*self._calls(today), *self._agreements(today)]
        last = until or dt.date(LAST_YEAR, 12, 31)
        return sorted(
            (one for one in found if one.on <= last),
            key=lambda one: (one.on, one.kind, one.name, one.id),
        )

    def _calls(self, today: dt.date) -> list[Deadline]:
        lines = programmes.calls_page(self._core.reader, "", 0, MOST, since=today)
        return [
            Deadline(
                kind=DeadlineKind.CALL,
                on=line.closes_on,
                name=line.title,
                word="call",
                id=line.id,
                more=tuple(part for part in (line.programme, line.funder, line.url) if part),
            )
            for line in lines
            if line.closes_on is not None
        ]

    def _agreements(self, today: dt.date) -> list[Deadline]:
        """As Home tells them. Where only the month is known, its first day, so that nobody is told too
        late; it stays that day, so that a calendar shows one event that does not move."""
        asking = reading.where(
            self._core.reader, Agreement, "expires_on <> '' OR review_on <> ''", {}, "id"
        )
        weeks = self._core.settings.whole("renewal_weeks")
        return [
            Deadline(
                kind=due.kind,
                on=partial_start(PartialDate(due.stated)) or due.day,
                name=due.name,
                word=due.word,
                id=due.key,
                stated=due.stated,
                more=(one.number,) if one.number else (),
                terms=_terms_over(one, today) if due.kind in _EACH_TERM else 0,
            )
            for one in asking
            for due in agreement_deadlines(one, today, weeks)
        ]

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
            self._event(one, counts.get(one.id, 0), moments.get(one.id, _NEVER), speak)
            for one in due
        ]
        return write_calendar(speak(N_("Deadlines")), events, language=speak)

    def _event(
        self, one: Deadline, changes: int, at: dt.datetime, speak: Language
    ) -> CalendarEvent:
        from planner.interchange.calendar import CalendarEvent

        lines = list(one.more)
        if one.stated:
            lines.append(speak(N_("Known as {date} only.")).format(date=one.stated))
        return CalendarEvent(
            uid=f"{one.kind.value}-{one.id}@planner",
            sequence=changes + one.terms,
            stamped_at=at.replace(tzinfo=dt.UTC),
            summary=speak(SENTENCES[one.kind]).format(name=one.name),
            start=one.on,
            end=one.on,
            description="\n".join(lines),
            transparent=True,
            alarm_minutes=ALARM_MINUTES,
        )

    def _changes(self, due: list[Deadline]) -> tuple[dict[str, int], dict[str, dt.datetime]]:
        """How often each record was written, and when last: counted in steps, so it never goes down."""
        counts: dict[str, int] = {}
        moments: dict[str, dt.datetime] = {}
        for word in ("call", "agreement"):
            keys = list(dict.fromkeys(one.id for one in due if one.word == word))
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


def _terms_over(agreement: Agreement, today: dt.date) -> int:
    """How many automatic renewals there were: each moves the days of the term without a change."""
    first, now = partial_end(agreement.expires_on), partial_end(term_end(agreement, today))
    if first is None or now is None or not agreement.renewal_months:
        return 0
    months = (now.year - first.year) * 12 + now.month - first.month
    return months // agreement.renewal_months


def day_told(one: Deadline) -> str:
    """The day, or the month or year where no more is known."""
    return one.stated or plain_day(one.on)
