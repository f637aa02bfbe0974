"""Charts as values: which there are, what is asked of one, and its bars made from counted groups."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from planner.domain.visits import DIRECTIONS, Direction
from planner.i18n import N_, _


class ChartKind(enum.StrEnum):
    VISITS_BY_YEAR = "visits-by-year"
    VISITS_BY_COUNTRY = "visits-by-country"
    DELEGATES_BY_YEAR = "delegates-by-year"
    DELEGATES_BY_COUNTRY = "delegates-by-country"
    AGREEMENTS_BY_STATUS = "agreements-by-status"
    AGREEMENTS_BY_THEME = "agreements-by-theme"
    SITES = "sites"
    SITES_BY_MONTH = "sites-by-month"


CHART_KINDS: Final = {
    ChartKind.VISITS_BY_YEAR: N_("Visits per year"),
    ChartKind.VISITS_BY_COUNTRY: N_("Visits per country"),
    ChartKind.DELEGATES_BY_YEAR: N_("Delegates per year"),
    ChartKind.DELEGATES_BY_COUNTRY: N_("Delegates per country"),
    ChartKind.AGREEMENTS_BY_STATUS: N_("Agreements by status"),
    ChartKind.AGREEMENTS_BY_THEME: N_("Agreements by theme"),
    ChartKind.SITES: N_("Load of sites"),
    ChartKind.SITES_BY_MONTH: N_("Load of sites per month"),
}
OF_VISITS: Final = frozenset(
    {
        ChartKind.VISITS_BY_YEAR,
        ChartKind.VISITS_BY_COUNTRY,
        ChartKind.DELEGATES_BY_YEAR,
        ChartKind.DELEGATES_BY_COUNTRY,
    }
)
OF_SITES: Final = frozenset({ChartKind.SITES, ChartKind.SITES_BY_MONTH})
MOST: Final = 20
"""Bars of a chart without an order in time; the rest is one bar together."""
COLOURS: Final = 6
"""Series that can be told apart by colour."""
LONGEST: Final = 240
"""Months or years without a gap; what is further apart is a mistyped year."""


@dataclass(frozen=True, slots=True)
class ChartAsked:
    """Years are included; None is without a limit. ``direction`` is empty for both ways.

    ``by_country`` splits the bars of years by country in place of the direction. ``site`` narrows
    the months to one site.
    """

    kind: ChartKind = ChartKind.VISITS_BY_YEAR
    first_year: int | None = None
    last_year: int | None = None
    direction: str = ""
    by_country: bool = False
    site: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """``values`` has one number for each series of the chart."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Chart:
    """``subject`` says what a bar is ("Year"). The series of a ``stacked`` chart add up; others are
    measured side by side. ``in_time`` bars follow one another without a gap."""

    title: str
    subject: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    stacked: bool = True
    in_time: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """Titles of the table that says the same."""
        shown = (self.subject, *self.series)
        return (*shown, _("Together")) if self.has_total else shown

    @property
    def rows(self) -> tuple[tuple[str | int, ...], ...]:
        return tuple(
            (bar.label, *bar.values, bar.total) if self.has_total else (bar.label, *bar.values)
            for bar in self.bars
        )

    @property
    def has_total(self) -> bool:
        return self.stacked and len(self.series) > 1


class VisitGroup(NamedTuple):
    """So many visits and heads of one year, direction and country."""

    year: int
    direction: str
    country: str
    visits: int
    heads: int


class SiteGroup(NamedTuple):
    """So many visits to one site in a month, and the heads of their delegations; month is "2027-05"."""

    site: str
    month: str
    visits: int
    heads: int


Naming = Callable[[str], str]
"""The name of a country by its code."""


