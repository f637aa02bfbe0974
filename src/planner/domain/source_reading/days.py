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
    "march marts märz mars mar mär mrz maerz",
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
        r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})[- ](?P<year>(?:19|20)\d\d)\b",  # 3/2-2026
        r"\b(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<either>\d{1,2})/(?P<other>\d{1,2})/(?P<year>(?:19|20)\d\d)\b",
        r"(?P<year>(?:19|20)\d\d)年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日",
        r"(?P<era>令和|平成)(?P<year>\d{1,2}|元)年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日",
        r"(?P<year>(?:19|20)\d\d)年\s?(?P<month>\d{1,2})月",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
    )
)
_ERAS: Final = {"令和": 2018, "平成": 1988}
_LABEL: Final = re.compile(
    r"(?<![A-Za-zÀ-ž])(?:"
    r"(?P<changed>(?:senest|sidst) (?:opdateret|ændret|revideret|redigeret)|last (?:modified|updated|changed"
    r"|reviewed|revised|edited)|updated|as of|opdateret|ajourført|zuletzt (?:aktualisiert|geändert|bearbeitet)"
    r"|aktualisiert(?: am)?|letzte (?:änderung|aktualisierung)|stand(?: vom)?"
    r"|senast (?:uppdaterad|ändrad)|uppdaterad|最終更新日?|更新日)"
    r"|(?P<published>published|posted|offentliggjort|udgivet|publiceret|veröffentlicht|erschienen"
    r"|publicerad|公開日|掲載日|発表日))(?![A-Za-zÀ-ž])",
    re.IGNORECASE,
)
_BEFORE_LABEL: Final = re.compile(
    r"(?i)(?:^|[|·•–—/:]\s*|\d\s*|\b(?:page|side|siden|seite|sidan|ページ)(?: (?:was|is|er|blev|wurde|ist|har|är))?\s*)$"
)
"""What may stand in its line before a label of the page: nothing, a separator, a date, or the page."""
_AFTER_LABEL: Final = re.compile(
    r"[\W_]*(?:(?:by|af|von|av) [A-ZÆØÅÄÖÜ][\w.]*(?: [A-ZÆØÅÄÖÜ][\w.]*){0,3}[\W_]+)?"
    r"(?:(?:on|the|of|am|vom|den|der|d|pr|[^\W\d_]*(?:day|dag|tag|woch))\b[\W_]*){0,4}"
)
"""What may stand between a label and its date: who did it, a weekday, an article."""
_HEAD: Final = 15
_FOOT: Final = 6
"""Lines at either end of a text that speak of the page rather than of its matter."""
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
    """The date that a label at either end says is the text's, else a line there that is a date alone,
    else a line of its own further in; never one out of a sentence."""
    days = [one for one in dates_in(text) if one.day is not None]
    lines = list(_lines(text))
    labelled = _labelled(text, days, lines)
    return labelled[0] or _alone(text, days, lines) or labelled[1]


def _labelled(
    text: str, days: list[Dated], lines: list[tuple[int, str]]
) -> tuple[OwnDate | None, OwnDate | None]:
    """The best label at the ends of the text, and the first one elsewhere."""
    starts = [one.start for one in days]
    first_of = [start for start, _line in lines]
    found: list[tuple[int, OwnDate]] = []
    for label in _LABEL.finditer(text):
        place = bisect.bisect_left(starts, label.end())
        number = bisect.bisect_right(first_of, label.start()) - 1
        if place == len(days) or not _is_of_page(text, label, days[place]):
            continue
        day = days[place].day
        assert day is not None
        published = label["changed"] is None
        if number < _HEAD or number >= len(lines) - _FOOT:
            rank = 2 * published + (number >= _HEAD)
        else:
            rank = 4 + published
        found.append((rank, OwnDate(day, days[place].start, days[place].end, published)))
    ends = [one for one in found if one[0] < 4]
    inside = [one for one in found if one[0] >= 4]
    return _best(ends), _best(inside)


def _best(found: list[tuple[int, OwnDate]]) -> OwnDate | None:
    return min(found, key=lambda one: one[0])[1] if found else None


def _is_of_page(text: str, label: re.Match[str], day: Dated) -> bool:
    """Whether the label stands where a page says it of itself, and the date belongs to it."""
    between = text[label.end() : day.start]
    if "\n" in between.strip("\n") or _AFTER_LABEL.fullmatch(between) is None:
        return False
    before = text[text.rfind("\n", 0, label.start()) + 1 : label.start()].lstrip(" •*-–(\t")
    end = text.find("\n", day.end)
    after = text[day.end : end if end >= 0 else None]
    return _BEFORE_LABEL.search(before) is not None and len(after) <= _NEAR


def _alone(text: str, days: list[Dated], lines: list[tuple[int, str]]) -> OwnDate | None:
    near = lines[:20] + lines[-_FOOT:]
    for one in days:
        for start, line in near:
            if start <= one.start and one.end <= start + len(line):
                around = line.replace(text[one.start : one.end], "").strip(" ,.–-|()\t")
                if len(around) <= 12 and _SAYS.search(around) is None and one.day is not None:
                    return OwnDate(one.day, one.start, one.end, published=True)
    return None


_SAYS: Final = re.compile(r"\b(?!(?:den|am|d|of|the|kl)\b)[a-zæøåäöüß]{3,}")
"""A word that makes a line with a date one that states something: "signed 3 May 2021"."""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line in re.finditer(r"[^\n]+", text):
        if line[0].strip():
            yield line.start(), line[0]


def _when(found: re.Match[str]) -> PartialDate | None:
    parts = found.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    year += _ERAS.get(parts.get("era") or "", 0)
    if parts.get("either"):
        return _slashed(year, int(parts["either"]), int(parts["other"]))
    name = parts["month"].casefold()
    month = int(name) if name.isdecimal() else _MONTH_OF[name]
    try:
        day = dt.date(year, month, int(parts.get("day") or 1))
    except ValueError:
        return None
    return PartialDate(day.isoformat() if parts.get("day") else f"{year:04d}-{month:02d}")


def _slashed(year: int, first: int, second: int) -> PartialDate | None:
    """12/31/2026 and 31/12/2026 are one day; of 3/2/2026 only the year is sure."""
    read = {(year, second, first), (year, first, second)}
    days = [day for one in read if (day := _day_of(*one))]
    if not days:
        return None
    return PartialDate(days[0].isoformat() if len(days) == 1 else f"{year:04d}")


def _day_of(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
