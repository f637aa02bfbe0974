"""Countries as sentences name them, in the languages that the program speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

LANGUAGES: Final = ("en", "da", "de")

# ISO 3166 alpha-2, then the common name in English, Danish and German; one name where all agree.
_TITLES: Final = """
AE|the United Arab Emirates|De Forenede Arabiske Emirater|Vereinigte Arabische Emirate
AR|Argentina|Argentina|Argentinien
AT|Austria|Østrig|Österreich
AU|Australia|Australien|Australien
BA|Bosnia and Herzegovina|Bosnien-Hercegovina|Bosnien und Herzegowina
BE|Belgium|Belgien|Belgien
BG|Bulgaria|Bulgarien|Bulgarien
BR|Brazil|Brasilien|Brasilien
CA|Canada|Canada|Kanada
CH|Switzerland|Schweiz|Schweiz
CL|Chile
CN|China|Kina|China
CO|Colombia|Colombia|Kolumbien
CY|Cyprus|Cypern|Zypern
CZ|Czechia|Tjekkiet|Tschechien
DE|Germany|Tyskland|Deutschland
DK|Denmark|Danmark|Dänemark
EE|Estonia|Estland|Estland
EG|Egypt|Egypten|Ägypten
ES|Spain|Spanien|Spanien
FI|Finland|Finland|Finnland
FO|the Faroe Islands|Færøerne|Färöer
FR|France|Frankrig|Frankreich
GB|the United Kingdom|Storbritannien|Großbritannien
GL|Greenland|Grønland|Grönland
GR|Greece|Grækenland|Griechenland
HK|Hong Kong|Hongkong|Hongkong
HR|Croatia|Kroatien|Kroatien
HU|Hungary|Ungarn|Ungarn
ID|Indonesia|Indonesien|Indonesien
IE|Ireland|Irland|Irland
IL|Israel
IN|India|Indien|Indien
IS|Iceland|Island|Island
IT|Italy|Italien|Italien
JP|Japan
KE|Kenya|Kenya|Kenia
KR|South Korea|Sydkorea|Südkorea
KZ|Kazakhstan|Kasakhstan|Kasachstan
LI|Liechtenstein
LT|Lithuania|Litauen|Litauen
LU|Luxembourg|Luxembourg|Luxemburg
LV|Latvia|Letland|Lettland
MA|Morocco|Marokko|Marokko
MD|Moldova|Moldova|Moldau
ME|Montenegro
MK|North Macedonia|Nordmakedonien|Nordmazedonien
MT|Malta
MX|Mexico|Mexico|Mexiko
MY|Malaysia
NG|Nigeria
NL|the Netherlands|Nederlandene|Niederlande
NO|Norway|Norge|Norwegen
NZ|New Zealand|New Zealand|Neuseeland
PH|the Philippines|Filippinerne|Philippinen
PL|Poland|Polen|Polen
PT|Portugal
RO|Romania|Rumænien|Rumänien
RS|Serbia|Serbien|Serbien
RU|Russia|Rusland|Russland
SA|Saudi Arabia|Saudi-Arabien|Saudi-Arabien
SE|Sweden|Sverige|Schweden
SG|Singapore|Singapore|Singapur
SI|Slovenia|Slovenien|Slowenien
SK|Slovakia|Slovakiet|Slowakei
TH|Thailand
TR|Türkiye|Tyrkiet|Türkei
TW|Taiwan
UA|Ukraine|Ukraine|Ukraine
US|the United States|USA|USA
VN|Vietnam
ZA|South Africa|Sydafrika|Südafrika
"""
_FEMININE: Final = ("die", "der")
_PLURAL: Final = ("die", "den")
_GERMAN_ARTICLES: Final[Mapping[str, tuple[str, str]]] = {
    "AE": _PLURAL,
    "CH": _FEMININE,
    "FO": _PLURAL,
    "MD": _FEMININE,
    "NL": _PLURAL,
    "PH": _PLURAL,
    "SK": _FEMININE,
    "TR": _FEMININE,
    "UA": _FEMININE,
    "US": _PLURAL,
}
"""Countries that German names with an article: how it stands after "für", and after "in"."""
_AFTER_IN: Final = {"AE": "Vereinigten Arabischen Emiraten", "FO": "Färöern", "NL": "Niederlanden"}
"""Of those the names that take another ending there."""
_AFTER_FOR: Final = {"AE": "Vereinigten Arabischen Emirate"}
_WHERE: Final = re.compile(r"\b(?:(in|nach|für|aus) )?\{country\}")


def country_title(code: str, language: str) -> str:
    """The name of a country by its ISO code, as it stands within a sentence; an unknown code stays."""
    titles = _titles().get(code)
    return titles[LANGUAGES.index(language)] if titles and language in LANGUAGES else code


def with_country(pattern: str, code: str, language: str) -> str:
    """A sentence with the country put where ``{country}`` stands; several codes may be listed by commas.

    German names some countries with an article, and goes "in die Schweiz" but "nach Dänemark".
    """
    codes = [part.strip() for part in code.split(",")]
    if not all(part in _titles() for part in codes):
        return pattern
    if language == "de" and len(codes) == 1 and codes[0] in _GERMAN_ARTICLES:
        return _WHERE.sub(lambda found: _in_german(found[1] or "", codes[0]), pattern)
    named = ", ".join(country_title(part, language) for part in codes)
    return pattern.replace("{country}", named)


def _in_german(word: str, code: str) -> str:
    after_for, after_in = _GERMAN_ARTICLES[code]
    title = country_title(code, "de")
    if word in ("in", "aus"):
        return f"{word} {after_in} {_AFTER_IN.get(code, title)}"
    if word in ("nach", "für"):
        direction = "in" if word == "nach" else word
        return f"{direction} {after_for} {_AFTER_FOR.get(code, title)}"
    return title


@cache
def _titles() -> Mapping[str, tuple[str, ...]]:
    found = {}
    for line in _TITLES.strip().splitlines():
        code, *names = line.split("|")
        found[code] = tuple(names) if len(names) > 1 else (names[0],) * len(LANGUAGES)
    return found
