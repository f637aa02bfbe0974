"""Organisations & sites: two lists on one page."""

from __future__ import annotations

import builtins
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.organisation_list import OrganisationList
from planner.ui.pages.page import Page
from planner.ui.pages.site_list import SiteList

if TYPE_CHECKING:
    from planner.services.changes import Changed


class OrganisationsPage(Page):
    """The tabs choose which list is in front; the verbs go to it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.organisations = OrganisationList(context, self)
        self.organisations.command_page = self
        self.sites = SiteList(context, self)
        self._fresh = {self.organisations: False, self.sites: False}
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.title)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        for text, page in ((_("Organisations"), self.organisations), (_("Sites"), self.sites)):
            self.tabs.addTab(text)
            self._stack.addWidget(page)
            page.inspector_changed.connect(self.inspector_changed)
        self.tabs.currentChanged.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)

    @property
    def title(self) -> str:
        return _("Organisations & sites")

    @property
    def list(self) -> ListPage:
        return self.organisations if self.tabs.currentIndex() == 0 else self.sites

    def refresh(self, changed: Changed | None = None) -> None:
        other = self.sites if self.list is self.organisations else self.organisations
        self._fresh[other] = (
            self._fresh[other] and changed is not None and not changed.words & other.words
        )
        self._fresh[self.list] = True
        self.list.refresh(changed)

    def activate(self) -> None:
        self.list.activate()

    def inspector(self) -> QWidget | None:
        return self.list.inspector()

    def commands(self) -> builtins.list[Command]:  # the page has a list of its own
        return [
            *(self._in_front(one) for one in self.organisations.commands()),
            *self.sites.commands(),
        ]

    def _in_front(self, command: Command) -> Command:
        """Enabled only while the organisations are the list in front."""
        return replace(
            command, enabled=lambda: self.list is self.organisations and command.enabled()
        )

    def can(self, verb: str) -> bool:
        return self.list.can(verb)

    def new(self) -> None:
        self.list.new()

    def edit(self) -> None:
        self.list.edit()

    def remove(self) -> None:
        self.list.remove()

    def find_in_page(self) -> None:
        self.list.find_in_page()

    def show_record(self, word: str, key: str) -> None:
        self.tabs.setCurrentIndex(1 if word == "site" else 0)
        self.list.show_record(word, key)

    def _turn(self, index: int) -> None:
        had_focus = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentIndex(index)
        if had_focus:
            self.list.activate()
        if not self._fresh[self.list]:
            self._fresh[self.list] = True
            self.list.refresh(None)
        self.inspector_changed.emit()
        self.context.update_commands()
