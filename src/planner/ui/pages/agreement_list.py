"""The register of agreements as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from planner.domain.agreements import (
    AGREEMENT_KINDS,
    AGREEMENT_STATUSES,
    AgreementKind,
    AgreementStatus,
)
from planner.domain.ids import AgreementId
from planner.domain.lines import AgreementLine
from planner.i18n import N_, _
from planner.ui.models.table_model import Column
from planner.ui.pages.agreement_form import AgreementForm
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.record_form import RecordForm

_TONES = {
    AgreementStatus.IN_FORCE: "ok",
    AgreementStatus.EXPIRED: "text2",
    AgreementStatus.ENDED: "text2",
}


class AgreementList(ListPage):
    word = "agreement"
    words: ClassVar[frozenset[str]] = frozenset({"agreement", "agreement_party", "organisation"})

    @property
    def title(self) -> str:
        return _("Agreements")

    def columns(self) -> Sequence[Column[AgreementLine]]:
        return (
            Column(N_("Title"), lambda line: line.title, 300, icon=lambda _line: "file-signature"),
            Column(N_("Number"), lambda line: line.number, 70, muted=True),
            Column(N_("Kind"), _kind, 130, muted=True),
            Column(N_("Parties"), lambda line: line.parties, 170),
            Column(
                N_("Status"),
                lambda line: _(AGREEMENT_STATUSES[line.status]),
                100,
                tone=lambda line: _TONES.get(line.status),
            ),
            Column(N_("Signed"), lambda line: line.signed_on, 95),
            Column(N_("Expires"), lambda line: line.expires_on, 95),
        )

    def count(self, text: str) -> int:
        return self.context.planner.agreements.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[AgreementLine]:
        return self.context.planner.agreements.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return AgreementForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.agreements.remove(AgreementId(key), origin=self)

    def new_text(self) -> str:
        return _("New agreement")

    def nothing_yet(self) -> tuple[str, str]:
        return "file-signature", _(
            "Memoranda, letters of intent and other agreements stand here, with parties and dates."
        )


def _kind(line: AgreementLine) -> str:
    try:
        return _(AGREEMENT_KINDS[AgreementKind(line.kind)])
    except ValueError:
        return _(line.kind)
