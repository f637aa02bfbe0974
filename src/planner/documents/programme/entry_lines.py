"""What stands below the title of an entry: where, how, with whom, in which language, and what for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import Line, Text, Words
from planner.documents.material import Material
from planner.documents.programme.own_lines import own_groups, own_lines
from planner.documents.speaking.clocks import clock
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.person_names import NameStyle, delegate_name, person_name, with_post
from planner.documents.speaking.sheet_words import joined
from planner.documents.speaking.titles import organisation_name, site_name
from planner.documents.speaking.words_together import comma_in, each_apart, row_of, together
from planner.domain.itinerary import (
    INTERPRETING,
    AudienceKind,
    Interpreting,
    Item,
    ItemHost,
    ItemKind,
)
from planner.domain.people import ContactKind
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.travel import MODES, Leg, Mode, ResourceKind
from planner.domain.visits import Delegate
from planner.i18n import N_, paper_language, primary
from planner.places_named import country_name, language_name

HOST: Final = N_("Host")
HOSTS: Final = N_("Hosts")
WITH: Final = N_("Participants")
EXCEPT: Final = N_("all except {names}")
GROUP: Final = N_("Group {name}")
YOUR_GROUP: Final = N_("your group ({name})")
INTERPRETED: Final = N_("Interpreting")
LANGUAGE: Final = N_("Language")
BORDER: Final = N_("Border")
UNTIL: Final = N_("until {moment}")
VEHICLE: Final = N_("Vehicle")
PHONE: Final = N_("Phone")
MOST_NAMES: Final = 8
"""Names in a line; of more the others are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Which lines a paper has. ``own`` is the paper of one delegate, with what is his or hers;
    ``short`` has the hosts by name alone, with their numbers if ``phones`` are shown."""

    hosts: bool = True
    people: bool = True
    speech: bool = True
    texts: bool = True
    vehicles: bool = False
    phones: bool = False
    own: bool = False
    short: bool = False


def lines_of(
    material: Material, plan: Plan, item: Item, shown: Shown, *, continued: bool = False
) -> tuple[Line, ...]:
    """In the order in which they are read; of what began on another day only where it is."""
    found = list(_where(material, plan, item))
    if continued:
        return tuple(found)
    if item.kind is ItemKind.STAY:
        found += _until(material, item)
    if shown.hosts:
        found += _hosts(material, plan, item, shown)
    if shown.people:
        found += _people(material, plan, item, shown)
    if shown.speech:
        found += _speech(material, plan, item)
    if shown.own:
        found += own_lines(material, item)
    elif shown.vehicles:
        found += _vehicles(material, plan, item)
    site = plan.site_of(item)
    if shown.phones and site is not None and site.phone:
        found.append(Line(text=site.phone, label=material.speech.both(PHONE)))
    if shown.texts and item.public_text:
        found.append(Line(text=item.public_text, soft=True))
    return tuple(found)


# where


def _where(material: Material, plan: Plan, item: Item) -> Iterator[Line]:
    leg = plan.leg_of.get(item.id)
    if leg is not None:
        if way := way_said(material, plan, leg):
            yield Line(text=way)
        if border := _border(material, leg):
            yield Line(text=border, label=material.speech.both(BORDER))
        return
    if place := place_said(material, plan, item):
        yield Line(text=place)


def place_said(material: Material, plan: Plan, item: Item) -> Words:
    """ "Meeting room 1, European Spallation Source, Lund": room, site, town, and what was typed."""
    site = plan.site_of(item)
    room = plan.room.get(item.room_id) if item.room_id else None

    def said(code: str) -> str:
        name = site_name(site, code) if site else ""
        town = site.city if site and site.city and site.city not in name else ""
        return row_of((room.name if room else "", name, town, item.place), code)

    return each_apart(material.speech, said)


def way_said(material: Material, plan: Plan, leg: Leg) -> Words:
    """ "Flight Sample Air ZZ 801 · Tokyo Haneda → Copenhagen"."""

    def said(code: str) -> str:
        mode = paper_language(code)(MODES[leg.mode]) if leg.mode is not Mode.OTHER else ""
        by = " ".join(part for part in (mode, leg.carrier, leg.number) if part)
        ends = []
        for key, typed in ((leg.from_site_id, leg.from_place), (leg.to_site_id, leg.to_place)):
            site = plan.site.get(key) if key else None
            ends.append(site_name(site, code) if site else typed)
        way = " → ".join(end for end in ends if end)
        return " · ".join(part for part in (by, way) if part)

    return each_apart(material.speech, said)


def _border(material: Material, leg: Leg) -> Words | None:
    start, end = leg.from_country, leg.to_country
    if not (start and end) or start == end:
        return None
    return material.speech.each(
        lambda code: f"{country_name(start, code)} → {country_name(end, code)}"
    )


def _until(material: Material, item: Item) -> Iterator[Line]:
    assert item.end_local is not None
    end = item.end_local
    if item.start_local is None or end.date() == item.start_local.date():
        return
    said = material.speech.each(lambda code: f"{short_date(end.date(), code)} {clock(end, code)}")
    yield Line(text=material.speech.both(UNTIL, moment=said))


# with whom


def _hosts(material: Material, plan: Plan, item: Item, shown: Shown) -> Iterator[Line]:
    site = plan.site_of(item)
    house = plan.organisation_name(site.organisation_id) if site else ""
    said = [
        short_host(material, plan, host, phones=shown.phones)
        if shown.short
        else host_said(material, plan, host, house)
        for host in plan.hosts_of(item)
    ]
    found = [one for one in said if one]
    if found:
        label = material.speech.both(HOST if len(found) == 1 else HOSTS)
        yield Line(text=together(found, "\n"), label=label)


def host_said(material: Material, plan: Plan, host: ItemHost, house: str = "") -> Words:
    """ "Birgitte Ravnsholm, Director General, Danish Agency (Chair)"; an organisation by its name.

    Of those who receive in their own ``house`` it is not said once more.
    """
    person = plan.person.get(host.person_id) if host.person_id else None
    own = plan.organisation.get(host.organisation_id) if host.organisation_id else None

    def said(code: str) -> str:
        if person is not None:
            name = person_name(person, code, capitals=material.wishes.capitals)
            post, employer = plan.titles.get(person.id, ""), plan.employers.get(person.id, "")
            text = with_post(name, post, employer if employer != house else "", code)
        else:
            text = organisation_name(own, code) if own else ""
        role = paper_language(code)(host.role)
        return f"{text} ({role})" if text and role else text

    return each_apart(material.speech, said)


def short_host(material: Material, plan: Plan, host: ItemHost, *, phones: bool) -> Words:
    """The name alone, with the first number that was granted: "Elin SANDSTRÖM +46 40 628 04 01"."""
    person = plan.person.get(host.person_id) if host.person_id else None
    if person is None:
        return host_said(material, plan, replace(host, role=""))
    numbers = plan.reached_by(person.id, ContactKind.PHONE)[:1] if phones else []
    capitals = material.wishes.capitals

    def said(code: str) -> str:
        return " ".join([person_name(person, code, NameStyle.BARE, capitals=capitals), *numbers])

    return each_apart(material.speech, said)


def _people(material: Material, plan: Plan, item: Item, shown: Shown) -> Iterator[Line]:
    """Who is on it, unless all are; nothing for those who are told of no groups.

    On one's own paper it matters with whom one is, not who stays away.
    """
    if shown.own and item.audience is AudienceKind.ALL_EXCEPT:
        return
    if item.audience is AudienceKind.ALL or material.profile in (Profile.PRESS, Profile.SITES):
        return
    if text := people_said(material, plan, item, own=shown.own):
        yield Line(text=text, label=material.speech.both(WITH))


def people_said(material: Material, plan: Plan, item: Item, *, own: bool = False) -> Words:
    """Groups by name, "your group" for one's own; named people; all except a few."""
    speech = material.speech
    if item.audience is AudienceKind.GROUPS:
        mine = own_groups(material) if own else frozenset()
        groups = plan.groups_on(item)
        parts: list[Text] = [
            speech.both(YOUR_GROUP if one.id in mine else GROUP, name=one.letter or one.name)
            for one in groups
        ]
        extra = [one for one in plan.named_on(item) if one.id in plan.heads_on(item)]
        if extra:
            parts.append(speech.each(lambda code: names_in(material, plan, extra, code)))
        return joined(material, parts, ", ")
    if item.audience is AudienceKind.ALL_EXCEPT and not plan.groups_on(item):
        without = plan.named_on(item)
        if not without:
            return Words("")
        names = speech.each(lambda code: names_in(material, plan, without, code))
        return speech.both(EXCEPT, names=names)
    there = plan.on(item)
    return speech.each(lambda code: names_in(material, plan, there, code)) if there else Words("")


