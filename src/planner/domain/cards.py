"""A contact card as it leaves the house: what a vCard, a CSV row or a text for a mail is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.domain.names import NameOrder, display_name, family_first
from planner.domain.people import ContactKind


@dataclass(frozen=True, slots=True)
class CardWay:
    """How somebody is reached; ``label`` as it is kept ("mobile", "work", "Direct line")."""

    kind: ContactKind
    label: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactCard:
    """One person with one post. ``key`` is the UID, a UUID or what another address book gave.

    ``photo`` is base64 of a JPEG; ``kept`` are lines of the card that it came from, with the
    version of that card before them; ``revised`` is UTC.
    """

    key: str
    person_id: str = ""
    family_name: str = ""
    given_name: str = ""
    prefix: str = ""
    suffix: str = ""
    native_name: str = ""
    reading: str = ""
    name_order: NameOrder = NameOrder.CUSTOM
    country: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    ways: tuple[CardWay, ...] = ()
    notes: str = ""
    photo: str = ""
    kept: tuple[str, tuple[str, ...]] = ("", ())
    revised: dt.datetime | None = None

    @property
    def shown_name(self) -> str:
        """The name in the person's own order; never empty: the house stands in for a nameless card."""
        name = display_name(
            self.family_name,
            self.given_name,
            native_name=self.native_name,
            order=self.name_order,
            country=self.country,
        )
        return name or self.organisation or "?"

    @property
    def reading_parts(self) -> tuple[str, str]:
        """Family and given part of the reading; without a gap between them all is the family part."""
        first, _, rest = self.reading.strip().partition(" ")
        return first, rest.strip()

    @property
    def is_family_first(self) -> bool:
        return family_first(self.name_order, self.country, self.native_name)

    def ways_of(self, kind: ContactKind) -> list[CardWay]:
        return [way for way in self.ways if way.kind is kind]
