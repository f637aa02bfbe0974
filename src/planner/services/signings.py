"""Signings: which agreements are signed at an entry of a programme, what is to be ready, and that it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementState,
    AgreementStatus,
    AgreementText,
    Signing,
    TextState,
)
from planner.domain.due_dates import OPEN
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus
from planner.domain.ids import AgreementId, FollowUpId, ItemId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.renewal import ALIVE, OVER
from planner.domain.times import PartialDate, is_zone, partial_start, zone
from planner.errors import UserError
from planner.i18n import N_, _, plain_day
from planner.services.agreement_writing import take_place
from planner.services.core import Core
from planner.services.follow_up_series import Series, reopened
from planner.services.keeping import Keeper
from planner.storage import reading
from planner.storage.queries.agreements import named_parties
from planner.text import fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

READY: Final = (
    (N_("Texts printed and compared, word by word"), -5),
    (N_("Folders for the texts"), -5),
    (N_("Pens, and spare ones"), -1),
    (N_("Flags, in the right order"), -1),
    (N_("Seating of the signatories, with name cards"), -2),
    (N_("Press told, and a place for pictures"), -5),
    (N_("Interpreter booked for the signing"), -10),
)
"""What is to be ready, and how many days after the day of the entry (before it negative)."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One agreement of a signing. ``parties`` stand as they sit: seat 1 first, then those without one."""

    agreement: Agreement
    parties: tuple[tuple[AgreementParty, str], ...]
    texts: tuple[AgreementText, ...]
    done_on: dt.date | None


class Signings:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._items, self._series = Keeper(core, Item), Series(core)

    # reading

    def at(self, item: ItemId) -> list[Signed]:
        """The agreements signed at an entry, by number and title.

        A ceremony that is about an agreement is its signing, too.
        """
        reader = self._core.reader
        rows = self._rows(item)
        keys = [row.agreement_id for row in rows]
        done = {row.agreement_id: row.done_on for row in rows}
        entry = self._items.get(item)
        if (
            entry.kind is ItemKind.CEREMONY
            and entry.agreement_id
            and entry.agreement_id not in keys
        ):
            keys.append(entry.agreement_id)
        known = reading.having(reader, Agreement, "id", keys, "number, title, id")
        parties = named_parties(reader, keys)
        texts = reading.having(reader, AgreementText, "agreement_id", keys, "language, id")
        return [
            Signed(
                one,
                tuple(sorted(parties.get(one.id, ()), key=_by_seat)),
                tuple(text for text in texts if text.agreement_id == one.id),
                done.get(one.id),
            )
            for one in known
        ]

    def checklist(self, item: ItemId) -> list[FollowUp]:
        """The follow-ups of an entry, by the day they are due."""
        return reading.where(
            self._core.reader, FollowUp, "item_id = :id", {"id": item}, f"{reading.BY_DUE}, id"
        )

    # writing

    def set_agreements(
        self, item: ItemId, agreements: Sequence[AgreementId], *, origin: object = None
    ) -> None:
        """Say which agreements are signed at this entry."""
        entry, known = self._items.get(item), self._rows(item)
        with self._core.work(
            N_("Change agreements of {name}"), _facts(entry), origin=origin
        ) as work:
            for row in known:
                if row.agreement_id not in agreements:
                    work.remove(Signing, row.id)
            for key in dict.fromkeys(agreements):
                if all(row.agreement_id != key for row in known):
                    work.add(Signing(id=RecordId(new_id()), item_id=item, agreement_id=key))

    def make_checklist(self, item: ItemId, *, origin: object = None) -> list[FollowUpId]:
        """A follow-up of the entry for each thing that is to be ready and is not listed yet.

        They are due so many days before the entry, and move with it.
        """
        entry = self._items.get(item)
        known = {fold(one.title) for one in self.checklist(item)}
        day = entry.start_local.date() if entry.start_local else None
        made = [
            FollowUp(
                id=FollowUpId(new_id()),
                title=_(title),
                visit_id=entry.visit_id,
                item_id=item,
                anchor=Anchor.ITEM,
                due_days=days,
                due_on=day + dt.timedelta(days) if day else None,
            )
            for title, days in READY
            if fold(_(title)) not in known
        ]
        if made:
            with self._core.work(
                N_("Add the checklist of {name}"), _facts(entry), origin=origin
            ) as work:
                for one in made:
                    work.add(one)
        return [one.id for one in made]

    def set_ready(
        self, item: ItemId, ready: Collection[str], *, origin: object = None
    ) -> list[FollowUpId]:
        """Of what is to be ready exactly these are; one step. Gives those that changed.

        What was dropped is nothing to be ready any more, and stays dropped.
        """
        listed = [one for one in self.checklist(item) if one.status is not FollowUpStatus.DROPPED]
        done = {one.id for one in listed if one.status is FollowUpStatus.DONE}
        ticked = [one for one in listed if one.id in ready and one.id not in done]
        opened = [one for one in listed if one.id in done and one.id not in ready]
        if not (ticked or opened):
            return []
        followers = {one.id: self._series.follower(one) for one in opened}
        label, facts = _readiness(self._items.get(item), ticked, opened)
        with self._core.work(label, facts, origin=origin) as work:
            for one in ticked:
                self._series.finish(work, one)
            for one in opened:
                reopened(work, one, followers[one.id])
        return [one.id for one in (*ticked, *opened)]

    def implied(self, item: ItemId) -> list[FollowUp]:
        """What a signing that took place settles: what was to be ready before it and is open still."""
        return [
            one
            for one in self.checklist(item)
            if one.status in OPEN and one.anchor is Anchor.ITEM and (one.due_days or 0) <= 0
        ]

    def sign(
        self,
        item: ItemId,
        *,
        done_on: dt.date | None = None,
        agreements: Sequence[AgreementId] | None = None,
        origin: object = None,
    ) -> list[AgreementId]:
        """Everything that follows from a signing that took place, in one step.

        Each agreement is signed on that day (that of the entry without one), at this visit, and in
        force from then on unless its own date of that lies later; its binding texts are signed; its
        history says so, and what it takes the place of is superseded. One that was signed before
        keeps its day and its visit. With the last one, what was to be ready before it is ticked off
        (:meth:`implied`). Nothing else changes.

        :param agreements: only these of the entry; all that are not noted as signed without it.
        :raises UserError: there is none to sign, one of them is over, or the day is still to come.
        """
        entry = self._items.get(item)
        day = done_on or (entry.start_local.date() if entry.start_local else self._core.today())
        every = [one for one in self.at(item) if one.done_on is None]
        wanted = [one for one in every if agreements is None or one.agreement.id in agreements]
        self._check(entry, wanted, day)
        settled = self.implied(item) if len(wanted) == len(every) else []
        facts = _facts(entry)
        if len(wanted) == 1:
            facts = {"name": wanted[0].agreement.title, "word": "agreement"}
        rows = {row.agreement_id: row for row in self._rows(item)}
        with self._core.work(N_("Sign {name}"), facts, origin=origin) as work:
            for one in wanted:
                _note(work, rows.get(one.agreement.id), one, entry, day)
                _sign(work, one, entry, day)
            for due in settled:
                self._series.finish(work, due)
        return [one.agreement.id for one in wanted]

    def _check(self, entry: Item, wanted: Sequence[Signed], day: dt.date) -> None:
        if not wanted:
            raise UserError(
                _("There is no agreement left to sign at “{title}”.").format(title=entry.title),
                _("Choose which agreements are signed at this entry."),
            )
        for one in wanted:
            if one.agreement.status in OVER:
                raise UserError(
                    _("“{title}” has ended or was superseded.").format(title=one.agreement.title),
                    _("Correct its status, or take it out of the signing. Nothing was changed."),
                )
        if day > self._latest(entry):
            raise UserError(
                _("{day} is still to come: nothing is signed yet.").format(day=plain_day(day)),
                _("Note it when it is signed, or give the day on which it was."),
            )

    def _latest(self, entry: Item) -> dt.date:
        """Today, here or at the place of the entry: there it may be tomorrow already."""
        today = self._core.today()
        if not is_zone(entry.start_zone):
            return today
        return max(today, self._core.now().astimezone(zone(entry.start_zone)).date())

    def _rows(self, item: ItemId) -> list[Signing]:
        return reading.where(self._core.reader, Signing, "item_id = :id", {"id": item})


