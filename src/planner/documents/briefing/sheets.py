"""One brief a page: the aim, what to say, what may be used in talk and what must stay with us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.content import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Text,
    Tone,
    Weight,
    Words,
)
from planner.documents.material import Material
from planner.documents.people.heads import Everybody, Head, everybody, in_full
from planner.documents.speaking.sheet_words import (
    apart,
    audience_of,
    joined,
    name_of,
    place_of,
    plain_day,
    short_day,
    times_of,
    title_of,
)
from planner.documents.speaking.wording import AS_OF
from planner.domain.briefs import Brief
from planner.domain.itinerary import INTERPRETING, Interpreting, Item, ItemStatus
from planner.i18n import N_
from planner.places_named import language_name

MOST_NAMES: Final = 8
"""More names fill the page before the aim is read."""
MAY_BE_USED: Final = N_("Background: may be used")
NOT_DISCLOSED: Final = N_("Background: not to be disclosed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A brief as the book counts it; without ``item`` it is of the visit as a whole."""

    number: int
    brief: Brief
    item: Item | None = None


def numbered_briefs(material: Material) -> tuple[Numbered, ...]:
    """Those in which something is written, in their order; none of what was called off."""
    plan = material.plan
    found: list[Numbered] = []
    for brief in material.briefs:
        item = plan.item.get(brief.item_id) if brief.item_id else None
        if brief.is_empty or (item is not None and item.status is ItemStatus.CANCELLED):
            continue
        if brief.item_id is None or item is not None:
            found.append(Numbered(number=len(found) + 1, brief=brief, item=item))
    return tuple(found)


def brief_pages(material: Material, briefs: Sequence[Numbered]) -> list[Block]:
    """Each begins on a new page, with who wrote it and the day for which it speaks."""
    here = everybody(material)
    blocks: list[Block] = []
    for one in briefs:
        blocks += _sheet(material, one, here)
    return blocks


def brief_title(material: Material, one: Numbered) -> Text:
    """As it was typed, else the entry's, else "The visit"."""
    if one.brief.title:
        return one.brief.title
    return title_of(material, one.item) if one.item else material.speech.both(N_("The visit"))


def dated_of(material: Material, one: Numbered) -> Words:
    return plain_day(material, one.brief.dated)


def when_of(material: Material, item: Item) -> Words:
    """ "Mon 10 May · 10:00–12:00"; empty for what has no time yet."""
    if not item.is_scheduled:
        return Words("")
    day = item.span.start.local.date()
    return joined(material, [short_day(material, day), times_of(material, item)], " · ")


def _sheet(material: Material, one: Numbered, here: Everybody) -> list[Block]:
    both, brief = material.speech.both, one.brief
    heading = joined(material, [f"{one.number}.", brief_title(material, one)], " ")
    blocks: list[Block] = [Heading(text=heading, note=_origin(material, one), new_page=True)]
    if facts := _facts(material, one, here):
        blocks.append(Facts(facts))
    if brief.objective.strip():
        blocks.append(Heading(text=both(N_("Objective")), level=2))
        blocks.append(Paragraph(brief.objective, Weight.LEAD))
    if brief.points_to_make:
        blocks.append(Heading(text=both(N_("Points to make")), level=2))
        blocks.append(Bullets(brief.points_to_make))
    for title, text, tone in (
        (MAY_BE_USED, brief.usable, Tone.INFO),
        (NOT_DISCLOSED, brief.not_disclosed, Tone.SECRET),
    ):
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        if lines:
            blocks.append(Notice(title=both(title), lines=lines, tone=tone))
    return blocks


def _origin(material: Material, one: Numbered) -> Words:
    """ "Protocol · as of 26 April 2027"."""
    dated = dated_of(material, one)
    as_of = material.speech.both(AS_OF, date=dated) if dated else Words("")
    return joined(material, [one.brief.department, as_of], " · ")


def _facts(material: Material, one: Numbered, here: Everybody) -> tuple[Fact, ...]:
    """What the reader has to have before the eyes when the door opens."""
    item = one.item
    if item is None:
        return ()
    told: list[tuple[str, tuple[Text, ...]]] = [
        (N_("Entry"), (_entry(material, item, one.brief.title),)),
        (N_("When"), (when_of(material, item),)),
        (N_("Place"), (place_of(material, item),)),
        (N_("Hosts"), tuple(_host(material, head) for head in here.hosts_of(item))),
        (N_("Delegation"), (_delegation(material, item),)),
        (N_("Language"), (_language(material, item),)),
        (N_("Agreement"), (_agreement(material, item),)),
    ]
    kept = [(label, tuple(line for line in lines if line)) for label, lines in told]
    return tuple(Fact(material.speech.both(label), lines) for label, lines in kept if lines)


def _host(material: Material, head: Head) -> Words:
    return apart(material, in_full(head, material.speech))


def _entry(material: Material, item: Item, title: str) -> Text:
    """What the programme calls it, where the brief is called otherwise."""
    said = title_of(material, item)
    return said if title and said.text != title else ""


def _delegation(material: Material, item: Item) -> Words:
    """ "12 people · Whole delegation", by name where they are few."""
    there = material.plan.on(item)
    count = material.speech.plural("{count} person", "{count} people", len(there))
    who = audience_of(material, item)
    if not who and len(there) <= MOST_NAMES:
        who = joined(material, [name_of(material, one) for one in there], ", ")
    return joined(material, [count, who], " · ")


def _language(material: Material, item: Item) -> Words:
    speech = material.speech
    parts: list[Text] = []
    if item.language:
        parts.append(speech.each(lambda code: language_name(item.language, code)))
    if item.interpreting is not Interpreting.NONE:
        parts.append(speech.both(INTERPRETING[item.interpreting]))
    return joined(material, parts, ", ")


def _agreement(material: Material, item: Item) -> str:
    return next((one.title for one in material.agreements if one.id == item.agreement_id), "")
