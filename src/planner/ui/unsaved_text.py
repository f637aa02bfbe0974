"""What is being typed is kept in the library after a short pause, and is gone from there once it is saved.

One place for every field of every form in the window and its dialogs: it follows the focus.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from planner.domain.unsaved import Unsaved, mark_of, may_be_kept
from planner.errors import Closed, UserError
from planner.ui.widgets.fields import Field, InspectorForm

if TYPE_CHECKING:
    from planner.services.drafts import Drafts
    from planner.ui.context import Context

Editor = QLineEdit | QPlainTextEdit
PAUSE: Final = 1000
"""Milliseconds after the last sign."""
PATIENCE: Final = 2.0
"""Seconds that closing waits for what is still to be written."""


@dataclass
class _Typed:
    """The editor in which the focus is. ``was`` is what stood there before anything was typed."""

    form: InspectorForm
    field: Field
    editor: Editor
    name: str
    part: int
    word: str
    key: str
    was: str

    def unsaved(self) -> Unsaved:
        return Unsaved(
            word=self.word,
            key=self.key,
            field=self.name,
            part=self.part,
            text=text_of(self.editor),
            was=mark_of(self.was),
        )

    @property
    def is_dirty(self) -> bool:
        """Something stands in it that the library does not have."""
        text = text_of(self.editor)
        if not self.key or "/" in self.key:  # what is committed is not in the library either
            return bool(text.strip()) and text.strip() != self.was.strip()
        if self.field.is_refused and self.field.is_changed:
            return bool(text.strip())
        if not _is_modified(self.editor):
            self.was = text  # the form has put it there
        return bool(text.strip()) and text.strip() != self.was.strip()


class UnsavedText(QObject):
    """For one open library; nothing is kept where nothing can be written."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._typed: _Typed | None = None
        self._kept: dict[str, tuple[Unsaved, InspectorForm, str]] = {}
        """What lies in the library of this session, the form in which it was typed, and what was there."""
        self._refused: set[str] = set()
        """What of it could not be saved when its field was left."""
        self._drafts = context.planner.drafts
        self._writer = _Writer(context.planner.drafts)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        if not context.planner.is_read_only:
            QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def end(self) -> None:
        """The library is about to be closed; what is still being typed was committed before."""
        self.look()
        self._leave()
        QApplication.instance().disconnect(self)  # type: ignore[union-attr]
        self._timer.stop()
        self._writer.end()

    # following the focus

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._typed is not None and new is self._typed.editor:
            return
        self.look()
        self._leave()
        if isinstance(new, Editor):
            self.watch(new)

    def watch(self, editor: Editor) -> None:
        """Keep what is typed here from now on, if it belongs to a record."""
        found = _place_of(editor, self._window)
        if found is None:
            return
        form, field, name, part = found
        subject = form.subject()
        if subject is None or not may_be_kept(subject[0]) or editor.isReadOnly():
            return
        self._typed = _Typed(form, field, editor, name, part, *subject, text_of(editor))
        known = self._kept.get(self._typed.unsaved().id)
        if known is not None and (field.is_refused or field.error or self._typed.unsaved().is_new):
            self._typed.was = known[2]
        editor.textChanged.connect(self._timer.start)
        editor.destroyed.connect(self._lose)
        field.committed.connect(self._committed)

    def take(self, editor: Editor, found: Unsaved) -> None:
        """This was kept before, and is about to stand in ``editor`` again."""
        if self._typed is None or self._typed.editor is not editor:
            self._leave()
            self.watch(editor)
        if self._typed is not None:
            self._kept[found.id] = (found, self._typed.form, self._typed.was)

    def _leave(self) -> None:
        typed, self._typed = self._typed, None
        self._timer.stop()
        if typed is not None:
            typed.editor.textChanged.disconnect(self._timer.start)
            typed.editor.destroyed.disconnect(self._lose)
            typed.field.committed.disconnect(self._committed)

    def _lose(self) -> None:
        self._typed = None
        self._timer.stop()

    def _committed(self) -> None:
        """The form has written it by now, or refused it."""
        typed = self._typed
        if typed is not None and typed.field.is_refused:
            self._refused.add(typed.unsaved().id)
        elif typed is not None and typed.key:
            typed.was = text_of(typed.editor)
        self.look()

    # keeping

    def look(self) -> None:
        """Keep what is typed now, and drop what was saved or taken back."""
        self._drop_made()
        typed = self._typed
        if typed is None:
            return
        subject = typed.form.subject()
        if subject != (typed.word, typed.key):  # another record is in front
            if subject is None or not may_be_kept(subject[0]):
                self._leave()
                return
            typed.word, typed.key = subject
            typed.was = text_of(typed.editor)
        found = typed.unsaved()
        if typed.is_dirty:
            known = self._kept.get(found.id)
            if known is None or known[0].text != found.text:
                self._kept[found.id] = (found, typed.form, typed.was)
                self._writer.put(found)
        elif found.id in self._kept:
            self._drop(found.id)

    def _drop_made(self) -> None:
        """A new record that has become one, or was left, holds nothing back but what was refused."""
        for key, (found, form, _was) in list(self._kept.items()):
            if found.is_new and key not in self._refused and not _shows(form, found):
                self._drop(key)

    def _drop(self, key: str) -> None:
        found, *_rest = self._kept.pop(key)
        self._refused.discard(key)
        self._writer.drop(found)

    # what a failing disk holds up

    def waiting(self) -> list[Unsaved]:
        """What was refused when its field was left, and is no longer on screen."""
        return [
            found
            for key, (found, form, _was) in self._kept.items()
            if key in self._refused and not _shows(form, found)
        ]

    def keep_waiting(self) -> bool:
        """Put it where a later start looks for it, too; whether there was anything.

        :raises UserError: the disk still takes nothing.
        """
        waiting = self.waiting()
        for found in waiting:
            self._drafts.keep(found)
            self._kept.pop(found.id)
            self._refused.discard(found.id)
        return bool(waiting)


