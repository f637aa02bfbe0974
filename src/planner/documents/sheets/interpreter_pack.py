"""What an interpreter needs beforehand: when, where and how, who speaks, how names are read, acronyms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Row,
    Table,
    Text,
    Words,
    first,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.people.heads import Everybody, Head, everybody, names_of
from planner.documents.sheets.table_plan import interpreting
from planner.documents.speaking.clocks import duration
from planner.documents.speaking.sheet_words import (
    by_day,
    day_of,
    joined,
    place_of,
    times_of,
    title_of,
)
from planner.documents.speaking.titles import organisation_name
from planner.domain.ids import OrganisationId
from planner.domain.itinerary import INTERPRETING, Interpreting, Item, ItemKind
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.i18n import N_
from planner.places_named import language_name, language_names
from planner.text import fold

TITLE: Final = N_("Interpreter pack")
_AMONG_THEMSELVES: Final = frozenset({ItemKind.LEG, ItemKind.STAY, ItemKind.FREE, ItemKind.BLOCKER})


def interpreter_pack(material: Material) -> Document | None:
    """For one interpreter his or her own entries; for others all that are interpreted.

    None where nothing is interpreted, or nothing by this interpreter.
    """
    here = everybody(material)
    items = interpreted(material, here)
    if not items:
        return None
    speech = material.speech
    guests = _unique(head for item in items for head in here.on(item))
    order = {head.key: place for place, head in enumerate(here.delegates.values())}
    guests.sort(key=lambda head: order[head.key])
    hosts = _unique(head for item in items for head in here.across(item))
    blocks: list[Block] = [
        Heading(text=speech.both(N_("Programme for interpreters"))),
        _about(material, items),
        *_schedule(material, here, items),
        Heading(text=speech.both(N_("Delegation"))),
        _people(material, guests),
    ]
    if hosts:
        blocks += [Heading(text=speech.both(N_("Hosts"))), _people(material, hosts)]
    if team := _team(material, here, items):
        blocks += [Heading(text=speech.both(N_("Interpreters"))), team]
    if names := _acronyms(material, [*guests, *hosts], items):
        blocks += [Heading(text=speech.both(N_("Organisations and acronyms"))), names]
    return framed(material, speech.both(TITLE), blocks)


def interpreted(material: Material, here: Everybody) -> list[Item]:
    """The timed entries at which the interpreter who reads this works; for the office, all with any."""
    one, found = material.recipient, []
    if one is not None and not _may_read(material, one):
        return []
    for item in material.plan.active:
        if item.all_day:
            continue
        booked = {head.key for head in here.interpreters_of(item)}
        own = interpreting(material) & material.plan.heads_on(item)
        if one is not None and one.kind is RecipientKind.INTERPRETER:
            wanted = one.id in booked
        elif one is not None and one.id in interpreting(material):
            wanted = one.id in own and item.kind not in _AMONG_THEMSELVES
        else:
            wanted = bool(booked) or item.interpreting is not Interpreting.NONE
        if wanted:
            found.append(item)
    return found


def _may_read(material: Material, one: Recipient) -> bool:
    """A pack is for those who interpret, and for the office; no other recipient is sent one."""
    return (
        material.profile is Profile.INTERNAL
        or one.kind is RecipientKind.INTERPRETER
        or one.id in interpreting(material)
    )


def _about(material: Material, items: Sequence[Item]) -> Facts:
    plan, speech = material.plan, material.speech
    spoken = dict.fromkeys(item.language for item in items if item.language)
    tags = tuple(dict.fromkeys((*plan.visit.languages, *spoken)))
    rows = [Fact(speech.both(N_("Visit")), (plan.visit.title,))]
    if tags:
        rows.append(
            Fact(
                speech.both(N_("Languages")),
                (speech.each(lambda code: language_names(tags, code)),),
            )
        )
    return Facts(tuple(rows))


def _schedule(material: Material, here: Everybody, items: Sequence[Item]) -> list[Block]:
    """Day by day; who else interprets stands beside each entry."""
    speech = material.speech
    others = N_("Interpreters") if material.recipient is None else N_("Together with")
    columns = (
        Column(title=speech.both(N_("Time")), width=1.2),
        Column(title=speech.both(N_("Entry")), width=2.6),
        Column(title=speech.both(N_("Interpreting")), width=1.5),
        Column(title=speech.both(N_("Duration")), width=0.9),
        Column(title=speech.both(others), width=1.5),
    )
    blocks: list[Block] = []
    for day, own in by_day(items):
        rows = tuple(_row(material, here, item) for item in own)
        blocks += [Heading(text=day_of(material, day), level=2), Table(columns=columns, rows=rows)]
    return blocks


def _row(material: Material, here: Everybody, item: Item) -> Row:
    speech, one = material.speech, material.recipient
    beside = [head for head in _speakers(material, here, item) if not one or head.key != one.id]
    return Row(
        cells=(
            first(times_of(material, item)),
            _entry(material, item),
            _mode(material, item),
            speech.each(lambda code: duration(item.span.duration, code)),
            names_of(beside, speech),
        )
    )


def _entry(material: Material, item: Item) -> Words:
    """Title and place, one below the other."""
    return joined(material, [title_of(material, item), place_of(material, item)], "\n")


def _mode(material: Material, item: Item) -> Words:
    """How it is interpreted, and the language that is spoken there."""
    speech = material.speech
    parts: list[Text] = []
    if item.interpreting is not Interpreting.NONE:
        parts.append(speech.both(INTERPRETING[item.interpreting]))
    if item.language:
        parts.append(speech.each(lambda code: language_name(item.language, code)))
    return joined(material, parts, "\n")


def _speakers(material: Material, here: Everybody, item: Item) -> list[Head]:
    """All who interpret at an entry: the delegation's own, then those booked."""
    own = [head for head in here.on(item) if head.key in interpreting(material)]
    people = {head.person_id for head in own} - {None}
    return own + [head for head in here.interpreters_of(item) if head.person_id not in people]


