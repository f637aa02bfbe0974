"""What is different about a visit beside its entries: its own data, its delegation, its places."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.people import ContactKind
from planner.domain.plan import Plan
from planner.domain.visits import Delegate
from planner.domain.words import Word, field_names
from planner.i18n import N_


class PartKind(enum.StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class PartChange:
    """A record of ``word`` that came, went or changed in ``fields``.

    ``name`` is what it is called now, ``formerly`` its former name where that is another one.
    ``before`` and ``after`` are told where a single field changed whose value is a text, a number
    or a day; of a group they are the members who left and came.
    """

    word: str
    key: str
    name: str
    kind: PartKind
    fields: tuple[str, ...] = ()
    formerly: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


FIELDS: Final = {
    "second_title": N_("Title in the guests' language"),
    "fixed": N_("Fixed"),
    "audience": N_("Who is on it"),
    "internal_notes": N_("Internal notes"),
    "agreement_id": N_("Agreement"),
    "confirmed_by": N_("Confirmed by"),
    "confirmed_on": N_("Confirmed on"),
    "confirm_by": N_("To be confirmed by"),
    "rank": N_("Order"),
    "open_to_press": N_("Open to the press"),
    "start_local": N_("Time"),
    "place": N_("Place"),
    "from_country": N_("Country of departure"),
    "to_country": N_("Country of arrival"),
    "buffer_minutes": N_("Minutes kept free after arrival"),
    "code": N_("Code"),
    "title": N_("Title"),
    "direction": N_("Direction"),
    "category": N_("Category"),
    "status": N_("Status"),
    "status_reason": N_("Reason of the status"),
    "purpose": N_("Purpose"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "zone": N_("Time zone"),
    "country": N_("Country"),
    "host_organisation_id": N_("Host organisation"),
    "initiator_organisation_id": N_("Initiator"),
    "successor_id": N_("Successor"),
    "languages": N_("Languages"),
    "emergency_contact": N_("Emergency contact"),
    "notes": N_("Notes"),
    "themes": N_("Themes"),
    "person_id": N_("Name"),
    "placeholder": N_("Name"),
    "organisation_id": N_("Organisation"),
    "role": N_("Role"),
    "payer": N_("Who pays"),
    "arrives_local": N_("Arrival"),
    "arrives_zone": N_("Arrival"),
    "departs_local": N_("Departure"),
    "departs_zone": N_("Departure"),
    "name_by": N_("Name due"),
    "rank_reason": N_("Reason for the rank"),
    "letter": N_("Letter"),
    "name": N_("Name"),
    "family_name": N_("Family name"),
    "given_name": N_("Given name"),
    "prefix": N_("Title before the name"),
    "suffix": N_("Title after the name"),
    "native_name": N_("Native name"),
    "reading": N_("Reading"),
    "name_order": N_("Order of the name"),
    "salutation": N_("Salutation"),
    "address_confirmed_by": N_("Form of address confirmed by"),
    "address_confirmed_on": N_("Form of address confirmed on"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "web": N_("Web page"),
    "address": N_("Address"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "latitude": N_("Position on the map"),
    "longitude": N_("Position on the map"),
    "room": N_("Rooms"),
    "opening_hours": N_("Opening hours"),
    "site_rule": N_("Site rule"),
    "acronym": N_("Acronym"),
    "kind": N_("Kind"),
    "parent_id": N_("Belongs to"),
    "valid_from": N_("From"),
    "valid_to": N_("Until"),
    "approval": N_("Approval"),
    "capacity": N_("Seats"),
}
"""What the fields are called whose old and new value are not told."""

Fields = Mapping[str, Any]
_UNSAID: Final = frozenset({"id", "visit_id"})
_NO_VALUE: Final = frozenset({"notes", "status", "direction", "category", "name_order"})
"""Fields whose stored value is not what a person would read, or too long to repeat."""
_COMES_AND_GOES: Final = frozenset({"person", "organisation", "site", "resource"})
"""Records that are in a plan because something refers to them: that is what is told then."""


def part_changes(old: Plan, new: Plan) -> list[PartChange]:
    """The visit first, then delegation and groups, then people and places."""
    was, now = _fields(old.visit), _fields(new.visit)
    was["themes"], now["themes"] = old.themes, new.themes
    found = _changed("visit", new.visit.id, was, now, new.visit.title, old.visit.title)
    for word, collect in _PARTS.items():
        found += _compared(word, collect(old), collect(new))
        if word == "delegate":
            found += _groups(old, new)
    return found


Part = tuple[str, Word, dict[str, Any]]
"""What a record is called, the record, and what is told with it."""


def _compared(word: str, old: Mapping[str, Part], new: Mapping[str, Part]) -> list[PartChange]:
    found: list[PartChange] = []
    for key, now in new.items():
        name = now[0]
        if key in old:
            if old[key] != now:
                was = old[key]
                found += _changed(word, key, _all_of(was), _all_of(now), name, was[0])
        elif word not in _COMES_AND_GOES:
            found.append(PartChange(word=word, key=key, name=name, kind=PartKind.ADDED))
    if word not in _COMES_AND_GOES:
        found += [
            PartChange(word=word, key=key, name=gone[0], kind=PartKind.REMOVED)
            for key, gone in old.items()
            if key not in new
        ]
    return found


def _changed(
    word: str, key: str, old: Fields, new: Fields, name: str, formerly: str
) -> list[PartChange]:
    names = tuple(one for one in new if old[one] != new[one])
    if not names and name == formerly:
        return []
    told = len(names) == 1 and names[0] not in _NO_VALUE and not names[0].endswith("_id")
    return [
        PartChange(
            word=word,
            key=key,
            name=name,
            kind=PartKind.CHANGED,
            fields=names,
            formerly=formerly if formerly != name else "",
            before=_values(old[names[0]]) if told else (),
            after=_values(new[names[0]]) if told else (),
        )
    ]


def _values(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple):  # of addresses and numbers the text as typed
        return tuple(part if isinstance(part, str) else part[1] for part in value)
    if isinstance(value, frozenset):
        return ()
    return () if value in (None, "") else (str(value),)


def _groups(old: Plan, new: Plan) -> list[PartChange]:
    was, now = ({one.id: one for one in plan.groups} for plan in (old, new))
    found: list[PartChange] = []
    for key, group in now.items():
        name = group.name or group.letter
        if key not in was:
            found.append(PartChange(word="visit_group", key=key, name=name, kind=PartKind.ADDED))
            continue
        found += _changed(
            "visit_group",
            key,
            _fields(was[key]),
            _fields(group),
            name,
            was[key].name or was[key].letter,
        )
    for key in now:
        before = {one.delegate_id for one in old.members if one.group_id == key}
        after = {one.delegate_id for one in new.members if one.group_id == key}
        if before != after:
            found.append(
                PartChange(
                    word="group_member",
                    key=key,
                    name=now[key].name or now[key].letter,
                    kind=PartKind.CHANGED,
                    before=_names(old, before - after),
                    after=_names(new, after - before),
                )
            )
    return found + [
        PartChange(word="visit_group", key=key, name=one.name or one.letter, kind=PartKind.REMOVED)
        for key, one in was.items()
        if key not in now
    ]


def _names(plan: Plan, keys: Iterable[str]) -> tuple[str, ...]:
    wanted = set(keys)
    return tuple(plan.name_of(one) for one in plan.delegates if one.id in wanted)


def _fields(word: Word) -> dict[str, Any]:
    return {name: getattr(word, name) for name in field_names(type(word)) if name not in _UNSAID}


def _all_of(part: Part) -> dict[str, Any]:
    _name, word, besides = part
    return {**_fields(word), **besides}


def _delegates(plan: Plan) -> dict[str, Part]:
    return {one.id: (plan.name_of(one), one, {}) for one in plan.delegates}


def _people(plan: Plan) -> dict[str, Part]:
    """Each person with addresses, numbers and the post that is told of hosts."""
    points: dict[str, dict[ContactKind, list[tuple[Any, ...]]]] = {}
    for point in plan.contact_points:
        if point.person_id is not None:
            kinds = points.setdefault(point.person_id, {})
            kinds.setdefault(point.kind, []).append(
                (point.rank, point.value, point.label, point.normal)
            )
    return {
        one.id: (
            one.name,
            one,
            {
                **{
                    kind.value: tuple(sorted(points.get(one.id, {}).get(kind, ())))
                    for kind in ContactKind
                },
                "title": plan.titles.get(one.id, ""),
                "organisation_id": plan.employers.get(one.id, ""),
            },
        )
        for one in plan.people
    }


def _organisations(plan: Plan) -> dict[str, Part]:
    return {one.id: (plan.organisation_name(one.id), one, {}) for one in plan.organisations}


def _sites(plan: Plan) -> dict[str, Part]:
    """Each site with its rooms, hours and rules."""
    return {
        one.id: (
            one.name,
            one,
            {
                "room": _under(one.id, plan.rooms),
                "opening_hours": _under(one.id, plan.hours),
                "site_rule": _under(one.id, plan.rules),
            },
        )
        for one in plan.sites
    }


def _under(site: str, rows: Iterable[Any]) -> frozenset[Any]:
    return frozenset(row for row in rows if row.site_id == site)


def _resources(plan: Plan) -> dict[str, Part]:
    return {one.id: (one.name, one, {}) for one in plan.resources}


_PARTS: Final[Mapping[str, Callable[[Plan], dict[str, Part]]]] = {
    Delegate.WORD: _delegates,
    "person": _people,
    "organisation": _organisations,
    "site": _sites,
    "resource": _resources,
}
