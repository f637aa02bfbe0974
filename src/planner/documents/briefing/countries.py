"""Countries of a briefing book: facts with their source and day, what a traveller needs, holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from planner.documents.content import (
    Block,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    Weight,
    Words,
)
from planner.documents.material import Material
from planner.documents.speaking.sheet_words import country_said, plain_day, short_day
from planner.documents.speaking.wording import Speaks
from planner.domain.ids import OrganisationId, SourceId
from planner.domain.public_holidays import public_holiday
from planner.domain.sites import Country, CountryFact
from planner.domain.times import WallTime
from planner.domain.visits import Direction
from planner.i18n import N_
from planner.places_named import zone_city

LONGEST: Final = 60
"""Days of a visit that are looked at for holidays; a typing error in a year is no visit of ten years."""


def country_pages(material: Material) -> list[Block]:
    """The country that the visit is about on its own page, then those on the way, then holidays."""
    codes = [code for code in _order(material) if code in material.countries]
    blocks: list[Block] = []
    for place, code in enumerate(codes):
        told = _country(material, code)
        if not told:
            continue
        name = country_said(material, code)
        blocks.append(Heading(text=name, level=1 if place == 0 else 2, new_page=place == 0))
        blocks += told
    if blocks and isinstance(blocks[0], Heading) and blocks[0].level != 1:
        blocks.insert(0, Heading(text=material.speech.both(N_("Countries")), new_page=True))
    return [*blocks, *_holidays(material)] if blocks else []


def own_country(material: Material) -> str:
    """Where our own office is: what everybody in it knows already."""
    visit = material.plan.visit
    if visit.direction is Direction.OUTBOUND:
        return _country_of(material, visit.initiator_organisation_id)
    return visit.country or _country_of(material, visit.host_organisation_id)


def _order(material: Material) -> list[str]:
    """The other side's country first; our own is left out."""
    visit = material.plan.visit
    main = (
        visit.country
        if visit.direction is Direction.OUTBOUND
        else _country_of(material, visit.initiator_organisation_id)
    )
    codes = dict.fromkeys([main, *material.countries])
    return [code for code in codes if code and code != own_country(material)]


def _country_of(material: Material, key: OrganisationId | None) -> str:
    known = material.plan.organisation.get(key) if key else None
    return known.country.upper() if known else ""


def _country(material: Material, code: str) -> list[Block]:
    blocks: list[Block] = []
    if rows := practical(material, material.countries[code], _difference(material, code)):
        blocks.append(Facts(rows))
    if facts := material.country_facts.get(code, ()):
        blocks += fact_table(material, facts, [_source(material, one.source_id) for one in facts])
    return blocks


def practical(material: Speaks, one: Country, difference: Text) -> tuple[Fact, ...]:
    """What a traveller needs, as far as it is known."""
    told: tuple[tuple[str, Text], ...] = (
        (N_("Time difference"), difference),
        (N_("Currency"), one.currency),
        (N_("Plugs"), one.plugs),
        (N_("Emergency number"), one.emergency_number),
        (N_("Calling code"), one.calling_code),
    )
    return tuple(Fact(material.speech.both(label), (text,)) for label, text in told if text)


def fact_table(
    material: Speaks, facts: Sequence[CountryFact], sources: Sequence[str]
) -> list[Block]:
    """Each with the day for which it speaks; where it is from is said once for all facts of a source."""
    both = material.speech.both
    by_source: dict[str, list[Row]] = {}
    for one, source in zip(facts, sources, strict=True):
        row = Row(cells=(one.text, plain_day(material, one.as_of)))
        by_source.setdefault(source, []).append(row)
    named = {
        source: both(N_("{label}: {text}"), label=both(N_("Source")), text=source)
        for source in by_source
    }
    rows: list[Row] = []
    for source, own in by_source.items():
        if len(by_source) > 1:
            rows.append(Row(cells=(named[source] if source else both(N_("No source named")),)))
        rows += own
    columns = (Column(title=both(N_("Fact")), width=4), Column(title=both(N_("Dated")), width=1.2))
    blocks: list[Block] = [Table(columns=columns, rows=tuple(rows))]
    if len(by_source) == 1 and sources[0]:
        blocks.append(Paragraph(named[sources[0]], Weight.SMALL))
    return blocks


def _source(material: Material, key: SourceId | None) -> str:
    known = material.sources.get(key) if key else None
    if known is None:
        return ""
    return ", ".join(part for part in (known.title, known.publisher) if part)


# clocks


def zones_of(material: Material) -> dict[str, str]:
    """A zone of each country, from the places of the visit and the ends of its journeys."""
    plan = material.plan
    found: dict[str, str] = {}
    if plan.visit.country:
        found[plan.visit.country.upper()] = plan.visit.zone
    for site in plan.sites:
        found.setdefault(site.country.upper(), site.zone)
    for leg in plan.legs:
        item = plan.item.get(leg.item_id)
        if item is not None and item.is_scheduled:
            found.setdefault(leg.from_country.upper(), item.span.start.zone)
            found.setdefault(leg.to_country.upper(), item.span.end.zone)
    return {code: zone for code, zone in found.items() if code and zone}


def _difference(material: Material, code: str) -> Words:
    """ "7 h ahead of Copenhagen", on the first day of the visit; empty where a zone is not known."""
    zones, day = zones_of(material), material.plan.visit.first_day
    there, here = zones.get(code), zones.get(own_country(material))
    if not there or not here or day is None:
        return Words("")
    noon = dt.datetime.combine(day, dt.time(12))
    apart = WallTime(noon, there).offset - WallTime(noon, here).offset
    return difference_said(material, round(apart.total_seconds() / 60), here)


def difference_said(material: Speaks, minutes: int, here: str) -> Words:
    """ "7 h ahead of Copenhagen"; ``here`` is a zone, ``minutes`` how far the other one is ahead."""
    city = material.speech.each(lambda language: zone_city(here, language) or here)
    if not minutes:
        return material.speech.both(N_("Same time as {city}"), city=city)
    hours, rest = divmod(abs(minutes), 60)
    said = f"{hours}:{rest:02d}" if rest else str(hours)
    message = N_("{hours} h ahead of {city}") if minutes > 0 else N_("{hours} h behind {city}")
    return material.speech.both(message, hours=said, city=city)


# holidays


def _holidays(material: Material) -> list[Block]:
    """Public holidays of the days of the visit, in every country of it, our own as well."""
    visit, both = material.plan.visit, material.speech.both
    if not (visit.first_day and visit.last_day):
        return []
    rows = []
    for number in range(min((visit.last_day - visit.first_day).days + 1, LONGEST)):
        day = visit.first_day + dt.timedelta(number)
        for code in material.countries:
            if name := public_holiday(code, day):
                cells = (short_day(material, day), country_said(material, code), name)
                rows.append(Row(cells=cells))
    heading = Heading(text=both(N_("Public holidays during the visit")), level=2)
    if not rows:
        return [heading, Paragraph(both(N_("None in these countries.")))]
    columns = (
        Column(title=both(N_("Day")), width=1.4),
        Column(title=both(N_("Country")), width=1.6),
        Column(title=both(N_("Holiday")), width=3.6),
    )
    return [heading, Table(columns=columns, rows=tuple(rows))]
