"""The appearance of the program: colours and fonts, following the system or the setting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from planner import paths
from planner.ui import colours
from planner.ui.colours import color, hinted, palette, tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

__all__ = ["Theme", "color", "current", "load_fonts", "palette", "sized", "tokens"]

FAMILIES: Final = ["Inter", "Noto Sans JP"]
TEXT_FONTS: Final = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
LATER_FONTS: Final = (
    "Inter-Medium.ttf",
    "Inter-Bold.ttf",
    "NotoSansJP-Regular.ttf",
    "NotoSansJP-Bold.ttf",
)


class Theme(QObject):
    """The appearance of this process. ``appearance`` is "system", "light" or "dark"."""

    changed = Signal()

    def __init__(self, appearance: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._follows = False
        self.mode = appearance if appearance in ("light", "dark") else hinted()
        _current[:] = [self]
        colours.use(self.mode)

    def color(self, token: str) -> QColor:
        return QColor(tokens(self.mode)[token])

    def choose(self, appearance: str) -> None:
        """Follow ``appearance`` from now on."""
        self._appearance = appearance
        self._follow()

    def apply(self) -> None:
        """Dress the application for the first paint: Fusion in our colours."""
        if not _style and QApplication.style().name() != "fusion":
            QApplication.setStyle("Fusion")
        QApplication.setPalette(palette(self.mode))

    def finish(self) -> None:
        """Put on the rest after the first paint: our fonts at the system's size, our outlines of controls."""
        if not self._follows:
            self._follows = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
            self._follow()
        load_fonts(TEXT_FONTS)
        font = QApplication.font()
        if font.families() != FAMILIES:
            font.setFamilies(FAMILIES)
            QApplication.setFont(font)
        if not _style:
            from planner.ui.style import CalmStyle  # late: it costs as much as the window

            _style.append(CalmStyle())
            QApplication.setStyle(_style[0])
            QApplication.setPalette(palette(self.mode))

    def _wanted(self) -> str:
        from PySide6.QtCore import Qt  # late: its names cost a tenth of the start

        if self._appearance in ("light", "dark"):
            return self._appearance
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _follow(self) -> None:
        mode = self._wanted()
        if mode == self.mode:
            return
        self.mode = mode
        if current() is self:
            colours.use(mode)
        self.apply()
        self.changed.emit()


_current: list[Theme] = []
_style: list[QStyle] = []  # Qt owns it; Python must not lose its half


def current() -> Theme:
    """The theme in force: delegates and icons ask here while they paint."""
    return _current[-1] if _current else Theme()


_loaded: set[str] = set()


def load_fonts(names: tuple[str, ...]) -> None:
    """Make shipped fonts known to Qt, each once."""
    folder = paths.resources() / "fonts"
    for name in names:
        if name not in _loaded:
            _loaded.add(name)
            QFontDatabase.addApplicationFont(str(folder / name))


def sized(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """``font`` at a size relative to it: 0.86 caption, 1.15 subtitle, 1.5 title."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * factor)
    if strong:
        result.setWeight(QFont.Weight.DemiBold)
    return result
