"""Every odd list becomes exactly the people it holds, in the library and not only in the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from oddities.odd_lists import ALL, Person
from planner.domain.people import Person as Known
from planner.services.planner import Planner


def taken_in(planner: Planner, path: Path) -> list[Person]:
    """The people in the library."""
    book = planner.importing.read(path)
    table = planner.importing.likely_sheet(book)
    staging = planner.importing.stage(book, table.name, planner.importing.match(table))
    planner.importing.commit(staging)
    return [_known(planner, person) for person in planner.keeper(Known).of()]


def _known(planner: Planner, person: Known) -> Person:
    card = planner.contacts.card(person.id)
    latin = ", ".join(filter(None, (person.family_name, person.given_name)))
    found = {
        "who": latin or person.native_name,
        "native": person.native_name if latin else "",
        "reading": person.reading,
        "house": ", ".join(post.organisation for post in card.posts),
        "mail": ", ".join(point.value for point in card.emails),
        "phone": ", ".join(point.value for point in card.phones),
        "notes": person.notes,
    }
    return {key: text for key, text in found.items() if text}


@pytest.mark.parametrize("name", ALL)
def test_an_odd_list_becomes_exactly_its_people(
    planner: Planner, tmp_path: Path, name: str
) -> None:
    data, people = ALL[name]
    path = tmp_path / "list.dat"  # the name says nothing
    path.write_bytes(data)

    assert sorted(taken_in(planner, path), key=str) == sorted(map(dict, people), key=str)
