"""Which starts of a library ended properly: three in a row that did not are a crash loop.

Kept in the state folder and never in the library, which may be the reason. What cannot be read or
written there counts as nothing: no start fails for it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from planner.settings import write_json

MANY: Final = 3
WITHIN: Final = dt.timedelta(minutes=2)
"""So many starts in this time, none of which ended properly, are a loop. Who runs longer is out of it."""
REMEMBERED: Final = dt.timedelta(days=1)
_MOST: Final = 10
"""Starts that are remembered."""
_LARGEST: Final = 20_000
"""Bytes; a larger file is none of ours."""


def _system_clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Starts:
    """The starts of one library on this computer; ``folder`` is the state folder."""

    def __init__(
        self, folder: Path, address: str, clock: Callable[[], dt.datetime] = _system_clock
    ) -> None:
        real = address if "://" in address else os.path.normcase(os.path.realpath(address))
        told = real.encode(errors="replace")
        name = f"{zlib.crc32(told):08x}{zlib.crc32(told[::-1]):08x}"
        self.path = folder / "starts" / f"{name}.json"
        self._clock = clock
        self._own = ""

    @property
    def is_loop(self) -> bool:
        """Whether those before it were a loop, so that this start should be a careful one. Quick."""
        return is_loop([at for key, at in self._known() if key != self._own])

    def begin(self) -> None:
        """A start begins. Quick: it comes before the frame of the window."""
        known = self._known()
        self._own = os.urandom(8).hex()
        self._write([*known, (self._own, self._clock())][-_MOST:])

    @property
    def unfinished(self) -> int:
        """How many starts did not end properly, without this one."""
        return sum(key != self._own for key, _at in self._known())

    def end(self) -> None:
        """It ended properly, or runs long enough: all is well."""
        if not self._own:
            return
        self._own = ""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def withdraw(self) -> None:
        """It was none: another window has the library."""
        if self._own:
            self._write([one for one in self._known() if one[0] != self._own])
            self._own = ""

    def _known(self) -> list[tuple[str, dt.datetime]]:
        """In their order. What lies in the future was written before the clock was set back."""
        now = self._clock()
        found = [one for one in map(_start, self._read()) if one is not None]
        return sorted(
            (one for one in found if dt.timedelta() <= now - one[1] <= REMEMBERED),
            key=lambda one: one[1],
        )

    def _read(self) -> list[Any]:
        try:
            with self.path.open("rb") as file:
                found = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return []
        starts = found.get("starts") if isinstance(found, dict) else None
        return starts if isinstance(starts, list) else []

    def _write(self, starts: list[tuple[str, dt.datetime]]) -> None:
        # Without waiting for the disk: it is to survive the program, and the window waits for it.
        with contextlib.suppress(OSError):
            told = [{"id": key, "at": at.isoformat()} for key, at in starts]
            write_json(self.path, {"starts": told})


def is_loop(starts: list[dt.datetime]) -> bool:
    """Whether any three of these, in their order, lie within two minutes."""
    return any(
        last - first <= WITHIN for first, last in zip(starts, starts[MANY - 1 :], strict=False)
    )


def _start(told: Any) -> tuple[str, dt.datetime] | None:
    if not isinstance(told, dict):
        return None
    try:
        at = dt.datetime.fromisoformat(told["at"])
        return (str(told["id"]), at) if at.tzinfo is not None else None
    except (KeyError, TypeError, ValueError):
        return None
