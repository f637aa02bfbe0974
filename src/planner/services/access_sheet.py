"""The access list of each site: who comes when, with what the site asks for and nothing else.

The office also sees how far everybody is; the gate gets an empty column to fill in. Hidden details go
out only with the paper of this name, for which a reason is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.access import ACCESS_STATUSES, AccessStatus
from planner.domain.checks.subjects import at_sites, there
from planner.domain.ids import SiteId
from planner.domain.itinerary import Item
from planner.domain.people import ContactKind, Person
from planner.domain.plan import Plan
from planner.domain.precedence import listed
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.redaction import asked_in_order
from planner.domain.sites import ACCESS_FIELDS, IN_THE_RECORDS, Site
from planner.domain.visits import Delegate
from planner.i18n import N_, Language
from planner.services.head_columns import FAMILY_NAME, GIVEN_NAME, named_head, of_person
from planner.services.sheet_columns import OFFICE, Page, SheetField, States, Value, View, VisitSheet

GATE: Final = OFFICE | {Profile.SITES}


@dataclass(frozen=True, slots=True)
class Visitor:
    """One head at one site, with the entries that bring him or her there, earliest first."""

    plan: Plan
    site: Site
    delegate: Delegate
    items: tuple[Item, ...]
    states: States

    @property
    def person(self) -> Person | None:
        return self.plan.person.get(self.delegate.person_id) if self.delegate.person_id else None

    def state(self, field: str) -> AccessStatus:
        """How far it is with one field; what the records hold is *collected*."""
        known = self.states.get((self.delegate.id, self.site.id, field), AccessStatus.MISSING)
        if known is AccessStatus.MISSING and field in self.plan.recorded[self.delegate.id]:
            return AccessStatus.COLLECTED
        return known

    @property
    def missing(self) -> tuple[str, ...]:
        """What the site asks for and nobody has, unless the person is excused or handed on already."""
        done = (AccessStatus.SENT, AccessStatus.APPROVED, AccessStatus.WAIVED)
        if self.state("") in done:
            return ()
        return tuple(
            name
            for name in asked_in_order(self.plan, self.site.id)
            if self.state(name) is AccessStatus.MISSING
        )


def _way(kind: ContactKind) -> Callable[[Visitor], Value]:
    def value(row: Visitor) -> Value:
        ways = row.plan.reached_by(row.person.id, kind) if row.person else []
        return ways[0] if ways else ""

    return value


_RECORDED: Final[dict[str, Callable[[Visitor], Value]]] = {
    "native name": lambda row: of_person(row, "native_name"),
    "organisation": lambda row: row.plan.organisation_name(row.delegate.organisation_id),
    "title": lambda row: row.delegate.title,
    "country": lambda row: of_person(row, "country"),
    "e-mail": _way(ContactKind.EMAIL),
    "phone": _way(ContactKind.PHONE),
}
_NAMES: Final = {"native name": "native_name", "title": "position", "e-mail": "emails"}
"""What the register calls fields that a site calls otherwise."""
_WIDTHS: Final = {"organisation": 32, "title": 28, "e-mail": 30, "phone": 19, "country": 9}


def _comes(row: Visitor, _speak: Language) -> Value:
    """When he or she is at the gate, by the site's clock: the first entry less the way through it."""
    first = row.items[0]
    if first.all_day:
        return first.start_local.date() if first.start_local else None
    way = row.plan.access_minutes.get(row.site.id, 0)
    zone = row.site.zone
    return there(first.start_local, first.start_fold, first.start_zone, zone, minutes=-way)


def _goes(row: Visitor, _speak: Language) -> Value:
    last = max(row.items, key=lambda item: row.plan.when(item)[1])
    if last.all_day:
        return last.end_local.date() if last.end_local else None
    return there(last.end_local, last.end_fold, last.end_zone or last.start_zone, row.site.zone)


def _received_by(row: Visitor) -> str:
    hosts = (row.plan.host_name(host) for item in row.items for host in row.plan.hosts_of(item))
    return ", ".join(dict.fromkeys(name for name in hosts if name))


