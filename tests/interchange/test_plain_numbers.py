"""Numbers that are read the short way are what phonenumbers makes of them, and nothing is lost."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.interchange import phones, plain_numbers

_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
_HOMES = ("DK", "JP", "DE", "US", "")


def _examples() -> list[str]:
    """Digits of real ranges of every country: of every kind of number that it has."""
    found = set()
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in phonenumbers.PhoneNumberType.values():
            number = phonenumbers.example_number_for_type(region, kind)
            if number is not None:
                found.add(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return sorted(found)


@st.composite
def _written(draw: st.DrawFn) -> str:
    """A number with its country's code: real, one digit off or any digits at all; with signs between."""
    if draw(st.booleans()):
        digits = draw(st.sampled_from(_examples()))[1:]
        place = draw(st.integers(0, len(digits)))
        digits = digits[:place] + draw(st.sampled_from(["", "0", "7"])) + digits[place:]
        digits = digits[: draw(st.integers(len(digits) - 1, len(digits)))]
    else:
        digits = str(draw(st.sampled_from(_CODES))) + draw(
            st.text("0123456789", min_size=4, max_size=13)
        )
    signs = draw(
        st.lists(
            st.sampled_from(["", "", "", " ", "-", "  ", "/"]),
            min_size=len(digits),
            max_size=len(digits),
        )
    )
    return "+" + "".join(map("".join, zip(signs, digits, strict=True)))


@given(_written())
@example("+4533920000")
@example("+45 33 92 00 00")
@example("+390612345678")  # a zero that belongs to the number
@example("+81 03 1234 5678")  # a zero that does not
@example("+1 202-555-0123")
@example("+9991234567")
def test_a_number_read_the_short_way_is_possible_and_the_same_to_phonenumbers(text: str) -> None:
    normal = plain_numbers.possible_number(text)

    if normal:
        number = phonenumbers.parse(text, None)
        assert phonenumbers.is_possible_number(number)
        assert normal == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(_written(), st.sampled_from(_HOMES), st.booleans())
def test_a_list_holds_the_same_numbers_without_the_short_way(
    text: str, home: str, bare_digits: bool
) -> None:
    countries = [home] if home else []
    short = phones.read_phone(text, countries, bare_digits=bare_digits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_numbers, "possible_number", lambda _text: "")
        assert phones.read_phone(text, countries, bare_digits=bare_digits) == short


def test_the_numbers_of_all_countries_are_the_same_the_short_way() -> None:
    short = {text: plain_numbers.possible_number(text) for text in _examples()}

    assert {text: normal for text, normal in short.items() if normal not in ("", text)} == {}
    assert sum(map(bool, short.values())) > 0.8 * len(short)


@pytest.mark.parametrize(
    "text",
    ["+45 33 92 00 00", "+4533920000", "+46 8 123 456 78", "+81 3-1234-5678", "+49 30 901820"],
)
def test_the_usual_numbers_take_the_short_way(text: str) -> None:
    assert plain_numbers.possible_number(text)
