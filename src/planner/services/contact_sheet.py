"""The contact sheet: delegates and hosts as two sheets, with the columns that a profile grants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from planner.domain.ids import OrganisationId, PersonId
from planner.domain.own_keys import own_key
from planner.domain.people import ContactKind, Person
from planner.domain.plan import Plan
from planner.domain.precedence import listed
from planner.domain.privacy import Profile
from planner.domain.visits import CATEGORIES, Delegate
from planner.i18n import N_, Language
from planner.interchange.excel_writer import Sheet, SheetColumn
from planner.services.calendars import items_for

Value = str | int | dt.date | dt.datetime | None
_ALL = frozenset(Profile)
_INSIDE = frozenset({Profile.INTERNAL})
_NOT_HOSTS = frozenset({Profile.INTERNAL, Profile.DELEGATES})


@dataclass(frozen=True)
class DelegateColumn:
    """One column of the delegates' sheet: its name in the register of disclosures, and who may have it."""

    field: str
    title: str
    width: int
    value: Callable[[Plan, Delegate, Person | None, Language], Value]
    profiles: frozenset[Profile] = _ALL
    kind: Literal["text", "date", "datetime", "number"] = "text"


def _way(kind: ContactKind) -> Callable[[Plan, Delegate, Person | None, Language], Value]:
    def value(plan: Plan, _delegate: Delegate, person: Person | None, _speak: Language) -> Value:
        ways = plan.reached_by(person.id, kind) if person else []
        return ways[0] if ways else ""

    return value


def _groups(plan: Plan, delegate: Delegate, _person: Person | None, _speak: Language) -> Value:
    return ", ".join(group.letter or group.name for group in plan.groups_of.get(delegate.id, []))


# To add a column: one line here. Whom it is granted to is part of the line; the default is to deny.
DELEGATE_COLUMNS: tuple[DelegateColumn, ...] = (
    DelegateColumn("rank", N_("No."), 6, lambda p, d, m, s: d.rank or None, kind="number"),
    DelegateColumn(
        "family_name",
        N_("Family name"),
        20,
        lambda p, d, m, s: m.family_name if m else p.name_of(d),
    ),
    DelegateColumn(
        "given_name", N_("Given name"), 18, lambda p, d, m, s: m.given_name if m else ""
    ),
    DelegateColumn(
        "native_name", N_("Native name"), 16, lambda p, d, m, s: m.native_name if m else ""
    ),
    DelegateColumn("reading", N_("Reading"), 18, lambda p, d, m, s: m.reading if m else ""),
    DelegateColumn("prefix", N_("Honorific"), 12, lambda p, d, m, s: m.prefix if m else ""),
    DelegateColumn(
        "organisation",
        N_("Organisation"),
        34,
        lambda p, d, m, s: p.organisation_name(d.organisation_id),
    ),
    DelegateColumn("position", N_("Position"), 30, lambda p, d, m, s: d.title),
    DelegateColumn("role", N_("Role"), 20, lambda p, d, m, s: d.role),
    DelegateColumn(
        "category", N_("Category"), 13, lambda p, d, m, s: s(CATEGORIES[d.category]), _INSIDE
    ),
    DelegateColumn("groups", N_("Group"), 9, _groups),
    DelegateColumn("emails", N_("E-mail"), 32, _way(ContactKind.EMAIL), _NOT_HOSTS),
    DelegateColumn("phones", N_("Phone"), 20, _way(ContactKind.PHONE), _INSIDE),
    DelegateColumn("country", N_("Country"), 9, lambda p, d, m, s: m.country if m else "", _INSIDE),
    DelegateColumn(
        "arrives", N_("Arrives"), 17, lambda p, d, m, s: d.arrives_local, _INSIDE, "datetime"
    ),
    DelegateColumn(
        "arrives_zone", N_("Arrival zone"), 19, lambda p, d, m, s: d.arrives_zone, _INSIDE
    ),
    DelegateColumn(
        "departs", N_("Departs"), 17, lambda p, d, m, s: d.departs_local, _INSIDE, "datetime"
    ),
    DelegateColumn(
        "departs_zone", N_("Departure zone"), 19, lambda p, d, m, s: d.departs_zone, _INSIDE
    ),
    DelegateColumn("payer", N_("Payer"), 18, lambda p, d, m, s: d.payer, _INSIDE),
    DelegateColumn("notes", N_("Notes"), 34, lambda p, d, m, s: d.notes, _INSIDE),
)

KEY_COLUMN: Final = DelegateColumn(
    "key", N_("Planner key"), 14, lambda p, d, m, s: own_key(d.person_id, d.id)
)
"""By this the sheet is known again when it comes back edited; hidden, and last in every one."""


