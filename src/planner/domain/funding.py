"""Funding programmes, the countries they name, and their calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import FundingProgrammeId, OrganisationId, RecordId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class FundingProgramme(Word):
    """A programme that pays; ``country_count`` is how many countries a source says it names."""

    WORD: ClassVar[str] = "funding_programme"

    id: FundingProgrammeId
    name: str = ""
    acronym: str = ""
    organisation_id: OrganisationId | None = None
    country_count: int | None = None
    text: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeCountry(Word):
    """A country that the programme names, as of a date."""

    WORD: ClassVar[str] = "programme_country"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    country: str
    as_of: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Call(Word):
    WORD: ClassVar[str] = "call"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    title: str = ""
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    text: str = ""
    url: str = ""
