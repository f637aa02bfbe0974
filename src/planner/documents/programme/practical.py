"""The last page of a programme: in an emergency, where the places are, how hosts are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from planner.documents.content import Block, Heading, Notice, Tone, Words
from planner.documents.material import Material
from planner.documents.people.heads import Head
from planner.documents.people.party_tables import filled_table, name_cell
from planner.documents.programme.days import PaperDay
from planner.documents.speaking.titles import site_name
from planner.documents.speaking.wording import EMERGENCY_CONTACT
from planner.documents.speaking.words_together import each_apart, row_of
from planner.domain.itinerary import ItemKind
from planner.domain.people import ContactKind
from planner.domain.plan import Plan
from planner.domain.sites import Site
from planner.i18n import N_
from planner.places_named import country_name

PRACTICAL: Final = N_("Addresses and telephone numbers")
PLACES: Final = N_("Places")
HOSTS: Final = N_("Hosts")
PLACE: Final = N_("Place")
ADDRESS: Final = N_("Address")
PHONE: Final = N_("Phone")
NAME: Final = N_("Name")
EMAIL: Final = N_("E-mail")


def practical(material: Material, days: Iterable[PaperDay], hosts: Sequence[Head]) -> list[Block]:
    """As far as the recipient may know; empty where nothing can be said."""
    blocks: list[Block] = [
        *_emergency(material),
        *_places(material, days),
        *_hosts(material, hosts),
    ]
    if not blocks:
        return []
    return [Heading(text=material.speech.both(PRACTICAL), new_page=True), *blocks]


def _emergency(material: Material) -> Iterator[Block]:
    if told := material.plan.visit.emergency_contact:
        title = material.speech.both(EMERGENCY_CONTACT)
        yield Notice(title=title, lines=(told,), tone=Tone.WARNING)


def _places(material: Material, days: Iterable[PaperDay]) -> Iterator[Block]:
    speech = material.speech
    sites = [site for site in sites_of(material, days) if site.address or site.city or site.phone]
    if not sites:
        return
    yield Heading(text=speech.both(PLACES), level=2)
    yield filled_table(
        material,
        [
            (PLACE, 2, [_name(material, site) for site in sites]),
            (ADDRESS, 2, [address_said(material, site) for site in sites]),
            (PHONE, 1.1, [site.phone for site in sites]),
        ],
    )


def _name(material: Material, site: Site) -> Words:
    return material.speech.each(lambda code: site_name(site, code))


def sites_of(material: Material, days: Iterable[PaperDay]) -> list[Site]:
    """The places of the programme, hotels first, then as they come; airports and the like too."""
    plan = material.plan
    hotels: dict[str, Site] = {}
    others: dict[str, Site] = {}
    for day in days:
        for one in day.standing:
            leg = plan.leg_of.get(one.item.id)
            keys = (leg.from_site_id, leg.to_site_id) if leg else (one.item.site_id,)
            known = hotels if one.item.kind is ItemKind.STAY else others
            for key in keys:
                if key in plan.site:
                    known.setdefault(str(key), plan.site[str(key)])
    return list({**hotels, **others}.values())


def address_said(material: Material, site: Site) -> Words:
    """Street, then postal code and town, then the country where it is not that of the visit."""
    abroad = site.country and site.country != material.plan.visit.country

    def said(code: str) -> str:
        town = " ".join(part for part in (site.postal_code, site.city) if part)
        country = country_name(site.country, code) if abroad else ""
        return row_of((site.address, town, country), code)

    return each_apart(material.speech, said)


def _hosts(material: Material, hosts: Sequence[Head]) -> Iterator[Block]:
    """Those who can be reached by something that was granted."""
    plan = material.plan
    known = [
        (one, _first(plan, one, ContactKind.PHONE), _first(plan, one, ContactKind.EMAIL))
        for one in hosts
    ]
    reached = [one for one in known if one[1] or one[2]]
    if not reached:
        return
    yield Heading(text=material.speech.both(HOSTS), level=2)
    yield filled_table(
        material,
        [
            (NAME, 1.4, [name_cell(one) for one, _phone, _mail in reached]),
            (PHONE, 1.1, [phone for _one, phone, _mail in reached]),
            (EMAIL, 1.6, [mail for _one, _phone, mail in reached]),
        ],
    )


def _first(plan: Plan, one: Head, kind: ContactKind) -> str:
    return next(iter(plan.reached_by(one.person_id, kind)), "") if one.person_id else ""
