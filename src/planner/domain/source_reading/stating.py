"""Citations as they are compared: whose list each stands in, and what is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.domain.agreements import AgreementParty
from planner.domain.organisations import Organisation
from planner.domain.source_reading import facts
from planner.domain.source_reading.countries import CountryBook
from planner.domain.source_reading.differences import Stated
from planner.domain.sources import Citation
from planner.text import fold


def stated(
    citations: Iterable[Citation],
    organisations: Mapping[str, Organisation],
    parties: Mapping[str, Sequence[AgreementParty]],
    countries: CountryBook,
) -> Iterator[Stated]:
    """A country is the same by whatever name, a centre by its record."""
    for one in citations:
        owner, item = one.subject_id, ""
        if one.fact in (facts.LISTED, facts.OF_FUND):
            houses = [
                p.organisation_id for p in parties.get(one.subject_id, ()) if p.organisation_id
            ]
            codes = [p.country for p in parties.get(one.subject_id, ()) if p.country]
            owner = next(iter((*houses, *codes)), "")
            item = countries.read(one.value) or fold(one.value)
        elif one.fact == facts.LOCATED and one.subject_id in organisations:
            owner = organisations[one.subject_id].parent_id or ""
            item = one.subject_id
        yield Stated(one.source_id, one.as_of, one.fact, owner, item, one.value)
