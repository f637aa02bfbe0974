"""A page made of tabs, each a page of its own that is built when it is first turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.pages.page import Page

if TYPE_CHECKING:
    from planner.services.changes import Changed


@dataclass(frozen=True, kw_only=True)
class Tab:
    """``title`` is a message id; ``words`` are the records that ``show_record`` opens in this tab."""

    name: str
    title: str
    make: Callable[[Context, QWidget], Page]
    words: frozenset[str] = frozenset()


class TabbedPage(Page):
    """The verbs, commands and inspector are those of the tab in front. The first tab is there at once."""

    def __init__(
        self, context: Context, title: str, tabs: Sequence[Tab], parent: QWidget | None = None
    ) -> None:
        """:param title: of the whole page, in the reader's language."""
        super().__init__(context, parent)
        self._title, self._tabs = title, tuple(tabs)
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(title)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in self._tabs:
            self.tabs.addTab(_(tab.title).replace("&", "&&"))  # a single one would be a shortcut
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        self.page(self._tabs[0].name)
        self.tabs.currentChanged.connect(self._turn)

    # the tabs

    @property
    def front(self) -> Page:
        """The page of the tab in front."""
        return self.page(self._tabs[max(0, self.tabs.currentIndex())].name)

    def page(self, name: str) -> Page:
        """The page of a tab, built when it is first asked for."""
        if name not in self._pages:
            tab = next(one for one in self._tabs if one.name == name)
            page = tab.make(self.context, self)
            page.inspector_changed.connect(self._inspector_changed)
            page.retitled.connect(self.retitled)
            if hasattr(page, "command_page"):  # a list whose commands come and go with its filters
                page.command_page = self
            self._pages[name] = page
            self._stale.add(name)
            self._stack.addWidget(page)
        return self._pages[name]

    def turn_to(self, name: str) -> Page:
        """Bring a tab to the front."""
        names = [tab.name for tab in self._tabs]
        self.tabs.setCurrentIndex(names.index(name))
        return self.front

    def _turn(self, index: int) -> None:
        had_focus = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        page = self.front
        self._stack.setCurrentWidget(page)
        self.context.selection.clear()
        self._freshen()
        if had_focus:
            page.activate()
        self.inspector_changed.emit()
        renew = getattr(self.window(), "renew_page_commands", None)
        if renew is not None:
            renew(self)
        self.context.update_commands()

    def _freshen(self, changed: Changed | None = None) -> None:
        name = self._tabs[max(0, self.tabs.currentIndex())].name
        page = self.page(name)
        page.refresh(None if name in self._stale else changed)
        self._stale.discard(name)

    def _inspector_changed(self) -> None:
        if self.sender() is self.front:
            self.inspector_changed.emit()

    # what the window asks goes to the tab in front

    @property
    def title(self) -> str:
        return self._title

    def refresh(self, changed: Changed | None = None) -> None:
        """The tab in front follows at once; another reads again when it is turned to."""
        self._stale.update(name for name, page in self._pages.items() if page is not self.front)
        if changed is None:
            self._stale.update(self._pages)
        self._freshen(changed)

    def activate(self) -> None:
        self.front.activate()

    @property
    def foot(self) -> QWidget | None:
        return self.front.foot

    def inspector(self) -> QWidget | None:
        return self.front.inspector()

    def commands(self) -> list[Command]:
        return [*self.front.commands(), *self._tab_commands()]

    def _tab_commands(self) -> list[Command]:
        """Each tab by its name, for the palette; Ctrl+Tab goes round."""
        names = [
            Command(
                id=f"view.tab_{tab.name}",
                text=_("Tab: {name}").format(name=_(tab.title)),
                menu="view",
                scope="page",
                separator=number == 0,
                checked=partial(self._is_front, number),
                run=partial(self.turn_to, tab.name),
            )
            for number, tab in enumerate(self._tabs)
        ]
        turns = (
            ("next", _("Next tab"), "Ctrl+Tab", 1),
            ("previous", _("Previous tab"), "Ctrl+Shift+Tab", -1),
        )
        return names + [
            Command(
                id=f"view.{name}_tab",
                text=text,
                shortcuts=(keys,),
                menu="view",
                scope="page",
                run=partial(self.turn, by),
            )
            for name, text, keys, by in turns
        ]

    def _is_front(self, number: int) -> bool:
        return self.tabs.currentIndex() == number

    def turn(self, by: int) -> None:
        """So many tabs on, and round again."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def can(self, verb: str) -> bool:
        return self.front.can(verb)

    def new(self) -> None:
        self.front.new()

    def edit(self) -> None:
        self.front.edit()

    def remove(self) -> None:
        self.front.remove()

    def find_in_page(self) -> None:
        self.front.find_in_page()

    def export(self) -> None:
        self.front.export()

    def show_record(self, word: str, key: str) -> None:
        """Turn to the tab that shows records of this word, the first without one that says so."""
        tab = next((one for one in self._tabs if word in one.words), self._tabs[0])
        self.turn_to(tab.name).show_record(word, key)

    @property
    def zone(self) -> str:
        return self.front.zone
