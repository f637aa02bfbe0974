"""Colours and fonts: light and dark palettes from tokens, following the system or the setting."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from planner import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

FAMILIES: Final = ["Inter", "Noto Sans JP"]
TEXT_FONTS: Final = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
LATER_FONTS: Final = (
    "Inter-Medium.ttf",
    "Inter-Bold.ttf",
    "NotoSansJP-Regular.ttf",
    "NotoSansJP-Bold.ttf",
)

_TOKEN: Final = re.compile(r'^(\w+) = "(#[0-9A-F]{6})"', re.MULTILINE)
_ROLES: Final = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "surface2"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface2"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "danger"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "accentText"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
    (QPalette.ColorRole.PlaceholderText, "text2"),
    (QPalette.ColorRole.ToolTipBase, "surface2"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "border"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Dark, "borderStrong"),
    (QPalette.ColorRole.Shadow, "borderStrong"),
)
_TEXT_ROLES: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


@cache
def tokens(mode: str) -> dict[str, str]:
    """The colours of "light" or "dark" by token name; the file is plain enough to read without a parser."""
    text = (paths.resources() / "themes" / f"{mode}.toml").read_text(encoding="utf-8")
    return dict(_TOKEN.findall(text))


@cache
def palette(mode: str) -> QPalette:
    """The palette for the Fusion style."""
    colours = tokens(mode)
    result = QPalette()
    for role, token in _ROLES:
        result.setColor(role, QColor(colours[token]))
    for role in _TEXT_ROLES:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["textDisabled"]))
    result.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(colours["border"])
    )
    return result


class Theme(QObject):
    """The appearance of this process. ``appearance`` is "system", "light" or "dark"."""

    changed = Signal()

    def __init__(self, appearance: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._follows = False
        self.mode = appearance if appearance in ("light", "dark") else _hinted()
        _current[:] = [self]

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
        self.apply()
        self.changed.emit()


def _hinted() -> str:
    """What the system's own colours say, before the first paint."""
    if not _system:
        _system.append(
            "dark" if QGuiApplication.palette().window().color().lightness() < 128 else "light"
        )
    return _system[0]


_system: list[str] = []  # read once: later the palette is ours
_current: list[Theme] = []
_style: list[QStyle] = []  # Qt owns it; Python must not lose its half


def current() -> Theme:
    """The theme in force: delegates and icons ask here while they paint."""
    return _current[-1] if _current else Theme()


def color(token: str) -> QColor:
    """The colour of ``token`` in the appearance in force."""
    return current().color(token)


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
