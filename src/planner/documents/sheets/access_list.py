"""The list for a site's gate: who comes when, in the columns that the site asks for and no others.

What is hidden (passports, dates of birth) stands there only where it was asked for with a reason; else,
like what the library never keeps (plates), it is an empty column to fill in by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Row,
    Table,
    Text,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.people.heads import Everybody, Head, everybody, names_in_a_row
from planner.documents.sheets.site_facts import gate_facts
from planner.documents.speaking.dates import plain_date, short_date
from planner.documents.speaking.sheet_words import (
    address_of,
    joined,
    moment_of,
    site_of,
    times_of,
    title_of,
)
from planner.domain.access import ACCESS_STATUSES, AccessStatus
from planner.domain.checks.access_pack import HANDED_ON
from planner.domain.checks.subjects import at_sites, there
from planner.domain.ids import DelegateId, SiteId
from planner.domain.itinerary import Item
from planner.domain.people import ContactKind, Person
from planner.domain.privacy import Profile
from planner.domain.private_details import ASKED_AT_GATES, DOTS, DetailKind
from planner.domain.recipients import RecipientKind
from planner.domain.redaction import asked_in_order
from planner.domain.sites import ACCESS_FIELDS, IN_THE_RECORDS, Site, SiteRuleKind
from planner.i18n import N_
from planner.places_named import country_name

TITLE: Final = N_("Access list")
_ASKING: Final = frozenset({SiteRuleKind.IDENTITY, SiteRuleKind.NOTICE})
_WIDTHS: Final = {"organisation": 2.2, "title": 2.0, "e-mail": 2.2, "phone": 1.5, "country": 1.0}


def access_list(material: Material) -> Document | None:
    """A site gets its own list; the office those of all sites that want one. None where nobody comes."""
    here = everybody(material)
    visits = visited(material)
    blocks: list[Block] = []
    for key, items in visits.items():
        gate = _Gate(material, here, material.plan.site[key], tuple(items))
        if gate.visitors:
            blocks += gate.blocks(new_page=bool(blocks))
    if not blocks:
        return None
    return framed(material, material.speech.both(TITLE), blocks, landscape=True)


def visited(material: Material) -> dict[SiteId, list[Item]]:
    """The entries at each site for which a list is made, by the first of them."""
    plan, one = material.plan, material.recipient
    site = one.id if one is not None and one.kind is RecipientKind.SITE else None
    if material.profile is not Profile.INTERNAL and site is None:
        return {}
    asking = {rule.site_id for rule in plan.rules if rule.kind in _ASKING}
    found: dict[SiteId, list[Item]] = {}
    for item, where in at_sites(plan):
        if where.id == site or (site is None and where.id in asking):
            found.setdefault(where.id, []).append(item)
    return found


@dataclass(frozen=True)
class _Gate:
    """One site with whom the visit brings there."""

    material: Material
    here: Everybody
    site: Site
    items: tuple[Item, ...]

    @property
    def visitors(self) -> list[tuple[DelegateId, Head]]:
        """In order of precedence."""
        plan = self.material.plan
        there = {key for item in self.items for key in plan.heads_on(item)}
        return [(key, head) for key, head in self.here.delegates.items() if key in there]

    def blocks(self, *, new_page: bool) -> list[Block]:
        material, speech = self.material, self.material.speech
        visitors = self.visitors
        columns = [column for column in self._columns() if column.always or any(column.cells)]
        rows = [
            Row(cells=tuple(column.cells[at] for column in columns)) for at in range(len(visitors))
        ]
        escorts = self._interpreters()
        if escorts:
            rows.append(Row(cells=(speech.both(N_("Interpreters with the delegation")),)))
            rows += [self._only_name(len(columns), head) for head in escorts]
        # Before the table: a line behind it would stand alone on a page.
        total = Fact(speech.both(N_("Visitors")), (self._total(len(visitors), len(escorts)),))
        return [
            Heading(
                text=site_of(material, self.site), note=address_of(self.site), new_page=new_page
            ),
            Facts((total, *self._entries(), *gate_facts(material, self.site, self.items))),
            Table(
                columns=tuple(
                    Column(title=speech.both(one.title), width=one.width, align=one.align)
                    for one in columns
                ),
                rows=tuple(rows),
            ),
        ]

    def _entries(self) -> tuple[Fact, ...]:
        """When how many come, and who receives them."""
        material, speech = self.material, self.material.speech
        lines = [
            joined(
                material,
                [
                    _day(material, item),
                    times_of(material, item),
                    title_of(material, item),
                    speech.plural("{count} visitor", "{count} visitors", len(self.here.on(item))),
                ],
                " · ",
            )
            for item in self.items
        ]
        hosts = dict.fromkeys(
            head.label for item in self.items for head in self.here.hosts_of(item) if head.is_named
        )
        facts = [Fact(speech.both(N_("Visit")), tuple(lines))]
        if hosts:
            facts.append(Fact(speech.both(N_("Received by")), (names_in_a_row(hosts, speech),)))
        return tuple(facts)

    def _interpreters(self) -> list[Head]:
        """Who comes through the gate with the delegation without being of it."""
        found = {head.key: head for item in self.items for head in self.here.interpreters_of(item)}
        own = {head.person_id for _key, head in self.visitors} - {None}
        return [head for head in found.values() if head.person_id not in own]

    def _only_name(self, columns: int, head: Head) -> Row:
        person = self._person(head)
        family = _family(person, head, self.material.wishes.capitals)
        given = person.given_name if person else ""
        return Row(cells=("", family, given, *([""] * (columns - 3))))

    def _total(self, visitors: int, interpreters: int) -> Words:
        speech = self.material.speech
        said = speech.plural("{count} visitor", "{count} visitors", visitors)
        if not interpreters:
            return said
        rest = speech.plural("{count} interpreter", "{count} interpreters", interpreters)
        return joined(self.material, [said, rest], " + ")

    def _columns(self) -> list[_Column]:
        material = self.material
        visitors = self.visitors
        people = [self._person(head) for _key, head in visitors]
        times = [self._times(key) for key, _head in visitors]
        columns = [
            _Column(
                N_("No."),
                [str(place) for place in range(1, len(visitors) + 1)],
                width=0.4,
                align=Align.RIGHT,
            ),
            _Column(
                N_("Family name"),
                [
                    _family(person, head, material.wishes.capitals)
                    for person, (_key, head) in zip(people, visitors, strict=True)
                ],
                width=1.7,
                always=True,
            ),
            _Column(
                N_("Given name"), [person.given_name if person else "" for person in people],
                width=1.4, always=True,
            ),
        ]  # fmt: skip
        columns += [
            self._asked(name)
            for name in asked_in_order(material.plan, self.site.id)
            if name != "name"
        ]
        columns += [
            _Column(N_("Group"), [head.groups for _key, head in visitors], width=0.7),
            _Column(N_("At the gate"), [comes for comes, _goes in times], width=1.3),
            _Column(N_("Leaves"), [goes for _comes, goes in times], width=1.3),
        ]
        if material.profile is Profile.INTERNAL:
            columns.append(
                _Column(N_("Admission"), [self._admission(key, head) for key, head in visitors])
            )
        return columns

    def _asked(self, field: str) -> _Column:
        """Its value where the records hold it; else how far it is, for the office, and room to write."""
        title = ACCESS_FIELDS.get(field, field)
        width = _WIDTHS.get(field, 1.4)
        if field not in IN_THE_RECORDS:
            cells = [
                self._hidden(head, field) or self._state_said(key, field)
                for key, head in self.visitors
            ]
            return _Column(title, cells, width=width, always=True)
        read: dict[str, Callable[[Head], Text]] = {
            "native name": lambda head: _of(self._person(head), "native_name"),
            "organisation": lambda head: head.organisation,
            "title": lambda head: head.post,
            "country": self._country,
            "e-mail": lambda head: self._way(head, ContactKind.EMAIL),
            "phone": lambda head: self._way(head, ContactKind.PHONE),
        }
        return _Column(
            title, [read[field](head) for _key, head in self.visitors], width=width, always=True
        )

    def _hidden(self, head: Head, field: str) -> Text:
        """What the office released for this list, with a reason that is on record."""
        kind = ASKED_AT_GATES.get(field)
        if kind is None or head.person_id is None:
            return ""
        text = self.material.private.get(head.person_id, {}).get(kind, "")
        if kind is DetailKind.BIRTH_DATE and text and text != DOTS:
            return self.material.speech.each(
                lambda code: plain_date(dt.date.fromisoformat(text), code)
            )
        return text

    def _country(self, head: Head) -> Text:
        country = _of(self._person(head), "country")
        if not country:
            return ""
        return self.material.speech.each(lambda code: country_name(country, code))

    def _way(self, head: Head, kind: ContactKind) -> str:
        ways = self.material.plan.reached_by(head.person_id, kind) if head.person_id else []
        return ways[0] if ways else ""

    def _person(self, head: Head) -> Person | None:
        return self.material.plan.person.get(head.person_id) if head.person_id else None

    def _state(self, key: DelegateId, field: str) -> AccessStatus:
        return self.material.states.get((key, self.site.id, field), AccessStatus.MISSING)

    def _state_said(self, key: DelegateId, field: str) -> Text:
        if self.material.profile is not Profile.INTERNAL:
            return ""
        return self.material.speech.both(ACCESS_STATUSES[self._state(key, field)])

    def _admission(self, key: DelegateId, head: Head) -> Text:
        """How far the person is, and while nothing was handed on what is lacking of the records."""
        material, state = self.material, self._state(key, "")
        said = material.speech.both(ACCESS_STATUSES[state])
        if state in HANDED_ON or state is AccessStatus.REFUSED:
            return said
        known = set(material.plan.recorded[key])
        if not head.is_named:
            # Of somebody to be named the house and the post may be known already.
            known |= {"organisation"} if head.organisation else set()
            known |= {"title"} if head.post else set()
        missing = [
            name
            for name in asked_in_order(material.plan, self.site.id)
            if name in IN_THE_RECORDS and name not in known
        ]
        if not missing:
            return said if state is not AccessStatus.MISSING else ""
        names = joined(
            material, [material.speech.both(ACCESS_FIELDS[name]) for name in missing], ", "
        )
        return material.speech.both(N_("Still missing: {names}"), names=names)

    def _times(self, key: DelegateId) -> tuple[Text, Text]:
        """At the gate and away again, by the site's clock: the first entry less the way through it."""
        plan, zone = self.material.plan, self.site.zone
        own = [item for item in self.items if key in plan.heads_on(item) and not item.all_day]
        if not own:
            return "", ""
        first = min(own, key=lambda item: plan.when(item)[0])
        last = max(own, key=lambda item: plan.when(item)[1])
        way = plan.access_minutes.get(self.site.id, 0)
        comes = there(first.start_local, first.start_fold, first.start_zone, zone, minutes=-way)
        goes = there(last.end_local, last.end_fold, last.end_zone or last.start_zone, zone)
        return moment_of(self.material, comes), moment_of(self.material, goes)


@dataclass(frozen=True, slots=True)
class _Column:
    """``always``: also where nobody has anything, so that the gate can write."""

    title: str
    cells: Sequence[Text]
    width: float = 1.2
    align: Align = Align.LEFT
    always: bool = False


def _family(person: Person | None, head: Head, capitals: bool) -> Text:
    if person is None:
        return head.label
    family = person.family_name or ("" if person.given_name else person.name)
    return family.upper() if capitals else family


def _of(person: Person | None, name: str) -> str:
    return str(getattr(person, name)) if person else ""


def _day(material: Material, item: Item) -> Words:
    day = item.span.start.local.date()
    return material.speech.each(lambda code: short_date(day, code))
