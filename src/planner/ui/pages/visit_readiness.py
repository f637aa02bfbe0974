"""How ready the visit is: a light and its reason for each site, above the findings."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner import phrases
from planner.domain.findings import Finding, Severity
from planner.domain.readiness import LIGHTS, Light, Readiness, readiness
from planner.i18n import _, ngettext
from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.pages.visit_state import VisitState, item_of
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

LOOKS: Final = {
    Light.READY: ("check", "ok"),
    Light.LOOK: ("triangle-alert", "warn"),
    Light.BLOCKED: ("ban", "danger"),
}
"""Shape, word and colour say the same."""
ROWS: Final = 4
_ITEM: Final = Qt.ItemDataRole.UserRole


class ReadinessPanel(QWidget):
    """``item_wanted`` carries the id of the entry that a site's first reason is about."""

    item_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", strong=True, wrap=True, parent=self)
        self.sites = QListWidget(self)
        self.sites.setAccessibleName(_("Readiness by site"))
        self.sites.setFrameShape(QListWidget.Shape.NoFrame)
        self.sites.setIconSize(QSize(16, 16))
        self.sites.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sites.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 4)
        rows.setSpacing(4)
        rows.addWidget(self.title)
        rows.addWidget(self.sites)
        self.shown: Readiness | None = None
        self._state: VisitState | None = None
        self.sites.itemActivated.connect(self._open)
        self.sites.itemClicked.connect(self._open)
        theme.current().changed.connect(self._redraw)

    def show_state(self, state: VisitState) -> None:
        self._state = state
        self._redraw()

    def _redraw(self) -> None:
        if self._state is None:
            return
        self.shown = found = readiness(self._state.plan, self._state.findings)
        self.title.setText(summary(found))
        self.sites.clear()
        for one in sorted(found.sites, key=lambda site: -site.light):
            name, token = LOOKS[one.light]
            row = QListWidgetItem(icon(name, token), site_text(one.name, one.light, one.reasons))
            row.setToolTip(escaped("\n".join(map(phrases.sentence, one.reasons))))
            subject = item_of(one.reasons[0]) if one.reasons else None
            row.setData(_ITEM, subject.id if subject else "")
            self.sites.addItem(row)
        height = self.sites.sizeHintForRow(0) if found.sites else 0
        self.sites.setFixedHeight(height * min(len(found.sites), ROWS) + 4)
        self.sites.setVisible(bool(found.sites))

    def _open(self, row: QListWidgetItem) -> None:
        key = row.data(_ITEM)
        if key:
            self.item_wanted.emit(str(key))


def summary(found: Readiness) -> str:
    """ "Blocked: 1 conflict, 3 warnings": the word and what stands behind it."""
    conflicts = sum(one.severity is Severity.CONFLICT for one in found.blockers)
    warnings = len(found.blockers) - conflicts
    parts = []
    if conflicts:
        parts.append(ngettext("{count} conflict", "{count} conflicts", conflicts))
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings))
    word = _(LIGHTS[found.light])
    return f"{word}: {', '.join(parts)}" if parts else word


def site_text(name: str, light: Light, reasons: tuple[Finding, ...]) -> str:
    """ "ESS · Blocked · European Spallation Source still needs …"."""
    first = phrases.sentence(reasons[0]) if reasons else ""
    more = f" (+{len(reasons) - 1})" if len(reasons) > 1 else ""
    return " · ".join(part for part in (name, _(LIGHTS[light]), first + more) if part)
