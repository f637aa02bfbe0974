"""Agreements: find, open, add, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.lines import AgreementCard, AgreementLine
from planner.domain.times import parse_partial_date
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.named_organisations import named_organisation
from planner.storage import reading
from planner.storage.queries import agreements as queries
from planner.storage.queries import narrowing


class Agreements:
    """The register of agreements."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Agreement)

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

    def add(
        self, agreement: Agreement, *, parties: Sequence[str] = (), origin: object = None
    ) -> AgreementId:
        """Add an agreement with its parties by name.

        :raises UserError: no title, or a date that is none.
        """
        agreement = _checked(agreement)
        with self._core.work(
            N_("Add {name}"), {"name": agreement.title, "word": "agreement"}, origin=origin
        ) as work:
            work.add(agreement)
            for rank, name in enumerate(parties):
                work.add(
                    AgreementParty(
                        id=RecordId(new_id()),
                        agreement_id=agreement.id,
                        organisation_id=named_organisation(work, name),
                        rank=rank,
                    )
                )
        return agreement.id

    def edit(
        self,
        agreement: AgreementId,
        *,
        seen: Agreement | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Agreement:
        checked = _checked(replace(self.keeper.get(agreement), **fields))
        return self.keeper.edit(
            agreement, seen=seen, origin=origin, **{name: getattr(checked, name) for name in fields}
        )

    def set_parties(
        self, agreement: AgreementId, names: Sequence[str], *, origin: object = None
    ) -> None:
        """Make these organisations the parties, in this order; a country party stays where it stands."""
        now = self.keeper.get(agreement)
        with self._core.work(
            N_("Change parties of {name}"), {"name": now.title, "word": "agreement"}, origin=origin
        ) as work:
            wanted = list(
                dict.fromkeys(named_organisation(work, name) for name in names if name.strip())
            )
            known = reading.where(work, AgreementParty, "agreement_id = :id", {"id": agreement})
            for party in known:
                if party.organisation_id is not None and party.organisation_id not in wanted:
                    work.remove(AgreementParty, party.id)
            by_organisation = {party.organisation_id: party for party in known}
            for rank, key in enumerate(wanted):
                if party_known := by_organisation.get(key):
                    work.put(replace(party_known, rank=rank))
                else:
                    work.add(
                        AgreementParty(
                            id=RecordId(new_id()),
                            agreement_id=agreement,
                            organisation_id=key,
                            rank=rank,
                        )
                    )

    def remove(self, agreement: AgreementId, *, origin: object = None) -> None:
        self.keeper.remove(agreement, origin=origin)


def _checked(agreement: Agreement) -> Agreement:
    if not agreement.title.strip():
        raise UserError(_("An agreement needs a title."), _("Type what it is called."))
    dates: dict[str, Any] = {}
    for field in ("signed_on", "in_force_on", "review_on", "expires_on"):
        try:
            dates[field] = parse_partial_date(getattr(agreement, field))
        except ValueError as error:
            raise UserError(
                _("“{value}” is not a date.").format(value=getattr(agreement, field)),
                _("Write 2023, 2023-10 or 2023-10-26."),
            ) from error
    return replace(agreement, **dates)
