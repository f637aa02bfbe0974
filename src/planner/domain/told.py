"""What a file says of each person in it, by field; and the prints by which an old value is known."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from planner.domain.cards import ContactCard
from planner.domain.ids import PersonId
from planner.domain.people import ContactKind, Person
from planner.domain.plan import Plan
from planner.domain.private_details import DetailKind
from planner.domain.visits import Delegate
from planner.i18n import N_

Values = Mapping[str, tuple[str, ...]]
"""Values by field; an empty tuple is a field that the file has and that was blank."""

# To follow a new field: its title here, and where its value comes from below.
FIELDS: Final[Mapping[str, str]] = {
    "name": N_("Name"),
    "family_name": N_("Family name"),
    "given_name": N_("Given name"),
    "native_name": N_("Native name"),
    "reading": N_("Reading"),
    "prefix": N_("Honorific"),
    "suffix": N_("Title after the name"),
    "salutation": N_("Salutation"),
    "organisation": N_("Organisation"),
    "department": N_("Department"),
    "position": N_("Position"),
    "role": N_("Role"),
    "category": N_("Category"),
    "groups": N_("Group"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "web": N_("Web"),
    "country": N_("Country"),
    "languages": N_("Languages"),
    "arrives": N_("Arrives"),
    "arrives_zone": N_("Arrival zone"),
    "departs": N_("Departs"),
    "departs_zone": N_("Departure zone"),
    "payer": N_("Payer"),
    "reference": N_("Booking reference"),
    "seat": N_("Seat"),
    "room": N_("Room"),
    "needs": N_("Needs"),
    "notes": N_("Notes"),
    "photo": N_("Photo"),
    "biography": N_("Biography"),
    "card_lines": N_("Lines of a contact card"),
    "file": N_("File"),
    "passport_number": N_("Passport number"),
    "birth_date": N_("Date of birth"),
    "birth_place": N_("Place of birth"),
    "nationality": N_("Nationality"),
    "passport_country": N_("Passport issued by"),
    "passport_expiry": N_("Passport valid until"),
    "identity_number": N_("Number of an identity card"),
}
"""The fields of a person that the register knows, in the order in which they are shown."""

COLUMN_FIELDS: Final[Mapping[str, str]] = {
    "emails": "email",
    "phones": "phone",
    "title": "position",
    "post": "position",
    **{f"host.{name}": name for name in ("name", "native_name", "organisation", "position")},
    "host.emails": "email",
    "host.phones": "phone",
}
"""Column names of sheets and cards that are called otherwise here."""

SPECIAL: Final = frozenset(
    {"needs", "file", *(kind.value.replace(" ", "_") for kind in DetailKind)}
)  # a kind of detail that is new is special by itself
"""Fields that no paper, sheet or card has by itself: who adds them says for whom and what for. A file
that is kept with a person may be a passport: nobody has read what stands in it."""

_PRINT: Final = 8
"""Bytes of a print; no two values of a field have the same one."""
_SHORT: Final = 6
"""Signs of the prints of before, whose key was no secret."""
_STATE: Final = "@"
"""Of a special field no print is kept, but which state of which record the value was."""

Marks = Mapping[str, Mapping[str, str]]
"""By special field and value (settled) the state of the record that holds it, as "id.revision"."""
NO_MARKS: Final[Marks] = {}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one file says of one person. Placeholders have no ``person_id``."""

    name: str
    person_id: PersonId | None = None
    values: Values = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields of which the file has a value."""
        return tuple(name for name, values in self.values.items() if values)


def fields_of(columns: Iterable[str]) -> tuple[str, ...]:
    """The fields that columns of a sheet or card mean; those that say nothing of a person go."""
    named = (COLUMN_FIELDS.get(name, name) for name in columns)
    return tuple(dict.fromkeys(name for name in named if name in FIELDS))


# prints


def fingerprint(secret: bytes, name: str, value: str) -> str:
    """A hash of one value of a field, keyed by a secret that goes with the person."""
    text = f"{name}={settled(name, value)}".encode()
    return hashlib.blake2b(text, digest_size=_PRINT, key=secret, person=b"print").hexdigest()


def prints(secret: bytes, values: Values, marks: Marks = NO_MARKS) -> tuple[str, ...]:
    """ "field=print" of every value; "field=" where the file has the field and it was blank.

    A birth day or a diet is guessed from any print whose key is known: of what is special there stands
    "field=@state" instead, by which a change is known and no value. Empty where the library has no
    such value; a value other than that of the library is no state of it.
    """
    return tuple(
        f"{name}={_mark(secret, name, value, marks)}"
        for name, held in values.items()
        for value in (held or ("",))
    )


def _mark(secret: bytes, name: str, value: str, marks: Marks) -> str:
    if not value:
        return ""
    if name not in SPECIAL:
        return fingerprint(secret, name, value)
    return _STATE + (marks[name].get(settled(name, value), "") if name in marks else "")


def printed_fields(held: Iterable[str]) -> tuple[str, ...]:
    """The fields that prints speak of, blank ones too."""
    return tuple(dict.fromkeys(one.partition("=")[0] for one in held))


def old_fields(
    held: Iterable[str],
    now: Values,
    *,
    secret: bytes | None = None,
    marks: Marks = NO_MARKS,
    given: str = "",
) -> frozenset[str]:
    """Fields with a value among the prints that is none of the values of ``now``.

    A field that ``now`` does not have cannot be compared, nor one whose ``secret`` was destroyed. What
    was blank then is nothing old. ``given`` is the id of the disclosure, the key of prints of before.
    """
    found: set[str] = set()
    known: dict[tuple[str, bool], frozenset[str]] = {}
    for one in held:
        name, _equals, mark = one.partition("=")
        if mark.startswith(_STATE):
            if name in marks and mark[1:] not in marks[name].values():
                found.add(name)
            continue
        short = len(mark) == _SHORT
        if not mark or name not in now or (secret is None and not short):
            continue
        if (name, short) not in known:
            known[name, short] = frozenset(
                _short(given, name, value) if short else fingerprint(secret or b"", name, value)
                for value in now[name]
            )
        if mark not in known[name, short]:
            found.add(name)
    return frozenset(found)


def _short(given: str, name: str, value: str) -> str:
    text = f"{name}={settled(name, value)}".encode()
    return hashlib.blake2b(text, digest_size=_SHORT // 2, key=given.encode()[:64]).hexdigest()


@lru_cache(4096)
def settled(name: str, value: str) -> str:
    """The value without what is no change: spaces, ways to write a number, capitals of an address."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if name == "phone":
        return re.sub(r"[\s()./\-\u2010-\u2015]", "", text)
    return text.casefold() if name == "email" else text


