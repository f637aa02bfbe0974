"""Colours by token: the light and the dark palette, and which of them is in force."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from planner import paths

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


def hinted() -> str:
    """What the system's own colours say, before the first paint."""
    if not _system:
        _system.append(
            "dark" if QGuiApplication.palette().window().color().lightness() < 128 else "light"
        )
    return _system[0]


def use(mode: str) -> None:
    """Paint in "light" or "dark" from now on."""
    _mode[:] = [mode]


def mode() -> str:
    """ "light" or "dark", whichever is painted in."""
    return _mode[0] if _mode else hinted()


def color(token: str) -> QColor:
    """The colour of ``token`` in the appearance in force."""
    return QColor(tokens(mode())[token])


_system: list[str] = []  # read once: later the palette is ours
_mode: list[str] = []
