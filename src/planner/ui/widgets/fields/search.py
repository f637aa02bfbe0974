"""A field for one of many: what is typed narrows what is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from planner.errors import Closed
from planner.i18n import _
from planner.ui.widgets.fields.field import Choices, Field


class SearchField(Field):
    """One of many: what is typed narrows ``choices(text)`` to (value, text). The value is the key,
    or with ``free`` the typed text itself."""

    def __init__(
        self,
        label: str,
        choices: Callable[[str], Choices],
        *,
        free: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent)
        self._choices, self._free = choices, free
        self._known: dict[str, Any] = {}
        self._offered = QStringListModel(self)
        self.editor = QLineEdit(self)
        self._own_hint = hint or _("Type to search")
        self.editor.setPlaceholderText(self._own_hint)
        self.editor.setClearButtonEnabled(True)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.editor.setCompleter(self._completer)
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self.offer)
        self._put(self.editor)
        self.editor.textEdited.connect(lambda _text: self._pause.start())
        self.editor.returnPressed.connect(self.commit)
        self._completer.activated.connect(lambda _text: QTimer.singleShot(0, self, self.commit))

    def offer(self) -> None:
        """Ask for the choices that fit what is typed and show them."""
        try:
            found = list(self._choices(self.editor.text().strip()))
        except Closed:  # the library went during the pause
            return
        self._known.update({text: value for value, text in found})
        self._offered.setStringList([text for _value, text in found])
        if found and self.editor.hasFocus():
            self._completer.complete()

    def commit(self) -> None:
        text = self.editor.text().strip()
        if text and not self._free and text not in self._known:
            found = list(self._choices(text))
            exact = [pair for pair in found if pair[1].casefold() == text.casefold()] or found
            if len(exact) != 1:
                self.set_error(_("“{text}” is not in the list.").format(text=text))
                return
            self._known[exact[0][1]] = exact[0][0]
            self.editor.setText(exact[0][1])
        super().commit()

    def value(self) -> Any:
        text = self.editor.text().strip()
        return text if self._free else self._known.get(text)

    def _show_hint(self, text: str) -> None:
        self.editor.setPlaceholderText(text or self._own_hint)

    def _show(self, value: Any) -> None:
        """``value`` is the text with ``free``, else (key, text) or None."""
        if isinstance(value, tuple):
            key, text = value
            self._known[text] = key
        elif self._free or value is None:
            text = value or ""
        else:
            text = next((text for text, key in self._known.items() if key == value), "")
        self.editor.setText(text)
        self.editor.setCursorPosition(0)
