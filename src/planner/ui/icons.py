"""Icons: the shipped drawings, coloured by the theme at the moment they are painted."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planner import paths
from planner.ui import theme


@cache
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


_TOKENS: Final = {
    QIcon.Mode.Disabled: "textDisabled",
    QIcon.Mode.Selected: "accentText",  # such rows are filled with the accent
}


class _Engine(QIconEngine):
    """Paints one drawing in the colour of a token; selected rows and disabled actions have their own."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = _TOKENS.get(mode, self._token)
        _renderer(self._name, theme.color(token).name()).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._token)
        _kept.append(copy)
        return copy


_kept: list[QIconEngine] = []  # Qt owns the engine in C++; Python must not lose its half


@cache
def icon(name: str, token: str = "text") -> QIcon:
    """The icon ``name`` of resources/icons in the colour of ``token``."""
    engine = _Engine(name, token)
    _kept.append(engine)
    return QIcon(engine)


def pixmap(name: str, size: int, token: str = "text", ratio: float = 1.0) -> QPixmap:
    """The drawing as a picture of ``size`` logical pixels, sharp at ``ratio``."""
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    _renderer(name, theme.color(token).name()).render(painter)
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """The drawing in a colour of its own ("#1F5FBF"), for paper and pictures."""
    _renderer(name, colour).render(painter, rect)
