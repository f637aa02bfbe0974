"""Countries named in running text, in the language of the text; what has no capital is no country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from planner.text import fold, is_native

_MORE: Final = {
    "US": "USA|U.S.A.|U.S.|United States of America|De Forenede Stater|Vereinigten Staaten"
    "|Förenta staterna|米国|アメリカ",
    "GB": "UK|U.K.|Great Britain|Großbritannien|Det Forenede Kongerige|英国",
    "KR": "Republic of Korea|Korea|Republikken Korea|Republik Korea|大韓民国",
    "CN": "People's Republic of China|Volksrepublik China|Folkerepublikken Kina",
    "TR": "Turkey|Türkiye",
    "NL": "The Netherlands|Holland|Niederlanden",
    "CZ": "Czech Republic|Tschechische Republik",
    "HK": "Hong Kong|Hongkong",
    "VN": "Viet Nam|Vietnam",
    "TW": "Taiwan",
    "AE": "UAE|De Forenede Arabiske Emirater",
    "PH": "The Philippines|Filippinerne|Philippinen",
}
_ARTICLE: Final = re.compile(r"(?i)^(?:the|den|det|de|der|die|das|dem)\s+")
_INFLECTION: Final = re.compile(r"(?:['’]s|['’]|s|n)$")


@dataclass(frozen=True, slots=True)
class CountryNamed:
    code: str
    start: int
    end: int


@dataclass(frozen=True)
class CountryBook:
    """Names of countries to their codes; ``english`` is what each is called in the library's records."""

    names: Mapping[str, str]
    english: Mapping[str, str]

    def read(self, text: str) -> str:
        """The country that these words are, and nothing but it; "" for none."""
        bare = _ARTICLE.sub("", text.strip(" \t\"“”'’»«().")) if text else ""
        for form in (text.strip(), bare, _INFLECTION.sub("", bare)):
            if form and (found := self._folded.get(fold(form).replace(".", ""))):
                return found if _begins_well(bare or form) else ""
        return ""

    def named(self, text: str) -> list[CountryNamed]:
        """Where countries stand in ``text``, the longest name first where one is part of another."""
        found = []
        for match in self._pattern.finditer(text):
            code = self.read(match["name"])
            if code:
                found.append(CountryNamed(code, match.start("name"), match.end("name")))
        return found

    @cached_property
    def _folded(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for name, code in self.names.items():
            known.setdefault(fold(name).replace(".", ""), code)
        for code, names in _MORE.items():
            for name in names.split("|"):
                known.setdefault(fold(name).replace(".", ""), code)
        return known

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        more = (name for names in _MORE.values() for name in names.split("|"))
        all_names = sorted({*self.names, *more} - {""}, key=len, reverse=True)
        latin = "|".join(re.escape(name) for name in all_names if not is_native(name))
        native = "|".join(re.escape(name) for name in all_names if is_native(name))
        ends = r"(?:['’]s|s|n)?(?![\w])"
        parts = [rf"(?<![\w-])(?:{latin}){ends}"] if latin else []
        parts += [f"(?:{native})"] if native else []
        return re.compile(f"(?P<name>{'|'.join(parts) or '(?!)'})")


def _begins_well(name: str) -> bool:
    return name[:1].isupper() or is_native(name[:1])


def book(countries: Iterable[tuple[str, str, str]], language: str) -> CountryBook:
    """``countries`` are (code, language, name); names in ``language`` count, all where it is not known."""
    names: dict[str, str] = {}
    english: dict[str, str] = {}
    for code, tongue, name in countries:
        if tongue == "en":
            english.setdefault(code, name)
        if not language or tongue in (language, ""):
            names.setdefault(name, code)
    return CountryBook(names, english)