def visits_chart(groups: Sequence[VisitGroup], asked: ChartAsked, naming: Naming) -> Chart:
    """Visits or delegates, per year or per country."""
    heads = asked.kind in (ChartKind.DELEGATES_BY_YEAR, ChartKind.DELEGATES_BY_COUNTRY)
    per_year = asked.kind in (ChartKind.VISITS_BY_YEAR, ChartKind.DELEGATES_BY_YEAR)
    split = asked.by_country and per_year

    def series_of(group: VisitGroup) -> str:
        return group.country if split else group.direction

    def value(group: VisitGroup) -> int:
        return group.heads if heads else group.visits

    keys = _series(groups, series_of, value) if split else _directions(asked)
    place = {key: number for number, key in enumerate(keys)}
    cells: dict[str, list[int]] = defaultdict(lambda: [0] * len(keys))
    for group in groups:
        label = str(group.year) if per_year else group.country
        at = place.get(series_of(group), len(keys) - 1)
        cells[label][at] += value(group)
    names = [naming(key) if key else _("Not known") for key in keys]
    if split and len(set(map(series_of, groups))) > len(keys):
        names[-1] = _("Others")
    if not split:
        names = [_(DIRECTIONS[Direction(key)]) for key in keys]
    if per_year:
        bars = [Bar(year, tuple(cells[year])) for year in _years(map(int, list(cells)))]
        return Chart(_(CHART_KINDS[asked.kind]), _("Year"), tuple(names), tuple(bars), in_time=True)
    named = {naming(key) if key else _("Not known"): cells[key] for key in list(cells)}
    bars = _largest(named, len(keys))
    return Chart(_(CHART_KINDS[asked.kind]), _("Country"), tuple(names), tuple(bars))


def counted_chart(counts: Iterable[tuple[str, int]], kind: ChartKind, subject: str) -> Chart:
    """One number for each label, the largest first."""
    bars = _largest({label: [number] for label, number in counts}, 1)
    return Chart(_(CHART_KINDS[kind]), subject, (_("Agreements"),), tuple(bars))


def sites_chart(groups: Sequence[SiteGroup], asked: ChartAsked) -> Chart:
    """Visits and heads of each site, or of each month."""
    series = (_("Visits"), _("Visitors"))
    cells: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    months = asked.kind is ChartKind.SITES_BY_MONTH
    for group in groups:
        label = group.month if months else group.site
        cells[label][0] += group.visits
        cells[label][1] += group.heads
    title = _(CHART_KINDS[asked.kind])
    if months:
        bars = [Bar(month, tuple(cells[month])) for month in _months(list(cells))]
        return Chart(title, _("Month"), series, tuple(bars), stacked=False, in_time=True)
    bars = _largest(cells, 2)
    return Chart(title, _("Site"), series, tuple(bars), stacked=False)


def _directions(asked: ChartAsked) -> list[str]:
    return [asked.direction] if asked.direction else [one.value for one in Direction]


def _series(
    groups: Sequence[VisitGroup],
    series_of: Callable[[VisitGroup], str],
    value: Callable[[VisitGroup], int],
) -> list[str]:
    """The keys with most; where there are more than colours, the last one takes in the rest."""
    sums: Counter[str] = Counter()
    for group in groups:
        sums[series_of(group)] += value(group)
    ordered = sorted(sums, key=lambda key: (-sums[key], key))
    return ordered[:COLOURS] or [""]


def _largest(cells: dict[str, list[int]], width: int) -> list[Bar]:
    """The largest first; beyond twenty the rest in one bar."""
    ordered = sorted(cells, key=lambda label: (-max(cells[label]), -sum(cells[label]), label))
    bars = [Bar(label, tuple(cells[label])) for label in ordered]
    if len(bars) <= MOST:
        return bars
    rest = bars[MOST - 1 :]
    label = _("{count} others").format(count=len(rest))
    sums = tuple(sum(bar.values[place] for bar in rest) for place in range(width))
    return [*bars[: MOST - 1], Bar(label, sums)]


def _years(years: Iterable[int]) -> list[str]:
    """Every year from the first to the last."""
    known = sorted(set(years))
    if not known or known[-1] - known[0] > LONGEST:
        return [str(year) for year in known]
    return [str(year) for year in range(known[0], known[-1] + 1)]


def _months(months: Sequence[str]) -> list[str]:
    """Every month from the first to the last."""
    known = sorted(set(months))
    if not known:
        return []
    first, last = (dt.date.fromisoformat(f"{month}-01") for month in (known[0], known[-1]))
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if end - start > LONGEST:
        return known
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]
