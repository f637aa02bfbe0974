"""The tab of admissions: for each site who still lacks what and by when, and noting how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.access import AccessStatus
from planner.domain.checks.access_pack import AccessLine, AccessPack
from planner.domain.ids import DelegateId, SiteId
from planner.i18n import _
from planner.ui import theme
from planner.ui.context import Context
from planner.ui.delegates.row import RowDelegate
from planner.ui.icons import icon
from planner.ui.models.table_model import ListTable
from planner.ui.pages import visit_access_words as words
from planner.ui.pages.choices import country_name
from planner.ui.pages.visit_access_verbs import AccessVerbs
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

ROWS: Final = 4
LOW: Final = 24
"""Lines of text under which the sites need to leave room for the people."""
_SITE: Final = Qt.ItemDataRole.UserRole


class AccessTab(QWidget):
    """Says how far each visitor is with each site; the datum itself stands elsewhere, hidden."""

    chosen = Signal(object)
    """The delegate in front, or None."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._shown: VisitState | None = None
        self.packs: Sequence[AccessPack] = ()
        self._fields: tuple[str, ...] | None = None
        self.sites = QListWidget(self)
        self.asks = Label("", wrap=True, parent=self)
        self.notice = Label("", "text2", wrap=True, parent=self)
        self.model: ListTable[AccessLine] = self._model(())
        self.table = Table(_("Visitors"), self)
        self.verbs = AccessVerbs(context, lambda: self._state, lambda: self.pack, self._heads, self)
        self._collected = self._button("check", _("Data collected"), self.verbs.collect)
        self._sent = self._button("send", _("Sent"), self._notes(AccessStatus.SENT))
        self._approved = self._button("check", _("Approved"), self._notes(AccessStatus.APPROVED))
        self._more = self._button("ellipsis", _("More…"), self._pop_more)
        self._person = self._button("user", _("Open the person"), self.verbs.open_person)
        self._arrange()
        self._connect()

    def _model(self, fields: tuple[str, ...]) -> ListTable[AccessLine]:
        return ListTable(words.columns(fields), (), lambda line: line.delegate_id, self)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

    def _notes(self, status: AccessStatus) -> Callable[[], None]:
        return lambda: self.verbs.note(status)

    def _arrange(self) -> None:
        self.sites.setAccessibleName(_("Sites of the visit"))
        self.sites.setFrameShape(QListWidget.Shape.NoFrame)
        self.sites.setItemDelegate(RowDelegate(self.sites))
        self.sites.setIconSize(QSize(16, 16))
        self.sites.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sites.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        about = QVBoxLayout()
        about.setContentsMargins(16, 8, 16, 0)
        about.setSpacing(2)
        for widget in (self.sites, self.asks, self.notice):
            about.addWidget(widget)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        for button in (self._collected, self._sent, self._approved, self._more):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._person)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(about)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.set_empty(
            "list-checks",
            _("The visit goes to no site yet. Give an entry a site; what it asks for stands here."),
        )
        self.sites.currentRowChanged.connect(lambda _row: self._show_pack())
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _key: self.verbs.open_person())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._pop_menu)
        theme.current().changed.connect(self._draw_sites)
        self._enable()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sites()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    # showing

    def show_state(self, state: VisitState) -> None:
        """Packs are worked out only while somebody looks at them."""
        self._state = state
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        state = self._state
        if state is None or state is self._shown:
            return
        access = self._context.planner.access
        packs = attempt(self._context, lambda: access.packs(state.plan, all_sites=True))
        self._shown = state
        # Who asks comes first; apart from that the order of the visit stays.
        self.packs = sorted(packs or (), key=lambda pack: not pack.fields)
        self._draw_sites()

    def _draw_sites(self) -> None:
        now = self.pack.site.id if self.pack else None
        at = self._context.planner.now()
        self.sites.blockSignals(True)
        self.sites.clear()
        for pack in self.packs:
            text = words.site_text(pack, at)
            row = QListWidgetItem(icon(*words.site_look(pack, at)), text)
            row.setToolTip(escaped(text))
            row.setData(_SITE, pack.site.id)
            self.sites.addItem(row)
        places = [pack.site.id for pack in self.packs]
        self.sites.setCurrentRow(places.index(now) if now in places else min(0, len(places) - 1))
        self.sites.blockSignals(False)
        self._fit_sites()
        self._show_pack()

    def _fit_sites(self) -> None:
        most = ROWS if self.height() >= LOW * self.fontMetrics().lineSpacing() else 2
        height = max(self.sites.sizeHintForRow(0), 0)
        self.sites.setFixedHeight(height * min(self.sites.count(), most) + 4)
        self.sites.setVisible(self.sites.count() > 0)

    def _show_pack(self) -> None:
        pack = self.pack
        fields = pack.fields if pack else ()
        if self._fields != fields:
            before, self.model = self.model, self._model(fields)
            self.table.show_model(self.model)
            before.deleteLater()
            self.table.selectionModel().selectionChanged.connect(self._enable)
        self._fields = fields
        key, row = self.table.current_key, self.table.currentIndex().row()
        self.model.set_lines(pack.lines if pack else ())
        if pack and pack.lines and self.model.row_of(key) != row:
            again = self.model.row_of(key)
            self.table.choose(again if again is not None else 0)
        self.table.tell_again()
        self._say(pack)
        self._enable()

    def _say(self, pack: AccessPack | None) -> None:
        for label in (self.asks, self.notice):
            label.setVisible(pack is not None)
        if pack is None:
            return
        asked = (
            _("Asks for: {fields}").format(fields=words.names(pack.fields))
            if pack.fields
            else _("What it asks of each visitor is entered on the site's page.")
        )
        self.asks.setText(asked)
        place = country_name(self._context, pack.site.country)
        self.notice.setText(words.notice_text(pack, place))

    def _enable(self) -> None:
        for button in (self._sent, self._approved):
            button.setEnabled(self.verbs.can_note)
        self._collected.setEnabled(self.verbs.can_collect)
        self._person.setEnabled(bool(self.table.current_key))
        self._more.setEnabled(self.pack is not None)
        self._context.update_commands()

    def _chosen(self, key: str) -> None:
        self._enable()
        self.chosen.emit(DelegateId(key) if key else None)

    def choose_site(self, site: SiteId) -> None:
        """Put a site in front, and of its visitors the first who lacks something."""
        self._read()
        places = [pack.site.id for pack in self.packs]
        if site in places:
            self.sites.setCurrentRow(places.index(site))
        pack = self.pack
        if pack is not None and pack.lacking:
            row = self.model.row_of(pack.lacking[0].delegate_id)
            self.table.choose(row or 0)
        self.table.setFocus()

    # what is in front

    @property
    def pack(self) -> AccessPack | None:
        row = self.sites.currentItem()
        key = row.data(_SITE) if row is not None else None
        return next((pack for pack in self.packs if pack.site.id == key), None)

    @property
    def current(self) -> DelegateId | None:
        return DelegateId(self.table.current_key) or None

    def _heads(self) -> list[DelegateId]:
        """All rows that are selected, the one in front first."""
        keys, first = self.table.selected_keys(), self.table.current_key
        return [DelegateId(key) for key in sorted(keys, key=lambda key: key != first)]

    # menus

    def _pop_more(self) -> None:
        self._pop(self.verbs.menu(self), self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _pop_menu(self, point: QPoint) -> None:
        if self.pack is not None:
            self._pop(self.verbs.menu(self), self.table.viewport().mapToGlobal(point))

    def _pop(self, menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
