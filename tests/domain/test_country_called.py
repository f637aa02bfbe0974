"""One rule names a country for people: ours in the language, the usual one, ours in English, the code."""

from __future__ import annotations

import pytest

from planner.domain.country_names import country_called
from planner.domain.sites import Country


@pytest.mark.parametrize(
    ("own", "language", "name"),
    [
        (None, "en", "Türkiye"),
        (None, "da", "Tyrkiet"),
        (None, "ja", "トルコ"),
        (Country(id="TR", name="Turkey", name_de="Republik Türkei"), "en", "Turkey"),
        (Country(id="TR", name="Turkey", name_de="Republik Türkei"), "de", "Republik Türkei"),
        (Country(id="TR", name="Turkey", name_de="Republik Türkei"), "da", "Tyrkiet"),
    ],
)
def test_our_own_name_goes_before_the_usual_one(
    own: Country | None, language: str, name: str
) -> None:
    assert country_called("TR", language, own) == name


def test_what_is_no_country_of_the_world_has_our_name_or_its_code() -> None:
    assert country_called("X1", "de", Country(id="X1", name="Rivers")) == "Rivers"
    assert country_called("X1", "de") == "X1"
    assert country_called("", "de") == ""
