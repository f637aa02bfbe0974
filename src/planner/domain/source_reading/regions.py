"""Regions that make agreements of their own and need not be in the library, with their country."""

from __future__ import annotations

from functools import cache
from typing import Final

from planner.text import fold

_REGIONS: Final = {
    "DE": "Baden-Württemberg|Bayern|Bavaria|Berlin|Brandenburg|Bremen|Hamburg|Hessen|Hesse|Mecklenburg-Vorpommern"
    "|Niedersachsen|Lower Saxony|Nordrhein-Westfalen|North Rhine-Westphalia|Rheinland-Pfalz"
    "|Rhineland-Palatinate|Saarland|Sachsen|Saxony|Sachsen-Anhalt|Saxony-Anhalt|Schleswig-Holstein"
    "|Slesvig-Holsten|Thüringen|Thuringia",
    "DK": "Region Hovedstaden|Region Midtjylland|Region Nordjylland|Region Sjælland|Region Syddanmark",
    "JP": "Hokkaido|Aomori|Iwate|Miyagi|Akita|Yamagata|Fukushima|Ibaraki|Tochigi|Gunma|Saitama|Chiba|Kanagawa"
    "|Niigata|Toyama|Ishikawa|Fukui|Yamanashi|Nagano|Gifu|Shizuoka|Aichi|Mie|Shiga|Kyoto|Osaka|Hyogo|Nara"
    "|Wakayama|Tottori|Shimane|Okayama|Hiroshima|Yamaguchi|Tokushima|Kagawa|Ehime|Kochi|Fukuoka|Saga|Nagasaki"
    "|Kumamoto|Oita|Miyazaki|Kagoshima|Okinawa",
    "SE": "Skåne|Scania|Västra Götaland|Region Skåne",
    "CA": "Québec|Quebec|Ontario|British Columbia|Alberta",
    "ES": "Catalonia|Katalonien|Cataluña|Catalunya",
    "BE": "Flanders|Flandern|Vlaanderen|Wallonia",
    "AT": "Tirol|Tyrol|Steiermark|Styria",
    "US": "California|Massachusetts|Washington State",
}


@cache
def _countries() -> dict[str, str]:
    return {fold(name): code for code, names in _REGIONS.items() for name in names.split("|")}


def country_of_region(name: str) -> str:
    """The code of the country in which this region lies; "" for what is none that is known."""
    return _countries().get(fold(name), "")
