"""Single records out of a backup: look for one, see what differs from now, bring the ticked ones back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.word_titles import TITLES
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.backup_records import FieldThen, RecordThen
from planner.services.backups import Kept, when_words
from planner.ui.context import Context
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

_KEY: Final = Qt.ItemDataRole.UserRole
_PAUSE: Final = 250
"""Milliseconds without a key until the backup is searched."""


class BackupRecordsDialog(QDialog):
    """Above the line to search in, at the left what is found, at the right what is not as it was."""

    def __init__(self, context: Context, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._kept = context, kept
        self._front: tuple[str, str] | None = None
        self.setWindowTitle(
            _("Records of the backup of {when}").format(when=when_words(kept.manifest.at))
        )
        self.resize(860, 500)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_("Name of a person, visit, organisation or agreement"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setMaxLength(200)
        self.found = QListWidget(self)
        self.found.setAccessibleName(_("Found in the backup"))
        self.tree = _tree(self)
        self.says = Label("", "text2", wrap=True, parent=self)
        self._lay_out()
        self._timer = QTimer(self, interval=_PAUSE, singleShot=True)
        self._timer.timeout.connect(self.search)
        self.line.textChanged.connect(lambda _text: self._timer.start())
        self.found.currentItemChanged.connect(self._picked)
        self.tree.itemChanged.connect(lambda *_changed: self._look())
        self._look()
        self.search()

    def _lay_out(self) -> None:
        sides = QSplitter(self)
        sides.addWidget(self.found)
        sides.addWidget(self.tree)
        sides.setSizes([260, 600])
        buttons = QDialogButtonBox(self)
        self.bring = buttons.addButton(
            _("Bring back what is ticked"), QDialogButtonBox.ButtonRole.ActionRole
        )
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.bring, close):
            button.setAutoDefault(False)
        self.bring.clicked.connect(self.bring_back)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(sides, 1)
        layout.addWidget(self.says)
        layout.addWidget(buttons)

    # looking for

    def search(self) -> None:
        """What is typed; as long as nothing is, all that differs now."""
        text, records, number = self.line.text(), self._context.planner.backup_records, self._number
        if not text.strip():
            self._context.tasks.run(
                lambda _progress: records.differing(number),
                lambda hits: self._show_found(text, hits),
                self._refused,
                _("Comparing with the library"),
            )
        else:
            self._context.tasks.run(
                lambda _progress: records.find(number, text),
                lambda hits: self._show_found(text, hits),
                self._refused,
                _("Searching the backup"),
            )

    @property
    def _number(self) -> int:
        return self._kept.number

    def _show_found(self, text: str, hits: Sequence[Any]) -> None:
        if text != self.line.text():
            return  # typed on meanwhile
        self.found.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title} ({_(TITLES[hit.word])})")
            item.setToolTip(escaped(hit.detail))
            item.setData(_KEY, (hit.word, hit.id))
            self.found.addItem(item)
        if hits:
            self._say("")
        elif text.strip():
            self._say(_("Nothing in this backup contains “{text}”.").format(text=text))
        else:
            self._say(_("Everything of this backup is in the library as it was then."))
        if hits:
            self.found.setCurrentRow(0)
        else:
            self._show_differences([])

    def _picked(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is None:
            return
        word, key = item.data(_KEY)
        self._compare(word, key)

    def _compare(self, word: str, key: str) -> None:
        records, number = self._context.planner.backup_records, self._number
        self._front = (word, key)
        self._context.tasks.run(
            lambda _progress: records.differences(number, word, key),
            self._show_differences,
            self._refused,
            _("Comparing with the library"),
        )

    def _show_differences(self, differing: Sequence[RecordThen]) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        for one in differing:
            self.tree.addTopLevelItem(_record_item(one))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        if not differing and self.found.currentItem() is not None:
            self._say(_("It is now as it was then."))
        elif differing:
            self._say("")
        self._look()

    # bringing back

    def ticked(self) -> list[tuple[str, str]]:
        rows = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [
            tuple(row.data(0, _KEY))
            for row in rows
            if row is not None and row.checkState(0) is Qt.CheckState.Checked
        ]

    def bring_back(self) -> None:
        """The ticked records, as one step that can be undone."""
        if self._front is None:
            return
        records, number = self._context.planner.backup_records, self._number
        (word, key), chosen = self._front, self.ticked()
        self.bring.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: records.bring_back(number, word, key, chosen),
            self._brought,
            self._refused,
            _("Bringing records back"),
        )

    def _brought(self, count: int) -> None:
        if self._front is not None:
            self._compare(*self._front)
        text = ngettext(
            "{count} record is as it was then. Undo takes it back.",
            "{count} records are as they were then. Undo takes it back.",
            count,
        )
        self._context.messages.toast(text, self._context.planner.history.undo)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)
        self._look()
        self._say(str(error), "danger")

    def _look(self) -> None:
        self.bring.setEnabled(bool(self.ticked()))

    def _say(self, text: str, token: str = "text2") -> None:
        self.says.setText(text)
        self.says.set_token(token)


def _tree(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setAccessibleName(_("What is not as it was then"))
    tree.setHeaderLabels([_("Record"), _("In the backup"), _("Now")])
    tree.setUniformRowHeights(True)
    head = tree.header()
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
    head.resizeSection(0, 260)
    head.resizeSection(1, 160)
    return tree


def _record_item(one: RecordThen) -> QTreeWidgetItem:
    title = f"{_(TITLES.get(one.word, one.word))}: {one.name}"
    now = _("removed") if one.is_gone else "" if one.fields else _("differs")
    item = QTreeWidgetItem([title, "", now])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked)
    item.setData(0, _KEY, (one.word, one.id))
    item.setToolTip(0, escaped(title))
    for field in one.fields:
        item.addChild(_field_item(field))
    return item


def _field_item(field: FieldThen) -> QTreeWidgetItem:
    hidden = _("hidden")
    texts = [
        field.title,
        hidden if field.then is None else field.then,
        hidden if field.now is None else field.now,
    ]
    item = QTreeWidgetItem(texts)
    for column, text in enumerate(texts):
        item.setToolTip(column, escaped(text))
    return item
