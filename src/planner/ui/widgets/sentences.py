"""Sentences one below the other, each as tall as it needs; or what there is to say without one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from planner.ui.widgets.label import Label


class Sentences(QWidget):
    def __init__(self, nothing: str, token: str = "text", parent: QWidget | None = None) -> None:
        """``nothing`` is said when there are none; ``token`` is the colour of a sentence."""
        super().__init__(parent)
        self._nothing, self._token = nothing, token
        self.texts: tuple[str, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        self.texts = tuple(sentences)
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text in self.texts:
            label = Label(text, self._token, wrap=True, parent=self)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._rows.addWidget(label)
        if not self.texts:
            self._rows.addWidget(Label(self._nothing, "text2", wrap=True, parent=self))
        self._rows.addStretch(1)


class SentenceText(QPlainTextEdit):
    """Sentences to read and copy, each a paragraph; scrolled by the keys, too."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        self.texts = tuple(sentences)
        self.setPlainText("\n\n".join(self.texts))
        # Once it is laid out: what is shown for the first time would else begin in the middle.
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))
