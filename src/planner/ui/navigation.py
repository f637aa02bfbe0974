"""Where we are, where we were: pages are made once, and back and forward walk over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from planner.errors import UserError
from planner.ui.areas import BELONGS_TO, PAGE_OF, make_page

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.pages.page import Page

KEPT_VISITS: Final = 4
"""Pages of visits that stay in memory; the one not seen for longest goes first."""


class Navigation(QObject):
    """``arrived`` when another page is in front."""

    arrived = Signal()

    def __init__(self, context: Context, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._context, self._stack = context, stack
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._trail: list[str] = []
        self._at = -1
        context.bridge.changed.connect(self._changed)

    @property
    def page(self) -> Page | None:
        return self._pages.get(self.name)

    @property
    def name(self) -> str:
        return self._trail[self._at] if self._trail else ""

    @property
    def area(self) -> str:
        """The area of the page in front."""
        return BELONGS_TO.get(self.name.partition(":")[0], self.name)

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._trail) - 1

    def go(self, name: str) -> None:
        """Bring this page to the front."""
        if name != self.name:
            if not self._make(name):
                return
            del self._trail[self._at + 1 :]
            self._trail.append(name)
            self._at = len(self._trail) - 1
        self._show()

    def back(self) -> None:
        self._step(-1)

    def forward(self) -> None:
        self._step(1)

    def show_record(self, word: str, key: str) -> None:
        """Go where this record is shown, and select it there. A "visit_part" is named by the visit,
        the part and its key between slashes."""
        if word == "relationship":
            self.go(f"relationship:{key}")
            return
        if word == "invitation":
            whom = self._context.planner.invitations.counterpart(key)
            self.go(f"relationship:{whom.key}" if whom else "organisations")
        if word == "attachment":
            word, key = self._owner_of(key)
        if word == "visit_part":
            visit, part, key = key.split("/", 2)
            self.go(f"visit:{visit}")
            if self.page is not None and self.name == f"visit:{visit}":
                self.page.show_record(part, key)
                self.page.activate()
            return
        self._context.recent.use(key)
        if word == "visit":
            self.go(f"visit:{key}")
            return
        if word in ("item", "delegate"):
            self.go(f"visit:{self._visit_of(word, key)}")
        elif word in PAGE_OF:
            self.go(PAGE_OF[word])
        if self.page is not None:
            self.page.show_record(word, key)
            self.page.activate()

    def refresh(self) -> None:
        """Read everything in front again."""
        self._stale.update(self._pages)
        self._freshen()

    def _visit_of(self, word: str, key: str) -> str:
        from planner.domain.itinerary import Item
        from planner.domain.visits import Delegate

        planner = self._context.planner
        if word == "delegate":
            return planner.keeper(Delegate).get(key).visit_id
        return planner.keeper(Item).get(key).visit_id

    def _owner_of(self, attachment: str) -> tuple[str, str]:
        """A file is shown where its record is."""
        found = self._context.planner.files.get(attachment)
        if found.subject_kind == "visit":
            return "visit_part", f"{found.subject_id}/attachment/{attachment}"
        return found.subject_kind, found.subject_id

    def _step(self, by: int) -> None:
        at = self._at + by
        if 0 <= at < len(self._trail) and self._make(self._trail[at]):
            self._at = at
            self._show()

    def _make(self, name: str) -> bool:
        """The page of this name, made if need be; False when its record is gone."""
        if name in self._pages:
            return True
        try:
            page = make_page(name, self._context, self._stack)
        except UserError as error:
            self._context.messages.error(error)
            return False
        self._pages[name] = page
        self._stack.addWidget(page)
        self._stale.add(name)
        self._drop_old_visits(name)
        return True

    def _drop_old_visits(self, new: str) -> None:
        visits = [
            name
            for name in self._pages
            if name.startswith(("visit:", "relationship:")) and name not in (new, self.name)
        ]
        for name in visits[: max(0, len(visits) - KEPT_VISITS + 1)]:
            page = self._pages.pop(name)
            self._stale.discard(name)
            self._stack.removeWidget(page)
            page.deleteLater()

    def _show(self) -> None:
        page = self.page
        if page is None:
            return
        self._stack.setCurrentWidget(page)
        self._freshen()
        self.arrived.emit()
        page.activate()

    def _freshen(self) -> None:
        page = self.page
        if page is not None and self.name in self._stale:
            self._stale.discard(self.name)
            page.refresh(None)

    def _changed(self, changed: object) -> None:
        """The page in front follows at once; the others when they are seen next."""
        for name, page in list(self._pages.items()):
            if name == self.name:
                page.refresh(changed)  # type: ignore[arg-type]  # a signal carries any object
            else:
                self._stale.add(name)
