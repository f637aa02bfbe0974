"""What lists show of people, and what the page of one person needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first list needs the shapes, not the forty words that they mention
    import datetime as dt

    from planner.domain.ids import (
        PersonId,
        VisitId,
    )
    from planner.domain.people import ContactPoint, Person, Position


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list. ``last_visit`` is the first day of the latest visit, or None.

    What follows it is filled where the list asks for it: ``next_visit`` is the first day of the next
    visit after today, ``visits`` how many there are, ``changed`` UTC without offset, ``photo`` base64.
    """

    id: PersonId
    name: str
    sort_name: str
    native_name: str
    organisation: str
    position: str
    country: str
    email: str
    phone: str
    last_visit: dt.date | None
    reading: str = ""
    department: str = ""
    languages: tuple[str, ...] = ()
    next_visit: dt.date | None = None
    visits: int = 0
    salutation: str = ""
    notes: str = ""
    changed: dt.datetime | None = None
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A position with the name of its organisation."""

    position: Position
    organisation: str


@dataclass(frozen=True, slots=True)
class PersonVisit:
    visit_id: VisitId
    title: str
    first_day: dt.date | None
    role: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    person: Person
    emails: tuple[ContactPoint, ...]
    phones: tuple[ContactPoint, ...]
    posts: tuple[Post, ...]
    visits: tuple[PersonVisit, ...]
