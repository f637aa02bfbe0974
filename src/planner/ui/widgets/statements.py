"""What sources say, each with its date: sources that differ stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.source_reading.facts import EVENTS
from planner.i18n import _
from planner.ui.widgets.label import Label


@dataclass(frozen=True)
class Said:
    """``as_of`` and ``source`` as they are shown."""

    fact: str
    value: str
    as_of: str
    source: str
    url: str = ""


class Statements(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def show_statements(
        self, statements: Sequence[Said], differ: Callable[[Sequence[str]], bool] | None = None
    ) -> None:
        """``differ`` tells whether values contradict each other; without it any two that are not alike do."""
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not statements:
            self._rows.addWidget(
                Label(_("No source states anything yet."), "text2", wrap=True, parent=self)
            )
        for fact, said in groupby(
            sorted(statements, key=lambda one: one.fact), key=lambda one: one.fact
        ):
            told = list(said)
            values = list(dict.fromkeys(one.value for one in told))
            several = len(values) > 1 and fact not in EVENTS
            self._add(fact, told, several and (differ is None or differ(values)))

    def _add(self, fact: str, said: list[Said], differ: bool) -> None:
        self._rows.addWidget(Label(_(fact), "text2", size=0.9, wrap=True, parent=self))
        if differ:
            self._rows.addWidget(
                Label(_("The sources differ:"), "warn", size=0.9, wrap=True, parent=self)
            )
        for one in said:
            self._rows.addWidget(self._plain(one.value or "–", "text", 1.0))
            when = _("as of {date}").format(date=one.as_of) if one.as_of else _("without a date")
            where = "\n".join(part for part in (f"{when} · {one.source}", one.url) if part)
            self._rows.addWidget(self._plain(where, "text2", 0.9))
            self._rows.addSpacing(4)

    def _plain(self, text: str, token: str, size: float) -> Label:
        label = Label(text, token, size=size, wrap=True, parent=self)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
