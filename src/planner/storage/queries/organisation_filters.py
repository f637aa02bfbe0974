"""The filters of the list of organisations as conditions in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from planner.domain.organisation_list import OrganisationFilters
from planner.storage.queries.held import beginning_of, held
from planner.storage.queries.involvement import EVERYBODY
from planner.storage.queries.narrowing import Condition, Narrowing, narrowed_by
from planner.storage.reading import Reader, any_of

# UNION, not UNION ALL: an organisation that is its own ancestor ends the walk.
_BELOW: Final = (
    "x.id IN (WITH RECURSIVE below(id) AS (SELECT CAST(:below AS VARCHAR(32)) UNION"
    " SELECT o.id FROM organisation o JOIN below b ON o.parent_id = b.id) SELECT id FROM below)"
)
_STEP: Final = "FROM change c JOIN step s ON s.number = c.step_number"
_CHANGED: Final = (
    "x.id IN ("
    f"SELECT c.row_id {_STEP} WHERE c.row_word = 'organisation' AND s.\"at\" >= :since"
    f" UNION SELECT n.organisation_id {_STEP} JOIN organisation_name n ON n.id = c.row_id"
    " WHERE c.row_word = 'organisation_name' AND s.\"at\" >= :since"
    f" UNION SELECT m.organisation_id {_STEP} JOIN membership m ON m.id = c.row_id"
    " WHERE c.row_word = 'membership' AND s.\"at\" >= :since)"
)
_ENDED: Final = "(x.valid_to <> '' AND x.valid_to < substr(:held_on, 1, length(x.valid_to)))"


def narrowed_organisations(
    reader: Reader, filters: OrganisationFilters, today: dt.date
) -> Narrowing:
    """The organisations that all filters leave; ``today`` decides what is still so."""
    return narrowed_by(reader, "organisation", filters, _CONDITIONS, today)


def _languages(filters: OrganisationFilters) -> Condition:
    clause, values = any_of("n.language", filters.languages, "l")
    return (
        "EXISTS (SELECT 1 FROM organisation_name n WHERE n.organisation_id = x.id"
        f" AND {held('n')} AND {clause})",
        values,
    )


def _since(filters: OrganisationFilters) -> Condition:
    day = filters.changed_since or dt.date.min
    return _CHANGED, {"since": beginning_of(day)}


def _plainly(sql: str) -> Callable[[OrganisationFilters], Condition]:
    return lambda _filters: (sql, {})


_CONDITIONS: Final[dict[str, Callable[[OrganisationFilters], Condition]]] = {
    "countries": lambda filters: any_of("x.country", filters.countries, "c"),
    "kinds": lambda filters: any_of("x.kind", [kind.value for kind in filters.kinds], "kind"),
    "approvals": lambda filters: any_of("x.approval", filters.approvals, "ap"),
    "languages": _languages,
    "below": lambda filters: (_BELOW, {"below": filters.below}),
    "cluster": lambda filters: (
        "EXISTS (SELECT 1 FROM membership m WHERE m.member_id = x.id"
        f" AND m.organisation_id = :cluster AND {held('m')})",
        {"cluster": filters.cluster},
    ),
    "visit": lambda filters: (
        f"x.id IN (SELECT t.house FROM ({EVERYBODY}) AS t WHERE t.visit = :visit)",
        {"visit": filters.visit},
    ),
    "with_agreement": _plainly(
        "EXISTS (SELECT 1 FROM agreement_party a WHERE a.organisation_id = x.id)"
    ),
    "with_visit": _plainly(f"x.id IN (SELECT t.house FROM ({EVERYBODY}) AS t)"),
    "without_people": _plainly(
        f"NOT EXISTS (SELECT 1 FROM position p WHERE p.organisation_id = x.id AND {held()})"
    ),
    "without_site": _plainly("NOT EXISTS (SELECT 1 FROM site s WHERE s.organisation_id = x.id)"),
    "without_country": _plainly("x.country = ''"),
    "without_parent": _plainly("x.parent_id IS NULL"),
    "without_visit": _plainly(f"x.id NOT IN (SELECT t.house FROM ({EVERYBODY}) AS t)"),
    "lasting": _plainly(f"NOT {_ENDED}"),
    "ended": _plainly(_ENDED),
    "changed_since": _since,
}