def _people(material: Material, heads: Sequence[Head]) -> Table:
    """Each name as it is written in its own script and how it is read, with post and house."""
    speech = material.speech
    columns: list[tuple[str, float, list[Text]]] = [
        (N_("Name"), 1.6, [head.name for head in heads]),
        (N_("Native name"), 1.0, [head.native for head in heads]),
        (N_("Reading"), 1.2, [_reading(material, head) for head in heads]),
        (N_("Position"), 1.7, [head.post for head in heads]),
        (N_("Organisation"), 1.8, [_house(material, head) for head in heads]),
    ]
    used = [one for one in columns if any(one[2])]
    return Table(
        columns=tuple(
            Column(title=speech.both(title), width=width, align=Align.LEFT)
            for title, width, _cells in used
        ),
        rows=tuple(
            Row(cells=tuple(cells[at] for _title, _width, cells in used))
            for at in range(len(heads))
        ),
    )


def _reading(material: Material, head: Head) -> str:
    person = material.plan.person.get(head.person_id) if head.person_id else None
    reading = person.reading if person else ""
    return "" if reading in (head.name.text, head.name.second) else reading


def _house(material: Material, head: Head) -> Text:
    house = material.plan.organisation.get(head.organisation_id) if head.organisation_id else None
    if house is None or not house.acronym or fold(house.acronym) == fold(house.name):
        return head.organisation
    return joined(material, [head.organisation, f"({house.acronym})"], " ")


def _team(material: Material, here: Everybody, items: Sequence[Item]) -> Table | None:
    """All who interpret at these entries, with their languages and for how many entries."""
    speech = material.speech
    heads = _unique(head for item in items for head in _speakers(material, here, item))
    if not heads:
        return None
    rows = []
    for head in heads:
        booked = material.plan.resource.get(head.key)
        tags = booked.languages if booked else ()
        count = sum(
            head.key in {one.key for one in _speakers(material, here, item)} for item in items
        )
        rows.append(
            Row(
                cells=(
                    head.name,
                    speech.each(lambda code, tags=tags: language_names(tags, code)),  # type: ignore[misc]
                    str(count),
                )
            )
        )
    columns = (
        Column(title=speech.both(N_("Name")), width=2),
        Column(title=speech.both(N_("Languages")), width=2),
        Column(title=speech.both(N_("Entries")), width=0.8, align=Align.RIGHT),
    )
    return Table(columns=columns, rows=tuple(rows))


def _acronyms(material: Material, heads: Sequence[Head], items: Sequence[Item]) -> Table | None:
    """The houses of both sides and of the places: acronym, name, and the name in its own language."""
    plan, speech = material.plan, material.speech
    keys: dict[OrganisationId, None] = {}
    for head in heads:
        if head.organisation_id:
            keys[head.organisation_id] = None
    for item in items:
        site = plan.site_of(item)
        if site is not None and site.organisation_id:
            keys[site.organisation_id] = None
    houses = [plan.organisation[key] for key in keys if key in plan.organisation]
    houses.sort(key=lambda one: (not one.acronym, fold(one.acronym or one.name), one.id))
    if not houses:
        return None
    rows = []
    for one in houses:
        name = speech.each(lambda code, one=one: organisation_name(one, code))  # type: ignore[misc]
        forms = [form for form in (one.name, one.native_name) if form]
        other = next((form for form in forms if form not in (name.text, name.second)), "")
        rows.append(Row(cells=(one.acronym, name, other)))
    titles = ((N_("Acronym"), 0.8), (N_("Organisation"), 2.4), (N_("Native name"), 2.0))
    used = [at for at in range(3) if any(row.cells[at] for row in rows)]
    return Table(
        columns=tuple(Column(title=speech.both(titles[at][0]), width=titles[at][1]) for at in used),
        rows=tuple(Row(cells=tuple(row.cells[at] for at in used)) for row in rows),
    )


def _unique(heads: Iterable[Head]) -> list[Head]:
    return list({head.key: head for head in heads}.values())
