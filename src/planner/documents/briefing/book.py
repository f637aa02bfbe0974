"""The briefing book: for our own side alone, what to know, what to say and what to keep to ourselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.briefing.agreements import agreement_pages, follow_up_pages
from planner.documents.briefing.countries import country_pages
from planner.documents.briefing.people import biography_pages
from planner.documents.briefing.sheets import (
    Numbered,
    brief_pages,
    brief_title,
    dated_of,
    numbered_briefs,
    when_of,
)
from planner.documents.content import (
    Align,
    Block,
    Column,
    Cover,
    Document,
    Heading,
    Row,
    Table,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.programme.days import day_entries, day_heading, paper_days
from planner.documents.programme.entry_lines import Shown
from planner.documents.programme.official_programme import programme_cover
from planner.documents.speaking.sheet_words import joined
from planner.domain.itinerary import Item, ItemKind
from planner.domain.privacy import Profile
from planner.domain.travel import Mode
from planner.i18n import N_

TITLE: Final = N_("Briefing book")
CONFIDENTIAL: Final = N_("Confidential")
ON_EVERY_PAGE: Final = N_("Confidential – briefing book")
SHORT: Final = Shown(hosts=False, people=False, speech=False, texts=False)

LONG_WAYS: Final = frozenset({Mode.FLIGHT, Mode.TRAIN, Mode.FERRY})


def briefing_book(material: Material) -> Document | None:
    """For the office alone. None for anybody else, and where nothing is known to put in it."""
    if material.profile is not Profile.INTERNAL:
        return None
    briefs = numbered_briefs(material)
    sheets = brief_pages(material, briefs)
    parts = [
        _programme(material),
        biography_pages(material),
        agreement_pages(material),
        country_pages(material),
        follow_up_pages(material),
    ]
    parts = [part for part in parts if part]
    if not (sheets or parts):
        return None
    blocks = [_cover(material), *_contents(material, briefs, parts), *sheets]
    for part in parts:
        blocks += part
    return framed(material, material.speech.both(ON_EVERY_PAGE), blocks)


def _cover(material: Material) -> Cover:
    both = material.speech.both
    usual = programme_cover(material, Words(""))
    kicker = joined(material, [both(CONFIDENTIAL), both(TITLE)], " · ")
    return Cover(
        title=usual.title,
        kicker=kicker,
        when=usual.when,
        subtitle=material.plan.visit.purpose,
        facts=usual.facts,
        logos=usual.logos,
        note=both(
            N_(
                "For our own office only. Holds background that must not be disclosed: do not copy it or pass it on."
            )
        ),
    )


def _contents(
    material: Material, briefs: Sequence[Numbered], parts: Sequence[Sequence[Block]]
) -> list[Block]:
    """The briefs by number with the day for which they speak, then the parts behind them."""
    both = material.speech.both
    rows = [
        Row(
            cells=(
                str(one.number),
                brief_title(material, one),
                when_of(material, one.item) if one.item else "",
                dated_of(material, one),
            )
        )
        for one in briefs
    ]
    for part in parts:
        heading = part[0]
        if isinstance(heading, Heading):
            rows.append(Row(cells=("", heading.text, "", "")))
    table = Table(
        columns=(
            Column(title=both(N_("No.")), width=0.7, align=Align.RIGHT),
            Column(title=both(N_("Subject")), width=4),
            Column(title=both(N_("When")), width=2.4),
            Column(title=both(N_("Dated")), width=1.5),
        ),
        rows=tuple(rows),
    )
    return [Heading(text=both(N_("Contents"))), table]


def _programme(material: Material) -> list[Block]:
    days = paper_days(material, lambda item: _stands_out(material, item))
    if not days:
        return []
    blocks: list[Block] = [
        Heading(text=material.speech.both(N_("Programme in short")), new_page=True)
    ]
    for day in days:
        blocks.append(day_heading(material, day, level=2))
        blocks.append(day_entries(material, day, SHORT, compact=True))
    return blocks


def _stands_out(material: Material, item: Item) -> bool:
    """Rides across town and hotel nights are for the whole programme."""
    if item.kind is ItemKind.STAY:
        return False
    leg = material.plan.leg_of.get(item.id)
    return leg is None or leg.mode in LONG_WAYS
