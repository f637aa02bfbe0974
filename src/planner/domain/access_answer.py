"""The answer to a person who asks what is held (GDPR article 15): all of it, from whom, to whom, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

NOT_TOLD: Final[Mapping[str, frozenset[str]]] = {
    "look_up": frozenset({"author"}),
    "merge": frozenset({"record", "author"}),
    "not_duplicate": frozenset({"author"}),
    "correction": frozenset({"author"}),
    "need_passed": frozenset({"author"}),
    "disclosure_subject": frozenset({"prints"}),
}
"""Columns that are no data of the person: who of the office did it, our own marks; what a merge
recorded is told value by value among the former ones."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One record: its table, what it belongs to, and all its fields, as JSON has them."""

    word: str
    about: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """Where data came from: a step of the history. ``at`` is UTC without offset."""

    at: dt.datetime
    what: str
    file: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    at: dt.datetime
    field: str
    purpose: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """Who was given data, by name, when, what for, which fields."""

    at: dt.datetime
    recipient: str
    purpose: str = ""
    way: str = ""
    paper: str = ""
    file: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptFor:
    """For how long a group of data is kept, why, and by which law.

    ``until`` is the day after which the data of this person in the group are to be erased; None where
    they are kept without end, or each record counts for itself.
    """

    group: str
    days: int = 0
    until: dt.date | None = None
    purpose: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessAnswer:
    """``former`` are values that the history remembers; ``merged`` the records made one with this
    one; ``versions`` the frozen programmes with the person; ``mentioned`` what texts about something
    else say of the person; ``controller`` who is responsible, ``contact`` whom to ask."""

    person_id: str
    name: str
    made_at: dt.datetime
    controller: str = ""
    contact: str = ""
    held: tuple[Held, ...] = ()
    mentioned: tuple[Held, ...] = ()
    former: tuple[Held, ...] = ()
    came: tuple[Came, ...] = ()
    cited: tuple[str, ...] = ()
    looked: tuple[Looked, ...] = ()
    received: tuple[Received, ...] = ()
    kept_for: tuple[KeptFor, ...] = ()
    merged: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()

    @property
    def by_table(self) -> Mapping[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for one in self.held:
            found.setdefault(one.word, []).append(one)
        return found
