"""Handing a visit to a colleague or partner as one file: to whom, what they see, a passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import VisitId
from planner.domain.privacy import PROFILES, Profile
from planner.i18n import N_, _, ngettext
from planner.services.visit_files import Contents
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid, say_failure
from planner.ui.widgets.label import Label

KINDS: Final = (N_("Visit files (*.planner-visit)"),)


class HandVisitDialog(QDialog):
    """Nothing is written before "Write file…"; the hand-over is put on record."""

    def __init__(self, context: Context, visit: VisitId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._visit = context, visit
        about = context.planner.visits.get(visit)
        self.setWindowTitle(_("Hand over: {title}").format(title=about.title))
        self.to = QLineEdit(self)
        self.to.setPlaceholderText(_("Who goes on with it"))
        self.profile = QComboBox(self)
        for profile, text in PROFILES.items():
            self.profile.addItem(_(text), profile.value)
        self.passphrase, self.again = QLineEdit(self), QLineEdit(self)
        for field in (self.passphrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(_("None: whoever has the file can read it"))
        self.purpose = QLineEdit(self)
        self.purpose.setPlaceholderText(_("For the record"))
        self.what = Label("", wrap=True, parent=self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.write = self.buttons.addButton(
            _("Write file…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._arrange()
        self.to.textChanged.connect(lambda _text: self._update())
        self.passphrase.textChanged.connect(lambda _text: self._update())
        self.profile.activated.connect(lambda _row: self._say_what())
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        self._update()
        self._say_what()

    def _arrange(self) -> None:
        grid = field_grid()
        for text, field in (
            (_("To whom"), self.to),
            (_("What they see"), self.profile),
            (_("Passphrase"), self.passphrase),
            (_("Once more"), self.again),
            (_("Purpose"), self.purpose),
        ):
            field.setMinimumHeight(28)
            field.setAccessibleName(text)
            grid.addRow(Label(text), field)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(grid)
        whole.addWidget(self.what)
        whole.addWidget(self.error)
        whole.addStretch(1)
        whole.addWidget(self.buttons)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.error.hide()
        self.write.setDefault(True)
        self.resize(560, 360)

    def _update(self) -> None:
        self.again.setEnabled(bool(self.passphrase.text()))
        self.write.setEnabled(bool(self.to.text().strip()))

    def _say_what(self) -> None:
        """What is in the file, and what stays here."""
        found = self._context.planner.visit_files.contents(self._visit, self._profile)
        parts = (
            ngettext("{count} entry", "{count} entries", found.items),
            ngettext("{count} delegate", "{count} delegates", found.delegates),
            ngettext("{count} follow-up", "{count} follow-ups", found.follow_ups),
            *_afterwards(found),
        )
        lines = [_("In the file: {parts}.").format(parts=", ".join(parts))]
        if found.items_kept:
            lines.append(
                ngettext(
                    "{count} entry stays here: it is not for them.",
                    "{count} entries stay here: they are not for them.",
                    found.items_kept,
                )
            )
        here = [
            *([_signings(found.signings)] if found.signings else []),
            *([_files(found.attachments)] if found.attachments else []),
        ]
        if here:
            lines.append(_("Stays here: {parts}.").format(parts=", ".join(here)))
        kept = [_("diets and health")]
        if self._profile is not Profile.INTERNAL:
            kept[:0] = [_("internal notes"), _("briefs")]
        lines.append(_("Never in the file: {parts}.").format(parts=", ".join(kept)))
        lines.append(_("When it comes back, you see what was changed and choose."))
        self.what.setText("\n".join(lines))

    @property
    def _profile(self) -> Profile:
        return Profile(self.profile.currentData())

    def start(self) -> None:
        """Ask where to, write in a task, and close."""
        if self.passphrase.text() != self.again.text():
            self.error.setText(_("The two passphrases differ."))
            self.error.show()
            self.again.setFocus()
            return
        files = self._context.planner.visit_files
        name = files.file_name(self._visit)
        path = self._context.files.save(
            self, _("Hand over"), name, [_(kind) for kind in KINDS], "export"
        )
        if path is None:
            return
        self._write(path)

    def _write(self, path: Path) -> None:
        to, profile = self.to.text(), self._profile
        passphrase, purpose = self.passphrase.text(), self.purpose.text().strip()
        files, visit = self._context.planner.visit_files, self._visit
        self.write.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: files.give(
                visit, path, to, profile=profile, passphrase=passphrase, purpose=purpose
            ),
            lambda _copy: self._written(path),
            self._failed,
            _("Writing the file"),
        )

    def _written(self, path: Path) -> None:
        self._context.messages.toast(_("“{name}” was written").format(name=path.name))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._update()
        say_failure(error, self.error, self._context.messages)


def _afterwards(found: Contents) -> list[str]:
    """What not every visit has."""
    told = (
        (found.briefs, ngettext("{count} brief", "{count} briefs", found.briefs)),
        (found.gifts, ngettext("{count} gift", "{count} gifts", found.gifts)),
        (found.costs, ngettext("{count} cost", "{count} costs", found.costs)),
        (found.outcomes, ngettext("{count} outcome", "{count} outcomes", found.outcomes)),
        (found.mentions, ngettext("{count} media report", "{count} media reports", found.mentions)),
        (
            found.invitations,
            ngettext("{count} invitation", "{count} invitations", found.invitations),
        ),
    )
    return [text for count, text in told if count]


def _signings(count: int) -> str:
    return ngettext("{count} signing", "{count} signings", count)


def _files(count: int) -> str:
    return ngettext("{count} file", "{count} files", count)
