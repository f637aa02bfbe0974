"""When two sources say the same in other words: towns, countries, dates and counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from planner.domain.source_reading.days import dates_in
from planner.text import fold

_TOWNS: Final = {
    "munchen": "munich",
    "kobenhavn": "copenhagen",
    "kopenhagen": "copenhagen",
    "koln": "cologne",
    "wien": "vienna",
    "peking": "beijing",
    "tokio": "tokyo",
    "warszawa": "warsaw",
    "warschau": "warsaw",
    "goteborg": "gothenburg",
    "bengaluru": "bangalore",
    "東京": "tokyo",
    "ミュンヘン": "munich",
    "ソウル": "seoul",
    "上海": "shanghai",
}
"""Towns that texts in other languages call otherwise than records do, folded."""

_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w.-]+\w")


def town_key(town: str) -> str:
    """The town in one spelling, for comparing."""
    folded = fold(town.strip())
    return _TOWNS.get(folded, folded)


def is_same_value(one: str, other: str, country: Callable[[str], str]) -> bool:
    """Whether the two values say the same. ``country`` gives the code of a country's name, or ""."""
    if fold(one) == fold(other) or town_key(one) == town_key(other):
        return True
    addresses = _ADDRESS.findall(one)
    if addresses and addresses == _ADDRESS.findall(other):
        return True  # a contact point, told with more or fewer words
    code = country(one)
    if code and code == country(other):
        return True
    first, second = _when(one), _when(other)
    if first and second:
        return first.startswith(second) or second.startswith(first)
    counts = _count(one), _count(other)
    return bool(counts[0]) and counts[0] == counts[1]


def _count(value: str) -> str:
    """The number with which a value begins: "50, to Japan, 5 to 11 October 2024" is 50."""
    found = re.fullmatch(r"\D{0,12}(\d+)(?:\D{0,40}|,\s\D.{0,80})", value)
    return found[1] if found else ""


def is_said_in(value: str, told: str) -> bool:
    """Whether what is told has the number or the words of the value in it: "25 partners" in
    "applications of 25 partners", "København" in "Copenhagen, Aarhus"."""
    number = re.search(r"\d+", value)
    if number:
        return re.search(rf"(?<!\d){number[0]}(?!\d)", told) is not None
    return town_key(value) in {town_key(part) for part in re.split(r"[,;/]", told)}


def _when(value: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d(?:-\d\d){0,2}", value):
        return value
    found = dates_in(value)
    year = re.match(r"(?:19|20)\d\d\b", value)
    return found[0].when if found else year[0] if year else ""
