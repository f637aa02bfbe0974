"""Both sides of a visit as tables: the delegation in order of precedence, the hosts as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from planner.documents.content import Align, Change, Column, Row, Table, Text, Words
from planner.documents.material import Material
from planner.documents.people.heads import Head, everybody
from planner.documents.programme.programme_items import stands
from planner.i18n import N_

NUMBER: Final = N_("No.")
NAME: Final = N_("Name")
POST: Final = N_("Post")
ORGANISATION: Final = N_("Organisation")
ROLE: Final = N_("Role")
GROUP: Final = N_("Group")


def participants_table(material: Material) -> Table | None:
    """Everybody in the plan, those not named yet too; columns that nobody fills are left out."""
    heads = list(everybody(material).delegates.values())
    if not heads:
        return None
    changes = _changes(material, heads)
    numbers: list[Text] = [str(place) for place in range(1, len(heads) + 1)]
    table = filled_table(
        material,
        [
            (NUMBER, 0.35, numbers),
            (NAME, 1.7, [name_cell(one) for one in heads]),
            (POST, 1.9, [one.post for one in heads]),
            (ORGANISATION, 1.9, [one.organisation for one in heads]),
            (ROLE, 1.2, [one.role for one in heads]),
            (GROUP, 0.7, [one.groups for one in heads]),
        ],
    )
    first_column = replace(table.columns[0], align=Align.RIGHT)
    return Table(
        columns=(first_column, *table.columns[1:]),
        rows=tuple(
            replace(row, change=changes.get(one.key, Change.NONE))
            for row, one in zip(table.rows, heads, strict=True)
        ),
    )


def hosts_table(material: Material, heads: Sequence[Head]) -> Table | None:
    """Those who receive the delegation, as :func:`receiving` gives them."""
    if not heads:
        return None
    return filled_table(
        material,
        [
            (NAME, 1.4, [name_cell(one) for one in heads]),
            (POST, 1.7, [one.post for one in heads]),
            (ORGANISATION, 2.0, [one.organisation for one in heads]),
        ],
    )


def receiving(material: Material) -> list[Head]:
    """The people who receive the delegation, once each, in the order of the programme."""
    shown = tuple(item for item in material.plan.items if stands(material.plan, item))
    if len(shown) < len(material.plan.items):
        material = replace(material, plan=replace(material.plan, items=shown))
    known = everybody(material)
    return [one for one in known.receiving if one.is_named]


def name_cell(one: Head) -> Words:
    """The name, below it in its own script where the paper's languages do not say it."""
    if not one.native:
        return one.name
    return Words(f"{one.name.text}\n{one.native}", one.name.second)


def filled_table(material: Material, columns: Sequence[tuple[str, float, Sequence[Text]]]) -> Table:
    """Title, width and cells of each column; those in which nobody has anything are left out."""
    used = [one for one in columns if any(one[2])]
    return Table(
        columns=tuple(
            Column(title=material.speech.both(title), width=width) for title, width, _ in used
        ),
        rows=tuple(
            Row(cells=tuple(cells[place] for _title, _width, cells in used))
            for place in range(len(columns[0][2]))
        ),
    )


def _changes(material: Material, heads: Sequence[Head]) -> dict[str, Change]:
    """Who joined since the version before, and whose name, post, house or group is another one."""
    if material.before is None or not material.wishes.marks:
        return {}
    before = everybody(replace(material, plan=material.before))
    known = {one.key: one for one in before.delegates.values()}
    found: dict[str, Change] = {}
    for one in heads:
        former = known.get(one.key)
        if former is None:
            found[one.key] = Change.NEW
        # A place further up or down is no news about the person.
        elif replace(former, rank=one.rank) != one:
            found[one.key] = Change.CHANGED
    return found
