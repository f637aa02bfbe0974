"""What stands in the cells of a list of organisations, in a language, for a screen or a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.list_columns import ListColumn
from planner.domain.organisation_lines import OrganisationLine
from planner.domain.organisations import ORGANISATION_KINDS

Cell = str | int | dt.date | dt.datetime


@dataclass(frozen=True)
class OrganisationCells:
    """``say`` gives a message in the language, ``country`` the name of a code, ``tongue`` what a
    language tag is called."""

    say: Callable[[str], str]
    country: Callable[[str], str]
    tongue: Callable[[str], str] = str

    def of(self, column: ListColumn, line: OrganisationLine) -> Cell:
        """Numbers and days as such; nothing for none. ``changed`` is UTC without offset."""
        value = getattr(line, column.source)
        match column.key:
            case "name":
                return line.name or line.native_name or line.acronym
            case "kind":
                return self.say(ORGANISATION_KINDS[line.kind])
            case "country":
                return self.country(line.country)
            case "names":
                return " · ".join(self._name(tag, name) for tag, name in line.names)
            case "former_names":
                return " · ".join(f"{name} (–{until})" for name, until in line.former_names)
            case "member_of":
                return " · ".join(line.member_of)
            case "notes":
                return " ".join(line.notes.split())
        return value or ""

    def _name(self, tag: str, name: str) -> str:
        return f"{self.tongue(tag)}: {name}" if tag else name
