"""The fields of one brief: what we want, what we say, and the two backgrounds kept well apart."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.domain.briefs import Brief
from planner.i18n import _
from planner.ui import icons, theme
from planner.ui.widgets.fields import DateField, InspectorForm, LineField, TextField
from planner.ui.widgets.label import Label

NAMES: Final = (
    *("title", "dated", "department", "objective", "points"),
    *("usable", "not_disclosed"),
)
WIDEST: Final = 760


class Marked(QWidget):
    """A line with a picture above a text: who may learn what stands below it."""

    def __init__(self, shape: str, token: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._token = shape, token
        self._picture = QLabel(self)
        self._picture.setFixedSize(16, 16)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._picture)
        line.addWidget(Label(text, token, strong=True, wrap=True, parent=self), 1)
        self._draw()
        theme.current().changed.connect(self._draw)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(self._shape, 16, self._token, ratio))


class BriefForm(InspectorForm):
    """Shows a brief, or an empty one that is kept with the first word that is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Brief"), parent)
        self.add("objective", TextField(_("Objective: what we want to come away with"), lines=2))
        self.add("points", TextField(_("Points to make"), hint=_("One on each line"), lines=6))
        self.add_widget(Marked("message-square", "text", _("Background: may be used")))
        self.add("usable", TextField(_("What may be said in the conversation"), lines=5))
        self.add_widget(Marked("lock", "danger", _("Background: not to be disclosed")))
        self.add(
            "not_disclosed",
            TextField(_("Only on papers for our own office, never on any other"), lines=5),
        )
        self.add("title", LineField(_("Title on the paper"), hint=_("That of the entry")))
        self.pair(
            ("department", LineField(_("Written by (department)"))),
            ("dated", DateField(_("As of"))),
        )
        inner = self.widget()
        if inner is not None:
            inner.setMaximumWidth(WIDEST)

    def show_brief(self, brief: Brief | None, *, keep_typed: bool) -> None:
        """None shows empty fields. With ``keep_typed`` a field in which somebody types stays."""
        for name in NAMES:
            field = self.fields[name]
            if not (keep_typed and field.is_changed):
                field.set_value(getattr(brief, name) if brief is not None else None)
