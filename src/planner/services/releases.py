"""Releases: freeze a visit under the next number, compare versions, and know who holds which one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planner.domain.calendar_facts import circle_hash, facts_hash
from planner.domain.handouts import Addressing
from planner.domain.holders import Holder, holders
from planner.domain.ids import ItemId, RecordId, ReleaseId, VisitId, new_id
from planner.domain.plan import Mark, Plan
from planner.domain.privacy import Disclosure
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.release_changes import Changes, RecipientChanges, changes_for, compare
from planner.domain.releases import CalendarMark, Release, hash_of
from planner.domain.visit_lines import ReleaseLine
from planner.domain.words import from_plain, plain
from planner.errors import NotAsReleased, NotFound
from planner.i18n import N_, _, current
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries import visits as queries

if TYPE_CHECKING:
    from planner.services.visits import Visits
    from planner.storage.unit_of_work import Work

_GONE: Final = "gone"
"""Instead of a fingerprint: the item was taken away after it had been in calendars."""
_KEPT: Final = 4
"""Versions that are kept read: they never change."""
_ANSWERS: Final = 2_000
"""Changes of holders that are kept worked out."""


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side. ``recipients`` are those of either, the new one's order first."""

    old: Plan
    new: Plan
    recipients: tuple[Recipient, ...]

    @cached_property
    def changes(self) -> Changes:
        return compare(self.old, self.new)

    def changes_for(self, recipient: Recipient) -> RecipientChanges:
        """What changed for one recipient, in what he or she may see."""
        return changes_for(self.old, self.new, recipient)

    def told(self) -> Iterator[RecipientChanges]:
        """What changed for each recipient, one after the other: some milliseconds each."""
        for one in self.recipients:
            yield self.changes_for(one)


class Releases:
    """Work in progress is private; a release is frozen, numbered, dated and signed."""

    def __init__(self, core: Core, visits: Visits) -> None:
        self._core = core
        self._visits = visits
        self._plans: dict[tuple[ReleaseId, str], Plan] = {}
        self._told: dict[tuple[object, ...], RecipientChanges] = {}

    def list(self, visit: VisitId) -> list[ReleaseLine]:
        """The releases of a visit, the latest first."""
        return queries.releases(self._core.reader, visit)

    def release(self, visit: VisitId, note: str = "", *, origin: object = None) -> Release:
        """Freeze the visit as it stands. A number that was handed out is never given again."""
        plan = self._visits.plan(visit)
        gone = {*self._latest_marks(visit)} - {*plan.item}
        with self._core.work(
            N_("Release version {number} of {name}"),
            {"name": plan.visit.title, "word": "release"},
            origin=origin,
        ) as work:
            number = self._next_number(work, visit)
            work.label_facts["number"] = number
            frozen = replace(
                plan,
                marks=put_marks(work, plan, self._core.stamp(), gone),
                release_number=number,
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
                content_hash=hash_of(content),
            )
            work.add(release)
        return release

    def record(self, plan: Plan) -> ReleaseId | None:
        """The id of the release that a plan was frozen as; None for a draft."""
        if plan.release_number is None:
            return None
        known = queries.release(self._core.reader, plan.visit.id, plan.release_number)
        return known.id if known else None

    def frozen(self, visit: VisitId, number: int) -> Release:
        """The release as it is kept, intact or not.

        :raises NotFound: there is no such release.
        """
        release = queries.release(self._core.reader, visit, number)
        if release is None:
            raise NotFound(
                _("There is no version {number} of this visit.").format(number=number),
                _("See its releases."),
            )
        return release

    def plan(self, visit: VisitId, number: int | None) -> Plan:
        """The visit exactly as it was released under ``number``; None is the draft.

        :raises NotFound: there is no such release.
        :raises NotAsReleased: its content was changed after it was frozen.
        """
        if number is None:
            return self._visits.plan(visit)
        release = self.frozen(visit, number)
        if not release.is_intact:
            raise NotAsReleased(
                _("Version {number} is not as it was released: its content was changed.").format(
                    number=number
                ),
                _("Take it from a backup, or release the visit anew."),
            )
        key = (release.id, release.content_hash)  # who was erased is in no version any more
        if key not in self._plans:
            while len(self._plans) >= _KEPT:
                self._plans.pop(next(iter(self._plans)), None)
            self._plans[key] = from_plain(Plan, json.loads(release.content))
        return self._plans[key]

    # comparing

    def compare(self, visit: VisitId, old: int | None, new: int | None = None) -> Comparison:
        """Any two versions, by number; None is the draft as it stands now.

        :raises NotFound: there is no such release.
        :raises NotAsReleased: one of them was changed after it was frozen.
        """
        before, after = self.plan(visit, old), self.plan(visit, new)
        now = self.recipients(after)
        past = {key: one for key, one in self.recipients(before).items() if key not in now}
        return Comparison(before, after, (*now.values(), *past.values()))

    def recipients(self, plan: Plan) -> dict[str, Recipient]:
        """Everybody who is to get something of a version, by key, with what the office said of them."""
        said = reading.where(self._core.reader, Addressing, "visit_id = :id", {"id": plan.visit.id})
        return {one.key: one for one in recipients(plan, said, home=current().code)}

    # who holds what

    def holders(self, visit: VisitId) -> tuple[Holder, ...]:
        """Everybody who was given something of a visit, the latest first, with what changed for
        each between the oldest version held and the latest release. Some milliseconds each."""
        lines = self.list(visit)
        hashes = {line.number: line.content_hash for line in lines if line.is_intact}
        latest = lines[0].number if lines and lines[0].is_intact else None
        now = self.plan(visit, latest)
        known = self.recipients(now)
        given = reading.where(self._core.reader, Disclosure, "visit_id = :id", {"id": visit})
        return tuple(
            replace(one, changes=self._since(one, now, known, hashes))
            if latest is not None and one.number in hashes
            else one
            for one in holders(given, known)
        )

    def _since(
        self,
        holder: Holder,
        now: Plan,
        known: Mapping[str, Recipient],
        hashes: Mapping[int, str],
    ) -> RecipientChanges | None:
        assert holder.number is not None
        assert now.release_number is not None
        before = self.plan(now.visit.id, holder.number)
        recipient = known.get(holder.key) or self.recipients(before).get(holder.key)
        if recipient is None:
            if not holder.key.startswith("name:"):
                return None
            recipient = Recipient(key="", kind=RecipientKind.OTHER, name=holder.name)
        # Both are frozen, so that the answer stays.
        pair = (hashes[holder.number], hashes[now.release_number], recipient, holder.profile)
        if pair not in self._told:
            if len(self._told) >= _ANSWERS:
                self._told.clear()
            self._told[pair] = changes_for(before, now, recipient, holder.profile)
        return self._told[pair]

    # numbers

    def _latest_marks(self, visit: VisitId) -> Collection[str]:
        """The ids of all items that calendars have been given with the releases."""
        for line in self.list(visit):
            if line.is_intact:
                return self.plan(visit, line.number).marks
        return ()

    def _next_number(self, work: Work, visit: VisitId) -> int:
        rows = work.rows(
            "SELECT max(n) FROM (SELECT max(number) AS n FROM release WHERE visit_id = :id"
            " UNION ALL SELECT max(release_number) FROM disclosure WHERE visit_id = :id) AS numbers",
            {"id": visit},
        )
        return int(rows[0][0] or 0) + 1


