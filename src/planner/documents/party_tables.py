"""Both sides of a visit as tables: the delegation in order of precedence, the hosts as they come."""

from __future__ import annotations

from typing import Final

from planner.documents.change_marks import party_marks
from planner.documents.content import Align, Change, Column, Row, Table, Text, Words
from planner.documents.material import Material
from planner.documents.person_names import delegate_name, japanese_name, person_name
from planner.documents.programme_items import stands
from planner.documents.titles import is_japanese, organisation_name
from planner.domain.itinerary import ItemHost
from planner.domain.people import Person
from planner.domain.visits import Delegate
from planner.i18n import N_, primary
from planner.text import is_native

NUMBER: Final = N_("No.")
NAME: Final = N_("Name")
POST: Final = N_("Post")
ORGANISATION: Final = N_("Organisation")
ROLE: Final = N_("Role")
GROUP: Final = N_("Group")


def participants_table(material: Material) -> Table | None:
    """Everybody in the plan, those not named yet too; columns that nobody fills are left out."""
    plan, speech = material.plan, material.speech
    if not plan.delegates:
        return None
    changes = party_marks(material)
    columns: list[tuple[str, float, Align, list[Text]]] = [
        (NUMBER, 0.35, Align.RIGHT, [str(place) for place in range(1, plan.headcount + 1)]),
        (NAME, 1.7, Align.LEFT, [name_cell(material, one) for one in plan.delegates]),
        (POST, 1.9, Align.LEFT, [_title(one) for one in plan.delegates]),
        (ORGANISATION, 1.9, Align.LEFT, [_house(material, one) for one in plan.delegates]),
        (ROLE, 1.2, Align.LEFT, [one.role for one in plan.delegates]),
        (GROUP, 0.7, Align.LEFT, [_groups(material, one) for one in plan.delegates]),
    ]
    used = [one for one in columns if any(one[3])]
    return Table(
        columns=tuple(
            Column(title=speech.both(title), width=width, align=align)
            for title, width, align, _cells in used
        ),
        rows=tuple(
            Row(
                cells=tuple(cells[place] for *_rest, cells in used),
                change=changes.get(one.id, Change.NONE),
            )
            for place, one in enumerate(plan.delegates)
        ),
    )


def name_cell(material: Material, one: Delegate) -> Words:
    """The name, below it in its own script where the paper's languages do not say it."""
    person = material.plan.person.get(one.person_id) if one.person_id else None
    capitals = material.wishes.capitals
    name = material.speech.each(lambda code: delegate_name(one, person, code, capitals=capitals))
    return _with_native(material, name, person)


def person_cell(material: Material, person: Person) -> Words:
    capitals = material.wishes.capitals
    name = material.speech.each(lambda code: person_name(person, code, capitals=capitals))
    return _with_native(material, name, person)


def _with_native(material: Material, name: Words, person: Person | None) -> Words:
    other = _other_form(material, person) if person else ""
    if not other or other in (name.text, name.second):
        return name
    return Words(f"{name.text}\n{other}", name.second)


def _other_form(material: Material, person: Person) -> str:
    """The native form on a paper in Latin script, the Latin one on a paper in Japanese."""
    codes = [primary(code) for code in material.speech.codes]
    native = person.native_name if is_native(person.native_name) else ""
    if codes == ["ja"]:
        latin = person_name(person, "en", capitals=material.wishes.capitals)
        return latin if japanese_name(person) and not is_japanese(latin) else ""
    if "ja" in codes and is_japanese(native):
        return ""
    return native


def _title(one: Delegate) -> Text:
    return one.title


def _house(material: Material, one: Delegate) -> Text:
    house = material.plan.organisation_of(one)
    return material.speech.each(lambda code: organisation_name(house, code)) if house else ""


def _groups(material: Material, one: Delegate) -> Text:
    groups = material.plan.groups_of.get(one.id, [])
    return ", ".join(group.letter or group.name for group in groups)


def hosts_table(material: Material) -> Table | None:
    """Who receives the delegation, once each, in the order of the programme."""
    plan, speech = material.plan, material.speech
    people = receiving(material)
    if not people:
        return None
    rows = [
        (
            person_cell(material, person),
            plan.titles.get(person.id, ""),
            plan.employers.get(person.id, ""),
        )
        for person in people
    ]
    widths = ((NAME, 1.4), (POST, 1.7), (ORGANISATION, 2.0))
    used = [place for place in range(3) if any(row[place] for row in rows)]
    return Table(
        columns=tuple(
            Column(title=speech.both(widths[place][0]), width=widths[place][1]) for place in used
        ),
        rows=tuple(Row(cells=tuple(row[place] for place in used)) for row in rows),
    )


def receiving(material: Material) -> list[Person]:
    """The people who receive the delegation at what stands in the programme."""
    plan = material.plan
    hosts: list[ItemHost] = [
        host for item in plan.scheduled if stands(plan, item) for host in plan.hosts_of(item)
    ]
    keys = dict.fromkeys(host.person_id for host in hosts if host.person_id)
    return [plan.person[key] for key in keys if key in plan.person]
