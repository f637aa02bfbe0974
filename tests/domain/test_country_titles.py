"""Countries in sentences: by name, in the reader's language, with the article where German has one."""

from __future__ import annotations

import pytest

from planner.domain.country_names import _by_name
from planner.domain.country_titles import LANGUAGES, country_title, with_country
from planner.domain.findings import Finding, Severity
from planner.i18n import language
from planner.phrases import sentence


def border(country: str) -> Finding:
    return Finding(
        "border.unknown",
        Severity.WARNING,
        facts={"country": country, "item": "Coach", "when": "2027-05-10 09:00", "count": 3},
    )


@pytest.mark.parametrize(
    ("code", "country", "told"),
    [
        ("en", "DK", "at the border to Denmark (“Coach”"),
        ("en", "NL", "at the border to the Netherlands (“Coach”"),
        ("da", "SE", "ved grænsen til Sverige (“Coach”"),
        ("de", "DK", "an der Grenze nach Dänemark („Coach“"),
        ("de", "CH", "an der Grenze in die Schweiz („Coach“"),
        ("en", "XK", "at the border to XK (“Coach”"),
    ],
)
def test_a_border_is_named_in_the_readers_language(code: str, country: str, told: str) -> None:
    assert told in sentence(border(country), language(code))


@pytest.mark.parametrize(
    ("pattern", "country", "told"),
    [
        ("Feiertag in {country}: x", "NL", "Feiertag in den Niederlanden: x"),
        (
            "Dokument für {country} fehlt",
            "AE",
            "Dokument für die Vereinigten Arabischen Emirate fehlt",
        ),
        ("daheim in {country}", "AE", "daheim in den Vereinigten Arabischen Emiraten"),
        ("Nummer aus {country}", "TR", "Nummer aus der Türkei"),
        ("Feiertag in {country}", "JP", "Feiertag in Japan"),
        ("Nummer aus {country}", "DK, SE", "Nummer aus Dänemark, Schweden"),
    ],
)
def test_german_bends_the_article(pattern: str, country: str, told: str) -> None:
    assert with_country(pattern, country, "de") == told


def test_what_is_no_code_stays_as_it_is() -> None:
    assert with_country("in {country}", "somewhere", "en") == "in {country}"


def test_every_country_that_lists_may_name_has_a_title_in_each_language() -> None:
    for code in set(_by_name().values()):
        assert all(country_title(code, one) != code for one in LANGUAGES), code
