"""The order of precedence of a visit: put at a number, reordered, taken from a list. One verb, one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.domain import precedence as rules
from planner.domain.ids import DelegateId, VisitId
from planner.domain.imports import ImportBatch
from planner.domain.plan import order_of_precedence
from planner.domain.precedence import FirstOrder
from planner.domain.times import on_this_clock
from planner.domain.visits import Delegate, Visit
from planner.errors import NotFound
from planner.i18n import N_, _, day_in_words
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries.plans import names_of_delegates

if TYPE_CHECKING:
    from planner.storage.reading import Reader
    from planner.storage.unit_of_work import Work


class Precedence:
    def __init__(self, core: Core) -> None:
        self._core = core

    def place(
        self,
        delegates: Sequence[DelegateId],
        number: int,
        *,
        reason: str = "",
        origin: object = None,
    ) -> None:
        """Put these delegates of one visit at a number; 1 is the first, 0 takes their rank away.

        :raises NotFound: one of them is not in the delegation (any more).
        """
        reader = self._core.reader
        first = reading.one(reader, Delegate, delegates[0]) if delegates else None
        if first is None:
            raise NotFound(_("This person is not in the delegation."), _("Nothing was changed."))
        self._write(
            first.visit_id,
            lambda now: rules.placed(now, delegates, number, reason),
            origin,
        )

    def arrange(
        self,
        visit: VisitId,
        order: Sequence[DelegateId],
        *,
        reason: str = "",
        origin: object = None,
    ) -> None:
        """Rank the whole delegation in this order."""
        self._write(visit, lambda now: rules.in_this_order(now, order, reason), origin)

    def as_listed(self, visit: VisitId) -> FirstOrder | None:
        """The order in which the last list that was taken in had its people; None without a list.

        Those who were in the delegation before keep their order and come after.
        """
        reader = self._core.reader
        batches = reading.where(
            reader,
            ImportBatch,
            "visit_id = :visit AND undone_at IS NULL",
            {"visit": visit},
            '"at" DESC, id DESC',
        )
        for batch in batches:
            rows = reader.rows(
                "SELECT c.row_id FROM change c JOIN delegate d ON d.id = c.row_id"
                " WHERE c.row_word = 'delegate' AND d.visit_id = :visit AND c.\"before\" = ''"
                " AND c.step_number IN (SELECT b.step_number FROM change b WHERE b.row_id = :batch"
                " AND b.row_word = 'import_batch' AND b.\"before\" = '')"
                " ORDER BY c.place",
                {"batch": batch.id, "visit": visit},
            )
            if rows:
                day = _day(batch.at)
                reason = _("as in the list “{file}” of {day}").format(file=batch.file_name, day=day)
                return FirstOrder(order=tuple(DelegateId(row[0]) for row in rows), reason=reason)
        return None

    def _write(
        self, visit: VisitId, change: Callable[[list[Delegate]], list[Delegate]], origin: object
    ) -> None:
        found = reading.one(self._core.reader, Visit, visit)
        facts: dict[str, str | int] = {"name": found.title if found else "", "word": "delegate"}
        label = N_("Change the order of precedence of {name}")
        with self._core.work(label, facts, origin=origin) as work:
            for one in change(ordered(work, visit)):
                work.put(one)


def ordered(reader: Reader, visit: VisitId) -> list[Delegate]:
    """The delegates of a visit in order of precedence."""
    found = reading.where(reader, Delegate, "visit_id = :visit", {"visit": visit})
    return order_of_precedence(found, names_of_delegates(reader, found))


def close_gaps(work: Work, visit: VisitId) -> None:
    """Somebody left the delegation: ranks are dense again."""
    for one in rules.without_gaps(ordered(work, visit)):
        work.put(one)


def _day(at: dt.datetime) -> str:
    return day_in_words(on_this_clock(at).date(), year=True)
