"""What a quick-add line is read against, and what comes out: fields, and doubts with their ways out."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.ids import GroupId, SiteId
from planner.domain.itinerary import ItemKind
from planner.domain.times import WallTime, days
from planner.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class QuickGroup:
    """A group as a line may name it: by letter or by name."""

    id: GroupId
    letter: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        return self.letter or self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class QuickSite:
    """A site as a line may name it. ``aliases``: acronyms, native names, names with the city.

    ``zone`` is the site's own IANA zone; empty means that of the visit. Of several sites that an
    alias fits, the only one ``in_use``, that is in the programme already, is meant.
    """

    id: SiteId
    name: str
    aliases: tuple[str, ...] = ()
    zone: str = ""
    in_use: bool = False


@dataclass(frozen=True, kw_only=True)
class QuickContext:
    """What is known while a line is typed. ``front`` is the day that the board shows in front.

    ``days`` are the days that a weekday may mean; empty, they follow from the first and last day.
    ``language`` decides only what words of several languages mean; every language is read.
    """

    first_day: dt.date | None = None
    last_day: dt.date | None = None
    days: tuple[dt.date, ...] = ()
    front: dt.date | None = None
    today: dt.date | None = None
    zone: str = "Europe/Copenhagen"
    groups: tuple[QuickGroup, ...] = ()
    sites: tuple[QuickSite, ...] = ()
    language: str = "en"
    default_length: dt.timedelta = dt.timedelta(hours=1)

    @cached_property
    def all_days(self) -> tuple[dt.date, ...]:
        """The days of the visit, in order."""
        known = set(self.days)
        if self.first_day and self.last_day and self.first_day <= self.last_day:
            # A visit of years would make the list long for nothing.
            last = min(self.last_day, self.first_day + dt.timedelta(days=400))
            known |= set(days(self.first_day, last))
        elif self.first_day:
            known.add(self.first_day)
        return tuple(sorted(known))

    @cached_property
    def near(self) -> dt.date | None:
        """The day from which a date without year is completed when the visit has no days."""
        return self.front or (self.all_days[0] if self.all_days else self.today)

    @cached_property
    def site_names(self) -> tuple[tuple[str, QuickSite, bool], ...]:
        """Folded names with their site; True marks the site's own name."""
        return tuple(
            (folded, site, rank == 0)
            for site in self.sites
            for rank, name in enumerate((site.name, *site.aliases))
            if (folded := fold(name))
        )

    @cached_property
    def bare_language(self) -> str:
        return self.language.replace("-", "_").split("_")[0].lower()


class DoubtKind(enum.StrEnum):
    """What a line leaves open. All block but ``NEXT_DAY``, which is only said."""

    HALF_OF_DAY = "half of day"
    TIME_OR_TITLE = "time or title"
    MANY_TIMES = "many times"
    TIME_OR_LENGTH = "time or length"
    ONLY_END = "only end"
    END_BEFORE_START = "end before start"
    NO_SUCH_TIME = "no such time"
    SKIPPED = "skipped"
    DOUBLED = "doubled"
    TIME_MISSING = "time missing"
    DAY_MISSING = "day missing"
    WEEKDAY_TWICE = "weekday twice"
    OUTSIDE = "outside"
    MISMATCH = "mismatch"
    DAY_OR_TITLE = "day or title"
    DAY_OR_TIME = "day or time"
    NO_SUCH_DATE = "no such date"
    MANY_DAYS = "many days"
    NO_GROUP = "no group"
    MANY_GROUPS = "many groups"
    MANY_SITES = "many sites"
    MANY_PLACES = "many places"
    LENGTH_ALONE = "length alone"
    NO_SUCH_LENGTH = "no such length"
    NO_TITLE = "no title"
    NEXT_DAY = "next day"


class Way(enum.StrEnum):
    """What a choice does, for its wording."""

    DAY = "day"
    TIME = "time"
    LENGTH = "length"
    FIRST = "first"
    SECOND = "second"
    NAME = "name"
    TITLE = "title"
    ALL_DAY = "all day"
    UNSCHEDULED = "unscheduled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One way out of a doubt: ``line`` is the whole line, written so that it no longer doubts.

    ``day``, ``start``, ``end`` and ``name`` are what the choice is about, as far as it is.
    """

    way: Way
    line: str
    day: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    days_later: int = 0
    minutes: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Something that a line leaves open. ``text`` are the words it is about."""

    kind: DoubtKind
    text: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.kind is not DoubtKind.NEXT_DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One line as it was read. Without a start it is for the unscheduled.

    While a doubt blocks, the fields that it is about are empty rather than guessed. An all-day
    reading has midnights; its end lies on its last day. ``used`` are the places in ``line`` (from,
    to) that became a field, all else is in the title. ``place`` is what was typed when no site fits.
    """

    line: str = ""
    kind: ItemKind = ItemKind.MEETING
    title: str = ""
    start: WallTime | None = None
    end: WallTime | None = None
    all_day: bool = False
    site_id: SiteId | None = None
    site_name: str = ""
    place: str = ""
    group_ids: tuple[GroupId, ...] = ()
    group_names: tuple[str, ...] = ()
    tentative: bool = False
    doubts: tuple[Doubt, ...] = ()
    used: tuple[tuple[int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.line.strip()

    @property
    def blocks(self) -> bool:
        """Whether a question has to be answered before an item can be made of it."""
        return any(doubt.blocks for doubt in self.doubts)

    @property
    def question(self) -> Doubt | None:
        """The first doubt that blocks: questions are asked one at a time."""
        return next((doubt for doubt in self.doubts if doubt.blocks), None)
