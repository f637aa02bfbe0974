"""A step of the history: one unit of work, as it is told; what it changed, and how one asks for it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.i18n import N_

HIDDEN: Final = frozenset(
    {("need", "text"), ("private_detail", "text"), ("private_detail", "source")}
)
"""Fields whose values no history shows: they are hidden until somebody asks for them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of work. ``at`` is UTC without offset; the order is ``number``, never the clock.

    ``label`` is a message id that ``facts`` fill in. ``undoes`` is the number of the step that this
    one reversed, ``undone_by`` the number of the step that reversed this one.
    """

    number: int
    label: str
    facts: Mapping[str, str | int]
    at: dt.datetime
    author: str
    undoes: int | None = None
    undone_by: int | None = None
    lasting: bool = False


class Act(enum.StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


ACTS: Final = {Act.ADDED: N_("added"), Act.CHANGED: N_("changed"), Act.REMOVED: N_("removed")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which steps one wants to see; what is empty asks for nothing.

    ``word`` and ``key`` name a record: of a person or a visit all that belongs to it is meant.
    Days are those of this computer's calendar, both included. ``text`` is looked for in the names
    that a step tells of.
    """

    word: str = ""
    key: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    author: str = ""
    text: str = ""


EVERYTHING: Final = Asked()


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """One field before and after, as the journal keeps it: dates as ISO text, lists as JSON text.

    Links are told by the name of what they point to. Both are empty where the field is ``hidden``.
    """

    field: str
    before: Any = None
    after: Any = None
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordChange:
    """What one step did to one record. Of an added or removed one, the fields that say something."""

    word: str
    id: str
    name: str
    act: Act
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldStep:
    """A step that touched a field of one record."""

    step: Step
    change: FieldChange