_FIRST: Final[tuple[SheetField[Visitor], ...]] = tuple(
    replace(one, profiles=GATE & one.profiles) for one in (FAMILY_NAME, GIVEN_NAME)
)
_LAST: Final[tuple[SheetField[Visitor], ...]] = (
    SheetField(
        name="comes",
        title=N_("At the gate"),
        width=17,
        value=_comes,
        profiles=GATE,
        kind="datetime",
    ),
    SheetField(
        name="goes", title=N_("Leaves"), width=17, value=_goes, profiles=GATE, kind="datetime"
    ),
    SheetField(
        name="received_by",
        title=N_("Received by"),
        width=26,
        value=lambda row, speak: _received_by(row),
        profiles=GATE,
    ),
    SheetField(
        name="admission",
        title=N_("Admission"),
        width=12,
        value=lambda row, speak: speak(ACCESS_STATUSES[row.state("")]),
    ),
    SheetField(
        name="missing",
        title=N_("Still missing"),
        width=30,
        value=lambda row, speak: ", ".join(
            speak(ACCESS_FIELDS.get(name, name)) for name in row.missing
        ),
    ),
)


def state_column(field: str) -> str:
    """The name of the column that says how far one field is."""
    return "state." + field.replace(" ", "_")


def _asked(field: str) -> SheetField[Visitor]:
    """The column of a field: its value where the records hold it; else how far it is, for the office,
    and room to write for the gate."""
    title = ACCESS_FIELDS.get(field, field)
    if field in IN_THE_RECORDS:
        read = _RECORDED[field]
        return SheetField(
            name=_NAMES.get(field, f"{field}s" if field == "phone" else field),
            title=title,
            width=_WIDTHS.get(field, 16),
            value=lambda row, speak: read(row),
            profiles=GATE,
        )
    return SheetField(
        name=state_column(field),
        title=title,
        width=16,
        value=lambda row, speak: (
            speak(ACCESS_STATUSES[row.state(field)]) if row.states is not _NOBODYS else ""
        ),
        profiles=GATE,
    )


_NOBODYS: Final[States] = {}


def columns_at(plan: Plan, site: SiteId) -> tuple[SheetField[Visitor], ...]:
    """The columns of one site's list: what it asks for, in the order that gates expect."""
    asked = [_asked(name) for name in asked_in_order(plan, site) if name != "name"]
    return (*_FIRST, *asked, *_LAST)


COLUMNS: Final = (
    *_FIRST,
    *(_asked(name) for name in ACCESS_FIELDS if name != "name"),
    *_LAST,
)
"""All columns that any site may ask for."""


def visitors(plan: Plan, language: str, states: States) -> dict[SiteId, list[Visitor]]:
    """Who comes to each site, in order of precedence; the sites by their first entry."""
    at: dict[SiteId, list[Item]] = {}
    for item, site in at_sites(plan):
        at.setdefault(site.id, []).append(item)
    order = listed(plan, language)
    found = {}
    for key, items in at.items():
        heads = {one.id: [it for it in items if one.id in plan.heads_on(it)] for one in order}
        found[key] = [
            Visitor(plan, plan.site[key], one, tuple(heads[one.id]), states)
            for one in order
            if heads[one.id]
        ]
    return found


def _pages(view: View) -> Sequence[Page[Visitor]]:
    """For a site its own list; for the office those of all sites that ask for something."""
    plan, one = view.plan, view.recipient
    if not view.is_office and (one is None or one.kind is not RecipientKind.SITE):
        return []
    asking = {rule.site_id for rule in plan.rules if rule.fields}
    states = view.states if view.is_office else _NOBODYS
    pages = []
    for key, rows in visitors(plan, view.speak.code, states).items():
        wanted = key in asking if view.is_office else one is not None and key == one.id
        if rows and wanted:
            site = plan.site[key]
            columns = columns_at(plan, key)
            pages.append(Page(title=site.name, rows=rows, note=site.name, columns=columns))
    return pages


ACCESS: Final = VisitSheet(
    name="access",
    file_name=N_("access list"),
    columns=COLUMNS,
    pages=_pages,
    key=lambda row: (row.site.id, row.delegate.id),
    names=named_head,
    profiles=GATE,
)
