"""Erasing a person: where one stands, what stays by law, which texts lose the name; then the name is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.erasing import Mention, Standing, Wish
from planner.domain.erasing_words import (
    Line,
    backups_sentence,
    left_sentences,
    log_sentence,
    outside_sentence,
    places_sentence,
    standing_lines,
)
from planner.domain.ids import PersonId
from planner.domain.word_titles import TITLES
from planner.i18n import N_, _, ngettext
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_verbs import attempt
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.erasing import Erased
    from planner.ui.context import Context
    from planner.ui.tasks import Progress

PLACES: Final = (
    Column[Line](N_("Where"), lambda line: line[0], 260, takes_rest=True),
    Column[Line](N_("How many"), lambda line: line[1], 90, right=True),
)
_KEY = Qt.ItemDataRole.UserRole


class EraseDialog(QDialog):
    """Opens as a look that changes nothing; *Erase* waits for the whole name."""

    ready = Signal()
    """It was looked, or it is done."""

    def __init__(self, context: Context, person: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._person = context, person
        self._standing: Standing | None = None
        self.done_with: Erased | None = None
        name = context.planner.contacts.card(person).person.name
        self.setWindowTitle(_("Erase {name}").format(name=name))
        self.warning = Label(_("Erasing cannot be undone."), "warn", wrap=True, parent=self)
        self.model = ListTable[Line](PLACES, (), lambda line: line[0], self)
        self.table = Table(_("Where the person stands"), self)
        self.table.show_model(self.model)
        self.table.set_empty("search", _("Looking through the library …"))
        self.naming = Label("", "text2", wrap=True, parent=self)
        self.texts = QListWidget(self)
        self.texts.setAccessibleName(_("Texts that name the person"))
        # The name of a file has no place to break: its end is left out, and the tip has all of it.
        self.texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.texts.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.keep = QCheckBox("", self)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(_("Why the office must keep it"))
        self.reason.setAccessibleName(_("Why the office must keep it"))
        self.remains = Label("", "text2", wrap=True, parent=self)
        self.ask = Label("", parent=self)
        self.typed = QLineEdit(self)
        self.erase_button = QPushButton(icon("trash-2", "text"), _("Erase for good"), self)
        self.certificate = QPushButton(icon("file-text", "text"), _("Save the certificate…"), self)
        self.remove_old = QPushButton(icon("trash-2", "text"), _("Remove the old files…"), self)
        self.close_button = QPushButton(_("Cancel"), self)
        self._arrange()
        self._connect()
        planner = context.planner
        context.tasks.run(lambda _progress: planner.erasing.look(person), self._show)

    def _arrange(self) -> None:
        for widget in (self.typed, self.reason, self.keep):
            widget.setMinimumHeight(28)
        for button in (self.erase_button, self.remove_old, self.certificate, self.close_button):
            button.setMinimumHeight(30)
            button.setAutoDefault(False)
        self.close_button.setDefault(True)
        bar = self._bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.typed, 1)
        bar.addWidget(self.erase_button)
        bar.addWidget(self.remove_old)
        bar.addWidget(self.certificate)
        bar.addWidget(self.close_button)
        both = QHBoxLayout()
        both.setSpacing(12)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.naming)
        right.addWidget(self.texts, 1)
        right.addWidget(self.keep)
        right.addWidget(self.reason)
        self._right = QWidget(self)
        right.setContentsMargins(0, 0, 0, 0)
        self._right.setLayout(right)
        both.addWidget(self.table, 1)
        both.addWidget(self._right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.warning)
        rows.addLayout(both, 1)
        rows.addWidget(self.remains)
        rows.addWidget(self.ask)
        rows.addLayout(bar)
        self._right.hide()
        self.certificate.hide()
        self.remove_old.hide()
        self.resize(860, 480)

    def _connect(self) -> None:
        self.typed.textChanged.connect(lambda _text: self._enable())
        self.reason.textChanged.connect(lambda _text: self._enable())
        self.keep.toggled.connect(lambda _on: self._enable())
        self.erase_button.clicked.connect(self.erase)
        self.certificate.clicked.connect(self.save_certificate)
        self.remove_old.clicked.connect(self.remove_old_files)
        self.close_button.clicked.connect(self.reject)
        self._enable()

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        self.model.set_lines(standing_lines(standing))
        self.ask.setText(_("Type the whole name to erase: {name}").format(name=standing.name))
        self.typed.setAccessibleName(self.ask.text())
        self.ask.setBuddy(self.typed)
        for mention in standing.mentions:
            self.texts.addItem(_item(mention))
        self.naming.setText(
            ngettext(
                "This text names the person. Ticked, it loses the name.",
                "These {count} texts name the person. Those ticked lose the name.",
                len(standing.mentions),
            )
        )
        self.naming.setVisible(bool(standing.mentions))
        self.texts.setVisible(bool(standing.mentions))
        signed = ", ".join(dict.fromkeys(f"“{one.agreement}”" for one in standing.signatures))
        self.keep.setText(_("Keep the name under {agreements}").format(agreements=signed))
        self.keep.setVisible(bool(signed))
        self.reason.setVisible(bool(signed))
        self._right.setVisible(bool(standing.mentions or signed))
        self._say_remains(standing)
        self._enable()
        self.ready.emit()

    def _enable(self) -> None:
        self.reason.setEnabled(self.keep.isChecked())
        name = self._standing.name if self._standing else ""
        same = " ".join(self.typed.text().split()).casefold() == " ".join(name.split()).casefold()
        explained = not self.keep.isChecked() or bool(self.reason.text().strip())
        self.erase_button.setEnabled(
            bool(name) and same and explained and not self._context.planner.is_read_only
        )

    @property
    def wish(self) -> Wish:
        rows = (self.texts.item(row) for row in range(self.texts.count()))
        return Wish(
            reason=self.reason.text().strip() if self.keep.isChecked() else "",
            leave=frozenset(
                row.data(_KEY) for row in rows if row.checkState() is not Qt.CheckState.Checked
            ),
        )

    # doing

    def erase(self) -> None:
        """Everywhere at once; the window goes on meanwhile."""
        planner, person, wish, typed = (
            self._context.planner, self._person, self.wish, self.typed.text()
        )  # fmt: skip
        self.setEnabled(False)

        def work(_progress: Progress) -> Erased:
            return planner.erasing.erase(person, wish, typed=typed)

        self._context.tasks.run(work, self._tell, self._refused, text=_("Erasing …"))

    def _refused(self, error: Exception) -> None:
        self.setEnabled(True)

        def again() -> None:
            raise error

        attempt(self._context, again)

    def _tell(self, done: Erased) -> None:
        self.done_with = done
        self.setEnabled(True)
        self.setWindowTitle(_("Erased"))
        self.warning.setText(places_sentence(done.erasure.places))
        self._say_remains(done.standing)
        for widget in (self._right, self.ask, self.typed, self.erase_button):
            widget.hide()
        self._bar.insertStretch(0, 1)  # in the room of the name
        self.certificate.show()
        self.remove_old.setVisible(bool(self._context.planner.erasing.old_copies()))
        self.close_button.setText(_("Close"))
        self.ready.emit()

    def _say_remains(self, standing: Standing) -> None:
        """One line for each place that an erasure does not reach, as they are now."""
        erasing = self._context.planner.erasing
        said = (
            backups_sentence(standing),
            *left_sentences(erasing.copies_left()),
            outside_sentence(standing),
            log_sentence(erasing.log_is_owed),
        )
        self.remains.setText("\n".join(part for part in said if part))

    def remove_old_files(self) -> None:
        """Overwrite them, after a question: from then on only the backups hold the person."""
        planner = self._context.planner
        names = ", ".join(str(path) for path in planner.erasing.old_copies())
        text = _("They are overwritten and removed: {names}.").format(names=names)
        if self._context.messages.choice(text, [_("Remove the old files")]) != 0:
            return
        self._context.tasks.run(
            lambda _progress: planner.erasing.remove_old_copies(),
            lambda _gone: self._removed(),
            text=_("Removing the old files …"),
        )

    def _removed(self) -> None:
        self.remove_old.setVisible(bool(self._context.planner.erasing.old_copies()))
        if self.done_with is not None:
            self._say_remains(self.done_with.standing)
        self.ready.emit()

    def save_certificate(self) -> None:
        """A paper for the person, who is named on it."""
        if self.done_with is None:
            return
        done, planner = self.done_with, self._context.planner
        stem = _("erasure")
        name = f"{planner.today().isoformat()}_{stem}.pdf"
        path = self._context.files.save(
            self, _("Certificate of erasure"), name, [_("PDF (*.pdf)")], "certificate"
        )
        if path is not None:
            attempt(self._context, lambda: planner.erasing.save_certificate(path, done))


def _item(mention: Mention) -> QListWidgetItem:
    title = _(TITLES[mention.word]) if mention.word in TITLES else mention.word
    row = QListWidgetItem(f"{title}: {mention.excerpt}")
    row.setToolTip(escaped(mention.excerpt))
    row.setData(_KEY, mention.key)
    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    row.setCheckState(Qt.CheckState.Checked)
    return row
