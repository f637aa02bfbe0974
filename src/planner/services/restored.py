"""What is done to a library that comes out of a backup, before it is in its place.

A backup remembers whom the library was asked to forget: erasures are applied again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from planner.storage.engine import Library

AfterRestore = Callable[[Library, Sequence[str]], None]
"""Erases the people of these ids from a library that no one has open yet."""

AFTER_RESTORE: Final[list[AfterRestore]] = []
"""Whoever can erase adds its way here."""


def after_restore(library: Library, erased_ids: Sequence[str]) -> None:
    """Erase again who was erased since the backup was made; ``erased_ids`` are of people."""
    for erase in AFTER_RESTORE:
        erase(library, erased_ids)
