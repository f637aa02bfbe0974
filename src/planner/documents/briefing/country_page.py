"""The country page: what is known of a country and what there is with it, for our own office alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.briefing.countries import difference_said, fact_table, practical
from planner.documents.content import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    PageSize,
    Row,
    Table,
    Text,
    Words,
)
from planner.documents.looks import Look
from planner.documents.speaking.dates import partial_date
from planner.documents.speaking.sheet_words import country_said, plain_day, short_day
from planner.documents.speaking.wording import AS_OF, PAGE_OF, Speech, in_one_line
from planner.domain.agreement_register import STATES
from planner.domain.clock_difference import ClockThere
from planner.domain.country_lines import CountryCard
from planner.domain.names import FAMILY_FIRST_COUNTRIES
from planner.domain.organisations import ORGANISATION_KINDS, OrganisationKind
from planner.domain.times import PartialDate
from planner.domain.visits import Direction
from planner.i18n import N_

TITLE: Final = N_("Country page")
CONFIDENTIAL: Final = N_("Confidential")
MOST: Final = 12
"""Lines of what there is; the newest of what is long."""
HOLIDAYS: Final = 16
_WAYS: Final = {Direction.INBOUND: N_("Inbound"), Direction.OUTBOUND: N_("Outbound")}


@dataclass(frozen=True, kw_only=True, eq=False)
class CountryMaterial:
    """``home_zone`` is that of the office; ``at`` the moment of printing, aware; ``today`` its date."""

    card: CountryCard
    speech: Speech
    look: Look
    home_zone: str
    at: dt.datetime
    today: dt.date
    size: PageSize = PageSize.A4


def country_page(material: CountryMaterial) -> Document:
    speech, card = material.speech, material.card
    name = country_said(material, card.country.id)
    title = speech.both(TITLE)
    running = [in_one_line(speech.both(CONFIDENTIAL)), in_one_line(title), in_one_line(name)]
    blocks: list[Block] = [Heading(text=name, note=_native(card, name))]
    if rows := _for_travellers(material):
        blocks.append(Facts(rows))
    if card.facts:
        facts = [one.fact for one in card.facts]
        blocks.append(Heading(text=speech.both(N_("Facts")), level=2))
        blocks += fact_table(material, facts, [one.source for one in card.facts])
    for part in (_visits, _agreements, _follow_ups, _centres, _houses, _programmes, _holidays):
        blocks += part(material)
    return Document(
        title=Words(
            f"{title.text} · {name.text}",
            f"{title.second or title.text} · {name.second or name.text}"
            if speech.second_code
            else "",
        ),
        language=speech.code,
        second_language=speech.second_code,
        made_at=material.at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0),
        author=material.look.organisation,
        subject=title.text,
        running=" · ".join(running),
        version=speech.both(AS_OF, date=plain_day(material, material.today)),
        page_of=speech.both(PAGE_OF, page="{page}", pages="{pages}"),
        size=material.size,
        blocks=tuple(blocks),
    )


def _native(card: CountryCard, name: Words) -> str:
    native = card.country.name_native
    return native if native not in (name.text, name.second) else ""


def _for_travellers(material: CountryMaterial) -> tuple[Fact, ...]:
    card, both = material.card, material.speech.both
    clocks = card.clocks
    difference: Text = _clock(material, clocks[0]) if len(clocks) == 1 else ""
    rows = [*practical(material, card.country, difference)]
    if len(clocks) > 1:
        ends = tuple(
            difference_said(material, one.minutes, material.home_zone)
            for one in (clocks[0], clocks[-1])
        )
        rows.insert(0, Fact(both(N_("Time difference")), tuple(dict.fromkeys(ends))))
    if card.country.id in FAMILY_FIRST_COUNTRIES:
        rows.append(Fact(both(N_("Names")), (both(N_("The family name stands first.")),)))
    return tuple(rows)


def _clock(material: CountryMaterial, clock: ClockThere) -> Words:
    now = difference_said(material, clock.minutes, material.home_zone)
    if clock.changes_on is None:
        return now
    return material.speech.both(
        N_("{now} (from {day}: {then})"),
        now=now,
        day=plain_day(material, clock.changes_on),
        then=difference_said(material, clock.then_minutes, material.home_zone),
    )


# what there is


def _table(
    material: CountryMaterial,
    title: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[Text, ...]],
    most: int = MOST,
) -> list[Block]:
    """Nothing at all where there is no row; what is left out of a long list is counted."""
    if not rows:
        return []
    both = material.speech.both
    shown = [Row(cells=cells) for cells in rows[:most]]
    if len(rows) > most:
        more = len(rows) - most
        said = material.speech.plural("and {count} more", "and {count} more", more)
        shown.append(Row(cells=(said, *[""] * (len(columns) - 1))))
    table = Table(
        columns=tuple(Column(title=both(name), width=width) for name, width in columns),
        rows=tuple(shown),
    )
    return [Heading(text=both(title), level=2), table]


def _visits(material: CountryMaterial) -> list[Block]:
    rows = [
        (
            plain_day(material, one.first_day),
            one.title,
            material.speech.both(_WAYS[one.direction]),
        )
        for one in material.card.visits
    ]
    return _table(
        material, N_("Visits"), ((N_("When"), 1.6), (N_("Title"), 4), (N_("Direction"), 1.2)), rows
    )


def _agreements(material: CountryMaterial) -> list[Block]:
    rows = [
        (
            one.title,
            material.speech.both(STATES[one.told_state]),
            _partial(material, one.signed_on),
            _partial(material, one.expires_on),
        )
        for one in material.card.agreements
    ]
    columns = ((N_("Title"), 4), (N_("Status"), 1.3), (N_("Signed"), 1.5), (N_("Expires"), 1.5))
    return _table(material, N_("Agreements"), columns, rows)


def _follow_ups(material: CountryMaterial) -> list[Block]:
    rows: list[tuple[Text, ...]] = [
        (short_day(material, due, year=True), title)
        for _key, title, due in material.card.follow_ups
    ]
    rows += [
        (
            short_day(material, one.due_on, year=True),
            material.speech.plural(
                "{count} step to prepare {visit}: {step}",
                "{count} steps to prepare {visit}, next: {step}",
                one.count,
                visit=one.called,
                step=one.step,
            ),
        )
        for one in material.card.preparing
    ]
    return _table(material, N_("Open follow-ups"), ((N_("Due"), 1.5), (N_("What"), 5)), rows)


def _centres(material: CountryMaterial) -> list[Block]:
    """Each with where it is, then who is posted there for the country."""
    rows: list[tuple[Text, ...]] = [
        (one.name, one.city, _dated(material, one.coverage.valid_from, one.coverage.valid_to))
        if one.coverage
        else (one.name, one.city, "")
        for one in material.card.centres
    ]
    for one in material.card.attaches:
        posting = one.line.posting
        who = ", ".join(part for part in (one.line.person, posting.title) if part)
        rows.append((who, one.house, _dated(material, posting.valid_from, posting.valid_to)))
    columns = ((N_("Organisation"), 4), (N_("Place"), 2.4), (N_("Valid"), 1.8))
    return _table(material, N_("Centres and attachés"), columns, rows)


def _houses(material: CountryMaterial) -> list[Block]:
    """Those that are parties to an agreement first; a hotel is no partner."""
    rows = [
        (one.name, material.speech.both(ORGANISATION_KINDS[one.kind]), one.city)
        for one in material.card.organisations
        if one.kind is not OrganisationKind.VENUE
    ]
    columns = ((N_("Organisation"), 4), (N_("Kind"), 1.8), (N_("Place"), 1.6))
    return _table(material, N_("Partner organisations"), columns, rows)


def _programmes(material: CountryMaterial) -> list[Block]:
    rows: list[tuple[Text, ...]] = [
        (one.name, one.funder, "") for one in material.card.programmes if not one.is_over
    ]
    rows += [
        (f"{one.programme}: {one.title}", one.funder, plain_day(material, one.closes_on))
        for one in material.card.calls
    ]
    columns = ((N_("Programme"), 3.4), (N_("Funder"), 2.4), (N_("Closes"), 1.5))
    return _table(material, N_("Programmes and calls"), columns, rows)


def _holidays(material: CountryMaterial) -> list[Block]:
    rows = [
        (short_day(material, day, year=True), name)
        for day, name in material.card.holidays[:HOLIDAYS]
    ]
    columns = ((N_("Day"), 1.5), (N_("Holiday"), 5))
    return _table(material, N_("Public holidays ahead"), columns, rows, HOLIDAYS)


def _partial(material: CountryMaterial, value: str) -> Words:
    if not value:
        return Words("")
    return material.speech.each(lambda code: partial_date(PartialDate(value), code))


def _dated(material: CountryMaterial, since: str, until: str) -> Words:
    """ "October 2014 – 2018", open on either side."""
    if not (since or until):
        return Words("")
    start, end = _partial(material, since), _partial(material, until)
    return Words(
        f"{start.text} – {end.text}".strip(),
        f"{start.second or start.text} – {end.second or end.text}".strip()
        if material.speech.second_code
        else "",
    )
