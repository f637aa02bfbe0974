"""What files and folders are called when two would have one name."""

from __future__ import annotations

import pytest

from planner.domain.file_names import unused


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("Dr. Ottilie Weiß", "Dr. Ottilie Weiß (2)"),
        ("calendar_Dr. Weiß_v2.ics", "calendar_Dr. Weiß_v2 (2).ics"),
        ("rooming list.xlsx", "rooming list (2).xlsx"),
        ("Kiel University", "Kiel University (2)"),
    ],
)
def test_the_number_stands_before_the_ending_and_never_within_a_name(
    name: str, second: str
) -> None:
    taken: set[str] = set()
    assert unused(name, taken) == name
    assert unused(name, taken) == second