# what sheets and papers of a visit say


def told_of_plan(
    plan: Plan,
    fields: Collection[str] | None = None,
    people: Iterable[PersonId | None] | None = None,
    *,
    first_way: bool = False,
) -> tuple[Told, ...]:
    """What a plan says of delegates and hosts: only ``fields`` of only ``people`` (None: all).

    ``first_way`` for papers that have one address and one number a person. Of a redacted plan only
    what is left is told. Who is both delegate and host comes once.
    """
    wanted = None if people is None else {key for key in people if key is not None}
    found: dict[PersonId, Told] = {}
    delegate_of = {one.person_id: one for one in plan.delegates if one.person_id is not None}
    groups = _more_of_delegates(plan)
    for person in plan.people:
        if wanted is not None and person.id not in wanted:
            continue
        delegate = delegate_of.get(person.id)
        values = {
            **_of_person(person),
            **_ways(plan, person.id, first_way=first_way),
            **(
                {**_of_delegate(plan, delegate), **groups.get(delegate.id, {})}
                if delegate is not None
                else _of_host(plan, person.id)
            ),
        }
        found[person.id] = Told(
            name=plan.name_of(delegate) if delegate is not None else person.name,
            person_id=person.id,
            values={
                name: values[name]
                for name in FIELDS
                if name in values and (fields is None or name in fields)
            },
        )
    return tuple(found.values())


