"""Answers from the register: what left the house, and who holds which value of whom, old ones too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.ids import DisclosureId, PersonId, VisitId
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.told import FIELDS, printed_fields
from planner.i18n import N_
from planner.text import fold

# To add a paper: one line here, and its case in the test that walks them all.
PAPERS: Final = {
    "calendar": N_("Own calendar"),
    "updates": N_("Changes for the own calendar"),
    "visit": N_("Calendar of the visit"),
    "people": N_("Calendars of the delegates"),
    "groups": N_("Calendars of the groups"),
    "hosts": N_("Calendars of the hosts"),
    "drivers": N_("Calendars of the drivers"),
    "rooms": N_("Calendars of the rooms"),
    "contacts": N_("Contact sheet"),
    "participants": N_("List of participants"),
    "participant-list": N_("Participants"),
    "access-list": N_("Access list"),
    "interpreter-pack": N_("Interpreter pack"),
    "badges": N_("Badges"),
    "tent-cards": N_("Tent cards"),
    "table-plan": N_("Table plan"),
    "programme": N_("Programme table"),
    "access": N_("Access lists"),
    "rooming": N_("Rooming list"),
    "transport": N_("Transport list"),
    "lobby-sign": N_("Lobby sign"),
    "letter": N_("Mail"),
    "list of people": N_("List of people"),
    "contact cards": N_("Contact cards"),
    "text": N_("Text for a mail"),
    "table": N_("Rows of a list"),
    "map": N_("Map"),
    "persons day": N_("Days of one person"),
    "travel": N_("Travel"),
    "run of show": N_("Run of show"),
    "visit file": N_("Visit file"),
    "rooming-sheet": N_("Rooming list"),
    "caterer-sheet": N_("Sheet for the caterer"),
    "official-programme": N_("Official programme"),
    "personal-programme": N_("Personal programme"),
    "day-sheet": N_("Day sheet"),
    "addendum": N_("Addendum"),
    "change-notice": N_("Change notice"),
    "driver-sheet": N_("Sheet for the driver"),
    "vehicle-list": N_("Vehicle list"),
    "briefing-book": N_("Briefing book"),
    "kept file": N_("Kept file"),
    "visit-report": N_("Visit report"),
    "report-table": N_("Visit report as a table"),
    "thank-you": N_("Thank-you letters"),
    "country-page": N_("Country page"),
    "follow-ups": N_("Follow-ups"),
    "access-answer": N_("Answer about data"),
    "hidden detail": N_("Hidden detail"),
    "register": N_("Register of what left the house"),
}
"""What can leave the house, by the name in the register; message ids."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which records of the register. Empty fields ask for nothing; days are UTC.

    ``text`` is looked for in recipient, file, purpose and names; ``file`` is a name or the
    beginning of a hash; ``special``: only what told more than is usual.
    """

    visit_id: VisitId | None = None
    person_id: PersonId | None = None
    recipient: str = ""
    file: str = ""
    text: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    special: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedOut:
    """One record with the title of its visit and the names of whose data it holds."""

    disclosure: Disclosure
    visit: str = ""
    names: tuple[str, ...] = ()

    def answers(self, asked: Asked) -> bool:
        """Whether the record meets what was typed; the ids and days were asked of the library."""
        one = self.disclosure
        day = one.at.date()
        if (asked.since and day < asked.since) or (asked.until and day > asked.until):
            return False
        if asked.recipient and fold(asked.recipient) not in fold(one.recipient):
            return False
        if asked.file and not (
            fold(asked.file) in fold(one.file_name) or one.file_hash.startswith(asked.file.lower())
        ):
            return False
        if not asked.text:
            return True
        whole = fold(" ".join((one.recipient, one.file_name, one.purpose, one.paper, *self.names)))
        return all(term in whole for term in fold(asked.text).split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """Who holds one field of one person, from the latest file that had it; ``at`` as in the register.

    ``is_old``: a value in that file is none of the values of today.
    """

    person_id: PersonId
    person: str
    field: str
    disclosure: Disclosure
    is_old: bool = False

    @property
    def recipient(self) -> str:
        """Empty where nobody said to whom the file went."""
        return self.disclosure.recipient

    @property
    def holder(self) -> str:
        return holder(self.disclosure)


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectLine:
    """What one file said of one person; ``old`` are the fields that are otherwise today."""

    name: str
    person_id: PersonId | None
    columns: tuple[str, ...]
    old: frozenset[str] = frozenset()


Row = tuple[Disclosure, DisclosureSubject]
Compare = Callable[[Disclosure, DisclosureSubject], frozenset[str]]
"""The fields of which a file holds an old value of a person."""


def holder(one: Disclosure) -> str:
    """The same for two files of one recipient. A file of unknown whereabouts stands for itself.

    A key whose name changed is another holder: a place in a delegation passes to a successor.
    """
    if one.recipient_key or one.recipient:
        return f"{one.recipient_key}|{fold(one.recipient)}"
    return one.id


def holdings(rows: Iterable[Row], old_of: Compare) -> list[Holding]:
    """For each recipient, person and field the latest file that had the field, earliest first.

    A later file without the field takes nothing away; one in which it was blank does.
    """
    latest: dict[tuple[str, PersonId, str], Row] = {}
    for disclosure, subject in sorted(rows, key=lambda row: (row[0].at, row[0].id)):
        if subject.person_id is None:
            continue
        for name in printed_fields(subject.prints) or subject.columns:
            latest[holder(disclosure), subject.person_id, name] = (disclosure, subject)
    old: dict[str, frozenset[str]] = {}
    found = []
    for (_who, person, name), (disclosure, subject) in latest.items():
        if name not in subject.columns:
            continue
        if subject.id not in old:
            old[subject.id] = old_of(disclosure, subject)
        found.append(
            Holding(
                person_id=person,
                person=subject.name,
                field=name,
                disclosure=disclosure,
                is_old=name in old[subject.id],
            )
        )
    order = {name: place for place, name in enumerate(FIELDS)}
    return sorted(found, key=lambda one: (one.disclosure.at, one.disclosure.id, order[one.field]))


def old_by_file(found: Iterable[Holding]) -> dict[DisclosureId, int]:
    """How many old values each file holds that its recipient got no newer one of."""
    counts: dict[DisclosureId, int] = {}
    for one in found:
        if one.is_old:
            counts[one.disclosure.id] = counts.get(one.disclosure.id, 0) + 1
    return counts


@dataclass(frozen=True, kw_only=True, slots=True)
class OldValue:
    """How many hold an old value of one field: recipients by name, and files of unknown whereabouts."""

    field: str
    recipients: tuple[str, ...] = ()
    unnamed: int = 0


def old_values(found: Iterable[Holding]) -> list[OldValue]:
    """By field, in the order in which fields are shown."""
    by_field: dict[str, OldValue] = {}
    for one in found:
        if not one.is_old:
            continue
        value = by_field.setdefault(one.field, OldValue(field=one.field))
        if one.recipient:
            names = tuple(dict.fromkeys((*value.recipients, one.recipient)))
            by_field[one.field] = replace(value, recipients=names)
        else:
            by_field[one.field] = replace(value, unnamed=value.unnamed + 1)
    return [by_field[name] for name in FIELDS if name in by_field]
