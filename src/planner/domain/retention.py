"""For how long which data of people are kept, what for, and what the review of that finds.

Groups of fields are defined here and nowhere else. GDPR articles 5 (1) b and e, 6 and 9.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.domain.data_rights import RetentionRule
from planner.domain.ids import PersonId
from planner.i18n import N_

UNDOABLE_DAYS: Final = 7
"""How long what the review erased can be brought back."""
REMOVED_DAYS: Final = 30
"""How long what somebody removed can be brought back, where it is of a kind that the review erases."""
REVIEW_DAYS: Final = 30
"""After so many days without a review Home asks for one."""
HIDDEN_DAYS: Final = 14
"""Days after the visit for which needs and hidden details are kept, as shipped."""


class FieldGroup(enum.StrEnum):
    """The name of a group is the id of its rule in the library."""

    CONTACT = "contact"
    NEEDS = "needs"
    HIDDEN = "hidden"
    PAPERS = "papers"
    ADMISSION = "admission"
    TRAVEL = "travel"
    PHOTOS = "photos"
    NOTES = "notes"
    FOLLOW_UPS = "follow_ups"
    REGISTER = "register"
    LOOK_UPS = "look_ups"


class Counted(enum.StrEnum):
    """From when the days of a group count."""

    VISIT = "visit"
    LAST_USE = "last use"
    DONE = "done"
    RECORD = "record"


COUNTED_FROM: Final = {
    Counted.VISIT: N_("after the visit"),
    Counted.LAST_USE: N_("after the person last had to do with anything"),
    Counted.DONE: N_("after it was done; what is open stays"),
    Counted.RECORD: N_("after the entry was made"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupOfFields:
    """``words`` are the records that the review takes away by itself; without, it only names people.

    ``days`` is what is shipped; a rule in the library may say otherwise. 0 keeps without end.
    """

    title: str
    days: int
    counted: Counted
    purpose: str
    basis: str
    words: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    """The same, of what stands in no journal: no undo brings it back."""


_TASK: Final = N_("Task in the public interest, GDPR 6 (1) e")
_CONSENT: Final = N_("Consent of the person, GDPR 9 (2) a")
_LAW: Final = N_("Legal obligation, GDPR 6 (1) c with 5 (2)")

GROUPS: Final[Mapping[FieldGroup, GroupOfFields]] = {
    FieldGroup.NEEDS: GroupOfFields(
        title=N_("Needs: diet, health, belief, room, assistance"),
        days=HIDDEN_DAYS,
        counted=Counted.VISIT,
        purpose=N_("Catering, rooms and help during a visit"),
        basis=_CONSENT,
        words=("need",),
    ),
    FieldGroup.HIDDEN: GroupOfFields(
        title=N_("Hidden details: passport, birth, nationality"),
        days=HIDDEN_DAYS,
        counted=Counted.VISIT,
        purpose=N_("Admission at sites, visas and bookings"),
        basis=_TASK,
        words=("private_detail",),
    ),
    FieldGroup.PAPERS: GroupOfFields(
        title=N_("Travel documents: whether they are in hand"),
        days=HIDDEN_DAYS,
        counted=Counted.VISIT,
        purpose=N_("Crossing borders during a visit"),
        basis=_TASK,
        words=("border_paper",),
    ),
    FieldGroup.ADMISSION: GroupOfFields(
        title=N_("Admission at sites: how far it is"),
        days=90,
        counted=Counted.VISIT,
        purpose=N_("Admission at sites, visas and bookings"),
        basis=_TASK,
        words=("access_entry",),
    ),
    FieldGroup.TRAVEL: GroupOfFields(
        title=N_("Travel data: booking references, seats"),
        days=90,
        counted=Counted.VISIT,
        purpose=N_("Journeys during a visit, and their accounts"),
        basis=_TASK,
        words=("leg_reference", "ride", "rooming"),
    ),
    FieldGroup.PHOTOS: GroupOfFields(
        title=N_("Photos"),
        days=3 * 365,
        counted=Counted.LAST_USE,
        purpose=N_("Knowing guests when they arrive"),
        basis=_TASK,
        words=("photo",),
    ),
    FieldGroup.CONTACT: GroupOfFields(
        title=N_("Contact data: name, post, addresses, numbers"),
        days=5 * 365,
        counted=Counted.LAST_USE,
        purpose=N_("Planning visits and keeping up relations"),
        basis=_TASK,
    ),
    FieldGroup.NOTES: GroupOfFields(
        title=N_("Notes on people"),
        days=5 * 365,
        counted=Counted.LAST_USE,
        purpose=N_("Planning visits and keeping up relations"),
        basis=_TASK,
    ),
    FieldGroup.FOLLOW_UPS: GroupOfFields(
        title=N_("Follow-ups"),
        days=10 * 365,
        counted=Counted.DONE,
        purpose=N_("Carrying out what was agreed"),
        basis=_TASK,
        words=("follow_up",),
    ),
    FieldGroup.REGISTER: GroupOfFields(
        title=N_("Register of what was handed out"),
        days=10 * 365,
        counted=Counted.RECORD,
        purpose=N_("Telling people who received their data"),
        basis=_LAW,
        registers=("disclosure",),
    ),
    FieldGroup.LOOK_UPS: GroupOfFields(
        title=N_("Look-ups of hidden details"),
        days=5 * 365,
        counted=Counted.RECORD,
        purpose=N_("Telling people who looked at their data"),
        basis=_LAW,
        registers=("look_up",),
    ),
}
"""Shipped purposes and periods; each office checks them against its own rules."""

GROUP_OF_WORD: Final[Mapping[str, FieldGroup]] = {
    word: group for group, one in GROUPS.items() for word in one.words
}
"""The group of a kind of record that the review may take away; each has a key of its own."""
REGISTERS: Final = frozenset(word for one in GROUPS.values() for word in one.registers)
EMPTIED: Final[Mapping[str, str]] = {"ride": "seat", "rooming": "reference"}
"""Records that stay and lose one field: who rode and stayed where is part of the plan."""
TRAVEL_LISTS: Final[Mapping[str, str]] = {"rides": "seat", "roomings": "reference"}
"""The same in frozen plans, by the name of the list; references go as a whole."""


def rule_of(group: FieldGroup, known: Mapping[str, RetentionRule]) -> RetentionRule:
    """The rule of the library, else the one that is shipped."""
    shipped = GROUPS[group]
    return known.get(group) or RetentionRule(
        id=group, days=shipped.days, purpose=shipped.purpose, basis=shipped.basis
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdue:
    """One record, or the data of one person, that is kept longer than its rule says.

    ``why_until`` is the day until which it should have been kept; ``last_used`` the day of the visit
    or of the last dealing, None where nothing tells. ``key`` is empty where the review takes nothing
    away by itself.
    """

    group: FieldGroup
    person_id: PersonId | None
    name: str
    until: dt.date
    last_used: dt.date | None = None
    visit: str = ""
    word: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueLine:
    """The overdue records of one group and person, as the list shows them."""

    group: FieldGroup
    person_id: PersonId | None
    name: str
    until: dt.date
    last_used: dt.date | None
    visits: tuple[str, ...]
    count: int
    erases: bool


def by_group_and_person(found: Iterable[Overdue]) -> list[OverdueLine]:
    """One line for each person in each group, in the order of the groups, then by name."""
    gathered: dict[tuple[FieldGroup, str, str], list[Overdue]] = {}
    for one in found:
        gathered.setdefault((one.group, one.person_id or "", one.name), []).append(one)
    order = list(GROUPS)
    lines = [
        OverdueLine(
            group=group,
            person_id=several[0].person_id,
            name=name,
            until=min(one.until for one in several),
            last_used=max((one.last_used for one in several if one.last_used), default=None),
            visits=tuple(dict.fromkeys(one.visit for one in several if one.visit)),
            count=len(several),
            erases=bool(several[0].key),
        )
        for (group, _person, name), several in gathered.items()
    ]
    return sorted(lines, key=lambda line: (order.index(line.group), line.name, line.until))