def names_in(material: Material, plan: Plan, people: Sequence[Delegate], code: str) -> str:
    """Names of delegates in precedence, N.N. among them; of many the first and how many others."""
    known = plan.in_precedence(one.id for one in people)
    names = [
        delegate_name(
            one,
            plan.person.get(one.person_id) if one.person_id else None,
            code,
            NameStyle.BARE,
            capitals=material.wishes.capitals,
        )
        for one in known[:MOST_NAMES]
    ]
    text, more = comma_in(code).join(names), len(known) - MOST_NAMES
    if more <= 0:
        return text
    return paper_language(code).plural(
        "{names} and {count} other", "{names} and {count} others", more, names=text
    )


# in which language, with what


def _speech(material: Material, plan: Plan, item: Item) -> Iterator[Line]:
    names = [
        plan.person.get(one.person_id) if one.person_id else None
        for one in plan.booked_for(item)
        if one.kind is ResourceKind.INTERPRETER
    ]
    people = [person for person in names if person is not None]
    if item.interpreting is Interpreting.NONE and not people:
        return

    def said(code: str) -> str:
        speak = paper_language(code)
        parts = []
        if item.language:
            parts.append(language_name(item.language, code))
        if item.interpreting is not Interpreting.NONE:
            mode = speak(INTERPRETING[item.interpreting])
            parts.append(mode if primary(code) in ("de", "ja") or not parts else mode.lower())
        text = comma_in(code).join(parts)
        who = comma_in(code).join(
            person_name(one, code, NameStyle.BARE, capitals=material.wishes.capitals)
            for one in people
        )
        return f"{text} ({who})" if text and who else text or who

    yield Line(text=each_apart(material.speech, said), label=material.speech.both(INTERPRETED))


def _vehicles(material: Material, plan: Plan, item: Item) -> Iterator[Line]:
    names = [one.name for one in plan.booked_for(item) if one.kind is ResourceKind.VEHICLE]
    if any(names):
        text = ", ".join(name for name in names if name)
        yield Line(text=text, label=material.speech.both(VEHICLE))
