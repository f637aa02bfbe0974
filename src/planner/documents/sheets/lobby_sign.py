"""The signs in the lobby: a welcome on one sheet, to be read from the door, at each place on each day."""

from __future__ import annotations

from planner.documents.content import Card, CardKind, Cards, Document, Text, Words, first
from planner.documents.framing import author, framed
from planner.documents.material import Material
from planner.documents.sheets.name_cards import office_logo
from planner.documents.speaking.clocks import clock
from planner.documents.speaking.dates import date_range, long_date
from planner.documents.speaking.titles import site_name
from planner.documents.speaking.wording import speech
from planner.domain.checks.subjects import at_sites
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.sites import Site
from planner.i18n import N_, PAPER_LANGUAGES, primary

WELCOME = N_("Welcome")


def lobby_sign(material: Material) -> Document | None:
    """One sign for the first entry of a day at each site; without any entry one for the whole visit.

    None for a visit without a title.
    """
    if not material.plan.visit.title:
        return None
    cards = [_at(material, item, site) for item, site in arrivals(material)]
    return framed(
        material,
        material.speech.both(N_("Lobby sign")),
        [Cards(CardKind.SIGN, tuple(cards) or (_of_visit(material),))],
        landscape=True,
        contact=False,
    )


def arrivals(material: Material) -> list[tuple[Item, Site]]:
    """The first entry of each day at each site, earliest first; what is only an idea is not awaited."""
    found: dict[tuple[object, str], tuple[Item, Site]] = {}
    for item, site in at_sites(material.plan):
        if item.start_local is not None and item.status is not ItemStatus.IDEA:
            found.setdefault((item.start_local.date(), site.id), (item, site))
    return list(found.values())


def _at(material: Material, item: Item, site: Site) -> Card:
    each, start = material.speech.each, item.start_local
    assert start is not None
    room = material.plan.room.get(item.room_id) if item.room_id else None

    def when(code: str) -> str:
        day = long_date(start, code)
        return day if item.all_day else f"{day} · {clock(start, code, said=True)}"

    lines: list[Text] = [each(when)]
    if room and room.name:
        lines.append(room.name)
    lines.append(each(lambda code: site_name(site, code)))
    return Card(
        name=material.plan.visit.title,
        top=welcome(material),
        lines=tuple(lines),
        logo=office_logo(material),
    )


def _of_visit(material: Material) -> Card:
    visit = material.plan.visit
    lines: list[Text] = []
    if visit.first_day and visit.last_day:
        first_day, last_day = visit.first_day, visit.last_day
        lines.append(material.speech.each(lambda code: date_range(first_day, last_day, code)))
    host = author(material)
    if host and not material.look.logo:
        lines.append(host)
    return Card(
        name=visit.title, top=welcome(material), lines=tuple(lines), logo=office_logo(material)
    )


def welcome(material: Material) -> Words:
    """In the languages of the paper; where that is one, also in another one that the visit speaks."""
    said = material.speech.both(WELCOME)
    if material.speech.second_code:
        return said
    spoken = (primary(tag) for tag in material.plan.visit.languages)
    other = next(
        (code for code in spoken if code in PAPER_LANGUAGES and code != material.speech.code), ""
    )
    if not other:
        return said
    beside = speech(other, wording=material.speech.wording).both(WELCOME)
    return Words(first(said), first(beside))
