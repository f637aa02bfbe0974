"""Funding programmes, the countries they name, and their calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import (
    AgreementId,
    FundingProgrammeId,
    OrganisationId,
    RecordId,
    ThemeId,
    VisitId,
)
from planner.domain.times import UNKNOWN_DATE, PartialDate
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
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeCountry(Word):
    """A country that the programme names, as of a date."""

    WORD: ClassVar[str] = "programme_country"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    country: str
    as_of: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeTheme(Word):
    WORD: ClassVar[str] = "programme_theme"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    theme_id: ThemeId


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeAgreement(Word):
    """The programme rests on this agreement, or pays for what it provides for."""

    WORD: ClassVar[str] = "programme_agreement"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    agreement_id: AgreementId


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeVisit(Word):
    """The visit was about the programme, or was paid by it."""

    WORD: ClassVar[str] = "programme_visit"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    visit_id: VisitId


@dataclass(frozen=True, kw_only=True, slots=True)
class Call(Word):
    """An invitation to apply. ``closes_on`` is the last day, at the place of the funder; ``countries``
    are those for which it is open, all of the programme where none is named."""

    WORD: ClassVar[str] = "call"

    id: RecordId
    funding_programme_id: FundingProgrammeId
    title: str = ""
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    text: str = ""
    url: str = ""
    countries: tuple[str, ...] = ()
