"""One change to all who are selected: what would change stands there before it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import PersonId
from planner.domain.people_change import ACTS, FIELDS, NEEDS_VALUE, Act, PeopleChange
from planner.domain.people_change import Field as WhichField
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.several_people import PersonChange
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    LineField,
    SearchField,
    TextField,
)
from planner.ui.widgets.label import Label

SHOWN: Final = 200
"""People whose before and after are listed; the count is of all."""
DIRECTLY: Final = 500
"""People who are compared while the window waits; more are compared beside it."""


class SeveralPeopleDialog(QDialog):
    """``done_count`` is how many were changed once it was accepted."""

    def __init__(
        self, context: Context, people: Sequence[PersonId], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._people = context, tuple(people)
        self.done_count = 0
        self._asked: PeopleChange | None = None
        count = len(self._people)
        self.setWindowTitle(ngettext("Change {count} person", "Change {count} people", count))
        self.which = ChoiceField(_("What"), [(one, _(text)) for one, text in FIELDS.items()])
        self.act = ChoiceField(_("How"))
        self.said = Label("", wrap=True, parent=self)
        self.rows = QTreeWidget(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(_("Change"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._pause = QTimer(self, singleShot=True, interval=150)
        self.editors: dict[WhichField, Field] = self._make_editors()
        self.title = LineField(_("Title of the post"), hint=_("Empty: as it is"))
        self.day = DateField(_("Last day"))
        self._arrange()
        self._connect()
        self.which.set_value(WhichField.COUNTRY)
        self._field_chosen()

    def _make_editors(self) -> dict[WhichField, Field]:
        context = self._context
        return {
            WhichField.COUNTRY: SearchField(
                _("Country"), lambda text: choices.country_choices(context, text)
            ),
            WhichField.LANGUAGES: LineField(_("Languages"), hint=_("Tags, such as ja or en-GB")),
            WhichField.SALUTATION: LineField(_("Addressed as")),
            WhichField.POST: SearchField(
                _("Organisation"),
                lambda text: choices.organisation_names(context, text),
                free=True,
                hint=_("Type its name"),
            ),
            WhichField.NOTES: TextField(_("Line for the notes"), lines=2),
        }

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for field in (self.which, self.act, *self.editors.values(), self.title, self.day):
            field.setParent(self)
            rows.addWidget(field)
        self.rows.setHeaderLabels([_("Name"), _("Now"), _("Then")])
        self.rows.setAccessibleName(_("What would change"))
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows.addWidget(self.said)
        rows.addWidget(self.rows, 1)
        rows.addWidget(self.buttons)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.apply.setDefault(True)
        self.resize(560, 520)

    def _connect(self) -> None:
        self.which.committed.connect(lambda _value: self._field_chosen())
        self.act.committed.connect(lambda _value: self._act_chosen())
        self._pause.timeout.connect(self.look)
        for field in (*self.editors.values(), self.title, self.day):
            editor = getattr(field, "editor", None)
            if isinstance(field, TextField):
                field.editor.textChanged.connect(self._pause.start)
            elif editor is not None:
                editor.textChanged.connect(lambda _text: self._pause.start())
            field.committed.connect(lambda _value: self._pause.start())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    # what is asked for

    # A combo box gives back an enumeration of texts as plain text.

    @property
    def _which(self) -> WhichField:
        return WhichField(self.which.value())

    @property
    def _act(self) -> Act:
        return Act(self.act.value())

    def _field_chosen(self) -> None:
        acts = ACTS[self._which]
        self.act.set_choices([(act, _(text)) for act, text in acts.items()])
        self.act.set_value(next(iter(acts)))
        self._act_chosen()

    def _act_chosen(self) -> None:
        which, act = self._which, self._act
        for key, field in self.editors.items():
            field.setVisible(key is which and act in NEEDS_VALUE)
        self.title.setVisible(which is WhichField.POST and act in NEEDS_VALUE)
        self.day.setVisible(which is WhichField.POST and act is Act.CLEAR)
        if which is WhichField.POST and act is Act.CLEAR and self.day.value() is None:
            self.day.set_value(self._context.planner.today())
        self.look()

    def change(self) -> PeopleChange:
        """What is asked for, whole or not."""
        which, act = self._which, self._act
        return PeopleChange(
            field=which,
            act=act,
            value=self._value(which) if act in NEEDS_VALUE else "",
            title=self.title.value() if which is WhichField.POST else "",
            day=self.day.value() if which is WhichField.POST else None,
        )

    def _value(self, which: WhichField) -> str:
        """What is typed; a country by its code as soon as only one is meant."""
        field = self.editors[which]
        value = str(field.value() or "")
        if value or not (which is WhichField.COUNTRY and isinstance(field, SearchField)):
            return value
        typed = field.editor.text().strip()
        found = choices.country_choices(self._context, typed) if typed else []
        exact = [code for code, name in found if name.casefold() == typed.casefold()]
        return str(exact[0] if exact else found[0][0]) if exact or len(found) == 1 else ""

    # looking before it is done

    def look(self) -> None:
        """Compare and show who would change; nothing is written."""
        self._pause.stop()
        change = self._asked = self.change()
        several, people = self._context.planner.several_people, self._people
        if len(people) <= DIRECTLY:
            try:
                self._show(change, several.preview(people, change))
            except UserError as error:
                self._refuse(error)
            return
        self.apply.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: several.preview(people, change),
            lambda found: self._show(change, found),
            self._refuse,
            _("Comparing"),
        )

    def _show(self, change: PeopleChange, found: Sequence[PersonChange]) -> None:
        if change != self._asked:
            return
        self.said.setText(
            ngettext(
                "{count} of {all} people changes.",
                "{count} of {all} people change.",
                len(found),
                all=len(self._people),
            )
        )
        self.rows.clear()
        for one in found[:SHOWN]:
            row = QTreeWidgetItem([one.name, one.before or "–", one.after or "–"])
            self.rows.addTopLevelItem(row)
        self.apply.setEnabled(bool(found))

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)
        self.said.setText(str(error))
        self.rows.clear()
        self.apply.setEnabled(False)

    def accept(self) -> None:
        """Write it as one step; the dialog stays open when that is refused."""
        change, people = self.change(), self._people
        if change != self._asked:
            self.look()
            return
        if not self.apply.isEnabled():
            return
        several = self._context.planner.several_people
        if len(people) <= DIRECTLY:
            try:
                self._done(several.edit(people, change))
            except UserError as error:
                self._refuse(error)
            return
        self.apply.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: several.edit(people, change), self._done, self._refuse, _("Changing")
        )

    def _done(self, count: int) -> None:
        self.done_count = count
        super().accept()
