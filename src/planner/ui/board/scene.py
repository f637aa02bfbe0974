"""What the board shows at one moment: all that painting, hit tests and screen readers ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.board import BoardDay, Placed, board_days, lanes_of
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId
from planner.domain.itinerary import AudienceKind, Item
from planner.domain.plan import Plan
from planner.domain.sites import Country

SHAPES = "●▲■◆▼★"
"""Groups are told apart by shape and letter, never by colour."""


def _no_country(code: str) -> tuple[Country | None, str]:
    return None, code


@dataclass(frozen=True)
class Scene:
    """``country`` gives the record and the name, in the reader's language, of a country code."""

    plan: Plan
    findings: tuple[Finding, ...] = ()
    country: Callable[[str], tuple[Country | None, str]] = field(default=_no_country)

    @cached_property
    def days(self) -> tuple[BoardDay, ...]:
        return board_days(self.plan)

    @cached_property
    def placed(self) -> Mapping[int, list[Placed]]:
        return {number: lanes_of(self.plan, day.parts) for number, day in enumerate(self.days)}

    @cached_property
    def found(self) -> Mapping[ItemId, list[Finding]]:
        """Open findings by item, the gravest first, notes left out: a badge asks for something."""
        result: dict[ItemId, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda finding: -finding.severity):
            if finding.accepted or finding.severity is Severity.NOTE:
                continue
            for subject in finding.subjects:
                if subject.word == "item":
                    result.setdefault(ItemId(subject.id), []).append(finding)
        return result

    @cached_property
    def day_numbers(self) -> Mapping[ItemId, int]:
        """The column in which an item first stands."""
        result: dict[ItemId, int] = {}
        for number, day in enumerate(self.days):
            for item in (*day.whole, *(part.item for part in day.parts)):
                result.setdefault(item.id, number)
        return result

    @cached_property
    def order(self) -> list[tuple[int, ItemId]]:
        """Column and item of everything on the board, whole-day items first, then by time."""
        return [
            (number, item.id)
            for number, day in enumerate(self.days)
            for item in (*day.whole, *(part.item for part in day.parts))
            if self.day_numbers[item.id] == number
        ]

    def findings_on(self, number: int) -> list[Finding]:
        """The different findings that concern the items of a day, the gravest first."""
        day = self.days[number]
        found = {
            finding.key: finding
            for item in (*day.whole, *(part.item for part in day.parts))
            for finding in self.found.get(item.id, ())
        }
        return sorted(found.values(), key=lambda finding: -finding.severity)

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {
            group.id: SHAPES[place % len(SHAPES)] + (group.letter or group.name[:1])
            for place, group in enumerate(self.plan.groups)
        }

    def audience_mark(self, item: Item) -> str:
        """ "●A ▲B", "3/12" for named people, "−1" for all but one; nothing for the whole delegation."""
        if item.audience is AudienceKind.ALL:
            return ""
        groups = self.plan.groups_on(item)
        if item.audience is AudienceKind.GROUPS and groups:
            return " ".join(self._letters[group.id] for group in groups)
        on, all_heads = len(self.plan.on(item)), self.plan.headcount
        return f"{on}/{all_heads}"