def _sign(work: Work, one: Signed, entry: Item, day: dt.date) -> None:
    agreement, signed_on = one.agreement, PartialDate(day.isoformat())
    since = partial_start(agreement.in_force_on)
    later = since is not None and since > day
    status = AgreementStatus.SIGNED if later else AgreementStatus.IN_FORCE
    fields: dict[str, Any] = {}
    if agreement.status not in ALIVE:
        fields = {"visit_id": entry.visit_id, "signed_on": signed_on, "status": status}
        if since is None:
            fields["in_force_on"] = signed_on
    else:
        if not agreement.signed_on:
            fields["signed_on"] = signed_on
        if agreement.visit_id is None:
            fields["visit_id"] = entry.visit_id
    if fields:
        take_place(work, work.change(Agreement, agreement.id, None, **fields), signed_on)
    if "status" in fields:
        work.add(
            AgreementState(
                id=RecordId(new_id()),
                agreement_id=agreement.id,
                status=status,
                since=signed_on,
                reason=_("Signed at “{title}”").format(title=entry.title),
            )
        )
    for text in one.texts:
        if text.authentic and text.state is not TextState.SIGNED:
            work.change(AgreementText, text.id, state=TextState.SIGNED)


def _note(work: Work, row: Signing | None, one: Signed, entry: Item, day: dt.date) -> None:
    if row is not None:
        work.change(Signing, row.id, done_on=day)
        return
    key = RecordId(new_id())
    work.add(Signing(id=key, item_id=entry.id, agreement_id=one.agreement.id, done_on=day))


def _readiness(
    entry: Item, ticked: Sequence[FollowUp], opened: Sequence[FollowUp]
) -> tuple[str, dict[str, str | int]]:
    """The name of the step: of one thing its own, of several that of the entry."""
    if len(ticked) + len(opened) > 1:
        return N_("Tick the checklist of {name}"), _facts(entry)
    facts: dict[str, str | int] = {"name": (*ticked, *opened)[0].title, "word": "follow_up"}
    return (N_("Finish {name}") if ticked else N_("Reopen {name}")), facts


def _by_seat(pair: tuple[AgreementParty, str]) -> tuple[bool, int, int, str]:
    party, _name = pair
    return party.seat == 0, party.seat, party.rank, party.id


def _facts(item: Item) -> dict[str, str | int]:
    return {"name": item.title, "word": "item"}
