"""Publishing to one place: what would change there, what others did there, then the doing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
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

from planner.domain.handouts import PlaceKind, Publication
from planner.domain.publishing import CLASHES, Act
from planner.errors import PasswordWanted
from planner.i18n import _, ngettext
from planner.services.publishing import Look, Published
from planner.ui.context import Context
from planner.ui.dialogs.forms import say_failure
from planner.ui.tasks import Progress
from planner.ui.widgets.label import Label

T = TypeVar("T")
_NAME = Qt.ItemDataRole.UserRole


class PublishDialog(QDialog):
    """Looks as soon as it is open; nothing is written before its verb is pressed."""

    def __init__(
        self,
        context: Context,
        publication: Publication,
        parent: QWidget | None = None,
        *,
        withdraw: bool = False,
    ) -> None:
        super().__init__(parent)
        self._context, self._place, self._withdraw = context, publication, withdraw
        self.look: Look | None = None
        self._task: Progress | None = None
        verb = _("Take away") if withdraw else _("Publish")
        self.setWindowTitle(_("Take calendars away") if withdraw else _("Publish calendars"))
        self.where = Label(publication.target, strong=True, wrap=True, parent=self)
        self.what = Label("", wrap=True, parent=self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password"))
        self.password.setAccessibleName(_("Password"))
        self.sign_in = QPushButton(_("Look again"), self)
        self.others = Label(_("Tick what is to be overwritten all the same:"), parent=self)
        self.clashes = QListWidget(self)
        self.clashes.setAccessibleName(_("Changed by others"))
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self.sign_in.clicked.connect(self._sign_in)
        self.password.returnPressed.connect(self._sign_in)
        self.clashes.itemChanged.connect(lambda _item: self._enable())
        self.buttons.accepted.connect(self._publish)
        self.buttons.rejected.connect(self.reject)
        self._look()

    def _arrange(self) -> None:
        asking = QHBoxLayout()
        asking.addWidget(self.password, 1)
        asking.addWidget(self.sign_in)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(8)
        for part in (self.where, self.what):
            whole.addWidget(part)
        whole.addLayout(asking)
        whole.addWidget(self.others)
        whole.addWidget(self.clashes)
        whole.addWidget(self.error)
        whole.addStretch(1)
        whole.addWidget(self.buttons)
        for button in (self.sign_in, *self.buttons.buttons()):
            button.setMinimumHeight(30)
        self.sign_in.setAutoDefault(False)
        self.go.setDefault(True)
        self.password.setMinimumHeight(28)
        self._ask_password(wanted=False)
        self.error.hide()
        self.resize(560, 320)

    def _ask_password(self, *, wanted: bool) -> None:
        self.password.setVisible(wanted)
        self.sign_in.setVisible(wanted)
        if wanted:
            self.password.setFocus()

    # looking

    def _look(self) -> None:
        self.look = None
        self._show()
        self.what.setText(_("Looking at what is there …"))
        publishing, key, withdraw = self._context.planner.publishing, self._place.id, self._withdraw
        self._run(
            lambda _progress: publishing.look(key, withdraw=withdraw),
            self._looked,
            _("Looking at what is there …"),
        )

    def _looked(self, look: Look) -> None:
        self.look = look
        self.error.hide()
        self._ask_password(wanted=False)
        self._show()

    def _show(self) -> None:
        look = self.look
        self.clashes.clear()
        for one in look.clashes if look else ():
            assert one.step.clash
            entry = QListWidgetItem(f"{one.title} – {_(CLASHES[one.step.clash])}", self.clashes)
            entry.setData(_NAME, one.step.name)
            entry.setCheckState(Qt.CheckState.Unchecked)
        self.others.setVisible(self.clashes.count() > 0)
        self.clashes.setVisible(self.clashes.count() > 0)
        if look is not None:
            self.what.setText(sentence(look))
        self._enable()

    def _enable(self) -> None:
        """Also with nothing to change: the place then says this version, which is put on record."""
        self.go.setEnabled(self.look is not None and self._task is None)

    def _sign_in(self) -> None:
        self._context.planner.publishing.give_password(self._place.id, self.password.text())
        self.password.clear()
        self._look()

    # doing

    def _publish(self) -> None:
        look = self.look
        if look is None:
            return
        entries = [self.clashes.item(row) for row in range(self.clashes.count())]
        chosen = [
            str(one.data(_NAME)) for one in entries if one.checkState() is Qt.CheckState.Checked
        ]
        publishing = self._context.planner.publishing
        self._run(
            lambda progress: publishing.publish(look, chosen, progress),
            self._published,
            _("Publishing"),
        )

    def _published(self, done: Published) -> None:
        self._context.messages.toast(result(done, self._place))
        self.accept()

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], None], text: str) -> None:
        def ended(found: T) -> None:
            if self._task is task:  # else the dialog was left meanwhile
                self._task = None
                done(found)

        def failed(error: Exception) -> None:
            if self._task is task:
                self._failed(error)

        task = self._context.tasks.run(work, ended, failed, text)
        self._task = task
        self._enable()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.what.setText("" if self.look is None else self.what.text())
        self._enable()
        if isinstance(error, PasswordWanted):
            self._ask_password(wanted=True)
        say_failure(error, self.error, self._context.messages)

    def reject(self) -> None:
        """What is there by then stays, and is on our books."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().reject()


def sentence(look: Look) -> str:
    """What would be done, and what is left to decide."""
    new, changed, gone, same = (
        look.count(act) for act in (Act.NEW, Act.CHANGED, Act.REMOVED, Act.SAME)
    )
    parts = []
    if new and look.publication.kind is PlaceKind.FOLDER:
        parts.append(ngettext("{count} new file", "{count} new files", new))
    elif new:
        parts.append(ngettext("{count} new entry", "{count} new entries", new))
    if changed:
        parts.append(ngettext("{count} changed", "{count} changed", changed))
    if gone:
        parts.append(ngettext("{count} to be taken away", "{count} to be taken away", gone))
    if same:
        parts.append(ngettext("{count} unchanged", "{count} unchanged", same))
    if look.clashes:
        count = len(look.clashes)
        parts.append(ngettext("{count} changed by others", "{count} changed by others", count))
    told = ", ".join(parts) or _("Nothing is there and nothing is to be.")
    if look.release is None:
        return told
    return _("Version {number}: {changes}").format(number=look.release, changes=told)


def result(done: Published, place: Publication) -> str:
    """What was done, for the message at the foot of the window."""
    count = done.new + done.changed + done.removed
    text = ngettext(
        "{count} change at {place}", "{count} changes at {place}", count, place=place.target
    )
    if done.clashes:
        left = len(done.clashes)
        text += ". " + ngettext(
            "{count} is left as others made it", "{count} are left as others made them", left
        )
    return text
