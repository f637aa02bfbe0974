"""The posts of a person with their dates, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from planner.domain.ids import PersonId
from planner.domain.people import Position
from planner.domain.times import PartialDate
from planner.errors import UserError
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.dialogs.hand_over import HandOverDialog
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.fields import LineField, SearchField

DATES = ("valid_from", "valid_to")


class PostsDialog(RecordsDialog[Position]):
    """Nothing here changes a visit: its delegates keep the titles they had."""

    def __init__(
        self, context: Context, person: PersonId, name: str, parent: QWidget | None = None
    ) -> None:
        self._houses = context.planner.posts.houses(person)
        super().__init__(
            context, context.planner.posts, person, _("Posts of {name}").format(name=name),
            _("The first open post is shown. Visits keep the titles that were held then."), parent,
        )  # fmt: skip
        self.table.set_empty("building-2", _("No post is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Position]]:
        return (
            Column(N_("Title"), lambda post: post.title or "–", 160),
            Column(
                N_("Organisation"), lambda post: self._houses.get(post.organisation_id, ""), 150
            ),
            Column(N_("From"), lambda post: post.valid_from, 86, muted=True),
            Column(N_("Until"), lambda post: post.valid_to, 86, muted=True),
        )

    def build(self) -> None:
        form, context = self.form, self.context
        form.add("title", LineField(_("Title of the post")))
        form.add("native_title", LineField(_("Title in the own language")))
        form.add("department", LineField(_("Department")))
        houses = SearchField(
            _("Organisation"), lambda text: choices.organisation_choices(context, text)
        )
        form.add("organisation_id", houses)
        form.add("valid_from", LineField(_("From"), hint="2024, 2024-10"))
        form.add("valid_to", LineField(_("Until"), hint=_("Empty: still so")))

    def more_buttons(self) -> Sequence[QPushButton]:
        self.up = self._button("arrow-up", _("Up"), lambda: self._move(-1))
        self.down = self._button("arrow-down", _("Down"), lambda: self._move(1))
        self.over = self._button("arrow-right", _("Hand over…"), self.hand_over)
        for button in (self.up, self.down, self.over):
            button.setEnabled(not self.context.planner.is_read_only)
        return (self.up, self.down, self.over)

    def values(self, record: Position) -> dict[str, Any]:
        house = (record.organisation_id, self._houses.get(record.organisation_id, ""))
        return {**super().values(record), "organisation_id": house}

    def changes(self, record: Position, name: str, value: Any) -> dict[str, Any]:
        """A post without an organisation is none: one that was cleared stays."""
        if name == "organisation_id":
            return {name: value or record.organisation_id}
        return {name: PartialDate(value.strip()) if name in DATES else value}

    def sort(self, records: list[Position]) -> list[Position]:
        self._houses = self.context.planner.posts.houses(self.owner)
        return records

    # verbs

    def new(self) -> None:
        """Ask where, and add the post after those there are."""
        self.form.commit()
        dialog = NewPostDialog(self.context, PersonId(self.owner), self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.made is not None:
            self._read()
            self.choose(dialog.made.id)
            self._first().setFocus()

    def _move(self, by: int) -> None:
        record = self.record
        if record is None:
            return
        self.form.commit()
        place = self.table.currentIndex().row() + by
        if 0 <= place < self.model.rowCount():
            self.context.planner.posts.move(record.id, place)
            self._read()
            self.choose(record.id)

    def hand_over(self) -> None:
        """Let somebody follow in the post in front."""
        self.form.commit()
        if self.record is not None:
            dialog = HandOverDialog(self.context, self.record, self)
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.context.messages.toast(dialog.done_text, taking_back_latest(self.context))
                self._read()


class NewPostDialog(QDialog):
    """``made`` is the new post once it was accepted."""

    def __init__(self, context: Context, person: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._person = context, person
        self.made: Position | None = None
        self.setWindowTitle(_("New post"))
        self.house = SearchField(
            _("Organisation"),
            lambda text: choices.organisation_names(context, text),
            free=True,
            hint=_("Type its name"),
        )
        self.title = LineField(_("Title of the post"))
        self.since = LineField(_("From"), hint="2024, 2024-10")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for field in (self.house, self.title, self.since):
            field.setParent(self)
            rows.addWidget(field)
        rows.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.resize(420, 0)

    def accept(self) -> None:
        since = PartialDate(self.since.value().strip())
        try:
            self.made = self._context.planner.posts.begin(
                self._person, self.house.value(), self.title.value(), since=since
            )
        except UserError as error:
            self.house.set_error(str(error))
            return
        super().accept()
