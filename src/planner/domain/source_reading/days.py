"""Dates as running text writes them in five languages, and the date that a text gives itself."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.times import UNKNOWN_DATE, PartialDate

_MONTHS: Final = (
    "january januar januari jan",
    "february februar februari feb",
    "march marts märz mars mar maerz",
    "april apr",
    "may maj mai",
    "june juni jun",
    "july juli jul",
    "august augusti aug",
    "september sept sep",
    "october oktober okt oct",
    "november nov",
    "december dezember dec dez",
)
_MONTH_OF: Final = {
    name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
MONTHS: Final = frozenset(_MONTH_OF)
"""Names of months, folded."""
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b",
        r"(?P<year>(?:19|20)\d\d)年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日",
        r"(?P<era>令和|平成)(?P<year>\d{1,2}|元)年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日",
        r"(?P<year>(?:19|20)\d\d)年\s?(?P<month>\d{1,2})月",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
    )
)
_ERAS: Final = {"令和": 2018, "平成": 1988}
_LABEL: Final = re.compile(
    r"(?P<changed>senest (?:opdateret|ændret|revideret)|last (?:modified|updated|changed|reviewed)|updated"
    r"|opdateret|zuletzt (?:aktualisiert|geändert)|aktualisiert am|letzte änderung|stand"
    r"|senast (?:uppdaterad|ändrad)|uppdaterad|最終更新日?|更新日)"
    r"|(?P<published>published|posted|offentliggjort|udgivet|publiceret|veröffentlicht|erschienen"
    r"|publicerad|公開日|掲載日|発表日)",
    re.IGNORECASE,
)
_NEAR: Final = 40


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text, as exact as it is written, from ``start`` to ``end``."""

    when: PartialDate
    start: int
    end: int

    @property
    def day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.when) if len(self.when) == 10 else None


@dataclass(frozen=True, slots=True)
class OwnDate:
    """The day for which a text speaks; ``published`` where it says so rather than when it was changed."""

    day: dt.date
    start: int
    end: int
    published: bool


def dates_in(text: str) -> list[Dated]:
    """All dates to the day or month, in their order; years alone are too often something else."""
    taken: list[Dated] = []
    covered = bytearray(len(text))
    for shape in _SHAPES:
        for found in shape.finditer(text):
            if not any(covered[found.start() : found.end()]):
                # 31 February keeps its place, so its month is not taken for a date.
                taken.append(Dated(_when(found) or UNKNOWN_DATE, found.start(), found.end()))
                covered[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return sorted((one for one in taken if one.when), key=lambda one: one.start)


def own_date(text: str) -> OwnDate | None:
    """The date that a label says is the text's, else a line near either end that is a date alone."""
    days = [one for one in dates_in(text) if one.day is not None]
    starts = [one.start for one in days]
    for kind in ("changed", "published"):
        for label in _LABEL.finditer(text):
            if label[kind] is None:
                continue
            place = bisect.bisect_left(starts, label.end())
            if place == len(days):
                continue
            one = days[place]
            between = text[label.end() : one.start]
            if len(between) <= _NEAR and "\n" not in between.strip("\n"):
                assert one.day is not None
                return OwnDate(one.day, one.start, one.end, kind == "published")
    return _alone(text, days)


def _alone(text: str, days: list[Dated]) -> OwnDate | None:
    lines = list(_lines(text))
    near = lines[:20] + lines[-6:]
    for one in days:
        for start, line in near:
            if start <= one.start and one.end <= start + len(line):
                around = line.replace(text[one.start : one.end], "").strip(" ,.–-|()\t")
                if len(around) <= 12 and one.day is not None:
                    return OwnDate(one.day, one.start, one.end, published=True)
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line in re.finditer(r"[^\n]+", text):
        if line[0].strip():
            yield line.start(), line[0]


def _when(found: re.Match[str]) -> PartialDate | None:
    parts = found.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    year += _ERAS.get(parts.get("era") or "", 0)
    name = parts["month"].casefold()
    month = int(name) if name.isdecimal() else _MONTH_OF[name]
    try:
        day = dt.date(year, month, int(parts.get("day") or 1))
    except ValueError:
        return None
    return PartialDate(day.isoformat() if parts.get("day") else f"{year:04d}-{month:02d}")
