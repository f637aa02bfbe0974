"""The colours: every pair that is used can be read in both appearances."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from planner.ui.icons import icon
from planner.ui.theme import Theme, palette, tokens

SURFACES = ("bg", "surface", "surface2", "accentSoft")
TEXT_PAIRS = [
    *product(("text", "text2", "link"), SURFACES),
    ("accentText", "accent"),
    *(
        (name, f"{name}Soft")
        for name in ("danger", "warn", "ok", "visit", "travel", "meal", "stay", "ceremony", "free")
    ),
    *product(("danger", "warn", "ok"), SURFACES[:2]),
]
PART_PAIRS = [*product(("borderStrong", "focus", "accent"), ("bg", "surface"))]


def luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_has_4_5_to_1_and_parts_have_3_to_1(qapp: QApplication, mode: str) -> None:
    colours = tokens(mode)
    for front, back in TEXT_PAIRS:
        assert contrast(colours[front], colours[back]) >= 4.5, (front, back)
    for front, back in PART_PAIRS:
        assert contrast(colours[front], colours[back]) >= 3, (front, back)


def test_both_appearances_have_the_same_tokens() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


def test_the_choice_of_an_appearance_counts_at_once(qapp: QApplication) -> None:
    theme = Theme("light", qapp)
    theme.apply()
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.mode))

    theme.choose("dark")
    assert told == ["dark"]
    assert qapp.palette().window().color() == palette("dark").window().color()

    theme.choose("light")
    assert told == ["dark", "light"]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("on", [False, True])
def test_boxes_and_radio_buttons_can_be_seen_whether_set_or_not(
    qtbot: QtBot, qapp: QApplication, mode: str, kind: type[QAbstractButton], on: bool
) -> None:
    theme = Theme(mode, qapp)
    theme.apply()
    theme.finish()
    button = kind()
    button.setCheckable(True)
    button.setChecked(on)
    qtbot.addWidget(button)
    button.resize(24, 24)
    image = button.grab().toImage()
    back = image.pixelColor(23, 0).name()
    most = max(contrast(image.pixelColor(x, y).name(), back) for x in range(16) for y in range(24))
    Theme("light", qapp).apply()

    assert most >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_an_icon_on_the_accent_can_be_seen(qapp: QApplication, mode: str) -> None:
    Theme(mode)
    try:
        for token in ("text", "visit", "travel"):
            shown = icon("map-pin", token).pixmap(32, 32, QIcon.Mode.Selected).toImage()
            colours = {
                shown.pixelColor(x, y).name()
                for x in range(32)
                for y in range(32)
                if shown.pixelColor(x, y).alpha() == 255
            }
            assert colours
            assert all(contrast(one, tokens(mode)["accent"]) > 3 for one in colours)
    finally:
        Theme("light")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_chosen_entry_of_a_menu_has_a_light_icon(qtbot: QtBot) -> None:
    Theme("light").finish()
    menu = QMenu()
    qtbot.addWidget(menu)
    for _name in ("one", "other"):
        menu.addAction(icon("ban"), "Cancel entry")
    menu.popup(QPoint(0, 0))
    first, other = (menu.actionGeometry(action) for action in menu.actions())
    menu.setActiveAction(menu.actions()[0])
    image = menu.grab().toImage()

    def dark(box: QRect) -> int:
        return sum(
            image.pixelColor(x, y).lightness() < 60
            for x in range(box.left() + 2, box.left() + 26)
            for y in range(box.top() + 2, box.bottom() - 2)
        )

    assert dark(other) > 20
    assert dark(first) == 0
    menu.close()


@pytest.mark.parametrize("kind", [QPlainTextEdit, QListWidget])
def test_the_corners_of_a_box_are_whole(
    qtbot: QtBot, qapp: QApplication, kind: type[QAbstractScrollArea]
) -> None:
    theme = Theme("light", qapp)
    theme.apply()
    theme.finish()
    box = kind()
    qtbot.addWidget(box)
    box.resize(120, 80)
    box.show()
    image = box.grab().toImage()
    border = QColor(tokens("light")["borderStrong"]).lightness()

    def arc(right: bool, bottom: bool) -> int:
        """The darkest of the signs along the diagonal of a corner."""
        return min(
            image.pixelColor(119 - at if right else at, 79 - at if bottom else at).lightness()
            for at in range(4)
        )

    corners = [arc(right, bottom) for right in (False, True) for bottom in (False, True)]
    assert max(corners) < (border + 255) / 2 + 20, "a soft line, but a line"
