"""A step of the history: one unit of work, as it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


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