def put_marks(
    work: Work, plan: Plan, stamp: dt.datetime, gone: Collection[str] = ()
) -> Mapping[str, Mark]:
    """The marks of all items as they are now. SEQUENCE and DTSTAMP rise where the facts changed, and
    where somebody joined or left; also of items that lost their time, and once of those that are
    ``gone``: their cancellation needs a higher number.

    They are kept outside undo: what calendars were given once is never taken back.
    """
    known = {
        mark.item_id: mark
        for mark in reading.having(work, CalendarMark, "item_id", [*plan.item, *gone])
    }
    marks: dict[str, Mark] = {}
    for item in plan.items:
        mark = known.get(item.id)
        if mark is None and not item.is_scheduled:
            continue
        facts = f"{facts_hash(plan, item)}.{circle_hash(plan, item)}"
        if mark is None:
            mark = CalendarMark(
                id=RecordId(new_id()), item_id=item.id, stamped_at=stamp, facts_hash=facts
            )
            work.add(mark)
        else:
            mark = _risen(work, mark, facts, stamp)
        marks[item.id] = Mark(mark.sequence, mark.stamped_at)
    for key in sorted({*gone} - {*plan.item}):
        if ItemId(key) in known:
            mark = _risen(work, known[ItemId(key)], _GONE, stamp)
            marks[key] = Mark(mark.sequence, mark.stamped_at)
    return marks


def _risen(work: Work, mark: CalendarMark, facts: str, stamp: dt.datetime) -> CalendarMark:
    """The mark with the next number if the facts are others, and written."""
    if mark.facts_hash == facts:
        return mark
    if "." not in mark.facts_hash and facts.startswith(f"{mark.facts_hash}."):
        mark = replace(mark, facts_hash=facts)  # written before the circle counted
    else:
        later = max(stamp, mark.stamped_at + dt.timedelta(seconds=1))
        mark = replace(mark, sequence=mark.sequence + 1, stamped_at=later, facts_hash=facts)
    work.put(mark)
    return mark
