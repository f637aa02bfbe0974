"""The register of agreements as it is looked at, and what its dates ask for today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.agreement_findings import Family, contradictions
from planner.domain.agreement_register import (
    NO_FILTERS,
    REGISTER,
    STATES,
    AgreementFilters,
    RegisterLine,
    meets_states,
)
from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId
from planner.domain.renewal import (
    UNTENDED,
    Step,
    is_due,
    is_quiet,
    next_step,
    ran_until,
    shown_state,
    steps,
)
from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end, partial_start
from planner.services.core import Core
from planner.services.list_reading import ListQuery, ListReading
from planner.storage.queries import agreement_register as queries
from planner.storage.queries import narrowing
from planner.storage.queries.agreement_tending import over_days, tended
from planner.storage.queries.list_order import ListOrder
from planner.storage.queries.narrowing import Narrowing

QUICK: Final = 1500
"""Agreements whose dates are looked at in under 100 ms."""
_DERIVED = frozenset({"state", "ends", "next_step", "active"})
"""Columns whose order follows from today, or from what happened."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementQuery(ListQuery[AgreementFilters]):
    filters: AgreementFilters = NO_FILTERS
    sort: str = "title"
    columns: tuple[str, ...] = REGISTER.usual


@dataclass(frozen=True, slots=True)
class Asked:
    """How many agreements ask for something today."""

    due: int
    quiet: int
    contradicting: int


@dataclass(frozen=True, slots=True)
class _Standing:
    agreement: Agreement
    state: str
    ends_on: PartialDate
    step: Step | None
    active_on: PartialDate

    @property
    def active(self) -> tuple[dt.date | None]:
        """The last day that its last activity may mean."""
        return (partial_end(self.active_on),)


