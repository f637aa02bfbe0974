"""What a person is to be reminded of now, and the memory of what was said: it lasts over a restart."""

from __future__ import annotations

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Final

from planner import paths
from planner.domain.reminders import (
    Reminder,
    of_deadlines,
    of_entries,
    of_follow_ups,
    still_known,
    unsaid,
)
from planner.services.core import Core
from planner.services.home import Home
from planner.settings import write_json
from planner.storage.queries import reminders as queries

_LONGEST: Final = 7 * 24 * 60
"""Minutes before an entry; a number of many digits would reach behind all calendars."""


class Reminding:
    """Entries and follow-ups are asked for every minute, so they come by an index."""

    def __init__(self, core: Core, home: Home) -> None:
        self._core, self._home = core, home
        self._later: dict[str, dt.datetime] = {}
        self._said: dict[str, str] | None = None

    def now(self) -> list[Reminder]:
        """Entries that begin soon and follow-ups that are due, as far as nobody heard of them.

        How soon is a setting; with 0 minutes nobody is told of entries.
        """
        now, today = self._core.now(), self._core.today()
        found: list[Reminder] = []
        if (minutes := self._minutes) > 0:
            soon = queries.beginning(self._core.reader, now, now + dt.timedelta(minutes=minutes))
            found += of_entries(soon, now)
        known = {*self._memory, *(key for key, moment in self._later.items() if moment > now)}
        found += of_follow_ups(queries.due(self._core.reader, today), today, known)
        return self._fresh(found)

    def of_the_day(self) -> list[Reminder]:
        """Calls, notices and ends that are near, and what was missed; takes as long as Home takes for them."""
        found = self._home.due_deadlines()
        return self._fresh(of_deadlines(found, self._core.today(), self._memory))

    def heard(self, reminder: Reminder) -> None:
        """It was said: not again."""
        said = {**still_known(self._memory, self._core.today())}
        said |= dict.fromkeys(reminder.keys, self._core.today().isoformat())
        self._said = said
        try:
            write_json(self._path, said)
        except OSError:
            # It would be said once more after a restart, which is no reason to disturb anybody.
            logging.getLogger(__name__).info("reminders: the memory could not be written")

    def later(self, reminder: Reminder, minutes: int = 5) -> None:
        """Say it again after some minutes, as long as it has not begun by then."""
        for key in reminder.keys:
            self._later[key] = self._core.now() + dt.timedelta(minutes=minutes)
            self._memory.pop(key, None)

    def _fresh(self, found: list[Reminder]) -> list[Reminder]:
        now = self._core.now()
        return [
            one
            for one in unsaid(found, self._memory)
            if all(self._later.get(key, now) <= now for key in one.keys)
        ]

    @property
    def _minutes(self) -> int:
        return min(self._core.settings.whole("remind_minutes"), _LONGEST)

    @property
    def _path(self) -> Path:
        return paths.user_state() / "reminded.json"

    @property
    def _memory(self) -> dict[str, str]:
        if self._said is None:
            try:
                known = json.loads(self._path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                known = {}
            if not isinstance(known, dict):
                known = {}
            self._said = {str(key): str(day) for key, day in known.items()}
        return self._said
