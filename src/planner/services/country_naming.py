"""What the countries of a library are called in somebody's language; the rule is ``domain.country_names``."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.country_names import country_called
from planner.domain.sites import Country
from planner.i18n import Language
from planner.places_named import country_names
from planner.storage import reading


def name_in(country: Country, speak: Language) -> str:
    return country_called(country.id, speak.code, country)


def country_namer(reader: reading.Reader, speak: Language) -> Callable[[str], str]:
    """Names by code; the library is read once."""
    kept = {one.id: name_in(one, speak) for one in reading.where(reader, Country, "1 = 1")}

    def name(code: str) -> str:
        return kept.get(code, "") or country_called(code, speak.code)

    return name


def names_by_code(reader: reading.Reader, speak: Language) -> dict[str, str]:
    """Of all countries that there are, and those of the library."""
    named = country_namer(reader, speak)
    kept = (one.id for one in reading.where(reader, Country, "1 = 1"))
    return {code: named(code) for code in (*country_names(speak.code), *kept)}
