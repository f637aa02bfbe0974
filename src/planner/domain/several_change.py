"""One change to many records: what can be done with a field, and what one would look like after it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from planner.text import clean_text


class Act(enum.StrEnum):
    """What is done with the field. ``FIRST`` puts a language in front: the one to write in."""

    SET = "set"
    ADD = "add"
    FIRST = "first"
    REMOVE = "remove"
    CLEAR = "clear"


NEEDS_VALUE: Final = frozenset({Act.SET, Act.ADD, Act.FIRST, Act.REMOVE})


@dataclass(frozen=True, slots=True)
class WouldChange:
    """One record that would change: what the field says before and after, in words."""

    id: str
    name: str
    before: str
    after: str


def appended(notes: str, line: str) -> str:
    """The note on a line of its own; one that stands there already is not written twice."""
    new = clean_text(line)
    if not new or f"\n{new}\n" in f"\n{notes}\n":
        return notes
    return clean_text(f"{notes}\n{new}")


def is_country_code(text: str) -> bool:
    code = text.strip()
    return len(code) == 2 and code.isascii() and code.isalpha()
