"""The time when something left the house is read in full, also in the narrow column of the register."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.ui.dialogs.register import COLUMNS
from planner.ui.theme import Theme

PADDING = 20
"""Pixels of a cell beside its text."""


@pytest.mark.parametrize("code", ["en", "da", "de"])
def test_the_whole_moment_fits_its_column(qtbot: QtBot, code: str) -> None:
    Theme("light").apply()
    before = i18n.current().code
    i18n.use(code)
    try:
        column = COLUMNS[0]
        font = QApplication.font()
        metrics, room = QFontMetrics(font), column.width * font.pointSizeF() / 10 - PADDING
        for month in range(1, 13):
            at = dt.datetime(2026, month, 21, 12, 58)
            text = column.value(cast("Any", SimpleNamespace(disclosure=SimpleNamespace(at=at))))
            assert text.endswith("58")
            assert "2026" in text
            assert metrics.horizontalAdvance(text) <= room, text
    finally:
        i18n.use(before)
