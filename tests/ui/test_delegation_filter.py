"""The filter of a delegation compares as the search of the library does."""

from __future__ import annotations

import pytest

from factories import person, visit
from planner.services.planner import Planner
from planner.ui.models.delegation_model import narrowed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("soerensen", {"Åse Sørensen"}),
        ("aase", {"Åse Sørensen"}),
        ("陽斗", {"Tanaka Haruto"}),
        ("田中陽", {"Tanaka Haruto"}),
        ("ハルト", {"Tanaka Haruto"}),
        ("tan har", {"Tanaka Haruto"}),
        ("tan aase", set()),
        ("", {"Åse Sørensen", "Tanaka Haruto"}),
    ],
)
def test_a_delegate_is_found_in_any_spelling_and_script(
    planner: Planner, typed: str, found: set[str]
) -> None:
    trip = visit()
    planner.visits.new(trip)
    for one in (
        person("Sørensen", "Åse", country="DK"),
        person("Tanaka", "Haruto", native_name="田中 陽斗", reading="たなか はると", country="JP"),
    ):
        planner.delegations.add_new_person(trip.id, one)
    lines = planner.delegations.lines(planner.visits.plan(trip.id))

    assert {line.name for line in narrowed(lines, typed)} == found
