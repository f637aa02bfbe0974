"""What countries are called here: in the library's own words, else in English."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.country_names import names_of_country
from planner.domain.sites import Country
from planner.i18n import Language
from planner.storage import reading


def name_in(country: Country, speak: Language) -> str:
    own = {"da": country.name_da, "de": country.name_de}.get(speak.code, "")
    return own or country.name or country.id


def country_namer(reader: reading.Reader, speak: Language) -> Callable[[str], str]:
    """What countries are called: in the library, else in English, else by their code."""
    kept = {one.id: name_in(one, speak) for one in reading.where(reader, Country, "1 = 1")}

    def name(code: str) -> str:
        return kept.get(code, "") or next(iter(names_of_country(code)), code)

    return name
