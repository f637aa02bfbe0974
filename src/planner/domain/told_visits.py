"""Visits that sources tell of: written as the value of a citation, read from it, the same one joined.

A source tells of one visit by one value, cited of every record that it has to do with: who came, who
was visited, the countries. "Japan to Denmark, 2024-05-02 to 2024-05-04, in Lund: delegation of the
ministry; with Minister Abe; 12 people".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.source_reading.facts import VISIT
from planner.domain.sources import Citation
from planner.domain.times import (
    UNKNOWN_DATE,
    PartialDate,
    parse_partial_date,
    partial_end,
    partial_start,
)

_DAY: Final = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_VALUE: Final = re.compile(
    r"(?P<origin>[^,:;]+?) to (?P<to>[^,:;]+?)"
    rf"(?:, (?P<since>{_DAY})(?: to (?P<until>{_DAY}))?)?(?:, in (?P<where>[^:;]+))?(?::\s*(?P<rest>.*))?$"
)
_PEOPLE: Final = re.compile(r"(\d{1,6}) people$")
_TOLD_AFTER: Final = dt.timedelta(60)
"""How long after a visit a text without its days is taken to have been written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitTold:
    """What is told of a visit: from the country ``origin`` to the country ``to``, by their ISO codes.

    The days are as exact as they are told. ``who`` came, ``head`` was the highest among them,
    ``people`` how many came, 0 where nobody says so.
    """

    origin: str
    to: str
    since: PartialDate = UNKNOWN_DATE
    until: PartialDate = UNKNOWN_DATE
    where: str = ""
    who: str = ""
    head: str = ""
    people: int = 0


def value_of(told: VisitTold, names: Callable[[str], str]) -> str:
    """As a citation keeps it; ``names`` calls countries in English."""
    days = told.since + (f" to {told.until}" if told.until and told.until != told.since else "")
    ways = [
        f"{names(told.origin)} to {names(told.to)}",
        days,
        f"in {_plain(told.where)}" if told.where else "",
    ]
    said = [
        _plain(told.who),
        f"with {_plain(told.head)}" if told.head else "",
        f"{told.people} people" if told.people else "",
    ]
    rest = "; ".join(part for part in said if part)
    return ", ".join(part for part in ways if part) + (f": {rest}" if rest else "")


def _plain(text: str) -> str:
    """Without the signs that part a value."""
    return re.sub(r"\s*[;:]\s*", ", ", text).strip()


def title_of(told: VisitTold) -> str:
    """Who came, as it is told; where nobody says so the way."""
    return told.who[:1].upper() + told.who[1:] if told.who else f"{told.origin} → {told.to}"


def people_told(value: str) -> int:
    """How many came, as the value of a citation says it; 0 where it does not."""
    parts = (part.strip() for part in value.partition(":")[2].split(";"))
    return next((int(found[1]) for part in parts if (found := _PEOPLE.match(part))), 0)


def read_value(value: str, read: Callable[[str], str]) -> VisitTold | None:
    """``read`` knows the English names of countries. None: no such value, or days that there are not."""
    found = _VALUE.match(value.strip())
    if found is None:
        return None
    origin, to = (read(found[name]) for name in ("origin", "to"))
    since, until = (PartialDate(found[name] or "") for name in ("since", "until"))
    if not (origin and to and _is_span(since, until)):
        return None
    told = VisitTold(origin=origin, to=to, since=since, until=until, where=found["where"] or "")
    who = []
    for part in (part.strip() for part in (found["rest"] or "").split(";")):
        if part.startswith("with "):
            told = replace(told, head=part.removeprefix("with "))
        elif count := _PEOPLE.match(part):
            told = replace(told, people=int(count[1]))
        elif part:
            who.append(part)
    return replace(told, who="; ".join(who))


