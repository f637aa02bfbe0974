"""The signing in the inspector of an entry: agreements, who signs where, texts, what is to be ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.domain.agreements import TEXT_STATES, Signing
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import AgreementId, ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.i18n import _, inside
from planner.services.signings import Signed
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.forms import verb_button
from planner.ui.dialogs.sign import SignDialog
from planner.ui.pages.agreement_parts import (
    PartiesDialog,
    TextsDialog,
    party_name,
    signatory_text,
)
from planner.ui.pages.list_cells import language_name
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.pages.visit_picked import PickedField
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import InspectorForm, short_day
from planner.ui.widgets.label import Label


class SigningPart(QWidget):
    """Adds its two fields to ``form``; shown for ceremonies, and wherever something is signed."""

    def __init__(
        self, context: Context, form: InspectorForm, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._item: ItemId | None = None
        self.title = form.section(_("Signing"))
        self.picked = PickedField(
            _("Agreements signed here"),
            partial(_offer, context),
            add=_("Add an agreement"),
            hint=_("Type a number or title"),
        )
        form.add("signed", self.picked)
        form.add_widget(self)
        self.ready = CheckListField(_("To be ready"), rows=8)
        form.add("ready", self.ready)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.sign_button = verb_button(self, "file-signature", _("Signed…"), self.sign)
        self.list_button = verb_button(self, "list-checks", _("Make the checklist"), self.make_list)
        self.all_button = verb_button(self, "check", _("All is ready"), self.all_ready)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for button in (self.sign_button, self.list_button):
            verbs.addWidget(button)
        verbs.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.all_button)
        below.addStretch(1)
        for button in (self.sign_button, self.list_button, self.all_button):
            button.setMinimumHeight(28)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._rows)
        whole.addLayout(verbs)
        whole.addLayout(below)
        for field in (self.picked, self.ready):
            field.set_read_only(context.planner.is_read_only)
        form.on_commit("signed", self._put_agreements)
        form.on_commit("ready", self._put_ready)

    # showing

    def show_item(self, item: Item, *, force: bool) -> None:
        """``force`` shows another entry, whatever was being typed."""
        planner, self._item = self._context.planner, item.id
        rows = planner.keeper(Signing).of(item_id=item.id)
        shown = bool(rows) or item.kind is ItemKind.CEREMONY
        for widget in (self, self.title, self.picked, self.ready):
            widget.setVisible(shown)
        if not shown:
            return
        signed = planner.signings.at(item.id)
        noted = {row.agreement_id for row in rows}
        if force or not self.picked.is_changed:
            self.picked.set_value(
                [
                    (("agreement", one.agreement.id), name_of(one))
                    for one in signed
                    if one.agreement.id in noted
                ]
            )
        self._show_signed(signed)
        # What was dropped is nothing to be ready any more; unticking must not bring it back.
        ready = planner.signings.checklist(item.id)
        can = not planner.is_read_only
        listed = [one for one in ready if one.status is not FollowUpStatus.DROPPED]
        self._show_ready(listed)
        self.sign_button.setEnabled(can and any(one.done_on is None for one in signed))
        self.list_button.setEnabled(can)
        self.all_button.setVisible(bool(listed))
        self.all_button.setEnabled(
            can and any(one.status is not FollowUpStatus.DONE for one in listed)
        )

    def _show_signed(self, signed: Sequence[Signed]) -> None:
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in signed:
            self._rows.addWidget(Label(name_of(one), strong=True, wrap=True, parent=self))
            for text, tone in self._said(one):
                self._rows.addWidget(Label(text, tone, wrap=True, parent=self))
            self._rows.addWidget(self._part_buttons(one))

    def _said(self, one: Signed) -> list[tuple[str, str]]:
        """Whether it is signed; who signs, from left to right; and the texts. Each with its tone."""
        said = []
        if one.done_on is not None:
            said.append((_("Signed on {day}").format(day=short_day(one.done_on)), "ok"))
        for party, _name in one.parties:
            seat = f"{party.seat}  " if party.seat else ""
            who = signatory_text(party) or _("nobody is named")
            said.append((f"{seat}{party_name(self._context, party)}: {who}", "text2"))
        if not one.parties:
            said.append((_("No party is known."), "text2"))
        texts = [
            f"{language_name(text.language) if text.language else text.title or '–'}: "
            f"{inside(_(TEXT_STATES[text.state]))}"
            for text in one.texts
        ]
        said.append(("  ·  ".join(texts) or _("No text is known."), "text2"))
        return said

    def _part_buttons(self, one: Signed) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(8)
        for text, kind in ((_("Who signs…"), PartiesDialog), (_("Texts…"), TextsDialog)):
            button = QPushButton(text, row)
            button.setMinimumHeight(26)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{text} {one.agreement.title}")
            button.clicked.connect(partial(self._open, kind, one))
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _open(self, kind: type[PartiesDialog] | type[TextsDialog], one: Signed) -> None:
        dialog = kind(self._context, one.agreement.id, one.agreement.title, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_ready(self, listed: list[FollowUp]) -> None:
        self.ready.set_choices(
            [
                (one.id, " · ".join(filter(None, (one.title, short_day(one.due_on)))))
                for one in listed
            ]
        )
        self.ready.set_value(tuple(one.id for one in listed if one.status is FollowUpStatus.DONE))
        self.ready.setVisible(bool(listed))

    # verbs

    def sign(self) -> None:
        if self._item is not None:
            open_sign(self._context, self._item, self.window())

    def make_list(self) -> None:
        if self._item is not None:
            make_checklist(self._context, self._item)

    def all_ready(self) -> None:
        """What is listed is ticked off in one step."""
        self._put_ready([key for key, _text in self.ready.choices()])

    def _put_agreements(self, picks: Sequence[tuple[str, str]]) -> None:
        if self._item is not None:
            keys = [AgreementId(key) for _word, key in picks]
            self._context.planner.signings.set_agreements(self._item, keys)

    def _put_ready(self, keys: Sequence[str]) -> None:
        item = self._item
        if item is not None:
            attempt(self._context, lambda: self._context.planner.signings.set_ready(item, keys))


def name_of(one: Signed) -> str:
    return f"{one.agreement.number} {one.agreement.title}".strip()


def _offer(context: Context, text: str) -> list[tuple[Any, str]]:
    lines = context.planner.agreements.page(0, 20, text)
    return [(("agreement", line.id), f"{line.number} {line.title}".strip()) for line in lines]


def open_sign(context: Context, item: ItemId, window: QWidget) -> SignDialog:
    dialog = SignDialog(context, item, window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def signing_commands(
    context: Context,
    state: Callable[[], VisitState | None],
    item: Callable[[], ItemId | None],
    window: QWidget,
) -> list[Command]:
    """``item`` gives the entry in front."""

    def in_front() -> Item | None:
        now, key = state(), item()
        if now is None or key is None or context.planner.is_read_only:
            return None
        return now.plan.item.get(key)

    def signs(*, left: bool) -> ItemId | None:
        """The entry in front if something is signed there; with ``left`` only what is still to be."""
        entry = in_front()
        if entry is None:
            return None
        known = context.planner.keeper(Signing).of(item_id=entry.id)
        wanted = [row for row in known if not left or row.done_on is None]
        told = any(row.agreement_id == entry.agreement_id for row in known)
        about = entry.kind is ItemKind.CEREMONY and entry.agreement_id is not None and not told
        return entry.id if wanted or about else None

    def sign() -> None:
        if (chosen := signs(left=True)) is not None:
            open_sign(context, chosen, window)

    def make_list() -> None:
        if (chosen := signs(left=False)) is not None:
            make_checklist(context, chosen)

    return [
        Command(
            id="item.signed",
            text=_("Note a signing as done…"),
            run=sign,
            icon="file-signature",
            scope="page",
            enabled=lambda: signs(left=True) is not None,
            reason=_("Choose an entry at which an agreement is to be signed."),
        ),
        Command(
            id="item.signing_checklist",
            text=_("Make the checklist of the signing"),
            run=make_list,
            icon="list-checks",
            scope="page",
            enabled=lambda: signs(left=False) is not None,
            reason=_("Choose an entry at which an agreement is to be signed."),
        ),
    ]


def make_checklist(context: Context, item: ItemId) -> None:
    signings = context.planner.signings
    if attempt(context, lambda: signings.make_checklist(item)) == []:
        context.messages.toast(_("Everything is listed already."))