class AgreementsList(ListReading[AgreementFilters, RegisterLine]):
    """Pages are read by their ids. What SQL cannot say is reckoned once for each order."""

    declared = REGISTER
    order = ListOrder("agreement", {}, {})

    def __init__(self, core: Core) -> None:
        super().__init__(core, AgreementQuery())

    # what a list fills in

    def narrowed(self, filters: AgreementFilters, today: dt.date) -> Narrowing:
        return queries.narrowed_agreements(self._core.reader, filters, today)

    def is_quick(self, query: ListQuery[AgreementFilters]) -> bool:
        return not self._is_derived(query) or self._all() <= QUICK

    def ordered(self, query: ListQuery[AgreementFilters]) -> list[str]:
        """The ids of all of a query, in its order; may be called in any thread."""
        today, reader = self._core.today(), self._core.reader
        narrowed = self.narrowed(query.filters, today)
        sort, descending = self.declared.sort_of(query.sort)
        if not self._is_derived(query):
            return queries.ordered_ids(reader, narrowed, sort, descending)
        standing = {one.agreement.id: one for one in self._met(query.filters, narrowed, today)}
        if sort not in _DERIVED:
            return [
                key
                for key in queries.ordered_ids(reader, narrowed, sort, descending)
                if key in standing
            ]
        by_title = queries.ordered_ids(reader, narrowed, "title", descending=False)
        found = [standing[AgreementId(key)] for key in by_title if key in standing]
        return [one.agreement.id for one in _sorted(found, sort, descending)]

    def read_lines(
        self, ids: Sequence[str], columns: Collection[str], today: dt.date
    ) -> list[RegisterLine]:
        reader = self._core.reader
        found = queries.agreements_by_id(reader, ids)
        parties = queries.party_names(reader, ids)
        themes = queries.theme_names(reader, ids) if "themes" in columns else {}
        activity = queries.last_activity(reader, ids) if "active" in columns else {}
        signing, family = queries.signing_days(reader, ids), queries.family(reader)
        taken, over = tended(reader, ids), over_days(reader, ids)
        asked = {
            one.id: steps(
                one, today, self.lead_weeks,
                signing_on=signing.get(one.id), tended=taken.get(one.id, UNTENDED),
            )
            for one in found
        }  # fmt: skip
        return [
            RegisterLine(
                agreement=one,
                parties=tuple(parties.get(one.id, ())),
                state=shown_state(one, today, self.lead_weeks),
                ends_on=ran_until(one, today, over.get(one.id, UNKNOWN_DATE)),
                step=next(iter(asked[one.id]), None),
                then=next(iter(asked[one.id][1:]), None),
                findings=tuple(contradictions(one, today, family)),
                themes=tuple(themes.get(one.id, ())),
                active_on=activity.get(one.id, UNKNOWN_DATE),
            )
            for one in found
        ]

    # what filters offer

    def countries(self) -> list[str]:
        """The codes of the countries of the parties."""
        return queries.party_countries(self._core.reader)

    def themes(self) -> list[str]:
        """The themes that agreements have."""
        return queries.used_themes(self._core.reader)

    # the radar

    @property
    def lead_weeks(self) -> int:
        return self._core.settings.whole("renewal_weeks")

    @property
    def quiet_months(self) -> int:
        return self._core.settings.whole("quiet_months")

    def asked(self) -> Asked:
        """How many are due within a year, had no activity for long, or cannot be so; in any thread."""
        today, reader = self._core.today(), self._core.reader
        family, activity = queries.family(reader), queries.last_activity(reader)
        due = quiet = contradicting = 0
        for one in self._standings(Narrowing(), today, activity):
            due += is_due(one.step, today)
            quiet += is_quiet(one.agreement, one.active, today, self.quiet_months)
            contradicting += bool(contradictions(one.agreement, today, family))
        return Asked(due, quiet, contradicting)

    def due(self) -> list[RegisterLine]:
        """What is due within a year, the nearest first."""
        filters = NO_FILTERS.having("due", True)
        query = AgreementQuery(filters=filters, sort="next_step")
        return self.lines(self.ordered(query), REGISTER.usual)

    def quiet(self) -> list[RegisterLine]:
        """What is alive and had no activity for long, the longest first."""
        query = AgreementQuery(filters=NO_FILTERS.having("quiet", True), sort="active")
        return self.lines(self.ordered(query), (*REGISTER.usual, "active"))

    # within

    def _is_derived(self, query: ListQuery[AgreementFilters]) -> bool:
        return query.filters.needs_today or self.declared.sort_of(query.sort)[0] in _DERIVED

    def _is_plain(self, query: ListQuery[AgreementFilters]) -> bool:
        return False  # titles have no index

    def _is_text_by_name(self, query: ListQuery[AgreementFilters]) -> bool:
        return False

    def _standings(
        self, narrowed: narrowing.Narrowing, today: dt.date, activity: Mapping[str, PartialDate]
    ) -> Iterator[_Standing]:
        reader, weeks = self._core.reader, self.lead_weeks
        signing, taken = queries.signing_days(reader), tended(reader)
        over = over_days(reader)
        for one in queries.narrowed_whole(reader, narrowed):
            step = next_step(
                one, today, weeks,
                signing_on=signing.get(one.id), tended=taken.get(one.id, UNTENDED),
            )  # fmt: skip
            yield _Standing(
                one,
                shown_state(one, today, weeks),
                ran_until(one, today, over.get(one.id, UNKNOWN_DATE)),
                step,
                activity.get(one.id, UNKNOWN_DATE),
            )

    def _met(
        self, filters: AgreementFilters, narrowed: Narrowing, today: dt.date
    ) -> Iterator[_Standing]:
        """What meets the filters that SQL left open."""
        reader = self._core.reader
        family = queries.family(reader) if filters.contradicting else Family()
        for one in self._standings(narrowed, today, queries.last_activity(reader)):
            agreement = one.agreement
            if (
                meets_states(agreement.status, one.state, filters.states)
                and (not filters.due or is_due(one.step, today))
                and (not filters.quiet or is_quiet(agreement, one.active, today, self.quiet_months))
                and (not filters.contradicting or contradictions(agreement, today, family))
            ):
                yield one


def _sorted(found: list[_Standing], sort: str, descending: bool) -> list[_Standing]:
    """By a derived column; those without a value last, except that never active is longest quiet."""
    places = {state: place for place, state in enumerate(STATES)}

    def value(one: _Standing) -> tuple[int, ...] | None:
        if sort == "state":
            return (places[one.state],)
        if sort == "ends":
            start, end = partial_start(one.ends_on), partial_end(one.ends_on)
            return (start.toordinal(), end.toordinal()) if start and end else None
        if sort == "active":
            last = partial_end(one.active_on)
            return (last.toordinal() if last else 0,)
        return (one.step.first.toordinal(), one.step.last.toordinal()) if one.step else None

    keyed = [(value(one), one) for one in found]
    some = [(key, one) for key, one in keyed if key is not None]
    some.sort(key=lambda pair: pair[0], reverse=descending)
    return [one for _key, one in some] + [one for key, one in keyed if key is None]
