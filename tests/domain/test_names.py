"""Names taken apart and put together."""

from __future__ import annotations

import pytest

from planner.domain.names import NameOrder, NameParts, display_name, sort_key, split_name


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("TANAKA Haruto", NameParts("Tanaka", "Haruto")),
        ("Haruto TANAKA", NameParts("Tanaka", "Haruto")),
        ("Tanaka, Haruto", NameParts("Tanaka", "Haruto")),
        ("Dr. Åse Sørensen", NameParts("Sørensen", "Åse", "Dr.")),
        ("Prof. Dr. Ursula von der Leyen", NameParts("von der Leyen", "Ursula", "Prof. Dr.")),
        ("MÜLLER-LÜDENSCHEIDT Anna", NameParts("Müller-Lüdenscheidt", "Anna")),
        ("田中 陽斗", NameParts(native_name="田中 陽斗")),
        ("Haruto Tanaka (田中 陽斗)", NameParts("Tanaka", "Haruto", native_name="田中 陽斗")),
        ("田中 陽斗（たなか はると）", NameParts(native_name="田中 陽斗", reading="たなか はると")),
        ("Sato", NameParts("Sato")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(typed: str, parts: NameParts) -> None:
    assert split_name(typed) == parts


def test_a_japanese_name_without_marks_has_the_family_name_first() -> None:
    assert split_name("Tanaka Haruto", country="JP") == NameParts("Tanaka", "Haruto")


def test_the_order_follows_the_country_unless_the_person_wants_it_otherwise() -> None:
    assert display_name("Tanaka", "Haruto", country="JP") == "Tanaka Haruto"
    assert display_name("Tanaka", "Haruto", country="JP", capitals=True) == "TANAKA Haruto"
    assert (
        display_name("Tanaka", "Haruto", country="JP", order=NameOrder.GIVEN_FIRST)
        == "Haruto Tanaka"
    )
    assert display_name("Sørensen", "Åse", prefix="Dr.", country="DK") == "Dr. Åse Sørensen"


def test_without_a_country_the_script_of_the_name_tells_the_order() -> None:
    assert display_name("Tanaka", "Haruto", native_name="田中 陽斗") == "Tanaka Haruto"
    assert (
        display_name("Tanaka", "Haruto", native_name="田中 陽斗", country="BR") == "Haruto Tanaka"
    )


def test_honorifics_do_not_decide_the_order_of_a_list() -> None:
    assert sort_key("Åkesson", "Björn") == "akesson bjorn"
    assert sort_key("", "", "田中 陽斗", "たなか はると") == sort_key("", "", "x", "たなか はると")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Alice O'Neill, PhD", NameParts("O'Neill", "Alice", suffix="PhD")),
        (
            "Dr. Alice O'Neill, Ph.D., MBA",
            NameParts("O'Neill", "Alice", "Dr.", suffix="Ph.D., MBA"),
        ),
        ("Jane Roe, MA", NameParts("Roe", "Jane", suffix="MA")),
        ("Li, Ma", NameParts("Li", "Ma")),
        ("Tanaka, Prof. Kenji", NameParts("Tanaka", "Kenji", "Prof.")),
        ("Tanaka, Kenji Dr.", NameParts("Tanaka", "Kenji", "Dr.")),
    ],
)
def test_degrees_are_no_part_of_the_name(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts
