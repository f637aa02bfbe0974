"""Agreements: find, open, add, change, remove; their status with its history, and their successors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.domain.agreement_findings import contradictions
from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementStatus,
    AgreementTheme,
)
from planner.domain.findings import Finding
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import AgreementId, FollowUpId, VisitId, new_id
from planner.domain.lines import AgreementCard, AgreementLine
from planner.domain.renewal import STAYING, UNTENDED, Step, Tended, Tending, steps
from planner.domain.renewal_words import asked_by
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.visits import VisitAgreement
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.agreement_parties import parties_in_order
from planner.services.agreement_writing import (
    asking,
    begun,
    checked,
    copy_parts,
    date_of,
    facts_of,
    renewed_already,
    state_of,
    successor_of,
    take_place,
    title_of_successor,
)
from planner.services.core import Core
from planner.services.follow_ups import OPEN, FollowUps
from planner.services.keeping import Keeper
from planner.services.ties import settle, themes_called
from planner.services.typed_parties import made_party, typed_party
from planner.storage import reading
from planner.storage.queries import agreement_register, narrowing
from planner.storage.queries import agreements as queries
from planner.storage.queries.agreement_tending import tended
from planner.text import clean_line


class Agreements:
    """The register of agreements."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Agreement)

    # reading

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "agreement", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[AgreementLine]:
        return queries.agreements_page(self._core.reader, self._narrowed(text), offset, limit)

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "agreement", text)

    def card(self, agreement: AgreementId) -> AgreementCard:
        """:raises NotFound: no such agreement."""
        found = queries.agreement_card(self._core.reader, agreement)
        if found is None:
            raise NotFound(
                _("This agreement is not in the library."), _("It may have been removed.")
            )
        return found

    def steps(self, agreement: AgreementId) -> tuple[Step, ...]:
        """What its dates ask for from today on, in the order of time."""
        taken = tended(self._core.reader, [agreement]).get(agreement, UNTENDED)
        return self._steps(agreement, taken)

    def _steps(self, agreement: AgreementId, taken: Tended) -> tuple[Step, ...]:
        signing = agreement_register.signing_days(self._core.reader, [agreement])
        weeks = self._core.settings.whole("renewal_weeks")
        return steps(
            self.keeper.get(agreement),
            self._core.today(),
            weeks,
            signing_on=signing.get(agreement),
            tended=taken,
        )

    def contradictions(self, agreement: AgreementId) -> list[Finding]:
        """What of it cannot all be true."""
        family = agreement_register.family(self._core.reader)
        return contradictions(self.keeper.get(agreement), self._core.today(), family)

    def active_on(self, agreement: AgreementId) -> PartialDate:
        """When something last happened under it, or is planned; as exact as it is known."""
        found = agreement_register.last_activity(self._core.reader, [agreement])
        return found.get(agreement, UNKNOWN_DATE)

    # writing

    def add(
        self, agreement: Agreement, *, parties: Sequence[str] = (), origin: object = None
    ) -> AgreementId:
        """Add an agreement with its parties by name; its history begins with its status.

        :raises UserError: no title, or a date that is none.
        """
        agreement = checked(agreement)
        with self._core.work(N_("Add {name}"), facts_of(agreement), origin=origin) as work:
            work.add(agreement)
            for rank, name in enumerate(parties):
                made = made_party(work, agreement.id, typed_party(work, name))
                work.add(replace(made, rank=rank))
            if agreement.status is not AgreementStatus.UNKNOWN:
                work.add(state_of(agreement, begun(agreement), ""))
            take_place(work, agreement, begun(agreement) or self._today())
        return agreement.id

    def edit(
        self,
        agreement: AgreementId,
        *,
        seen: Agreement | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Agreement:
        """Set fields; another status is written into the history as of today.

        :raises UserError: no title, or a date that is none.
        """
        now = self.keeper.get(agreement)
        right = checked(replace(now, **fields))
        with self._core.work(N_("Change {name}"), facts_of(now), origin=origin) as work:
            values = {name: getattr(right, name) for name in fields}
            changed = work.change(Agreement, agreement, seen, **values)
            if changed.status is not now.status:
                work.add(state_of(changed, self._today(), ""))
                take_place(work, changed, begun(changed) or self._today())
        return changed

    def set_status(
        self,
        agreement: AgreementId,
        status: AgreementStatus,
        *,
        since: str = "",
        reason: str = "",
        origin: object = None,
    ) -> None:
        """Give it a status from a day on, today without one, and write it into its history.

        A day that was given is also the day of signing or coming into force where none is known.
        What it takes the place of is superseded as soon as it is signed or in force.

        :raises UserError: ``since`` is no date.
        """
        now, day = self.keeper.get(agreement), date_of(since)
        fields: dict[str, Any] = {"status": status}
        if status is AgreementStatus.SIGNED and day and not now.signed_on:
            fields["signed_on"] = day
        if status is AgreementStatus.IN_FORCE and day and not now.in_force_on:
            fields["in_force_on"] = day
        with self._core.work(N_("Change status of {name}"), facts_of(now), origin=origin) as work:
            changed = work.change(Agreement, agreement, None, **fields)
            work.add(state_of(changed, day or self._today(), clean_line(reason)))
            take_place(work, changed, day or self._today())

    def set_parties(
        self,
        agreement: AgreementId,
        names: Sequence[str],
        *,
        all_named: bool = False,
        origin: object = None,
    ) -> None:
        """Make these the parties, in this order; what a name means says ``typed_parties``.

        A party that is a country, or whose organisation is gone, stays where it stands; it may be
        named as it is shown, and then stands where it is named. With ``all_named`` it goes unnamed.
        """
        now = self.keeper.get(agreement)
        with self._core.work(N_("Change parties of {name}"), facts_of(now), origin=origin) as work:
            known = reading.where(
                work, AgreementParty, "agreement_id = :id", {"id": agreement}, "rank, id"
            )
            order = parties_in_order(work, agreement, known, names, all_named=all_named)
            kept, before = {party.id for party in order}, {party.id: party for party in known}
            for party in known:
                if party.id not in kept:
                    work.remove(AgreementParty, party.id)
            for rank, party in enumerate(order):
                if party.id not in before:
                    work.add(replace(party, rank=rank))
                elif party.rank != rank:
                    work.put(replace(party, rank=rank))

    def set_themes(
        self, agreement: AgreementId, names: Sequence[str], *, origin: object = None
    ) -> None:
        """Make these its themes; one that is not known yet is added with it."""
        now = self.keeper.get(agreement)
        with self._core.work(N_("Change themes of {name}"), facts_of(now), origin=origin) as work:
            keys = themes_called(work, names)
            settle(work, AgreementTheme, ("agreement_id", agreement), "theme_id", keys)

    def set_visits(
        self, agreement: AgreementId, visits: Sequence[VisitId], *, origin: object = None
    ) -> None:
        """Say which visits take place under it."""
        now = self.keeper.get(agreement)
        with self._core.work(N_("Change visits of {name}"), facts_of(now), origin=origin) as work:
            settle(work, VisitAgreement, ("agreement_id", agreement), "visit_id", visits)

    def before_renewing(self, agreement: AgreementId) -> tuple[str, UserError | None]:
        """The title that its successor will have if nobody gives another, and what speaks against it."""
        old = self.keeper.get(agreement)
        title = title_of_successor(old, self._core.today())
        return title, renewed_already(self._core.reader, old)

    def renew(
        self,
        agreement: AgreementId,
        *,
        again: bool = False,
        origin: object = None,
        **fields: Any,
    ) -> AgreementId:
        """Make its successor, in one step; once that is signed or in force it takes its place.

        The successor has the kind, the terms, the parties and the themes of the old one, and of
        its own what ``fields`` say: title, number, dates, status (a draft without one). While it is
        a draft the old one stays as it is: its notice and its end are still to be thought of.
        Without a title of its own it has that of the old one with the year.

        :raises UserError: a date that is none; or, unless ``again``, it has a signed successor.
        """
        old, key = self.keeper.get(agreement), AgreementId(new_id())
        title, against = self.before_renewing(agreement)
        if against is not None and not again:
            raise against
        new = successor_of(old, key, {**fields, "title": fields.get("title") or title})
        facts = {**facts_of(old), "new": new.title}
        with self._core.work(N_("Renew {name}"), facts, origin=origin) as work:
            work.add(new)
            work.add(state_of(new, begun(new) or self._today(), ""))
            copy_parts(work, agreement, key)
            take_place(work, new, begun(new) or self._today())
        return key

    def follow_up(
        self,
        agreement: AgreementId,
        title: str = "",
        *,
        due_on: dt.date | None = None,
        origin: object = None,
    ) -> FollowUpId:
        """Make a follow-up of it: what its next step asks for, due on the earliest day of the step.

        :raises UserError: that is asked for already, and open.
        """
        now, step = self.keeper.get(agreement), next(iter(self._to_ask(agreement)), None)
        name = f"{now.number} {now.title}".strip()
        made = FollowUp(
            id=FollowUpId(new_id()),
            title=clean_line(title) or asking(step, name),
            due_on=due_on or (max(step.first, self._core.today()) if step else None),
            agreement_id=agreement,
        )
        known = reading.where(self._core.reader, FollowUp, "agreement_id = :id", {"id": agreement})
        if any(one.title == made.title and one.status in OPEN for one in known):
            raise UserError(
                _("There is an open follow-up for this already: {title}.").format(title=made.title),
                _("See the follow-ups of the agreement. Nothing was added."),
            )
        with self._core.work(
            N_("Add {name}"), {"name": made.title, "word": "follow_up"}, origin=origin
        ) as work:
            work.add(made)
        return made.id

    def settle(
        self, agreement: AgreementId, note: str = "", *, origin: object = None
    ) -> FollowUpId:
        """Say that somebody took care of the renewal or the review that is asked for first: it is under
        way, or not wanted. It is kept as a follow-up that is done; one that is open is ticked off and gets the note.

        :raises UserError: its dates ask for neither.
        """
        now = self.keeper.get(agreement)
        step = next((one for one in self._to_ask(agreement) if one.kind in STAYING), None)
        if step is None:
            raise UserError(
                _("Neither a renewal nor a review of “{title}” is asked for.").format(
                    title=now.title
                ),
                _("Set its status, or correct its dates. Nothing was changed."),
            )
        known = reading.where(
            self._core.reader, FollowUp, "agreement_id = :id", {"id": agreement}, "id"
        )
        for one in known:
            if one.status in OPEN and asked_by(one.title) is step.kind:
                FollowUps(self._core).done(one.id, note=note, origin=origin)
                return one.id
        made = FollowUp(
            id=FollowUpId(new_id()),
            title=asking(step, f"{now.number} {now.title}".strip()),
            status=FollowUpStatus.DONE,
            due_on=step.first,
            done_on=self._core.today(),
            agreement_id=agreement,
            notes=note.strip(),
        )
        with self._core.work(
            N_("Add {name}"), {"name": made.title, "word": "follow_up"}, origin=origin
        ) as work:
            work.add(made)
        return made.id

    def _to_ask(self, agreement: AgreementId) -> tuple[Step, ...]:
        """What a follow-up can ask for: what an open one asks for already is still among it."""
        taken = tended(self._core.reader, [agreement]).get(agreement, UNTENDED)
        settled = {kind: Tending(one.settled, one.settled) for kind, one in taken.items()}
        return self._steps(agreement, settled)

    def remove(self, agreement: AgreementId, *, origin: object = None) -> None:
        self.keeper.remove(agreement, origin=origin)

    # within

    def _today(self) -> PartialDate:
        return PartialDate(self._core.today().isoformat())
