"""Double bookings of a year as findings, with the names of those that clash and of nobody else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Final

from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.checks.year import clashes
from planner.domain.findings import AcceptedFinding, Finding, Severity, Subject
from planner.domain.itinerary import Item
from planner.domain.people import Person
from planner.domain.sites import Room
from planner.domain.travel import Resource
from planner.domain.visits import Visit
from planner.domain.words import Word
from planner.services.keeping import name_of
from planner.storage.queries.bookings import Year, load_year
from planner.storage.reading import Reader, having

_NAMED: Final[tuple[type[Word], ...]] = (Person, Room, Resource)

Pair = tuple[int, int]


def year_findings(reader: Reader, first: dt.date, last: dt.date) -> list[Finding]:
    """See :meth:`planner.services.checking.Checking.year`."""
    year = load_year(reader, first, last)
    pairs: dict[tuple[str, Pair], list[str]] = defaultdict(list)
    for who, one, other in clashes(year.bookings):
        word, _colon, key = who.partition(":")
        pairs[word, (one, other)].append(key)
    if not pairs:
        return []
    found = _Words(reader, year, pairs).findings()
    return sorted(found, key=lambda one: (bool(one.accepted), one.facts["when"], one.key))


class _Words:
    """What the clashing rows are called."""

    def __init__(
        self, reader: Reader, year: Year, pairs: dict[tuple[str, Pair], list[str]]
    ) -> None:
        self._pairs, self._year = pairs, year
        places = {place for _word, pair in pairs for place in pair}
        rows = [year.items[place] for place in places]
        keys = {key for held in pairs.values() for key in held}
        self._item = {one.id: one for one in having(reader, Item, "id", [row.id for row in rows])}
        visits = sorted({row.visit_id for row in rows})
        self._visit = {one.id: one for one in having(reader, Visit, "id", visits)}
        self._name: dict[str, str] = {
            one.id: name_of(one) for kind in _NAMED for one in having(reader, kind, "id", keys)
        }
        self._accepted = having(reader, AcceptedFinding, "visit_id", visits)

    def findings(self) -> list[Finding]:
        return [
            self._finding(word, pair, keys)
            for (word, pair), keys in self._pairs.items()
            if all(self._year.items[place].id in self._item for place in pair)
        ]

    def _finding(self, word: str, pair: Pair, keys: list[str]) -> Finding:
        first, second = (self._item[self._year.items[place].id] for place in pair)
        names = sorted(self._name.get(key, "") for key in keys)
        return Finding(
            "overlap.year",
            Severity.CONFLICT,
            (
                *(Subject(word, key, self._name.get(key, "")) for key in sorted(keys)),
                item_subject(first),
                item_subject(second),
            ),
            {
                "names": some(names),
                "count": len(names),
                "first": first.title,
                "second": second.title,
                "visit": self._called(first),
                "other_visit": self._called(second),
                "when": when(first),
            },
            accepted=self._reason(first, second),
            measure=len(names),
        )

    def _called(self, item: Item) -> str:
        visit = self._visit.get(item.visit_id)
        return (visit.code or visit.title) if visit else ""

    def _reason(self, first: Item, second: Item) -> str:
        """Why somebody accepted, in either visit, that these two entries overlap."""
        subjects = {f"item:{first.id}", f"item:{second.id}"}
        return next(
            (
                entry.reason or "–"
                for entry in self._accepted
                if entry.finding.startswith("overlap.") and subjects <= {*entry.finding.split("|")}
            ),
            "",
        )
