"""Prints tell that a value has changed, and nothing more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder
from planner.domain.told import (
    FIELDS,
    fields_of,
    fingerprint,
    old_fields,
    printed_fields,
    prints,
    told_of_plan,
)

KEY = b"a secret of the record"
NUMBERS = st.lists(st.sampled_from(["+45 35 32 26 26", "+45 11 22 33 44", "+81 3 5253 4111"]))


def test_a_print_is_short_and_another_one_in_every_disclosure() -> None:
    one = fingerprint(KEY, "phone", "+45 35 32 26 26")

    assert len(one) == 16
    assert one != fingerprint(b"another secret", "phone", "+45 35 32 26 26")
    assert one != fingerprint(KEY, "email", "+45 35 32 26 26")


def test_spaces_in_a_number_and_capitals_in_an_address_are_no_change() -> None:
    held = prints(KEY, {"phone": ("+45 35 32 26 26",), "email": ("Eva@Example.org",)})

    now = {"phone": ("+4535-322626",), "email": ("eva@example.org",)}
    assert old_fields(held, now, secret=KEY) == frozenset()


def test_what_was_blank_is_nothing_old() -> None:
    held = prints(KEY, {"phone": (), "position": ("Director",)})

    assert printed_fields(held) == ("phone", "position")
    assert (
        old_fields(held, {"phone": ("+45 1",), "position": ("Director",)}, secret=KEY)
        == frozenset()
    )


def test_a_field_that_is_not_known_now_is_not_compared() -> None:
    held = prints(KEY, {"photo": ("abc",)})

    assert old_fields(held, {"phone": ()}, secret=KEY) == frozenset()


@given(given=NUMBERS, now=NUMBERS)
def test_a_value_is_old_exactly_when_it_was_given_and_is_no_more(
    given: list[str], now: list[str]
) -> None:
    held = prints(KEY, {"phone": tuple(given)})

    expected = {"phone"} if set(given) - set(now) else set()
    assert old_fields(held, {"phone": tuple(now)}, secret=KEY) == expected


def test_columns_of_a_sheet_are_named_as_fields_and_the_rest_goes() -> None:
    columns = ("rank", "family_name", "emails", "key", "host.phones", "host.items", "title")

    assert fields_of(columns) == ("family_name", "email", "phone", "position")
    assert set(fields_of(columns)) <= set(FIELDS)


def test_a_plan_tells_of_whom_it_is_asked_only_what_it_is_asked() -> None:
    builder = PlanBuilder("Sato", "Tanaka")
    sato = builder.people["Sato"].person_id

    (told,) = told_of_plan(builder.plan, ("family_name", "phone"), [sato])

    assert (told.person_id, told.values) == (sato, {"family_name": ("Sato",), "phone": ()})
    assert told.columns == ("family_name",)