def _of_person(person: Person) -> dict[str, tuple[str, ...]]:
    return {
        **{
            name: _some(getattr(person, name))
            for name in (
                *("name", "family_name", "given_name", "native_name", "reading"),
                *("prefix", "suffix", "salutation", "country"),
            )
        },
        "languages": tuple(person.languages),
    }


def _ways(plan: Plan, person: PersonId, *, first_way: bool) -> dict[str, tuple[str, ...]]:
    kinds = {"email": ContactKind.EMAIL, "phone": ContactKind.PHONE, "web": ContactKind.WEB}
    last = 1 if first_way else None
    return {name: tuple(plan.reached_by(person, kind)[:last]) for name, kind in kinds.items()}


def _of_host(plan: Plan, person: PersonId) -> dict[str, tuple[str, ...]]:
    return {
        "organisation": _some(plan.employers.get(person, "")),
        "position": _some(plan.titles.get(person, "")),
    }


def _of_delegate(plan: Plan, delegate: Delegate) -> dict[str, tuple[str, ...]]:
    moments = {"arrives": delegate.arrives_local, "departs": delegate.departs_local}
    return {
        "organisation": _some(plan.organisation_name(delegate.organisation_id)),
        "position": _some(delegate.title),
        "role": _some(delegate.role),
        "category": (delegate.category.value,),
        "groups": tuple(one.letter or one.name for one in plan.groups_of.get(delegate.id, ())),
        **{name: (at.isoformat(),) if at else () for name, at in moments.items()},
        "arrives_zone": _some(delegate.arrives_zone),
        "departs_zone": _some(delegate.departs_zone),
        "payer": _some(delegate.payer),
        "notes": _some(delegate.notes),
    }


def _more_of_delegates(plan: Plan) -> dict[str, dict[str, tuple[str, ...]]]:
    """Booking references, seats and rooms by delegate."""
    found: dict[str, dict[str, list[str]]] = {
        one.id: {"reference": [], "seat": [], "room": []} for one in plan.delegates
    }

    def put(delegate: str, name: str, value: str) -> None:
        if value and delegate in found:
            found[delegate][name].append(value)

    for booked in plan.references:
        put(booked.delegate_id, "reference", booked.reference)
        put(booked.delegate_id, "seat", booked.seat)
    for ride in plan.rides:
        put(ride.delegate_id, "seat", ride.seat)
    for rooming in plan.roomings:
        put(rooming.delegate_id, "room", rooming.room)
        put(rooming.delegate_id, "reference", rooming.reference)
    return {
        key: {name: tuple(dict.fromkeys(values)) for name, values in more.items()}
        for key, more in found.items()
    }


# what contact cards say


def told_of_card(card: ContactCard, fields: Collection[str] | None = None) -> Told:
    """What a contact card says of whose it is."""
    values: dict[str, tuple[str, ...]] = {
        "name": _some(card.shown_name),
        **{
            name: _some(getattr(card, name))
            for name in (
                *("family_name", "given_name", "native_name", "reading", "prefix", "suffix"),
                *("organisation", "department", "country", "notes", "photo"),
            )
        },
        "position": _some(card.title),
        "email": tuple(way.value for way in card.ways_of(ContactKind.EMAIL)),
        "phone": tuple(way.value for way in card.ways_of(ContactKind.PHONE)),
        "web": tuple(way.value for way in card.ways_of(ContactKind.WEB)),
        "card_lines": card.kept[1],
    }
    return Told(
        name=card.shown_name,
        person_id=PersonId(card.person_id) if card.person_id else None,
        values={
            name: values[name]
            for name in FIELDS
            if name in values and (fields is None or name in fields)
        },
    )


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
