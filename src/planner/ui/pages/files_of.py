"""The files of the record in front: shown, added, opened after a warning, saved elsewhere, removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from planner.domain.attachments import Attachment
from planner.domain.file_names import own_name
from planner.domain.kept_files import RISKS, Kept, Risk, plain_name, risks_of
from planner.domain.people import Person
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.context import Context
from planner.ui.day_words import short_day
from planner.ui.dialogs.ask_recipient import ask_recipient
from planner.ui.dialogs.file_details import FileDetailsDialog
from planner.ui.file_commands import NAME
from planner.ui.icons import icon
from planner.ui.pages.visit_verbs import undoable
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.file_list import FileList, FileRow, local_files, size_in_words
from planner.ui.widgets.label import Label
from planner.ui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from planner.services.changes import Changed
    from planner.services.files import Attached

KINDS = (N_("All files (*)"),)
WHERE = "attachments"


class FilesOf(QWidget):
    """``kind`` is the word of the record; :meth:`show_record` says which one."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._kind, self._key = context, kind, ""
        self._files: dict[str, Attachment] = {}
        self.setAcceptDrops(True)
        self.setObjectName(NAME)
        self.list = FileList(_("Files"), self)
        self.nothing = Label(_("No files. Drop some here."), "text2", wrap=True, parent=self)
        self.add = QPushButton(icon("plus", "text"), _("Add…"), self)
        self.add.setMinimumHeight(28)
        self.add.clicked.connect(self.choose_files)
        self.open = ToolButton("eye", _("Open…"), "Return", parent=self)
        self.save = ToolButton("download", _("Save a copy…"), parent=self)
        self.rename = ToolButton("pencil", _("Name and notes…"), "F2", parent=self)
        self.remove = ToolButton("trash-2", _("Remove"), "Del", parent=self)
        self._lay_out()
        self.open.clicked.connect(self.open_file)
        self.save.clicked.connect(self.save_copies)
        self.rename.clicked.connect(self.edit_details)
        self.remove.clicked.connect(self.remove_files)
        verbs = {"open": self.open, "remove": self.remove, "rename": self.rename}
        self.list.wanted.connect(lambda verb: verbs[verb].click())
        self.list.dropped.connect(self.take)
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.customContextMenuRequested.connect(self._menu)
        context.bridge.changed.connect(self._follow)
        self.show_record("")

    def _lay_out(self) -> None:
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self.add)
        bar.addStretch(1)
        for button in (self.open, self.save, self.rename, self.remove):
            bar.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.nothing)
        rows.addWidget(self.list)
        rows.addLayout(bar)

    # showing

    def show_record(self, key: str) -> None:
        """Show the files of this record; "" is one that is not kept yet."""
        self._key = key
        files = self._context.planner.files.of(self._kind, key) if key else []
        self._files = {one.id: one for one in files}
        self.list.show_files([self._row(one) for one in files])
        self.nothing.setVisible(not files)
        self._allow()

    def _row(self, one: Attachment) -> FileRow:
        also = self._context.planner.files.also_with(one.file_hash, self._kind, self._key)
        parts = [size_in_words(one.size), short_day(one.added_on)]
        if also:
            parts.append(_("also with {name}").format(name=", ".join(also)))
        risky = risks_of(one.file_name)
        return FileRow(
            one.id,
            plain_name(one.file_name),
            " · ".join(part for part in parts if part),
            "triangle-alert" if risky else "file-text",
        )

    def _follow(self, changed: Changed) -> None:
        if self._key and Attachment.WORD in changed.words:
            self.show_record(self._key)

    @property
    def can_add(self) -> bool:
        """Whether a record is shown to which files can be added."""
        return bool(self._key) and not self._context.planner.is_read_only

    def _allow(self) -> None:
        chosen, locked = len(self.list.chosen()), self._context.planner.is_read_only
        self.add.setEnabled(self.can_add)
        self.open.setEnabled(chosen == 1)
        self.save.setEnabled(chosen > 0)
        self.rename.setEnabled(chosen == 1 and not locked)
        self.remove.setEnabled(chosen > 0 and not locked)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for button in (self.open, self.save, self.rename, self.remove):
            action = menu.addAction(button.icon(), button.accessibleName())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _chosen(self) -> list[Attachment]:
        return [self._files[key] for key in self.list.chosen() if key in self._files]

    # verbs

    def choose_files(self) -> None:
        kinds = [_(kind) for kind in KINDS]
        if paths := self._context.files.open(self, _("Add files"), kinds, WHERE):
            self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Read files beside the window and keep them with the record shown now."""
        files, kind, key = self._context.planner.files, self._kind, self._key
        if not key or not self.add.isEnabled():
            return
        self._context.tasks.run(
            lambda progress: files.attach(kind, key, files.read(paths, progress)),
            self._taken,
            text=ngettext("Adding {count} file", "Adding {count} files", len(paths)),
        )

    def _taken(self, done: Attached) -> None:
        if done.added and not self.isVisible():
            count = len(done.added)
            text = ngettext("{count} file was added", "{count} files were added", count)
            self._context.messages.toast(text, taking_back_latest(self._context))
        if done.there:
            names = ", ".join(plain_name(name) for name in done.there)
            self._context.messages.toast(_("Kept here already: {names}").format(names=names), None)

    def open_file(self) -> None:
        if len(chosen := self._chosen()) == 1:
            open_kept(self._context, chosen[0])

    def save_copies(self) -> None:
        save_kept(self._context, self._chosen(), self)

    def edit_details(self) -> None:
        if len(chosen := self._chosen()) == 1:
            dialog = FileDetailsDialog(self._context, chosen[0], self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def remove_files(self) -> None:
        files, chosen = self._context.planner.files, self._chosen()
        if not chosen:
            return
        text = ngettext("{count} file was removed", "{count} files were removed", len(chosen))
        undoable(self._context, partial(files.remove, *(one.id for one in chosen)), text)

    # drops beside the list

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.add.isEnabled() and local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(local_files(event.mimeData()))


def open_kept(context: Context, kept: Attachment | Kept) -> None:
    """Say what it may do, and on a clear yes show a copy of it in the program of the system."""
    files = context.planner.files

    def ask(risks: tuple[Risk, ...]) -> None:
        name = plain_name(kept.file_name if isinstance(kept, Attachment) else kept.name)
        text = _("Open “{file}” in another program?").format(file=name)
        detail = [_(RISKS[risk]) for risk in risks]
        if risks:
            detail.append(_("Open it only if you know who made it and why."))
        else:
            detail.append(_("You get a copy; changes to it are not kept here."))
        verb = _("Open anyway") if risks else _("Open")
        if context.messages.question(text, verb, detail="\n".join(detail)):
            context.tasks.run(lambda _progress: files.copy_to_open(kept), show)

    def show(path: Path) -> None:
        if not context.open_file(path):
            context.messages.error(
                UserError(_("No program here opens this file."), _("Save a copy and open that."))
            )

    context.tasks.run(lambda _progress: files.risks(kept), ask, text=_("Looking at the file"))


def save_kept(context: Context, kept: Sequence[Attachment | Kept], parent: QWidget) -> None:
    """One under a name that is asked for, several into a folder, where nothing is overwritten.

    A file of a person may be a passport: who gets it, and what for, is asked first.
    """
    if any(isinstance(one, Attachment) and one.subject_kind == Person.WORD for one in kept):
        names = ", ".join(
            plain_name(one.file_name if isinstance(one, Attachment) else one.name) for one in kept
        )
        about = _("A file of a person leaves the house: {names}").format(names=names)
        ask_recipient(
            context,
            parent.window(),
            about,
            _("Save a copy…"),
            lambda to, purpose: _save_kept(context, kept, parent, to, purpose),
        )
    else:
        _save_kept(context, kept, parent)


def _save_kept(
    context: Context,
    kept: Sequence[Attachment | Kept],
    parent: QWidget,
    to: str = "",
    purpose: str = "",
) -> None:
    files = context.planner.files

    def said(path: Path) -> None:
        context.messages.toast(_("Saved to {path}").format(path=path), None)

    if len(kept) == 1:
        one = kept[0]
        name = own_name(one.file_name if isinstance(one, Attachment) else one.name)
        kinds = [_(kind) for kind in KINDS]
        target = context.files.save(parent, _("Save a copy"), name, kinds, WHERE)
        if target is not None:
            context.tasks.run(
                lambda _progress: files.save_as(one, target, to=to, purpose=purpose),
                lambda _done: said(target),
            )
    elif kept:
        folder = context.files.folder(parent, _("Save copies"), WHERE)
        if folder is not None:
            context.tasks.run(
                lambda _progress: files.save(kept, folder, to=to, purpose=purpose),
                lambda _done: said(folder),
            )
