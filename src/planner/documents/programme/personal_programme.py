"""The programme of one person: the own entries and no other, with what is booked for him or her."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.documents.content import Block, Cover, Document, Fact, Text, Words
from planner.documents.framing import framed, version_line
from planner.documents.material import Material
from planner.documents.people.heads import Head, everybody, group_said
from planner.documents.people.party_tables import receiving
from planner.documents.programme.days import day_entries, day_heading, paper_days
from planner.documents.programme.entry_lines import Shown
from planner.documents.programme.official_programme import STATE, TIMES, house_said, when_said
from planner.documents.programme.own_lines import own_delegate
from planner.documents.programme.practical import practical
from planner.documents.speaking.person_names import NameStyle, person_name
from planner.documents.speaking.wording import EMERGENCY_CONTACT
from planner.documents.speaking.words_together import together
from planner.domain.ids import PersonId
from planner.i18n import N_

PERSONAL: Final = N_("Personal programme")
ORGANISATION: Final = N_("Organisation")
POST: Final = N_("Post")
GROUP: Final = N_("Group")
HOST: Final = N_("Host organisation")


def personal_programme(material: Material) -> Document | None:
    """Of a plan that holds the recipient's entries alone. None without a recipient or an entry."""
    days = paper_days(material, own=True)
    if material.recipient is None or not days:
        return None
    shown = Shown(own=True)
    blocks: list[Block] = [_cover(material)]
    for number, day in enumerate(days):
        heading = day_heading(material, day, new_page=number == 0)
        blocks += [heading, day_entries(material, day, shown)]
    blocks += practical(material, days, receiving(material))
    return framed(material, material.speech.both(PERSONAL), blocks)


def _cover(material: Material) -> Cover:
    visit = material.plan.visit
    return Cover(
        title=own_name(material),
        kicker=material.speech.both(PERSONAL),
        subtitle=visit.title or visit.code,
        when=when_said(material),
        facts=tuple(_facts(material)),
        note=material.speech.both(TIMES),
    )


def own_name(material: Material) -> Words:
    """The name with the form of address that is recorded: "Ms SATO Hanako", "佐藤 花子 様"."""
    one = material.recipient
    assert one is not None
    person = material.plan.person.get(PersonId(one.person_id)) if one.person_id else None
    if person is None:
        return Words(one.name)
    capitals = material.wishes.capitals
    return material.speech.each(
        lambda code: person_name(person, code, NameStyle.ADDRESSED, capitals=capitals)
    )


def _facts(material: Material) -> Iterator[Fact]:
    speech, head = material.speech, _own_head(material)
    if head is not None:
        if head.post or head.role:
            parts: list[Text] = [part for part in (head.post, head.role) if part]
            yield Fact(speech.both(POST), (together(parts, " · "),))
        if head.organisation:
            yield Fact(speech.both(ORGANISATION), (head.organisation,))
        if head.groups:
            yield Fact(speech.both(GROUP), (group_said(head, speech),))
    if host := house_said(material, material.plan.visit.host_organisation_id):
        yield Fact(speech.both(HOST), (host,))
    if contact := material.plan.visit.emergency_contact:
        yield Fact(speech.both(EMERGENCY_CONTACT), (contact,))
    yield Fact(speech.both(STATE), (version_line(material),))


def _own_head(material: Material) -> Head | None:
    """The recipient as the plan knows him or her; whatever else is known was not granted."""
    known, one = everybody(material), material.recipient
    if (delegate := own_delegate(material)) is not None:
        return known.delegates[delegate.id]
    return known.hosts.get(str(one.person_id)) if one is not None and one.person_id else None
