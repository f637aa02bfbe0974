"""Releases: freeze a visit under the next number; and the marks that let calendars update."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.calendar_facts import facts_hash
from planner.domain.ids import RecordId, ReleaseId, VisitId, new_id
from planner.domain.lines import ReleaseLine
from planner.domain.plan import Mark, Plan
from planner.domain.releases import CalendarMark, Release
from planner.domain.words import from_plain, plain
from planner.errors import NotFound
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries import visits as queries

if TYPE_CHECKING:
    from planner.services.visits import Visits
    from planner.storage.unit_of_work import Work


class Releases:
    """Work in progress is private; a release is frozen, numbered, dated and signed."""

    def __init__(self, core: Core, visits: Visits) -> None:
        self._core = core
        self._visits = visits

    def list(self, visit: VisitId) -> list[ReleaseLine]:
        """The releases of a visit, the latest first."""
        return queries.releases(self._core.reader, visit)

    def release(self, visit: VisitId, note: str = "", *, origin: object = None) -> Release:
        """Freeze the visit as it stands. A number that was handed out is never given again."""
        plan = self._visits.plan(visit)
        with self._core.work(
            N_("Release version {number} of {name}"),
            {"name": plan.visit.title, "word": "release"},
            origin=origin,
        ) as work:
            number = self._next_number(work, visit)
            work.label_facts["number"] = number
            frozen = replace(
                plan, marks=put_marks(work, plan, self._core.stamp()), release_number=number
            )
            content = json.dumps(
                plain(frozen), ensure_ascii=False, sort_keys=True, separators=(",", ":")
            )
            release = Release(
                id=ReleaseId(new_id()),
                visit_id=visit,
                number=number,
                note=note,
                author=self._core.author,
                released_at=self._core.stamp(),
                content=content,
                content_hash=hashlib.sha256(content.encode()).hexdigest(),
            )
            work.add(release)
        return release

    def record(self, plan: Plan) -> ReleaseId | None:
        """The id of the release that a plan was frozen as; None for a draft."""
        if plan.release_number is None:
            return None
        known = queries.release(self._core.reader, plan.visit.id, plan.release_number)
        return known.id if known else None

    def plan(self, visit: VisitId, number: int) -> Plan:
        """The visit exactly as it was released under ``number``.

        :raises NotFound: there is no such release.
        """
        release = queries.release(self._core.reader, visit, number)
        if release is None:
            raise NotFound(
                _("There is no version {number} of this visit.").format(number=number),
                _("See its releases."),
            )
        return from_plain(Plan, json.loads(release.content))

    def _next_number(self, work: Work, visit: VisitId) -> int:
        rows = work.rows(
            "SELECT max(n) FROM (SELECT max(number) AS n FROM release WHERE visit_id = :id"
            " UNION ALL SELECT max(release_number) FROM disclosure WHERE visit_id = :id) AS numbers",
            {"id": visit},
        )
        return int(rows[0][0] or 0) + 1


def put_marks(work: Work, plan: Plan, stamp: dt.datetime) -> Mapping[str, Mark]:
    """The marks of all items as they are now; SEQUENCE and DTSTAMP rise where the facts changed.

    They are kept outside undo: what calendars were given once is never taken back.
    """
    known = {
        mark.item_id: mark
        for mark in reading.having(work, CalendarMark, "item_id", [item.id for item in plan.items])
    }
    marks: dict[str, Mark] = {}
    for item in plan.scheduled:
        facts = facts_hash(plan, item)
        mark = known.get(item.id)
        if mark is None:
            mark = CalendarMark(
                id=RecordId(new_id()), item_id=item.id, stamped_at=stamp, facts_hash=facts
            )
            work.add(mark)
        elif mark.facts_hash != facts:
            later = max(stamp, mark.stamped_at + dt.timedelta(seconds=1))
            mark = replace(mark, sequence=mark.sequence + 1, stamped_at=later, facts_hash=facts)
            work.put(mark)
        marks[item.id] = Mark(mark.sequence, mark.stamped_at)
    return marks
