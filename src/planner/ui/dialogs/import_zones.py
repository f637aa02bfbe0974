"""Zones of a calendar that nobody knows: which city is meant is asked once for each name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.domain.times import zone_of_city
from planner.i18n import _, ngettext
from planner.ui.plain import escaped
from planner.ui.widgets.fields.dates import zone_choices
from planner.ui.widgets.label import Label

MOST: Final = 4
"""Names asked for at a time; a hostile file has thousands."""
_SHOWN: Final = 40


class ZoneLine(QWidget):
    """One name, and the city for it."""

    said = Signal(str, str)
    """The name in the file, and the IANA zone; empty where the answer is taken back."""

    def __init__(self, name: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._kept = name, ""
        shown = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
        text = ngettext(
            "Which city’s time is “{name}”? ({count} event)",
            "Which city’s time is “{name}”? ({count} events)",
            count,
            name=shown,
        )
        self.label = Label(text, parent=self)
        self.label.setToolTip(escaped(name))
        self.city = QLineEdit(self)
        self.city.setMinimumHeight(28)
        self.city.setMaximumWidth(280)
        self.city.setPlaceholderText(_("City, such as Tokyo"))
        self.city.setAccessibleName(self.label.text())
        self.label.setBuddy(self.city)
        self.error = Label("", "danger", size=0.9, parent=self)
        self.error.hide()
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(lambda _text: self._tell())
        self.city.setCompleter(completer)
        self.city.textEdited.connect(self._offer)
        self.city.editingFinished.connect(self._tell)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.label)
        line.addWidget(self.city, 1)
        line.addWidget(self.error)
        line.addStretch(1)

    def show_zone(self, zone: str) -> None:
        self._kept = zone
        if not self.city.hasFocus() or zone:
            self.city.setText(zone)

    def _offer(self, text: str) -> None:
        self._offered.setStringList([value for value, _text in zone_choices(text)][:30])

    def _tell(self) -> None:
        typed = self.city.text().strip()
        zone = zone_of_city(typed) if typed else ""
        wrong = bool(typed) and not zone
        text = _("“{text}” is not a time zone. Type a city, such as Tokyo.").format(text=typed)
        self.error.setText(text if wrong else "")
        self.error.setVisible(wrong)
        if not wrong and zone != self._kept:
            self._kept = zone
            self.said.emit(self._name, zone)


class ZoneQuestions(QWidget):
    """The lines; nothing is seen of them where the file names no zone that is unknown."""

    said = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, ZoneLine] = {}
        self.more = Label("", "text2", parent=self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setSpacing(4)
        self._rows.addWidget(self.more)
        self.hide()

    def show_zones(self, names: Mapping[str, int], meant: Mapping[str, str]) -> None:
        """``names`` with the number of their events; ``meant`` what was said already."""
        said = [name for name in names if meant.get(name)]
        asked = [name for name in names if not meant.get(name)]
        shown = [*asked[:MOST], *said[-MOST:]]
        for name in [name for name in self.lines if name not in shown]:
            self.lines.pop(name).deleteLater()
        for name in shown:
            if name not in self.lines:
                line = self.lines[name] = ZoneLine(name, names[name], self)
                line.said.connect(self.said)
                self._rows.insertWidget(self._rows.count() - 1, line)
            self.lines[name].show_zone(meant.get(name, ""))
        left = len(asked) - MOST
        self.more.setText(
            ngettext(
                "{count} more zone is asked about then.",
                "{count} more zones are asked about then.",
                max(left, 1),
            )
        )
        self.more.setVisible(left > 0)
        self.setVisible(bool(shown))
