"""What all services stand on: the library, the clock, the settings, and the door to a unit of work."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from planner import paths
from planner.services.changes import Changed, Changes
from planner.settings import Settings
from planner.storage.engine import Library
from planner.storage.reading import Reader

if TYPE_CHECKING:
    from planner.storage.ending import Written
    from planner.storage.unit_of_work import Work

Clock = Callable[[], dt.datetime]


def system_clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _no_backup(_why: str) -> None:
    """Without automatic backups none is made."""


class Core:
    """Handed to every service; never looked up."""

    def __init__(self, library: Library, settings: Settings, clock: Clock = system_clock) -> None:
        self.library = library
        self.settings = settings
        self.changes = Changes()
        self._clock = clock

    @cached_property
    def before(self) -> Callable[[str], None]:
        """Called with the kind of a large verb before it writes; whoever makes backups puts it here."""
        return _no_backup

    def now(self) -> dt.datetime:
        """Now, aware, in UTC."""
        return self._clock()

    def stamp(self) -> dt.datetime:
        """Now as the library keeps moments: UTC without offset, whole seconds."""
        return self.now().astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)

    def today(self) -> dt.date:
        """Today on this computer's calendar."""
        return self.now().astimezone().date()

    @property
    def reader(self) -> Reader:
        return self.library

    @property
    def author(self) -> str:
        return self.settings.text("author") or paths.user_name()

    @contextlib.contextmanager
    def work(
        self,
        label: str,
        facts: Mapping[str, str | int] | None = None,
        *,
        lasting: bool = False,
        undoes: int | None = None,
        origin: object = None,
        before: str = "",
        journalled: bool = True,
    ) -> Iterator[Work]:
        """One unit of work; when it is committed, all listeners are told.

        ``label`` is a message id ("Move {title}"). A verb that changes much says ``before`` what it is
        ("import", "merge", "several"): the state before it is backed up. See :func:`planner.storage.unit_of_work.begin` for errors.
        """
        from planner.storage import (
            unit_of_work,
        )  # late: the first list is on screen before SQLAlchemy loads

        if before:
            self.before(before)
        written: list[Written] = []
        with unit_of_work.begin(
            self.library,
            label,
            facts or {},
            at=self.now(),
            author=self.author,
            lasting=lasting,
            undoes=undoes,
            result=written,
            journalled=journalled,
        ) as work:
            yield work
        for done in written:
            if done.words:
                step = done.step
                self.changes.tell(
                    Changed(
                        label,
                        done.words,
                        done.ids,
                        step.facts if step else facts or {},
                        step.number if step else None,
                        origin,
                    )
                )
