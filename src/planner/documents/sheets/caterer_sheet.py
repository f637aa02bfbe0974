"""The sheet for kitchens: of each meal when, where, for how many, and what must not be served."""

from __future__ import annotations

from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Row,
    Table,
    Text,
    Tone,
    Weight,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.sheet_words import (
    UNNAMED,
    address_of,
    audience_of,
    by_day,
    day_of,
    house_of,
    joined,
    name_of,
    place_of,
    times_of,
    title_of,
)
from planner.domain.checks.needs import wanted_by
from planner.domain.itinerary import Item, ItemKind
from planner.domain.travel import ResourceKind
from planner.i18n import N_

TITLE: Final = N_("Sheet for the caterer")
DELEGATION: Final = N_("Delegation")
HOSTS: Final = N_("Hosts")
TOTAL: Final = N_("Total")
PEOPLE: Final = N_("People")


def caterer_sheet(material: Material) -> Document | None:
    """An overview, then each meal with its headcount and needs. None where nothing is eaten."""
    meals = meals_of(material)
    if not meals:
        return None
    blocks: list[Block] = [
        Heading(text=material.speech.both(TITLE)),
        _overview(material, meals),
        Paragraph(
            material.speech.both(
                N_("Meals of the programme only, without breakfast at the hotel.")
            ),
            Weight.SMALL,
        ),
    ]
    for day, items in by_day(meals):
        blocks.append(Heading(text=day_of(material, day)))
        for item in items:
            blocks += _meal(material, item)
    return framed(material, material.speech.both(TITLE), blocks)


def meals_of(material: Material) -> list[Item]:
    """The meals that take place, day by day by the calendar of each place."""
    meals = [item for item in material.plan.active if item.kind is ItemKind.MEAL]
    return [item for _day, items in by_day(meals) for item in items]


def guests_at(material: Material, item: Item) -> int:
    """How many of the delegation are on it, those not named yet included."""
    return len(material.plan.on(item))


def hosts_at(material: Material, item: Item) -> int:
    """The people who receive, by name; who is of the delegation as well is not counted again."""
    plan = material.plan
    inside = {one.person_id for one in plan.on(item)}
    return len({host.person_id for host in plan.hosts_of(item)} - inside - {None})


def covers(material: Material, item: Item) -> int:
    """All who are known to eat."""
    return guests_at(material, item) + hosts_at(material, item)


def _needy(material: Material, item: Item) -> int:
    return sum(one.count for one in material.need_counts.get(item.id, ()))


