"""An agreement in the inspector: what, who, since when, until when, and what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QDialog, QPushButton

from planner.domain.agreements import (
    AGREEMENT_KINDS,
    AGREEMENT_STATUSES,
    Agreement,
    AgreementKind,
    AgreementStatus,
)
from planner.domain.ids import AgreementId, VisitId, new_id
from planner.domain.lines import AgreementCard
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.dialogs.agreement_change import RenewDialog, StatusDialog
from planner.ui.icons import icon
from planner.ui.pages import agreement_links, choices, visit_choices
from planner.ui.pages.agreement_parts import AmendmentsDialog, PartiesDialog, TextsDialog
from planner.ui.pages.agreement_standing import AgreementStanding
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.sources_of import SourcesOf
from planner.ui.pages.visit_picked import PickedField
from planner.ui.pages.visit_verbs import undoable
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    LineField,
    ListField,
    NumberField,
    SearchField,
    TextField,
)

_PLAIN = (
    "title",
    "number",
    "kind",
    "status",
    "place",
    "renews_itself",
    "notice_months",
    "renewal_months",
    "lead_weeks",
    "text",
    "notes",
)
_DATES = ("signed_on", "in_force_on", "review_on", "expires_on")
_OTHERS = ("parent_id", "supersedes_id")


class AgreementForm(RecordForm):
    word: ClassVar[str] = "agreement"
    words: ClassVar[frozenset[str]] = frozenset(
        {"agreement", "agreement_party", "organisation", "citation", "amendment", "visit_agreement"}
        | {"source"}
        | {"agreement_text", "agreement_state", "agreement_theme", "signing", "follow_up", "visit"}
        | {"programme_agreement", "funding_programme", "attachment", "country"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Agreement"))

    # building

    def build(self) -> None:
        self._edits: list[QPushButton] = []
        self.bind("title", LineField(_("Title")))
        self.bind("kind", ChoiceField(_("Kind"), choices.named(AGREEMENT_KINDS)))
        self.bind_pair(
            ("number", LineField(_("Number"))),
            ("status", ChoiceField(_("Status"), choices.named(AGREEMENT_STATUSES))),
        )
        self.bind(
            "parties",
            ListField(
                _("Parties"), hint=_("Countries or organisations, one on each line"), lines=3
            ),
        )
        self.section(_("How it stands"))
        self.standing = AgreementStanding(self.context, self.make_follow_up, self.settle)
        self.add_widget(self.standing)
        self._build_dates()
        self._build_lists()
        self.section(_("Files"))
        self.files = FilesOf(self.context, "agreement")
        self.add_widget(self.files)
        self.section(_("What sources say"))
        self._sources = SourcesOf(self.context, "agreement")
        self.add_widget(self._sources)

    def _build_dates(self) -> None:
        self.section(_("Dates, as year-month-day"))
        self.bind_pair(
            ("signed_on", LineField(_("Signed"))),
            ("in_force_on", LineField(_("In force since"))),
        )
        self.bind_pair(
            ("review_on", LineField(_("Review"))),
            ("expires_on", LineField(_("Expires"))),
        )
        self.bind_pair(
            ("notice_months", NumberField(_("Notice before expiry, in months"))),
            ("lead_weeks", NumberField(_("Weeks to decide before that"))),
        )
        self.bind_pair(
            ("renews_itself", CheckField(_("Renews itself"))),
            ("renewal_months", NumberField(_("Each time for, in months"))),
        )
        self.section(_("Text"))
        self.bind("place", LineField(_("Signed at")))
        self.bind("text", TextField(_("What it says"), lines=4))
        self.bind("notes", TextField(_("Notes"), lines=3))

    def _build_lists(self) -> None:
        offer = visit_choices.agreements(self.context.planner)
        self._parties = self.links(_("Who signs"), _("No party is known."))
        self._edit_button(_("Parties and signatories…"), "parties")
        self._texts = self.links(_("Language versions"), _("No text is known."))
        self._edit_button(_("Language versions…"), "texts")
        self._amendments = self.links(_("Amendments"), _("None."))
        self._edit_button(_("Amendments…"), "amendments")
        self._related = self.links(_("Related agreements"), _("It stands alone."))
        self.bind("parent_id", SearchField(_("Belongs under"), offer))
        self.bind("supersedes_id", SearchField(_("Supersedes"), offer))
        self._edit_button(_("Renew by a successor…"), "renew", "refresh-cw")
        self.bind("themes", ListField(_("Themes"), lines=3))
        self._visits = self.links(_("Visits"), _("It was signed at no visit that is known."))
        self.bind(
            "visits",
            PickedField(
                _("Visits under it"),
                partial(_visit_picks, self.context),
                add=_("Link a visit"),
                hint=_("Type a title or code"),
            ),
        )
        self._programmes = self.links(_("Funding programmes"), _("None rests on it."))
        self._follow_ups = self.links(_("Follow-ups"), _("Nothing is open."))
        self._states = self.links(_("History of its status"), _("Nothing is written down."))
        self._edit_button(_("Set the status…"), "status", "flag")

    def _edit_button(self, text: str, part: str, shape: str = "pencil") -> None:
        button = QPushButton(icon(shape, "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self.open_part(part))
        self.add_widget(button)
        self._edits.append(button)

    # one record

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.agreements.card(AgreementId(key))
        agreement = card.agreement
        self._seen = agreement
        named = tuple(
            name if party.organisation_id or party.name
            else choices.country_name(self.context, party.country)
            for party, name in card.parties
        )  # fmt: skip
        parties = " – ".join(named)
        themes = ", ".join(_(theme) for theme in card.themes)
        self.set_heading(agreement.title, "\n".join(part for part in (parties, themes) if part))
        self._show_lists(card)
        self._allow(key)
        ties = {"parent_id": card.ties.parent, "supersedes_id": card.ties.supersedes}
        return {
            **{name: getattr(agreement, name) for name in (*_PLAIN, *_DATES)},
            **{name: (one.id, one.title) if one else None for name, one in ties.items()},
            "parties": named,
            "themes": card.themes,
            "visits": [(("visit", key), title) for key, title in card.visits],
        }

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New agreement"))
        self._sources.show_record("")
        for links in (
            self._parties, self._texts, self._amendments, self._related, self._visits,
            self._programmes, self._follow_ups, self._states,
        ):  # fmt: skip
            links.show_links([])
        self._allow("")
        return {"kind": AgreementKind.MOU, "status": AgreementStatus.DRAFT}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["title"]:
            return ""
        agreement = Agreement(
            id=AgreementId(new_id()),
            **{name: values[name] for name in (*_PLAIN, *_DATES, *_OTHERS)},
        )
        self._say_new(
            values["parties"],
            lambda names: self.context.planner.agreements.add(
                agreement, parties=names, origin=self
            ),
        )
        return agreement.id

    def write(self, name: str, value: Any) -> None:
        agreements, key = self.context.planner.agreements, AgreementId(self.key)
        if name == "parties":
            self._say_new(
                value,
                lambda names: agreements.set_parties(key, names, all_named=True, origin=self),
            )
            self.fields[name].set_value(self.load(key)[name])
        elif name == "themes":
            agreements.set_themes(key, value, origin=self)
        elif name == "visits":
            agreements.set_visits(key, [VisitId(visit) for _word, visit in value], origin=self)
        else:
            self._seen = agreements.edit(key, seen=self._seen, origin=self, **{name: value})

    def _say_new(self, names: Sequence[str], write: Callable[[Sequence[str]], object]) -> None:
        """Write the parties; an organisation that was not known is said, with Undo."""
        context = self.context
        said = context.planner.agreement_parties.new_words(names)
        write(names)
        if said:
            context.messages.toast("\n".join(said), taking_back_latest(context))

    def _allow(self, key: str) -> None:
        """An agreement that is not kept yet has nothing that could belong to it."""
        for button in self._edits:
            button.setEnabled(bool(key) and not self.context.planner.is_read_only)
        for name in ("themes", "visits"):
            self.fields[name].setEnabled(bool(key))
        self.standing.show_record(key)
        self.files.show_record(key)

    def _show_lists(self, card: AgreementCard) -> None:
        self._sources.show_record(card.agreement.id, card.agreement.title)
        self._parties.show_links(agreement_links.parties(self.context, card))
        self._texts.show_links(agreement_links.texts(card))
        self._amendments.show_links(agreement_links.amendments(card))
        self._related.show_links(agreement_links.related(card))
        self._visits.show_links(agreement_links.visits(card))
        self._programmes.show_links(agreement_links.programmes(card))
        self._follow_ups.show_links(agreement_links.follow_ups(card))
        self._states.show_links(agreement_links.states(card))

    # verbs

    def make_follow_up(self) -> None:
        """A follow-up for what comes next, with Undo."""
        if self.key:
            agreements, key = self.context.planner.agreements, AgreementId(self.key)
            text = _("Follow-up made")
            undoable(self.context, lambda: agreements.follow_up(key), text)

    def settle(self) -> None:
        """The renewal or review that is asked for is taken care of, with Undo."""
        if self.key:
            agreements, key = self.context.planner.agreements, AgreementId(self.key)
            undoable(self.context, lambda: agreements.settle(key), _("Taken care of"))

    def open_part(self, part: str) -> None:
        """Open one of the dialogs: "parties", "texts", "amendments", "status", "renew"."""
        if not self.key:
            return
        self.commit()
        context, key = self.context, AgreementId(self.key)
        one = context.planner.agreements.keeper.get(key)
        dialog: QDialog
        match part:
            case "status":
                dialog = StatusDialog(context, one, self)
            case "renew":
                dialog = renewing = RenewDialog(context, one, self)
                renewing.accepted.connect(lambda: context.open_record("agreement", renewing.made))
            case "texts":
                dialog = TextsDialog(context, key, one.title, self)
            case "amendments":
                dialog = AmendmentsDialog(context, key, one.title, self)
            case _:
                dialog = PartiesDialog(context, key, one.title, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _visit_picks(context: Context, text: str) -> list[tuple[Any, str]]:
    return [(("visit", key), title) for key, title in choices.visit_choices(context, text)]
