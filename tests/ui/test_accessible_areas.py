"""A scroll area outlives the questions of a screen reader about scroll bars that have just gone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from planner.ui import accessible_areas


@pytest.fixture
def area(qtbot: QtBot) -> QScrollArea:
    accessible_areas.install()
    made = QScrollArea()
    qtbot.addWidget(made)
    made.setWidget(QLabel("A long text"))
    made.resize(200, 100)
    made.show()
    return made


def test_a_child_that_is_not_there_is_none(area: QScrollArea) -> None:
    node = QAccessible.queryAccessibleInterface(area)
    assert node is not None

    assert node.childCount() >= 1
    assert node.child(0) is not None
    assert node.child(node.childCount()) is None
    assert node.child(99) is None


def test_the_content_is_found_below_the_area(area: QScrollArea) -> None:
    node = QAccessible.queryAccessibleInterface(area)
    assert node is not None
    found, names = [node], []
    while found:
        one = found.pop()
        names.append(one.text(QAccessible.Text.Name))
        found += [
            child for place in range(one.childCount()) if (child := one.child(place)) is not None
        ]

    assert "A long text" in names


def test_a_bar_that_goes_is_no_longer_counted(area: QScrollArea) -> None:
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    node = QAccessible.queryAccessibleInterface(area)
    assert node is not None
    before = node.childCount()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    assert all(node.child(place) is None for place in range(node.childCount(), before + 1))
