"""Unsaved text: kept while somebody types, offered after a crash, gone when it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from planner.domain.library import BY_NAME
from planner.domain.unsaved import KEPT_DAYS, Unsaved, may_be_kept
from planner.services.core import Core
from planner.storage import reading
from planner.text import clean_text


class Drafts:
    """No step of the history; in a library that is only read nothing is kept."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @property
    def may_wait(self) -> bool:
        """Whether a thread beside the window's may write."""
        return self._core.library.is_kept_locked

    def keep(self, found: Unsaved) -> bool:
        """Keep what is typed, in place of what was kept of this field before; False where nothing is.

        Can be called from any thread.

        :raises UserError: the disk refuses it.
        """
        from planner.storage import drafts  # late: nothing is typed before the first page

        if self._core.library.read_only or not may_be_kept(found.word):
            return False
        drafts.put(self._core.library, replace(found, at=self._core.stamp()))
        return True

    def drop(self, going: Iterable[Unsaved]) -> None:
        """It was saved or is not wanted. Can be called from any thread.

        :raises UserError: the disk refuses it.
        """
        from planner.storage import drafts

        keys = [one.id for one in going]
        if keys and not self._core.library.read_only:
            drafts.drop(self._core.library, keys)

    def kept(self) -> list[Unsaved]:
        """What can still be used, the latest first: not of hidden words, whatever stands there."""
        from planner.storage import drafts

        return [one for one in drafts.kept(self._core.reader) if may_be_kept(one.word)]

    def is_there(self, one: Unsaved) -> bool:
        """Whether the record is still there, or was never kept."""
        kind = BY_NAME.get(one.word)
        return one.is_new or (
            kind is not None and reading.one(self._core.reader, kind, one.key) is not None
        )

    def is_saved(self, one: Unsaved) -> bool:
        """Whether the record says just that by now: it was saved before the program ended."""
        kind = BY_NAME.get(one.word)
        if one.is_new or kind is None or one.part:
            return False
        record = reading.one(self._core.reader, kind, one.key)
        value = getattr(record, one.field, None)
        return isinstance(value, str) and value.strip() == clean_text(one.text).strip()

    def sweep(self) -> int:
        """Drop what nobody asked for in a month, and what may not be there; how many.

        :raises UserError: the disk refuses it.
        """
        from planner.storage import drafts

        until = self._core.stamp() - dt.timedelta(KEPT_DAYS)
        going = [
            one
            for one in drafts.kept(self._core.reader)
            if one.at < until or not may_be_kept(one.word)
        ]
        self.drop(going)
        return len(going)