def _shows(form: InspectorForm, found: Unsaved) -> bool:
    return isValid(form) and form.subject() == (found.word, found.key)


def text_of(editor: Editor) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _is_modified(editor: Editor) -> bool:
    """Whether somebody typed since the text was last set."""
    if isinstance(editor, QLineEdit):
        return editor.isModified()
    return editor.document().isModified()


def set_text(editor: Editor, text: str) -> None:
    """As if it were typed."""
    if isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setModified(True)
    else:
        editor.setPlainText(text)
        editor.document().setModified(True)


def editors_of(field: Field) -> list[Editor]:
    """Where one types in a field, in a fixed order."""
    return [one for one in field.findChildren(QWidget) if isinstance(one, Editor)]


def _place_of(editor: Editor, window: QWidget) -> tuple[InspectorForm, Field, str, int] | None:
    """The form, the field and its name there, and which of its lines; None where there is no such."""
    field: Field | None = None
    form: InspectorForm | None = None
    above = editor.parentWidget()
    while above is not None and above is not window:
        if field is None and isinstance(above, Field):
            field = above
        elif isinstance(above, InspectorForm) and form is None:
            form = above
        above = above.parentWidget()
    if above is None or field is None or form is None:
        return None
    name = next((name for name, one in form.fields.items() if one is field), "")
    return (form, field, name, editors_of(field).index(editor)) if name else None


class _Writer:
    """Writes beside the window, the latest of each field only: a disk that hangs holds nobody up."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._waiting: dict[str, tuple[Unsaved, bool]] = {}
        self._lock, self._wake = threading.Lock(), threading.Event()
        self._over = False
        self._thread: threading.Thread | None = None

    def put(self, found: Unsaved) -> None:
        self._take(found, keep=True)

    def drop(self, found: Unsaved) -> None:
        self._take(found, keep=False)

    def end(self) -> None:
        self._over = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _take(self, found: Unsaved, *, keep: bool) -> None:
        with self._lock:
            self._waiting[found.id] = (found, keep)
        if not self._drafts.may_wait:
            self._write()
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._go, name="planner-typed", daemon=True)
            self._thread.start()
        self._wake.set()

    def _go(self) -> None:
        while not self._over:
            self._wake.wait()
            self._wake.clear()
            self._write()

    def _write(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        for key, (found, keep) in waiting.items():
            try:
                if keep:
                    self._drafts.keep(found)
                else:
                    self._drafts.drop([found])
            except (UserError, Closed):
                # It is still on screen: a commit says what is wrong with the disk. Tried again with the next.
                with self._lock:
                    self._waiting.setdefault(key, (found, keep))
