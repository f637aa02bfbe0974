"""What working sheets say of an entry, its place, its times and who is on it, in each language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from planner.documents.content import Text, Words, second
from planner.documents.material import Material
from planner.documents.speaking.clocks import clock, clock_range
from planner.documents.speaking.dates import long_date, plain_date, short_date
from planner.documents.speaking.person_names import NameStyle, delegate_name
from planner.documents.speaking.titles import is_japanese, item_title, organisation_name, site_name
from planner.documents.speaking.wording import TBC, Speaks
from planner.domain.ids import OrganisationId
from planner.domain.itinerary import ITEM_KINDS, AudienceKind, Item, ItemStatus
from planner.domain.sites import Site
from planner.domain.visits import Delegate, Group
from planner.i18n import N_, primary
from planner.places_named import country_name

WHOLE_DELEGATION: Final = N_("Whole delegation")
GROUP_LETTER: Final = N_("Group {letter}")
UNNAMED: Final = N_("{count} of them not named yet")


def title_of(material: Material, item: Item) -> Words:
    """The title for each language, the kind where nothing was typed, and "(tbc)" where it is open."""
    speech, guests = material.speech, material.plan.visit.languages
    if item.title or item.second_title:
        title = speech.each(lambda code: item_title(item, code, guests))
    else:
        title = speech.both(ITEM_KINDS[item.kind])
    if item.status is ItemStatus.CONFIRMED:
        return title
    return joined(material, [title, speech.both(N_("({word})"), word=speech.both(TBC))], " ")


def times_of(material: Material, item: Item) -> Words:
    """By the clocks of the place; empty for a whole day."""
    if item.all_day:
        return Words("")
    plan = material.plan
    towns = plan.towns_of(item)
    said = material.speech.each(
        lambda code: clock_range(item.span, code, home=material.home, cities=towns)
    )
    return apart(material, said)


def day_of(material: Material, day: dt.date) -> Words:
    return material.speech.each(lambda code: long_date(day, code))


def plain_day(material: Speaks, day: dt.date | None) -> Words:
    """ "10 May 2027"; empty for a day that is not known."""
    return material.speech.each(lambda code: plain_date(day, code)) if day else Words("")


def short_day(material: Speaks, day: dt.date | None, *, year: bool = False) -> Words:
    if day is None:
        return Words("")
    return material.speech.each(lambda code: short_date(day, code, year=year))


def country_said(material: Speaks, country: str) -> Words:
    return material.speech.each(lambda code: country_name(country, code))


def moment_of(material: Material, moment: dt.datetime) -> Words:
    """ "Sun 9 May 18:15"."""
    return material.speech.each(
        lambda code: f"{short_date(moment.date(), code)} {clock(moment, code)}"
    )


def by_day(items: Iterable[Item]) -> list[tuple[dt.date, list[Item]]]:
    """By the local date on which each begins, in the order given."""
    days: dict[dt.date, list[Item]] = {}
    for item in items:
        days.setdefault(item.span.start.local.date(), []).append(item)
    return sorted(days.items())


def place_of(material: Material, item: Item) -> Words:
    """Room, site and what was typed, in one line."""
    plan = material.plan
    room = plan.room.get(item.room_id) if item.room_id else None
    site = plan.site_of(item)
    parts: list[Text] = [room.name if room else "", site_of(material, site), item.place]
    return joined(material, parts, ", ")


def site_of(material: Material, site: Site | None) -> Words:
    return material.speech.each(lambda code: site_name(site, code)) if site else Words("")


def ends_of(material: Material, item: Item) -> tuple[Words, Words]:
    """From where to where; of an entry that is no journey its place, twice."""
    plan = material.plan
    leg = plan.leg_of.get(item.id)
    if leg is None:
        return (place_of(material, item),) * 2
    start = plan.site.get(leg.from_site_id) if leg.from_site_id else None
    end = plan.site.get(leg.to_site_id) if leg.to_site_id else None
    return (
        site_of(material, start) if start else Words(leg.from_place),
        site_of(material, end) if end else Words(leg.to_place),
    )


def address_of(site: Site | None) -> str:
    """In one line: "Anker Engelunds Vej 1, 2800 Kongens Lyngby"."""
    if site is None:
        return ""
    town = " ".join(part for part in (site.postal_code, site.city) if part)
    return ", ".join(part for part in (site.address, town) if part)


def house_of(material: Material, key: OrganisationId | None) -> Words:
    known = material.plan.organisation.get(key) if key else None
    return material.speech.each(lambda code: organisation_name(known, code)) if known else Words("")


def name_of(material: Material, one: Delegate, style: NameStyle = NameStyle.BARE) -> Words:
    """As the paper's languages write it, told apart from a namesake where the plan does so."""
    plan = material.plan
    person = plan.person.get(one.person_id) if one.person_id else None
    capitals = material.wishes.capitals
    said = material.speech.each(
        lambda code: delegate_name(one, person, code, style, capitals=capitals)
    )
    return apart(material, said)


def audience_of(material: Material, item: Item) -> Words:
    """ "Whole delegation", "Group A, Group B"; empty where people are named one by one."""
    plan, speech = material.plan, material.speech
    if item.audience is AudienceKind.ALL and len(plan.on(item)) == len(plan.delegates):
        return speech.both(WHOLE_DELEGATION)
    if item.audience is not AudienceKind.GROUPS or plan.named_on(item):
        return Words("")
    return joined(material, [group_name(material, group) for group in plan.groups_on(item)], ", ")


def group_name(material: Material, group: Group) -> Words:
    """Its own name, else "Group A"."""
    if group.name:
        return Words(group.name)
    return material.speech.both(GROUP_LETTER, letter=group.letter)


def joined(material: Material, parts: Sequence[Text], sign: str) -> Words:
    """The parts that are there, once each, in each language; Japanese lists have 、 for a comma."""
    said = []
    for code in material.speech.codes:
        is_second = code == material.speech.second_code
        own = [_in(part, is_second=is_second) for part in parts]
        between = "、" if primary(code) == "ja" and sign == ", " else sign
        said.append(between.join(dict.fromkeys(part for part in own if part)))
    return apart(material, Words(said[0], said[1] if len(said) > 1 else ""))


def apart(material: Material, said: Words) -> Words:
    """Says once what differs by its commas alone, and what has no Japanese form beside it."""
    same = said.second.replace("、", ", ") == said.text.replace("、", ", ")
    if primary(material.speech.second_code) == "ja" and not is_japanese(said.second):
        same = True
    return Words(said.text) if same else said


def _in(text: Text, *, is_second: bool) -> str:
    if isinstance(text, str):
        return text
    return (second(text) or text.text) if is_second else text.text
