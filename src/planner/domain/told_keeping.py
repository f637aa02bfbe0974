"""The records that make a told visit a visit of the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from planner.domain.ids import AgreementId, OrganisationId, RecordId, SourceId, VisitId, new_id
from planner.domain.source_reading.facts import VISIT
from planner.domain.sources import Citation
from planner.domain.times import PartialDate, partial_start
from planner.domain.told_ties import direction
from planner.domain.told_visits import ToldVisit, VisitTold, title_of
from planner.domain.visits import Visit, VisitAgreement, VisitStatus
from planner.domain.words import Word


def visit_records(
    told: ToldVisit,
    *,
    home: str,
    country_of: Mapping[str, str],
    hosts: Collection[str],
    zone: str,
    today: dt.date,
) -> list[Word]:
    """The visit first, then its agreements, and a citation from each source.

    ``country_of`` are the countries of organisations, ``hosts`` those who are said to have been host,
    ``zone`` is of the place visited, "" where it is not known.
    """
    visit, houses = told.visit, told.subjects("organisation")
    guests = [key for key in houses if country_of.get(key, "") == visit.origin]
    there = [key for key in houses if country_of.get(key, "") == visit.to]
    receiving = [key for key in there if key in hosts] or there
    made = replace(
        visit_of(visit, home=home, zone=zone, today=today),
        notes=told.tellings[0].value,
        initiator_organisation_id=OrganisationId(guests[0]) if guests else None,
        host_organisation_id=OrganisationId(receiving[0]) if len(receiving) == 1 else None,
    )
    ties = [
        VisitAgreement(id=RecordId(new_id()), visit_id=made.id, agreement_id=AgreementId(key))
        for key in told.subjects("agreement")
    ]
    cited = [citation_of(made, one.source_id, one.value, one.as_of) for one in told.tellings]
    return [made, *ties, *cited]


def visit_of(told: VisitTold, *, home: str, zone: str, today: dt.date) -> Visit:
    """Its days where they are told to the day; it is done unless it is still to come."""
    first = _day(told.since)
    begins = partial_start(told.since)
    made = Visit(
        id=VisitId(new_id()),
        title=title_of(told),
        direction=direction(told, home),
        status=VisitStatus.PLANNED if begins and begins > today else VisitStatus.DONE,
        first_day=first,
        last_day=(_day(told.until) or (first if not told.until else None)) if first else None,
        country=told.to,
    )
    return replace(made, zone=zone) if zone else made


def citation_of(visit: Visit, source: str, value: str, as_of: dt.date | None) -> Citation:
    """The source tells of this visit."""
    return Citation(
        id=RecordId(new_id()),
        source_id=SourceId(source),
        subject_kind=Visit.WORD,
        subject_id=visit.id,
        fact=VISIT,
        value=value,
        as_of=as_of,
    )


def _day(when: PartialDate) -> dt.date | None:
    return dt.date.fromisoformat(when) if len(when) == len("2024-05-02") else None