def _overview(material: Material, meals: list[Item]) -> Table:
    both = material.speech.both
    rows = [
        Row(
            cells=(
                _short_day(material, item),
                times_of(material, item),
                title_of(material, item),
                place_of(material, item),
                str(guests_at(material, item)),
                str(hosts_at(material, item)),
                str(covers(material, item)),
                str(_needy(material, item)),
            )
        )
        for item in meals
    ]
    return Table(
        columns=(
            Column(title=both(N_("Day")), width=1.5),
            Column(title=both(N_("Time")), width=1.5),
            Column(title=both(N_("Meal")), width=2.4),
            Column(title=both(N_("Place")), width=2.6),
            Column(title=both(DELEGATION), width=1.3, align=Align.RIGHT),
            Column(title=both(HOSTS), width=0.9, align=Align.RIGHT),
            Column(title=both(TOTAL), width=0.8, align=Align.RIGHT),
            Column(title=both(N_("With needs")), width=0.9, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _short_day(material: Material, item: Item) -> Words:
    day = item.span.start.local.date()
    return material.speech.each(lambda code: short_date(day, code))


def _meal(material: Material, item: Item) -> list[Block]:
    title = joined(material, [times_of(material, item), title_of(material, item)], " · ")
    blocks: list[Block] = [Heading(text=title, level=2)]
    if facts := _facts(material, item):
        blocks.append(Facts(tuple(facts)))
    blocks.append(_needs(material, item))
    if named := _named(material, item):
        blocks.append(named)
    if notes := _not_counted(material, item):
        blocks.append(Paragraph(notes, Weight.SMALL))
    return blocks


def _facts(material: Material, item: Item) -> list[Fact]:
    """Where, what guests are told, and how the headcount is made up."""
    both, site = material.speech.both, material.plan.site_of(item)
    told: list[tuple[str, tuple[Text, ...]]] = [
        (
            N_("Place"),
            (place_of(material, item), address_of(site), site.phone if site else ""),
        ),
        (N_("For all"), (item.public_text,)),
        (DELEGATION, (_delegation_told(material, item),)),
    ]
    if material.plan.hosts_of(item):
        told.append((HOSTS, (_hosts_told(material, item),)))
    kept = [(label, tuple(line for line in lines if line)) for label, lines in told]
    return [Fact(both(label), lines) for label, lines in kept if lines]


def _delegation_told(material: Material, item: Item) -> Words:
    """ "12 · Whole delegation · 1 of them not named yet"."""
    unnamed = sum(one.person_id is None for one in material.plan.on(item))
    parts: list[Text] = [str(guests_at(material, item)), audience_of(material, item)]
    if unnamed:
        parts.append(material.speech.both(UNNAMED, count=unnamed))
    return joined(material, parts, " · ")


def _hosts_told(material: Material, item: Item) -> Words:
    """How many are known, of which houses; a house that has named nobody may bring more."""
    plan, count = material.plan, hosts_at(material, item)
    parts: list[Text] = []
    for host in plan.hosts_of(item):
        if host.person_id is not None:
            parts.append(plan.employers.get(host.person_id, ""))
        elif name := house_of(material, host.organisation_id):
            parts.append(material.speech.both(N_("{name}: number not known"), name=name))
    told = joined(material, parts, ", ")
    return joined(material, [str(count), told], " · ") if count else told


def _needs(material: Material, item: Item) -> Table:
    """What is needed by how many; the sum is the headcount of the meal."""
    both = material.speech.both
    counts = material.need_counts.get(item.id, ())
    left = covers(material, item) - _needy(material, item)
    rows = [Row(cells=(one.text, str(one.count))) for one in counts]
    if left or not rows:
        rest = N_("No needs known for the others") if rows else N_("No needs known")
        rows.append(Row(cells=(both(rest), str(left))))
    rows.append(Row(cells=(both(TOTAL), str(covers(material, item))), strong=True))
    return Table(
        columns=(
            Column(title=both(N_("Needs")), width=5.6),
            Column(title=both(PEOPLE), width=0.8, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _named(material: Material, item: Item) -> Notice | None:
    """Who needs what, where names were granted."""
    kinds = wanted_by(item)
    lines: list[Text] = []
    for one in material.plan.on(item):
        told = [need.text for need in material.needs.get(one.id, ()) if need.kind in kinds]
        if told:
            lines.append(
                material.speech.both(
                    N_("{label}: {text}"), label=name_of(material, one), text="; ".join(told)
                )
            )
    if not lines:
        return None
    title = material.speech.both(N_("By name, for our own office only"))
    return Notice(title=title, lines=tuple(lines), tone=Tone.SECRET)


def _not_counted(material: Material, item: Item) -> Words:
    """Interpreters and vehicles that are booked: nobody has said whether they eat as well."""
    booked = material.plan.booked_for(item)
    helpers = sum(one.kind is ResourceKind.INTERPRETER for one in booked)
    drivers = sum(one.kind is ResourceKind.VEHICLE for one in booked)
    speech = material.speech
    parts: list[Text] = []
    if helpers:
        parts.append(speech.plural("{count} interpreter", "{count} interpreters", helpers))
    if drivers:
        parts.append(speech.plural("{count} driver", "{count} drivers", drivers))
    if not parts:
        return Words("")
    return speech.both(
        N_("Not counted: {people}. Ask whether they eat with the others."),
        people=joined(material, parts, ", "),
    )
