"""One file that a stranger may send: how it is made, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READ = ""
"""It is read, and nothing needs to be said."""


@dataclass(frozen=True)
class Case:
    """``said`` is part of the sentence that the user sees; ``people`` and ``events`` are counts.

    ``rule`` is the row of the table of faults. ``asks`` is what is wanted of the file: a list of
    people, the events of a calendar, a photo, or a visit. A ``heavy`` one is left to the long run.
    """

    rule: str
    name: str
    build: Callable[[], bytes]
    said: str = READ
    people: int | None = None
    events: int | None = None
    asks: str = "list"
    heavy: bool = False

    @property
    def title(self) -> str:
        return f"{self.rule} {self.name}"
