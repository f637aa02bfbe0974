"""What a careful eye would find on every page at the smallest usual width: nothing."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.services.planner import Planner
from planner.ui import window_dialogs
from planner.ui.areas import AREAS
from planner.ui.main_window import MainWindow
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.fields import InspectorForm
from planner.ui.widgets.links import LinkButton
from planner.ui.widgets.search_button import SearchButton

from .conftest import Opener

ELIDING = (ElidedLabel, LinkButton, SearchButton)
"""They cut their text themselves and give it whole in a tool tip."""


def _is_embedded(widget: QWidget) -> bool:
    """Qt's own button inside a line edit; the text can be cleared by keys as well."""
    return isinstance(widget.parent(), QLineEdit) or widget.objectName().startswith("qt_")


def findings(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not _is_embedded(widget):
            for problem in (*_access(widget), *_size(widget)):
                yield f"{problem}: {type(widget).__name__} {_words(widget)!r}"


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else widget.accessibleName()


def _access(widget: QWidget) -> Iterator[str]:
    if (
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
    ):
        seen = QAccessible.queryAccessibleInterface(widget)
        if not (seen and seen.text(QAccessible.Text.Name).strip()):
            yield "no name"
        if seen and seen.role() is QAccessible.Role.Client:
            yield "no role"
    if isinstance(widget, QToolButton) and not (widget.text() or widget.toolTip()):
        yield "no tool tip"


def _size(widget: QWidget) -> Iterator[str]:
    if (
        isinstance(widget, QLabel | QAbstractButton)
        and widget.text()
        and not isinstance(widget, ELIDING)
    ):
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        icons_only = isinstance(widget, QToolButton) and widget.width() <= 56
        if not wraps and not icons_only and widget.sizeHint().width() > widget.width() + 1:
            yield "clipped"
    if isinstance(widget, QLineEdit):
        room = widget.width() - 16
        if (
            not widget.text()
            and widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > room
        ):
            yield f"hint clipped ({widget.placeholderText()})"
    if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < 24:
        smallest = (widget.width(), widget.height())
        if smallest != (widget.sizeHint().width(), widget.sizeHint().height()) or not widget.text():
            yield f"smaller than 24 {smallest}"


def audit(window: MainWindow, qapp: QApplication) -> list[str]:
    found: list[str] = []
    for name, _icon, _title in AREAS:
        window.go(name)
        page = window.page
        table = getattr(getattr(page, "list", page), "table", None)
        if table is not None:
            table.choose(0)
        window.open_inspector()
        qapp.processEvents()
        if window.inspector.isVisible() and window.inspector.height() < 300:
            found.append(f"{name}: inspector of height {window.inspector.height()}")
        for form in window.findChildren(InspectorForm):
            inner = form.widget()
            if form.isVisible() and inner is not None and inner.width() > form.viewport().width():
                found.append(
                    f"{name}: inspector wider than its room by {inner.width() - form.viewport().width()}"
                )
        found += [f"{name}: {finding}" for finding in findings(window)]
    return found


@pytest.fixture
def speaking() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.parametrize(("width", "height"), [(960, 540), (1440, 900)])
def test_nothing_is_clipped_nameless_or_too_small(
    sample_window: MainWindow, qapp: QApplication, width: int, height: int
) -> None:
    sample_window.resize(width, height)
    assert audit(sample_window, qapp) == []


def test_the_same_in_german(
    speaking: None, open_window: Opener, sample: Planner, qapp: QApplication
) -> None:
    i18n.use("de")
    window = open_window(sample)
    window.resize(960, 540)
    assert audit(window, qapp) == []


@pytest.fixture
def large_type(qapp: QApplication) -> Iterator[None]:
    usual = QFont(qapp.font())
    large = QFont(usual)
    large.setPointSizeF(14)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


def test_the_same_at_14_points(
    large_type: None, open_window: Opener, sample: Planner, qapp: QApplication
) -> None:
    window = open_window(sample)
    window.resize(960, 540)
    assert audit(window, qapp) == []


@pytest.mark.parametrize(
    "name", ["settings", "shortcuts", "about", "first_steps", "history", "templates"]
)
def test_dialogs_too(sample_window: MainWindow, qtbot: QtBot, name: str) -> None:
    dialog = window_dialogs.make(name, sample_window, sample_window)
    assert dialog is not None
    qtbot.addWidget(dialog)
    dialog.show()
    assert list(findings(dialog)) == []


class Wordy(i18n.Language):
    """Every text is half as long again, as it may be in another language."""

    def __init__(self) -> None:
        super().__init__("en", gettext.NullTranslations())

    def __call__(self, message: str) -> str:
        return message + " " + "ö" * (len(message) // 2)


def test_the_same_with_texts_half_as_long_again(
    speaking: None, open_window: Opener, sample: Planner, qapp: QApplication
) -> None:
    i18n._current[:] = [Wordy()]
    window = open_window(sample)
    window.resize(960, 540)
    assert audit(window, qapp) == []


def test_labels_never_read_markup(sample_window: MainWindow, qapp: QApplication) -> None:
    for name, _icon, _title in AREAS:
        sample_window.go(name)
        for label in sample_window.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText or not label.text(), label.text()


def test_the_audit_has_eyes(sample_window: MainWindow, qapp: QApplication) -> None:
    button = QToolButton(sample_window)
    button.setGeometry(0, 0, 12, 12)
    button.show()
    assert any("smaller than 24" in finding for finding in findings(sample_window))
    assert any("no tool tip" in finding for finding in findings(sample_window))
