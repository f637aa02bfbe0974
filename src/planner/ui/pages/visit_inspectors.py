"""What stands at the right of a visit: an entry, a delegate, or the word that nothing is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages.visit_delegate import DelegateInspector
from planner.ui.pages.visit_item import ItemInspector
from planner.ui.pages.visit_items import ItemsInspector
from planner.ui.widgets.empty_state import EmptyState


class VisitInspectors(QStackedWidget):
    """The window commits what is typed here before it goes elsewhere."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Inspector"))
        self.item = ItemInspector(context, self)
        self.items = ItemsInspector(context, self)
        self.delegate = DelegateInspector(context, self)
        self.nothing = EmptyState(self)
        self.nothing.say("pencil", _("Choose a row to see and change its details here."))
        for inspector in (self.nothing, self.item, self.items, self.delegate):
            self.addWidget(inspector)
        for box in self.findChildren(QComboBox):
            box.setMinimumContentsLength(4)  # two stand side by side, also in large type
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a box of choices Alt with an arrow opens the list; elsewhere it moves the entry."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def commit(self) -> None:
        """Commit what is being typed."""
        self.item.commit()
        self.items.commit()
        self.delegate.commit()
