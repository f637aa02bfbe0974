"""Letters of thanks: who gets one, what to look at before, each letter read before it is a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import VisitId
from planner.errors import UserError
from planner.i18n import PAPER_LANGUAGES, _, ngettext
from planner.services.thanking import Letter, ThanksRequest, said
from planner.ui.context import Context
from planner.ui.dialogs.errand import Errand
from planner.ui.dialogs.forms import field_grid, verb_button
from planner.ui.locale import PAPER_LANGUAGE_NAMES
from planner.ui.opening import open_with_system
from planner.ui.tasks import Progress
from planner.ui.widgets.label import Label

SETTLE: Final = 250
"""Milliseconds after the last letter that is typed before the letters are made again."""
_KEY: Final = Qt.ItemDataRole.UserRole


class ThankYouDialog(QDialog):
    """All hosts are ticked but the people of the own office."""

    def __init__(self, context: Context, visit: VisitId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._visit = context, visit
        self.letters: tuple[Letter, ...] = ()
        self._folder: Path | None = None
        self._ticked: dict[str, bool] = {}
        title = context.planner.visits.get(visit).title
        self.setWindowTitle(_("Thank-you letters: {title}").format(title=title))
        self.hosts = QListWidget(self)
        self.text = QPlainTextEdit(self)
        self.language, self.place, self.signed = QComboBox(self), QLineEdit(self), QLineEdit(self)
        self.about = Label("", "text2", wrap=True, parent=self)
        self.said = Label("", "text", wrap=True, parent=self)
        self.save_button = verb_button(self, "download", _("Save for Word…"), self.save)
        self.open_button = verb_button(self, "folder-open", _("Open folder"), self._open)
        self.work = Errand(context, self)
        self._later = QTimer(self, singleShot=True, interval=SETTLE)
        self._build()
        self._arrange()
        self._connect()
        self.look()

    def _build(self) -> None:
        self.hosts.setAccessibleName(_("Hosts"))
        self.hosts.setWordWrap(True)
        self.hosts.setSpacing(2)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Letter"))
        self.language.addItem(_("Each host's own"), "")
        for code in PAPER_LANGUAGES:
            self.language.addItem(PAPER_LANGUAGE_NAMES.get(code, code), code)
        self.place.setPlaceholderText(_("Town of the office"))
        self.signed.setPlaceholderText(_("Your name and office"))
        for widget in (self.language, self.place, self.signed):
            widget.setMinimumHeight(28)
        self.open_button.hide()

    def _arrange(self) -> None:
        grid = field_grid()
        for text, widget in (
            (_("Language"), self.language),
            (_("Written in"), self.place),
            (_("Signed by"), self.signed),
        ):
            widget.setAccessibleName(text)
            grid.addRow(Label(text), widget)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.hosts, 1)
        left.addLayout(grid)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.about)
        right.addWidget(self.text, 1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        close = QPushButton(_("Close"), self)
        close.setMinimumHeight(30)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.said, 1)
        for button in (self.open_button, self.save_button, close):
            bar.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(both, 1)
        rows.addLayout(bar)
        room = self.screen().availableSize()
        self.resize(min(920, room.width() - 20), min(600, room.height() - 40))

    def _connect(self) -> None:
        self.hosts.currentItemChanged.connect(lambda *_items: self._show())
        self.hosts.itemChanged.connect(self._tick)
        self.language.activated.connect(lambda _row: self.look())
        for field in (self.place, self.signed):
            field.textEdited.connect(lambda _text: self._later.start())
        self._later.timeout.connect(self.look)
        self.work.looked.connect(self._looked)
        self.work.failed.connect(self._failed)

    # looking

    @property
    def request(self) -> ThanksRequest:
        signed = tuple(part.strip() for part in self.signed.text().split(",") if part.strip())
        return ThanksRequest(
            visit_id=self._visit,
            language=str(self.language.currentData()),
            place=self.place.text().strip(),
            signed=signed,
        )

    def look(self) -> None:
        """Make the letters again; who is ticked stays ticked."""
        self._later.stop()
        thanking, request = self._context.planner.thanking, self.request
        self.work.begin_look(lambda _progress: thanking.look(request))

    def _looked(self, letters: Sequence[Letter]) -> None:
        self.letters = tuple(letters)
        front = self.hosts.currentRow()
        blocked = self.hosts.blockSignals(True)
        self.hosts.clear()
        for one in self.letters:
            item = QListWidgetItem(_line(one), self.hosts)
            item.setData(_KEY, one.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = self._ticked.setdefault(one.key, not one.own)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.hosts.blockSignals(blocked)
        self.hosts.setCurrentRow(max(0, min(front, len(self.letters) - 1)))
        self._show()
        self._count()

    def _failed(self, error: Exception) -> None:
        self.said.setText(str(error) if isinstance(error, UserError) else _("It did not work."))
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)

    def _show(self) -> None:
        row = self.hosts.currentRow()
        if not 0 <= row < len(self.letters):
            self.text.setPlainText("")
            self.about.setText(_("Nobody receives this visit yet: add hosts to its entries."))
            return
        one = self.letters[row]
        self.text.setPlainText(said(one))
        language = PAPER_LANGUAGE_NAMES.get(one.language, one.language)
        self.about.setText(" · ".join((language, *one.remarks)))

    def _tick(self, item: QListWidgetItem) -> None:
        self._ticked[str(item.data(_KEY))] = item.checkState() is Qt.CheckState.Checked
        self._count()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.letters if self._ticked.get(one.key))

    def _count(self) -> None:
        count = len(self.chosen)
        self.save_button.setEnabled(count > 0)
        homeless = sum(bool(one.remarks) for one in self.letters if one.key in self.chosen)
        text = ngettext("{count} letter", "{count} letters", count).format(count=count)
        if homeless:
            more = ngettext("{count} to look at", "{count} to look at", homeless)
            text = f"{text}, {more.format(count=homeless)}"
        self.said.setText(text)

    # out of the house

    def save(self) -> None:
        """One .docx for each who is ticked, into a folder."""
        folder = self._context.files.folder(self, _("Save the letters"), "letters")
        if folder is None:
            return
        self._folder = folder
        thanking, request = self._context.planner.thanking, replace(self.request, hosts=self.chosen)

        def write(_progress: Progress) -> tuple[Path, ...]:
            return thanking.save(request, folder)

        self.work.write(write, self._written, _("Writing files"))

    def _written(self, files: tuple[Path, ...]) -> None:
        self.said.setText(
            ngettext(
                "{count} letter was written.", "{count} letters were written.", len(files)
            ).format(count=len(files))
        )
        self.open_button.show()

    def _open(self) -> None:
        if self._folder is not None:
            open_with_system(self._folder)


def _line(one: Letter) -> str:
    """ "Elin Sandström, ESS: 3 entries. No postal address is known."."""
    who = ", ".join(part for part in (one.name, one.organisation) if part)
    count = ngettext("{count} entry", "{count} entries", len(one.entries))
    return " ".join((f"{who}: {count.format(count=len(one.entries))}.", *one.remarks))
