"""Handing a post over: the old one ends, the successor's begins, and what was ticked follows the post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from planner.domain.access import AccessEntry, BorderPaper
from planner.domain.followups import FollowUp
from planner.domain.handover import HandOver, Target, TargetKind
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.organisations import Posting
from planner.domain.people import Person, Position
from planner.domain.posts import last_day_before
from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end, partial_start
from planner.domain.travel import LegReference
from planner.domain.visits import Delegate, Need
from planner.domain.words import Word
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries import hand_over as queries
from planner.storage.queries.organisations import names_of_organisations

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

PERSONAL: Final[tuple[type[Word], ...]] = (Need, BorderPaper, AccessEntry, LegReference)
"""What a delegation keeps about one human being: it never goes to whoever takes the place."""


class HandingOver:
    def __init__(self, core: Core) -> None:
        self._core = core

    def preview(
        self, position: RecordId, on: dt.date, successor: PersonId | None = None
    ) -> HandOver:
        """What it would touch; with a ``successor`` also where that person has the place already.

        :raises NotFound: no such post. :raises UserError: it cannot be so.
        """
        reader = self._core.reader
        post = reading.one(reader, Position, position)
        if post is None:
            raise NotFound(_("This post is not in the library."), _("It may have been removed."))
        _require(post, on, successor)
        holder = reading.one(reader, Person, post.person_id)
        houses = names_of_organisations(reader, [post.organisation_id])
        return HandOver(
            position=post,
            on=on,
            holder_id=post.person_id,
            holder=holder.name if holder else "",
            organisation=houses.get(post.organisation_id, ""),
            targets=queries.targets(reader, post, on, successor),
        )

    def hand_over(
        self,
        position: RecordId,
        successor: PersonId,
        on: dt.date,
        *,
        ticked: Collection[str] | None = None,
        origin: object = None,
    ) -> Position:
        """End the post the day before ``on``, begin it for the successor, and let what is ticked follow.

        ``ticked`` are ids of targets of the preview; None is all that usually follows. Whoever takes
        a place in a delegation does not get the needs, papers, admissions and tickets of who had it.
        All of it is one step. Gives the new post.

        :raises UserError: it cannot be so. :raises NotFound: the post or the successor is not there.
        """
        seen = self.preview(position, on, successor)
        heir = reading.one(self._core.reader, Person, successor)
        if heir is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        wanted = seen.usual if ticked is None else frozenset(ticked)
        facts: dict[str, str | int] = {
            "post": seen.position.title or seen.organisation,
            "name": seen.holder,
            "successor": heir.name,
            "word": "position",
        }
        label = N_("Hand over {post} from {name} to {successor}")
        with self._core.work(label, facts, origin=origin) as work:
            new = _pass_on(work, seen.position, heir.id, on)
            for target in seen.targets:
                if target.id in wanted and not target.taken:
                    _follow(work, target, seen.position, heir.id, on)
        return new


def _require(post: Position, on: dt.date, successor: PersonId | None) -> None:
    if successor == post.person_id:
        raise UserError(
            _("This person holds the post already."), _("Choose who follows in the post.")
        )
    since = partial_start(post.valid_from)
    if since is not None and on <= since:
        raise UserError(
            _("The post began on {day} or later.").format(day=post.valid_from),
            _("Choose a later day."),
        )


def _pass_on(work: Work, post: Position, successor: PersonId, on: dt.date) -> Position:
    """A post that ended earlier keeps its end: it was vacant in between."""
    ended, last = partial_end(post.valid_to), last_day_before(on)
    if ended is None or ended >= on:
        work.change(Position, post.id, valid_to=last)
    held = reading.where(work, Position, "person_id = :id", {"id": successor})
    new = replace(
        post,
        id=RecordId(new_id()),
        person_id=successor,
        valid_from=PartialDate(on.isoformat()),
        valid_to=UNKNOWN_DATE,
        rank=min((one.rank for one in held), default=1) - 1,
    )
    work.add(new)
    return new


def _follow(work: Work, target: Target, post: Position, successor: PersonId, on: dt.date) -> None:
    match target.kind:
        case TargetKind.OWNED:
            work.change(FollowUp, target.key, owner_id=successor)
        case TargetKind.ABOUT:
            work.change(FollowUp, target.key, person_id=successor)
        case TargetKind.HOST:
            work.change(ItemHost, target.key, person_id=successor)
        case TargetKind.DELEGATE:
            _take_place(work, target.key, post, successor)
        case TargetKind.POSTING:
            _post_anew(work, target.key, successor, on)


def _take_place(work: Work, key: str, post: Position, successor: PersonId) -> None:
    for kind in PERSONAL:
        for one in reading.where(work, kind, "delegate_id = :id", {"id": key}):
            work.remove(kind, one.id)
    now = work.get(Delegate, key)
    fields: dict[str, Any] = {"person_id": successor}
    if not now.title and now.organisation_id in (None, post.organisation_id):
        fields |= {"title": post.title, "organisation_id": post.organisation_id}
    work.change(Delegate, key, **fields)


def _post_anew(work: Work, key: str, successor: PersonId, on: dt.date) -> None:
    """A posting is dated: that of the predecessor stays in the record."""
    now = work.change(Posting, key, valid_to=last_day_before(on))
    work.add(
        replace(
            now,
            id=RecordId(new_id()),
            person_id=successor,
            valid_from=PartialDate(on.isoformat()),
            valid_to=UNKNOWN_DATE,
        )
    )
