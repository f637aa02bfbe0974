"""A place to keep calendars at: a folder or a calendar on a server, and whose calendars."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.handouts import PLACE_KINDS, PlaceKind, Publication
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.privacy import PROFILES, Profile
from planner.errors import UserError
from planner.i18n import _, current
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid, offer_languages
from planner.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole


class PublicationDialog(QDialog):
    """``accepted`` when the place is kept; nothing is published by that."""

    def __init__(
        self,
        context: Context,
        visit: VisitId,
        known: Publication | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._known = context, known
        self.publication = known or Publication(
            id=RecordId(new_id()), visit_id=visit, language=current().code
        )
        self.setWindowTitle(_("Change place") if known else _("Add place"))
        self.kind = QComboBox(self)
        for kind, text in PLACE_KINDS.items():
            self.kind.addItem(_(text), kind.value)
        self.target, self.user = QLineEdit(self), QLineEdit(self)
        self.choose = QPushButton(_("Choose…"), self)
        self.whole = QComboBox(self)
        self.whole.addItems([_("The visit as a whole"), _("The own calendars of these:")])
        self.people = QListWidget(self)
        self.profile, self.language = QComboBox(self), QComboBox(self)
        for profile, text in PROFILES.items():
            self.profile.addItem(_(text), profile.value)
        offer_languages(self.language)
        self.about = Label("", "text2", wrap=True, parent=self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        verb = _("Save") if known else _("Add")
        self.keep = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self._fill(visit)
        self.kind.currentIndexChanged.connect(lambda _row: self._update())
        self.whole.currentIndexChanged.connect(lambda _row: self._update())
        self.choose.clicked.connect(self._choose)
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)
        self._update()

    def _arrange(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self.target, 1)
        where.addWidget(self.choose)
        self.form = field_grid()
        self.form.addRow(_("Kind"), self.kind)
        self.form.addRow(_("Place"), where)
        self.form.addRow(_("User name"), self.user)
        self.form.addRow(_("Calendar"), self.whole)
        self.form.addRow("", self.people)
        self.form.addRow(_("What they see"), self.profile)
        self.form.addRow(_("Language"), self.language)
        for field, name in (
            (self.kind, _("Kind")),
            (self.target, _("Place")),
            (self.user, _("User name")),
            (self.whole, _("Calendar")),
            (self.people, _("Recipients")),
            (self.profile, _("What they see")),
            (self.language, _("Language")),
        ):
            field.setAccessibleName(name)
            field.setMinimumHeight(28)
        self.people.setMaximumHeight(132)
        self.choose.setMinimumHeight(28)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(self.form)
        whole.addWidget(self.about)
        whole.addWidget(self.error)
        whole.addStretch(1)
        whole.addWidget(self.buttons)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.keep.setDefault(True)
        self.error.hide()
        self.resize(580, 460)

    def _fill(self, visit: VisitId) -> None:
        one = self.publication
        self.kind.setCurrentIndex(self.kind.findData(one.kind.value))
        self.target.setText(one.target)
        self.user.setText(one.user_name)
        self.whole.setCurrentIndex(1 if one.recipients else 0)
        self.profile.setCurrentIndex(self.profile.findData(one.profile.value))
        self.language.setCurrentIndex(self.language.findData(one.language))
        for key, recipient in self._context.planner.publishing.recipients(visit).items():
            entry = QListWidgetItem(recipient.name, self.people)
            entry.setData(_KEY, key)
            entry.setCheckState(
                Qt.CheckState.Checked if key in one.recipients else Qt.CheckState.Unchecked
            )

    @property
    def _is_server(self) -> bool:
        return bool(self.kind.currentData() == PlaceKind.SERVER.value)

    def _update(self) -> None:
        """Only what counts for this kind can be filled in."""
        one_by_one = self.whole.currentIndex() == 1
        self.form.setRowVisible(self.user, self._is_server)
        self.form.setRowVisible(self.people, one_by_one)
        self.form.setRowVisible(self.profile, not one_by_one)
        self.form.setRowVisible(self.language, not one_by_one)
        self.choose.setVisible(not self._is_server)
        self.target.setPlaceholderText(
            "https://calendar.example.org/visits/" if self._is_server else ""
        )
        self.about.setText("\n".join(self._about(one_by_one=one_by_one)))

    def _about(self, *, one_by_one: bool) -> list[str]:
        lines = []
        if self._is_server:
            lines.append(
                _(
                    "The password is asked for when you publish, and forgotten when the program ends."
                )
            )
            if one_by_one:
                lines.append(_("A calendar on a server is for the visit or for one recipient."))
        else:
            lines.append(_("Whoever can read this folder can read every calendar in it."))
        if one_by_one:
            lines.append(
                _("Each calendar holds what its recipient may see, in his or her language.")
            )
        return lines

    def _choose(self) -> None:
        chosen = self._context.files.folder(self, _("Folder that others can read"), "publish")
        if chosen is not None:
            self.target.setText(str(chosen))

    def _read(self) -> Publication:
        entries = [self.people.item(row) for row in range(self.people.count())]
        ticked = tuple(
            str(one.data(_KEY)) for one in entries if one.checkState() is Qt.CheckState.Checked
        )
        one_by_one = self.whole.currentIndex() == 1
        if one_by_one and not ticked:
            raise UserError(_("Choose whose calendars are to be there."))
        return replace(
            self.publication,
            kind=PlaceKind(self.kind.currentData()),
            target=self.target.text().strip(),
            user_name=self.user.text().strip() if self._is_server else "",
            recipients=ticked if one_by_one else (),
            profile=Profile(self.profile.currentData()),
            language=str(self.language.currentData()),
        )

    def _keep(self) -> None:
        publishing = self._context.planner.publishing
        try:
            read = self._read()
            if self._known is None:
                self.publication = publishing.add(read)
            else:
                self.publication = publishing.edit(
                    read.id,
                    kind=read.kind,
                    target=read.target,
                    user_name=read.user_name,
                    recipients=read.recipients,
                    profile=read.profile,
                    language=read.language,
                )
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
        else:
            self.accept()
