"""What a text offers, in groups with a box to tick before each, and the words that each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.domain.source_reading.offers import OFFER_KINDS, Offer
from planner.i18n import _
from planner.ui import theme
from planner.ui.plain import escaped

_KEY = Qt.ItemDataRole.UserRole
_TICK = Qt.ItemFlag.ItemIsUserCheckable


class OfferTree(QTreeWidget):
    """A group is ticked with all below it; Space ticks the row in front."""

    chosen = Signal()
    rests_on = Signal(str)
    """The words on which the row in front rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.setAccessibleName(_("What the text offers"))
        self.setHeaderLabels([_("What would be kept"), _("The words it rests on")])
        self.setUniformRowHeights(True)
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.resizeSection(0, 480)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.itemChanged.connect(self._changed)
        self.currentItemChanged.connect(
            lambda item: self.rests_on.emit(str(item.data(1, _KEY) or "") if item else "")
        )

    def show_offers(self, offers: Sequence[tuple[Offer, str]]) -> None:
        """Each offer with its sentence, in the order of their kinds."""
        self._filling = True
        self.clear()
        for kind, several in groupby(offers, key=lambda pair: pair[0].kind):
            group = QTreeWidgetItem([_(OFFER_KINDS[kind])])
            group.setFlags(group.flags() | _TICK | Qt.ItemFlag.ItemIsAutoTristate)
            group.setFont(0, theme.sized(self.font(), 1.0, strong=True))
            self.addTopLevelItem(group)
            for offer, sentence in several:
                words = " ".join(offer.passage.excerpt.split())
                item = QTreeWidgetItem([sentence, words])
                item.setData(0, _KEY, offer.key)
                item.setData(1, _KEY, words)
                item.setToolTip(0, escaped(sentence))
                item.setFlags(item.flags() | _TICK)
                item.setForeground(1, theme.color("text2"))
                item.setToolTip(1, escaped(words))
                state = Qt.CheckState.Checked if offer.taken else Qt.CheckState.Unchecked
                item.setCheckState(0, state)
                group.addChild(item)
            group.setExpanded(True)
        if (first := next(iter(self._items()), None)) is not None:
            self.setCurrentItem(first)
        self._filling = False
        self.chosen.emit()

    def taken(self) -> frozenset[str]:
        """The keys of the offers that are ticked."""
        return frozenset(
            str(item.data(0, _KEY))
            for item in self._items()
            if item.checkState(0) is Qt.CheckState.Checked
        )

    def tick(self, key: str, *, take: bool) -> None:
        for item in self._items():
            if item.data(0, _KEY) == key:
                item.setCheckState(0, Qt.CheckState.Checked if take else Qt.CheckState.Unchecked)

    def _items(self) -> Iterable[QTreeWidgetItem]:
        for top in range(self.topLevelItemCount()):
            group = self.topLevelItem(top)
            for row in range(group.childCount() if group else 0):
                item = group.child(row) if group else None
                if item is not None:
                    yield item

    def _changed(self, _item: QTreeWidgetItem, _column: int) -> None:
        if not self._filling:
            self.chosen.emit()
