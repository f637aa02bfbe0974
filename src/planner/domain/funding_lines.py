"""What lists show of programmes and calls, and how a call stands on a day."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Final

from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.ids import (
    AgreementId,
    FundingProgrammeId,
    OrganisationId,
    RecordId,
    ThemeId,
    VisitId,
)
from planner.domain.organisation_lines import Statement
from planner.i18n import N_

SOON: Final = 14
"""Days before a call closes from which it is said to close soon."""


class CallState(enum.StrEnum):
    COMING = "coming"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    UNDATED = "undated"


CALL_STATES: Final = {
    CallState.COMING: N_("Not open yet"),
    CallState.OPEN: N_("Open"),
    CallState.CLOSING: N_("Closes soon"),
    CallState.CLOSED: N_("Closed"),
    CallState.UNDATED: N_("No deadline"),
}


def call_state(opens_on: dt.date | None, closes_on: dt.date | None, today: dt.date) -> CallState:
    """The day of closing still belongs to the call."""
    if closes_on is not None and closes_on < today:
        return CallState.CLOSED
    if opens_on is not None and opens_on > today:
        return CallState.COMING
    if closes_on is None:
        return CallState.UNDATED
    return CallState.CLOSING if (closes_on - today).days <= SOON else CallState.OPEN


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call in a list. ``countries`` are its own, those of the programme where it names none."""

    id: RecordId
    title: str
    programme_id: FundingProgrammeId
    programme: str
    funder: str
    opens_on: dt.date | None
    closes_on: dt.date | None
    countries: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in a list. ``next_closing`` is the first deadline from today on of its calls."""

    id: FundingProgrammeId
    name: str
    acronym: str
    funder: str
    countries: tuple[str, ...]
    country_count: int | None
    calls: int
    next_closing: dt.date | None
    valid_to: str


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """``countries`` have the latest date first; ``calls`` the next to close."""

    programme: FundingProgramme
    funder: tuple[OrganisationId, str] | None
    countries: tuple[ProgrammeCountry, ...]
    themes: tuple[tuple[ThemeId, str], ...]
    agreements: tuple[tuple[AgreementId, str], ...]
    visits: tuple[tuple[VisitId, str], ...]
    calls: tuple[Call, ...]
    statements: tuple[Statement, ...]