# Name in the register, title, width, and who may have it. Hosts need not ring each other up.
HOST_COLUMNS: tuple[tuple[str, str, int, frozenset[Profile]], ...] = (
    ("name", N_("Name"), 26, _ALL),
    ("native_name", N_("Native name"), 16, _ALL),
    ("organisation", N_("Organisation"), 34, _ALL),
    ("position", N_("Position"), 30, _ALL),
    ("emails", N_("E-mail"), 32, _ALL),
    ("phones", N_("Phone"), 20, _NOT_HOSTS),
    ("items", N_("Hosts"), 50, _ALL),
)


AREA: Final = "sheet:delegation"
"""The area of the saved sets of columns."""


def granted(profile: Profile, chosen: Sequence[str] = ()) -> list[DelegateColumn]:
    """The columns that a profile grants; of the ``chosen`` ones, in their order, never another."""
    allowed = {column.field: column for column in DELEGATE_COLUMNS if profile in column.profiles}
    if not _known(chosen):
        return list(allowed.values())
    return [allowed[name] for name in dict.fromkeys(chosen) if name in allowed]


def host_columns(
    profile: Profile, chosen: Sequence[str] = ()
) -> list[tuple[str, str, int, frozenset[Profile]]]:
    """The columns of the hosts' sheet that a profile grants; what a choice leaves out is left out here, too."""
    of_both = {column.field for column in DELEGATE_COLUMNS} if _known(chosen) else set()
    return [
        column
        for column in HOST_COLUMNS
        if profile in column[3] and (column[0] not in of_both or column[0] in chosen)
    ]


def columns_granted(profile: Profile, chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """The field names that go out under a profile: what the register of disclosures keeps."""
    return (
        *(column.field for column in granted(profile, chosen)),
        KEY_COLUMN.field,
        *(f"host.{name}" for name, *_ in host_columns(profile, chosen)),
    )


def _known(chosen: Sequence[str]) -> bool:
    """Whether anything was chosen; a set whose columns are all gone chooses nothing."""
    fields = {column.field for column in DELEGATE_COLUMNS}
    return any(name in fields for name in chosen)


def contact_sheet(
    plan: Plan, profile: Profile, speak: Language, chosen: Sequence[str] = ()
) -> tuple[Sheet, ...]:
    """Delegates in order of precedence, those without a rank as the language of the sheet sorts.

    One row a head; hosts on the second sheet in order of the programme.
    """
    columns = [*granted(profile, chosen), KEY_COLUMN]
    delegates = listed(plan, speak.code)
    people = [plan.person.get(d.person_id) if d.person_id else None for d in delegates]
    return (
        Sheet(
            speak(N_("Delegation")),
            tuple(
                SheetColumn(
                    speak(column.title), column.width, column.kind, hidden=column is KEY_COLUMN
                )
                for column in columns
            ),
            tuple(
                tuple(column.value(plan, delegate, person, speak) for column in columns)
                for delegate, person in zip(delegates, people, strict=True)
            ),
        ),
        Sheet(
            speak(N_("Hosts")),
            tuple(
                SheetColumn(speak(title), width, "text")
                for _name, title, width, _who in host_columns(profile, chosen)
            ),
            tuple(_hosts(plan, profile, chosen)),
        ),
    )


def _hosts(plan: Plan, profile: Profile, chosen: Sequence[str]) -> list[tuple[Value, ...]]:
    items: dict[str, list[str]] = {}
    names = {host.person_id: plan.host_name(host) for host in plan.hosts if host.person_id}
    for item in items_for(plan, profile):
        for host in plan.hosts_of(item):
            if who := host.person_id or host.organisation_id:
                items.setdefault(who, []).append(item.title)
    rows: list[tuple[Value, ...]] = []
    for key, titles in items.items():
        hosted = "; ".join(dict.fromkeys(titles))
        if person := plan.person.get(PersonId(key)):
            emails = plan.reached_by(person.id, ContactKind.EMAIL)
            phones = plan.reached_by(person.id, ContactKind.PHONE)
            rows.append(
                (
                    names.get(person.id, person.name),
                    person.native_name,
                    plan.employers.get(key, ""),
                    plan.titles.get(key, ""),
                    emails[0] if emails else "",
                    phones[0] if phones else "",
                    hosted,
                )
            )
        else:
            rows.append(("", "", plan.organisation_name(OrganisationId(key)), "", "", "", hosted))
    kept = {name for name, *_ in host_columns(profile, chosen)}
    places = [place for place, (name, *_) in enumerate(HOST_COLUMNS) if name in kept]
    return [tuple(row[place] for place in places) for row in rows]
