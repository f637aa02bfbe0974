"""Which organisation a typed name means; one that is not known is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.ids import OrganisationId, new_id
from planner.domain.organisations import Organisation
from planner.storage import reading, search
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.storage.reading import Reader
    from planner.storage.unit_of_work import Work


def known_organisation(reader: Reader, name: str) -> OrganisationId | None:
    """The organisation that a typed name, acronym or name in another language means."""
    exact = reader.rows(
        "SELECT id FROM organisation WHERE sort_key = :key OR lower(acronym) = :low"
        " OR lower(native_name) = :low UNION SELECT organisation_id FROM organisation_name"
        " WHERE lower(name) = :low",
        {"key": fold(clean_line(name)), "low": clean_line(name).lower()},
    )
    if exact:
        return OrganisationId(min(row[0] for row in exact))
    # What only folding finds: case and marks beyond ASCII, such as "Københavns" for "KØBENHAVNS".
    wanted = fold(clean_line(name))
    for hit in search.find(reader, name, words=["organisation"], limit=50):
        known = reading.one(reader, Organisation, hit.id)
        if known is None:
            continue
        names = [known.name, known.acronym, known.native_name]
        names += [
            row[0]
            for row in reader.rows(
                "SELECT name FROM organisation_name WHERE organisation_id = :id", {"id": hit.id}
            )
        ]
        if wanted in {fold(one) for one in names if one}:
            return known.id
    return None


def named_organisation(work: Work, name: str) -> OrganisationId:
    """Like :func:`known_organisation`; one that is not known is added."""
    known = known_organisation(work, name)
    if known is not None:
        return known
    organisation = Organisation(id=OrganisationId(new_id()), name=clean_line(name))
    work.add(organisation)
    return organisation.id
