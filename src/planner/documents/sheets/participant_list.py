"""The list of participants: portraits in order of precedence, the hosts after them, and the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.documents.content import (
    Align,
    Block,
    Change,
    Column,
    Document,
    Heading,
    Picture,
    Portrait,
    Portraits,
    Row,
    Table,
    Text,
    Words,
    first,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.people.heads import Everybody, Head, everybody, group_said
from planner.documents.speaking.wording import Speech, in_one_line
from planner.domain.visits import CATEGORIES, Category
from planner.i18n import N_


def participant_list(material: Material) -> Document | None:
    """The delegation and its hosts. None for a visit without a delegation."""
    speech = material.speech
    here = everybody(material)
    guests, hosts = list(here.delegates.values()), here.receiving
    if not guests:
        return None
    before = _before(material)
    blocks: list[Block] = [
        Heading(
            text=speech.both(N_("Delegation")),
            note=_counted(guests, _guests(len(guests), speech), speech),
        ),
        _people(material, guests, before.delegates.values() if before else None),
    ]
    if hosts:
        blocks += [
            Heading(
                text=speech.both(N_("Hosts")),
                note=_counted(hosts, _hosts(len(hosts), speech), speech),
            ),
            _people(material, hosts, before.hosts.values() if before else None),
        ]
    if len(guests) > 1:
        blocks += _numbers(guests, speech)
    return framed(material, speech.both(N_("Participants")), blocks)


def _before(material: Material) -> Everybody | None:
    """As the version had them that the recipient holds."""
    if material.before is None or not material.wishes.marks:
        return None
    return everybody(replace(material, plan=material.before, before=None))


def _guests(count: int, speech: Speech) -> Words:
    return speech.plural("{count} participant", "{count} participants", count)


def _hosts(count: int, speech: Speech) -> Words:
    return speech.plural("{count} host", "{count} hosts", count)


def _counted(heads: Sequence[Head], people: Words, speech: Speech) -> Text:
    """ "12 participants, 1 of them not named yet"."""
    unnamed = sum(not head.is_named for head in heads)
    if not unnamed:
        return people
    rest = speech.both(N_("{count} of them not named yet"), count=unnamed)
    return speech.both(N_("{people}, {rest}"), people=people, rest=rest)


def _people(material: Material, heads: Sequence[Head], before: Iterable[Head] | None) -> Block:
    known = None if before is None else {head.key: head for head in before}
    photos = material.photos if material.wishes.photos else {}
    if not any(head.person_id in photos for head in heads):
        return _table(heads, known, material.speech)
    return Portraits(tuple(_portrait(head, material, known) for head in heads))


def _portrait(head: Head, material: Material, known: dict[str, Head] | None) -> Portrait:
    photo = material.photos.get(head.person_id) if head.person_id else None
    group = in_one_line(group_said(head, material.speech))
    lines = (head.post, head.organisation, group)
    return Portrait(
        name=head.name,
        initials=head.initials,
        native=head.native,
        lines=tuple(line for line in lines if line),
        picture=Picture(photo, first(head.label)) if photo else None,
        tag=head.role,
        change=_change(head, known),
    )


def _change(head: Head, known: dict[str, Head] | None) -> Change:
    if known is None:
        return Change.NONE
    old = known.get(head.key)
    if old is None:
        return Change.NEW
    # A place further up or down is no news about the person.
    return Change.NONE if replace(old, rank=head.rank) == head else Change.CHANGED


def _table(heads: Sequence[Head], known: dict[str, Head] | None, speech: Speech) -> Table:
    """Only the columns in which anybody has anything."""
    numbers = [str(place) for place in range(1, len(heads) + 1)]
    columns: list[tuple[Column, Sequence[Text]]] = [
        (Column(title=speech.both(N_("No.")), width=0.35, align=Align.RIGHT), numbers),
        (Column(title=speech.both(N_("Name")), width=1.9), [_name(head) for head in heads]),
        (
            Column(title=speech.both(N_("Position")), width=1.8),
            [_post(head, speech) for head in heads],
        ),
        (
            Column(title=speech.both(N_("Organisation")), width=2.0),
            [head.organisation for head in heads],
        ),
        (Column(title=speech.both(N_("Group")), width=0.7), [head.groups for head in heads]),
    ]
    shown = [(column, cells) for column, cells in columns if any(cells)]
    rows = (
        Row(cells=tuple(cells[at] for _column, cells in shown), change=_change(head, known))
        for at, head in enumerate(heads)
    )
    return Table(columns=tuple(column for column, _cells in shown), rows=tuple(rows))


def _name(head: Head) -> Text:
    if not head.native:
        return head.name
    return Words(f"{head.name.text}\n{head.native}", head.name.second)


def _post(head: Head, speech: Speech) -> Text:
    """The post, and what the person is in the delegation below it."""
    if not head.role:
        return head.post
    return speech.each(
        lambda code: "\n".join(
            part
            for part in (
                head.post,
                (head.role.second if code == speech.second_code else "") or head.role.text,
            )
            if part
        )
    )


def _numbers(heads: Sequence[Head], speech: Speech) -> list[Block]:
    """How many of which category; where categories are not told, of which organisation."""
    told: Counter[Category] = Counter(head.category for head in heads)
    if set(told) != {Category.OTHER}:
        title = N_("Category")
        counts = [(speech.both(CATEGORIES[one]), told[one]) for one in Category if told[one]]
    else:
        title = N_("Organisation")
        houses = Counter(head.organisation for head in heads)
        other = speech.both(N_("Not given"))
        counts = [(house or other, count) for house, count in houses.items()]
    rows = [Row(cells=(name, str(count))) for name, count in counts]
    total = Row(cells=(speech.both(N_("Total")), str(len(heads))), strong=True)
    columns = (
        Column(title=speech.both(title), width=4),
        Column(title=speech.both(N_("People")), align=Align.RIGHT),
    )
    return [
        Heading(text=speech.both(N_("Numbers"))),
        Table(columns=columns, rows=(*rows, total)),
    ]
