"""The photo of a record: shown round, changed by file, drop or paste, removed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from planner.i18n import N_, _
from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.plain import escaped

SIDE: Final = 72
_REMOVE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
FILES: Final = "(*.jpg *.jpeg *.png *.webp)"


@dataclass(frozen=True)
class Said:
    """Message ids of what the box says."""

    here: str
    none: str
    hint: str
    choose: str
    paste: str
    remove: str


class PhotoBox(QPushButton):
    """Asks, and decodes nothing of what strangers send: ``given`` has the path or the bytes."""

    file_wanted = Signal()
    given = Signal(object)
    removed = Signal()

    SAID: ClassVar[Said] = Said(
        here=N_("Photo"),
        none=N_("No photo"),
        hint=N_("Press to choose a photo; drop or paste one here"),
        choose=N_("Choose photo…"),
        paste=N_("Paste photo"),
        remove=N_("Remove photo"),
    )
    SIZE: ClassVar[tuple[int, int]] = (SIDE + 8, SIDE + 8)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self.is_locked = False
        self.setFlat(True)
        self.setFixedSize(*self.SIZE)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._pressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_of_verbs().popup(self.mapToGlobal(at))
        )
        self.show_picture(None)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show this; None shows that there is none."""
        self._picture = picture
        text = _(self.SAID.here if picture else self.SAID.none)
        self.setAccessibleName(text)
        self.setToolTip(escaped(text) if self.is_locked else _(self.SAID.hint))
        self.update()

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def menu_of_verbs(self) -> QMenu:
        """Choose, paste, remove."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choose = menu.addAction(_(self.SAID.choose))
        choose.triggered.connect(lambda _on=False: self.file_wanted.emit())
        paste = menu.addAction(_(self.SAID.paste))
        paste.triggered.connect(lambda _on=False: self.paste())
        paste.setEnabled(_source(QGuiApplication.clipboard().mimeData()) is not None)
        remove = menu.addAction(_(self.SAID.remove))
        remove.triggered.connect(lambda _on=False: self.removed.emit())
        remove.setEnabled(self.has_picture)
        if self.is_locked:
            for action in (choose, paste, remove):
                action.setEnabled(False)
        return menu

    def paste(self) -> None:
        """Take the picture from the clipboard, if there is one."""
        self._take(QGuiApplication.clipboard().mimeData())

    def _pressed(self) -> None:
        if not self.is_locked:
            self.file_wanted.emit()

    def _take(self, data: QMimeData | None) -> None:
        source = None if self.is_locked else _source(data)
        if source is not None:
            self.given.emit(source)

    def event(self, event: QEvent) -> bool:
        """Del and Paste mean the photo here: as shortcuts of the window they would mean the person."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (event.key() in _REMOVE or event.matches(QKeySequence.StandardKey.Paste))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in _REMOVE:
            if self.has_picture and not self.is_locked:
                self.removed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.is_locked and _source(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = self.rect().adjusted(4, 4, -4, -4)
        painter.setPen(theme.color("focus" if self.hasFocus() else "border"))
        painter.setBrush(theme.color("surface2"))
        painter.drawEllipse(circle)
        if self._picture is not None:
            painter.drawPixmap(circle.topLeft(), self._picture)
        else:
            drawing = icon("user", "text2").pixmap(SIDE // 2)
            ratio = drawing.devicePixelRatio()
            painter.drawPixmap(
                circle.center().x() - round(drawing.width() / ratio / 2),
                circle.center().y() - round(drawing.height() / ratio / 2),
                drawing,
            )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.rect().adjusted(1, 1, -2, -2))


def _source(data: QMimeData | None) -> Path | bytes | None:
    """The one local file, or the picture itself as PNG: pixels that this system already shows.

    A clipboard that was never written to may have no data at all.
    """
    if data is None:
        return None
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) == 1:
        return files[0]
    if files or not data.hasImage():
        return None
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    small = image.scaled(
        512,
        512,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    (small if max(image.width(), image.height()) > 512 else image).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
