"""Who came in which role and category, and who paid: a table of people, or running text by house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planner.documents.content import Align, Block, Column, Heading, Row, Table, Text, Words
from planner.documents.people.heads import Head, everybody
from planner.documents.reporting.composing import Composing
from planner.documents.reporting.density import People
from planner.documents.speaking.sheet_words import joined
from planner.domain.visits import CATEGORIES, Category
from planner.i18n import N_
from planner.text import fold

TOTAL = N_("Total")
Line = tuple[Head, str]
"""Somebody, and who paid for him or her."""
Part = tuple[Category, str, list[Head]]
"""All of one category for whom the same payer paid."""


def who_came(page: Composing) -> list[Block]:
    heads = everybody(page.material).delegates
    if not heads:
        return []
    payers = {one.id: page.text(one.payer) for one in page.material.plan.delegates}
    lines = [(head, payers[key]) for key, head in heads.items()]
    count = page.material.speech.plural("{count} participant", "{count} participants", len(lines))
    note = joined(page.material, [count, _counted(page, [head for head, _payer in lines])], " · ")
    if page.told.names and page.density.form is People.COUNTS:
        names = page.material.speech.plural("{count} name", "{count} names", len(lines))
        page.leave(names)
    if page.density.form is People.TABLE:
        table = _by_name(page, lines) if page.told.names else _by_role(page, lines)
    else:
        table = _in_groups(page, lines)
    title = page.both(N_("Who came, and who paid"))
    return [Heading(text=title, level=2, note=note), table]


# a line each


def _by_name(page: Composing, lines: list[Line]) -> Table:
    material, both = page.material, page.both
    rows = tuple(
        Row(
            cells=(
                head.name,
                joined(material, [head.post, page.told.briefly(head.organisation_id)], ", "),
                head.role,
                both(CATEGORIES[head.category]),
                payer or "–",
            )
        )
        for head, payer in lines
    )
    return Table(
        columns=(
            Column(title=both(N_("Name")), width=2),
            Column(title=both(N_("Post, organisation")), width=4.1),
            Column(title=both(N_("Role")), width=2.2),
            Column(title=both(N_("Category")), width=1.1),
            Column(title=both(N_("Paid by")), width=1.5),
        ),
        rows=rows,
    )


def _by_role(page: Composing, lines: list[Line]) -> Table:
    """One line for all of the same role, category and payer."""
    counts: Counter[tuple[Category, str, str]] = Counter()
    roles: dict[str, Words] = {}
    for head, payer in lines:
        role = _role(page, head)
        roles.setdefault(role.text, role)
        counts[head.category, role.text, payer] += 1
    order = list(Category)
    rows = [
        Row(cells=(page.both(CATEGORIES[category]), roles[role], payer or "–", str(count)))
        for (category, role, payer), count in sorted(
            counts.items(), key=lambda pair: (order.index(pair[0][0]), -pair[1], pair[0][1:])
        )
    ]
    rows.append(Row(cells=(page.both(TOTAL), "", "", str(len(lines))), strong=True))
    return Table(
        columns=(
            Column(title=page.both(N_("Category")), width=2),
            Column(title=page.both(N_("Role")), width=3),
            Column(title=page.both(N_("Paid by")), width=2),
            Column(title=page.both(N_("People")), width=1.2, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _role(page: Composing, head: Head) -> Words:
    return Words(page.text(head.role.text), page.text(head.role.second))


def _counted(page: Composing, heads: list[Head]) -> Text:
    """ "Official 5 · Science 4 · Not given 3"."""
    counts = Counter(head.category for head in heads)
    return joined(
        page.material,
        [
            joined(page.material, [page.both(CATEGORIES[one]), str(counts[one])], " ")
            for one in Category
            if counts[one]
        ],
        " · ",
    )


# in running text


def _in_groups(page: Composing, lines: list[Line]) -> Table:
    parts = _parts(lines)
    shown = page.some(parts)
    named = page.told.names and page.density.form is not People.COUNTS
    say = _houses if named else _roles
    if named and page.density.form is People.NAMES and any(head.post for head, _ in lines):
        page.leave(page.both(N_("the posts of the participants")))
    room = page.density.people
    rows = []
    for category, payer, heads in shown:
        some = page.some(heads, room)
        room -= len(some)
        who = page.strung(
            [say(page, some), *page.more(heads, some)] if named else [say(page, heads)], "; "
        )
        rows.append(
            Row(cells=(page.both(CATEGORIES[category]), str(len(heads)), who, payer or "–"))
        )
    rest = [head for _category, _payer, heads in parts[len(shown) :] for head in heads]
    if rest:
        (words,) = page.left_of(len(rest))
        rows.append(Row(cells=(words,)))
    return Table(
        columns=(
            Column(title=page.both(N_("Category")), width=1.1),
            Column(title=page.both(N_("People")), width=1.2, align=Align.RIGHT),
            Column(
                title=page.both(N_("Who, and in which role") if named else N_("Role")), width=9.5
            ),
            Column(title=page.both(N_("Paid by")), width=1.6),
        ),
        rows=tuple(rows),
    )


def _parts(lines: Iterable[Line]) -> list[Part]:
    """In the order of categories, the payer of most people first; each in order of precedence."""
    parts: dict[tuple[Category, str], tuple[str, list[Head]]] = {}
    for head, payer in lines:
        parts.setdefault((head.category, fold(payer)), (payer, []))[1].append(head)
    order = list(Category)
    found = [(category, payer, heads) for (category, _key), (payer, heads) in parts.items()]
    return sorted(found, key=lambda part: (order.index(part[0]), -len(part[2])))


def _houses(page: Composing, heads: Iterable[Head]) -> Words:
    """ "MEXT: Masahiro Takahashi (Deputy Director-General, Head of delegation), …; JST: …"."""
    houses: dict[str, list[Head]] = {}
    names: dict[str, Words] = {}
    for head in heads:
        house = page.told.briefly(head.organisation_id)
        names.setdefault(house.text, house)
        houses.setdefault(house.text, []).append(head)
    said = []
    for key, own in houses.items():
        people = page.strung([_somebody(page, head) for head in own], ", ")
        said.append(page.strung([names[key], people], ": "))
    return page.strung(said, "; ")


def _somebody(page: Composing, head: Head) -> Words:
    post = head.post if page.density.form is People.POSTS else ""
    behind = joined(page.material, [post, head.role], ", ")
    if not behind:
        return head.name
    return page.both(N_("{text} ({more})"), text=head.name, more=behind)


def _roles(page: Composing, heads: Iterable[Head]) -> Words:
    """ "Head of delegation, Protocol, Speaker of the companies, 19 without a role"."""
    counts: Counter[str] = Counter()
    roles: dict[str, Words] = {}
    for head in heads:
        role = _role(page, head)
        roles.setdefault(role.text, role)
        counts[role.text] += 1
    bare = counts.pop("", 0)
    shown = page.some(list(counts))
    said: list[Text] = [
        page.strung([roles[one], f"({counts[one]})" if counts[one] > 1 else ""], " ")
        for one in shown
    ]
    said += page.left_of(sum(counts[one] for one in list(counts)[len(shown) :]))
    if bare and said:
        said.append(page.both(N_("{count} without a role"), count=bare))
    return page.strung(said, ", ") or Words("–")
