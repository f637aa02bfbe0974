"""What follow-ups name, read together; whom they concern is the rule of ``domain.concerns``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from planner.domain.concerns import NOBODY, Around, Concerned, Naming, concerned, names_in
from planner.domain.followups import FollowUp
from planner.domain.ids import AgreementId, ChecklistId, ItemId, OrganisationId, PersonId, VisitId
from planner.domain.preparation import Dated, Prepared, prepares
from planner.storage.queries.narrowing import day_of
from planner.storage.queries.relationship_scope import Scope, column, portions
from planner.storage.reading import Reader, where

K = TypeVar("K", bound=Hashable)
IS_OPEN: Final = "status IN ('open', 'waiting')"
_NAMES: Final = ("name", "acronym", "native_name")

# Each gives key, organisation and country; ``{clause}`` chooses the keys.
_POSTS: Final = (
    "SELECT q.person_id, q.organisation_id, '' FROM position q WHERE {clause} AND (q.valid_to = ''"
    " OR NOT EXISTS (SELECT 1 FROM position r WHERE r.person_id = q.person_id AND r.valid_to = ''))"
)
_CITIZENS: Final = "SELECT p.id, NULL, p.country FROM person p WHERE {clause} AND p.country <> ''"
_PARTIES: Final = (
    "SELECT p.agreement_id, p.organisation_id, p.country FROM agreement_party p WHERE {clause}"
)
_HOSTS: Final = "SELECT k.item_id, k.organisation_id, '' FROM item_host k WHERE {clause}"
_HOSTING: Final = (
    "SELECT k.item_id, q.organisation_id, '' FROM item_host k JOIN position q"
    " ON q.person_id = k.person_id WHERE {clause} AND q.valid_to = ''"
)
_PLACES: Final = (
    "SELECT i.id, s.organisation_id, '' FROM item i JOIN site s ON s.id = i.site_id WHERE {clause}"
)
_LEADER: Final = (
    "CASE WHEN v.direction = 'inbound' THEN v.initiator_organisation_id"
    " ELSE v.host_organisation_id END"
)
_LED: Final = (
    f"SELECT v.id, {_LEADER}, v.country FROM visit v WHERE {{clause}} AND v.status <> 'template'"
)
_CAME: Final = (
    # Nobody is said to lead them: the countries of those who come.
    "SELECT DISTINCT d.visit_id, NULL, coalesce(nullif(o.country, ''), p.country) FROM delegate d"
    " JOIN visit v ON v.id = d.visit_id LEFT JOIN organisation o ON o.id = d.organisation_id"
    " LEFT JOIN person p ON p.id = d.person_id WHERE {clause} AND v.direction = 'inbound'"
    " AND v.initiator_organisation_id IS NULL AND v.status <> 'template'"
)
_NAMES_THEM: Final = (
    "organisation_id IN ({h}) OR person_id IN ({{p}}) OR owner_id IN ({{p}})"
    " OR agreement_id IN (SELECT agreement_id FROM agreement_party WHERE organisation_id IN ({h}))"
    " OR item_id IN (SELECT item_id FROM item_host WHERE organisation_id IN ({h})"
    " OR person_id IN ({{p}}))"
    " OR item_id IN (SELECT i.id FROM item i JOIN site s ON s.id = i.site_id"
    " WHERE s.organisation_id IN ({h}))"
    " OR visit_id IN (SELECT id FROM visit WHERE initiator_organisation_id IN ({h})"
    " OR host_organisation_id IN ({h}))"
)
_COUNTRY_NAMES: Final = (
    f"{_NAMES_THEM} OR agreement_id IN"
    " (SELECT agreement_id FROM agreement_party WHERE country = :with)"
    " OR visit_id IN (SELECT id FROM visit WHERE country = :with) OR visit_id IN"
    " (SELECT visit_id FROM delegate WHERE organisation_id IN ({h}) OR person_id IN ({{p}}))"
)
"""``h`` are their organisations, ``p`` their people."""


class _Named(NamedTuple):
    """Of a follow-up what says whom it concerns; a list of all countries reads no more."""

    organisation_id: OrganisationId | None
    person_id: PersonId | None
    owner_id: PersonId | None
    agreement_id: AgreementId | None
    visit_id: VisitId | None
    item_id: ItemId | None
    waiting_for: str
    owner: str
    checklist_id: ChecklistId | None
    due_on: dt.date | None


def open_by_country(reader: Reader, today: dt.date) -> dict[str, int]:
    """How many open follow-ups concern each country; the steps that prepare a visit count as one."""
    sql = f"SELECT {', '.join(_Named._fields)} FROM follow_up WHERE {IS_OPEN}"
    every = [_Named._make((*row[:-1], day_of(row[-1]))) for row in reader.rows(sql)]
    around, visits, found = around_of(reader, every), prepared(reader, every), Counter[str]()
    counted: set[tuple[str, VisitId]] = set()
    for one in every:
        visit = visits.get(one.visit_id) if one.visit_id else None
        if one.visit_id is None or visit is None or not prepares(one, visit):
            found.update(concerned(one, around).countries)
        elif not visit.is_over(today):
            counted.update((code, one.visit_id) for code in concerned(one, around).countries)
    found.update(code for code, _visit in counted)
    return dict(found)


def prepared(reader: Reader, follow_ups: Iterable[Dated]) -> dict[VisitId, Prepared]:
    """The visits for which checklists made some of these."""
    keys = [one.visit_id for one in follow_ups if one.checklist_id and one.visit_id]
    return {
        VisitId(key): Prepared(code or title, day_of(ends))
        for clause, values in portions("id", keys)
        for key, code, title, ends in reader.rows(
            f"SELECT id, code, title, coalesce(last_day, first_day) FROM visit WHERE {clause}",
            values,
        )
    }


def follow_ups_with(reader: Reader, scope: Scope, condition: str = "1 = 1") -> list[FollowUp]:
    """Those that concern the other side, of all that meet the condition; in no order."""
    found = {one.id: one for one in _candidates(reader, scope, condition)}
    around = around_of(reader, found.values())
    houses = frozenset(column(reader, scope.houses, scope.values))
    country = scope.counterpart.country

    def theirs(one: FollowUp) -> bool:
        whom = concerned(one, around)
        return country in whom.countries if scope.is_country else bool(whom.organisations & houses)

    return [one for one in found.values() if theirs(one)]


def _candidates(reader: Reader, scope: Scope, condition: str) -> list[FollowUp]:
    """All that name anything of theirs; the rule has the last word."""
    asked = scope.sql(_COUNTRY_NAMES if scope.is_country else _NAMES_THEM).format(p=scope.people)
    found = where(reader, FollowUp, f"({asked}) AND {condition}", scope.values)
    called = _called(reader, f"id IN ({scope.houses})", scope.values)
    for name in ("waiting_for", "owner"):
        said = column(reader, f"SELECT DISTINCT {name} FROM follow_up WHERE {name} <> ''", {})
        texts = [text for text in said if not called.keys().isdisjoint(names_in(text))]
        for clause, values in portions(name, texts):
            found += where(reader, FollowUp, f"{clause} AND {condition}", values)
    return found


def around_of(reader: Reader, follow_ups: Iterable[Naming]) -> Around:
    """Everything that these name."""
    every = list(follow_ups)
    people = [key for one in every for key in (one.person_id, one.owner_id) if key]
    visits = [one.visit_id for one in every if one.visit_id]
    agreements = [one.agreement_id for one in every if one.agreement_id]
    items = [one.item_id for one in every if one.item_id]
    around = Around(
        people=_of(reader, people, (_POSTS, "q.person_id"), (_CITIZENS, "p.id")),
        agreements=_of(reader, agreements, (_PARTIES, "p.agreement_id")),
        entries=_of(reader, items, (_HOSTS, "k.item_id"), (_HOSTING, "k.item_id"), (_PLACES, "i.id")),
        visits=_of(reader, visits, (_LED, "v.id"), (_CAME, "d.visit_id")),
        named=_called(reader) if any(one.waiting_for or one.owner for one in every) else {},
    )  # fmt: skip
    return Around(
        organisations=_countries(reader, every, around),
        people=around.people,
        agreements=around.agreements,
        entries=around.entries,
        visits=around.visits,
        named=around.named,
    )


def _of(reader: Reader, keys: Sequence[K], *asked: tuple[str, str]) -> dict[K, Concerned]:
    found: dict[Any, Concerned] = {}
    for sql, key_column in asked:
        for clause, values in portions(key_column, [str(key) for key in keys]):
            for key, house, country in reader.rows(sql.format(clause=clause), values):
                found[key] = found.get(key, NOBODY) | Concerned(
                    frozenset({house} if house else ()), frozenset({country} if country else ())
                )
    return found


def _called(
    reader: Reader, condition: str = "1 = 1", values: dict[str, Any] | None = None
) -> dict[str, OrganisationId]:
    """Organisations by what they are called now; of several that are called the same, one."""
    rows = reader.rows(
        f"SELECT id, {', '.join(_NAMES)} FROM organisation WHERE {condition} ORDER BY id DESC",
        values or {},
    )
    return {name.casefold(): OrganisationId(key) for key, *names in rows for name in names if name}


def _countries(
    reader: Reader, follow_ups: Iterable[Naming], around: Around
) -> dict[OrganisationId, str]:
    named = {one.organisation_id for one in follow_ups if one.organisation_id}
    named.update(around.named.values())
    for side in (around.people, around.agreements, around.entries, around.visits):
        for whom in side.values():
            named |= whom.organisations
    found: dict[OrganisationId, str] = {}
    for clause, values in portions("id", sorted(named)):
        found.update(reader.rows(f"SELECT id, country FROM organisation WHERE {clause}", values))
    return found