def _is_span(since: PartialDate, until: PartialDate) -> bool:
    try:
        parse_partial_date(since), parse_partial_date(until)
        first, last = partial_start(since), partial_end(until or since)
    except ValueError:
        return False
    return first is None or last is None or first <= last


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """One source that tells of a visit, with the records of which it is cited, as (word, id)."""

    visit: VisitTold
    source_id: str
    value: str
    citation_id: str = ""
    title: str = ""
    as_of: dt.date | None = None
    subjects: tuple[tuple[str, str], ...] = ()

    def of(self, word: str) -> list[str]:
        return [key for kind, key in self.subjects if kind == word]

    @property
    def window(self) -> tuple[dt.date, dt.date] | None:
        """The days among which the visit was; without any the time before the text was written."""
        first, last = (
            partial_start(self.visit.since),
            partial_end(self.visit.until or self.visit.since),
        )
        if first and last:
            return first, last
        return (self.as_of - _TOLD_AFTER, self.as_of) if self.as_of else None


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """One visit as one source or several tell it, the most exact first; ``kept`` are the visits of the
    library that were made of it or are known to be the same."""

    tellings: tuple[Telling, ...]

    @property
    def id(self) -> str:
        return self.tellings[0].citation_id

    @property
    def visit(self) -> VisitTold:
        """The most exact days, and what else is told by whoever tells it."""
        first = self.tellings[0].visit
        every = [one.visit for one in self.tellings]
        return replace(
            first,
            where=next((one.where for one in every if one.where), ""),
            head=next((one.head for one in every if one.head), ""),
            people=next((one.people for one in every if one.people), 0),
        )

    @property
    def kept(self) -> tuple[str, ...]:
        return tuple(self.subjects("visit"))

    def subjects(self, word: str) -> list[str]:
        return list(dict.fromkeys(key for one in self.tellings for key in one.of(word)))


def tellings(
    citations: Iterable[Citation],
    titles: Mapping[str, str],
    read: Callable[[str], str],
    visits: Collection[str] | None = None,
) -> list[Telling]:
    """What each source tells, one for each visit; a value that is none of a visit is left out.

    ``visits`` are those of the library: one that was removed is no subject any more.
    """
    about: dict[tuple[str, str], list[Citation]] = {}
    for one in citations:
        if one.fact == VISIT:
            about.setdefault((one.source_id, one.value), []).append(one)
    found = []
    for (source, value), several in about.items():
        visit = read_value(value, read)
        if visit is not None:
            first = min(several, key=lambda one: one.id)
            found.append(
                Telling(
                    visit=visit,
                    source_id=source,
                    value=value,
                    citation_id=first.id,
                    title=titles.get(source, ""),
                    as_of=first.as_of,
                    subjects=tuple(
                        (one.subject_kind, one.subject_id)
                        for one in several
                        if visits is None or one.subject_kind != "visit" or one.subject_id in visits
                    ),
                )
            )
    return found


def joined(told: Iterable[Telling], country_of: Mapping[str, str] | None = None) -> list[ToldVisit]:
    """Each visit once, whoever tells of it. ``country_of`` are the countries of organisations."""
    groups: list[list[Telling]] = []
    exact = sorted(
        told, key=lambda one: (-len(one.visit.since), -len(one.visit.until), one.citation_id)
    )
    for one in exact:
        same = (group for group in groups if is_same(group[0], one, country_of or {}))
        group = next(same, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [ToldVisit(tuple(group)) for group in groups]


def is_same(one: Telling, other: Telling, country_of: Mapping[str, str]) -> bool:
    """Whether both may tell of one visit: the same way, at one time, and not of different guests. Where one
    of them says no days it is only the same when both name the guests."""
    if (one.visit.origin, one.visit.to) != (other.visit.origin, other.visit.to):
        return False
    ours, theirs = _guests(one, country_of), _guests(other, country_of)
    if ours and theirs and not ours & theirs:
        return False
    if one.window is None or other.window is None:
        return one.value == other.value
    if one.window[0] > other.window[1] or other.window[0] > one.window[1]:
        return False
    dated = bool(one.visit.since and other.visit.since)
    return dated or one.value == other.value or bool(ours & theirs)


def _guests(one: Telling, country_of: Mapping[str, str]) -> set[str]:
    return {key for key in one.of("organisation") if country_of.get(key, "") == one.visit.origin}
