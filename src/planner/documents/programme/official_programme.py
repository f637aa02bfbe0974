"""The official programme: cover, days, participants, hosts, the route, and whom to reach how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from planner.documents.content import (
    Block,
    Cover,
    Document,
    Fact,
    Heading,
    Paragraph,
    Picture,
    Text,
    Weight,
    Words,
)
from planner.documents.framing import author, framed, version_line
from planner.documents.material import Material
from planner.documents.people.heads import Head
from planner.documents.people.party_tables import hosts_table, participants_table, receiving
from planner.documents.programme.days import day_entries, day_heading, paper_days
from planner.documents.programme.practical import practical
from planner.documents.programme.route_map import route_blocks
from planner.documents.speaking.dates import date_range
from planner.documents.speaking.person_names import delegate_name, with_post
from planner.documents.speaking.titles import organisation_name
from planner.documents.speaking.wording import EMERGENCY_CONTACT
from planner.documents.speaking.words_together import each_apart
from planner.domain.ids import OrganisationId
from planner.domain.part_changes import PartKind, part_changes
from planner.domain.visits import Delegate
from planner.i18n import N_, paper_language
from planner.release_phrases import part

PROGRAMME: Final = N_("Programme")
GUESTS: Final = N_("Guests")
HOST: Final = N_("Host organisation")
HEAD: Final = N_("Head of delegation")
STATE: Final = N_("As at")
TIMES: Final = N_("All times are local times of the place.")
PARTICIPANTS: Final = N_("Participants")
PRECEDENCE: Final = N_("In order of precedence")
HOSTS: Final = N_("Hosts")


def official_programme(material: Material) -> Document | None:
    """The whole programme that the recipient's profile may see. None where nothing has a time."""
    days = paper_days(material)
    if not days:
        return None
    blocks: list[Block] = [programme_cover(material, material.speech.both(PROGRAMME))]
    for day in days:
        heading = day_heading(material, day, new_page=any(one.begins for one in day.standing))
        blocks += [heading, day_entries(material, day)]
    hosts = receiving(material)
    blocks += _people(material, hosts)
    blocks += route_blocks(material)
    blocks += practical(material, days, hosts)
    return framed(material, material.speech.both(PROGRAMME), blocks)


def programme_cover(material: Material, kicker: Words, facts: tuple[Fact, ...] = ()) -> Cover:
    """Title, dates, both sides with their logos, who leads, and which version it is."""
    visit = material.plan.visit
    return Cover(
        title=visit.title or visit.code,
        kicker=kicker,
        when=when_said(material),
        facts=(*facts, *_parties(material)),
        logos=_logos(material),
        note=material.speech.both(TIMES),
    )


def when_said(material: Material) -> Text:
    visit = material.plan.visit
    if not (visit.first_day and visit.last_day):
        return ""
    first_day, last_day = visit.first_day, visit.last_day
    return material.speech.each(lambda code: date_range(first_day, last_day, code))


def _parties(material: Material) -> Iterator[Fact]:
    visit, speech = material.plan.visit, material.speech
    if guests := house_said(material, visit.initiator_organisation_id):
        yield Fact(speech.both(GUESTS), (guests,))
    if head := head_of(material):
        yield Fact(speech.both(HEAD), (delegate_said(material, head),))
    host = house_said(material, visit.host_organisation_id) or author(material)
    if host:
        yield Fact(speech.both(HOST), (host,))
    if visit.emergency_contact:
        yield Fact(speech.both(EMERGENCY_CONTACT), (visit.emergency_contact,))
    yield Fact(speech.both(STATE), (version_line(material),))


def house_said(material: Material, key: OrganisationId | None) -> Text:
    found = material.plan.organisation.get(key) if key else None
    if found is None:
        return ""
    return material.speech.each(lambda code: organisation_name(found, code))


def head_of(material: Material) -> Delegate | None:
    """Who is first in precedence, where an order was set."""
    return next((one for one in material.plan.delegates if one.rank == 1), None)


def delegate_said(material: Material, one: Delegate) -> Words:
    """Name, post and house in one line."""
    plan = material.plan
    person = plan.person.get(one.person_id) if one.person_id else None
    house = plan.organisation_of(one)

    def said(code: str) -> str:
        name = delegate_name(one, person, code, capitals=material.wishes.capitals)
        return with_post(name, one.title, organisation_name(house, code) if house else "", code)

    return each_apart(material.speech, said)


def _logos(material: Material) -> tuple[Picture, ...]:
    """Of the office and of both sides, each once."""
    plan, visit = material.plan, material.plan.visit
    found = [material.look.logo] if material.look.logo else []
    for key in (visit.host_organisation_id, visit.initiator_organisation_id):
        data = material.logos.get(key) if key else None
        if data and not any(one.data == data for one in found):
            found.append(Picture(data, plan.organisation_name(key)))
    return tuple(found)


def _people(material: Material, receive: Sequence[Head]) -> Iterator[Block]:
    speech = material.speech
    if participants := participants_table(material):
        note = speech.both(PRECEDENCE) if head_of(material) else ""
        yield Heading(text=speech.both(PARTICIPANTS), note=note, new_page=True)
        yield participants
        yield from _who_left(material)
    if hosts := hosts_table(material, receive):
        yield Heading(text=speech.both(HOSTS), new_page=not participants)
        yield hosts


def _who_left(material: Material) -> Iterator[Block]:
    """A sentence each where changes are marked: the name of a guest is never struck through."""
    if material.before is None or not material.wishes.marks:
        return
    for one in part_changes(material.before, material.plan):
        if one.word == Delegate.WORD and one.kind is PartKind.REMOVED:
            said = material.speech.each(lambda code: part(one, paper_language(code)))  # noqa: B023
            yield Paragraph(said, Weight.SMALL)
