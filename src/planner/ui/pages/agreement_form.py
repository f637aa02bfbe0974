"""An agreement in the inspector: what, who, since when, until when, and what sources say of it."""

from __future__ import annotations

from typing import Any, ClassVar

from planner.domain.agreements import (
    AGREEMENT_KINDS,
    AGREEMENT_STATUSES,
    Agreement,
    AgreementKind,
    AgreementStatus,
)
from planner.domain.ids import AgreementId, new_id
from planner.domain.lines import AgreementCard
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.said import said
from planner.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    LineField,
    ListField,
    NumberField,
    TextField,
)
from planner.ui.widgets.links import Link
from planner.ui.widgets.statements import Statements

_PLAIN = (
    "title",
    "number",
    "kind",
    "status",
    "place",
    "renews_itself",
    "notice_months",
    "text",
    "notes",
)
_DATES = ("signed_on", "in_force_on", "review_on", "expires_on")


class AgreementForm(RecordForm):
    words: ClassVar[frozenset[str]] = frozenset(
        {"agreement", "agreement_party", "organisation", "citation", "amendment", "visit_agreement"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Agreement"))

    def build(self) -> None:
        self.bind("title", LineField(_("Title")))
        self.bind("kind", ChoiceField(_("Kind"), choices.named(AGREEMENT_KINDS)))
        self.bind_pair(
            ("number", LineField(_("Number"))),
            ("status", ChoiceField(_("Status"), choices.named(AGREEMENT_STATUSES))),
        )
        self.bind("parties", ListField(_("Parties"), lines=3))
        self.section(_("Dates, as year-month-day"))
        self.bind_pair(
            ("signed_on", LineField(_("Signed"))),
            ("in_force_on", LineField(_("In force since"))),
        )
        self.bind_pair(
            ("review_on", LineField(_("Review"))),
            ("expires_on", LineField(_("Expires"))),
        )
        self.bind("notice_months", NumberField(_("Notice before expiry, in months")))
        self.bind("renews_itself", CheckField(_("Renews itself")))
        self.section(_("What sources say"))
        self._statements = Statements()
        self.add_widget(self._statements)
        self.section(_("Text"))
        self.bind("place", LineField(_("Signed at")))
        self.bind("text", TextField(_("What it says"), lines=4))
        self.bind("notes", TextField(_("Notes"), lines=3))
        self._amendments = self.links(_("Amendments"), _("None."))
        self._visits = self.links(_("Visits"), _("No visit refers to it yet."))

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.agreements.card(AgreementId(key))
        agreement = card.agreement
        self._seen = agreement
        parties = " – ".join(name for _party, name in card.parties)
        themes = ", ".join(_(theme) for theme in card.themes)
        self.set_heading(agreement.title, "\n".join(part for part in (parties, themes) if part))
        self._show_lists(card)
        return {
            **{name: getattr(agreement, name) for name in (*_PLAIN, *_DATES)},
            "parties": tuple(name for party, name in card.parties if party.organisation_id),
        }

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New agreement"))
        self._statements.show_statements([])
        self._amendments.show_links([])
        self._visits.show_links([])
        return {"kind": AgreementKind.MOU, "status": AgreementStatus.DRAFT}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["title"]:
            return ""
        agreement = Agreement(
            id=AgreementId(new_id()),
            **{name: values[name] for name in (*_PLAIN, *_DATES)},
        )
        return self.context.planner.agreements.add(
            agreement, parties=values["parties"], origin=self
        )

    def write(self, name: str, value: Any) -> None:
        agreements, key = self.context.planner.agreements, AgreementId(self.key)
        if name == "parties":
            agreements.set_parties(key, value, origin=self)
        else:
            self._seen = agreements.edit(key, seen=self._seen, origin=self, **{name: value})

    def _show_lists(self, card: AgreementCard) -> None:
        self._statements.show_statements(said(card.statements))
        self._amendments.show_links(
            [
                Link(amendment.title or amendment.number, amendment.signed_on)
                for amendment in card.amendments
            ]
        )
        self._visits.show_links([Link(title, "", "visit", key) for key, title in card.visits])
